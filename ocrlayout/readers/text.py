"""The text engine's answer, as :mod:`ocrlayout.engines.text` writes it: what a PDF says of itself.

Kept: text, polygons, page numbers, sizes. Font sizes, and whether a word is visible, stay in the
payload. Nothing is recognized, so confidences are unknown. Words outside of the page are left
out, as viewers leave them out.
"""

from typing import Any

from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _pages
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item, Place

PROVIDER = "text"
_OUTSIDE = "outside"


def accepts(payload: Any) -> bool:
    """Return whether a payload is the text engine's."""
    return isinstance(payload, dict) and payload.get("engine") == PROVIDER


def read(payload: Any, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict
        Parsed JSON.
    sizes : list of (width, height), optional
        Used for pages that do not say theirs.

    Returns
    -------
    Document

    Raises
    ------
    ReadError
        Something in it is not what the engine writes; the message says where.

    Examples
    --------
    >>> word = {"text": "dog", "polygon": [1, 1, 2, 1, 2, 1.2, 1, 1.2]}
    >>> page = {"width": 8.5, "height": 11, "unit": "inch", "lines": [{"words": [word]}]}
    >>> read({"engine": "text", "pages": [page]})[0].lines.text
    ('dog',)
    """
    place = Place(PROVIDER)
    place.needed(payload, ("pages",), "an answer")
    pages = [
        _page(at, page, index, _pages.given(sizes, index, PROVIDER))
        for index, (at, page) in enumerate(place.each(payload, "pages"))
    ]
    return Document(pages, Origin(PROVIDER, place.text(payload, "version")))


def _page(place: Place, page: Item, index: int, size: Size | None) -> Page:
    lines = LineBuilder()
    for at, line in place.each(page, "lines"):
        _add_line(lines, at, line)
    number = _pages.page_number(place, page, "page", index + 1)
    return _pages.made(place, page, lines.lines(), number=number, size=size)


def _add_line(lines: LineBuilder, place: Place, line: Item) -> None:
    """Add a line, or what of it is on the page."""
    words = list(place.each(line, "words"))
    inside = [(at, word) for at, word in words if word.get("visibility") != _OUTSIDE]
    if not inside:
        return
    columns = WordColumns(*zip(*(_word(at, word) for at, word in inside), strict=True))
    if len(inside) == len(words):
        lines.add(place, place.text(line, "text"), line.get("polygon"), columns)
    else:
        text = "".join(word["text"] + " " * bool(word.get("spaced", True)) for _, word in inside)
        lines.add(place, text.strip(), _around(columns.polygons), columns)


def _word(place: Place, word: Item) -> tuple[str, Any, None]:
    place.needed(word, ("text",), "a word")
    return place.text(word, "text"), word.get("polygon"), None


def _around(polygons: Any) -> list[Any]:
    """Gather the corners of words, around which the line's polygon is drawn."""
    known = (polygon for polygon in polygons if isinstance(polygon, list))
    return [number for polygon in known for number in polygon]

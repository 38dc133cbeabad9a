"""The local engine's answer, of :mod:`ocrlayout.engines.rapidocr`; and RapidOCR's own JSON.

========================================  =======================================================
``{"engine": "rapidocr", "pages": […]}``  ours: lines, words, polygons, scores, page sizes
``[{"box": …, "txt": …, "score": …}]``    ``to_json()`` of RapidOCR: a page of lines without words
========================================  =======================================================

Kept: text, polygons, scores as confidences, page numbers, sizes and units, versions. It does not
say the angle, the language or whether it is handwriting. A page of RapidOCR's own JSON does not say
its size: it is taken from `sizes`, else from the extent of its text; its lines have one word each.
"""

from typing import Any

from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _pages
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item, Json, Place

PROVIDER = "rapidocr"
BLANK_LISTS = True  # a page without text is a list of nothing, which could be anybody's


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    if isinstance(payload, list):
        return (
            bool(payload) and isinstance(payload[0], dict) and {"box", "txt"} <= payload[0].keys()
        )
    return isinstance(payload, dict) and payload.get("engine") == "rapidocr"


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict or list
        Parsed JSON.
    sizes : list of (width, height), optional
        Page sizes in pixels, used where the payload does not say.

    Returns
    -------
    Document

    Raises
    ------
    ReadError
        Something in it is not what the engine writes; the message says where.

    Examples
    --------
    >>> line = {"box": [[0, 0], [40, 0], [40, 10], [0, 10]], "txt": "dog", "score": 0.9}
    >>> read([line])[0].lines.text
    ('dog',)
    """
    place = Place(PROVIDER)
    if isinstance(payload, list):
        page = _bare(place, payload, _pages.given(sizes, 0, PROVIDER))
        return Document((page,), Origin(PROVIDER))
    place.needed(payload, ("pages",), "an answer")
    pages = [
        _page(at, page, index, _pages.given(sizes, index, PROVIDER))
        for index, (at, page) in enumerate(place.each(payload, "pages"))
    ]
    origin = Origin(PROVIDER, place.text(payload, "version"), place.text(payload, "model"))
    return Document(pages, origin)


def _page(place: Place, page: Item, index: int, size: Size | None) -> Page:
    lines = LineBuilder()
    for at, line in place.each(page, "lines"):
        _add_line(lines, at, line)
    number = _pages.page_number(place, page, "page", index + 1)
    return _pages.made(place, page, lines.lines(), number=number, size=size)


def _add_line(lines: LineBuilder, place: Place, line: Item) -> None:
    words = [_word(at, word) for at, word in place.each(line, "words")]
    if not words:
        place.needed(line, ("text",), "a line")
    text, polygon, score = _piece(place, line)
    columns = zip(*words or [(text, polygon, score)], strict=True)
    lines.add(place, text, polygon, WordColumns(*columns))


def _word(place: Place, word: Item) -> tuple[str, Any, float]:
    place.needed(word, ("text",), "a word")
    return _piece(place, word)


def _piece(place: Place, piece: Item) -> tuple[str, Any, float]:
    """Take the text, polygon and score of a line or a word."""
    return place.text(piece, "text"), piece.get("polygon"), place.confidence(piece, "score")


def _bare(place: Place, payload: list[Any], size: Size | None) -> Page:
    """Make a page of RapidOCR's own JSON."""
    lines = LineBuilder()
    for index, line in enumerate(place.objects(payload)):
        at, box = place / index, line.get("box")
        at.needed(line, ("txt",), "a line")
        text = at.text(line, "txt")
        if not isinstance(box, list) or not all(isinstance(corner, list) for corner in box):
            raise (at / "box").error("a box is four corners [x, y]")
        polygon = [value for corner in box for value in corner]
        words = WordColumns([text], [polygon], [at.confidence(line, "score")])
        lines.add(at, text, polygon, words)
    return _pages.made(place, {}, lines.lines(), size=size)

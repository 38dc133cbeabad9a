"""Surya: ``results.json`` of its OCR, or one file, page or list of pages of it.

=================================================  =============================================
``{"scan": [{"text_lines": […], "image_bbox"}]}``  until 0.17: lines with outlines and scores
``{"scan": [{"blocks": […], "image_bbox"}]}``      from 0.20: blocks of HTML, with labels
=================================================  =============================================

Kept: lines, words where they were asked for, outlines, scores; blocks with roles, in the order of
reading; tables with their cells; page sizes and numbers. Pages of several files follow each other.

Choices:

* A line without words is one word. Tags in a text (``<b>``, ``<math>``) are left out, and what
  stands in them stays.
* A block of one line has its place; of several lines only the block is placed, and so of cells.
* Blocks that were not read (``skipped``) stay as blocks.

Not kept: characters, labels of the model, formats of text.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _pages
from ocrlayout.readers._blocks import BlockBuilder
from ocrlayout.readers._html_parts import add_cells, html_cells, html_lines
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item, Json, Place, shorten

PROVIDER = "surya"
RECORDED = False  # made after the library's source
_HEADING = re.compile(r"\s*<h([1-6])[\s>]", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ROLES = {
    "title": "heading",
    "sectionheader": "heading",
    "text": "paragraph",
    "textinlinemath": "paragraph",
    "listitem": "list_item",
    "caption": "caption",
    "footnote": "note",
    "pageheader": "header",
    "pagefooter": "footer",
    "picture": "figure",
    "figure": "figure",
    "image": "figure",
    "diagram": "figure",
    "table": "table",
}


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    if isinstance(payload, dict) and not _is_page(payload):
        payload = next(iter(payload.values()), None)
    if isinstance(payload, list):
        payload = next(iter(payload), None)
    return _is_page(payload)


def _is_page(item: Json) -> bool:
    if not isinstance(item, dict) or "image_bbox" not in item:
        return False
    return isinstance(item.get("text_lines"), list) or isinstance(item.get("blocks"), list)


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
        Something in it is not what the library writes; the message says where.

    Examples
    --------
    >>> line = {"polygon": [[0, 0], [40, 0], [40, 10], [0, 10]], "text": "dog", "confidence": 0.9}
    >>> page = read({"scan": [{"text_lines": [line], "image_bbox": [0, 0, 50, 20]}]})[0]
    >>> page.size, page.lines.text, page.words.confidence.tolist()
    ((50.0, 20.0), ('dog',), [0.9])
    """
    made = [
        _page(at, page, index, _pages.given(sizes, index, PROVIDER))
        for index, (at, page) in enumerate(_each_page(Place(PROVIDER), payload))
    ]
    return Document(_pages.numbered(made), Origin(PROVIDER))


def _each_page(place: Place, payload: Json) -> Iterator[tuple[Place, Item]]:
    if _is_page(payload):
        yield place, payload
    elif isinstance(payload, dict):
        for name, pages in payload.items():
            yield from _each_page(place / str(name), pages)
    else:
        yield from ((place / row, page) for row, page in enumerate(place.objects(payload)))


def _page(place: Place, page: Item, index: int, size: Size | None) -> Page:
    lines, blocks = LineBuilder(), BlockBuilder()
    place.needed(page, ("text_lines", "blocks"), "a page")
    for at, line in place.each(page, "text_lines"):
        _add_line(lines, at, line)
    ordered = sorted(place.each(page, "blocks"), key=_position)
    for at, block in ordered:
        _add_block(lines, blocks, at, block)
    number = _pages.page_number(place, page, "page", index + 1)
    frame = _frame(place, page)
    return _pages.made(
        place, frame, lines.lines(), number=number, size=size, blocks=blocks.blocks()
    )


def _position(pair: tuple[Place, Item]) -> int:
    place, block = pair
    return place.whole(block, "reading_order", 0)


def _frame(place: Place, page: Item) -> Item:
    """Return width and height of a page, which its ``image_bbox`` says."""
    box, at = page.get("image_bbox"), place / "image_bbox"
    if not isinstance(box, list) or len(box) != 4:
        raise at.error(f"expected four numbers, found {shorten(box)}")
    sides = dict(zip(("left", "top", "width", "height"), box, strict=True))
    return {name: _pages.length(at, sides, name) for name in ("width", "height")}


def _add_line(lines: LineBuilder, place: Place, line: Item) -> None:
    place.needed(line, ("text",), "a line")
    text, outline = _plain(place.text(line, "text")), _flat(place, line)
    words = [
        (_plain(at.text(word, "text")), _flat(at, word), at.confidence(word, "confidence"))
        for at, word in place.each(line, "words")
    ]
    if not words and text.strip():
        words = [(text, outline, place.confidence(line, "confidence"))]
    columns = WordColumns(*zip(*words, strict=True)) if words else WordColumns()
    lines.add(place, text, outline, columns)


def _plain(text: str) -> str:
    """Return a text without its tags."""
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def _flat(place: Place, item: Item) -> list[Any] | None:
    """Return the corners of an outline as a flat list."""
    points = item.get("polygon")
    if points is None:
        return None
    if not isinstance(points, list) or not all(isinstance(point, list) for point in points):
        raise (place / "polygon").error("an outline is points [x, y]")
    return [number for point in points for number in point]


def _add_block(lines: LineBuilder, blocks: BlockBuilder, place: Place, block: Item) -> None:
    role = _ROLES.get(place.text(block, "label").replace("-", "").lower(), "")
    outline, text, at = _flat(place, block), place.text(block, "html"), place / "html"
    cells = html_cells(at, text) if "<table" in text else []
    level = _HEADING.match(text) if role == "heading" else None
    role, depth = "table" if cells else role, int(level[1]) if level else 0
    row = blocks.add(place, role, polygon=outline, level=depth)
    if cells:
        add_cells(lines, blocks, at, row, cells)
        return
    found = html_lines(at, text)
    for line in found:
        polygon = outline if len(found) == 1 else None
        lines.add(at, line, polygon, block=row, word_places=lambda _: at)

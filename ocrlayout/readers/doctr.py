"""docTR: ``export()`` of a document, of a page, or of KIE, with layout and tables; its server.

Kept: lines, words, outlines, confidences, page numbers and sizes, languages; blocks; layout with
roles; tables with their cells; what KIE predicts, as lines and as fields.

Choices:

* Outlines are shares of the page, whose ``dimensions`` are its height and its width. Four corners
  begin where the text starts, as the library turned each word to read it; two are a box. The
  server has them as numbers without points, and a list of files, each of which holds pages.
* Where there is a layout, blocks are its regions, and a line stands in the smallest one in which
  its center lies. Where there are tables, their regions are left out.
* A cell of a table is a line of one word: its words are not sent apart.

Not kept: artefacts, scores of outlines, blocks and regions, and the orientation of a page, whose
sense is not documented: corners say it.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Cell, Document, Origin, Page
from ocrlayout.model.blocks import GRID
from ocrlayout.readers import _pages
from ocrlayout.readers._blocks import BlockBuilder
from ocrlayout.readers._fields import FieldBuilder
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item, Json, Place, shorten

Array = npt.NDArray[np.float64]
PROVIDER = "doctr"
RECORDED = False  # made after the library's source
_ROLES = {
    "title": "heading",
    "section-header": "heading",
    "text": "paragraph",
    "list-item": "list_item",
    "caption": "caption",
    "footnote": "note",
    "page-header": "header",
    "page-footer": "footer",
    "picture": "figure",
    "table": "table",
}
_OF_SERVER = {"name", "dimensions", "items"}
_OF_A_PAGE = ("dimensions", "orientation", "language")
_FLAT = (4, 8)  # numbers of an outline without points, as docTR's server has them
_SPAN = ("row_start", "col_start", "row_end", "col_end")  # the last of each are within it


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    first = payload[0] if isinstance(payload, list) and payload else payload
    if not isinstance(first, dict):
        return False
    if first.keys() >= _OF_SERVER:
        return True
    pages = payload.get("pages") if isinstance(payload, dict) else None
    first = next(iter(pages), None) if isinstance(pages, list) else payload
    return isinstance(first, dict) and {"page_idx", "dimensions"} <= first.keys()


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict
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
    >>> word = {"value": "dog", "confidence": 0.9, "geometry": [[0.1, 0.2], [0.5, 0.4]]}
    >>> block = {"lines": [{"geometry": word["geometry"], "words": [word]}]}
    >>> page = read({"pages": [{"page_idx": 0, "dimensions": [100, 200], "blocks": [block]}]})[0]
    >>> page.size, page.words.text, page.words[0].polygon[0]
    ((200.0, 100.0), ('dog',), (20.0, 20.0))
    """
    made = [
        _DoctrPage(at, page).page(index, _pages.given(sizes, index, PROVIDER))
        for index, (at, page) in enumerate(_each_page(Place(PROVIDER), payload))
    ]
    return Document(_pages.numbered(made), Origin(PROVIDER))


def _each_page(place: Place, payload: Json) -> Iterator[tuple[Place, Item]]:
    """Yield the pages of a document, a page alone, and those that docTR's server lists."""
    if isinstance(payload, list):
        for row, item in enumerate(place.objects(payload)):
            yield from _each_page(place / row, item)
    elif "pages" in payload:
        yield from place.each(payload, "pages")
    elif "items" in payload:
        said = {name: payload[name] for name in _OF_A_PAGE if name in payload}
        yield from ((at, said | page) for at, page in place.each(payload, "items"))
    else:
        yield place, payload


class _DoctrPage:
    """A page while it is gathered, in shares of its size."""

    def __init__(self, place: Place, page: Item) -> None:
        self._place, self._page = place, page
        self._lines, self._blocks, self._fields = LineBuilder(), BlockBuilder(), FieldBuilder()
        self._language = self._value("language")
        regions = list(self._regions())
        for at, block in place.each(page, "blocks"):
            self._add_block(at, block, has_layout=bool(regions))
        if regions:
            self._lines.block = self._settled(regions)
        for at, table in place.each(page, "tables"):
            self._add_table(at, table)
        self._add_predictions()

    def page(self, index: int, size: Size | None) -> Page:
        """Return the page in pixels; `size` is used where it does not say its own."""
        width, height = self._size() or size or (1.0, 1.0)
        scale = geometry.scaling(width, height)
        made = _pages.made(
            self._place,
            {"width": width, "height": height},
            self._lines.lines().move(scale),
            number=self._place.whole(self._page, "page_idx", index) + 1,
            blocks=self._blocks.blocks().move(scale),
            fields=self._fields.fields().move(scale),
        )
        return made if self._size() or size else made.replace(unit="")

    def _size(self) -> Size | None:
        given = self._page.get("dimensions")
        at = self._place / "dimensions"
        if given is None:
            return None
        if not isinstance(given, (list, tuple)) or len(given) != 2:
            raise at.error(f"dimensions are [height, width], found {shorten(given)}")
        sides = dict(zip(("height", "width"), given, strict=True))
        width, height = (_pages.length(at, sides, name) for name in ("width", "height"))
        return (width, height) if width and height else None

    def _value(self, name: str) -> str:
        given = self._page.get(name)
        return (self._place / name).text(given, "value") if isinstance(given, dict) else ""

    def _regions(self) -> Iterator[int]:
        """Add the regions of a layout as blocks, and yield their rows."""
        for at, region in self._place.each(self._page, "layout"):
            role = _ROLES.get(at.text(region, "type").lower(), "")
            if role != "table" or not self._page.get("tables"):
                yield self._blocks.add(at, role, polygon=_corners(at, region))

    def _add_line(self, place: Place, line: Item, block: int) -> None:
        place.needed(line, ("words",), "a line")
        words = [_word(at, word) for at, word in place.each(line, "words")]
        columns = WordColumns(*zip(*words, strict=True)) if words else WordColumns()
        corners = _corners(place, line)
        self._lines.add(place, None, corners, columns, block=block, language=self._language)

    def _add_block(self, place: Place, block: Item, *, has_layout: bool) -> None:
        row = -1 if has_layout else self._blocks.add(place, "", polygon=_corners(place, block))
        for at, line in place.each(block, "lines"):
            self._add_line(at, line, row)

    def _settled(self, regions: list[int]) -> list[int]:
        """Return for each line the smallest region in which its center lies, −1 for none."""
        boxes = geometry.boxes(self._blocks.blocks().polygon[regions])
        centers = geometry.centers(self._lines.lines().polygon)
        inside = _inside(centers, boxes)
        areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
        best = np.where(inside, areas, np.inf).argmin(axis=1)
        found = np.where(inside.max(axis=1, initial=False), np.array(regions)[best], -1)
        rows: list[int] = found.tolist()
        return rows

    def _add_table(self, place: Place, table: Item) -> None:
        row = self._blocks.add(place, "table", polygon=_corners(place, table))
        for at, cell in place.each(table, "cells"):
            corners = _corners(at, cell)
            inner = self._blocks.add(at, "cell", row, corners, _cell(at, cell))
            self._add_whole(at, cell, corners, inner)

    def _add_whole(self, place: Place, item: Item, corners: Any, block: int = -1) -> None:
        """Add a text that is not parted into words as a line."""
        text, _, sure = _word(place, item)
        if text.strip():
            words = WordColumns([text], [corners], [sure])
            self._lines.add(place, text, corners, words, block=block, language=self._language)

    def _add_predictions(self) -> None:
        """Add what KIE found, by its classes."""
        at = self._place / "predictions"
        for name in at.object(self._page.get("predictions") or {}):
            for one, item in at.each(self._page["predictions"], name):
                text, corners, sure = _word(one, item)
                self._add_whole(one, item, corners)
                self._fields.add(one, "field", name, text, polygon=corners, confidence=sure)


def _inside(points: Array, boxes: Array) -> npt.NDArray[np.bool_]:
    """Return which points lie in which boxes, ``(n, m)``."""
    (x, y), (x0, y0, x1, y1) = points.T[..., None], boxes.T
    inside: npt.NDArray[np.bool_] = (x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)
    return inside


def _word(place: Place, word: Item) -> tuple[str, Any, float]:
    place.needed(word, ("value",), "a word")
    return place.text(word, "value"), _corners(place, word), place.confidence(word, "confidence")


def _corners(place: Place, item: Item) -> list[Any] | None:
    """Return the corners of an outline of two or four points."""
    given = item.get("geometry")
    if given is None:
        return None
    if isinstance(given, (list, tuple)) and len(given) in _FLAT and not any(map(_is_point, given)):
        given = [*zip(given[::2], given[1::2], strict=True)]
    if not isinstance(given, (list, tuple)) or not all(map(_is_point, given)):
        raise (place / "geometry").error(f"expected points [x, y], found {shorten(given)}")
    if len(given) == 2:
        (x0, y0), (x1, y1) = given
        return [x0, y0, x1, y0, x1, y1, x0, y1]
    return [number for point in given for number in point]


def _is_point(value: Json) -> bool:
    return isinstance(value, (list, tuple)) and len(value) == 2


def _cell(place: Place, cell: Item) -> Cell:
    for name in _SPAN:
        place.needed(cell, (name,), "a cell")
    most = (GRID[0] - 1, GRID[1] - 1) * 2
    pairs = zip(_SPAN, most, strict=True)
    row, column, last_row, last_column = (place.whole(cell, name, 0, 0, one) for name, one in pairs)
    if last_row < row or last_column < column:
        raise place.error("a cell ends before it begins")
    return Cell(row, column, last_row - row + 1, last_column - column + 1)

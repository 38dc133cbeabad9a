"""docling: a ``DoclingDocument`` as JSON, of PDFs, scans, and files without pages.

Kept: the text of items in the order of reading; roles; tables with their cells; figures with their
captions; pairs and check marks; page numbers and sizes. Furniture (headers, footers) stands where
the document has it, or behind the text.

Choices:

* Items are placed, not lines or words: a piece of an item on a page is one line of one word. An
  item on several pages, or in several places, is a line in each, with its part of the text.
* Boxes count from the bottom or from the top of the page, as each says. Points of PDFs become
  inches; pages of images are in pixels.
* Items without a place, as in documents that have no pages, stand on the page of the item before,
  at first on page 1.
* Items that the tree of the document does not name stand behind it.

Not kept: pictures, classes and descriptions of pictures, links, formats.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ocrlayout.model import Cell, Document, Origin, Page
from ocrlayout.model.blocks import GRID
from ocrlayout.readers import _pages
from ocrlayout.readers._blocks import BlockBuilder
from ocrlayout.readers._fields import FieldBuilder
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._marks import SYMBOLS
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item, Json, Place

PROVIDER = "docling"
_SCHEMA = "DoclingDocument"
_LISTS = ("texts", "tables", "pictures", "groups", "key_value_items", "form_items", "field_items")
_FORMS = ("key_value_items", "form_items")
_ROLES = {
    "title": "heading",
    "section_header": "heading",
    "field_heading": "heading",
    "page_header": "header",
    "page_footer": "footer",
    "caption": "caption",
    "footnote": "note",
    "list_item": "list_item",
    "picture": "figure",
    "chart": "figure",
    "table": "table",
    "document_index": "table",
    "formula": "",
}
_MARKS = {"checkbox_selected": True, "checkbox_unselected": False}
_SIDES = ("l", "t", "r", "b")
_POINTS = 72  # to the inch
_DEEPEST = 200  # items within items; real documents have a dozen


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    return isinstance(payload, dict) and payload.get("schema_name") == _SCHEMA


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
    >>> box = {"l": 10, "t": 90, "r": 50, "b": 80, "coord_origin": "BOTTOMLEFT"}
    >>> text = {"self_ref": "#/texts/0", "label": "text", "text": "dog"}
    >>> text["prov"] = [{"page_no": 1, "bbox": box}]
    >>> pages = {"1": {"page_no": 1, "size": {"width": 100, "height": 100}}}
    >>> page = read({"schema_name": "DoclingDocument", "texts": [text], "pages": pages})[0]
    >>> page.text, page.lines.polygon[0, 0].tolist()
    ('dog', [10.0, 10.0])
    """
    place = Place(PROVIDER)
    tree = _Tree(place, payload)
    tree.walk()
    pages = [
        one.page(_pages.given(sizes, index, PROVIDER)) for index, one in enumerate(tree.pages())
    ]
    return Document(pages, Origin(PROVIDER, place.text(payload, "version")))


class _Sheet:
    """A page while it is gathered.

    Parameters
    ----------
    place : Place
    number : int
    size : dict
        Its ``width`` and ``height``.
    parts : float
        Into how many of the document's units one of the page's is parted.
    """

    def __init__(self, place: Place, number: int, size: Item, parts: float) -> None:
        self._place, self._number, self._parts = place, number, parts
        self._size = {name: _pages.length(place, size, name) for name in ("width", "height")}
        self.lines, self.blocks, self.fields = LineBuilder(), BlockBuilder(), FieldBuilder()

    def corners(self, place: Place, box: Json) -> list[float] | None:
        """Return the corners of a box in the page's unit; None without one."""
        if box is None:
            return None
        given = place.object(box)
        left, top, right, bottom = (place.number(given, name) for name in _SIDES)
        if place.text(given, "coord_origin").upper().endswith("BOTTOMLEFT"):
            top, bottom = self._size["height"] - top, self._size["height"] - bottom
        made = (left, top, right, top, right, bottom, left, bottom)
        return [number / self._parts for number in made]

    def add(self, place: Place, text: str, corners: Any, block: int) -> None:
        """Add a line of one word."""
        if text.strip():
            words = WordColumns([text], [corners], [None])
            self.lines.add(place, text, corners, words, block=block, word_places=lambda _: place)

    def page(self, size: Size | None) -> Page:
        """Return the page; `size` is used where it does not say its own."""
        frame = {name: side / self._parts for name, side in self._size.items()}
        made = _pages.made(
            self._place,
            frame,
            self.lines.lines(),
            number=self._number,
            size=size,
            blocks=self.blocks.blocks(),
            fields=self.fields.fields(),
        )
        return made.replace(unit="inch") if made.unit and self._parts > 1 else made


class _Around(NamedTuple):
    """The block that an item stands in: its row, and its page."""

    row: int = -1
    sheet: _Sheet | None = None

    def on(self, sheet: _Sheet) -> int:
        """Return the row where it is on this page, else −1."""
        return self.row if sheet is self.sheet else -1


class _Tree:
    """The items of a document, walked in the order of reading, each once."""

    def __init__(self, place: Place, payload: Item) -> None:
        self._place, self._payload = place, payload
        origin = (place / "origin").object(payload.get("origin") or {})
        kind = (place / "origin").text(origin, "mimetype")
        self._parts = float(_POINTS) if kind == "application/pdf" else 1.0
        self._items = {
            f"#/{name}/{row}": (place / name / row, item)
            for name in _LISTS
            for row, item in enumerate(place.items(payload, name))
        }
        self._seen: set[str] = set()
        self._sheets = dict(self._sized())
        self._number = min(self._sheets, default=1)

    def _sized(self) -> Iterator[tuple[int, _Sheet]]:
        place = self._place / "pages"
        pages = place.object(self._payload.get("pages") or {})
        for index, (name, page) in enumerate(pages.items()):
            at = place / str(name)
            given = at.object(page)
            number = _pages.page_number(at, given, "page_no", index + 1)
            size = (at / "size").object(given.get("size") or {})
            yield number, _Sheet(at / "size", number, size, self._parts)

    def pages(self) -> list[_Sheet]:
        """Return the pages in the order of their numbers."""
        return [self._sheets[number] for number in sorted(self._sheets)]

    def walk(self) -> None:
        """Visit every item: body, furniture, and what neither of them names."""
        for name in ("body", "furniture"):
            root = self._payload.get(name)
            if root is not None:
                at = self._place / name
                self._visit_children(at, at.object(root), _Around(), 0)
        for name in self._items:
            self._visit(name, _Around(), 0)

    def _visit_children(self, place: Place, item: Item, around: _Around, depth: int) -> None:
        if depth > _DEEPEST:
            raise place.error(f"items are nested more than {_DEEPEST} deep")
        for names in ("captions", "children", "footnotes"):
            for at, child in place.each(item, names):
                self._visit(at.text(child, "$ref"), around, depth + 1)

    def _visit(self, name: str, around: _Around, depth: int) -> None:
        if name in self._seen or name not in self._items:
            return
        self._seen.add(name)
        place, item = self._items[name]
        kind = name.split("/")[1]
        if kind == "groups":
            self._visit_children(place, item, around, depth)
        elif kind in _FORMS:
            self._add_pairs(place, item)
            self._visit_children(place, item, around, depth)
        else:
            own = self._add(place, item, around)
            self._visit_children(place, item, own, depth)

    def _sheet(self, place: Place, where: Item) -> _Sheet:
        """Return the page of a place; without a number, that of the item before."""
        self._number = _pages.page_number(place, where, "page_no", self._number)
        if self._number not in self._sheets:
            self._sheets[self._number] = _Sheet(place, self._number, {}, self._parts)
        return self._sheets[self._number]

    def _add(self, place: Place, item: Item, around: _Around) -> _Around:
        """Add an item: a block, and a line for each of its places."""
        text, own = place.text(item, "text"), around
        found = [*place.each(item, "prov")] or [(place, {})]
        for at, where in found:
            part = _part(at, where, text) if len(found) > 1 else text
            own = self._add_part(place, item, around, self._spot(at, where), part)
        if item.get("data") is not None and own.sheet is not None:
            _add_cells(place / "data", item["data"], own.sheet, own.row)
        return own

    def _spot(self, place: Place, where: Item) -> tuple[_Sheet, list[float] | None]:
        """Return the page and the corners of a place."""
        sheet = self._sheet(place, where)
        return sheet, sheet.corners(place / "bbox", where.get("bbox"))

    def _add_part(
        self,
        place: Place,
        item: Item,
        around: _Around,
        spot: tuple[_Sheet, list[float] | None],
        text: str,
    ) -> _Around:
        """Add what stands of an item in one place."""
        (sheet, corners), label = spot, place.text(item, "label")
        role, level = _ROLES.get(label, "paragraph"), _level(place, item, label)
        row = sheet.blocks.add(place, role, around.on(sheet), corners, level=level)
        sheet.add(place, text, corners, row)
        if label in _MARKS:
            symbol = SYMBOLS["selected" if _MARKS[label] else "unselected"]
            sheet.fields.add(place, "mark", text, symbol, _MARKS[label], polygon=corners)
        return _Around(row, sheet)

    def _add_pairs(self, place: Place, item: Item) -> None:
        """Add the pairs of a form, whose keys link to their values."""
        at = place / "graph"
        graph = at.object(item.get("graph") or {})
        cells = {
            one.whole(cell, "cell_id", -1, -1): (one, cell) for one, cell in at.each(graph, "cells")
        }
        for one, link in at.each(graph, "links"):
            names = ("source_cell_id", "target_cell_id")
            key, value = (cells.get(one.whole(link, name, -1, -1)) for name in names)
            if key and value and one.text(link, "label") == "to_value":
                self._add_pair(key, value)

    def _add_pair(self, key: tuple[Place, Item], value: tuple[Place, Item]) -> None:
        (at, name), (to, found) = key, value
        sheet = self._sheet(to / "prov", _where(to, found))
        polygons = [
            sheet.corners(one / "prov" / "bbox", _where(one, cell).get("bbox"))
            for one, cell in (key, value)
        ]
        texts = at.text(name, "text"), to.text(found, "text")
        sheet.fields.add(to, "pair", *texts, name_polygon=polygons[0], polygon=polygons[1])


def _level(place: Place, item: Item, label: str) -> int:
    """Return the level of a heading: a title is the first, below which docling counts from 1."""
    if label == "section_header":
        return place.whole(item, "level", 1, 1, _DEEPEST) + 1
    return int(label == "title")


def _where(place: Place, cell: Item) -> Item:
    return (place / "prov").object(cell.get("prov") or {})


def _part(place: Place, where: Item, text: str) -> str:
    """Return the part of an item's text that stands in one of its places."""
    at, span = place / "charspan", where.get("charspan")
    if not isinstance(span, (list, tuple)) or len(span) != 2:
        raise at.error("expected the first character and the one past the last")
    ends = dict(zip(("start", "end"), span, strict=True))
    start, end = (at.whole(ends, name, 0) for name in ends)
    return text[start:end].strip()


def _add_cells(place: Place, data: Json, sheet: _Sheet, row: int) -> None:
    for at, cell in place.each(place.object(data), "table_cells"):
        corners = sheet.corners(at / "bbox", cell.get("bbox"))
        kinds = ("column_header", "row_header")
        role = next((kind for kind in kinds if cell.get(kind) is True), "cell")
        inner = sheet.blocks.add(at, role, row, corners, _cell(at, cell))
        sheet.add(at, at.text(cell, "text"), corners, inner)


def _cell(place: Place, cell: Item) -> Cell:
    """Return where a cell stands; the ends of its rows and columns lie behind it."""
    found = []
    for name, most in zip(("row", "col"), GRID, strict=True):
        start, end = f"start_{name}_offset_idx", f"end_{name}_offset_idx"
        place.needed(cell, (start,), "a cell")
        first = place.whole(cell, start, 0, 0, most - 1)
        found.append((first, place.whole(cell, end, first + 1, first + 1, most) - first))
    (row, height), (column, width) = found
    return Cell(row, column, height, width)

"""A page as items of docling: its elements in their order, with their boxes."""

from collections.abc import Sequence

import numpy as np

from ocrlayout import geometry
from ocrlayout.model import Page
from ocrlayout.writers._flow.division import Vocabulary
from ocrlayout.writers._flow.elements import FURNITURE, NO_ROW, Element, elements
from ocrlayout.writers._flow.html_tables import laid_out
from ocrlayout.writers._flow.items import split_mark
from ocrlayout.writers._flow.joining import Joiner, clean
from ocrlayout.writers._flow.tables import GridCell, cells_of
from ocrlayout.writers.docling.tree import Item, Tree

__all__ = ["PageItems"]

_LABELS = {
    "paragraph": "text",
    "heading": "section_header",
    "caption": "caption",
    "note": "footnote",
    "header": "page_header",
    "footer": "page_footer",
    "page_number": "page_footer",
    "list_item": "list_item",
}
_DECIMALS = 2  # of a pixel
_BULLET = "-"
_PAIRS = ("pair", "field", "query")  # fields that have a name and a text


class PageItems:
    """A page while it is added.

    Parameters
    ----------
    tree : Tree
    page : Page
        In pixels of its scan.
    vocabulary : Vocabulary, optional
    """

    def __init__(self, tree: Tree, page: Page, vocabulary: Vocabulary | None) -> None:
        texts = [clean(text) for text in page.lines.text]
        self._tree, self._page = tree, page
        self._join, self._plain = Joiner(texts, vocabulary), Joiner(texts)
        self._elements = list(elements(page, texts))
        self._owners: dict[int, Item] = {}
        self._list: Item | None = None
        self._boxes = geometry.boxes(page.lines.polygon).reshape(-1, 4)

    def add(self) -> None:
        """Add the page, its elements, the figures without text, and the pairs."""
        page = self._page
        size = {"width": page.width, "height": page.height}
        self._tree.pages[str(page.number)] = {"size": size, "page_no": page.number}
        for element in self._elements:
            if element.role != "list_item":
                self._list = None
            self._add(element)
        for row, role in enumerate(page.blocks.role):
            if role == "figure":
                self._owner(row)
        self._add_pairs()

    def _add(self, element: Element) -> None:
        if element.role == "table":
            self._fill(self._owner(element.part.block), element)
            return
        text = self._join(element.lines)
        if not text:
            return
        label = _LABELS[element.role]
        parent = self._parent(element)
        said = self._prov(element.lines, element.part.block, len(text))
        item = {"prov": said, "orig": self._plain(element.lines), "text": text}
        made = self._tree.add("texts", item | self._more(element, text), parent, label)
        if element.role in ("caption", "note") and element.owner != NO_ROW and parent is not None:
            self._tree.caption(made, parent, is_note=element.role == "note")

    def _more(self, element: Element, text: str) -> Item:
        """Return what items of some labels have, too."""
        if element.role in FURNITURE:
            return {"content_layer": "furniture"}
        if element.role == "heading":
            level = int(self._page.blocks.level[element.part.block])
            # docling's title is the first level, below which it counts from 1
            return {"label": "title"} if level == 1 else {"level": max(level - 1, 1)}
        if element.role == "list_item":
            mark, rest = split_mark(text)
            return {"text": rest, "enumerated": mark[:1].isdigit(), "marker": mark or _BULLET}
        return {}

    def _parent(self, element: Element) -> Item | None:
        """Return what an element stands in: a table, a picture or a list; None: the body."""
        if element.owner != NO_ROW:
            return self._owner(element.owner)
        if element.role != "list_item":
            return None
        if self._list is None:
            self._list = self._tree.add("groups", {"name": "list"}, None, "list")
        return self._list

    def _owner(self, block: int) -> Item:
        """Return the table or picture that a block is."""
        if block not in self._owners:
            is_table = self._page.blocks.role[block] == "table"
            item: Item = {"prov": self._prov([], block, 0), "captions": [], "footnotes": []}
            item["references"] = []
            item["data" if is_table else "annotations"] = _data([]) if is_table else []
            kind, label = ("tables", "table") if is_table else ("pictures", "picture")
            self._owners[block] = self._tree.add(kind, item, None, label)
        return self._owners[block]

    def _fill(self, table: Item, element: Element) -> None:
        rows = laid_out(cells_of(self._page, element.part, self._join))
        table["data"] = _data([self._cell(cell) for row in rows for cell in row])
        table["prov"] = self._prov(element.lines, element.part.block, 0)

    def _cell(self, cell: GridCell) -> Item:
        return {
            "bbox": self._box(cell.lines),
            "row_span": cell.row_span,
            "col_span": cell.column_span,
            "start_row_offset_idx": cell.row,
            "end_row_offset_idx": cell.row + cell.row_span,
            "start_col_offset_idx": cell.column,
            "end_col_offset_idx": cell.column + cell.column_span,
            "text": clean(cell.text),
            "column_header": cell.role == "column_header",
            "row_header": cell.role == "row_header",
            "row_section": False,
        }

    def _prov(self, lines: Sequence[int], block: int, length: int) -> list[Item]:
        """Return where something stands: a table or figure as its block, text as its lines."""
        quad = self._page.blocks.polygon[block] if block >= 0 else np.full((4, 2), np.nan)
        whole = _sides(geometry.boxes(quad)) if not length else None
        box = whole or self._box(lines) or _sides(geometry.boxes(quad))
        if box is None:
            return []
        return [{"page_no": self._page.number, "bbox": box, "charspan": [0, length]}]

    def _box(self, lines: Sequence[int]) -> Item | None:
        """Return the box around lines; None where none of them has a place."""
        boxes = self._boxes[list(lines)]
        boxes = boxes[~np.isnan(boxes).any(axis=1)]
        return _sides(np.r_[boxes[:, :2].min(0), boxes[:, 2:].max(0)]) if len(boxes) else None

    def _add_pairs(self) -> None:
        fields = self._page.fields
        rows = [row for row, kind in enumerate(fields.kind) if kind in _PAIRS]
        if not rows:
            return
        cells: list[Item] = []
        for row in rows:
            place, text = fields.name_polygon[row], clean(fields.name[row])
            cells.append(self._graph_cell("key", len(cells), text, place))
            place, text = fields.polygon[row], clean(fields.text[row])
            cells.append(self._graph_cell("value", len(cells), text, place))
        links = [_link(2 * number) for number in range(len(rows))]
        item: Item = {"prov": [], "captions": [], "references": [], "footnotes": []}
        item["graph"] = {"cells": cells, "links": links}
        self._tree.add("key_value_items", item, None, "key_value_region")

    def _graph_cell(self, label: str, number: int, text: str, place: geometry.Array) -> Item:
        made: Item = {"label": label, "cell_id": number, "text": text, "orig": text}
        box = _sides(geometry.boxes(place))
        if box is not None:
            where = {"page_no": self._page.number, "bbox": box, "charspan": [0, len(text)]}
            made["prov"] = where
        return made


def _link(key: int) -> Item:
    """Return the link from a key to its value, which is the cell after it."""
    return {"label": "to_value", "source_cell_id": key, "target_cell_id": key + 1}


def _sides(box: geometry.Array) -> Item | None:
    if np.isnan(box).any():
        return None
    left, top, right, bottom = np.round(box, _DECIMALS).tolist()
    return {"l": left, "t": top, "r": right, "b": bottom, "coord_origin": "TOPLEFT"}


def _data(cells: list[Item]) -> Item:
    ends = ("end_row_offset_idx", "end_col_offset_idx")
    height, width = (max((cell[name] for cell in cells), default=0) for name in ends)
    return {"table_cells": cells, "num_rows": height, "num_cols": width}

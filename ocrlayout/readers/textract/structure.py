"""The blocks of one page: tables with their cells, and the layout."""

from collections.abc import Mapping, Sequence
from operator import itemgetter

import numpy as np

from ocrlayout.model import Blocks, Cell
from ocrlayout.readers._blocks import BlockBuilder, CellNames, Integers, cell_of
from ocrlayout.readers.textract.graph import Graph

__all__ = ["Structure"]

_CELL = CellNames("RowIndex", "ColumnIndex", "RowSpan", "ColumnSpan")
_TITLE = "LAYOUT_TITLE"
_BESIDE = {"TABLE_TITLE": "caption", "TABLE_FOOTER": "note"}
_LIST, _TABLE, _FIGURE = "LAYOUT_LIST", "LAYOUT_TABLE", "LAYOUT_FIGURE"
_ROLES = {
    _TITLE: "heading",
    "LAYOUT_SECTION_HEADER": "heading",
    "LAYOUT_HEADER": "header",
    "LAYOUT_FOOTER": "footer",
    "LAYOUT_PAGE_NUMBER": "page_number",
    "LAYOUT_TEXT": "paragraph",
    "LAYOUT_KEY_VALUE": "paragraph",
    _LIST: "",
    _FIGURE: "figure",
    _TABLE: "table",
}


class Structure:
    """Tables and layout of a page.

    Parameters
    ----------
    graph : Graph
    number : int
        Of the page.
    word_of : mapping of int to int
        The page's word that a word or a mark of the answer is.
    count : int
        How many words the page has.
    """

    def __init__(self, graph: Graph, number: int, word_of: Mapping[int, int], count: int) -> None:
        self._graph, self._word_of = graph, word_of
        self._builder = BlockBuilder()
        self._rows: dict[int, int] = {}
        self._table_of: dict[int, int] = {}
        self._parts = [-1] * count
        for row in graph.rows(number, "TABLE"):
            self._add_table(row)
        self._owners = self._parts.copy()
        layouts = graph.rows(number, *_ROLES)
        self._parents = self._layout_parents(layouts)
        for row in layouts:
            self._add_layout(row)

    @property
    def parts(self) -> Integers:
        """The cell, caption or note that each word stands in, ``(n,)``; −1 for none."""
        return np.array(self._parts, np.int64)

    @property
    def owners(self) -> Integers:
        """The innermost block of each word, ``(n,)``; −1 for none."""
        return np.array(self._owners, np.int64)

    def blocks(self) -> Blocks:
        """Return the blocks."""
        return self._builder.blocks()

    def _add_table(self, row: int) -> None:
        graph = self._graph
        table = self._builder.add(graph.place(row), "table", -1, graph.polygons[row])
        covers = self._covers(row)
        places = {one: cell_of(graph.place(one), graph.items[one], _CELL, 1) for one in covers}
        for one, grid in sorted(places.items(), key=itemgetter(1)):
            role = "column_header" if graph.has(one, "COLUMN_HEADER") else "cell"
            self._add_part(one, role, table, covers[one], grid)
        for name, role in _BESIDE.items():
            for one in graph.linked(row, name, (name,)):
                self._add_part(one, role, table, [one])

    def _covers(self, table: int) -> dict[int, list[int]]:
        """Return the cells of a table, each with those whose words it has."""
        linked = self._graph.linked
        merged = linked(table, "MERGED_CELL", ("MERGED_CELL",))
        covers = {one: linked(one, kinds=("CELL",)) for one in merged}
        covered = {cell for cells in covers.values() for cell in cells}
        cells = linked(table, kinds=("CELL",))
        return covers | {cell: [cell] for cell in cells if cell not in covered}

    def _add_part(
        self, row: int, role: str, table: int, covers: Sequence[int], cell: Cell | None = None
    ) -> None:
        """Add a part of a table; words that have one already keep it."""
        graph = self._graph
        block = self._builder.add(graph.place(row), role, table, graph.polygons[row], cell)
        self._table_of[block] = table
        for word in self._words([word for one in covers for word in graph.linked(one)]):
            if self._parts[word] < 0:
                self._parts[word] = block

    def _words(self, words: Sequence[int]) -> list[int]:
        """Return the page's words that these of the answer are."""
        return [self._word_of[word] for word in words if word in self._word_of]

    def _layout_parents(self, layouts: Sequence[int]) -> dict[int, int]:
        """Return the layout block that each one stands in.

        Raises
        ------
        ReadError
            They stand in each other.
        """
        kinds = tuple(_ROLES)
        parents = {child: row for row in layouts for child in self._graph.linked(row, kinds=kinds)}
        done = set[int]()
        for row in layouts:
            path, above = set[int](), row
            while above in parents and above not in done:
                if above in path:
                    message = "layout blocks stand in each other"
                    raise (self._graph.place(row) / "Relationships").error(message)
                path.add(above)
                above = parents[above]
            done |= path
        return parents

    def _add_layout(self, row: int) -> None:
        """Add a layout block, if a word is left for it, and the lists that it stands in."""
        kind, words = self._graph.kinds[row], self._layout_words(row)
        free = [word for word in words if self._owners[word] < 0]
        parts = [self._parts[word] for word in words if self._parts[word] >= 0]
        if kind == _TABLE and parts:
            block = self._table_of[parts[0]]
        elif free or kind == _FIGURE:
            block = self._layout_block(row)
        for word in free:
            self._owners[word] = block

    def _layout_words(self, row: int) -> list[int]:
        graph = self._graph
        words = graph.linked(row)
        for line in graph.linked(row, kinds=("LINE",)):
            words += graph.linked(line) or [line]
        return self._words(words)

    def _layout_block(self, row: int) -> int:
        if row not in self._rows:
            graph, above = self._graph, self._parents.get(row, -1)
            parent = self._layout_block(above) if above >= 0 else -1
            role = _ROLES[graph.kinds[row]]
            is_item = role == "paragraph" and above >= 0 and graph.kinds[above] == _LIST
            is_item |= graph.kinds[row] == _LIST and bool(graph.linked(row, kinds=("LINE",)))
            place, polygon = graph.place(row), graph.polygons[row]
            role = "list_item" if is_item else role
            level = int(graph.kinds[row] == _TITLE)
            added = self._builder.add(place, role, parent, polygon, level=level)
            self._rows[row] = added
        return self._rows[row]

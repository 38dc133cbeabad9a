"""The blocks of a page: paragraphs in their blocks, tables with their cells, figures."""

from collections.abc import Iterator

import numpy as np

from ocrlayout.model import Blocks, Cell
from ocrlayout.readers._blocks import BlockBuilder, CellNames, cell_of
from ocrlayout.readers._payload import Item
from ocrlayout.readers._spans import Integers, Ranges
from ocrlayout.readers._spelling import Spelled
from ocrlayout.readers.document_ai.anchors import Anchors, Pair, layout_of
from ocrlayout.readers.document_ai.frame import Frame
from ocrlayout.readers.document_ai.lines import PageLines

__all__ = ["Structure", "in_grid"]

_ROWS = (("headerRows", "column_header"), ("bodyRows", "cell"))
_FIGURES = ("figure", "image", "picture", "chart", "diagram")


class Structure:
    """The blocks of a page.

    Parameters
    ----------
    place : Spelled
    page : dict
    anchors : Anchors
    frame : Frame
    lines : PageLines

    Attributes
    ----------
    cells : (n,) ndarray of int64
        The cell that each word stands in; −1 for none.
    owners : (n,) ndarray of int64
        The innermost block of each word.
    """

    def __init__(
        self, place: Spelled, page: Item, anchors: Anchors, frame: Frame, lines: PageLines
    ) -> None:
        self._anchors, self._frame = anchors, frame
        self._builder = BlockBuilder()
        starts = np.array(lines.starts, np.int64)
        self._cells: list[tuple[int, list[Pair]]] = []
        for at, table in place.each(page, "tables"):
            self._add_table(at, table)
        self.cells = _owner(self._cells, starts)
        self.owners = np.where(self.cells >= 0, self.cells, self._add_paragraphs(lines, starts))
        for at, element in place.each(page, "visualElements"):
            if at.text(element, "type") in _FIGURES:
                self._add(at, element, "figure")

    def blocks(self) -> Blocks:
        """Return the blocks."""
        return self._builder.blocks()

    def _add(self, place: Spelled, item: Item, role: str) -> int:
        polygon = self._frame.box(place / "layout", layout_of(place, item))
        return self._builder.add(place, role, -1, polygon)

    def _add_table(self, place: Spelled, table: Item) -> None:
        parent = self._add(place, table, "table")
        cells = list(in_grid(place, table))
        layouts = [layout_of(at, item) for at, item, _, _ in cells]
        boxes = self._frame.boxes(layouts, lambda row: cells[row][0] / "layout")
        spans = self._anchors.column(layouts, lambda row: cells[row][0] / "layout")
        for (at, _, role, cell), box, own in zip(cells, boxes, spans, strict=True):
            self._cells.append((self._builder.add(at, role, parent, box, cell), own))

    def _add_paragraphs(self, lines: PageLines, starts: Integers) -> Integers:
        """Add the paragraphs, in blocks that have several; return in which each word stands."""
        paragraphs, blocks = lines.paragraphs, lines.blocks
        if not len(paragraphs):
            paragraphs, blocks = blocks, paragraphs
        above = Ranges.of_spans(blocks.spans).owner(np.array(paragraphs.starts, np.int64))
        several = [row for row in range(len(blocks)) if (above == row).sum() > 1]
        parents = {
            row: self._builder.add(blocks.place(row), "", -1, blocks.boxes[row]) for row in several
        }
        rows = []
        for row, over in enumerate(above.tolist()):
            place, box = paragraphs.place(row), paragraphs.boxes[row]
            rows.append(self._builder.add(place, "paragraph", parents.get(over, -1), box))
        return _owner(list(zip(rows, paragraphs.spans, strict=True)), starts)


def _owner(things: list[tuple[int, list[Pair]]], starts: Integers) -> Integers:
    """Return the row of the thing whose spans each offset lies in; −1 for none."""
    rows = np.array([row for row, _ in things] + [-1], np.int64)
    found: Integers = rows[Ranges.of_spans([spans for _, spans in things]).owner(starts)]
    return found


def in_grid(place: Spelled, table: Item) -> Iterator[tuple[Spelled, Item, str, Cell]]:
    """Yield the cells of a table with their places, which the service does not number.

    A cell stands in the first column that no cell from above reaches into.
    """
    free: dict[int, int] = {}  # column: the first row that no cell from above reaches
    row = 0
    for name, role in _ROWS:
        for at, given in place.each(table, name):
            column = 0
            for one, item in at.each(given, "cells"):
                while free.get(column, 0) > row:
                    column += 1
                cell = _cell(one, item, row, column)
                reach = range(column, column + cell.column_span)
                free.update(dict.fromkeys(reach, row + cell.row_span))
                yield one, item, role, cell
            row += 1


def _cell(place: Spelled, item: Item, row: int, column: int) -> Cell:
    """Return the cell at a place; spans that are 0 in dumps are 1."""
    spans = {name: place.get(item, name) or 1 for name in ("rowSpan", "colSpan")}
    numbered = {"row": row, "column": column, **spans}
    return cell_of(place, numbered, CellNames("row", "column", "rowSpan", "colSpan"))

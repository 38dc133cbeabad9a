"""A table of a page as an element: its rows, its cells, and its caption."""

from collections.abc import Iterator, Mapping, Sequence
from math import inf

import numpy as np

from ocrlayout.model import Blocks
from ocrlayout.model.blocks import CELL_ROLES
from ocrlayout.writers.pdf.tagging import grids
from ocrlayout.writers.pdf.tagging.elements import Element

__all__ = ["fill_table"]

_SCOPES = {"column_header": "/Scope/Column", "row_header": "/Scope/Row"}


def fill_table(element: Element, blocks: Blocks, table: int) -> dict[int, Element]:
    """Put rows, cells and a caption into a table; return the elements of their blocks.

    Parameters
    ----------
    element : Element
        The table, so far without content.
    blocks : Blocks
    table : int
        Its row among the blocks.

    Returns
    -------
    dict of int to Element
        Empty for what cannot be laid into a grid.
    """
    children = np.flatnonzero(blocks.parent == table).tolist()
    cells = [row for row in children if blocks.role[row] in CELL_ROLES and blocks.cell[row, 0] >= 0]
    laid = grids.grid(blocks.cell[cells])
    if laid is None:
        return {}
    captions = [row for row in children if blocks.role[row] == "caption"]
    if _first_line(blocks, captions) < _first_line(blocks, cells):
        return _caption(element, captions) | _rows(element, blocks, laid, cells)
    made = _rows(element, blocks, laid, cells)
    is_below = _first_line(blocks, captions) < inf
    return made | _caption(element, captions) if is_below else made


def _first_line(blocks: Blocks, rows: Sequence[int]) -> float:
    """Find the first line of blocks, infinitely far where they have none."""
    lines = np.flatnonzero(np.isin(blocks.lines.block, rows))
    return float(lines[0]) if len(lines) else inf


def _caption(table: Element, rows: Sequence[int]) -> dict[int, Element]:
    """Put the captions of a table, all as one, where the table begins or ends."""
    return dict.fromkeys(rows, table.add("Caption"))


def _rows(
    table: Element, blocks: Blocks, laid: grids.Grid, cells: Sequence[int]
) -> dict[int, Element]:
    """Put cells into rows; empty ones, which no block stands for, fill them up."""
    made: dict[int, Element] = {}
    roles = {cell: blocks.role[row] for cell, row in enumerate(cells)} | {grids.EMPTY: "cell"}
    for group, rows in _groups(table, laid.rows, roles):
        for places in rows:
            row = group.add("TR")
            for place in places:
                role = roles[place.cell]
                cell = row.add("TD" if role == "cell" else "TH", _attributes(place, role))
                if place.cell != grids.EMPTY:
                    made[cells[place.cell]] = cell
    return made | {cells[cell]: made[cells[other]] for cell, other in laid.same.items()}


def _groups(
    table: Element, rows: Sequence[Sequence[grids.Place]], roles: Mapping[int, str]
) -> Iterator[tuple[Element, Sequence[Sequence[grids.Place]]]]:
    """Divide rows into head and body, where the first rows hold nothing but column headers."""
    is_head = [all(roles[place.cell] == "column_header" for place in row) for row in rows]
    count = is_head.index(False) if False in is_head else len(rows)
    reach = max((at + place.row_span for at in range(count) for place in rows[at]), default=0)
    if not 0 < count < len(rows) or reach > count:
        yield table, rows
        return
    yield table.add("THead"), rows[:count]
    yield table.add("TBody"), rows[count:]


def _attributes(place: grids.Place, role: str) -> str:
    """Write what a cell spans, and what it is the header of."""
    spans = (("RowSpan", place.row_span), ("ColSpan", place.column_span))
    written = "".join(f"/{name} {count}" for name, count in spans if count > 1)
    said = _SCOPES.get(role, "") + written
    return f"/O/Table{said}" if said else ""

"""Tables as rows of texts, with their empty cells, and as cells that span."""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ocrlayout import geometry
from ocrlayout.model import Lines, Page
from ocrlayout.scripts import joined
from ocrlayout.writers._flow.level import are_level
from ocrlayout.writers._flow.parts import Part

__all__ = ["GridCell", "cells_of", "rows_of"]

_MOST_PLACES = 1_000_000  # of a grid: cells that claim more do not say a table's true size

Join = Callable[[list[int]], str]


class GridCell(NamedTuple):
    """A cell: its place in the grid from 0, what it spans, its role, its text and its lines."""

    row: int
    column: int
    row_span: int
    column_span: int
    role: str
    text: str
    lines: tuple[int, ...] = ()


def rows_of(page: Page, part: Part, join: Join) -> list[list[str]]:
    """Return the texts of a table row by row, as many in every row as it has columns.

    Parameters
    ----------
    page : Page
    part : Part
        The lines of a table.
    join : callable
        Joins lines, given by their rows, to the text of a cell.

    Returns
    -------
    list of list of str
        The cells' own rows, then lines that do not stand in a cell, those that follow each other at
        one height in a row.
    """
    own, others = _own_cells(page, part, join)
    return _grid(own) + _grid(_level_cells(page.lines, others, join))


def cells_of(page: Page, part: Part, join: Join) -> list[GridCell]:
    """Return the cells of a table; lines that do not stand in one are cells of rows below.

    Parameters
    ----------
    page, part, join
        As for :func:`rows_of`.
    """
    own, others = _own_cells(page, part, join)
    below = max((cell.row + cell.row_span for cell in own), default=0)
    level = _level_cells(page.lines, others, join)
    return own + [cell._replace(row=below + cell.row) for cell in level]


def _own_cells(page: Page, part: Part, join: Join) -> tuple[list[GridCell], list[int]]:
    """Return the cells that a table has, and its lines that do not stand in one."""
    cells, others = _cells(page, part)
    if not cells:
        return [], others
    starts, spans = np.split(page.blocks.cell[list(cells)], 2, axis=1)
    starts = starts - (starts[:, 0].min(), 0)  # the table may go on from a page before
    if (starts + spans).max(axis=0).prod() > _MOST_PLACES:
        return [], part.lines
    places = np.hstack([starts, spans]).tolist()
    rows = zip(places, cells.items(), strict=True)
    own = [
        GridCell(row, column, height, width, page.blocks.role[cell], join(lines), tuple(lines))
        for (row, column, height, width), (cell, lines) in rows
    ]
    return own, others


def _cells(page: Page, part: Part) -> tuple[dict[int, list[int]], list[int]]:
    """Divide the lines of a table into those of its cells and others."""
    blocks = page.blocks
    cells: dict[int, list[int]] = {}
    for row in np.flatnonzero(blocks.parent == part.block).tolist():
        if blocks.cell[row, 0] >= 0:
            cells[row] = []
    others: list[int] = []
    for line, cell in zip(part.lines, part.cells, strict=True):
        cells.get(cell, others).append(line)
    return cells, others


def _grid(cells: list[GridCell]) -> list[list[str]]:
    """Return the texts of cells in their rows and columns."""
    height = max((cell.row + cell.row_span for cell in cells), default=0)
    width = max((cell.column + cell.column_span for cell in cells), default=0)
    grid = [[""] * width for _ in range(height)]
    for cell in cells:
        row = grid[cell.row]
        row[cell.column] = joined(row[cell.column], cell.text)
    return grid


def _level_cells(lines: Lines, rows: list[int], join: Join) -> list[GridCell]:
    """Return lines that follow each other at one height as cells of a row, each in its column."""
    if not rows:
        return []
    level = _level(lines, rows)
    extents = geometry.boxes(lines.polygon)[:, [0, 2]]
    widest = extents[max(level, key=len)]
    return [
        GridCell(row, column, 1, 1, "cell", join([line]), (line,))
        for row, beside in enumerate(level)
        for line, column in zip(beside, _columns(extents[beside], widest), strict=True)
    ]


def _level(lines: Lines, rows: list[int]) -> list[list[int]]:
    middle = geometry.centers(lines.polygon)[:, 1].tolist()
    height = geometry.sizes(lines.polygon)[:, 1].tolist()
    level = [rows[:1]]
    for before, line in pairwise(rows):
        if are_level(middle[line] - middle[before], height[line], height[before]):
            level[-1].append(line)
        else:
            level.append([line])
    return level


def _columns(row: geometry.Array, widest: geometry.Array) -> list[int]:
    """Return the columns of a row's lines: those of the widest row; in order if that is unclear."""
    order = np.argsort(widest[:, 0])
    bounds = (widest[order[:-1], 1] + widest[order[1:], 0]) / 2
    found: list[int] = order[np.searchsorted(bounds, row.mean(axis=1))].tolist()
    rises = all(before < column for before, column in pairwise(found))
    return found if rises else list(range(len(row)))

"""Tables as rows of texts, with their empty cells."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from ocrlayout import geometry
from ocrlayout.model import Lines, Page
from ocrlayout.scripts import joined
from ocrlayout.writers.text.parts import Part
from ocrlayout.writers.text.rows import are_level

__all__ = ["rows_of"]

_MOST_PLACES = 1_000_000  # of a grid: cells that claim more do not say a table's true size

Join = Callable[[list[int]], str]


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
    cells, others = _cells(page, part)
    rows = _grid(page, cells, join)
    if rows is None:
        rows, others = [], part.lines
    return rows + _level_table(page.lines, others, join)


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


def _grid(page: Page, cells: dict[int, list[int]], join: Join) -> list[list[str]] | None:
    """Return the cells in their rows and columns; None if they claim more than any page has."""
    if not cells:
        return []
    starts, spans = np.split(page.blocks.cell[list(cells)], 2, axis=1)
    starts = starts - (starts[:, 0].min(), 0)  # the table may go on from a page before
    height, width = (starts + spans).max(axis=0).tolist()
    if height * width > _MOST_PLACES:
        return None
    grid = [[""] * width for _ in range(height)]
    for (row, column), lines in zip(starts.tolist(), cells.values(), strict=True):
        grid[row][column] = joined(grid[row][column], join(lines))
    return grid


def _level_table(lines: Lines, rows: list[int], join: Join) -> list[list[str]]:
    """Return lines that follow each other at one height in a row, each in its column."""
    if not rows:
        return []
    level = _level(lines, rows)
    extents = geometry.boxes(lines.polygon)[:, [0, 2]]
    widest = extents[max(level, key=len)]
    return [_placed(row, extents[row], widest, join) for row in level]


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


def _placed(row: list[int], own: geometry.Array, widest: geometry.Array, join: Join) -> list[str]:
    """Put the lines of a row into the columns of the widest; in their order if that is unclear."""
    order = np.argsort(widest[:, 0])
    bounds = (widest[order[:-1], 1] + widest[order[1:], 0]) / 2
    column = order[np.searchsorted(bounds, own.mean(axis=1))]
    if (np.diff(column) <= 0).any():
        column = np.arange(len(row))
    texts = [""] * len(widest)
    for line, at in zip(row, column.tolist(), strict=True):
        texts[at] = join([line])
    return texts

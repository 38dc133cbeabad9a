"""Tables as rows of texts, with their empty cells."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from ocrlayout import geometry
from ocrlayout.model import Lines, Page
from ocrlayout.scripts import joined
from ocrlayout.writers.text.parts import Part

__all__ = ["LEVEL", "are_level", "rows_of"]

LEVEL = 0.5  # of a line's height: lines closer than that stand in one row
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
        The cells' own rows, then lines that stand in no cell. Where a table has no cells, they are
        the lines that follow each other at one height.
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
    places = page.blocks.cell[list(cells)]
    first = int(places[:, 0].min())
    height = int((places[:, 0] + places[:, 2]).max()) - first
    width = int((places[:, 1] + places[:, 3]).max())
    if height * width > _MOST_PLACES:
        return None
    grid = [[""] * width for _ in range(height)]
    for (row, column), lines in zip(places[:, :2].tolist(), cells.values(), strict=True):
        grid[row - first][column] = joined(grid[row - first][column], join(lines))
    return grid


def _level_table(lines: Lines, rows: list[int], join: Join) -> list[list[str]]:
    """Return lines that follow each other at one height in a row, each in its column."""
    middle = geometry.centers(lines.polygon)[:, 1].tolist()
    height = geometry.sizes(lines.polygon)[:, 1].tolist()
    level: list[list[int]] = [rows[:1]] if rows else []
    for before, line in pairwise(rows):
        if are_level(middle[line] - middle[before], height[line], height[before]):
            level[-1].append(line)
        else:
            level.append([line])
    extents = geometry.boxes(lines.polygon)[:, [0, 2]]
    widest = extents[max(level, key=len)] if level else extents[:0]
    return [_placed(row, extents[row], widest, join) for row in level]


def are_level(apart: float, one: float, other: float) -> bool:
    """Return whether lines of two heights stand in one row, their middles that far apart."""
    return abs(apart) < LEVEL * min(one, other)


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

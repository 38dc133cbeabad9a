"""Cells of a table as rows: as many columns in each, no cell over another (PDF/UA-1, 7.2)."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["EMPTY", "Grid", "Place", "grid"]

Integers = npt.NDArray[np.int64]

EMPTY = -1
_MOST_PLACES = 20_000  # of a grid: no page shows more, and each empty one costs an object


class Place(NamedTuple):
    """A cell in its row: the row of its block, ``EMPTY`` without one, and how much it spans."""

    cell: int
    row_span: int = 1
    column_span: int = 1


class Grid(NamedTuple):
    """Rows of cells; and for each cell that has no place of its own the one that has it."""

    rows: list[list[Place]]
    same: dict[int, int]


def grid(cells: Integers) -> Grid | None:
    """Lay cells into a grid, and fill what is left with empty ones.

    A cell that would lie over another is cut; one that begins in another is a part of it.

    Parameters
    ----------
    cells : (k, 4) ndarray of int
        Row, column, row span and column span.

    Returns
    -------
    Grid or None
        None: there is no cell, or the grid is too large to be that of a table on a page.

    Examples
    --------
    >>> grid(np.array([[0, 0, 1, 2], [1, 1, 1, 1]])).rows
    [[Place(cell=0, row_span=1, column_span=2)], [Place(cell=-1, row_span=1, column_span=1), \
Place(cell=1, row_span=1, column_span=1)]]
    """
    if not len(cells):
        return None
    cells = cells - [cells[:, 0].min(), 0, 0, 0]
    height, width = (cells[:, :2] + cells[:, 2:]).max(axis=0).tolist()
    if height * width > _MOST_PLACES:
        return None
    taken, same = _taken(cells, height, width)
    return Grid(_rows(_without_covered(taken)), same)


def _taken(cells: Integers, height: int, width: int) -> tuple[Integers, dict[int, int]]:
    """Find the cell at each place of a grid, and the cells that have none."""
    taken, same = np.full((height, width), EMPTY), {}
    for index in np.lexsort((cells[:, 1], cells[:, 0])).tolist():
        row, column, row_span, column_span = cells[index].tolist()
        if taken[row, column] != EMPTY:
            same[index] = int(taken[row, column])
            continue
        wide = _free(taken[row, column : column + column_span])
        below = taken[row : row + row_span, column : column + wide]
        high = _free(np.where((below == EMPTY).all(axis=1), EMPTY, 0))
        taken[row : row + high, column : column + wide] = index
    return taken, same


def _free(places: Integers) -> int:
    """Count the places that are empty, up to the first that is not."""
    used = np.flatnonzero(places != EMPTY)
    return int(used[0]) if len(used) else len(places)


def _without_covered(taken: Integers) -> Integers:
    """Leave out rows in which no cell begins, and which hold nothing but cells from above."""
    goes_on = np.zeros(len(taken), np.bool_)
    goes_on[1:] = ((taken[1:] == taken[:-1]) & (taken[1:] != EMPTY)).all(axis=1)
    return taken[~goes_on]


def _rows(taken: Integers) -> list[list[Place]]:
    """List what begins in each row."""
    met: set[int] = {EMPTY}
    rows = []
    for row in taken.tolist():
        places = []
        for cell in row:
            if cell == EMPTY or cell not in met:
                places.append(_place(taken, cell))
                met.add(cell)
        rows.append(places)
    return rows


def _place(taken: Integers, cell: int) -> Place:
    if cell == EMPTY:
        return Place(EMPTY)
    down, across = (taken == cell).any(axis=1), (taken == cell).any(axis=0)
    return Place(cell, int(down.sum()), int(across.sum()))

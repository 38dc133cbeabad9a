"""Blocks as they are met in a payload, gathered into columns; and lines cut at the cells."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout.model import Blocks, Cell, Lines
from ocrlayout.model.blocks import GRID
from ocrlayout.readers._lines import quads
from ocrlayout.readers._payload import Item, Json, Place

__all__ = ["BlockBuilder", "CellNames", "cell_groups", "cell_of"]

_NO_CELL = (-1, -1, -1, -1)
Integers = npt.NDArray[np.int64]


class BlockBuilder:
    """The blocks of one page while they are gathered; parents before children.

    Examples
    --------
    >>> place = Place("paperscan")
    >>> blocks = BlockBuilder()
    >>> table = blocks.add(place, "table")
    >>> blocks.add(place, "cell", table, cell=Cell(0, 0))
    1
    >>> blocks.blocks().role
    ('table', 'cell')
    """

    def __init__(self) -> None:
        self._roles: list[str] = []
        self._parents: list[int] = []
        self._cells: list[tuple[int, ...]] = []
        self._polygons: list[Any] = []
        self._levels: list[int] = []
        self._places: list[Place] = []

    def add(
        self,
        place: Place,
        role: str,
        parent: int = -1,
        polygon: Json = None,
        cell: Cell | None = None,
        *,
        level: int = 0,
    ) -> int:
        """Add a block and return its row.

        Parameters
        ----------
        place : Place
            Where it stands in the payload.
        role : str
            As in :class:`~ocrlayout.model.Blocks`.
        parent : int
            Row of the block that it stands in.
        polygon : sequence of 2n numbers or None
        cell : Cell, optional
        level : int
            Of a heading, from 1; 0 where the service does not say.
        """
        self._places.append(place)
        self._roles.append(role)
        self._parents.append(parent)
        self._polygons.append(polygon)
        self._levels.append(level)
        self._cells.append(cell if cell is not None else _NO_CELL)
        return len(self._roles) - 1

    def blocks(self) -> Blocks:
        """Return what was gathered.

        Raises
        ------
        ReadError
            A polygon is not an even count of at least six finite numbers.
        """
        if not self._roles:
            return Blocks()
        return Blocks(
            tuple(self._roles),
            np.array(self._parents, np.int64),
            np.array(self._cells, np.int64).reshape(-1, 4),
            quads(self._polygons, self._places.__getitem__),
            np.array(self._levels, np.int64),
        )


class CellNames(NamedTuple):
    """How a format calls the place of a cell."""

    row: str = "rowIndex"
    column: str = "columnIndex"
    row_span: str = "rowSpan"
    column_span: str = "columnSpan"


def cell_of(place: Place, item: Item, names: CellNames = CellNames(), first: int = 0) -> Cell:  # noqa: B008
    """Take the place of a cell in its table's grid; a span that is missing is 1.

    Parameters
    ----------
    place : Place
    item : dict
    names : CellNames
        The keys.
    first : int
        Number of the first row and column: 0 or 1.

    Raises
    ------
    ReadError
        A row or column is missing, or not a whole number.

    Examples
    --------
    >>> cell_of(Place("paperscan"), {"rowIndex": 2, "columnIndex": 0, "columnSpan": 3})
    Cell(row=2, column=0, row_span=1, column_span=3)
    """
    place.needed(item, (place.key(item, names.row),), "a cell")
    place.needed(item, (place.key(item, names.column),), "a cell")
    rows, columns = GRID
    return Cell(
        place.whole(item, names.row, first, first, rows) - first,
        place.whole(item, names.column, first, first, columns) - first,
        place.whole(item, names.row_span, 1, 1, rows),
        place.whole(item, names.column_span, 1, 1, columns),
    )


def cell_groups(lines: Lines, cell: Integers) -> Sequence[Integers] | None:
    """Group words for :meth:`~ocrlayout.model.Lines.regroup`: lines cut where the cell changes.

    Parameters
    ----------
    lines : Lines
    cell : (n,) ndarray of int64
        The cell of each word, −1 for none.

    Returns
    -------
    sequence of (k,) ndarray or None
        None where no line runs through several cells.

    Examples
    --------
    >>> from ocrlayout.model import Words
    >>> lines = Lines(["From By"], words=Words(["From", "By"]), offsets=[0, 2])
    >>> [group.tolist() for group in cell_groups(lines, np.array([0, 1]))]
    [[0], [1]]
    """
    changes = np.diff(cell) != 0
    ends = np.diff(lines.word_line) != 0
    if not (changes & ~ends).any():
        return None
    return np.split(np.arange(len(cell)), np.flatnonzero(changes | ends) + 1)

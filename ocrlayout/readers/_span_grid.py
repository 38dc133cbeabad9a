"""Where the cells of a table stand that says their spans only, row by row, as HTML does."""

from ocrlayout.model import Cell
from ocrlayout.model.blocks import GRID
from ocrlayout.readers._payload import Place

__all__ = ["SpanGrid", "check_grid"]


class SpanGrid:
    """A grid while it fills up: a cell stands in the first column that is free in its row.

    Examples
    --------
    >>> grid, place = SpanGrid(), Place("paperscan")
    >>> grid.add(place, row_span=2)
    Cell(row=0, column=0, row_span=2, column_span=1)
    >>> grid.next_row()
    >>> grid.add(place)
    Cell(row=1, column=1, row_span=1, column_span=1)
    """

    def __init__(self) -> None:
        self._row = self._column = 0
        self._free: dict[int, int] = {}  # of each column, the row from which on it is free

    def add(self, place: Place, row_span: int = 1, column_span: int = 1) -> Cell:
        """Add a cell and return its place.

        Raises
        ------
        ReadError
            The table is larger than any spreadsheet.
        """
        while self._free.get(self._column, 0) > self._row:
            self._column += 1
        cell = Cell(self._row, self._column, row_span, column_span)
        check_grid(place, cell)
        end = self._column + column_span
        self._free.update(dict.fromkeys(range(self._column, end), self._row + row_span))
        self._column = end
        return cell

    def next_row(self) -> None:
        """Go on to the next row."""
        self._row, self._column = self._row + 1, 0


def check_grid(place: Place, cell: Cell) -> None:
    """Refuse a cell beyond the rows or columns of any spreadsheet."""
    if cell.row + cell.row_span > GRID[0] or cell.column + cell.column_span > GRID[1]:
        raise place.error(f"a table has at most {GRID[0]} rows and {GRID[1]} columns")

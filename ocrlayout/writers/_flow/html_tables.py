"""Tables in HTML: every place of the grid is covered once."""

import html
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ocrlayout.scripts import joined
from ocrlayout.writers._flow.tables import GridCell

__all__ = ["html_table", "laid_out"]

_FREE = -1  # of a place: not covered yet
_SCOPES = {"column_header": "col", "row_header": "row"}


def html_table(cells: list[GridCell], caption: str = "") -> str:
    """Return a table in HTML, a row a line, without blank lines.

    Examples
    --------
    >>> cells = [GridCell(0, 0, 1, 2, "column_header", "Tides"), GridCell(1, 0, 1, 1, "cell", "<1")]
    >>> print(html_table(cells))
    <table>
    <tr><th colspan="2" scope="col">Tides</th></tr>
    <tr><td>&lt;1</td><td></td></tr>
    </table>
    """
    head = [f"<caption>{html.escape(caption, quote=False)}</caption>"] if caption else []
    rows = [f"<tr>{''.join(map(_cell, row))}</tr>" for row in laid_out(cells)]
    return "\n".join(["<table>", *head, *rows, "</table>"])


def _cell(cell: GridCell) -> str:
    scope = _SCOPES.get(cell.role, "")
    tag = "th" if scope else "td"
    spans = {"colspan": cell.column_span, "rowspan": cell.row_span}
    given = [f' {name}="{span}"' for name, span in spans.items() if span > 1]
    given += [f' scope="{scope}"'] if scope else []
    return f"<{tag}{''.join(given)}>{html.escape(cell.text, quote=False)}</{tag}>"


def laid_out(cells: list[GridCell]) -> list[list[GridCell]]:
    """Return cells row by row so that each place of the grid is covered once.

    Places that no cell covers get an empty one. Of cells that overlap, the first keeps its place;
    the other is made smaller, or where it begins within the first, its text goes there.

    Examples
    --------
    >>> cells = [GridCell(0, 0, 1, 2, "cell", "a"), GridCell(0, 1, 1, 1, "cell", "b")]
    >>> [cell.text for cell in laid_out(cells)[0]]
    ['a b']
    """
    grid = _Grid(
        max((cell.row + cell.row_span for cell in cells), default=0),
        max((cell.column + cell.column_span for cell in cells), default=0),
    )
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        grid.put(cell)
    grid.fill()
    rows: list[list[GridCell]] = [[] for _ in range(len(grid.owner))]
    for cell in sorted(grid.cells, key=lambda cell: cell.column):
        rows[cell.row].append(cell)
    return rows


@dataclass
class _Grid:
    """The places of a table, and which cell covers each."""

    height: int
    width: int
    cells: list[GridCell] = field(default_factory=list)
    owner: npt.NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        self.owner = np.full((self.height, self.width), _FREE)

    def put(self, cell: GridCell) -> None:
        """Place a cell where it is free; else its text goes to the cell that is there."""
        there = int(self.owner[cell.row, cell.column])
        if there == _FREE:
            self._cover(cell)
            return
        first = self.cells[there]
        text, lines = joined(first.text, cell.text), first.lines + cell.lines
        self.cells[there] = first._replace(text=text, lines=lines)

    def fill(self) -> None:
        """Put empty cells where there is none."""
        for row, column in np.argwhere(self.owner == _FREE).tolist():
            self._cover(GridCell(row, column, 1, 1, "cell", ""))

    def _cover(self, cell: GridCell) -> None:
        row, column = cell.row, cell.column
        width = _leading(self.owner[row, column : column + cell.column_span] == _FREE)
        below = self.owner[row : row + cell.row_span, column : column + width]
        height = _leading((below == _FREE).all(axis=1))
        self.owner[row : row + height, column : column + width] = len(self.cells)
        self.cells.append(cell._replace(row_span=height, column_span=width))


def _leading(flags: npt.NDArray[np.bool_]) -> int:
    """Count the true values before the first that is not."""
    return int(np.append(flags, False).argmin())

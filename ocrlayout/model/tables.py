"""Tables: a view of the blocks of a table, as rows of text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from ocrlayout.model import columns, html
from ocrlayout.model.blocks import CELL_ROLES, Blocks, Cell
from ocrlayout.model.columns import Array
from ocrlayout.scripts import joined, run_on

__all__ = ["Part", "Spans", "Table", "TableCell", "continued", "tables_of"]

Spans = Literal["once", "repeated"]

_MOST_PLACES = 10_000_000  # of a grid as lists: 80 MB; cells that claim more are not a table's


class TableCell(NamedTuple):
    """One cell of a table: its place in the grid, its role, text and corners."""

    place: Cell
    role: str
    text: str
    polygon: Array

    def __eq__(self, other: object) -> bool:
        """Compare by content; NaN equals NaN, as in the columns."""
        return isinstance(other, TableCell) and all(map(columns.same, self, other))

    def __ne__(self, other: object) -> bool:
        """Return the opposite; the tuple's own would not know NaN."""
        return not self == other

    def __hash__(self) -> int:
        """Hash what is exact."""
        return hash((self.place, self.role, self.text))

    def __repr__(self) -> str:
        """Show the role, the place in the grid and the text, shortened."""
        at = f"row {self.place.row}, column {self.place.column}"
        return f"<TableCell {self.role}, {at}: {columns.quoted(self.text)}>"


class Part(NamedTuple):
    """What of a table stands on one page: the page's number and blocks, and the table's row."""

    page: int
    blocks: Blocks
    row: int


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """A table, on one page or going on over several.

    Attributes
    ----------
    parts : tuple of Part
        What stands on each page.
    cells : tuple of TableCell
        Cells in the order of the blocks; rows count from the table's first.

    Examples
    --------
    >>> from ocrlayout.model import Lines, Page
    >>> grid = [[-1] * 4, [0, 0, 1, 1], [0, 1, 1, 1]]
    >>> blocks = Blocks(["table", "cell", "cell"], [-1, 0, 0], grid)
    >>> Page(lines=Lines(["From", "By"], block=[1, 2]), blocks=blocks).tables[0].rows()
    [['From', 'By']]
    """

    parts: tuple[Part, ...]
    cells: tuple[TableCell, ...]

    def __repr__(self) -> str:
        """Show the size of the grid."""
        height, width = self.shape
        return f"<Table: {height} rows, {width} columns>"

    def _repr_html_(self) -> str:
        rows = self.rows()
        head = rows.pop(0) if self.header_rows else [""] * self.shape[1]
        return html.table(head, rows, len(rows))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the grid."""
        ends = [(cell.row + cell.row_span, cell.column + cell.column_span) for cell in self._places]
        return (max(end[0] for end in ends), max(end[1] for end in ends)) if ends else (0, 0)

    @property
    def _places(self) -> list[Cell]:
        return [cell.place for cell in self.cells]

    def rows(self, spans: Spans = "once") -> list[list[str]]:
        """Return the text of the cells, row by row.

        Parameters
        ----------
        spans : {"once", "repeated"}
            Whether the text of a cell that spans several rows or columns stands in the first of
            them, or in each.

        Returns
        -------
        list of list of str
            As many in every row; ``""`` where there is nothing.

        Raises
        ------
        ValueError
            `spans` is neither, or the grid is larger than any page.
        """
        if spans not in ("once", "repeated"):
            raise ValueError(f"spans are 'once' or 'repeated', not {spans!r}")
        height, width = self.shape
        claimed = sum(place.row_span * place.column_span for place in self._places)
        if max(height * width, claimed) > _MOST_PLACES:
            raise ValueError(f"a table of {height} × {width} cells is too large to list")
        grid = [[""] * width for _ in range(height)]
        for cell in self.cells:
            for row, column in _covered(cell.place, spans):
                grid[row][column] = joined(grid[row][column], cell.text)
        return grid

    @property
    def header_rows(self) -> int:
        """How many rows at the top are column headers, beside empty cells of other roles."""
        reach = 0
        for cell in sorted(cell.place for cell in self.cells if cell.role == "column_header"):
            if cell.row > reach:
                break
            reach = max(reach, cell.row + cell.row_span)
        others = (cell for cell in self.cells if cell.role != "column_header" and cell.text)
        return min([reach, *(cell.place.row for cell in others)])

    @property
    def polygon(self) -> Array:
        """Corners of the table on its first page, ``(4, 2)``; NaN where nothing has a place."""
        part = self.parts[0]
        own = part.blocks.polygon[part.row]
        return own if np.isfinite(own).all() else _extent(part)

    @property
    def caption(self) -> str:
        """Text of the caption; ``""`` without one."""
        return self._notes("caption")

    @property
    def footnotes(self) -> str:
        """Text of the notes under the table; ``""`` without any."""
        return self._notes("note")

    def _notes(self, role: str) -> str:
        found = (
            text
            for part in self.parts
            for row, text in _texts(part).items()
            if part.blocks.role[row] == role
        )
        return run_on(found)


def _covered(cell: Cell, spans: Spans) -> Iterator[tuple[int, int]]:
    if spans == "once":
        yield cell.row, cell.column
        return
    for row in range(cell.row, cell.row + cell.row_span):
        for column in range(cell.column, cell.column + cell.column_span):
            yield row, column


def _children(part: Part) -> list[int]:
    rows: list[int] = np.flatnonzero(part.blocks.parent == part.row).tolist()
    return rows


def _extent(part: Part) -> Array:
    """Bound what stands in a table along the axes."""
    inside = part.blocks.inside(part.row)
    polygons = [part.blocks.polygon[inside], part.blocks.lines_of(part.row).polygon]
    points = np.concatenate(polygons).reshape(-1, 2)
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        return np.full((4, 2), np.nan)
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])


def tables_of(number: int, blocks: Blocks) -> list[Table]:
    """Return the tables among the blocks of a page."""
    rows = [row for row, role in enumerate(blocks.role) if role == "table"]
    return [_table([Part(number, blocks, row)]) for row in rows]


def _table(parts: list[Part]) -> Table:
    cells = [cell for part in parts for cell in _cells(part)]
    first = min((cell.place.row for cell in cells), default=0)
    moved = (cell._replace(place=_up(cell.place, first)) for cell in cells)
    return Table(tuple(parts), tuple(moved))


def _up(cell: Cell, rows: int) -> Cell:
    return cell._replace(row=cell.row - rows)


def _cells(part: Part) -> Iterator[TableCell]:
    blocks, texts = part.blocks, _texts(part)
    for row in _children(part):
        if blocks.role[row] in CELL_ROLES and blocks.cell[row, 0] >= 0:
            place = Cell(*blocks.cell[row].tolist())
            yield TableCell(place, blocks.role[row], texts[row], blocks.polygon[row])


def _texts(part: Part) -> dict[int, str]:
    """Return the text of each block that stands in a table, with the blocks in it, in one pass."""
    texts: dict[int, list[str]] = {row: [] for row in _children(part)}
    owner = [-1] * (len(part.blocks) + 1)  # the last is that of lines of no block
    for row, parent in enumerate(part.blocks.parent.tolist()):
        owner[row] = row if parent == part.row else owner[parent]
    lines = part.blocks.lines
    for text, block in zip(lines.text, lines.block.tolist(), strict=True):
        if owner[block] in texts:
            texts[owner[block]].append(text.strip())
    return {row: run_on(found) for row, found in texts.items()}


def continued(pages: Iterable[list[Table]]) -> list[Table]:
    """Join the tables of neighboring pages that the service counts as one.

    A service that sees one table on two pages goes on counting its rows. So a table whose first row
    is not row 0 continues a table of the page before: one that ends where it begins, else the last
    that ends above.
    """
    joined_tables: list[list[Part]] = []
    before: list[list[Part]] = []
    for tables in pages:
        here = []
        for part in (table.parts[0] for table in tables):
            open_table = _continues(part, before)
            if not open_table:
                joined_tables.append([part])
                here.append(joined_tables[-1])
            else:
                open_table.append(part)
                before = [other for other in before if other is not open_table]
                here.append(open_table)
        before = here
    return [_table(parts) for parts in joined_tables]


def _continues(part: Part, before: list[list[Part]]) -> list[Part] | None:
    start = min(_row_numbers(part), default=0)
    if start == 0:
        return None
    ends = [max(_row_numbers(parts[-1]), default=-1) for parts in before]
    above = [(end, parts) for end, parts in zip(ends, before, strict=True) if end <= start]
    # its last row may go on here, or the next follows
    touching = [parts for end, parts in above if end >= start - 1]
    return next(iter(touching), above[-1][1] if above else None)


def _row_numbers(part: Part) -> list[int]:
    """Return the rows in which the cells of a part begin."""
    rows: list[int] = part.blocks.cell[_children(part), 0].tolist()
    return [row for row in rows if row >= 0]

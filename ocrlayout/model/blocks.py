"""Blocks: paragraphs, headings, tables and their cells, figures, as a tree in columns."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self, overload

import numpy as np
import numpy.typing as npt

from ocrlayout.model import columns, html
from ocrlayout.model.columns import Array, Columns, Integers, Mapped, Mask, Polygon, Rows
from ocrlayout.model.lines import Lines

__all__ = ["CELL_ROLES", "GRID", "NO_CELL", "Block", "Blocks", "Cell"]

CELL_ROLES = ("cell", "column_header", "row_header")
NO_CELL = (-1, -1, -1, -1)
_NO_LINES = Lines()  # of blocks that do not stand on a page
GRID = (2**20, 2**14)  # rows and columns: those of the largest spreadsheet


class Cell(NamedTuple):
    """The place of a cell in its table's grid: row and column from 0, and how many it spans."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


class Block(NamedTuple):
    """One block.

    Its role, the row of the block it stands in (−1: the page), its place in a table's grid, its own
    corners (NaN: the extent of its lines), the lines in it and in the blocks that stand in it, and
    the level of a heading (0: unknown).
    """

    role: str
    parent: int
    cell: Cell | None
    polygon: Polygon
    lines: Lines
    level: int = 0

    @property
    def text(self) -> str:
        r"""The text of its lines, joined by ``"\n"``."""
        return "\n".join(self.lines.text)

    def __eq__(self, other: object) -> bool:
        """Compare by content; NaN equals NaN, as in the columns."""
        return columns.same(tuple(self), other)

    def __ne__(self, other: object) -> bool:
        """Return the opposite; the tuple's own would not know NaN."""
        return not self == other

    def __hash__(self) -> int:
        """Hash what is exact."""
        return hash((self.role, self.parent, self.cell))

    def __repr__(self) -> str:
        """Show the role and how many lines there are."""
        return f"<Block {self.role or 'without a role'}: {columns.plural(len(self.lines), 'line')}>"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Blocks(Columns, Sequence[Block]):
    """The blocks of a page as columns: a tree, parents before children.

    ``page.blocks`` knows the page's lines, so that ``page.blocks[3].text`` is the text of a block.
    The lines do not belong to the columns: they are not compared, and blocks made by hand do not
    have any until they stand on a page.

    Attributes
    ----------
    role : tuple of str
        ``paragraph``, ``heading``, ``caption``, ``list_item``, ``table``, ``cell``,
        ``column_header``, ``row_header``, ``figure``, ``note``, ``header``, ``footer``,
        ``page_number``, ``column``; ``""`` where nobody said.
    parent : (k,) ndarray of int64
        Row of the block that this one stands in, −1 where it stands on the page. A cell's is its
        table; so is that of a table's caption.
    cell : (k, 4) ndarray of int64
        Row, column, row span and column span of a cell; −1 where the block is not a cell.
    polygon : (k, 4, 2) ndarray of float64
        Corners of the block; NaN: the extent of its lines.
    level : (k,) ndarray of int64
        Of a heading, 1 is the highest (a title); 0 where nobody said, and of all other blocks.

    Examples
    --------
    >>> blocks = Blocks(["column", "heading"], [-1, 0])
    >>> blocks[1].role, blocks[1].parent
    ('heading', 0)
    >>> blocks[np.array([False, True])].parent.tolist()
    [-1]
    """

    role: tuple[str, ...] = ()
    parent: Integers = None  # type: ignore[assignment]  # as in Words
    cell: Integers = None  # type: ignore[assignment]
    polygon: Array = None  # type: ignore[assignment]
    level: Integers = None  # type: ignore[assignment]
    _lines: Lines = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "role", columns.texts(self.role, "role"))
        object.__setattr__(self, "_lines", _NO_LINES)
        columns.lock(self, len(self.role), parent=columns.ROWS, cell=columns.CELLS)
        columns.lock(self, len(self.role), polygon=columns.QUADS, level=columns.STARTS)
        if (self.parent >= np.arange(len(self))).any() or (self.parent < -1).any():
            raise ValueError("a block's parent is an earlier row, or -1")
        self._check_cells()

    def _check_cells(self) -> None:
        is_cell = (self.cell >= (0, 0, 1, 1)).all(axis=1)
        if not (is_cell | (self.cell == -1).all(axis=1)).all():
            raise ValueError("a cell is row, column, row span and column span, or four times -1")
        if (self.cell > (*GRID, *GRID)).any():
            raise ValueError(f"a cell lies in a grid of at most {GRID[0]} × {GRID[1]}")

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle with the lines, which a page's blocks share with it."""
        made = tuple(getattr(self, name) for name in columns.names(self))
        return _on_page, (made, self._lines)

    @property
    def lines(self) -> Lines:
        """The lines of the page that the blocks stand on."""
        return self._lines

    def of_lines(self, lines: Lines) -> Self:
        """Return the same blocks, as those of a page that has these lines."""
        blocks = object.__new__(type(self))
        for name in columns.names(self):
            object.__setattr__(blocks, name, getattr(self, name))
        object.__setattr__(blocks, "_lines", lines)
        return blocks

    def __len__(self) -> int:
        return len(self.role)

    def __repr__(self) -> str:
        """Show how many there are."""
        return f"<Blocks: {len(self)}>"

    def _repr_html_(self) -> str:
        rows = ((block.role, len(block.lines), block.text) for block in self)
        return html.table(("role", "lines", "text"), rows, len(self))

    @overload
    def __getitem__(self, rows: int) -> Block: ...
    @overload
    def __getitem__(self, rows: Rows) -> "Blocks": ...
    def __getitem__(self, rows: int | Rows) -> "Block | Blocks":
        if not columns.is_row(rows):
            return self._chosen(columns.row_numbers(rows, len(self)))
        row = columns.row_number(rows, len(self))
        cell = Cell(*self.cell[row].tolist()) if self.cell[row, 0] >= 0 else None
        polygon = columns.corners(self.polygon[row])
        level, parent = int(self.level[row]), int(self.parent[row])
        return Block(self.role[row], parent, cell, polygon, self.lines_of(row), level)

    def __iter__(self) -> Iterator[Block]:
        return (self[row] for row in range(len(self)))

    def columns(self) -> Mapped:
        """Return the blocks as one-dimensional arrays, as pandas and polars take them.

        Examples
        --------
        >>> Blocks(["table"]).columns()["role"].tolist()
        ['table']
        """
        grid = ("row", "column", "row_span", "column_span")
        return {
            "role": columns.text_column(self.role),
            "parent": self.parent,
            "level": self.level,
            **{name: self.cell[:, at] for at, name in enumerate(grid)},
            **columns.polygon_columns(self.polygon),
        }

    def inside(self, row: int) -> Mask:
        """Return which blocks are this one or stand in it, at any depth: ``(k,)``.

        Examples
        --------
        >>> Blocks(["table", "cell", "note"], [-1, 0, -1]).inside(0).tolist()
        [True, True, False]
        """
        found: Mask = np.arange(len(self)) == row
        if not (self.parent == row).any():
            return found
        for child in range(row + 1, len(self)):  # parents come before children: one pass
            parent = self.parent[child]
            found[child] = parent >= 0 and found[parent]
        return found

    def lines_of(self, row: int) -> Lines:
        """Return the lines of a block and of the blocks that stand in it, in the page's order."""
        inside = np.append(self.inside(row), False)  # the last is that of −1: lines of no block
        return self._lines[inside[self._lines.block]]

    def move(self, matrix: npt.ArrayLike) -> "Blocks":
        """Map every corner through a 3×3 affine matrix."""
        if not len(self):
            return self
        return dataclasses.replace(self, polygon=columns.moved(self.polygon, matrix))

    @staticmethod
    def concat(parts: Sequence["Blocks"]) -> "Blocks":
        """Put blocks one after the other; parents move along with their blocks."""
        if not parts:
            return Blocks()
        starts = np.cumsum([0, *(len(part) for part in parts)])[:-1].tolist()
        moved = [
            np.where(part.parent >= 0, part.parent + start, -1)
            for part, start in zip(parts, starts, strict=True)
        ]
        return Blocks(**columns.stacked(parts, "parent"), parent=np.concatenate(moved))

    def _chosen(self, rows: Integers) -> "Blocks":
        """Take these rows; a block whose parent is left out stands in that one's parent."""
        if (np.diff(rows) <= 0).any():
            raise IndexError("blocks are chosen in their own order, each once")
        home = self._homes(rows)
        own = columns.picked(self, rows, "parent")
        chosen = Blocks(**own, parent=home[self.parent[rows]])
        if not len(self._lines):
            return chosen
        block = home[self._lines.block]
        lines = dataclasses.replace(self._lines, block=block)
        return chosen.of_lines(lines[block >= 0])

    def _homes(self, rows: Integers) -> Integers:
        """Return the new row of each row, its parent's where it goes; the last is that of −1."""
        home = np.full(len(self) + 1, -1)
        home[rows] = np.arange(len(rows))
        for row in np.setdiff1d(np.arange(len(self)), rows).tolist():
            home[row] = home[self.parent[row]]
        return home


def _on_page(made: tuple[Any, ...], lines: Lines) -> Blocks:
    return Blocks(*made).of_lines(lines)

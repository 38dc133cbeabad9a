"""A node of the tree: a set of lines, the gutters between them, and the columns these make."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ocrlayout.order import gutters
from ocrlayout.order.canonical import Sheet
from ocrlayout.order.rows import rows_of

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]

_WIDE = 0.8  # line heights: a gutter that is wider counts with less text beside it
_SCORES = (1.3, 3.4)  # least score of a wide gutter, and of a narrow one: a river in a paragraph
_NEAR_BEST = 0.55  # of the best score: gutters that part columns together
_TIER = 4.0  # text columns of vertical text beside a gap between tiers, at least
_ROW = 0.8  # of the largest height: lines that stand side by side no farther apart are one row


@dataclass(frozen=True, eq=False)
class Node:
    """Lines among which a gutter was found.

    Attributes
    ----------
    sheet : Sheet
    lines : (n,) ndarray of int64
        From top to bottom.
    unit : float
        Height of a line.
    best : Gutter
        The one with the highest score.
    clear : list of Gutter
        Those that no line blocks, from left to right; where there are none, the best alone.
    is_blocked : bool
        Lines block the best gutter, and there is no clear one.
    """

    sheet: Sheet
    lines: Index
    unit: float
    best: gutters.Gutter
    clear: list[gutters.Gutter]
    is_blocked: bool

    @cached_property
    def column(self) -> Index:
        """Of each line, the number of its column, (n,)."""
        middle = (self.sheet.x0 + self.sheet.x1)[self.lines] / 2
        found = np.searchsorted([gutter.x for gutter in self.clear], middle)
        return np.asarray(np.cumsum(np.bincount(found) > 0)[found] - 1)

    @cached_property
    def columns(self) -> list[Index]:
        """The lines of each column, from left to right; in a column from top to bottom."""
        order = np.argsort(self.column, kind="stable")
        cuts = np.flatnonzero(np.diff(self.column[order])) + 1
        return np.split(self.lines[order], cuts)

    @cached_property
    def rows(self) -> list[Index]:
        """The lines in rows along their baselines, from top to bottom."""
        return rows_of(self.sheet, self.lines)

    @cached_property
    def white(self) -> Array:
        """White between each line and all above it, from top to bottom, in line heights."""
        y, half = self.sheet.y[self.lines], 0.5 * self.sheet.height[self.lines]
        return np.asarray(((y - half)[1:] - np.maximum.accumulate(y + half)[:-1]) / self.unit)


def node(sheet: Sheet, by_y: Index, beside: Index) -> Node | None:
    """Look for gutters among lines; None where none parts them.

    Parameters
    ----------
    sheet : Sheet
    by_y : (n,) ndarray of int64
        The lines from top to bottom.
    beside : (k,) ndarray of int64
        Positions of those that stand beside the next; see :func:`side_by_side`.
    """
    if _is_row(sheet, by_y, beside):
        return None
    grid = gutters.grid(sheet.x0[by_y], sheet.x1[by_y], sheet.y[by_y], sheet.height[by_y])
    best = gutters.best(grid)
    if not best or not _holds(best, grid.unit):
        return None
    clear = [
        gutter
        for gutter in gutters.through(grid)
        if gutter.score >= _NEAR_BEST * best.score and _holds(gutter, grid.unit)
    ]
    return Node(sheet, by_y, grid.unit, best, clear or [best], not clear)


def tiers(sheet: Sheet, lines: Index) -> Node | None:
    """Look for gaps between tiers of vertical text."""
    if len(lines) < 2:
        return None
    grid = gutters.grid(sheet.x0[lines], sheet.x1[lines], sheet.y[lines], sheet.height[lines])
    clear = [g for g in gutters.through(grid) if g.score >= _TIER and _holds(g, grid.unit)]
    if not clear:
        return None
    by_y = lines[np.argsort(sheet.y[lines], kind="stable")]
    return Node(sheet, by_y, grid.unit, max(clear, key=lambda g: g.score), clear, False)


def _holds(gutter: gutters.Gutter, unit: float) -> bool:
    is_wide = (gutter.right - gutter.left) > _WIDE * unit
    return gutter.score > _SCORES[0 if is_wide else 1]


def side_by_side(sheet: Sheet, by_y: Index) -> Index:
    """Return which lines, sorted by y, stand beside the next: the positions of the upper ones."""
    y, height = sheet.y[by_y], sheet.height[by_y]
    left, right = sheet.x0[by_y], np.minimum(sheet.x1[by_y][:-1], sheet.x1[by_y][1:])
    apart = right < np.maximum(left[:-1], left[1:])
    room = np.where(apart, 1.0, 0.5) * np.minimum(height[:-1], height[1:])
    return np.flatnonzero(y[1:] - y[:-1] <= room)


def _is_row(sheet: Sheet, by_y: Index, beside: Index) -> bool:
    """Return whether no two lines stand side by side, or all in one row."""
    y = sheet.y[by_y]
    if not len(beside):
        return True
    row = _ROW * float(sheet.height[by_y].max())
    extent = float(y[beside[-1] + 1] - y[beside[0]])
    return extent < row and (len(by_y) < 3 or extent + row > y[-1] - y[0])

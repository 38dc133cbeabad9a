"""The rows of a page's tables and text, before it is known which is which.

A row is a run of lines in reading order that stand side by side. A cell of several lines is one
piece of its row: its lines stand below each other, and what is read behind them starts level with
the first of them.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrlayout.order.canonical import Sheet

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

# Lengths are in heights of the page's body text.
_LEVEL = 0.5  # of the lower of two lines: how far apart centers in a row are, at most
_SPACE = 0.7  # white between the words of a cell, at most
_OVERLAP = 0.3  # rough boxes of neighbors in a row reach into each other
_EDGE = 1.0  # how far lines of one cell are out of line, at most
_TALL = 6.0  # from the first to the last line of a cell, at most
_PITCH = 1.8  # of the lower of two lines: from line to line in a cell, at most


@dataclass(frozen=True, slots=True, eq=False)
class TableRows:
    """Rows, and the pieces in them; lengths in body heights.

    Attributes
    ----------
    lines : (k,) ndarray of int64
        Of all leaves, in reading order.
    start : (n,) ndarray of int64
        Where in `lines` each row starts.
    leaf : (n,) ndarray of int64
        The leaf that each row starts in.
    first, count : (n,) ndarray of int64
        The first piece of each row, and how many it has.
    row : (m,) ndarray of int64
        The row of each piece.
    head, tail, size : (m,) ndarray of int64
        The first and the last line of each piece, and how many it has.
    x0, x1, y, top, bottom : (m,) ndarray
        Of each piece; `y` is the center of its first line.
    """

    lines: Index
    start: Index
    leaf: Index
    first: Index
    count: Index
    row: Index
    head: Index
    tail: Index
    size: Index
    x0: Array
    x1: Array
    y: Array
    top: Array
    bottom: Array

    def __len__(self) -> int:
        return len(self.start)

    def mean(self, values: npt.NDArray[np.generic]) -> Array:
        """Return the means over the pieces of each row; the last axis is that of the pieces."""
        sums = np.add.reduceat(values.astype(np.float64), self.first, axis=-1)
        return np.asarray(sums / self.count)

    def least(self, values: Array) -> Array:
        """Return the least of the pieces of each row."""
        return np.minimum.reduceat(values, self.first)

    def most(self, values: Array) -> Array:
        """Return the most of the pieces of each row."""
        return np.maximum.reduceat(values, self.first)


def rows_of(sheet: Sheet, leaves: list[Index], is_flow: Mask) -> TableRows:
    """Find the rows of leaves whose lines are in reading order.

    Parameters
    ----------
    sheet : Sheet
    leaves : list of (k,) ndarray of int64
    is_flow : (l,) ndarray of bool
        Leaves that may hold tables; in others every line is a row.
    """
    lines = np.concatenate(leaves)
    leaf = np.repeat(np.arange(len(leaves)), [len(part) for part in leaves])
    box = np.stack([sheet.x0, sheet.x1, sheet.y, sheet.height])[:, lines] / sheet.body
    may = is_flow[leaf]
    beside, joins = _together(box, may[1:] & may[:-1])
    start = np.flatnonzero(np.append(True, ~beside))
    head = np.flatnonzero(np.append(True, ~joins))
    size = np.diff(np.append(head, len(lines)))
    row = np.searchsorted(start, head, side="right") - 1
    first = np.searchsorted(row, np.arange(len(start)))
    x0, x1, y, height = box
    return TableRows(
        lines=lines,
        start=start,
        leaf=leaf[start],
        first=first,
        count=np.diff(np.append(first, len(head))),
        row=row,
        head=lines[head],
        tail=lines[head + size - 1],
        size=size,
        x0=np.minimum.reduceat(x0, head),
        x1=np.maximum.reduceat(x1, head),
        y=y[head],
        top=np.minimum.reduceat(y - height / 2, head),
        bottom=np.maximum.reduceat(y + height / 2, head),
    )


def _together(box: Array, may: Mask) -> tuple[Mask, Mask]:
    """Return which lines go on the row of the line before, and which go on its piece."""
    x0, x1, y, height = box
    white, down, low = x0[1:] - x1[:-1], np.diff(y), np.minimum(height[1:], height[:-1])
    is_right = may & (white > -_OVERLAP)
    level = is_right & (np.abs(down) < _LEVEL * low)
    up = is_right & (down <= -_LEVEL * low) & (down > -_TALL)
    below = may & _in_line(x0, x1) & (down >= _LEVEL * low) & (down < _PITCH * low)
    inside = below & _in_cell(y, below, level | up, up)
    return level | up | inside, (level & (white < _SPACE)) | inside


def _in_line(x0: Array, x1: Array) -> Mask:
    """Return which lines share an edge or the middle with the line before."""
    left, right = np.abs(np.diff(x0)), np.abs(np.diff(x1))
    return np.asarray(np.minimum(np.minimum(left, right), np.abs(np.diff(x0 + x1)) / 2) < _EDGE)


def _in_cell(y: Array, below: Mask, goes_on: Mask, up: Mask) -> Mask:
    """Return which lines, of those below another, stand with it in a cell of a row.

    Either the next column starts level with the line above or higher, or the line above stands
    in a column that is not the first.
    """
    stack = np.cumsum(np.append(False, ~below))
    begin = np.flatnonzero(np.append(True, ~below))
    last = np.append(begin[1:], len(y)) - 1
    next_column = np.where(np.append(up, False)[last], y[np.minimum(last + 1, len(y) - 1)], np.inf)
    is_later = np.append(False, goes_on)[begin]
    is_tall = y[1:] - y[begin][stack[1:]] > _TALL
    above = y[:-1] > next_column[stack[1:]] - _LEVEL
    return np.asarray(above | (is_later[stack[1:]] & ~is_tall))

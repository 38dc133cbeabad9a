"""What is seen of the rows of a page by which tables are told from text."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ocrlayout.order.canonical import Sheet
from ocrlayout.order.table_rows import TableRows

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

# Lengths are in heights of the page's body text.
_SAME = 0.5  # edges of one column
_FAR = 12.0  # what is farther says no more
_MANY = 8.0  # of what there are more says no more
_REACH = 5  # rows before and behind whose edges are compared
_WIDE = 8  # rows before and behind of which means are seen
ROW = slice(0, 24)  # what is seen of the row itself
_OFFSETS = np.delete(np.arange(-_REACH, _REACH + 1), _REACH)
_KEPT = [1, 2, 3, 6, 9, 12, 18, 8]  # of what a row holds: what is seen two rows away


def looks(sheet: Sheet, rows: TableRows, is_table: Mask, is_column: Mask) -> Array:
    """Return what is seen of each row and of those around, ``(n, m)``.

    Parameters
    ----------
    sheet : Sheet
    rows : TableRows
    is_table, is_column : (l,) ndarray of bool
        Of each leaf: whether the layout reads it as a table; whether a column begins with it.
    """
    held = np.concatenate([_shape(rows), _said(sheet, rows), _leaf(rows, is_table, is_column)])
    same, opens, covers = _columns(rows)
    near = _boundary(rows, same, opens, covers, 1)
    far = _boundary(rows, same, opens, covers, 2)
    wide = np.stack([held[1], held[9], near[4], near[10]])
    support = _support(np.concatenate([same.max(axis=0)[None], opens[None], covers[None]]))
    parts = [held, *shifted(held, (-1, 1)), *shifted(held[_KEPT], (-2, 2))]
    parts += shifted(near, (-1, 0, 1, 2)) + shifted(far[4:], (0, 1, 2))
    parts += shifted(support, (-1, 0, 1))
    return np.concatenate([*parts, _around(wide)]).T


def _shape(rows: TableRows) -> Array:
    """Return what stands in each row, (9, n): pieces, edges, gaps."""
    first, last = rows.first, rows.first + rows.count - 1
    low, whole = rows.x0.min(), float(np.ptp([rows.x0.min(), rows.x1.max()])) + 1e-9
    wide = rows.x1 - rows.x0
    gap = np.append(rows.x0[1:] - rows.x1[:-1], 0.0)
    is_last = np.zeros(len(gap), np.bool_)
    is_last[last] = True
    top, bottom = rows.least(rows.top), rows.most(rows.bottom)
    return np.stack(
        [
            np.minimum(rows.count, _MANY),
            rows.count == 1,
            (rows.x0[first] - low) / whole,
            (rows.x1[last] - low) / whole,
            rows.mean(wide) * rows.count / whole,
            rows.most(wide) / whole,
            np.minimum(rows.most(np.where(is_last, 0.0, gap)), _FAR),
            np.clip(rows.least(np.where(is_last, _FAR, gap)), 0, _FAR),
            np.clip(bottom - top, 0, _FAR),
        ]
    )


def _said(sheet: Sheet, rows: TableRows) -> Array:
    """Return what the texts of each row say, (9, n)."""
    said = sheet.cues
    figure = said.figure[rows.head] | said.figure[rows.tail]
    size = np.add.reduceat(said.extent[rows.lines], rows.start)
    return np.stack(
        [
            rows.mean(figure),
            figure[rows.first + rows.count - 1],
            figure[rows.first],
            rows.mean(said.opens_low[rows.head]),
            rows.mean(said.ended[rows.tail]),
            said.introduces[rows.tail[rows.first]],
            rows.mean(said.hyphenated[rows.tail]),
            rows.mean(said.spaced[rows.head]),
            np.log(size / rows.count + 1),
        ]
    )


def _leaf(rows: TableRows, is_table: Mask, is_column: Mask) -> Array:
    """Return what is known of the place of each row, (6, n): its leaf, what is level with it."""
    begins = np.append(True, np.diff(rows.leaf) > 0)
    y, every = rows.mean(rows.y), np.sort(rows.y)
    level = np.searchsorted(every, y + _SAME) - np.searchsorted(every, y - _SAME) - rows.count
    return np.stack(
        [
            is_table[rows.leaf],
            begins,
            np.log(np.bincount(rows.leaf)[rows.leaf]),
            begins & is_column[rows.leaf],
            np.clip(level, 0, _MANY),
            rows.most((rows.bottom - rows.top) / rows.size),
        ]
    )


def _columns(rows: TableRows) -> tuple[Array, Array, Array]:
    """Return how the pieces of each row stand to those of rows before and behind.

    Returns
    -------
    (3, r, n) ndarray
        Share of the pieces that share the left edge, the right edge, the middle with one.
    (r, n) ndarray
        Share of those behind which the white goes on there.
    (r, n) ndarray
        Share of those behind which the white is covered there.
    """
    edges = (rows.x0, rows.x1, (rows.x0 + rows.x1) / 2)
    same = np.stack([rows.mean(_meets(rows, edge)) for edge in edges])
    opens, covers = _white(rows)
    return same, rows.mean(opens), rows.mean(covers)


def _meets(rows: TableRows, edge: Array) -> Mask:
    """Return whether each piece shares an edge with one of the row at each offset, (r, m)."""
    reach = float(np.ptp(edge)) + 2 * _FAR
    key = rows.row * reach + edge - edge.min()
    order, asked = np.sort(key), key + _OFFSETS[:, None] * reach
    at = np.searchsorted(order, asked)
    above, below = order[np.minimum(at, len(order) - 1)], order[np.maximum(at - 1, 0)]
    return np.asarray(np.minimum(np.abs(above - asked), np.abs(below - asked)) < _SAME)


def _white(rows: TableRows) -> tuple[Mask, Mask]:
    """Return whether the white behind each piece goes on or is covered at each offset, (r, m)."""
    gap = np.append(rows.x0[1:] - rows.x1[:-1], -1.0)
    is_inner = np.append(np.diff(rows.row) == 0, False) & (gap > 0)
    middle, low = rows.x1 + gap / 2, rows.x0.min()
    reach = float(rows.x1.max() - low) + 2 * _FAR
    key, row = rows.row * reach + rows.x0 - low, rows.row + _OFFSETS[:, None]
    at = np.searchsorted(key, row * reach + middle - low) - 1
    is_there = (at >= 0) & (rows.row[np.maximum(at, 0)] == row)
    covers = is_there & (rows.x1[np.maximum(at, 0)] > middle)
    behind = np.minimum(at + 1, len(key) - 1)
    opens = is_there & ~covers & (rows.row[behind] == row)
    return opens & is_inner, covers & is_inner


def _boundary(rows: TableRows, same: Array, opens: Array, covers: Array, back: int) -> Array:
    """Return how each row stands to the one that is `back` before it, (14, n)."""
    y, top, bottom = rows.mean(rows.y), rows.least(rows.top), rows.most(rows.bottom)
    left, right = rows.x0[rows.first], rows.x1[rows.first + rows.count - 1]
    before = np.maximum(np.arange(len(rows)) - back, 0)
    here, there = _REACH - back, _REACH + back - 1
    found = np.stack(
        [
            np.clip(y - y[before], -_FAR, _FAR),
            np.clip(top - bottom[before], -3.0, 6.0),
            np.clip(rows.count - rows.count[before], -4, 4),
            np.log((bottom - top + 0.1) / (bottom - top + 0.1)[before]),
            *same[:, here],
            *same[:, there][:, before],
            opens[here],
            opens[there][before],
            covers[here],
            covers[there][before],
            np.clip(left - left[before], -_FAR, _FAR),
            np.clip(right - right[before], -_FAR, _FAR),
        ]
    )
    found[:, :back] = 0.0
    return found


def _support(shares: Array) -> Array:
    """Return the means of shares (k, r, n) over the rows before, and over those behind."""
    before, behind = shares[:, :_REACH].mean(axis=1), shares[:, _REACH:].mean(axis=1)
    return np.concatenate([before, behind])


def shifted(values: Array, offsets: Sequence[int]) -> list[Array]:
    """Return the values (m, n) of the rows at each offset; 0 beyond the ends."""
    most, count = max(map(abs, offsets)), values.shape[1]
    padded = np.zeros((len(values), count + 2 * most))
    padded[:, most : most + count] = values
    return [padded[:, most + by : most + by + count] for by in offsets]


def _around(values: Array) -> Array:
    """Return the means over some rows before and some behind."""
    count = values.shape[1]
    total = np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)
    at = np.arange(count)
    low, high = np.maximum(at - _WIDE, 0), np.minimum(at + _WIDE + 1, count)
    before = (total[:, at] - total[:, low]) / np.maximum(at - low, 1)
    behind = (total[:, high] - total[:, at + 1]) / np.maximum(high - at - 1, 1)
    return np.concatenate([before, behind])

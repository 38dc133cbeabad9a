"""Lines that stand beside each other: rows, and cells of several lines in a row."""

import bisect

import numpy as np
import numpy.typing as npt

from ocrlayout.order.canonical import Sheet
from ocrlayout.order.measure import median

Index = npt.NDArray[np.int64]


def rows_of(sheet: Sheet, lines: Index) -> list[Index]:
    """Group lines into rows along their own baselines, top to bottom.

    Pairs of neighbors whose baselines meet closer than half their height are joined, the closest
    first, unless two lines of the joined row would stand above each other.
    """
    order = lines[np.lexsort((sheet.x0[lines], sheet.y[lines]))]
    left, right = _neighbors(sheet, order)
    owner = list(range(len(order)))
    members = [[at] for at in owner]
    spans = [
        [span] for span in zip(sheet.x0[order].tolist(), sheet.x1[order].tolist(), strict=True)
    ]
    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        one, two = owner[a], owner[b]
        if len(members[one]) < len(members[two]):
            one, two = two, one
        if one == two or _clash(spans[one], spans[two]):
            continue
        for at in members[two]:
            owner[at] = one
        members[one] += members[two]
        members[two] = []
        spans[one] = sorted(spans[one] + spans[two])
    rows = [order[part] for part in members if part]
    height = sheet.y[order].tolist()
    level = [sum(height[at] for at in part) / len(part) for part in members if part]
    return [row for _, row in sorted(zip(level, rows, strict=True), key=lambda pair: pair[0])]


def _clash(row: list[tuple[float, float]], other: list[tuple[float, float]]) -> bool:
    """Return whether lines of two rows would stand above each other.

    The rows are given by where their lines start and stop.
    """
    for start, stop in other:
        at = bisect.bisect(row, (start, stop))
        # a row's lines hardly overlap: the nearest are enough
        for left, right in row[max(at - 2, 0) : at + 2]:
            if min(right, stop) - max(left, start) > 0.3 * min(right - left, stop - start):
                return True
    return False


def _neighbors(sheet: Sheet, order: Index) -> tuple[Index, Index]:
    """Pair lines that may stand in one row, the best first; positions in `order`, sorted by y."""
    height = sheet.height[order]
    y = sheet.y[order]
    drop = np.abs(sheet.slope[order]) * (sheet.x1 - sheet.x0)[order] / 2
    far = 0.25 * (height + height.max(initial=0.0)) + drop + drop.max(initial=0.0)
    reach = np.searchsorted(y, y + far, side="right")
    count = np.minimum(reach - np.arange(len(order)) - 1, 60)
    a = np.repeat(np.arange(len(order)), count)
    b = a + 1 + np.arange(len(a)) - np.repeat(np.cumsum(count) - count, count)
    swap = sheet.x0[order[a]] > sheet.x0[order[b]]
    a, b = np.where(swap, b, a), np.where(swap, a, b)
    one, two = order[a], order[b]
    at = (sheet.x1[one] + sheet.x0[two]) / 2
    apart = np.abs(_baseline(sheet, one, at) - _baseline(sheet, two, at)) / (
        (height[a] + height[b]) / 2
    )
    gap = np.maximum(sheet.x0[two] - sheet.x1[one], 0) / np.minimum(height[a], height[b])
    # closer neighbors may be less level
    good = np.flatnonzero(apart < np.where(gap < 1.5, 0.6, 0.5))
    good = good[np.argsort(np.round(apart + 0.03 * gap, 6)[good], kind="stable")]
    return a[good], b[good]


def _baseline(sheet: Sheet, line: Index, x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Height of a line's baseline at some x, by its own slope.

    The slope is followed for the line's own length beyond its ends, not farther.
    """
    half = (sheet.x1[line] - sheet.x0[line]) / 2
    run = np.clip(x - sheet.x0[line] - half, -2 * half, 2 * half)
    return np.asarray(sheet.y[line] + sheet.slope[line] * run)


def in_rows(sheet: Sheet, lines: Index) -> Index:
    """Order lines row by row, each from left to right.

    Lines that run on into the next row stay together.
    """
    return joined(sheet, rows_of(sheet, lines))


def joined(sheet: Sheet, rows: list[Index]) -> Index:
    """Order rows, each from left to right; rows that belong together cell by cell."""
    lines, size = np.concatenate(rows), np.array([len(row) for row in rows])
    parted = np.ones(len(rows), np.bool_)
    if 1 < len(rows) < len(lines):
        parted[1:] = ~(_goes_on(sheet, rows) | _interlocked(sheet, rows))
    group = np.repeat(np.cumsum(parted), size)
    by_row = np.lexsort((sheet.x0[lines], group))
    order, of = lines[by_row], np.repeat(np.arange(len(rows)), size)[by_row]
    starts = np.flatnonzero(parted)
    several = np.diff(np.append(starts, len(rows))) > 1
    edge = np.concatenate([[0], np.cumsum(size)])
    for first, last in zip(
        starts[several].tolist(), np.append(starts[1:], len(rows))[several].tolist(), strict=True
    ):
        part = slice(int(edge[first]), int(edge[last]))
        order[part] = in_cells(sheet, order[part], of[part])
    return order


def _goes_on(sheet: Sheet, rows: list[Index]) -> npt.NDArray[np.bool_]:
    """Return which rows run on into the next: all lines of the one, or all of the other.

    A line runs on into one close below it, level at the left and not much longer, by what their
    texts say.
    """
    size = np.array([len(row) for row in rows])
    lines, row = np.concatenate(rows), np.repeat(np.arange(len(rows)), size)
    upper, lower = _above(sheet.x0[lines], row)
    below, row_above, row_below = lines[lower], row[upper], row[lower]
    said, above = sheet.cues, lines[upper]
    high = sheet.height[above]
    close = sheet.y[below] - sheet.y[above] < 1.6 * np.minimum(sheet.height[below], high)
    level = np.abs(sheet.x0[below] - sheet.x0[above]) < high
    full = (
        (sheet.x1[above] > sheet.x1[below] - 2 * high)
        & (said.length[above] >= 6)
        & ~said.ended[above]
    )
    on = close & level & full & (said.opens_low[below] | said.hyphenated[above])
    down = np.bincount(row_above[on], minlength=len(rows))[:-1] >= size[:-1]
    up = np.bincount(row_below[on], minlength=len(rows))[1:] >= size[1:]
    return np.asarray(down | up)


def _interlocked(sheet: Sheet, rows: list[Index]) -> npt.NDArray[np.bool_]:
    """Return which rows are locked to the next: too close to stand below each other.

    It happens where a cell of one line stands centered beside a cell of two.
    """
    y = np.array([sheet.y[row].sum() / len(row) for row in rows])
    height = np.array([sheet.height[row].min() for row in rows])
    return np.asarray(np.diff(y) < 0.7 * np.minimum(height[1:], height[:-1]))


def _above(x: npt.NDArray[np.float64], row: Index) -> tuple[Index, Index]:
    """Pair each line with the one of the row above that starts nearest to where it starts.

    Returns
    -------
    (k,) ndarray of int64
        Positions of the lines above.
    (k,) ndarray of int64
        Positions of the lines below them.
    """
    span = 2 * float(np.ptp(x)) + 1.0
    order = np.argsort(row * span + x, kind="stable")
    key = (row * span + x)[order]
    lower = np.flatnonzero(row > 0)
    right = np.searchsorted(key, key[np.argsort(order)][lower] - span)
    right = np.clip(right, 1, len(x) - 1)
    one, two = order[right - 1], order[right]
    nearer = np.abs(x[one] - x[lower]) + span * (row[one] != row[lower] - 1)
    farther = np.abs(x[two] - x[lower]) + span * (row[two] != row[lower] - 1)
    return np.where(nearer <= farther, one, two), lower


def in_table(sheet: Sheet, rows: list[Index]) -> Index:
    """Order a table, given its rows, row by row.

    Where the rows come in groups of two or three tight ones, cell by cell.
    """
    top = np.array([(sheet.y - 0.5 * sheet.height)[row].min() for row in rows])
    bottom = np.array([(sheet.y + 0.5 * sheet.height)[row].max() for row in rows])
    white = (top[1:] - np.maximum.accumulate(bottom)[:-1]) / median(
        sheet.height[np.concatenate(rows)]
    )
    groups = np.split(np.arange(len(rows)), np.flatnonzero(white > 0.6) + 1)
    if len(groups) < 3 or max(map(len, groups)) not in (2, 3) or (np.abs(white - 0.6) < 0.15).any():
        return joined(sheet, rows)
    return np.concatenate([_in_cells_of(sheet, [rows[row] for row in group]) for group in groups])


def _in_cells_of(sheet: Sheet, rows: list[Index]) -> Index:
    row = np.repeat(np.arange(len(rows)), [len(part) for part in rows])
    return in_cells(sheet, np.concatenate(rows), row)


def in_cells(sheet: Sheet, lines: Index, row: Index) -> Index:
    """Order lines, given their rows, cell by cell from left to right; a cell is what overlaps in x.

    In a cell they come row by row, so that the pieces of a broken line stay together.
    """
    if len(lines) < 2:
        return lines
    by_start = np.argsort(sheet.x0[lines], kind="stable")
    order, row = lines[by_start], row[by_start]
    shrink = 0.3 * np.minimum(sheet.height, sheet.x1 - sheet.x0)[order]
    reach = np.maximum.accumulate(sheet.x1[order] - shrink)
    cell = np.concatenate([[0], np.cumsum((sheet.x0[order] + shrink)[1:] > reach[:-1])])
    return order[np.lexsort((sheet.x0[order], row, cell))]

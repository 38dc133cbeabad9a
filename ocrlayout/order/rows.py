"""Lines that stand beside each other: rows, and cells of several lines in a row."""

import numpy as np
import numpy.typing as npt

from ocrlayout.order.upright import Sheet

Index = npt.NDArray[np.int64]


def rows_of(sheet: Sheet, lines: Index) -> list[Index]:
    """Group lines into rows along their own baselines, top to bottom.

    Pairs of neighbors whose baselines meet closer than half their height are joined, the closest first, unless
    two lines of the joined row would stand above each other.
    """
    order = lines[np.lexsort((sheet.x0[lines], sheet.y[lines]))]
    left, right = _neighbors(sheet, order)
    owner = list(range(len(order)))
    members = [[at] for at in owner]
    spans = [[(float(sheet.x0[line]), float(sheet.x1[line]))] for line in order.tolist()]
    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        one, two = owner[a], owner[b]
        if one == two or _clash(spans[one], spans[two]):
            continue
        for at in members[two]:
            owner[at] = one
        members[one] += members[two]
        spans[one] += spans[two]
    rows = [order[members[at]] for at in range(len(order)) if owner[at] == at]
    rows.sort(key=lambda row: float(np.mean(sheet.y[row])))
    return rows


def _clash(one: list[tuple[float, float]], two: list[tuple[float, float]]) -> bool:
    return any(
        min(b, d) - max(a, c) > 0.3 * min(b - a, d - c) for a, b in one for c, d in two
    )


def _neighbors(sheet: Sheet, order: Index) -> tuple[Index, Index]:
    """Pairs that may stand in one row, the best first; positions in `order`, which is sorted by y."""
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
    apart = np.abs(_baseline(sheet, one, at) - _baseline(sheet, two, at)) / ((height[a] + height[b]) / 2)
    gap = np.maximum(sheet.x0[two] - sheet.x1[one], 0) / np.minimum(height[a], height[b])
    good = np.flatnonzero(apart < 0.5)
    good = good[np.argsort(np.round(apart + 0.03 * gap, 6)[good], kind="stable")]
    return a[good], b[good]


def _baseline(sheet: Sheet, line: Index, x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Height of a line's baseline at some x, by its own slope but no farther out than its own length."""
    half = (sheet.x1[line] - sheet.x0[line]) / 2
    run = np.clip(x - sheet.x0[line] - half, -2 * half, 2 * half)
    return np.asarray(sheet.y[line] + sheet.slope[line] * run)


def in_rows(sheet: Sheet, lines: Index) -> Index:
    """Order lines row by row, each from left to right."""
    rows = rows_of(sheet, lines)
    return np.concatenate([row[np.argsort(sheet.x0[row], kind="stable")] for row in rows])

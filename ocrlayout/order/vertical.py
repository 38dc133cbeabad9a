"""Text columns of vertical Chinese and Japanese, with their half-size lines in pairs.

In canonical space a text column is a row. A note set in two half-size lines inside it reads as a
stage of its own: what stands before it, its first half-line, its second, what stands after it.
"""

import numpy as np
import numpy.typing as npt

from ocrlayout.order.canonical import Sheet
from ocrlayout.order.measure import median

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]


def in_columns(sheet: Sheet, lines: Index) -> Index:
    """Order lines text column by text column, each stage by stage."""
    return np.concatenate([_staged(sheet, row) for row in _text_columns(sheet, lines)])


def _text_columns(sheet: Sheet, lines: Index) -> list[Index]:
    height, y = sheet.height[lines], sheet.y[lines]
    full = float(np.quantile(height, 0.9))
    rows: list[list[int]] = []
    tall = height > 0.75 * full
    for at in np.flatnonzero(tall)[np.argsort(y[tall], kind="stable")].tolist():
        if rows and y[at] - np.mean(y[rows[-1]]) < 0.5 * full:
            rows[-1].append(at)
        else:
            rows.append([at])
    middle = np.array([float(np.mean(y[row])) for row in rows])
    small = np.flatnonzero(~tall)
    right = np.clip(np.searchsorted(middle, y[small]), 1, max(len(rows) - 1, 1))
    left = right - 1
    right = np.minimum(right, len(rows) - 1)
    near = np.where(
        np.abs(y[small] - middle[left]) <= np.abs(y[small] - middle[right]), left, right
    )
    inside = np.abs(y[small] - middle[near]) < 0.6 * full
    for at, row in zip(small[inside].tolist(), near[inside].tolist(), strict=True):
        rows[row].append(at)
    rows += _paired(small[~inside].tolist(), y, height, full)
    rows.sort(key=lambda row: float(np.mean(y[row])))
    return [lines[row] for row in rows]


def _paired(loose: list[int], y: Array, height: Array, full: float) -> list[list[int]]:
    rows: list[list[int]] = []
    top = -np.inf
    for at in sorted(loose, key=lambda at: y[at]):
        if y[at] + height[at] / 2 - top < 1.25 * full:
            rows[-1].append(at)
        else:
            rows.append([at])
            top = y[at] - height[at] / 2
    return rows


def _staged(sheet: Sheet, row: Index) -> Index:
    if len(row) < 2:
        return row
    order = row[np.argsort(sheet.x0[row], kind="stable")]
    stages: list[list[int]] = []
    end = -np.inf
    for line in order.tolist():
        room = min(0.3 * (sheet.x1[line] - sheet.x0[line]), 0.5 * sheet.height[line])
        if stages and end - sheet.x0[line] > room:
            stages[-1].append(line)
        else:
            stages.append([line])
        end = max(end, sheet.x1[line])
    return np.concatenate([_halves(sheet, np.array(stage)) for stage in stages])


def _halves(sheet: Sheet, stage: Index) -> Index:
    if len(stage) < 2:
        return stage
    middle = (sheet.y[stage].min() + sheet.y[stage].max()) / 2
    apart = np.ptp(sheet.y[stage]) > 0.3 * median(sheet.height[stage])
    lower = apart & (sheet.y[stage] > middle)
    return stage[np.lexsort((sheet.x0[stage], lower))]

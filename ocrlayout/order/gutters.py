"""Gutters: upright strips of white with text on both sides.

A gutter's score is the height over which text stands on both of its sides, in line heights.
Paragraph ends, indents and page margins score 0, the gutter between two columns scores their common
length.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrlayout.order.measure import median

Array = npt.NDArray[np.float64]
_HALF = 0.5 + 1e-6  # rounds halves up, even where turning a page left a little less than a half
# cells of a grid: for a start, for each line, at most. Tiny lines may lie far apart
_CELLS = (60_000, 1000, 4_000_000)


@dataclass(frozen=True, slots=True)
class Gutter:
    """A strip of white: its middle, its sides, where it starts and ends, and its score."""

    x: float
    left: float
    right: float
    top: float
    bottom: float
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Where there is ink, where text stands on both sides of white, and how much of it so far."""

    ink: npt.NDArray[np.bool_]
    both: npt.NDArray[np.bool_]
    total: npt.NDArray[np.int16] | npt.NDArray[np.int32]
    origin: tuple[float, float]
    cell: tuple[float, float]
    unit: float


def grid(x0: Array, x1: Array, y: Array, height: Array) -> Grid:
    """Paint lines on a coarse grid.

    Its cells are two fifths of a line height, half of one where there are many lines.
    """
    unit = median(height)
    shrink = np.minimum(0.3 * np.minimum(height, unit), 0.4 * (x1 - x0))
    left, right = x0 + shrink, x1 - shrink
    low_x, low_y = float(left.min()), float((y - 0.6 * height).min())
    wide, tall = float(right.max()) - low_x, float((y + 0.6 * height).max()) - low_y
    most = min(_CELLS[0] + _CELLS[1] * len(y), _CELLS[2])
    # many lines show a gutter well enough on a coarser grid
    finest = unit / (2.5 if len(y) < 150 else 2)
    cell_x, cell_y = max(finest, wide / most * 20), max(finest, tall / most * 20)
    excess = max((wide / cell_x + 2) * (tall / cell_y + 2) / most, 1.0) ** 0.5
    cell_x, cell_y = cell_x * excess, cell_y * excess
    shape = (int(tall / cell_y) + 2, int(wide / cell_x) + 2)
    rows = np.stack([y - 0.35 * height - low_y, y + 0.35 * height - low_y]) / cell_y
    ink = _painted(shape, np.stack([left - low_x, right - low_x]) / cell_x, rows)
    # what stands beside a gutter: a cell more than what stops it, so that lines need not be level
    near = ink.copy()
    near[1:] |= ink[:-1]
    near[:-1] |= ink[1:]
    column = np.arange(shape[1])
    first, last = near.argmax(axis=1)[:, None], shape[1] - near[:, ::-1].argmax(axis=1)[:, None]
    last[~near[np.arange(shape[0]), first[:, 0]]] = 0
    both = (column > first) & (column < last)
    both &= ~ink
    small = shape[0] < 30_000
    total = (
        np.cumsum(both, axis=0, dtype=np.int16)
        if small
        else np.cumsum(both, axis=0, dtype=np.int32)
    )
    return Grid(ink, both, total, (low_x, low_y), (cell_x, cell_y), unit)


def _painted(shape: tuple[int, int], across: Array, down: Array) -> npt.NDArray[np.bool_]:
    """Fill boxes given in cells, (2, n) across and down: a difference array, summed twice."""
    x0, x1 = np.floor(across + _HALF).astype(np.int64)
    y0, y1 = np.floor(down + _HALF).astype(np.int64)
    x1, y1 = np.maximum(x1, x0 + 1), np.maximum(y1, y0 + 1)
    high, wide = shape[0] + 1, shape[1] + 1
    plus = np.bincount(np.concatenate([y0 * wide + x0, y1 * wide + x1]), minlength=high * wide)
    minus = np.bincount(np.concatenate([y1 * wide + x0, y0 * wide + x1]), minlength=high * wide)
    steps = (plus - minus).astype(np.int16 if len(x0) < 30_000 else np.int32).reshape(high, wide)
    np.cumsum(steps, axis=0, out=steps)
    np.cumsum(steps, axis=1, out=steps)
    return np.asarray(steps[:-1, :-1], np.bool_)


def through(sheet: Grid) -> list[Gutter]:
    """Find the gutters that no line blocks, from left to right."""
    free = ~sheet.ink.any(axis=0)
    score = sheet.total[-1] * (sheet.cell[1] / sheet.unit)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], free.view(np.int8), [0]])))
    found = []
    for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        best = float(score[start:stop].max())
        if best > 0:
            at = np.flatnonzero(score[start:stop] >= 0.95 * best) + start
            found.append(_gutter(sheet, (int(at[0]), int(at[-1]) + 1), (0, len(sheet.ink)), best))
    return found


def best(sheet: Grid) -> Gutter | None:
    """Return the gutter with the highest score, blocked or not.

    Of equals it is the one nearest to the middle of the height.
    """
    total = sheet.total
    run = total - np.maximum.accumulate(np.where(sheet.ink, total, 0), axis=0)
    top = int(run.max())
    if top == 0:
        return None
    rows, columns = np.nonzero(run >= 0.97 * top)
    pick = int(np.argmin(np.abs(rows - len(run) / 2)))
    row, column = int(rows[pick]), int(columns[pick])
    blocked = np.flatnonzero(sheet.ink[:, column])
    start = int(blocked[blocked <= row].max(initial=-1)) + 1
    stop = int(blocked[blocked > row].min(initial=len(run)))
    clear = ~sheet.ink[start:stop].any(axis=0) & (
        sheet.both[start:stop].sum(axis=0) >= 0.9 * int(run[row, column])
    )
    left = column - int(np.argmin(np.append(clear[: column + 1][::-1], False)))
    right = column + int(np.argmin(np.append(clear[column:], False)))
    score = float(run[row, column]) * sheet.cell[1] / sheet.unit
    return _gutter(sheet, (left + 1, right), (start, stop), score)


def _gutter(sheet: Grid, across: tuple[int, int], down: tuple[int, int], score: float) -> Gutter:
    (x, y), (dx, dy) = sheet.origin, sheet.cell
    (left, right), (start, stop) = across, down
    return Gutter(
        x + (left + right) / 2 * dx,
        x + left * dx,
        x + right * dx,
        y + start * dy,
        y + stop * dy,
        score,
    )

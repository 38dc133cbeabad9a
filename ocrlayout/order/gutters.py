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
    boxes = np.array([x0 + shrink, x1 - shrink, y - 0.35 * height, y + 0.35 * height])
    low_x, low_y = float(boxes[0].min()), float((y - 0.6 * height).min())
    wide, tall = float(boxes[1].max()) - low_x, float((y + 0.6 * height).max()) - low_y
    most = min(_CELLS[0] + _CELLS[1] * len(y), _CELLS[2])
    # many lines show a gutter well enough on a coarser grid
    finest = unit / (2.5 if len(y) < 150 else 2)
    cell_x, cell_y = max(finest, wide / most * 20), max(finest, tall / most * 20)
    excess = max((wide / cell_x + 2) * (tall / cell_y + 2) / most, 1.0) ** 0.5
    cell_x, cell_y = cell_x * excess, cell_y * excess
    shape = (int(tall / cell_y) + 2, int(wide / cell_x) + 2)
    boxes[:2] = (boxes[:2] - low_x) / cell_x
    boxes[2:] = (boxes[2:] - low_y) / cell_y
    ink = _painted(shape, boxes)
    # what stands beside a gutter: a cell more than what stops it, so that lines need not be level
    near = ink.copy()
    near[1:] |= ink[:-1]
    near[:-1] |= ink[1:]
    both = np.logical_or.accumulate(near, axis=1)
    both &= np.logical_or.accumulate(near[:, ::-1], axis=1)[:, ::-1]
    both &= ~ink
    small = shape[0] < 30_000
    total = (
        np.cumsum(both, axis=0, dtype=np.int16)
        if small
        else np.cumsum(both, axis=0, dtype=np.int32)
    )
    return Grid(ink, both, total, (low_x, low_y), (cell_x, cell_y), unit)


def _painted(shape: tuple[int, int], boxes: Array) -> npt.NDArray[np.bool_]:
    """Fill boxes given in cells: left, right, top, bottom."""
    ink = np.zeros(shape, np.bool_)
    left, right, top, bottom = (boxes + _HALF).astype(np.int64)
    right, bottom = np.maximum(right, left + 1), np.maximum(bottom, top + 1)
    edges = (left.tolist(), right.tolist(), top.tolist(), bottom.tolist())
    for x0, x1, y0, y1 in zip(*edges, strict=True):
        ink[y0:y1, x0:x1] = True
    return ink


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

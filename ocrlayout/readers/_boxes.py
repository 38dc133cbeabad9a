"""Outlines that begin anywhere, and boxes along the axes: where text starts, how it lies."""

from collections.abc import Sequence
from operator import mul
from typing import Any

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry

__all__ = ["clockwise", "laid", "leans", "tilted", "turn_of"]

Array = npt.NDArray[np.float64]

_TALL = 1.3  # times as high as wide: a word on its side is, one of upright letters is not
_STEEP = 3  # times as far down as across: words that stand one below the other
_LEVEL = 0.5  # degrees: below, boxes are as good as level
_THINNEST = 1e-9  # of a page unit


def laid(quads: Array, angles: npt.ArrayLike) -> Array:
    """Return outlines as text that runs at an angle has them: clockwise, from where it starts.

    A box along the axes is the hull of what leans in it; others begin at the corner from which an
    edge runs most nearly along the text.

    Parameters
    ----------
    quads : (n, 4, 2) ndarray
        From anywhere, in either sense; those with a NaN stay as they are.
    angles : float or (n,) array_like
        Degrees, clockwise as seen, in which the text of each runs.

    Examples
    --------
    >>> laid(np.array([[[9.0, 0], [9, 4], [0, 5], [0, 0]]]), 0.0)[0].tolist()
    [[0.0, 0.0], [9.0, 0.0], [9.0, 4.0], [0.0, 5.0]]
    """
    along = np.broadcast_to(np.asarray(angles, np.float64), len(quads))
    other = np.flatnonzero(geometry.known(quads) & ~(_are_plain(quads) & ~leans(along)))
    made = quads.copy()
    if len(other):
        made[other] = _laid(_clockwise(quads[other]), along[other])
    return made


def _are_plain(quads: Array) -> npt.NDArray[np.bool_]:
    """Return which quads are boxes along the axes from the top left, as most are."""
    x0, y0, x1, y1, x2, y2, x3, y3 = quads.reshape(-1, 8).T
    is_level = (x0 == x3) & (y0 == y1) & (x1 == x2) & (y2 == y3)
    plain: npt.NDArray[np.bool_] = is_level & (x0 <= x1) & (y0 <= y3)
    return plain


def _laid(corners: Array, along: Array) -> Array:
    low, high = corners.min(axis=1), corners.max(axis=1)
    is_box = ((corners == low[:, None]) | (corners == high[:, None])).all(axis=(1, 2))
    made = _begun(corners, along)
    if is_box.any():
        hulls = np.column_stack([low, high])[is_box]
        lean = np.where(leans(along), along, 0.0)[is_box]
        made[is_box] = geometry.leaning(hulls, lean)
    return made


def tilted(quads: Array, angles: Array) -> Array:
    """Return quads of which boxes along the axes, where text leans, are the hulls of it.

    Examples
    --------
    >>> box = np.array([[[0.0, 0], [4, 0], [4, 9], [0, 9]]])
    >>> tilted(box, np.array([90.0]))[0, 0].tolist()
    [4.0, 0.0]
    """
    made = quads.copy()
    rows = np.flatnonzero(_are_plain(quads) & leans(angles))
    if len(rows):
        made[rows] = geometry.leaning(geometry.boxes(quads[rows]), angles[rows])
    return made


def leans(angles: Array) -> npt.NDArray[np.bool_]:
    """Return which angles are not as good as level."""
    return np.abs(angles) > _LEVEL


def _clockwise(quads: Array) -> Array:
    """Return quads clockwise as seen, from the same corner."""
    (x0, y0), (x1, y1) = (np.moveaxis(each, 2, 0) for each in (quads, np.roll(quads, -1, axis=1)))
    is_backward = (x0 * y1 - x1 * y0).sum(axis=1) < 0
    return np.where(is_backward[:, None, None], quads[:, [0, 3, 2, 1]], quads)


def _begun(quads: Array, angles: Array) -> Array:
    """Return quads from the corner whose edge runs most nearly at an angle."""
    edges = np.roll(quads, -1, axis=1) - quads
    along = np.degrees(np.arctan2(edges[..., 1], edges[..., 0]))
    first = np.abs(geometry.fold(along - angles[:, None])).argmin(axis=1)
    order = (first[:, None] + np.arange(4)) % 4
    begun: Array = np.take_along_axis(quads, order[..., None], axis=1)
    return begun


def clockwise(points: Sequence[float]) -> list[float]:
    """Return the points of a polygon clockwise as seen, from the same one.

    Examples
    --------
    >>> clockwise([0, 0, 0, 4, 9, 4])
    [0, 0, 9, 4, 0, 4]
    """
    x, y = points[::2], points[1::2]
    ahead, behind = map(mul, x, (*y[1:], y[0])), map(mul, y, (*x[1:], x[0]))
    if sum(ahead) >= sum(behind):
        return [*points]
    backward = zip(x[:0:-1], y[:0:-1], strict=True)
    return [x[0], y[0], *(number for point in backward for number in point)]


def turn_of(lines: Sequence[Sequence[Any] | Array]) -> float:
    """Return the angle of a page whose format does not say it: −90, 90, or 0.

    It lies on its side where the words of most lines stand one below the other and are taller than
    wide.

    Parameters
    ----------
    lines : sequence of (k, 4) array_like
        x0, y0, x1, y1 of the words of each line, in the order in which they are read.

    Examples
    --------
    >>> turn_of([[[10, 60, 20, 90], [10, 20, 20, 50]]])
    -90.0
    """
    ways = [_way(line) for line in lines]
    upright, up, down = (ways.count(way) for way in (0, -90, 90))
    if max(up, down) <= upright:
        return 0.0
    return -90.0 if up >= down else 90.0


def _way(boxes: Sequence[Any] | Array) -> int | None:
    """Return in which direction words advance: 0, 90 or −90; None where that is not clear.

    Characters that stand one below the other, as in vertical Japanese, are not on their side.
    """
    if len(boxes) < 2:
        return None
    first, last = boxes[0], boxes[-1]
    across, down = last[0] - first[0], last[1] - first[1]
    if abs(down) < _STEEP * abs(across):
        return 0
    corners = np.asarray(boxes, np.float64)
    width, height = (corners[:, 2:] - corners[:, :2]).T
    if np.median(height / np.maximum(width, _THINNEST)) < _TALL:
        return 0
    return -90 if down < 0 else 90

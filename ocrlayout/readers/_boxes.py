"""Outlines that begin anywhere, and boxes along the axes: where text starts, how it lies."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry

__all__ = ["begun", "clockwise", "turn_of"]

_TALL = 1.3  # times as high as wide: a word on its side is, one of upright letters is not
_STEEP = 3  # times as far down as across: words that stand one below the other
_THINNEST = 1e-9  # of a page unit


def begun(points: Sequence[float], angle: float) -> list[float]:
    """Return four corners, or what stands for more, from the one where the text starts.

    Parameters
    ----------
    points : sequence of 2n numbers
        Clockwise as seen, from anywhere; at least three points.
    angle : float
        Degrees, clockwise as seen, in which the text runs.

    Examples
    --------
    >>> begun([9, 0, 9, 4, 0, 4, 0, 0], 0.0)
    [0.0, 0.0, 9.0, 0.0, 9.0, 4.0, 0.0, 4.0]
    """
    quad = geometry.rectangle(np.reshape(points, (-1, 2)))
    edges = np.roll(quad, -1, axis=0) - quad
    along = np.degrees(np.arctan2(edges[:, 1], edges[:, 0]))
    first = int(np.abs(geometry.fold(along - angle)).argmin())
    result: list[float] = np.roll(quad, -first, axis=0).reshape(-1).tolist()
    return result


def clockwise(points: Sequence[float]) -> list[float]:
    """Return the points of a polygon clockwise as seen, from the same one.

    Examples
    --------
    >>> clockwise([0, 0, 0, 4, 9, 4])
    [0, 0, 9, 4, 0, 4]
    """
    x, y = points[::2], points[1::2]
    pairs = zip(x, y, (*x[1:], *x[:1]), (*y[1:], *y[:1]), strict=True)
    if sum(x0 * y1 - x1 * y0 for x0, y0, x1, y1 in pairs) >= 0:
        return [*points]
    backward = zip(x[:0:-1], y[:0:-1], strict=True)
    return [x[0], y[0], *(number for point in backward for number in point)]


def turn_of(lines: Sequence[npt.ArrayLike]) -> float:
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
    ways = [_way(np.reshape(np.asarray(line, np.float64), (-1, 4))) for line in lines]
    upright, up, down = (ways.count(way) for way in (0, -90, 90))
    if max(up, down) <= upright:
        return 0.0
    return -90.0 if up >= down else 90.0


def _way(boxes: npt.NDArray[np.float64]) -> int | None:
    """Return in which direction words advance: 0, 90 or −90; None where that is not clear.

    Characters that stand one below the other, as in vertical Japanese, are not on their side.
    """
    if len(boxes) < 2:
        return None
    across, down = boxes[-1, :2] - boxes[0, :2]
    if abs(down) < _STEEP * abs(across):
        return 0
    width, height = (boxes[:, 2:] - boxes[:, :2]).T
    if np.median(height / np.maximum(width, _THINNEST)) < _TALL:
        return 0
    return -90 if down < 0 else 90

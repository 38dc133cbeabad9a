"""Boxes along the axes that hold text which leans or lies on its side: the quads in them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["leaning", "turn_of"]

Array = npt.NDArray[np.float64]
_FLATTEST = 0.5  # of cos 2φ: nearer to 45° a box says too little about what leans in it
_TALL = 1.3  # times as high as wide: a word on its side is, one of upright letters is not
_STEEP = 3  # times as far down as across: words that stand one below the other
_THINNEST = 1e-9  # of a page unit


def leaning(boxes: npt.ArrayLike, angle: float) -> Array:
    """Return the rectangles at an angle whose hulls are these boxes.

    A rectangle of length L and height h at the angle φ has a hull L·|cos φ| + h·|sin φ| wide and
    L·|sin φ| + h·|cos φ| high, which are solved for L and h. Where that cannot be, the rectangle is
    the box, turned by quarters.

    Parameters
    ----------
    boxes : (n, 4) array_like
        x0, y0, x1, y1.
    angle : float
        Degrees, clockwise as seen, in which the text runs.

    Returns
    -------
    (n, 4, 2) ndarray
        Corner 0 where the text starts.

    Examples
    --------
    >>> leaning([[10, 20, 20, 60]], -90.0)[0].tolist()
    [[10.0, 60.0], [10.0, 20.0], [20.0, 20.0], [20.0, 60.0]]
    """
    x0, y0, x1, y1 = np.reshape(np.asarray(boxes, np.float64), (-1, 4)).T
    across, down = np.abs(x1 - x0), np.abs(y1 - y0)
    quarter = round(angle / 90) * 90
    lengths = _lengths(across, down, angle)
    fits = (lengths > 0).all(axis=0) & (abs(np.cos(2 * np.radians(angle))) > _FLATTEST)
    length, height = np.where(fits, lengths, _lengths(across, down, quarter))
    direction = np.where(fits, angle, quarter)
    along = _unit(direction) * (length / 2)[:, None]
    below = _unit(direction + 90) * (height / 2)[:, None]
    center = np.column_stack([x0 + x1, y0 + y1]) / 2
    corners = (-along - below, along - below, along + below, -along + below)
    return np.stack([center + corner for corner in corners], axis=1)


def _lengths(across: Array, down: Array, angle: float) -> Array:
    """Return length and height of what has a hull so wide and so high, ``(2, n)``."""
    cosine, sine = np.abs(_unit(np.array([angle])))[0]
    flatness = cosine**2 - sine**2
    divisor = flatness or 1.0  # 0 at 45°, where the box is taken: see _FLATTEST
    pair = across * cosine - down * sine, down * cosine - across * sine
    return np.array(pair) / divisor


def _unit(angle: Array) -> Array:
    """Return vectors of length 1 at angles; exact at quarter turns."""
    vectors = np.column_stack([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    result: Array = np.where(np.abs(vectors) < 1e-12, 0.0, vectors)
    return result


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


def _way(boxes: Array) -> int | None:
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

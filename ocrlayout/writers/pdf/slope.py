"""Upright boxes on a tilted page: only the centers of a line's words tell that it rises.

Some engines (Tesseract, older services) bound every word by a box along the axes.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry

__all__ = ["upright_on_slope"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_UPRIGHT = 1e-3  # of its size: how far a side of an upright box may leave the axis
_LEAST_RISE = 0.5  # box heights that a line rises from end to end: less does no harm
_LEAST_WORDS = 2  # of a line whose slope is asked
_LEAST_LINES = 3  # that agree
_LEAST_IN_ALL = 9  # words of these lines
_AGREES = 0.5  # box heights that a line's end may lie off the page's slope
_UNIFORM = 12  # times the variance of a uniform distribution is the square of its length
_TINY = 1e-9  # in place of a length of 0, by which nothing can be divided


class _Fits(NamedTuple):
    """A straight line through the centers of each line's words, by least squares."""

    slopes: Array  # (lines,) rise over run
    weights: Array  # (lines,) sum of squared distances along the line, from the mean
    words: Integers  # (lines,)
    heights: Array  # (lines,) mean height of the boxes


def upright_on_slope(rows: Integers, quads: Array, eligible: Flags) -> Flags:
    """Find words with upright boxes on a page whose lines rise or fall.

    Parameters
    ----------
    rows : (n,) ndarray of int
        The line of each word.
    quads : (n, 4, 2) ndarray
        Corners of each word, with the first at the top left of the text.
    eligible : (n,) ndarray of bool
        Words that count.

    Returns
    -------
    (n,) ndarray of bool
        False throughout where the lines do not agree on a slope.
    """
    chosen = eligible & _are_upright(quads)
    least = max(_LEAST_IN_ALL, np.count_nonzero(eligible) / 2)  # short tilted quads look upright
    is_enough = np.count_nonzero(chosen) >= least
    if is_enough and _rise(_fits(rows[chosen], quads[chosen])) > _LEAST_RISE:
        return chosen
    return np.zeros(len(rows), np.bool_)


def _are_upright(quads: Array) -> Flags:
    """Find words whose sides run along the axes."""
    top, left = np.abs(quads[:, 1] - quads[:, 0]).T, np.abs(quads[:, 3] - quads[:, 0]).T
    skewed = np.abs(quads[:, 0] + quads[:, 2] - quads[:, 1] - quads[:, 3]).T
    size = np.maximum(np.maximum(*top), np.maximum(*left))
    off = np.maximum(np.maximum(np.minimum(*top), np.minimum(*left)), np.maximum(*skewed))
    found: Flags = (off <= _UPRIGHT * size) & (np.maximum(*top) > 0)
    return found


def _fits(rows: Integers, quads: Array) -> _Fits:
    """Fit lines in the frame in which their text runs."""
    x, y = _axes(quads).T
    center_x, center_y = geometry.centers(quads).T
    along = _from_mean(rows, x * center_x + y * center_y)
    across = _from_mean(rows, x * center_y - y * center_x)
    weights = _sum(rows, along * along)
    slopes = _sum(rows, along * across) / np.maximum(weights, _TINY)
    heights = _mean(rows, np.maximum(*np.abs(quads[:, 3] - quads[:, 0]).T))
    return _Fits(slopes, weights, np.bincount(rows), heights)


def _axes(quads: Array) -> Array:
    """Find the unit vector along each upright box."""
    edge = quads[:, 1] - quads[:, 0]
    is_level = np.abs(edge[:, 0]) > np.abs(edge[:, 1])
    axes: Array = np.where(np.stack([is_level, ~is_level], axis=1), np.sign(edge), 0.0)
    return axes


def _from_mean(rows: Integers, values: Array) -> Array:
    return values - _mean(rows, values)[rows]


def _mean(rows: Integers, values: Array) -> Array:
    """Average the words of each line."""
    mean: Array = _sum(rows, values) / np.maximum(np.bincount(rows), 1)
    return mean


def _sum(rows: Integers, values: Array) -> Array:
    """Add up the words of each line."""
    return np.asarray(np.bincount(rows, values), np.float64)


def _page_slope(fits: _Fits) -> float:
    """Find the slope on which most lines agree, the long ones counting most; else 0."""
    asked = (fits.words >= _LEAST_WORDS) & (fits.weights > _TINY)
    if np.count_nonzero(asked) < _LEAST_LINES:
        return 0.0
    slopes, weights, words, heights = (values[asked] for values in fits)
    order = np.argsort(slopes)
    total = np.cumsum(weights[order])
    slope = float(slopes[order][np.searchsorted(total, total[-1] / 2)])
    deviation = np.sqrt(weights / words)  # of the words' places along the line
    agree = np.abs(slopes - slope) * deviation < _AGREES * heights
    is_enough = agree.sum() >= _LEAST_LINES and words[agree].sum() >= _LEAST_IN_ALL
    is_shared = is_enough and weights[agree].sum() > total[-1] / 2
    return slope if is_shared else 0.0


def _rise(fits: _Fits) -> float:
    """Find how much the line that rises most does so, in heights of its boxes."""
    length = np.sqrt(_UNIFORM * fits.weights / np.maximum(fits.words, 1))
    return float((abs(_page_slope(fits)) * length / np.maximum(fits.heights, _TINY)).max())

"""Level boxes on a tilted page: where the words of a line stand tells that it rises.

Some services (Tesseract, Textract's ``BoundingBox``, older versions of others) bound every word by
a box along the axes. The box does not say how the word lies, but the centers of a line's words
stand on a straight line, whose slope is that of the text: the center of a box along the axes is
that of the rectangle in it.

Method: each line has a slope by least squares, weighted by the spread of its words. The weighted
median is the slope that most lines share, and the mean of those that agree with it is that of the
page. It counts only where the lines rise by clearly more than their words are off them, so that a
level page stays level whatever stands on it.

References
----------
H. S. Baird, "The Skew Angle of Printed Documents", Proceedings of the Society of Photographic
Scientists and Engineers (1987): the angle of a page from where its boxes stand.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry

__all__ = ["are_level", "line_directions", "page_slope", "upright_on_slope"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_LEVEL = 1e-3  # of its size: how far a side of a level box may leave the axis
_ACROSS, _ALONG = [1, 2, 5, 6], [0, 3, 4, 7]  # of x and y of four sides: 0 in a box, or in one
# that is turned by a quarter
_LEAST_RISE = 0.5  # box heights that a line rises from end to end: less does a text layer no harm
_LEAST_WORDS = 2  # of a line whose slope is asked
_LEAST_LINES = 3  # that agree
_LEAST_IN_ALL = 9  # words of these lines
_AGREES = 1.75  # box heights that a line may rise more or less than the page's slope has it
_STEEPEST = 0.6  # slope of about 30°: the boxes of steeper lines say little about what is in them
_UNIFORM = 12  # times the variance of a uniform distribution is the square of its length
_TINY = 1e-9  # in place of a length of 0, by which nothing can be divided
# Of a line's words, in box heights, where no line has a third word to tell: so much do letters that
# reach up or down move the center of a tight box. "gym 12" seems to rise.
_OFF = 0.3
_PLAIN_RISE = 0.1  # box heights: a page that is off by less is read, and looks, as if it were level
_OFFS = 2  # times what words are off their line: the rise that is not due to two odd words
_ERRORS = 4  # standard errors of the slope: by chance, once in 16,000 pages


class _Fits(NamedTuple):
    """A straight line through the centers of each line's words, by least squares."""

    slopes: Array  # (lines,) rise over run, in the frame in which the text runs
    weights: Array  # (lines,) sum of squared distances along the line, from the mean
    rests: Array  # (lines,) sum of squared distances from the line
    words: Integers  # (lines,)
    heights: Array  # (lines,) mean height of the boxes

    def of(self, chosen: Flags) -> "_Fits":
        """Return the fits of some lines."""
        return _Fits(
            self.slopes[chosen],
            self.weights[chosen],
            self.rests[chosen],
            self.words[chosen],
            self.heights[chosen],
        )


def are_level(quads: Array) -> Flags:
    """Find boxes whose sides run along the axes.

    Parameters
    ----------
    quads : (n, 4, 2) ndarray

    Returns
    -------
    (n,) ndarray of bool
        False without geometry and without size.

    Examples
    --------
    >>> level, leaning = [[0, 0], [9, 0], [9, 2], [0, 2]], [[0, 0], [9, 1], [9, 3], [0, 2]]
    >>> are_level(np.array([level, leaning], np.float64)).tolist()
    [True, False]
    """
    steps = np.abs(quads[:, [1, 2, 3, 0]] - quads).reshape(-1, 8)
    off = np.minimum(steps[:, _ACROSS].max(axis=1), steps[:, _ALONG].max(axis=1))
    size = steps.max(axis=1)
    found: Flags = (off <= _LEVEL * size) & (size > 0)
    return found


def page_slope(rows: Integers, quads: Array) -> float:
    """Find the slope of the text of a page from level boxes of its words.

    Parameters
    ----------
    rows : (n,) ndarray of int
        The line of each word, in ascending order.
    quads : (n, 4, 2) ndarray
        Corners of each word, with geometry.

    Returns
    -------
    float
        Rise over run in the frame in which the text runs: the tangent of the angle, clockwise as
        seen. 0 where the lines do not agree on a slope, or do not rise by more than their words
        are off them.

    Examples
    --------
    >>> places = [(x, 100 * row + x // 10) for row in range(3) for x in range(0, 300, 50)]
    >>> boxes = [[[x, y], [x + 40, y], [x + 40, y + 10], [x, y + 10]] for x, y in places]
    >>> page_slope(np.repeat([0, 1, 2], 6), np.array(boxes, np.float64))
    0.1
    """
    return _shared_slope(_fits(rows, quads)) if len(rows) >= _LEAST_IN_ALL else 0.0


def line_directions(rows: Integers, quads: Array) -> tuple[Array, Array]:
    """Measure the directions in which the words of lines follow each other.

    Parameters
    ----------
    rows : (n,) ndarray of int
        The line of each word, in ascending order.
    quads : (n, 4, 2) ndarray
        Corners of each word, with geometry.

    Returns
    -------
    angle : (m,) ndarray
        Of each line with several words, in degrees, clockwise as seen, up to a quarter turn.
    length : (m,) ndarray
        By which its error falls: square root of the sum of squared distances along the line.

    Examples
    --------
    >>> boxes = [[[x, x], [x + 9, x], [x + 9, x + 9], [x, x + 9]] for x in (0, 40, 80)]
    >>> line_directions(np.zeros(3, np.int64), np.array(boxes, np.float64))[0].tolist()
    [45.0]
    """
    if not len(rows):
        return np.empty(0), np.empty(0)
    fits = _fits(rows, quads)
    return np.degrees(np.arctan(fits.slopes)), np.sqrt(fits.weights)


def upright_on_slope(rows: Integers, quads: Array, eligible: Flags) -> Flags:
    """Find words with level boxes on a page whose lines rise or fall.

    Parameters
    ----------
    rows : (n,) ndarray of int
        The line of each word, in ascending order.
    quads : (n, 4, 2) ndarray
        Corners of each word, with the first at the top left of the text.
    eligible : (n,) ndarray of bool
        Words that count.

    Returns
    -------
    (n,) ndarray of bool
        False throughout where the lines do not agree on a slope.
    """
    chosen = eligible & are_level(quads)
    least = max(_LEAST_IN_ALL, np.count_nonzero(eligible) / 2)  # short tilted quads look level
    if np.count_nonzero(chosen) >= least:
        fits = _fits(rows[chosen], quads[chosen])
        if (np.abs(_shared_slope(fits)) * _runs(fits) > _LEAST_RISE).any():
            return chosen
    return np.zeros(len(rows), np.bool_)


def _fits(rows: Integers, quads: Array) -> _Fits:
    """Fit the lines of two words and more; one runs along the axis that its words spread on."""
    bounds = np.concatenate([[0], np.flatnonzero(rows[1:] != rows[:-1]) + 1, [len(rows)]])
    starts, words = bounds[:-1], np.diff(bounds)
    middle = geometry.centers(quads)
    mean = np.add.reduceat(middle, starts) / words[:, None]
    x, y = (middle - mean.repeat(words, axis=0)).T
    size = np.abs(quads[:, 2] - quads[:, 0]).T
    sums = np.add.reduceat(np.stack([x * x, y * y, x * y, *size]), starts, axis=1)
    xx, yy, xy, wide, high = sums
    is_level = xx >= yy
    weights = np.maximum(np.where(is_level, xx, yy), _TINY)
    slopes = np.where(is_level, xy, -xy) / weights
    rests = np.maximum(xx + yy - weights - slopes * slopes * weights, 0.0)
    heights = np.maximum(np.where(is_level, high, wide) / words, _TINY)
    fits = _Fits(slopes, weights, rests, words, heights)
    return fits.of((words >= _LEAST_WORDS) & (weights > _TINY))


def _shared_slope(fits: _Fits) -> float:
    """Find the slope on which most lines agree, the long ones counting most; else 0."""
    if len(fits.slopes) < _LEAST_LINES:
        return 0.0
    middle, runs = _median(fits.slopes, fits.weights), _runs(fits)
    if abs(middle) * runs.max() < _PLAIN_RISE / 2:  # most pages are level
        return 0.0
    agree = np.abs(fits.slopes - middle) * runs < _AGREES
    agreeing = fits.of(agree)
    is_enough = len(agreeing.words) >= _LEAST_LINES and agreeing.words.sum() >= _LEAST_IN_ALL
    if not is_enough or agreeing.weights.sum() <= fits.weights.sum() / 2:
        return 0.0
    slope = float(agreeing.weights @ agreeing.slopes / agreeing.weights.sum())
    return slope if abs(slope) < _STEEPEST and _is_plain(slope, agreeing) else 0.0


def _median(values: Array, weights: Array) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])


def _is_plain(slope: float, fits: _Fits) -> bool:
    """Return whether lines rise by more than chance, and tight boxes, would have them do."""
    share = fits.weights / fits.weights.sum()
    rise = abs(slope) * float(np.sqrt(share @ _runs(fits) ** 2))
    by_chance = _ERRORS * np.sqrt(_UNIFORM / fits.words.sum())
    least = max(_PLAIN_RISE, _off(fits) * max(_OFFS, by_chance))
    error = float(np.sqrt((share**2) @ (fits.slopes - slope) ** 2))
    return rise > least and abs(slope) > _ERRORS * error


def _runs(fits: _Fits) -> Array:
    """Return how long lines are, in heights of their boxes."""
    runs: Array = np.sqrt(_UNIFORM * fits.weights / fits.words) / fits.heights
    return runs


def _off(fits: _Fits) -> float:
    """Return how far words are off their line, in heights of their boxes."""
    freedom = int((fits.words - _LEAST_WORDS).sum())
    if freedom < _LEAST_LINES:
        return _OFF
    return float(np.sqrt((fits.rests / fits.heights**2).sum() / freedom))

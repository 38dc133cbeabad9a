"""How high words stand: on the band of their line, on their own, or on levels beside a slope.

Lengths are in points, across the direction of each word.

References
----------
The poppler developers: poppler 22.12 (2022), ``TextOutputDev.cc``, ``TextPage::coalesce`` and
``TextBlock::coalesce``: it takes words for a line whose baselines are within half a font size, and
joins lines to blocks by the sizes of their fonts.
Mozilla: pdf.js 5.6 (2026), ``evaluator.js``, ``compareWithLastPosition``: it shows words at one
height whose baselines are within a quarter of a font size.
"""

import numpy as np
import numpy.typing as npt

from ocrlayout.writers.pdf.runs import Runs

__all__ = ["bands", "common_sizes", "medians"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# Line heights.
_SAME = 0.3  # words that stick out of their line's band by less share it
_LOW = 0.4  # a word that is lower shares it only if it is a mark, such as a bullet or a hyphen
_MARK = 0.45  # how long a mark is at most
_STEP = 0.1  # the others stand on steps of this
_COMMON = 1.07  # times as high: lines up to there get one size; poppler parts what differs by 1.05

# Of upright boxes on a slope, in line heights.
_LIKE = 0.25  # boxes whose height differs by less share that of the line
_LEVEL = 0.26  # between two levels: pdf.js sees them, as it does not see 0.25
_INNER = 0.4  # up to here from the middle of the line words stand on the two levels beside it,
# which poppler takes for one line; further out it is lost


def medians(line: Integers, values: Array) -> Array:
    """Find the median of each line, for each of its runs.

    Examples
    --------
    >>> medians(np.array([0, 0, 0, 1]), np.array([1.0, 9, 2, 5])).tolist()
    [2.0, 2.0, 2.0, 5.0]
    """
    ranked = values[np.lexsort((values, line))]
    counts = np.bincount(line)
    first = np.cumsum(counts) - counts
    middle = (ranked[first + (counts - 1) // 2] + ranked[first + counts // 2]) / 2
    found: Array = middle[line]
    return found


def common_sizes(size: Array, *, level: Flags) -> Array:
    """Give level lines that are nearly as high as others the same height.

    Again and again the heights within a factor that most words have become their median.

    Parameters
    ----------
    size : (n,) ndarray
        Height of each word's line.
    level : (n,) ndarray of bool
        Whether its line is one of those.

    Returns
    -------
    (n,) ndarray

    Examples
    --------
    >>> size = np.array([10.0, 10.3, 10.6, 20.0])
    >>> common_sizes(size, level=np.ones(4, bool)).tolist()
    [10.3, 10.3, 10.3, 20.0]
    """
    common, rows = size.copy(), np.flatnonzero(level)
    rows = rows[np.argsort(size[rows], kind="stable")]
    while len(rows):
        ranked = size[rows]
        ends = np.searchsorted(ranked, ranked * _COMMON, "right")
        first = int(np.argmax(ends - np.arange(len(rows))))
        last = int(ends[first])
        common[rows[first:last]] = ranked[(first + last) // 2]
        rows = np.concatenate([rows[:first], rows[last:]])
    return common


def bands(runs: Runs, size: Array) -> tuple[Array, Array]:
    """Find foot and height at which runs are set.

    They are those of the line, or a run's own, in steps, where it sticks out or is much lower.
    Upright boxes on a slope stand on levels: where the order of poppler and the place of a word
    cannot both be had, its IoU with its box stays above 0.8 for most.

    Parameters
    ----------
    runs : Runs
    size : (n,) ndarray
        Height of each run's line.

    Returns
    -------
    foot, height : (n,) ndarray
    """
    middle = medians(runs.line, runs.foot) + medians(runs.line, runs.height) / 2
    foot = middle - size / 2
    own_foot, own_height = _on_band(runs, foot, size)
    if not runs.sloped.any():
        return own_foot, own_height
    level, height = _on_slope(runs, foot, size)
    return np.where(runs.sloped, level, own_foot), np.where(runs.sloped, height, own_height)


def _on_band(runs: Runs, foot: Array, size: Array) -> tuple[Array, Array]:
    """Set runs on the band of their line, or on steps."""
    lower, higher = runs.foot - foot, runs.height - size
    is_mark = runs.end - runs.start <= _MARK * size
    shares = np.maximum(-lower, lower + higher) <= _SAME * size
    shares &= is_mark | (runs.height >= _LOW * size)
    step = _STEP * size
    own_foot = foot + np.rint(lower / step) * step
    return np.where(shares, foot, own_foot), np.where(shares, size, _stepped(runs.height, step))


def _stepped(height: Array, step: Array) -> Array:
    stepped: Array = np.maximum(np.rint(height / step), 1) * step
    return stepped


def _on_slope(runs: Runs, foot: Array, size: Array) -> tuple[Array, Array]:
    """Set runs on levels, about as high as they are."""
    higher = runs.height - size
    own_height = _stepped(runs.height, _STEP * size)
    height = np.where(np.abs(higher) <= _LIKE * size, size, own_height)
    off = runs.foot - foot + higher / 2
    return foot + (size - height) / 2 + _levels(off, size), height


def _levels(off: Array, size: Array) -> Array:
    """Put middles of words, which are so far off that of their line, on levels beside it."""
    distance = np.abs(off) / size
    level = np.where(distance < _INNER, 0.0, np.floor(distance / _LEVEL)) + 0.5
    beside: Array = np.where(off < 0, -1.0, 1.0) * level * _LEVEL * size
    return beside

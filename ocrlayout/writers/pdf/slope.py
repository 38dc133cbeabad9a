"""The slope of lines whose words have upright boxes, although the page is tilted.

Some engines (Tesseract, older services) bound every word by a box along the axes. On a tilted page
only the centers of the boxes tell the angle: they rise along each line. Where the lines of a page
agree on a slope, each box is replaced by the tilted rectangle that it bounds.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["along_slope"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_UPRIGHT = 1e-3  # of its size: how far a side of an upright box may leave the axis
_LEAST_SLOPE = 0.003  # rise over run, 0.17 degrees: less is within half a point on any line
_LARGEST_SLOPE = 0.36  # 20 degrees: beyond, a box does not tell length from height
_LEAST_WORDS = 3  # of a line whose slope is asked
_LEAST_LINES = 3  # that agree
_AGREES = 0.5  # word heights that a line's end may lie off the page's slope
_OWN = 15.0  # word heights of spread from which a line's own slope outweighs the page's
_LOWEST = 0.5  # of the mean height of a line's words, which a word has at least
_SHORTEST = 0.5  # of its box, which a word has at least
_TINY = 1e-9  # in place of a length of 0, by which nothing can be divided


class _Boxes(NamedTuple):
    """Upright boxes in the frame in which their text runs: along, and across to the left."""

    rows: Integers  # (n,) the line of each
    axis: Array  # (n, 2) unit vector along the text
    center: Array  # (n, 2) along, across
    size: Array  # (n, 2) along, across


class _Fits(NamedTuple):
    """A line through the centers of each line's words, by least squares."""

    products: Array  # (lines,) sum of along times across, about their means
    squares: Array  # (lines,) sum of along squared
    counts: Integers  # (lines,) words


def along_slope(rows: Integers, quads: Array, eligible: Flags) -> Array:
    """Turn upright word boxes along the slope of their lines.

    Parameters
    ----------
    rows : (n,) ndarray of int
        The line of each word.
    quads : (n, 4, 2) ndarray
        Corners of each word in points, y up, with the first at the top left of the text.
    eligible : (n,) ndarray of bool
        Words that may be turned.

    Returns
    -------
    (n, 4, 2) ndarray
        `quads` itself where the page does not say a slope.
    """
    chosen = eligible & _are_upright(quads)
    if np.count_nonzero(chosen) < _LEAST_WORDS * _LEAST_LINES:
        return quads
    boxes = _boxes(rows[chosen], quads[chosen])
    fits = _fits(boxes)
    slope = _page_slope(boxes, fits)
    if not _LEAST_SLOPE < abs(slope) < _LARGEST_SLOPE:
        return quads
    turned = quads.copy()
    turned[chosen] = _turned(boxes, _line_slopes(boxes, fits, slope)[boxes.rows])
    return turned


def _are_upright(quads: Array) -> Flags:
    """Find words whose sides run along the axes."""
    top, left = np.abs(quads[:, 1] - quads[:, 0]), np.abs(quads[:, 3] - quads[:, 0])
    size = np.maximum(top.max(axis=1), left.max(axis=1))
    is_rectangle = np.abs(quads[:, 0] + quads[:, 2] - quads[:, 1] - quads[:, 3]).max(axis=1)
    off = np.maximum(np.maximum(top.min(axis=1), left.min(axis=1)), is_rectangle)
    found: Flags = (off <= _UPRIGHT * size) & (top.max(axis=1) > 0)
    return found


def _boxes(rows: Integers, quads: Array) -> _Boxes:
    edge, side = quads[:, 1] - quads[:, 0], quads[:, 0] - quads[:, 3]
    is_level = np.abs(edge[:, 0]) > np.abs(edge[:, 1])
    axis = np.where(np.stack([is_level, ~is_level], axis=1), np.sign(edge), 0.0)
    middle = quads.mean(axis=1)
    size = np.stack([np.abs(edge).max(axis=1), np.abs(side).max(axis=1)], axis=1)
    return _Boxes(rows, axis, np.stack(_in_frame(axis, middle), axis=1), size)


def _in_frame(axis: Array, points: Array) -> tuple[Array, Array]:
    """Measure points along vectors, and across them to the left."""
    (x, y), (along, up) = points.T, axis.T
    return x * along + y * up, y * along - x * up


def _fits(boxes: _Boxes) -> _Fits:
    rows, counts = boxes.rows, np.bincount(boxes.rows)
    along, across = (values - _mean(rows, values)[rows] for values in boxes.center.T)
    products, squares = np.bincount(rows, along * across), np.bincount(rows, along * along)
    return _Fits(products, squares, counts)


def _mean(rows: Integers, values: Array) -> Array:
    """Average the words of each line."""
    mean: Array = np.bincount(rows, values) / np.maximum(np.bincount(rows), 1)
    return mean


def _page_slope(boxes: _Boxes, fits: _Fits) -> float:
    """Find the slope on which most lines agree, the long ones counting most; else 0."""
    asked = np.flatnonzero((fits.counts >= _LEAST_WORDS) & (fits.squares > _TINY))
    if len(asked) < _LEAST_LINES:
        return 0.0
    slopes, weights = fits.products[asked] / fits.squares[asked], fits.squares[asked]
    order = np.argsort(slopes)
    total = np.cumsum(weights[order])
    slope = float(slopes[order][np.searchsorted(total, total[-1] / 2)])
    spread = np.sqrt(weights / fits.counts[asked])  # standard deviation along the line
    allowed = _AGREES * _heights(boxes, slope)[asked]
    agree = np.abs(slopes - slope) * spread < allowed
    is_shared = agree.sum() >= _LEAST_LINES and weights[agree].sum() > total[-1] / 2
    return slope if is_shared else 0.0


def _heights(boxes: _Boxes, slope: float) -> Array:
    """Average the heights of each line's words, were the page to have a slope."""
    return _mean(boxes.rows, _true_sizes(boxes, np.full(len(boxes.rows), slope))[:, 1])


def _line_slopes(boxes: _Boxes, fits: _Fits, slope: float) -> Array:
    """Find each line's slope: its own as far as its words tell it, the page's for the rest."""
    prior = (_OWN * np.maximum(_heights(boxes, slope), _TINY)) ** 2
    slopes: Array = (fits.products + prior * slope) / (fits.squares + prior)
    return np.clip(slopes, -_LARGEST_SLOPE, _LARGEST_SLOPE)


def _true_sizes(boxes: _Boxes, slopes: Array) -> Array:
    """Find length and height of the tilted rectangles that boxes bound."""
    turn = np.arctan(np.abs(slopes))
    cosine, sine, scale = np.cos(turn), np.sin(turn), np.cos(2 * turn)
    along, across = boxes.size.T
    length = (along * cosine - across * sine) / scale
    height = (across * cosine - along * sine) / scale
    return np.stack([np.maximum(length, _SHORTEST * along), np.maximum(height, 0)], axis=1)


def _turned(boxes: _Boxes, slopes: Array) -> Array:
    """Make the tilted rectangles that boxes bound."""
    length, height = _true_sizes(boxes, slopes).T
    height = np.maximum(height, _LOWEST * _mean(boxes.rows, height)[boxes.rows])
    turn = np.arctan(slopes)
    ahead = _on_page(boxes.axis, np.cos(turn), np.sin(turn)) * length[:, None] / 2
    up = _on_page(boxes.axis, -np.sin(turn), np.cos(turn)) * height[:, None] / 2
    middle = _on_page(boxes.axis, *boxes.center.T)
    corners = [middle - ahead + up, middle + ahead + up, middle + ahead - up, middle - ahead - up]
    return np.stack(corners, axis=1)


def _on_page(axis: Array, along: Array, across: Array) -> Array:
    """Map measures along and across vectors back to the page."""
    x, y = axis.T
    return np.stack([along * x - across * y, along * y + across * x], axis=1)

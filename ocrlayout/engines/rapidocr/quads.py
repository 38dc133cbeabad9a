"""The detector's quads, which know nothing of the text in them: how they lie, and in what order."""

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry

__all__ = ["TALL", "axis", "downward", "longest", "steadied", "tall", "upright"]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

TALL = 1.5  # times as high as wide: a line that stands on its end
_NEAR = 5.0  # degrees: the same axis
_SHORT = 4.0  # times as long as high: a quad that may lean by chance
_LEAN = 12.0  # degrees: by so much at most
_GROWTH = 1.15  # times its own size: what such a quad may gain, or a neighbor would be in it


def tall(quads: npt.ArrayLike) -> Mask:
    """Return which quads are much longer along their edges 0 → 3 than along 0 → 1.

    Parameters
    ----------
    quads : (n, 4, 2) array_like

    Returns
    -------
    (n,) ndarray of bool

    Examples
    --------
    >>> tall([[[0, 0], [1, 0], [1, 3], [0, 3]], [[0, 0], [3, 0], [3, 1], [0, 1]]]).tolist()
    [True, False]
    """
    size = geometry.sizes(quads)
    higher: Mask = size[..., 1] >= TALL * size[..., 0]
    return higher


def upright(quad: npt.ArrayLike, angle: float) -> Array:
    """Turn the corners of a quad round until its edge 0 → 1 runs nearest to an angle.

    Parameters
    ----------
    quad : (4, 2) array_like
        Clockwise, from any corner.
    angle : float
        Degrees, clockwise as seen.

    Returns
    -------
    (4, 2) ndarray

    Examples
    --------
    >>> upright([[0, 0], [1, 0], [1, 3], [0, 3]], 90).tolist()
    [[1.0, 0.0], [1.0, 3.0], [0.0, 3.0], [0.0, 0.0]]
    """
    corners = np.asarray(quad, np.float64)
    turns = np.stack([np.roll(corners, -count, axis=0) for count in range(4)])
    nearest: Array = turns[np.argmin(np.abs(geometry.fold(geometry.angles(turns) - angle)))]
    return nearest


def axis(quads: npt.ArrayLike) -> float:
    """Find the line along which most of a page's text runs, forward or backward.

    Parameters
    ----------
    quads : (n, 4, 2) array_like
        At least one; from any corner.

    Returns
    -------
    float
        Degrees in (−90, 90]; the longer the quad the more it counts.
    """
    corners = np.asarray(quads, np.float64)
    angles, length = _axes(corners), geometry.sizes(corners).max(axis=1)
    near = _apart(angles[:, None], angles) < _NEAR  # (n, n)
    best = int(np.argmax((near * length).sum(axis=1)))
    off = geometry.fold(2 * (angles - angles[best])) / 2
    middle = _weighted_median(off[near[best]], length[near[best]])
    return float(geometry.fold(2 * (angles[best] + middle)) / 2)


def _weighted_median(values: Array, weights: Array) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order[np.searchsorted(total, total[-1] / 2)]])


def longest(quads: npt.ArrayLike, along: float) -> list[int]:
    """Return the rows of the quads that lie along an axis, the longest first."""
    corners = np.asarray(quads, np.float64)
    rows = np.flatnonzero(_apart(_axes(corners), along) < _NEAR)
    length = geometry.sizes(corners[rows]).max(axis=1)
    found: list[int] = rows[np.argsort(-length, kind="stable")].tolist()
    return found


def _axes(quads: Array) -> Array:
    """Angle of the longer side of each quad."""
    turned: Array = geometry.angles(quads) + 90.0 * tall(quads)
    return turned


def _apart(one: Array, other: Array | float) -> Array:
    """Degrees between axes, 0 to 90."""
    return np.abs(geometry.fold(2 * (one - other))) / 2


def steadied(quads: npt.ArrayLike, along: float) -> Array:
    """Lay short quads along the axis of their page.

    Around a single word a detector's quad leans with its letters.

    Parameters
    ----------
    quads : (n, 4, 2) array_like
    along : float
        Degrees.

    Returns
    -------
    (n, 4, 2) ndarray

    Examples
    --------
    >>> steadied([[[0, 0], [20, 2], [19, 12], [-1, 10]]], 0.0).round().tolist()
    [[[-1.0, 0.0], [20.0, 0.0], [20.0, 12.0], [-1.0, 12.0]]]
    """
    corners = np.asarray(quads, np.float64)
    level = _levelled(geometry.apply(geometry.rotation(-along), corners))
    laid = geometry.apply(geometry.rotation(along), level)
    return np.where(_leans(corners, along)[:, None, None], laid, corners)


def _leans(quads: Array, along: float) -> Mask:
    """Return which quads are so short, and so near to the axis, that they may lean by chance."""
    size = geometry.sizes(quads)
    off = np.abs(geometry.fold(4 * (geometry.angles(quads) - along))) / 4
    short: Mask = size.max(axis=1) < _SHORT * size.min(axis=1)
    return short & (off < _LEAN)


def _levelled(quads: Array) -> Array:
    """Bound each quad by a box along the axes that is little larger than the quad itself."""
    bounds = geometry.boxes(quads).reshape(-1, 2, 2)
    middle, half = bounds.mean(axis=1), np.diff(bounds, axis=1)[:, 0] / 2
    most = np.sort(geometry.sizes(quads), axis=1) * (_GROWTH / 2)
    is_upright = half[:, :1] < half[:, 1:]
    half = np.minimum(half, np.where(is_upright, most, most[:, ::-1]))
    box = np.concatenate([middle - half, middle + half], axis=1)
    return box[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2)


def downward(quads: Array, direction: float) -> list[int]:
    """Order lines from the top of the text to its bottom, those of one height from left to right.

    Parameters
    ----------
    quads : (n, 4, 2) ndarray
    direction : float
        In which the text runs, degrees.

    Returns
    -------
    list of int
        Row numbers.
    """
    x, y = geometry.centers(geometry.apply(geometry.rotation(-direction), quads)).T
    order = np.argsort(y, kind="stable")
    apart = np.diff(y[order]) > np.median(geometry.sizes(quads).min(axis=1)) / 2
    level = np.empty(len(order))
    level[order] = np.concatenate([[0], np.cumsum(apart)])
    rows: list[int] = np.lexsort((x, level)).tolist()
    return rows

"""Quads and boxes as arrays: one call for one polygon or for a page of them.

A *polygon* is ``(…, 4, 2)``: four (x, y) corners, y down. Corner 0 is the top-left *of the text*,
then clockwise as seen when reading, so a polygon knows which way its text runs: along the edge 0 →
1. A *box* is ``(…, 4)``: x0 y0 x1 y1 along the axes. *Angles* are degrees, clockwise as seen, in
(−180, 180]. A *matrix* is 3×3 and maps column vectors (x, y, 1). Rows of NaN are without
geometry and stay NaN. Nothing here knows a page, a document or a pixel.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

__all__ = [
    "angles",
    "apply",
    "boxes",
    "centers",
    "extent",
    "fold",
    "known",
    "leaning",
    "overlaps",
    "rectangle",
    "rectangles",
    "rotation",
    "scaling",
    "shapes",
    "sizes",
    "translation",
    "vertical",
]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_QUARTER_TURN, _HALF_TURN, _FULL_TURN = 90.0, 180.0, 360.0  # degrees
_QUARTERS = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))  # cosine, sine of quarter turns
_LEAST_POINTS = 3  # of a polygon
_FLATTEST = 0.5  # of cos 2φ: nearer to 45° a box says too little about what leans in it


def known(polygons: npt.ArrayLike) -> Mask:
    """Return which polygons have geometry.

    Parameters
    ----------
    polygons : (…, 4, 2) array_like

    Returns
    -------
    (…,) ndarray of bool
        False where any coordinate is NaN.

    Examples
    --------
    >>> bool(known([[0, 0], [2, 0], [2, 1], [0, 1]]))
    True
    """
    missing = np.isnan(np.asarray(polygons, np.float64, order="C"))
    eight = missing.reshape(*missing.shape[:-2], 8).view(np.uint64)  # all eight flags at once
    found: Mask = np.asarray(eight[..., 0] == 0)
    return found


def boxes(polygons: npt.ArrayLike) -> Array:
    """Bound each polygon by a box along the axes.

    Parameters
    ----------
    polygons : (…, 4, 2) array_like

    Returns
    -------
    (…, 4) ndarray
        x0, y0, x1, y1.

    Examples
    --------
    >>> boxes([[1, 0], [3, 1], [2, 3], [0, 2]]).tolist()
    [0.0, 0.0, 3.0, 3.0]
    """
    points = np.asarray(polygons, np.float64)
    return np.concatenate([points.min(axis=-2), points.max(axis=-2)], axis=-1)


def extent(polygons: npt.ArrayLike) -> Array:
    """Bound all polygons together by one box; NaN rows are passed over.

    Returns
    -------
    (4,) ndarray
        x0, y0, x1, y1; NaN when no polygon has geometry.

    Examples
    --------
    >>> extent([[[0, 0], [2, 0], [2, 1], [0, 1]], [[5, 5], [9, 5], [9, 6], [5, 6]]]).tolist()
    [0.0, 0.0, 9.0, 6.0]
    """
    quads = np.asarray(polygons, np.float64).reshape(-1, 4, 2)
    points = quads[known(quads)].reshape(-1, 2)
    if not len(points):
        return np.full(4, np.nan)
    return np.concatenate([points.min(axis=0), points.max(axis=0)])


def centers(polygons: npt.ArrayLike) -> Array:
    """Mean of the four corners, ``(…, 2)``.

    Examples
    --------
    >>> centers([[0, 0], [2, 0], [2, 1], [0, 1]]).tolist()
    [1.0, 0.5]
    """
    a, b, c, d = np.moveaxis(np.asarray(polygons, np.float64), -2, 0)
    middle: Array = (a + b + c + d) / 4  # numpy is slow at means of few
    return middle


def sizes(polygons: npt.ArrayLike) -> Array:
    """Length along the text and height across it.

    Each is the mean of two opposite edges, so that it means the same at every angle.

    Parameters
    ----------
    polygons : (…, 4, 2) array_like

    Returns
    -------
    (…, 2) ndarray
        Length of the edges 0 → 1 and 3 → 2; length of the edges 0 → 3 and 1 → 2.

    Examples
    --------
    >>> sizes([[1, 0], [1, 4], [0, 4], [0, 0]]).tolist()
    [4.0, 1.0]
    """
    top, bottom, left, right = _edges(polygons)
    along = _lengths(top) + _lengths(bottom)
    across = _lengths(left) + _lengths(right)
    result: Array = np.stack([along, across], axis=-1) / 2
    return result


def _edges(polygons: npt.ArrayLike) -> tuple[Array, Array, Array, Array]:
    """Return the edges 0 → 1, 3 → 2, 0 → 3 and 1 → 2 as vectors, ``(…, 2)`` each."""
    a, b, c, d = np.moveaxis(np.asarray(polygons, np.float64), -2, 0)
    return b - a, c - d, d - a, c - b


def _lengths(vectors: Array) -> Array:
    length: Array = np.hypot(vectors[..., 0], vectors[..., 1])
    return length


def angles(polygons: npt.ArrayLike) -> Array:
    """Direction in which the text of each polygon runs.

    The direction of the sum of the edges 0 → 1 and 3 → 2: the mid-line of the quad, which a corner
    that is off moves half as much as it moves either edge.

    Parameters
    ----------
    polygons : (…, 4, 2) array_like

    Returns
    -------
    (…,) ndarray
        Degrees, clockwise as seen (y is down), in (−180, 180]; NaN without geometry.

    Examples
    --------
    >>> float(angles([[1, 0], [1, 4], [0, 4], [0, 0]]))
    90.0
    """
    top, bottom, _, _ = _edges(polygons)
    along = top + bottom
    return fold(np.degrees(np.arctan2(along[..., 1], along[..., 0])))


def fold(angle: npt.ArrayLike) -> Array:
    """Fold degrees into (−180, 180]; NaN stays NaN.

    Examples
    --------
    >>> fold([349.5, 180, -180, 540]).tolist()
    [-10.5, 180.0, 180.0, 180.0]
    """
    given = np.asarray(angle, np.float64)
    is_folded = (given > -_HALF_TURN) & (given <= _HALF_TURN)  # kept to the last bit
    folded: Array = np.where(is_folded, given, _HALF_TURN - (_HALF_TURN - given) % _FULL_TURN)
    return folded


def rotation(angle: float, center: tuple[float, float] = (0.0, 0.0)) -> Array:
    """Matrix that turns by `angle` degrees, clockwise as seen, about `center`.

    Examples
    --------
    >>> apply(rotation(90), [[1, 0]]).round(6).tolist()
    [[0.0, 1.0]]
    """
    cosine, sine = _cosine_and_sine(angle)
    x, y = center
    return np.array(
        [
            [cosine, -sine, x - cosine * x + sine * y],
            [sine, cosine, y - sine * x - cosine * y],
            [0.0, 0.0, 1.0],
        ]
    )


def _cosine_and_sine(angle: float) -> tuple[float, float]:
    """Return both exactly for quarter turns: NumPy's cos(90°) is 6e-17, not 0."""
    quarter, rest = divmod(angle, _QUARTER_TURN)
    if rest == 0:
        return _QUARTERS[int(quarter) % len(_QUARTERS)]
    return float(np.cos(np.radians(angle))), float(np.sin(np.radians(angle)))


def translation(x: float, y: float) -> Array:
    """Matrix that moves by (x, y).

    Examples
    --------
    >>> apply(translation(2, 3), [[1, 1]]).tolist()
    [[3.0, 4.0]]
    """
    return np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])


def scaling(x: float, y: float) -> Array:
    """Matrix that stretches by x and y.

    Examples
    --------
    >>> apply(scaling(2, 3), [[1, 1]]).tolist()
    [[2.0, 3.0]]
    """
    return np.diag([x, y, 1.0])


def apply(matrix: npt.ArrayLike, points: npt.ArrayLike) -> Array:
    """Map points through an affine matrix.

    Parameters
    ----------
    matrix : (3, 3) array_like
        Its last row is taken to be 0 0 1.
    points : (…, 2) array_like

    Returns
    -------
    (…, 2) ndarray

    Examples
    --------
    >>> apply([[1, 0, 5], [0, 1, 0], [0, 0, 1]], [[1, 2]]).tolist()
    [[6.0, 2.0]]
    """
    m = np.asarray(matrix, np.float64)
    given = np.asarray(points, np.float64)
    moved: Array = given.reshape(-1, 2) @ m[:2, :2].T + m[:2, 2]  # one product, not one a polygon
    return moved.reshape(given.shape)


def shapes(polygons: npt.ArrayLike) -> npt.NDArray[Any]:
    """Make shapely polygons of a whole column in one call.

    Parameters
    ----------
    polygons : (…, 4, 2) array_like

    Returns
    -------
    (…,) ndarray of shapely.Polygon
        Empty polygons where the geometry is not known.

    Examples
    --------
    >>> float(shapes([[[0, 0], [2, 0], [2, 1], [0, 1]]])[0].area)
    2.0
    """
    points = np.asarray(polygons, np.float64)
    found = known(points)
    result = np.full(found.shape, shapely.Polygon(), object)
    if found.any():
        result[found] = shapely.polygons(points[found])
    return result


class Overlaps(NamedTuple):
    """Pairs of polygons that overlap, as columns.

    Attributes
    ----------
    row, other : (k,) ndarray of int64
        Rows of the first polygons, and of the second.
    share : (k,) ndarray
        Of the first one's area that lies in the second.
    central : (k,) ndarray of bool
        The first one's center lies in the second.
    """

    row: npt.NDArray[np.int64]
    other: npt.NDArray[np.int64]
    share: Array
    central: Mask


def overlaps(polygons: npt.ArrayLike, others: npt.ArrayLike) -> Overlaps:
    """Find which polygons overlap which others.

    Parameters
    ----------
    polygons : (n, 4, 2) array_like
    others : (m, 4, 2) array_like

    Returns
    -------
    Overlaps
        Without polygons whose geometry is not known.

    Examples
    --------
    >>> found = overlaps([[[0, 0], [4, 0], [4, 1], [0, 1]]], [[[3, 0], [9, 0], [9, 9], [3, 9]]])
    >>> found.share.tolist(), found.central.tolist()
    ([0.25], [False])
    """
    first, second = shapes(polygons), shapes(others)
    row, other = shapely.STRtree(second).query(first, predicate="intersects")
    area = shapely.area(first[row])
    common = shapely.area(shapely.intersection(first[row], second[other]))
    share = np.divide(common, area, out=np.zeros(len(row)), where=area > 0)
    middle = shapely.points(centers(polygons))[row]
    return Overlaps(row, other, share, shapely.covers(second[other], middle))


def leaning(boxes: npt.ArrayLike, angle: npt.ArrayLike, least: npt.ArrayLike = 0.0) -> Array:
    """Return the rectangles at an angle whose hulls are these boxes.

    A rectangle of length L and height h at the angle φ has a hull L·|cos φ| + h·|sin φ| wide and
    L·|sin φ| + h·|cos φ| high, which are solved for L and h. Where that cannot be, the rectangle is
    the box, turned by quarters.

    Parameters
    ----------
    boxes : (n, 4) array_like
        x0, y0, x1, y1.
    angle : float or (n,) array_like
        Degrees, clockwise as seen, in which the text runs.
    least : float or (n, 2) array_like
        Length and height are not less than this: of a long box along lines that are not quite
        straight, the height that is solved for may be anything.

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
    hull = np.abs(np.array([x1 - x0, y1 - y0]))
    angle = np.broadcast_to(np.asarray(angle, np.float64), x0.shape)
    quarter = np.round(angle / _QUARTER_TURN) * _QUARTER_TURN
    sides = np.maximum(_sides(hull, angle), np.asarray(least, np.float64).T)
    is_flat = np.abs(np.cos(np.radians(2 * angle))) > _FLATTEST
    fits = (sides > 0).all(axis=0) & is_flat
    sides = np.where(fits, sides, _sides(hull, quarter))
    center = np.column_stack([x0 + x1, y0 + y1]) / 2
    return rectangles(center, sides, np.where(fits, angle, quarter))


def _sides(hull: Array, angle: Array) -> Array:
    """Return length and height of what has a hull so wide and so high, ``(2, n)``."""
    (cosine, sine), (across, down) = np.abs(_unit(angle)).T, hull
    pair = np.array([across * cosine - down * sine, down * cosine - across * sine])
    flatness = cosine**2 - sine**2
    sides: Array = pair / np.where(flatness == 0, 1.0, flatness)  # 0 at 45°: see _FLATTEST
    return sides


def rectangles(center: Array, sides: Array, angle: Array) -> Array:
    """Return rectangles about centers.

    Parameters
    ----------
    center : (n, 2) ndarray
    sides : (2, n) ndarray
        Lengths and heights.
    angle : (n,) ndarray
        Of the lengths, in degrees, clockwise as seen.

    Returns
    -------
    (n, 4, 2) ndarray

    Examples
    --------
    >>> rectangles(np.array([[5, 1]]), np.array([[10], [2]]), np.array([0]))[0].tolist()
    [[0.0, 0.0], [10.0, 0.0], [10.0, 2.0], [0.0, 2.0]]
    """
    length, height = sides / 2
    along, below = _unit(angle) * length[:, None], _unit(angle + _QUARTER_TURN) * height[:, None]
    corners = (-along - below, along - below, along + below, -along + below)
    return np.stack([center + corner for corner in corners], axis=1)


def _unit(angle: Array) -> Array:
    """Return vectors of length 1 at angles; exact at quarter turns."""
    vectors = np.column_stack([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    result: Array = np.where(np.abs(vectors) < 1e-12, 0.0, vectors)
    return result


def rectangle(points: npt.ArrayLike) -> Array:
    """Turn an n-gon into the quad that stands for it.

    Four points are taken as they are. More become their minimum rotated rectangle, which starts at
    the corner nearest to the first point and runs clockwise as seen.

    Parameters
    ----------
    points : (n, 2) array_like
        At least three points.

    Returns
    -------
    (4, 2) ndarray

    Raises
    ------
    ValueError
        With fewer than three points, or points that are not finite.

    Examples
    --------
    >>> rectangle([[0, 0], [1, 0], [2, 0], [2, 1], [0, 1]]).tolist()
    [[0.0, 0.0], [2.0, 0.0], [2.0, 1.0], [0.0, 1.0]]
    """
    corners = np.asarray(points, np.float64)
    if corners.ndim != 2 or corners.shape[1] != 2 or len(corners) < _LEAST_POINTS:
        raise ValueError(f"a polygon has at least 3 points of 2 numbers, not shape {corners.shape}")
    if not np.isfinite(corners).all():
        raise ValueError("a polygon's coordinates are finite numbers")
    if len(corners) == 4:
        return corners
    quad = _clockwise_rectangle(corners)
    start = int(np.argmin(_lengths(quad - corners[0])))
    rolled: Array = np.roll(quad, -start, axis=0)
    return rolled


def _clockwise_rectangle(points: Array) -> Array:
    """Return the minimum rotated rectangle of points, clockwise as seen."""
    found = shapely.minimum_rotated_rectangle(shapely.MultiPoint(points))
    if found.geom_type != "Polygon":  # all points on one line, or the same
        x0, y0, x1, y1 = found.bounds
        return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
    quad = shapely.get_coordinates(found)[:4]
    # shapely's y runs up: its counterclockwise is clockwise here
    is_clockwise = shapely.is_ccw(shapely.LinearRing(quad))
    return np.asarray(quad if is_clockwise else quad[::-1])


def vertical(polygons: npt.ArrayLike, words: npt.ArrayLike, offsets: npt.ArrayLike) -> Mask:
    """Return which lines are written from top to bottom.

    A quad alone does not show it: a column of Japanese has its corner 0 at the top-left like any
    line. Its words do: their centers advance along the edge 0 → 3 instead of 0 → 1.

    Parameters
    ----------
    polygons : (m, 4, 2) array_like
        The lines.
    words : (n, 4, 2) array_like
        Their words, line after line.
    offsets : (m + 1,) array_like of int
        Line i owns ``words[offsets[i]:offsets[i + 1]]``.

    Returns
    -------
    (m,) ndarray of bool
        False where a line has fewer than two words with geometry.

    Examples
    --------
    >>> line = [[0, 0], [1, 0], [1, 4], [0, 4]]
    >>> upper, lower = [[0, 0], [1, 0], [1, 2], [0, 2]], [[0, 2], [1, 2], [1, 4], [0, 4]]
    >>> vertical([line], [upper, lower], [0, 2]).tolist()
    [True]
    """
    lines = np.asarray(polygons, np.float64).reshape(-1, 4, 2)
    top, _, left, _ = _edges(lines)
    way = _advance(np.asarray(words, np.float64).reshape(-1, 4, 2), np.asarray(offsets, np.int64))
    with np.errstate(invalid="ignore", divide="ignore"):
        forth = np.abs((way * top).sum(axis=1)) / _lengths(top)
        down = (way * left).sum(axis=1) / _lengths(left)
        result: Mask = down > forth  # NaN is not
    return result


def _advance(words: Array, offsets: npt.NDArray[np.int64]) -> Array:
    """Return the way from the center of each line's first word to that of its last."""
    middle = centers(words)
    first, last = offsets[:-1], offsets[1:] - 1
    several = last > first
    way = np.zeros((len(first), 2))
    way[several] = middle[last[several]] - middle[first[several]]
    return way

"""Where labels can stand on a scan: never over ink, and never over each other.

A label stands above what it names, below it, or at one of its ends. Where there is no room, the
picture is drawn larger: labels keep their size in pixels, so they need ever less of the scan. What
has no place then stands in a margin (`margin`).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from ocrlayout import geometry

__all__ = ["COST", "ENOUGH", "SCALES", "SMALLEST", "Place", "ink", "placed"]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.uint8]

SMALLEST = 11  # pixels of a font, below which letters are guessed
SCALES = (1.0, 1.5, 2.0, 3.0, 4.0)
"""Sizes of the picture that are tried, in sizes of the scan."""
ENOUGH = 0.95  # of the labels: with so many at their places, no larger picture is tried
COST = 0.25  # of the labels: so many more have to get a place for a picture of twice the width
_CONTRAST = 24  # gray levels between ink and the paper around it
_AROUND = 31  # pixels: what is thinner is ink, and what is wider a part of the paper
_DARK = 96  # gray level: a scan is white on black where most of it is darker
_MOST, _STEP = 0.75, 8  # share of the pixels, of every eighth across and down
_NEAR = (0.0, 0.12, 0.25, 0.4, 0.6)  # label heights: how far from what it names a label may stand
_STEPS = 60  # label heights that a label may stand beyond the end of a line, if nothing is between
_ANYWAY = 3  # of them even so: the number of the line may be between
_LEVELS = (0.5, 0.0, 1.0)  # of the room that a line has beside it: in the middle, high, low
_BOX = [[0, 0], [1, 0], [1, 1], [0, 1]]  # corners of a label, in its own size
# points in it that are looked at before all of it is
_INNER = [[across / 10, down] for down in (0.3, 0.5, 0.7) for across in range(1, 10)]
_FAR = 1 << 20  # beyond, coordinates are nonsense
_BITS = 4  # OpenCV takes fractions of a pixel as integers


class Place(NamedTuple):
    """Where a label stands: its top left corner, and its direction in degrees, clockwise."""

    corner: Array
    angle: float


def ink(scan: Mask, quads: Array, text_height: float) -> Mask:
    """Return where no label may stand: ink, dark or light, and all that was read.

    Parameters
    ----------
    scan : (h, w, 3) ndarray of uint8
    quads : (n, 4, 2) ndarray
        Of lines, in pixels of the scan.
    text_height : float
        Of most lines, in pixels.
    """
    gray = cv2.medianBlur(cv2.cvtColor(scan, cv2.COLOR_RGB2GRAY), 3)
    if np.quantile(gray[::_STEP, ::_STEP], _MOST) < _DARK:
        gray = cv2.bitwise_not(gray)
    side = max(_AROUND, round(text_height))
    paper = cv2.morphologyEx(gray, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    taken = (cv2.absdiff(gray, paper) > _CONTRAST).astype(np.uint8)
    for quad in quads[np.isfinite(quads).all(axis=(1, 2))]:
        cv2.fillConvexPoly(taken, _fixed(quad), 1, cv2.LINE_8, _BITS)
    return taken


def placed(
    taken: Mask, quads: Array, sizes: Sequence[tuple[int, int]], leftward: Sequence[bool], gap: int
) -> list[Place | None]:
    """Find a place for each label; None where there is none.

    Parameters
    ----------
    taken : (h, w) ndarray of uint8
        Where no label may stand; the places that are found are added.
    quads : (n, 4, 2) ndarray
        What the labels name, in pixels of the picture.
    sizes : sequence of (int, int)
        Width and height of each label, in pixels.
    leftward : sequence of bool
        Which labels start at the right.
    gap : int
        Pixels between a label and what it names, for the outline.
    """
    angles, spans = geometry.angles(quads), geometry.sizes(quads)
    found: list[Place | None] = []
    for row, size in enumerate(sizes):
        reach = _reaches(taken, quads[row], gap, size[1])
        ways = _ways(spans[row], size, leftward[row], gap, reach)
        found.append(_first(taken, quads[row, 0], float(angles[row]), size, ways))
    return found


def _reaches(taken: Mask, quad: Array, gap: int, tall: int) -> tuple[int, int]:
    """Return how many label heights beyond the end and the start of a line nothing stands.

    Farther off, a label would seem to belong to what is between.
    """
    middles = (quad + np.roll(quad, -1, axis=0)) / 2
    start, end = middles[3], middles[1]
    along = (end - start) / max(float(np.hypot(*(end - start))), 1)
    away = np.arange(_STEPS * tall) + 2 * gap + 1
    free = (_free(taken, end + along * away[:, None]), _free(taken, start - along * away[:, None]))
    after, before = (max(_ANYWAY, pixels // tall) for pixels in free)
    return after, before


def _free(taken: Mask, points: Array) -> int:
    """Return how many points in a row, from the first, are inside and not taken."""
    size = taken.shape[1::-1]
    inside = ((points >= 0) & (points < size)).all(axis=1)
    x, y = points.clip(0, np.subtract(size, 1)).astype(int).T
    blocked = np.flatnonzero(~inside | (taken[y, x] > 0))
    return int(blocked[0]) if len(blocked) else len(points)


def _ways(
    span: Array, size: tuple[int, int], leftward: bool, gap: int, reach: tuple[int, int]
) -> Iterator[tuple[float, float]]:
    """Yield distances from the start of a line, along and down, the best ones first."""
    (length, height), (width, tall) = span.tolist(), size
    starts = [0.0, (length - width) / 2, length - width]
    for near in _NEAR:
        for along in reversed(starts) if leftward else starts:
            yield along, -tall - gap - near * tall
    for near in _NEAR:
        for along in reversed(starts) if leftward else starts:
            yield along, height + gap + near * tall
    ends = (length + 2 * gap, -width - 2 * gap)
    for step in range(max(reach)):  # ever farther along the line, to the margins of the page
        for along, most, sign in zip(ends, reach, (1, -1), strict=True):
            for down in _LEVELS if step < most else ():
                yield along + sign * step * tall, (height - tall) * down


def _first(
    taken: Mask,
    corner: Array,
    angle: float,
    size: tuple[int, int],
    ways: Iterator[tuple[float, float]],
) -> Place | None:
    """Take the first of the places that is free, and inside the picture."""
    turn = geometry.rotation(angle)
    box, inner = (geometry.apply(turn, np.array(points) * size) for points in (_BOX, _INNER))
    starts = geometry.apply(turn, np.array(list(ways))) + corner
    for start in starts[_may_be_free(taken, starts, box, inner)]:
        if _claim(taken, box + start):
            return Place(start, angle)
    return None


def _may_be_free(taken: Mask, starts: Array, box: Array, inner: Array) -> npt.NDArray[np.bool_]:
    """Return at which starts a box is inside of the picture, and nothing is at its inner points."""
    size = np.array(taken.shape[1::-1])
    low, high = np.floor(box.min(axis=0) + starts), np.ceil(box.max(axis=0) + starts)
    inside: npt.NDArray[np.bool_] = ((low >= 0) & (high <= size)).all(axis=1)
    x, y = np.moveaxis((inner + starts[inside, None]).astype(np.int64), -1, 0)
    inside[inside] = ~taken[y, x].any(axis=1)
    return inside


def _claim(taken: Mask, quad: Array) -> bool:
    """Take the pixels of a quad, if all of them are free."""
    left, top = np.floor(quad.min(axis=0)).astype(int)
    right, bottom = np.ceil(quad.max(axis=0)).astype(int)
    part = taken[top:bottom, left:right]
    own = np.zeros_like(part)
    cv2.fillConvexPoly(own, _fixed(quad - (left, top)), 1, cv2.LINE_8, _BITS)
    if (own & part).any():
        return False
    part |= own
    return True


def _fixed(quad: Array) -> npt.NDArray[np.int32]:
    near = np.clip(quad - 0.5, -_FAR, _FAR)
    return np.rint(near * (1 << _BITS)).astype(np.int32)

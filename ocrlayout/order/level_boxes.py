"""Level boxes of a skewed page: the quads of the lines that they were drawn around.

Some services and formats give rectangles along the axes, also of pages that lie askew. Where lines
have words, :mod:`ocrlayout.slope` has the angle from them; this is for lines alone. Such a box
is the higher, the longer its line is: a line of length L and height t at an angle a fills a box
L cos a + t sin a wide and L sin a + t cos a high. How heights grow with widths gives the size of
the angle; that edges and rows come to stand above and beside each other, its sense.
"""

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.order.measure import median

Array = npt.NDArray[np.float64]

_FEWEST = 6  # long lines that show how heights grow
_LONG = 2.0  # times its height: a box that is longer shows how it grows
_LEAST, _MOST = 0.006, 0.27  # height gained per width: 0.3° does not matter, 15° is not skew
_SPREAD = 0.8  # deviations of heights: so much the growth over the page is, at least
_BIN = 0.5  # line heights: edges that are closer stand above each other
_HOPE = 1.05  # so many times as many share them at a rough angle
_BETTER = 1.2  # times as many lines must share edges and rows as in the page not turned
_ROUGH, _FINE = (
    (1.0, 0.9, 0.75, 1.15, 1.3),
    np.arange(1.4, 0.55, -0.05),
)  # times the angle: what is tried
_FARTHEST = 100_000  # bins: lines that lie farther apart are not a page
_THINNEST = 0.35  # of the usual height: no line is thinner
_SHORTEST = 0.5  # of its box: no line is shorter
_ROUNDS = 4  # of the robust fit
_CAUCHY = 1.5  # median deviations: what is farther off counts less than half


def unleveled(quads: Array) -> Array:
    """Return the quads of lines that level boxes of a skewed page were drawn around.

    Parameters
    ----------
    quads : (n, 4, 2) ndarray
        In any unit.

    Returns
    -------
    (n, 4, 2) ndarray
        The same where they are not level boxes, or of a page that is not skewed.
    """
    box = geometry.boxes(quads)
    if len(quads) < _FEWEST or not _is_level(quads, box):
        return quads
    wide, high = box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]
    growth = _growth(wide, high)
    if not _LEAST < growth < _MOST:
        return quads
    center = (box[:, :2] + box[:, 2:]) / 2
    angle = _best(center, wide, high, float(np.arctan(growth)))
    if not angle:
        return quads
    sides = np.array(_inside(wide, high, abs(angle)))
    return geometry.rectangles(center, sides, np.full(len(quads), np.degrees(angle)))


def _best(center: Array, wide: Array, high: Array, size: float) -> float:
    """Return the angle, of about this size, at which most lines share edges and rows; 0: none."""
    unit = median(_inside(wide, high, size)[1])

    def shared(angle: float) -> float:
        return _shared(center, _inside(wide, high, abs(angle))[0], angle, unit)

    level = _shared(center, wide, 0.0, unit)
    rough = max((side * factor * size for factor in _ROUGH for side in (1, -1)), key=shared)
    if shared(rough) < _HOPE * level:
        return 0.0
    best = max((np.sign(rough) * size * _FINE).tolist(), key=shared)
    return float(best) if shared(best) > _BETTER * level else 0.0


def _is_level(quads: Array, box: Array) -> bool:
    """Return whether every quad is its own bounding box, and most are longer than high."""
    corners = box[:, [[0, 1], [2, 1], [2, 3], [0, 3]]]
    size = float(np.ptp(box)) or 1.0
    if np.abs(quads - corners).max() > 1e-6 * size:
        return False
    return median(box[:, 2] - box[:, 0]) > median(box[:, 3] - box[:, 1])


def _growth(wide: Array, high: Array) -> float:
    """How much higher a box is for each unit of its width; 0 where that is not clear."""
    long = wide > _LONG * high
    if long.sum() < _FEWEST:
        return 0.0
    wide, high = wide[long], high[long]
    weight = np.ones(len(wide))
    for _ in range(_ROUNDS):
        weight /= weight.sum()
        x, y = wide - weight @ wide, high - weight @ high
        growth = float((weight * x) @ y / max(float((weight * x) @ x), 1e-300))
        rest = np.abs(y - growth * x)
        usual = median(rest) + 1e-6 * median(high)
        weight = 1 / (1 + (rest / (_CAUCHY * usual)) ** 2)
    reach = np.sort(wide)[[len(wide) // 10, len(wide) - 1 - len(wide) // 10]]
    return growth if growth * float(reach[1] - reach[0]) > _SPREAD * usual else 0.0


def _inside(wide: Array, high: Array, angle: float) -> tuple[Array, Array]:
    """Length and height of the lines inside boxes."""
    c, s = np.cos(angle), np.sin(angle)
    tall = (high * c - wide * s) / (c * c - s * s)
    tall = np.maximum(tall, _THINNEST * median(tall))
    return np.maximum((wide - tall * s) / c, _SHORTEST * wide), tall


def _shared(center: Array, length: Array, angle: float, unit: float) -> float:
    """How many lines share a left edge, a right edge or a row, were the page turned back."""
    x, y = geometry.apply(geometry.rotation(-np.degrees(angle)), center).T
    places = (x - length / 2, x + length / 2, y)
    return sum(_crowded(place / (_BIN * unit)) for place in places)


def _crowded(place: Array) -> float:
    """How many places fall together with one: bins of two halves, each half in two of them."""
    half = np.minimum(2 * (place - place.min()), _FARTHEST).astype(np.int64)
    count = np.bincount(half)
    return float((np.convolve(count, (1, 1)) ** 2).sum()) / len(place)

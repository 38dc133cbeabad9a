"""One canonical space: here every page is read from left to right and from top to bottom."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Lines, Page
from ocrlayout.order.cues import Cues
from ocrlayout.order.level_boxes import unleveled
from ocrlayout.order.measure import median
from ocrlayout.skew import direction as direction_of
from ocrlayout.skew import measured, with_leaning_boxes

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The lines of a page that have geometry, in canonical space.

    Attributes
    ----------
    row : (n,) ndarray of int64
        Row of each line on its page.
    x0, x1 : (n,) ndarray
        Where each line starts and ends; this and the other lengths in line heights of the page.
    y : (n,) ndarray
        Center of each line.
    slope : (n,) ndarray
        Rise of each line's own baseline, per unit of x.
    height : (n,) ndarray
    sideways : (n,) ndarray of bool
        The line runs across the page's own direction.
    cues : Cues
        What each line's text says about where it may stand.
    mode : {"ltr", "rtl", "vertical"}
        How the page is written.
    """

    row: Index
    x0: Array
    x1: Array
    y: Array
    slope: Array
    height: Array
    sideways: Mask
    cues: Cues
    mode: str = "ltr"

    def __len__(self) -> int:
        return len(self.row)

    @property
    def body(self) -> float:
        """Height of the lines that most text stands in."""
        order = np.argsort(self.height)
        total = np.cumsum(self.cues.length[order] + 1e-9)
        return float(self.height[order][np.searchsorted(total, total[-1] / 2)])


def canonical(page: Page, direction: str = "auto") -> Sheet:
    """Bring a page's lines into canonical space.

    Level boxes of text that leans are replaced with what leans in them. Turned by the page's angle,
    a remaining linear field of angle and shear removed (perspective, warp), mirrored where the
    script runs right to left, axes swapped where lines run from top to bottom.
    """
    lines = with_leaning_boxes(page).lines
    rows = np.flatnonzero(np.isfinite(lines.polygon).all(axis=(1, 2)))
    rows = _settled(rows, lines)
    said = Cues([lines.text[row] for row in rows])
    quads = lines.polygon[rows]
    if not (np.diff(lines.offsets) > 1).any():  # no words that tell how their line leans
        quads = unleveled(quads)
    angle, along, height = measured(quads)
    length = np.maximum(along, height)
    upright = direction_of(angle[length > 0], length[length > 0]) if (length > 0).any() else 0.0
    quads = geometry.apply(geometry.rotation(-upright), quads)
    across = np.abs(geometry.fold(angle - upright)) > 45
    mode = direction
    if mode == "auto":
        mode = (
            "vertical"
            if _is_vertical(lines, rows, said, height > 1.2 * along, along > 1.2 * height)
            else "rtl"
            if said.right_to_left()
            else "ltr"
        )
    if mode == "vertical":  # columns from right to left become rows from top to bottom
        quads = np.stack([quads[..., 1], -quads[..., 0]], axis=-1)[:, [1, 2, 3, 0]]
    if mode == "rtl":
        quads = (quads * [-1, 1])[:, [1, 0, 3, 2]]
    return _measured(
        rows, quads, along if mode == "vertical" else height, across, said=said, mode=mode
    )


def _settled(rows: Index, lines: Lines) -> Index:
    """Sort the rows by what they hold: nothing later can depend on the order they came in."""
    quads = lines.polygon[rows].reshape(len(rows), 8)
    order = np.lexsort(quads.T[::-1])
    if (quads[order[1:]] == quads[order[:-1]]).all(axis=1).any():
        order = np.array(
            sorted(order.tolist(), key=lambda at: (*quads[at].tolist(), lines.text[rows[at]])),
            np.int64,
        )
    return rows[order]


def _is_vertical(lines: Lines, rows: Index, said: Cues, tall: Mask, flat: Mask) -> bool:
    """Return whether most text is written from top to bottom.

    The words say it; of lines that are one word, script and shape do.
    """
    if not (said.ideographic > 0.5).any():
        return False
    down = geometry.vertical(lines.polygon, lines.words.polygon, lines.offsets)[rows]
    several = np.diff(lines.offsets)[rows] > 1
    long, han = said.length >= 2, said.ideographic > 0.5
    vertical = np.where(several, down, long & han & tall)
    level = np.where(several, ~down, long & (flat | ~han))
    return bool((said.length * vertical).sum() > (said.length * level).sum())


def _measured(
    rows: Index, quads: Array, height: Array, across: Mask, *, said: Cues, mode: str
) -> Sheet:
    left, right = (quads[:, 0] + quads[:, 3]) / 2, (quads[:, 1] + quads[:, 2]) / 2
    height = height.copy()
    if across.any():  # a line that runs another way is its bounding box here
        box = geometry.boxes(quads[across])
        middle = (box[:, 1] + box[:, 3]) / 2
        left[across], right[across] = (
            np.stack([box[:, 0], middle], 1),
            np.stack([box[:, 2], middle], 1),
        )
        height[across] = box[:, 3] - box[:, 1]
    left, right = _unwarped(left, right, height, across)
    width = right[:, 0] - left[:, 0]
    sideways = across | ((height > 2.0 * np.abs(width)) & (said.length >= 4) & (mode != "vertical"))
    slope = np.zeros(len(rows))
    np.divide(right[:, 1] - left[:, 1], width, out=slope, where=np.abs(width) > 1e-6 * height)
    x0, x1, y, height = _settled_places(left, right, height)
    return Sheet(rows, x0, x1, y, slope, height, sideways, said, mode)


def _settled_places(left: Array, right: Array, height: Array) -> tuple[Array, Array, Array, Array]:
    """Measure places in line heights from the first line, rounded.

    The same page in another unit, or turned first, then gives the same numbers, and what is equal
    stays equal.
    """
    if not len(height):
        return height, height, height, height
    x0, x1 = np.minimum(left[:, 0], right[:, 0]), np.maximum(left[:, 0], right[:, 0])
    y = (left[:, 1] + right[:, 1]) / 2
    reach = max(float(np.ptp(y)), float(x1.max() - x0.min()), 1e-300)
    height = np.maximum(height, 1e-6 * reach)
    unit, x, top = median(height), float(x0.min()), float(y.min())
    places = [(x0 - x) / unit, (x1 - x) / unit, (y - top) / unit, height / unit]
    x0, x1, y, height = (np.round(place, 6) for place in places)
    return x0, x1, y, np.maximum(height, 1e-6)


def _unwarped(left: Array, right: Array, height: Array, across: Mask) -> tuple[Array, Array]:
    """Remove what is left of angle and shear where both change over the page.

    So they do in perspective, and on paper that is not flat.
    """
    span = right[:, 0] - left[:, 0]
    long = (span > 3 * height) & ~across
    rise = (right - left)[long]
    slope = rise[:, 1] / rise[:, 0]
    # boxes drawn along the axes do not show a field
    if len(slope) < 6 or np.abs(slope).max() < 1e-4:
        return left, right
    middle = (left + right) / 2
    center = np.array([median(middle[:, 0]), median(middle[:, 1])])
    size = max(float(np.ptp(middle)), 1e-300)
    place = (middle - center) / size
    a, b, c = _field(place[long], slope, span[long])

    def level(points: Array) -> Array:
        x, y = ((points - center) / size).T
        return np.stack(
            [points[:, 0], points[:, 1] - size * (a * x + b * x * x / 2 + c * x * y)], 1
        )

    left, right = level(left), level(right)
    upper, lower = _stacked(left, height, across)
    if len(upper) < 6:
        return left, right
    run = left[lower] - left[upper]
    where = ((left[lower] + left[upper]) / 2 - center) / size
    p, q, r = _field(where, run[:, 0] / run[:, 1], run[:, 1])

    def straight(points: Array) -> Array:
        x, y = ((points - center) / size).T
        return np.stack(
            [points[:, 0] - size * (p * y + q * x * y + r * y * y / 2), points[:, 1]], 1
        )

    return straight(left), straight(right)


def _stacked(left: Array, height: Array, across: Mask) -> tuple[Index, Index]:
    """Pairs of lines that follow each other down a common left edge."""
    lines = np.flatnonzero(~across)
    unit = median(height[lines]) or 1.0
    edge = float(left[lines, 0].min())
    found = []
    for shift in (0.0, 0.5):
        strip = np.floor((left[lines, 0] - edge) / (2 * unit) + shift)
        order = lines[np.lexsort((left[lines, 1], strip))]
        strip = np.floor((left[order, 0] - edge) / (2 * unit) + shift)
        upper, lower = order[:-1], order[1:]
        dx, dy = (left[lower] - left[upper]).T
        good = (
            (strip[:-1] == strip[1:])
            & (dy > 0.5 * unit)
            & (dy < 4 * unit)
            & (np.abs(dx) < 0.3 * dy)
        )
        found.append(upper[good] * len(left) + lower[good])
    upper, lower = np.divmod(np.unique(np.concatenate(found)), len(left))
    return upper, lower


def _field(place: Array, value: Array, weight: Array) -> Array:
    """Fit ``value = a + b x + c y`` robustly.

    Iteratively reweighted least squares with Cauchy weights.
    """
    terms = np.column_stack([np.ones(len(place)), place])
    ridge = np.diag([1e-9, 0.02, 0.02])  # flat unless the lines say otherwise
    weight = weight / weight.sum()
    fit = np.array([median(value), 0.0, 0.0])
    for _ in range(4):
        rest = np.abs(value - terms @ fit)
        scale = 1.5 * median(rest) + 1e-6
        w = weight / (1 + (rest / scale) ** 2)
        w = w / w.sum()
        fit = np.linalg.solve((terms * w[:, None]).T @ terms + 0.05 * ridge, terms.T @ (w * value))
    return np.asarray(fit)

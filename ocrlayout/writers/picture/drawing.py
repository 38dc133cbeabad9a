"""Marks on an image: filled and outlined quads, arrows, and tiles of text that lie along a line.

Every function draws into the array it is given. Coordinates are image pixels: whole numbers are
pixels' corners.
"""

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.writers.picture import lettering
from ocrlayout.writers.picture.tints import TINTS

__all__ = ["Tile", "arrow", "blend", "fill", "key", "mark", "outline", "paste", "scale", "tile"]

Pixels = npt.NDArray[np.uint8]
Array = npt.NDArray[np.float64]
Color = tuple[int, int, int]

_BITS = 4  # OpenCV takes fractions of a pixel as integers
_FAR = 1 << 20  # beyond, coordinates are nonsense, and OpenCV's integers would overflow
_VEIL = 0.25  # of its color that a marker leaves on black: dark scans show it too
_TIP = 5.0  # line thicknesses: how long an arrow's tip is
_LONGEST_TIP = 0.4  # of the arrow
_MARGIN = 0.3  # font sizes: of a tile before and after its text
_ROUND = 5  # heights of a tile to the radius of its corners
_LEVEL = 0.1  # degrees: nearer to a quarter turn, text is set along it, so that letters stay sharp
# The legend, in font sizes.
_LEGEND_WIDTH, _LEGEND_MARGIN, _LEGEND_GAP = 7, 0.35, 0.3


class Tile(NamedTuple):
    """A small image with an opacity, both in 0 to 255."""

    color: Pixels
    opacity: Pixels

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.opacity.shape[1], self.opacity.shape[0]


def fill(image: Pixels, polygons: Array, colors: npt.NDArray[np.uint8], opacity: Array) -> None:
    """Lay translucent quads over an image.

    Parameters
    ----------
    image : (h, w, 3) ndarray of uint8
        Drawn into.
    polygons : (n, 4, 2) ndarray
    colors : (n, 3) ndarray of uint8
    opacity : (n,) ndarray
        In [0, 1]. Where quads overlap, both are seen.
    """
    shares = opacity.tolist()
    for points, color, alpha in zip(_fixed(polygons), colors.tolist(), shares, strict=True):
        if alpha > 0:
            _veil(image, points, color, alpha)


def _veil(image: Pixels, points: npt.NDArray[np.int32], color: list[int], alpha: float) -> None:
    """Lay one translucent quad over the part of an image that it touches."""
    x0, y0 = np.maximum((points.min(axis=0) >> _BITS) - 1, 0).tolist()
    x1, y1 = np.minimum((points.max(axis=0) >> _BITS) + 2, image.shape[1::-1]).tolist()
    if x0 >= x1 or y0 >= y1:
        return
    part = image[y0:y1, x0:x1]
    over = part.copy()
    cv2.fillPoly(over, [points - np.array([x0, y0]) * (1 << _BITS)], color, cv2.LINE_8, _BITS)
    cv2.addWeighted(over, alpha, part, 1 - alpha, 0, part)


def mark(image: Pixels, polygons: Array, color: Color) -> None:
    """Color quads as a marker pen does: paper takes the color, ink stays dark.

    Parameters
    ----------
    image : (h, w, 3) ndarray of uint8
        Drawn into.
    polygons : (n, 4, 2) ndarray
    color : tuple of int
    """
    inside = np.zeros(image.shape[:2], np.uint8)
    for points in _fixed(polygons):
        cv2.fillPoly(inside, [points], 1, cv2.LINE_8, _BITS)
    marked = inside.astype(bool)
    light = _VEIL + (1 - _VEIL) * image[marked] / 255
    image[marked] = (light * color).round().astype(np.uint8)


def outline(image: Pixels, polygons: Array, colors: npt.ArrayLike, thickness: int) -> None:
    """Draw the edges of quads.

    Parameters
    ----------
    image : (h, w, 3) ndarray of uint8
        Drawn into.
    polygons : (n, 4, 2) ndarray
    colors : (n, 3) or (3,) array_like
    thickness : int
        Pixels.
    """
    each = np.broadcast_to(np.asarray(colors), (len(polygons), 3)).tolist()
    for points, color in zip(_fixed(polygons), each, strict=True):
        cv2.polylines(image, [points], True, color, thickness, cv2.LINE_AA, _BITS)


def arrow(image: Pixels, start: Array, end: Array, color: Color, thickness: int) -> None:
    """Draw an arrow from one point to another."""
    (a, b), length = _fixed(np.array([start, end])), float(np.hypot(*(end - start)))
    if length > 0:
        tip = min(_LONGEST_TIP, _TIP * thickness / length)
        cv2.arrowedLine(image, a.tolist(), b.tolist(), color, thickness, cv2.LINE_AA, _BITS, tip)


def _fixed(points: Array) -> npt.NDArray[np.int32]:
    """OpenCV's coordinates: fractions as integers, whole numbers at the pixels' centers."""
    near = np.clip(points - 0.5, -_FAR, _FAR)
    return np.rint(near * (1 << _BITS)).astype(np.int32)


def tile(
    text: str, size: float, ink: Color, paper: Color, *, opacity: float = 1.0, font: str = ""
) -> Tile:
    """Set a text on a rounded patch of color.

    Parameters
    ----------
    text : str
    size : float
        Of the font, pixels.
    ink, paper : tuple of int
    opacity : float
        Of the patch, in [0, 1]; the letters are solid.
    font : str
        Path of a font file to try first.
    """
    return _patch(lettering.render(text, size, font), size, ink, paper, opacity)


def _patch(letters: Pixels, size: float, ink: Color, paper: Color, opacity: float) -> Tile:
    margin = max(1, round(size * _MARGIN))
    letters = np.pad(letters, ((0, 0), (margin, margin)))
    color = np.empty((*letters.shape, 3), np.uint8)
    color[:] = paper
    blend(color, np.broadcast_to(np.asarray(ink, np.uint8), color.shape), letters)
    ground = (_rounded(*letters.shape) * opacity).astype(np.uint8)
    return Tile(color, np.maximum(ground, letters))


def _rounded(height: int, width: int) -> Pixels:
    """Make a rectangle with round corners: 255 inside, 0 outside."""
    patch = np.zeros((height, width), np.uint8)
    radius = min(height, width) // _ROUND
    right, bottom = width - 1, height - 1
    cv2.rectangle(patch, (radius, 0), (right - radius, bottom), 255, -1)
    cv2.rectangle(patch, (0, radius), (right, bottom - radius), 255, -1)
    for x, y in itertools.product((radius, right - radius), (radius, bottom - radius)):
        cv2.circle(patch, (x, y), radius, 255, -1, cv2.LINE_AA)
    return patch


def scale(size: float, ink: Color, paper: Color) -> Tile:
    """Set the legend: the tints from the least doubtful to the most."""
    low, high = lettering.render("sure", size), lettering.render("doubtful", size)
    width, margin = round(size * _LEGEND_WIDTH), round(size * _LEGEND_MARGIN)
    gap = max(1, round(size * _LEGEND_GAP))
    between = np.zeros((len(low), width + 2 * gap), np.uint8)
    legend = _patch(np.hstack([low, between, high]), size, ink, paper, 1.0)
    left = gap + low.shape[1] + gap
    steps = np.arange(width) * len(TINTS) // width
    legend.color[margin:-margin, left : left + width] = np.array(TINTS, np.uint8)[steps]
    return legend


def key(names: Sequence[tuple[str, Color]], size: float, ink: Color, paper: Color) -> Tile:
    """Set the legend of colors: a patch of each, and what it means."""
    side, gap = round(size), max(1, round(size * _LEGEND_GAP))
    texts = [lettering.render(name, size) for name, _ in names]
    starts, parts = [], [texts[0][:, :0]]
    for text in texts:
        starts.append(sum(part.shape[1] for part in parts))
        parts += [np.pad(text, ((0, 0), (side + gap, 2 * gap)))]
    legend = _patch(np.hstack(parts), size, ink, paper, 1.0)
    margin, left = (len(texts[0]) - side) // 2, max(1, round(size * _MARGIN))
    for start, (_, color) in zip(starts, names, strict=True):
        legend.color[margin : margin + side, left + start : left + start + side] = color
    return legend


def paste(image: Pixels, patch: Tile, corner: npt.ArrayLike, angle: float) -> None:
    """Lay a tile over an image, its top-left corner at a point, turned about it.

    A tile that would stand out of the image is moved inside, as far as it fits.

    Parameters
    ----------
    image : (h, w, 3) ndarray of uint8
        Drawn into.
    patch : Tile
    corner : (2,) array_like
        x, y.
    angle : float
        Degrees, clockwise as seen.
    """
    turn = _turn(angle)
    box = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * patch.size @ turn.T
    reach = geometry.extent(box)
    at = _inside(np.asarray(corner, np.float64), reach, image.shape[1::-1])
    if not turn.all():  # an upright letter is sharp only on whole pixels
        at = at.round()
    x0, y0, x1, y1 = _covered(at + reach[:2], at + reach[2:], image.shape[1::-1])
    if x0 < x1 and y0 < y1:
        over = _turned(patch, turn, at - (x0, y0), (x1 - x0, y1 - y0))
        blend(image[y0:y1, x0:x1], over.color, over.opacity)


def _covered(low: Array, high: Array, size: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Return the whole pixels of an image that a box touches."""
    x0, y0 = np.maximum(np.floor(low), 0).astype(int).tolist()
    x1, y1 = np.minimum(np.ceil(high), size).astype(int).tolist()
    return x0, y0, x1, y1


def _turned(patch: Tile, turn: Array, corner: Array, size: tuple[int, int]) -> Tile:
    """Draw a tile, turned about its top-left corner at a point, into one of another size."""
    shift = corner + turn @ (0.5, 0.5) - 0.5  # between pixels' centers, as OpenCV counts
    matrix = np.column_stack([turn, shift])
    color = cv2.warpAffine(patch.color, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    return Tile(np.asarray(color), np.asarray(cv2.warpAffine(patch.opacity, matrix, size)))


def _inside(corner: Array, reach: Array, size: tuple[int, ...]) -> Array:
    """Move a corner so that what reaches this far from it stays inside an image, if it fits."""
    near = np.clip(corner, -_FAR, _FAR)
    moved: Array = np.maximum(np.minimum(near, size - reach[2:]), -reach[:2])
    return moved


def _turn(angle: float) -> Array:
    """Return the matrix that turns by an angle; near a quarter turn, by that."""
    quarter = round(angle / 90)
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    if abs(angle - 90 * quarter) < _LEVEL:
        cosine, sine = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[quarter % 4]
    return np.array([[cosine, -sine], [sine, cosine]])


def blend(image: Pixels, over: Pixels, opacity: Pixels) -> None:
    """Lay one image over another in place."""
    share = opacity[..., None].astype(np.uint16)
    image[:] = (image * (255 - share) + over * share + 127) // 255

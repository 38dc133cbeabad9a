"""The lines of a page as they lie on its picture, and the sizes of what is drawn beside them."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Lines
from ocrlayout.scripts import first_direction
from ocrlayout.writers.picture import labels
from ocrlayout.writers.picture.options import Options

__all__ = [
    "BLUE",
    "DARK",
    "PURPLE",
    "TEAL",
    "WHITE",
    "YELLOW",
    "View",
    "beside",
    "finite",
    "placed_lines",
    "unit",
    "view_of",
]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Pixels = npt.NDArray[np.uint8]

BLUE, PURPLE, DARK, WHITE = (20, 105, 205), (142, 68, 160), (24, 28, 36), (255, 255, 255)
TEAL, YELLOW = (0, 110, 105), (255, 246, 205)

# Shares of the picture's long side.
_LARGEST = 1 / 60  # font
_THICKEST = 1 / 150  # outline
_USUAL_TEXT = 1 / 50  # height of text where no line has one

_LABEL = 1.34  # heights of the font: height of a label

# Heights of the text.
_OWN_FONT = 0.3, 0.5  # font of a label between close lines and between wide ones
_NEIGHBORS = 0.5, 3  # distances between lines that follow each other


class View(NamedTuple):
    """The lines that have a place, in pixels of the picture.

    Attributes
    ----------
    rows : (n,) ndarray of int64
        Among all lines of the page.
    quads : (n, 4, 2) ndarray
        A line written downwards starts at its top-right corner.
    angle : (n,) ndarray
        Degrees, clockwise as seen.
    sizes : (n, 2) ndarray
        Length and height.
    leftward : list of bool
        Which are read from right to left.
    text_height : float
        Of most lines.
    stroke : int
        Thickness of outlines.
    size : float
        Of the font.
    """

    rows: npt.NDArray[np.int64]
    quads: Array
    angle: Array
    sizes: Array
    leftward: list[bool]
    text_height: float
    stroke: int
    size: float


def view_of(lines: Lines, long_side: int, options: Options) -> View:
    """Find how lines lie, in pixels of a picture, and how large all else is drawn."""
    rows, quads = placed_lines(lines)
    sizes = geometry.sizes(quads)
    text_height = _text_height(lines, sizes, long_side)
    thickest = min(options.thickness * text_height, long_side * _THICKEST)
    stroke = max(1, round(thickest))
    room = _room(quads, text_height) - 4 * stroke
    size = options.font_size or _font_size(room, text_height, long_side)
    leftward = [first_direction(lines.text[row]) == "rtl" for row in rows]
    angle = geometry.angles(quads)
    return View(rows, quads, angle, sizes, leftward, text_height, stroke, size)


def placed_lines(lines: Lines) -> tuple[npt.NDArray[np.int64], Array]:
    """Find the lines that have a place; quads of vertical ones start where reading starts."""
    vertical = geometry.vertical(lines.polygon, lines.words.polygon, lines.offsets)
    turned = np.roll(lines.polygon, -1, axis=1)
    quads = np.where(vertical[:, None, None], turned, lines.polygon)
    rows = np.flatnonzero(finite(quads))
    return rows, quads[rows]


def _text_height(lines: Lines, sizes: Array, long_side: int) -> float:
    """Find the height of most lines; of words, where no line has a place."""
    words = lines.words.polygon[finite(lines.words.polygon)]
    heights = sizes[:, 1] if len(sizes) else geometry.sizes(words)[:, 1]
    heights = heights[heights > 0]
    return float(min(np.median(heights), long_side)) if len(heights) else long_side * _USUAL_TEXT


def _font_size(room: float, text_height: float, long_side: int) -> float:
    """Find the size of labels that fit between the lines."""
    least, most = _OWN_FONT
    fitting = np.clip(room / _LABEL, least * text_height, most * text_height)
    return float(np.clip(fitting, labels.SMALLEST, max(long_side * _LARGEST, labels.SMALLEST)))


def _room(quads: Array, text_height: float) -> float:
    """Measure the distance between neighboring lines."""
    down = unit(quads[:-1, 3] - quads[:-1, 0] + quads[:-1, 2] - quads[:-1, 1])
    pitch = ((quads[1:] - quads[:-1]).mean(axis=1) * down).sum(axis=1)
    least, most = _NEIGHBORS
    near = pitch[(pitch > least * text_height) & (pitch < most * text_height)]
    return float(np.median(near)) - text_height if len(near) else text_height


def finite(polygons: Array) -> Flags:
    """Return which polygons have a place: far ones may have lost theirs to an overflow."""
    return np.asarray(np.isfinite(polygons).all(axis=(1, 2)))


def unit(vectors: Array) -> Array:
    """Return vectors of length 1; those of no length stay."""
    length = np.hypot(vectors[:, 0], vectors[:, 1])[:, None]
    return np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0)


def beside(corner: Array, angle: float, along: float, down: float) -> Array:
    """Go from a corner along and across a text's direction."""
    return geometry.apply(geometry.rotation(angle), np.array([along, down])) + corner

"""The lines of a page: detected, each read in the direction in which it reads best.

The detector is asked once a page, the recognizer once a line. The direction of the page's text is
found by reading its longest lines: text that stands on its head scores about 0.7, upright text 0.95
and more; only where the first direction does not convince is the opposite one read too, so an
upright page costs nothing more. A line that scores low is also tried the other way round.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.engines.rapidocr import columns, models, quads, words
from ocrlayout.engines.rapidocr.models import Reading
from ocrlayout.images.crops import cut_out

__all__ = ["Line", "lines"]

Array = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.uint8]

_SURE = 0.92  # mean score of upright text; on its head it scores 0.6 to 0.8
# mean score of text that the recognizer cannot read, for its script or because it stands on its
# head
_GUESSED = 0.75
_BETTER = 0.1  # by so much must a direction win that is not the page's own
_LEAST = 0.5  # score under which RapidOCR drops a line
_SAMPLE = 5  # lines that decide the direction of a page
_COLUMN = 0.85  # mean score of a column whose characters were set up
_SHORT = 3.0  # times as high as wide: still perhaps an upright "1"
_DOWN = 20.0  # degrees: what runs down runs within so many of straight down
_ROOM = 368  # pixels, half of what the detector scales the short side of an image up to
_NARROWEST = 6  # times as long as wide: the most that the detector gets to see


@dataclass(frozen=True, slots=True)
class Line:
    """A line read in one direction; a column is read in its strip, from top to bottom.

    Attributes
    ----------
    quad : (4, 2) ndarray
        Pixels of the page; corner 0 at the top-left of the strip.
    strip : (height, width, 3) ndarray of uint8
        The line cut out along its direction.
    reading : Reading
    is_column : bool
        True for ideographs that stand upright one below the other.
    """

    quad: Array
    strip: Pixels
    reading: Reading
    is_column: bool = False


Look = Callable[[float], Line]  # reads a line in a direction, degrees


def lines(image: Pixels) -> list[Line]:
    """Detect and recognize the lines of a page, from its top to its bottom.

    Parameters
    ----------
    image : (h, w, 3) ndarray of uint8
        RGB.

    Returns
    -------
    list of Line
    """
    found = np.minimum(models.detect(_roomy(image)), image.shape[1::-1])
    if not len(found):
        return []
    axis = quads.axis(found)
    found = quads.steadied(found, axis)

    @cache
    def look(row: int, angle: float) -> Line:
        return _look(image, quads.upright(found[row], angle))

    direction = _direction(quads.longest(found, axis), axis, look)
    best = [
        _best(found[row], direction, partial(look, row)) for row in quads.downward(found, direction)
    ]
    return _with_columns([line for line in best if _is_text(line.reading)])


def _roomy(image: Pixels) -> Pixels:
    """Give a small or narrow image margins at its right and bottom.

    The detector would blow it up beyond reason.
    """
    height, width = image.shape[:2]
    least = max(_ROOM, max(width, height) // _NARROWEST)
    if min(width, height) >= least:
        return image
    paper = np.median(image.reshape(-1, 3), axis=0).astype(np.uint8)
    sheet = np.full((max(height, least), max(width, least), 3), paper)
    sheet[:height, :width] = image
    return sheet


def _look(image: Pixels, quad: Array) -> Line:
    strip = cut_out(image, quad)
    return Line(quad, strip, models.recognize(strip))


def _is_text(reading: Reading) -> bool:
    return bool(reading.text.strip()) and reading.score >= _LEAST


def _direction(rows: list[int], axis: float, look: Callable[[int, float], Line]) -> float:
    """Find the angle in which a page's text runs: the end of its axis where lines read better.

    Parameters
    ----------
    rows : list of int
        The lines along the axis, the longest first.
    axis : float
        Degrees.
    look : callable
        Reads a line, by its row, in a direction.
    """
    sample = [look(row, axis).reading for row in rows[:_SAMPLE]]
    if np.mean([reading.score for reading in sample]) >= _SURE:
        return axis
    opposite = _turned(axis, 180)
    forward, backward = (
        sum(_evidence(look(row, angle).reading) for row in rows[: 2 * _SAMPLE])
        for angle in (axis, opposite)
    )
    return opposite if backward > forward else axis


def _evidence(reading: Reading) -> float:
    """Weigh the characters that were read for certain; a long line alone may be a rule."""
    return len("".join(reading.text.split())) * max(reading.score - _GUESSED, 0.0)


def _turned(angle: float, by: float) -> float:
    return float(geometry.fold(angle + by))


def _best(quad: Array, direction: float, look: Look) -> Line:
    """Read a line the way of the page; where that does not convince, other ways too."""
    first, *others = _ways(quad, direction)
    best = look(first)
    for angle in others:
        if best.reading.score >= _SURE:
            break
        other = look(angle)
        best = other if other.reading.score > best.reading.score + _BETTER else best
    return best


def _ways(quad: Array, direction: float) -> list[float]:
    """List the directions in which a line may run, the likeliest first."""
    length, height = geometry.sizes(quads.upright(quad, direction))
    if height < quads.TALL * length:
        return [direction, _turned(direction, 180)]
    across = [_turned(direction, 90), _turned(direction, -90)]
    return [direction, *across] if height < _SHORT * length else across


def _with_columns(found: list[Line]) -> list[Line]:
    """Mark the columns of ideographs, where they are most of the text that runs down."""
    marked = [replace(line, is_column=_is_column(line)) for line in found]
    down = [line for line in marked if _runs_down(line)]
    counts = [len(line.reading.text) for line in down]
    in_columns = sum(len(line.reading.text) for line in down if line.is_column)
    return marked if 2 * in_columns > sum(counts) else found


def _runs_down(line: Line) -> bool:
    return abs(float(geometry.angles(line.quad)) - 90) < _DOWN


def _is_column(line: Line) -> bool:
    """Return whether a line that runs down reads well too with each of its characters set up."""
    if not _runs_down(line) or not words.is_unspaced(line.reading.text):
        return False
    return models.recognize(columns.set_up(line.strip, line.reading.places)).score >= _COLUMN

"""Where a page stands in the PDF: its size, and the matrix from page units to points."""

import dataclasses
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry, images
from ocrlayout.images import Frame
from ocrlayout.model import Lines, Page
from ocrlayout.writers.pdf.objects import Box

__all__ = [
    "Placement",
    "Upright",
    "as_bounded",
    "draw_scan",
    "is_turned",
    "on_existing_page",
    "on_new_page",
    "page_size",
    "page_square",
    "scan_matrix",
    "turn_upright",
    "upright_size",
]

Array = npt.NDArray[np.float64]

_POINTS = 72  # an inch
_LONGEST = 14_400.0  # points: larger pages are not displayed
_SHORTEST = 1.0  # points
_SAME = 1e-6  # of a matrix: by less nothing is turned or moved
_ON_SIDE = (90, 270)  # degrees
_QUARTER = 90  # degrees
_SIDEWAYS = 5  # EXIF orientations from here on swap width and height
_LAID = {  # the unit square of an image on that of its page, by EXIF orientation
    1: "1 0 0 1 0 0",
    2: "-1 0 0 1 1 0",
    3: "-1 0 0 -1 1 1",
    4: "1 0 0 -1 0 1",
    5: "0 -1 -1 0 1 1",
    6: "0 -1 1 0 0 1",
    7: "0 1 1 0 0 0",
    8: "0 1 -1 0 1 0",
}


class Placement(NamedTuple):
    """How page units become points.

    Attributes
    ----------
    matrix : (3, 3) ndarray
        Maps page units, y down, to the points of the PDF page, y up.
    box : (x0, y0, x1, y1)
        What is displayed of the PDF page, in points.
    """

    matrix: Array
    box: Box


def page_size(page: Page, frame: Frame, turn: int, dpi: float | None) -> tuple[float, float]:
    """Find width and height in points of the PDF page for a scan.

    Parameters
    ----------
    page : Page
    frame : Frame
    turn : int
        EXIF orientation under which the scan lies.
    dpi : float or None
        Resolution of a scan that does not say its own.
    """
    if page.unit == "inch" and np.isfinite(page.source_size).all():
        width, height = (side * _POINTS for side in page.source_size)
    else:
        dots = images.resolution(frame, dpi)
        width, height = (
            side / resolution * _POINTS for side, resolution in zip(frame.size, dots, strict=True)
        )
        width, height = (height, width) if turn >= _SIDEWAYS else (width, height)
    scale = min(1.0, _LONGEST / max(width, height))
    return max(_SHORTEST, width * scale), max(_SHORTEST, height * scale)


def is_turned(page: Page) -> bool:
    """Return whether a page was turned (by ``deskew``) from how its scan lies."""
    return bool(
        np.isfinite([page.size, page.source_size]).all()
        and min(*page.size, *page.source_size) > 0
        and np.abs(page.matrix - np.eye(3)).max() > _SAME
    )


def upright_size(page: Page, size: tuple[float, float]) -> tuple[float, float]:
    """Find width and height in points of the PDF page that holds a turned scan.

    Parameters
    ----------
    page : Page
    size : (width, height)
        Of the scan as it lies, in points.

    Examples
    --------
    >>> page = Page(width=100, height=50).move(geometry.rotation(90), (50, 100))
    >>> upright_size(page, (72, 36))
    (36.0, 72.0)
    """
    width, height = _upright(page, size)
    scale = min(1.0, _LONGEST / max(width, height))
    return width * scale, height * scale


def _upright(page: Page, size: tuple[float, float]) -> tuple[float, float]:
    """Scale a page as turned like its scan; one on its side has its resolutions swapped."""
    across, down = (side / own for side, own in zip(size, page.source_size, strict=True))
    if abs(page.matrix[0, 1]) > abs(page.matrix[0, 0]):
        across, down = down, across
    return page.width * across, page.height * down


def scan_matrix(page: Page, size: tuple[float, float], *, upright: bool) -> Array:
    """Map the unit square of a scan, y up, to the points of its PDF page.

    Parameters
    ----------
    page : Page
    size : (width, height)
        Of the PDF page, in points.
    upright : bool
        Whether the scan is turned as the page was; else it fills the PDF page.
    """
    if not upright:
        return geometry.scaling(*size)
    (width, height), place = page.source_size, on_new_page(page, size, upright=True)
    down = np.array([[width, 0, 0], [0, -height, height], [0, 0, 1]])
    matrix: Array = place.matrix @ page.matrix @ down
    return matrix


def draw_scan(matrix: Array, turn: int) -> bytes:
    """Write the operators that draw the image ``/Scan``, which lies under an EXIF orientation."""
    numbers = " ".join(f"{value:.3f}" if abs(value) > _SAME else "0" for value in _six(matrix))
    return f"q {numbers} cm {_LAID[turn]} cm /Scan Do Q\n".encode("ascii")


def _six(matrix: Array) -> list[float]:
    """Return the numbers of a matrix that PDF writes."""
    numbers: list[float] = matrix[:2].T.reshape(-1).tolist()
    return numbers


def on_new_page(page: Page, size: tuple[float, float], *, upright: bool = False) -> Placement:
    """Place what was read over its scan.

    A page that was deskewed is mapped back, as the scan lies as it did; where the scan is set
    `upright`, the page is as it was read.
    """
    (width, height), (across, down) = size, page.size if upright else page.source_size
    flip = np.array([[width / across, 0, 0], [0, -height / down, height], [0, 0, 1]])
    back = np.eye(3) if upright else np.linalg.inv(page.matrix)
    return Placement(flip @ back, (0, 0, width, height))


def on_existing_page(page: Page, box: Box, rotation: int, *, upright: bool = False) -> Placement:
    """Place what was read over a page of a PDF.

    Parameters
    ----------
    page : Page
    box : (x0, y0, x1, y1)
        What is displayed of the page, in points of its user space.
    rotation : int
        Degrees, clockwise, by which it is displayed: 0, 90, 180 or 270.
    upright : bool
        Whether box and rotation are those of the page turned upright.
    """
    width, height = page.size if upright else page.source_size
    fractions = geometry.scaling(1 / width, 1 / height)
    back = np.eye(3) if upright else np.linalg.inv(page.matrix)
    return Placement(_to_user_space(box, rotation) @ fractions @ back, box)


def page_square(box: Box, rotation: int) -> Array:
    """Map the unit square, y up, of a page as displayed to its user space.

    Parameters
    ----------
    box, rotation
        As in :func:`on_existing_page`.
    """
    down = np.array([[1, 0, 0], [0, -1, 1], [0, 0, 1]])
    matrix: Array = _to_user_space(box, rotation) @ down
    return matrix


class Upright(NamedTuple):
    """How a page of a PDF is turned upright.

    Attributes
    ----------
    box : (x0, y0, x1, y1)
        What is displayed of it then, in points of its user space.
    rotation : int
        Degrees, clockwise, by which it is displayed then.
    matrix : (3, 3) ndarray
        Maps the user space as it was to what it becomes; the identity where the rotation by which
        the page is displayed is enough.
    """

    box: Box
    rotation: int
    matrix: Array


def turn_upright(page: Page, box: Box, rotation: int) -> Upright:
    """Turn a page of a PDF about its middle: by quarters as it is displayed, else its content.

    Parameters
    ----------
    page : Page
        It was turned (:func:`is_turned`).
    box, rotation
        As in :func:`on_existing_page`.
    """
    shown = _swapped((box[2] - box[0], box[3] - box[1]), rotation)
    angle = np.degrees(np.arctan2(page.matrix[1, 0], page.matrix[0, 0]))
    turned = (rotation + round(angle / 90) * 90) % 360
    width, height = _swapped(_upright(page, shown), turned)
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    around = x - width / 2, y - height / 2, x + width / 2, y + height / 2
    before = on_existing_page(page, box, rotation).matrix
    after = on_existing_page(page, around, turned, upright=True).matrix
    matrix = after @ np.linalg.inv(before)
    if np.abs(matrix - np.eye(3)).max() < _SAME * max(shown):
        return Upright(box, turned, np.eye(3))
    return Upright(around, turned, matrix)


def _swapped(size: tuple[float, float], rotation: int) -> tuple[float, float]:
    """Swap width and height where a page is displayed on its side."""
    return size[::-1] if rotation in _ON_SIDE else size


def as_bounded(page: Page) -> Lines:
    """Return a page's lines in the boxes along the axes of the scan that the service gave.

    Where the scan lies as it did, these are written flat, which keeps the lines in order for
    poppler; refitted boxes would be written as tilted text.
    """
    to_scan = page.lines.move(np.linalg.inv(page.matrix))
    words = dataclasses.replace(to_scan.words, polygon=_bounded(to_scan.words.polygon))
    bounded = dataclasses.replace(to_scan, polygon=_bounded(to_scan.polygon), words=words)
    return bounded.move(page.matrix)


def _bounded(quads: Array) -> Array:
    """Return the boxes around quads, with corners in the order in which the text runs."""
    known = geometry.known(quads)
    direction = np.round(geometry.angles(quads[known]) / _QUARTER) * _QUARTER
    boxes = quads.copy()
    boxes[known] = geometry.leaning(geometry.boxes(quads[known]), direction)
    return boxes


def _to_user_space(box: Box, rotation: int) -> Array:
    """Map fractions of a page as displayed, y down, to its user space."""
    x0, y0, x1, y1 = box
    wide, high = x1 - x0, y1 - y0
    rows = {
        0: [[wide, 0, x0], [0, -high, y1]],
        90: [[0, wide, x0], [high, 0, y0]],
        180: [[-wide, 0, x1], [0, high, y0]],
        270: [[0, -wide, x1], [-high, 0, y1]],
    }[rotation]
    return np.array([*rows, [0, 0, 1]], np.float64)

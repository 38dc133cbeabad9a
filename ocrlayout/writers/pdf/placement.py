"""Where a page stands in the PDF: its size, and the matrix from page units to points."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry, images
from ocrlayout.images import Frame
from ocrlayout.model import Page
from ocrlayout.writers.pdf.objects import Box

__all__ = ["Placement", "draw_scan", "on_existing_page", "on_new_page", "page_size"]

Array = npt.NDArray[np.float64]

_POINTS = 72  # an inch
_LONGEST = 14_400.0  # points: larger pages are not displayed
_SHORTEST = 1.0  # points
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


def draw_scan(size: tuple[float, float], turn: int) -> bytes:
    """Write the operators that draw the image ``/Scan`` over a whole page."""
    width, height = size
    scaled = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm"
    return f"{scaled} {_LAID[turn]} cm /Scan Do Q\n".encode("ascii")


def on_new_page(page: Page, size: tuple[float, float]) -> Placement:
    """Place what was read over its scan.

    A page that was deskewed is mapped back: the scan lies as it did.
    """
    (width, height), (across, down) = size, page.source_size
    flip = np.array([[width / across, 0, 0], [0, -height / down, height], [0, 0, 1]])
    return Placement(flip @ np.linalg.inv(page.matrix), (0, 0, width, height))


def on_existing_page(page: Page, box: Box, rotation: int) -> Placement:
    """Place what was read over a page of a PDF.

    Parameters
    ----------
    page : Page
    box : (x0, y0, x1, y1)
        What is displayed of the page, in points of its user space.
    rotation : int
        Degrees, clockwise, by which it is displayed: 0, 90, 180 or 270.
    """
    width, height = page.source_size
    fractions = geometry.scaling(1 / width, 1 / height)
    return Placement(_to_user_space(box, rotation) @ fractions @ np.linalg.inv(page.matrix), box)


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

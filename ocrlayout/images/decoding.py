"""Pixels of a frame, and its resolution."""

import importlib
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops

from ocrlayout.images.arrays import Pixels, rgb, transposed
from ocrlayout.images.frames import Frame
from ocrlayout.images.headers import Size
from ocrlayout.images.opening import reading

__all__ = ["is_believable", "pixels", "resolution"]

_A4_LONG_SIDE = 11.693  # inches
_POINTS = 72.0  # to the inch
_LEAST, _MOST = 50, 2400  # dots per inch that are believed
_INVERSE = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}  # of each EXIF orientation
_PLAIN = ("1", "L", "RGB", "RGBA", "I", "F", "I;16", "I;16B", "I;16L")  # Pillow modes numpy knows
_ALPHA = ("LA", "PA", "La", "RGBa")  # and those that have transparency besides RGBA


def resolution(frame: Frame, dpi: float | None = None) -> Size:
    """Return the dots per inch of a frame, along its stored axes.

    Parameters
    ----------
    frame : Frame
    dpi : float, optional
        What the caller knows: it wins over what the file says. PDF pages are in points all the
        same.

    Returns
    -------
    tuple of float
        Where neither `dpi` nor the file says it, or the file says something outside of 50 to 2400,
        such that the long side is that of A4.

    Examples
    --------
    >>> resolution(Frame(b"", "scan", 0, "png", (2480, 3508), dpi=(300, 300)))
    (300, 300)
    """
    if frame.kind == "pdf":
        return (_POINTS, _POINTS)
    if dpi is not None:
        return (dpi, dpi)
    if frame.dpi is not None and is_believable(frame.dpi):
        return frame.dpi
    guess = max(frame.size) / _A4_LONG_SIDE
    return (guess, guess)


def is_believable(dpi: Size | None) -> bool:
    """Return whether a file says a resolution that scans and photographs have: 50 to 2400.

    Examples
    --------
    >>> is_believable((300, 300)), is_believable((1, 1)), is_believable(None)
    (True, False, False)
    """
    return dpi is not None and all(_LEAST <= value <= _MOST for value in dpi)


def pixels(
    frame: Frame,
    *,
    orientation: int | None = None,
    dpi: float = 200.0,
    annotations: bool = True,
) -> Pixels:
    """Decode a frame.

    Transparency lies over white, 16 bits become 8, CMYK and palettes become RGB.

    Parameters
    ----------
    frame : Frame
    orientation : int, optional
        The EXIF orientation to apply; by default the frame's own, which is how it is displayed. 1:
        as stored.
    dpi : float
        Resolution at which a PDF page is rendered.
    annotations : bool
        Whether annotations of a PDF page are rendered.

    Returns
    -------
    (height, width, 3) ndarray of uint8
        RGB.

    Raises
    ------
    ImageError
        The image is broken or truncated, or too large to render.

    Examples
    --------
    >>> from ocrlayout.images import expand
    >>> pixels(expand(np.zeros((20, 30), np.uint8))[0]).shape
    (20, 30, 3)
    """
    if frame.kind == "pdf":
        pdf = importlib.import_module("ocrlayout.images.pdf_pages")  # PDFium, when there is a PDF
        return rgb(pdf.rendered(frame, dpi, annotations=annotations), frame.name)
    if isinstance(frame.source, np.ndarray):
        return rgb(frame.source, frame.name)
    turn = orientation if orientation is not None else frame.orientation
    return transposed(_stored(frame), turn)


def _stored(frame: Frame) -> Pixels:
    """Decode an image as it is stored."""
    with reading(frame.name), frame.open() as image:
        image.load()
        array = rgb(_array(_with_inks(image)), frame.name)
        # of a file: Pillow has turned a TIFF by itself; of an open image the frame's is 1
        return transposed(array, _INVERSE[frame.orientation]) if image.format == "TIFF" else array


def _with_inks(image: Image.Image) -> Image.Image:
    """Take the inks of a JPEG as it says them.

    Pillow takes those of every JPEG for inverted. Only Adobe's are, and these have a marker.
    """
    is_inverted = image.format in ("JPEG", "MPO") and image.mode == "CMYK"
    return ImageChops.invert(image) if is_inverted and "adobe" not in image.info else image


def _array(image: Image.Image) -> npt.NDArray[Any]:
    """Decode a Pillow image of any mode to gray, RGB or RGBA."""
    has_clear_color = "transparency" in image.info
    if image.mode in _PLAIN and not has_clear_color:
        return np.asarray(image)
    return np.asarray(image.convert("RGBA" if has_clear_color or image.mode in _ALPHA else "RGB"))

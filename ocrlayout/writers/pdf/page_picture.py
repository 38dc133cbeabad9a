"""A page of a PDF as a picture of itself, for text that is to take the place of what is there."""

import math

import numpy as np

from ocrlayout import images
from ocrlayout.images import Frame, HeldFile
from ocrlayout.writers.pdf import image_xobject
from ocrlayout.writers.pdf.image_xobject import ImageXObject
from ocrlayout.writers.pdf.recompression import Recompression

__all__ = ["picture_of"]

_DPI = 300.0  # what OCR is made for, and print needs
_POINTS = 72  # to the inch
_QUALITY = 90  # of a JPEG in which no loss is seen


def picture_of(frame: Frame, dpi: float | None) -> ImageXObject:
    """Draw a page without its annotations, which stay on top of the picture.

    Print becomes a Flate image without loss; a page on which that is larger, as with photographs, a
    JPEG of quality 90. Gray pages become gray.

    Parameters
    ----------
    frame : Frame
        Of a PDF.
    dpi : float or None
        300 by default; less where the page would have more pixels than the frame's limit.

    Raises
    ------
    ImageError
        The page is broken or malicious.
    """
    area = frame.size[0] * frame.size[1] / _POINTS**2
    most = math.sqrt(frame.limit / area)
    drawn = images.pixels(frame, dpi=min(dpi or _DPI, most), annotations=False)
    is_gray = np.ptp(drawn, axis=2).max() == 0
    (picture,) = images.expand(drawn[..., 0] if is_gray else drawn, limit=frame.limit)
    return image_xobject.from_frame(picture, HeldFile(), Recompression(_QUALITY))

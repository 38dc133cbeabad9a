"""A page as the tree of elements that OCRmyPDF's own renderer draws."""

import math
from pathlib import Path

import numpy as np
import numpy.typing as npt
from ocrmypdf.hocrtransform import Baseline, BoundingBox, OcrClass, OcrElement

from ocrlayout import geometry, images
from ocrlayout.model import Document, Line, Page
from ocrlayout.scripts import has_right_to_left

__all__ = ["tree"]

Array = npt.NDArray[np.float64]

_DESCENDS = 0.2  # line heights: how far the baseline lies above the foot of a line
_STEEP = 45.0  # degrees: lines that rise more are turned as a whole, not set on a slope


def tree(document: Document, image: Path, page_number: int) -> OcrElement:
    """Make the tree of a page.

    Parameters
    ----------
    document : Document
        Of one page.
    image : path
        Its image, in whose pixels the tree is.
    page_number : int
        From 0.

    Returns
    -------
    OcrElement
        The page, with a line for each line that has a place.
    """
    frame = images.expand(image)[0]
    width, height = frame.size
    found = [_line(page, line, frame.size) for page in document for line in page.lines]
    return OcrElement(
        OcrClass.PAGE,
        bbox=BoundingBox(0, 0, width, height),
        children=[line for line in found if line is not None],
        dpi=images.resolution(frame)[0],
        page_number=page_number,
    )


def _line(page: Page, line: Line, size: tuple[float, float]) -> OcrElement | None:
    """Make a line and its words; None for one that does not have a place."""
    quad = page.to_source(line.polygon, size)
    words = [
        OcrElement(OcrClass.WORD, bbox=box, text=word.text, confidence=_known(word.confidence))
        for word in line.words
        if (box := _box(page.to_source(word.polygon, size))) is not None
    ]
    box = _box(quad)
    if box is None or not words:
        return None
    is_backward = has_right_to_left(line.text)
    return _laid(
        OcrElement(
            OcrClass.LINE,
            bbox=box,
            children=words,
            direction="rtl" if is_backward else "ltr",
        ),
        quad,
    )


def _laid(line: OcrElement, quad: Array) -> OcrElement:
    """Say how a line lies: on a slope, or turned."""
    (_, _, right, left), foot = quad, quad[3] - quad[0]
    across, down = right - left
    angle = math.degrees(math.atan2(down, across))
    if abs(angle) > _STEEP:
        line.textangle = -angle
    elif line.bbox is not None:
        slope = down / across
        above = left[1] - _DESCENDS * math.hypot(*foot) - slope * (left[0] - line.bbox.left)
        line.baseline = Baseline(slope, above - line.bbox.bottom)
    return line


def _box(quad: Array) -> BoundingBox | None:
    """Find the upright box of a quad; None where it is not known."""
    if not geometry.known(quad):
        return None
    (left, top), (right, bottom) = quad.min(axis=0).tolist(), quad.max(axis=0).tolist()
    return BoundingBox(left, top, right, bottom)


def _known(confidence: float) -> float | None:
    return None if math.isnan(confidence) else confidence

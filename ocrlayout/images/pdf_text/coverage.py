"""Whether what the pictures of a page show lies under words.

The page is drawn small. Ink is what differs from the gray around it, be it darker or lighter, and
is counted in cells, which are about as high as small print: specks of dust do not fill one.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2

from ocrlayout.images import pdf_pages
from ocrlayout.images.frames import Frame
from ocrlayout.images.pdf_text import ink
from ocrlayout.images.pdf_text.masks import filled
from ocrlayout.images.pdf_text.pictures import Painted, painted
from ocrlayout.images.pdf_text.placement import Placement

__all__ = ["Seen", "WordsOnPage"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_LARGE = 0.25  # of the page: pictures that take less are left as they are
_COARSE = (200, 200)  # cells of the grid on which pictures are measured
_DUST = 6  # cells of ink without words that do not matter
_FEW = 0.08  # share of the ink that may be without words
_LAYER = 0.5  # share of the ink that looks like text, from which hidden words are a layer of OCR


class WordsOnPage(NamedTuple):
    """Words that can be read, as columns.

    Attributes
    ----------
    quads : (n, 4, 2) ndarray
        As fractions of the page as displayed.
    hidden : (n,) ndarray of bool
        Drawn without ink.
    address : (n,) ndarray of int
        Of the text object.
    """

    quads: Array
    hidden: Mask
    address: Integers


class Seen:
    """What is seen on an open page, but for its text.

    Parameters
    ----------
    page : PdfPage
    place : Placement
    frame : Frame
    """

    def __init__(self, page: pypdfium2.PdfPage, place: Placement, frame: Frame) -> None:
        self._page, self._frame = page, frame
        self._painted: Painted = painted(page)
        self._quads = _fractions([each.quad for each in self._painted.pictures], place)
        self._are_large = filled(self._quads, _COARSE).mean() >= _LARGE

    @property
    def is_empty(self) -> bool:
        """Whether neither pictures nor lines and areas are drawn on the page."""
        return not self._painted.pictures and not self._painted.drawings

    def hides(self, words: WordsOnPage) -> Mask:
        """Return which words lie under pictures that are painted later."""
        return np.zeros(len(words.quads), np.bool_)

    def is_under(self, words: Array, hidden: Mask) -> bool:
        """Return whether words cover what the pictures show, if they are large at all."""
        if not self._are_large:
            return True
        gray = self._drawn()
        shown = filled(self._quads, gray.shape)
        found = ink.ink(gray) & shown
        under = filled(words, gray.shape, margin=ink.MARGIN)
        every, bare = ink.cells(found), ink.cells(found & ~under)
        if bare.sum() <= max(_DUST, _FEW * every.sum()):
            return True
        layer = ink.cells(filled(words[hidden], gray.shape, margin=ink.MARGIN) & shown)
        like_text = every & ink.looks_like_text(gray)
        return bool(layer.sum() >= max(_LAYER * like_text.sum(), 1))

    def _drawn(self) -> npt.NDArray[np.uint8]:
        """Draw the page small, in gray."""
        width, height = self._frame.size
        scale = (ink.PIXELS / (width * height)) ** 0.5
        return pdf_pages.gray(self._page, self._frame, scale)


def _fractions(quads: list[Array], place: Placement) -> Array:
    points = place.points(np.array(quads, np.float64).reshape(-1, 2))
    placed: Array = (points / (place.width, place.height)).reshape(-1, 4, 2)
    return placed

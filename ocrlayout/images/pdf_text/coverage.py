"""Whether what the pictures of a page show lies under words.

The page is drawn small. Ink is what differs from the gray around it, be it darker or lighter, and
is counted in cells, which are about as high as small print: specks of dust do not fill one.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2

from ocrlayout.images import pdf_pages
from ocrlayout.images.frames import Frame
from ocrlayout.images.pdf_text import ink
from ocrlayout.images.pdf_text.masks import filled, touched
from ocrlayout.images.pdf_text.pictures import Painted, invisible, painted
from ocrlayout.images.pdf_text.placement import Placement

__all__ = ["Seen", "WordsOnPage"]

Array = npt.NDArray[np.float64]
Gray = npt.NDArray[np.uint8]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_LARGE = 0.25  # of the page: pictures that take less are left as they are
_COARSE = (200, 200)  # cells of the grid on which pictures are measured
_DUST = 6  # cells of ink without words that do not matter
_FEW = 0.05  # share of the ink that may be without words: a letterhead, or a signature
_SPECK = 3  # cells in a row of what is larger than a speck, which may lie in two
_ASTRAY = 0.5  # of its height, by which the box of a hidden word may be beside the word
_LINE = 6  # cells in a row of what may be a line of text: 0.6 inch
_MISSED = 0.08  # share of what looks like text that a layer of OCR may be without
_LEAST = 0.1  # share of all ink that it has at least, for pages on rough paper
_INVISIBLE = 2  # grays, of 255, that nobody can tell apart
_LAST = 1 << 62  # the turn of text that is not found among the objects of the page


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

    Attributes
    ----------
    is_pictured : bool
        Pictures take a quarter of the page or more.
    """

    def __init__(self, page: pypdfium2.PdfPage, place: Placement, frame: Frame) -> None:
        self._page, self._frame = page, frame
        self._painted: Painted = painted(page)
        self._quads = _fractions([each.quad for each in self._painted.pictures], place)
        self.is_pictured = bool(filled(self._quads, _COARSE).mean() >= _LARGE)

    @cached_property
    def _gray(self) -> Gray:
        """The page as it is seen, drawn small."""
        return self._drawn()

    def _drawn(self, *, annotations: bool = False) -> Gray:
        width, height = self._frame.size
        scale = (ink.PIXELS / (width * height)) ** 0.5
        return pdf_pages.gray(self._page, self._frame, scale, annotations=annotations)

    @property
    def is_empty(self) -> bool:
        """Whether there are no pictures, and nothing else is drawn that could be seen."""
        painted = self._painted
        if painted.pictures:
            return False
        if not (painted.drawings or painted.annotations):
            return True
        return bool(np.ptp(self._drawn(annotations=True)) <= _INVISIBLE)

    def hides(self, words: WordsOnPage) -> Mask:
        """Return which words lie under large pictures that are painted later."""
        if not self.is_pictured:
            return np.zeros(len(words.quads), np.bool_)
        texts = self._painted.texts
        turns = [texts[at].turn if at in texts else _LAST for at in words.address.tolist()]
        below = self._below(words.quads.mean(axis=1), np.array(turns))
        return self.lacks(words, below)

    def lacks(self, words: WordsOnPage, asked: Mask) -> Mask:
        """Return which of the words that are asked for are not seen: the page looks as without."""
        texts = self._painted.texts
        asked = asked & np.isin(words.address, list(texts))
        if not asked.any():
            return asked
        seen = self._gray.astype(np.int16)
        with invisible([texts[at].thing for at in set(words.address[asked].tolist())]):
            differs = np.abs(seen - self._drawn()) > _INVISIBLE
        hidden: Mask = asked & ~touched(words.quads, differs)
        return hidden

    def _below(self, middles: Array, turns: Integers) -> Mask:
        """Return which points lie in a picture that is painted after their turn."""
        below = np.zeros(len(middles), np.bool_)
        for picture, quad in zip(self._painted.pictures, self._quads, strict=True):
            inside = (middles >= quad.min(axis=0)) & (middles <= quad.max(axis=0))
            below |= inside.all(axis=1) & (turns < picture.turn)
        return below

    def is_under(self, words: Array, hidden: Mask) -> bool:
        """Return whether what the pictures show lies under words, if they are large at all."""
        if not self.is_pictured:
            return True
        shape = self._gray.shape
        shown = filled(self._quads, shape)
        found = ink.ink(self._gray) & shown
        bare = found & ~filled(words, shape, ink.MARGIN)
        every = ink.cells(found)
        if ink.in_runs(ink.cells(bare), _SPECK).sum() <= max(_DUST, _FEW * every.sum()):
            return True
        large = ink.cells(filled(words[hidden], shape, ink.MARGIN) & shown).sum()
        return bool(large > _LEAST * every.sum()) and self._is_layer(words[hidden], bare, every)

    def _is_layer(self, hidden: Array, bare: Mask, every: Mask) -> bool:
        """Return whether hidden words are a layer of OCR, which need not be exact or complete.

        It lies over text by half a line at times, and has nothing for photographs and rules.
        """
        like_text = ink.looks_like_text(self._gray)
        near = filled(hidden, bare.shape, ink.MARGIN, _ASTRAY)
        left = ink.cells(ink.without_rules(bare) & ~near) & like_text
        missed = ink.in_runs(left, _LINE).sum()
        return bool(missed <= max(_DUST, _MISSED * (every & like_text).sum()))


def _fractions(quads: list[Array], place: Placement) -> Array:
    points = place.points(np.array(quads, np.float64).reshape(-1, 2))
    placed: Array = (points / (place.width, place.height)).reshape(-1, 4, 2)
    return placed

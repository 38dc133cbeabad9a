"""The text that a page of a PDF has: its words, and whether they cover what is seen.

===================  ===========================================================================
``characters``       what PDFium says about each character; the only file that calls its text API
``placement``        PDF user space → inches of the page as displayed
``spans``            where runs of characters lie
``pieces``           runs of characters that lie together
``words``            words made of pieces
``pictures``         the images of a page, and the order of painting
``ink``, ``masks``   the page drawn small: what of it is ink, what lies under words
``coverage``         whether what pictures show lies under words
===================  ===========================================================================
"""

import contextlib
import re
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt
import pypdfium2

from ocrlayout.images import pdf_pages, pdf_traps
from ocrlayout.images.frames import Frame
from ocrlayout.images.opening import reading
from ocrlayout.images.pdf_text import coverage
from ocrlayout.images.pdf_text.characters import (
    UNKNOWN,
    Characters,
    Objects,
    characters_of,
    text_page,
)
from ocrlayout.images.pdf_text.coverage import WordsOnPage
from ocrlayout.images.pdf_text.pieces import layered, pieces_of
from ocrlayout.images.pdf_text.placement import Placement, placement_of
from ocrlayout.images.pdf_text.words import in_columns, words_of

__all__ = ["TextFinder", "TextOnPage", "text_on_page"]

# the replacement character, and private code points, which mean something to one font only
_unnamed = re.compile(f"[{chr(UNKNOWN)}\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class TextOnPage:
    """The text that a page of a PDF has.

    Attributes
    ----------
    quads : (n, 4, 2) ndarray of float64
        The corners of each word on the page, as fractions of the page as displayed (after
        ``/Rotate``, inside the CropBox): x to the right, y down, corner 0 at the text's own
        top-left, then clockwise. Words whose characters the file does not name are left out.
    hidden : (n,) ndarray of bool
        The word is drawn without ink, or lies under pictures that are painted later and take a
        quarter of the page or more.
    covers : bool
        The page does not need recognition: nothing that is seen as a picture is without text, or
        the page is empty.
    pictured : bool
        Pictures take a quarter of the page or more.
    """

    quads: npt.NDArray[np.float64]
    hidden: npt.NDArray[np.bool_]
    covers: bool
    pictured: bool

    @property
    def has_text(self) -> bool:
        """Whether there is a word."""
        return len(self.quads) > 0

    @property
    def may_be_layered(self) -> bool:
        """Whether text may be there that OCR has left: hidden, or on a picture."""
        return bool(self.hidden.any()) or (self.pictured and self.has_text)


def text_on_page(frame: Frame) -> TextOnPage:
    """Find the text of a page, and whether it covers what is seen.

    Parameters
    ----------
    frame : Frame
        Of a PDF.

    Raises
    ------
    ImageError
        The page is broken, encrypted or malicious.

    Examples
    --------
    >>> text_on_page(expand("report.pdf")[0]).covers  # doctest: +SKIP
    True
    """
    with TextFinder() as finder:
        return finder.of(frame)


class TextFinder:
    """Finds the text of pages, and holds the PDF of the last one as long as the next are of it.

    Examples
    --------
    >>> with TextFinder() as finder:  # doctest: +SKIP
    ...     [finder.of(frame).covers for frame in expand("report.pdf")]
    [True, True, False]
    """

    def __init__(self) -> None:
        self._opened = contextlib.ExitStack()
        self._source: object = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._opened.close()

    def of(self, frame: Frame) -> TextOnPage:
        """Find the text of a page, as :func:`text_on_page` does."""
        if self._source is not frame.source:
            self._open(frame)
        self._check(frame.index, frame.name)
        with (
            pdf_pages.LOCK,
            reading(frame.name),
            contextlib.closing(self._pdf[frame.index]) as page,
        ):
            return _text(page, frame)

    def _open(self, frame: Frame) -> None:
        self._opened.close()
        self._source = None
        checks = pdf_traps.page_checks(frame.source, frame.password, frame.limit)
        self._check = self._opened.enter_context(checks)
        pdf = pdf_pages.shared(frame.source, frame.file_name, frame.password)
        self._pdf = self._opened.enter_context(pdf)
        self._source = frame.source


def _text(page: pypdfium2.PdfPage, frame: Frame) -> TextOnPage:
    place = placement_of(page)
    with text_page(page) as text:
        words, unreadable = _words(characters_of(text), place)
    seen = coverage.Seen(page, place, frame)
    if not len(words.quads):
        covers = seen.is_empty and not unreadable
        return TextOnPage(words.quads, words.hidden, covers, seen.is_pictured)
    hidden = words.hidden | seen.hides(words)
    covers = seen.is_under(words.quads, hidden)
    if not covers:  # words in layers that are off, which it takes another drawing to find
        hidden |= seen.lacks(words, ~hidden)
        covers = seen.is_under(words.quads, hidden)
    return TextOnPage(words.quads, hidden, covers and unreadable < len(hidden), seen.is_pictured)


def _words(found: Characters, place: Placement) -> tuple[WordsOnPage, int]:
    """Find the words that can be read; returns them, and how many cannot."""
    characters = layered(found)
    cut = pieces_of(characters, place)
    if not cut:
        return WordsOnPage(np.empty((0, 4, 2)), np.empty(0, np.bool_), np.empty(0, np.int64)), 0
    text = "".join(map(chr, characters.code.tolist()))
    words = words_of(text, cut, in_columns(cut, characters), characters.owner)
    quads = words.quads / (place.width, place.height)
    middle = quads.mean(axis=1)
    on_page = ((middle >= 0) & (middle <= 1)).all(axis=1)
    readable = _readable(words.text)
    chosen = _described(quads, words.owner, characters.objects, on_page & readable)
    return chosen, int((on_page & ~readable).sum())


def _described(
    quads: npt.NDArray[np.float64],
    owner: npt.NDArray[np.int64],
    objects: Objects,
    kept: npt.NDArray[np.bool_],
) -> WordsOnPage:
    without_ink = (objects.invisible | objects.transparent)[owner]
    return WordsOnPage(quads[kept], without_ink[kept], objects.address[owner][kept])


def _readable(words: list[str]) -> npt.NDArray[np.bool_]:
    """Return of which words the file names at least half of the characters."""
    return np.array([2 * len(_unnamed.sub("", word)) >= len(word) for word in words], np.bool_)

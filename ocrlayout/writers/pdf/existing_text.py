"""Text that pages of a PDF have already: what of a document's words is laid over them.

No word is laid where one of like height is: its center lies in that word, or half of its area in
several. The center alone would miss a word that an engine has cut otherwise; area alone one whose
box is much higher. Words of quite another height, as a watermark's, do not stand in the way.
"""

import contextlib
import importlib
import io
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pikepdf

from ocrlayout import geometry, page_ranges
from ocrlayout.errors import ImageError
from ocrlayout.images import Frame, Pair, pdf_traps
from ocrlayout.model import Page
from ocrlayout.sources import ExistingText
from ocrlayout.writers.pdf.content_walk import TooDeepError
from ocrlayout.writers.pdf.existing import ExistingPage
from ocrlayout.writers.pdf.image_xobject import ImageXObject
from ocrlayout.writers.pdf.page_picture import picture_of

if TYPE_CHECKING:
    from ocrlayout.images.pdf_text import TextFinder, TextOnPage

__all__ = ["WordsToLay"]

Mask = npt.NDArray[np.bool_]

_LIKE = 3.0  # times that the heights of two words differ at the most, for one to replace the other
_HALF = 0.5  # of a word's area
_TEXT_ENGINE = "text"  # whose words are those of the PDF itself
_MOST_CONTENT = 64e6  # pixels, for eight of which content may have a byte
_BROKEN = (AttributeError, TypeError, ValueError, pikepdf.PdfError)  # of dictionaries
_NOTES = {
    "stays": "%s: left as it is, with the text that it has: %s",
    "redone": "%s: an old layer of text was taken out: %s",
    "kept": "%s: an old layer of text cannot be taken out, and stays: %s",
    "pictured": "%s: made a picture of itself: %s",
    "twice": "%s: text is there already, and will be found twice: %s",
    "unknown": "%s: what text is there cannot be read, and ours is added: %s",
}
_WARNINGS = ("kept", "twice", "unknown")
_log = logging.getLogger("ocrlayout")


class WordsToLay:
    """Chooses the words that are laid over each page of the PDFs that exist, and notes why.

    Parameters
    ----------
    mode : {"auto", "skip", "redo", "force", "add"}
    opened : contextlib.ExitStack
        Closes the PDF whose text is looked for.
    """

    def __init__(self, mode: ExistingText, opened: contextlib.ExitStack) -> None:
        self._mode, self._opened = mode, opened
        self._choose: Callable[[Pair, ExistingPage], Page] = {
            "auto": self._auto,
            "skip": self._skip,
            "redo": self._redo,
            "force": self._force,
            "add": self._add,
        }[mode]
        self._pages: dict[tuple[str, str], list[int]] = {}  # by file and what became of them

    def of(self, pair: Pair, original: ExistingPage) -> Page:
        """Return a page with the words that are to be laid.

        An old layer that they replace is taken out of the original.

        Parameters
        ----------
        pair : Pair
        original : ExistingPage
        """
        if not len(pair.page.words):
            return pair.page
        if pair.page.origin.provider == _TEXT_ENGINE and self._mode != "force":
            return self._stays(pair)
        return self._choose(pair, original)

    def picture(self, pair: Pair, dpi: float | None) -> ImageXObject | None:
        """Return what is to take the place of a page's content; None where that stays."""
        is_forced = self._mode == "force" and len(pair.page.words) > 0
        return picture_of(pair.frame, dpi) if is_forced else None

    def note(self) -> None:
        """Write to the log what became of pages, those of each file together."""
        for (file, what), numbers in self._pages.items():
            level = logging.WARNING if what in _WARNINGS else logging.INFO
            _log.log(level, _NOTES[what], file, page_ranges.named(numbers))

    def _say(self, frame: Frame, what: str) -> None:
        self._pages.setdefault((frame.file_name, what), []).append(frame.index + 1)

    def _stays(self, pair: Pair) -> Page:
        self._say(pair.frame, "stays")
        return _without_words(pair.page)

    def _auto(self, pair: Pair, original: ExistingPage) -> Page:
        text = self._text(pair.frame, original)
        is_covered = text and text.has_text and text.covers
        return self._stays(pair) if is_covered else _where_free(pair, text)

    def _skip(self, pair: Pair, original: ExistingPage) -> Page:
        text = self._text(pair.frame, original)
        return self._stays(pair) if text and text.has_text else pair.page

    def _redo(self, pair: Pair, original: ExistingPage) -> Page:
        try:
            _check_size(pair.frame, original)
            count = original.layers.take_out(original.page, original.shown)
        except (pikepdf.PdfError, TooDeepError, ImageError):
            self._say(pair.frame, "kept")
            return self._auto(pair, original)
        if not count:
            return self._auto(pair, original)
        self._say(pair.frame, "redone")
        return _where_free(pair, self._text(_alone(pair.frame, original), original))

    def _force(self, pair: Pair, _original: ExistingPage) -> Page:
        self._say(pair.frame, "pictured")
        return pair.page

    def _add(self, pair: Pair, original: ExistingPage) -> Page:
        text = self._text(pair.frame, original)
        if text and text.has_text:
            self._say(pair.frame, "twice")
        return pair.page

    def _text(self, frame: Frame, original: ExistingPage) -> "TextOnPage | None":
        """Find the text of a page; None where it has no font, or cannot be read."""
        with contextlib.suppress(*_BROKEN):
            if not _may_show_text(original.page):
                return None
        try:
            return self._finder.of(frame)
        except ImageError:
            self._say(frame, "unknown")
            return None

    @cached_property
    def _finder(self) -> "TextFinder":
        """PDFium, where a page may have text."""
        pdf_text = importlib.import_module("ocrlayout.images.pdf_text")
        finder: TextFinder = self._opened.enter_context(pdf_text.TextFinder())
        return finder


def _check_size(frame: Frame, original: ExistingPage) -> None:
    """Refuse a page whose content would fill the memory when it is looked through."""
    pdf_traps.check_opened(original.pdf, frame.limit, original.number, original.name)
    pdf_traps.check_contents(original.page, original.name, _MOST_CONTENT)


def _where_free(pair: Pair, text: "TextOnPage | None") -> Page:
    if text is None or not text.has_text:
        return pair.page
    return pair.page.keep(free(pair.page, text.quads, pair.frame.displayed))


def free(page: Page, taken: npt.NDArray[np.float64], size: tuple[float, float]) -> Mask:
    """Find the words of a page that do not stand where a word is already.

    Parameters
    ----------
    page : Page
    taken : (n, 4, 2) ndarray
        Words that are there, as fractions of the page as displayed.
    size : (width, height)
        Of the page as displayed, in any unit.

    Returns
    -------
    (m,) ndarray of bool
        True also for words that have no place.
    """
    ours = _points(page, size)
    theirs = taken * size
    found = geometry.overlaps(ours, theirs)
    is_like = _alike(geometry.sizes(ours)[found.row], geometry.sizes(theirs)[found.other])
    share = np.bincount(found.row, found.share * is_like, minlength=len(ours))
    central = np.bincount(found.row, found.central & is_like, minlength=len(ours))
    mask: Mask = (share < _HALF) & (central == 0)
    return mask


def _alike(ours: npt.NDArray[np.float64], theirs: npt.NDArray[np.float64]) -> Mask:
    """Compare the heights of words, and their thickness: quads of columns may stand on end."""
    heights = np.stack([ours[:, 1], theirs[:, 1]])
    thick = np.stack([ours.min(axis=1), theirs.min(axis=1)])
    alike: Mask = np.logical_or(
        *(pair.max(axis=0) < _LIKE * pair.min(axis=0) for pair in (heights, thick))
    )
    return alike


def _points(page: Page, size: tuple[float, float]) -> npt.NDArray[np.float64]:
    """Return where the words of a page stand on it as displayed; a word without a place: its line.

    Not words alone: a page may have been turned since.
    """
    words, lines = page.lines.words.polygon, page.lines.polygon[page.lines.word_line]
    quads = np.where(geometry.known(words)[:, None, None], words, lines)
    width, height = page.source_size
    turned = geometry.scaling(size[0] / width, size[1] / height) @ np.linalg.inv(page.matrix)
    return geometry.apply(turned, quads)


def _without_words(page: Page) -> Page:
    return page.keep(np.zeros(len(page.words), np.bool_))


def _alone(frame: Frame, original: ExistingPage) -> Frame:
    """Make a PDF of a page as it has become, without annotations and their ties to other pages."""
    drawn = ("/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents")
    page = pikepdf.Dictionary()
    for key in drawn:
        if key in original.page:
            page[key] = original.page[key]
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.pages.append(pikepdf.Page(original.pdf.make_indirect(page)))
        pdf.save(file)
    return replace(frame, source=file.getvalue(), index=0, frames=1, password=None)


def _may_show_text(page: pikepdf.Object) -> bool:
    """Return whether a page, or a form on it, has a font."""
    left, seen = [page], set[tuple[int, int]]()
    while left:
        resources: Any = left.pop().get("/Resources", {})
        states = resources.get("/ExtGState", {}).values()
        if resources.get("/Font") or any("/Font" in state for state in states):
            return True
        drawn = resources.get("/XObject", {}).values()
        forms = [form for form in drawn if form.get("/Subtype") == "/Form"]
        left += [form for form in forms if form.objgen not in seen]
        seen.update(form.objgen for form in forms)
    return False

"""A PDF that was written, read back and compared with its document.

==================  ============================================================================
``characters``      what is compared: characters in their plain form, and where they stand
``matching``        which words were read: in their place, elsewhere, several times, or not at all
``comparison``      a page of the document against what was read of it
``profiles``        rules of PDF/A and PDF/UA that the PDF breaks
``results``         what is told
==================  ============================================================================

The PDF is read with the engine ``text``, so by PDFium, which does not take part in writing it.
Where words should stand follows from the document alone, and not from how a writer places them.
"""

import dataclasses
import itertools
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Literal

import numpy as np

from ocrlayout import images as scans_of
from ocrlayout.check.comparison import Before, compared
from ocrlayout.check.profiles import broken_rules
from ocrlayout.check.results import Check, Fault, total
from ocrlayout.engines import text
from ocrlayout.images import Frame, Pair, pdf_text
from ocrlayout.model import Document, Page
from ocrlayout.sources import ExistingText, Scan, Scans

__all__ = ["Check", "Fault", "check_pdf"]

Sheet = Pair | Frame
Answer = dict[str, Any]

_OLD = ("invisible", "transparent")  # words of an old layer, as the engine calls them
_NOTHING: Answer = {"width": 1.0, "height": 1.0, "lines": []}  # what was read of no page


def check_pdf(
    document: Document | Iterable[Document],
    pdf: Scan,
    *,
    images: Scans | Iterable[Scans],
    pages: Literal["all", "answered"] = "all",
    upright: bool = False,
    existing_text: ExistingText = "auto",
    pdfa: str | None = None,
    accessible: bool = False,
) -> Check:
    """Read a searchable PDF back, and compare its text with the document that it was made of.

    Parameters
    ----------
    document, images, pages, upright, existing_text, pdfa, accessible
        As :func:`ocrlayout.save` had them when it wrote the PDF.
    pdf : path, bytes or file object

    Returns
    -------
    Check

    Raises
    ------
    ImageError
        The PDF cannot be read back, or a scan cannot be opened.
    WriteError
        The scans are not those of the document.

    Examples
    --------
    >>> import io
    >>> import numpy as np
    >>> from ocrlayout.formats import save
    >>> from ocrlayout.model import Lines, Page, Words
    >>> quad = [[10, 10], [90, 10], [90, 20], [10, 20]]
    >>> lines = Lines(["fox"], [quad], Words(["fox"], [quad]), [0, 1])
    >>> document = Document([Page(width=100, height=50, unit="pixel", lines=lines)])
    >>> scan, out = np.full((50, 100), 255, np.uint8), io.BytesIO()
    >>> save(document, out, to="pdf", images=scan)
    >>> result = check_pdf(document, out.getvalue(), images=scan)
    >>> result.found, result.missing, result.is_sound
    (1, 0, True)
    """
    documents = [document] if isinstance(document, Document) else document
    scans: Any = [images] if isinstance(document, Document) else images
    sheets = _sheets(documents, scans, pages)
    first = list(itertools.islice(sheets, 1))
    password = _frame(first[0]).password if first else None
    expected = itertools.chain(first, sheets)
    data, _ = text.opened(pdf)
    there = text.read_pages(data, password=password)
    both = enumerate(itertools.zip_longest(expected, there), 1)
    page = partial(_page, upright=upright, existing_text=existing_text)
    result = total(page(number, *sheets) for number, sheets in both)
    level = pdfa or ("2a" if accessible else "")
    broken = broken_rules(data, password, pdfa=level, accessible=accessible)
    return dataclasses.replace(result, broken_rules=broken)


def _sheets(
    documents: Iterable[Document], scans: Iterable[Scans], pages: Literal["all", "answered"]
) -> Iterator[Sheet]:
    """Find the pages that the PDF should have; a frame by itself is of one without an answer."""
    if pages == "all":
        yield from scans_of.with_unanswered(documents, scans)
    else:
        yield from scans_of.pair_stream(documents, scans)


def _frame(sheet: Sheet) -> Frame:
    return sheet if isinstance(sheet, Frame) else sheet.frame


def _page(
    number: int,
    sheet: Sheet | None,
    answer: Answer | None,
    *,
    upright: bool,
    existing_text: ExistingText,
) -> Check:
    """Compare a page with what was read of it; either may not be there."""
    words = Check()
    if isinstance(sheet, Pair) and len(sheet.page.words):
        ways = _readings(sheet.page, upright=upright)
        before = partial(_before, sheet.frame, existing_text)
        words = compared(ways, answer or _NOTHING, before, number)
    return dataclasses.replace(
        words, pages=int(sheet is not None), pages_read=int(answer is not None)
    )


def _readings(page: Page, *, upright: bool) -> list[Page]:
    """Return a page as its scan lies, and, where the PDF may have it upright, as if it lay so.

    A page with a form stays as it lies, also where upright pages were asked for.
    """
    same = page.replace(matrix=np.eye(3), source_size=page.size)
    return [page, same] if upright and np.isfinite(page.size).all() else [page]


def _before(frame: Frame, existing_text: ExistingText) -> Before | None:
    """Read the text that a page had before, as far as it may be there in the result."""
    if frame.kind != "pdf" or existing_text == "force":
        return None
    pages = text.read_pages(frame.source, pages=frame.index + 1, password=frame.password)
    for answer in pages:
        kept = _seen(answer) if existing_text == "redo" else answer
        return Before(kept, stays=_stays(frame, existing_text))
    return None


def _seen(answer: Answer) -> Answer:
    """Leave out the words of an old layer, which gives way."""
    lines = [
        {**line, "words": [word for word in line["words"] if word["visibility"] not in _OLD]}
        for line in answer["lines"]
    ]
    return {**answer, "lines": [line for line in lines if line["words"]]}


def _stays(frame: Frame, existing_text: ExistingText) -> bool:
    """Return whether a page is to stay as it is, for the text that it has."""
    found = pdf_text.text_on_page(frame)
    if existing_text == "redo" and found.hidden.any():
        return False
    return found.has_text and (found.covers or existing_text == "skip")

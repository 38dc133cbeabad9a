"""Searchable PDF: the scan, and above it the words, invisible and selectable, each on its ink.

Images go in with their own bytes wherever PDF can hold them (``scan``), on a page of the size that
their resolution says. Where the scan is a PDF, its pages stay as they are and the text is added to
them (``existing``). A deskewed document is written on the scan as it is: the text is mapped back.

What poppler, PDFium, pdf.js, MuPDF, pdfminer and pdfplumber make of it, of tilted, vertical and
right-to-left text too, is in ``docs/searchable-pdf.md``. Loses confidences, blocks and whatever
else a PDF has no place for.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np

from ocrlayout import geometry
from ocrlayout import images as scans
from ocrlayout.errors import WriteError
from ocrlayout.images import Frame, Pair
from ocrlayout.model import Document, Page
from ocrlayout.writers._whole import joined
from ocrlayout.writers.pdf import existing, scan
from ocrlayout.writers.pdf.book import Book
from ocrlayout.writers.pdf.font import Glyphs
from ocrlayout.writers.pdf.text_layer import clean, layer

__all__ = ["SUFFIXES", "Options", "write"]

SUFFIXES = (".pdf",)
_LONGEST = 14_400.0  # points: larger pages are not displayed
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
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


@dataclass(frozen=True, slots=True)
class Options:
    """How the PDF is made.

    Attributes
    ----------
    dpi : float or None
        Resolution of images that do not say theirs; without it their long side is that of A4.
    title : str
        The document's title, shown by viewers in place of the file name.
    """

    dpi: float | None = None
    title: str = ""

    def __post_init__(self) -> None:
        if self.dpi is not None and not 0 < self.dpi < np.inf:
            raise ValueError(f"dpi is a positive number, not {self.dpi}")
        object.__setattr__(
            self,
            "title",
            clean(self.title.encode("utf-16", "surrogatepass").decode("utf-16", "replace")),
        )


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Any] | None = None,
    options: Options = Options(),
) -> None:
    """Write a searchable PDF, page by page.

    Nothing is dropped: words without a place of their own are laid along their line; a line without
    any stands, tiny but searchable, at the lower left corner of its page. Control characters, which
    a text layer cannot hold, go.

    Parameters
    ----------
    documents : iterable of Document
    out : binary file object
    images : iterable
        The scans of each document: one for each page, or one TIFF or PDF with all of them.
    options : Options

    Raises
    ------
    WriteError
        A page has no image, or the wrong one; or no geometry, as for a DOCX.
    ImageError
        A scan is broken, encrypted or too large.

    Examples
    --------
    >>> import io
    >>> from ocrlayout.model import Lines, Words
    >>> quad = [[10, 10], [90, 10], [90, 20], [10, 20]]
    >>> lines = Lines(["fox"], [quad], Words(["fox"], [quad]), [0, 1])
    >>> page = Page(width=100, height=50, unit="pixel", lines=lines)
    >>> out = io.BytesIO()
    >>> write([Document([page])], out, images=[np.full((50, 100), 255, np.uint8)])
    >>> out.getvalue()[:8]
    b'%PDF-1.5'
    """
    document, given = joined(documents, images)
    if not document.pages:
        raise WriteError("the document has no page, and a PDF needs one")
    if given is None:
        raise WriteError(
            f"page {document[0].number} has no image, and a searchable PDF is made of the scan:"
            " pass images= (a path, an array, an open image, or a list of these)"
        )
    pairs = scans.pair(document, given)
    for page, _, _ in pairs:
        _check(page)
    language = _language(document)
    if any(frame.kind == "pdf" for _, frame, _ in pairs):

        def drawn(part: Sequence[Pair], file: BinaryIO) -> None:
            _draw(part, file, options)

        existing.write(pairs, out, drawn, title=options.title, language=language)
    else:
        _draw(pairs, out, options, language)


def _check(page: Page) -> None:
    """Refuse a page with text of which nothing has a place."""
    placed = geometry.known(page.words.polygon).any() or geometry.known(page.lines.polygon).any()
    sized = np.isfinite(page.source_size).all() and min(page.source_size) > 0
    if len(page.words) and not (placed and sized):
        raise WriteError(
            f"page {page.number} has no geometry: the answer does not say where its words stand (as for a DOCX or a"
            " web page), so they cannot be laid over an image; write it as text, Markdown or JSON"
        )


def _language(document: Document) -> str:
    """Find the language of most of the lines that say theirs."""
    counts = Counter(language for page in document for language in page.lines.language if language)
    language, count = counts.most_common(1)[0] if counts else ("", 0)
    return language if count * 2 > counts.total() and _LANGUAGE.fullmatch(language) else ""


def _draw(pairs: Sequence[Pair], out: BinaryIO, options: Options, language: str = "") -> None:
    """Write pages whose frames are images."""
    glyphs = Glyphs()
    book = Book(out, glyphs, title=options.title, language=language)
    for page, frame, turn in pairs:
        width, height = _size(page, frame, turn, options.dpi)
        picture = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm {_LAID[turn]} cm /Scan Do Q\n".encode(
            "ascii"
        )
        book.add(
            (width, height), picture + _text(page, (width, height), glyphs), scan.picture(frame)
        )
    book.close()


def _size(page: Page, frame: Frame, turn: int, dpi: float | None) -> tuple[float, float]:
    """Width and height of the page in points."""
    if page.unit == "inch" and np.isfinite(page.source_size).all():
        width, height = (side * 72 for side in page.source_size)
    else:
        width, height = (
            side / dots * 72
            for side, dots in zip(frame.size, scans.resolution(frame, dpi), strict=True)
        )
        width, height = (height, width) if turn >= 5 else (width, height)
    scale = min(1.0, _LONGEST / max(width, height))
    return max(1.0, width * scale), max(1.0, height * scale)


def _text(page: Page, size: tuple[float, float], glyphs: Glyphs) -> bytes:
    if not len(page.words):
        return b""
    (width, height), (across, down) = size, page.source_size
    flip = np.array([[width / across, 0, 0], [0, -height / down, height], [0, 0, 1]])
    return (
        b"q "
        + layer(page.lines, flip @ np.linalg.inv(page.matrix), (0, 0, width, height), glyphs)
        + b"Q\n"
    )

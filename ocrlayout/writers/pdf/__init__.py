"""Searchable PDF: the scan, and above it the words, invisible and selectable, each on its ink.

Images go in with their own bytes wherever PDF can hold them (``image_xobject``), on a page of the
size that their resolution says. Where the scan is a PDF, its pages stay as they are and the text is
added to them (``existing``). A deskewed document is written on the scan as it is: the text is
mapped back (``placement``).

What poppler, PDFium, pdf.js, MuPDF, pdfminer and pdfplumber make of it, of tilted, vertical and
right-to-left text too, is in ``docs/searchable-pdf.md``. Loses confidences, blocks and whatever
else PDF does not have a place for.
"""

import contextlib
import itertools
import logging
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO, Literal, get_args

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry, page_ranges
from ocrlayout.errors import WriteError
from ocrlayout.images import Frame, HeldFile, Pair, pair_stream, with_unanswered
from ocrlayout.language_tags import language_tag
from ocrlayout.model import Document, Page
from ocrlayout.sources import ExistingText, Scans
from ocrlayout.writers import _highlight
from ocrlayout.writers._highlight import Passage
from ocrlayout.writers.pdf import addresses, archiving, image_xobject, placement, signatures
from ocrlayout.writers.pdf.document_stream import DocumentStream
from ocrlayout.writers.pdf.existing import ExistingPage, ExistingPdfs, open_pdf
from ocrlayout.writers.pdf.existing_text import WordsToLay
from ocrlayout.writers.pdf.metadata import Claim, Metadata, moment
from ocrlayout.writers.pdf.page_content import MakeImage, Passages, add_layer, add_scan
from ocrlayout.writers.pdf.page_labels import page_labels
from ocrlayout.writers.pdf.recompression import Recompression
from ocrlayout.writers.pdf.resolution_notes import ResolutionNotes
from ocrlayout.writers.pdf.tagging import alternatives, scanned_pdfs
from ocrlayout.writers.pdf.tagging.languages import SpokenLanguages
from ocrlayout.writers.pdf.tagging.tagger import Tagger
from ocrlayout.writers.pdf.text_layer import clean

__all__ = ["SUFFIXES", "Options", "check_scans", "write"]

SUFFIXES = (".pdf",)
NEEDS_WORDS = True  # without words a scan does not become searchable
BINARY = True  # not for a terminal
_KEEPS_TEXT = ("auto", "skip", "add")  # of existing_text
_TEXTS = ("title", "author", "subject", "keywords", "creator")
_log = logging.getLogger("ocrlayout")
PagesOfScan = Literal["all", "answered"]
Archive = Literal["2a", "2b", "2u"]


@dataclass(frozen=True, slots=True)
class Options:
    """How the PDF is made.

    Attributes
    ----------
    dpi : float or None
        Resolution of the images, whatever they say; without it each image's own, and where that is
        missing or absurd, such that the long side is that of A4.
    title : str
        The document's title, shown by viewers in place of the file name.
    author, subject, keywords, creator : str
        What else a PDF says of its document; the creator is the program that made the original.
        ``""`` keeps what an existing PDF says.
    date : str
        When the PDF is made: ISO 8601, or ``"now"``. ``""``: what ``SOURCE_DATE_EPOCH`` says, or
        no date, so that the same scans give the same bytes.
    page_labels : str
        What viewers call the pages, as qpdf has it, ``page:style/start/prefix``: ``"1:r, 5:D"`` for
        i to iv, then 1, 2 …. ``""``: as an existing PDF calls them, or as they are counted.
    pdfa : {"2a", "2b", "2u"} or None
        The PDF is a PDF/A-2, for archives: ``"2b"`` looks the same everywhere, ``"2u"`` also has
        a character for every glyph, ``"2a"`` also has tags: headings, paragraphs, tables.
    accessible : bool
        The PDF is PDF/UA-1, for screen readers, and PDF/A-2a if `pdfa` does not say otherwise.
    language : str
        Of the document (BCP 47: ``"en"``). ``""``: that of most lines, as far as the service
        or their script says it.
    alt_texts : dict of str to str, or None
        What is read in place of pictures, in a PDF with tags. ``"3/1"`` is the first figure of its
        third page, ``"2"`` its second page, where no word was read. On the command line the name
        of a JSON file: ``{"3/1": "A mill by a river"}``.
    highlight : sequence of Passage
        Passages that are marked in yellow, as ``ocrlayout.find`` returns them.
    links : bool
        Web and mail addresses in the text become links; those without ``http://`` or ``www.`` only
        where their domain does not end in that of a country.
    pages : {"all", "answered"}
        Of a PDF or TIFF of several pages: all of them, those that the document does not have as
        they are and without text, with a note in the log; or only those that the document has.
    jpeg_quality : int or None
        1 to 100: gray and color scans become JPEGs of this quality where that is smaller, with a
        loss. None: nothing is lost. Pages of an existing PDF stay as they are in any case.
    upright : bool
        The scan of a page that was deskewed is placed turned, its bytes untouched, on a PDF page
        that holds it; what lies outside of the scan is white. Else it lies as it did.
    existing_text : {"auto", "skip", "redo", "force", "add"}
        What becomes of pages of an existing PDF that have text. ``"auto"``: where the text covers
        what is seen, the page stays as it is; elsewhere no word is laid where one is. ``"skip"``: a
        page with any text stays as it is. ``"redo"``: an old layer of hidden text gives way; text
        that is seen stays, and is not repeated. ``"force"``: the page becomes a picture of itself.
        ``"add"``: all words are added, whatever is there.
    invalidate_signatures : bool
        True adds text to signed PDFs, too, whose signatures then no longer hold.
    """

    dpi: float | None = None
    title: str = field(default="", metadata={"flag": "the title that viewers show"})
    author: str = field(default="", metadata={"flag": "who wrote the document"})
    subject: str = field(default="", metadata={"flag": "what the document is about"})
    keywords: str = field(default="", metadata={"flag": "words to file the document under"})
    creator: str = field(default="", metadata={"flag": "the program that made the original"})
    date: str = field(
        default="",
        metadata={"flag": "date of the PDF: 2026-03-01T12:00+01:00, or 'now' (default: none)"},
    )
    page_labels: str = field(
        default="",
        metadata={"flag": "page numbers that viewers show: '1:r, 5:D' for i to iv, then 1, 2 …"},
    )
    pdfa: Archive | None = field(
        default=None,
        metadata={"flag": "a PDF/A for archives: 2b, 2u (text as Unicode), or 2a (with tags)"},
    )
    accessible: bool = field(
        default=False, metadata={"flag": "tagged for screen readers: PDF/UA-1 and PDF/A-2a"}
    )
    language: str = ""
    alt_texts: Mapping[str, str] | None = field(
        default=None, metadata={"flag": 'JSON file of texts for pictures: {"3/1": "A mill"}'}
    )
    highlight: Sequence[Passage] = field(default=(), metadata={"set": False})
    links: bool = field(default=False, metadata={"flag": "web and mail addresses become links"})
    pages: PagesOfScan = "all"
    jpeg_quality: int | None = field(
        default=None, metadata={"flag": "scans as JPEGs of this quality, 1 to 100, with a loss"}
    )
    upright: bool = field(default=False, metadata={"flag": "the scan turned upright"})
    existing_text: ExistingText = "auto"
    invalidate_signatures: bool = field(
        default=False,
        metadata={"flag": "add text to signed PDFs, too; their signatures then no longer hold"},
    )

    def __post_init__(self) -> None:
        if self.dpi is not None and not 0 < self.dpi < np.inf:
            raise ValueError(f"dpi is a positive number, not {self.dpi}")
        if self.pages not in get_args(PagesOfScan):
            raise ValueError(f"pages is 'all' or 'answered', not {self.pages!r}")
        if self.existing_text not in get_args(ExistingText):
            known = ", ".join(map(repr, get_args(ExistingText)))
            raise ValueError(f"existing_text is one of {known}, not {self.existing_text!r}")
        quality = self.jpeg_quality
        if quality is not None and quality not in range(1, 101):
            raise ValueError(f"jpeg_quality is a whole number from 1 to 100, not {quality}")
        if self.pdfa not in {None, *get_args(Archive)}:
            raise ValueError(f"pdfa is '2a', '2b' or '2u', not {self.pdfa!r}")
        if self.language and not language_tag(self.language):
            raise ValueError(f"language is a tag such as 'en' or 'pt-BR', not {self.language!r}")
        object.__setattr__(self, "language", language_tag(self.language))
        if self.alt_texts and not self.is_tagged:
            raise ValueError("alt_texts are read from tags: give accessible or pdfa='2a', too")
        if self.alt_texts is not None:
            object.__setattr__(self, "alt_texts", alternatives.checked(self.alt_texts))
        moment(self.date)
        page_labels(self.page_labels)
        for name in _TEXTS:
            object.__setattr__(self, name, _well_formed(getattr(self, name)))
        object.__setattr__(self, "highlight", _highlight.checked(self.highlight))

    @property
    def archive(self) -> str:
        """Which PDF/A it is to be; ``""`` for an ordinary PDF."""
        return self.pdfa or ("2a" if self.accessible else "")

    @property
    def claim(self) -> Claim:
        """What it is to say of itself."""
        return Claim(self.archive, is_tagged=self.is_tagged, is_accessible=self.accessible)

    @property
    def is_tagged(self) -> bool:
        """Whether it is to have tags."""
        return self.accessible or self.pdfa == "2a"

    @property
    def metadata(self) -> Metadata:
        """What the PDF says of its document."""
        texts = {name: getattr(self, name) for name in _TEXTS}
        return Metadata(date=moment(self.date), **texts)


def _well_formed(text: str) -> str:
    return clean(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans] | None = None,
    options: Options = Options(),
) -> None:
    """Write a searchable PDF, page by page as documents come.

    Nothing is dropped: words without a place of their own are laid along their line; a line without
    any stands, tiny but searchable, at the lower left corner of its page. Control characters, which
    a text layer cannot hold, go.

    Parameters
    ----------
    documents : iterable of Document
        Their pages follow one another, numbered on from those of the first document.
    out : binary file object
    images : iterable of scans
        For each document its scans: one for each page, or one TIFF or PDF with all of them.
    options : Options

    Raises
    ------
    WriteError
        A page does not have an image, or the wrong one; or no geometry, as for a DOCX. Or images
        were written to a pipe, and a PDF comes later.
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
    sheets, has_pdf = _looked_ahead(iter(documents), images, options.pages)
    if not (has_pdf or _can_be_taken_back(out)):
        _write_pages(sheets, out, options)
        return
    with contextlib.ExitStack() as opened:
        originals = ExistingPdfs(opened, invalidate_signatures=options.invalidate_signatures)
        layers = opened.enter_context(tempfile.TemporaryFile())
        draft = layers if has_pdf else out
        start = draft.tell()
        language = _write_pages(sheets, draft, options, originals)
        if not originals.are_met:
            return
        if draft is out:
            _move(out, start, layers)
        given, claim = bool(options.language), options.claim
        metadata = options.metadata
        originals.save(layers, out, metadata, language=language, is_given=given, claim=claim)


def check_scans(frames: Iterable[Frame], options: Options = Options()) -> None:
    """Refuse scans of which the PDF could not be made, before they are recognized.

    Raises
    ------
    WriteError
        One is a signed PDF, or cannot be a PDF/A.
    ImageError
        One is broken, or encrypted and its password missing or wrong.
    MissingExtra
        An existing PDF is to be a PDF/A, and the extra ``pdfa`` is not installed.
    """
    pdfs: dict[int, list[Frame]] = {}
    for frame in frames:
        if frame.kind == "pdf":
            pdfs.setdefault(id(frame.source), []).append(frame)
    for pages in pdfs.values():
        _check_pdf(pages, options)


def _check_pdf(frames: list[Frame], options: Options) -> None:
    """Refuse pages of a PDF; what is to be taken out of them may be what is wrong."""
    may_archive = bool(options.archive) and options.existing_text in _KEEPS_TEXT
    if options.invalidate_signatures and not (may_archive or options.is_tagged):
        return
    with open_pdf(frames[0]) as pdf:
        name, may_invalidate = frames[0].file_name, options.invalidate_signatures
        signatures.check(pdf, name, may_invalidate=may_invalidate)
        numbers = {frame.index for frame in frames}
        if options.is_tagged:
            scanned_pdfs.check(pdf, numbers, name, options.existing_text)
        if may_archive:
            archiving.check(pdf, numbers, options.archive, name)


def _can_be_taken_back(out: BinaryIO) -> bool:
    """Return whether what is written can be read again, should a PDF come after images."""
    can = [getattr(out, name, None) for name in ("seekable", "readable")]
    return all(each is not None and each() for each in can)


def _move(file: BinaryIO, start: int, target: BinaryIO) -> None:
    """Take back what was written to a file, from `start` on."""
    file.seek(start)
    shutil.copyfileobj(file, target)
    file.seek(start)
    file.truncate()


def _looked_ahead(
    documents: Iterator[Document], images: Iterable[Scans] | None, pages: PagesOfScan
) -> tuple[Iterator[Pair | Frame], bool]:
    """Find the scan of each page; also whether a PDF is among those of the first document."""
    first = list(itertools.islice(documents, 1))
    sheets = _sheets(itertools.chain(first, documents), images, pages)
    count = sum(len(document.pages) for document in first)
    ahead = list(itertools.islice(sheets, max(count, 1)))
    if not ahead:
        raise WriteError("nothing to write: a PDF needs at least one page")
    return itertools.chain(ahead, sheets), any(_frame(sheet).kind == "pdf" for sheet in ahead)


def _sheets(
    documents: Iterable[Document], images: Iterable[Scans] | None, pages: PagesOfScan
) -> Iterator[Pair | Frame]:
    """Find the scan of each page; a frame by itself is of a page that was not answered."""
    if images is None:
        without = (page for document in documents for page in document)
        for page in without:
            raise WriteError(
                f"page {page.number} has no image, and a searchable PDF is made of the scan:"
                " pass images= (a path, an array, an open image, or a list of these)"
            )
        return
    yield from (with_unanswered if pages == "all" else pair_stream)(documents, images)


def _frame(sheet: Pair | Frame) -> Frame:
    return sheet if isinstance(sheet, Frame) else sheet.frame


def _write_pages(
    sheets: Iterable[Pair | Frame],
    out: BinaryIO,
    options: Options,
    originals: ExistingPdfs | None = None,
) -> str:
    """Write a PDF of new pages, and of layers for `originals`; return the language of its text."""
    stream = DocumentStream(
        out,
        metadata=options.metadata,
        pdfa=options.archive,
        tagger=_tagger(options) if options.is_tagged else None,
        is_accessible=options.accessible,
    )
    marked = _highlight.by_page(options.highlight)
    notes, languages = ResolutionNotes(options.dpi), SpokenLanguages()
    with contextlib.ExitStack() as opened, _images(options.jpeg_quality) as make:
        words = WordsToLay(options.existing_text, opened)
        for position, (pair, is_answered) in enumerate(_pairs(sheets)):
            quads = marked.get(pair.page.number, []) if is_answered else []
            _check(pair.page, is_marked=bool(quads))
            languages.look_at(pair.page.lines)
            if pair.frame.kind == "pdf":
                original = _opened(originals, pair, position, options)
                picture, page = words.picture(pair, options.dpi), words.of(pair, original)
                read = page if options.is_tagged else pair.page
                add_layer(stream, page, _passages(read, quads, options), original, picture)
            else:
                size = placement.page_size(*pair, options.dpi)
                notes.look_at(pair.page, pair.frame, size)
                is_upright = options.upright and placement.is_turned(pair.page)
                passages = _passages(pair.page, quads, options)
                add_scan(stream, pair, passages, size, make, upright=is_upright)
    words.note()
    if stream.tagger:
        stream.tagger.close()
    language = options.language or languages.main
    stream.close(language, page_labels(options.page_labels))
    return language


def _passages(page: Page, quads: list[npt.NDArray[np.float64]], options: Options) -> Passages:
    return Passages(quads, addresses.addresses(page.lines) if options.links else ())


def _tagger(options: Options) -> Tagger:
    return Tagger(options.language, options.alt_texts or {})


@contextlib.contextmanager
def _images(jpeg_quality: int | None) -> Iterator[MakeImage]:
    """Make images of frames; at the end, note what a quality has saved."""
    recompression = Recompression(jpeg_quality)
    with HeldFile() as held:
        yield partial(image_xobject.from_frame, held=held, recompression=recompression)
    recompression.note()


def _pairs(sheets: Iterable[Pair | Frame]) -> Iterator[tuple[Pair, bool]]:
    """Yield each page with its frame, and whether it was answered; name those that were not."""
    unanswered = []
    for sheet in sheets:
        if isinstance(sheet, Frame):
            unanswered.append(sheet)
            yield _blank(sheet), False
        else:
            yield sheet, True
    _note(unanswered)


def _blank(frame: Frame) -> Pair:
    """Make a page without text of a frame that was not answered."""
    width, height = frame.displayed
    return Pair(Page(frame.index + 1, width, height, "pixel"), frame, frame.orientation)


def _note(unanswered: Iterable[Frame]) -> None:
    """Name the pages without an answer, those of each file together."""
    for name, frames in itertools.groupby(unanswered, lambda frame: frame.file_name):
        _log.warning(
            "%s: no answer for %s: in the PDF without text",
            name,
            page_ranges.named(frame.index + 1 for frame in frames),
        )


def _opened(
    originals: ExistingPdfs | None, pair: Pair, position: int, options: Options
) -> ExistingPage:
    if not originals:
        raise WriteError(
            f"page {pair.page.number} is one of a PDF, but the pages before it are images, and what"
            " was written to a pipe cannot be taken back: let the documents of PDFs come first, or"
            " write to a file"
        )
    upright = options.upright and placement.is_turned(pair.page)
    return originals.open(pair.frame, position, pair.page if upright else None)


def _check(page: Page, *, is_marked: bool) -> None:
    """Refuse a page with text, or with passages to highlight, of which nothing has a place."""
    is_sized = np.isfinite(page.source_size).all() and min(page.source_size) > 0
    is_placed = geometry.known(page.words.polygon).any() or geometry.known(page.lines.polygon).any()
    if (len(page.words) and not (is_placed and is_sized)) or (is_marked and not is_sized):
        raise WriteError(
            f"page {page.number} has no geometry: the answer does not say where its words stand"
            " (as for a DOCX or a web page), so they cannot be laid over an image; write it as"
            " text, Markdown or JSON"
        )

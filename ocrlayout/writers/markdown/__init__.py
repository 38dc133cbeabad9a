"""Markdown: headings, paragraphs, lists, tables, captions and notes in the order of the lines.

CommonMark with the tables of GitHub's. What these do not have is written as Azure's services do:
tables whose cells span as HTML, figures as ``<figure>``, ends of pages, page headers, footers and
numbers as comments (``<!-- PageBreak -->``, ``<!-- PageHeader="…" -->``), check marks as ☒ and ☐.

Loses places, confidences, and which page continues a table of the page before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, get_args

from ocrlayout.errors import WriteError
from ocrlayout.images import pair
from ocrlayout.model import Document
from ocrlayout.sources import Scans
from ocrlayout.writers._flow.joining import vocabulary_of
from ocrlayout.writers.markdown.figures import FigureFolder
from ocrlayout.writers.markdown.page import Furniture, PageText
from ocrlayout.writers.markdown.tables import Tables

SUFFIXES = (".md", ".markdown")
NEEDS_WORDS = True  # fields and cells without text would be an empty file

PAGE_BREAK = "<!-- PageBreak -->"


@dataclass(frozen=True, slots=True)
class Options:
    """How the Markdown is written.

    Attributes
    ----------
    dehyphenate : bool
        Join a word that a hyphen divides at the end of a line, without the hyphen where it is
        plainly one word. The words of the document are the evidence.
    furniture : {"comments", "text", "drop"}
        Page headers, footers and page numbers: as comments, as paragraphs, or not at all.
    tables : {"auto", "pipe", "html"}
        ``"auto"`` writes a table with pipes if it has one row of headers and no cell that spans,
        else as HTML. ``"pipe"`` writes all with pipes: the first row is the header then, and a cell
        that spans stands in its first place.
    page_breaks : bool
        Whether a comment stands between pages.
    figures : str
        A folder that figures are cut out into, as PNG, and linked: relative to the file. ``""`` for
        none. It needs the scans.
    names : tuple of str
        Of the documents, in order; the command line gives those of the files. Figures are named by
        them.

    Raises
    ------
    ValueError
        `furniture` or `tables` is not one of these.
    """

    dehyphenate: bool = field(
        default=True, metadata={"flag": "in paragraphs, join divided words that are plainly one"}
    )
    furniture: Furniture = field(
        default="comments", metadata={"flag": "page headers, footers and numbers"}
    )
    tables: Tables = field(default="auto", metadata={"flag": "with pipes, as HTML, or as fits"})
    page_breaks: bool = field(default=True, metadata={"flag": "a comment between pages"})
    figures: str = field(
        default="", metadata={"flag": "folder that figures are cut out into, and linked"}
    )
    names: tuple[str, ...] = field(default=(), metadata={"set": False, "names": True})

    def __post_init__(self) -> None:
        for name, kind in (("furniture", Furniture), ("tables", Tables)):
            value = getattr(self, name)
            if value not in get_args(kind):
                known = ", ".join(get_args(kind))
                raise ValueError(f"{name} in Markdown is one of {known}, not {value!r}")


def render(document: Document, options: Options = Options()) -> str:
    r"""Return a document as Markdown.

    Parameters
    ----------
    document : Document
    options : Options

    Examples
    --------
    >>> from ocrlayout.model import Blocks, Lines, Page
    >>> lines = Lines(["Tides", "high wa-", "ter at 6"], block=[0, 1, 1])
    >>> page = Page(lines=lines, blocks=Blocks(["heading", "paragraph"], level=[1, 0]))
    >>> print(render(Document([page])), end="")
    # Tides
    <BLANKLINE>
    high water at 6
    """
    return "".join(_text(_pages([document], options), options))


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans] | None = None,
    options: Options = Options(),
) -> None:
    """Write documents as Markdown in UTF-8, page by page as they come.

    Parameters
    ----------
    documents : iterable of Document
    out : binary file object
    images : iterable of scans, optional
        Used where figures are cut out.
    options : Options

    Raises
    ------
    WriteError
        Figures are to be cut out, and there are no scans.
    """
    if not options.figures:
        pages = _pages(documents, options)
    elif images is None:
        raise WriteError("to cut out figures takes the scans: images=")
    else:
        pages = _pages_with_figures(documents, images, options, FigureFolder(options.figures, out))
    out.writelines(text.encode() for text in _text(pages, options))


def _text(pages: Iterable[PageText], options: Options) -> Iterator[str]:
    """Yield the text of each page, after what divides it from the page before."""
    before, page_break = "", [PAGE_BREAK] if options.page_breaks else []
    for at, page in enumerate(pages):
        blocks = [*(page_break if at else ()), *page.blocks()]
        if blocks:
            yield before + "\n\n".join(blocks)
            before = "\n\n"
    yield "\n" if before else ""


def _pages(documents: Iterable[Document], options: Options) -> Iterator[PageText]:
    for document in documents:
        vocabulary = vocabulary_of(document) if options.dehyphenate else None
        for page in document:
            yield PageText(page, vocabulary, options.furniture, options.tables)


def _pages_with_figures(
    documents: Iterable[Document], images: Iterable[Scans], options: Options, folder: FigureFolder
) -> Iterator[PageText]:
    for at, (document, scans) in enumerate(zip(documents, images, strict=False)):
        vocabulary = vocabulary_of(document) if options.dehyphenate else None
        name = Path(options.names[at]).stem if at < len(options.names) else f"document-{at + 1}"
        for found in pair(document, scans):
            links = folder.links(found, name)
            yield PageText(found.page, vocabulary, options.furniture, options.tables, links)

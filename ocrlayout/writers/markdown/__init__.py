"""Markdown: headings, paragraphs, lists, tables, captions and notes in the order of the lines.

CommonMark with the tables of GitHub's. What these do not have is written as Azure's services do:
tables whose cells span as HTML, figures as ``<figure>``, ends of pages, page headers, footers and
numbers as comments (``<!-- PageBreak -->``, ``<!-- PageHeader="…" -->``), check marks as ☒ and ☐.

Loses places, confidences, and which page continues a table of the page before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, get_args

from ocrlayout.model import Document
from ocrlayout.sources import Scans
from ocrlayout.writers._flow.joining import vocabulary_of
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
    return "".join(_pages([document], options))


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans] | None = None,  # noqa: ARG001  # text does not need pixels
    options: Options = Options(),
) -> None:
    """Write documents as Markdown in UTF-8, page by page as they come.

    Parameters
    ----------
    documents : iterable of Document
    out : binary file object
    images : ignored
        Text does not need pixels.
    options : Options
    """
    out.writelines(text.encode() for text in _pages(documents, options))


def _pages(documents: Iterable[Document], options: Options) -> Iterator[str]:
    """Yield the text of each page, after what divides it from the page before."""
    before = ""
    for blocks in filter(None, _blocks(documents, options)):
        yield before + "\n\n".join(blocks)
        before = "\n\n"
    yield "\n" if before else ""


def _blocks(documents: Iterable[Document], options: Options) -> Iterator[list[str]]:
    """Yield the blocks of each page, page breaks before all but the first."""
    page_break: list[str] = []
    for document in documents:
        vocabulary = vocabulary_of(document) if options.dehyphenate else None
        for page in document:
            text = PageText(page, vocabulary, options.furniture, options.tables)
            yield page_break + text.blocks()
            page_break = [PAGE_BREAK] if options.page_breaks else []

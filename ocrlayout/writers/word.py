"""Word: the text with its headings, lists, tables, captions and notes, to go on writing with.

A document of Word's own styles, so that another template changes how all of it looks. A page of the
scan begins on a new page. Tables keep merged cells and header rows. Needs ``python-docx``.

Loses places, confidences, languages, figures, and which page continues a table of the page before.
"""

import importlib
import importlib.util
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Literal, get_args

from ocrlayout.errors import MissingExtra
from ocrlayout.model import Document, Page
from ocrlayout.scripts import first_direction
from ocrlayout.sources import Scans
from ocrlayout.writers._flow.division import Vocabulary
from ocrlayout.writers._flow.elements import FURNITURE, Element, elements
from ocrlayout.writers._flow.html_tables import laid_out
from ocrlayout.writers._flow.items import split_mark
from ocrlayout.writers._flow.joining import Joiner, clean, vocabulary_of
from ocrlayout.writers._flow.outline import Outline
from ocrlayout.writers._flow.tables import GridCell, cells_of
from ocrlayout.writers._numbering import numbered_on

SUFFIXES = (".docx",)
BINARY = True  # not for a terminal
NEEDS_WORDS = True  # fields and cells without text would be an empty page

Furniture = Literal["keep", "drop"]

_STYLES = {"header": "Header", "footer": "Footer", "page_number": "Footer", "note": "Quote"}
_LEVEL, _DEEPEST = 2, 9  # of a heading of unknown level, below a title; of Word's headings
_DEEPEST_LIST = 3  # "List Bullet 3": Word's template has no deeper ones
_HEADERS = ("column_header", "row_header")
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold, beside controls


@dataclass(frozen=True, slots=True)
class Options:
    """How the document is written.

    Attributes
    ----------
    title : str
        The document's title in its properties; ``""``: its first heading.
    dehyphenate : bool
        Join a word that a hyphen divides at the end of a line, without the hyphen where it is
        plainly one word.
    furniture : {"keep", "drop"}
        Page headers, footers and page numbers, as paragraphs of those styles where they stand.

    Raises
    ------
    ValueError
        `furniture` is neither.
    """

    title: str = field(default="", metadata={"flag": "the title that viewers show"})
    dehyphenate: bool = field(
        default=True, metadata={"flag": "in paragraphs, join divided words that are plainly one"}
    )
    furniture: Furniture = field(default="keep", metadata={"flag": "page headers, footers"})

    def __post_init__(self) -> None:
        if self.furniture not in get_args(Furniture):
            raise ValueError(f"furniture in Word is keep or drop, not {self.furniture!r}")


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans] | None = None,  # noqa: ARG001  # text does not need pixels
    options: Options = Options(),
) -> None:
    """Write documents as one document of Word.

    Parameters
    ----------
    documents : iterable of Document
        The pages of the first keep their numbers, those of the rest follow on.
    out : binary file object
    images : ignored
        Text does not need pixels.
    options : Options

    Raises
    ------
    MissingExtra
        python-docx is not installed.

    Examples
    --------
    >>> import io
    >>> out = io.BytesIO()
    >>> write([Document()], out)
    >>> out.getvalue()[:2]
    b'PK'
    """
    if importlib.util.find_spec("docx") is None:
        raise MissingExtra("python-docx is not installed: pip install 'ocrlayout-kit[word]'")
    file = importlib.import_module("docx").Document()
    title = options.title
    for number, (page, vocabulary) in enumerate(_pages(documents, options)):
        if number:
            file.add_page_break()
        text = _PageText(file, page, vocabulary, options)
        text.write()
        title = title or text.title
    file.core_properties.title, file.core_properties.author = _text(title), ""
    file.save(out)


def _pages(
    documents: Iterable[Document], options: Options
) -> Iterator[tuple[Page, Vocabulary | None]]:
    known: list[Vocabulary | None] = [None]  # of the document whose pages are yielded

    def told() -> Iterator[Document]:
        for document in documents:
            known[0] = vocabulary_of(document) if options.dehyphenate else None
            yield document

    yield from ((page, known[0]) for page in numbered_on(told()))


def _text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", clean(text))


class _PageText:
    """A page while it is written."""

    def __init__(
        self, file: Any, page: Page, vocabulary: Vocabulary | None, options: Options
    ) -> None:
        texts = [_text(text) for text in page.lines.text]
        self._file, self._page, self._options = file, page, options
        self._join = Joiner(texts, vocabulary)
        self._elements = list(elements(page, texts))
        self._outline = Outline()

    @property
    def title(self) -> str:
        """The first heading."""
        found = (one for one in self._elements if one.role == "heading")
        return next((self._join(one.lines) for one in found), "")

    def write(self) -> None:
        """Add the page to the document."""
        for element in self._elements:
            if element.role in FURNITURE and self._options.furniture == "drop":
                continue
            if element.role != "list_item":
                self._outline = Outline()
            self._add(element)

    def _add(self, element: Element) -> None:
        if element.role == "table":
            self._add_table(laid_out(cells_of(self._page, element.part, self._join)))
        elif element.role == "list_item":
            self._add_item(element)
        elif text := self._join(element.lines):
            self._paragraph(text, self._style(element))

    def _style(self, element: Element) -> str:
        """Return the name of Word's style for an element."""
        if element.role == "heading":
            level = int(self._page.blocks.level[element.part.block]) or _LEVEL
            return f"Heading {min(level, _DEEPEST)}"
        return "Caption" if element.role == "caption" else _STYLES.get(element.role, "Normal")

    def _add_item(self, element: Element) -> None:
        mark, text = split_mark(self._join(element.lines))
        depth = self._outline.depth(self._page.lines.take(element.lines[:1]))
        is_numbered = mark[:1].isdigit()  # with its own number: Word would count anew
        text = f"{mark} {text}" if is_numbered else text
        kind = "List" if is_numbered else "List Bullet"
        deeper = f" {min(depth + 1, _DEEPEST_LIST)}" if depth else ""
        self._paragraph(text, f"{kind}{deeper}")

    def _paragraph(self, text: str, style: str) -> None:
        made = self._file.add_paragraph(text, style=style)
        if first_direction(text) == "rtl":
            element = importlib.import_module("docx.oxml").OxmlElement("w:bidi")
            made.paragraph_format.element.get_or_add_pPr().append(element)

    def _add_table(self, rows: list[list[GridCell]]) -> None:
        cells = [cell for row in rows for cell in row]
        if not cells:
            return
        width = max(cell.column + cell.column_span for cell in cells)
        table = self._file.add_table(len(rows), width, style="Table Grid")
        for cell in cells:
            last = table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
            place = table.cell(cell.row, cell.column).merge(last)
            place.paragraphs[0].add_run(_text(cell.text)).bold = cell.role in _HEADERS or None

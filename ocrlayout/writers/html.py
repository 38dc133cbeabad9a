"""HTML: the text with its headings, lists, tables, figures and notes, for browsers and converters.

HTML5 that is XML, too. A page is a ``section`` with its number; page headers and footers are
``header`` and ``footer``, notes ``aside``. Languages and directions of text are said. There are no
styles, scripts or pictures.

Loses places, confidences, and which page continues a table of the page before.
"""

import html
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import BinaryIO, Literal, get_args

from ocrlayout.model import Document, Page
from ocrlayout.scripts import first_direction
from ocrlayout.sources import Scans
from ocrlayout.writers._flow.division import Vocabulary
from ocrlayout.writers._flow.elements import FURNITURE, NO_ROW, Element, elements
from ocrlayout.writers._flow.html_tables import html_table
from ocrlayout.writers._flow.items import split_mark
from ocrlayout.writers._flow.joining import Joiner, clean, vocabulary_of
from ocrlayout.writers._flow.outline import Outline
from ocrlayout.writers._flow.tables import cells_of
from ocrlayout.writers._numbering import numbered_on

SUFFIXES = (".html", ".htm")
NEEDS_WORDS = True  # fields and cells without text would be an empty page

Furniture = Literal["keep", "drop"]

_TAGS = {"header": "header", "footer": "footer", "page_number": "footer", "note": "aside"}
_LEVEL, _DEEPEST = 2, 6  # of a heading of unknown level, below a title; of HTML's headings
_HEAD = """\
<!DOCTYPE html>
<html{lang} xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta charset="utf-8"/>
<title>{title}</title>
</head>
<body>
"""
_TAIL = "</body>\n</html>\n"


@dataclass(frozen=True, slots=True)
class Options:
    """How the page is written.

    Attributes
    ----------
    title : str
        The document's title, as browsers show it; ``""``: its first heading.
    dehyphenate : bool
        Join a word that a hyphen divides at the end of a line, without the hyphen where it is
        plainly one word.
    furniture : {"keep", "drop"}
        Page headers, footers and page numbers.

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
            raise ValueError(f"furniture in HTML is keep or drop, not {self.furniture!r}")


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans] | None = None,  # noqa: ARG001  # text does not need pixels
    options: Options = Options(),
) -> None:
    """Write documents as one page of HTML in UTF-8, as they come.

    Parameters
    ----------
    documents : iterable of Document
        The pages of the first keep their numbers, those of the rest follow on.
    out : binary file object
    images : ignored
        Text does not need pixels.
    options : Options

    Examples
    --------
    >>> import io
    >>> from ocrlayout.model import Blocks, Lines
    >>> lines = Lines(["Tides", "high wa-", "ter"], block=[0, 1, 1])
    >>> out = io.BytesIO()
    >>> write([Document([Page(lines=lines, blocks=Blocks(["heading", "paragraph"]))])], out)
    >>> print(out.getvalue().decode().partition("<body>")[2].partition("</body>")[0].strip())
    <section id="page-1">
    <h2>Tides</h2>
    <p>high water</p>
    </section>
    """
    is_begun = False
    for page, vocabulary in _pages(documents, dehyphenate=options.dehyphenate):
        text = _PageText(page, vocabulary, options)
        if not is_begun:
            out.write(_head(page, options.title or text.title).encode())
            is_begun = True
        out.write("".join(text.parts()).encode())
    out.write((("" if is_begun else _head(Page(), options.title)) + _TAIL).encode())


def _pages(
    documents: Iterable[Document], *, dehyphenate: bool
) -> Iterator[tuple[Page, Vocabulary | None]]:
    known: list[Vocabulary | None] = [None]  # of the document whose pages are yielded

    def told() -> Iterator[Document]:
        for document in documents:
            known[0] = vocabulary_of(document) if dehyphenate else None
            yield document

    yield from ((page, known[0]) for page in numbered_on(told()))


def _head(page: Page, title: str) -> str:
    return _HEAD.format(lang=_lang(_language(page)), title=_escaped(clean(title)))


def _language(page: Page) -> str:
    """Return the language of most lines; ``""`` where nobody said."""
    counts = Counter(filter(None, page.lines.language))
    return counts.most_common(1)[0][0] if counts else ""


def _lang(language: str) -> str:
    return f' lang="{html.escape(clean(language))}"' if language else ""


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


class _PageText:
    """A page while it is written."""

    def __init__(self, page: Page, vocabulary: Vocabulary | None, options: Options) -> None:
        texts = [clean(text) for text in page.lines.text]
        self._page, self._options = page, options
        self._join = Joiner(texts, vocabulary)
        self._elements = list(elements(page, texts))
        tables = {one.part.block for one in self._elements if one.role == "table"}
        self._captions: dict[int, list[Element]] = {row: [] for row in tables}
        for one in self._elements:
            if one.role == "caption" and one.owner in tables:
                self._captions[one.owner].append(one)

    @property
    def title(self) -> str:
        """The first heading."""
        found = (one for one in self._elements if one.role == "heading")
        return next((self._join(one.lines) for one in found), "")

    def parts(self) -> Iterator[str]:
        """Yield the markup."""
        yield f'<section id="page-{self._page.number}">\n'
        kept = (one for one in self._elements if self._stays(one))
        for figure, group in groupby(kept, self._figure):
            yield "<figure>\n" if figure != NO_ROW else ""
            yield from self._flow(list(group))
            yield "</figure>\n" if figure != NO_ROW else ""
        yield "</section>\n"

    def _stays(self, element: Element) -> bool:
        """Return whether an element is written where it stands: captions go into their tables."""
        if element.role == "caption" and element.owner in self._captions:
            return False
        return element.role not in FURNITURE or self._options.furniture == "keep"

    def _figure(self, element: Element) -> int:
        owner = element.owner
        return owner if owner >= 0 and self._page.blocks.role[owner] == "figure" else NO_ROW

    def _flow(self, group: list[Element]) -> Iterator[str]:
        for is_list, run in groupby(group, lambda one: one.role == "list_item"):
            found = list(run)
            yield from self._list(found) if is_list else map(self._block, found)

    def _block(self, element: Element) -> str:
        if element.role == "table":
            return self._table(element)
        text = self._join(element.lines)
        tag = self._tag(element)
        return f"<{tag}{_direction(text)}>{_escaped(text)}</{tag}>\n" if text else ""

    def _tag(self, element: Element) -> str:
        if element.role == "heading":
            level = int(self._page.blocks.level[element.part.block]) or _LEVEL
            return f"h{min(level, _DEEPEST)}"
        if element.role == "caption" and self._figure(element) != NO_ROW:
            return "figcaption"
        return _TAGS.get(element.role, "p")

    def _table(self, element: Element) -> str:
        captions = self._captions[element.part.block]
        caption = " ".join(self._join(one.lines) for one in captions)
        return html_table(cells_of(self._page, element.part, self._join), caption) + "\n"

    def _list(self, group: Iterable[Element]) -> Iterator[str]:
        """Yield items, those that are set in within the item above."""
        outline = Outline()
        open_: list[str] = []
        for element in group:
            mark, text = split_mark(self._join(element.lines))
            depth = outline.depth(self._page.lines.take(element.lines[:1]))
            tag = "ol" if mark[:1].isdigit() else "ul"
            yield from _closed(open_, depth + 1)
            if len(open_) > depth and open_[-1] != tag:
                yield from _closed(open_, depth)
            yield "</li>\n" if len(open_) > depth else f"<{tag}>\n"
            open_ += [] if len(open_) > depth else [tag]
            value = f' value="{int(mark[:-1])}"' if tag == "ol" else ""
            yield f"<li{value}{_direction(text)}>{_escaped(text)}"
        yield from _closed(open_, 0)


def _closed(open_: list[str], depth: int) -> Iterator[str]:
    """Yield the ends of lists that are deeper."""
    while len(open_) > depth:
        yield f"</li>\n</{open_.pop()}>\n"


def _direction(text: str) -> str:
    return ' dir="rtl"' if first_direction(text) == "rtl" else ""

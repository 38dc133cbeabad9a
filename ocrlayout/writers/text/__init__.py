r"""Plain text: the lines as they are ordered, blank lines between blocks, form feeds between pages.

Three forms: ``"plain"``, a line a line; ``"paragraphs"``, a paragraph or an item of a list a line,
rows of a table with tabs between the cells; ``"layout"``, on a grid of equal characters, every line
about where it stands on the page, as ``pdftotext -layout`` has it.

Loses everything but the text: places, confidences, roles. White space that would break a line (line
feeds, form feeds, separators of Unicode) becomes a space, other control characters go.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, get_args

from ocrlayout.model import Document, Lines, Page
from ocrlayout.sources import Scans
from ocrlayout.writers._flow.division import Vocabulary
from ocrlayout.writers._flow.joining import clean, vocabulary_of
from ocrlayout.writers._flow.parts import parts
from ocrlayout.writers.text.layout import is_level, layout
from ocrlayout.writers.text.paragraphs import paragraphs

SUFFIXES = (".txt",)
NEEDS_WORDS = True  # fields and cells without text would be an empty file

Form = Literal["plain", "paragraphs", "layout"]


@dataclass(frozen=True, slots=True)
class Options:
    r"""How the text is put together.

    Attributes
    ----------
    page_break : str
        Stands between pages; a form feed by default, as ``pdftotext`` has it.
    form : {"plain", "paragraphs", "layout"}
        A line a line, a paragraph a line, or every line about where it stands on the page.
    dehyphenate : bool
        In ``"paragraphs"``, join a word that a hyphen divides at the end of a line, without the
        hyphen where it is plainly one word. The words of the document are the evidence.

    Raises
    ------
    ValueError
        `form` is not one of these.
    """

    page_break: str = field(
        default="\f", metadata={"flag": "text between pages (default: a form feed)"}
    )
    form: Form = field(default="plain", metadata={"flag": "lines, paragraphs, or as on the page"})
    dehyphenate: bool = field(
        default=False, metadata={"flag": "in paragraphs, join divided words that are plainly one"}
    )

    def __post_init__(self) -> None:
        if self.form not in get_args(Form):
            raise ValueError(
                f"the form of a text is one of {', '.join(get_args(Form))}, not {self.form!r}"
            )


def render(
    document: Document, *, page_break: str = "\f", form: Form = "plain", dehyphenate: bool = False
) -> str:
    r"""Return a document's text.

    Parameters
    ----------
    document : Document
    page_break, form, dehyphenate
        As in :class:`Options`.

    Returns
    -------
    str
        Every line ends in a line feed; blank lines stand between blocks.

    Raises
    ------
    ValueError
        When `form` is not a form.

    Examples
    --------
    >>> from ocrlayout.model import Blocks, Lines
    >>> lines = Lines(["One", "two", "three"], block=[0, 1, 1])
    >>> document = Document([Page(lines=lines, blocks=Blocks(["heading", "paragraph"]))])
    >>> render(document)
    'One\n\ntwo\nthree\n'
    >>> render(document, form="paragraphs")
    'One\n\ntwo three\n'
    """
    options = Options(page_break, form, dehyphenate)
    return "".join(_pages([document], options))


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans] | None = None,  # noqa: ARG001  # text does not need pixels
    options: Options = Options(),
) -> None:
    """Write the text of documents as UTF-8, page by page as they come.

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
    """Yield the text of each page, after the break that divides it from the page before."""
    before = ""
    for document in documents:
        vocabulary = vocabulary_of(document) if options.dehyphenate else None
        for page in document:
            yield before + _page(page, options, vocabulary)
            before = options.page_break


def _page(page: Page, options: Options, vocabulary: Vocabulary | None) -> str:
    texts = [clean(text) for text in page.lines.text]
    if options.form == "layout" and _is_across(page.lines):
        return layout(page.lines, [text.strip() for text in texts])
    if options.form == "paragraphs":
        blocks = paragraphs(page, texts, vocabulary)
    else:
        blocks = [[texts[line] for line in part.lines] for part in parts(page)]
    return "\n".join("".join(f"{text}\n" for text in block) for block in blocks)


def _is_across(lines: Lines) -> bool:
    """Return whether most lines run across the page: a grid of level lines cannot show others."""
    return bool(len(lines)) and float(is_level(lines).mean()) >= 0.5

"""What of a page goes into a chunk whole: paragraphs, items, headings, rows of tables."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from ocrlayout.model import Page
from ocrlayout.writers._flow.division import Vocabulary
from ocrlayout.writers._flow.elements import Element, elements
from ocrlayout.writers._flow.html_tables import html_table, laid_out
from ocrlayout.writers._flow.joining import Joiner, clean
from ocrlayout.writers._flow.tables import GridCell, cells_of

__all__ = ["Piece", "Table", "pieces", "with_short_lines"]

_SENTENCE_ENDS = (".", "!", "?", ":", ";", "…", "。", "！", "？", "؟", "۔", "।")
_EARLIEST = 0.5  # of the size: a paragraph is not divided earlier, even where a sentence ends


class Table(NamedTuple):
    """Rows of a table, as HTML with the column headers of the whole, and their number."""

    html: str
    rows: int
    columns: int


class Piece(NamedTuple):
    """Lines that stay together: their role, rows, text; the row of their block; of a table, it."""

    role: str
    lines: list[int]
    text: str
    block: int
    table: Table | None = None


def pieces(page: Page, vocabulary: Vocabulary | None, size: int) -> Iterator[Piece]:
    """Yield the pieces of a page in order.

    Parameters
    ----------
    page : Page
        Lines that are longer than `size` are cut before: see :func:`with_short_lines`.
    vocabulary : Vocabulary or None
        Words of the document, to join divided words by.
    size : int
        Characters of a piece, at most; a line, and a row of a table, stay whole.
    """
    texts = [clean(text) for text in page.lines.text]
    join = Joiner(texts, vocabulary)
    for element in elements(page, texts):
        if element.role == "table":
            yield from _of_table(page, element, join, size)
        else:
            yield from _of_lines(_role(page, element), element, texts, join, size)


def with_short_lines(page: Page, size: int) -> Page:
    """Cut lines that are longer than a size, between words, where they have several.

    The words stay in their order, so that their rows are the same.

    Examples
    --------
    >>> from ocrlayout.model import Lines, Words
    >>> lines = Lines(["one two three"], words=Words(["one", "two", "three"]), offsets=[0, 3])
    >>> with_short_lines(Page(lines=lines), 8).lines.text
    ('one two', 'three')
    """
    if all(len(text) <= size for text in page.lines.text):
        return page
    groups: list[list[int]] = []
    held, last = 0, -1
    words = zip(page.words.text, page.lines.word_line.tolist(), strict=True)
    for word, (text, line) in enumerate(words):
        held += len(text) + 1  # with a space before it
        if line == last and held <= size:
            groups[-1].append(word)
        else:
            groups.append([word])
            held, last = len(text), line
    return page.regroup(groups)


def _role(page: Page, element: Element) -> str:
    """Return the role of an element; text within a figure is the figure's."""
    owner = element.owner
    is_in_figure = owner >= 0 and page.blocks.role[owner] == "figure"
    return "figure" if is_in_figure and element.role != "caption" else element.role


def _of_lines(
    role: str, element: Element, texts: list[str], join: Joiner, size: int
) -> Iterator[Piece]:
    for lines in _short(element.lines, texts, size):
        yield Piece(role, lines, join(lines), element.part.block)


def _short(lines: list[int], texts: list[str], size: int) -> Iterator[list[int]]:
    """Cut lines into runs of at most a size, behind the last sentence that ends well within."""
    start = held = 0
    cut = 0  # behind the last line of the run that ends a sentence
    for at, line in enumerate(lines):
        length = len(texts[line]) + 1
        if held + length - 1 > size and at > start:
            end = cut if cut > start else at
            yield lines[start:end]
            held = sum(len(texts[row]) + 1 for row in lines[end:at])
            start = cut = end
        held += length
        if held > _EARLIEST * size and texts[line].rstrip().endswith(_SENTENCE_ENDS):
            cut = at + 1
    yield lines[start:]


def _of_table(page: Page, element: Element, join: Joiner, size: int) -> Iterator[Piece]:
    """Yield rows of a table, as many as a size holds."""
    rows = laid_out(cells_of(page, element.part, join))
    heads = [row for row in rows if row and all(cell.role == "column_header" for cell in row)]
    for run in _runs(rows, size):
        lines = [line for row in run for cell in row for line in cell.lines]
        text = "\n".join(_text(row) for row in run)
        shown = run if run[0] is rows[0] else [*heads, *run]
        yield Piece("table", lines, text, element.part.block, _table(shown, len(run)))


def _text(row: list[GridCell]) -> str:
    return "\t".join(cell.text for cell in row)


def _runs(rows: list[list[GridCell]], size: int) -> Iterator[list[list[GridCell]]]:
    """Put rows together as long as their text fits."""
    held, run = 0, 0
    keys = []
    for row in rows:
        length = len(_text(row)) + 1
        run, held = (run + 1, 0) if held and held + length - 1 > size else (run, held)
        held += length
        keys.append(run)
    grouped = groupby(zip(keys, rows, strict=True), lambda pair: pair[0])
    yield from ([row for _, row in group] for _, group in grouped)


def _table(rows: list[list[GridCell]], count: int) -> Table:
    """Return rows as a table of their own; what spans beyond them ends with them."""
    cells = [
        cell._replace(row=at, row_span=min(cell.row_span, len(rows) - at))
        for at, row in enumerate(rows)
        for cell in row
    ]
    width = max((cell.column + cell.column_span for cell in cells), default=0)
    return Table(html_table(cells), count, width)

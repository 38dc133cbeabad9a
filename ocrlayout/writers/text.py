r"""Plain text: the lines as they are ordered, blank lines between blocks, form feeds between pages.

Three forms: ``"plain"``, a line a line; ``"paragraphs"``, a paragraph a line; ``"layout"``, on a
grid of equal characters, every line about where it stands on the page, as ``pdftotext -layout`` has
it.

Loses everything but the text: places, confidences, roles. White space that would break a line (line
feeds, form feeds, separators of Unicode) becomes a space, other control characters go.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, get_args

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Document, Lines, Page
from ocrlayout.scripts import HYPHENS, is_wide, joined
from ocrlayout.sources import Scans

SUFFIXES = (".txt",)
NEEDS_WORDS = True  # fields and cells without text would be an empty file

Form = Literal["plain", "paragraphs", "layout"]

_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SOFT_HYPHEN = "\u00ad"
_WIDEST = 400  # characters of a layout line: beyond that, the grid gets coarser
_DEEPEST = 3  # blank lines of a layout between two rows, at most
_LEVEL = 0.5  # of a line's height: lines closer than that stand in one row
_NARROWEST = 1e-9  # page units of a cell: the boxes of a page may all be without width


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
        In ``"paragraphs"``, join a word that a hyphen divides at the end of a line.

    Raises
    ------
    ValueError
        `form` is not one of these.
    """

    page_break: str = field(default="\f", metadata={"flag": "text between pages (a form feed)"})
    form: Form = field(default="plain", metadata={"flag": "lines, paragraphs, or a grid"})
    dehyphenate: bool = field(
        default=False, metadata={"flag": "in paragraphs, join words divided by a hyphen"}
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
    for page in itertools.chain.from_iterable(documents):
        yield before + _page(page, options)
        before = options.page_break


def _page(page: Page, options: Options) -> str:
    if options.form == "layout" and len(page.lines) and not _is_vertical(page.lines):
        return _layout(page.lines)
    blocks = (_block(lines, role, options) for lines, role in _blocks(page))
    return "\n".join("".join(f"{text}\n" for text in block) for block in blocks)


def _block(lines: Lines, role: str, options: Options) -> list[str]:
    """Return the lines of text that a block becomes."""
    texts = [_clean(text) for text in lines.text]
    if options.form != "paragraphs":
        return texts
    if role == "table":
        return _table_rows(lines, texts)
    return [_joined(texts, dehyphenate=options.dehyphenate)]


def _blocks(page: Page) -> Iterator[tuple[Lines, str]]:
    """Cut the lines where the block changes."""
    block = page.lines.block
    cuts = [0, *(np.flatnonzero(np.diff(block)) + 1).tolist(), len(block)]
    for start, stop in itertools.pairwise(cuts):
        if stop > start:
            yield (
                page.lines.take(range(start, stop)),
                page.blocks.role[block[start]] if block[start] >= 0 else "",
            )


def _clean(text: str) -> str:
    """Keep a line on its line."""
    return _CONTROLS.sub("", _BREAKS.sub(" ", text))


def _joined(texts: list[str], *, dehyphenate: bool) -> str:
    """Join the lines of a paragraph, with a space where the script writes spaces."""
    whole = ""
    for text in map(str.strip, texts):
        divided = dehyphenate and _is_divided(whole, text)
        if divided or whole.endswith(_SOFT_HYPHEN):
            whole = whole[:-1] + text
        else:
            whole = joined(whole, text)
    return whole


def _is_divided(whole: str, text: str) -> bool:
    """Return whether a hyphen divides a word between two lines."""
    return whole[-1:] in HYPHENS and whole[-2:-1].isalpha() and text[:1].islower()


def _table_rows(lines: Lines, texts: list[str]) -> list[str]:
    """Join the cells of a table's row by tabs: lines that follow each other at one height."""
    middle = geometry.centers(lines.polygon)[:, 1]
    height = geometry.sizes(lines.polygon)[:, 1]
    rows: list[list[str]] = []
    for at, text in enumerate(texts):
        if rows and _are_level(middle, height, at, at - 1):
            rows[-1].append(text)
        else:
            rows.append([text])
    return ["\t".join(row) for row in rows]


def _are_level(middle: geometry.Array, height: geometry.Array, one: int, other: int) -> bool:
    """Return whether two lines stand at one height, within half of the lower one's."""
    apart = abs(middle[one] - middle[other])
    return bool(apart < _LEVEL * min(height[one], height[other]))


def _is_vertical(lines: Lines) -> bool:
    """Return whether most lines run from top to bottom: a grid of level lines cannot show them."""
    return bool(geometry.vertical(lines.polygon, lines.words.polygon, lines.offsets).mean() > 0.5)


def _layout(lines: Lines) -> str:
    """Set the lines on a grid: a row of characters for each row on the page."""
    texts = [_clean(text).strip() for text in lines.text]
    has_text = np.array([bool(text) for text in texts])
    placed = has_text & geometry.known(lines.polygon)
    rows = _level_rows(lines, placed)
    set_rows = _set_rows(rows, texts, geometry.boxes(lines.polygon))
    gaps = _gaps([float(geometry.centers(lines.polygon)[row[0], 1]) for row in rows])
    parts = ["\n" * gap + f"{row}\n" for gap, row in zip(gaps, set_rows, strict=True)]
    parts += [f"{texts[at]}\n" for at in np.flatnonzero(has_text & ~placed)]
    return "".join(parts)


def _level_rows(lines: Lines, placed: npt.NDArray[np.bool_]) -> list[list[int]]:
    """Group the placed lines by height, from the top of the page down."""
    middle = geometry.centers(lines.polygon)[:, 1]
    height = geometry.sizes(lines.polygon)[:, 1]
    rows: list[list[int]] = []
    for at in np.argsort(middle, kind="stable").tolist():
        if not placed[at]:
            continue
        if rows and _are_level(middle, height, at, rows[-1][0]):
            rows[-1].append(at)
        else:
            rows.append([at])
    return rows


def _set_rows(rows: list[list[int]], texts: list[str], boxes: geometry.Array) -> list[str]:
    """Put the texts of each row at their columns of the grid."""
    level = [at for row in rows for at in row]
    if not level:
        return []
    left, right = float(boxes[level, 0].min()), float(boxes[level, 0].max())
    widths = [(boxes[at, 2] - boxes[at, 0]) / _cells(texts[at]) for at in level]
    cell = max(float(np.median(widths)), (right - left) / _WIDEST, _NARROWEST)
    columns = np.round((boxes[:, 0] - left) / cell)
    return [_set([(int(columns[at]), texts[at]) for at in row]) for row in rows]


def _gaps(middle: list[float]) -> list[int]:
    """Return the blank lines before each row.

    A row that follows closely is a step below the one before. The step is the lower quartile of the
    distances, since gaps only make them larger.
    """
    if not middle:
        return []
    apart = np.diff(middle)
    step = float(np.quantile(apart, 0.25, method="lower")) if len(apart) else 0.0
    steps = [round(float(distance) / step) if step else 1 for distance in apart]
    return [0, *(min(max(count - 1, 0), _DEEPEST) for count in steps)]


def _cells(text: str) -> int:
    return sum(2 if is_wide(character) else 1 for character in text)


def _set(placed: list[tuple[int, str]]) -> str:
    """Put texts at their columns; one that would touch its neighbor moves on by a space."""
    row = ""
    for column, text in sorted(placed):
        row += " " * max(column - _cells(row), 1 if row else 0) + text
    return row

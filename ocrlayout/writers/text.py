r"""Plain text: the lines in the order they have, a blank line between blocks, a form feed between pages.

Three forms: ``"plain"``, a line a line; ``"paragraphs"``, a paragraph a line; ``"layout"``, on a
grid of equal characters, every line about where it stands on the page, as ``pdftotext -layout`` has
it.

Loses everything but the text: places, confidences, roles. White space that would break a line (line
feeds, form feeds, separators of Unicode) becomes a space, other control characters go.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal, get_args

import numpy as np

from ocrlayout import geometry
from ocrlayout.model import Document, Lines, Page
from ocrlayout.scripts import HYPHENS, is_wide, joined

SUFFIXES = (".txt",)

Form = Literal["plain", "paragraphs", "layout"]

_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SOFT_HYPHEN = "\u00ad"
_WIDEST = 400  # characters of a layout line: beyond that, the grid gets coarser
_DEEPEST = 3  # blank lines of a layout between two rows, at most


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
        When `form` is none of these.
    """

    page_break: str = "\f"
    form: Form = "plain"
    dehyphenate: bool = False

    def __post_init__(self) -> None:
        if self.form not in get_args(Form):
            raise ValueError(
                f"the form of a text is one of {', '.join(get_args(Form))}, not {self.form!r}"
            )


def render(document: Document, options: Options = Options()) -> str:
    r"""Return a document's text.

    Parameters
    ----------
    document : Document
    options : Options

    Returns
    -------
    str
        Every line ends in a line feed; blank lines stand between blocks.

    Examples
    --------
    >>> from ocrlayout.model import Blocks, Lines
    >>> blocks = Blocks(["heading", "paragraph"])
    >>> document = Document([Page(lines=Lines(["One", "two", "three"], block=[0, 1, 1]), blocks=blocks)])
    >>> render(document)
    'One\n\ntwo\nthree\n'
    >>> render(document, Options(form="paragraphs"))
    'One\n\ntwo three\n'
    """
    return options.page_break.join(_page(page, options) for page in document.pages)


def write(
    document: Document,
    out: BinaryIO,
    *,
    images: Any = None,  # noqa: ARG001
    options: Options = Options(),
) -> None:
    """Write a document's text as UTF-8.

    Parameters
    ----------
    document : Document
    out : binary file object
    images : ignored
        Text needs no pixels.
    options : Options
    """
    breaks = itertools.chain([""], itertools.repeat(options.page_break))
    pages = zip(breaks, document.pages, strict=False)
    out.writelines((before + _page(page, options)).encode() for before, page in pages)


def _page(page: Page, options: Options) -> str:
    if options.form == "layout" and len(page.lines) and not _is_vertical(page.lines):
        return _layout(page.lines)
    parts: list[str] = []
    for lines, role in _blocks(page):
        parts.append("\n" if parts else "")
        texts = [_clean(text) for text in lines.text]
        if options.form == "paragraphs":
            texts = (
                _rows(lines, texts)
                if role == "table"
                else [_joined(texts, dehyphenate=options.dehyphenate)]
            )
        parts += [f"{text}\n" for text in texts]
    return "".join(parts)


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
    """Join the lines of a paragraph."""
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


def _rows(lines: Lines, texts: list[str]) -> list[str]:
    """Join the cells of a table's row by tabs: lines that follow each other to the side at one height."""
    rows: list[list[str]] = []
    middle, height = geometry.centers(lines.polygon), geometry.sizes(lines.polygon)[:, 1]
    for at, text in enumerate(texts):
        apart = abs(middle[at, 1] - middle[at - 1, 1]) if rows else np.inf
        if apart < 0.5 * min(height[at], height[at - 1]):
            rows[-1].append(text)
        else:
            rows.append([text])
    return ["\t".join(row) for row in rows]


def _is_vertical(lines: Lines) -> bool:
    """Tell whether most lines run from top to bottom: a grid of level lines cannot show them."""
    return bool(geometry.vertical(lines.polygon, lines.words.polygon, lines.offsets).mean() > 0.5)


def _layout(lines: Lines) -> str:
    """Set the lines on a grid: a row of characters for each row on the page."""
    texts = [_clean(text).strip() for text in lines.text]
    found = np.isfinite(lines.polygon).all(axis=(1, 2)) & np.array([bool(text) for text in texts])
    boxes, middle = geometry.boxes(lines.polygon), geometry.centers(lines.polygon)[:, 1]
    height = geometry.sizes(lines.polygon)[:, 1]
    level = [at for at in np.argsort(middle, kind="stable").tolist() if found[at]]
    rows: list[list[int]] = []
    for at in level:
        if rows and middle[at] - middle[rows[-1][0]] < 0.5 * min(height[at], height[rows[-1][0]]):
            rows[-1].append(at)
        else:
            rows.append([at])
    cell, left = _cell(boxes, texts, level)
    out: list[str] = []
    step = _step([float(middle[row[0]]) for row in rows])
    for before, row in zip([None, *rows], rows, strict=False):
        gap = 1.0 if before is None or not step else (middle[row[0]] - middle[before[0]]) / step
        out += [""] * min(max(round(gap) - 1, 0), _DEEPEST)
        out.append(_set([(round((boxes[at, 0] - left) / cell), texts[at]) for at in row]))
    out += [text for at, text in enumerate(texts) if text and not found[at]]
    return "".join(f"{text}\n" for text in out)


def _cell(boxes: geometry.Array, texts: list[str], level: list[int]) -> tuple[float, float]:
    """Width of a character, and where the grid starts."""
    if not level:
        return 1.0, 0.0
    widths = [(boxes[at, 2] - boxes[at, 0]) / _cells(texts[at]) for at in level]
    left = float(boxes[level, 0].min())
    return max(float(np.median(widths)), float(boxes[level, 0].max() - left) / _WIDEST, 1e-9), left


def _step(middle: list[float]) -> float:
    """Distance of two rows that follow each other closely: the lower quartile, as gaps only make it larger."""
    return float(np.quantile(np.diff(middle), 0.25, method="lower")) if len(middle) > 1 else 0.0


def _cells(text: str) -> int:
    return sum(2 if is_wide(character) else 1 for character in text)


def _set(placed: list[tuple[int, str]]) -> str:
    """Put texts at their columns; one that would touch its neighbor moves on by a space."""
    row = ""
    for column, text in sorted(placed):
        row += " " * max(column - _cells(row), 1 if row else 0) + text
    return row

"""What the blocks of a page look like and say: the figures by which their roles are told."""

import bisect
import itertools
import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout.order.canonical import Sheet
from ocrlayout.order.cues import is_page_number
from ocrlayout.order.paragraphs import is_item

Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

OPEN = 4.0  # body heights of white that say that nothing stands there
_KNOWN = 5  # characters from which their width says something about the size of type
_WIDTH_SHARE = 0.6  # what the width of characters counts in the size of type; the rest is height
_LIKE = 0.2  # lines whose height differs less from the body's are set in the body's type
_LEVEL = 0.5  # line heights: lines of one row


@dataclass(slots=True, eq=False)
class Look:
    """What a block looks like; lengths are in heights of the page's body text.

    Attributes
    ----------
    kind : str
        What the layout says of it: ``"table"``, ``"header"``, ``"footer"``, ``"page_number"``,
        ``"note"`` or ``""``.
    opening, closing : str
        Its first and last line.
    lines, rows, length : int, int, float
        How many there are, and characters.
    size : float
        Logarithm of the size of its type over that of the page's body text.
    left, right, top, bottom : float
    above, below : float
        White to the blocks before and behind, where these stand above and below; else `OPEN`.
    beside : int
        Lines level with it, its own too where a row of it has several.
    low, ended, letters, number : bool, bool, float, bool
        Opens in lower case, ends a sentence, share of letters, nothing but a page's number.
    """

    kind: str
    opening: str
    closing: str
    lines: int
    rows: int
    length: float
    size: float
    left: float
    right: float
    top: float
    bottom: float
    beside: int
    low: bool
    ended: bool
    letters: float
    number: bool
    above: float = OPEN
    below: float = OPEN

    @property
    def is_item(self) -> bool:
        """Whether it opens with the mark of an item of a list."""
        return is_item(self.opening)


class _Page(NamedTuple):
    """Columns of a sheet as lists, and what the page's type is measured by."""

    x0: list[float]
    x1: list[float]
    y: list[float]
    height: list[float]
    extent: list[float]
    level: list[float]  # y, sorted
    body: float
    character: float  # usual width


def looks(
    sheet: Sheet, blocks: list[Index], kinds: list[str], texts: list[str], in_table: Mask
) -> list[Look]:
    """Measure the blocks of a page.

    Parameters
    ----------
    sheet : Sheet
    blocks : list of (k,) ndarray of int64
        Lines of each, in reading order.
    kinds : list of str
        What the layout says of each.
    texts : list of str
        One a line of the sheet.
    in_table : (n,) ndarray of bool
        Strips that stand for tables, which say nothing about type.
    """
    page = _page(sheet, in_table)
    seen = [
        _look(sheet, page, block.tolist(), kind, texts)
        for block, kind in zip(blocks, kinds, strict=True)
    ]
    for one, other in itertools.pairwise(seen):
        one.below = other.above = _white(one, other, page.body)
    return seen


def _page(sheet: Sheet, in_table: Mask) -> _Page:
    body, extent = sheet.body, sheet.cues.extent
    like = ~in_table & (np.abs(sheet.height - body) < _LIKE * body)
    total = float(extent[like].sum())
    width = float((sheet.x1 - sheet.x0)[like].sum())
    columns = (sheet.x0, sheet.x1, sheet.y, sheet.height, extent, np.sort(sheet.y))
    x0, x1, y, height, length, level = (column.tolist() for column in columns)
    character = width / total if total and width else 0.5 * body
    return _Page(x0, x1, y, height, length, level, body, character)


def _look(sheet: Sheet, page: _Page, lines: list[int], kind: str, texts: list[str]) -> Look:
    cues, first, last = sheet.cues, lines[0], lines[-1]
    top = min(page.y[line] - 0.5 * page.height[line] for line in lines)
    bottom = max(page.y[line] + 0.5 * page.height[line] for line in lines)
    rows = 1 + sum(not _is_beside(page, one, two) for one, two in itertools.pairwise(lines))
    level = bisect.bisect(page.level, bottom) - bisect.bisect(page.level, top)
    return Look(
        kind,
        texts[first],
        texts[last],
        len(lines),
        rows,
        sum(page.extent[line] for line in lines),
        _size(page, lines),
        min(page.x0[line] for line in lines),
        max(page.x1[line] for line in lines),
        top,
        bottom,
        max(level - rows, 0),
        bool(cues.opens_low[first]),
        bool(cues.ended[last]),
        float(cues.letters[first]),
        len(lines) == 1 and is_page_number(texts[first]),
    )


def _is_beside(page: _Page, one: int, two: int) -> bool:
    """Return whether a line goes on the row of the one before."""
    room = _LEVEL * min(page.height[one], page.height[two])
    return abs(page.y[two] - page.y[one]) < room and page.x0[two] > page.x0[one]


def _size(page: _Page, lines: list[int]) -> float:
    """Return the logarithm of the size of type: by heights of boxes, and widths of characters.

    Heights are rough; the widths of some characters together are less so, and tell bold type.
    """
    height = sum(page.height[line] for line in lines) / len(lines)
    tall = math.log(max(height, 1e-6) / page.body)
    length = sum(page.extent[line] for line in lines)
    if length < _KNOWN:
        return tall
    width = sum(page.x1[line] - page.x0[line] for line in lines)
    wide = math.log(max(width, 1e-6) / (length * page.character))
    return (1 - _WIDTH_SHARE) * tall + _WIDTH_SHARE * min(max(wide, -0.7), 0.7)


def _white(one: Look, other: Look, unit: float) -> float:
    """Return the white between a block and the next, where that stands below it."""
    is_over = min(one.right, other.right) > max(one.left, other.left)
    gap = (other.top - one.bottom) / unit
    return min(max(gap, 0.0), OPEN) if is_over and gap > -_LEVEL else OPEN

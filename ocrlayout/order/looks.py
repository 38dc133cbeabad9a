"""What the blocks of a page look like and say: the figures by which their roles are told."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrlayout.order.cues import is_page_number
from ocrlayout.order.neighbors import Neighbors, neighbors
from ocrlayout.order.text_rows import Rows

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

OPEN = 4.0  # body heights of white that say that nothing stands there
_KNOWN = 5  # characters from which their width says something about the size of type
_MOST_WIDE = 0.7  # of the logarithm of the width of characters over the usual: more is an error
_LONGEST_NUMBER = 14  # characters of the number of a page
_LIKE = 0.2  # lines whose height differs less from the body's are set in the body's type
_NARROW = 0.5  # of a line's height: the width of a character where the page says nothing of it
_OVERLAP = 0.5  # body heights that two blocks may share of which one stands above the other


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where on a page the blocks stand; lengths in heights of the page's body text.

    Attributes
    ----------
    left, right, top, bottom : (n,) ndarray
        From the edges of the page's text.
    over, under : (n,) ndarray
        White to the nearest line above and below, wherever on the page it stands.
    before, behind : (n,) ndarray
        How many lines stand above it, and below it, on the whole page.
    beside : (n,) ndarray
        Lines level with it that are not its own.
    wide, high : float
        Of the page's text.
    """

    left: Array
    right: Array
    top: Array
    bottom: Array
    over: Array
    under: Array
    before: Array
    behind: Array
    beside: Array
    wide: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """Columns, one value a block; lengths in heights of the page's body text.

    Attributes
    ----------
    kind : list of str
        What the layout says: ``"table"``, ``"header"``, ``"footer"``, ``"note"`` or ``""``.
    leaf : (n,) ndarray of int64
        The leaf that each stands in.
    first, last : (n,) ndarray of int64
        The first and the last line of each.
    opening : (n,) ndarray of int64
        See :func:`~ocrlayout.order.openings.opening`.
    lines, rows, length : (n,) ndarray
        How many there are, and characters.
    tall, wide : (n,) ndarray
        Logarithm of the height of its type and of the width of its characters, over those of the
        page's body text; the second is 0 where there are few characters.
    place : Place
    inset, free : (n,) ndarray
        White to the left and the right end of its leaf.
    hanging : (n,) ndarray
        How far its second row starts to the right of its first; 0 where there is one row.
    near : Neighbors
        On the page.
    gap : (n - 1,) ndarray
        White to the next in reading order, where that stands below it; else `OPEN`.
    number, capitals, capital : (n,) ndarray
        Nothing but a page's number; no small letters; share of words with a capital.
    """

    kind: list[str]
    leaf: Index
    first: Index
    last: Index
    opening: Index
    lines: Array
    rows: Array
    length: Array
    tall: Array
    wide: Array
    place: Place
    inset: Array
    free: Array
    hanging: Array
    near: Neighbors
    gap: Array
    number: Array
    capitals: Array
    capital: Array

    def __len__(self) -> int:
        return len(self.kind)


def looks(rows: Rows, start: Index, kind: list[str], in_table: Mask) -> Looks:
    """Measure the blocks of a page.

    Parameters
    ----------
    rows : Rows
    start : (n,) ndarray of int64
        The first row of each block.
    kind : list of str
        What the layout says of each.
    in_table : (k,) ndarray of bool
        Strips that stand for tables, which say nothing about type; one value a line of the sheet.
    """
    end, unit = np.append(start[1:], len(rows)), rows.unit
    count, length = np.add.reduceat(rows.count, start), np.add.reduceat(rows.length, start)
    box, leaf = _boxes(rows, start), rows.leaf[start]
    texts = [rows.texts[line] for line in rows.first[start].tolist()]
    capitals = np.array([_capitals(text) for text in texts])
    inset, free = _indents(box, leaf)
    return Looks(
        kind=kind,
        leaf=leaf,
        first=rows.first[start],
        last=rows.last[end - 1],
        opening=rows.opening[start],
        lines=count,
        rows=(end - start).astype(np.float64),
        length=length,
        tall=np.log(np.add.reduceat(rows.height * rows.count, start) / count / unit),
        wide=_wide(rows, np.add.reduceat(rows.width, start), length, in_table),
        place=_place(rows, box, count),
        inset=inset / unit,
        free=free / unit,
        hanging=_hanging(rows, start, end) / unit,
        near=neighbors(box, length, unit),
        gap=_gaps(box, unit),
        number=np.array(_are_numbers(texts, length, count), np.float64),
        capitals=capitals[:, 0],
        capital=capitals[:, 1],
    )


def _boxes(rows: Rows, start: Index) -> Array:
    """Return left, top, right and bottom of each block, (n, 4)."""
    low = (np.minimum.reduceat(each, start) for each in (rows.left, rows.top))
    high = (np.maximum.reduceat(each, start) for each in (rows.right, rows.bottom))
    return np.stack([*low, *high], axis=1)


def _place(rows: Rows, box: Array, count: Array) -> Place:
    sheet, unit, (left, top, right, bottom) = rows.sheet, rows.unit, box.T
    x0, x1 = float(sheet.x0.min()), float(sheet.x1.max())
    tops, bottoms = np.sort(sheet.y - 0.5 * sheet.height), np.sort(sheet.y + 0.5 * sheet.height)
    before = np.searchsorted(bottoms, top + _OVERLAP * unit)
    behind = np.searchsorted(tops, bottom - _OVERLAP * unit)
    return Place(
        left=(left - x0) / unit,
        right=(x1 - right) / unit,
        top=(top - tops[0]) / unit,
        bottom=(bottoms[-1] - bottom) / unit,
        over=_white(np.append(-np.inf, bottoms)[before], top, unit),
        under=_white(bottom, np.append(tops, np.inf)[behind], unit),
        before=before.astype(np.float64),
        behind=len(tops) - behind.astype(np.float64),
        beside=np.maximum(behind - before - count, 0.0),
        wide=max((x1 - x0) / unit, 1.0),
        high=max(float(bottoms[-1] - tops[0]) / unit, 1.0),
    )


def _white(upper: Array, lower: Array, unit: float) -> Array:
    return np.asarray(np.clip((lower - upper) / unit, 0.0, 2 * OPEN))


def _indents(box: Array, leaf: Index) -> tuple[Array, Array]:
    """Return the white to the left and the right end of the leaf of each block."""
    start = np.flatnonzero(np.diff(leaf, prepend=-1))
    many = np.diff(np.append(start, len(leaf)))
    left = np.repeat(np.minimum.reduceat(box[:, 0], start), many)
    right = np.repeat(np.maximum.reduceat(box[:, 2], start), many)
    return box[:, 0] - left, right - box[:, 2]


def _hanging(rows: Rows, start: Index, end: Index) -> Array:
    """Return how far the second row of each block starts to the right of the first."""
    second = np.minimum(start + 1, end - 1)
    return rows.left[second] - rows.left[start]


def _gaps(box: Array, unit: float) -> Array:
    """Return the white between each block and the next, where that stands below it."""
    left, top, right, bottom = box.T
    gap = (top[1:] - bottom[:-1]) / unit
    is_over = np.minimum(right[:-1], right[1:]) > np.maximum(left[:-1], left[1:])
    return np.where(is_over & (gap > -_OVERLAP), np.clip(gap, 0.0, OPEN), OPEN)


def _wide(rows: Rows, width: Array, length: Array, in_table: Mask) -> Array:
    """Return the logarithm of the width of characters over that of the page's body text.

    Heights of boxes are rough; the widths of some characters together are less so, and tell bold
    type.
    """
    sheet, unit = rows.sheet, rows.unit
    like = ~in_table & (np.abs(sheet.height - unit) < _LIKE * unit)
    total = float(sheet.cues.extent[like].sum())
    known = float((sheet.x1 - sheet.x0)[like].sum())
    character = known / total if total and known else _NARROW * unit
    wide = np.log(np.maximum(width, 1e-6) / (np.maximum(length, 1.0) * character))
    return np.where(length < _KNOWN, 0.0, np.clip(wide, -_MOST_WIDE, _MOST_WIDE))


def _are_numbers(texts: list[str], length: Array, count: Array) -> list[bool]:
    brief = ((length < _LONGEST_NUMBER) & (count == 1)).tolist()
    return [is_brief and is_page_number(text) for text, is_brief in zip(texts, brief, strict=True)]


def _capitals(text: str) -> tuple[bool, float]:
    """Return whether a text has no small letters, and the share of words with a capital."""
    words = text.split()
    return text.isupper(), sum(word[0].isupper() for word in words) / max(len(words), 1)

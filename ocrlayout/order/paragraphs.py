"""Paragraphs: where, in a leaf's lines, one ends and the next begins."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrlayout.order.canonical import Sheet
from ocrlayout.order.measure import median

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_ITEM = re.compile(
    r"\s*([•‣◦▪●○■□▸►–—*·-]\s+|[•‣◦▪●■▸►✓✔➢➤❖❑]\s*|\(?(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s+)\S"
)

# Of line heights, or of the usual pitch where one is named.
_NEAR = 2.2  # two rows farther apart say nothing about the pitch of a text
_FAR = 1.35  # of the usual pitch: white that ends a paragraph
_ON = 2.0  # text that says that it goes on bridges less than this
_TALLER = 1.4  # a change of type, by height alone
_LARGER = 1.3  # a change of type, by height and width of characters together
_KNOWN = 6  # characters from which the width of one is known to a tenth
_WIDER = 1.12  # bold or larger characters: with a step wider than the usual, a heading's
_BOLD = 1.2  # bold or larger beyond doubt
_TIGHT = 0.98  # of the usual pitch: below a bold line
_LOOSE = 1.12  # of the usual pitch: white below a heading that is set close
_BRIEF = 0.4  # of the column's width: what a title leaves free
_FULL = 0.3  # share of the rows of a text that reach its edge
_FLUSH = 0.5  # rows that start at one place
_SHORT = 0.2  # of the column's width: what a last line leaves free
_INDENT = (0.8, 6.0)  # an indent; farther to the right is another column


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """The rows of a leaf: columns, one value a row."""

    starts: Index
    first: Index
    last: Index
    y: Array
    height: Array
    left: Array
    right: Array
    character: Array  # width of one; NaN where a row has too few to tell


def is_item(text: str) -> bool:
    """Return whether a line opens with the mark of an item of a list.

    Examples
    --------
    >>> is_item("• one"), is_item("b) two"), is_item("3. three"), is_item("1984 was")
    (True, True, True, False)
    """
    return bool(_ITEM.match(text))


def paragraphs(sheet: Sheet, lines: Index, texts: list[str], in_table: Mask) -> list[Index]:
    """Cut a leaf's lines, which are in order, where a paragraph ends.

    Parameters
    ----------
    sheet : Sheet
    lines : (k,) ndarray of int64
    texts : list of str
        One a line of the sheet.
    in_table : (n,) ndarray of bool
        Strips of tables: a paragraph ends where they begin and end.
    """
    starts = row_starts(sheet, lines)
    if len(starts) < 2:
        return [lines]
    rows = _rows(sheet, lines, starts)
    cut = _is_far(sheet, rows) | _other_type(rows) | _opens(sheet, rows, texts)
    # a drop cap begins what follows
    drops = (sheet.cues.extent[rows.first[:-1]] <= 2) & (rows.height[:-1] > 1.5 * rows.height[1:])
    cut &= ~drops
    cut |= in_table[rows.first[1:]] != in_table[rows.last[:-1]]
    return np.split(lines, starts[1:][cut])


def row_starts(sheet: Sheet, lines: Index) -> Index:
    """Return where, among lines that are in order, each row starts."""
    one, two = lines[:-1], lines[1:]
    room = 0.5 * np.minimum(sheet.height[one], sheet.height[two])
    beside = (np.abs(sheet.y[two] - sheet.y[one]) < room) & (sheet.x0[two] > sheet.x0[one])
    return np.concatenate([[0], np.flatnonzero(~beside) + 1])


def _rows(sheet: Sheet, lines: Index, starts: Index) -> _Rows:
    ends = np.append(starts[1:], len(lines))
    x0, x1 = sheet.x0[lines], sheet.x1[lines]
    length = np.add.reduceat(sheet.cues.extent[lines], starts)
    width = np.add.reduceat(x1 - x0, starts)
    return _Rows(
        starts,
        lines[starts],
        lines[ends - 1],
        np.add.reduceat(sheet.y[lines], starts) / (ends - starts),
        np.maximum.reduceat(sheet.height[lines], starts),
        np.minimum.reduceat(x0, starts),
        np.maximum.reduceat(x1, starts),
        np.where(length >= _KNOWN, np.maximum(width, 1e-9) / np.maximum(length, 1.0), np.nan),
    )


def _is_far(sheet: Sheet, rows: _Rows) -> Mask:
    """Return whether each row but the first stands farther below than lines of a paragraph do."""
    step = np.diff(rows.y)
    tall = np.maximum(rows.height[1:], rows.height[:-1])
    close = step[(step < _NEAR * tall) & (step > 0)]
    usual = median(close) if len(close) else 1.2 * median(tall)
    far = (step > _FAR * np.maximum(usual, 0.9 * tall)) | (step < 0)
    goes_on = _goes_on(sheet, rows)
    far |= _is_under_heading(sheet, rows, step / usual) & ~goes_on
    return far & ~(goes_on & (step < _ON * tall) & (step > 0))


def _is_under_heading(sheet: Sheet, rows: _Rows, pitch: Array) -> Mask:
    """Return whether each row but the first stands under one that is bold, or a short title."""
    wider = np.nan_to_num(rows.character[:-1] / rows.character[1:])
    loose = ((wider > _WIDER) | _title(rows)) & (pitch > _LOOSE)
    loose &= ~sheet.cues.ended[rows.last[:-1]]
    return np.asarray(loose | ((wider > _BOLD) & (pitch > _TIGHT)))


def _goes_on(sheet: Sheet, rows: _Rows) -> Mask:
    """Return whether the text says that each row but the first goes on from the one before."""
    said = sheet.cues.opens_low[rows.first[1:]] | sheet.cues.hyphenated[rows.last[:-1]]
    return np.asarray(said)


def _title(rows: _Rows) -> Mask:
    """Return whether each row but the last is short, and the next is not."""
    edge = rows.right.max()
    wide = edge - rows.left.min()
    brief, full = rows.right < edge - _BRIEF * wide, rows.right > edge - _SHORT * wide
    return np.asarray(brief[:-1] & full[1:])


def _other_type(rows: _Rows) -> Mask:
    """Return whether each row but the first is set in another size than the one before.

    Boxes of one type differ by half where a detector cut one close and the next wide; the widths
    of their characters do not.
    """
    taller = np.maximum(rows.height[1:], rows.height[:-1])
    ratio = taller / np.minimum(rows.height[1:], rows.height[:-1])
    wider = rows.character[1:] / rows.character[:-1]
    wider = np.maximum(wider, 1 / wider)
    known = np.isfinite(wider)
    larger = np.sqrt(ratio * np.where(known, wider, 1.0))
    return np.asarray(np.where(known, larger > _LARGER, ratio > _TALLER))


def _opens(sheet: Sheet, rows: _Rows, texts: list[str]) -> Mask:
    """Return whether each row but the first opens a paragraph: a mark, an indent, a short end."""
    item = np.array([is_item(texts[line]) for line in rows.first[1:].tolist()])
    edge, base = rows.right.max(), rows.left.min()
    full = rows.right > edge - _SHORT * (edge - base)
    short, stops = ~full[:-1], sheet.cues.ended[rows.last[:-1]]
    opened = item | (short & stops) | _indented(rows, short, stops)
    if full.mean() > _FULL:
        opened |= _title(rows)
    return np.asarray(~_goes_on(sheet, rows) & opened)


def _indented(rows: _Rows, short: Mask, stops: Mask) -> Mask:
    """Return whether each row but the first opens a paragraph by where it starts.

    Set in; or, where all lines but the first of an entry are set in, not so; or set in like the
    short row before it, as the items of a list are.
    """
    tall = np.maximum(rows.height[1:], rows.height[:-1])
    shift = (rows.left[1:] - rows.left[:-1]) / tall
    inset = rows.left > rows.left.min() + _INDENT[0] * median(tall)
    ends = short | stops
    back = (shift < -_INDENT[0]) & (shift > -_INDENT[1])
    hangs = back.sum() > 1 and ends[back].mean() > 0.5
    moved = ~inset[1:] if hangs else (shift > _INDENT[0]) & (shift < _INDENT[1])
    listed = short & inset[1:] & inset[:-1] & (np.abs(shift) < _FLUSH)
    return np.asarray((moved & ends) | listed)

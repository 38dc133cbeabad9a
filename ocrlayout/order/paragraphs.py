"""Paragraphs: where, among the rows of a leaf, one ends and the next begins.

A small network says it of each row but the first, by the white above it, its type, its indent,
what it leaves free, how it opens, and how the row before it ends. It was trained
(``training/train_roles.py``) on pages whose paragraphs are known.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrlayout.order.measure import median
from ocrlayout.order.network import network
from ocrlayout.order.openings import ITEMS, OPENINGS
from ocrlayout.order.text_rows import Rows
from ocrlayout.order.weights import WEIGHTS

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

# Of line heights, or of the usual pitch where one is named.
_NEAR = 2.2  # two rows farther apart say nothing about the pitch of a text
_USUAL = 1.2  # pitch of a text that has no two rows near each other
_KNOWN = 6  # characters from which the width of one is known to a tenth
_OTHER_TYPE = 0.45  # of the logarithm of size: half as large again, by height and width together
_FULL = 0.2  # of the column's width: what a row may leave free that reaches its edge
_INDENT = (0.8, 6.0)  # an indent; farther to the right is another column
_FARTHEST = 8.0  # a shift that is larger is none of a paragraph
_EVERY = np.eye(len(OPENINGS))
_ITEMS = np.array([name in ITEMS for name in OPENINGS])


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """What is known of the leaf of each row, (n,)."""

    edge: Array  # right end
    base: Array  # left end
    pitch: Array
    rows: Array
    full: Array  # share of rows that reach the edge
    items: Array  # share of rows that open as items
    hanging: Array  # share of rows that stand left of the one before
    inset: Array  # share of rows that stand right of the one before


def opens(rows: Rows) -> Mask:
    """Return whether each row begins a paragraph, (n,), by what it looks like."""
    found = np.ones(len(rows), np.bool_)
    if len(rows) > 1:
        likely = network(WEIGHTS, "paragraphs").logits(boundaries(rows))[:, 0] > 0
        found[1:] = likely | _is_other_type(rows)
    return found


def _is_other_type(rows: Rows) -> Mask:
    """Return whether each row but the first is set in another size beyond doubt."""
    size, wide = _type(rows)
    known = (rows.length >= _KNOWN) & (rows.count == 1)  # beside a drop cap a row is tall
    known = known[1:] & known[:-1]
    return np.asarray(known & (np.abs(np.diff(size) + 0.5 * np.diff(wide)) > _OTHER_TYPE))


def boundaries(rows: Rows) -> Array:
    """Return what is seen between each row and the one before, (n - 1, m)."""
    column = _column(rows)
    size, wide = _type(rows)
    seen = [
        *_steps(rows, column),
        *_types(rows, size, wide),
        *_ends(rows, column),
        *_starts(rows, column),
        *_leaves(rows, column),
        *_said(rows),
    ]
    opening = _EVERY[rows.opening]
    return np.concatenate([np.array(seen).T, opening[:-1], opening[1:]], axis=1)


def _column(rows: Rows) -> _Column:
    start = np.flatnonzero(np.diff(rows.leaf, prepend=-1))
    many = np.diff(np.append(start, len(rows)))
    edge, base = np.maximum.reduceat(rows.right, start), np.minimum.reduceat(rows.left, start)
    edge, base, count = (np.repeat(each, many) for each in (edge, base, many.astype(np.float64)))
    shift = np.diff(rows.left, prepend=rows.left[0]) / rows.height
    shift[start] = 0.0
    is_full = rows.right > edge - _FULL * (edge - base)

    def share(mask: Mask) -> Array:
        return np.asarray(np.repeat(np.add.reduceat(mask, start, dtype=np.float64), many) / count)

    return _Column(
        edge,
        base,
        np.repeat(_pitches(rows, start, many), many),
        count,
        share(is_full),
        share(_ITEMS[rows.opening]),
        share((shift < -_INDENT[0]) & (shift > -_INDENT[1])),
        share((shift > _INDENT[0]) & (shift < _INDENT[1])),
    )


def _pitches(rows: Rows, start: Index, many: Index) -> Array:
    """Return the usual step from a row of each leaf to the next: the median of the small ones."""
    step, tall = np.diff(rows.y), np.maximum(rows.height[1:], rows.height[:-1])
    close = (step > 0) & (step < _NEAR * tall) & (rows.leaf[1:] == rows.leaf[:-1])
    steps, leaf = step[close], rows.leaf[1:][close]
    pitch = _USUAL * np.maximum.reduceat(rows.height, start)
    if len(steps):
        steps = steps[np.lexsort((steps, leaf))]
        # leaves are numbered from 0 without a gap: each has rows
        count = np.bincount(leaf, minlength=len(many))
        some = count > 0
        pitch[some] = steps[(np.cumsum(count) - count + count // 2)[some]]
    return pitch


def _type(rows: Rows) -> tuple[Array, Array]:
    """Return logarithms of height and of the width of characters, over those of the page."""
    known = rows.length >= _KNOWN
    wide = np.log(np.maximum(rows.width, 1e-6) / np.maximum(rows.length, 1.0) / rows.height)
    usual = median(wide[known]) if known.any() else 0.0
    return np.log(rows.height / rows.unit), np.where(known, wide - usual, 0.0)


def _steps(rows: Rows, column: _Column) -> list[Array]:
    """Return white and pitch: above a row, above the one before it, and below it."""
    step, pitch = np.diff(rows.y), column.pitch[1:]
    tall = np.maximum(rows.height[1:], rows.height[:-1])
    same = rows.leaf[1:] == rows.leaf[:-1]
    ratio = np.where(same, np.clip(step / pitch, -1.0, 5.0), 5.0)
    white = np.clip((rows.top[1:] - rows.bottom[:-1]) / rows.unit, -1.0, 4.0)
    before, behind = np.append(5.0, ratio[:-1]), np.append(ratio[1:], 5.0)
    return [
        ratio,
        np.clip(step / tall, -1.0, 5.0),
        white,
        before,
        behind,
        np.clip(ratio - before, -1.5, 1.5),
        np.clip(ratio - behind, -1.5, 1.5),
        (step < 0).astype(np.float64),
        np.clip(pitch / rows.unit, 0.5, 3.0),
    ]


def _types(rows: Rows, size: Array, wide: Array) -> list[Array]:
    """Return the height of type, the width of characters, and how they change."""
    one, two = size[:-1], size[1:]
    taller, wider = two - one, wide[1:] - wide[:-1]
    known = (rows.length[1:] >= _KNOWN) & (rows.length[:-1] >= _KNOWN)
    # boxes of one type differ where a detector cut one close; widths of characters do not
    larger = np.where(known, taller + 0.5 * wider, taller)
    return [one, two, wide[:-1], wide[1:], taller, np.abs(taller), wider, larger, np.abs(larger)]


def _ends(rows: Rows, column: _Column) -> list[Array]:
    """Return what rows leave free at the right, and whether the next word had room there."""
    wide, unit = np.maximum(column.edge - column.base, 1e-6), rows.unit
    free = column.edge - rows.right
    inset = rows.left - column.base
    centered = np.abs(free - inset) / wide
    shorter = rows.right[1:] - rows.right[:-1]
    character = rows.width / np.maximum(rows.length, 1.0)
    word = np.array([len(rows.texts[line].split(" ", 1)[0]) for line in rows.first[1:].tolist()])
    room = (free[:-1] - (word + 1.0) * character[1:]) / unit
    return [
        (free / wide)[:-1],
        (free / wide)[1:],
        np.clip(free / unit, 0.0, 20.0)[:-1],
        np.clip(free / unit, 0.0, 20.0)[1:],
        np.clip(room, -5.0, 10.0),
        centered[:-1],
        centered[1:],
        np.clip(shorter / unit, -20.0, 20.0),
    ]


def _starts(rows: Rows, column: _Column) -> list[Array]:
    """Return where rows start: set in from the column, and from the rows around them."""
    unit = rows.unit
    inset = np.clip((rows.left - column.base) / unit, 0.0, _FARTHEST)
    shift = np.clip(np.diff(rows.left) / unit, -_FARTHEST, _FARTHEST)
    return [
        inset[:-1],
        inset[1:],
        shift,
        np.abs(shift),
        ((shift > _INDENT[0]) & (shift < _INDENT[1])).astype(np.float64),
        ((shift < -_INDENT[0]) & (shift > -_INDENT[1])).astype(np.float64),
        np.append(0.0, shift[:-1]),
        np.append(shift[1:], 0.0),
    ]


def _leaves(rows: Rows, column: _Column) -> list[Array]:
    """Return what the leaf is like, and where in it a row stands."""
    same = rows.leaf[1:] == rows.leaf[:-1]
    is_second = ~np.append(False, same[:-1])
    is_last = ~np.append(same[1:], False)
    return [
        np.log(column.rows[1:]),
        column.full[1:],
        column.items[1:],
        column.hanging[1:],
        column.inset[1:],
        is_second.astype(np.float64),
        is_last.astype(np.float64),
        np.clip((column.edge - column.base)[1:] / rows.unit, 0.0, 60.0),
    ]


def _said(rows: Rows) -> list[Array]:
    """Return what the texts say: case, sentences, colons, numbers, lengths."""
    cues = rows.sheet.cues
    one, two = rows.last[:-1], rows.first[1:]
    capitals = np.array([rows.texts[line].isupper() for line in rows.first.tolist()], np.float64)
    length = np.log1p(rows.length)
    said = [
        cues.ended[one],
        cues.hyphenated[one],
        cues.introduces[one],
        cues.opens_low[two],
        cues.opens_low[rows.first[:-1]],
        cues.ended[rows.last[1:]],
        cues.introduces[rows.last[1:]],
        cues.opens_with_digit[two],
        cues.ended[one] & ~cues.opens_low[two],
        rows.opening[1:] == rows.opening[:-1],
        rows.count[:-1] > 1,
        rows.count[1:] > 1,
    ]
    return [
        *(each.astype(np.float64) for each in said),
        capitals[:-1],
        capitals[1:],
        length[:-1],
        length[1:],
        cues.letters[two],
        cues.letters[one],
        cues.ideographic[two],
    ]

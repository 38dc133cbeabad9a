"""What the blocks of a page are called.

A small network says of each block how likely it is a heading, a list item, a note and so on: by its
type, its white, its place, how it opens and ends, what the layout says of it, and by the blocks
around it. It was trained (``training/train_roles.py``) on pages whose roles are known.
"""

import re

import numpy as np
import numpy.typing as npt

from ocrlayout.order.looks import OPEN, Looks
from ocrlayout.order.network import network
from ocrlayout.order.openings import ITEMS, OPENINGS
from ocrlayout.order.text_rows import Rows
from ocrlayout.order.weights import WEIGHTS

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]

ROLES = (
    "paragraph",
    "heading",
    "list_item",
    "caption",
    "note",
    "header",
    "footer",
    "page_number",
)
FURNITURE = ("header", "footer", "page_number")
KINDS = ("header", "footer", "note", "table")  # what the layout can say

# Beyond these a figure says no more. Lengths are in heights of the page's body text.
_SIZE = (-0.5, 0.7)  # logarithm of the size of type
_STEP = 0.5  # of such logarithms
_LARGE = 0.2  # size of a title: what is larger is no more of one
_WHITE = 2.0  # white that parts blocks
_INDENT, _SHIFT = 8.0, 20.0
_MOST = (6.0, 4.0)  # lines above and below; beside
_EDGE = 4.0  # distance from the page's edge in which a line is near it
_FLUSH = 0.5  # blocks that start at one place

_WIDTH_SHARE = 0.6  # what the width of characters counts in the size of type; the rest is height
_TEXT = 25  # characters of a line of running text
_ASKED = ("?", "？", "؟", "!", "！")
_LEADER = re.compile(r"([.·…_] ?){4}")  # dots that lead to a number, a line to write on
_NO_MARK = len(OPENINGS) - 1
_BRIEFLY = 9  # what the blocks two before and two behind say, of what the next ones say
_EVERY = np.eye(len(OPENINGS))
_ITEMS = np.array([name in ITEMS for name in OPENINGS], np.float64)


def named(rows: Rows, seen: Looks) -> list[str]:
    """Name the blocks of a page; what the layout says is a table stays one."""
    likely = network(WEIGHTS, "roles").logits(features(rows, seen)).argmax(axis=1).tolist()
    return [
        kind if kind == "table" else ROLES[at] for kind, at in zip(seen.kind, likely, strict=True)
    ]


def features(rows: Rows, seen: Looks) -> Array:
    """Return what there is to say of each block of a page, (n, m)."""
    size = _sizes(seen)
    kinds = [np.array([kind == one for one in seen.kind], np.float64) for kind in KINDS]
    own = [
        *_type(seen, size),
        *_place(seen),
        *_white(seen),
        *_around(seen, size),
        *_leaf(seen),
        *_text(rows, seen),
        *kinds,
        *_page(rows, seen),
    ]
    near = np.array([*_near(seen, size), *kinds, *_near_text(rows, seen)]).T
    steps = _steps(seen, size)
    return np.concatenate(
        [
            np.array(own).T,
            _EVERY[seen.opening],
            _moved(near, 1),
            _moved(near, -1),
            _moved(near[:, :_BRIEFLY], 2),
            _moved(near[:, :_BRIEFLY], -2),
            np.concatenate([np.zeros((1, steps.shape[1])), steps]),
            np.concatenate([steps, np.zeros((1, steps.shape[1]))]),
        ],
        axis=1,
    )


def _moved(columns: Array, by: int) -> Array:
    """Return what the block some places before says, or with a negative number behind."""
    moved = np.zeros_like(columns)
    if by > 0:
        moved[by:] = columns[:-by]
    else:
        moved[:by] = columns[-by:]
    return moved


def _sizes(seen: Looks) -> Array:
    """Return the logarithm of the size of type: heights are rough, widths tell bold type."""
    both = (1 - _WIDTH_SHARE) * seen.tall + _WIDTH_SHARE * seen.wide
    return np.where(seen.wide != 0, both, seen.tall)


def _type(seen: Looks, size: Array) -> list[Array]:
    return [
        np.clip(size, *_SIZE),
        np.maximum(size - _LARGE, 0.0),
        seen.tall,
        seen.wide,
        np.log(seen.rows),
        np.log1p(seen.length),
        np.log1p(seen.length / seen.rows),
        (seen.rows == 1).astype(np.float64),
        seen.lines / seen.rows,
        seen.capitals,
        seen.capital,
    ]


def _place(seen: Looks) -> list[Array]:
    place, wide, high = seen.place, seen.place.wide, seen.place.high
    return [
        place.left / wide,
        place.right / wide,
        np.clip(place.left, 0.0, _INDENT),
        np.abs(place.left - place.right) / wide,
        (place.left + place.right) / wide,
        place.top / high,
        place.bottom / high,
        np.exp(-place.top / _EDGE),
        np.exp(-place.bottom / _EDGE),
        np.minimum(place.before, _MOST[0]),
        np.minimum(place.behind, _MOST[0]),
        (place.before == 0).astype(np.float64),
        (place.behind == 0).astype(np.float64),
        np.minimum(place.beside, _MOST[1]),
        (place.beside > 0).astype(np.float64),
    ]


def _white(seen: Looks) -> list[Array]:
    """Return white above and below: in reading order, on the whole page, in the column."""
    above, below = np.append(OPEN, seen.gap), np.append(seen.gap, OPEN)
    over, under = (np.clip(each, 0.0, 2 * OPEN) for each in (seen.near.over, seen.near.under))
    wide = [above, below, seen.place.over, seen.place.under, over, under]
    steps = [np.clip(one - two, -_WHITE, _WHITE) for one, two in ((above, below), (over, under))]
    return [*wide, *(np.minimum(each, _WHITE) for each in wide), *steps]


def _around(seen: Looks, size: Array) -> list[Array]:
    """Return how the blocks above and below and the longest one beside differ."""
    length, rows, left = np.log1p(seen.length), np.log(seen.rows), seen.place.left
    found = []
    for other in (seen.near.above, seen.near.below, seen.near.beside):
        there = (other >= 0).astype(np.float64)
        found += [
            there,
            there * np.clip(size - size[other], -_STEP, _STEP),
            there * (length[other] - length),
            there * rows[other],
            there * np.clip(left - left[other], -_SHIFT, _SHIFT),
            there * seen.number[other],
        ]
    return found


def _leaf(seen: Looks) -> list[Array]:
    """Return where in its leaf a block stands."""
    change = np.diff(seen.leaf) > 0
    apart = np.abs(seen.inset - seen.free)
    return [
        np.append(True, change).astype(np.float64),
        np.append(change, True).astype(np.float64),
        np.clip(seen.inset, 0.0, _INDENT),
        np.clip(seen.free, 0.0, _SHIFT),
        np.clip(seen.hanging, -_INDENT, _INDENT),
        np.clip(apart, 0.0, _SHIFT),
        apart / np.maximum(seen.inset + seen.free, 1.0),
    ]


def _text(rows: Rows, seen: Looks) -> list[Array]:
    """Return what the first and the last line say."""
    cues, first, last = rows.sheet.cues, seen.first, seen.last
    opening = [rows.texts[line] for line in first.tolist()]
    closing = [rows.texts[line].rstrip()[-1:] for line in last.tolist()]
    said = [
        cues.opens_low[first],
        cues.ended[last],
        cues.introduces[last],
        cues.hyphenated[last],
        cues.opens_with_digit[first],
        cues.figure[first],
        np.array([mark in _ASKED for mark in closing]),
        np.array([mark.isdigit() for mark in closing]),
        np.array([mark == "," for mark in closing]),
        np.array(["www." in text or "@" in text or "http" in text for text in opening]),
        np.array([_LEADER.search(text) is not None for text in opening]),
        np.array(["©" in text or " · " in text or " | " in text for text in opening]),
    ]
    others = [seen.number, cues.letters[first], cues.ideographic[first]]
    return [*(each.astype(np.float64) for each in said), *others]


def _page(rows: Rows, seen: Looks) -> list[Array]:
    """Return what the page is like, and how many of its blocks are like this one."""
    place = seen.place
    of_page = [
        np.log(len(rows.lines)),
        (rows.sheet.cues.extent > _TEXT).mean(),
        _ITEMS[seen.opening].mean(),
        np.log(place.wide),
        place.high / place.wide,
        seen.kind.count("table") / len(seen),
    ]
    return [
        *(np.full(len(seen), value) for value in of_page),
        _counted(seen, np.bincount(seen.opening, minlength=len(OPENINGS))[seen.opening]),
        _counted(seen, _runs(seen.opening)),
    ]


def _counted(seen: Looks, count: Index) -> Array:
    """Return the logarithm of how many blocks open alike; no mark is none."""
    return np.log1p(np.where(seen.opening == _NO_MARK, 0, count))


def _runs(values: Index) -> Index:
    """Return how many equal values follow one another, at each of them."""
    start = np.flatnonzero(np.diff(values, prepend=-1))
    many = np.diff(np.append(start, len(values)))
    return np.repeat(many, many)


def _near(seen: Looks, size: Array) -> list[Array]:
    """Return what a block says about those beside it in the order."""
    return [
        np.ones(len(seen)),
        np.clip(size, *_SIZE),
        np.log(seen.rows),
        np.log1p(seen.length),
        _ITEMS[seen.opening],
        seen.number,
        np.minimum(seen.place.beside, _MOST[1]),
        seen.capitals,
    ]


def _near_text(rows: Rows, seen: Looks) -> list[Array]:
    cues = rows.sheet.cues
    marks = [seen.opening == OPENINGS.index(name) for name in ("caption", "section", "mark")]
    said = [cues.ended[seen.last], cues.introduces[seen.last], cues.opens_low[seen.first], *marks]
    return [*(each.astype(np.float64) for each in said), cues.letters[seen.first]]


def _steps(seen: Looks, size: Array) -> Array:
    """Return how each block but the first differs from the one before, if that stands above."""
    steps = [
        *(np.clip(np.diff(each), -_STEP, _STEP) for each in (size, seen.tall, seen.wide)),
        np.clip(np.diff(seen.place.left), -_INDENT, _INDENT),
        np.clip(np.diff(seen.place.right), -_SHIFT, _SHIFT),
        np.abs(np.diff(seen.place.left)) < _FLUSH,
        np.diff(seen.opening) == 0,
    ]
    stands = seen.gap < OPEN
    return (np.array(steps) * stands).T

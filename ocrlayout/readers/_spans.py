"""Spans: offset and length in the text of a whole answer, by which its parts find each other.

So do Document Intelligence and the previews of Image Analysis 4.0 send them. An offset counts code
points, UTF-16 units or grapheme clusters, as ``stringIndexType`` says; offsets are only ever
compared with each other, so that it does not matter which.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, TypeGuard

import numpy as np
import numpy.typing as npt

from ocrlayout.readers._payload import Item, Json, Place, shorten

__all__ = ["Integers", "Ranges", "extents", "span", "spans", "styles", "word_spans"]

_FARTHEST = 2**53
_SPAN, _PAIR = itemgetter("span"), itemgetter("offset", "length")
Integers = npt.NDArray[np.int64]
Pair = tuple[int, int]


class Ranges:
    """Spans of many things, to ask which one an offset lies in.

    Parameters
    ----------
    starts, ends : sequences of int
        Half open.
    owners : sequence of int
        The thing that each span belongs to.

    Examples
    --------
    >>> Ranges([0, 10], [5, 12], [7, 8]).owner(np.array([4, 5, 11])).tolist()
    [7, -1, 8]
    """

    def __init__(self, starts: npt.ArrayLike, ends: npt.ArrayLike, owners: npt.ArrayLike) -> None:
        first, last, owner = (np.array(column, np.int64) for column in (starts, ends, owners))
        order = np.lexsort((-last, first))
        self.starts, self.ends, self.owners = first[order], last[order], owner[order]
        self.farthest = np.maximum.accumulate(self.ends)
        self._pieces = (self.starts, self.ends, self.owners)
        if (self.ends < self.farthest).any():
            self._pieces = _innermost(*self._pieces)

    @classmethod
    def of(cls, things: Sequence[Item], places: Callable[[int], Place]) -> "Ranges":
        """Take the ``spans`` of objects; `places` says where each stands in the payload."""
        return cls.of_spans([spans(thing, places, row) for row, thing in enumerate(things)])

    @classmethod
    def of_spans(cls, things: Sequence[Sequence[Pair]]) -> "Ranges":
        """Take the spans of things, as offset and length."""
        rows = [(*pair, owner) for owner, pairs in enumerate(things) for pair in pairs]
        starts, lengths, owners = np.array(rows, np.int64).reshape(-1, 3).T
        return cls(starts, starts + lengths, owners)

    def owner(self, offsets: npt.ArrayLike) -> Integers:
        """Return whose span each offset lies in: the one that starts last; −1 where none."""
        asked = np.asarray(offsets, np.int64)
        starts, ends, owners = self._pieces
        if not len(starts):
            return np.full(len(asked), -1)
        row = np.searchsorted(starts, asked, side="right") - 1
        return np.where((row >= 0) & (asked < ends[row]), owners[row], -1)

    def touched(self, starts: Integers, ends: Integers) -> npt.NDArray[np.bool_]:
        """Return which of these spans share an offset with any range."""
        if not len(self.starts):
            return np.zeros(len(starts), np.bool_)
        row = np.searchsorted(self.starts, ends, side="left") - 1
        found: npt.NDArray[np.bool_] = (row >= 0) & (self.farthest[row] > starts)
        return found


def _innermost(
    starts: Integers, ends: Integers, owners: Integers
) -> tuple[Integers, Integers, Integers]:
    """Cut nested spans, sorted by start, into pieces that are not; the innermost has each piece."""
    marks = np.unique(np.concatenate([starts, ends]))
    rows = np.searchsorted(starts, marks, side="right").tolist()
    bounds, holders = ends.tolist(), owners.tolist()
    held: list[int] = []
    within: list[int] = []
    done = 0
    for mark, row in zip(marks.tolist(), rows, strict=True):
        within += range(done, row)
        done = row
        while within and bounds[within[-1]] <= mark:
            within.pop()
        held.append(holders[within[-1]] if within else -1)
    return marks[:-1], marks[1:], np.array(held[:-1], np.int64)


def spans(thing: Item, places: Callable[[int], Place], row: int) -> list[Pair]:
    """Take the ``spans`` of an object as offsets and lengths."""
    given = thing.get("spans")
    if given is None:
        return []
    try:
        pairs = list(map(_PAIR, given))  # as they should be
    except (KeyError, TypeError):
        pairs = None
    if pairs is not None and all(map(_fits, pairs)):
        return pairs
    return [span(place, item) for place, item in places(row).each(thing, "spans")]


def span(place: Place, item: Json) -> Pair:
    """Take a span that stands at a place.

    Raises
    ------
    ReadError
        Offset or length is not a whole number from 0.
    """
    if isinstance(item, dict):
        pair = item.get("offset"), item.get("length", 0)
        if _fits(pair):
            return pair
    found = shorten(item)
    message = f"a span has an offset and a length, whole numbers from 0; found {found}"
    raise place.error(message)


def _fits(pair: Any) -> TypeGuard[Pair]:
    offset, length = pair
    whole = type(offset) is int and type(length) is int
    return whole and 0 <= offset < _FARTHEST and 0 <= length < _FARTHEST


def extents(ranges: Ranges, count: int) -> Integers:
    """Return the first offset and the past-the-last of each thing; −1 of one without spans."""
    extent = np.full((count, 2), -1)
    if len(ranges.owners):
        first = np.full(count, np.iinfo(np.int64).max)
        np.minimum.at(first, ranges.owners, ranges.starts)
        np.maximum.at(extent[:, 1], ranges.owners, ranges.ends)
        extent[:, 0] = np.where(extent[:, 1] < 0, -1, first)
    return extent


def word_spans(words: Sequence[Item], places: Callable[[int], Place], *, needed: bool) -> Integers:
    """Return the offset and the length of each word, ``(n, 2)``.

    Parameters
    ----------
    words : sequence of dict
    places : function of int
        Place of each word.
    needed : bool
        Whether lines ask for them; else a word without span follows the one before.
    """
    column = _at_once(words)
    if column is None:
        rows = list(_one_by_one(words, places, needed=needed))
        column = np.array(rows, np.int64).reshape(-1, 2)
    return column


def _at_once(words: Sequence[Item]) -> Integers | None:
    """Return the spans where all are as they should be; else None."""
    try:
        pairs = list(map(_PAIR, map(_SPAN, words)))
        if set(map(type, chain.from_iterable(pairs))) != {int}:
            return None
        column = np.array(pairs, np.int64)
    except (KeyError, TypeError, OverflowError):
        return None
    return column if column.min() >= 0 and column.max() < _FARTHEST else None


def _one_by_one(
    words: Sequence[Item], places: Callable[[int], Place], *, needed: bool
) -> Iterator[Pair]:
    after = -1
    for row, word in enumerate(words):
        given = word.get("span")
        follows = given is None and not needed
        pair = (after + 1, 0) if follows else span(places(row) / "span", given)
        after = sum(pair)
        yield pair


def styles(place: Place, result: Item) -> list[tuple[Ranges, float]]:
    """Take the styles that say what is handwritten: where, and the probability that it is."""
    found = []
    for at, style in place.each(result, "styles"):
        written = at.get(style, "isHandwritten")
        if isinstance(written, bool):
            sure = at.confidence(style, "confidence")
            sure = 1.0 if np.isnan(sure) else sure
            ranges = Ranges.of_spans([spans(style, lambda _, at=at: at, 0)])  # type: ignore[misc]
            found.append((ranges, sure if written else 1.0 - sure))
    return found

"""Which words of a page were read, and where: characters compared by their place.

A word is found where its characters follow one another in what was read, with their middle where
the word's is. Each character that was read answers for one word only, the nearest that it fits; so
a word that is lost is missed, also where its neighbor has the same text.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout.check.characters import Found

__all__ = ["Match", "Wanted", "match"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


class Wanted(NamedTuple):
    """The words that should stand on a page.

    Attributes
    ----------
    text : sequence of str
        In the form in which they are compared.
    places : (n, 2) ndarray
        Their centers, in inches.
    axes : (n, 2, 2) ndarray
        Directions along and across each of them, of length 1.
    reach : (n, 2) ndarray
        How far from there its center may be read, along these directions.
    is_placed : (n,) ndarray of bool
        The document says where the word stands.
    """

    text: Sequence[str]
    places: Array
    axes: Array
    reach: Array
    is_placed: npt.NDArray[np.bool_]


class Match(NamedTuple):
    """Where words were read.

    Attributes
    ----------
    start : (n,) ndarray of int64
        Place of each word's first character in the text that was read, −1 where it was not read.
    in_place : (n,) ndarray of bool
        It was read in its place; else elsewhere on the page, or not at all.
    copies : (n,) ndarray of int64
        How many more times it was read in its place.
    """

    start: Integers
    in_place: npt.NDArray[np.bool_]
    copies: Integers


def match(wanted: Wanted, found: Found) -> Match:
    """Find words among the characters that were read of a page.

    Examples
    --------
    >>> from ocrlayout.check import characters
    >>> word = {"text": "foxdog", "polygon": [0, 0, 6, 0, 6, 1, 0, 1]}
    >>> places = np.array([[4.5, 0.5], [1.5, 9.5]])
    >>> axes, reach = np.stack([np.eye(2)] * 2), np.ones((2, 2))
    >>> wanted = Wanted(["dog", "fox"], places, axes, reach, np.array([True, True]))
    >>> result = match(wanted, characters.read([{"words": [word]}]))
    >>> result.start.tolist(), result.in_place.tolist()
    ([3, 0], [True, False])
    """
    claims, rows = _Claims(wanted.text, found), np.arange(len(wanted.text))
    for pair in _pairs(wanted, found, rows, in_parts=True):
        claims.first(*pair)
    _share(wanted, claims.start)
    in_place = claims.start >= 0
    for pair in _pairs(wanted, found, rows[in_place & wanted.is_placed], in_parts=False):
        claims.again(*pair)
    for pair in _pairs(_anywhere(wanted), found, rows[~in_place], in_parts=False):
        claims.first(*pair)
    return Match(claims.start, in_place, claims.copies)


def _anywhere(wanted: Wanted) -> Wanted:
    return wanted._replace(reach=np.full_like(wanted.reach, np.inf))


class _Claims:
    """Which word each character that was read answers for."""

    def __init__(self, texts: Sequence[str], found: Found) -> None:
        self._lengths = [len(text) for text in texts]
        self._taken = bytearray(len(found.text))
        self.start = np.full(len(texts), -1, np.int64)
        self.copies = np.zeros(len(texts), np.int64)

    def first(self, row: int, start: int) -> None:
        """Let characters answer for a word, if they are free and the word was not found yet."""
        if self.start[row] < 0 and self._take(row, start):
            self.start[row] = start

    def again(self, row: int, start: int) -> None:
        """Let characters that are free be one more copy of a word."""
        self.copies[row] += self._take(row, start)

    def _take(self, row: int, start: int) -> bool:
        end = start + self._lengths[row]
        if any(self._taken[start:end]):
            return False
        self._taken[start:end] = b"\1" * (end - start)
        return True


def _share(wanted: Wanted, start: Integers) -> None:
    """Let words that the document has twice in one place share what was read of the other.

    PDFium takes the second for a shadow of the first.
    """
    read = defaultdict(list)
    for row in np.flatnonzero(start >= 0).tolist():
        read[wanted.text[row]].append(row)
    for row in np.flatnonzero(start < 0).tolist():
        off = wanted.axes[row] @ (wanted.places[read[wanted.text[row]]] - wanted.places[row]).T
        for at in np.flatnonzero((np.abs(off.T) <= wanted.reach[row] / 2).all(axis=1))[:1]:
            start[row] = start[read[wanted.text[row]][at]]


def _pairs(
    wanted: Wanted, found: Found, rows: Integers, *, in_parts: bool
) -> list[tuple[int, int]]:
    """List words and where in the text that was read each could be, the nearest first.

    With `in_parts` a part of a word that was read may stand anywhere in that; else where parts of
    equal length would have it. Words whose place is not known come last, so that they do not take
    characters from others.
    """
    same = defaultdict(list)
    for row in rows.tolist():
        same[wanted.text[row]].append(row)
    parts = [_places(wanted, found, np.array(group), in_parts=in_parts) for group in same.values()]
    pairs = np.concatenate([np.empty((0, 3)), *parts])
    order = np.lexsort((pairs[:, 0], ~wanted.is_placed[pairs[:, 1].astype(np.int64)]))
    return [(int(row), int(start)) for row, start in pairs[order, 1:]]


def _places(wanted: Wanted, found: Found, rows: Integers, *, in_parts: bool) -> Array:
    """List distance, row and start of words of one text, wherever that was read."""
    text = wanted.text[rows[0]]
    starts = _occurrences(text, found.text)
    lasts = starts + len(text) - 1
    middle = (found.places[starts] + found.places[lasts]) / 2
    off = middle - wanted.places[rows][:, None]
    doubt = _doubt(found, starts, lasts) * in_parts
    each, at = np.nonzero(_are_near(off, wanted.axes[rows], wanted.reach[rows], doubt))
    return np.stack([np.hypot(*off[each, at].T), rows[each], starts[at]], axis=1)


def _are_near(off: Array, axes: Array, reach: Array, doubt: Array) -> npt.NDArray[np.bool_]:
    """Return which of the ways, from r words to o places, do not reach too far, ``(r, o)``."""
    turned = np.abs(np.einsum("rok,rak->roa", off, axes))
    near: npt.NDArray[np.bool_] = (turned <= reach[:, None] + doubt[:, None]).all(axis=2)
    return near


def _occurrences(text: str, whole: str) -> Integers:
    """List where a text begins in another, also where it overlaps with itself."""
    found, at = [], whole.find(text)
    while at >= 0:
        found.append(at)
        at = whole.find(text, at + 1)
    return np.array(found, np.int64)


def _doubt(found: Found, starts: Integers, lasts: Integers) -> Array:
    """Return the lengths of the words of which texts are parts; 0 for texts of whole words."""
    first = np.where(found.begins[starts], 0.0, found.length[starts])
    last = np.where(found.ends[lasts], 0.0, found.length[lasts])
    doubt: Array = np.maximum(first, last)
    return doubt

"""A page of a document against what was read of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.check.characters import Found, plain, read
from ocrlayout.check.matching import Match, Wanted, match
from ocrlayout.check.results import EXAMPLES, Check, Fault
from ocrlayout.model import Page, Words
from ocrlayout.scripts import has_right_to_left

__all__ = ["Before", "compared"]

Answer = dict[str, Any]
Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Size = tuple[float, float]

_FARTHEST = 1e9  # page units: from corners beyond, numbers overflow
_LEAST_EM = 1 / 72  # inches: a point; in smaller print nobody can tell one line from the next
_QUOTED = 12  # characters of a word: enough to know it again
_OWN = 0.5  # of a word's characters: where so many of the page's own stand, its place is taken


class Before(NamedTuple):
    """What a page had before it became a page of the PDF.

    Attributes
    ----------
    answer : dict
        A page of the text engine's answer.
    stays : bool
        Its text counts for all that is seen: the page was to stay as it is.
    """

    answer: Answer
    stays: bool


class _Words(NamedTuple):
    """The words of a page that a text layer can hold.

    Attributes
    ----------
    row, line : (n,) ndarray of int64
        In the document's page.
    quads : (n, 4, 2) ndarray
        On the page of the PDF as displayed, in inches; NaN where the document does not say.
    wanted : Wanted
    """

    row: Integers
    line: Integers
    quads: Array
    wanted: Wanted


class _Verdicts(NamedTuple):
    """What became of each word, ``(n,)`` each."""

    found: Mask
    own: Mask
    misplaced: Mask
    missing: Mask
    doubled: Mask


def compared(
    pages: Sequence[Page], answer: Answer, before: Callable[[], Before | None], number: int
) -> Check:
    """Compare a page with what was read of it.

    Parameters
    ----------
    pages : sequence of Page
        The page in each way in which it may lie on the page of the PDF; that in which more words
        are found counts.
    answer : dict
        A page of the text engine's answer.
    before : callable
        Returns what the page had before; None where it was not a page of a PDF. It is called only
        where that matters.
    number : int
        Of the page in the PDF, for examples.
    """
    letters = any(map(has_right_to_left, pages[0].words.text))
    found = read(answer["lines"], letters=letters)
    ways = [_words(page, answer, letters=letters) for page in pages]
    words, result = _best([(way, match(way.wanted, found)) for way in ways])
    doubtful = not result.in_place.all() or result.copies.any()
    verdicts = _verdicts(words, result, found, before() if doubtful else None, letters=letters)
    faults = _faults(pages[0], words.row, verdicts, number)
    return _counted(verdicts, _whole_lines(words, result, verdicts.own), faults)


def _best(ways: list[tuple[_Words, Match]]) -> tuple[_Words, Match]:
    return max(ways, key=lambda way: way[1].in_place.sum())


def _counted(verdicts: _Verdicts, whole: Mask, faults: Iterator[Fault]) -> Check:
    counts = {name: int(mask.sum()) for name, mask in verdicts._asdict().items()}
    examples = tuple(islice(faults, EXAMPLES))
    words, lines = len(verdicts.found), len(whole)
    whole_lines = int(whole.sum())
    return Check(
        words=words,
        lines=lines,
        whole_lines=whole_lines,
        examples=examples,
        broken_rules=(),
        **counts,
    )


def _words(page: Page, answer: Answer, *, letters: bool) -> _Words:
    """Find what should stand on a page of the PDF, and where."""
    size = answer["width"], answer["height"]
    texts = [plain(text, letters=letters) for text in page.words.text]
    row = np.flatnonzero([bool(text) for text in texts])
    words, line = page.words[row], page.lines.word_line[row]
    quads = _displayed(page, words.polygon, size)
    lines = _displayed(page, page.lines.polygon[line], size)
    leaves = np.isin(line, line[_is_beyond(quads, size)])
    quads, lines = (
        np.where(leaves[:, None, None], np.nan, np.clip(there, 0, size)) for there in (quads, lines)
    )
    wanted = _wanted([texts[at] for at in row.tolist()], quads, lines, _em(quads, words, line))
    return _Words(row, line, quads, wanted)


def _wanted(texts: list[str], quads: Array, lines: Array, em: Array) -> Wanted:
    """Say where each word may be read: about its quad, or anywhere about that of its line."""
    is_placed = geometry.known(quads)
    around = np.where(is_placed[:, None, None], quads, lines)
    middle = np.nan_to_num(geometry.centers(around))
    reach = np.maximum(_reach(around), em[:, None])
    return Wanted(texts, middle, _axes(around), reach, is_placed)


def _displayed(page: Page, polygons: Array, size: Size) -> Array:
    """Map polygons of a page to inches of the page of the PDF as displayed."""
    across, down = np.divide(size, page.source_size).tolist()
    matrix = geometry.scaling(across, down) @ np.linalg.inv(page.matrix)
    near = np.clip(polygons, -_FARTHEST, _FARTHEST)
    displayed: Array = geometry.apply(matrix, near)
    return displayed


def _is_beyond(quads: Array, size: Size) -> Mask:
    """Find what is not on the page: its line may stand anywhere, as it is drawn into the page."""
    middle = geometry.centers(quads)
    beyond: Mask = np.any((middle < 0) | (middle > size), axis=1)
    return beyond


def _reach(quads: Array) -> Array:
    """Return how far from a quad's center a word may be read: as far as the quad goes.

    A word in a line without a place may stand anywhere.
    """
    return np.nan_to_num(geometry.sizes(quads) / 2, nan=np.inf)


def _axes(quads: Array) -> Array:
    """Return the directions along and across quads, ``(n, 2, 2)``."""
    turn = np.radians(np.nan_to_num(geometry.angles(quads)))
    cos, sin = np.cos(turn), np.sin(turn)
    return np.stack([np.stack([cos, sin], axis=1), np.stack([-sin, cos], axis=1)], axis=1)


def _em(quads: Array, words: Words, line: Integers) -> Array:
    """Return the width of an average character of each word's line.

    It is the side of the square that a character fills; so it does not matter which way lines run.
    """
    known = geometry.known(quads)
    lengths = np.array([len(text) for text in words.text], np.float64)
    areas = np.where(known, geometry.sizes(quads).prod(axis=1), 0.0)
    filled, letters = np.bincount(line, areas), np.bincount(line, lengths * known)
    em: Array = np.sqrt(filled / np.maximum(letters, 1))
    return np.maximum(em, _LEAST_EM)[line]


def _verdicts(
    words: _Words, result: Match, found: Found, before: Before | None, *, letters: bool
) -> _Verdicts:
    """Say what became of each word, seeing what the page had before."""
    doubled, own = result.copies > 0, np.zeros_like(result.in_place)
    if before is not None:
        had = read(before.answer["lines"], letters=letters)
        earlier = match(words.wanted, had)
        doubled &= result.copies >= earlier.in_place + earlier.copies
        own = ~result.in_place & _own(words, had, found, stays=before.stays)
    elsewhere = (result.start >= 0) & ~result.in_place
    missing = result.start < 0
    return _Verdicts(result.in_place, own, elsewhere & ~own, missing & ~own, doubled)


def _own(words: _Words, had: Found, found: Found, *, stays: bool) -> Mask:
    """Return for which words the page's own text stands."""
    if stays and _is_in(had, found):
        return np.ones(len(words.row), np.bool_)
    places = zip(words.wanted.text, words.quads, strict=True)
    return np.array([_is_own(text, quad, had, found) for text, quad in places], np.bool_)


def _is_in(had: Found, found: Found) -> bool:
    """Return whether all that a page had is still there, in its place."""
    return not _placed(had) - _placed(found)


def _placed(found: Found) -> Counter[tuple[str, tuple[float, ...]]]:
    """Count characters in their places."""
    return Counter(zip(found.text, map(tuple, found.places.tolist()), strict=True))


def _is_own(text: str, quad: Array, before: Found, found: Found) -> bool:
    """Return whether a word's place was taken before by text that is still there."""
    had, has = _within(quad, before), _within(quad, found)
    return had.total() >= _OWN * len(text) and not had - has


def _within(quad: Array, found: Found) -> Counter[str]:
    """Count the characters within the box of a quad."""
    x0, y0, x1, y1 = geometry.boxes(quad).tolist()
    x, y = found.places.T
    inside = (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
    return Counter(found.text[at] for at in np.flatnonzero(inside).tolist())


def _whole_lines(words: _Words, result: Match, own: Mask) -> Mask:
    """Return which lines were read whole: each word begins where the one before it ends.

    Lines with places that the page's own text has taken are not looked at.
    """
    line = words.line
    lengths = np.array([len(text) for text in words.wanted.text], np.int64)
    follows = result.start[1:] == (result.start + lengths)[:-1]
    torn = np.append((line[1:] == line[:-1]) & ~follows, False) | ~result.in_place
    looked_at = np.setdiff1d(line, line[own])
    return ~np.isin(looked_at, line[torn])


def _faults(page: Page, row: Integers, verdicts: _Verdicts, number: int) -> Iterator[Fault]:
    for kind in ("missing", "misplaced", "doubled"):
        for at in row[getattr(verdicts, kind)].tolist():
            yield Fault(kind, number, at, page.words.text[at][:_QUOTED])

"""Where two readings of the same pages differ, and how far a reading is from the true text.

Words are matched by place: on the scan, so it does not matter whether one of the two was
straightened. Where places say nothing (one reading has none, or the scans are not the same), words
are matched by text, in their order.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from ocrlayout import geometry
from ocrlayout.model import Document, Page

__all__ = [
    "ALONE",
    "DIFFERENT",
    "SAME",
    "Comparison",
    "ErrorRates",
    "compare",
    "compare_pages",
    "error_rates",
]

SAME, DIFFERENT, ALONE = 0, 1, 2
_LEAST = 0.3  # of either word's area, covered by the other: one word, read twice
_MET = 0.5  # of the words of the shorter reading: with fewer at the same place, text decides

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


class Comparison(NamedTuple):
    """Two readings of a page, word by word.

    Attributes
    ----------
    number : int
        Of the page in the first document, or in the second where only that one has it.
    own, other : (n,) and (m,) ndarray of int64
        For each word of the first and of the second page: `SAME` (0), `DIFFERENT` (1), or `ALONE`
        (2), where the other reading has nothing.
    pairs : (k, 2) ndarray of int64
        Rows of words that stand for each other, sorted. A word that the other reading divides is in
        several.
    """

    number: int
    own: Integers
    other: Integers
    pairs: Integers

    @property
    def is_same(self) -> bool:
        """Whether all words are the same."""
        return not (self.own.any() or self.other.any())

    def groups(self) -> Iterator[tuple[list[int], list[int]]]:
        """Yield the rows of both pages that stand for each other; those alone, one by one."""
        yield from _groups(self.pairs)
        yield from (([row], []) for row in np.flatnonzero(self.own == ALONE).tolist())
        yield from (([], [row]) for row in np.flatnonzero(self.other == ALONE).tolist())


class ErrorRates(NamedTuple):
    """How far a text is from the true one.

    Attributes
    ----------
    characters, words : float
        Characters and words to put in, leave out or exchange, as shares of those of the true text
        (CER and WER); above 1 where much is there that should not be. NaN without a true text.
    """

    characters: float
    words: float


def compare(one: Document, other: Document) -> list[Comparison]:
    """Compare two readings of the same pages.

    Parameters
    ----------
    one, other : Document
        Pages are compared in order: the first with the first. Where one document has more, the
        words of the rest are alone.

    Returns
    -------
    list of Comparison
        One for each page.

    Examples
    --------
    >>> from ocrlayout.model import Lines, Words
    >>> def read(text):
    ...     words = Words(text.split())
    ...     return Document([Page(lines=Lines([text], words=words, offsets=[0, len(words)]))])
    >>> page = compare(read("over the dog"), read("over tbe dog today"))[0]
    >>> page.own.tolist(), page.other.tolist()
    ([0, 1, 0], [0, 1, 0, 2])
    """
    pages = zip_longest(one.pages, other.pages)
    return [
        compare_pages(own, beside) if own and beside else _alone(own, beside)
        for own, beside in pages
    ]


def compare_pages(page: Page, other: Page) -> Comparison:
    """Compare two readings of a page.

    Places are compared on the scan, each as a share of its size. Words that meet several
    (one engine divides what the other joins) are the same where their texts, put together, are.
    """
    pairs = _by_place(page, other)
    fewer = min(len(page.words), len(other.words))
    if len(np.unique(pairs[:, 0])) < _MET * fewer:
        pairs = _by_text(page.words.text, other.words.text)
    states = _states(page.words.text, other.words.text, pairs)
    return Comparison(page.number, *states, pairs)


def error_rates(text: str, truth: str) -> ErrorRates:
    """Return how far a text is from the true one.

    White space of any kind and length is one space, and characters are composed (NFC); case and
    punctuation count. The distance is Levenshtein's.

    Examples
    --------
    >>> error_rates("tbe dog", "the dog")
    ErrorRates(characters=0.14285714285714285, words=0.5)

    References
    ----------
    V. I. Levenshtein: "Binary codes capable of correcting deletions, insertions and reversals",
    Soviet Physics Doklady 10 (8), 1966.
    """
    own, true = _words(text), _words(truth)
    return ErrorRates(_rate(" ".join(own), " ".join(true)), _rate(own, true))


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


def _rate(one: Sequence[str], true: Sequence[str]) -> float:
    return Levenshtein.distance(one, true) / len(true) if true else float("nan")


def _alone(own: Page | None, other: Page | None) -> Comparison:
    """Return the comparison of a page that one of the documents lacks."""
    page, none = own or other or Page(), np.empty(0, np.int64)
    alone = np.full(len(page.words), ALONE)
    pairs = np.empty((0, 2), np.int64)
    if own:
        return Comparison(page.number, alone, none, pairs)
    return Comparison(page.number, none, alone, pairs)


def _by_place(page: Page, other: Page) -> Integers:
    """Return the rows of words that lie one on the other."""
    quads, others = _on_scan(page), _on_scan(other)
    there, back = geometry.overlaps(quads, others), geometry.overlaps(others, quads)
    found = [*_pairs(there), *((row, at) for at, row in _pairs(back))]
    return np.unique(np.array(found, np.int64).reshape(-1, 2), axis=0)


def _on_scan(page: Page) -> Array:
    """Return the quad of each word as shares of the scan."""
    quads: Array = page.to_source(page.words.polygon)
    size = np.array(page.source_size)
    return quads / size if np.isfinite(size).all() else quads


def _pairs(found: geometry.Overlaps) -> Iterator[tuple[int, int]]:
    enough = found.share > _LEAST
    return zip(found.row[enough].tolist(), found.other[enough].tolist(), strict=True)


def _by_text(texts: Sequence[str], others: Sequence[str]) -> Integers:
    """Return the rows of words that stand for each other when as little as possible is changed."""
    found: list[tuple[int, int]] = []
    for step in Levenshtein.opcodes(texts, others):
        if step.tag in ("equal", "replace"):
            own, beside = range(step.src_start, step.src_end), range(step.dest_start, step.dest_end)
            found += zip(own, beside, strict=False)
    return np.array(found, np.int64).reshape(-1, 2)


def _states(
    texts: Sequence[str], others: Sequence[str], pairs: Integers
) -> tuple[Integers, Integers]:
    """Return the state of each word; words that meet are compared as what they are together."""
    own, beside = np.full(len(texts), ALONE), np.full(len(others), ALONE)
    for rows, met in _groups(pairs):
        together = "".join(texts[row] for row in rows), "".join(others[row] for row in met)
        own[rows] = beside[met] = SAME if together[0] == together[1] else DIFFERENT
    return own, beside


def _groups(pairs: Integers) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the rows of both readings that stand for each other, directly or through others."""
    edges: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, other in pairs.tolist():
        edges.setdefault((0, row), []).append((1, other))
        edges.setdefault((1, other), []).append((0, row))
    while edges:
        found, waiting = set(), [next(iter(edges))]
        while waiting:
            node = waiting.pop()
            found.add(node)
            waiting += edges.pop(node, [])
        own, other = (sorted(row for side, row in found if side == which) for which in (0, 1))
        yield own, other

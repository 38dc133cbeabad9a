"""Where two readings of a page differ: words matched by place, and compared by text."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Page

__all__ = ["ALONE", "DIFFERENT", "SAME", "Difference", "differences"]

SAME, DIFFERENT, ALONE = 0, 1, 2
_LEAST = 0.3  # of either word's area, covered by the other: one word, read twice

Array = npt.NDArray[np.float64]


class Difference(NamedTuple):
    """For each word of the one and of the other page: 0 same, 1 different, 2 only here."""

    own: list[int]
    other: list[int]


def differences(page: Page, other: Page) -> Difference:
    """Compare two readings of one page.

    Places are compared on the scan, each as a share of its size. A word that meets several (one
    engine splits what the other joins) is the same where their texts, put together, are its own.

    Examples
    --------
    >>> from ocrlayout.model import Lines, Words
    >>> quad = [[[0, 0], [9, 0], [9, 5], [0, 5]]]
    >>> def page(text):
    ...     words = Words([text], quad)
    ...     return Page(width=20, height=20, lines=Lines([text], quad, words, [0, 1]))
    >>> differences(page("rn"), page("m"))
    Difference(own=[1], other=[1])
    """
    quads, others = _on_scan(page), _on_scan(other)
    there, back = geometry.overlaps(quads, others), geometry.overlaps(others, quads)
    pairs = set(_pairs(there)) | {(row, at) for at, row in _pairs(back)}
    turned = {(at, row) for row, at in pairs}
    return Difference(
        _states(page.words.text, other.words.text, pairs),
        _states(other.words.text, page.words.text, turned),
    )


def _on_scan(page: Page) -> Array:
    """Return the quad of each word as shares of the scan."""
    quads: Array = page.to_source(page.words.polygon)
    size = np.array(page.source_size)
    return quads / size if np.isfinite(size).all() else quads


def _pairs(found: geometry.Overlaps) -> Iterator[tuple[int, int]]:
    """Yield the rows of words that lie one on the other."""
    enough = found.share > _LEAST
    return zip(found.row[enough].tolist(), found.other[enough].tolist(), strict=True)


def _states(
    texts: tuple[str, ...], others: tuple[str, ...], pairs: set[tuple[int, int]]
) -> list[int]:
    met: list[list[str]] = [[] for _ in texts]
    for row, other in sorted(pairs):
        met[row].append(others[other])
    return [_state(text, found) if found else ALONE for text, found in zip(texts, met, strict=True)]


def _state(text: str, met: list[str]) -> int:
    """Compare a word with those that lie where it lies; a part of one word is the same."""
    is_part = len(met) == 1 and text in met[0]
    return SAME if is_part or text == "".join(met) else DIFFERENT

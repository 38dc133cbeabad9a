"""Two readings of a page compared on its picture: what differs, and what only one of them has."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.comparison import ALONE, SAME, Comparison, compare_pages
from ocrlayout.model import Lines, Page
from ocrlayout.writers.picture.tints import By, Tints, tints

__all__ = ["KEY", "ONLY_THERE", "Differences", "Reading", "between"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

# Okabe and Ito's vermillion, sky blue and bluish green, which color-blind people tell apart.
_DIFFERENT, _ONLY_HERE, ONLY_THERE = (213, 94, 0), (86, 180, 233), (0, 158, 115)
_COLORS = ((255, 255, 255), _DIFFERENT, _ONLY_HERE)  # by the state of a word
_OPACITIES = (0.0, 0.35, 0.35)  # more would make ink pale
_THERE = ((255, 255, 255), _DIFFERENT, ONLY_THERE)  # of words of the other reading
KEY = (("different", _DIFFERENT), ("only here", _ONLY_HERE), ("only there", ONLY_THERE))
"""What the legend says, and in which colors."""


class Differences(NamedTuple):
    """What another reading of a page has in place of its words.

    Attributes
    ----------
    own : Tints
        Of the words of the page.
    lines : Lines
        Of the other reading, in coordinates of the page.
    other : Tints
        Of their words.
    missing : (n, 4, 2) ndarray
        Where words are that only the other reading has.
    texts : list of str
        For each difference what both have, as ``diff`` writes it: ``- tbe + the``.
    quads : (m, 4, 2) ndarray
        The place of each.
    """

    own: Tints
    lines: Lines
    other: Tints
    missing: Array
    texts: list[str]
    quads: Array


class Reading(NamedTuple):
    """A page that is drawn, the doubt of its words, and what another reading of it has.

    Attributes
    ----------
    page : Page
    level : (n,) ndarray of int64
        Of the doubt of each word, as :func:`tints.levels` gives it.
    found : Differences or None
    """

    page: Page
    level: Integers
    found: Differences | None = None

    def tints(self, by: By) -> Tints:
        """Return how words are colored: by the differences, where there is another reading."""
        return self.found.own if self.found else tints(self.page, self.level, by)


def between(page: Page, other: Page) -> Differences:
    """Compare a page with another reading of it.

    Examples
    --------
    >>> from ocrlayout.model import Lines, Words
    >>> def read(text):
    ...     return Page(lines=Lines([text], words=Words([text]), offsets=[0, 1]))
    >>> between(read("tbe"), read("the")).texts
    ['- tbe + the']
    """
    found = compare_pages(page, other)
    lines = other.lines.move(_matrix(page, other))
    texts, quads = _named(found, page, lines)
    missing = lines.words.polygon[found.other == ALONE]
    own = _tints(found.own, _COLORS)
    return Differences(own, lines, _tints(found.other, _THERE), missing, texts, quads)


def _tints(state: Integers, colors: tuple[tuple[int, ...], ...]) -> Tints:
    return Tints((np.array(colors, np.uint8)[state], np.array(_OPACITIES)[state]))


def _matrix(page: Page, other: Page) -> Array:
    """Return what takes the other reading to the page: both are of one scan, in units of theirs."""
    sizes = np.array([page.source_size, other.source_size])
    scale = sizes[0] / sizes[1] if np.isfinite(sizes).all() else np.ones(2)
    matrix: Array = page.matrix @ geometry.scaling(*scale) @ np.linalg.inv(other.matrix)
    return matrix


def _named(found: Comparison, page: Page, lines: Lines) -> tuple[list[str], Array]:
    texts, quads = [], [np.empty((0, 4, 2))]
    for own, other in found.groups():
        if own and found.own[own[0]] == SAME:
            continue
        signed = (("-", own, page.words), ("+", other, lines.words))
        parts = [f"{sign} {' '.join(words[rows].text)}" for sign, rows, words in signed if rows]
        texts.append(" ".join(parts))
        quads.append((page.words.polygon[own] if own else lines.words.polygon[other])[:1])
    return texts, np.concatenate(quads)

"""How the words of a page are to be set: what does not depend on where the pen is.

It is computed for all words of a page at once. Only where a word starts depends on the word before,
whose stretch, and that of the space after it, are rounded.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout.writers.pdf.font import Glyphs
from ocrlayout.writers.pdf.runs import Runs, like_last

__all__ = ["BASELINE", "GAP", "Word", "set_words"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_SMALLEST = 0.5  # points: a smaller font is rounded to nothing by some readers
BASELINE = 0.2  # font sizes: how far the baseline lies above the foot of the box

# Line heights.
GAP = 0.2  # below it PDFium and pdf.js join two words
_LEAST_GAP = 0.05  # a narrower gap gets a space of the usual width
_JOINED = 1.5  # a wider gap is jumped, not filled
_SAME = 0.3  # words whose foot and height differ by less share those of the line
_STEP = 0.1  # the others stand on steps of this

_KEPT = 0.75  # of a word's length: the most that a space before it, or the gap after it, takes


class Word(NamedTuple):
    """A run, and how it is to be set; in points, along and across its direction."""

    text: str
    start: float
    end: float
    foot: float
    height: float
    x: float  # direction
    y: float
    size: float  # of its line's font
    base: float  # where its baseline lies
    stretch: float  # height at which it is set, in font sizes
    until: float  # where it has to end
    next: float  # where the next one in its direction starts; NaN without one
    natural: float  # length of the text in this font size
    follows: bool  # it goes on in the direction of the one before it
    has_space: bool  # after it
    is_apart: bool  # it does not stand on the band of the one before it
    code: str  # the text as a PDF string
    glyphs: int  # how many

    def start_after(self, at: float) -> float:
        """Find where it has to start: after what is written up to there, if that reaches in."""
        if not (self.follows and self.start < at < self.end):
            return self.start
        return min(at, self.start + _KEPT * (self.end - self.start))

    def gap_after(self, at: float) -> float:
        """Find how wide the space after it is: as the gap, where there is one to be filled."""
        gap = self.next - at
        return gap if _LEAST_GAP * self.size < gap < _JOINED * self.size else GAP * self.size


def set_words(runs: Runs, glyphs: Glyphs) -> list[Word]:
    """Find how each run of a page is to be set.

    Parameters
    ----------
    runs : Runs
        At least one, none without text.
    glyphs : Glyphs

    Returns
    -------
    list of Word
    """
    codes, widths, counts = zip(*map(glyphs.encode, runs.text), strict=True)
    size = np.maximum(_medians(runs.line, runs.height), _SMALLEST)
    foot, height = _bands(runs, size)
    follows = like_last(runs.line, runs.x, runs.y)
    following = np.where(_shifted(follows), np.roll(runs.start, -1), np.nan)
    measures = (
        *(runs.start, runs.end, runs.foot, runs.height, runs.x, runs.y, size),
        *(foot + BASELINE * height, height / size, _ends(runs, following, size), following),
        np.array(widths) * size / 1000,
        *(follows, _have_space(runs), ~(follows & like_last(foot, height))),
    )
    values = (column.tolist() for column in measures)
    return list(map(Word._make, zip(runs.text, *values, codes, counts, strict=True)))


def _medians(line: Integers, values: Array) -> Array:
    """Find the median of each line, for each of its runs."""
    ranked = values[np.lexsort((values, line))]
    counts = np.bincount(line)
    first = np.cumsum(counts) - counts
    medians = (ranked[first + (counts - 1) // 2] + ranked[first + counts // 2]) / 2
    found: Array = medians[line]
    return found


def _bands(runs: Runs, size: Array) -> tuple[Array, Array]:
    """Find foot and height at which runs are set.

    They are those of the line, or a run's own, in steps, where they differ much.
    """
    foot, step = _medians(runs.line, runs.foot), _STEP * size
    lower, higher = runs.foot - foot, runs.height - size
    shares = np.maximum(np.abs(lower), np.abs(higher)) <= _SAME * size
    own_height = np.maximum(np.rint(runs.height / step), 1) * step
    own_foot = foot + np.rint(lower / step) * step
    return np.where(shares, foot, own_foot), np.where(shares, size, own_height)


def _ends(runs: Runs, following: Array, size: Array) -> Array:
    """Find where runs have to end: before the gap that the next one needs, or at the next one."""
    shortest = _KEPT * runs.start + (1 - _KEPT) * runs.end
    before_gap = np.minimum(runs.end, np.maximum(following - GAP * size, shortest))
    touching = np.where(following - runs.end < _JOINED * size, following, runs.end)
    end = np.where(runs.spaced, before_gap, touching)
    return np.where(following > runs.start, end, runs.end)


def _have_space(runs: Runs) -> Flags:
    """Find the runs with a space after them; tilted lines end in another way."""
    is_last = ~_shifted(like_last(runs.line))
    return np.where(is_last, (runs.y != 0) & ~runs.tilted_lines(), runs.spaced)


def _shifted(flags: Flags) -> Flags:
    """Return for each row the flag of the row after; False for the last."""
    return np.concatenate([flags[1:], [False]])

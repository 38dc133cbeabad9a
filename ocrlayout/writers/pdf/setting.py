"""How the words of a page are set: where each starts, how long it is, what gap follows it.

All words of a page at once. Lengths are in points, along and across the direction of each word.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout.writers.pdf.bands import bands, common_sizes, medians
from ocrlayout.writers.pdf.font import Glyphs
from ocrlayout.writers.pdf.runs import Runs, like_last, of_next

__all__ = ["GAP", "SMALLEST", "Setting", "nearer", "set_words"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SMALLEST = 0.5  # points: a smaller font is rounded to nothing by some readers
_BASELINE = 0.2  # font sizes: how far the baseline lies above the foot of the box

# Line heights.
GAP = 0.2  # below it PDFium and pdf.js join two words
_LEAST_GAP = 0.05  # a narrower gap gets a space of the usual width
_JOINED = 1.5  # a wider gap is jumped, not filled
_COLUMN = 0.9  # poppler takes words for columns that are 1.0 apart
_SHORTEST = 0.02  # what is without length gets this one

_PASSES = 8  # words in a row that each move the next one; further on they need not
_LENGTHENED = 0.25  # of a word's length: the most that is added at each end
_KEPT = 0.75  # of a word's length: the most that a space before it, or the gap after it, takes


class Setting(NamedTuple):
    """How words are set: columns, a row for each run."""

    code: Sequence[str]  # the text as a PDF string
    glyphs: Integers  # how many
    natural: Array  # length of the text in this font size
    size: Array  # of the line's font
    stretch: Array  # height in font sizes
    base: Array  # where the baseline lies
    start: Array
    end: Array
    gap: Array  # width of the space after it; 0 without one
    is_filled: Flags  # the space reaches to the next word
    goes_on: Flags  # it stands on the baseline of the one before, at the same height


def nearer(runs: Runs) -> Runs:
    """Lengthen words that are as far apart as columns, though they are neighbors in a line.

    Parameters
    ----------
    runs : Runs
        At least one.

    Returns
    -------
    Runs
    """
    size = medians(runs.line, runs.height)
    follows = like_last(runs.line, runs.x, runs.y) & np.roll(runs.spaced, 1)
    gap = np.where(follows, runs.start - np.roll(runs.end, 1), 0.0)
    is_wide = (gap > _COLUMN * size) & (gap < _JOINED * size)
    missing = np.where(is_wide, gap - _COLUMN * size, 0.0) / 2
    most = _LENGTHENED * (runs.end - runs.start)
    start = runs.start - np.minimum(missing, most)
    return runs._replace(start=start, end=runs.end + np.minimum(of_next(missing, 0.0), most))


def set_words(runs: Runs, glyphs: Glyphs, spaced_lines: Flags | None = None) -> Setting:
    """Find how the runs of a page are set.

    Parameters
    ----------
    runs : Runs
        At least one, none without text.
    glyphs : Glyphs
    spaced_lines : (n,) ndarray of bool, optional
        Whether the line of a run ends in a space, whichever way it runs.

    Returns
    -------
    Setting
    """
    code, widths, count = zip(*map(glyphs.encode, runs.text), strict=True)
    heights = np.maximum(medians(runs.line, runs.height), SMALLEST)
    size = common_sizes(heights, level=~runs.tilted_lines())
    foot, height = bands(runs, size)
    return Setting(
        code,
        np.array(count),
        np.array(widths) * size / 1000,
        size,
        height / size,
        foot + _BASELINE * height,
        *_along(runs, size, _have_space(runs, spaced_lines)),
        like_last(runs.line, runs.x, runs.y, foot, height),
    )


def _along(runs: Runs, size: Array, has_space: Flags) -> tuple[Array, Array, Array, Flags]:
    """Find where runs start and end, how wide the space after them is, and whether it fills a gap.

    A gap that is too narrow or too wide gets a space of the usual width. It may move the start of
    the next word, and that the one after it: where words lie one upon the other.
    """
    follows = like_last(runs.line, runs.x, runs.y)
    following = np.where(of_next(follows, False), of_next(runs.start, np.nan), np.nan)
    start, latest_end = runs.start, _ends(runs, following, size)
    for _ in range(_PASSES):
        end = np.maximum(latest_end, start + _SHORTEST * size)
        room = following - end
        is_filled = has_space & (_LEAST_GAP * size < room) & (room < _JOINED * size)
        gap = np.where(is_filled, room, np.where(has_space, GAP * size, 0.0))
        before, start = start, _starts(runs, np.where(follows, np.roll(end + gap, 1), np.nan))
        if (start == before).all():
            break
    return start, end, gap, is_filled


def _ends(runs: Runs, following: Array, size: Array) -> Array:
    """Find where runs end: before the gap that the next one needs, or at the next one."""
    shortest = _KEPT * runs.start + (1 - _KEPT) * runs.end
    before_gap = np.minimum(runs.end, np.maximum(following - GAP * size, shortest))
    touching = np.where(following - runs.end < _JOINED * size, following, runs.end)
    end = np.where(runs.spaced, before_gap, touching)
    return np.where(following > runs.start, end, runs.end)


def _have_space(runs: Runs, spaced_lines: Flags | None) -> Flags:
    """Find the runs with a space after them.

    Lines that run up or down end in one, too; tilted ones end in another way.
    """
    is_last = ~of_next(like_last(runs.line), False)
    at_end = runs.y != 0 if spaced_lines is None else (runs.y != 0) | spaced_lines
    return np.where(is_last, at_end & ~runs.tilted_lines(), runs.spaced)


def _starts(runs: Runs, reached: Array) -> Array:
    """Find where runs start: after the space before them, where that reaches in."""
    latest = runs.start + _KEPT * (runs.end - runs.start)
    is_inside = (runs.start < reached) & (reached < runs.end)
    return np.where(is_inside, np.minimum(reached, latest), runs.start)

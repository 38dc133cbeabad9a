"""Runs of characters that lie together, and how each joins the next: in a word, a line, not at all.

PDFium says where white space and line breaks are, some of them in the file, some its own guesses:
it looks at text objects in the order in which they are drawn. What it guesses is checked against
where the characters stand.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import scripts
from ocrlayout.images.pdf_text.characters import Characters
from ocrlayout.images.pdf_text.placement import Placement
from ocrlayout.images.pdf_text.spans import Spans, across, spans_of

__all__ = ["GAP", "Pieces", "layered", "pieces_of"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

GAP = 1.2  # em; more than that between two words is the gap between columns or cells
_BLANK = 0.13  # em; less than that is not a space, although PDFium guesses one
_WIDE = 0.5  # em; more than that is a space, also where PDFium did not guess one
_SPREAD = 3  # spaces in a row between single letters make a word that is set wide
_EVEN = 1.6  # times the median of such gaps; more is a space between two such words
_BACK = -0.5  # em; text that goes back over what is there is another line
_SHIFT = 0.5  # em between baselines: indices and exponents still belong to their line
_PARALLEL = 0.99  # cosine between the directions of two parts of a line
_ASIDE = 0.3  # em by which the characters of a column may stand beside each other
_STEP = (0.75, 1.3)  # em from a character of a column down to the next
# marks that belong to the ideograph before them: variation selectors, voicing marks
_MARKS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x3099, 0x309A))
_is_unspaced = re.compile(f"[{scripts.UNSPACED}]").match


class Pieces(NamedTuple):
    """Pieces of a page: runs of characters of one text object without white space.

    Ideographs are pieces of their own.

    Attributes
    ----------
    first, last : (n,) ndarray of int
        Rows of the characters.
    spans : Spans
    spaced : (n,) ndarray of bool
        White space follows, or the line ends.
    new_word, new_line : (n,) ndarray of bool
        It does not belong to the word, or to the line, of the piece before it.
    right_to_left : (n,) ndarray of bool
        It stands in a line that has right-to-left characters.
    ideograph : (n,) ndarray of bool
    """

    first: Integers
    last: Integers
    spans: Spans
    spaced: Mask
    new_word: Mask
    new_line: Mask
    right_to_left: Mask
    ideograph: Mask


def layered(characters: Characters) -> Characters:
    """Put hidden text after visible text: OCR lays it over the words that it repeats."""
    if not len(characters.owner):
        return characters
    objects, owner = characters.objects, characters.owner
    hidden = objects.invisible | objects.transparent
    before = np.maximum.accumulate(np.where(owner >= 0, np.arange(len(owner)), 0))
    return characters.take(np.argsort(hidden[owner[before]], kind="stable"))


def _asked(code: Integers, question: Callable[[str], object]) -> Mask:
    """Ask a question about each distinct character once."""
    known, kind = np.unique(code, return_inverse=True)
    answers = [bool(question(chr(each))) for each in known.tolist()]
    found: Mask = np.array(answers, np.bool_)[kind]
    return found


def pieces_of(characters: Characters, placement: Placement) -> Pieces | None:
    """Cut the characters of a page into pieces; None on a page without any."""
    single = _asked(characters.code, _is_unspaced)
    first, last = _runs(characters, single)
    if not len(first):
        return None
    where = spans_of(characters, placement, first, last)
    between = _between(characters, first, last)
    mixed = _mixed(characters.code, first, between.breaks)
    step = _steps(where)
    beside = _beside(step, between, mixed)
    alone = single[first] & (first == last)
    below = _below(step, beside, alone)
    spaced = _spaced(step, between, characters, last) & ~below
    letter = _asked(characters.code, str.isalpha)[first] & (first == last) & ~alone
    spaced &= ~_spread(step, spaced & beside, letter, characters, last)
    whole = beside & ~spaced & ~(single[last[:-1]] | single[first[1:]])
    apart = ~(beside | below)
    begins = np.append(True, ~whole), np.append(True, apart)
    return Pieces(first, last, where, np.append(spaced | apart, True), *begins, mixed, alone)


def _runs(characters: Characters, single: Mask) -> tuple[Integers, Integers]:
    """Return the first and the last character of each piece."""
    code, owner, space = characters.code, characters.owner, characters.space
    mark = np.zeros(len(code), np.bool_)
    for low, high in _MARKS:
        mark |= (code >= low) & (code <= high)
    apart = (owner[1:] != owner[:-1]) | ((single[1:] | single[:-1]) & ~mark[1:])
    cut = apart | space[1:] | space[:-1]
    begins, ends = np.append(True, cut)[: len(code)], np.append(cut, True)[: len(code)]
    return np.flatnonzero(begins & ~space), np.flatnonzero(ends & ~space)


class _Between(NamedTuple):
    """What PDFium has between each piece and the next, ``(n - 1,)`` each.

    Attributes
    ----------
    breaks : ndarray of bool
        A line break.
    spaces : ndarray of bool
        A space.
    """

    breaks: Mask
    spaces: Mask


def _between(characters: Characters, first: Integers, last: Integers) -> _Between:
    breaks = characters.line_end
    counts = [np.append(0, np.cumsum(mask)) for mask in (breaks, characters.space & ~breaks)]
    return _Between(*(count[first[1:]] > count[last[:-1]] for count in counts))


def _mixed(code: Integers, first: Integers, breaks: Mask) -> Mask:
    """Return which pieces stand in one of PDFium's lines that has right-to-left characters."""
    line = np.cumsum(np.append(False, breaks))
    has = np.add.reduceat(_asked(code, scripts.is_right_to_left).astype(np.int64), first) > 0
    mixed: Mask = np.bincount(line, has)[line] > 0
    return mixed


class _Steps(NamedTuple):
    """The way from each piece to the next, ``(n - 1,)`` each, in em.

    Attributes
    ----------
    gap : ndarray
        Between them, along the first one's direction; below 0 where they overlap.
    right, down : ndarray
        From where one starts to where the other does, along and across the first one's direction.
    parallel : ndarray of bool
    """

    gap: Array
    right: Array
    down: Array
    parallel: Mask


def _steps(where: Spans) -> _Steps:
    along, em = where.along[:-1], np.maximum(where.size[:-1], where.size[1:])
    step = where.start[1:] - where.start[:-1]
    onward = ((where.start[1:] - where.end[:-1]) * along).sum(axis=1)
    back = ((where.start[:-1] - where.end[1:]) * along).sum(axis=1)
    right, down = (step * along).sum(axis=1), (step * across(along)).sum(axis=1)
    parallel = (along * where.along[1:]).sum(axis=1) > _PARALLEL
    return _Steps(np.maximum(onward, back) / em, right / em, down / em, parallel)


def _beside(step: _Steps, between: _Between, mixed: Mask) -> Mask:
    """Return which pieces stand in a line with the next one."""
    level = step.parallel & (np.abs(step.down) < _SHIFT)
    near = (step.gap > _BACK) & (step.gap < GAP)
    # whatever stands there: right-to-left lines are put into order later
    mixed_line = ~between.breaks & mixed[:-1] & mixed[1:]
    beside: Mask = level & (near | mixed_line)
    return beside


def _below(step: _Steps, beside: Mask, alone: Mask) -> Mask:
    """Return which ideographs stand in a column with the next one."""
    stacked = (np.abs(step.right) < _ASIDE) & (step.down > _STEP[0]) & (step.down < _STEP[1])
    free = ~np.append(False, beside)[:-1] & ~np.append(beside, False)[1:]
    below: Mask = alone[:-1] & alone[1:] & step.parallel & stacked & free
    return below


def _spaced(step: _Steps, between: _Between, characters: Characters, last: Integers) -> Mask:
    """Return after which pieces there is white space.

    Where a space is narrow, PDFium is asked whether it is in the file.
    """
    spaced: Mask = (between.spaces | between.breaks) & (step.gap > _BLANK) | (step.gap > _WIDE)
    narrow = np.flatnonzero(between.spaces & ~spaced)
    spaced[narrow] = ~characters.generated(last[narrow] + 1)
    return spaced


def _spread(
    step: _Steps, spaced: Mask, letter: Mask, characters: Characters, last: Integers
) -> Mask:
    """Return which spaces PDFium has guessed between letters that are only set wide apart."""
    spread = spaced & letter[:-1] & letter[1:] & (step.gap < _WIDE)
    rows = np.flatnonzero(spread)
    spread[rows] = characters.generated(last[rows] + 1)
    rows = np.flatnonzero(spread)
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
        even = len(run) >= _SPREAD and step.gap[run] <= _EVEN * np.median(step.gap[run])
        spread[run] = even
    return spread

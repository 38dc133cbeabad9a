"""Text operators that set the runs of a page in the invisible font and fill the gaps between them.

References
----------
Adobe Systems: PDF Reference 1.7 (2006), 5.2 "Text State Parameters and Operators", 10.8.3
"Replacement Text".
Mozilla: pdf.js 5.6 (2026), ``evaluator.js``, ``compareWithLastPosition``.
"""

import itertools
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import inf
from statistics import median

from ocrlayout.writers.pdf.font import SPACE, Glyphs, text_string
from ocrlayout.writers.pdf.runs import Runs
from ocrlayout.writers.pdf.setting import GAP, Word, set_words

__all__ = ["RISE", "text_object"]

RISE = 0.45  # points: poppler breaks a word that rises by 0.5

# Font sizes.
_LOOSE = 0.09  # pdf.js reads spacing of 0.1 and more as a blank
_APART = 0.6  # pdf.js takes the start of a line for part of the one before it if nearer than 0.5

# Line heights.
_LEAST_HEIGHT = 0.05  # of a word, for its stretch
_LIFT = 0.6  # enough for PDFium to see another height
_NEAR = 0.02  # a word that starts so near to the end of the last one needs no new position
_LONG = 8.0  # up to here whole percents of stretch are exact enough, and compress well
_SHORTEST = 0.02  # what is without length gets this one

_LEAST_PERCENT = 0.1  # of stretch: 0 would make a word vanish
_LEAST_STRETCH = 0.01
_PERCENTS = 5  # spaces are stretched in steps of this, which compress
# A line's first word is stretched by one of these factors, the first that pdf.js does not mistake.
_OTHER_STRETCHES = (1, 1.03, 0.97, 1.06, 0.94, 1.1, 0.9)
_LAST_OF_ACTUAL_TEXT = "\ufffc"  # PDFium drops what is beyond from ActualText, emoji among it


def text_object(runs: Runs, glyphs: Glyphs, name: str) -> Iterator[str]:
    """Write the lines of a page.

    Words on an axis are stretched by ``Tz``. In tilted lines all words of the page share one ``Tz``
    and are stretched by ``Tc``: pdf.js divides the heights of tilted text by its ``Tz``, and finds
    a line's end by them.

    PDFium sorts what starts at one height from left to right, until something stands at another. So
    lines that are tilted or run up or down end in a space too, and the spaces of upside-down lines
    are lifted off them: columns of vertical writing and words on their head stay in their order.
    A tilted line ends about where the next one starts; a second space, off both, parts them.

    Parameters
    ----------
    runs : Runs
        At least one, none without text, in the order of writing.
    glyphs : Glyphs
    name : str
        The font's name among the page's resources.

    Yields
    ------
    str
        Operators of a line; a character is a byte.
    """
    words, is_tilted = set_words(runs, glyphs), runs.tilted_lines()
    tilted = _TiltedLines(words)
    for first, end in itertools.pairwise([*runs.line_starts(), len(words)]):
        line, following = words[first:end], words[end : end + 1]
        operators = tilted.write(line, following) if is_tilted[first] else _straight(line)
        yield f"/{name} {line[0].size:.2f} Tf {''.join(operators)}\n"


def _straight(words: Sequence[Word]) -> Iterator[str]:
    """Write a line along an axis."""
    at = -inf  # where the next glyph stands
    for word in words:
        start = word.start_after(at)
        if word.is_apart or abs(at - start) > _NEAR * word.size:
            yield _moved(word, start)
            at = start
        percent = _percent(word, word.until - at)
        at += word.natural * percent / 100
        yield f"{percent:.10g} Tz{word.code}Tj "
        if word.has_space:
            natural = SPACE * word.size
            percent = round(word.gap_after(at) / natural * 100 / _PERCENTS) * _PERCENTS
            at += natural * percent / 100
            yield _lifted(f"{percent} Tz(\0\1)Tj ", word)


def _percent(word: Word, length: float) -> float:
    """Find the ``Tz`` that stretches a word to a length."""
    if length > _LONG * word.size:
        return round(length / word.natural * 100, 1)
    return round(max(length, _SHORTEST * word.size) / word.natural * 100) or _LEAST_PERCENT


def _moved(word: Word, start: float) -> str:
    """Write the matrix of a text that starts there."""
    left, up = word.x * start - word.y * word.base, word.y * start + word.x * word.base
    return f"{_turn(word.x, word.y, word.stretch)} {left:.2f} {up:.2f} Tm "


@lru_cache(maxsize=256)
def _turn(x: float, y: float, stretch: float) -> str:
    """Write the first four numbers of a matrix."""
    return " ".join(map(_short, (x, y, -y * stretch, x * stretch)))


def _short(value: float) -> str:
    """Write a number without an exponent, which PDF does not know, and without zeros at its end."""
    return f"{round(value, 5) + 0.0:.5f}".rstrip("0").rstrip(".")


def _lifted(space: str, word: Word) -> str:
    """Raise the space off an upside-down line."""
    is_upside_down = word.x < -0.5
    return _raised(space, word.size) if is_upside_down else space


def _raised(space: str, size: float) -> str:
    return f"{_LIFT * size:.2f} Ts {space}0 Ts "


class _TiltedLines:
    """Writes the lines of a page that leave the axes."""

    def __init__(self, words: Sequence[Word]) -> None:
        stretches = [_own_stretch(word) for word in words if word.x and word.y]
        self._stretch = max(median(stretches), _LEAST_STRETCH) if stretches else 1.0
        self._level = inf  # where pdf.js saw the last word, across its direction

    def write(self, words: Sequence[Word], following: Sequence[Word]) -> Iterator[str]:
        """Write a line; also given the word after it, if there is one."""
        at = -inf
        for word in words:
            start = word.start_after(at)
            at = max(word.until, start + _SHORTEST * word.size)
            yield _moved(word, start)  # pdfminer forgets the Tc after a last character
            yield self._word(word, at - start, first=word is words[0])
            if word.has_space:
                gap = word.gap_after(at)
                yield _lifted(self._space(gap, word.size), word)
                at += gap
        yield self._end(words[-1], *following)

    def _word(self, word: Word, length: float, *, first: bool) -> str:
        """Write a word, stretched to a length by the space between its characters."""
        stretch = self._stretch
        if abs(length / stretch - word.natural) / word.glyphs * stretch > _LOOSE * word.size:
            stretch = length / word.natural
        level = word.base * word.stretch
        if first:
            stretch = self._distinct(stretch, level, word.size)
        self._level = level / stretch
        missing = length / stretch - word.natural
        between = max(word.glyphs - 1, 1)  # a last glyph that is squeezed ends at the word's end
        spacing = missing / (word.glyphs if missing > 0 else between)
        written = f"{stretch * 100:.1f} Tz {spacing:.2f} Tc{word.code}Tj "
        is_whole = word.glyphs == 1 or length * min(abs(word.x), abs(word.y)) < RISE
        if is_whole or max(word.text) > _LAST_OF_ACTUAL_TEXT:
            return written
        return f"/Span<</ActualText{text_string(word.text)}>>BDC {written}EMC "

    def _distinct(self, stretch: float, level: float, size: float) -> float:
        """Choose a stretch by which pdf.js sees a line start apart from the line before it."""
        stretches = (stretch * factor for factor in _OTHER_STRETCHES)
        apart = (other for other in stretches if abs(level / other - self._level) > _APART * size)
        return next(apart, stretch)

    def _space(self, gap: float, size: float) -> str:
        spacing = gap / self._stretch - SPACE * size
        return f"{self._stretch * 100:.1f} Tz {spacing:.1f} Tc(\0\1)Tj "

    def _end(self, word: Word, following: Word | None = None) -> str:
        """Write a space at a line's end, and one off it, away from the start of the next line.

        The second stands for a line feed (``ActualText``), which readers do not count as text.
        """
        space = self._space(GAP * word.size, word.size)
        lift = -_LIFT if following and _rise(word, following) > 0 else _LIFT
        raised = _raised(space, lift * word.size)
        return f"{space}/Span<</ActualText(\\n)>>BDC {raised}EMC 0 Tc "


def _own_stretch(word: Word) -> float:
    """Find the stretch that a word would have in its own height."""
    share = max(word.height / word.size, _LEAST_HEIGHT)
    return (word.end - word.start) / (word.natural * share)


def _rise(word: Word, following: Word) -> float:
    """Find how much higher than a word's end the next line starts, as readers sort: on an axis."""
    start, end = _point(following, following.start), _point(word, word.end)
    if abs(word.x) > abs(word.y):
        return (start[1] - end[1]) * word.x
    return (end[0] - start[0]) * word.y


def _point(word: Word, along: float) -> tuple[float, float]:
    """Find where on the page the foot of a word is."""
    return word.x * along - word.y * word.foot, word.y * along + word.x * word.foot

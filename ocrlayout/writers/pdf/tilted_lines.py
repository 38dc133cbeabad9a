"""Lines that leave the axes.

All words of a page share one ``Tz`` and are stretched by ``Tc``: pdf.js divides the heights of
tilted text by its ``Tz``, and finds a line's end by them.

References
----------
Mozilla: pdf.js 5.6 (2026), ``evaluator.js``, ``compareWithLastPosition``.
"""

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout.writers.pdf.font import SPACE, text_string
from ocrlayout.writers.pdf.operators import LIFT, UPSIDE_DOWN, Written, matrices, raised
from ocrlayout.writers.pdf.runs import Runs, of_next
from ocrlayout.writers.pdf.setting import GAP, SMALLEST, Setting

__all__ = ["RISE", "TiltedLines"]

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

RISE = 0.45  # points: poppler breaks a word that rises by 0.5

# Font sizes.
_LOOSE = 0.09  # pdf.js reads spacing of 0.1 and more as a blank
_APART = 0.6  # pdf.js takes the start of a line for part of the one before it if nearer than 0.5

_LEAST_STRETCH = 0.01
# A line's first word is stretched by one of these factors, the first that pdf.js does not mistake.
_OTHER_STRETCHES = (1, 1.03, 0.97, 1.06, 0.94, 1.1, 0.9)
_LAST_OF_ACTUAL_TEXT = "\ufffc"  # PDFium drops what is beyond from ActualText, emoji among it


class _Word(NamedTuple):
    """A word, and how it is set; in points."""

    text: str
    matrix: str
    code: str  # the text as a PDF string
    glyphs: int  # how many
    natural: float  # length of the text in this font size
    length: float
    gap: float  # width of the space after it; 0 without one
    size: float  # of the font
    level: float  # where pdf.js sees it, across its direction, were it not stretched
    rise: float  # from its start to its end
    is_upside_down: bool
    next_rises: bool  # what follows it starts higher than it ends


class TiltedLines:
    """Writes those lines of a page that leave the axes.

    Parameters
    ----------
    runs : Runs
    setting : Setting
        Of all words of the page, some of them tilted.
    """

    def __init__(self, runs: Runs, setting: Setting) -> None:
        self._stretch = _common_stretch(runs, setting)
        self._level = inf  # where pdf.js saw the last word, across its direction
        self._words = _words(runs, setting)

    def write(self, first: int, end: int) -> Iterator[Written]:
        """Write the line of these words."""
        for word in self._words[first:end]:
            # pdfminer forgets the Tc after a last character, so each word has a matrix
            text = word.matrix + self._word(word, is_first=word is self._words[first])
            space = self._space_after(word)
            yield text, space + self._end(word) if word is self._words[end - 1] else space

    def _word(self, word: _Word, *, is_first: bool) -> str:
        """Write a word, stretched to its length by the space between its characters."""
        stretch = self._stretch
        if abs(word.length / stretch - word.natural) / word.glyphs * stretch > _LOOSE * word.size:
            stretch = word.length / word.natural
        if is_first:
            stretch = self._distinct(stretch, word)
        self._level = word.level / stretch
        missing = word.length / stretch - word.natural
        between = max(word.glyphs - 1, 1)  # a last glyph that is squeezed ends at the word's end
        spacing = missing / (word.glyphs if missing > 0 else between)
        written = f"{stretch * 100:.1f} Tz {spacing:.2f} Tc{word.code}Tj "
        is_whole = word.glyphs == 1 or word.rise < RISE
        if is_whole or max(word.text) > _LAST_OF_ACTUAL_TEXT:
            return written
        return f"/Span<</ActualText{text_string(word.text)}>>BDC {written}EMC "

    def _distinct(self, stretch: float, word: _Word) -> float:
        """Choose a stretch by which pdf.js sees a line start apart from the line before it."""
        least = _APART * word.size
        stretches = (stretch * factor for factor in _OTHER_STRETCHES)
        apart = (one for one in stretches if abs(word.level / one - self._level) > least)
        return next(apart, stretch)

    def _space_after(self, word: _Word) -> str:
        if not word.gap:
            return ""
        space = self._space(word.gap, word.size)
        return raised(space, LIFT * word.size) if word.is_upside_down else space

    def _space(self, gap: float, size: float) -> str:
        spacing = gap / self._stretch - SPACE * size
        return f"{self._stretch * 100:.1f} Tz {spacing:.1f} Tc(\0\1)Tj "

    def _end(self, word: _Word) -> str:
        """Write a space at a line's end, and one off it, away from the start of the next line.

        The second stands for a line feed (``ActualText``), which readers do not count as text.
        """
        space = self._space(GAP * word.size, word.size)
        lift = -LIFT if word.next_rises else LIFT
        return f"{space}/Span<</ActualText(\\n)>>BDC {raised(space, lift * word.size)}EMC 0 Tc "


def _common_stretch(runs: Runs, setting: Setting) -> float:
    """Find the stretch of which half of the tilted words need more, each in its own height."""
    is_tilted = (runs.x != 0) & (runs.y != 0)
    natural = setting.natural * np.maximum(runs.height, SMALLEST) / setting.size
    stretches = (runs.end - runs.start)[is_tilted] / natural[is_tilted]
    return max(float(np.median(stretches)), _LEAST_STRETCH)


def _words(runs: Runs, setting: Setting) -> list[_Word]:
    """Put what is needed of each word into a row."""
    length = setting.end - setting.start
    numbers = (
        *(setting.glyphs, setting.natural, length, setting.gap, setting.size),
        setting.base * setting.stretch,
        length * np.minimum(np.abs(runs.x), np.abs(runs.y)),
        runs.x < UPSIDE_DOWN,
        _next_rises(runs),
    )
    written = matrices(runs, setting, np.arange(len(runs.text)))
    values = (column.tolist() for column in numbers)
    return list(map(_Word._make, zip(runs.text, written, setting.code, *values, strict=True)))


def _next_rises(runs: Runs) -> Flags:
    """Find the runs after which the next one starts higher, as readers sort: on an axis."""
    starts, ends = (_points(runs, along) for along in (runs.start, runs.end))
    right, up = (of_next(start, np.nan) - end for start, end in zip(starts, ends, strict=True))
    rise: Flags = np.where(np.abs(runs.x) > np.abs(runs.y), up * runs.x, -right * runs.y) > 0
    return rise


def _points(runs: Runs, along: Array) -> tuple[Array, Array]:
    """Find where on the page the feet of runs are."""
    return runs.x * along - runs.y * runs.foot, runs.y * along + runs.x * runs.foot

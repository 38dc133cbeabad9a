"""Text operators that set the runs of a line in the invisible font and fill the gaps between them.

References
----------
Adobe Systems: PDF Reference 1.7 (2006), 5.2 "Text State Parameters and Operators", 10.8.3
"Replacement Text".
Mozilla: pdf.js 5.6 (2026), ``evaluator.js``, ``compareWithLastPosition``.
"""

import itertools
from collections.abc import Iterator, Sequence
from math import inf
from statistics import median
from typing import NamedTuple

from ocrlayout.writers.pdf.font import SPACE, Glyphs, text_string

__all__ = ["RISE", "Run", "TextObject", "is_tilted"]

Band = tuple[float, float]  # foot and height at which a run is set, in points
Direction = tuple[float, float]  # unit vector along which a run is read

RISE = 0.45  # points: poppler breaks a word that rises by 0.5
_JOINED = 1.5  # line heights: a wider gap is jumped, not filled

# Font sizes.
_SMALLEST = 0.5  # points: a smaller font is rounded to nothing by some readers
_BASELINE = 0.2  # how far the baseline lies above the foot of the box
_LOOSE = 0.09  # pdf.js reads spacing of 0.1 and more as a blank
_APART = 0.6  # pdf.js takes the start of a line for part of the one before it if nearer than 0.5

# Line heights.
_GAP = 0.2  # below it PDFium and pdf.js join two words
_LEAST_GAP = 0.05  # a narrower gap gets a space of the usual width
_SAME = 0.3  # words whose foot and height differ by less share those of the line
_STEP = 0.1  # the others stand on steps of this
_LIFT = 0.6  # enough for PDFium to see another height
_NEAR = 0.02  # a word that starts so near to the end of the last one needs no new position
_LONG = 8.0  # up to here whole percents of stretch are exact enough, and compress well
_SHORTEST = 0.02  # what is without length gets this one

_KEPT = 0.75  # of a word's length: the most that a space before it, or the gap after it, takes
_LEAST_PERCENT = 0.1  # of stretch: 0 would make a word vanish
_LEAST_STRETCH = 0.01
# A line's first word is stretched by one of these factors, the first that pdf.js does not mistake.
_OTHER_STRETCHES = (1, 1.03, 0.97, 1.06, 0.94, 1.1, 0.9)


class Run(NamedTuple):
    """What is set at one place, mostly a word; in points, along and across its direction."""

    text: str
    start: float
    end: float
    foot: float
    height: float
    spaced: bool
    direction: Direction


def is_tilted(runs: Sequence[Run]) -> bool:
    """Return whether any run leaves the axes."""
    return any(0.0 not in run.direction for run in runs)


class TextObject:
    """Writes the lines of a page.

    Words on an axis are stretched by ``Tz``. In tilted lines all words of the page share one ``Tz``
    and are stretched by ``Tc``: pdf.js divides the heights of tilted text by its ``Tz``, and finds
    a line's end by them.

    PDFium sorts what starts at one height from left to right, until something stands at another. So
    lines that are tilted or run up or down end in a space too, and the spaces of upside-down lines
    are lifted off them: columns of vertical writing and words on their head stay in their order.
    A tilted line ends about where the next one starts; a second space, off both, parts them.

    Parameters
    ----------
    glyphs : Glyphs
    name : str
        The font's name among the page's resources.
    runs : sequence of Run
        Those of the whole page.
    """

    def __init__(self, glyphs: Glyphs, name: str, runs: Sequence[Run]) -> None:
        self._glyphs, self._name = glyphs, name
        stretches = [
            (run.end - run.start) / self._natural(run.text, max(run.height, _SMALLEST))
            for run in runs
            if run.text and 0.0 not in run.direction
        ]
        self._stretch = max(median(stretches), _LEAST_STRETCH) if stretches else 1.0
        self._level = inf  # where pdf.js saw the last tilted word, across its direction

    def _natural(self, text: str, size: float) -> float:
        return self._glyphs.encode(text)[1] * size / 1000

    def line(self, runs: Sequence[Run], following: Run | None = None) -> str:
        """Write one line.

        Parameters
        ----------
        runs : sequence of Run
            In the order of writing, none of them empty.
        following : Run or None
            With which the next line starts.

        Returns
        -------
        str
            Operators; a character is a byte.
        """
        size = max(median(run.height for run in runs), _SMALLEST)
        foot = median(run.foot for run in runs)
        if is_tilted(runs):
            end = self._tilted_end(runs[-1], following, size)
            operators: Iterator[str] = itertools.chain(self._tilted(runs, foot, size), [end])
        else:
            operators = self._straight(runs, foot, size)
        return f"/{self._name} {size:.2f} Tf {''.join(operators)}\n"

    def _straight(self, runs: Sequence[Run], foot: float, size: float) -> Iterator[str]:
        """Write a line along an axis."""
        at, place = -inf, None  # where the next glyph stands; band and direction of the last run
        for run, after in zip(runs, [*runs[1:], None], strict=True):
            here = _band(run, foot, size), run.direction
            start = _start(run, at) if place and place[1] == run.direction else run.start
            if here != place or abs(at - start) > _NEAR * size:
                yield _moved(run, start, here[0], size)
                at, place = start, here
            word, advance = self._word(run, _end(run, after, size) - at, size)
            yield word
            at += advance
            if run.spaced if after else run.direction[1]:
                space, advance = _space(run, _gap(run, at, after, size), size)
                yield space
                at += advance

    def _word(self, run: Run, length: float, size: float) -> tuple[str, float]:
        """Write a word, stretched to a length by ``Tz``; also return the length that it takes."""
        natural, length = self._natural(run.text, size), max(length, _SHORTEST * size)
        digits = int(length > _LONG * size)
        percent = round(length / natural * 100, digits) or _LEAST_PERCENT
        code = self._glyphs.encode(run.text)[0]
        return f"{percent:.10g} Tz{code}Tj ", natural * percent / 100

    def _tilted(self, runs: Sequence[Run], foot: float, size: float) -> Iterator[str]:
        """Write a line that leaves the axes."""
        at, direction = -inf, None
        for run, after in zip(runs, [*runs[1:], None], strict=True):
            band = _band(run, foot, size)
            start = _start(run, at) if run.direction == direction else run.start
            end = max(_end(run, after, size), start + _SHORTEST * size)
            yield _moved(run, start, band, size)  # pdfminer forgets the Tc after a last character
            yield self._tilted_word(run, end - start, band, size, first=run is runs[0])
            at, direction = end, run.direction
            if run.spaced and after:
                gap = _gap(run, at, after, size)
                yield _lifted(self._tilted_space(gap, size), run, size)
                at += gap

    def _tilted_word(self, run: Run, length: float, band: Band, size: float, *, first: bool) -> str:
        """Write a word, stretched to a length by the space between its characters."""
        code, _, count = self._glyphs.encode(run.text)
        natural = self._natural(run.text, size)
        stretch = self._stretch
        if abs(length / stretch - natural) / count * stretch > _LOOSE * size:
            stretch = length / natural
        level = (band[0] + _BASELINE * band[1]) * band[1] / size
        if first:
            stretch = self._distinct(stretch, level, size)
        self._level = level / stretch
        missing = length / stretch - natural
        between = max(count - 1, 1)  # a last glyph that is squeezed ends at the word's end
        spacing = missing / (count if missing > 0 else between)
        written = f"{stretch * 100:.1f} Tz {spacing:.2f} Tc{code}Tj "
        if count == 1 or length * min(map(abs, run.direction)) < RISE:
            return written
        return f"/Span<</ActualText{text_string(run.text)}>>BDC {written}EMC "

    def _distinct(self, stretch: float, level: float, size: float) -> float:
        """Choose a stretch by which pdf.js sees a line start apart from the line before it."""
        stretches = (stretch * factor for factor in _OTHER_STRETCHES)
        apart = (other for other in stretches if abs(level / other - self._level) > _APART * size)
        return next(apart, stretch)

    def _tilted_space(self, gap: float, size: float) -> str:
        spacing = gap / self._stretch - SPACE * size
        return f"{self._stretch * 100:.1f} Tz {spacing:.1f} Tc(\0\1)Tj "

    def _tilted_end(self, run: Run, following: Run | None, size: float) -> str:
        """Write a space at a tilted line's end, and one off it, away from the start of the next.

        The second stands for a line feed (``ActualText``), which readers do not count as text.
        """
        space = self._tilted_space(_GAP * size, size)
        lift = -_LIFT if following and _rise(run, following) > 0 else _LIFT
        return f"{space}/Span<</ActualText(\\n)>>BDC {_raised(space, lift * size)}EMC 0 Tc "


def _band(run: Run, foot: float, size: float) -> Band:
    """Find the band of a run: that of its line, or its own, in steps, where they differ much."""
    if abs(run.foot - foot) <= _SAME * size and abs(run.height - size) <= _SAME * size:
        return foot, size
    step = _STEP * size
    return foot + step * round((run.foot - foot) / step), max(step * round(run.height / step), step)


def _moved(run: Run, start: float, band: Band, size: float) -> str:
    """Write the matrix of a text that starts there."""
    (x, y), (foot, height) = run.direction, band
    base, stretch = foot + _BASELINE * height, height / size
    turn = " ".join(map(_short, (x, y, -y * stretch, x * stretch)))
    return f"{turn} {x * start - y * base:.2f} {y * start + x * base:.2f} Tm "


def _rise(run: Run, following: Run) -> float:
    """Find how much higher than a run's end the next line starts, as readers sort: on an axis."""
    (x, y), start, end = run.direction, _point(following, following.start), _point(run, run.end)
    if abs(x) > abs(y):
        return (start[1] - end[1]) * x
    return (end[0] - start[0]) * y


def _point(run: Run, along: float) -> tuple[float, float]:
    """Find where on the page the foot of a run is."""
    x, y = run.direction
    return x * along - y * run.foot, y * along + x * run.foot


def _short(value: float) -> str:
    """Write a number without an exponent, which PDF does not know, and without zeros at its end."""
    return f"{round(value, 5) + 0.0:.5f}".rstrip("0").rstrip(".")


def _space(run: Run, gap: float, size: float) -> tuple[str, float]:
    """Write a space as wide as a gap; also return the length that it takes."""
    percent = round(gap / (SPACE * size) * 20) * 5  # in steps, which compress
    return _lifted(f"{percent} Tz(\0\1)Tj ", run, size), SPACE * size * percent / 100


def _lifted(space: str, run: Run, size: float) -> str:
    """Raise the space off an upside-down line."""
    is_upside_down = run.direction[0] < -0.5
    return _raised(space, size) if is_upside_down else space


def _raised(space: str, size: float) -> str:
    return f"{_LIFT * size:.2f} Ts {space}0 Ts "


def _start(run: Run, at: float) -> float:
    """Find where a run has to start: after the space before it, where that reaches into it."""
    if not run.start < at < run.end:
        return run.start
    return min(at, run.start + _KEPT * (run.end - run.start))


def _end(run: Run, after: Run | None, size: float) -> float:
    """Find where a run has to end: before the gap that the next one needs, or at the next one."""
    if not after or after.direction != run.direction or after.start <= run.start:
        return run.end
    if run.spaced:
        shortest = _KEPT * run.start + (1 - _KEPT) * run.end
        return min(run.end, max(after.start - _GAP * size, shortest))
    return after.start if after.start - run.end < _JOINED * size else run.end


def _gap(run: Run, at: float, after: Run | None, size: float) -> float:
    """Find how wide the space after a run is: as the gap, where there is one that can be filled."""
    gap = after.start - at if after and after.direction == run.direction else 0.0
    return gap if _LEAST_GAP * size < gap < _JOINED * size else _GAP * size

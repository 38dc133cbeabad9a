"""The pen: operators that set the runs of a line in the invisible font, and fill the gaps between them.

References
----------
Adobe Systems: PDF Reference 1.7 (2006), 5.2 "Text State Parameters and Operators", 10.8.3
"Replacement Text".
Mozilla: pdf.js 5.6 (2026), ``evaluator.js``, ``compareWithLastPosition``.
"""

from collections.abc import Sequence
from math import inf
from statistics import median
from typing import NamedTuple

from ocrlayout.writers.pdf.font import SPACE, Glyphs, text_string

__all__ = ["RISE", "Pen", "Run", "is_tilted"]

Band = tuple[float, float]

RISE = 0.45  # points: poppler breaks a word that rises by 0.5
_FOOT = 0.2  # of the font size: how far the baseline lies above the foot of the box
_GAP = 0.2  # line heights: below it PDFium and pdf.js join two words
_FAR = 1.5  # line heights: a wider gap is jumped, not filled
_SAME = 0.3  # line heights: words whose foot and height differ by less share those of the line
_LIFT = 0.6  # line heights: enough for PDFium to see another height
_STEP = 0.1  # line heights: others stand on steps of this
_LOOSE = 0.09  # font sizes: pdf.js reads spacing from 0.1 on as a blank
# font sizes: nearer than 0.5, pdf.js takes the start of a line for a part of the one before
_APART = 0.6
_NEAR = 0.02  # line heights: a pen that stands so near to where a word starts is not moved
_LONG = (
    8.0  # line heights: up to here whole percents of stretch are exact enough, and compress well
)
_LEAST = 0.02  # line heights: what has no length gets this one


class Run(NamedTuple):
    """What is set at one place, mostly a word; lengths in points, along and across its direction."""

    text: str
    start: float
    end: float
    foot: float
    height: float
    spaced: bool
    direction: tuple[float, float]


def is_tilted(runs: Sequence[Run]) -> bool:
    """Tell whether any run leaves the axes."""
    return any(0.0 not in run.direction for run in runs)


class Pen:
    """Writes the lines of a page.

    Words on an axis are stretched by ``Tz``. In tilted lines all words of the page share one ``Tz``
    and are stretched by ``Tc``: pdf.js divides the heights of tilted text by its ``Tz``, and finds
    a line's end by them.

    PDFium sorts what starts at one height from left to right, until something stands at another. So
    lines that are tilted or run up or down end in a space too, and the spaces of upside-down lines
    are lifted off them: columns of vertical writing and words on their head stay in their order.

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
        tilted = [run for run in runs if run.text and 0.0 not in run.direction]
        ratios = [
            (run.end - run.start) / self._natural(run.text, max(run.height, 0.5)) for run in tilted
        ]
        self._stretch = max(median(ratios), 0.01) if ratios else 1.0
        self._level = inf  # where pdf.js saw the last tilted word, across its direction

    def _natural(self, text: str, size: float) -> float:
        return self._glyphs.encode(text)[1] * size / 1000

    def line(self, runs: Sequence[Run]) -> str:
        """Write one line.

        Parameters
        ----------
        runs : sequence of Run
            In the order of writing, none of them empty.

        Returns
        -------
        str
            Operators; a character is a byte.
        """
        size = max(median(run.height for run in runs), 0.5)
        foot = median(run.foot for run in runs)
        write = self._tilted if is_tilted(runs) else self._straight
        return f"/{self._name} {size:.2f} Tf {write(runs, foot, size)}\n"

    def _straight(self, runs: Sequence[Run], foot: float, size: float) -> str:
        parts, at, here, level = [], -inf, None, (foot, size)
        slack, near, long, encode = _SAME * size, _NEAR * size, _LONG * size, self._glyphs.encode
        for run, after in zip(runs, [*runs[1:], None], strict=True):
            text, start, _, low, tall, spaced, direction = run
            band = (
                level
                if abs(low - foot) <= slack and abs(tall - size) <= slack
                else _stepped(run, foot, size)
            )
            if start < at and here and here[1] == direction:
                start = _start(run, at)
            if here != (band, direction) or abs(at - start) > near:
                parts.append(_moved(run, start, band, size))
                at, here = start, (band, direction)
            code, width, _ = encode(text)
            natural, length = width * size / 1000, max(_end(run, after, size) - at, _LEAST * size)
            scale = round(length / natural * 100, int(length > long)) or 0.1
            parts.append(f"{scale:.10g} Tz{code}Tj ")
            at += natural * scale / 100
            if spaced if after else direction[1]:
                scale = (
                    round(_gap(run, at, after, size) / (SPACE * size) * 20) * 5
                )  # in steps, which compress
                parts.append(_lifted(f"{scale} Tz(\0\1)Tj ", run, size))
                at += SPACE * size * scale / 100
        return "".join(parts)

    def _tilted(self, runs: Sequence[Run], foot: float, size: float) -> str:
        parts, at, way = [], -inf, None
        for run, after in zip(runs, [*runs[1:], None], strict=True):
            band, start = (
                _band(run, foot, size),
                _start(run, at) if run.direction == way else run.start,
            )
            end = max(_end(run, after, size), start + _LEAST * size)
            parts.append(
                _moved(run, start, band, size)
            )  # pdfminer forgets the Tc behind a last character
            parts.append(self._loose(run, end - start, band, size, first=run is runs[0]))
            at, way = end, run.direction
            if run.spaced or not after:
                gap = _gap(run, at, after, size)
                space = f"{self._stretch * 100:.1f} Tz {gap / self._stretch - SPACE * size:.1f} Tc(\0\1)Tj "
                parts.append(_lifted(space, run, size))
                at += gap
        return "".join(parts) + "0 Tc "

    def _loose(self, run: Run, length: float, band: Band, size: float, *, first: bool) -> str:
        """Write a tilted word, stretched by the space between its characters."""
        code, width, count = self._glyphs.encode(run.text)
        natural = width * size / 1000
        scale = self._stretch
        if abs(length / scale - natural) / count * scale > _LOOSE * size:
            scale = length / natural
        level = (band[0] + _FOOT * band[1]) * band[1] / size
        if first:
            scales = (scale * change for change in (1, 1.03, 0.97, 1.06, 0.94, 1.1, 0.9))
            scale = next(
                (other for other in scales if abs(level / other - self._level) > _APART * size),
                scale,
            )
        self._level = level / scale
        written = f"{scale * 100:.1f} Tz {(length / scale - natural) / count:.2f} Tc{code}Tj "
        if count == 1 or length * min(map(abs, run.direction)) < RISE:
            return written
        return f"/Span<</ActualText{text_string(run.text)}>>BDC {written}EMC "


def _band(run: Run, foot: float, size: float) -> Band:
    """Foot and height at which a run is set: those of its line, or its own where they differ much."""
    same = abs(run.foot - foot) <= _SAME * size and abs(run.height - size) <= _SAME * size
    return (foot, size) if same else _stepped(run, foot, size)


def _stepped(run: Run, foot: float, size: float) -> Band:
    step = _STEP * size
    return foot + step * round((run.foot - foot) / step), max(step * round(run.height / step), step)


def _moved(run: Run, start: float, band: Band, size: float) -> str:
    """Write the matrix of a text that starts there."""
    (x, y), (foot, height) = run.direction, band
    base, tall = foot + _FOOT * height, height / size
    turn = " ".join(map(_short, (x, y, -y * tall, x * tall)))
    return f"{turn} {x * start - y * base:.2f} {y * start + x * base:.2f} Tm "


def _short(value: float) -> str:
    """Write a number without an exponent, which PDF does not know, and without zeros at its end."""
    return f"{round(value, 5) + 0.0:.5f}".rstrip("0").rstrip(".")


def _lifted(space: str, run: Run, size: float) -> str:
    """Raise the space off an upside-down line."""
    return f"{_LIFT * size:.2f} Ts {space}0 Ts " if run.direction[0] < -0.5 else space


def _start(run: Run, at: float) -> float:
    """Find where a run has to start: behind the space before it, as far as it reaches there."""
    return (
        min(at, run.start + 0.75 * (run.end - run.start)) if run.start < at < run.end else run.start
    )


def _end(run: Run, after: Run | None, size: float) -> float:
    """Find where a run has to end: before the gap that its follower needs, or at its follower when there is none."""
    if after is None or after.direction != run.direction or after.start <= run.start:
        return run.end
    if run.spaced:
        return min(run.end, max(after.start - _GAP * size, 0.75 * run.start + 0.25 * run.end))
    return after.start if after.start - run.end < _FAR * size else run.end


def _gap(run: Run, at: float, after: Run | None, size: float) -> float:
    """Find how wide the space behind a run is: as the gap, where there is one that can be filled."""
    gap = after.start - at if after and after.direction == run.direction else 0.0
    return gap if 0.05 * size < gap < _FAR * size else _GAP * size

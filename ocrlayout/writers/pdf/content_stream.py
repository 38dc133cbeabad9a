"""Text operators that set the runs of a page in the invisible font and fill the gaps between them.

References
----------
Adobe Systems: PDF Reference 1.7 (2006), 5.2 "Text State Parameters and Operators", 10.8.3
"Replacement Text".
"""

import itertools
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt

from ocrlayout.writers.pdf.font import SPACE, Glyphs
from ocrlayout.writers.pdf.operators import LIFT, UPSIDE_DOWN, Written, matrices, raised
from ocrlayout.writers.pdf.runs import Runs
from ocrlayout.writers.pdf.setting import Setting, set_words
from ocrlayout.writers.pdf.tagging.marked_content import MarkedContent
from ocrlayout.writers.pdf.tilted_lines import TiltedLines

__all__ = ["text_object"]

Integers = npt.NDArray[np.int64]

_NEAR = 0.02  # font sizes: a word that starts so near to the end of the last needs no new position
_LONG = 8.0  # font sizes: up to here whole percents of stretch are exact enough, and compress well
_LEAST_PERCENT = 0.1  # of stretch: 0 would make a word vanish
_STEPS = 20  # spaces are stretched by twentieths, which compress well


def text_object(
    runs: Runs, glyphs: Glyphs, name: str, marks: MarkedContent | None = None
) -> Iterator[str]:
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
    marks : MarkedContent, optional
        Puts each word into its element of the structure tree.

    Yields
    ------
    str
        Operators of a line; a character is a byte.
    """
    setting = set_words(runs, glyphs, marks.spaced_lines(runs) if marks else None)
    is_tilted = runs.tilted_lines()
    straight = _straight(runs, setting)
    tilted = TiltedLines(runs, setting) if is_tilted.any() else None
    for first, end in itertools.pairwise([*runs.line_starts(), len(straight)]):
        line = tilted.write(first, end) if tilted and is_tilted[first] else straight[first:end]
        words = (
            marks.line(runs, range(first, end), line)
            if marks
            else itertools.chain.from_iterable(line)
        )
        yield f"/{name} {setting.size[first]:.2f} Tf {''.join(words)}\n"
    if marks:
        yield marks.end()


def _straight(runs: Runs, setting: Setting) -> list[Written]:
    """Write words along an axis, each stretched by ``Tz``, as is the space after it."""
    moves, percents, steps = zip(*_stretches(setting), strict=True)
    columns = (
        _matrices(runs, setting, np.flatnonzero(moves)),
        percents,
        setting.code,
        _spaces(runs, setting, steps),
    )
    words = zip(*columns, strict=True)
    return [(f"{matrix}{percent} Tz{code}Tj ", space) for matrix, percent, code, space in words]


def _stretches(setting: Setting) -> Iterator[tuple[bool, float, int]]:
    """Stretch words and spaces, rounded; what is rounded off is made up by the one after it.

    Yields
    ------
    moves : bool
        The word needs a matrix: it does not start where the one before it ends.
    percent : float
        Its ``Tz``.
    steps : int
        That of the space after it, in steps; 0 without one.
    """
    at = -inf  # where the next glyph stands
    for start, end, natural, size, gap, is_filled, goes_on in _rows(setting):
        moves = not goes_on or abs(at - start) > _NEAR * size
        if moves:
            at = start
        percent = _percent(end - at, natural, size)
        at += natural * percent / 100
        width = gap + end - at if is_filled else gap
        steps = round(width / (SPACE * size) * _STEPS)
        at += SPACE * size * steps / _STEPS
        yield moves, percent, steps


def _rows(setting: Setting) -> Iterator[Any]:
    columns = (
        *(setting.start, setting.end, setting.natural, setting.size),
        *(setting.gap, setting.is_filled, setting.goes_on),
    )
    return zip(*(column.tolist() for column in columns), strict=True)


def _percent(length: float, natural: float, size: float) -> float:
    """Find the ``Tz`` that stretches a text to a length."""
    if length > _LONG * size:
        return round(length / natural * 100, 1)
    return round(length / natural * 100) or _LEAST_PERCENT


def _matrices(runs: Runs, setting: Setting, rows: Integers) -> list[str]:
    """Write the matrices of some words, and nothing for the others."""
    written = [""] * len(runs.text)
    for row, matrix in zip(rows.tolist(), matrices(runs, setting, rows), strict=True):
        written[row] = matrix
    return written


def _spaces(runs: Runs, setting: Setting, steps: Sequence[int]) -> list[str]:
    """Write the spaces after words; those of upside-down lines are raised off them."""
    written = list(map(_space, steps))
    for row in np.flatnonzero((runs.x < UPSIDE_DOWN) & (setting.gap > 0)).tolist():
        written[row] = raised(written[row], LIFT * setting.size[row])
    return written


@lru_cache(maxsize=256)
def _space(steps: int) -> str:
    return f"{100 * steps // _STEPS} Tz(\0\1)Tj " if steps else ""

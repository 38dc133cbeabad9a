"""Lines on a grid of equal characters, each about where it stands on the page.

Rows: lines at one height are a row. Rows of columns whose lines are not level go into one, if they
are closer than lines of one column are: a page of two columns is as long as its longer one. Blank
lines are where all columns pause.

Columns: what stands at one x comes to stand in one column. Where a text needs more characters than
there is room for before its neighbor, all that lies beyond it moves on. Where most lines run from
right to left, so do the columns: the first character of a row stands at the right of the page, and
a viewer that knows the direction of scripts shows it there.
"""

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Lines
from ocrlayout.scripts import has_right_to_left
from ocrlayout.writers.text.grid import Piece, cells_of, set_rows
from ocrlayout.writers.text.rows import Row, placed, rows_and_gaps

__all__ = ["is_level", "layout"]

Mask = npt.NDArray[np.bool_]

_TALL = 2.0  # widths: a line of several characters that is higher does not run across the page
_SEVERAL = 3  # characters: "ll" and "1." may be twice as high as wide
_WORD_SPACE = 0.5  # of the height of a row: lines closer than that are words of one text


def is_level(lines: Lines) -> Mask:
    """Return which lines run across the page: a grid cannot show others.

    Where a line's corners and words do not say that it runs down, its shape does: three characters
    side by side are wider than that.
    """
    edge = lines.polygon[:, 1] - lines.polygon[:, 0]
    upright = np.abs(edge[:, 1]) > np.abs(edge[:, 0])
    down = geometry.vertical(lines.polygon, lines.words.polygon, lines.offsets)
    width, height = geometry.sizes(lines.polygon).T
    several = np.array([len(text) >= _SEVERAL for text in lines.text], bool)
    level: Mask = ~(upright | down | (several & (height > _TALL * width)))
    return level


def layout(lines: Lines, texts: list[str]) -> str:
    """Set lines on a grid; those without a place, or that stand upright, follow below.

    Parameters
    ----------
    lines : Lines
    texts : list of str
        Of the lines, without white space around them.
    """
    has_text = np.array([bool(text) for text in texts])
    has_place = has_text & geometry.known(lines.polygon) & is_level(lines)
    on_grid = np.flatnonzero(has_place).tolist()
    rows, gaps = rows_and_gaps(placed(lines, on_grid, mirrored=_runs_to_the_left(texts)))
    set_ = set_rows([_pieces(row, texts) for row in rows])
    parts = ["\n" * gap + row for gap, row in zip(gaps, set_, strict=True)]
    parts += [texts[at] for at in np.flatnonzero(has_text & ~has_place)]
    return "".join(f"{part}\n" for part in parts)


def _runs_to_the_left(texts: list[str]) -> bool:
    """Return whether most lines that have letters run from right to left."""
    with_letters = sum(any(map(str.isalpha, text)) for text in texts)
    return 2 * sum(map(has_right_to_left, texts)) > with_letters


def _pieces(row: Row, texts: list[str]) -> list[Piece]:
    """Return the texts of a row from left to right, those a word space apart as one."""
    pieces: list[Piece] = []
    for line in sorted(row.lines):
        text = texts[line.line]
        piece = Piece(line.left, line.right, cells_of(text), text)
        if pieces and piece.left - pieces[-1].right < _WORD_SPACE * row.height:
            pieces[-1] = _joined(pieces[-1], piece)
        else:
            pieces.append(piece)
    return pieces


def _joined(one: Piece, other: Piece) -> Piece:
    text, cells = f"{one.text} {other.text}", one.cells + 1 + other.cells
    return Piece(one.left, max(one.right, other.right), cells, text)

"""Lines on a grid of equal characters, each about where it stands on the page.

Rows: lines at one height are a row. Rows of columns whose lines are not level go into one, if they
are closer than lines of one column are: a page of two columns is as long as its longer one. Blank
lines are where all columns pause.

Columns: what stands at one x comes to stand in one column. Where a text needs more characters than
there is room for before its neighbor, all that lies beyond it moves on. Where most lines run from
right to left, so do the columns: the first character of a row stands at the right of the page, and
a viewer that knows the direction of scripts shows it there.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Lines
from ocrlayout.scripts import has_right_to_left
from ocrlayout.writers.text.grid import Piece, cells_of, set_rows
from ocrlayout.writers.text.tables import LEVEL, are_level

__all__ = ["is_level", "layout"]

Array = geometry.Array
Mask = npt.NDArray[np.bool_]

_DEEPEST = 3  # blank lines between two rows, at most
_LEADING = 1.15  # heights of its box from a line to the next, at least: boxes hold the ink
_USUAL = 0.25  # quantile of the distances of lines: gaps between paragraphs only make them larger
_REACH = 48  # lines among which the next below is looked for: as many as stand in a wide row
_SHARED = 0.5  # of the narrower line's width: what shares more stands in one column
_CLOSE = 0.7  # of the distance of lines: half of it is the most that columns are apart, and noise
_COLUMNS = 12  # of a page, at most, that are not level
_WORD_SPACE = 0.5  # of the height of a row: lines closer than that are words of one text


class _Row(NamedTuple):
    """Lines in one row of the grid: their rows in the page, and their middles and height."""

    lines: list[int]
    top: float
    bottom: float
    height: float


class _Places(NamedTuple):
    """Where lines stand: left, right, middle and height of each."""

    left: list[float]
    right: list[float]
    middle: list[float]
    height: list[float]


def is_level(lines: Lines) -> Mask:
    """Return which lines run across the page: a grid cannot show others."""
    edge = lines.polygon[:, 1] - lines.polygon[:, 0]
    upright = np.abs(edge[:, 1]) > np.abs(edge[:, 0])
    down = geometry.vertical(lines.polygon, lines.words.polygon, lines.offsets)
    level: Mask = ~(upright | down)
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
    placed = has_text & geometry.known(lines.polygon) & is_level(lines)
    places = _places(lines)
    if _runs_to_the_left(texts):
        places = _mirrored(places)
    order = np.argsort(places.middle, kind="stable")
    order = order[placed[order]].tolist()
    above = _above(lines, order)
    pitch = _usual(above)
    rows = _merged(_level_rows(places, order), places, pitch)
    set_ = set_rows([_pieces(row, texts, places) for row in rows])
    parts = [
        "\n" * gap + row + "\n" for gap, row in zip(_gaps(rows, above, pitch), set_, strict=True)
    ]
    return "".join(parts + [texts[at] + "\n" for at in np.flatnonzero(has_text & ~placed)])


def _places(lines: Lines) -> _Places:
    boxes = geometry.boxes(lines.polygon)
    middle = geometry.centers(lines.polygon)[:, 1]
    height = geometry.sizes(lines.polygon)[:, 1]
    return _Places(
        *(column.tolist() for column in (boxes[:, 0], boxes[:, 2], middle, height)),
    )


def _runs_to_the_left(texts: list[str]) -> bool:
    """Return whether most lines that have letters run from right to left."""
    with_letters = sum(any(map(str.isalpha, text)) for text in texts)
    return 2 * sum(map(has_right_to_left, texts)) > with_letters


def _mirrored(places: _Places) -> _Places:
    right, left = ([-x for x in edge] for edge in (places.left, places.right))
    return places._replace(left=left, right=right)


def _above(lines: Lines, order: list[int]) -> Array:
    """Return how far above each line the next one of its column is; infinite where there is none.

    Parameters
    ----------
    lines : Lines
    order : list of int
        Those that are placed, from the top of the page down.
    """
    left, right = geometry.boxes(lines.polygon[order])[:, [0, 2]].T
    middle = geometry.centers(lines.polygon[order])[:, 1]
    height = geometry.sizes(lines.polygon[order])[:, 1]
    found = np.full(len(lines), np.inf)
    nearest = np.full(len(order), np.inf)
    for step in range(1, min(_REACH, len(order))):
        apart = middle[step:] - middle[:-step]
        shared = np.minimum(right[step:], right[:-step]) - np.maximum(left[step:], left[:-step])
        width = np.minimum(right[step:] - left[step:], right[:-step] - left[:-step])
        low = np.minimum(height[step:], height[:-step])
        in_column = (shared > _SHARED * width) & (apart >= LEVEL * low)
        nearest[step:] = np.minimum(nearest[step:], np.where(in_column, apart, np.inf))
    found[order] = nearest
    return found


def _usual(above: Array) -> float:
    """Return the usual distance of lines that follow each other in a column; 0.0 if unknown."""
    known = above[np.isfinite(above)]
    return float(np.quantile(known, _USUAL, method="lower")) if len(known) else 0.0


def _level_rows(places: _Places, order: list[int]) -> list[_Row]:
    """Group lines by height, from the top of the page down."""
    groups: list[list[int]] = []
    for at in order:
        first = groups[-1][0] if groups else at
        apart = places.middle[at] - places.middle[first]
        if groups and are_level(apart, places.height[at], places.height[first]):
            groups[-1].append(at)
        else:
            groups.append([at])
    return [_row(group, places) for group in groups]


def _row(lines: list[int], places: _Places) -> _Row:
    middle = [places.middle[at] for at in lines]
    height = sum(places.height[at] for at in lines) / len(lines)
    return _Row(lines, min(middle), max(middle), height)


def _merged(rows: list[_Row], places: _Places, pitch: float) -> list[_Row]:
    """Put rows that are closer than lines of one column into one, if they have room beside."""
    merged: list[_Row] = []
    count = 0  # rows that went into the last
    for row in rows:
        if 0 < count < _COLUMNS and _go_together(merged[-1], row, places, pitch):
            merged[-1] = _row(merged[-1].lines + row.lines, places)
            count += 1
        else:
            merged.append(row)
            count = 1
    return merged


def _go_together(above: _Row, row: _Row, places: _Places, pitch: float) -> bool:
    is_close = row.bottom - above.top < _CLOSE * _unit(above, row, pitch)
    return is_close and _have_room(above.lines + row.lines, places)


def _unit(one: _Row, other: _Row, pitch: float) -> float:
    """Return how far apart two rows are that follow each other closely."""
    return max(pitch, _LEADING * min(one.height, other.height))


def _have_room(lines: list[int], places: _Places) -> bool:
    """Return whether lines stand beside each other."""
    across = sorted((places.left[at], places.right[at]) for at in lines)
    return all(one[1] <= other[0] for one, other in pairwise(across))


def _gaps(rows: list[_Row], above: Array, pitch: float) -> list[int]:
    """Return the blank lines before each row: as many as the column that pauses least has."""
    gaps = [0] if rows else []
    for before, row in pairwise(rows):
        apart = (row.top + row.bottom - before.top - before.bottom) / 2
        apart = min(apart, float(above[row.lines].min()))
        unit = _unit(before, row, pitch)
        steps = round(min(apart / unit, _DEEPEST + 1)) if unit else 1
        gaps.append(max(steps - 1, 0))
    return gaps


def _pieces(row: _Row, texts: list[str], places: _Places) -> list[Piece]:
    """Return the texts of a row from left to right, those a word space apart as one."""
    pieces: list[Piece] = []
    for at in sorted(row.lines, key=places.left.__getitem__):
        piece = Piece(places.left[at], places.right[at], cells_of(texts[at]), texts[at])
        if pieces and piece.left - pieces[-1].right < _WORD_SPACE * row.height:
            pieces[-1] = _joined(pieces[-1], piece)
        else:
            pieces.append(piece)
    return pieces


def _joined(one: Piece, other: Piece) -> Piece:
    text, cells = f"{one.text} {other.text}", one.cells + 1 + other.cells
    return Piece(one.left, max(one.right, other.right), cells, text)

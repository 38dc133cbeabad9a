"""Rows of a layout: lines at one height, and those of columns that are not level."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ocrlayout import geometry
from ocrlayout.model import Lines
from ocrlayout.writers._flow.level import LEVEL, are_level

__all__ = ["Placed", "Row", "placed", "rows_and_gaps"]

Array = geometry.Array

_LEADING = 1.15  # heights of its box from a line to the next, at least: boxes hold the ink
_USUAL = 0.25  # quantile of the distances of lines: gaps between paragraphs only make them larger
_REACH = 48  # lines among which the next above is looked for: as many as stand in a wide row
_SHARED = 0.5  # of the narrower line's width: what shares more stands in one column
_CLOSE = 0.7  # of the distance of lines: half of it is the most that columns are apart, and noise
_COLUMNS = 12  # of a page, at most, that are not level
_DEEPEST = 3  # blank lines between two rows, at most


class Placed(NamedTuple):
    """A line with a place: edges, middle and height of its box, its row among the page's lines."""

    left: float
    right: float
    middle: float
    height: float
    line: int


class Row(NamedTuple):
    """Lines in one row: the highest and the lowest of their middles, and their mean height."""

    lines: list[Placed]
    top: float
    bottom: float
    height: float


def placed(lines: Lines, rows: Sequence[int], *, mirrored: bool) -> list[Placed]:
    """Return lines from the top of the page down, mirrored for text from right to left."""
    polygons = lines.polygon[rows]
    left, right = geometry.boxes(polygons)[:, [0, 2]].T
    if mirrored:
        left, right = -right, -left
    middle = geometry.centers(polygons)[:, 1]
    height = geometry.sizes(polygons)[:, 1]
    columns = (column.tolist() for column in (left, right, middle, height))
    found = [Placed(*line) for line in zip(*columns, rows, strict=True)]
    return sorted(found, key=lambda line: line.middle)


def rows_and_gaps(lines: list[Placed]) -> tuple[list[Row], list[int]]:
    """Return the rows of lines that come from the top down, and the blank lines before each."""
    above = _above(lines)
    known = above[np.isfinite(above)]
    pitch = float(np.quantile(known, _USUAL, method="lower")) if len(known) else 0.0
    rows = _merged(_level_rows(lines), pitch)
    nearest = {line.line: apart for line, apart in zip(lines, above.tolist(), strict=True)}
    return rows, [0, *(_gap(*pair, nearest, pitch) for pair in pairwise(rows))][: len(rows)]


def _above(lines: list[Placed]) -> Array:
    """Return how far above each line the next one of its column is; infinite without one."""
    columns = np.array(lines, np.float64).reshape(-1, len(Placed._fields)).T
    nearest = np.full(len(lines), np.inf)
    for step in range(1, min(_REACH, len(lines))):
        apart = _apart(columns[:, :-step], columns[:, step:])
        nearest[step:] = np.minimum(nearest[step:], apart)
    return nearest


def _apart(upper: Array, lower: Array) -> Array:
    """Return how far apart two lines of a column are; infinite where they do not stand in one.

    Parameters
    ----------
    upper, lower : (5, n) ndarray
        Fields of `Placed`.
    """
    shared = np.minimum(upper[1], lower[1]) - np.maximum(upper[0], lower[0])
    width = np.minimum(upper[1] - upper[0], lower[1] - lower[0])
    apart = lower[2] - upper[2]
    is_below = apart >= LEVEL * np.minimum(upper[3], lower[3])
    return np.where((shared > _SHARED * width) & is_below, apart, np.inf)


def _level_rows(lines: list[Placed]) -> list[Row]:
    """Group lines by height, from the top of the page down."""
    groups: list[list[Placed]] = []
    for line in lines:
        first = groups[-1][0] if groups else line
        if groups and are_level(line.middle - first.middle, line.height, first.height):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_row(group) for group in groups]


def _row(lines: list[Placed]) -> Row:
    middle = [line.middle for line in lines]
    height = sum(line.height for line in lines) / len(lines)
    return Row(lines, min(middle), max(middle), height)


def _merged(rows: list[Row], pitch: float) -> list[Row]:
    """Put rows that are closer than lines of one column into one, if they have room beside."""
    merged: list[Row] = []
    count = 0  # rows that went into the last
    for row in rows:
        if 0 < count < _COLUMNS and _go_together(merged[-1], row, pitch):
            merged[-1] = _row(merged[-1].lines + row.lines)
            count += 1
        else:
            merged.append(row)
            count = 1
    return merged


def _go_together(above: Row, row: Row, pitch: float) -> bool:
    is_close = row.bottom - above.top < _CLOSE * _unit(above, row, pitch)
    return is_close and _have_room(above.lines + row.lines)


def _have_room(lines: list[Placed]) -> bool:
    """Return whether lines stand beside each other."""
    return all(one.right <= other.left for one, other in pairwise(sorted(lines)))


def _unit(one: Row, other: Row, pitch: float) -> float:
    """Return how far apart two rows are that follow each other closely."""
    return max(pitch, _LEADING * min(one.height, other.height))


def _gap(above: Row, row: Row, nearest: dict[int, float], pitch: float) -> int:
    """Return the blank lines between two rows: those of the column that pauses least."""
    apart = (row.top + row.bottom - above.top - above.bottom) / 2
    apart = min(apart, *(nearest[line.line] for line in row.lines))
    unit = _unit(above, row, pitch)
    steps = round(min(apart / unit, _DEEPEST + 1)) if unit else 1
    return max(steps - 1, 0)

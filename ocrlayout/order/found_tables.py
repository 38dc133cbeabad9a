"""Tables that the layout found, with their cells.

Which lines are a table is known, and in what order they are read. Here the table gets columns
(what overlaps in x, without the lines that span several), rows (the order goes back to the left, or
on below all of the row), and a cell for each place of the grid, also where no line stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ocrlayout.model import Page
from ocrlayout.order.canonical import Sheet
from ocrlayout.order.measure import median

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

# Lengths are in heights of the table's lines.
_GUTTER = 0.3  # white between columns: less is a space
_LEVEL = 0.5  # lines of one row
_STEP = 1.8  # from line to line of a cell, at most; rows are seldom as tight
_SPANNING = 1 / 3  # share of the rows whose white a line covers: it spans columns
_SAMPLE = 400  # places of white that are looked at: time stays linear in long tables
_LEAST_ROWS = 2
_LABELS = 0.5  # share of first cells that end in a colon: a list of pairs
_FIGURES = 0.25  # share of figures below a head

_YEAR = re.compile(r"((?:1[5-9]|20)\d\d)(?:[/–-]\d\d(?:\d\d)?)?")  # 1871, 2024/25


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The rows, columns and spans of a table's lines.

    Attributes
    ----------
    lines : (k,) ndarray of int64
        In reading order.
    row, column, span : (k,) ndarray of int64
        Of each line: where its cell stands and over how many columns it goes.
    edges : (c, 2) ndarray
        Left and right of each column.
    has_head : bool
        The first row says what stands below it.
    """

    lines: Index
    row: Index
    column: Index
    span: Index
    edges: Array
    has_head: bool


def grid(sheet: Sheet, lines: Index) -> Grid | None:
    """Return the grid of a table's lines, or None where they have none.

    One column, one row, and a list of labels and values are not a grid.
    """
    high = median(sheet.height[lines])
    edges = _columns(sheet, lines, high)
    if len(edges) < 2:
        return None
    column, span = _places(sheet, lines, edges)
    row = _rows(sheet, lines, column, high)
    if row[-1] + 1 < _LEAST_ROWS or _is_pairs(sheet, lines, column, edges):
        return None
    if not _goes_down(sheet, lines, row, high):
        return None
    span = np.where(_is_alone(row, column), span, 1)
    return Grid(lines, row, column, span, edges, _has_head(sheet, lines, row))


def _columns(sheet: Sheet, lines: Index, high: float) -> Array:
    """Return left and right of each column: what overlaps in x, without what spans columns."""
    plain = lines[~_spans(sheet, lines, high)]
    plain = plain[np.argsort(sheet.x0[plain], kind="stable")]
    if not len(plain):
        return np.empty((0, 2))
    reach = np.maximum.accumulate(sheet.x1[plain])
    starts = np.append(True, sheet.x0[plain][1:] > reach[:-1] + _GUTTER * high)
    ends = np.append(np.flatnonzero(starts)[1:], len(plain)) - 1
    return np.column_stack([sheet.x0[plain][starts], reach[ends]])


def _spans(sheet: Sheet, lines: Index, high: float) -> Mask:
    """Return which lines cover the white between cells in many of the rows."""
    stop, start = sheet.x1[lines[:-1]], sheet.x0[lines[1:]]
    white = np.flatnonzero(start > stop + _GUTTER * high)
    if not len(white):
        return np.zeros(len(lines), np.bool_)
    rows = 1 + (start < stop).sum()
    white = white[:: 1 + len(white) // _SAMPLE]
    covers = (sheet.x0[lines, None] < stop[white]) & (sheet.x1[lines, None] > start[white])
    per_row = len(white) / rows  # places of white in a row
    return np.asarray(covers.sum(axis=1) > max(_SPANNING * rows * min(per_row, 1.0), 1))


def _places(sheet: Sheet, lines: Index, edges: Array) -> tuple[Index, Index]:
    """Return the first column that each line stands in, and how many it goes over."""
    first = np.searchsorted(edges[:, 1], sheet.x0[lines], side="right")
    last = np.searchsorted(edges[:, 0], sheet.x1[lines], side="left") - 1
    first = np.minimum(first, len(edges) - 1)
    return first, np.maximum(last - first + 1, 1)


def _rows(sheet: Sheet, lines: Index, column: Index, high: float) -> Index:
    """Return the row of each line: a new one starts at the left or below all of the row."""
    top = (sheet.y - 0.5 * sheet.height)[lines]
    bottom = (sheet.y + 0.5 * sheet.height)[lines]
    new = np.append(True, column[1:] < column[:-1])
    same = np.append(False, column[1:] == column[:-1])
    same[1:] &= _is_next_cell(sheet, lines, column, high)
    new |= same
    deepest = -np.inf
    for at in range(len(lines)):
        if column[at] > column[at - 1] and top[at] > deepest - 0.1 * high:
            new[at] = True
        deepest = bottom[at] if new[at] else max(deepest, bottom[at])
    return np.asarray(np.cumsum(new) - 1)


def _goes_down(sheet: Sheet, lines: Index, row: Index, high: float) -> bool:
    """Return whether each row starts below the one before: not in a table read by its columns."""
    first = np.flatnonzero(np.diff(row, prepend=-1))
    top = np.minimum.reduceat((sheet.y - 0.5 * sheet.height)[lines], first)
    return bool((np.diff(top) > -_LEVEL * high).all())


def _is_next_cell(sheet: Sheet, lines: Index, column: Index, high: float) -> Mask:
    """Return which lines, of those below another in their column, are the next row's.

    A first cell whose neighbors stand beside its first line goes on; one whose neighbors stand
    beside its second line is the next, unless the text runs on.
    """
    y = sheet.y[lines]
    step = np.diff(y)
    said = sheet.cues
    goes_on = said.opens_low[lines[1:]] | said.hyphenated[lines[:-1]]
    behind = np.append(y[2:], np.inf)  # what is read behind the second line
    is_beside = np.append(column[2:] > column[1:-1], False)
    is_level = is_beside & (behind > y[1:] - _LEVEL * high) & ~goes_on
    return np.asarray((step > _STEP * high) | ((step > _LEVEL * high) & is_level))


def _is_alone(row: Index, column: Index) -> Mask:
    """Return which lines stand alone in their cells: only those can span columns."""
    place = row * (column.max() + 1) + column
    return np.asarray(np.bincount(place)[place] == 1)


def _is_pairs(sheet: Sheet, lines: Index, column: Index, edges: Array) -> bool:
    """Return whether two columns are labels, each with a colon, and their values."""
    if len(edges) > 2:
        return False
    return bool(sheet.cues.introduces[lines[column == 0]].mean() > _LABELS)


def _has_head(sheet: Sheet, lines: Index, row: Index) -> bool:
    """Return whether the first row has no figures where the others have."""
    figure = sheet.cues.figure[lines]
    return bool(not figure[row == 0].any() and figure[row > 0].mean() > _FIGURES)


def has_years(found: Grid, sheet: Sheet, texts: Sequence[str]) -> bool:
    """Return whether the first row has years in steps where others have figures: it is a head.

    Parameters
    ----------
    found : Grid
    sheet : Sheet
    texts : sequence of str
        Of the lines of its first row.

    Examples
    --------
    >>> from ocrlayout.order.cues import Cues
    >>> sheet = Sheet(*[np.zeros(3)] * 7, Cues(["2024", "2025", "12"]))
    >>> table = Grid(np.arange(3), np.array([0, 0, 1]), *[np.zeros(3)] * 3, has_head=False)
    >>> has_years(table, sheet, ["2024", "2025"])
    True
    """
    figure = sheet.cues.figure[found.lines]
    if figure[found.row > 0].mean() <= _FIGURES:
        return False
    both = zip(texts, figure[found.row == 0], strict=True)
    years = [_YEAR.fullmatch(text.replace(" ", "")) for text, is_figure in both if is_figure]
    return _are_steps([int(year[1]) if year else 0 for year in years])


def _are_steps(years: list[int]) -> bool:
    """Return whether all are years, each as far from the one before: 2023, 2024, 2025."""
    steps = {other - one for one, other in pairwise(years)}
    return 0 not in years and len(steps) == 1 and 0 not in steps


def cells_of(found: Grid) -> tuple[list[str], Index, list[Index]]:
    """Return the cells of a table row by row: their roles, places and lines.

    Returns
    -------
    list of str
    (k, 4) ndarray of int64
        Row, column and spans, as in ``Blocks.cell``.
    list of ndarray of int64
        The lines of each, none in an empty cell.
    """
    width = len(found.edges)
    taken: dict[tuple[int, int], tuple[int, list[int]]] = {}
    for line, row, column, span in zip(
        found.lines.tolist(),
        found.row.tolist(),
        found.column.tolist(),
        found.span.tolist(),
        strict=True,
    ):
        taken.setdefault((row, column), (span, []))[1].append(line)
    places, lines = [], []
    for row in range(int(found.row[-1]) + 1):
        column = 0
        while column < width:
            span, held = taken.get((row, column), (1, []))
            others = [at for at in range(column + 1, column + span) if (row, at) in taken]
            span = min([span, *(at - column for at in others)])
            places.append((row, column, 1, span))
            lines.append(np.array(held, np.int64))
            column += span
    roles = ["column_header" if found.has_head and row == 0 else "cell" for row, *_ in places]
    return roles, np.array(places), lines


def corners_of(sheet: Sheet, page: Page, found: Grid, places: Index) -> Array:
    """Return the corners of a table and of its cells on the page, ``(1 + k, 4, 2)``."""
    top = (sheet.y - 0.5 * sheet.height)[found.lines]
    bottom = (sheet.y + 0.5 * sheet.height)[found.lines]
    count = int(found.row[-1]) + 1
    tops, bottoms = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(tops, found.row, top)
    np.maximum.at(bottoms, found.row, bottom)
    row, column, _, span = places.T
    left, right = found.edges[column, 0], found.edges[column + span - 1, 1]
    boxes = np.stack([left, tops[row], right, bottoms[row]], axis=1)
    whole = [left.min(), tops.min(), right.max(), bottoms.max()]
    boxes = np.concatenate([[whole], boxes])
    corners = boxes[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2)
    if sheet.mode == "rtl":  # mirrored
        corners = corners[:, [1, 0, 3, 2]]
    ones = np.ones((*corners.shape[:2], 1))
    return np.asarray(np.concatenate([corners, ones], axis=2) @ _to_page(sheet, page, found.lines))


def _to_page(sheet: Sheet, page: Page, lines: Index) -> Array:
    """Return the map from the sheet to the page, ``(3, 2)``, by the centers of some lines."""
    middle = 0.5 * (sheet.x0 + sheet.x1)[lines]
    here = np.column_stack([middle, sheet.y[lines], np.ones(len(lines))])
    there = page.lines.polygon[sheet.row[lines]].mean(axis=1)
    return np.asarray(np.linalg.lstsq(here, there, rcond=None)[0])

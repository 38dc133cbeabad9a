"""Headers, footers and page numbers: rows at the edges of a page that are not part of its text."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrlayout.order.canonical import Sheet
from ocrlayout.order.measure import median

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

# Lengths are in heights of the page's lines, white is that between boxes.
_WHITE = 2.0  # what stands this clear is not part of the text
_SET_APART = 0.6  # of a row that looks like a header: more than between lines of a text
_SMALL_APART = 1.0  # of a row that is only in smaller type
_NUMBER_APART = 0.3  # of a row with a page number: as between lines of a text
_ALIGNED_APART = 1.0  # of a number that starts where the text starts: it may be the text's last
_LEVEL = 0.6  # lines of one row
_SPREAD = 4.0  # between what stands at the left and at the right
_NAME, _LARGE = 1.8, 1.3  # size of a newspaper's name, of a title
_SMALL, _SMALLER = 0.92, 0.87  # size of a footer, of one that fills several rows
_LONGEST = 70  # characters; more is a sentence
_CELL = 25  # characters; shorter lines beside each other may be cells
_MOST = {"header": 2, "footer": 4}  # rows


@dataclass(frozen=True, slots=True, eq=False)
class _Edge:
    """Rows at an edge of the page, the inmost of them, and past some white the row behind."""

    lines: Index
    inner: Index
    white: float
    behind: Index


def headers_footers(sheet: Sheet, lines: Index) -> list[tuple[str, Index]]:
    """Cut off what at the top and at the bottom of a page is not part of its text.

    That is a row with two line heights of white, or with less where it looks like a header or a
    footer: a page number, something at the left and at the right, smaller type.

    Returns
    -------
    list of (role, lines)
        ``"header"``, ``""`` and ``"footer"``, those that there are.
    """
    if len(lines) < 3:
        return [("", lines)]
    unit = median(sheet.height[lines])
    if sheet.mode == "vertical":
        order = lines[np.argsort(sheet.x0[lines], kind="stable")]
        head, foot = _outside(sheet, order, unit)
    else:
        order = lines[np.argsort(sheet.y[lines], kind="stable")]
        head = _cut(sheet, order, unit, "header")
        foot = len(order) - _cut(sheet, order[head:][::-1], unit, "footer")
    if head >= foot or (head == 0 and foot == len(order)):
        return [("", lines)]
    named = [("header", order[:head]), ("", order[head:foot]), ("footer", order[foot:])]
    return [(role, part) for role, part in named if len(part)]


def _outside(sheet: Sheet, order: Index, unit: float) -> tuple[int, int]:
    """Return the rows, by where they start, of the text columns of a vertical page."""
    starts, ends = sheet.x0[order], np.maximum.accumulate(sheet.x1[order])
    gap = starts[1:] - ends[:-1]
    head = int(gap[0] > _SET_APART * unit and sheet.cues.extent[order[0]] < _CELL)
    foot = int(gap[-1] > _SET_APART * unit and sheet.cues.extent[order[-1]] < _CELL)
    return head, len(order) - foot


def _cut(sheet: Sheet, order: Index, unit: float, role: str) -> int:
    """Return how many lines at the start of an order, from an edge inward, are furniture."""
    way = 1.0 if role == "header" else -1.0
    y, half = way * sheet.y[order], 0.5 * sheet.height[order]
    reach, starts = np.maximum.accumulate(y + half), np.flatnonzero(np.diff(y) > _LEVEL * unit) + 1
    ends = np.append(starts, len(order))
    before = 0
    for at, start in enumerate(map(int, starts[: _MOST[role]])):
        white = float((y - half)[start:].min() - reach[start - 1]) / unit
        inner, behind = order[before:start], order[start : ends[at + 1]]
        edge = _Edge(order[:start], inner, white, behind)
        if _is_furniture(sheet, edge, unit, rows=at + 1):
            return start
        if role == "header" and at and _is_dateline(sheet, edge, unit):
            return start
        before = start
    return 0


def _is_dateline(sheet: Sheet, edge: _Edge, unit: float) -> bool:
    """Return whether under a newspaper's name its date, number and price stand in one row."""
    name = float(sheet.height[edge.lines[0]]) > _NAME * unit
    row = edge.inner
    parted = _is_spread(sheet, row, unit) or all(sheet.cues.are_parted(row))
    low = float(sheet.height[row].max()) < _LARGE * unit
    return name and low and parted and edge.white > _NUMBER_APART and not _are_heads(sheet, edge)


def _are_heads(sheet: Sheet, edge: _Edge) -> bool:
    """Return whether each line of a row starts where one behind it starts: heads of columns."""
    if len(edge.inner) < 2:
        return False
    apart = np.abs(sheet.x0[edge.inner][:, None] - sheet.x0[edge.behind])
    return bool((apart.min(axis=1) < sheet.body).all())


def _is_spread(sheet: Sheet, row: Index, unit: float) -> bool:
    """Return whether lines of a row stand far apart."""
    left, right = np.sort(sheet.x0[row]), np.sort(sheet.x1[row])
    return len(row) > 1 and bool((left[1:] - right[:-1]).max() > _SPREAD * unit)


def _is_furniture(sheet: Sheet, edge: _Edge, unit: float, rows: int) -> bool:
    height = median(sheet.height[edge.lines]) / unit
    is_small, is_clear = height < _SMALL, edge.white > _WHITE
    longest = _LONGEST * (2 if is_small and is_clear else 1)
    if height > _LARGE or sheet.cues.extent[edge.lines].max() > longest:
        return False
    if rows > 1:
        return height < _SMALLER and edge.white > _SMALL_APART
    if is_clear:
        return True
    if _are_heads(sheet, edge):
        return False
    return not _are_cells(sheet, edge) and edge.white > _needed(sheet, edge, height, unit)


def _are_cells(sheet: Sheet, edge: _Edge) -> bool:
    """Return whether a row goes on the table that the row behind it is one of."""
    short = sheet.cues.extent[edge.behind] < _CELL
    if len(edge.behind) < 2 or short.mean() <= 0.5:
        return False
    if median(sheet.height[edge.lines]) < _SMALL * median(sheet.height[edge.behind]):
        return False
    left = np.maximum(sheet.x0[edge.lines][:, None], sheet.x0[edge.behind])
    right = np.minimum(sheet.x1[edge.lines][:, None], sheet.x1[edge.behind])
    width = sheet.x1[edge.lines] - sheet.x0[edge.lines]
    return bool(((right - left) > 0.5 * width[:, None]).any())


def _needed(sheet: Sheet, edge: _Edge, height: float, unit: float) -> float:
    """Return the white that parts a row from the text, by how much it looks like furniture."""
    is_spread = _is_spread(sheet, edge.lines, unit)
    if any(sheet.cues.are_numbers(edge.lines)):
        left = float(sheet.x0[edge.lines].min()), float(sheet.x0[edge.behind].min())
        is_last_word = abs(left[0] - left[1]) < unit and not is_spread
        return _ALIGNED_APART if is_last_word else _NUMBER_APART
    over_title = float(sheet.height[edge.behind].max()) > _LARGE * height * unit
    if is_spread or over_title or sheet.cues.opens_low[edge.behind].all():
        return _SET_APART
    return _SMALL_APART if height < _SMALL else _WHITE

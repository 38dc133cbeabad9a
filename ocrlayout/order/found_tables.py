"""Tables that no service gave, found by geometry: rows of lines that share gutters.

A region is looked at as a whole before anything is cut: rows one below the other whose lines keep
the same white strips between them. Whether it is a table is said by its cells: short, in rows that
are filled, with figures below each other or in many columns. A wrong table is worse than none: two
columns are never one, nor are columns that come again, entries with their pages, and text that runs
on. Other tables are read by the rules of the tree (``side_by_side``).
"""

import dataclasses
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ocrlayout.model import Blocks, Page
from ocrlayout.order.broken_lines import whole_lines
from ocrlayout.order.canonical import Sheet
from ocrlayout.order.measure import median

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Span = tuple[float, float]

# Lengths are in heights of the page's body text.
_LEVEL = 0.5  # lines of one row
_GUTTER = 0.6  # white between columns
_BREAK = 2.6  # white that no table bridges
_OVER = 3.0  # heads may be wider than their columns; the next line of a label may be set in
_TURNED = 2.5  # so tall are heads that are turned
_NEAR = 1.2  # white between the heads of a table and its first row
_TIGHT = 0.75  # of the usual white between rows: the next line of a cell
_CLOSE = 0.85  # of the usual step: so is it
_LEAST_ROWS, _LEAST_COLUMNS = 3, 3
_SPACED = 0.15  # of lines that hold a space, or are figures; fewer: words
_STRIDE = 6  # a sixth of a region that is not a table is passed over
_AHEAD = 3  # rows that may be left out above a table whose columns are clearer
_FILLED = 0.7  # share of the cells that hold something
_CELL, _LABEL = 26, 18  # characters, in the median of a column
_FULL = 0.85  # without figures
_EACH, _FIRST = 0.4, 0.6  # share of the cells of each column, and of the first
_WORDY = 9  # characters: shorter cells are units and marks, in lower case as it comes
_FIGURES = 0.5  # share of the cells of a column
_DOUBLED = 0.1  # share of the rows with two lines side by side in a cell
_ALIKE = 0.35  # of the share of figures: columns of one kind
_EVEN = 1.25  # of the usual step from row to row
_FEW = 2  # characters: 9 and 10 are one kind of text
_MANY = 4  # columns of labels
_SMALL = 0.88  # height of labels over that of their values
_SHARE = 0.25  # of rows of labels over values; of figures under a head
_RUNS_ON = 0.3  # share of the lines of a column that go on from the one above


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """Rows of lines and the columns that they keep, from left to right."""

    rows: list[Index]
    columns: list[Span]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A table: of each line its row and column.

    Attributes
    ----------
    lines, row, column : (k,) ndarray of int64
    columns : list of (left, right)
    bands : list of (top, bottom)
        Of each row.
    heads : int
        Rows at the top that say what stands below them.
    """

    lines: Index
    row: Index
    column: Index
    columns: list[Span]
    bands: list[Span]
    heads: int


def with_found_tables(page: Page, sheet: Sheet) -> Page:
    """Return a page with blocks for its tables and their cells, where it does not have any blocks.

    Cells are those of a service: they have their row and column and corners of their own, and an
    empty one has them, too.
    """
    if sheet.mode == "vertical" or len(sheet) < _LEAST_ROWS * _LEAST_COLUMNS:
        return page
    if len(page.blocks) or (page.lines.block >= 0).any():
        return page
    sheet = _in_body_heights(sheet)
    grids = found_tables(sheet)
    if not grids or whole_lines(sheet)[1]:
        return page
    block = page.lines.block.copy()
    parts: list[Blocks] = []
    for grid in grids:
        start = sum(map(len, parts))
        made, cell_of = _blocks(grid, sheet, page)
        parts.append(made)
        block[sheet.row[grid.lines]] = start + cell_of
    lines = dataclasses.replace(page.lines, block=block)
    return page.replace(lines=lines, blocks=Blocks.concat(parts))


def _in_body_heights(sheet: Sheet) -> Sheet:
    places = {name: getattr(sheet, name) / sheet.body for name in ("x0", "x1", "y", "height")}
    return dataclasses.replace(sheet, **places)


def found_tables(sheet: Sheet) -> list[Grid]:
    """Find the tables of a page, from top to bottom; its body text is of height 1."""
    if not _may_have_tables(sheet):
        return []
    rows = _rows(sheet)
    white = [_white(sheet, *pair) for pair in pairwise(rows)]
    found, at, last = [], 0, 0
    seen: dict[int, Region | None] = {}
    while at < len(rows):
        ahead = []
        for start in range(at, min(at + _AHEAD, len(rows))):
            if start not in seen:
                seen[start] = _region(sheet, rows, white, start)
            ahead.append(seen[start])
        best = max(range(len(ahead)), key=lambda k: (_worth(ahead[k]), -k))
        region = ahead[best]
        if region is not None and _is_table(sheet, region):
            start = _with_heads(sheet, rows, region, last, at + best)
            end = at + best + len(region.rows)
            found.append(_grid(sheet, Region(rows[start:end], region.columns)))
            at = last = end
        else:  # a part of what is not a table may be one, but not every part is looked at
            at += max(1, len(region.rows) // _STRIDE if region else 1)
    return found


def _may_have_tables(sheet: Sheet) -> bool:
    """Return whether lines stand side by side, and are not words: most pages are told at once."""
    y = np.sort(sheet.y)
    if (y[2:] - y[:-2] <= _LEVEL).sum() < _LEAST_ROWS:
        return False
    return bool(sheet.cues.spaced.mean() >= _SPACED or sheet.cues.figure.mean() >= _SPACED)


def _rows(sheet: Sheet) -> list[Index]:
    """Return the lines of the page in rows, each from left to right."""
    order = np.argsort(sheet.y, kind="stable")
    rows: list[list[int]] = []
    first = -np.inf
    for line in order.tolist():
        if sheet.y[line] - first > _LEVEL:
            rows.append([])
            first = float(sheet.y[line])
        rows[-1].append(line)
    return [np.array(sorted(row, key=lambda line: sheet.x0[line])) for row in rows]


def _region(sheet: Sheet, rows: list[Index], white: list[float], start: int) -> Region | None:
    """Return the rows from one on that keep their columns; None where these are too few."""
    if len(rows[start]) < _LEAST_COLUMNS:
        return None
    columns = _joined([], sheet, rows[start])
    if len(columns) < _LEAST_COLUMNS:
        return None
    end = start + 1
    while end < len(rows) and white[end - 1] < _BREAK:
        wider = _joined(columns, sheet, rows[end])
        if len(wider) < len(columns):
            break
        columns, end = wider, end + 1
    while len(rows[end - 1]) < 2:
        end -= 1
    if end - start < _LEAST_ROWS:
        return None
    return Region(rows[start:end], _joined([], sheet, np.concatenate(rows[start:end])))


def _with_heads(sheet: Sheet, rows: list[Index], region: Region, least: int, start: int) -> int:
    """Return the first row of a table with its heads: these may span columns."""
    left, right = region.columns[0][0], region.columns[-1][1]
    while start > least:
        row = rows[start - 1]
        if sheet.height[row].max() > _TURNED:
            break
        outside = sheet.x0[row].min() < left - _OVER or sheet.x1[row].max() > right + _OVER
        if len(row) < 2 or outside or _white(sheet, row, rows[start]) > _NEAR:
            break
        if not sheet.cues.figure[np.concatenate([row, rows[start]])].any():
            break  # heads of two lines
        start -= 1
    return start


def _joined(columns: list[Span], sheet: Sheet, row: Index) -> list[Span]:
    """Return columns with the lines of a row: those that touch are one."""
    spans = [*columns, *zip(sheet.x0[row].tolist(), sheet.x1[row].tolist(), strict=True)]
    joined: list[Span] = []
    for left, right in sorted(spans):
        if joined and left - joined[-1][1] < _GUTTER:
            joined[-1] = joined[-1][0], max(joined[-1][1], right)
        else:
            joined.append((left, right))
    return joined


def _white(sheet: Sheet, above: Index, below: Index) -> float:
    bottom = (sheet.y[above] + 0.5 * sheet.height[above]).max()
    return float((sheet.y[below] - 0.5 * sheet.height[below]).min() - bottom)


def _worth(region: Region | None) -> float:
    """Return how much speaks for a region: rows, and the columns that they keep."""
    return len(region.rows) * (len(region.columns) - 1) ** 2 if region else 0.0


def _column_of(region: Region, sheet: Sheet, lines: Index) -> Index:
    lefts = np.array([left for left, _ in region.columns])
    middle = 0.5 * (sheet.x0[lines] + sheet.x1[lines])
    return np.maximum(np.searchsorted(lefts, middle, side="right") - 1, 0)


def _is_table(sheet: Sheet, region: Region) -> bool:
    """Return whether the cells of a region say that they are cells."""
    lines = np.concatenate(region.rows)
    column = _column_of(region, sheet, lines)
    cells = [lines[column == at] for at in range(len(region.columns))]
    has_figures = max(sheet.cues.figure[cell].mean() for cell in cells[1:]) >= _FIGURES
    if not (_has_cells if has_figures else _has_labels)(sheet, cells):
        return False
    share = _filled(region, column)
    if share.mean() < _FILLED or share.min() < _EACH or share[0] < _FIRST:
        return False
    if _doubled(region, column) > _DOUBLED * len(region.rows) or _is_form(sheet, region):
        return False
    if any(_runs_on(sheet, cell) for cell in cells) or _is_contents(sheet, cells):
        return False
    return has_figures or (share.mean() > _FULL and _is_even(sheet, region))


def _filled(region: Region, column: Index) -> Array:
    """Return the share of the rows in which each column holds something."""
    row = _row_of(region)
    rows = [len(np.unique(row[column == at])) for at in range(len(region.columns))]
    return np.array(rows) / len(region.rows)


def _has_cells(sheet: Sheet, cells: list[Index]) -> bool:
    """Return whether columns, some of figures, do not come again, and one at most is text."""
    length = _lengths(sheet, cells)
    return bool((length > _CELL).sum() <= 1) and not _repeats(sheet, cells)


def _has_labels(sheet: Sheet, cells: list[Index]) -> bool:
    """Return whether there are many columns of short text that do not come again."""
    is_short = _lengths(sheet, cells).max() <= _LABEL
    return len(cells) >= _MANY and bool(is_short) and not _repeats(sheet, cells)


def _lengths(sheet: Sheet, cells: list[Index]) -> Array:
    """Return the usual length of a cell of each column, in characters."""
    return np.array([max(median(sheet.cues.extent[cell]), 1.0) for cell in cells])


def _doubled(region: Region, column: Index) -> int:
    """Return how many lines stand beside another one in their cell."""
    return len(column) - len({*zip(_row_of(region).tolist(), column.tolist(), strict=True)})


def _is_form(sheet: Sheet, region: Region) -> bool:
    """Return whether rows of labels in small type stand over rows of values."""
    height = np.array([median(sheet.height[row]) for row in region.rows])
    return bool((height[:-1] < _SMALL * height[1:]).mean() > _SHARE)


def _repeats(sheet: Sheet, cells: list[Index]) -> bool:
    """Return whether columns come again: cards, lists and indexes side by side."""
    count, length = len(cells), _lengths(sheet, cells)
    figures = np.array([sheet.cues.figure[cell].mean() for cell in cells])
    periods = [period for period in range(1, count // 2 + 1) if count % period == 0]
    return any(_is_period(figures, length, period) for period in periods)


def _is_contents(sheet: Sheet, cells: list[Index]) -> bool:
    """Return whether columns are numbers, entries and their pages."""
    if len(cells) > 3:
        return False
    first, entry, page = cells
    has_pages = sheet.cues.numbers[page].mean() > _FIGURES > sheet.cues.figure[entry].mean()
    return bool(has_pages and sheet.cues.figure[first].mean() > _FIGURES)


def _is_period(figures: Array, length: Array, period: int) -> bool:
    alike = np.abs(figures[period:] - figures[:-period]) < _ALIKE
    near = np.abs(length[period:] - length[:-period]) < _FEW
    near |= np.abs(np.log(length[period:] / length[:-period])) < np.log(2)
    return bool((alike & near).all())


def _row_of(region: Region) -> Index:
    return np.repeat(np.arange(len(region.rows)), [len(row) for row in region.rows])


def _runs_on(sheet: Sheet, cell: Index) -> bool:
    """Return whether a column is running text."""
    if len(cell) < 2 or median(sheet.cues.extent[cell]) < _WORDY:
        return False
    goes_on = sheet.cues.opens_low[cell[1:]] | sheet.cues.hyphenated[cell[:-1]]
    return bool(goes_on.mean() > _RUNS_ON)


def _is_even(sheet: Sheet, region: Region) -> bool:
    """Return whether rows stand at one distance: lines of cards and labels do not."""
    steps = np.diff([float(sheet.y[row].mean()) for row in region.rows])
    return bool(len(steps) >= _LEAST_ROWS and steps.max() < _EVEN * median(steps))


def _grid(sheet: Sheet, region: Region) -> Grid:
    """Return rows and columns of a table: lines of a cell of several lines are one row."""
    lines = np.concatenate(region.rows)
    starts = _starts(sheet, region)
    row = np.cumsum(starts)[_row_of(region)] - 1
    half = 0.5 * sheet.height[lines]
    top, bottom = sheet.y[lines] - half, sheet.y[lines] + half
    bands = [
        (float(top[row == at].min()), float(bottom[row == at].max()))
        for at in range(int(row.max()) + 1)
    ]
    column = _column_of(region, sheet, lines)
    return Grid(lines, row, column, region.columns, bands, _heads(sheet, lines, row))


def _starts(sheet: Sheet, region: Region) -> npt.NDArray[np.bool_]:
    """Return which rows of lines start a row of the table, and do not go on its cells.

    One goes on that has few cells, no figures, and less white above it than most; and where a label
    runs on, the one that has the rest of it.
    """
    white = np.array([_white(sheet, *pair) for pair in pairwise(region.rows)])
    step = np.diff([float(sheet.y[row].mean()) for row in region.rows])
    tight = (white < _TIGHT * median(white)) & (step < _CLOSE * median(step))
    goes_on = np.array([_goes_on(sheet, *pair) for pair in pairwise(region.rows)])
    is_rest = tight & [_is_rest(sheet, region, row) for row in region.rows[1:]]
    is_rest[:-1] &= ~goes_on[1:]  # a label that goes on below does not belong above
    return np.append(True, ~(goes_on | is_rest))


def _goes_on(sheet: Sheet, above: Index, row: Index) -> bool:
    """Return whether a label goes on from the row above, and one of both holds nothing else."""
    if min(len(above), len(row)) > 1 or abs(sheet.x0[above[0]] - sheet.x0[row[0]]) > _OVER:
        return False
    return bool(sheet.cues.opens_low[row[0]] or sheet.cues.hyphenated[above[0]])


def _is_rest(sheet: Sheet, region: Region, row: Index) -> bool:
    """Return whether a row holds few cells and no figures."""
    return len(row) <= 0.5 * len(region.columns) and not sheet.cues.figure[row].any()


def _heads(sheet: Sheet, lines: Index, row: Index) -> int:
    """Return whether the first row has no figures where the others have: 1, else 0."""
    figure = sheet.cues.figure[lines]
    return int(not figure[row == 0].any() and figure[row > 0].mean() > _SHARE)


def _blocks(grid: Grid, sheet: Sheet, page: Page) -> tuple[Blocks, Index]:
    """Return the table and its cells, row by row, and which of these each line stands in."""
    height, width = len(grid.bands), len(grid.columns)
    to_page = _affine(sheet, grid, page)
    places = [(row, column) for row in range(height) for column in range(width)]
    boxes = [(grid.columns[0][0], grid.columns[-1][1], grid.bands[0][0], grid.bands[-1][1])]
    boxes += [(*grid.columns[column], *grid.bands[row]) for row, column in places]
    roles = ["column_header" if row < grid.heads else "cell" for row, _ in places]
    cells = [(-1, -1, -1, -1), *((row, column, 1, 1) for row, column in places)]
    corners = np.array([_corners(*box) for box in boxes])
    if sheet.mode == "rtl":  # mirrored
        corners = corners[:, [1, 0, 3, 2]]
    blocks = Blocks(
        ("table", *roles),
        np.array([-1] + [0] * len(places)),
        np.array(cells),
        np.concatenate([corners, np.ones((*corners.shape[:2], 1))], axis=2) @ to_page,
    )
    return blocks, 1 + grid.row * width + grid.column


def _corners(left: float, right: float, top: float, bottom: float) -> list[list[float]]:
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


def _affine(sheet: Sheet, grid: Grid, page: Page) -> Array:
    """Return the map from the sheet to the page, (3, 2), by the centers of the table's lines."""
    lines = grid.lines
    middle = 0.5 * (sheet.x0 + sheet.x1)[lines]
    here = np.column_stack([middle, sheet.y[lines], np.ones(len(lines))])
    there = page.lines.polygon[sheet.row[lines]].mean(axis=1)
    return np.asarray(np.linalg.lstsq(here, there, rcond=None)[0])

"""What can be done with the lines of a node: each move parts them into groups, in order.

Which of them is made is the chooser's to say; here each is a function of the node, that gives the
kind of part and its pieces, or nothing where there is no such move.
"""

import itertools
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from ocrlayout.order import side_by_side
from ocrlayout.order.gutters import Gutter
from ocrlayout.order.measure import median
from ocrlayout.order.nodes import Node
from ocrlayout.order.rows import in_table, joined

Index = npt.NDArray[np.int64]
Array = npt.NDArray[np.float64]
Piece = tuple[str, Index]
Made = tuple[str, list[Piece]] | None

_WHITE = 0.3  # line heights: a clean gap between lines
_THIN = 0.1  # line heights: enough white to cut off a first or last row
_WIDEST = 0.6  # of the widest gap: gaps that part groups together
_ROW = 0.8  # line heights: lines of one row are closer
_FRAGMENT = 0.45  # of the lower height: pieces of a line in a cell are closer
_RECORD = 0.7  # of the lower height: a line farther below starts the next record
_LABEL = 1.7  # of the lower height: a line farther below starts the next label
_TOP = 0.6  # of its height: so far above its middle a record starts
_WORDY = 0.5  # share of letters in what bullets stand before


def rows(node: Node) -> Made:
    """Read row by row."""
    return "rows", [("", joined(node.sheet, node.rows))]


def table(node: Node) -> Made:
    """Read as a table, its rows as they stand; cell by cell where rows come in groups."""
    return "table", [("", in_table(node.sheet, node.rows))]


def cells_between_white(node: Node) -> Made:
    """Read as a table whose rows have white between them, cell by cell."""
    cuts = node.white >= _WHITE
    if len(node.columns) < 2 or not cuts.any():
        return None
    return _in_cells(node, np.concatenate([[0], np.cumsum(cuts)]))


def cells_by_first(node: Node) -> Made:
    """Read as a table whose rows start with the lines of the first column, cell by cell."""
    return _in_cells_by(node, 0) if len(node.columns) > 1 else None


def cells_by_last(node: Node) -> Made:
    """Read as a table whose rows start with the lines of the last column, cell by cell."""
    return _in_cells_by(node, -1) if len(node.columns) > 2 else None


def groups(node: Node) -> Made:
    """Cut at the widest white across, and at what is nearly as wide."""
    widest = float(node.white.max())
    if widest < _WHITE:
        return None
    return _cut(node, np.flatnonzero(node.white >= _WIDEST * widest) + 1)


def white_rows(node: Node) -> Made:
    """Cut at all white across."""
    cuts = np.flatnonzero(node.white >= _WHITE) + 1
    if not len(cuts) or len(cuts) == (node.white >= _WIDEST * float(node.white.max())).sum():
        return None
    return _cut(node, cuts)


def head(node: Node) -> Made:
    """Cut off the first row."""
    cuts = np.flatnonzero(node.white > _THIN) + 1
    if not len(cuts) or np.ptp(node.sheet.y[node.lines[: cuts[0]]]) > _ROW * node.unit:
        return None
    return _cut(node, cuts[:1])


def foot(node: Node) -> Made:
    """Cut off the last row."""
    cuts = np.flatnonzero(node.white > _THIN) + 1
    if not len(cuts) or np.ptp(node.sheet.y[node.lines[cuts[-1] :]]) > _ROW * node.unit:
        return None
    return _cut(node, cuts[-1:])


def bands(node: Node) -> Made:
    """Cut into what stands above the best gutter, beside it, below it."""
    if not node.is_blocked:
        return None
    found = _bands(node, node.best)
    return ("stack", found) if len(found) > 1 else None


def columns(node: Node) -> Made:
    """Part into all columns."""
    if len(node.columns) < 2:
        return None
    return "columns", [("column", lines) for lines in node.columns]


def halves_at_widest(node: Node) -> Made:
    """Part into two at the widest gutter."""
    return _halves(node, widest(node.clear)) if len(node.clear) > 1 else None


def halves_at_unlevel(node: Node) -> Made:
    """Part into two where lines are least level across the gutter."""
    if len(node.columns) < 3 or len(node.columns) <= len(node.clear):
        return None
    return _halves(node, node.clear[int(np.argmin(levels(node)))])


def halves_in_middle(node: Node) -> Made:
    """Part an even number of columns into two sets of as many."""
    count = len(node.clear) + 1
    return _halves(node, node.clear[count // 2 - 1]) if count > 3 and count % 2 == 0 else None


def records(node: Node) -> Made:
    """Cut above each line of the first column."""
    return _cut_above(node, _starts(node, 0, _RECORD)) if len(node.columns) > 1 else None


def labels(node: Node) -> Made:
    """Cut above each group of lines of the first column."""
    return _cut_above(node, _starts(node, 0, _LABEL)) if len(node.columns) > 1 else None


def notes(node: Node) -> Made:
    """Put the groups of the narrower of two columns behind the paragraphs of the other."""
    if len(node.columns) != 2:
        return None
    wide = [median((node.sheet.x1 - node.sheet.x0)[lines]) for lines in node.columns]
    note = int(np.argmin(wide))
    return "notes", [("note", node.columns[note]), ("", node.columns[1 - note])]


def bullets(node: Node) -> Made:
    """Hold back a column of bullets: each goes before the line beside it."""
    for narrow, text in itertools.pairwise(node.columns):
        if node.sheet.cues.letters[text].mean() >= _WORDY:
            found = side_by_side.bullets(node.sheet, narrow, text)
            if found:
                kept = np.setdiff1d(node.lines, narrow)
                hosts = np.array(list(found.values()), np.int64)
                return "again", [("", kept), ("bullet", narrow), ("host", hosts)]
    return None


# of moves that are equally right, the trainer takes the first
MOVES: tuple[Callable[[Node], Made], ...] = (
    rows,
    table,
    cells_between_white,
    cells_by_first,
    cells_by_last,
    groups,
    white_rows,
    columns,
    halves_at_widest,
    halves_at_unlevel,
    halves_in_middle,
    bands,
    records,
    labels,
    notes,
    bullets,
    head,
    foot,
)


def widest(clear: list[Gutter]) -> Gutter:
    """Return the widest of some gutters."""
    return max(clear, key=lambda gutter: gutter.right - gutter.left)


def levels(node: Node) -> Array:
    """Share of lines beside each gutter that are level with one across it, (columns − 1,).

    The column with fewer lines is asked.
    """
    found = []
    for left, right in itertools.pairwise(node.columns):
        few, many = (left, right) if len(left) <= len(right) else (right, left)
        y, others = node.sheet.y[few], node.sheet.y[many]
        at = np.searchsorted(others, y)
        near = np.minimum(
            np.abs(others[np.minimum(at, len(others) - 1)] - y),
            np.abs(others[np.maximum(at - 1, 0)] - y),
        )
        found.append(float((near < 0.2 * node.sheet.height[few]).mean()))
    return np.array(found)


def _cut(node: Node, cuts: Index) -> Made:
    return "stack", [("", lines) for lines in np.split(node.lines, cuts)]


def _cut_above(node: Node, tops: Array) -> Made:
    place = np.searchsorted(tops, node.sheet.y[node.lines])
    cuts = np.flatnonzero(np.diff(place)) + 1
    return _cut(node, cuts) if len(cuts) else None


def _starts(node: Node, column: int, reach: float) -> Array:
    """Where the groups of lines of a column start that follow each other closely."""
    lines = node.columns[column]
    y, height = node.sheet.y[lines], node.sheet.height[lines]
    first = np.concatenate([[True], np.diff(y) > reach * np.minimum(height[1:], height[:-1])])
    return np.asarray((y - _TOP * height)[first])


def _halves(node: Node, gutter: Gutter) -> Made:
    middle = (node.sheet.x0 + node.sheet.x1)[node.lines] / 2
    left, right = node.lines[middle <= gutter.x], node.lines[middle > gutter.x]
    if not len(left) or not len(right):
        return None
    return "columns", [("column", left), ("column", right)]


def _bands(node: Node, gutter: Gutter) -> list[Piece]:
    sheet, lines = node.sheet, node.lines
    y, room = sheet.y[lines], 0.3 * sheet.height[lines]
    blocks = (sheet.x0[lines] < gutter.x) & (sheet.x1[lines] > gutter.x)
    top = y[blocks & (y < gutter.top)].max(initial=-np.inf)
    bottom = y[blocks & (y > gutter.bottom)].min(initial=np.inf)
    above = (y < top + room) & (y < gutter.top + room)
    below = ~above & (y > bottom - room) & (y > gutter.bottom - room)
    parts = (lines[above], lines[~above & ~below], lines[below])
    return [("", part) for part in parts if len(part)]


def _in_cells_by(node: Node, column: int) -> Made:
    tops = _starts(node, column, _RECORD)
    if len(tops) < 2:
        return None
    return _in_cells(node, np.searchsorted(tops, node.sheet.y[node.lines]))


def _in_cells(node: Node, record: Index) -> Made:
    """Read record by record, cell by cell, given the record of each line from the top."""
    sheet, column = node.sheet, np.empty(len(node.sheet), np.int64)
    column[node.lines] = node.column
    cell = record * len(node.columns) + column[node.lines]
    by_cell = np.lexsort((sheet.y[node.lines], cell))
    order, cell = node.lines[by_cell], cell[by_cell]
    low = np.minimum(sheet.height[order[1:]], sheet.height[order[:-1]])
    opens = (np.diff(sheet.y[order]) > _FRAGMENT * low) | (np.diff(cell) != 0)
    row = np.concatenate([[0], np.cumsum(opens)])
    return "table", [("", order[np.lexsort((sheet.x0[order], row))])]

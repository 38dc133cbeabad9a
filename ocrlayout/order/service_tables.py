"""Tables that the service gave: each is one piece of the layout, and is read cell by cell inside.

In the layout a table stands as a block of strips, as wide as the table and a line high: as solid as
running text, so that no rule reads across it or takes it apart. Where its first strip comes in the
order, the whole table comes.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrlayout.model import Blocks, Lines
from ocrlayout.order.canonical import Sheet
from ocrlayout.order.choices import Tables
from ocrlayout.order.cues import Cues
from ocrlayout.order.rows import in_rows
from ocrlayout.order.vertical import in_columns

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_STRIP = "running text " * 15  # what a strip says: it goes on, and is not a label, cell or figure
_PITCH = 1.25  # line heights from strip to strip
_FILLED = 0.8  # of the pitch: height of a strip
_LEAST = 1.8  # line heights: a table of one row is not a single line of text, as a header is
_BEFORE, _INSIDE, _BEHIND = 0, 1, 2  # where what is not a cell stands: caption, notes


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Which lines of a page stand in a table of the service, and how they are read there.

    Attributes
    ----------
    table : (m,) ndarray of int64
        Row of the block of the outermost table that each line stands in, or −1.
    anchor : (m,) ndarray of int64
        The first line of the table that each line stands in, or the line itself.
    rank : (m,) ndarray of int64
        The place of each line in its table; 0 outside.
    """

    table: Index
    anchor: Index
    rank: Index


def outermost(blocks: Blocks) -> Index:
    """Return the outermost table with cells in which each block stands, or −1; itself included.

    Examples
    --------
    >>> grid = [[-1] * 4, [-1] * 4, [0, 0, 1, 1]]
    >>> outermost(Blocks(["paragraph", "table", "cell"], [-1, -1, 1], grid)).tolist()
    [-1, 1, 1]
    """
    found = np.full(len(blocks) + 1, -1)  # the last is that of parent −1
    with_cells = set(blocks.parent[blocks.cell[:, 0] >= 0].tolist())
    if not with_cells:
        return found[:-1]
    for row, (role, parent) in enumerate(zip(blocks.role, blocks.parent.tolist(), strict=True)):
        is_table = role == "table" and row in with_cells
        found[row] = row if found[parent] < 0 and is_table else found[parent]
    return found[:-1]


def pieces(blocks: Blocks, lines: Lines, sheet: Sheet, tables: Tables) -> Pieces:
    """Find the tables of the service and the order of the lines in them.

    Parameters
    ----------
    blocks : Blocks
    lines : Lines
    sheet : Sheet
        All lines that have geometry.
    tables : {"row", "column"}
        How a table is read.
    """
    outer = outermost(blocks)
    table = np.append(outer, -1)[lines.block]
    anchor, rank = np.arange(len(lines)), np.zeros(len(lines), np.int64)
    child = _children(blocks, outer)
    place = np.full(len(lines), -1)
    place[sheet.row] = np.arange(len(sheet))
    for row in np.unique(table[table >= 0]).tolist():
        members = np.flatnonzero(table == row)
        parts = _parts(blocks, child[lines.block[members]], members, tables, _y(sheet, place))
        read = np.concatenate([_in_layout(sheet, place, part) for part in parts])
        anchor[members], rank[read] = members[0], np.arange(len(read))
    return Pieces(table, anchor, rank)


def _y(sheet: Sheet, place: Index) -> Array:
    """Return where each line of the page stands, from top to bottom; NaN without geometry."""
    return np.append(sheet.y, np.nan)[place]


def _children(blocks: Blocks, outer: Index) -> Index:
    """Return the part of a table in which each block stands: the table's child, or itself."""
    child = np.arange(len(blocks))
    for row in np.flatnonzero(outer >= 0).tolist():
        parent = int(blocks.parent[row])
        if row != outer[row] and parent != outer[row]:
            child[row] = child[parent]
    return child


def _parts(
    blocks: Blocks, child: Index, members: Index, tables: Tables, middle: Array
) -> list[Index]:
    """Return the lines of a table part by part, in the order in which the parts are read."""
    is_cell = blocks.cell[child, 0] >= 0
    center = _mean(middle[members[is_cell]])
    parts = []
    for part in np.unique(child).tolist():
        lines = members[child == part]
        row, column = blocks.cell[part, :2].tolist()
        grid = (row, column) if tables == "row" else (column, row)
        zone = _INSIDE if row >= 0 else _zone(blocks.role[part], _mean(middle[lines]), center)
        parts.append(((zone, *grid, part), lines))
    return [lines for _, lines in sorted(parts, key=lambda pair: pair[0])]


def _zone(role: str, middle: float, center: float) -> int:
    """Return where what is not a cell is read: on its own side of the cells."""
    if np.isnan(middle) or np.isnan(center):
        return _BEFORE if role == "caption" else _BEHIND
    return _BEFORE if middle < center else _BEHIND


def _mean(values: Array) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else np.nan


def _in_layout(sheet: Sheet, place: Index, lines: Index) -> Index:
    """Order the lines of a cell; those without geometry stay behind the line before them."""
    known = lines[place[lines] >= 0]
    if len(known) < 2:
        return lines
    ordered = in_columns if sheet.mode == "vertical" else in_rows
    return with_unplaced(sheet.row[ordered(sheet, place[known])], known, lines)


def with_unplaced(order: Index, known: Index, lines: Index) -> Index:
    """Put lines without geometry behind the one that they follow in `lines`.

    Examples
    --------
    >>> with_unplaced(np.array([7, 3]), np.array([3, 7]), np.array([3, 5, 7])).tolist()
    [7, 3, 5]
    """
    at = {line: float(place) for place, line in enumerate(order.tolist())}
    key, last = [], -1.0
    for line in lines.tolist():
        last = at.get(line, last)
        key.append(last)
    late = ~np.isin(lines, known)
    return lines[np.lexsort((late, np.array(key)))]


def with_strips(sheet: Sheet, found: Pieces, texts: tuple[str, ...]) -> Sheet:
    """Return a sheet on which strips stand for the lines of each table.

    Parameters
    ----------
    sheet : Sheet
    found : Pieces
    texts : tuple of str
        Of the lines of the page.

    Returns
    -------
    Sheet
        ``row`` of a strip is the table's ``anchor``.
    """
    table = found.table[sheet.row]
    tables = np.unique(table[table >= 0]).tolist()
    if not tables:
        return sheet
    members = [np.flatnonzero(table == row) for row in tables]
    made = sorted((_strips(sheet, lines, found.anchor) for lines in members), key=_from_the_top)
    strips, plain = np.concatenate(made, axis=1), np.flatnonzero(table < 0)
    return _with(sheet, plain, strips, [texts[line] for line in sheet.row[plain]])


def _from_the_top(strips: Array) -> list[float]:
    first: list[float] = strips[:, 0].tolist()
    return first


def _strips(sheet: Sheet, lines: Index, anchor: Index) -> Array:
    """Return the strips of a table as columns y, x0, x1, height and anchor: ``(5, k)``."""
    half = 0.5 * sheet.height[lines]
    top, bottom = float((sheet.y[lines] - half).min()), float((sheet.y[lines] + half).max())
    tall = max(bottom - top, _LEAST)
    count = max(round(tall / _PITCH), 2)
    pitch = tall / count
    y = (top + bottom - tall) / 2 + pitch * (np.arange(count) + 0.5)
    x0, x1 = float(sheet.x0[lines].min()), float(sheet.x1[lines].max())
    same = (x0, x1, _FILLED * pitch, float(anchor[sheet.row[lines[0]]]))
    return np.stack([y, *(np.full(count, value) for value in same)])


def _with(sheet: Sheet, plain: Index, strips: Array, texts: list[str]) -> Sheet:
    """Return some lines of a sheet, and behind them strips."""
    y, x0, x1, height, anchor = strips
    level = np.zeros(len(y))
    return Sheet(
        np.append(sheet.row[plain], anchor.astype(np.int64)),
        np.append(sheet.x0[plain], x0),
        np.append(sheet.x1[plain], x1),
        np.append(sheet.y[plain], y),
        np.append(sheet.slope[plain], level),
        np.append(sheet.height[plain], height),
        np.append(sheet.sideways[plain], level > 0),
        Cues(texts + [_STRIP] * len(y)),
        sheet.mode,
    )

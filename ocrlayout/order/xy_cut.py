"""The recursive split of a set of lines into bands, columns and rows."""

import dataclasses
import itertools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrlayout.order import gutters, side_by_side
from ocrlayout.order.broken_lines import whole_lines
from ocrlayout.order.canonical import Sheet
from ocrlayout.order.choices import Choices
from ocrlayout.order.drop_caps import drop_caps, inserted
from ocrlayout.order.headers_footers import headers_footers
from ocrlayout.order.measure import median
from ocrlayout.order.rows import in_rows, in_table
from ocrlayout.order.vertical import in_columns

Index = npt.NDArray[np.int64]


Piece = tuple[str, Index]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A node of the tree.

    Attributes
    ----------
    kind : str
        ``"stack"`` (parts from top to bottom), ``"columns"``, ``"notes"``; leaves are ``"rows"`` or
        ``"table"``.
    role : str
        What it is in the part it stands in: ``"column"``, ``"note"``, ``"header"``, ``"footer"`` or
        ``""``.
    parent : int
        The part it stands in, −1 for the page.
    lines : (k,) ndarray of int64
        The lines of a leaf, in order.
    """

    kind: str
    role: str
    parent: int
    lines: Index


def tree(sheet: Sheet, choices: Choices) -> list[Part]:
    """Split a sheet into parts; they come in reading order, parents before children."""
    if not len(sheet):
        return []
    whole, groups = whole_lines(sheet)
    parts = _tree(whole, choices)
    if not groups:
        return parts
    return [dataclasses.replace(part, lines=_members(part.lines, groups)) for part in parts]


def _members(lines: Index, groups: list[Index]) -> Index:
    return np.concatenate([*(groups[line] for line in lines.tolist()), np.empty(0, np.int64)])


def _tree(sheet: Sheet, choices: Choices) -> list[Part]:
    none = np.empty(0, np.int64)
    held = drop_caps(sheet)
    lines = np.setdiff1d(np.arange(len(sheet)), np.array(list(held), np.int64))
    parts = [Part("stack", "", -1, none)]
    todo = [(*piece, 0) for piece in reversed(_placed(headers_footers(sheet, lines), choices))]
    while todo:
        role, lines, parent = todo.pop()
        kind, pieces = split(sheet, lines, choices, held)
        if kind == "again":
            todo.append((role, pieces[0][1], parent))
            continue
        if len(pieces) == 1:
            parts.append(Part(kind, role, parent, pieces[0][1]))
            continue
        parts.append(Part(kind, role, parent, none))
        todo += [(*piece, len(parts) - 1) for piece in reversed(pieces)]
    before: dict[int, list[int]] = {}
    for line, host in held.items():
        before.setdefault(host, []).append(line)
    return [Part(part.kind, part.role, part.parent, inserted(part.lines, before)) for part in parts]


def _placed(pieces: list[Piece], choices: Choices) -> list[Piece]:
    """Put the page's head and foot where they are asked to stand."""
    wanted = {"header": choices.headers, "footer": choices.footers}
    places: dict[str, list[Piece]] = {"first": [], "place": [], "last": [], "drop": []}
    for piece in pieces:
        places[wanted.get(piece[0], "place")].append(piece)
    return places["first"] + places["place"] + places["last"]


def split(
    sheet: Sheet, lines: Index, choices: Choices, held: dict[int, int]
) -> tuple[str, list[Piece]]:
    """Split a set of lines once.

    Parameters
    ----------
    held : dict of int
        Lines held back, and the line that each goes before; bullets that are found are added.

    Returns
    -------
    str
        The kind of part; ``"again"`` where bullets were held back and the rest is to be split.
    list of (role, lines)
        One piece is a leaf, its lines in order.
    """
    if sheet.mode == "vertical" and len(lines) > 1:
        return _tiers(sheet, lines, choices, held)
    order = lines[np.argsort(sheet.y[lines], kind="stable")]
    extent = _beside_from_to(sheet, order)
    if extent < 0:
        return "rows", [("", order)]
    if extent < 0.8 * float(sheet.height[order].max()):  # one row of lines, no columns
        return "rows", [("", in_rows(sheet, lines))]
    grid = gutters.grid(sheet.x0[lines], sheet.x1[lines], sheet.y[lines], sheet.height[lines])
    best = gutters.best(grid)
    if not best or not _holds(best, grid.unit):
        return "rows", [("", in_rows(sheet, lines))]
    clear = [
        g for g in gutters.through(grid) if g.score >= 0.55 * best.score and _holds(g, grid.unit)
    ]
    if not clear:
        bands = _bands(sheet, lines, best)
        if len(bands) > 1:
            return "stack", bands
        clear = [best]
    return _beside(sheet, lines, clear, choices, held)


def _tiers(
    sheet: Sheet, lines: Index, choices: Choices, held: dict[int, int]
) -> tuple[str, list[Piece]]:
    """Split vertical text into tiers, else into text columns.

    A clean gap past four text columns or more parts tiers.
    """
    grid = gutters.grid(sheet.x0[lines], sheet.x1[lines], sheet.y[lines], sheet.height[lines])
    clear = [g for g in gutters.through(grid) if g.score >= 4 and _holds(g, grid.unit)]
    if clear:
        kind, pieces = _beside(sheet, lines, clear, choices, held)
        if kind in ("columns", "again"):
            return kind, pieces
    return "rows", [("", in_columns(sheet, lines))]


def _beside_from_to(sheet: Sheet, order: Index) -> float:
    """Return the height over which lines, sorted by y, stand beside each other; −1: nowhere."""
    y, height = sheet.y[order], sheet.height[order]
    left, right = sheet.x0[order], np.minimum(sheet.x1[order][:-1], sheet.x1[order][1:])
    room = np.where(right < np.maximum(left[:-1], left[1:]), 1.0, 0.5) * np.minimum(
        height[:-1], height[1:]
    )
    beside = np.flatnonzero(y[1:] - y[:-1] <= room)
    return float(y[beside[-1] + 1] - y[beside[0]]) if len(beside) else -1.0


def _holds(gutter: gutters.Gutter, unit: float) -> bool:
    wide = (gutter.right - gutter.left) > 0.8 * unit
    return gutter.score > (1.3 if wide else 3.4)


def _bands(sheet: Sheet, lines: Index, gutter: gutters.Gutter) -> list[Piece]:
    """Cut into what stands above the gutter, beside it, below it."""
    y, room = sheet.y[lines], 0.3 * sheet.height[lines]
    blocks = (sheet.x0[lines] < gutter.x) & (sheet.x1[lines] > gutter.x)
    top = y[blocks & (y < gutter.top)].max(initial=-np.inf)
    bottom = y[blocks & (y > gutter.bottom)].min(initial=np.inf)
    above = (y < top + room) & (y < gutter.top + room)
    below = ~above & (y > bottom - room) & (y > gutter.bottom - room)
    return [
        ("", part) for part in (lines[above], lines[~above & ~below], lines[below]) if len(part)
    ]


def _beside(
    sheet: Sheet, lines: Index, clear: list[gutters.Gutter], choices: Choices, held: dict[int, int]
) -> tuple[str, list[Piece]]:
    """Decide what stands side by side, gutters being given from left to right."""
    columns = _by(
        lines,
        np.searchsorted([gutter.x for gutter in clear], (sheet.x0[lines] + sheet.x1[lines]) / 2),
    )
    share = [side_by_side.prose(sheet, column) for column in columns]
    bands = _gaps(sheet, lines, _least(sheet, columns, share))
    if len(bands) > 1:
        return "stack", bands
    rows = side_by_side.table(sheet, columns, share)
    if rows:
        return "table", [
            ("", in_table(sheet, rows) if choices.tables == "row" else _down(sheet, columns))
        ]
    for narrow, text in itertools.pairwise(columns):
        found = side_by_side.bullets(sheet, narrow, text)
        if found:
            held.update(found)
            return "again", [("", np.setdiff1d(lines, narrow))]
    if len(columns) > 2:
        columns = _labeled(sheet, columns)
        share = [side_by_side.prose(sheet, column) for column in columns]
    tops = side_by_side.label_tops(sheet, columns)
    bands = (
        [("", band) for band in _by(lines, np.searchsorted(tops, sheet.y[lines]))] if tops else []
    )
    if len(bands) > 1:
        return "stack", bands
    note = side_by_side.note_column(sheet, columns, share)
    if note is not None:
        return "notes", side_by_side.with_notes(
            sheet, columns[1 - note], columns[note], choices.notes
        )
    return "columns", [("column", column) for column in columns]


def _least(sheet: Sheet, columns: list[Index], share: list[float]) -> float:
    """Return the white, in line heights, that parts groups.

    Much where text runs down the columns, little where it does not.
    """
    if max(share) >= 0.5:
        return 4.0
    running = [
        column
        for column in columns
        if len(column) > 3 and side_by_side.runs_on(sheet, column) >= 0.25
    ]
    return 2.5 if len(running) > 1 else 0.8


def _labeled(sheet: Sheet, columns: list[Index]) -> list[Index]:
    """Join columns of labels with the columns of their text, but keep two columns."""
    columns, at = list(columns), 0
    while at < len(columns) - 1 and len(columns) > 2:
        pair = columns[at : at + 2]
        if side_by_side.label_tops(sheet, pair):
            columns[at : at + 2] = [np.concatenate(pair)]
        else:
            at += 1
    return columns


def _by(lines: Index, group: Index) -> list[Index]:
    return [lines[group == k] for k in np.unique(group)]


def _down(sheet: Sheet, columns: list[Index]) -> Index:
    return np.concatenate([in_rows(sheet, column) for column in columns])


def _gaps(sheet: Sheet, lines: Index, least: float) -> list[Piece]:
    """Cut at clean horizontal gaps: at the widest, and those nearly as wide."""
    unit = median(sheet.height[lines])
    order = lines[np.argsort(sheet.y[lines], kind="stable")]
    bottom = np.maximum.accumulate((sheet.y + 0.5 * sheet.height)[order])
    gap = (sheet.y - 0.5 * sheet.height)[order][1:] - bottom[:-1]
    cuts = np.flatnonzero(gap >= max(0.6 * float(gap.max()), least * unit)) + 1
    return [("", band) for band in np.split(order, cuts)]

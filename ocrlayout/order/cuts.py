"""The recursive split of a set of lines into bands, columns and rows."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrlayout.order import gutters, kinds
from ocrlayout.order.initials import initials, inserted
from ocrlayout.order.rows import in_rows
from ocrlayout.order.upright import Sheet
from ocrlayout.order.vertical import in_columns

Index = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A node of the tree: its kind, the node it stands in, and the lines of a leaf in order."""

    kind: str  # "stack", "columns", "rows", "table"
    parent: int
    lines: Index


def tree(sheet: Sheet) -> list[Part]:
    """Split a sheet; parts come in reading order, parents before children."""
    parts: list[Part] = []
    none = np.empty(0, np.int64)
    large = initials(sheet)
    lines = np.setdiff1d(np.arange(len(sheet)), list(large))
    parts.append(Part("stack", -1, none))
    todo = [(piece, 0) for piece in reversed(_furniture(sheet, lines))]
    while todo:
        lines, parent = todo.pop()
        kind, pieces = split(sheet, lines)
        if len(pieces) == 1:
            parts.append(Part(kind, parent, inserted(pieces[0], large)))
            continue
        parts.append(Part(kind, parent, none))
        todo += [(piece, len(parts) - 1) for piece in reversed(pieces) if len(piece)]
    return parts


def _furniture(sheet: Sheet, lines: Index) -> list[Index]:
    """Cut off a first and a last row that stand clear of the rest: running head, page number."""
    if len(lines) < 3:
        return [lines]
    unit = float(np.median(sheet.height[lines]))
    order = lines[np.argsort(sheet.y[lines], kind="stable")]
    top, bottom = (sheet.y - 0.5 * sheet.height)[order], (sheet.y + 0.5 * sheet.height)[order]
    gap = np.append(top[1:], np.inf) - np.maximum.accumulate(bottom)
    cuts = np.flatnonzero(gap[:-1] > 2 * unit) + 1
    ends = []
    if len(cuts) and np.ptp(sheet.y[order[: cuts[0]]]) < 0.8 * unit:
        ends.append(int(cuts[0]))
    if len(cuts) and np.ptp(sheet.y[order[cuts[-1] :]]) < 0.8 * unit:
        ends.append(int(cuts[-1]))
    return np.split(order, sorted(set(ends)))


def split(sheet: Sheet, lines: Index) -> tuple[str, list[Index]]:
    if sheet.mode == "vertical" and len(lines) > 1:
        return _vertical(sheet, lines)
    if len(lines) < 2 or _is_single(sheet, lines):
        return "rows", [in_rows(sheet, lines)]
    grid = gutters.grid(sheet.x0[lines], sheet.x1[lines], sheet.y[lines], sheet.height[lines])
    best = gutters.best(grid)
    if best is None or not _holds(best, grid.unit):
        return "rows", [in_rows(sheet, lines)]
    clear = [g for g in gutters.through(grid) if g.score >= 0.55 * best.score and _holds(g, grid.unit)]
    if not clear:
        bands = _bands(sheet, lines, best)
        if len(bands) > 1:
            return "stack", bands
        clear = [best]
    return _beside(sheet, lines, clear, grid.unit)


def _vertical(sheet: Sheet, lines: Index) -> tuple[str, list[Index]]:
    """Tiers where a clean gap runs past four text columns or more, else text columns."""
    grid = gutters.grid(sheet.x0[lines], sheet.x1[lines], sheet.y[lines], sheet.height[lines])
    clear = [g for g in gutters.through(grid) if g.score >= 4 and _holds(g, grid.unit)]
    if clear:
        kind, parts = _beside(sheet, lines, clear, grid.unit)
        if kind == "columns":
            return kind, parts
    return "rows", [in_columns(sheet, lines)]


def _is_single(sheet: Sheet, lines: Index) -> bool:
    """Tell whether no two lines stand beside each other."""
    order = lines[np.argsort(sheet.y[lines], kind="stable")]
    gap = np.diff(sheet.y[order])
    room = np.minimum(sheet.height[order][:-1], sheet.height[order][1:])
    return bool((gap > 0.5 * room).all())


def _holds(gutter: gutters.Gutter, unit: float) -> bool:
    wide = (gutter.right - gutter.left) > 0.8 * unit
    return gutter.score > (1.9 if wide else 3.4)


def _bands(sheet: Sheet, lines: Index, gutter: gutters.Gutter) -> list[Index]:
    """What stands above the gutter, beside it, below it."""
    y, room = sheet.y[lines], 0.3 * sheet.height[lines]
    blocks = (sheet.x0[lines] < gutter.x) & (sheet.x1[lines] > gutter.x)
    top = y[blocks & (y < gutter.top)].max(initial=-np.inf)
    bottom = y[blocks & (y > gutter.bottom)].min(initial=np.inf)
    above = (y < top + room) & (y < gutter.top + room)
    below = (y > bottom - room) & (y > gutter.bottom - room)
    return [part for part in (lines[above], lines[~above & ~below], lines[below]) if len(part)]


def _beside(sheet: Sheet, lines: Index, clear: list[gutters.Gutter], unit: float) -> tuple[str, list[Index]]:
    middle = (sheet.x0[lines] + sheet.x1[lines]) / 2
    column = np.searchsorted([g.x for g in clear], middle)
    columns = [lines[column == k] for k in range(len(clear) + 1)]
    columns = [c for c in columns if len(c)]
    if len(columns) < 2:
        return "rows", [in_rows(sheet, lines)]
    for k in range(len(columns) - 1) if len(columns) > 2 else ():
        if kinds.label_tops(sheet, columns[k : k + 2]):
            return _beside(sheet, lines, clear[:k] + clear[k + 1 :], unit)
    share = [kinds.prose(sheet, column) for column in columns]
    if max(share) < 0.5:
        bands = _gaps(sheet, lines, unit)
        if len(bands) > 1:
            return "stack", bands
    if kinds.is_table(sheet, columns, share):
        return "table", [in_rows(sheet, lines)]
    tops = kinds.label_tops(sheet, columns)
    if tops:
        bands = _cut(lines, np.searchsorted(tops, sheet.y[lines]))
        if len(bands) > 1:
            return "stack", bands
    note = kinds.note_column(sheet, columns, share)
    if note is not None:
        return "notes", kinds.with_notes(sheet, columns[1 - note], columns[note])
    return "columns", columns


def _cut(lines: Index, band: Index) -> list[Index]:
    return [lines[band == k] for k in np.unique(band)]


def _gaps(sheet: Sheet, lines: Index, unit: float) -> list[Index]:
    """Cut at clean horizontal gaps: at the widest, and those nearly as wide."""
    order = lines[np.argsort(sheet.y[lines], kind="stable")]
    bottom = np.maximum.accumulate((sheet.y + 0.5 * sheet.height)[order])
    gap = (sheet.y - 0.5 * sheet.height)[order][1:] - bottom[:-1]
    widest = float(gap.max())
    if widest < 0.8 * unit:
        return [lines]
    return np.split(order, np.flatnonzero(gap >= max(0.6 * widest, 0.8 * unit)) + 1)

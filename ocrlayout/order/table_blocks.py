"""Tables that the layout found, as blocks: over the leaves of the tree, and with their cells."""

import numpy as np
import numpy.typing as npt

from ocrlayout.model import Blocks, Page
from ocrlayout.order.canonical import Sheet
from ocrlayout.order.found_tables import cells_of, corners_of, grid, has_years
from ocrlayout.order.outlines import Outline
from ocrlayout.order.table_tags import FLOW, tables_among
from ocrlayout.order.xy_cut import Part

Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_NONE = np.empty(0, np.int64)
_GIVEN = "given"  # a leaf that holds a table of the service


def with_table_parts(
    sheet: Sheet, parts: list[Part], kinds: list[str], in_table: Mask
) -> list[Part]:
    """Return the parts of a page with its leaves cut and joined where tables start and end.

    Parameters
    ----------
    sheet : Sheet
    parts : list of Part
        In reading order, parents before children.
    kinds : list of str
        What the layout says of each.
    in_table : (n,) ndarray of bool
        Strips that stand for tables of the service.
    """
    if sheet.mode == "vertical":
        return parts
    column = columns_of(parts)
    leaves = [at for at, part in enumerate(parts) if len(part.lines)]
    lines = [parts[at].lines for at in leaves]
    said = [_GIVEN if in_table[parts[at].lines].any() else kinds[at] for at in leaves]
    found = tables_among(sheet, lines, said, [column[at] for at in leaves])
    made = _pieces(sheet, parts, leaves, found)
    flow = [at for at, kind in zip(leaves, said, strict=True) if kind in FLOW]
    return _replaced(parts, {at: made[at] for at in flow})


def _pieces(
    sheet: Sheet, parts: list[Part], leaves: list[int], tables: list[tuple[int, int]]
) -> dict[int, list[Part]]:
    """Return what each leaf becomes, cut and joined where tables start and end.

    A table stands in place of its first leaf, in the innermost part that all its leaves stand in.
    Labels with their values, and what else has no grid, are not tables.
    """
    lines = np.concatenate([parts[at].lines for at in leaves])
    size = np.array([len(parts[at].lines) for at in leaves])
    owner = np.repeat(np.arange(len(leaves)), size)
    table = np.full(len(lines), -1)
    for number, (start, stop) in enumerate(tables):
        table[start:stop] = number if grid(sheet, lines[start:stop]) else -1
    is_new = (np.diff(table) != 0) | ((np.diff(owner) != 0) & (table[1:] < 0))
    starts = np.flatnonzero(np.append(True, is_new)).tolist()
    made: dict[int, list[Part]] = {at: [] for at in leaves}
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        first, last = leaves[owner[start]], leaves[owner[stop - 1]]
        kind = "table" if table[start] >= 0 else "rows"
        around = _around_both(parts, first, last)
        made[first].append(Part(kind, "", around, lines[start:stop]))
    return made


def _around_both(parts: list[Part], first: int, last: int) -> int:
    """Return the innermost part that two leaves stand in: a leaf itself where they are one."""
    while first != last:
        if first > last:
            first = parts[first].parent
        else:
            last = parts[last].parent
    return first


def columns_of(parts: list[Part]) -> list[int]:
    """Return the column that each part stands in, itself where it is one; −1 for the page."""
    column: list[int] = []
    for at, part in enumerate(parts):
        around = column[part.parent] if part.parent >= 0 else -1
        column.append(at if part.role == "column" else around)
    return column


def _replaced(parts: list[Part], made: dict[int, list[Part]]) -> list[Part]:
    """Return the parts with new leaves in place of some: these stand in what was the leaf."""
    found: list[Part] = []
    place: list[int] = []
    for at, part in enumerate(parts):
        parent = place[part.parent] if part.parent >= 0 else -1
        place.append(len(found))
        kind, lines = ("stack", _NONE) if at in made else (part.kind, part.lines)
        found.append(Part(kind, part.role, parent, lines))
        leaves = made.get(at, [])
        found += [Part(leaf.kind, "", place[leaf.parent], leaf.lines) for leaf in leaves]
    return found


def with_cells(sheet: Sheet, named: Outline, in_table: Mask) -> Outline:
    """Return the blocks with cells in each table that has a grid."""
    if sheet.mode == "vertical" or "table" not in named.role:
        return named
    found = Outline()
    place: list[int] = []
    for role, parent, lines in zip(named.role, named.parent, named.lines, strict=True):
        is_found = role == "table" and not in_table[lines].any()
        made = grid(sheet, lines) if is_found else None
        at = found.add(role, place[parent] if parent >= 0 else -1, _NONE if made else lines)
        place.append(at)
        if made:
            found.grids[at] = made
            for kind, cell, inside in zip(*cells_of(made), strict=True):
                found.cell[found.add(kind, at, inside)] = cell
    return found


def blocks_of(sheet: Sheet, found: Outline, page: Page) -> Blocks:
    """Return the blocks as columns; cells have their places, and corners on the page."""
    count = len(found.role)
    cell, polygon = np.full((count, 4), -1), np.full((count, 4, 2), np.nan)
    for row, place in found.cell.items():
        cell[row] = place
    for row, made in found.grids.items():
        inside = np.array([at for at in found.cell if found.parent[at] == row])
        polygon[np.append(row, inside)] = corners_of(sheet, page, made, cell[inside])
    roles = _with_year_heads(sheet, found, page)
    return Blocks(tuple(roles), np.array(found.parent, np.int64), cell, polygon)


def _with_year_heads(sheet: Sheet, found: Outline, page: Page) -> list[str]:
    """Return the roles of blocks, with column headers where the first row of a table has years."""
    roles = list(found.role)
    for row, made in found.grids.items():
        first = made.lines[made.row == 0]
        texts = [page.lines.text[line] for line in sheet.row[first].tolist()]
        if not made.has_head and has_years(made, sheet, texts):
            for at, (top, *_) in found.cell.items():
                if found.parent[at] == row and top == 0:
                    roles[at] = "column_header"
    return roles

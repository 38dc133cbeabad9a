"""The tree of a page: columns, and in them paragraphs, headings, lists, tables, notes."""

import dataclasses
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Blocks, Lines
from ocrlayout.order.canonical import Sheet
from ocrlayout.order.looks import looks
from ocrlayout.order.outlines import Outline
from ocrlayout.order.paragraphs import opens
from ocrlayout.order.roles import FURNITURE, KINDS, named
from ocrlayout.order.service_tables import outermost
from ocrlayout.order.table_blocks import with_cells, with_table_parts
from ocrlayout.order.text_rows import Rows, rows_of
from ocrlayout.order.xy_cut import Part

Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_NO_LINES = Lines()
_EDGES = ("header", "footer")
_DROP_CAP = (2, 1.5)  # characters at most; height over that of the row behind it, at least


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """The rows of a page, cut into blocks.

    Attributes
    ----------
    rows : Rows
        Of all leaves.
    start : (n,) ndarray of int64
        The first row of each block.
    part : list of int
        The part that each block is of.
    kind : list of str
        What the layout says of each: ``"table"``, ``"header"``, ``"footer"``, ``"note"`` or ``""``.
    """

    rows: Rows
    start: Index
    part: list[int]
    kind: list[str]

    @property
    def lines(self) -> list[Index]:
        """Lines of each block."""
        start = self.rows.start[self.start].tolist()
        ends = [*start[1:], len(self.rows.lines)]
        return [self.rows.lines[one:two] for one, two in zip(start, ends, strict=True)]


def outline(sheet: Sheet, parts: list[Part], texts: list[str], in_table: Mask) -> Outline:
    """Find the blocks of a page, and name them.

    Parameters
    ----------
    sheet : Sheet
    parts : list of Part
        In reading order, parents before children.
    texts : list of str
        One a line of the sheet.
    in_table : (n,) ndarray of bool
        The strips that stand for tables of the service: a paragraph ends where they begin and end.
    """
    if not any(len(part.lines) for part in parts):
        return Outline()
    parts = with_table_parts(sheet, parts, kinds_of(parts), in_table)
    kinds = kinds_of(parts)
    found = cut(sheet, parts, kinds, texts, in_table)
    seen = looks(found.rows, found.start, found.kind, in_table)
    return with_cells(sheet, _nested(parts, kinds, found, named(found.rows, seen)), in_table)


def kinds_of(parts: list[Part]) -> list[str]:
    """Return what the layout says of each part: it holds for all that stands in it."""
    kinds: list[str] = []
    for part in parts:
        around = kinds[part.parent] if part.parent >= 0 else ""
        own = "table" if part.kind == "table" and part.role not in _EDGES else part.role
        kinds.append(around or (own if own in KINDS else ""))
    return kinds


def cut(sheet: Sheet, parts: list[Part], kinds: list[str], texts: list[str], in_table: Mask) -> Cut:
    """Cut the leaves of a page into blocks; see :func:`outline`."""
    leaves = [at for at, part in enumerate(parts) if len(part.lines)]
    kind = np.array([kinds[at] for at in leaves])
    is_edge = np.isin(kind, _EDGES)
    found = rows_of(sheet, [parts[at].lines for at in leaves], is_edge, texts)
    begins = opens(found) & (kind != "table")[found.leaf]
    begins &= ~_after_drop_cap(found)
    strip = in_table[found.last[:-1]] != in_table[found.first[1:]]
    begins[1:] |= strip | (np.diff(found.leaf) > 0)
    begins |= is_edge[found.leaf]
    begins[0] = True
    start = np.flatnonzero(begins)
    leaf = found.leaf[start].tolist()
    return Cut(found, start, [leaves[at] for at in leaf], [kinds[leaves[at]] for at in leaf])


def _after_drop_cap(found: Rows) -> Mask:
    """Return whether the row before is a large first letter, which begins what follows."""
    length, height = _DROP_CAP
    drops = (found.length[:-1] <= length) & (found.height[:-1] > height * found.height[1:])
    return np.append(False, drops)


def _nested(parts: list[Part], kinds: list[str], found: Cut, names: list[str]) -> Outline:
    """Put the blocks that hold lines into columns; furniture stands on the page itself."""
    made = Outline()
    held: dict[int, list[tuple[str, Index]]] = defaultdict(list)
    for number, name, lines in zip(found.part, names, found.lines, strict=True):
        held[number].append((name, lines))
    stands: list[int] = []  # the block that each part stands in
    for at, part in enumerate(parts):
        stands.append(stands[part.parent] if part.parent >= 0 else -1)
        if part.role == "column" and not kinds[at]:
            stands[at] = made.add("column", stands[at])
        for name, lines in held[at]:
            made.add(name, -1 if name in FURNITURE else stands[at], lines)
    return made


def merged(
    given: Blocks, before: Index, found: Blocks, after: Index, is_fixed: Mask
) -> tuple[Blocks, Index]:
    """Keep the service's blocks whose lines stand together; else those that were found.

    Parameters
    ----------
    given : Blocks
        The service's.
    before : (k,) ndarray of int64
        Of each line, in order, its row in `given`, or −1.
    found : Blocks
    after : (k,) ndarray of int64
        Of each line, in order, its row in `found`.
    is_fixed : (k,) ndarray of bool
        Lines that stay in their block in any case: those in tables of the service.

    Returns
    -------
    Blocks
        Those that hold lines, tables with cells and figures, and the blocks they stand in.
    (k,) ndarray of int64
        The block of each line.
    """
    starts = np.flatnonzero(np.diff(before, prepend=-2))
    runs = np.bincount(before[starts][before[starts] >= 0], minlength=len(given) + 1)
    kept = is_fixed | ((before >= 0) & (runs[before] == 1))
    one, first = _rooted(given, before[kept], _places(given))
    two, second = _rooted(found, after[~kept], _whole(found, after[kept]))
    rows = np.empty(len(before), np.int64)
    rows[kept], rows[~kept] = first, second + len(one)
    return unbroken(Blocks.concat([one, two]), rows)


def _places(blocks: Blocks) -> Mask:
    """Return which blocks are places on the page, also where no line stands in them.

    They are tables with cells and all that stands in them, figures, and captions that belong to
    what stays or have corners of their own.
    """
    stays = np.append(outermost(blocks) >= 0, False)  # the last is that of parent −1
    has_corners = geometry.known(blocks.polygon)
    for row, role in enumerate(blocks.role):
        if role == "figure":
            stays[row] = True
        elif role == "caption":
            stays[row] |= has_corners[row] | stays[blocks.parent[row]]
    return stays[:-1]


def _whole(found: Blocks, given: Index) -> Mask:
    """Return which blocks are tables and cells of which the service's blocks hold no line."""
    outer = outermost(found)
    return np.asarray((outer >= 0) & ~np.isin(outer, outer[given]))


def unbroken(blocks: Blocks, rows: Index) -> tuple[Blocks, Index]:
    """Give every run of lines its own block, where another stands in the middle of one."""
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    block, again = rows[starts], np.ones(len(starts), np.bool_)
    again[np.unique(block, return_index=True)[1]] = False
    added = block[again]
    block[again] = len(blocks) + np.arange(len(added))
    runs = np.repeat(block, np.diff(np.append(starts, len(rows))))
    if not len(added):
        return blocks, runs
    # a copy is part of the block: without the cell or the corners of the whole
    copies = Blocks(tuple(blocks.role[row] for row in added.tolist()))
    every = Blocks.concat([blocks, copies])
    parent = np.append(blocks.parent, blocks.parent[added])
    return dataclasses.replace(every, parent=parent), runs


def _rooted(blocks: Blocks, rows: Index, stays: Mask) -> tuple[Blocks, Index]:
    """Keep these rows, those that stay, and all that they stand in.

    Returns
    -------
    Blocks
    (k,) ndarray of int64
        Where the rows went.
    """
    needed = stays.copy()
    needed[rows] = True
    for row in range(len(blocks) - 1, -1, -1):  # a parent stands before its children
        if needed[row] and blocks.parent[row] >= 0:
            needed[blocks.parent[row]] = True
    place = np.cumsum(needed) - 1
    chosen = blocks if needed.all() else blocks.of_lines(_NO_LINES)[needed]
    return chosen, place[rows]

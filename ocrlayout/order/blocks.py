"""The tree of a page: columns, and in them paragraphs, headings, lists, tables, notes."""

import dataclasses
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Blocks, Lines
from ocrlayout.order.canonical import Sheet
from ocrlayout.order.cues import is_page_number
from ocrlayout.order.paragraphs import paragraphs
from ocrlayout.order.roles import named
from ocrlayout.order.service_tables import outermost
from ocrlayout.order.xy_cut import Part

Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_NO_LINES = Lines()


@dataclass(slots=True)
class Outline:
    """The blocks of a page while they are found, and what is known of its lines."""

    texts: list[str]
    in_table: Mask
    role: list[str] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    lines: list[Index] = field(default_factory=list)

    def add(self, role: str, parent: int, lines: Index | None = None) -> int:
        """Add a block and return its row."""
        self.role.append(role)
        self.parent.append(parent)
        self.lines.append(lines if lines is not None else np.empty(0, np.int64))
        return len(self.role) - 1


def outline(sheet: Sheet, parts: list[Part], texts: list[str], in_table: Mask) -> Outline:
    """Name the parts of a page.

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
    found = Outline(texts, in_table)
    stands = [-1] * len(parts)  # the block that each part stands in
    kinds = [""] * len(parts)  # "header" and "footer" hold for all that stands in them
    for at, part in enumerate(parts):
        stands[at] = stands[part.parent] if part.parent >= 0 else -1
        kinds[at] = (kinds[part.parent] if part.parent >= 0 else "") or _kind(part)
        if part.role == "column" and not kinds[at]:
            stands[at] = found.add("column", stands[at])
        if len(part.lines):
            _leaf(sheet, part.lines, kinds[at], stands[at], found)
    _name(sheet, found)
    return found


def _name(sheet: Sheet, found: Outline) -> None:
    """Give every block that holds lines its role."""
    rows = [row for row, lines in enumerate(found.lines) if len(lines)]
    kinds = [found.role[row] for row in rows]
    lines = [found.lines[row] for row in rows]
    roles = named(sheet, lines, kinds, found.texts, found.in_table)
    for row, role in zip(rows, roles, strict=True):
        found.role[row] = role


def _kind(part: Part) -> str:
    """Return what the layout says of a part; a leaf of "" is cut into paragraphs."""
    if part.role in ("header", "footer"):
        return part.role
    return "table" if part.kind == "table" else part.role if part.role == "note" else ""


def _leaf(sheet: Sheet, lines: Index, kind: str, parent: int, found: Outline) -> None:
    """Add the blocks of a leaf, each with what the layout says of it; "" is named later."""
    if kind in ("header", "footer"):
        for line in lines.tolist():
            role = "page_number" if is_page_number(found.texts[line]) else kind
            found.add(role, parent, np.array([line]))
    elif kind == "table":
        found.add("table", parent, lines)
    else:
        for block in paragraphs(sheet, lines, found.texts, found.in_table):
            found.add(kind, parent, block)


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
    two, second = _rooted(found, after[~kept], np.zeros(len(found), np.bool_))
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

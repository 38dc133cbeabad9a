"""The tree of a page: columns, and in them paragraphs, headings, lists, tables, notes."""

import re
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Blocks, Lines
from ocrlayout.order.canonical import Sheet
from ocrlayout.order.headers_footers import is_page_number
from ocrlayout.order.measure import median
from ocrlayout.order.service_tables import outermost
from ocrlayout.order.xy_cut import Part

Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_NO_LINES = Lines()
_ITEM = re.compile(
    r"\s*([•‣◦▪●○■□▸►–—*·-]\s+|[•‣◦▪●■▸►]|\(?(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s+)\S"
)


@dataclass(slots=True)
class Outline:
    """The blocks of a page while they are found, and the height of the page's text."""

    in_table: Mask
    body: float = 1.0
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
    found = Outline(in_table, body=sheet.body if len(sheet) else 1.0)
    stands = [-1] * len(parts)  # the block that each part stands in
    for at, part in enumerate(parts):
        stands[at] = stands[part.parent] if part.parent >= 0 else -1
        if part.role == "column":
            stands[at] = found.add("column", stands[at])
        if len(part.lines):
            _leaf(sheet, part, stands[at], texts, found)
    return found


def _leaf(sheet: Sheet, part: Part, parent: int, texts: list[str], found: Outline) -> None:
    if part.kind == "table" or part.role == "note":
        found.add("table" if part.kind == "table" else "note", parent, part.lines)
    elif part.role in ("header", "footer"):
        for line in part.lines.tolist():
            role = "page_number" if is_page_number(texts[line]) else part.role
            found.add(role, parent, np.array([line]))
    else:
        paragraphs = _paragraphs(sheet, part.lines, texts, found.in_table)
        for lines, role in zip(
            paragraphs, _roles(sheet, paragraphs, texts, found.body), strict=True
        ):
            found.add(role, parent, lines)


def _paragraphs(sheet: Sheet, lines: Index, texts: list[str], in_table: Mask) -> list[Index]:
    """Cut a leaf's lines, which are in order, where a paragraph ends."""
    starts = _row_starts(sheet, lines)
    if len(starts) < 2:
        return [lines]
    ends = np.append(starts[1:], len(lines))
    first, last = lines[starts], lines[ends - 1]
    y = np.add.reduceat(sheet.y[lines], starts) / (ends - starts)
    height = np.maximum.reduceat(sheet.height[lines], starts)
    left, right = (
        np.minimum.reduceat(sheet.x0[lines], starts),
        np.maximum.reduceat(sheet.x1[lines], starts),
    )
    step, tall, low = (
        np.diff(y),
        np.maximum(height[1:], height[:-1]),
        np.minimum(height[1:], height[:-1]),
    )
    close = step[(step < 2.2 * tall) & (step > 0)]
    usual = median(close) if len(close) else 1.2 * median(tall)
    far = (step > 1.35 * np.maximum(usual, 0.9 * tall)) | (step < 0)
    on = sheet.cues.opens_low[first[1:]] | sheet.cues.hyphenated[last[:-1]]
    item = np.array([bool(_ITEM.match(texts[line])) for line in first[1:].tolist()])
    short = right[:-1] < right.max() - 0.2 * (right.max() - left.min())
    indent = (left[1:] > left[:-1] + 0.8 * tall) & (left[1:] < left[:-1] + 6 * tall)
    stops = sheet.cues.ended[last[:-1]]
    opened = ~on & (item | (indent & (short | stops)) | (short & stops))
    cut = (far & ~(on & (step < 2 * tall) & (step > 0))) | (tall > 1.4 * low) | opened
    # a drop cap begins what follows
    cut &= ~((sheet.cues.extent[first[:-1]] <= 2) & (height[:-1] > 1.5 * height[1:]))
    cut |= in_table[first[1:]] != in_table[last[:-1]]
    return np.split(lines, starts[1:][cut])


def _row_starts(sheet: Sheet, lines: Index) -> Index:
    """Where, among lines that are in order, each row starts."""
    one, two = lines[:-1], lines[1:]
    room = 0.5 * np.minimum(sheet.height[one], sheet.height[two])
    beside = (np.abs(sheet.y[two] - sheet.y[one]) < room) & (sheet.x0[two] > sheet.x0[one])
    return np.concatenate([[0], np.flatnonzero(~beside) + 1])


def _roles(sheet: Sheet, paragraphs: list[Index], texts: list[str], body: float) -> list[str]:
    """Name the paragraphs of a leaf by their height, their first mark and the white around them."""
    top = np.array([(sheet.y - 0.5 * sheet.height)[lines].min() for lines in paragraphs])
    bottom = np.array([(sheet.y + 0.5 * sheet.height)[lines].max() for lines in paragraphs])
    white = np.concatenate([[np.inf], top[1:] - bottom[:-1], [np.inf]])
    edge = max(float(sheet.x1[lines].max()) for lines in paragraphs)
    wide = edge - min(float(sheet.x0[lines].min()) for lines in paragraphs)
    rows = [len(_row_starts(sheet, lines)) for lines in paragraphs]
    follows = np.array([*(count > 1 for count in rows[1:]), False])
    roles = []
    for at, lines in enumerate(paragraphs):
        height, first = median(sheet.height[lines]), int(lines[0])
        above, below = white[at], white[at + 1]
        stands = (
            rows[at] == 1 and follows[at] and below <= above and not sheet.cues.opens_low[first]
        )
        short = (
            sheet.cues.extent[first] < 60
            and sheet.x1[first] < edge - 0.25 * wide
            and not sheet.cues.ended[first]
        )
        apart = (
            np.isfinite(white[at : at + 2]).any()
            and max(x for x in (above, below) if np.isfinite(x)) > 3 * height
        )
        if _ITEM.match(texts[first]) and sheet.cues.length[lines].sum() > 3:
            roles.append("list_item")
        elif (
            rows[at] <= 3
            and sheet.cues.letters[lines].mean() > 0.4
            and (height > 1.3 * body or (stands and short))
        ):
            roles.append("heading")
        else:
            roles.append(
                "caption" if rows[at] <= 4 and height < 0.9 * body and apart else "paragraph"
            )
    return roles


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
    return _unbroken(Blocks.concat([one, two]), rows)


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


def _unbroken(blocks: Blocks, rows: Index) -> tuple[Blocks, Index]:
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
    return Blocks(every.role, parent, every.cell, every.polygon), runs


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

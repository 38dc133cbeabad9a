"""The recursive split of a set of lines into bands, columns and rows."""

import dataclasses
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrlayout.order.broken_lines import whole_lines
from ocrlayout.order.canonical import Sheet
from ocrlayout.order.choices import Choices
from ocrlayout.order.chooser import chooser
from ocrlayout.order.drop_caps import drop_caps, inserted
from ocrlayout.order.features import Said, features, said
from ocrlayout.order.found_tables import grid
from ocrlayout.order.headers_footers import headers_footers
from ocrlayout.order.moves import MOVES
from ocrlayout.order.nodes import Node, node, side_by_side, tiers
from ocrlayout.order.rows import in_rows, rows_of
from ocrlayout.order.side_by_side import with_notes
from ocrlayout.order.table_tags import tables_among
from ocrlayout.order.vertical import in_columns

Index = npt.NDArray[np.int64]

Piece = tuple[str, Index]

_CUT = 0.6  # share of the lines that go on beyond a gap: more, and it does not part tiers
_TIERS = 4.0  # line heights: text columns of vertical text with more white between are no tiers


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
    held, page = drop_caps(sheet), said(sheet)
    lines = np.setdiff1d(np.arange(len(sheet)), np.array(list(held), np.int64))
    parts = [Part("stack", "", -1, none)]
    todo = [(*piece, 0) for piece in reversed(_placed(headers_footers(sheet, lines), choices))]
    while todo:
        role, lines, parent = todo.pop()
        kind, pieces = split(sheet, lines, page, choices, held)
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
    sheet: Sheet, lines: Index, page: Said, choices: Choices, held: dict[int, int]
) -> tuple[str, list[Piece]]:
    """Split a set of lines once.

    Parameters
    ----------
    sheet : Sheet
    lines : (n,) ndarray of int64
    page : Said
        What the lines of the sheet say.
    choices : Choices
    held : dict of int
        Lines held back, and the line that each goes before; bullets that are found are added.

    Returns
    -------
    str
        The kind of part; ``"again"`` where bullets were held back and the rest is to be split.
    list of (role, lines)
        One piece is a leaf, its lines in order.
    """
    if len(lines) == 1:
        return "rows", [("", lines)]
    if sheet.mode == "vertical":
        return _tiers(sheet, lines)
    by_y = lines[np.argsort(sheet.y[lines], kind="stable")]
    beside = side_by_side(sheet, by_y)
    if not len(beside):
        return "rows", [("", by_y)]
    found = node(sheet, by_y, beside)
    if found is None:
        return "rows", [("", in_rows(sheet, lines))]
    return _finished(found, _chosen(found, page), choices, held)


def _tiers(sheet: Sheet, lines: Index) -> tuple[str, list[Piece]]:
    """Split vertical text into tiers, else into text columns."""
    found = tiers(sheet, lines)
    if found and len(found.columns) > 1 and _are_tiers(found):
        return "columns", [("column", column) for column in found.columns]
    return "rows", [("", in_columns(sheet, lines))]


def _are_tiers(found: Node) -> bool:
    """Return whether text columns end at a gap, and are not cut by it: those beside go on."""
    if float(found.white.max()) >= _TIERS:
        return False
    column = dict(zip(found.lines.tolist(), found.column.tolist(), strict=True))
    rows = rows_of(found.sheet, found.lines)
    cut = sum(len(row) for row in rows if len({column[line] for line in row.tolist()}) > 1)
    return cut <= _CUT * len(found.lines)


def _chosen(found: Node, page: Said) -> tuple[str, list[Piece]]:
    """Make the likeliest move that there is."""
    for move in chooser().ranked(features(found, page)):
        made = MOVES[move](found)
        if made:
            return made
    raise AssertionError  # there are always rows


def _finished(
    found: Node, made: tuple[str, list[Piece]], choices: Choices, held: dict[int, int]
) -> tuple[str, list[Piece]]:
    """Make of a move what the caller chose, where there is no one truth."""
    kind, pieces = made
    if kind == "again":
        rest, bullets, hosts = (lines for _, lines in pieces)
        held.update(zip(bullets.tolist(), hosts.tolist(), strict=True))
        return kind, [("", rest)]
    if kind == "notes":
        notes, body = (lines for _, lines in pieces)
        return kind, with_notes(found.sheet, body, notes, choices.notes)
    if choices.tables == "column" and kind in ("table", "rows"):
        return kind, [("", _by_columns(found, kind, pieces[0][1]))]
    return made


def _by_columns(found: Node, kind: str, lines: Index) -> Index:
    """Order a leaf so that its tables are read column by column."""
    tables = [(0, len(lines))]
    if kind != "table":
        tables = tables_among(found.sheet, [lines], [""], [-1])
    made = lines.copy()
    for start, stop in tables:
        made[start:stop] = _down(found, lines[start:stop])
    return made


def _down(found: Node, lines: Index) -> Index:
    made = grid(found.sheet, lines)
    if made:
        return made.lines[np.argsort(made.column, kind="stable")]
    columns = (np.intersect1d(column, lines) for column in found.columns)
    return np.concatenate([in_rows(found.sheet, column) for column in columns if len(column)])

"""Content streams without some of the text that they show; all else is drawn as before.

What only served that text goes along: text objects, saved states and marked content that have
become empty, and the choice of fonts. Marked content that the tags of a PDF refer to stays.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pikepdf

from ocrlayout.writers.pdf.content_state import Show
from ocrlayout.writers.pdf.content_walk import Part, operator

__all__ = ["Edited", "edited"]

_PLACING = {"Td", "Tm", "T*"}  # TD also sets the leading, which stays after the text object
_BEGINS = {"q": "Q", "BT": "ET", "BMC": "EMC", "BDC": "EMC"}
_ENDS = set(_BEGINS.values())
_DOING = {  # what leaves ink, or is to be found later
    *("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"),
    *("Tj", "TJ", "'", '"', "MP", "DP"),
}
Instruction = pikepdf.ContentStreamInstruction


class Edited(NamedTuple):
    """A content stream that was edited.

    Attributes
    ----------
    content : bytes
    is_empty : bool
        It does not draw anything.
    lost, kept : set of str
        Names of fonts that it no longer uses, and of those that it uses.
    """

    content: bytes
    is_empty: bool
    lost: set[str]
    kept: set[str]


def edited(part: Part, forms: Mapping[int, str | None], used: set[tuple[int, int]]) -> Edited:
    """Take the hidden text out of a content stream.

    Parameters
    ----------
    part : Part
    forms : mapping of int to str or None
        New names of forms, by the number of the instruction that draws them; None: not drawn.
    used : set of (int, int)
        The choices of fonts that text depends on: the `id` of their part, and their number.

    Returns
    -------
    Edited
    """
    rows = [row for at, _ in enumerate(part.instructions) for row in _kept(part, at, forms, used)]
    rows = _tidied(rows)
    names = [operator(row) for row in rows if row is not None]
    content = pikepdf.unparse_content_stream([row for row in rows if row is not None])
    before, kept = _fonts(part.instructions), _fonts(rows)
    is_empty = not _DOING & set(names) and not any(map(_is_tag, rows))
    return Edited(content, is_empty, before - kept, kept)


def _fonts(rows: Iterable[Any]) -> set[str]:
    return {str(row.operands[0]) for row in rows if row and _is(row, "Tf") and row.operands}


def _is(row: Any, name: str) -> bool:
    return operator(row) == name


def _kept(
    part: Part, at: int, forms: Mapping[int, str | None], used: set[tuple[int, int]]
) -> list[Any]:
    """Return what becomes of an instruction; None marks where something was taken out."""
    row = part.instructions[at]
    show = part.shows.get(at)
    if show and show.hidden:
        return [None, *_traces(row, show)]
    if at in forms:
        name = forms[at]
        return [_made("Do", pikepdf.Name(name))] if name else [None]
    is_unused = _is(row, "Tf") and (id(part), at) not in used
    return [None] if is_unused else [row]


def _traces(row: Any, show: Show) -> list[Any]:
    """Do what an instruction does beside showing its text."""
    name, traces = operator(row), []
    if name == '"':
        traces += [_made("Tw", row.operands[0]), _made("Tc", row.operands[1])]
    if name in ("'", '"'):
        traces.append(_made("T*"))
    if show.leads and show.advance:
        traces.append(_made("TJ", pikepdf.Array([round(-show.advance, 4)])))
    return traces


def _made(name: str, *operands: Any) -> Any:
    return Instruction(list(operands), pikepdf.Operator(name))


class _Block:
    """What stands between an instruction and the one that ends it."""

    def __init__(self, begin: int, name: str) -> None:
        self.begin, self.name = begin, name
        self.is_idle, self.is_touched = True, False


def _tidied(rows: list[Any]) -> list[Any]:
    """Take out blocks that do nothing since something in them was taken out."""
    open_blocks: list[_Block] = [_Block(0, "")]
    gone: set[int] = set()
    for at, row in enumerate(rows):
        name = "" if row is None else operator(row)
        block = open_blocks[-1]
        if name in _BEGINS:
            open_blocks.append(_Block(at, name))
        elif name in _ENDS:
            if _BEGINS.get(block.name) != name:
                return rows  # blocks that overlap
            open_blocks.pop()
            _close(block, open_blocks[-1], rows, at, gone)
        else:
            block.is_touched |= row is None
            block.is_idle &= name not in _DOING
    return [row for at, row in enumerate(rows) if at not in gone]


def _close(block: _Block, outer: _Block, rows: list[Any], end: int, gone: set[int]) -> None:
    """Find what goes of a block at its end."""
    is_tag = _is_tag(rows[block.begin])
    outer.is_touched |= block.is_touched
    outer.is_idle &= block.is_idle and not is_tag
    if not block.is_idle or not block.is_touched or is_tag:
        return
    inside = range(block.begin, end + 1)
    if block.name == "q":
        gone.update(inside)
        return
    gone.update((block.begin, end))
    if block.name == "BT":
        gone.update(at for at in inside if rows[at] is not None and _places(rows[at]))


def _places(row: Any) -> bool:
    return operator(row) in _PLACING


def _is_tag(row: Any) -> bool:
    """Return whether the tags of a PDF may refer to marked content that begins here."""
    if row is None or not _is(row, "BDC"):
        return False
    properties = row.operands[1]
    return isinstance(properties, pikepdf.Name) or "/MCID" in properties

"""The blocks of one page: paragraphs, tables with their cells, figures with their captions."""

import numpy as np

from ocrlayout.model import Blocks, Lines
from ocrlayout.readers import _azure, _blocks
from ocrlayout.readers._blocks import BlockBuilder
from ocrlayout.readers._span_answer.structure import (
    FURNITURE,
    Frame,
    Owners,
    Part,
    Structure,
    within,
)
from ocrlayout.readers._span_lines import SpanLines
from ocrlayout.readers._spans import Integers

__all__ = ["PageBlocks", "cut"]

_Key = tuple[str, int]


def cut(structure: Structure, joined: SpanLines, starts: Integers) -> tuple[Lines, Integers]:
    """Cut the lines that run through several cells.

    Parameters
    ----------
    structure : Structure
    joined : SpanLines
    starts : (m,) ndarray
        Offset of each line.

    Returns
    -------
    Lines, (m,) ndarray
        The lines, and the offset of each; −1 where it is without words.
    """
    lines = joined.builder.lines()
    if not structure.parts:
        return lines, starts
    words = joined.word_spans[:, 0]
    groups = _blocks.cell_groups(lines, structure.cells(words))
    if not groups:
        return lines, starts
    lines = lines.regroup(groups)
    first = np.minimum(lines.offsets[:-1], len(words) - 1)
    return lines, np.where(np.diff(lines.offsets) > 0, words[first], -1)


class PageBlocks:
    """The blocks of one page, made as its lines ask for them.

    Parameters
    ----------
    structure : Structure
    number : int or None
        The page's number; polygons of other pages are not its own. None takes all that is left.
    extent : (2,) ndarray
        First offset of the page, and past its last.
    """

    def __init__(self, structure: Structure, number: int | None, extent: Integers) -> None:
        self._structure, self._number, self._extent = structure, number, extent
        self._builder = BlockBuilder()
        self._rows: dict[_Key, int] = {}
        self.frames: set[int] = set()

    def of(self, starts: Integers) -> list[int]:
        """Return the block of each line: the innermost that its offset lies in; −1 for none."""
        return [self._row(owners) for owners in self._structure.owners(starts)]

    def blocks(self, frames: set[int]) -> Blocks:
        """Return the blocks, also those of these tables and figures, which may be without lines."""
        for frame in sorted(frames - self.frames):
            self._frame(frame)
        return self._builder.blocks()

    def _row(self, owners: Owners) -> int:
        role = self._structure.role_of(owners.paragraph)
        if owners.cell >= 0:
            return self._part(owners.cell)
        if owners.note >= 0 and role not in FURNITURE:
            return self._part(owners.note)
        if owners.table >= 0 and role in ("", "heading"):
            return self._frame(owners.table)
        if owners.paragraph >= 0:
            return self._paragraph(owners.paragraph, role, owners.figure)
        return self._frame(owners.figure) if owners.figure >= 0 else -1

    def _paragraph(self, paragraph: int, role: str, figure: int) -> int:
        key = ("paragraph", paragraph)
        if key not in self._rows:
            parent = self._frame(figure) if figure >= 0 and role not in FURNITURE else -1
            place = self._structure.place  # without a polygon that could be wrong
            level = self._structure.levels[paragraph] if role == "heading" else 0
            self._rows[key] = self._builder.add(place, role or "paragraph", parent, level=level)
        return self._rows[key]

    def _part(self, row: int) -> int:
        part = self._structure.parts[row]
        parent = self._frame(part.frame)
        key = ("part", row)
        if key not in self._rows:  # the service gives it another page than its words
            self._add_part(row, part, parent)
        return self._rows[key]

    def _frame(self, row: int) -> int:
        """Return the block of a table or figure, which brings all that stands in it on the page."""
        key = ("frame", row)
        if key in self._rows:
            return self._rows[key]
        frame = self._structure.frames[row]
        polygon = _azure.polygon_on(frame.regions, self._number)
        self._rows[key] = parent = self._builder.add(frame.place, frame.role, -1, polygon)
        self.frames.add(row)
        here = True
        for at in frame.parts:
            part = self._structure.parts[at]
            here = self._stands_here(part, frame, before=here)
            if here:
                self._add_part(at, part, parent)
        return parent

    def _add_part(self, row: int, part: Part, parent: int) -> None:
        polygon = _azure.polygon_on(part.regions, self._number)
        added = self._builder.add(part.place, part.role, parent, polygon, part.cell)
        self._rows["part", row] = added

    def _stands_here(self, part: Part, frame: Frame, *, before: bool) -> bool:
        """Return whether a part is on this page; without any region or text, where `before` is."""
        if not self._number:
            return True
        if part.regions:
            return any(region.page == self._number for region in part.regions)
        pages = {region.page for region in frame.regions}
        if len(pages) == 1:
            return self._number in pages
        return within(part.spans, self._extent) if part.spans else before

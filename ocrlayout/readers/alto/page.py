"""A page of ALTO: its tree walked in document order, its lines put in reading order."""

import dataclasses
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ocrlayout import geometry
from ocrlayout.model import Page
from ocrlayout.readers import _markup, _pages
from ocrlayout.readers._around import along, filled
from ocrlayout.readers._blocks import BlockBuilder
from ocrlayout.readers._boxes import laid, turn_of
from ocrlayout.readers._lines import LineBuilder
from ocrlayout.readers._markup import Element
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import UNKNOWN, Item
from ocrlayout.readers.alto.file import AltoFile
from ocrlayout.readers.alto.lines import AltoLine, corners, number

__all__ = ["read_page"]

_BLOCKS = {
    "TextBlock": "paragraph",
    "ComposedBlock": "",
    "Illustration": "figure",
    "GraphicalElement": "",
}
_UNNAMED = 1 << 60  # behind every position in a reading order


class _Found(NamedTuple):
    """A line, the row of its block, its language, and its place in the reading order."""

    line: AltoLine
    block: int
    language: str
    order: int


def read_page(file: AltoFile, element: Element, page: int, size: Size | None) -> Page:
    """Read a page; `size` is used where it does not say its own."""
    walk = _Walk(file)
    rotation = number(file, element, "ROTATION")
    walk.visit(element, _Around(-1, element.get("LANG") or "", rotation, _UNNAMED))
    found = sorted(walk.found, key=lambda one: one.order)
    turn = turn_of([one.line.boxes for one in found if not one.line.says_angle])
    lines = LineBuilder()
    for one in found:
        one.line.add(lines, block=one.block, language=one.language)
    angles = [one.line.angle if one.line.says_angle else turn for one in found]
    laid_lines = along(lines.lines(), angles, [one.line.is_hull for one in found])
    blocks = walk.blocks.blocks()
    blocks = dataclasses.replace(blocks, polygon=laid(blocks.polygon, 0.0))
    scale = geometry.scaling(1 / file.unit.parts, 1 / file.unit.parts)
    made = _pages.made(
        _markup.line_place(file.place, element),
        _frame(file, element),
        filled(laid_lines).move(scale),
        number=page,
        size=size,
        angle=_angle([one.line for one in found], turn),
        blocks=blocks.move(scale),
    )
    return made.replace(unit=file.unit.name) if made.unit else made


def _frame(file: AltoFile, page: Element) -> Item:
    """Return width and height in the unit of pages; those that are missing are 0."""
    sides = {name: number(file, page, name.upper()) for name in ("width", "height")}
    return {name: 0.0 if np.isnan(side) else side / file.unit.parts for name, side in sides.items()}


class _Around(NamedTuple):
    """What stands around an element: its block, language, rotation, place in the order."""

    block: int
    language: str
    rotation: float
    order: int


class _Walk:
    """The blocks and lines of a page, as they are met."""

    def __init__(self, file: AltoFile) -> None:
        self._file = file
        self.blocks = BlockBuilder()
        self.found: list[_Found] = []

    def visit(self, element: Element, around: _Around) -> None:
        """Gather what stands in an element."""
        for child in element.iterchildren():
            name = _markup.local_name(child)
            if name == "TextLine":
                own = self._own(child, around)
                line = AltoLine(self._file, child, own.rotation)
                self.found.append(_Found(line, own.block, own.language, own.order))
            elif name in _BLOCKS:
                self.visit(child, self._added(child, _BLOCKS[name], around))
            elif name != "Shape":  # PrintSpace, the margins
                self.visit(child, around)

    def _added(self, block: Element, role: str, around: _Around) -> _Around:
        own = self._own(block, around)
        place = _markup.line_place(self._file.place, block)
        polygon = corners(self._file, block)
        row = self.blocks.add(place, self._file.role(block) or role, around.block, polygon)
        return own._replace(block=row)

    def _own(self, element: Element, around: _Around) -> _Around:
        rotation = number(self._file, element, "ROTATION")
        names = ("LANG", "language", "{http://www.w3.org/XML/1998/namespace}lang")
        language = next(filter(None, map(element.get, names)), around.language)
        return _Around(
            around.block,
            language,
            around.rotation if np.isnan(rotation) else rotation,
            self._file.order.get(element.get("ID") or "", around.order),
        )


def _angle(lines: Sequence[AltoLine], turn: float) -> float:
    """Return the angle of most of the lines; NaN where nothing says it."""
    angles = [line.angle for line in lines if line.says_angle]
    if angles:
        return float(geometry.fold(sorted(angles)[len(angles) // 2]))
    return turn or UNKNOWN

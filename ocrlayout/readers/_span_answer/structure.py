"""What stands beside the pages and points into their text by spans: paragraphs, tables, figures."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ocrlayout.model import Cell
from ocrlayout.readers import _azure, _blocks, _spans
from ocrlayout.readers._azure import AzurePlace, Region
from ocrlayout.readers._payload import Item
from ocrlayout.readers._span_lines import SpanLines
from ocrlayout.readers._spans import Integers, Ranges

__all__ = ["FURNITURE", "Frame", "Owners", "Part", "Structure", "extent_of", "within"]

FURNITURE = ("header", "footer", "page_number")
_ROLES = {
    "title": "heading",
    "sectionheading": "heading",
    "pageheader": "header",
    "pagefooter": "footer",
    "pagenumber": "page_number",
    "footnote": "note",
}
_CELL_ROLES = {
    "columnheader": "column_header",
    "stubhead": "column_header",
    "rowheader": "row_header",
}
_HEADINGS = ("title", "sectionheading")
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*)$", re.MULTILINE)
_PARAGRAPH = re.compile(r"/paragraphs/([0-9]{1,9})")
Pair = tuple[int, int]


class Part(NamedTuple):
    """A cell, a caption or a footnote: its table or figure, role, place in the grid, spans."""

    place: AzurePlace
    frame: int
    role: str
    cell: Cell | None
    regions: list[Region]
    spans: list[Pair]


class Frame(NamedTuple):
    """A table or a figure, and the rows of its parts."""

    place: AzurePlace
    role: str
    regions: list[Region]
    spans: list[Pair]
    parts: range


class Structure:
    """Paragraphs, tables and figures of an answer.

    Attributes
    ----------
    paragraphs : Ranges
    roles : list of str
        Of each paragraph, in our words; ``""`` where the service gives none.
    levels : list of int
        Of each paragraph that is a heading, as the answer's Markdown has it; 1 of a title without
        one; 0 where nobody says.
    frames : list of Frame
    parts : list of Part
    """

    def __init__(self, place: AzurePlace, result: Item) -> None:
        paragraphs = place.items(result, "paragraphs")
        self.place = place.at(result, "paragraphs")
        at = self.place.__truediv__
        self._spans = [_spans.spans(item, at, row) for row, item in enumerate(paragraphs)]
        self.paragraphs = Ranges.of_spans(self._spans)
        self.levels = _levels(place, result, paragraphs)
        self.roles = [_ROLES.get(_azure.word(item.get("role")), "") for item in paragraphs]
        self.frames: list[Frame] = []
        self.parts: list[Part] = []
        for role in ("table", "figure"):
            for table, item in place.each(result, f"{role}s"):
                self._add(table, item, role)
        self._index()

    def _add(self, place: AzurePlace, item: Item, role: str) -> None:
        first = len(self.parts)
        for at, cell in place.each(item, "cells") if role == "table" else ():
            kind = _CELL_ROLES.get(_azure.word(cell.get("kind")), "cell")
            self.parts.append(self._part(at, cell, kind, _blocks.cell_of(at, cell)))
        caption = item.get("caption")
        if isinstance(caption, dict):
            self.parts.append(self._part(place / "caption", caption, "caption"))
        for at, note in place.each(item, "footnotes"):
            self.parts.append(self._part(at, note, "note"))
        regions, spans = _azure.regions(place, item), self._spans_of(place, item)
        parts = range(first, len(self.parts))
        self.frames.append(Frame(place, role, regions, spans, parts))

    def _part(self, place: AzurePlace, item: Item, role: str, cell: Cell | None = None) -> Part:
        regions, spans = _azure.regions(place, item), self._spans_of(place, item)
        return Part(place, len(self.frames), role, cell, regions, spans)

    def _spans_of(self, place: AzurePlace, item: Item) -> list[Pair]:
        """Return the spans of an object, or those of the paragraphs that are its elements."""
        own = _spans.spans(item, lambda _: place, 0)
        return own or [pair for row in self._elements(item) for pair in self._spans[row]]

    def _elements(self, item: Item) -> Iterator[int]:
        elements = item.get("elements")
        for element in elements if isinstance(elements, list) else ():
            found = _PARAGRAPH.fullmatch(element) if isinstance(element, str) else None
            if found and int(found[1]) < len(self._spans):
                yield int(found[1])

    def _index(self) -> None:
        spans = [part.spans for part in self.parts]
        is_cell = [part.cell is not None for part in self.parts]
        frames = [frame.spans for frame in self.frames]
        is_table = [frame.role == "table" for frame in self.frames]
        self._cells = Ranges.of_spans(_only(spans, is_cell))
        self._notes = Ranges.of_spans(_only(spans, [not cell for cell in is_cell]))
        self._tables = Ranges.of_spans(_only(frames, is_table))
        self._figures = Ranges.of_spans(_only(frames, [not table for table in is_table]))

        pages = [{region.page for region in frame.regions} for frame in self.frames]
        for part in self.parts:
            pages[part.frame] |= {region.page for region in part.regions}
        self._pages = pages

    def frames_of(self, number: int, extent: Integers) -> set[int]:
        """Return the tables and figures of a page: by their regions, or else by their spans."""
        return {
            row
            for row, pages in enumerate(self._pages)
            if number in pages or (not pages and within(self.frames[row].spans, extent))
        }

    def cells(self, offsets: Integers) -> Integers:
        """Return the row of the cell, among the parts, that each offset lies in; −1 where none."""
        return self._cells.owner(offsets)

    def owners(self, offsets: Integers) -> Iterator["Owners"]:
        """Return what each offset lies in."""
        columns = (self._cells, self._notes, self._tables, self._figures, self.paragraphs)
        return map(Owners, *(ranges.owner(offsets).tolist() for ranges in columns))

    def role_of(self, paragraph: int) -> str:
        """Return the role of a paragraph, ``""`` of none."""
        return self.roles[paragraph] if paragraph >= 0 else ""


def _levels(place: AzurePlace, result: Item, paragraphs: list[Item]) -> list[int]:
    """Return the level of each paragraph: that of the heading in Markdown that says the same.

    Headings stand there in the order of the paragraphs; offsets are in units that vary.
    """
    is_markdown = _azure.word(_azure.pick(result, "contentFormat")) == "markdown"
    found = _HEADING.findall(place.text(result, "content")) if is_markdown else []
    rows: dict[str, list[int]] = {}
    for row, (_, text) in enumerate(found):
        rows.setdefault(_plain(text), []).append(row)
    levels, after = [], 0
    for item in paragraphs:
        role = _azure.word(item.get("role"))
        alike = rows.get(_plain(str(item.get("content"))), []) if role in _HEADINGS else []
        row = next(iter(alike[bisect_left(alike, after) :]), -1)
        after = max(after, row + 1)
        levels.append(len(found[row][0]) if row >= 0 else int(role == "title"))
    return levels


def _plain(text: str) -> str:
    """Return a text without the marks of Markdown and white space, to be compared."""
    return "".join(letter for letter in text if letter.isalnum())


class Owners(NamedTuple):
    """What an offset lies in: rows of parts, frames and paragraphs; −1 for none."""

    cell: int
    note: int
    table: int
    figure: int
    paragraph: int


def _only(spans: list[list[Pair]], mask: list[bool]) -> list[list[Pair]]:
    """Leave out the spans of others; the rows stay as they are."""
    return [pairs if chosen else [] for pairs, chosen in zip(spans, mask, strict=True)]


def within(offsets: list[Pair], extent: Integers) -> bool:
    """Return whether the first of some spans begins in an extent (start, end)."""
    return bool(offsets) and bool(extent[0] <= offsets[0][0] < extent[1])


def extent_of(place: AzurePlace, page: Item, lines: SpanLines) -> Integers:
    """Return the first offset of a page and the past-the-last, by its spans or else its words."""
    own = _spans.spans(page, lambda _: place, 0)
    pairs = np.array(own, np.int64).reshape(-1, 2) if own else lines.word_spans
    if not len(pairs):
        return np.array([0, 0])
    return np.array([pairs[:, 0].min(), pairs.sum(axis=1).max()])

"""What Form Recognizer 2.x sends beside the lines of its pages: tables, pairs, documents, marks."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ocrlayout.model import Blocks, Fields, Page
from ocrlayout.readers import _azure, _blocks, _fields, _marks
from ocrlayout.readers._azure import AzurePlace
from ocrlayout.readers._blocks import BlockBuilder, Integers
from ocrlayout.readers._fields import FieldBuilder, Found, Named, Waiting
from ocrlayout.readers._lines import LineBuilder, WordColumns, quads
from ocrlayout.readers._mark_places import inside, settled
from ocrlayout.readers._marks import Mark
from ocrlayout.readers._payload import Item, Place

__all__ = ["Forms"]

_WORD = re.compile(r"read_?[rR]esults/([0-9]{1,6})/lines/([0-9]{1,6})/words/([0-9]{1,6})$")
_MARK = re.compile(r"read_?[rR]esults/([0-9]{1,6})/selection_?[mM]arks/([0-9]{1,6})$")


class Forms:
    """What stands beside the pages, and goes to each of them.

    Parameters
    ----------
    place : AzurePlace
        Of the object that holds the pages.
    result : dict
        The object.
    """

    def __init__(self, place: AzurePlace, result: Item) -> None:
        self._results: dict[int, list[tuple[AzurePlace, Item]]] = {}
        pairs: list[Found] = []
        for index, (at, item) in enumerate(place.each(result, "pageResults")):
            number = at.whole(item, "page", index + 1, 1)
            self._results.setdefault(number, []).append((at, item))
            pairs += (_pair(one, pair, number) for one, pair in at.each(item, "keyValuePairs"))
        self._waiting = Waiting([*pairs, *_documents(place, result)])

    def page(
        self, place: AzurePlace, page: Item, number: int, index: int, lines: LineBuilder
    ) -> "FormPage":
        """Return what belongs to a page; its marks become words of `lines`."""
        marks = [_marks.checkbox(at, item) for at, item in place.each(page, "selectionMarks")]
        form = FormPage(lines, marks, index)
        for at, item in self._results.pop(number, []):
            for one, table in at.each(item, "tables"):
                form.add_table(one, table)
        for found in self._waiting.take(number, lambda _: index == 0):
            form.add(found)
        return form

    def completed(self, pages: Sequence[Page]) -> list[Page]:
        """Add the fields of pages that are not here to the first; without a page, make one."""
        found = self._waiting.rest()
        if not found:
            return list(pages)
        form = FormPage(LineBuilder(), [], -1)
        for one in found:
            form.add(one)
        first = pages[0] if pages else Page()
        fields = Fields.concat([first.fields, form.fields()])
        return [first.replace(fields=fields), *pages[1:]]


def _pair(place: AzurePlace, pair: Item, page: int) -> Found:
    key, value = (_half(place, pair, name) for name in ("key", "value"))
    polygons = _azure.polygon(key), _azure.polygon(value)
    text, name = (place / "value").text(value, "text"), (place / "key").text(key, "text")
    sure, anchor = pair.get("confidence"), value.get("elements")
    return Found(place, "pair", name, text, None, page, polygons, sure, anchor)


def _half(place: AzurePlace, pair: Item, name: str) -> Item:
    half = pair.get(name)
    return (place / name).object(half) if half is not None else {}


def _documents(place: AzurePlace, result: Item) -> Iterator[Found]:
    for at, document in place.each(result, "documentResults"):
        bounds = _azure.pick(document, "pageRange")
        home = bounds[0] if isinstance(bounds, list) and bounds else None
        fields = document.get("fields")
        for name, item in (at / "fields").object(fields if fields is not None else {}).items():
            for field in _fields.nested(at / "fields" / name, str(name), item):
                yield _field(field, home if type(home) is int else None)


def _field(field: Named[AzurePlace], home: int | None) -> Found:
    place, item = field.place, field.item
    page = place.whole(item, "page", 0) or home
    polygons = None, _azure.polygon(item)
    text, value = place.text(item, "text"), _fields.typed(place, item)
    sure, anchor = item.get("confidence"), item.get("elements")
    return Found(place, "field", field.name, text, value, page, polygons, sure, anchor)


class FormPage:
    """Tables, marks and fields of one page.

    Parameters
    ----------
    builder : LineBuilder
        The page's lines; the marks are added behind them.
    marks : sequence of Mark
    index : int
        Position of the page in the answer, by which elements name their words.

    Attributes
    ----------
    lines : Lines
        With each mark as a line behind the others: see :meth:`settled`.
    """

    def __init__(self, builder: LineBuilder, marks: Sequence[Mark], index: int) -> None:
        self._index, self._line_count = index, len(builder.text)
        self._starts = np.cumsum(builder.counts).tolist()
        for mark in marks:
            words = WordColumns([mark.word], [mark.polygon], [mark.confidence])
            builder.add(mark.place, mark.word, mark.polygon, words)
        self.lines = builder.lines()
        self._word_rows = builder.word_rows
        self._blocks, self._fields = BlockBuilder(), FieldBuilder()
        self._block_of = np.full(len(self.lines.words), -1)
        for row, mark in enumerate(marks, self._starts[-1]):
            self._fields.add_mark(mark, row)

    def blocks(self) -> Blocks:
        """Return the tables and their cells."""
        return self._blocks.blocks()

    def fields(self) -> Fields:
        """Return the marks, pairs and documents' fields."""
        return self._fields.fields()

    def add(self, found: Found) -> None:
        """Add a field."""
        text = _marks.filled(found.text, {})
        value = _fields.of_symbol(text) if found.kind == "pair" else found.value
        self._fields.add(
            found.place,
            found.kind,
            _marks.filled(found.name, {}),
            text,
            value,
            name_polygon=found.polygons[0],
            polygon=found.polygons[1],
            confidence=found.confidence,
            word=next((row for row in self._elements(found.anchor) if row >= 0), -1),
        )

    def add_table(self, place: AzurePlace, table: Item) -> None:
        """Add a table with its cells, which own their words."""
        parent = self._blocks.add(place, "table", -1, _azure.polygon(table))
        for at, cell in place.each(table, "cells"):
            role = "column_header" if _azure.pick(cell, "isHeader") is True else "cell"
            polygon, grid = _azure.polygon(cell), _blocks.cell_of(at, cell)
            row = self._blocks.add(at, role, parent, polygon, grid)
            self._block_of[self._words_of(at, cell)] = row

    def _words_of(self, place: Place, cell: Item) -> Integers:
        """Return the words of a cell: those that its elements name, else those in its box."""
        elements = cell.get("elements")
        if elements or not place.text(cell, "text").strip():
            rows = [row for row in self._elements(elements) if row >= 0]
            return np.array(rows, np.int64)
        quad = quads([_azure.polygon(cell)], lambda _: place)[0]
        centers = self.lines.words.polygon.mean(axis=1)
        return np.flatnonzero(inside(quad, centers) & (self._block_of < 0))

    def _elements(self, elements: Any) -> Iterator[int]:
        """Return the rows of the words that elements name; −1 for those of other pages."""
        for element in elements if isinstance(elements, list) else ():
            name = element if isinstance(element, str) else ""
            if word := _WORD.search(name):
                page, line, number = map(int, word.groups())
                yield self._row(line, number) if page == self._index else -1
            elif mark := _MARK.search(name):
                page, number = map(int, mark.groups())
                row = self._starts[-1] + number
                yield row if page == self._index and row < len(self._block_of) else -1

    def _row(self, line: int, number: int) -> int:
        if line >= self._line_count:
            return -1
        start = self._starts[line]
        rows = self._word_rows[start : self._starts[line + 1]]
        if rows == [-1]:  # its words did not cover it: it is one word
            return int(start)
        return int(start + rows.index(number)) if number in rows else -1

    def settled(self, page: Page) -> Page:
        """Put the marks into their lines, cut lines at the cells, give each line its block."""
        return settled(page, self._line_count, self._block_of, self._block_of)

"""A document as each generation of the service answers it."""

import math
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry, skew
from ocrlayout.model import Document, Line, Page, Word
from ocrlayout.order import reorder

__all__ = ["Dialect", "document_intelligence", "read_2", "read_3"]

Item = dict[str, Any]
Dialect = Callable[[Document, Mapping[str, Any]], Item]
"""Makes the part of an answer that holds the result."""

_LOW = 0.5  # Read 2.1 marks words of which it is less sure, and says nothing of the others
_DECIMALS = {"pixel": 0, "inch": 4}  # of coordinates
_MODEL = "local"  # the version of a model, where the service says its own
_JOINER = "\u200d"
_ROLES = {
    "heading": "sectionHeading",
    "header": "pageHeader",
    "footer": "pageFooter",
    "page_number": "pageNumber",
    "note": "footnote",
}
_CELLS = {"column_header": "columnHeader", "row_header": "rowHeader"}


def read_2(document: Document, asked: Mapping[str, Any]) -> Item:
    """Answer as Batch Read 2.0 and 2.1 do."""
    has_confidence = asked["version"] == "2.1"
    pages = []
    for page in document:
        lines = [_line_2(page, line, has_confidence=has_confidence) for line in page.lines]
        angle = round(skew.page_angle(page) % 360, 2)
        pages.append({"page": page.number, "clockwiseOrientation": angle, **_size(page)})
        pages[-1]["lines"] = lines
    return {"recognitionResults": pages}


def _line_2(page: Page, line: Line, *, has_confidence: bool) -> Item:
    words = []
    for word in line.words:
        made: Item = {"boundingBox": _corners(page, word.polygon, line), "text": word.text}
        if has_confidence and word.confidence < _LOW:
            made["confidence"] = "Low"
        words.append(made)
    return {"boundingBox": _corners(page, line.polygon), "text": line.text, "words": words}


def read_3(document: Document, asked: Mapping[str, Any]) -> Item:
    """Answer as Read 3.0 to 3.2 do."""
    document = reorder(document) if asked["order"] == "natural" else document
    pages = []
    for page in document:
        angle = round(skew.page_angle(page), 4)
        pages.append({"page": page.number, "angle": angle, **_size(page)})
        pages[-1]["lines"] = [_line_3(page, line) for line in page.lines]
    version = asked["version"].partition("-")[0]
    model = {"modelVersion": _MODEL} if version == "3.2" else {}
    return {"analyzeResult": {"version": f"{version}.0", **model, "readResults": pages}}


def _line_3(page: Page, line: Line) -> Item:
    words = [
        {
            "boundingBox": _corners(page, word.polygon, line),
            "text": word.text,
            **_confidence(word),
        }
        for word in line.words
    ]
    return {"boundingBox": _corners(page, line.polygon), "text": line.text, "words": words}


def document_intelligence(document: Document, asked: Mapping[str, Any]) -> Item:
    """Answer as Document Intelligence and Form Recognizer 3 do, in reading order."""
    document = reorder(document)
    content = _Content(asked["index_type"])
    pages, paragraphs, tables = list[Item](), list[Item](), list[Item]()
    is_layout = asked["model"] == "prebuilt-layout"
    for page in document:
        made, spans = _page(page, content)
        pages.append(made)
        paragraphs += _paragraphs(page, spans, is_layout=is_layout)
        tables += _tables(page, spans) if is_layout else []
    result: Item = {"apiVersion": asked["version"], "modelId": asked["model"]}
    result["stringIndexType"] = asked["index_type"]
    if asked["version"] >= "2024":
        result["contentFormat"] = "text"
    result |= {"content": content.text, "pages": pages, "paragraphs": paragraphs, "styles": []}
    if is_layout:
        result["tables"] = tables
    return {"analyzeResult": result}


@dataclass
class _Span:
    """Where in the content something stands: its offset and length, as the service counts."""

    offset: int
    length: int

    def item(self) -> Item:
        return {"offset": self.offset, "length": self.length}


@dataclass
class _Content:
    """The text of a whole answer, and how its offsets are counted."""

    index_type: str
    lines: list[str] = field(default_factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def count(self, text: str) -> int:
        """Count a text in code points, in units of UTF-16, or in clusters of signs.

        Examples
        --------
        >>> [_Content(kind).count("e\u0301") for kind in ("unicodeCodePoint", "textElements")]
        [2, 1]
        """
        if self.index_type == "utf16CodeUnit":
            return len(text.encode("utf-16-le")) // 2
        if self.index_type == "unicodeCodePoint":
            return len(text)
        return sum(not _extends(sign, before) for before, sign in pairwise(" " + text))

    def add(self, text: str) -> _Span:
        """Add a line, and say where it stands."""
        self.length += bool(self.lines)
        span = _Span(self.length, self.count(text))
        self.lines.append(text)
        self.length += span.length
        return span


def _extends(sign: str, before: str) -> bool:
    """Return whether a character belongs to the one before: a mark, or after a joiner."""
    return unicodedata.category(sign)[0] == "M" or _JOINER in (sign, before)


def _page(page: Page, content: _Content) -> tuple[Item, list[_Span]]:
    """Make a page; also say where its lines stand in the content."""
    words, lines, spans = list[Item](), list[Item](), list[_Span]()
    for line in page.lines:
        span = content.add(line.text)
        spans.append(span)
        lines.append({"content": line.text, "polygon": _corners(page, line.polygon)})
        lines[-1]["spans"] = [span.item()]
        words += _words(page, line, span, content)
    whole = _whole(spans) if spans else _Span(content.length, 0)
    made: Item = {"pageNumber": page.number, "angle": round(skew.page_angle(page), 4)}
    return {**made, **_size(page), "words": words, "lines": lines, "spans": [whole.item()]}, spans


def _words(page: Page, line: Line, span: _Span, content: _Content) -> Iterator[Item]:
    """Yield the words of a line, each found in the line's text after the one before."""
    end = 0
    for word in line.words:
        start = max(line.text.find(word.text, end), end)
        end = start + len(word.text)
        offset = span.offset + content.count(line.text[:start])
        yield {
            "content": word.text,
            "polygon": _corners(page, word.polygon, line),
            **_confidence(word),
            "span": {"offset": offset, "length": content.count(word.text)},
        }


def _whole(spans: list[_Span]) -> _Span:
    """Return the span from the first of spans to the last."""
    first = spans[0].offset
    return _Span(first, spans[-1].offset + spans[-1].length - first)


def _paragraphs(page: Page, spans: list[_Span], *, is_layout: bool) -> Iterator[Item]:
    """Yield the blocks of a page that are paragraphs, or cells of tables."""
    for row, block in enumerate(page.blocks):
        rows = _rows(page, row)
        if not rows:
            continue
        role = _ROLES.get(block.role) if is_layout else None
        yield {
            "spans": [spans[line].item() for line in rows],
            "boundingRegions": [_region(page, block.polygon, rows)],
            **({"role": role} if role else {}),
            "content": " ".join(page.lines.text[line] for line in rows),
        }


def _tables(page: Page, spans: list[_Span]) -> Iterator[Item]:
    """Yield the tables of a page with their cells."""
    for row, block in enumerate(page.blocks):
        if block.role != "table":
            continue
        inside = [at for at, other in enumerate(page.blocks) if other.parent == row and other.cell]
        cells = [_cell(page, at, spans) for at in inside]
        lines = [line for at in inside for line in _rows(page, at)]
        if not cells:
            continue
        yield {
            "rowCount": max(cell["rowIndex"] + cell.get("rowSpan", 1) for cell in cells),
            "columnCount": max(cell["columnIndex"] + cell.get("columnSpan", 1) for cell in cells),
            "cells": cells,
            "boundingRegions": [_region(page, block.polygon, lines)],
            "spans": [_whole([spans[line] for line in sorted(lines)]).item()] if lines else [],
        }


def _cell(page: Page, row: int, spans: list[_Span]) -> Item:
    block, lines = page.blocks[row], _rows(page, row)
    place = block.cell
    if place is None:
        raise ValueError(f"block {row} of page {page.number} is not a cell")
    kind = _CELLS.get(block.role)
    made: Item = {"kind": kind} if kind else {}
    made |= {"rowIndex": place.row, "columnIndex": place.column}
    spanned = {"rowSpan": place.row_span, "columnSpan": place.column_span}
    made |= {name: value for name, value in spanned.items() if value > 1}
    return {
        **made,
        "content": "\n".join(page.lines.text[line] for line in lines),
        "boundingRegions": [_region(page, block.polygon, lines)],
        "spans": [spans[line].item() for line in lines],
    }


def _rows(page: Page, block: int) -> list[int]:
    """List the lines that stand in a block itself."""
    rows: list[int] = np.flatnonzero(page.lines.block == block).tolist()
    return rows


def _region(page: Page, corners: npt.ArrayLike, lines: list[int]) -> Item:
    """Say where something lies: at its own corners, else around its lines."""
    quad = np.asarray(corners, np.float64)
    if not geometry.known(quad) and lines:
        around = page.lines.polygon[lines].reshape(-1, 2)
        (left, top), (right, bottom) = np.nanmin(around, axis=0), np.nanmax(around, axis=0)
        quad = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    return {"pageNumber": page.number, "polygon": _corners(page, quad)}


def _size(page: Page) -> Item:
    decimals = _DECIMALS[page.unit]
    width, height = (_rounded(side, decimals) for side in page.size)
    return {"width": width, "height": height, "unit": page.unit}


def _corners(page: Page, corners: npt.ArrayLike, line: Line | None = None) -> list[float | int]:
    """Return corners as eight numbers; those of its line for a word that does not have its own."""
    quad = np.asarray(corners, np.float64)
    if line is not None and not geometry.known(quad):
        quad = np.asarray(line.polygon, np.float64)
    if not geometry.known(quad):
        raise ValueError(f"page {page.number} has text of which the engine does not say the place")
    decimals = _DECIMALS[page.unit]
    return [_rounded(value, decimals) for value in np.ravel(quad).tolist()]


def _rounded(value: float, decimals: int) -> float | int:
    return round(value, decimals) if decimals else round(value)


def _confidence(word: Word) -> Item:
    return {} if math.isnan(word.confidence) else {"confidence": round(word.confidence, 3)}

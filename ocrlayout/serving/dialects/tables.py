"""The tables of a page, as Document Intelligence writes them."""

from collections.abc import Iterator

import numpy as np

from ocrlayout.model import Block, Cell, Page
from ocrlayout.serving.dialects.content import Span, whole
from ocrlayout.serving.dialects.places import Item, region

__all__ = ["rows_in", "tables"]

_KINDS = {"column_header": "columnHeader", "row_header": "rowHeader"}


def rows_in(page: Page, number: int) -> list[int]:
    """List the lines that stand in a block itself."""
    rows: list[int] = np.flatnonzero(page.lines.block == number).tolist()
    return rows


def tables(page: Page, spans: list[Span]) -> Iterator[Item]:
    """Yield the tables of a page with their cells.

    Parameters
    ----------
    page : Page
    spans : list of Span
        Where its lines stand in the content.
    """
    for number, block in enumerate(page.blocks):
        cells = list(_cells(page, number)) if block.role == "table" else []
        if cells:
            yield _table(page, block, cells, spans)


def _cells(page: Page, table: int) -> Iterator[tuple[Block, Cell, list[int]]]:
    """Yield the cells of a table: the block, its place, and its lines."""
    for number, block in enumerate(page.blocks):
        if block.parent == table and block.cell is not None:
            yield block, block.cell, rows_in(page, number)


def _table(
    page: Page, block: Block, cells: list[tuple[Block, Cell, list[int]]], spans: list[Span]
) -> Item:
    rows = sorted(row for *_, lines in cells for row in lines)
    return {
        "rowCount": max(place.row + place.row_span for _, place, _ in cells),
        "columnCount": max(place.column + place.column_span for _, place, _ in cells),
        "cells": [_cell(page, *cell, spans) for cell in cells],
        "boundingRegions": [region(page, block.polygon, rows)],
        "spans": [whole([spans[row] for row in rows]).item()] if rows else [],
    }


def _cell(page: Page, block: Block, place: Cell, rows: list[int], spans: list[Span]) -> Item:
    return {
        **_grid(block, place),
        "content": "\n".join(page.lines.text[row] for row in rows),
        "boundingRegions": [region(page, block.polygon, rows)],
        "spans": [spans[row].item() for row in rows],
    }


def _grid(block: Block, place: Cell) -> Item:
    """Say what a cell is, and where in the grid; what is usual is not said."""
    kind = {"kind": _KINDS[block.role]} if block.role in _KINDS else {}
    spanned = {"rowSpan": place.row_span, "columnSpan": place.column_span}
    wide = {name: count for name, count in spanned.items() if count > 1}
    return {**kind, "rowIndex": place.row, "columnIndex": place.column, **wide}

"""Layouts of PP-StructureV3 and PaddleOCR-VL: blocks with labels, whose content is text or HTML."""

from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.readers._blocks import BlockBuilder
from ocrlayout.readers._html_parts import TextCell, html_cells
from ocrlayout.readers._lines import LineBuilder, quads
from ocrlayout.readers._payload import Item, Json, Place
from ocrlayout.readers._span_grid import check_grid
from ocrlayout.readers.paddleocr.pieces import TEXTS, add, flat, pieces_of, words_of

__all__ = ["BLOCKS", "Structure"]

Array = npt.NDArray[np.float64]
BLOCKS = "parsing_res_list"
_READ = "overall_ocr_res"  # the lines of the whole page
_TABLES = "table_res_list"
_ROLES = {
    **dict.fromkeys(("doc_title", "paragraph_title", "content_title"), "heading"),
    **dict.fromkeys(("abstract_title", "reference_title"), "heading"),
    **dict.fromkeys(("text", "abstract", "content", "algorithm"), "paragraph"),
    **dict.fromkeys(("reference", "reference_content"), "paragraph"),
    **dict.fromkeys(("aside_text", "vertical_text"), "paragraph"),
    **dict.fromkeys(("table_title", "figure_title", "chart_title"), "caption"),
    "figure_table_chart_title": "caption",
    **dict.fromkeys(("footnote", "vision_footnote"), "note"),
    **dict.fromkeys(("image", "figure", "chart", "seal"), "figure"),
    **dict.fromkeys(("header_image", "footer_image"), "figure"),
    "header": "header",
    "footer": "footer",
    "number": "page_number",
    "table": "table",
}


class _Block(NamedTuple):
    """A block: where it stands, its role, its box, its text or HTML, its level."""

    place: Place
    role: str
    outline: list[Any]
    content: str
    level: int

    @property
    def is_table(self) -> bool:
        return "<table" in self.content


class Structure:
    """A page while its blocks take the lines that stand in them, in the order of the blocks.

    Parameters
    ----------
    place : Place
    page : dict

    Attributes
    ----------
    lines : LineBuilder
    blocks : BlockBuilder
    """

    def __init__(self, place: Place, page: Item) -> None:
        self.lines, self.blocks = LineBuilder(), BlockBuilder()
        given = page.get(_READ)
        self._place = place / _READ
        read = self._place.object(given if given is not None else {})
        self._pieces = pieces_of(self._place, read)
        self._words = words_of(self._place, read, len(self._pieces))
        self._centers = _centers([piece.outline for piece in self._pieces], self._line_place)
        self._is_left = np.ones(len(self._pieces), bool)
        self._boxes_of = dict(_cell_boxes(place, page))
        for at, item in place.each(page, BLOCKS):
            self._add(_block(at, item))
        for row in np.flatnonzero(self._is_left).tolist():
            self._add_line(row, -1)

    def _line_place(self, row: int) -> Place:
        return self._place / TEXTS[0] / row

    def _add(self, block: _Block) -> None:
        role = "table" if block.is_table else block.role
        row = self.blocks.add(block.place, role, polygon=block.outline, level=block.level)
        found = self._taken(block.outline, block.place)
        if block.is_table:
            self._add_table(block, row, found)
        elif found:
            for one in self._as_said(found, block.content):
                self._add_line(one, row)
        else:
            _add_text(self.lines, block, row)

    def _taken(self, outline: Sequence[Any], place: Place) -> list[int]:
        """Take the lines whose centers a box holds, of those that no block before it has."""
        box = geometry.boxes(quads([outline], lambda _: place))[0]
        found = np.flatnonzero(self._is_left & _within(self._centers, box))
        self._is_left[found] = False
        taken: list[int] = found.tolist()
        return taken

    def _as_said(self, found: list[int], content: str) -> list[int]:
        """Return lines in the order in which a text says them; as they are where it does not."""
        starts = [content.find(self._pieces[row].text) for row in found]
        if min(starts) < 0:
            return found
        return [row for _, row in sorted(zip(starts, found, strict=True))]

    def _add_line(self, row: int, block: int) -> None:
        place = self._line_place(row)
        add(self.lines, place, self._pieces[row], self._words[row], block)

    def _add_table(self, block: _Block, row: int, found: list[int]) -> None:
        """Add a table: its cells have the lines in their boxes, else their own text."""
        at = block.place / "block_content"
        cells = html_cells(at, block.content)
        boxes = self._boxes_of.get(block.content, [])
        outlines = boxes if len(boxes) == len(cells) else repeat(None, len(cells))
        for cell, outline in zip(cells, outlines, strict=True):
            check_grid(at, cell.cell)
            role = "column_header" if cell.is_header else "cell"
            inner = self.blocks.add(at, role, row, outline, cell.cell)
            self._fill(at, cell, outline, inner, found)

    def _fill(
        self, place: Place, cell: TextCell, outline: Json, block: int, found: list[int]
    ) -> None:
        rows: list[int] = []
        if outline is not None and found:
            box = geometry.boxes(quads([outline], lambda _: place))[0]
            inside = _within(self._centers[found], box)
            rows = [row for row, is_in in zip(found, inside, strict=True) if is_in]
        text = "".join("".join(self._pieces[row].text.split()) for row in rows)
        if rows and text == "".join(cell.text.split()):
            for row in rows:
                self._add_line(row, block)
        elif cell.text:
            self.lines.add(place, cell.text, outline, block=block, word_places=lambda _: place)


def _block(place: Place, item: Item) -> _Block:
    label, content = place.text(item, "block_label"), place.text(item, "block_content")
    outline = flat(place / "block_bbox", item.get("block_bbox"))
    return _Block(place, _ROLES.get(label, ""), outline, content, int(label == "doc_title"))


def _add_text(lines: LineBuilder, block: _Block, row: int) -> None:
    """Add the text of a block that has no lines of its own; one line has its box."""
    texts = [text for text in map(str.strip, block.content.splitlines()) if text]
    outline = block.outline if len(texts) == 1 else None
    for text in texts:
        lines.add(block.place, text, outline, block=row, word_places=lambda _: block.place)


def _cell_boxes(place: Place, page: Item) -> Iterator[tuple[str, list[list[Any]]]]:
    """Yield the HTML of each table and the outlines of its cells."""
    for at, table in place.each(page, _TABLES):
        boxes = table.get("cell_box_list")
        one = at / "cell_box_list"
        given = boxes if isinstance(boxes, list) else []
        yield at.text(table, "pred_html"), [flat(one / row, box) for row, box in enumerate(given)]


def _centers(outlines: Sequence[Any], places: Callable[[int], Place]) -> Array:
    centers: Array = quads(outlines, places).reshape(-1, 4, 2).mean(axis=1)
    return centers


def _within(points: Array, box: Array) -> npt.NDArray[np.bool_]:
    inside: npt.NDArray[np.bool_] = np.all((points >= box[:2]) & (points <= box[2:]), axis=1)
    return inside

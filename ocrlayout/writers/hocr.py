"""hOCR 1.2 as XHTML: pages, blocks, paragraphs, lines and words with their boxes.

Valid by hocr-spec, and such that OCRmyPDF, hocr-tools and the viewers of libraries read it: lines
stand in paragraphs, boxes are whole pixels of the scan as it lay. Lines that lean have a
``baseline``, those on their side a ``textangle``; what a box does not say, ``poly`` does. White
space stands between words where it stands on the page. Headings, items of lists and notes are
paragraphs with a ``role``: the elements that hOCR has for headings cannot hold paragraphs.

Loses cells of tables, the levels of headings, fields, handwriting, and the text of a line where it
is not that of its words. What has no place gets that of what it stands in.
"""

import html
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from ocrlayout.model import Document, Page
from ocrlayout.scripts import first_direction
from ocrlayout.sources import Scans
from ocrlayout.writers._scan import markup
from ocrlayout.writers._scan.frames import DPI, ScannedPage, engine_of, on_scans
from ocrlayout.writers._scan.lines import PageLine, PageWord, lines_of
from ocrlayout.writers._scan.places import Box, Corners, around, whole
from ocrlayout.writers._scan.tree import Node, tree_of

SUFFIXES = (".hocr",)
NEEDS_WORDS = True  # fields and cells without text would be pages of nothing

_CLASSES = {
    "header": "ocr_header",
    "footer": "ocr_footer",
    "page_number": "ocr_pageno",
    "caption": "ocr_caption",
    "table": "ocr_table",
    "figure": "ocr_photo",
}
_ARIA = {"heading": "heading", "list_item": "listitem", "note": "note"}  # roles of paragraphs
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<title></title>
<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
<meta name="ocr-system" content={system}/>
<meta name="ocr-capabilities" content="ocr_page ocr_carea ocr_par ocr_line ocrx_word {classes} \
ocrp_lang ocrp_dir ocrp_poly ocrp_wconf"/>
</head>
<body>
"""
_TAIL = "</body>\n</html>\n"
_PERCENT = 100
_QUARTER = 45.0  # degrees from level: beyond, text stands on its side or on its head


@dataclass(frozen=True, slots=True)
class Options:
    """How the pages are measured.

    Attributes
    ----------
    dpi : float
        Pixels of an inch, for pages in inches without a scan.
    """

    dpi: float = field(default=DPI)


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans] | None = None,
    options: Options = Options(),
) -> None:
    """Write documents as hOCR, page by page as they come.

    Parameters
    ----------
    documents : iterable of Document
        The pages of the first keep their numbers, those of the rest follow on.
    out : binary file object
    images : iterable of scans, optional
        Their names and sizes go into the file.
    options : Options

    Raises
    ------
    WriteError
        A page does not have a size in pixels or inches, and there is no scan.

    Examples
    --------
    >>> import io
    >>> from ocrlayout.model import Lines, Words
    >>> words = Words(["dog"], [[[0, 0], [9, 0], [9, 4], [0, 4]]], [0.93])
    >>> lines = Lines(["dog"], words.polygon, words, [0, 1])
    >>> out = io.BytesIO()
    >>> write([Document([Page(1, 20, 10, "pixel", lines=lines)])], out)
    >>> b'title="bbox 0 0 9 4; x_wconf 93">dog</span>' in out.getvalue()
    True
    """
    head = False
    for index, scanned in enumerate(on_scans(documents, images, options.dpi)):
        if not head:
            out.write(_head(scanned.page).encode())
            head = True
        out.write("".join(_HocrPage(scanned, index).parts()).encode())
    out.write((("" if head else _head(Page())) + _TAIL).encode())


def _head(page: Page) -> str:
    system = markup.attribute(" ".join(engine_of(page, "hocr")))
    return _HEAD.format(system=system, classes=" ".join(_CLASSES.values()))


class _HocrPage:
    """A page while it is written."""

    def __init__(self, scanned: ScannedPage, index: int) -> None:
        self._page, self._image, self._index = scanned.page, scanned.image, index
        self._lines = lines_of(scanned.page)
        self._quads = whole(scanned.page.blocks.polygon, scanned.page)
        self._ids: dict[str, int] = {}

    def parts(self) -> Iterator[str]:
        """Yield the markup."""
        width, height = map(int, self._page.size)
        image = f"image {_quoted(self._image)}; " if self._image else ""
        title = f"{image}bbox 0 0 {width} {height}; ppageno {self._index}"
        yield f"<div class=\"ocr_page\" {self._id('page')} title='{title}'>\n"
        yield from self._inside(tree_of(self._page), (0, 0, width, height))
        yield "</div>\n"

    def _id(self, kind: str) -> str:
        self._ids[kind] = self._ids.get(kind, 0) + 1
        return f'id="{kind}_{self._index + 1}_{self._ids[kind]}"'

    def _inside(self, node: Node, around: Box) -> Iterator[str]:
        for child in node.runs():
            if isinstance(child, Node):
                yield from self._block(child, around)
            else:
                yield from self._paragraph(child, around)

    def _block(self, node: Node, around: Box) -> Iterator[str]:
        """Yield a block; one that is a paragraph only is no more than that."""
        role = self._page.blocks.role[node.row]
        box = self._box(node) or around
        if role not in _CLASSES and not node.nodes:
            yield from self._paragraph(node.lines, box, role) if node.lines else ()
            return
        name = _CLASSES.get(role, "ocr_carea")
        yield f'<div class="{name}" {self._id("block")} title="{_bbox(box)}">\n'
        yield from self._inside(node, box)
        yield "</div>\n"

    def _box(self, node: Node) -> Box | None:
        """Return the box of a block, else that of what stands in it."""
        own = self._quads[node.row]
        if own is not None:
            return own.box
        boxes = [self._box(child) for child in node.nodes]
        return _around([*boxes, *map(self._line_box, node.lines)])

    def _line_box(self, row: int) -> Box | None:
        line = self._lines[row]
        bound = line.quad or around(word.quad for word in line.words)
        return bound.box if bound else None

    def _paragraph(self, rows: list[int], around: Box, role: str = "") -> Iterator[str]:
        box = _around([self._line_box(row) for row in rows]) or around
        text = " ".join(self._lines[row].text for row in rows)
        aria = f' role="{_ARIA[role]}"' if role in _ARIA else ""
        start = f'<p class="ocr_par" {self._id("par")}{aria} dir="{first_direction(text)}"'
        yield f'{start} title="{_bbox(box)}">\n'
        for row in rows:
            yield "".join(self._line(row, self._line_box(row) or box))
        yield "</p>\n"

    def _line(self, row: int, box: Box) -> Iterator[str]:
        line = self._lines[row]
        title = "; ".join([_bbox(box), *_direction(line, box), *_poly(line.quad, line)])
        name = f"{self._index + 1}_{row + 1}"
        yield f'<span class="ocr_line" id="line_{name}"{_lang(line)} title="{title}">'
        if not line.words:
            yield markup.text(line.text)
        for at, word in enumerate(line.words, 1):
            yield self._word(word, line, box, f"word_{name}_{at}")
            yield " " if word.spaced and at < len(line.words) else ""
        yield "</span>\n"

    def _word(self, word: PageWord, line: PageLine, around_: Box, name: str) -> str:
        box = word.quad.box if word.quad else around_
        title = "; ".join([_bbox(box), *_sure(word), *_poly(word.quad, line)])
        text = markup.text(word.text)
        return f'<span class="ocrx_word" id="{name}" title="{title}">{text}</span>'


def _quoted(name: str) -> str:
    return f'"{html.escape(name.replace(chr(34), ""), quote=True)}"'


def _bbox(box: Box) -> str:
    return f"bbox {box[0]} {box[1]} {box[2]} {box[3]}"


def _around(boxes: Iterable[Box | None]) -> Box | None:
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    left, top, right, bottom = zip(*known, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _direction(line: PageLine, box: Box) -> list[str]:
    """Return how a line runs: a baseline from the left of its box, or an angle."""
    if line.quad is None:
        return []
    if abs(line.angle) > _QUARTER:
        return [f"textangle {-line.angle:.2f}".rstrip("0").rstrip(".")]
    x, y, *_ = line.quad.baseline
    offset = round(y + (box[0] - x) * line.slope) - box[3]
    return [f"baseline {line.slope:.4f}".rstrip("0").rstrip(".") + f" {offset}"]


def _poly(quad: Corners | None, line: PageLine) -> list[str]:
    """Return the corners of a quad where a box does not say them."""
    if quad is None or (quad.is_box and line.is_level):
        return []
    return [" ".join(["poly", *map(str, quad.flat)])]


def _sure(word: PageWord) -> list[str]:
    if math.isnan(word.confidence):
        return []
    return [f"x_wconf {round(word.confidence * _PERCENT)}"]


def _lang(line: PageLine) -> str:
    return f" lang={markup.attribute(line.language)}" if line.language else ""

"""PaddleOCR 2 and 3: what ``ocr()`` returns, and what ``save_to_json`` and ``.json`` give.

=============================================  ===================================================
``[[[box, [text, score]], …], null, …]``       2: a list a page, null or empty where it has no text
``[[box, [text, score]], …]``                  before 2.6: one page
``{"rec_texts", "rec_scores", "rec_polys"}``   3, also under ``res``, also a list of pages
``{"parsing_res_list", "overall_ocr_res"}``    PP-StructureV3; without the second, PaddleOCR-VL
=============================================  ===================================================

Kept: lines, words where ``return_word_box`` asked for them, scores as confidences, page numbers;
of layouts, blocks by their labels, tables with their cells, formulas as text. The size of a page is
taken from the answer where it says it, else from `sizes`, else from the extent of the text.

Choices:

* A line without words is one word. Words have the score of their line: they have none of their own.
* Where version 3 turned the page by quarters before it looked for text, corners are brought back to
  the scan, for which its size is needed. Where it also flattened a page (``use_doc_unwarping``),
  there is no way back: they stay in the flattened picture.
* A block of a layout has the lines whose centers it holds, in place of its own text; a cell, those
  that say what it says, else its text. Lines of no block come last.

Not kept: boxes without text, settings, scores of blocks, levels of headings, pictures.
"""

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Document, Lines, Origin, Page
from ocrlayout.readers import _pages
from ocrlayout.readers._lines import LineBuilder
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item, Json, Place, shorten
from ocrlayout.readers.paddleocr.pieces import TEXTS, Piece, add, flat, listed, pieces_of, words_of
from ocrlayout.readers.paddleocr.structure import BLOCKS, Structure

PROVIDER = "paddleocr"
BLANK_LISTS = True  # a page without text is a list of nothing, which could be anybody's
RECORDED = False  # made after the library's source
_QUARTERS = (0, 90, 180, 270)


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    if isinstance(payload, dict):
        return _is_answer(payload)
    if not isinstance(payload, list) or not payload:
        return False
    if isinstance(payload[0], dict):
        return _is_answer(payload[0])
    return _is_line(payload[0]) or all(map(_is_page, payload))


def _is_answer(item: Item) -> bool:
    inner = item.get("res", item)
    names = (*TEXTS, BLOCKS)
    return isinstance(inner, dict) and any(isinstance(inner.get(name), list) for name in names)


def _is_page(item: Json) -> bool:
    return item is None or (isinstance(item, list) and (not item or _is_line(item[0])))


def _is_line(item: Json) -> bool:
    """Return whether an item is ``[box, [text, score]]``."""
    if not isinstance(item, list) or list(map(type, item)) != [list, list]:
        return False
    return len(item[1]) == 2 and isinstance(item[1][0], str)


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict or list
        Parsed JSON.
    sizes : list of (width, height), optional
        Page sizes in pixels, which the payload does not say.

    Returns
    -------
    Document

    Raises
    ------
    ReadError
        Something in it is not what the library writes, or a page that it turned has no size; the
        message says where.

    Examples
    --------
    >>> box = [[0, 0], [40, 0], [40, 10], [0, 10]]
    >>> read([[[box, ["dog", 0.9]]], None])[0].lines.text
    ('dog',)
    """
    place = Place(PROVIDER)
    if isinstance(payload, dict) or not payload or _is_line(payload[0]):
        pages = [(place, payload)]
    else:
        pages = [(place / index, page) for index, page in enumerate(payload)]
    made = [
        _page(at, page, index, _pages.given(sizes, index, PROVIDER))
        for index, (at, page) in enumerate(pages)
    ]
    return Document(_pages.numbered(made), Origin(PROVIDER))


def _page(place: Place, page: Json, index: int, size: Size | None) -> Page:
    if isinstance(page, dict):
        if "res" in page:
            place, page = place / "res", page["res"]
        return _answer(place, page, index, size)
    lines = LineBuilder()
    for row, line in enumerate(listed(place, page if page is not None else [])):
        at = place / row
        if not _is_line(line):
            raise at.error(f"a line is [box, [text, score]], found {shorten(line)}")
        text, score = line[1]
        add(lines, at, Piece(text, flat(at, line[0]), (at / 1 / 1).certain(score)))
    return _pages.made(place, {}, lines.lines(), number=index + 1, size=size)


def _answer(place: Place, page: Json, index: int, size: Size | None) -> Page:
    """Read a page of version 3."""
    page = place.object(page)
    number = place.whole(page, "page_index", index) + 1
    if page.get(BLOCKS) is not None:
        found = Structure(place, page)
        lines, blocks = found.lines.lines(), found.blocks.blocks()
    else:
        lines, blocks = _lines(place, page), None
    frame = {name: page.get(name) for name in ("width", "height")}
    made = _pages.made(place, frame, lines, number=number, size=size, blocks=blocks)
    return _turned_back(place, page, made, size)


def _lines(place: Place, page: Item) -> Lines:
    lines = LineBuilder()
    pieces = pieces_of(place, page)
    words = words_of(place, page, len(pieces))
    for row, piece in enumerate(pieces):
        add(lines, place / TEXTS[0] / row, piece, words[row])
    return lines.lines()


def _turned_back(place: Place, page: Item, made: Page, size: Size | None) -> Page:
    """Bring a page that was turned counter-clockwise by quarters back to the scan."""
    given = page.get("doc_preprocessor_res")
    at = place / "doc_preprocessor_res"
    angle = at.whole(at.object(given), "angle", 0, -1, 360) if given is not None else 0
    if angle not in _QUARTERS or not angle:
        return made
    if size is None:
        message = f"the page was turned by {angle}°: its size is needed, give images= or sizes="
        raise (at / "angle").error(message)
    matrix = _way_back(angle, *size)
    blocks, turned = made.blocks.move(matrix), float(geometry.fold(angle))
    return made.replace(lines=made.lines.move(matrix), blocks=blocks, angle=turned)


def _way_back(angle: int, width: float, height: float) -> npt.NDArray[np.float64]:
    """Return the matrix that brings a scan of a size back that was turned counter-clockwise."""
    across, down = {
        90: ((0, -1, width), (1, 0, 0)),
        180: ((-1, 0, width), (0, -1, height)),
        270: ((0, 1, 0), (-1, 0, height)),
    }[angle]
    return np.array([across, down, (0, 0, 1)], np.float64)

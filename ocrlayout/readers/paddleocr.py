"""PaddleOCR 2 and 3: what ``ocr()`` returns, and what ``save_to_json`` and ``.json`` give.

=============================================  ===================================================
``[[[box, [text, score]], …], null, …]``       2: a list a page, null or empty where it has no text
``[[box, [text, score]], …]``                  before 2.6: one page
``{"rec_texts", "rec_scores", "rec_polys"}``   3, also under ``res``, also a list of pages
=============================================  ===================================================

Kept: lines, words where ``return_word_box`` asked for them, scores as confidences, page numbers.
The answer does not say the size of a page: it is taken from `sizes`, else from the extent of the
text.

Choices:

* A line without words is one word. Words have the score of their line: they have none of their own.
* Where version 3 turned the page by quarters before it looked for text, corners are brought back to
  the scan, for which its size is needed. Where it also flattened a page (``use_doc_unwarping``),
  there is no way back: they stay in the flattened picture.

Not kept: boxes without text, settings, layouts and tables of PP-Structure.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _pages
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item, Json, Place, kind, shorten

PROVIDER = "paddleocr"
RECORDED = False  # made after the library's source
_TEXTS = ("rec_texts", "rec_text")  # the second in betas
_SCORES = ("rec_scores", "rec_score")
_OUTLINES = ("rec_polys", "rec_boxes", "dt_polys")
_WORD_OUTLINES = ("text_word_region", "text_word_boxes")
_QUARTERS = (0, 90, 180, 270)
_BOX = 4  # numbers: left, top, right, bottom


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
    return isinstance(inner, dict) and any(isinstance(inner.get(name), list) for name in _TEXTS)


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
    if isinstance(payload, dict) or _is_line(payload[0]):
        pages = [(place, payload)]
    else:
        pages = [(place / index, page) for index, page in enumerate(payload)]
    made = [
        _page(at, page, index, _pages.given(sizes, index, PROVIDER))
        for index, (at, page) in enumerate(pages)
    ]
    return Document(_pages.numbered(made), Origin(PROVIDER))


class _Piece(NamedTuple):
    """Text, outline and score of a line."""

    text: str
    outline: list[Any]
    score: float


def _page(place: Place, page: Json, index: int, size: Size | None) -> Page:
    if isinstance(page, dict):
        if "res" in page:
            place, page = place / "res", page["res"]
        return _answer(place, page, index, size)
    lines = LineBuilder()
    for row, line in enumerate(_listed(place, page if page is not None else [])):
        at = place / row
        if not _is_line(line):
            raise at.error(f"a line is [box, [text, score]], found {shorten(line)}")
        text, score = line[1]
        _add(lines, at, _Piece(text, _flat(at, line[0]), (at / 1 / 1).certain(score)))
    return _pages.made(place, {}, lines.lines(), number=index + 1, size=size)


def _answer(place: Place, page: Json, index: int, size: Size | None) -> Page:
    """Read a page of version 3."""
    page = place.object(page)
    lines = LineBuilder()
    pieces = _pieces(place, page)
    words = _words(place, page, len(pieces))
    for row, piece in enumerate(pieces):
        _add(lines, place / _TEXTS[0] / row, piece, words[row])
    number = place.whole(page, "page_index", index) + 1
    made = _pages.made(place, {}, lines.lines(), number=number, size=size)
    return _turned_back(place, page, made, size)


def _pieces(place: Place, page: Item) -> list[_Piece]:
    names = (_TEXTS, _SCORES, _OUTLINES)
    texts, scores, outlines = (_column(place, page, one) for one in names)
    if not len(texts) == len(scores) == len(outlines):
        counts = f"{len(texts)} texts, {len(scores)} scores and {len(outlines)} outlines"
        raise place.error(f"a line has one of each, found {counts}")
    made = []
    for row, (text, score, outline) in enumerate(zip(texts, scores, outlines, strict=True)):
        if not isinstance(text, str):
            raise (place / _TEXTS[0] / row).error(f"expected text, found {shorten(text)}")
        sure = (place / _SCORES[0] / row).certain(score)
        made.append(_Piece(text, _flat(place / _OUTLINES[0] / row, outline), sure))
    return made


def _column(place: Place, page: Item, names: Sequence[str]) -> list[Any]:
    """Return the first of some lists that is there; without any, none."""
    name = next((name for name in names if page.get(name) is not None), names[0])
    return _listed(place / name, page.get(name) or [])


def _listed(place: Place, value: Json) -> list[Any]:
    if not isinstance(value, list):
        raise place.error(f"expected a list, found {kind(value)}")
    return value


def _words(place: Place, page: Item, count: int) -> list[Any]:
    """Return texts and outlines of the words of each line; None where there are none."""
    texts, outlines = (_column(place, page, names) for names in (("text_word",), _WORD_OUTLINES))
    if not len(texts) == len(outlines) == count:
        return [None] * count
    return [*zip(texts, outlines, strict=True)]


def _add(lines: LineBuilder, place: Place, piece: _Piece, words: Any = None) -> None:
    text, outline, sure = piece
    columns = WordColumns([text], [outline], [sure]) if text.strip() else WordColumns()
    if words is not None and words[0]:
        texts, outlines = _listed(place, words[0]), _listed(place, words[1])
        if len(texts) != len(outlines):
            raise place.error(f"found {len(texts)} words and {len(outlines)} outlines of them")
        boxes = [_flat(place, one) for one in outlines]
        columns = WordColumns(texts, boxes, [sure] * len(texts))
    lines.add(place, text, outline, columns, word_places=lambda _: place)


def _flat(place: Place, outline: Json) -> list[Any]:
    """Return points, or a box, as a flat list."""
    given = _listed(place, outline)
    if len(given) == _BOX and not any(isinstance(one, list) for one in given):
        x0, y0, x1, y1 = given
        return [x0, y0, x1, y0, x1, y1, x0, y1]
    if not all(isinstance(point, list) for point in given):
        raise place.error("an outline is points [x, y]")
    return [number for point in given for number in point]


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
    return made.replace(lines=made.lines.move(matrix), angle=float(geometry.fold(angle)))


def _way_back(angle: int, width: float, height: float) -> npt.NDArray[np.float64]:
    """Return the matrix that brings a scan of a size back that was turned counter-clockwise."""
    across, down = {
        90: ((0, -1, width), (1, 0, 0)),
        180: ((-1, 0, width), (0, -1, height)),
        270: ((0, 1, 0), (-1, 0, height)),
    }[angle]
    return np.array([across, down, (0, 0, 1)], np.float64)

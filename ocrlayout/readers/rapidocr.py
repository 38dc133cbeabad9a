"""The local engine's answer, as :mod:`ocrlayout.engines.rapidocr` writes it; and RapidOCR's own JSON.

==========================================  ========================================================
``{"engine": "rapidocr", "pages": […]}``    ours: lines and words with polygons and scores, page sizes
``[{"box": …, "txt": …, "score": …}]``      ``to_json()`` of RapidOCR: one page of lines without words
==========================================  ========================================================

Kept: text, polygons, scores as confidences, page numbers, sizes and units, versions. There is no
angle, no language and nothing about handwriting. A page of RapidOCR's own JSON has no size: it is
taken from `sizes`, else from the extent of its text; its lines have one word each.
"""

from typing import Any

from ocrlayout.errors import ReadError
from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _pages, _rows

PROVIDER = "rapidocr"


def accepts(payload: Any) -> bool:
    """Tell whether a payload is one of these."""
    if isinstance(payload, list):
        return (
            bool(payload) and isinstance(payload[0], dict) and {"box", "txt"} <= payload[0].keys()
        )
    return isinstance(payload, dict) and payload.get("engine") == "rapidocr"


def read(payload: Any, *, sizes: list[tuple[float, float]] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict or list
        Parsed JSON.
    sizes : list of (width, height), optional
        Page sizes in pixels, used where the payload has none.

    Returns
    -------
    Document

    Raises
    ------
    ReadError
        Something in it is not what the engine writes; the message says where.

    Examples
    --------
    >>> line = {"box": [[0, 0], [40, 0], [40, 10], [0, 10]], "txt": "dog", "score": 0.9}
    >>> read([line])[0].lines.text
    ('dog',)
    """
    if isinstance(payload, list):
        return Document((_bare(payload, _pages.given(sizes, 0, PROVIDER)),), Origin(PROVIDER))
    _rows.needed(payload, ("pages",), "an answer", "", PROVIDER)
    pages = _rows.items(payload.get("pages"), "pages", PROVIDER)
    made = [
        _page(page, f"pages[{index}]", index + 1, _pages.given(sizes, index, PROVIDER))
        for index, page in enumerate(pages)
    ]
    version = _rows.text(payload.get("version"), "version", PROVIDER)
    return Document(
        tuple(made), Origin(PROVIDER, version, _rows.text(payload.get("model"), "model", PROVIDER))
    )


def _page(page: dict[str, Any], where: str, default: int, size: tuple[float, float] | None) -> Page:
    rows = _rows.Rows(PROVIDER, where)
    for index, line in enumerate(_rows.items(page.get("lines"), f"{where}.lines", PROVIDER)):
        place = f"{where}.lines[{index}]"
        words = []
        for row, word in enumerate(_rows.items(line.get("words"), f"{place}.words", PROVIDER)):
            _rows.needed(word, ("text",), "a word", f"{place}.words[{row}]", PROVIDER)
            words.append(_piece(word, f"{place}.words[{row}]"))
        if not words:
            _rows.needed(line, ("text",), "a line", place, PROVIDER)
        text, polygon, score = _piece(line, place)
        rows.add(text, polygon, words or [(text, polygon, score)], place=place)
    number = _pages.page_number(page.get("page"), f"{where}.page", PROVIDER, default)
    return _pages.made(page, rows.lines(), where, PROVIDER, number=number, size=size)


def _piece(piece: dict[str, Any], place: str) -> tuple[str, Any, float]:
    """Take the text, polygon and score of a line or a word."""
    return (
        _rows.text(piece.get("text"), f"{place}.text", PROVIDER),
        piece.get("polygon"),
        _rows.confidence(piece.get("score"), f"{place}.score", PROVIDER),
    )


def _bare(lines: list[Any], size: tuple[float, float] | None) -> Page:
    """Make a page of RapidOCR's own JSON."""
    rows = _rows.Rows(PROVIDER, "")
    for index, line in enumerate(_rows.items(lines, "", PROVIDER)):
        place, box = f"[{index}]", line.get("box")
        _rows.needed(line, ("txt",), "a line", place, PROVIDER)
        text = _rows.text(line.get("txt"), f"{place}.txt", PROVIDER)
        if not isinstance(box, list) or not all(isinstance(corner, list) for corner in box):
            raise ReadError("a box is four corners [x, y]", provider=PROVIDER, where=f"{place}.box")
        polygon = [value for corner in box for value in corner]
        score = _rows.confidence(line.get("score"), f"{place}.score", PROVIDER)
        rows.add(text, polygon, [(text, polygon, score)], place=place)
    return _pages.made({}, rows.lines(), "", PROVIDER, number=1, size=size)

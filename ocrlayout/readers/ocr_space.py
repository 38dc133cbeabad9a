"""OCR.space: ``ParsedResults`` of its API, one a page, with and without an overlay.

Kept: lines, words, boxes; where no overlay was asked for (``isOverlayRequired``), the lines of
``ParsedText``, without places. There are no confidences. The answer does not say the size of the
page: it is taken from `sizes`, else from the extent of the text.

Choices:

* Lines have no box but a top and a height: theirs is that of their words. Where a line has no
  ``LineText``, it is its words.
* With an overlay, ``ParsedText`` is not looked at: it is the same text, with ``isTable`` in rows.
* Where ``TextOrientation`` is not 0 the service turned the page before it read it. Which way is not
  documented: boxes stay those of the turned page, and a note says so. Such an answer fits a scan
  that is upright.
* A page that failed is left out with a note, and the pages beside it keep their numbers. Where no
  page was read, it is the error of the whole answer.

Not kept: ``SearchablePDFURL``, times.
"""

import logging
from typing import Any

from ocrlayout.errors import OcrFailed
from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _pages
from ocrlayout.readers._around import filled
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import UNKNOWN, Item, Json, Place, shorten

PROVIDER = "ocr_space"
RECORDED = False  # made after the service's documentation
_RESULTS = "ParsedResults"
_READ = "1"  # the exit code of a page that was read; it comes as a number and as text
_UPRIGHT = ("", "0")  # degrees: the service did not turn the page
_log = logging.getLogger(__name__)


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    if not isinstance(payload, dict):
        return False
    return "OCRExitCode" in payload and (_RESULTS in payload or "IsErroredOnProcessing" in payload)


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict
        Parsed JSON.
    sizes : list of (width, height), optional
        Sizes of the pages in pixels, which the payload does not say.

    Returns
    -------
    Document

    Raises
    ------
    OcrFailed
        No page was read.
    ReadError
        Something in it is not what the service documents; the message says where.

    Examples
    --------
    >>> word = {"WordText": "dog", "Left": 10, "Top": 5, "Width": 30, "Height": 10}
    >>> result = {"TextOverlay": {"Lines": [{"Words": [word]}]}, "FileParseExitCode": 1}
    >>> page = read({"ParsedResults": [result], "OCRExitCode": 1})[0]
    >>> page.lines.text, page.lines.polygon[0, 2].tolist()
    (('dog',), [40.0, 15.0])
    """
    top = Place(PROVIDER)
    results = [*top.each(payload, _RESULTS)]
    pages = []
    for index, (at, result) in enumerate(results):
        if _code(result, "FileParseExitCode") in ("", _READ):
            pages.append(_page(at, result, index, _pages.given(sizes, index, PROVIDER)))
        else:
            _log.info("the service failed on page %d: %s", index + 1, _reason(result, payload))
    if not pages and (results or payload.get("IsErroredOnProcessing")):
        place, item = results[0] if results else (top, payload)
        raise _failed(place, item, payload)
    return Document(pages, Origin(PROVIDER))


def _code(item: Item, name: str) -> str:
    """Return an exit code or an angle, which come as numbers and as text; ``""`` where absent."""
    value = item.get(name)
    return str(value) if type(value) in (int, str) else ""


def _failed(place: Place, item: Item, payload: Item) -> OcrFailed:
    """Make the error of an answer without pages, in the service's words."""
    message = f"the service reports an error in place of a result: {_reason(item, payload)}"
    code = _code(item, "FileParseExitCode") or _code(payload, "OCRExitCode")
    return OcrFailed(message, provider=PROVIDER, where=str(place), code=code)


def _reason(item: Item, payload: Item) -> str:
    given = (item.get("ErrorMessage"), payload.get("ErrorMessage"), item.get("ErrorDetails"))
    return shorten(next(filter(None, map(_sentence, given)), "the service gave no reason"))


def _sentence(message: Json) -> str:
    """Return a message of the service, which comes as text, as a list of texts, or as null."""
    parts = message if isinstance(message, list) else [message]
    return " ".join(part for part in parts if isinstance(part, str)).strip()


def _page(place: Place, result: Item, index: int, size: Size | None) -> Page:
    place.needed(result, ("TextOverlay", "ParsedText"), "a page")
    lines, at = LineBuilder(), place / "TextOverlay"
    for one, line in at.each(at.object(result.get("TextOverlay") or {}), "Lines"):
        _add_line(lines, one, line)
    if not lines.text:
        _add_text(lines, place / "ParsedText", place.text(result, "ParsedText"))
    _tell_if_turned(_code(result, "TextOrientation"), index + 1)
    return _pages.made(place, {}, filled(lines.lines()), number=index + 1, size=size)


def _tell_if_turned(degrees: str, page: int) -> None:
    if degrees not in _UPRIGHT:
        told = "the service turned page %d (TextOrientation %s); its boxes are of the turned page"
        _log.info(told, page, shorten(degrees))


def _add_line(lines: LineBuilder, place: Place, line: Item) -> None:
    place.needed(line, ("LineText", "Words"), "a line")
    words = [_word(at, word) for at, word in place.each(line, "Words")]
    columns = WordColumns(*zip(*words, strict=True)) if words else WordColumns()
    places = (place / "Words").__truediv__
    lines.add(place, place.text(line, "LineText"), None, columns, word_places=places)


def _word(place: Place, word: Item) -> tuple[str, list[float], float]:
    place.needed(word, ("WordText",), "a word")
    x, y, w, h = (place.number(word, name) for name in ("Left", "Top", "Width", "Height"))
    return place.text(word, "WordText"), [x, y, x + w, y, x + w, y + h, x, y + h], UNKNOWN


def _add_text(lines: LineBuilder, place: Place, text: str) -> None:
    """Add lines of a text that has no places."""
    for line in filter(str.strip, text.splitlines()):
        words: list[str] = line.split()
        nowhere: list[Any] = [None] * len(words)
        lines.add(place, line.strip(), None, WordColumns(words, nowhere, nowhere))

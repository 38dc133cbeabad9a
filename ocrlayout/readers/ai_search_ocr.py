"""Azure AI Search, the OCR skill: ``layoutText`` of the images that an indexer found in a document.

A ``layoutText``, what holds one or a list of them (a record of a skill's ``values``, an image of
``normalized_images``), or a list of these; in an index a ``layoutText`` is JSON as text.

Kept: lines, words, the language, sizes and page numbers of images. It does not say confidences.

Choices:

* Words stand beside the lines: each line takes those that come next and cover its text. A line that
  they do not cover is one word, and words between two lines are lines of their own.
* The page is the normalized image: the scan turned upright as its metadata says, as it is opened
  here too, and often made smaller. Without its size a page gets it from `sizes`, else from the
  extent of its text.
* Images are numbered in their order; several of one page are pages of their own. Images and records
  without a ``layoutText`` are left out.

Not kept: the plain text beside, tags and captions of images, where an image stands on its page.
"""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ocrlayout.model import Document, Lines, Origin, Page
from ocrlayout.readers import _pages, _vertices
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item, Json, Place, shorten

PROVIDER = "ai_search_ocr"
_LAYOUT = "layoutText"
_IMAGES = "normalized_images"
_RECORDS = "values"
_BARE = {"text", "lines", "words"}
_AHEAD = 200  # words that are looked at to find where a line begins again
_UNKNOWN_LANGUAGE = "unk"


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    if isinstance(payload, list):
        return bool(payload) and isinstance(payload[0], dict) and accepts(payload[0])
    if not isinstance(payload, dict):
        return False
    if _LAYOUT in payload or _is_bare(payload):
        return True
    images, records = (payload.get(name) for name in (_IMAGES, _RECORDS))
    return _has_layout(images) or _has_layout([*_data(records)])


def _has_layout(items: Json) -> bool:
    found = items if isinstance(items, list) else ()
    return any(isinstance(one, dict) and _LAYOUT in one for one in found)


def _data(records: Json) -> Iterator[Json]:
    for one in records if isinstance(records, list) else ():
        yield one.get("data") if isinstance(one, dict) else None


def _is_bare(payload: Item) -> bool:
    """Return whether an object is a ``layoutText``: words beside lines, not in them."""
    if not payload.keys() >= _BARE or not isinstance(payload["text"], str):
        return False
    return all(isinstance(payload[name], list) for name in ("lines", "words"))


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict or list
        Parsed JSON.
    sizes : list of (width, height), optional
        Page sizes in pixels, used where the payload does not say.

    Returns
    -------
    Document

    Raises
    ------
    ReadError
        Something in it is not what the skill documents; the message says where.

    Examples
    --------
    >>> box = [{"x": 0, "y": 0}, {"x": 9, "y": 0}, {"x": 9, "y": 4}, {"x": 0, "y": 4}]
    >>> piece = {"text": "dog", "boundingBox": box}
    >>> read({"language": "en", "text": "dog", "lines": [piece], "words": [piece]})[0].lines.text
    ('dog',)
    """
    found = [*_layouts(Place(PROVIDER), payload, {})]
    if not found:
        raise Place(PROVIDER).error(f"no layoutText in it{_reasons(payload)}")
    pages = [
        _page(one, index + 1, _pages.given(sizes, index, PROVIDER))
        for index, one in enumerate(found)
    ]
    return Document(pages, Origin(PROVIDER))


class _Layout(NamedTuple):
    """A ``layoutText``, where it stands, and what is said of its image."""

    place: Place
    item: Item
    image: Item


def _layouts(place: Place, payload: Json, image: Item) -> Iterator[_Layout]:
    """Yield every ``layoutText`` in a payload."""
    if isinstance(payload, str):
        payload = _parsed(place, payload)
    if isinstance(payload, list):
        for index, one in enumerate(payload):
            yield from _layouts(place / index, one, image)
        return
    item = place.object(payload)
    if _LAYOUT in item:
        yield from _layouts(place / _LAYOUT, item[_LAYOUT] or [], item)
    elif _IMAGES in item:
        for at, one in place.each(item, _IMAGES):
            yield from _layouts(at, one, image) if _LAYOUT in one else ()
    elif _RECORDS in item:
        for at, one in place.each(item, _RECORDS):
            data = (at / "data").object(one.get("data") or {})
            yield from _layouts(at / "data", data, image) if _LAYOUT in data else ()
    else:
        place.needed(item, ("lines",), "a layoutText")
        yield _Layout(place, item, image)


def _parsed(place: Place, text: str) -> Json:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise place.error(f"expected JSON as text, found {shorten(text)}") from None


def _reasons(payload: Json) -> str:
    """Return what the records of a skill report in place of a result."""
    records = payload.get(_RECORDS) if isinstance(payload, dict) else None
    errors = [one.get("errors") for one in records or () if isinstance(one, dict)]
    return f": the skill reports {shorten(errors)}" if any(errors) else ""


def _page(layout: _Layout, number: int, size: Size | None) -> Page:
    place, lines = layout.place, _Lines(layout.place, layout.item)
    frame = {name: layout.image.get(name) for name in ("width", "height")}
    return _pages.made(place, frame, lines.gathered(), number=number, size=size)


class _Lines:
    """The lines of a page while they take the words that stand beside them."""

    def __init__(self, place: Place, layout: Item) -> None:
        self._place = place
        language = place.text(layout, "language")
        self._language = "" if language == _UNKNOWN_LANGUAGE else language
        self._lines, self._words = place.items(layout, "lines"), place.items(layout, "words")
        self._texts = [at.text(word, "text") for at, word in place.each(layout, "words")]
        at = place / "words"
        self._boxes = _vertices.flats(self._words, "boundingBox", at.__truediv__)
        self._builder = LineBuilder()
        self._next = 0  # the word that no line has taken

    def gathered(self) -> Lines:
        """Return the lines with their words."""
        at = self._place / "lines"
        boxes = _vertices.flats(self._lines, "boundingBox", at.__truediv__)
        has_all = True
        for row, line in enumerate(self._lines):
            (at / row).needed(line, ("text",), "a line")
            text = (at / row).text(line, "text")
            start, end = self._taken(text)
            if has_all and end > start:
                self._add_alone(start)
            has_all = end > start
            self._add(at / row, text, boxes[row], start, end)
            self._next = end
        if has_all:
            self._add_alone(len(self._texts))
        return self._builder.lines()

    def _taken(self, text: str) -> tuple[int, int]:
        """Return which words cover a text, from the first of them; none where none do."""
        last = min(self._next + _AHEAD, len(self._texts))
        for start in range(self._next, last):
            end = _covered(text, self._texts, start)
            if end > start:
                return start, end
        return self._next, self._next

    def _add_alone(self, end: int) -> None:
        """Make lines of the words that stand before one and in none."""
        for row in range(self._next, end):
            place, text = self._place / "words" / row, self._texts[row]
            if text.strip():
                self._add(place, text, self._boxes[row], row, row + 1)

    def _add(self, place: Place, text: str, box: Json, start: int, end: int) -> None:
        words = WordColumns(self._texts[start:end], self._boxes[start:end], [None] * (end - start))
        if start == end:
            words = WordColumns([text], [box], [None])
        at = self._place / "words"
        places = (lambda row: at / (start + row)) if end > start else (lambda _: place)
        self._builder.add(place, text, box, words, word_places=places, language=self._language)


def _covered(text: str, words: Sequence[str], start: int) -> int:
    """Return past which word those from `start` on cover a text; `start` where they do not.

    Examples
    --------
    >>> _covered("dog days", ["hot", "dog", "days", "now"], 1)
    3
    """
    rest = "".join(text.split())
    at, row = 0, start
    while at < len(rest) and row < len(words):
        word = "".join(words[row].split())
        if not rest.startswith(word, at):
            return start
        at, row = at + len(word), row + 1
    return row if at == len(rest) > 0 else start

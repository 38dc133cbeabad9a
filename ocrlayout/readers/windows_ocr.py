"""Windows OCR: a dump of ``OcrResult`` (Windows.Media.Ocr), of winocr, PowerShell, C#, JavaScript.

``lines`` of ``words`` with a ``bounding_rect``, in any spelling: ``BoundingRect``,
``boundingRect``.

Kept: lines, words, boxes, the angle of the text. There are no confidences. The answer does not say
the size of the page: it is taken from `sizes`, else from the extent of the text.

Choices:

* Lines have no box: theirs is that of their words.
* Boxes are of the page turned upright about its center, by ``text_angle`` where there is one. With
  a size from `sizes` they are turned back into the scan; without it they stay as they are, and the
  page is upright.
"""

from ocrlayout import geometry
from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _pages
from ocrlayout.readers._around import filled
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import UNKNOWN, Item, Json, Place

PROVIDER = "windows_ocr"
RECORDED = False  # made after the library's source


class _AnyPlace(Place):
    """A place whose names are spelled in any of the three ways."""

    __slots__ = ()

    def key(self, item: Item, name: str) -> str:
        """Return the key of an object that is a name, whatever its capitals and underscores."""
        if name in item:
            return name
        return next((key for key in item if str(key).replace("_", "").lower() == name), name)


_TOP = _AnyPlace(PROVIDER)


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    if not isinstance(payload, dict):
        return False
    lines = _TOP.get(payload, "lines")
    if not isinstance(lines, list):
        return False
    if not lines:
        return _TOP.key(payload, "textangle") in payload
    words = _TOP.get(lines[0], "words") if isinstance(lines[0], dict) else None
    word = words[0] if isinstance(words, list) and words else None
    return isinstance(word, dict) and isinstance(_TOP.get(word, "boundingrect"), dict)


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict
        Parsed JSON.
    sizes : list of (width, height), optional
        Size of the page in pixels, which the payload does not say.

    Returns
    -------
    Document

    Raises
    ------
    ReadError
        Something in it is not what Windows returns; the message says where.

    Examples
    --------
    >>> word = {"text": "dog", "bounding_rect": {"x": 1, "y": 2, "width": 30, "height": 10}}
    >>> read({"lines": [{"text": "dog", "words": [word]}]})[0].lines.text
    ('dog',)
    """
    lines = LineBuilder()
    for at, line in _TOP.each(payload, "lines"):
        _add_line(lines, at, line)
    size = _pages.given(sizes, 0, PROVIDER)
    page = _pages.made(_TOP, {}, filled(lines.lines()), size=size)
    turned = _TOP.number(payload, "textangle", 0.0)
    return Document([_turned_back(page, turned, size) if turned else page], Origin(PROVIDER))


def _turned_back(page: Page, angle: float, size: Size | None) -> Page:
    """Turn a page that Windows turned upright back into the scan; without a size it stays so."""
    if size is None:
        return page.replace(angle=0.0)
    matrix = geometry.rotation(angle, (size[0] / 2, size[1] / 2))
    return page.replace(lines=page.lines.move(matrix), angle=float(geometry.fold(angle)))


def _add_line(lines: LineBuilder, place: _AnyPlace, line: Item) -> None:
    place.needed(line, (place.key(line, "text"), place.key(line, "words")), "a line")
    words = [_word(at, word) for at, word in place.each(line, "words")]
    columns = WordColumns(*zip(*words, strict=True)) if words else WordColumns()
    lines.add(place, place.text(line, "text"), None, columns)


def _word(place: Place, word: Item) -> tuple[str, list[float], float]:
    place.needed(word, (place.key(word, "text"),), "a word")
    at = place.at(word, "boundingrect")
    box = at.object(place.get(word, "boundingrect"))
    x, y, width, height = (at.number(box, name) for name in ("x", "y", "width", "height"))
    right, bottom = x + width, y + height
    return place.text(word, "text"), [x, y, right, y, right, bottom, x, bottom], UNKNOWN

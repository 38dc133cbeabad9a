"""EasyOCR 1: what ``readtext()`` returns, as JSON.

===================================================  =========================================
``[[box, text, score], …]``                          ``output_format="standard"``
``[[box, text], …]``                                 the same with ``paragraph=True``
``[{"boxes": box, "text": …, "confident": …}, …]``   ``"dict"``; ``"json"``, whose items are texts
===================================================  =========================================

Kept: lines of one word each, their outlines and scores. The answer does not say the size of the
page: it is taken from `sizes`, else from the extent of the text.
"""

import json
from typing import Any

from ocrlayout.model import Document, Origin
from ocrlayout.readers import _pages
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item, Json, Place, shorten

PROVIDER = "easyocr"
BLANK_LISTS = True  # a page without text is a list of nothing, which could be anybody's
RECORDED = False  # made after the library's source
_NAMES = ("boxes", "text", "confident")
_JSON = '{"boxes":'  # how an item begins that is JSON as text


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    if not isinstance(payload, list) or not payload:
        return False
    first = payload[0]
    if isinstance(first, dict):
        return first.keys() >= {*_NAMES}
    if isinstance(first, str):
        return first.startswith(_JSON)
    return _is_row(first)


def _is_row(item: Json) -> bool:
    """Return whether an item is ``[box, text, score]``, or the same without a score."""
    if not isinstance(item, list) or len(item) not in (2, 3) or not isinstance(item[0], list):
        return False
    return isinstance(item[1], str) and all(isinstance(point, list) for point in item[0])


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : list
        Parsed JSON.
    sizes : list of (width, height), optional
        Size of the page in pixels, which the payload does not say.

    Returns
    -------
    Document

    Raises
    ------
    ReadError
        Something in it is not what the library returns; the message says where.

    Examples
    --------
    >>> box = [[0, 0], [40, 0], [40, 10], [0, 10]]
    >>> read([[box, "dog", 0.9]])[0].lines.text
    ('dog',)
    """
    place = Place(PROVIDER)
    lines = LineBuilder()
    for row, item in enumerate(payload):
        at = place / row
        found = _named(at, item)
        at.needed(found, ("text",), "a line")
        text, outline = at.text(found, "text"), _flat(at, found)
        words = WordColumns([text], [outline], [at.confidence(found, "confident")])
        lines.add(at, text, outline, words if text.strip() else WordColumns())
    page = _pages.made(place, {}, lines.lines(), size=_pages.given(sizes, 0, PROVIDER))
    return Document([page], Origin(PROVIDER))


def _named(place: Place, item: Json) -> Item:
    """Return an item by its names."""
    if isinstance(item, str):
        try:
            item = json.loads(item)
        except (ValueError, RecursionError):
            raise place.error(f"expected JSON as text, found {shorten(item)}") from None
    if isinstance(item, list):
        if not _is_row(item):
            raise place.error(f"a line is [box, text, score], found {shorten(item)}")
        return dict(zip(_NAMES, item, strict=False))
    return place.object(item)


def _flat(place: Place, item: Item) -> list[Any]:
    points = item.get("boxes")
    if not isinstance(points, list) or not all(isinstance(point, list) for point in points):
        raise (place / "boxes").error("a box is four corners [x, y]")
    return [number for point in points for number in point]

"""Apple Vision: what ocrmac's ``recognize()`` returns, as JSON.

=====================================  ========================================================
``[[text, score, [x, y, w, h]], …]``   shares of the page, y from below: Vision and LiveText
``[[text, score, [l, t, r, b]], …]``   ``recognize(px=True)``: pixels, from the top
=====================================  ========================================================

Kept: lines of one word each, their boxes and scores, of which Vision has three: 0.3, 0.5 and 1. The
answer does not say the size of the page. It comes from `sizes`; without them a page in shares is
1 × 1 without a unit, and one in pixels as large as its text.
"""

from collections.abc import Sequence

from ocrlayout import geometry
from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _pages
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item, Json, Place, is_number, shorten

PROVIDER = "apple_vision"
BLANK_LISTS = True  # a page without text is a list of nothing, which could be anybody's
RECORDED = False  # made after the library's source
_MOST = 2.0  # a share of a page is at most 1 and something; a page of two pixels has no text
_SIDES = ("x", "y", "width", "height")


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    return isinstance(payload, list) and bool(payload) and _is_row(payload[0])


def _is_row(item: Json) -> bool:
    """Return whether an item is ``[text, score, [four numbers]]``."""
    if not isinstance(item, (list, tuple)) or len(item) != 3 or not isinstance(item[0], str):
        return False
    box = item[2]
    return isinstance(box, (list, tuple)) and len(box) == len(_SIDES) and all(map(is_number, box))


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
    >>> page = read([["dog", 1.0, [0.25, 0.5, 0.5, 0.25]]], sizes=[(400, 200)])[0]
    >>> page.lines.text, geometry.boxes(page.lines.polygon[0]).tolist()
    (('dog',), [100.0, 50.0, 300.0, 100.0])
    """
    place = Place(PROVIDER)
    boxes = [_box(place / row, item) for row, item in enumerate(payload)]
    in_pixels = any(max(map(abs, box)) > _MOST for box in boxes)
    lines = LineBuilder()
    for row, box in enumerate(boxes):
        corners = _corners(box if in_pixels else _from_above(box))
        _add_line(lines, place / row, payload[row], corners)
    size = _pages.given(sizes, 0, PROVIDER)
    return Document([_page(place, lines, size, in_pixels=in_pixels)], Origin(PROVIDER))


def _add_line(lines: LineBuilder, place: Place, item: Json, corners: list[float]) -> None:
    text = item[0]
    words = WordColumns([text], [corners], [(place / 1).certain(item[1])])
    lines.add(place, text, corners, words if text.strip() else WordColumns())


def _page(place: Place, lines: LineBuilder, size: Size | None, *, in_pixels: bool) -> Page:
    if in_pixels:
        return _pages.made(place, {}, lines.lines(), size=size)
    width, height = size or (1.0, 1.0)
    frame = {"width": width, "height": height}
    page = _pages.made(place, frame, lines.lines().move(geometry.scaling(width, height)))
    return page if size else page.replace(unit="")


def _box(place: Place, item: Json) -> list[float]:
    if not _is_row(item):
        raise place.error(f"a line is [text, score, [x, y, width, height]], found {shorten(item)}")
    sides: Item = dict(zip(_SIDES, item[2], strict=True))
    return [(place / 2).number(sides, name) for name in _SIDES]


def _from_above(box: Sequence[float]) -> list[float]:
    """Return left, top, right, bottom of x, y, width, height, whose y is counted from below."""
    x, y, width, height = box
    return [x, 1 - y - height, x + width, 1 - y]


def _corners(box: Sequence[float]) -> list[float]:
    x0, y0, x1, y1 = box
    return [x0, y0, x1, y0, x1, y1, x0, y1]

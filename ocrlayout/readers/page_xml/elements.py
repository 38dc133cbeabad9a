"""Elements of PAGE XML of every version: their names, attributes, points and texts."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ocrlayout.readers import _markup
from ocrlayout.readers._boxes import clockwise
from ocrlayout.readers._markup import Element
from ocrlayout.readers._payload import UNKNOWN, Place

__all__ = [
    "Text",
    "attribute",
    "chosen",
    "custom",
    "grouped",
    "name_of",
    "named",
    "numbers_of",
    "outline",
    "outline_of",
    "points_of",
    "text_of",
]

_NAMES = 1000  # that are remembered; a file has some 30
_CUSTOM = re.compile(r"([\w-]+)\s*\{([^{}]*)\}")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


@lru_cache(_NAMES)
def _plain(tag: object) -> str:
    return tag.rpartition("}")[2].replace("_", "").lower() if isinstance(tag, str) else ""


def name_of(element: Element) -> str:
    """Return the name of an element, of whatever version: ``textregion``; ``""`` of comments."""
    return _plain(element.tag)


def named(element: Element, name: str) -> Iterator[Element]:
    """Yield the children of a name."""
    return (child for child in element.iterchildren() if name_of(child) == name)


def grouped(element: Element) -> dict[str, list[Element]]:
    """Return the children of an element by their names; a name that is missing has none."""
    found: dict[str, list[Element]] = defaultdict(list)
    for child in element:
        found[name_of(child)].append(child)
    return found


def attribute(element: Element, *names: str) -> str:
    """Return the first of some attributes that is there; ``""`` without."""
    return next(filter(None, map(element.get, names)), "").strip()


def custom(element: Element, kind: str, name: str) -> str:
    r"""Return a value of ``custom="structure {type:heading;}"``; ``""`` without.

    Values hold characters as ``\u0020``.
    """
    for found in _CUSTOM.finditer(element.get("custom") or ""):
        pairs = (part.partition(":") for part in found[2].split(";") if found[1] == kind)
        for key, _, value in pairs:
            if key.strip() == name:
                return _ESCAPE.sub(lambda code: chr(int(code[1], 16)), value).strip()
    return ""


def points_of(place: Place, element: Element) -> list[float] | None:
    """Return the outline of an element as a flat list, clockwise as seen; None without one.

    Two points are opposite corners of a box.
    """
    return outline(place, [*named(element, "coords")])


def outline(place: Place, found: Sequence[Element]) -> list[float] | None:
    """Return the outline that ``Coords`` give; see :func:`points_of`."""
    if not found:
        return None
    coords = found[0]
    text = coords.get("points")
    if text is None:  # before 2013
        points = named(coords, "point")
        text = " ".join(f"{one.get('x') or ''},{one.get('y') or ''}" for one in points)
    return outline_of(numbers_of(place, coords, text))


def outline_of(found: list[float]) -> list[float] | None:
    """Return the outline of points, clockwise as seen; None of a single one."""
    if len(found) == 4:
        (x0, x1), (y0, y1) = sorted(found[::2]), sorted(found[1::2])
        return [x0, y0, x1, y0, x1, y1, x0, y1]
    return clockwise(found) if len(found) > 4 else None


def numbers_of(place: Place, element: Element, text: str) -> list[float]:
    """Take the points of an outline or of a line, which stand in an element."""
    found = _markup.quick_numbers(text)
    if found is None or len(found) % 2:
        at = _markup.line_place(place, element) / "points"
        count = len(_markup.numbers(at, text))
        raise at.error(f"expected x and y of points, found {count} numbers")
    return found


class Text(NamedTuple):
    """A text, and how sure it is; NaN where that is not known."""

    text: str = ""
    confidence: float = UNKNOWN


def text_of(place: Place, element: Element) -> Text:
    """Return the text of an element: of several readings that with the lowest index."""
    return chosen(place, [*named(element, "textequiv")])


def chosen(place: Place, readings: Sequence[Element]) -> Text:
    """Return the text of some readings; see :func:`text_of`."""
    if not readings:
        return Text()
    best = readings[0]
    if len(readings) > 1:
        best = min(readings, key=lambda one: _number(place, one, "index", 0.0))
    unicode = next(named(best, "unicode"), None)
    text = _text_in(unicode) if unicode is not None else ""
    return Text(text.strip(), _number(place, best, "conf", UNKNOWN))


def _text_in(element: Element) -> str:
    return "".join(element.itertext()) if len(element) else element.text or ""


def _number(place: Place, element: Element, name: str, default: float) -> float:
    text = element.get(name)
    if not text:
        return default
    return _markup.numbers(_markup.line_place(place, element) / name, text, 1)[0]

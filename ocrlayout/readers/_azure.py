"""What Azure's services have in common: two spellings of a key, the state of a job, a page's frame, points.

The wire has camelCase keys, the SDKs' dumps the same in snake_case, often with every absent value as None and with
enumerations spelt out (``"LengthUnit.PIXEL"``).
"""

import re
from functools import cache
from typing import Any

import numpy as np

from ocrlayout import geometry
from ocrlayout.errors import ReadError
from ocrlayout.model import Lines, Page
from ocrlayout.readers import _rows

WAITING = ("notstarted", "running")
STOPPED = (*WAITING, "failed", "canceled", "cancelled", "skipped")
STATES = (*STOPPED, "succeeded")
_UNITS = ("pixel", "inch", "")


def pick(item: dict[str, Any], name: str, default: Any = None) -> Any:
    """Take a value by its camelCase name, or by the same in snake_case; None counts as absent.

    Examples
    --------
    >>> pick({"page_number": 3}, "pageNumber")
    3
    """
    value = item.get(name)
    if value is None:
        value = item.get(_snake(name))
    return default if value is None else value


@cache
def _snake(name: str) -> str:
    return re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), name)


def key_of(item: dict[str, Any], name: str) -> str:
    """Tell which spelling of a name an object has, for the path in a message."""
    return name if name in item or _snake(name) not in item else _snake(name)


def state(payload: dict[str, Any]) -> str:
    """Spell the status one way.

    Examples
    --------
    >>> state({"status": "Not Started"}), state({"status": "OperationStatusCodes.not_started"})
    ('notstarted', 'notstarted')
    """
    status = payload.get("status")
    return plain(re.sub(r"[\s_]", "", status)) if isinstance(status, str) else ""


def plain(word: str) -> str:
    """Take the last part of an enumeration's name, in lower case: ``"LengthUnit.PIXEL"`` is ``"pixel"``."""
    return word.rpartition(".")[2].lower()


def stopped(payload: dict[str, Any]) -> bool:
    """Tell whether a body says that its job is not done, or did not succeed."""
    return state(payload) in STOPPED


def results(payload: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Find the object that holds the results, ``analyzeResult`` or the payload itself, and its path."""
    inner = pick(payload, "analyzeResult")
    return (f"{key_of(payload, 'analyzeResult')}.", inner) if isinstance(inner, dict) else ("", payload)


def has_spans(result: dict[str, Any]) -> bool:
    """Tell whether results are those of Document Intelligence: pages of words and lines, joined by spans.

    Pages of Read beside them come first; an empty list of them does not hide pages that there are.
    """
    rival = pick(result, "readResults")
    if "pages" not in result or not (rival is None or (not rival and result["pages"])):
        return False
    return any(pick(result, name) is not None for name in ("apiVersion", "modelId", "content"))


def label(value: Any) -> str:
    """Take a version or a model's name as it may be kept; what is no text is not kept.

    Examples
    --------
    >>> label("3.2.0"), label(None)
    ('3.2.0', '')
    """
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def flat(polygon: Any) -> Any:
    """Turn a polygon of points ``{x, y}`` into a flat list; all else stays as it is.

    Examples
    --------
    >>> flat([{"x": 1, "y": 2}, {"x": 3, "y": 4}])
    [1, 2, 3, 4]
    """
    if type(polygon) is not list or not polygon or type(polygon[0]) is not dict:
        return polygon
    if not all(isinstance(point, dict) for point in polygon):
        return polygon
    return [point.get(axis) for point in polygon for axis in "xy"]


def flats(polygons: list[Any]) -> list[Any]:
    """Turn a column of polygons into flat ones, as :func:`flat` does each."""
    first = next((polygon for polygon in polygons if polygon), None)
    points = isinstance(first, list) and isinstance(first[0], dict)
    return [flat(polygon) for polygon in polygons] if points else polygons


def made(
    page: dict[str, Any], lines: Lines, where: str, provider: str, *, number: Any, size: Any = None, **columns: Any
) -> Page:
    """Put a page together: its lines, and the frame that the payload tells of.

    Parameters
    ----------
    page : dict
        Its ``width``, ``height``, ``unit`` and ``angle`` are looked at.
    lines : Lines
    where : str
        Path of the page inside the payload.
    provider : str
    number : int
        From 1.
    size : (width, height), optional
        Used where the page has none; without it, the extent of the text is.
    **columns
        Other attributes of the page.
    """
    prefix = f"{where}." if where else ""
    width, height = (_length(page, name, prefix, provider) for name in ("width", "height"))
    if not (width > 0 and height > 0):
        corners = geometry.extent(np.concatenate([lines.polygon, lines.words.polygon]))[2:]
        width, height = (float(side) for side in (size if size is not None else np.maximum(corners, 1.0)))
    unit = plain(_rows.text(page.get("unit"), f"{prefix}unit", provider))
    if unit not in _UNITS:
        shown = _rows.shorten(page["unit"])
        raise ReadError(f"a page's unit is pixel or inch, found {shown}", provider=provider, where=f"{prefix}unit")
    angle = columns.pop("angle", None)
    if angle is None:
        angle = float(geometry.fold(_rows.number(page.get("angle"), f"{prefix}angle", provider)))
    return Page(number, width, height, unit or ("" if np.isnan(width) else "pixel"), angle, lines, **columns)


def _length(page: dict[str, Any], name: str, prefix: str, provider: str) -> float:
    length = _rows.number(page.get(name), f"{prefix}{name}", provider, 0.0)
    if length < 0:
        raise ReadError(f"a page's {name} is not negative, found {length}", provider=provider, where=f"{prefix}{name}")
    return length


def page_number(value: Any, place: str, provider: str, default: int) -> int:
    """Take a page number, from 1; None is `default`."""
    number = _rows.number(value, place, provider, float(default))
    if number != int(number) or number < 1:
        raise ReadError(f"pages are numbered from 1, found {_rows.shorten(value)}", provider=provider, where=place)
    return int(number)

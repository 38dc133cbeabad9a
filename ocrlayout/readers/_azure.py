"""What Azure's services have in common: two spellings of a key, the state of a job, points.

The wire has camelCase keys, the SDKs' dumps the same in snake_case, often with every absent value
as None and with enumerations spelt out (``"LengthUnit.PIXEL"``).
"""

import re
from functools import cache
from typing import Any

from ocrlayout import azure_status
from ocrlayout.errors import OcrFailed


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


def check_done(payload: Any, provider: str) -> None:
    """Refuse the answer of a job that is not done, or that ended without a result.

    Raises
    ------
    OcrFailed
        Whatever results stand in the payload beside such a state.
    """
    state = azure_status.state(payload)
    if state in azure_status.WAITING:
        raise OcrFailed(
            f"the job is not done yet (status {state!r}); ask the service again",
            provider=provider,
            where="status",
            status=state,
        )
    if state in azure_status.FAILED:
        raise failed(payload, provider)


def failed(payload: Any, provider: str) -> OcrFailed:
    """Make the error of a body that reports a failure, in the service's own words."""
    return OcrFailed(
        azure_status.reason(payload),
        provider=provider,
        status=azure_status.state(payload),
        code=azure_status.error(payload).code,
    )


def results(payload: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Find the object that holds the results, ``analyzeResult`` or the payload itself, and its path."""
    inner = pick(payload, "analyzeResult")
    return (
        (f"{key_of(payload, 'analyzeResult')}.", inner)
        if isinstance(inner, dict)
        else ("", payload)
    )


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

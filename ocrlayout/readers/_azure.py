"""What Azure's services have in common: two spellings of a key, the state of a job, points.

The wire has camelCase keys, the SDKs' dumps the same in snake_case, often with every absent value
as None and with enumerations spelt out (``"LengthUnit.PIXEL"``).
"""

from typing import Any, NamedTuple

from ocrlayout import azure_status
from ocrlayout.errors import OcrFailed
from ocrlayout.readers import _pages
from ocrlayout.readers._payload import Item, Json, plain
from ocrlayout.readers._spelling import Spelled, key_of, pick

__all__ = [
    "AzurePlace",
    "Region",
    "check_done",
    "failed",
    "flat",
    "flats",
    "has_spans",
    "key_of",
    "label",
    "pick",
    "polygon",
    "polygon_on",
    "raw_polygon",
    "regions",
    "results",
    "word",
]


class AzurePlace(Spelled):
    """A place in a payload of Azure's, whose keys have two spellings."""

    __slots__ = ()


class Region(NamedTuple):
    """A place on a page that a service gives: the page's number, and a polygon, unchecked."""

    page: int
    polygon: Json


def regions(place: AzurePlace, item: Item) -> list[Region]:
    """Take the ``boundingRegions`` of an object."""
    given = place.get(item, "boundingRegions")
    if not given:
        return []
    return [
        Region(_pages.page_number(at, one, "pageNumber", 1), polygon(one))
        for at, one in place.each(item, "boundingRegions")
    ]


def polygon_on(found: list[Region], page: int | None) -> Any:
    """Return the polygon of the regions on a page, of several all their points; None without."""
    polygons = [region.polygon for region in found if region.page == page and region.polygon]
    if len(polygons) < 2 or not all(isinstance(one, list) for one in polygons):
        return polygons[0] if polygons else None
    return [number for one in polygons for number in one]


def check_done(payload: Json, provider: str) -> None:
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


def failed(payload: Json, provider: str) -> OcrFailed:
    """Make the error of a body that reports a failure, in the service's own words."""
    return OcrFailed(
        azure_status.reason(payload),
        provider=provider,
        status=azure_status.state(payload),
        code=azure_status.error(payload).code,
    )


def results(payload: Item) -> tuple[str, Item]:
    """Find what holds the results, and its key; ``""`` where it is the payload itself."""
    inner = pick(payload, "analyzeResult")
    return (key_of(payload, "analyzeResult"), inner) if isinstance(inner, dict) else ("", payload)


def has_spans(result: Item) -> bool:
    """Return whether results are those of Document Intelligence: words and lines joined by spans.

    Pages of Read beside them come first; an empty list of them does not hide pages that there are.
    """
    rival = pick(result, "readResults")
    if "pages" not in result or not (rival is None or (not rival and result["pages"])):
        return False
    return any(pick(result, name) is not None for name in ("apiVersion", "modelId", "content"))


def word(value: Json) -> str:
    """Spell a role, a kind or a format one way.

    Examples
    --------
    >>> word("pageHeader"), word("ParagraphRole.PAGE_HEADER"), word(None)
    ('pageheader', 'pageheader', '')
    """
    return plain(label(value)).replace("_", "")


def label(value: Json) -> str:
    """Take a version or a model's name as it may be kept; what is not text is not kept.

    Examples
    --------
    >>> label("3.2.0"), label(None)
    ('3.2.0', '')
    """
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def raw_polygon(item: Item) -> Any:
    """Take the polygon of an object as it is, by the name that its version gives it."""
    return item.get("polygon") or pick(item, "boundingBox")


def polygon(item: Item) -> Any:
    """Take the polygon of an object as a flat list."""
    return flat(raw_polygon(item))


def flat(polygon: Json) -> Any:
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

"""Which address is which generation of the service."""

import re
from dataclasses import dataclass

from ocrlayout.serving.dialects import Dialect, document_intelligence, read_2, read_3

__all__ = ["Found", "Route", "polled", "submitted"]

_ID = r"(?P<operation>[0-9a-f-]{36})"
_MODEL = r"(?P<model>prebuilt-(?:read|layout))"


@dataclass(frozen=True, slots=True)
class Route:
    """One generation: where documents are posted, where results are asked for.

    Attributes
    ----------
    family : str
        What a result must be asked for by.
    submit, poll : str
        Patterns of paths; the named groups go from the first into `result`.
    result : str
        The path of a result, to be filled in.
    dialect : Dialect
        How it answers.
    url_keys : tuple of str
        The JSON keys that say where the document is.
    versions : tuple of str
        What ``api-version`` may be; none where it stands in the path.
    options : tuple of str
        Query parameters that it takes.
    """

    family: str
    submit: str
    poll: str
    result: str
    dialect: Dialect
    url_keys: tuple[str, ...] = ("url",)
    versions: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A route, and what its path holds."""

    route: Route
    parts: dict[str, str]


_READ_OPTIONS = ("language", "pages", "CustomPage", "readingOrder", "model-version")
_DOCUMENT_OPTIONS = (
    "api-version",
    "pages",
    "locale",
    "stringIndexType",
    "features",
    "queryFields",
    "outputContentFormat",
    "output",
)


def _documents(room: str, *versions: str) -> Route:
    where = rf"/{room}/documentModels/{_MODEL}"
    return Route(
        room,
        rf"{where}:analyze",
        rf"{where}/analyzeResults/{_ID}",
        f"/{room}/documentModels/{{model}}/analyzeResults/{{operation}}",
        document_intelligence,
        ("urlSource", "base64Source"),
        versions,
        _DOCUMENT_OPTIONS,
    )


_ROUTES = (
    Route(
        "read/2",
        r"/vision/v(?P<version>2\.[01])/read/core/asyncBatchAnalyze",
        rf"/vision/v(?P<version>2\.[01])/read/operations/{_ID}",
        "/vision/v{version}/read/operations/{operation}",
        read_2,
    ),
    Route(
        "read/3",
        r"/vision/v(?P<version>3\.[012](?:-preview(?:\.\d)?)?)/read/analyze",
        rf"/vision/v(?P<version>3\.[012](?:-preview(?:\.\d)?)?)/read/analyzeResults/{_ID}",
        "/vision/v{version}/read/analyzeResults/{operation}",
        read_3,
        options=_READ_OPTIONS,
    ),
    _documents("documentintelligence", "2024-11-30"),
    _documents("formrecognizer", "2022-08-31", "2023-07-31"),
)


def submitted(path: str) -> Found | None:
    """Find the route by which a document is submitted.

    Examples
    --------
    >>> submitted("/vision/v3.2/read/analyze").parts
    {'version': '3.2'}
    """
    return _found(path, "submit")


def polled(path: str) -> Found | None:
    """Find the route by which a result is asked for."""
    return _found(path, "poll")


def _found(path: str, part: str) -> Found | None:
    for route in _ROUTES:
        match = re.fullmatch(getattr(route, part), path)
        if match:
            return Found(route, match.groupdict())
    return None

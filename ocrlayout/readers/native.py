"""Our own JSON, written by :mod:`ocrlayout.writers.native`: an exact round trip.

Columns as they are in memory; a number that is unknown is null. ``"ocrlayout"`` at the top is the
version of this layout.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from ocrlayout.model import Blocks, Document, Fields, Lines, Origin, Page, Words
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import FARTHEST, SMALLEST, Json, Place, shorten

PROVIDER = "native"
VERSION = 1
_FARTHEST = 10 * FARTHEST  # page units: other readers' limit, and room for a turned page
_MOST_PAGES = 10**9
Made = TypeVar("Made", Page, Origin)
_SINGULAR = 1e-12  # determinant: below it, scan and page cannot be mapped to each other


def accepts(payload: Json) -> bool:
    """Return whether a payload is our own."""
    return isinstance(payload, dict) and "ocrlayout" in payload


def read(
    payload: Json,
    *,
    sizes: list[Size] | None = None,  # noqa: ARG001  # the pages have their own
) -> Document:
    """Read a document that :mod:`ocrlayout.writers.native` wrote.

    Parameters
    ----------
    payload : dict
    sizes : ignored
        The pages have their own.

    Raises
    ------
    ReadError
        Something in it is missing, or not of the shape it should have.

    Examples
    --------
    >>> read({"ocrlayout": 1, "pages": []})
    <Document: 0 pages, 0 lines, 0 words>
    """
    place = Place(PROVIDER)
    if type(payload["ocrlayout"]) is not int or payload["ocrlayout"] != VERSION:
        raise (place / "ocrlayout").error(
            f"this is version {shorten(payload['ocrlayout'])} of the native format,"
            f" known is {VERSION}; update ocrlayout-kit"
        )
    place.needed(payload, ("pages",), "a document")
    pages = [_made(at, _page, page) for at, page in place.each(payload, "pages")]
    return Document(pages, _made(place / "origin", _origin, payload.get("origin", [])))


def _made(place: Place, make: Callable[[Any], Made], part: Any) -> Made:
    """Build a part; the model's own checks say what is wrong, this says where."""
    try:
        return make(part)
    except KeyError as error:
        raise place.error(f"{error} is missing") from None
    except (TypeError, ValueError, OverflowError, IndexError, AttributeError) as error:
        raise place.error(f"not what the native format holds: {error}") from None


def _origin(values: Any) -> Origin:
    given = _texts(values)
    if len(given) > len(Origin._fields):
        raise ValueError("an origin is provider, version and model")
    return Origin(*given)


def _page(page: dict[str, Any]) -> Page:
    lines = _lines(_object(page["lines"], "lines"))
    return Page(
        number=_number_of(page["number"]),
        width=_length(page["width"], "width"),
        height=_length(page["height"], "height"),
        unit=page["unit"],
        angle=_angle(page["angle"]),
        lines=lines,
        blocks=_blocks(_object(page["blocks"], "blocks")),
        matrix=_matrix(page["matrix"]),
        source_size=_size(page["source"]),
        origin=_origin(page.get("origin", [])),
        fields=_fields(_object(page["fields"], "fields")) if "fields" in page else Fields(),
        refitted=bool(page.get("refitted", False)),
    )


def _lines(lines: dict[str, Any]) -> Lines:
    text = _texts(lines["text"])
    return Lines(
        text,
        _polygons(lines["polygon"], len(text)),
        _words(_object(lines["words"], "words")),
        _integers(lines["offsets"]),
        _integers(lines["block"]),
        _texts(lines["language"]),
        _numbers(lines["handwritten"], (len(text),)),
    )


def _words(words: dict[str, Any]) -> Words:
    text = _texts(words["text"])
    return Words(
        text,
        _polygons(words["polygon"], len(text)),
        _numbers(words["confidence"], (len(text),)),
        _flags(words["spaced"], "spaced"),
        _flags(words.get("corrected", [False] * len(text)), "corrected"),
    )


def _blocks(blocks: dict[str, Any]) -> Blocks:
    role = _texts(blocks["role"])
    cell = _integers(blocks["cell"]).reshape(-1, 4) if "cell" in blocks else None
    polygon = _polygons(blocks["polygon"], len(role)) if "polygon" in blocks else None
    level = _integers(blocks["level"]) if "level" in blocks else None
    parent = _integers(blocks["parent"])
    return Blocks(role, parent, cell, polygon, level)  # type: ignore[arg-type]


def _fields(fields: dict[str, Any]) -> Fields:
    kind = _texts(fields["kind"])
    return Fields(
        kind,
        _texts(fields["name"]),
        _texts(fields["text"]),
        tuple(_list(fields["value"])),
        _polygons(fields["name_polygon"], len(kind)),
        _polygons(fields["polygon"], len(kind)),
        _numbers(fields["confidence"], (len(kind),)),
        _integers(fields["word"]),
    )


def _matrix(values: Any) -> npt.NDArray[np.float64]:
    matrix = _numbers(values, (3, 3))
    if not (np.abs(matrix) <= _FARTHEST).all() or (matrix[2] != (0, 0, 1)).any():
        raise ValueError("the matrix does not map the scan to the page")
    if abs(np.linalg.det(matrix)) < _SINGULAR:
        raise ValueError("the matrix cannot be inverted")
    return matrix


def _size(values: Any) -> tuple[float, float]:
    width, height = _list(values)
    return _length(width, "source"), _length(height, "source")


def _length(value: Json, name: str) -> float:
    length = _number(value)
    if length < SMALLEST or length > _FARTHEST:
        raise ValueError(f"{name} is a size from {SMALLEST:.0e} to {_FARTHEST:.0e}")
    return length


def _angle(value: Json) -> float:
    angle = _number(value)
    if abs(angle) > 180:
        raise ValueError("an angle lies in (-180, 180]")
    return angle


def _number_of(value: Json) -> int:
    if type(value) is not int or not 1 <= value <= _MOST_PAGES:
        raise ValueError(f"a page's number is a whole one from 1 to {_MOST_PAGES:.0e}")
    return value


def _polygons(values: Any, count: int) -> npt.NDArray[np.float64]:
    polygons = _numbers(values, (count, 4, 2))
    if (np.abs(polygons) > _FARTHEST).any():
        raise ValueError(f"a coordinate cannot lie on a page: it is beyond {_FARTHEST:.0e}")
    return polygons


def _object(value: Json, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(f"{name} should be an object")
    return value


def _list(values: Any) -> list[Any]:
    if not isinstance(values, list):
        raise TypeError("a column is a list")
    return values


def _flags(values: Any, name: str) -> npt.NDArray[np.bool_]:
    if not all(type(value) is bool for value in _list(values)):
        raise TypeError(f"{name} holds true and false")
    return np.array(values, np.bool_)


def _texts(values: Any) -> tuple[str, ...]:
    if not all(type(value) is str for value in _list(values)):
        raise TypeError("a column of text is a list of texts")
    return tuple(values)


def _number(value: Json) -> float:
    return float(_numbers([value], (1,))[0])


def _integers(values: Any) -> npt.NDArray[np.int64]:
    if not all(type(value) is int for value in _list(values)):
        raise TypeError("expected a list of whole numbers")
    return np.array(values, np.int64)


def _numbers(values: Any, shape: tuple[int, ...]) -> npt.NDArray[np.float64]:
    """Take a flat list of finite numbers or nulls."""
    if not all(value is None or type(value) in (int, float) for value in _list(values)):
        raise TypeError("expected a list of numbers")
    array = np.array([value if value is not None else np.nan for value in values], np.float64)
    given = np.array([value is not None for value in values], np.bool_)
    if not np.isfinite(array[given]).all():
        raise ValueError("a number is finite, an unknown one is null")
    return array.reshape(shape)

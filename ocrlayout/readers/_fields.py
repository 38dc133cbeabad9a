"""Fields as they are met in a payload, gathered into columns; typed values and nested names."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np

from ocrlayout.model import Fields
from ocrlayout.readers._lines import confidences, quads
from ocrlayout.readers._marks import SYMBOLS, Mark
from ocrlayout.readers._payload import Item, Json, Place, is_number, plain, shorten

__all__ = [
    "FieldBuilder",
    "Found",
    "Named",
    "Value",
    "Waiting",
    "checked",
    "nested",
    "of_symbol",
    "typed",
]

_DEEPEST = 50  # fields within fields; the services send three
_EXACT = 2**53  # whole numbers up to it are exact as floats
_OF_TYPE = ("valueType", "value_type")
Value = str | bool | int | float | None
At = TypeVar("At", bound=Place)


class FieldBuilder:
    """The fields of one page while they are gathered.

    Examples
    --------
    >>> fields = FieldBuilder()
    >>> fields.add(Place("paperscan"), "pair", "Total", "$14.50", 14.5)
    >>> fields.fields()[0].value
    14.5
    """

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._kinds: list[str] = []
        self._names: list[str] = []
        self._texts: list[str] = []
        self._values: list[Value] = []
        self._polygons: list[Any] = []
        self._name_polygons: list[Any] = []
        self._confidences: list[Any] = []
        self._words: list[int] = []

    def add(
        self,
        place: Place,
        kind: str,
        name: str,
        text: str,
        value: Value = None,
        *,
        polygon: Json = None,
        name_polygon: Json = None,
        confidence: Json = None,
        word: int = -1,
    ) -> None:
        """Add a field; the columns are those of :class:`~ocrlayout.model.Fields`."""
        self._places.append(place)
        self._kinds.append(kind)
        self._names.append(name)
        self._texts.append(text)
        self._values.append(value)
        self._polygons.append(polygon)
        self._name_polygons.append(name_polygon)
        self._confidences.append(confidence)
        self._words.append(word)

    def add_mark(self, mark: Mark, word: int) -> None:
        """Add a mark, a formula or a barcode, which is this word of the page; −1: not a word."""
        polygon, sure = mark.polygon, mark.confidence
        where = (mark.place, mark.kind, mark.name, mark.text, mark.value)
        self.add(*where, polygon=polygon, confidence=sure, word=word)

    def fields(self) -> Fields:
        """Return what was gathered.

        Raises
        ------
        ReadError
            A polygon is not an even count of at least six finite numbers, or a confidence does not
            lie in [0, 1].
        """
        places = self._places.__getitem__
        if not self._kinds:
            return Fields()
        return Fields(
            tuple(self._kinds),
            tuple(self._names),
            tuple(self._texts),
            tuple(self._values),
            quads(self._name_polygons, places),
            quads(self._polygons, places),
            confidences(self._confidences, places),
            np.array(self._words, np.int64),
        )


class Named(NamedTuple, Generic[At]):
    """A field of a document model: its path of names, where it stands, and what stands there."""

    name: str
    place: At
    item: Item


def nested(place: At, name: str, item: Json, depth: int = 0) -> Iterator[Named[At]]:
    """Walk through a field and those in it: ``Items``, ``Items[0]``, ``Items[0].Price``.

    A field that holds others and nothing of its own is left out; one that the service found empty
    (null) is kept.

    Examples
    --------
    >>> items = {"type": "array", "valueArray": [{"type": "string", "valueString": "tea"}]}
    >>> [field.name for field in nested(Place("paperscan"), "Items", items)]
    ['Items[0]']
    """
    if depth > _DEEPEST:
        raise place.error(f"fields are nested more than {_DEEPEST} deep")
    field = place.object(item if item is not None else {})
    children = list(_children(place, name, field))
    if not children or _says_something(field):
        yield Named(name, place, field)
    for path, at, child in children:
        yield from nested(at, path, child, depth + 1)


def _children(place: At, name: str, field: Item) -> Iterator[tuple[str, At, Any]]:
    key, value = _value(field)
    if isinstance(value, list) and _type(field) in ("array", "list"):
        for index, item in enumerate(value):
            yield f"{name}[{index}]", place / key / index, item
    if isinstance(value, dict) and _type(field) in ("object", "dictionary"):
        for child, item in value.items():
            yield f"{name}.{child}", place / key / child, item


def _says_something(field: Item) -> bool:
    names = ("content", "text", "boundingRegions", "bounding_regions", "boundingBox")
    return any(field.get(name) for name in names)


def _type(field: Item) -> str:
    kind = next((field[name] for name in ("type", *_OF_TYPE) if field.get(name)), "")
    return plain(kind).replace("_", "") if isinstance(kind, str) else ""


def _value(field: Item) -> tuple[str, Any]:
    """Return the typed value and its key: ``valueString``, ``value_string`` or ``value``."""
    keys = (key for key in field if str(key).startswith("value") and key not in _OF_TYPE)
    return next(((key, field[key]) for key in keys if field[key] is not None), ("value", None))


def typed(place: Place, field: Item) -> Value:
    """Return the value that a service gives beside a field's text; None where it gives none.

    Dates and times are ISO texts, as sent; a check mark is true or false; money is its amount; an
    address and whatever else has several parts becomes None.

    Raises
    ------
    ReadError
        A number is not finite.

    Examples
    --------
    >>> total = {"type": "currency", "valueCurrency": {"amount": 14.5, "currencyCode": "USD"}}
    >>> typed(Place("paperscan"), total)
    14.5
    """
    key, value = _value(field)
    kind, at = _type(field), place / key
    if kind == "currency" and isinstance(value, dict):
        value, at = value.get("amount"), at / "amount"
    if kind == "selectionmark" and isinstance(value, str):
        return {"selected": True, "unselected": False}.get(plain(value))
    return checked(at, value)


def checked(place: Place, value: Json) -> Value:
    """Take a value of JSON as the value of a field; objects and lists become None."""
    if isinstance(value, (str, bool)):
        return value
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()  # what an SDK holds in memory
    if not is_number(value):
        return None
    if not abs(value) <= _EXACT and not _is_finite(value):
        raise place.error(f"expected a finite number, found {shorten(value)}")
    return value if isinstance(value, int) and abs(value) <= _EXACT else float(value)


def _is_finite(value: float) -> bool:
    try:
        return bool(np.isfinite(float(value)))
    except OverflowError:
        return False


def of_symbol(text: str) -> bool | None:
    """Return what a text says that is a check mark and nothing else."""
    return {SYMBOLS["selected"]: True, SYMBOLS["unselected"]: False}.get(text)


class Found(NamedTuple):
    """A field that waits for its page.

    ``page`` is None where the service does not say. ``polygons`` are those of the name and of the
    value, and ``anchor`` is whatever the service joins the field to the words by.
    """

    place: Place
    kind: str
    name: str
    text: str
    value: Value
    page: int | None
    polygons: tuple[Any, Any]
    confidence: Json
    anchor: Any


class Waiting:
    """Fields that wait for their pages, which come one after the other."""

    def __init__(self, found: Iterable[Found]) -> None:
        self._pages: dict[int | None, list[tuple[int, Found]]] = {}
        for at, one in enumerate(found):
            self._pages.setdefault(one.page, []).append((at, one))

    def take(self, page: int, belongs: Callable[[Found], bool]) -> list[Found]:
        """Take the fields of a page, and those without a page of which `belongs` says so."""
        here = self._pages.pop(page, [])
        adrift = self._pages.pop(None, [])
        here += [pair for pair in adrift if belongs(pair[1])]
        left = [pair for pair in adrift if not belongs(pair[1])]
        if left:
            self._pages[None] = left
        return [one for _, one in sorted(here, key=itemgetter(0))]

    def rest(self) -> list[Found]:
        """Take the fields whose page did not come."""
        left = sorted(chain.from_iterable(self._pages.values()), key=itemgetter(0))
        self._pages = {}
        return [one for _, one in left]

"""The fields of identity documents and expenses, which stand beside the blocks."""

from collections.abc import Iterator
from typing import NamedTuple

from ocrlayout.readers import _fields
from ocrlayout.readers._fields import Found, Value
from ocrlayout.readers._payload import Item, Place
from ocrlayout.readers.textract.graph import polygon

__all__ = ["fields"]

_SURE = 100  # percent
_OTHER = "OTHER"  # the type of a field that only its label names


def fields(place: Place, answer: Item) -> Iterator[Found]:
    """Yield the fields of an answer."""
    for index, (at, document) in enumerate(place.each(answer, "IdentityDocuments")):
        for one, item in at.each(document, "IdentityDocumentFields"):
            yield _field(one, item, "", index + 1)
    for at, document in place.each(answer, "ExpenseDocuments"):
        for one, item in at.each(document, "SummaryFields"):
            yield _field(one, item, "", 1)
        yield from _items(at, document)


def _items(place: Place, document: Item) -> Iterator[Found]:
    number = 0
    for at, group in place.each(document, "LineItemGroups"):
        for one, item in at.each(group, "LineItems"):
            for field, value in one.each(item, "LineItemExpenseFields"):
                yield _field(field, value, f"LineItems[{number}].", 1)
            number += 1


class _Detection(NamedTuple):
    """A type, a label or a value: its text, place, confidence and typed value."""

    text: str
    polygon: list[float] | None
    confidence: float
    value: Value


def _detection(place: Place, field: Item, name: str) -> _Detection:
    at, given = place / name, field.get(name)
    item = at.object(given if given is not None else {})
    sure = at.confidence(item, "Confidence", _SURE)
    return _Detection(at.text(item, "Text"), polygon(at, item), sure, _normalized(at, item))


def _normalized(place: Place, item: Item) -> Value:
    """Return the value that the service gives beside the text: a date, so far."""
    place, given = place / "NormalizedValue", item.get("NormalizedValue")
    if given is None:
        return None
    return _fields.checked(place / "Value", place.object(given).get("Value"))


def _field(place: Place, field: Item, path: str, page: int) -> Found:
    kind, label, value = (
        _detection(place, field, name) for name in ("Type", "LabelDetection", "ValueDetection")
    )
    is_pair = bool(label.text) and kind.text in ("", _OTHER)
    return Found(
        place,
        "pair" if is_pair else "field",
        path + (label.text if is_pair else kind.text),
        value.text,
        value.value,
        place.whole(field, "PageNumber", page, 1),
        (label.polygon, value.polygon),
        value.confidence,
        None,
    )

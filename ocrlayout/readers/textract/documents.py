"""The fields of identity documents, expenses and lending, which stand beside the blocks."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ocrlayout.readers import _fields
from ocrlayout.readers._fields import Found, Value, of_symbol
from ocrlayout.readers._marks import SYMBOLS
from ocrlayout.readers._payload import UNKNOWN, Item, Place
from ocrlayout.readers.textract.graph import polygon

__all__ = ["Held", "fields", "held"]

_SURE = 100  # percent
_OTHER = "OTHER"  # the type of a field that only its label names


class Held(NamedTuple):
    """A document of an answer: what holds its fields and, in most, its blocks.

    Attributes
    ----------
    place : Place
    item : dict
    kind : str
        ``IdentityDocument``, ``ExpenseDocument`` or ``LendingDocument``.
    page : int
        Of what does not say its own.
    """

    place: Place
    item: Item
    kind: str
    page: int


def held(place: Place, answer: Item) -> Iterator[Held]:
    """Yield the documents of an answer, also those of the pages of an analysis of lending."""
    for index, (at, document) in enumerate(place.each(answer, "IdentityDocuments")):
        yield Held(at, document, "IdentityDocument", index + 1)
    for at, document in place.each(answer, "ExpenseDocuments"):
        yield Held(at, document, "ExpenseDocument", 1)
    for at, result in place.each(answer, "Results"):
        page = at.whole(result, "Page", 1, 1)
        for one, extraction in at.each(result, "Extractions"):
            for kind in ("LendingDocument", "ExpenseDocument", "IdentityDocument"):
                if extraction.get(kind) is not None:
                    yield Held(one / kind, one.object(extraction[kind]), kind, page)


def fields(place: Place, answer: Item) -> Iterator[Found]:
    """Yield the fields of an answer."""
    for at, result in place.each(answer, "Results"):
        yield from _classes(at, result)
    for document in held(place, answer):
        yield from _FIELDS[document.kind](document)


def _of_identity(held: Held) -> Iterator[Found]:
    for one, item in held.place.each(held.item, "IdentityDocumentFields"):
        yield _field(one, item, "", held.page)


def _of_expense(held: Held) -> Iterator[Found]:
    for one, item in held.place.each(held.item, "SummaryFields"):
        yield _field(one, item, "", held.page)
    yield from _items(held)


def _items(held: Held) -> Iterator[Found]:
    number = 0
    for at, group in held.place.each(held.item, "LineItemGroups"):
        for one, item in at.each(group, "LineItems"):
            for field, value in one.each(item, "LineItemExpenseFields"):
                yield _field(field, value, f"LineItems[{number}].", held.page)
            number += 1


def _of_lending(held: Held) -> Iterator[Found]:
    for at, field in held.place.each(held.item, "LendingFields"):
        yield _lending_field(at, field, held.page)
    for at, item in held.place.each(held.item, "SignatureDetections"):
        sure, corners = at.confidence(item, "Confidence", _SURE), polygon(at, item)
        yield Found(at, "field", "signature", "", None, held.page, (None, corners), sure, None)


def _lending_field(place: Place, field: Item, page: int) -> Found:
    """Make a field of the analysis of lending: its values are words and marks."""
    kind, key = place.text(field, "Type"), _detection(place, field, "KeyDetection")
    values = [(at, item) for at, item in place.each(field, "ValueDetections")]
    texts = [_said(at, item) for at, item in values]
    corners = [corner for at, item in values for corner in polygon(at, item) or ()]
    sure = [at.confidence(item, "Confidence", _SURE) for at, item in values]
    text, is_pair = " ".join(filter(None, texts)), bool(key.text) and kind in ("", _OTHER)
    return Found(
        place,
        "pair" if is_pair else "field",
        key.text if is_pair else kind,
        text,
        of_symbol(text),
        page,
        (key.polygon, corners or None),
        min(sure) if sure else UNKNOWN,
        None,
    )


def _said(place: Place, value: Item) -> str:
    """Return the text of a value; of a mark, the symbol for it."""
    state = place.text(value, "SelectionStatus")
    mark = "selected" if state == "SELECTED" else "unselected"
    return SYMBOLS[mark] if state else place.text(value, "Text")


def _classes(place: Place, result: Item) -> Iterator[Found]:
    """Yield what kind of page it is, as fields named as the service does."""
    given, page = result.get("PageClassification"), place.whole(result, "Page", 1, 1)
    at = place / "PageClassification"
    item = at.object(given if given is not None else {})
    for name in ("PageType", "PageNumber"):
        for one, found in at.each(item, name):
            text, sure = one.text(found, "Value"), one.confidence(found, "Confidence", _SURE)
            yield Found(one, "field", name, text, None, page, (None, None), sure, None)


_FIELDS: dict[str, Callable[[Held], Iterator[Found]]] = {
    "IdentityDocument": _of_identity,
    "ExpenseDocument": _of_expense,
    "LendingDocument": _of_lending,
}


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

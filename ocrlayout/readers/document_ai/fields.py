"""Fields of a document: form fields, check boxes, barcodes, formulas, entities."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from ocrlayout.readers import _fields
from ocrlayout.readers._fields import Value
from ocrlayout.readers._marks import SYMBOLS
from ocrlayout.readers._payload import Item
from ocrlayout.readers._spelling import Spelled, pick
from ocrlayout.readers.document_ai.anchors import Anchors, Pair, layout_of, number_of
from ocrlayout.readers.document_ai.frame import Frame

__all__ = ["Entity", "Extra", "entities", "entity_field", "extras", "pairs"]

_BOXES = {"filled_checkbox": True, "unfilled_checkbox": False}
_BILLION = 10**9  # nanos in a unit of money
_MOST = 2**53  # whole numbers up to it are exact as floats
_DEEPEST = 50  # entities within entities; the service sends two or three


class Extra(NamedTuple):
    """A field of a page, and where it is anchored in the text."""

    place: Spelled
    kind: str
    name: str
    text: str
    value: Value
    polygon: Any
    name_polygon: Any
    confidence: Any
    spans: list[Pair]


def pairs(place: Spelled, page: Item, anchors: Anchors, frame: Frame) -> Iterator[Extra]:
    """Yield the form fields of a page."""
    for at, field in place.each(page, "formFields"):
        name, value = (_half(at, field, half) for half in ("fieldName", "fieldValue"))
        checked = _BOXES.get(at.text(field, "valueType"))
        spans = anchors.of(*value)
        text = _symbol(checked=checked) if checked is not None else _text(*value, anchors)
        value_box, name_box = frame.box(*value), frame.box(*name)
        sure = value[1].get("confidence", name[1].get("confidence"))
        key = _text(*name, anchors)
        yield Extra(at, "pair", key, text, checked, value_box, name_box, sure, spans)


def _half(place: Spelled, field: Item, name: str) -> tuple[Spelled, Item]:
    at, given = place.at(field, name), pick(field, name)
    return at, at.object(given if given is not None else {})


def _symbol(*, checked: bool) -> str:
    return SYMBOLS["selected" if checked else "unselected"]


def _text(place: Spelled, layout: Item, anchors: Anchors) -> str:
    """Return the text of a layout: what its anchor says, else what stands in the document."""
    given = pick(layout, "textAnchor", {})
    at = place.at(layout, "textAnchor")
    own = at.text(at.object(given), "content")
    return (own or anchors.text_of(anchors.of(place, layout))).strip()


def extras(place: Spelled, page: Item, anchors: Anchors, frame: Frame) -> Iterator[Extra]:
    """Yield the check boxes, formulas and barcodes of a page: each is a word, too."""
    for at, element in place.each(page, "visualElements"):
        kind, layout = at.text(element, "type"), layout_of(at, element)
        if kind in _BOXES:
            name = "selected" if _BOXES[kind] else "unselected"
            said = _Said("mark", name, SYMBOLS[name], _BOXES[kind])
            yield _extra(at, said, layout, anchors, frame)
        elif kind == "math_formula":
            said = _Said("formula", "", _text(at / "layout", layout, anchors))
            yield _extra(at, said, layout, anchors, frame)
    for at, code in place.each(page, "detectedBarcodes"):
        one, given = at / "barcode", code.get("barcode")
        item = one.object(given if given is not None else {})
        said = _Said("barcode", one.text(item, "format"), one.text(item, "rawValue"))
        yield _extra(at, said, layout_of(at, code), anchors, frame)


class _Said(NamedTuple):
    """Kind, name, text and value of a field."""

    kind: str
    name: str
    text: str
    value: Value = None


def _extra(place: Spelled, said: _Said, layout: Item, anchors: Anchors, frame: Frame) -> Extra:
    at = place / "layout"
    box, spans = frame.box(at, layout), anchors.of(at, layout)
    return Extra(place, *said, box, None, layout.get("confidence"), spans)


class Entity(NamedTuple):
    """What an extractor found: its place, name, item, and the page, from 0; None: not said."""

    place: Spelled
    name: str
    item: Item
    page: int | None


def entities(place: Spelled, holder: Item, path: str = "", depth: int = 0) -> Iterator[Entity]:
    """Walk through entities and those in them: ``line_item[0]``, ``line_item[0].amount``."""
    if depth > _DEEPEST:
        raise place.error(f"entities are nested more than {_DEEPEST} deep")
    key = "properties" if depth else "entities"
    every = list(place.each(holder, key))
    kinds = [at.text(item, "type") for at, item in every]
    counts, seen = Counter(kinds), Counter[str]()
    for (at, item), kind in zip(every, kinds, strict=True):
        name = path + kind.rpartition("/")[2] if path else kind
        if counts[kind] > 1 and item.get("properties"):
            name += f"[{seen[kind]}]"
        seen[kind] += 1
        yield Entity(at, name, item, _page(at, item))
        yield from entities(at, item, f"{name}.", depth + 1)


def _page(place: Spelled, entity: Item) -> int | None:
    for at, ref in _refs(place, entity):
        return _index(at, ref)
    return None


def _refs(place: Spelled, entity: Item) -> Iterator[tuple[Spelled, Item]]:
    given = pick(entity, "pageAnchor", {})
    at = place.at(entity, "pageAnchor")
    return at.each(at.object(given), "pageRefs")


def _index(place: Spelled, ref: Item) -> int:
    """Return a page's index, which is text on the wire; 0 may be left out."""
    return place.whole({"page": number_of(ref.get("page", 0))}, "page", 0)


def entity_field(entity: Entity, anchors: Anchors, frame: Frame) -> Extra:
    """Make a field of an entity, on its page."""
    place, item = entity.place, entity.item
    boxes = [
        frame.box(at, ref) or [] for at, ref in _refs(place, item) if _index(at, ref) == entity.page
    ]
    polygon = boxes[0] if len(boxes) == 1 else [number for box in boxes for number in box]
    spans, text = anchors.of(place, item), place.text(item, "mentionText")
    value, sure = _normal(place, item), item.get("confidence")
    return Extra(place, "field", entity.name, text, value, polygon, None, sure, spans)


def _normal(place: Spelled, entity: Item) -> Value:
    """Return the typed value beside an entity's text; None where the service gives none."""
    at, given = place.at(entity, "normalizedValue"), pick(entity, "normalizedValue")
    if given is None:
        return None
    item = at.object(given)
    money = pick(item, "moneyValue")
    if isinstance(money, dict):
        return _amount(at.at(item, "moneyValue"), money)
    for name in ("booleanValue", "integerValue", "floatValue"):
        value = pick(item, name)
        if value is not None:
            return _fields.checked(at.at(item, name), value)
    return at.text(item, "text") or None


def _amount(place: Spelled, money: Item) -> Value:
    """Return an amount of money; its whole units are text on the wire."""
    units = money.get("units", 0)
    nanos = place.whole(money, "nanos", 0, least=-_BILLION, most=_BILLION)
    sign = -1 if isinstance(units, str) and units.startswith("-") else 1
    digits = units.removeprefix("-") if isinstance(units, str) else units
    whole = place.whole({"units": number_of(digits)}, "units", 0, least=-_MOST, most=_MOST) * sign
    return _fields.checked(place, whole + nanos / _BILLION if nanos else whole)

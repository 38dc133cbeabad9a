"""Fields: key-value pairs and the fields of documents, each on its page and at its word."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from ocrlayout.model import Fields
from ocrlayout.readers import _azure, _fields, _marks, _spans
from ocrlayout.readers._azure import AzurePlace, Region
from ocrlayout.readers._fields import FieldBuilder, Found, Waiting
from ocrlayout.readers._payload import Item
from ocrlayout.readers._span_answer.structure import within
from ocrlayout.readers._span_lines import SpanLines, SpanMark
from ocrlayout.readers._spans import Integers

__all__ = ["PageFields", "belongs", "marks_of", "waiting"]

Pair = tuple[int, int]
_CHECKBOXES = (":selected:", ":unselected:")
_NO_SPAN = (2**52, 0)  # behind every offset: a mark whose place in the text is not known


def waiting(place: AzurePlace, result: Item) -> Waiting:
    """Take the pairs and the documents' fields of an answer."""
    return Waiting([*_pairs(place, result), *_documents(place, result)])


def _pairs(place: AzurePlace, result: Item) -> Iterator[Found]:
    for at, pair in place.each(result, "keyValuePairs"):
        key, value = _half(at, pair, "key"), _half(at, pair, "value")
        page = _first_page([*value.regions, *key.regions])
        sure = pair.get("confidence")
        polygons = key.polygon(page), value.polygon(page)
        yield Found(at, "pair", key.text, value.text, None, page, polygons, sure, value.spans)


class _Half(NamedTuple):
    """The key or the value of a pair, or a field: text, regions and spans."""

    text: str
    regions: list[Region]
    spans: list[Pair]

    def polygon(self, page: int | None) -> Any:
        """Return the polygon on a page."""
        return _azure.polygon_on(self.regions, page)


def _half(place: AzurePlace, pair: Item, name: str) -> _Half:
    half = pair.get(name)
    return _taken(place / name, (place / name).object(half) if half is not None else {})


def _taken(place: AzurePlace, item: Item) -> _Half:
    spans = _spans.spans(item, lambda _: place, 0)
    return _Half(place.text(item, "content"), _azure.regions(place, item), spans)


def _first_page(regions: Sequence[Region]) -> int | None:
    return regions[0].page if regions else None


def _documents(place: AzurePlace, result: Item) -> Iterator[Found]:
    for at, document in place.each(result, "documents"):
        home = _first_page(_azure.regions(at, document))
        fields = document.get("fields")
        for name, item in (at / "fields").object(fields if fields is not None else {}).items():
            for field in _fields.nested(at / "fields" / name, str(name), item):
                yield _field(field, home)


def _field(field: _fields.Named[AzurePlace], home: int | None) -> Found:
    place, item = field.place, field.item
    taken = _taken(place, item)
    page = _first_page(taken.regions) or home
    value, sure = _fields.typed(place, item), item.get("confidence")
    polygons = None, taken.polygon(page)
    text, spans = taken.text, taken.spans
    return Found(place, "field", field.name, text, value, page, polygons, sure, spans)


def marks_of(place: AzurePlace, page: Item, placeholders: Collection[str]) -> list[SpanMark]:
    """Take the selection marks, formulas and barcodes of a page, each with its span.

    Parameters
    ----------
    place : AzurePlace
    page : dict
    placeholders : collection of str
        Those among the words; a check mark that stands there alone is one too.
    """
    found = [
        (_marks.checkbox(at, item), _span_of(at, item))
        for at, item in place.each(page, "selectionMarks")
    ]
    for kind in ("formula", "barcode"):
        for at, item in place.each(page, f"{kind}s"):
            found.append((_marks.named(at, item, kind), _span_of(at, item)))
    missing = [*_unlisted(place, page, found)] if placeholders else []
    return found + missing


def _span_of(place: AzurePlace, item: Item) -> Pair:
    given = item.get("span")
    return _spans.span(place / "span", given) if given is not None else _NO_SPAN


def _unlisted(place: AzurePlace, page: Item, found: list[SpanMark]) -> Iterator[SpanMark]:
    """Return the marks that the page has among its words only."""
    known = {span[0] for _, span in found}
    for at, word in place.each(page, "words"):
        content = word.get("content")
        if content in _CHECKBOXES:
            span = _span_of(at, word)
            if span[0] not in known:
                yield _marks.checkbox(at, {**word, "state": content.strip(":")}), span


class PageFields:
    """The fields of one page.

    Parameters
    ----------
    lines : SpanLines or None
        Whose words the fields stand at; None: at none.
    marks : sequence of (Mark, (offset, length))
    """

    def __init__(self, lines: SpanLines | None, marks: Sequence[SpanMark]) -> None:
        self._builder = FieldBuilder()
        self._marks, self._lines = marks, lines

    @cached_property
    def _words(self) -> tuple[Integers, Integers, Integers]:
        """Rows of the words by their offsets, the offsets, and where the words end."""
        spans = self._lines.word_spans if self._lines else np.empty((0, 2), np.int64)
        order = np.argsort(spans[:, 0], kind="stable")
        starts, ends = spans[order, 0], spans[order].sum(axis=1)
        return order, starts, np.maximum.accumulate(ends)

    def add_marks(self, words: Sequence[int]) -> None:
        """Add marks, formulas and barcodes; `words` are the rows of the words that they are."""
        for (mark, _), word in zip(self._marks, words, strict=True):
            self._builder.add_mark(mark, word)

    def add(self, found: Found) -> None:
        """Add a field; placeholders in its name and text become what they stand for."""
        text = _marks.filled(found.text, self._values(found.anchor))
        value = found.value
        if value is None and found.kind == "pair":
            value = _fields.of_symbol(text)
        self._builder.add(
            found.place,
            found.kind,
            _marks.filled(found.name, {}),
            text,
            value,
            name_polygon=found.polygons[0],
            polygon=found.polygons[1],
            confidence=found.confidence,
            word=self._word_at(found.anchor),
        )

    def _values(self, spans: list[Pair]) -> dict[str, list[str]]:
        """Return the formulas and barcodes in some spans, by kind."""
        values: dict[str, list[str]] = {}
        for mark, (offset, _) in sorted(self._marks, key=itemgetter(1)):
            if any(start <= offset < start + length for start, length in spans):
                values.setdefault(mark.kind, []).append(mark.text)
        return values

    def _word_at(self, spans: list[Pair]) -> int:
        """Return the first word that stands in the first span; −1 where none does."""
        order, starts, ends = self._words
        if not spans or not len(starts):
            return -1
        start, length = spans[0]
        at = int(np.searchsorted(ends, start, side="right"))
        if at == len(starts) or starts[at] >= start + length:
            return -1
        return int(order[at])

    def fields(self) -> Fields:
        """Return what was gathered."""
        return self._builder.fields()


def belongs(found: Found, extent: Integers, *, is_first: bool) -> bool:
    """Return whether a field without a region stands on a page."""
    return within(found.anchor, extent) or (is_first and not found.anchor)

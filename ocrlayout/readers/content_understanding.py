"""Azure Content Understanding: 2024-12-01-preview to 2025-11-01.

The body of a job, or the ``result`` in it: ``contents`` with ``pages``, whose words and lines, and
all that stands beside them, say where they stand in a text, ``"D(1,x1,y1,…)"``, and in ``markdown``
by one span each.

Kept: lines, words, confidences, page number, size, unit, angle, version, analyzer; paragraphs,
headings, headers, footers, notes, tables with their cells, figures with captions; the analyzer's
fields, check marks, barcodes and formulas. Roles, cells, marks and fields become what
:mod:`~ocrlayout.readers._span_answer` makes of all of Azure's.

Choices:

* A page without lines has one line a paragraph.
* A word ☒ or ☐ is a check mark, too.
* The text of a field is its text value; of other types the markdown at its spans, else the value.
* Several documents in an answer are one; where their pages have the same numbers, they are
  numbered anew. Audio and video have no pages, and are passed over.
* Places of four numbers are left, top, width and height.

Not kept: the markdown, sections, hyperlinks, annotations, signatures, segments.
"""

import re
from collections.abc import Iterator
from typing import Any

from ocrlayout import azure_status
from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _azure, _marks, _pages
from ocrlayout.readers._azure import AzurePlace
from ocrlayout.readers._numbers import rows_of
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item, Json, Place, shorten
from ocrlayout.readers._span_answer.answer import Answer
from ocrlayout.readers._spans import span

PROVIDER = "content_understanding"
_STATE_KEYS = frozenset({"id", "status", "error", "result", "usage"})
_STATES = {symbol: state for state, symbol in _marks.SYMBOLS.items()}
_SYMBOLS = (*_STATES,)  # a tuple: what stands for a text in a broken answer may not have a hash
_BESIDE = ("paragraphs", "tables", "figures")
_WITHIN = ("cells", "footnotes")
_SOURCE = re.compile(r"D\(([0-9]{1,7})((?:,[^,;()]+)*)\)")
_BOX = 4  # numbers of a place that is left, top, width and height
_USUAL = 9  # numbers of almost all places: the page, and four corners
_DEEPEST = 60  # fields within fields; more are refused where they are walked through
# Code and bytes of one unit that offsets count
_UNITS = {"utf8": ("utf-8", 1), "utf16": ("utf-16-le", 2)}
_CODE_POINTS = ("utf-32-le", 4)


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    if not isinstance(payload, dict):
        return False
    result = payload.get("result", payload)
    if isinstance(result, dict) and isinstance(result.get("contents"), list):
        first = next(iter(result["contents"]), None)
        is_content = isinstance(first, dict) and {"kind", "markdown"} <= first.keys()
        return is_content or _azure.pick(result, "analyzerId") is not None
    is_state = {"id", "status"} <= payload.keys() <= _STATE_KEYS
    return is_state and azure_status.has_stopped(payload)


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict
        Parsed JSON.
    sizes : list of (width, height), optional
        Page sizes in pixels, used where the payload does not say.

    Returns
    -------
    Document

    Raises
    ------
    OcrFailed
        The job still runs, or it failed.
    ReadError
        Something in it is not what the service documents; the message says where.

    Examples
    --------
    >>> span = {"offset": 0, "length": 3}
    >>> word = {"content": "dog", "span": span, "source": "D(1,0,0,9,0,9,4,0,4)"}
    >>> page = {"pageNumber": 1, "words": [word], "lines": [word]}
    >>> contents = [{"kind": "document", "markdown": "dog", "pages": [page]}]
    >>> read({"analyzerId": "prebuilt-layout", "contents": contents})[0].lines.text
    ('dog',)
    """
    _azure.check_done(payload, PROVIDER)
    key = "result" if "result" in payload else ""
    place = AzurePlace(PROVIDER) / key
    result = place.object(payload[key] if key else payload)
    encoding = _azure.label(_azure.pick(result, "stringEncoding"))
    pages: list[Page] = []
    for at, content in _with_pages(place, result):
        pages += _pages_of(at, content, encoding, (sizes or [])[len(pages) :])
    version, model = _azure.pick(result, "apiVersion"), _azure.pick(result, "analyzerId")
    origin = Origin(PROVIDER, _azure.label(version), _azure.label(model))
    return Document(_pages.numbered(pages), origin)


def _with_pages(place: AzurePlace, result: Item) -> Iterator[tuple[AzurePlace, Item]]:
    """Yield the contents that have pages.

    Raises
    ------
    ReadError
        None has.
    """
    found = [pair for pair in place.each(result, "contents") if pair[1].get("pages") is not None]
    if not found:
        kinds = {_azure.label(one.get("kind")) for _, one in place.each(result, "contents")}
        known = f" (its contents are {', '.join(sorted(kinds))})" if any(kinds) else ""
        raise (place / "contents").error(f"there are no pages in the answer{known}")
    yield from found


def _pages_of(place: AzurePlace, content: Item, encoding: str, sizes: list[Size]) -> list[Page]:
    beside = _beside(place, content, _Markdown(place.text(content, "markdown"), encoding))
    answer = Answer(place, beside)
    pages = [
        answer.page(at, _page(at, page, index, beside), index, _pages.given(sizes, index, PROVIDER))
        for index, (at, page) in enumerate(place.each(content, "pages"))
    ]
    return answer.completed(pages)


class _Markdown:
    """The text of a content, in which spans count units of an encoding."""

    def __init__(self, text: str, encoding: str) -> None:
        self._code, self._width = _UNITS.get(encoding.lower(), _CODE_POINTS)
        self._units = text.encode(self._code, "surrogatepass")

    def at(self, offset: int, length: int) -> str:
        """Return what stands in a span, on one line."""
        start, end = offset * self._width, (offset + length) * self._width
        return " ".join(self._units[start:end].decode(self._code, "replace").split())


def _beside(place: AzurePlace, content: Item, markdown: _Markdown) -> Item:
    """Return what stands beside the pages, each part with its regions and spans."""
    made: Item = {"unit": content.get("unit"), "contentFormat": "markdown"}
    made["content"] = content.get("markdown")
    for name in _BESIDE:
        made[name] = [_part(at, item) for at, item in place.each(content, name)]
    fields = (place / "fields").object(content.get("fields") or {})
    at = place / "fields"
    named = {name: _field(at / str(name), item, markdown) for name, item in fields.items()}
    return {**made, "documents": [{"fields": named}]}


def _part(place: AzurePlace, item: Item) -> Item:
    """Return a paragraph, a table or a figure with what stands in it."""
    made = _located(place, item)
    for name in _WITHIN:
        if item.get(name) is not None:
            made[name] = [_located(at, part) for at, part in place.each(item, name)]
    if isinstance(item.get("caption"), dict):
        made["caption"] = _located(place / "caption", item["caption"])
    return made


def _located(place: Place, item: Item) -> Item:
    return {**item, "boundingRegions": _regions(place, item), "spans": _spans(place, item)}


def _regions(place: Place, item: Item) -> list[Item]:
    """Return the places that a ``source`` names, apart by semicolons."""
    source = place.text(item, "source")
    parts = map(str.strip, source.split(";") if source else ())
    return [_region(place / "source", part) for part in parts]


def _region(place: Place, text: str) -> Item:
    found = _SOURCE.fullmatch(text)
    try:
        if found:
            numbers = [*map(float, filter(None, found[2].split(",")))]
            return {"pageNumber": int(found[1]), "polygon": _polygon(numbers)}
    except ValueError:
        pass
    raise place.error(f"a place is D(page,x1,y1,…), found {shorten(text)}")


def _polygon(numbers: list[Any]) -> list[Any] | None:
    """Return the polygon of a place; None where only the page is known."""
    if len(numbers) == _BOX:
        left, top, width, height = numbers
        right, bottom = left + width, top + height
        return [left, top, right, top, right, bottom, left, bottom]
    return numbers or None


def _spans(place: Place, item: Item) -> list[Item]:
    """Return the spans of an object as a list; an offset that is left out is 0."""
    one = item.get("span")
    if isinstance(one, dict) and "offset" in one:
        return [one]
    given = [(place / "span").object(one)] if one is not None else place.items(item, "spans")
    return [{"offset": 0, **one} for one in given]


def _field(place: Place, item: Json, markdown: _Markdown, depth: int = 0) -> Json:
    """Return a field with its text, and those in it with theirs."""
    if not isinstance(item, dict) or depth > _DEEPEST:
        return item  # who walks through them says what is wrong
    key, value = next((pair for pair in item.items() if pair[0].startswith("value")), ("", None))
    at = place / key
    if isinstance(value, list):
        rows = enumerate(value)
        return {**item, key: [_field(at / row, one, markdown, depth + 1) for row, one in rows]}
    if isinstance(value, dict):
        named = value.items()
        inner = {name: _field(at / name, one, markdown, depth + 1) for name, one in named}
        return {**item, key: inner}
    return {**_located(place, item), "content": _text_of(place, item, value, markdown)}


def _text_of(place: Place, item: Item, value: Json, markdown: _Markdown) -> str:
    if isinstance(value, str) and item.get("type") == "string":
        return value
    pairs = [span(place / "spans" / row, one) for row, one in enumerate(_spans(place, item))]
    printed = " ".join(filter(None, (markdown.at(*pair) for pair in pairs)))
    return printed or ("" if value is None else str(value))


def _page(place: AzurePlace, page: Item, index: int, beside: Item) -> Item:
    """Return a page whose words, lines and marks have polygons."""
    words, marks = _apart(_placed(place, page, "words"))
    made = {**page, "unit": beside["unit"], "words": words, "selectionMarks": marks}
    made["spans"] = _spans(place, page)
    for name in ("barcodes", "formulas"):
        made[name] = _placed(place, page, name)
    if page.get("lines") is not None:
        lines, at = _placed(place, page, "lines"), place / "lines"
        made["lines"] = [{**one, "spans": _spans(at / row, one)} for row, one in enumerate(lines)]
    else:
        number = _pages.page_number(place, page, "pageNumber", index + 1)
        made["lines"] = _paragraphs_on(number, beside["paragraphs"])
    return made


def _apart(words: list[Item]) -> tuple[list[Item], list[Item]]:
    """Return the words, and those of them that are check marks, with their state."""
    contents = [word.get("content") for word in words]
    if not any(state in contents for state in _STATES):
        return words, []
    others = [word for word in words if word.get("content") not in _SYMBOLS]
    marks = [word for word in words if word.get("content") in _SYMBOLS]
    return others, [{**mark, "state": _STATES[mark["content"]]} for mark in marks]


def _paragraphs_on(number: int, paragraphs: list[Item]) -> list[Item]:
    """Return the paragraphs of a page, as its lines."""
    return [
        {**one, "polygon": region["polygon"]}
        for one in paragraphs
        for region in one["boundingRegions"][:1]
        if region["pageNumber"] == number
    ]


def _placed(place: AzurePlace, page: Item, name: str) -> list[Item]:
    """Return words, lines, barcodes or formulas with their polygons."""
    items = place.items(page, name)
    polygons = _at_once(items)
    if polygons is None:
        return [_one_placed(at, item) for at, item in place.each(page, name)]
    pairs = zip(items, polygons, strict=True)
    return [{**item, "polygon": polygon} for item, polygon in pairs]


def _at_once(items: list[Item]) -> list[list[float]] | None:
    """Return polygons where all are as usual, read together, which is fast; else None."""
    try:
        sources = [item["source"] for item in items]
        has_offsets = all("offset" in item["span"] for item in items)
        is_usual = all(one[:2] == "D(" and one[-1:] == ")" for one in sources)
    except (KeyError, TypeError):
        return None
    rows = rows_of([source[2:-1] for source in sources]) if is_usual and has_offsets else None
    if rows is None or any(len(row) != _USUAL for row in rows):
        return None
    return [row[1:] for row in rows]


def _one_placed(place: Place, item: Item) -> Item:
    polygons = (region["polygon"] for region in _regions(place, item))
    made = {**item, "polygon": next(polygons, None)}
    if item.get("span") is not None:
        made["span"] = _spans(place, item)[0]
    return made

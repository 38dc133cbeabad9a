"""Azure Computer Vision Read, every generation, and the layout pages of Form Recognizer 2.x.

=============================  ============================================================
``recognitionResult``          recognizeText 2.x: one object (some documents print a list)
``recognitionResults``         Batch Read 2.0 and 2.1
``analyzeResult.readResults``  Read 3.0-preview to 3.2; Form Recognizer 2.0 and 2.1
=============================  ============================================================

The same in the snake_case of SDK dumps, and bare sub-objects: an ``analyzeResult``, a list of
pages, one page, the lines of one page. A payload is recognized by these keys, never by ``version``,
which lies. A body without a result that has Azure's keys only (a ``status`` and its dates, an
``error``, or the fields of an error) is read here too, whichever of Azure's services sent it: it
raises :class:`~ocrlayout.errors.OcrFailed`. One key that Azure does not send makes it another's.

Kept: lines, words, confidences, languages, handwriting, page number, size, unit, angle, version and
model; of Form Recognizer 2.x also tables with their cells, key-value pairs, the fields of documents
and selection marks. An answer asked for without text details has fields and no lines.

Choices: the word ``"Low"`` that 2.x sends in place of a confidence becomes 0.25 and ``"High"`` 1.0;
an absent confidence is NaN. ``clockwiseOrientation`` (0 to 360) is folded into (−180, 180]. A line
without a language has that of its page. A page without a size gets it from `sizes`, else from the
extent of its text. ``handwritten`` is the probability that the style's name and confidence amount
to. Lines stay in the service's order. A cell owns the words that its ``elements`` name, or without
them those in its box; a line that runs through several cells is cut at their borders. A mark is the
word ☒ or ☐ in the line that it stands on or before, else a line of its own. A field stands on its
``page``, one without on the first page of its document.

Not kept: dates, the types of documents, cluster ids.
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from ocrlayout import azure_status, geometry
from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _azure, _pages
from ocrlayout.readers._azure import AzurePlace
from ocrlayout.readers._forms import Forms
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import UNKNOWN, Item, Json, is_share

PROVIDER = "azure_read"
_RESULTS = ("recognitionResults", "recognitionResult", "readResults")
_SINGLE = "recognitionResult"
_WORD = itemgetter("text", "boundingBox", "confidence")
_SURE = {"low": 0.25, "high": 1.0}


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these, or Azure's word about a job or a call."""
    if isinstance(payload, list):
        return bool(payload) and (_is_page(payload[0]) or _is_line(payload[0]))
    if not isinstance(payload, dict):
        return False
    return _results(payload) is not None or _is_page(payload) or _is_state(payload)


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict or list
        Parsed JSON.
    sizes : list of (width, height), optional
        Page sizes in pixels, used where the payload does not say.

    Returns
    -------
    Document

    Raises
    ------
    OcrFailed
        The job still runs, failed, or the body is an error.
    ReadError
        Something in it is not what the service documents; the message says where.

    Examples
    --------
    >>> line = {"boundingBox": [0, 0, 40, 0, 40, 10, 0, 10], "text": "dog"}
    >>> read({"status": "Succeeded", "recognitionResult": {"lines": [line]}})[0].lines.text
    ('dog',)
    """
    found = _results(payload) if isinstance(payload, dict) else None
    if isinstance(payload, dict):
        _check_state(payload, has_pages=found is not None)
    found = found or _Results(AzurePlace(PROVIDER), _bare(payload), {}, is_single=True)
    forms = Forms(found.above, found.holder)
    pages = [
        _page(place, page, index, _pages.given(sizes, index, PROVIDER), forms)
        for index, (place, page) in enumerate(_each(found))
    ]
    return Document(forms.completed(pages), _origin(found.holder))


class _Results(NamedTuple):
    """The pages (a list, or one object), their place and what holds them."""

    place: AzurePlace
    pages: Any
    holder: Item
    is_single: bool
    above: AzurePlace = AzurePlace(PROVIDER)


def _each(found: _Results) -> Iterator[tuple[AzurePlace, Item]]:
    if not isinstance(found.pages, dict):
        for index, page in enumerate(found.place.objects(found.pages)):
            yield found.place / index, page
    elif found.is_single:
        yield found.place, found.pages
    else:
        raise found.place.error("expected a list of pages, found an object")


def _results(payload: Item) -> _Results | None:
    """Find the pages, the first that are not empty."""
    empty = None
    for key, holder in {"": payload, **dict([_azure.results(payload)])}.items():
        above = AzurePlace(PROVIDER) / key
        for name in _RESULTS:
            pages = _azure.pick(holder, name)
            if pages is None or (not pages and _azure.has_spans(holder)):
                continue
            found = _Results(above.at(holder, name), pages, holder, name == _SINGLE, above)
            if pages:
                return found
            empty = empty or found
    return empty


def _bare(payload: Json) -> Any:
    """Make a list of pages of a bare sub-object."""
    if isinstance(payload, list) and payload and not _is_page(payload[0]):
        return {"lines": payload}
    return payload


def _is_page(item: Json) -> bool:
    if not isinstance(item, dict):
        return False
    lines = item.get("lines")
    if isinstance(lines, list) and lines:
        return _is_line(lines[0]) and "words" not in item  # they stand in their lines
    signs = ("unit", "width", "angle", "clockwiseOrientation", "clockwise_orientation", "lines")
    return "page" in item and any(name in item for name in signs)


def _is_line(item: Json) -> bool:
    if not isinstance(item, dict) or "text" not in item:
        return False
    return isinstance(_azure.pick(item, "boundingBox"), list)


def _is_state(payload: Item) -> bool:
    """Return whether a body is Azure's word about a job or a call, and no other reader's result."""
    _, result = _azure.results(payload)
    return azure_status.is_envelope(payload) and not _azure.has_spans(result)


def _check_state(payload: Item, *, has_pages: bool) -> None:
    """Raise for a job that runs or failed, and for the body of an error."""
    _azure.check_done(payload, PROVIDER)
    if has_pages or _is_page(payload):
        return
    says_error = any(azure_status.error(payload)[:2])
    place = AzurePlace(PROVIDER)
    if azure_status.state(payload) == azure_status.SUCCEEDED and not says_error:
        raise place.error("the job succeeded but there are no pages in the body")
    if says_error or payload.get("error"):
        raise _azure.failed(payload, PROVIDER)
    raise place.error("no readResults, recognitionResults or recognitionResult in it")


def _page(place: AzurePlace, page: Item, index: int, size: Size | None, forms: Forms) -> Page:
    _check_page(place, page)
    lines = LineBuilder()
    language = place.text(page, "language")
    at = place / "lines"
    for row, line in enumerate(place.items(page, "lines")):
        _add_line(lines, at / row, line, language)
    number = _pages.page_number(place, page, "page", index + 1)
    form = forms.page(place, page, number, index, lines)
    made = _pages.made(
        place,
        page,
        form.lines,
        number=number,
        size=size,
        angle=_angle(place, page),
        blocks=form.blocks(),
        fields=form.fields(),
    )
    return form.settled(made)


def _angle(place: AzurePlace, page: Item) -> float:
    angle = place.number(page, "angle")
    if np.isnan(angle):
        angle = place.number(page, "clockwiseOrientation")
    return float(geometry.fold(angle))


def _check_page(place: AzurePlace, page: Item) -> None:
    """Refuse a page of another kind, whose text would be lost."""
    place.needed(page, ("lines", "page"), "a page")
    if _azure.pick(page, "pageNumber") is not None:
        raise place.error("this is a page of Document Intelligence among those of Read")
    if page.get("words") and not page.get("lines"):
        raise place.error("the page has words but no lines, in which words stand")


def _add_line(lines: LineBuilder, place: AzurePlace, line: Item, language: str) -> None:
    words = _words(place, line.get("words"))
    text, own = line.get("text"), line.get("language")
    if text is None and not words.texts:
        place.needed(line, ("text",), "a line")
    lines.add(
        place,
        place.text(line, "text") if text is not None and type(text) is not str else text,
        line.get("boundingBox") or line.get("bounding_box"),
        words,
        language=place.text(line, "language") or language if own is not None else language,
        handwritten=_handwritten(place, line.get("appearance")),
    )


def _words(place: AzurePlace, words: Any) -> WordColumns:
    """Return the words of a line as columns."""
    try:
        columns = WordColumns(*zip(*map(_WORD, words), strict=True))  # as Read 3.x sends them
    except (KeyError, TypeError, ValueError):
        items = (place / "words").objects(words)
        columns = WordColumns(
            [word.get("text") for word in items],  # type: ignore[misc]  # the builder checks them
            [_azure.pick(word, "boundingBox") for word in items],
            [word.get("confidence") for word in items],
        )
    if str in map(type, columns.confidences):
        columns = columns._replace(confidences=[*map(_sure, columns.confidences)])
    return columns


def _sure(value: Json) -> Any:
    """Return a confidence; Read 2.1 has a word for it."""
    return _SURE.get(value.lower(), value) if isinstance(value, str) else value


def _handwritten(place: AzurePlace, appearance: Any) -> float:
    """Return the probability of handwriting.

    From ``{style: {name, confidence}}``, or the older ``{style, styleConfidence}``.
    """
    style = appearance.get("style") if isinstance(appearance, dict) else None
    if isinstance(style, dict):
        name, sure = style.get("name"), style.get("confidence")
    elif isinstance(style, str):
        name, sure = style, _azure.pick(appearance, "styleConfidence")
    else:
        return UNKNOWN
    if not isinstance(name, str):
        return UNKNOWN
    sure = sure if sure is not None else 1.0
    sure = sure if is_share(sure) else (place / "appearance").certain(sure)
    return sure if name.lower().endswith("handwriting") else 1.0 - sure


def _origin(holder: Item) -> Origin:
    model = _azure.pick(holder, "modelVersion", holder.get("model-version"))
    return Origin(PROVIDER, _azure.label(holder.get("version")), _azure.label(model))

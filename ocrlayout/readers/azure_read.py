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
model.

Choices: the word ``"Low"`` that 2.x sends in place of a confidence becomes 0.25 and ``"High"`` 1.0;
an absent confidence is NaN. ``clockwiseOrientation`` (0 to 360) is folded into (−180, 180]. A line
without a language has that of its page. A page without a size gets it from `sizes`, else from the
extent of its text. ``handwritten`` is the probability that the style's name and confidence amount
to. Lines stay in the service's order.

Not kept: dates, selection marks, and Form Recognizer's tables, fields and documents.
"""

from operator import itemgetter
from typing import Any

import numpy as np

from ocrlayout import azure_status, geometry
from ocrlayout.errors import ReadError
from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _azure, _pages, _rows

PROVIDER = "azure_read"
_RESULTS = ("recognitionResults", "recognitionResult", "readResults")
_SINGLE = ("recognitionResult", "recognition_result")
_WORD = itemgetter("text", "boundingBox", "confidence")
_SURE = {"low": 0.25, "high": 1.0}
_UNKNOWN = float("nan")


def accepts(payload: Any) -> bool:
    """Return whether a payload is one of these, or Azure's word about a job or a call."""
    if isinstance(payload, list):
        return bool(payload) and (_is_page(payload[0]) or _is_line(payload[0]))
    if not isinstance(payload, dict):
        return False
    return _results(payload) is not None or _is_page(payload) or _is_state(payload)


def read(payload: Any, *, sizes: list[tuple[float, float]] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict or list
        Parsed JSON.
    sizes : list of (width, height), optional
        Page sizes in pixels, used where the payload has none.

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
    where, pages, holder = found or ("", _bare(payload), {})
    if isinstance(pages, dict):
        if found and where.rpartition(".")[2] not in _SINGLE:
            raise ReadError(
                "expected a list of pages, found an object", provider=PROVIDER, where=where
            )
        places, pages = [where], [pages]
    else:
        pages = _rows.items(pages, where, PROVIDER)
        places = [f"{where}[{index}]" for index in range(len(pages))]
    made = (
        _page(page, place, index + 1, _pages.given(sizes, index, PROVIDER))
        for index, (page, place) in enumerate(zip(pages, places, strict=True))
    )
    return Document(tuple(made), _origin(holder))


def _results(payload: dict[str, Any]) -> tuple[str, Any, dict[str, Any]] | None:
    """Find the pages, the first that are not empty: their path, the list (or one object) and what holds them."""
    empty = None
    for prefix, holder in {"": payload, **dict([_azure.results(payload)])}.items():
        for name in _RESULTS:
            pages = _azure.pick(holder, name)
            if pages is None or (not pages and _azure.has_spans(holder)):
                continue
            found = f"{prefix}{_azure.key_of(holder, name)}", pages, holder
            if pages:
                return found
            empty = empty or found
    return empty


def _bare(payload: Any) -> Any:
    """Make a list of pages of a bare sub-object."""
    if isinstance(payload, list) and payload and not _is_page(payload[0]):
        return {"lines": payload}
    return payload


def _is_page(item: Any) -> bool:
    if not isinstance(item, dict):
        return False
    lines = item.get("lines")
    if isinstance(lines, list) and lines:
        return _is_line(lines[0])
    signs = ("unit", "width", "angle", "clockwiseOrientation", "clockwise_orientation", "lines")
    return "page" in item and any(name in item for name in signs)


def _is_line(item: Any) -> bool:
    return (
        isinstance(item, dict)
        and "text" in item
        and isinstance(_azure.pick(item, "boundingBox"), list)
    )


def _is_state(payload: dict[str, Any]) -> bool:
    """Return whether a body is Azure's word about a job or a call, and no other reader's result."""
    _, result = _azure.results(payload)
    return azure_status.is_envelope(payload) and not _azure.has_spans(result)


def _check_state(payload: dict[str, Any], *, has_pages: bool) -> None:
    """Raise for a job that runs or failed, and for the body of an error."""
    _azure.check_done(payload, PROVIDER)
    if has_pages or _is_page(payload):
        return
    says_error = any(azure_status.error(payload)[:2])
    if azure_status.state(payload) == azure_status.SUCCEEDED and not says_error:
        raise ReadError("the job succeeded but there are no pages in the body", provider=PROVIDER)
    if says_error or payload.get("error"):
        raise _azure.failed(payload, PROVIDER)
    raise ReadError(
        "no readResults, recognitionResults or recognitionResult in it", provider=PROVIDER
    )


def _page(page: dict[str, Any], where: str, number: int, size: tuple[float, float] | None) -> Page:
    rows = _rows.Rows(PROVIDER, where)
    prefix = f"{where}." if where else ""
    _check_page(page, where)
    language = _rows.text(page.get("language"), f"{prefix}language", PROVIDER)
    for index, line in enumerate(_rows.items(page.get("lines"), f"{prefix}lines", PROVIDER)):
        _line(rows, line, f"{prefix}lines[{index}]", language)
    number = _pages.page_number(page.get("page"), f"{prefix}page", PROVIDER, number)
    angle = _rows.number(page.get("angle"), f"{prefix}angle", PROVIDER)
    turned = _azure.pick(page, "clockwiseOrientation")
    if np.isnan(angle) and turned is not None:
        angle = _rows.number(
            turned, f"{prefix}{_azure.key_of(page, 'clockwiseOrientation')}", PROVIDER
        )
    return _pages.made(
        page,
        rows.lines(),
        where,
        PROVIDER,
        number=number,
        size=size,
        angle=float(geometry.fold(angle)),
    )


def _check_page(page: dict[str, Any], where: str) -> None:
    """Refuse a page of another kind, whose text would be lost."""
    _rows.needed(page, ("lines", "page"), "a page", where, PROVIDER)
    if _azure.pick(page, "pageNumber") is not None:
        raise ReadError(
            "this is a page of Document Intelligence among those of Read",
            provider=PROVIDER,
            where=where,
        )
    if page.get("words") and not page.get("lines"):
        raise ReadError(
            "the page has words but no lines, in which words stand", provider=PROVIDER, where=where
        )


def _line(rows: _rows.Rows, line: dict[str, Any], place: str, language: str) -> None:
    texts, boxes, confidences = _words(line.get("words"), place)
    text, appearance, own = line.get("text"), line.get("appearance"), line.get("language")
    if text is None and not texts:
        _rows.needed(line, ("text",), "a line", place, PROVIDER)
    rows.add_columns(
        text if text is None or type(text) is str else _rows.text(text, f"{place}.text", PROVIDER),
        line.get("boundingBox") or line.get("bounding_box"),
        texts,
        boxes,
        confidences,
        place=place,
        language=language
        if own is None
        else _rows.text(own, f"{place}.language", PROVIDER) or language,
        handwritten=_UNKNOWN if appearance is None else _handwritten(appearance, place),
    )


def _words(words: Any, place: str) -> tuple[Any, Any, Any]:
    """Return the words of a line as columns: texts, polygons, confidences."""
    try:
        texts, boxes, confidences = zip(*map(_WORD, words), strict=True)  # as Read 3.x sends them
    except (KeyError, TypeError, ValueError):
        words = _rows.items(words, f"{place}.words", PROVIDER)
        texts = tuple(word.get("text") for word in words)
        boxes = tuple(_azure.pick(word, "boundingBox") for word in words)
        confidences = tuple(word.get("confidence") for word in words)
    if str in map(type, confidences):
        confidences = tuple(
            _SURE.get(value.lower(), value) if type(value) is str else value
            for value in confidences
        )
    return texts, boxes, confidences


def _handwritten(appearance: Any, place: str) -> float:
    """Probability of handwriting from ``{style: {name, confidence}}`` or the older ``{style, styleConfidence}``."""
    style = appearance.get("style") if isinstance(appearance, dict) else None
    if isinstance(style, dict):
        name, sure = style.get("name"), style.get("confidence")
    elif isinstance(style, str):
        name, sure = style, _azure.pick(appearance, "styleConfidence")
    else:
        return _UNKNOWN
    if not isinstance(name, str):
        return _UNKNOWN
    certain = 1.0 if sure is None else _rows.confidence(sure, f"{place}.appearance", PROVIDER)
    return certain if name.lower().endswith("handwriting") else 1.0 - certain


def _origin(holder: dict[str, Any]) -> Origin:
    model = _azure.pick(holder, "modelVersion", holder.get("model-version"))
    return Origin(PROVIDER, _azure.label(holder.get("version")), _azure.label(model))

"""Azure Computer Vision Read, every generation, and the layout pages of Form Recognizer 2.x.

=============================  ============================================================
``recognitionResult``          recognizeText 2.x: one object (some documents print a list)
``recognitionResults``         Batch Read 2.0 and 2.1
``analyzeResult.readResults``  Read 3.0-preview to 3.2; Form Recognizer 2.0 and 2.1
=============================  ============================================================

The same in the snake_case of SDK dumps, and bare sub-objects: an ``analyzeResult``, a list of
pages, one page, the lines of one page. A payload is recognized by these keys, never by ``version``,
which lies. A body with no result but one of Azure's states as ``status``, an ``error``, or the
fields of an error and nothing else is read here too, whatever the service: it raises
:class:`~ocrlayout.errors.OcrFailed`.

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

from ocrlayout import geometry
from ocrlayout.errors import OcrFailed, ReadError
from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _azure, _pages, _rows

PROVIDER = "azure_read"
_RESULTS = ("recognitionResults", "recognitionResult", "readResults")
_SINGLE = ("recognitionResult", "recognition_result")
_ELSEWHERE = (  # other readers' results
    "readResult", "regions", "pages", "blocks", "Blocks", "JobStatus", "responses", "textAnnotations",
    "fullTextAnnotation", "document", "engine", "ocrlayout",
)  # fmt: skip
_INNER = ("innererror", "innerError", "inner_error", "details")
_ERROR = {
    *_INNER, "code", "message", "Message", "MessageDetail", "statusCode", "status_code", "requestId", "request_id",
    "target",
}  # fmt: skip
_FINE = (0, 200, "0", "200")
_WORD = itemgetter("text", "boundingBox", "confidence")
_SURE = {"low": 0.25, "high": 1.0}
_UNKNOWN = float("nan")


def accepts(payload: Any) -> bool:
    """Tell whether a payload is one of these, or a body that holds a status or an error and no result."""
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
        _check_state(payload, found)
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
    """Tell whether a body says how a job or a call stands, and holds no result that another reader would know."""
    if _azure.stopped(payload):
        return True
    if any(_azure.pick(payload, name) is not None for name in _ELSEWHERE):
        return False
    _, result = _azure.results(payload)
    if result is not payload:
        return not _azure.has_spans(result)
    if (
        "analyzeResult" in payload
        or "analyze_result" in payload
        or _azure.state(payload) in _azure.STATES
    ):
        return True
    error = payload.get("error")
    return (bool(error) and isinstance(error, (dict, list, str))) or _is_error(payload)


def _is_error(payload: dict[str, Any]) -> bool:
    """Tell whether a body is an error without a wrapper: it holds nothing else, and does not say that all is well."""
    if not payload.keys() <= _ERROR:
        return False
    code = _azure.pick(payload, "statusCode", payload.get("code"))
    if "Message" in payload:
        return isinstance(payload["Message"], str)
    return isinstance(payload.get("message"), str) and code is not None and code not in _FINE


def _check_state(payload: dict[str, Any], found: Any) -> None:
    """Raise for a job that runs or failed, and for the body of an error."""
    state = _azure.state(payload)
    if state in _azure.WAITING:
        raise OcrFailed(
            f"the job is not done yet (status {_rows.shorten(payload['status'])}); ask the service again",
            provider=PROVIDER,
            where="status",
            status=state,
        )
    if found is not None and state not in _azure.STOPPED:
        return
    code, message = _error(payload)
    if state == "succeeded" and not (code or message):
        raise ReadError("the job succeeded but there are no pages in the body", provider=PROVIDER)
    if state or code or message:
        said = ": ".join(part for part in (code, message) if part) or "the service gave no reason"
        head = (
            f"the service reports {_rows.shorten(payload['status'])}"
            if state
            else "the body is an error"
        )
        raise OcrFailed(f"{head} and no result: {said}", provider=PROVIDER, status=state, code=code)
    if not _is_page(payload):
        raise ReadError(
            "no readResults, recognitionResults or recognitionResult in it", provider=PROVIDER
        )


def _error(payload: dict[str, Any]) -> tuple[str, str]:
    """Code and message of an error body, whichever of the service's shapes it has; the innermost says most."""
    _, result = _azure.results(payload)
    places = (
        payload.get("error"),
        payload.get("errors"),
        result.get("errors"),
        result.get("error"),
    )
    error: Any = next(filter(None, places), payload)
    code = message = ""
    for _ in range(20):
        if isinstance(error, list):
            error = (
                error[0]
                if len(error) == 1
                else {"message": _listed(error), "code": _first_code(error)}
            )
        if isinstance(error, str):
            return code, _said(error) or message
        if not isinstance(error, dict):
            break
        code = (
            _said(error.get("code") or _azure.pick(error, "statusCode") or error.get("Code"))
            or code
        )
        message = _said(error.get("message") or error.get("Message")) or message
        error = next(filter(_tells, map(error.get, _INNER)), None)
    return code, message


def _tells(error: Any) -> bool:
    """Tell whether what stands inside an error has a code or a message, or holds something that may."""
    if isinstance(error, dict):
        return any(error.get(name) for name in (*_INNER, "code", "message"))
    return bool(error) and isinstance(error, (list, str))


def _listed(errors: list[Any]) -> str:
    """Join what several errors say."""
    told = (error.get("message") if isinstance(error, dict) else error for error in errors)
    return "; ".join(filter(None, map(_said, told)))


def _first_code(errors: list[Any]) -> Any:
    return next((error.get("code") for error in errors if isinstance(error, dict)), None)


def _said(value: Any) -> str:
    """Take a code or a message as text; codes come as numbers too."""
    return str(value) if type(value) is int and abs(value) < 10**9 else _azure.label(value)[:1000]


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

"""Azure Computer Vision Read, every generation, and the layout pages of Form Recognizer 2.x.

=============================  ============================================================
``recognitionResult``          recognizeText 2.x: one object (some documents print a list)
``recognitionResults``         Batch Read 2.0 and 2.1
``analyzeResult.readResults``  Read 3.0-preview to 3.2; Form Recognizer 2.0 and 2.1
=============================  ============================================================

The same in the snake_case of SDK dumps, and bare sub-objects: an ``analyzeResult``, a list of pages, one page, the
lines of one page. A payload is recognized by these keys, never by ``version``, which lies. A body with a status or an
error and no result is read here too, whatever the service: it raises :class:`~ocrlayout.errors.OcrFailed`.

Choices: the word ``"Low"`` that 2.x sends in place of a confidence becomes 0.25 and ``"High"`` 1.0; an absent
confidence is NaN. ``clockwiseOrientation`` (0 to 360) is folded into (−180, 180]. A page without a size gets it from
`sizes`, else from the extent of its text. ``handwritten`` is the probability that the style's name and confidence
amount to.
"""

import re
from typing import Any

import numpy as np

from ocrlayout import geometry
from ocrlayout.errors import OcrFailed, ReadError
from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _rows

PROVIDER = "azure_read"
_LISTS = ("recognitionresults", "recognitionresult", "readresults")
_UNITS = {"pixel": "pixel", "inch": "inch", "": ""}
_WORDS = {"low": 0.25, "high": 1.0}
_WAITING = ("notstarted", "running")
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
    if found is not None:
        where, pages, holder = found
    elif isinstance(payload, list) and not (payload and _is_page(payload[0])):
        where, pages, holder = "", [{"lines": payload}], {}
    else:
        where, pages, holder = "", payload, {}
    if isinstance(pages, dict):
        places, pages = [where], [pages]
    else:
        pages = _rows.items(pages, where, PROVIDER)
        places = [f"{where}[{index}]" for index in range(len(pages))]
    given = list(sizes or [])
    made = [
        _page(page, place, index + 1, given[index] if index < len(given) else None)
        for index, (page, place) in enumerate(zip(pages, places, strict=True))
    ]
    return Document(tuple(made), _origin(holder))


def _results(payload: dict[str, Any]) -> tuple[str, Any, dict[str, Any]] | None:
    """Find the pages: their path, the list (or the one object) and the object that holds them."""
    for key, value in payload.items():
        name = _canonical(key)
        if name in _LISTS and value is not None:
            return key, value, payload
        if name == "analyzeresult" and isinstance(value, dict):
            inner = _results(value)
            if inner is not None:
                return f"{key}.{inner[0]}", inner[1], inner[2]
    return None


def _canonical(key: Any) -> str:
    return str(key).replace("_", "").lower()


def _is_page(item: Any) -> bool:
    if not isinstance(item, dict) or not isinstance(item.get("lines"), list):
        return False
    lines = item["lines"]
    if lines:
        return _is_line(lines[0])
    return "page" in item or "clockwiseOrientation" in item or "clockwise_orientation" in item


def _is_line(item: Any) -> bool:
    return isinstance(item, dict) and "text" in item and ("boundingBox" in item or "bounding_box" in item)


def _is_state(payload: dict[str, Any]) -> bool:
    """Tell whether a body says how a job or a call stands, and holds no result that another reader would know."""
    keys = {_canonical(key) for key in payload}
    result = next((value for key, value in payload.items() if _canonical(key) == "analyzeresult"), None)
    if isinstance(result, dict) and ("pages" in result or "content" in result):
        return _state(payload) in (*_WAITING, "failed", "canceled")
    flat = {"code", "message"} <= keys or {"statuscode", "message"} <= keys
    return isinstance(payload.get("status"), str) or "analyzeresult" in keys or "error" in keys or flat


def _state(payload: dict[str, Any]) -> str:
    """Spell the status one way: ``"Not Started"``, ``not_started``, ``OperationStatusCodes.not_started`` are one."""
    status = payload.get("status")
    return re.sub(r"[\s_]", "", status).lower().rpartition(".")[2] if isinstance(status, str) else ""


def _check_state(payload: dict[str, Any], found: Any) -> None:
    """Raise for a job that runs or failed, and for the body of an error."""
    state = _state(payload)
    if state in _WAITING:
        raise OcrFailed(
            f"the job is not done yet (status {payload['status']!r}); ask the service again",
            provider=PROVIDER,
            where="status",
            status=state,
        )
    if found is not None and state not in ("failed", "canceled"):
        return
    code, message = _error(payload)
    if state == "succeeded" and not code:
        raise ReadError("the job succeeded but there are no pages in the body", provider=PROVIDER)
    if state or code or message:
        said = ": ".join(part for part in (code, message) if part) or "the service gave no reason"
        head = f"the service reports {payload['status']!r}" if state else "the body is an error"
        raise OcrFailed(f"{head} and no result: {said}", provider=PROVIDER, status=state, code=code)
    if not _is_page(payload):
        raise ReadError("no readResults, recognitionResults or recognitionResult in it", provider=PROVIDER)


def _error(payload: dict[str, Any]) -> tuple[str, str]:
    """Code and message of an error body, whichever of the service's shapes it has."""
    error: Any = payload.get("error", payload)
    if isinstance(error, str):
        return "", error
    result = payload.get("analyzeResult")
    errors = payload.get("errors") or (result.get("errors") if isinstance(result, dict) else None)
    if error is payload and isinstance(errors, list) and errors:
        error = errors[0]
    code = message = ""
    while isinstance(error, dict):  # the innermost is the most telling
        code = str(error.get("code") or error.get("statusCode") or code)
        message = str(error.get("message") or message)
        error = error.get("innererror") or error.get("innerError")
    return code, message


def _page(page: dict[str, Any], where: str, number: int, size: tuple[float, float] | None) -> Page:
    rows = _rows.Rows(PROVIDER, where)
    prefix = f"{where}.lines" if where else "lines"
    language = _rows.text(page.get("language"), f"{where}.language", PROVIDER)
    for index, line in enumerate(_rows.items(page.get("lines"), prefix, PROVIDER)):
        _line(rows, line, f"{prefix}[{index}]", language)
    lines = rows.lines()
    width, height, unit = _size(page, where, size)
    if not width or not height:
        corners = geometry.extent(np.concatenate([lines.polygon, lines.words.polygon]))
        width, height = np.maximum(np.nan_to_num(corners[2:]), 1.0).tolist()
    return Page(_number(page, where, number), width, height, unit, _angle(page, where), lines)


def _line(rows: _rows.Rows, line: dict[str, Any], place: str, language: str) -> None:
    words = []
    for index, word in enumerate(_rows.items(line.get("words"), f"{place}.words", PROVIDER)):
        text, box = word.get("text"), word.get("boundingBox", word.get("bounding_box"))
        if type(text) is not str:
            where = f"{place}.words[{index}].text"
            raise ReadError(f"expected text, found {_rows.shorten(text)}", provider=PROVIDER, where=where)
        words.append((text, box, _confidence(word.get("confidence"), f"{place}.words[{index}].confidence")))
    text = line.get("text")
    rows.add(
        None if text is None else _rows.text(text, f"{place}.text", PROVIDER),
        line.get("boundingBox", line.get("bounding_box")),
        words,
        place=place,
        language=_rows.text(line.get("language"), f"{place}.language", PROVIDER) or language,
        handwritten=_handwritten(line.get("appearance"), f"{place}.appearance"),
    )


def _confidence(value: Any, place: str) -> float:
    if isinstance(value, str) and value.lower() in _WORDS:
        return _WORDS[value.lower()]
    return _rows.confidence(value, place, PROVIDER)


def _handwritten(appearance: Any, place: str) -> float:
    """Probability of handwriting from ``{style: {name, confidence}}`` or the older ``{style, styleConfidence}``."""
    if not isinstance(appearance, dict):
        return _UNKNOWN
    style = appearance.get("style")
    if isinstance(style, dict):
        name, sure = style.get("name"), style.get("confidence")
    else:
        name, sure = style, appearance.get("styleConfidence", appearance.get("style_confidence"))
    if not isinstance(name, str):
        return _UNKNOWN
    certain = _rows.confidence(sure, place, PROVIDER)
    certain = 1.0 if np.isnan(certain) else certain
    return certain if name.lower() == "handwriting" else 1.0 - certain


def _size(page: dict[str, Any], where: str, size: tuple[float, float] | None) -> tuple[float, float, str]:
    """Width, height and unit of a page; 0 where nobody said."""
    width = _rows.number(page.get("width"), f"{where}.width", PROVIDER, 0.0)
    height = _rows.number(page.get("height"), f"{where}.height", PROVIDER, 0.0)
    unit = _rows.text(page.get("unit"), f"{where}.unit", PROVIDER).lower().rpartition(".")[2]
    if unit not in _UNITS:
        raise ReadError(f"a page's unit is pixel or inch, found {unit!r}", provider=PROVIDER, where=f"{where}.unit")
    if width > 0 and height > 0:
        return width, height, unit or "pixel"
    if size is not None:
        return float(size[0]), float(size[1]), unit or "pixel"
    return 0.0, 0.0, unit or "pixel"


def _angle(page: dict[str, Any], where: str) -> float:
    for key in ("angle", "clockwiseOrientation", "clockwise_orientation"):
        if page.get(key) is not None:
            return float(geometry.fold(_rows.number(page[key], f"{where}.{key}", PROVIDER)))
    return _UNKNOWN


def _number(page: dict[str, Any], where: str, default: int) -> int:
    value = _rows.number(page.get("page"), f"{where}.page", PROVIDER, float(default))
    if value != int(value) or value < 1:
        raise ReadError(f"pages are numbered from 1, found {value}", provider=PROVIDER, where=f"{where}.page")
    return int(value)


def _origin(holder: dict[str, Any]) -> Origin:
    model = next((holder[key] for key in ("modelVersion", "model-version", "model_version") if holder.get(key)), "")
    return Origin(PROVIDER, str(holder.get("version") or ""), str(model))

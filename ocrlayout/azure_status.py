"""What Azure says about a job or a call: its state, and the error in a body.

Error bodies come in five shapes: flat ``{"code", "message", "requestId"}`` (Read), wrapped in
``{"error": ...}`` (gateways, Form Recognizer), wrapped with ``innererror``, ``innerError`` or
``details`` inside (Document Intelligence, Image Analysis), ``{"statusCode", "message"}`` (old
gateways), and the ``errors`` of a job that failed. Any of them may stand in a list, some gateways
write ``Message``, and a proxy may send a string. Keys come in camelCase or snake_case.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

__all__ = [
    "FAILED",
    "SUCCEEDED",
    "WAITING",
    "ErrorBody",
    "error",
    "has_stopped",
    "is_envelope",
    "one_line",
    "reason",
    "state",
]

WAITING = frozenset({"notstarted", "running"})
FAILED = frozenset({"failed", "canceled", "cancelled", "skipped"})
SUCCEEDED = "succeeded"

_DEEPEST = 20  # errors inside errors; the service nests two or three
_MOST = 50  # errors of a list that are joined
_LONGEST = 1000  # characters of a message that are repeated
_LOOKED_AT = 20_000  # characters of a text that are looked at
_LARGEST_CODE = 10**9
_FINE = (0, 200, "0", "200")
_INNER = ("innererror", "innerError", "inner_error", "details")
_CODES = ("code", "statusCode", "status_code", "Code")
_MESSAGES = ("message", "Message")
_REQUESTS = ("requestId", "request_id")
_RESULTS = ("analyzeResult", "analyze_result")
_ERROR_KEYS = frozenset({
    *_INNER, *_CODES, *_MESSAGES, *_REQUESTS, "MessageDetail", "target", "additionalInfo",
})  # fmt: skip
_ENVELOPE_KEYS = frozenset({
    *_RESULTS, "status", "createdDateTime", "created_date_time", "lastUpdatedDateTime",
    "last_updated_date_time", "error", "errors", "recognitionResult", "recognition_result",
    "recognitionResults", "recognition_results", "additional_properties",
})  # fmt: skip


class ErrorBody(NamedTuple):
    """An error in the service's own words, ``""`` for what it does not say.

    Attributes
    ----------
    code, message, request_id : str
    """

    code: str = ""
    message: str = ""
    request_id: str = ""


def state(body: object) -> str:
    """Return the state of a job, spelt one way; ``""`` where a body does not say.

    Examples
    --------
    >>> state({"status": "Not Started"}), state({"status": "OperationStatusCodes.not_started"})
    ('notstarted', 'notstarted')
    """
    status = body.get("status") if isinstance(body, dict) else None
    if not isinstance(status, str):
        return ""
    return re.sub(r"[\s_]", "", status).rpartition(".")[2].lower()


def has_stopped(body: object) -> bool:
    """Return whether a job is done without a result, or not done yet."""
    return state(body) in WAITING | FAILED


def is_envelope(body: dict[str, object]) -> bool:
    """Return whether a body is Azure's word about a job or a call, and nothing beside.

    A key that Azure does not send makes it another service's, whatever its status is.

    Examples
    --------
    >>> is_envelope({"status": "running", "createdDateTime": "2021-03-24T06:44:48Z"})
    True
    >>> is_envelope({"status": "running", "job": 7})
    False
    """
    if not body.keys() <= _ENVELOPE_KEYS | _ERROR_KEYS:
        return False
    if body.get("status") is not None:
        return has_stopped(body) or (state(body) == SUCCEEDED and body.keys() <= _ENVELOPE_KEYS)
    has_result = not body.keys().isdisjoint(_RESULTS)
    return has_result or _is_wrapped_error(body.get("error")) or _is_flat_error(body)


def _is_wrapped_error(value: object) -> bool:
    """Return whether what stands under ``error`` is Azure's: words, or Azure's keys."""
    items = value if isinstance(value, list) else [value]
    return bool(value) and all(map(_is_error, items))


def _is_error(item: object) -> bool:
    return isinstance(item, str) or (isinstance(item, dict) and item.keys() <= _ERROR_KEYS)


def _is_flat_error(body: dict[str, object]) -> bool:
    """Return whether a body is an error without a wrapper, and does not say that all is well."""
    if not body.keys() <= _ERROR_KEYS:
        return False
    if "Message" in body:
        return isinstance(body["Message"], str)
    code = _first_value(body, _CODES)
    return isinstance(body.get("message"), str) and code is not None and code not in _FINE


def error(body: object, hide: Callable[[str], str] = str) -> ErrorBody:
    """Find code, message and request id in the body of an error; the innermost error says most.

    Parameters
    ----------
    body : object
        Parsed JSON.
    hide : callable
        Strikes secrets out of a text, before the text is cut.

    Examples
    --------
    >>> inner = {"code": "InvalidContent", "message": "The file is corrupted."}
    >>> error({"error": {"code": "InvalidRequest", "message": "No.", "innererror": inner}})[:2]
    ('InvalidContent', 'The file is corrupted.')
    """
    found = ErrorBody(request_id=_request_id(body))
    for level in _levels(_outermost(body)):
        pairs = zip(level, found, strict=True)
        found = ErrorBody(*(inner or outer for inner, outer in pairs))
    return ErrorBody(*(one_line(part, hide) for part in found))


def reason(body: object, hide: Callable[[str], str] = str) -> str:
    """Say what a body reports in place of a result, in the service's own words.

    Examples
    --------
    >>> reason({"status": "Failed", "error": {"code": "2005", "message": "Bad image."}})
    "the service reports 'failed' without a result: 2005: Bad image."
    """
    found, status = error(body, hide), state(body)
    words = ": ".join(filter(None, found[:2])) or "the service gave no reason"
    if not status:
        return f"the body is an error, not a result: {words}"
    return f"the service reports {one_line(status, hide, 80)!r} without a result: {words}"


def one_line(text: str, hide: Callable[[str], str] = str, length: int = _LONGEST) -> str:
    r"""Make one printable line of a text, at most `length` characters, without secrets.

    Examples
    --------
    >>> one_line("Bad \x1b[2J image,\n try again")
    'Bad [2J image, try again'
    """
    seen = text[:_LOOKED_AT]
    words = "".join(sign if sign.isprintable() else " " for sign in seen).split()
    if len(text) >= _LOOKED_AT:
        words = words[:-1]  # it may be the beginning of a secret
    return hide(" ".join(words))[:length]  # in this order: half a secret would not be found


def _outermost(body: object) -> object:
    """Find the error in a body; the body itself where it is the error."""
    if not isinstance(body, dict):
        return body
    result = _first_value(body, _RESULTS)
    result = result if isinstance(result, dict) else {}
    places = (body.get("error"), body.get("errors"), result.get("errors"), result.get("error"))
    return next(filter(None, places), body)


def _levels(found: object) -> Iterator[ErrorBody]:
    """Yield what an error says, then what each error inside it says."""
    for _ in range(_DEEPEST):
        found = _joined(found) if isinstance(found, list) else found
        if isinstance(found, str):
            yield ErrorBody(message=found)
        if not isinstance(found, dict):
            return
        yield _level(found)
        found = next(filter(_says_something, map(found.get, _INNER)), None)


def _level(found: dict[str, object]) -> ErrorBody:
    code, message = _first_value(found, _CODES), _first_value(found, _MESSAGES)
    return ErrorBody(_text(code), _text(message), _request_id(found))


def _joined(errors: list[object]) -> object:
    """Make one error of several: the first code, and all messages."""
    errors = errors[:_MOST]
    if len(errors) == 1:
        return errors[0]
    levels = [next(_levels(item), ErrorBody()) for item in errors if not isinstance(item, list)]
    code = next((level.code for level in levels if level.code), "")
    return {"code": code, "message": "; ".join(filter(None, (level.message for level in levels)))}


def _says_something(found: object) -> bool:
    """Return whether what stands inside an error has a code or a message, or may hold one."""
    if isinstance(found, dict):
        return any(found.get(name) for name in (*_INNER, *_CODES, *_MESSAGES))
    return bool(found) and isinstance(found, (list, str))


def _request_id(found: object) -> str:
    """Find the id of a request in an error, or in an inner error that says nothing else."""
    if not isinstance(found, dict):
        return ""
    inner = (item for item in map(found.get, _INNER) if isinstance(item, dict))
    ids = (_text(_first_value(item, _REQUESTS)) for item in (found, *inner))
    return next(filter(None, ids), "")


def _first_value(found: dict[str, object], names: tuple[str, ...]) -> object:
    return next((found[name] for name in names if found.get(name) is not None), None)


def _text(value: object) -> str:
    """Take a code or a message as text; codes come as numbers too."""
    if type(value) is int and abs(value) < _LARGEST_CODE:
        return str(value)
    return value if isinstance(value, str) else ""

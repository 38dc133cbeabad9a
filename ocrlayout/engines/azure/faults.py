"""What an answer says when it is no result: its words, whether to wait for a better one, and the error to raise.

Five shapes of error bodies are in use: flat ``{"code", "message", "requestId"}`` (Read), wrapped in
``{"error": ...}`` (gateways, Form Recognizer), wrapped with ``innererror``, ``innerError`` or
``details`` inside (Document Intelligence, Image Analysis), ``{"statusCode", "message"}`` (old
gateways), and a job's own ``failed``. Any of them may stand in a list, some gateways write
``Message``, and a proxy sends HTML.
"""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from ocrlayout.errors import AccessDenied, OcrFailed, RateLimited, ServiceError, ServiceTimeout

__all__ = [
    "Answer",
    "Said",
    "error",
    "failed",
    "is_passing",
    "late",
    "parsed",
    "retry_after",
    "said",
    "strange",
]

_ADVICE = {
    301: "is the endpoint right? Redirects are not followed, because the key would travel along",
    400: "the document or an option does not suit the service; its own words say which",
    401: "check that key and endpoint belong to the same resource, and that the endpoint's region is the key's",
    403: "check the resource's firewall and plan; a quota that is used up comes back with the next period",
    404: "check the endpoint, and whether this resource offers this version (api=)",
    408: "the service took too long; try again later",
    413: "the document is too large: 500 MB at most, 4 MB in the free tier; send fewer pages or a smaller scan",
    415: "the service takes JPEG, PNG, BMP, TIFF and PDF; convert the document, or check that it is not damaged",
    429: "wait, send fewer calls a second (rate=), or change to a higher tier",
}
_LOOKED_AT = 20_000  # characters of a stranger's text
_QUOTA = "out of call volume quota"
_TROUBLE = "the service is in trouble; try again later"
_STRANGE = "the service has no such answer of its own: is the endpoint right, and what is between here and there?"
_GONE = "the operation is unknown or has expired (48 hours): submit the document again"
_CODES = {
    "invalidimagesize": _ADVICE[413],
    "invalidcontentlength": _ADVICE[413],
    "invalidimagedimension": "the sides have to be between 50 and 10000 pixels; scale the scan",
    "invalidimageurl": "the service has to reach the URL without a login; or send the file itself",
    "failedtodownloadimage": "the service has to reach the URL without a login; or send the file itself",
    "invalidpagerange": "pages= is a list such as '1-3,5' of pages that the document has",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from one call.

    Attributes
    ----------
    status : int or None
        None when no answer came.
    headers : mapping
        Names in lower case.
    body : bytes
    trouble : str
        What went wrong on the way, ``""`` when the answer is whole.
    passing : bool
        False for trouble that will still be there the next time, such as a bad certificate.
    unsent : bool
        True where there was no connection, so that nothing was sent.
    payload : any
        The body's JSON, once it was asked for.
    hide : callable
        Strikes the key out of what is told of the answer; results are left as they came.
    """

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    trouble: str = ""
    passing: bool = True
    unsent: bool = False
    payload: Any = field(default=None, repr=False)
    hide: Callable[[str], str] = field(default=str, repr=False)

    @property
    def accepted(self) -> bool:
        """True from the moment the service says so, even when the rest was lost on the way."""
        return self.status is not None and 200 <= self.status < 300


class Said(NamedTuple):
    """An error in the service's own words, ``""`` for what it did not say."""

    code: str = ""
    message: str = ""
    request_id: str = ""


def parsed(answer: Answer) -> Answer:
    """Parse the body of an answer that should be a result; what is no JSON becomes trouble.

    JSON that breaks off may be whole the next time. A page of HTML comes from something that is not
    the service.

    Examples
    --------
    >>> parsed(Answer(200, {}, b'{"status": "runn')).trouble
    'the JSON of the answer breaks off or is damaged'
    """
    if not answer.accepted or answer.trouble:
        return answer
    try:
        payload = json.loads(answer.body)
    except (ValueError, RecursionError):
        if answer.body.lstrip()[:1] in (b"{", b""):
            return replace(answer, trouble="the JSON of the answer breaks off or is damaged")
        what = f"{answer.status} with something else than JSON ({_prose(answer)}); is the endpoint right?"
        return replace(answer, trouble=what, passing=False)
    if not isinstance(payload, dict):
        return replace(
            answer, trouble=f"{answer.status} with JSON that is no object", passing=False
        )
    return replace(answer, payload=payload)


def said(answer: Answer) -> Said:
    """Find code, message and request id in an answer, whichever shape it has.

    Examples
    --------
    >>> body = b'{"error": {"code": "InvalidRequest", "innererror": {"code": "InvalidContent", "message": "No."}}}'
    >>> said(Answer(400, {"apim-request-id": "7"}, body))
    Said(code='InvalidContent', message='No.', request_id='7')
    """
    names = ("apim-request-id", "x-ms-request-id", "x-request-id")
    request = next((answer.headers[name] for name in names if answer.headers.get(name)), "")
    try:
        found = _words(json.loads(answer.body))
    except (ValueError, RecursionError):
        return Said("", _prose(answer), _shown(request, answer.hide))
    told = found._replace(request_id=found.request_id or request)
    return Said(*(_shown(part, answer.hide) for part in told))


def _words(body: Any) -> Said:
    error: Any = body.get("error") or body if isinstance(body, dict) else body
    error = _first(error) if isinstance(error, list) else error
    if isinstance(error, str):
        return Said("", error)
    if isinstance(error, dict) and error is body:
        result = error.get("analyzeResult")
        error = (
            _first(error.get("errors"))
            or (_first(result.get("errors")) if isinstance(result, dict) else None)
            or error
        )
    code = message = request = ""
    while isinstance(error, dict):  # the innermost is the most telling
        code = _text(error.get("code") or error.get("statusCode")) or code
        message = _text(error.get("message") or error.get("Message")) or message
        request = _text(error.get("requestId")) or request
        error = error.get("innererror") or error.get("innerError") or _first(error.get("details"))
    return Said(code, message, request)


def _first(listed: Any) -> Any:
    return listed[0] if isinstance(listed, list) and listed else None


def _text(value: Any) -> str:
    return str(value) if isinstance(value, (str, int)) else ""


def _shown(text: str, hide: Callable[[str], str], length: int = 1000) -> str:
    """Make one line of a stranger's text, without the key, and without what could move a terminal's cursor."""
    words = "".join(
        character if character.isprintable() else " " for character in text[:_LOOKED_AT]
    ).split()
    if len(text) >= _LOOKED_AT:
        words = words[:-1]  # it may be the beginning of the key
    return hide(" ".join(words))[:length]  # in this order: half a key would not be found


def _prose(answer: Answer) -> str:
    """Make one short line of a page that a proxy sent."""
    text = answer.body[:_LOOKED_AT].decode(json.detect_encoding(answer.body), "replace")
    title = re.search(r"<title[^>]*>([^<]*)", text, re.IGNORECASE)
    text = title[1] if title else re.sub(r"<[^>]*>", " ", text)
    return _shown(text, answer.hide, 200)


def is_passing(answer: Answer) -> bool:
    """Tell whether the same call may go well a little later.

    Too many calls, trouble inside the service, and a connection that broke pass by; a quota that is
    used up does not, whatever status it comes with.

    Examples
    --------
    >>> is_passing(Answer(503)), is_passing(Answer(400)), is_passing(Answer(429, {}, b"Out of call volume quota"))
    (True, False, False)
    """
    if answer.status is None or (answer.accepted and answer.trouble):
        return answer.passing
    if answer.status in (408, 429) or answer.status >= 500:
        return _QUOTA not in said(answer).message.lower()
    return False


def retry_after(answer: Answer) -> float | None:
    """Seconds that an answer asks to wait: a number, a date, or words in the message; None when it does not say.

    Examples
    --------
    >>> retry_after(Answer(429, {}, b'{"error": {"message": "Please retry after 30 seconds."}}'))
    30.0
    """
    asked = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,300}(\.[0-9]{1,300})?", asked):
        return float(asked)
    moment = _moment(asked)
    if moment is not None:
        now = _moment(
            answer.headers.get("date", "")
        )  # the service's clock, where it shows it: ours may be wrong
        return max(0.0, moment - (time.time() if now is None else now))
    if answer.status == 429 or (answer.status or 0) >= 500:
        words = re.search(
            r"(?:retry|try again) (?:after|in) (\d{1,6}) second",
            said(answer).message,
            re.IGNORECASE,
        )
        return float(words[1]) if words else None
    return None


def _moment(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def error(answer: Answer, doing: str, *, operation: str = "") -> ServiceError:
    """Make the error of an answer that will not get better.

    Parameters
    ----------
    answer : Answer
    doing : str
        What was tried, for the message.
    operation : str
        URL of the operation, when there is one.

    Returns
    -------
    ServiceError
        :class:`AccessDenied` for 401 and 403, :class:`RateLimited` for 429.
    """
    found, status = said(answer), answer.status
    what = answer.trouble or f"{status}{_quoted(found)}; {_advice(answer, found, operation)}"
    message = f"{doing}: {what}{_resume(operation) if status != 404 else ''}"
    message = answer.hide(message)
    if status == 429:
        asked = retry_after(answer)
        return RateLimited(message, code=found.code, request_id=found.request_id, retry_after=asked)
    kind = AccessDenied if status in (401, 403) else ServiceError
    return kind(message, status_code=status, code=found.code, request_id=found.request_id)


def _advice(answer: Answer, found: Said, operation: str) -> str:
    status = answer.status or 0
    if _QUOTA in found.message.lower():
        return "the plan's quota is used up until the next period: wait for it, or change to a higher tier"
    if status == 404 and operation:
        return _GONE
    if 300 <= status < 400 and status != 304:
        host = re.match(
            r"[a-z]+://([^/?#@]*@)?([^/?#@]*)", answer.headers.get("location", ""), re.IGNORECASE
        )
        return (f"it points to {_shown(host[2], answer.hide, 200)}; " if host else "") + _ADVICE[
            301
        ]
    return (
        _CODES.get(found.code.lower())
        or _ADVICE.get(status)
        or (_TROUBLE if status >= 500 else _STRANGE)
    )


def _quoted(found: Said) -> str:
    code = f" {found.code}" if found.code else ""
    return f"{code} ({found.message})" if found.message else code


def _resume(operation: str) -> str:
    if not operation:
        return ""
    return (
        f". The service keeps the result for 48 hours; to ask for it: client.result({operation!r}),"
        " or `ocrlayout read --operation` with that address"
    )


def late(answer: Answer | None, doing: str, seconds: float, *, operation: str = "") -> ServiceError:
    """Make the error of a deadline that passed, or that leaves no time for the wait that was asked for.

    Returns
    -------
    ServiceError
        :class:`RateLimited` when the last answer was 429, else :class:`ServiceTimeout`.
    """
    head = f"{doing}: no result within {seconds:g} seconds"
    answer = answer or Answer()
    found, status = said(answer), answer.status
    if status == 429:
        asked = retry_after(answer)
        wait = f"; the service asks to wait {asked:g} seconds" if asked is not None else ""
        return RateLimited(
            answer.hide(f"{head}: 429{_quoted(found)}{wait}; {_ADVICE[429]}{_resume(operation)}"),
            code=found.code,
            request_id=found.request_id,
            retry_after=asked,
        )
    last = ""
    if answer.trouble or (status is not None and not answer.accepted):
        last = f", at last {answer.trouble or f'{status}{_quoted(found)}'}"
    advice = "" if operation else "; try again later, or give it a longer deadline"
    message = answer.hide(f"{head}{last}{advice}{_resume(operation)}")
    return ServiceTimeout(message, status_code=status, code=found.code, request_id=found.request_id)


def strange(answer: Answer, api: str, operation: str) -> ServiceError:
    """Make the error of an answer that is neither a result nor a failure nor a job that runs."""
    status = answer.payload.get("status")
    shown = "no status" if status is None else f"the status {_shown(repr(status), answer.hide, 80)}"
    found = said(answer)
    place = f" The operation is {operation}" if operation else ""
    return ServiceError(
        answer.hide(
            f"asking for the result: the service answers with {shown} and no result{_quoted(found)};"
            f" is api={api!r} right?{place}"
        ),
        status_code=answer.status,
        code=found.code,
        request_id=found.request_id,
    )


def failed(answer: Answer, status: str, operation: str) -> OcrFailed:
    """Make the error of a job that ended without a result, with the service's own words."""
    found = said(answer)
    words = (
        ": ".join(part for part in (found.code, found.message) if part)
        or "the service gave no reason"
    )
    where = f" (operation {operation})" if operation else ""
    return OcrFailed(
        answer.hide(
            f"the service reports {status!r} and no result: {words}{where}; check the document and submit it again"
        ),
        provider="azure",
        status=status.lower(),
        code=found.code,
    )

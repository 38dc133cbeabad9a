"""What one call comes back with: whether to wait for a better response, and the error to raise.

The words of an error body are found by :mod:`ocrlayout.azure_status`; a proxy may send HTML.
"""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import Any

from ocrlayout import azure_status
from ocrlayout.azure_status import ErrorBody
from ocrlayout.errors import AccessDenied, OcrFailed, RateLimited, ServiceError, ServiceTimeout

__all__ = [
    "Response",
    "error",
    "error_body",
    "failed",
    "is_transient",
    "lost",
    "parsed",
    "retry_after",
    "timed_out",
    "unexpected",
]

_RETIRED = (
    "Computer Vision 1.0 to 3.1 were retired in September 2026: use api='3.2' or"
    " api='di-2024-11-30' (Document Intelligence)"
)
_ADVICE = {
    301: "is the endpoint right? Redirects are not followed, because the key would travel along",
    400: "the document or an option does not suit the service; its own words say which",
    401: "check that key and endpoint belong to the same resource, and that the endpoint's region"
    " is the key's",
    403: "check the resource's firewall and plan; a quota that is used up comes back with the next"
    " period",
    404: f"check the endpoint, and whether this resource offers this version (api=); {_RETIRED}",
    410: _RETIRED,
    408: "the service took too long; try again later",
    413: "the document is too large: 500 MB at most, 4 MB in the free tier; send fewer pages or a"
    " smaller scan",
    415: "the service takes JPEG, PNG, BMP, TIFF and PDF; convert the document, or check that it is"
    " not damaged",
    429: "wait, send fewer calls a second (rate=), or change to a higher tier",
}
_QUOTA = "out of call volume quota"
_QUOTA_ADVICE = (
    "the plan's quota is used up until the next period: wait for it, or change to a higher tier"
)
_TROUBLE = "the service is in trouble; try again later"
_FOREIGN = (
    "the service has no such answer of its own: is the endpoint right, and what is between here"
    " and there?"
)
_GONE = (
    "the operation is not known there, or not any more; check that endpoint and key are those that"
    " it was submitted with, and ask again before the document is submitted, and billed, once more"
)
_UNREACHABLE_URL = "the service has to reach the URL without a login; or send the file itself"
_BY_CODE = {
    "invalidimagesize": _ADVICE[413],
    "invalidcontentlength": _ADVICE[413],
    "invalidimagedimension": "the sides have to be between 50 and 10000 pixels; scale the scan",
    "invalidimageurl": _UNREACHABLE_URL,
    "failedtodownloadimage": _UNREACHABLE_URL,
    "invalidpagerange": "pages= is a list such as '1-3,5' of pages that the document has",
}
_KINDS = {401: AccessDenied, 403: AccessDenied, 429: RateLimited}
_REQUEST_IDS = ("apim-request-id", "x-ms-request-id", "x-request-id")
_LOOKED_AT = 20_000  # bytes of a page of HTML
_SHORT = 200  # characters of a page or a host that are repeated
_SHOWN_STATUS = 80  # characters of a status word that are repeated


@dataclass(frozen=True, slots=True)
class Response:
    """What came back from one call.

    Attributes
    ----------
    status : int or None
        None when no response came.
    headers : mapping
        Names in lower case.
    body : bytes
    trouble : str
        What went wrong on the way, ``""`` when the response is whole.
    transient : bool
        False for trouble that will still be there the next time, such as a bad certificate.
    unsent : bool
        True where nothing was sent, for lack of a connection.
    payload : any
        The body's JSON, once it was asked for.
    redact : callable
        Strikes the key out of what is told of the response; results are left as they came.
    """

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    trouble: str = ""
    transient: bool = True
    unsent: bool = False
    payload: Any = field(default=None, repr=False)
    redact: Callable[[str], str] = field(default=str, repr=False)

    @property
    def accepted(self) -> bool:
        """True from the moment the service says so, even when the rest was lost on the way."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def whole(self) -> bool:
        """True for an accepted call whose response arrived undamaged."""
        return self.accepted and not self.trouble


def parsed(response: Response) -> Response:
    """Parse the body of a response that should be a result; what is not JSON becomes trouble.

    JSON that breaks off may be whole the next time. A page of HTML comes from something that is not
    the service.

    Examples
    --------
    >>> parsed(Response(200, {}, b'{"status": "runn')).trouble
    'the JSON of the answer breaks off or is damaged'
    """
    if not response.whole:
        return response
    try:
        payload = json.loads(response.body)
    except (ValueError, RecursionError):
        return _damaged(response)
    if not isinstance(payload, dict):
        what = f"{response.status} with JSON that is not an object"
        return replace(response, trouble=what, transient=False)
    return replace(response, payload=payload)


def _damaged(response: Response) -> Response:
    if response.body.lstrip()[:1] in (b"{", b""):
        return replace(response, trouble="the JSON of the answer breaks off or is damaged")
    what = (
        f"{response.status} with something else than JSON ({_prose(response)});"
        " is the endpoint right?"
    )
    return replace(response, trouble=what, transient=False)


def error_body(response: Response) -> ErrorBody:
    """Find code, message and request id in a response, whichever shape it has.

    Examples
    --------
    >>> body = b'{"error": {"code": "InvalidRequest", "details": [{"message": "Too small."}]}}'
    >>> error_body(Response(400, {"apim-request-id": "7"}, body))
    ErrorBody(code='InvalidRequest', message='Too small.', request_id='7')
    """
    request = next(filter(None, map(response.headers.get, _REQUEST_IDS)), "")
    request = azure_status.one_line(request, response.redact)
    try:
        found = azure_status.error(json.loads(response.body), response.redact)
    except (ValueError, RecursionError):
        return ErrorBody("", _prose(response), request)
    return found._replace(request_id=found.request_id or request)


def _prose(response: Response) -> str:
    """Make one short line of a page that a proxy sent."""
    body = response.body[:_LOOKED_AT]
    text = body.decode(json.detect_encoding(response.body), "replace")
    title = re.search(r"<title[^>]*>([^<]*)", text, re.IGNORECASE)
    text = title[1] if title else re.sub(r"<[^>]*>", " ", text)
    return azure_status.one_line(text, response.redact, _SHORT)


def is_transient(response: Response) -> bool:
    """Return whether the same call may go well a little later.

    Too many calls, trouble inside the service, and a connection that broke pass by; a quota that is
    used up does not, whatever status it comes with.

    Examples
    --------
    >>> is_transient(Response(503)), is_transient(Response(400))
    (True, False)
    >>> is_transient(Response(429, {}, b"Out of call volume quota"))
    False
    """
    if not response.status or (response.accepted and response.trouble):
        return response.transient
    if response.status in (408, 429) or response.status >= 500:
        return _QUOTA not in error_body(response).message.lower()
    return False


def retry_after(response: Response) -> float | None:
    """Seconds that a response asks to wait, None when it does not say.

    A number, a date (by the service's clock, where it shows it: ours may be wrong), or words in the
    message.

    Examples
    --------
    >>> body = b'{"error": {"message": "Please retry after 30 seconds."}}'
    >>> retry_after(Response(429, {}, body))
    30.0
    """
    asked = response.headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,300}(\.[0-9]{1,300})?", asked):
        return float(asked)
    moment = _moment(asked)
    if moment is not None:
        now = _moment(response.headers.get("date", ""))
        return max(0.0, moment - (now if now is not None else time.time()))
    status = response.status or 0
    return _said_wait(response) if status == 429 or status >= 500 else None


def _said_wait(response: Response) -> float | None:
    pattern = r"(?:retry|try again) (?:after|in) (\d{1,6}) second"
    words = re.search(pattern, error_body(response).message, re.IGNORECASE)
    return float(words[1]) if words else None


def _moment(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def error(response: Response, doing: str, operation: str = "") -> ServiceError:
    """Make the error of a response that will not get better.

    Parameters
    ----------
    response : Response
    doing : str
        What was tried, for the message.
    operation : str
        URL of the operation, when there is one.

    Returns
    -------
    ServiceError
        :class:`AccessDenied` for 401 and 403, :class:`RateLimited` for 429.
    """
    what = response.trouble or f"{_told(response)}; {_advice(response, operation)}"
    return _made(response, f"{doing}: {what}{_resume(operation)}", operation)


def timed_out(
    response: Response | None, doing: str, seconds: float, operation: str = ""
) -> ServiceError:
    """Make the error of a deadline that passed, or that a wait would pass.

    Returns
    -------
    ServiceError
        :class:`RateLimited` when the last response was 429, else :class:`ServiceTimeout`.
    """
    response = response or Response()
    last = response.trouble or ("" if response.accepted else _told(response))
    last = f", at last {last}" if last else ""  # else the job simply still runs
    advice = "" if operation else "; try again later, or give it a longer deadline"
    advice = f"; {_ADVICE[429]}" if response.status == 429 else advice
    what = f"no result within {seconds:g} seconds{last}{_wait(response, seconds)}{advice}"
    return _made(response, f"{doing}: {what}{_resume(operation)}", operation, ServiceTimeout)


def unexpected(response: Response, api: str, operation: str) -> ServiceError:
    """Make the error of a response that is neither a result nor a failure nor a running job."""
    status = response.payload.get("status")
    shown = azure_status.one_line(repr(status), response.redact, _SHOWN_STATUS)
    what = f"the status {shown}" if status is not None else "no status"
    place = f" The operation is {operation}" if operation else ""
    message = (
        f"asking for the result: the service answers with {what} and no result"
        f"{_quoted(response)}; is api={api!r} right?{place}"
    )
    return _made(response, message, operation)


def _made(
    response: Response, message: str, operation: str, usual: type[ServiceError] = ServiceError
) -> ServiceError:
    """Make an error of the kind that its status has, with what the service says of it."""
    made: ServiceError = _KINDS.get(response.status or 0, usual)(response.redact(message))
    if isinstance(made, RateLimited):
        made.retry_after = retry_after(response)
    made.code, _, made.request_id = error_body(response)
    made.status_code, made.operation = response.status, operation
    return made


def _advice(response: Response, operation: str) -> str:
    found, status = error_body(response), response.status or 0
    if _QUOTA in found.message.lower():
        return _QUOTA_ADVICE
    if status == 404 and operation:
        return _GONE
    if 300 <= status < 400 and status != 304:
        return _redirected(response) + _ADVICE[301]
    usual = _TROUBLE if status >= 500 else _FOREIGN
    return _BY_CODE.get(found.code.lower()) or _ADVICE.get(status) or usual


def _redirected(response: Response) -> str:
    pattern = r"[a-z]+://([^/?#@]*@)?([^/?#@]*)"
    host = re.match(pattern, response.headers.get("location", ""), re.IGNORECASE)
    if not host:
        return ""
    return f"it points to {azure_status.one_line(host[2], response.redact, _SHORT)}; "


def _told(response: Response) -> str:
    """Repeat the status and the service's words; ``""`` where nothing came."""
    return f"{response.status}{_quoted(response)}" if response.status else ""


def _quoted(response: Response) -> str:
    found = error_body(response)
    code = f" {found.code}" if found.code else ""
    return f"{code} ({found.message})" if found.message else code


def _resume(operation: str) -> str:
    if not operation:
        return ""
    return (
        ". The service keeps the result for 48 hours; to ask for it:"
        f" client.result({operation!r}), or `ocrlayout read --operation` with that address"
    )


def _wait(response: Response, deadline: float) -> str:
    """Repeat how long the service asks to wait, and whether that is why nothing came."""
    asked = retry_after(response)
    if not asked:
        return ""
    longer = f", longer than the deadline of {deadline:g}" if asked > deadline else ""
    return f"; the service asks to wait {asked:g} seconds{longer}"


def lost(response: Response, doing: str) -> ServiceError:
    """Make the error of a document that was accepted without a place of its result."""
    if response.trouble:
        what = (
            f"the service accepted it, but {response.trouble}, and with them the place of the"
            " result is lost; look at what is between here and the service before it is sent, and"
            " billed, again"
        )
    else:
        what = (
            f"the answer {response.status} names no Operation-Location, so this is hardly the"
            " service or not this version of it; check the endpoint and api="
        )
    return ServiceError(f"{doing}: {what}", status_code=response.status)


def failed(response: Response, operation: str) -> OcrFailed:
    """Make the error of a job that ended without a result, with the service's own words."""
    reason = azure_status.reason(response.payload, response.redact)
    where = f" (operation {operation})" if operation else ""
    return OcrFailed(
        response.redact(f"{reason}{where}; check the document and submit it again"),
        provider="azure",
        status=azure_status.state(response.payload),
        code=error_body(response).code,
        operation=operation,
    )

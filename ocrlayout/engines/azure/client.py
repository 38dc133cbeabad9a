"""The client: submit a document, ask for its result until it is there."""

import contextlib
import math
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, NoReturn, Self, TypeAlias
from urllib.parse import urlsplit

import requests

from ocrlayout import azure_status
from ocrlayout.engines.azure import responses, transport, upload, versions
from ocrlayout.engines.azure.credentials import (
    Credentials,
    Key,
    Token,
    hidden,
    of_key,
    of_token,
    told_apart,
)
from ocrlayout.engines.azure.endpoint import Endpoint, absolute, is_url
from ocrlayout.engines.azure.fork_safety import renew_in_children
from ocrlayout.engines.azure.rate_limit import RateLimit, backoff, pauses
from ocrlayout.engines.azure.responses import Response
from ocrlayout.errors import ServiceError

__all__ = ["Answer", "Client", "Progress", "Token"]


Answer: TypeAlias = dict[str, Any] | bytes
"""A service's answer: its parsed JSON, or the bytes of it."""

Progress: TypeAlias = Callable[[str, str | float], object]
"""What is called with a state, and the operation or seconds."""

_TOO_MANY = 429  # the status of a call that was refused for their number
_RESULTS = ("analyzeResult", "recognitionResult", "recognitionResults", "readResult")
# tries of a POST in a row without any connection: then the endpoint is wrong rather than busy
_UNREACHABLE = 5
_SPARE = 1.0  # seconds before the deadline at which the last call is made, but
_SPARE_SHARE = 0.1  # at most this share of the deadline
_LEAST_WAIT = 0.1  # share of `interval`, for a service that asks for next to nothing
_NOT_FOUND = 404
_SETTLING = 10.0  # seconds after a document was accepted in which it may mean "not yet"
_GET_SILENCE = 60.0  # seconds, at most, after which a poll is made again
_POST_SILENCE = 150.0  # seconds, at most, after which a document is sent again
_FIGURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LONGEST_OPERATION = 2000  # characters of an address that cannot be called


@dataclass(frozen=True, slots=True)
class _Task:
    """One read, submit or result: what it is for, who hears of it, and when it is to be over."""

    doing: str
    started: float
    until: float
    progress: Progress | None
    operation: str = ""
    accepted: float = -math.inf  # when the service took the document

    def report(self, state: str, value: str | float) -> None:
        if self.progress is not None:
            self.progress(state, value)


class Client:
    """A client of Azure's OCR, of any generation; threads and forked processes may share it.

    Threads share its connections and its rate. A forked child has connections, and a rate, of its
    own.

    Parameters
    ----------
    endpoint : str
        Such as ``https://name.cognitiveservices.azure.com``, with or without a slash at its end;
        https, but for this machine.
    key : str, AzureKeyCredential or token credential, optional
        The resource's key, or a credential of azure-core or azure-identity. It goes to the
        endpoint's scheme, host and port only.
    api : str
        A row of :data:`~ocrlayout.engines.azure.VERSIONS`.
    deadline : float
        Seconds for a whole read.
    interval : float
        Seconds of the first pause between polls, and of the first wait after a failure; both grow.
    rate : float, optional
        Calls a second, POST and GET alike; the free tier's 20 a minute are ``20 / 60``.
    session : requests.Session, optional
        Whose certificates, proxies, headers, hooks and adapters are taken over, as they are now; it
        is not used itself. An adapter of one's own brings its own connections: they end with their
        own time-outs, and ``http.client``'s debugging prints what they send.
    sleep : callable
        What waits.
    token : callable or token credential, optional
        Gives a bearer token for each call, in place of a key: text, or an object with ``token``.
    operation_endpoint : str, optional
        Endpoint at which results are asked for, whatever host the service names: for containers
        behind a proxy.
    clock : callable
        Seconds that never go back.
    pace : RateLimit, optional
        Shared with other clients of the resource, in place of `rate`.
    insecure : bool
        Whether http will do to a host of a private network, such as a container beside this one;
        the key then travels in the clear.

    Raises
    ------
    ValueError
        A version of that name does not exist, an endpoint or key cannot be one, a number does not
        make sense.

    Examples
    --------
    >>> Client("https://name.cognitiveservices.azure.com/", "0123456789abcdef")
    Client('https://name.cognitiveservices.azure.com', api='3.2')
    """

    def __init__(
        self,
        endpoint: str,
        key: Key | None = None,
        *,
        api: str = "3.2",
        deadline: float = 600.0,
        interval: float = 1.0,
        rate: float | None = None,
        session: requests.Session | None = None,
        sleep: Callable[[float], None] = time.sleep,
        token: Token | None = None,
        operation_endpoint: str | None = None,
        clock: Callable[[], float] = time.monotonic,
        pace: RateLimit | None = None,
        insecure: bool = False,
    ) -> None:
        # hidden before anything here can raise and show its variables
        key = hidden(key)
        self.endpoint = Endpoint.parse(endpoint, insecure=insecure)
        self.api = versions.find(api)
        self.deadline = _positive(deadline, "deadline")
        self.interval = _positive(interval, "interval")
        self._key, self._token = told_apart(key, token)
        self._operation_endpoint: Endpoint | None = None
        if operation_endpoint is not None:
            what = "operation_endpoint"
            self._operation_endpoint = Endpoint.parse(operation_endpoint, what, insecure=insecure)
        self._sleep, self._clock = sleep, clock
        rate = None if rate is None else _positive(rate, "rate")
        self._rate_limit = pace or RateLimit(rate, clock, sleep)
        self._session = transport.new_session(session)
        renew_in_children(self, Client._renew)

    def _renew(self) -> None:
        """Get connections and locks of its own, in a forked child."""
        self._rate_limit.renew()
        self._session = transport.renewed(self._session)

    def __repr__(self) -> str:
        """Show where the client calls, and nothing of the key."""
        return f"Client({self._url('')!r}, api={self.api.name!r})"

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError(
            "a client holds a key and connections, so it is not pickled; make one in each process"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, but for those of adapters that were passed in."""
        transport.close(self._session)

    def read(
        self,
        source: upload.Encoded,
        *,
        raw: bool = False,
        progress: Progress | None = None,
        **options: object,
    ) -> Answer:
        """Have a document read and return the service's answer as it came.

        Parameters
        ----------
        source : path, bytes, binary file object or URL
            A URL is fetched by the service. A file is sent from disk; a file object that cannot
            seek is copied first.
        raw : bool
            Return the bytes of the answer, not its parsed JSON.
        progress : callable, optional
            Called with ``("submitted", operation)`` as soon as the service accepts the document,
            with ``("running", seconds)`` after each poll, and with ``("waiting", seconds)`` before
            a call is repeated.
        **options
            Those of the version: ``language``, ``pages``, ``reading_order``, ``model_version``,
            ``mode``, ``model``, ``locale``, ``features``, ... None means not given.

        Returns
        -------
        dict or bytes

        Raises
        ------
        ValueError
            An option that the version does not have, or pages that are not a list of pages.
        OSError, ImageError, TypeError
            The source cannot be read, is empty, or is not a source.
        AccessDenied
            The key, the region or the plan does not allow the call.
        RateLimited
            Too many calls, and the deadline leaves too little time to wait.
        ServiceTimeout
            The deadline passed; the message says how to ask for the result later.
        OcrFailed
            The service could not read the document.
        ServiceError
            Anything else that the service, or the network, answered.

        Notes
        -----
        Once the service has accepted the document, whatever is raised has the URL of the operation
        as its attribute ``operation``, ``KeyboardInterrupt`` too.

        Examples
        --------
        >>> client.read("scan.jpg", language="en")["status"]  # doctest: +SKIP
        'succeeded'
        """
        task = self._task("reading the document", progress)
        response = self._post(task, source, options)
        if not self.api.polled:
            return self._finished(task, response, raw=raw)
        operation = self._operation(task, response)
        task = replace(task, operation=operation, accepted=self._clock())
        with _carried(operation):
            self._pause(task, response, self._first_pause())
            return self._poll(task, raw=raw)

    def submit(
        self, source: upload.Encoded, *, progress: Progress | None = None, **options: object
    ) -> str:
        """Send a document and return its operation, the URL for :meth:`result`, without waiting.

        Parameters and errors are those of :meth:`read`.

        Raises
        ------
        ValueError
            The version answers at once, so that there is nothing to come back for.
        """
        if not self.api.polled:
            raise ValueError(f"{self.api.name} answers at once, without an operation; use read")
        task = self._task("submitting the document", progress)
        return self._operation(task, self._post(task, source, options))

    def result(
        self, operation: str, *, raw: bool = False, progress: Progress | None = None
    ) -> Answer:
        """Wait for the result of an operation, of now or of yesterday: it is kept for 48 hours.

        Parameters and errors are those of :meth:`read`.
        """
        task = self._task("asking for the result", progress)
        task = replace(task, operation=self._known(operation))
        with _carried(task.operation):
            return self._poll(task, raw=raw)

    def pdf(self, operation: str) -> bytes:
        """Return the searchable PDF that Document Intelligence made of a document.

        Parameters
        ----------
        operation : str
            What :meth:`submit` returned for a document that was sent with ``output="pdf"``; its
            result has to be there (see :meth:`result`).

        Raises
        ------
        ValueError
            The version does not make files.
        ServiceError, ServiceTimeout
            See :meth:`read`.
        """
        return self._file(operation, "pdf", "application/pdf")

    def figure(self, operation: str, name: str) -> bytes:
        """Return the picture of a figure, as PNG, of a document sent with ``output="figures"``.

        Parameters
        ----------
        operation : str
        name : str
            The figure's ``id`` in the result, such as ``"1.1"``.

        Raises
        ------
        ValueError
            The version does not make files, or no figure can have this name.
        ServiceError, ServiceTimeout
            See :meth:`read`.
        """
        if not _FIGURE.fullmatch(name):
            raise ValueError("name is the id of a figure in the result, such as '1.1'")
        return self._file(operation, f"figures/{name}", "image/png")

    def _file(self, operation: str, name: str, kind: str) -> bytes:
        """Ask for a file that stands below an operation."""
        if "output" not in self.api.options:
            raise ValueError(f"{self.api.name} of the service does not make files: see output=")
        doing = f"asking for {name}, which is made where output= asks for it"
        parts = urlsplit(self._known(operation))
        url = parts._replace(path=f"{parts.path}/{name}").geturl()
        sent = requests.Request("GET", url, {"Accept": kind})
        response = self._call(self._task(doing, None), sent, is_json=False)
        if not response.whole:
            raise responses.error(response, doing)
        return response.body

    def _known(self, operation: str) -> str:
        """Return where an operation that somebody names is asked for."""
        if not is_url(operation):
            raise ValueError("an operation is the https address that submit returned")
        return self._operation_url(operation)

    def _task(self, doing: str, progress: Progress | None) -> _Task:
        now = self._clock()
        return _Task(doing, now, now + self.deadline, progress)

    def _first_pause(self) -> float:
        return max(self.interval, self.api.interval)

    def _url(self, path: str) -> str:
        return self.endpoint.base_url + self.endpoint.prefix + path

    def _post(self, task: _Task, source: upload.Encoded, options: Mapping[str, object]) -> Response:
        path, query = self.api.target(options)
        with upload.opened(source, self.api) as body:
            sent = requests.Request("POST", self._url(path), data=body, params=query)
            response = self._call(task, sent, is_json=not self.api.polled)
        if not response.accepted:
            raise responses.error(response, task.doing)
        return response

    def _operation(self, task: _Task, response: Response) -> str:
        """Find the URL of the operation that a response names, and report it."""
        named = response.headers.get("operation-location", "")
        named = response.redact(named)  # it is shown and written down
        if not named:
            raise _lost(task, response)
        with _carried(absolute(named, self._url(self.api.path))[:_LONGEST_OPERATION]):
            operation = self._operation_url(named)
        with _carried(operation):
            task.report("submitted", operation)
        return operation

    def _operation_url(self, named: str) -> str:
        return self.endpoint.operation_url(
            named, self._url(self.api.path), operation_endpoint=self._operation_endpoint
        )

    def _poll(self, task: _Task, *, raw: bool) -> Answer:
        sent = requests.Request("GET", task.operation)
        for pause in pauses(self._first_pause()):
            response = self._call(task, sent, is_json=True)
            if azure_status.state(response.payload) not in azure_status.WAITING:
                return self._finished(task, response, raw=raw)
            task.report("running", self._clock() - task.started)
            self._pause(task, response, pause)
        raise AssertionError("the pauses never end")

    def _finished(self, task: _Task, response: Response, *, raw: bool) -> Answer:
        """Return the result that a response is, or raise what it is instead.

        The payload is not held in a variable: it may repeat the key, which a traceback would show.
        """
        if not response.whole:
            raise responses.error(response, "asking for the result", task.operation)
        if azure_status.state(response.payload) in azure_status.FAILED:
            raise responses.failed(response, task.operation)
        if not _is_result(response.payload):
            raise responses.unexpected(response, self.api.name, task.operation)
        answer: Answer = response.body if raw else response.payload
        return answer

    def _call(self, task: _Task, sent: requests.Request, *, is_json: bool) -> Response:
        """Call, and call again while that may help and the deadline allows it.

        A loop and not urllib3's ``Retry``: that one does not know a deadline, waits where a
        ``sleep`` cannot be passed in, does not count against the rate, and cannot tell a quota that
        is used up from a moment's rush.
        """
        response, unsent = None, 0
        for tries in count():
            if not self._rate_limit.wait(task.until):
                raise self._timed_out(task, response)
            response = self._once(task, sent)
            response = responses.parsed(response) if is_json else response
            unsent = unsent + 1 if response.unsent else 0
            if self._is_final(task, sent.method, response, unsent):
                self._rate_limit.succeeded()
                return response
            wait = backoff(self.interval, tries)
            if response.status == _TOO_MANY:
                self._rate_limit.refused(responses.retry_after(response) or wait)
            self._pause(task, response, wait, again=True)
        raise AssertionError("the tries never end")

    def _once(self, task: _Task, sent: requests.Request) -> Response:
        sent.auth = self._credentials()
        left, silence = task.until - self._clock(), self._longest_silence(sent.method)
        return transport.call(self._session, sent, timeout=left, longest_silence=silence)

    def _longest_silence(self, method: str) -> float:
        """Seconds after which a call is made again.

        A POST gets more, as it may have been accepted; all of them where it brings the result.
        """
        if method == "GET":
            return min(_GET_SILENCE, self.deadline / 4)
        return min(_POST_SILENCE, self.deadline / 2) if self.api.polled else self.deadline

    def _is_final(self, task: _Task, method: str, response: Response, unsent: int) -> bool:
        if response.status == _NOT_FOUND and self._clock() - task.accepted < _SETTLING:
            return False  # not every server of the service hears of an operation at once
        if not responses.is_transient(response):
            return True
        if method == "POST":  # once accepted it is billed, whatever became of the response
            return response.accepted or unsent >= _UNREACHABLE
        return response.whole

    def _credentials(self) -> Credentials:
        if self._key is not None:
            return of_key(self._key)
        return of_token(self._token, urlsplit(self.endpoint.base_url).hostname or "")

    def _pause(self, task: _Task, response: Response, wait: float, *, again: bool = False) -> None:
        """Wait as long as the service asks, else as long as we would.

        Raises
        ------
        ServiceError
            The deadline comes first.
        """
        spare = min(_SPARE, self.deadline * _SPARE_SHARE)
        left = task.until - self._clock() - spare
        asked = responses.retry_after(response)
        if left <= 0 or (asked and asked >= left + spare):
            raise self._timed_out(task, response)
        least = min(self.interval * _LEAST_WAIT, left)
        wait = max(asked, least) if asked else min(wait, left)
        if again:
            task.report("waiting", wait)
        self._sleep(wait)

    def _timed_out(self, task: _Task, response: Response | None) -> ServiceError:
        return responses.timed_out(response, task.doing, self.deadline, task.operation)


@contextlib.contextmanager
def _carried(operation: str) -> Iterator[None]:
    """Have whatever is raised carry the operation, so that a job that is paid for is not lost."""
    try:
        yield
    except BaseException as error:
        with contextlib.suppress(AttributeError):  # somebody's exception may not take it
            error.operation = getattr(error, "operation", "") or operation  # type: ignore[attr-defined]
        raise


def _lost(task: _Task, response: Response) -> ServiceError:
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
    return ServiceError(f"{task.doing}: {what}", status_code=response.status)


def _positive(value: float, name: str) -> float:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not 0 < value < float("inf"):
        raise ValueError(f"{name} is a number greater than 0, not {value!r:.40}")
    return float(value)


def _is_result(payload: dict[str, Any]) -> bool:
    """Return whether an answer says that it is a result, or has one and does not say anything."""
    state = azure_status.state(payload)
    return state == azure_status.SUCCEEDED or (
        not state and any(key in payload for key in _RESULTS)
    )

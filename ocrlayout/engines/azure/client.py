"""The client: submit a document, ask for its result until it is there."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, NoReturn, Self

import requests

from ocrlayout.engines.azure import exchange, faults, upload, versions
from ocrlayout.engines.azure.origin import Endpoint, is_url
from ocrlayout.engines.azure.pace import Pace, backoff, pauses
from ocrlayout.engines.azure.secret import Credentials, Secret
from ocrlayout.errors import ServiceError

__all__ = ["Client", "Progress"]

Progress = Callable[[str, Any], object]
_WAITING = ("notstarted", "running")
_FAILED = ("failed", "canceled", "cancelled", "skipped")
_RESULTS = ("analyzeResult", "recognitionResult", "recognitionResults", "readResult")
# tries of a POST in a row without any connection: then the endpoint is wrong rather than busy
_UNREACHABLE = 5


@dataclass(frozen=True, slots=True)
class _Errand:
    """One read, submit or result: what it is for, who hears of it, and when it has to be over."""

    doing: str
    started: float
    until: float
    progress: Progress | None

    def tell(self, state: str, value: Any) -> None:
        if self.progress is not None:
            self.progress(state, value)


class Client:
    """A talk with Azure's OCR, of any generation; threads may share it.

    Parameters
    ----------
    endpoint : str
        Such as ``https://name.cognitiveservices.azure.com``, with or without a slash at its end;
        https, but for this machine.
    key : str, optional
        The resource's key. It goes to the endpoint's origin only.
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
    token : callable, optional
        Gives a bearer token for each call, in place of a key: text, or an object with ``token``.
    operation_origin : str, optional
        Origin at which results are asked for, whatever host the service names: for containers
        behind a proxy.
    clock : callable
        Seconds that never go back.

    Raises
    ------
    ValueError
        No version of that name, an endpoint or key that cannot be one, a number that makes no
        sense.

    Examples
    --------
    >>> Client("https://name.cognitiveservices.azure.com/", "0123456789abcdef")
    Client('https://name.cognitiveservices.azure.com', api='3.2')
    """

    def __init__(
        self,
        endpoint: str,
        key: str | None = None,
        *,
        api: str = "3.2",
        deadline: float = 600.0,
        interval: float = 1.0,
        rate: float | None = None,
        session: requests.Session | None = None,
        sleep: Callable[[float], None] = time.sleep,
        token: Callable[[], Any] | None = None,
        operation_origin: str | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        key = (
            None if key is None else Secret(key)
        )  # before anything here can raise and show its variables
        if (key is None) == (token is None):
            raise ValueError("the client needs a key, or a token= in its place, and not both")
        self.endpoint = Endpoint.parse(endpoint)
        self.api = versions.find(api)
        self.deadline = _positive(deadline, "deadline")
        self.interval = _positive(interval, "interval")
        self._key = None if key is None else Secret(key).checked("key")
        self._token = token
        self._elsewhere = (
            None
            if operation_origin is None
            else Endpoint.parse(operation_origin, "operation_origin")
        )
        self._sleep, self._clock = sleep, clock
        self._pace = Pace(None if rate is None else _positive(rate, "rate"), clock, sleep)
        self._session = exchange.new_session(session)

    def __repr__(self) -> str:
        """Show where the client calls, and nothing of the key."""
        return f"Client({self.endpoint.origin + self.endpoint.prefix!r}, api={self.api.name!r})"

    def __reduce_ex__(self, _protocol: Any) -> NoReturn:
        raise TypeError(
            "a client holds a key and connections, so it is not pickled; make one in each process"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, but for those of adapters that were passed in."""
        self._session.close()

    def read(
        self, source: Any, *, raw: bool = False, progress: Progress | None = None, **options: Any
    ) -> Any:
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
            ``mode``, ``model``, ``locale``, ``features``, ... None is not given.

        Returns
        -------
        dict or bytes

        Raises
        ------
        ValueError
            An option that the version does not have.
        OSError, ImageError, TypeError
            The source cannot be read, is empty, or is no source.
        AccessDenied
            The key, the region or the plan does not allow the call.
        RateLimited
            Too many calls, and the deadline leaves no time to wait.
        ServiceTimeout
            The deadline passed; the message says how to ask for the result later.
        OcrFailed
            The service could not read the document.
        ServiceError
            Anything else that the service, or the network, answered.

        Examples
        --------
        >>> client.read("scan.jpg", language="en")["status"]  # doctest: +SKIP
        'succeeded'
        """
        errand = self._errand("reading the document", progress)
        answer = self._post(errand, source, options)
        if not self.api.polled:
            return self._finished(answer, "", raw=raw)
        operation = self._operation(errand, answer)
        self._pause(errand, answer, max(self.interval, self.api.pace), operation)
        return self._poll(errand, operation, raw=raw)

    def submit(self, source: Any, *, progress: Progress | None = None, **options: Any) -> str:
        """Send a document and return its operation, the URL for :meth:`result`, without waiting for the result.

        Parameters and errors are those of :meth:`read`.

        Raises
        ------
        ValueError
            The version answers at once, so that there is nothing to come back for.
        """
        if not self.api.polled:
            raise ValueError(f"{self.api.name} answers at once and has no operations; use read")
        errand = self._errand("submitting the document", progress)
        return self._operation(errand, self._post(errand, source, options))

    def result(self, operation: str, *, raw: bool = False, progress: Progress | None = None) -> Any:
        """Wait for the result of an operation, of a moment ago or of yesterday: it is kept for 48 hours.

        Parameters and errors are those of :meth:`read`.
        """
        if not is_url(operation):
            raise ValueError("an operation is the https address that submit returned")
        errand = self._errand("asking for the result", progress)
        return self._poll(errand, self._place(operation), raw=raw)

    def _errand(self, doing: str, progress: Progress | None) -> _Errand:
        now = self._clock()
        return _Errand(doing, now, now + self.deadline, progress)

    def _post(self, errand: _Errand, source: Any, options: Mapping[str, Any]) -> faults.Answer:
        path, query = self.api.target(options)
        with upload.opened(source, self.api) as body:
            answer = self._call(errand, "POST", self._url(path), body=body, query=query)
        if not answer.accepted:
            raise faults.error(answer, errand.doing)
        return answer

    def _url(self, path: str) -> str:
        return self.endpoint.origin + self.endpoint.prefix + path

    def _operation(self, errand: _Errand, answer: faults.Answer) -> str:
        named = answer.hide(
            answer.headers.get("operation-location", "")
        )  # what it names is shown and written down
        if not named and answer.trouble:
            raise ServiceError(
                f"{errand.doing}: the service accepted it, but {answer.trouble}, and with them the place of the result"
                " is lost; look at what is between here and the service before it is sent, and billed, again",
                status_code=answer.status,
            )
        if not named:
            raise ServiceError(
                f"{errand.doing}: the answer {answer.status} names no Operation-Location, so this is hardly the service"
                " or not this version of it; check the endpoint and api=",
                status_code=answer.status,
            )
        operation = self._place(named)
        errand.tell("submitted", operation)
        return operation

    def _place(self, operation: str) -> str:
        return self.endpoint.place(operation, self._url(self.api.path), elsewhere=self._elsewhere)

    def _poll(self, errand: _Errand, operation: str, *, raw: bool) -> Any:
        for pause in pauses(max(self.interval, self.api.pace)):
            answer = self._call(errand, "GET", operation)
            if _state(answer.payload) not in _WAITING:
                return self._finished(answer, operation, raw=raw)
            errand.tell("running", self._clock() - errand.started)
            self._pause(errand, answer, pause, operation)
        raise AssertionError("the pauses never end")

    def _finished(self, answer: faults.Answer, operation: str, *, raw: bool) -> Any:
        """Return the result that an answer is, or raise what it is instead."""
        if not answer.accepted or answer.trouble:
            raise faults.error(answer, "asking for the result", operation=operation)
        if _state(answer.payload) in _FAILED:
            raise faults.failed(answer, _state(answer.payload), operation)
        if _is_result(answer.payload):
            return answer.body if raw else answer.payload
        raise faults.strange(answer, self.api.name, operation)

    def _call(self, errand: _Errand, method: str, url: str, **sent: Any) -> faults.Answer:
        """Call, and call again while that may help and the deadline allows it.

        A loop and not urllib3's ``Retry``: that one knows no deadline, waits where no ``sleep`` can
        be passed in, does not count against the rate, and cannot tell a quota that is used up from
        a moment's rush.
        """
        operation = url if method == "GET" else ""
        answer, unsent = None, 0
        for tries in count():
            if not self._pace.wait(errand.until):
                raise faults.late(answer, errand.doing, self.deadline, operation=operation)
            answer = self._once(errand, method, url, **sent)
            unsent = unsent + 1 if answer.unsent else 0
            if self._is_final(answer, method, unsent):
                return answer
            self._pause(errand, answer, backoff(self.interval, tries), operation, again=True)
        raise AssertionError("the tries never end")

    def _once(
        self,
        errand: _Errand,
        method: str,
        url: str,
        body: upload.Upload | None = None,
        query: dict[str, str] | None = None,
    ) -> faults.Answer:
        awaited = method == "GET" or not self.api.polled
        answer = exchange.call(
            self._session,
            method,
            url,
            credentials=self._credentials(),
            upload=body,
            query=query,
            seconds=max(errand.until - self._clock(), 0.001),
            patience=self._patience(method),
        )
        return faults.parsed(answer) if awaited else answer

    def _patience(self, method: str) -> float:
        """Seconds of silence after which a call is made again; a POST gets more, as it may have been accepted."""
        if method == "GET":
            return min(60.0, self.deadline / 4)
        return min(150.0, self.deadline / 2) if self.api.polled else self.deadline

    def _is_final(self, answer: faults.Answer, method: str, unsent: int) -> bool:
        if method == "POST":  # once accepted it is billed, whatever became of the answer
            return answer.accepted or not faults.is_passing(answer) or unsent >= _UNREACHABLE
        return (answer.accepted and not answer.trouble) or not faults.is_passing(answer)

    def _credentials(self) -> Credentials:
        if self._key is not None:
            return Credentials("Ocp-Apim-Subscription-Key", "", self._key)
        return Credentials("Authorization", "Bearer ", _fresh(self._token).checked("token"))

    def _pause(
        self,
        errand: _Errand,
        answer: faults.Answer,
        seconds: float,
        operation: str,
        *,
        again: bool = False,
    ) -> None:
        """Wait as long as the service asks, else as long as we would; raise when the deadline comes first."""
        left = errand.until - self._clock()
        asked = faults.retry_after(answer)
        spare = min(1.0, self.deadline / 10)  # the last call is made a little before the deadline
        if left <= spare or (asked and asked >= left):
            raise faults.late(answer, errand.doing, self.deadline, operation=operation)
        least = min(self.interval / 10, left - spare)  # of a service that asks for next to nothing
        wait = max(asked, least) if asked else min(seconds, left - spare)
        if again:
            errand.tell("waiting", wait)
        self._sleep(wait)


def _fresh(token: Callable[[], Any] | None) -> Secret:
    value = token() if token is not None else ""
    return Secret(getattr(value, "token", value))


def _positive(value: float, name: str) -> float:
    if (
        isinstance(value, bool)
        or not isinstance(value, (int, float))
        or not 0 < value < float("inf")
    ):
        raise ValueError(f"{name} is a number greater than 0, not {value!r:.40}")
    return float(value)


def _is_result(payload: dict[str, Any]) -> bool:
    """Tell whether an answer is a result: it says so, or says nothing of its state and has one."""
    state = _state(payload)
    return state == "succeeded" or (not state and any(key in payload for key in _RESULTS))


def _state(payload: Any) -> str:
    """Spell a status one way: ``"Not Started"``, ``NotStarted`` and ``notStarted`` are one."""
    status = payload.get("status") if isinstance(payload, dict) else None
    return re.sub(r"[\s_]", "", status).lower() if isinstance(status, str) else ""

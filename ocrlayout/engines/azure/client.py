"""The client: submit a document, ask for its result until it is there."""

import contextlib
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import requests

from ocrlayout import azure_status
from ocrlayout.engines.azure import responses, upload, versions
from ocrlayout.engines.azure.calls import Calls, Progress, Task
from ocrlayout.engines.azure.credentials import Key, Token, hidden
from ocrlayout.engines.azure.endpoint import Endpoint, absolute, is_url
from ocrlayout.engines.azure.rate_limit import RateLimit, pauses
from ocrlayout.engines.azure.responses import Response

__all__ = ["Answer", "Client", "Progress", "Token"]


Answer: TypeAlias = dict[str, Any] | bytes
"""A service's answer: its parsed JSON, or the bytes of it."""

_RESULTS = ("analyzeResult", "recognitionResult", "recognitionResults", "readResult")
_FIGURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LONGEST_OPERATION = 2000  # characters of an address that cannot be called


class Client(Calls):
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
        self.api = versions.find(api)
        self._operation_endpoint: Endpoint | None = None
        if operation_endpoint is not None:
            what = "operation_endpoint"
            self._operation_endpoint = Endpoint.parse(operation_endpoint, what, insecure=insecure)
        super().__init__(
            Endpoint.parse(endpoint, insecure=insecure),
            key,
            token,
            deadline=deadline,
            interval=interval,
            rate=rate,
            pace=pace,
            session=session,
            sleep=sleep,
            clock=clock,
        )

    def __repr__(self) -> str:
        """Show where the client calls, and nothing of the key."""
        return f"Client({self._url('')!r}, api={self.api.name!r})"

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

    def _first_pause(self) -> float:
        return max(self.interval, self.api.interval)

    def _url(self, path: str) -> str:
        return self.endpoint.base_url + self.endpoint.prefix + path

    def _post(self, task: Task, source: upload.Encoded, options: Mapping[str, object]) -> Response:
        path, query = self.api.target(options)
        with upload.opened(source, self.api) as body:
            sent = requests.Request("POST", self._url(path), data=body, params=query)
            response = self._call(task, sent, is_json=not self.api.polled)
        if not response.accepted:
            raise responses.error(response, task.doing)
        return response

    def _operation(self, task: Task, response: Response) -> str:
        """Find the URL of the operation that a response names, and report it."""
        named = response.headers.get("operation-location", "")
        named = response.redact(named)  # it is shown and written down
        if not named:
            raise responses.lost(response, task.doing)
        with _carried(absolute(named, self._url(self.api.path))[:_LONGEST_OPERATION]):
            operation = self._operation_url(named)
        with _carried(operation):
            task.report("submitted", operation)
        return operation

    def _operation_url(self, named: str) -> str:
        return self.endpoint.operation_url(
            named, self._url(self.api.path), operation_endpoint=self._operation_endpoint
        )

    def _poll(self, task: Task, *, raw: bool) -> Answer:
        sent = requests.Request("GET", task.operation)
        for pause in pauses(self._first_pause()):
            response = self._call(task, sent, is_json=True)
            if azure_status.state(response.payload) not in azure_status.WAITING:
                return self._finished(task, response, raw=raw)
            task.report("running", self._clock() - task.started)
            self._pause(task, response, pause)
        raise AssertionError("the pauses never end")

    def _finished(self, task: Task, response: Response, *, raw: bool) -> Answer:
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


@contextlib.contextmanager
def _carried(operation: str) -> Iterator[None]:
    """Have whatever is raised carry the operation, so that a job that is paid for is not lost."""
    try:
        yield
    except BaseException as error:
        with contextlib.suppress(AttributeError):  # somebody's exception may not take it
            error.operation = getattr(error, "operation", "") or operation  # type: ignore[attr-defined]
        raise


def _is_result(payload: dict[str, Any]) -> bool:
    """Return whether an answer says that it is a result, or has one and does not say anything."""
    state = azure_status.state(payload)
    return state == azure_status.SUCCEEDED or (
        not state and any(key in payload for key in _RESULTS)
    )

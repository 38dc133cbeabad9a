"""HTTP: who may call, how much at once, bodies."""

import contextlib
import ipaddress
import json
import math
import re
import socket
import threading
import time
import uuid
from collections.abc import Mapping
from email.message import Message
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import SplitResult, parse_qsl, urlsplit

from ocrlayout import formats
from ocrlayout.model import Document
from ocrlayout.serving import refusals, routes, submissions
from ocrlayout.serving.operations import Operation, Operations, Recognize
from ocrlayout.serving.refusals import Refusal
from ocrlayout.serving.routes import Found

__all__ = ["Service"]

_MEGABYTE = 2**20
_PATIENCE = 60  # seconds that a caller may be silent
_GLANCE = 0.5  # seconds: Windows does not interrupt a thread that waits for another
_LONGEST_LINE = 100  # characters of the length of a chunk
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:]+\](:\d{1,5})?")
_KEY = "Ocp-Apim-Subscription-Key"
_TOKEN = "Bearer "  # noqa: S105  # what a token begins with


class Service(ThreadingHTTPServer):
    """The service: it answers as soon as it is made, once :meth:`serve_forever` runs.

    As a context manager it runs in a thread of its own.

    Parameters
    ----------
    engine : str
        A local engine, or ``"local"`` for the one that is installed.
    host, port : str, int
        Where it listens; port 0 is one that is free.
    rate : float, optional
        Calls a second; more are answered with 429.
    delay : float
        Seconds that a document takes at least.
    key : str, optional
        The key that callers need. By default any will do.
    limit : int
        The most bytes of a document.
    may_fetch : bool, optional
        Whether documents are fetched from addresses. By default where only this machine can call.
    recognize : callable, optional
        In place of an engine: ``recognize(data, {"pages": …, "language": …}) -> Document``.

    Attributes
    ----------
    origin : str
        Its own address, to be used as endpoint.

    Raises
    ------
    OSError
        It cannot listen there.

    Examples
    --------
    >>> with Service(recognize=lambda data, asked: Document()) as service:
    ...     service.origin.startswith("http://127.0.0.1:")
    True
    """

    _thread: threading.Thread | None = None  # that of a context manager
    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self,
        engine: str = "local",
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        rate: float | None = None,
        delay: float = 0.0,
        key: str | None = None,
        limit: int = 50 * _MEGABYTE,
        may_fetch: bool | None = None,
        recognize: Recognize | None = None,
    ) -> None:
        self.address_family = _family(host)
        # before it listens: where it cannot, it is closed at once, and these with it
        self.operations = Operations(recognize or partial(_recognized, engine), delay=delay)
        super().__init__((host, port), _Handler)
        self.origin = f"http://{_bracketed(host)}:{self.server_address[1]}"
        self.key, self.limit = key, limit
        self.may_fetch = is_loopback(host) if may_fetch is None else may_fetch
        self._bucket = _Bucket(rate)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._thread is not None:
            self.shutdown()
            self._thread.join()
        self.server_close()

    def wait(self) -> None:
        """Wait until it is ended, by :meth:`shutdown` or an interrupt of whoever waits."""
        while self._thread is not None and self._thread.is_alive():
            self._thread.join(_GLANCE)

    def server_close(self) -> None:
        """Let go of the port, and of the documents that wait."""
        super().server_close()
        self.operations.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over callers that hang up."""

    def admit(self, headers: Message) -> None:
        """Refuse a call without the key, or beyond the rate."""
        token = headers.get("Authorization", "")
        given = headers.get(_KEY) or (token[len(_TOKEN) :] if token.startswith(_TOKEN) else "")
        if not given or (self.key is not None and given != self.key):
            raise refusals.denied()
        wait = self._bucket.wait()
        if wait:
            raise refusals.too_fast(wait)


class _Bucket:
    """As many calls as a rate allows, and a second's worth at once."""

    def __init__(self, rate: float | None) -> None:
        self._rate, self._lock = rate, threading.Lock()
        self._most = max(1.0, rate or 0.0)
        self._left, self._seen = self._most, time.monotonic()

    def wait(self) -> int:
        """Take a call; else return the whole seconds until there is one."""
        if self._rate is None:
            return 0
        with self._lock:
            now = time.monotonic()
            self._left = min(self._most, self._left + (now - self._seen) * self._rate)
            self._seen = now
            if self._left < 1:
                return math.ceil((1 - self._left) / self._rate)
            self._left -= 1
        return 0


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Service
    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE
    disable_nagle_algorithm = True
    server_version, sys_version = "ocrlayout", ""

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002  # its own name
        """Say nothing: addresses and keys are nobody's business."""

    def do_POST(self) -> None:
        """Take a document."""
        self._answered(self._submitted)

    def do_GET(self) -> None:
        """Say how far a document is."""
        self._answered(self._polled)

    def _answered(self, make: Any) -> None:
        with contextlib.suppress(OSError):  # a caller that hangs up
            try:
                make()
            except Refusal as refusal:
                self._refuse(refusal)

    def _submitted(self) -> None:
        body = self._body()
        parts = self._parts()
        found = routes.submitted(parts.path)
        self.server.admit(self.headers)
        if found is None:
            raise refusals.not_allowed() if routes.polled(parts.path) else refusals.not_found()
        asked = submissions.asked(found, dict(parse_qsl(parts.query, keep_blank_values=True)))
        data = submissions.document(
            found,
            self.headers.get("Content-Type", ""),
            body,
            limit=self.server.limit,
            may_fetch=self.server.may_fetch,
        )
        self._accept(found, asked, data)

    def _accept(self, found: Found, asked: Mapping[str, Any], data: bytes) -> None:
        operation = self.server.operations.submit(found.route.family, data, asked)
        if operation is None:
            raise refusals.too_fast(1)
        path = found.route.result.format(**found.parts, operation=operation)
        if found.route.versions:
            path += f"?api-version={asked['version']}"
        self._send(202, b"", {"Operation-Location": self._origin() + path})

    def _polled(self) -> None:
        found = routes.polled(self._parts().path)
        self.server.admit(self.headers)
        if found is None:
            raise refusals.not_found()
        operation = self.server.operations.find(found.parts["operation"], found.route.family)
        if operation is None:
            raise refusals.not_found()
        self._send(200, json.dumps(self._answer(found, operation), ensure_ascii=False).encode())

    def _answer(self, found: Found, operation: Operation) -> dict[str, Any]:
        state = self.server.operations.state(operation)
        is_second = found.route.family == "read/2"
        answer: dict[str, Any] = {"status": state[0].upper() + state[1:] if is_second else state}
        if not is_second:
            answer["createdDateTime"] = operation.created
            answer["lastUpdatedDateTime"] = operation.updated
        if state == "succeeded" and operation.document is not None:
            answer |= found.route.dialect(operation.document, operation.asked)
        if state == "failed":
            code, message = operation.failure
            answer["error"] = {"code": code, "message": message}
        return answer

    def _parts(self) -> SplitResult:
        """Take the path apart; endpoint and path are often joined with two slashes."""
        return urlsplit("/" + self.path.lstrip("/"))

    def _origin(self) -> str:
        """Return the address under which we were called, so that port forwarding works."""
        host = self.headers.get("Host", "")
        return f"http://{host}" if _HOST.fullmatch(host) else self.server.origin

    def _body(self) -> bytes:
        """Read a body, of a length that is announced or in chunks; refuse one that is too long."""
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return self._chunks()
        announced = self.headers.get("Content-Length", "0")
        length = int(announced) if announced.isdecimal() else 0
        if length > self.server.limit:
            self.close_connection = True  # what comes is not read
            raise refusals.too_large(self.server.limit)
        return self.rfile.read(length)

    def _chunks(self) -> bytes:
        body = bytearray()
        while length := self._chunk_length():
            if len(body) + length > self.server.limit:
                self.close_connection = True
                raise refusals.too_large(self.server.limit)
            body += self.rfile.read(length)
            self.rfile.readline(_LONGEST_LINE)
        self.rfile.readline(_LONGEST_LINE)
        return bytes(body)

    def _chunk_length(self) -> int:
        written = self.rfile.readline(_LONGEST_LINE).partition(b";")[0].strip()
        try:
            return int(written, 16)
        except ValueError:
            self.close_connection = True
            raise refusals.unreadable() from None

    def _refuse(self, refusal: Refusal) -> None:
        wait = {"Retry-After": str(refusal.retry_after)} if refusal.retry_after else {}
        self._send(refusal.status, json.dumps(refusal.body()).encode(), wait)

    def _send(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("apim-request-id", str(uuid.uuid4()))
        if body:
            self.send_header("Content-Type", "application/json; charset=utf-8")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def is_loopback(host: str) -> bool:
    """Return whether only this machine can call a host.

    Examples
    --------
    >>> is_loopback("127.0.0.1"), is_loopback("0.0.0.0")
    (True, False)
    """
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _recognized(engine: str, data: bytes, asked: Mapping[str, Any]) -> Document:
    """Have a local engine recognize a document."""
    told = {name: asked[name] for name in ("pages", "language") if asked[name]}
    return formats.load(formats.fetch(data, engine, **told), images=data)

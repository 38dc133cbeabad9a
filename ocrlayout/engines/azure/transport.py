"""One call and its response: within its time, without redirects, never a raw exception.

An exception of `requests` holds the request, and with it the key. So trouble comes back as a
:class:`Response`, and the errors that leave this package are made where such an exception is not
being handled: they do not have a cause or a context.
"""

import contextlib
import http.client
import math
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NoReturn
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from requests.exceptions import ConnectTimeout, ProxyError, SSLError, Timeout
from requests.hooks import dispatch_hook
from requests.structures import CaseInsensitiveDict
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NameResolutionError, NewConnectionError

from ocrlayout.engines.azure import local_settings, tls
from ocrlayout.engines.azure.fork_safety import renew_in_children, without_connections
from ocrlayout.engines.azure.responses import Response

__all__ = ["call", "close", "new_session", "renewed"]

_LARGEST = 512 * 2**20  # bytes of a result; 2000 dense pages are about 300 MB
_CONNECT = 10.0  # seconds for a connection
_SHORTEST = 0.001  # seconds; a time-out of 0 would mean a socket that does not wait
_BLOCK = 65536
_IDLE_CONNECTIONS = 64  # that a pool keeps: as many threads may share a client
_NO_PROXIES: Any = {"http": None, "https": None, "all": None}
_this = threading.local()  # of a thread: the exchange that it makes
_abandoned: list[object] = []  # in a forked child: see renewed
_looked_at: weakref.WeakSet[requests.Session] = weakref.WeakSet()  # for TLS: see _may_be_tls


class _NotForkSafe(requests.RequestException):
    """An adapter that a forked process cannot use."""


_TROUBLES: dict[type[Exception], str] = {
    ssl.SSLCertVerificationError: "the certificate of the endpoint is not trusted;"
    " REQUESTS_CA_BUNDLE names a file of further authorities",
    _NotForkSafe: "the session's adapter has connections of its own, which a forked process cannot"
    " share; make a client in each process",
    ProxyError: "the environment's proxy (HTTPS_PROXY) gave no way through",
    NameResolutionError: "the name of the endpoint's host is unknown; is it spelt right?",
    ConnectTimeout: "no connection to the endpoint in time; is a firewall between?",
    NewConnectionError: "no connection to the endpoint; is something listening there?",
    Timeout: "the service was silent for too long",
    TimeoutError: "the service was silent for too long",
    SSLError: "TLS was not agreed on; are host and port of the endpoint right?",
    ValueError: "the call cannot be made; look at the endpoint and the proxies of the environment",
}
_LASTING = (ssl.SSLCertVerificationError, _NotForkSafe, ValueError)  # waiting does not help
_SENT = (Timeout, TimeoutError)  # with the others, nothing was
_BROKEN = (OSError, HTTPError, http.client.HTTPException)  # those of `requests` are an OSError
_PLAIN = "the port answers without TLS; does the endpoint begin with http, or is its port another?"
_TLS = "the port speaks TLS: the endpoint begins with https"


class _Exchange:
    """One call of a thread: when it has to be over, and the connection that it uses."""

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds
        self.connection: _Connection | None = None

    @property
    def left(self) -> float:
        """Seconds until the end, and a little where they are over."""
        return max(self.until - time.monotonic(), _SHORTEST)

    @property
    def status(self) -> int | None:
        """The status that came, even where the headers after it are damaged."""
        status = getattr(self.connection and self.connection.answer, "status", None)
        return status if isinstance(status, int) else None

    def cut(self) -> None:
        """End what a thread does with the socket; by then, another call may use the connection."""
        connection = self.connection
        if connection is not None and connection.exchange is self:
            there: Any = connection.sock or connection.source
            there = getattr(there, "socket", there)  # below TLS through TLS
            with contextlib.suppress(OSError, TypeError):  # not connected yet
                # not SSLSocket's own, after which a thread that still sends would send plain bytes
                socket.socket.shutdown(there, socket.SHUT_RDWR)


@contextlib.contextmanager
def _cut_after(seconds: float, exchange: _Exchange) -> Iterator[None]:
    """Give a call so many seconds, also where bytes trickle.

    A socket's own time-out starts anew with every byte.
    """
    timer, trouble = threading.Timer(seconds, exchange.cut), None
    timer.daemon = True
    until = time.monotonic() + seconds
    timer.start()
    try:
        yield
    except _BROKEN as caught:
        trouble = caught
    finally:
        timer.cancel()
    if time.monotonic() >= until:  # what came may be half of it
        raise TimeoutError("timed out") from trouble
    if trouble is not None:
        raise trouble


class _Connection(HTTPConnection):
    """A connection that its call can cut, and that remembers the answer which has begun."""

    debuglevel = 0  # http.client's debugging prints whole requests, the key among them
    exchange: _Exchange | None = None
    answer: http.client.HTTPResponse | None = None
    source: socket.socket | None = None  # of the answer, also when the connection has let it go

    def connect(self) -> None:
        """Share the time among the addresses of the host, and leave a share for TLS."""
        self._begin()
        shares = _count_addresses(self.host, self.port) + 1
        self.timeout = min(_CONNECT, _this.exchange.left / shares)
        super().connect()
        self._begin()
        self.sock.settimeout(min(_CONNECT, _this.exchange.left))

    def request(self, *arguments: Any, **options: Any) -> None:
        """Send a request."""
        self._begin()
        super().request(*arguments, **options)

    def _begin(self) -> None:
        self.exchange, self.answer, self.source = _this.exchange, None, None
        self.exchange.connection = self
        if time.monotonic() >= self.exchange.until:  # nobody would cut it any more
            raise TimeoutError("timed out")

    def getresponse(self) -> Any:
        """Wait for all headers, as long as for one byte."""
        try:
            with _cut_after(min(self.timeout or math.inf, _this.exchange.left), _this.exchange):
                return super().getresponse()
        except TimeoutError:
            if self.answer is not None:  # urllib3 never saw it
                self.answer.close()
            raise

    def response_class(  # type: ignore[override]  # it is called as the class would be
        self, source: socket.socket, **options: Any
    ) -> http.client.HTTPResponse:
        """Make the response: what was accepted is billed, even when its headers are damaged."""
        self.source, self.answer = source, http.client.HTTPResponse(source, **options)
        return self.answer


class _SecureConnection(_Connection, HTTPSConnection):
    """The same with TLS."""


_CONNECTIONS: Any = {HTTPConnection: _Connection, HTTPSConnection: _SecureConnection}


def _count_addresses(host: str, port: int) -> int:
    """Count a host's addresses; 1 where that fails, so that urllib3 says why."""
    try:
        return len(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    except (OSError, UnicodeError):
        return 1


class _Adapter(HTTPAdapter):
    """The adapter of `requests`, with the connections of above, through a proxy or not."""

    def get_connection_with_tls_context(self, *arguments: Any, **options: Any) -> Any:
        """Find the pool of an origin; a SOCKS proxy has connections of its own, which stay."""
        pool: Any = super().get_connection_with_tls_context(*arguments, **options)
        pool.ConnectionCls = _CONNECTIONS.get(pool.ConnectionCls, pool.ConnectionCls)
        renew_in_children(pool, without_connections)
        return pool


class _UnusableAdapter(BaseAdapter):
    """Stands in a forked child for an adapter whose connections cannot be made anew."""

    def send(self, *_arguments: Any, **_options: Any) -> NoReturn:
        raise _NotForkSafe


def new_session(like: requests.Session | None = None) -> requests.Session:
    """Make a session whose connections end with their call's time.

    Parameters
    ----------
    like : requests.Session, optional
        Whose certificates, proxies, headers and hooks it takes over, and those adapters that are
        not of `requests`.
    """
    session = requests.Session()
    for scheme in ("https://", "http://"):
        session.mount(scheme, _Adapter(pool_maxsize=_IDLE_CONNECTIONS))
    if like is not None:
        session.verify, session.cert, session.trust_env = like.verify, like.cert, like.trust_env
        session.proxies, session.hooks = dict(like.proxies), like.hooks
        session.headers = CaseInsensitiveDict(like.headers)
        for prefix, adapter in like.adapters.items():
            if type(adapter) not in (HTTPAdapter, _Adapter):
                session.mount(prefix, adapter)
    return session


def close(session: requests.Session) -> None:
    """Close the connections, but for those of adapters that somebody passed in."""
    for adapter in session.adapters.values():
        if isinstance(adapter, _Adapter):
            adapter.close()


def renewed(session: requests.Session) -> requests.Session:
    """Make the same session with connections and locks of its own, in a forked child.

    What is replaced is kept alive: it is the parent's, and to clean it up would take its locks,
    which a thread that is not here may hold.
    """
    _abandoned.append(session)
    fresh = new_session(session)
    for prefix, adapter in fresh.adapters.items():
        if not isinstance(adapter, _Adapter):
            fresh.mount(prefix, _renewed_adapter(adapter))
    return fresh


def _renewed_adapter(adapter: BaseAdapter) -> BaseAdapter:
    """Give an adapter that somebody passed in new pools, as unpickling would."""
    if not isinstance(adapter, HTTPAdapter):
        return _UnusableAdapter()
    _abandoned.append((adapter.poolmanager, adapter.proxy_manager))
    state = adapter.__getstate__()
    adapter.__setstate__(state)  # type: ignore[attr-defined]  # missing in the stubs
    return adapter


def call(
    session: requests.Session, sent: requests.Request, *, timeout: float, longest_silence: float
) -> Response:
    """Make one call.

    Parameters
    ----------
    session : requests.Session
    sent : requests.Request
        Its ``auth`` is :class:`~ocrlayout.engines.azure.credentials.Credentials`, its ``data``, if
        any, an :class:`~ocrlayout.engines.azure.upload.Upload`.
    timeout : float
        Seconds after which it all has to be over.
    longest_silence : float
        Seconds that the service may take before it answers, and between two parts of the answer.

    Returns
    -------
    Response
        Whatever happened on the network.

    Raises
    ------
    OSError
        The source of the upload cannot be read.
    """
    timeout = max(timeout, _SHORTEST)
    _this.exchange = _Exchange(timeout)
    timeouts = (min(timeout, _CONNECT), min(timeout, longest_silence))
    response = _exchanged(session, sent, timeouts)
    if not response.status:
        response = _diagnosed(response, session, sent.url)
    failed = sent.data.failed if sent.data else None
    if failed is not None and not response.accepted:
        failed.__context__ = None  # the exceptions of `requests` around it hold the request
        raise failed
    return response


def _exchanged(
    session: requests.Session, sent: requests.Request, timeouts: tuple[float, float]
) -> Response:
    """Send a request and read the response; what goes wrong becomes its trouble."""
    response, exchange = Response(redact=sent.auth.redacted), _this.exchange
    try:
        with (
            _cut_after(exchange.left, exchange),
            contextlib.closing(_answer(session, sent, timeouts)) as answer,
        ):
            # From here on there is a status: a POST that was accepted is not repeated, whatever
            # happens next
            headers = {name.lower(): value for name, value in answer.headers.items()}
            response = replace(response, status=answer.status_code, headers=headers)
            return _with_body(response, answer)
    except _BROKEN as trouble:
        return _troubled(response, trouble)
    except Exception:  # `requests` does not foresee every setting that is wrong
        if not local_settings.fault(session, sent.url):
            raise
        return response


def _answer(
    session: requests.Session, sent: requests.Request, timeouts: tuple[float, float]
) -> requests.Response:
    """Send a request through the session's adapter.

    The session itself would read the body of a redirect, of whatever length, and keep cookies.
    """
    sent.headers.setdefault("Accept", "application/json")
    if sent.data:
        sent.data.rewind()
        sent.headers["Content-Type"] = sent.data.media_type
    prepared = session.prepare_request(sent)
    # calls over http, to this machine, stay off proxies: the key would travel in the clear
    proxies = dict(_NO_PROXIES) if urlsplit(sent.url).scheme == "http" else {}
    settings: Any = session.merge_environment_settings(sent.url, proxies, True, None, None)
    answer = session.get_adapter(sent.url).send(prepared, timeout=timeouts, **settings)
    heard: requests.Response = dispatch_hook(  # type: ignore[no-untyped-call]
        "response", prepared.hooks, answer, **settings
    )
    return heard


def _with_body(response: Response, answer: requests.Response) -> Response:
    """Read a body, as far as memory and time allow; of an error's body the beginning is enough."""
    body = bytearray()
    for block in answer.iter_content(_BLOCK):
        body += block
        if not response.accepted and len(body) >= _BLOCK:
            break
        if len(body) > _LARGEST:
            size = f"{_LARGEST // 2**20} MB"
            what = f"the answer is larger than {size}; read fewer pages at once (pages=)"
            return replace(response, trouble=what, transient=False)
    return replace(response, body=bytes(body))


def _troubled(response: Response, trouble: Exception) -> Response:
    """Say what went wrong on the way.

    In words of our own: those of the exception may hold a proxy's password.
    """
    name, status = type(trouble).__name__, _this.exchange.status
    if response.status is not None:
        return replace(response, trouble=f"the answer was cut off ({name})")
    if status is not None:
        what = f"the headers of the answer {status} are damaged or break off ({name})"
        return replace(response, status=status, trouble=what)
    return _unanswered(response, trouble)


def _unanswered(response: Response, trouble: Exception) -> Response:
    links = _chain(trouble)
    if tls.is_plain(links):
        return replace(response, trouble=_PLAIN, transient=False, unsent=True)
    kind = next((kind for kind in _TROUBLES if any(isinstance(link, kind) for link in links)), None)
    if kind is None:
        return replace(response, trouble=f"the connection broke ({type(trouble).__name__})")
    lasts, sent = kind in _LASTING, kind in _SENT
    return replace(response, trouble=_TROUBLES[kind], transient=not lasts, unsent=not sent)


def _chain(trouble: Exception) -> list[object]:
    """List an exception and those that it was made of."""
    reason = getattr(trouble.args[0], "reason", None) if trouble.args else None
    inner = reason.args[:1] if isinstance(reason, Exception) else ()
    return [trouble, reason, *inner]


def _diagnosed(response: Response, session: requests.Session, url: str) -> Response:
    """Look for the cause of a call that failed in the settings of this machine."""
    fault = local_settings.fault(session, url)
    if not fault and _may_be_tls(response, session, url) and tls.speaks_tls(url):
        fault = _TLS
    if not fault:
        return response
    return replace(response, trouble=fault, transient=False, unsent=True)


def _may_be_tls(response: Response, session: requests.Session, url: str) -> bool:
    """Return whether a plain call that broke off may have been made to TLS; once a session."""
    if response.unsent or urlsplit(url).scheme != "http" or session in _looked_at:
        return False
    _looked_at.add(session)
    return True

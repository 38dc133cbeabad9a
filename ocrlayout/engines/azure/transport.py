"""One call and its response: within its time, without redirects, never a raw exception.

An exception of `requests` holds the request, and with it the key. So trouble comes back as a
:class:`Response`, and the errors that leave this package are made where such an exception is not
being handled: they do not have a cause or a context.
"""

import http.client
import http.cookiejar
import io
import math
import socket
import ssl
import threading
import time
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, NoReturn
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
)
from urllib3.util.connection import allowed_gai_family

from ocrlayout.engines.azure import local_settings, tls
from ocrlayout.engines.azure.credentials import Credentials
from ocrlayout.engines.azure.fork_safety import ConnectionQueue
from ocrlayout.engines.azure.responses import Response
from ocrlayout.engines.azure.upload import Upload

__all__ = ["Call", "call", "new_session", "renewed"]

_LARGEST = 512 * 2**20  # bytes of a result; 2000 dense pages are about 300 MB
_CONNECT = 10.0  # seconds for a connection
_SHORTEST = 0.001  # seconds; a time-out of 0 would mean a socket that does not wait
_BLOCK = 65536
_IDLE_CONNECTIONS = 64  # that a pool keeps: as many threads may share a client
_call = threading.local()  # of the call that a thread makes: its end, and the status that came
_abandoned: list[object] = []  # in a forked child: see renewed


class _NotForkSafe(requests.RequestException):
    """An adapter that a forked process cannot use."""


class _Trouble(NamedTuple):
    """What to say of exceptions, whether the trouble may pass, and whether nothing was sent."""

    kinds: type[Exception] | tuple[type[Exception], ...]
    words: str
    transient: bool = True
    unsent: bool = True


_TROUBLES = (
    _Trouble(
        ssl.SSLCertVerificationError,
        "the certificate of the endpoint is not trusted; REQUESTS_CA_BUNDLE names a file of further"
        " authorities",
        transient=False,
    ),
    _Trouble(
        _NotForkSafe,
        "the session's adapter has connections of its own, which a forked process cannot share;"
        " make a client in each process",
        transient=False,
    ),
    _Trouble(
        requests.exceptions.ProxyError,
        "the environment's proxy (HTTPS_PROXY) gave no way through",
    ),
    _Trouble(
        NameResolutionError,
        "the name of the endpoint's host is unknown; is it spelt right?",
    ),
    _Trouble(
        requests.exceptions.ConnectTimeout,
        "no connection to the endpoint in time; is a firewall between?",
    ),
    _Trouble(
        NewConnectionError,
        "no connection to the endpoint; is something listening there?",
    ),
    _Trouble(
        (requests.exceptions.Timeout, TimeoutError),
        "the service was silent for too long",
        unsent=False,
    ),
    _Trouble(
        requests.exceptions.SSLError,
        "TLS was not agreed on; are host and port of the endpoint right?",
    ),
    _Trouble(
        ValueError,
        "the call cannot be made; look at the endpoint and the proxies of the environment",
        transient=False,
    ),
)


_PLAIN = "the port answers without TLS; does the endpoint begin with http, or is its port another?"
_TLS = "the port speaks TLS: the endpoint begins with https"


class _TimedReader(io.RawIOBase):
    """A socket's bytes, none of them later than `until`.

    A socket's own time-out starts anew with every byte, so that a server that trickles would hold a
    call for ever.
    """

    def __init__(self, connected: socket.socket, until: float) -> None:
        self._socket, self.until = connected, until
        self._raw = connected.makefile("rb", buffering=0)
        self._longest_silence = connected.gettimeout() or math.inf

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        wait = min(left, self._longest_silence)
        self._socket.settimeout(None if wait == math.inf else wait)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _TimedResponse(http.client.HTTPResponse):
    """A response whose headers come within the time-out, and all of it before the call's end."""

    def __init__(self, sock: socket.socket, *arguments: Any, **options: Any) -> None:
        super().__init__(sock, *arguments, **options)
        self.fp.close()
        self._end = _end()
        headers_until = time.monotonic() + (sock.gettimeout() or math.inf)
        self._timed = _TimedReader(sock, min(self._end, headers_until))
        self.fp = io.BufferedReader(self._timed)

    def begin(self) -> None:
        try:
            super().begin()
        finally:  # what was accepted is billed, even when its headers cannot be read
            _call.status = self.status if isinstance(self.status, int) else None
        self._timed.until = self._end


class _Connection(HTTPConnection):
    response_class = _TimedResponse
    debuglevel = 0  # http.client's debugging prints whole requests, the key among them

    def _new_conn(self) -> socket.socket:
        """Try each address of a host; those that are left share the time of the call.

        urllib3 gives each address the whole of it.
        """
        host, timeout = self._dns_host, self.timeout
        addresses = _addresses(host, self.port)
        try:
            while True:
                self._dns_host = addresses.pop(0)
                self.timeout = min(timeout or _CONNECT, _left() / (len(addresses) + 1))
                try:
                    connected = super()._new_conn()
                except (ConnectTimeoutError, NewConnectionError):
                    if not addresses:
                        raise
                else:
                    # TLS has all the time there is
                    connected.settimeout(min(timeout or _CONNECT, _left()))
                    return connected
        finally:
            self._dns_host, self.timeout = host, timeout


class _SecureConnection(_Connection, HTTPSConnection):
    """The same with TLS."""


def _end() -> float:
    """When ``time.monotonic()`` says that this thread's call has to be over."""
    return getattr(_call, "until", math.inf)


def _left() -> float:
    """Seconds of the call that are left, and a little where they are over."""
    return max(_end() - time.monotonic(), _SHORTEST)


def _addresses(host: str, port: int) -> list[str]:
    """Look a host's addresses up; the name itself where that fails, so that urllib3 says why."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, allowed_gai_family(), socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return [host]
    return list(dict.fromkeys(str(address[0]) for *_, address in found)) or [host]


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection
    QueueCls = ConnectionQueue  # type: ignore[assignment]  # a queue as urllib3 uses it


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection
    QueueCls = ConnectionQueue  # type: ignore[assignment]  # a queue as urllib3 uses it


_POOLS = {"http": _Pool, "https": _SecurePool}


class _Adapter(HTTPAdapter):
    """The adapter of `requests`, with the connections of above, through a proxy or not."""

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **options)
        if not proxy.lower().startswith("socks"):  # those bring connections of their own
            manager.pool_classes_by_scheme = _POOLS
        return manager


class _UnusableAdapter(BaseAdapter):
    """Stands in a forked child for an adapter whose connections cannot be made anew."""

    def send(self, *_arguments: Any, **_options: Any) -> NoReturn:
        raise _NotForkSafe

    def close(self) -> None:
        """Leave the parent's connections alone."""


class _Session(requests.Session):
    is_looked_at = False  # whether a port that broke off was asked for TLS

    def get_redirect_target(self, resp: requests.Response) -> None:
        """See no redirect; `requests` would read its body, of whatever length."""

    def close(self) -> None:
        """Close the connections, but for those of adapters that somebody passed in."""
        for adapter in self.adapters.values():
            if isinstance(adapter, _Adapter):
                adapter.close()


def new_session(like: requests.Session | None = None) -> requests.Session:
    """Make a session without cookies and redirects, whose connections end with their call's time.

    Parameters
    ----------
    like : requests.Session, optional
        Whose certificates, proxies, headers and hooks it takes over, and those adapters that are
        not of `requests`.
    """
    session = _Session()
    session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("https://", "http://"):
        session.mount(scheme, _Adapter(pool_maxsize=_IDLE_CONNECTIONS))
    if like is not None:
        _take_over(session, like)
    return session


def _take_over(session: requests.Session, like: requests.Session) -> None:
    session.verify, session.cert, session.trust_env = like.verify, like.cert, like.trust_env
    session.proxies, session.hooks = dict(like.proxies), like.hooks
    session.headers = CaseInsensitiveDict(like.headers)
    for prefix, adapter in like.adapters.items():
        if type(adapter) not in (HTTPAdapter, _Adapter):
            session.mount(prefix, adapter)


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


@dataclass(frozen=True, slots=True)
class Call:
    """What to send.

    Attributes
    ----------
    method, url : str
    credentials : Credentials
        Sets the key's header.
    upload : Upload, optional
        The body.
    query : dict of str to str, optional
    """

    method: str
    url: str
    credentials: Credentials
    upload: Upload | None = None
    query: dict[str, str] | None = None


def call(
    session: requests.Session, sent: Call, *, timeout: float, longest_silence: float
) -> Response:
    """Make one call.

    Parameters
    ----------
    session : requests.Session
    sent : Call
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
    _call.until, _call.status = time.monotonic() + timeout, None
    timeouts = (min(timeout, _CONNECT), min(timeout, longest_silence))
    response = _exchanged(session, sent, timeouts)
    if not response.status:
        response = _diagnosed(response, session, sent.url)
    upload = sent.upload
    if upload is not None and upload.failed is not None and not response.accepted:
        upload.failed.__context__ = None  # the exceptions of `requests` around it hold the request
        raise upload.failed
    return response


def _exchanged(session: requests.Session, sent: Call, timeouts: tuple[float, float]) -> Response:
    """Send a request and read the response; what goes wrong becomes its trouble."""
    response = Response(redact=sent.credentials.redacted)
    try:
        with _request(session, sent, timeouts) as answer:
            # From here on there is a status: a POST that was accepted is not repeated, whatever
            # happens next
            headers = {name.lower(): value for name, value in answer.headers.items()}
            response = replace(response, status=answer.status_code, headers=headers)
            return _with_body(response, answer)
    except (requests.RequestException, HTTPError, OSError) as trouble:
        return _troubled(response, trouble)
    except Exception:  # `requests` does not foresee every setting that is wrong
        if not local_settings.fault(session, sent.url):
            raise
        return response


def _request(
    session: requests.Session, sent: Call, timeouts: tuple[float, float]
) -> requests.Response:
    return session.request(
        sent.method,
        sent.url,
        params=sent.query,
        data=sent.upload,
        headers=_headers(sent.upload),
        auth=sent.credentials,
        timeout=timeouts,
        proxies=_without_proxies(sent.url),
        allow_redirects=False,
        stream=True,
    )


def _headers(upload: Upload | None) -> dict[str, str]:
    headers = {"Accept": "application/json"}
    if upload is not None:
        upload.rewind()
        upload.until = _end()
        headers["Content-Type"] = upload.media_type
    return headers


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
        if time.monotonic() > _end():
            return replace(response, trouble="the answer did not end in time")
    return replace(response, body=bytes(body))


def _without_proxies(url: str) -> dict[str, str] | None:
    """Keep calls over http, to this machine, off proxies: the key would travel in the clear."""
    if urlsplit(url).scheme != "http":  # in lower case, however the URL spells it
        return None
    return {"http": None, "https": None, "all": None}  # type: ignore[dict-item]


def _troubled(response: Response, trouble: Exception) -> Response:
    """Say what went wrong on the way.

    In words of our own: those of the exception may hold a proxy's password.
    """
    name = type(trouble).__name__
    if response.status is not None:
        return replace(response, trouble=f"the answer was cut off ({name})")
    if _call.status is not None:
        what = f"the headers of the answer {_call.status} are damaged or break off ({name})"
        return replace(response, status=_call.status, trouble=what)
    chain = _chain(trouble)
    if tls.is_plain(chain):
        return replace(response, trouble=_PLAIN, transient=False, unsent=True)
    for known in _TROUBLES:
        if any(isinstance(link, known.kinds) for link in chain):
            _, words, transient, unsent = known
            return replace(response, trouble=words, transient=transient, unsent=unsent)
    return replace(response, trouble=f"the connection broke ({name})")


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
    if response.unsent or urlsplit(url).scheme != "http" or getattr(session, "is_looked_at", True):
        return False
    session.is_looked_at = True  # type: ignore[attr-defined]  # it has it: see above
    return True

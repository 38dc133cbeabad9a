"""One call and its answer: within its time, without redirects, and never an exception that carries a request.

An exception of `requests` holds the request, and with it the key. So trouble comes back as an
:class:`Answer`, and the errors that leave this package are made where no such exception is being
handled: they have no cause and no context.
"""

import http.client
import http.cookiejar
import io
import math
import socket
import ssl
import threading
import time
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
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

from ocrlayout.engines.azure.faults import Answer
from ocrlayout.engines.azure.secret import Credentials
from ocrlayout.engines.azure.upload import Upload

__all__ = ["call", "new_session"]

_LARGEST = 512 * 2**20  # 2000 dense pages are about 300 MB
_CONNECT = 10.0
_BLOCK = 65536
_time = threading.local()
_Kinds = type[Exception] | tuple[type[Exception], ...]
_TROUBLES: tuple[
    tuple[_Kinds, str, bool, bool], ...
] = (  # kinds, what to say, may it pass, was nothing sent
    (
        ssl.SSLCertVerificationError,
        "the certificate of the endpoint is not trusted; REQUESTS_CA_BUNDLE names a file of further authorities",
        False,
        True,
    ),
    (
        requests.exceptions.ProxyError,
        "the environment's proxy (HTTPS_PROXY) gave no way through",
        True,
        True,
    ),
    (
        NameResolutionError,
        "the name of the endpoint's host is unknown; is it spelt right?",
        True,
        True,
    ),
    (
        requests.exceptions.ConnectTimeout,
        "no connection to the endpoint in time; is a firewall between?",
        True,
        True,
    ),
    (
        NewConnectionError,
        "no connection to the endpoint; is something listening there?",
        True,
        True,
    ),
    (
        (requests.exceptions.Timeout, TimeoutError),
        "the service was silent for too long",
        True,
        False,
    ),
    (
        requests.exceptions.SSLError,
        "TLS was not agreed on; are host and port of the endpoint right?",
        True,
        True,
    ),
    (
        ValueError,
        "the call cannot be made; look at the endpoint and the proxies of the environment",
        False,
        True,
    ),
)


class _Timed(io.RawIOBase):
    """A socket's bytes, none of them later than `until`.

    A socket's own time-out starts anew with every byte, so that a server that trickles would hold a
    call for ever.
    """

    def __init__(self, connected: socket.socket, until: float) -> None:
        self._socket, self.until = connected, until
        self._raw = connected.makefile("rb", buffering=0)
        self._patience = connected.gettimeout()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self._socket.settimeout(left if self._patience is None else min(left, self._patience))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(http.client.HTTPResponse):
    """An answer whose headers come within the patience with silence, and all of it before the call's end."""

    def __init__(self, sock: socket.socket, *arguments: Any, **options: Any) -> None:
        super().__init__(sock, *arguments, **options)
        self.fp.close()
        self._end: float = getattr(_time, "until", math.inf)
        self._timed = _Timed(
            sock, min(self._end, time.monotonic() + (sock.gettimeout() or math.inf))
        )
        self.fp = io.BufferedReader(self._timed)

    def begin(self) -> None:
        try:
            super().begin()
        finally:  # what was accepted is billed, even when its headers cannot be read
            _time.status = self.status if isinstance(self.status, int) else None
        self._timed.until = self._end


class _Plain(HTTPConnection):
    response_class = _Response
    debuglevel = 0  # http.client's debugging prints whole requests, the key among them

    def _new_conn(self) -> socket.socket:
        """Try each address of a host; the time of the call is shared out among those that are left.

        urllib3 gives each address the whole of it.
        """
        host, timeout = self._dns_host, self.timeout
        addresses = _addresses(host, self.port)
        try:
            for tried, self._dns_host in enumerate(addresses):
                self.timeout = min(timeout or _CONNECT, _left() / (len(addresses) - tried))
                try:
                    connected = super()._new_conn()
                except (ConnectTimeoutError, NewConnectionError):
                    if tried == len(addresses) - 1:
                        raise
                else:
                    connected.settimeout(
                        min(timeout or _CONNECT, _left())
                    )  # TLS has all the time there is
                    return connected
        finally:
            self._dns_host, self.timeout = host, timeout
        raise AssertionError("there is always an address to try")


class _Secure(_Plain, HTTPSConnection):
    """The same with TLS."""


def _left() -> float:
    """Seconds of the call that are left, and a little where none is."""
    return max(getattr(_time, "until", math.inf) - time.monotonic(), 0.001)


def _addresses(host: str, port: int) -> list[str]:
    """Look a host's addresses up; the name itself where there are none, so that urllib3 says what is wrong with it."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, allowed_gai_family(), socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return [host]
    return list(dict.fromkeys(str(address[0]) for *_, address in found)) or [host]


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class _Adapter(HTTPAdapter):
    """The adapter of `requests`, with the connections of above, through a proxy or not."""

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **options)
        if not proxy.lower().startswith("socks"):  # those bring connections of their own
            manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
        return manager


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """See no redirect: even where none is followed, `requests` would read its body, of whatever length."""

    def close(self) -> None:
        """Close the connections, but for those of adapters that somebody passed in."""
        for adapter in self.adapters.values():
            if isinstance(adapter, _Adapter):
                adapter.close()


def new_session(like: requests.Session | None = None) -> requests.Session:
    """Make a session that keeps no cookies, reads no redirects, and whose connections end with their call's time.

    Parameters
    ----------
    like : requests.Session, optional
        Whose certificates, proxies, headers and hooks it takes over, and those adapters that are
        not of `requests`.
    """
    session = _Session()
    session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("https://", "http://"):
        session.mount(scheme, _Adapter(pool_maxsize=64))
    if like is not None:
        session.verify, session.cert, session.trust_env = like.verify, like.cert, like.trust_env
        session.proxies, session.hooks = dict(like.proxies), like.hooks
        session.headers = CaseInsensitiveDict(like.headers)
        for prefix, adapter in like.adapters.items():
            if type(adapter) is not HTTPAdapter:
                session.mount(prefix, adapter)
    return session


def call(
    session: requests.Session,
    method: str,
    url: str,
    *,
    credentials: Credentials,
    upload: Upload | None = None,
    query: dict[str, str] | None = None,
    seconds: float,
    patience: float,
) -> Answer:
    """Make one call.

    Parameters
    ----------
    session : requests.Session
    method, url : str
    credentials : Credentials
        Sets the key's header.
    upload : Upload, optional
        The body.
    query : dict of str to str, optional
    seconds : float
        When it all has to be over.
    patience : float
        Longest silence of the service.

    Returns
    -------
    Answer
        Whatever happened on the network.

    Raises
    ------
    OSError
        The source of the upload cannot be read.
    """
    _time.until, _time.status = time.monotonic() + seconds, None
    headers = {"Accept": "application/json"}
    if upload is not None:
        upload.rewind()
        upload.until = _time.until
        headers["Content-Type"] = upload.media_type
    answer = Answer(hide=credentials.hidden)
    try:
        with session.request(
            method,
            url,
            params=query,
            data=upload,
            headers=headers,
            auth=credentials,
            timeout=(min(seconds, _CONNECT), min(seconds, patience)),
            proxies=_no_proxies(url),
            allow_redirects=False,
            stream=True,
        ) as response:
            # From here on the answer has a status: a POST that was accepted is not repeated,
            # whatever happens next
            headers = {name.lower(): value for name, value in response.headers.items()}
            answer = replace(answer, status=response.status_code, headers=headers)
            answer = _with_body(answer, response, _time.until)
    except (requests.RequestException, HTTPError, OSError) as trouble:
        answer = _troubled(answer, trouble)
    if upload is not None and upload.failed is not None and not answer.accepted:
        upload.failed.__context__ = None  # the exceptions of `requests` around it hold the request
        raise upload.failed
    return answer


def _with_body(answer: Answer, response: requests.Response, until: float) -> Answer:
    """Read a body, as far as memory and time allow; of an error's body the beginning is enough."""
    body = bytearray()
    for block in response.iter_content(_BLOCK):
        body += block
        if not answer.accepted and len(body) >= _BLOCK:
            break
        if len(body) > _LARGEST:
            what = f"the answer is larger than {_LARGEST // 2**20} MB; read fewer pages at once (pages=)"
            return replace(answer, trouble=what, passing=False)
        if time.monotonic() > until:
            return replace(answer, trouble="the answer did not end in time")
    return replace(answer, body=bytes(body))


def _no_proxies(url: str) -> dict[str, str] | None:
    """Keep calls to this machine off the environment's proxies: the key would travel to them in the clear."""
    plain = urlsplit(url).scheme == "http"  # in lower case, however the URL spells it
    return {"http": None, "https": None, "all": None} if plain else None  # type: ignore[dict-item]


def _troubled(answer: Answer, trouble: Exception) -> Answer:
    """Say what went wrong on the way. In words of ours: those of the exception may hold a proxy's password."""
    if answer.status is not None:
        return replace(answer, trouble=f"the answer was cut off ({type(trouble).__name__})")
    if _time.status is not None:
        what = f"the headers of the answer {_time.status} are damaged or break off ({type(trouble).__name__})"
        return replace(answer, status=_time.status, trouble=what)
    reason = getattr(trouble.args[0], "reason", None) if trouble.args else None
    chain = (trouble, reason, *(reason.args[:1] if isinstance(reason, Exception) else ()))
    for kinds, words, passing, unsent in _TROUBLES:
        if any(isinstance(link, kinds) for link in chain):
            return replace(answer, trouble=words, passing=passing, unsent=unsent)
    return replace(answer, trouble=f"the connection broke ({type(trouble).__name__})")

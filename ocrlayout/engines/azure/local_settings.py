"""Settings of this machine that make every call fail: certificates and proxies.

Nothing of them gets better by waiting. They are looked at only after a call has failed.
"""

import importlib.util
import os
import ssl
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import requests
from requests.utils import select_proxy
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

__all__ = ["fault"]

_BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_PROXIES = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
_SCHEMES = ("http", "https", "socks4", "socks4a", "socks5", "socks5h")


def fault(session: requests.Session, url: str) -> str:
    """Say which setting keeps a call from being made, ``""`` where they all can be used.

    Parameters
    ----------
    session : requests.Session
    url : str
        What is called. Over http, neither certificates nor proxies are used.

    Examples
    --------
    >>> session = requests.Session()
    >>> session.cert = "/nowhere/client.pem"
    >>> fault(session, "https://example.com")
    "the session's cert names /nowhere/client.pem, which does not exist"
    """
    if urlsplit(url).scheme != "https":
        return ""
    used = session.merge_environment_settings(url, {}, None, None, None)
    return (
        _bundle_fault(used["verify"], session)
        or _certificate_fault(used["cert"])
        or _proxy_fault(select_proxy(url, used["proxies"]), session)
    )


def _bundle_fault(bundle: object, session: requests.Session) -> str:
    if not isinstance(bundle, (str, os.PathLike)):
        return ""
    name = _variable(_BUNDLES, str(bundle), session) or "the session's verify"
    is_folder = Path(bundle).is_dir()

    def load(context: ssl.SSLContext, path: str) -> None:
        context.load_verify_locations(*((None, path) if is_folder else (path,)))

    return _file_fault(name, [os.fspath(bundle)], load, "cannot be read as a file of certificates")


def _certificate_fault(cert: str | tuple[str, str] | None) -> str:
    def load(context: ssl.SSLContext, path: str, key: str | None = None) -> None:
        context.load_cert_chain(path, key, lambda: "")

    paths = [cert] if isinstance(cert, (str, os.PathLike)) else list(cert or ())
    what = "does not hold a certificate and its key, not encrypted, as PEM"
    return _file_fault("the session's cert", paths, load, what) if paths else ""


def _file_fault(name: str, paths: list[str], load: Callable[..., None], what: str) -> str:
    """Say which file does not exist, or that they cannot be loaded."""
    try:
        for path in paths:
            Path(path).stat()
        load(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), *paths)
    except FileNotFoundError as trouble:
        return f"{name} names {trouble.filename}, which does not exist"
    except (OSError, ValueError):
        return f"{name} names {paths[0]}, which {what}"
    return ""


def _proxy_fault(proxy: str | None, session: requests.Session) -> str:
    """Look at a proxy's address; it is not repeated, for it may hold a password."""
    if not proxy:
        return ""
    name = _variable(_PROXIES, proxy, session) or "the session's proxies"
    scheme = proxy.partition("://")[0].lower() if "://" in proxy else "http"
    if scheme not in _SCHEMES or not _has_host(proxy):
        return f"{name} is not the address of a proxy; it looks like http://proxy.example:3128"
    if scheme.startswith("socks") and not importlib.util.find_spec("socks"):
        return f"{name} names a SOCKS proxy, which takes PySocks: pip install 'requests[socks]'"
    return ""


def _has_host(proxy: str) -> bool:
    try:
        parts = parse_url(proxy if "://" in proxy else f"http://{proxy}")
    except LocationParseError:
        return False
    return bool(parts.host)


def _variable(names: tuple[str, ...], value: str, session: requests.Session) -> str:
    """Name the variable of the environment that has a value, and that the session looks at."""
    found = (name for name in names if session.trust_env and os.environ.get(name) == value)
    return next(found, "")

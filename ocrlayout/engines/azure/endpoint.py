"""Where requests go: the endpoint, and the URL at which an operation is asked for.

The key is sent to one base URL (scheme, host and port): the endpoint's. The service names the URL
of a result in ``Operation-Location``, and sometimes on the region's host although the resource's
own was called. Such a host is never called: its path and query are asked for at the endpoint.
"""

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from ocrlayout.engines.azure.credentials import QUOTES
from ocrlayout.errors import ServiceError

__all__ = ["Endpoint", "absolute", "is_url"]

_CLOUDS = (
    (".cognitiveservices.azure.com", ".api.cognitive.microsoft.com"),
    (".cognitiveservices.azure.us", ".api.cognitive.microsoft.us"),
    (".cognitiveservices.azure.cn", ".api.cognitive.azure.cn", ".api.cognitive.microsoft.cn"),
)
_SERVICES = re.compile(r"/(vision|computervision|formrecognizer|documentintelligence)(/|$)")
_PORTS = {"https": 443, "http": 80}
_HINT = "it looks like https://name.cognitiveservices.azure.com"
# Any other character may end the host for one parser and not for another.
_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
# reserved for private networks (RFC 6762, 8375, ICANN), and what Kubernetes gives to services
_PRIVATE_NAMES = (".local", ".home.arpa", ".internal", ".svc")
_LONGEST_PATH = 200  # characters that a message repeats


def is_url(source: object) -> bool:
    """Return whether a source is a URL for the service to fetch.

    Examples
    --------
    >>> is_url("https://example.com/scan.jpg"), is_url("scan.jpg")
    (True, False)
    """
    return isinstance(source, str) and re.match(r"https?://", source, re.IGNORECASE) is not None


class Endpoint(NamedTuple):
    """An endpoint, taken apart: where everything is sent.

    Attributes
    ----------
    base_url : str
        Scheme, host and port, such as ``https://name.cognitiveservices.azure.com``.
    prefix : str
        Path below which the service lives, ``""`` but for gateways.
    """

    base_url: str
    prefix: str

    @classmethod
    def parse(cls, text: str, what: str = "the endpoint", *, insecure: bool = False) -> "Endpoint":
        """Take an endpoint apart, with or without a slash at its end.

        Parameters
        ----------
        text : str
        what : str
            What messages call it.
        insecure : bool
            Whether http will do to a host of a private network, and not only to this machine.

        Raises
        ------
        ValueError
            It is not an endpoint. The message does not repeat it: people paste keys into the wrong
            place.

        Examples
        --------
        >>> Endpoint.parse("https://westus.api.cognitive.microsoft.com/").base_url
        'https://westus.api.cognitive.microsoft.com'
        """
        text = text.strip() if isinstance(text, str) else ""
        if text.startswith(QUOTES) or text.endswith(QUOTES):
            raise ValueError(f"{what} stands in quotes, which became a part of it: leave them out")
        parts = _split(text)
        if not parts:
            raise ValueError(f"{what} is not an https address: {_HINT}")
        fault = _fault(parts, text, insecure=insecure)
        if fault:
            raise ValueError(f"{what} {fault}")
        return cls(_base_url(parts), parts.path.rstrip("/"))

    def operation_url(
        self, named: str, called: str, *, operation_endpoint: "Endpoint | None" = None
    ) -> str:
        """Find the URL at which an operation is asked for with the key.

        Parameters
        ----------
        named : str
            URL as the service, or somebody who resumes, names it.
        called : str
            URL that was called, for a location without a host.
        operation_endpoint : Endpoint, optional
            What stands in for whatever host the service names.

        Raises
        ------
        ServiceError
            The host is neither the endpoint's nor one of the service's own.

        Examples
        --------
        >>> endpoint = Endpoint.parse("https://name.cognitiveservices.azure.com")
        >>> endpoint.operation_url("https://westus.api.cognitive.microsoft.com/vision/v3.2/x/1", "")
        'https://name.cognitiveservices.azure.com/vision/v3.2/x/1'
        """
        parts = _split(absolute(named, called))
        if not parts or _has_login(parts):
            raise ServiceError(
                "the URL of the operation is not a plain https address, so it was not asked for"
            )
        if operation_endpoint is not None:
            return operation_endpoint.joined(parts)
        if _base_url(parts) == self.base_url:
            # put together anew: the service's spelling decides nothing later on
            return Endpoint(self.base_url, "").joined(parts)
        if self._is_same_cloud(parts):
            return self.joined(parts)
        raise self._refused(parts)

    def joined(self, parts: SplitResult) -> str:
        """Put the path and query of an address below this endpoint."""
        prefix = "" if parts.path.startswith(f"{self.prefix}/") else self.prefix
        query = f"?{parts.query}" if parts.query else ""
        return f"{self.base_url}{prefix}{parts.path}{query}"

    def _is_same_cloud(self, parts: SplitResult) -> bool:
        """Return whether a host is Azure's, and of the same cloud as an endpoint of Azure's."""
        host, own = parts.hostname or "", urlsplit(self.base_url).hostname or ""
        if parts.scheme != "https" or parts.port not in (None, _PORTS["https"]):
            return False
        clouds = [names for names in _CLOUDS if own.endswith(names)] or _CLOUDS
        return any(host.endswith(names) for names in clouds)

    def _refused(self, parts: SplitResult) -> ServiceError:
        return ServiceError(
            f"the service names {_base_url(parts)} as the place of the result, and the key goes to"
            f" {self.base_url} only. If that is a container or gateway behind the endpoint, pass"
            f" operation_endpoint={self.base_url!r} to ask there; the operation's path is"
            f" {parts.path[:_LONGEST_PATH]}"
        )


def absolute(named: str, called: str) -> str:
    """Complete a location without a host by the URL that was called.

    Examples
    --------
    >>> absolute("/read/1", "https://example.com/read/analyze")
    'https://example.com/read/1'
    """
    return urljoin(called, named) if re.match(r"/(?!/)", named) else named


def _fault(parts: SplitResult, text: str, *, insecure: bool) -> str:
    """Say why an address cannot be an endpoint; ``""`` where it can."""
    if _has_login(parts):
        return f"holds a user name or password: leave them out, {_HINT}"
    if "?" in text or "#" in text:
        return f"holds a query or fragment: leave it out, {_HINT}"
    if _SERVICES.search(parts.path.lower()):
        return f"goes on into a path of the service: stop after the host, {_HINT}"
    return _insecure(parts.hostname or "", insecure) if parts.scheme == "http" else ""


def _insecure(host: str, is_allowed: bool) -> str:
    """Say why a key must not travel to a host in the clear."""
    if _is_loopback(host) or (is_allowed and _is_private(host)):
        return ""
    fault = "begins with http: use https, else the key travels in the clear"
    if _is_private(host):
        fault += "; insecure=True allows it to a container of a private network that you trust"
    return fault


def _has_login(parts: SplitResult) -> bool:
    return parts.username is not None or parts.password is not None


def _split(text: str) -> SplitResult | None:
    """Take an address apart; None where programs may disagree about what its host is."""
    if not is_url(text) or re.search(r"[^!-~]|\\", text):
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    return parts if port != 0 and _HOST.fullmatch(parts.hostname or "") else None


def _base_url(parts: SplitResult) -> str:
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    is_default = parts.port in (None, _PORTS[parts.scheme])
    return f"{parts.scheme}://{host}" + ("" if is_default else f":{parts.port}")


def _is_private(host: str) -> bool:
    """Return whether a host is one of a private network: by its address, or by its name.

    Names without a dot are those that Docker gives to the services of a network.

    Examples
    --------
    >>> _is_private("10.1.2.3"), _is_private("ocr"), _is_private("ocr.example.com")
    (True, True, False)
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith(_PRIVATE_NAMES)
    return address.is_private and not address.is_link_local


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

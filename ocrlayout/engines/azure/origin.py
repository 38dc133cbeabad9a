"""Where requests go: the endpoint, and the place at which an operation is asked for.

The key is sent to one origin (scheme, host and port): the endpoint's. The service names the place
of an answer in ``Operation-Location``, and sometimes it is the region's host although the
resource's own was called. Such a host is never called: its path and query are asked for at the
endpoint.
"""

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from ocrlayout.errors import ServiceError

__all__ = ["Endpoint", "is_url"]

_CLOUDS = (
    (".cognitiveservices.azure.com", ".api.cognitive.microsoft.com"),
    (".cognitiveservices.azure.us", ".api.cognitive.microsoft.us"),
    (".cognitiveservices.azure.cn", ".api.cognitive.azure.cn", ".api.cognitive.microsoft.cn"),
)
_ROOMS = re.compile(r"/(vision|computervision|formrecognizer|documentintelligence)(/|$)")
_PORTS = {"https": 443, "http": 80}


def is_url(source: object) -> bool:
    """Tell whether a source is a URL for the service to fetch.

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
    origin : str
        Scheme, host and port, such as ``https://name.cognitiveservices.azure.com``.
    prefix : str
        Path below which the service lives, ``""`` but for gateways.
    """

    origin: str
    prefix: str

    @classmethod
    def parse(cls, text: str, what: str = "the endpoint") -> "Endpoint":
        """Take an endpoint apart, with or without a slash at its end.

        Raises
        ------
        ValueError
            It is no endpoint. The message does not repeat it: people paste keys into the wrong
            place.

        Examples
        --------
        >>> Endpoint.parse("https://westus.api.cognitive.microsoft.com/").origin
        'https://westus.api.cognitive.microsoft.com'
        """
        text = text.strip() if isinstance(text, str) else ""
        parts = _split(text)
        hint = "it looks like https://name.cognitiveservices.azure.com"
        if parts is None:
            raise ValueError(f"{what} is no https address: {hint}")
        if parts.username is not None or parts.password is not None:
            raise ValueError(f"{what} holds a user name or password: leave them out, {hint}")
        if parts.query or parts.fragment or "?" in text or "#" in text:
            raise ValueError(f"{what} holds a query or fragment: leave it out, {hint}")
        if _ROOMS.search(parts.path.lower()):
            raise ValueError(
                f"{what} goes on into a path of the service: stop after the host, {hint}"
            )
        if parts.scheme == "http" and not _is_loopback(parts.hostname or ""):
            raise ValueError(
                f"{what} begins with http: use https, else the key travels in the clear"
            )
        return cls(_origin(parts), parts.path.rstrip("/"))

    def place(self, operation: str, called: str, *, elsewhere: "Endpoint | None" = None) -> str:
        """Find the URL at which an operation is asked for with the key.

        Parameters
        ----------
        operation : str
            URL as the service, or somebody who resumes, names it.
        called : str
            URL that was called, for a location without a host.
        elsewhere : Endpoint, optional
            What stands in for whatever host the service names.

        Raises
        ------
        ServiceError
            The host is neither the endpoint's nor one of the service's own.

        Examples
        --------
        >>> endpoint = Endpoint.parse("https://name.cognitiveservices.azure.com")
        >>> endpoint.place("https://westus.api.cognitive.microsoft.com/vision/v3.2/read/analyzeResults/1", "")
        'https://name.cognitiveservices.azure.com/vision/v3.2/read/analyzeResults/1'
        """
        parts = _split(urljoin(called, operation) if re.match(r"/(?!/)", operation) else operation)
        if parts is None or parts.username is not None or parts.password is not None:
            raise ServiceError(
                "the place of the operation is no plain https address, so it was not asked for"
            )
        if elsewhere is not None:
            return elsewhere.joined(parts)
        if (
            _origin(parts) == self.origin
        ):  # put together anew: a stranger's spelling decides nothing later on
            return Endpoint(self.origin, "").joined(parts)
        if self._same_cloud(parts):
            return self.joined(parts)
        raise ServiceError(
            f"the service names {_origin(parts)} as the place of the answer, and the key goes to {self.origin} only."
            f" If that is a container or gateway behind the endpoint, pass operation_origin={self.origin!r}"
            f" to ask there; the operation's path is {parts.path[:200]}"
        )

    def joined(self, parts: SplitResult) -> str:
        """Put the path and query of an address below this endpoint."""
        prefix = "" if parts.path.startswith(f"{self.prefix}/") else self.prefix
        return self.origin + prefix + parts.path + (f"?{parts.query}" if parts.query else "")

    def _same_cloud(self, parts: SplitResult) -> bool:
        """Tell whether a host is Azure's; an endpoint that is Azure's too has to be of the same cloud."""
        host, own = parts.hostname or "", urlsplit(self.origin).hostname or ""
        if parts.scheme != "https" or parts.port not in (None, 443):
            return False
        clouds = [names for names in _CLOUDS if own.endswith(names)] or _CLOUDS
        return any(host.endswith(names) for names in clouds)


def _split(text: str) -> SplitResult | None:
    """Take an address apart; None where it is none, or where programs disagree about what its host is."""
    if not is_url(text) or re.search(r"[^!-~]|\\", text):
        return None
    try:
        parts = urlsplit(text)
        valid = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    # What is no letter, digit, dot, hyphen (or part of an IPv6 address) may end the host for one
    # parser and not another
    return (
        parts
        if valid and re.fullmatch(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+", parts.hostname or "")
        else None
    )


def _origin(parts: SplitResult) -> str:
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    return f"{parts.scheme}://{host}" + (
        f":{port}" if port not in (None, _PORTS[parts.scheme]) else ""
    )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

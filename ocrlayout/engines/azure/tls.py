"""Whether a port speaks TLS, where the endpoint says otherwise: waiting does not change it."""

import contextlib
import ssl
from collections.abc import Iterable
from urllib.parse import urlsplit

__all__ = ["is_plain", "speaks_tls"]

# OpenSSL's names for what it finds in place of a record of TLS
_NOT_RECORDS = frozenset(
    {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "PACKET_LENGTH_TOO_LONG"}
)
_PATIENCE = 2.0  # seconds for a connection, and for each step of the handshake
_PORT = 80  # of plain HTTP


def is_plain(chain: Iterable[object]) -> bool:
    """Return whether one of these exceptions says that the other end does not speak TLS."""
    found = (link.reason for link in chain if isinstance(link, ssl.SSLError))
    return any(reason in _NOT_RECORDS for reason in found)


def speaks_tls(url: str) -> bool:
    """Return whether a handshake with a port succeeds, whoever vouches for its certificate."""
    parts = urlsplit(url)
    address = (parts.hostname or "", parts.port or _PORT)
    with contextlib.suppress(OSError, ValueError):
        ssl.get_server_certificate(address, timeout=_PATIENCE)
        return True
    return False

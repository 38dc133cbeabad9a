"""Whether a port speaks TLS, where the endpoint says otherwise: waiting does not change it."""

import contextlib
import socket
import ssl
from collections.abc import Iterable
from urllib.parse import urlsplit

__all__ = ["is_plain", "speaks_tls"]

# OpenSSL's names for what it finds in place of a record of TLS
_NOT_RECORDS = frozenset(
    {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "PACKET_LENGTH_TOO_LONG"}
)
_PATIENCE = 2.0  # seconds for a connection, and for the first byte that comes back
_RECORDS = (b"\x15", b"\x16")  # how a record of TLS begins: an alert, a handshake
_LINE_END = b"\r\n\r\n"  # what a server of plain HTTP waits for before it answers


def is_plain(chain: Iterable[object]) -> bool:
    """Return whether one of these exceptions says that the other end does not speak TLS."""
    found = (link.reason for link in chain if isinstance(link, ssl.SSLError))
    return any(reason in _NOT_RECORDS for reason in found)


def speaks_tls(url: str) -> bool:
    """Greet a port as TLS does, and return whether it greets back."""
    parts = urlsplit(url)
    with contextlib.suppress(OSError, ValueError):
        address = (parts.hostname or "", parts.port or 80)
        with socket.create_connection(address, timeout=_PATIENCE) as there:
            there.sendall(_greeting() + _LINE_END)
            return there.recv(1) in _RECORDS
    return False


def _greeting() -> bytes:
    """Make the first record of a handshake; nothing of it depends on whom it is for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    with contextlib.suppress(ssl.SSLWantReadError):
        context.wrap_bio(incoming, outgoing).do_handshake()
    return outgoing.read()

"""Answers that were compressed with gzip."""

import gzip
import io
import zlib

from ocrlayout.errors import ReadError

__all__ = ["unpacked"]

_GZIP = b"\x1f\x8b"
_LARGEST = 1 << 30  # bytes: ten times an answer of 1,000 pages; more is not an answer but a trap


def unpacked(data: bytes, name: str) -> bytes:
    """Return bytes as they are, or what they were before gzip compressed them.

    Raises
    ------
    ReadError
        They are broken, or become too many.

    Examples
    --------
    >>> unpacked(gzip.compress(b"{}"), "a.json.gz"), unpacked(b"{}", "a.json")
    (b'{}', b'{}')
    """
    if not data.startswith(_GZIP):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            found = file.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError(f"broken gzip: {error}; is the file complete?", where=name) from None
    if len(found) > _LARGEST:
        raise ReadError(f"the file unpacks to more than {_LARGEST >> 30} GB", where=name)
    return found

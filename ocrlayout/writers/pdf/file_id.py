"""The ID of a PDF that qpdf writes, made of samples of its bytes.

The same PDF is to get the same ID. qpdf makes one of all bytes, which takes longer than the rest
of its work where scans are large; or a fixed one, in whose place ours is written here.
"""

import hashlib
import io
from typing import BinaryIO

__all__ = ["SampledId"]

_FIXED = b"<31415926535897932384626433832795>"  # qpdf writes it with ``static_id``, as one piece
_SAMPLED = 65_536  # bytes of each piece that count: all of a page's text, the start of its image
_ID_BYTES = 16


class SampledId(io.RawIOBase):
    """A file in front of another one, which replaces qpdf's fixed ID.

    Parameters
    ----------
    out : binary file object
    seed : bytes
        What tells the PDF from others: where the ID comes first, as in linearized files, only
        lengths and places are known.

    Examples
    --------
    >>> out = io.BytesIO()
    >>> for piece in (b"/ID [", b"<31415926535897932384626433832795>", b"]"):
    ...     _ = SampledId(out, b"").write(piece)
    >>> out.getvalue()[:6], len(out.getvalue())
    (b'/ID [<', 40)
    """

    def __init__(self, out: BinaryIO, seed: bytes) -> None:
        self._out = out
        self._digest = hashlib.blake2b(seed, digest_size=_ID_BYTES)
        self._id = b""

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def write(self, piece: memoryview) -> int:  # type: ignore[override]  # what pikepdf hands over
        """Pass on what qpdf writes at once."""
        if piece == _FIXED:
            self._id = self._id or f"<{self._digest.hexdigest()}>".encode("ascii")
            self._out.write(self._id)
            return len(piece)
        self._digest.update(b"%d " % len(piece))
        self._digest.update(piece[:_SAMPLED])
        self._out.write(piece)
        return len(piece)

"""A document on its way out: from disk, from memory or from a stream, sent again from its beginning when need be."""

import errno
import io
import json
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, cast

from ocrlayout.engines.azure.origin import is_url
from ocrlayout.engines.azure.versions import Api
from ocrlayout.errors import ImageError

__all__ = ["Upload", "opened"]

_IN_MEMORY = 8 * 2**20
_LARGEST = 2**30  # of a stream whose end is not known; twice what the service takes
_TYPES = {
    b"%PDF": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG": "image/png",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
    b"BM": "image/bmp",
}


class Upload:
    """The body of a POST: `size` bytes of a file object, from where it stands.

    Attributes
    ----------
    media_type : str
    size : int
    name : str
        For messages.
    until : float
        When ``time.monotonic()`` says that it has to be over.
    failed : OSError or None
        Why the source could not be read, which HTTP clients take for trouble of the network.
    """

    until = float("inf")
    failed: OSError | None = None

    def __init__(self, file: IO[bytes], size: int, media_type: str, name: str) -> None:
        self.file, self.size, self.media_type, self.name = file, size, media_type, name
        self._start = file.tell()
        self._left = size

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[bytes]:
        """Yield blocks; that it can be iterated is how `requests` knows that it is to be streamed."""
        while block := self.read(65536):
            yield block

    def read(self, count: int = -1) -> bytes:
        """Read the next bytes, at most `count`, and never past the size that was announced."""
        if time.monotonic() > self.until:
            raise TimeoutError("timed out")
        wanted = self._left if count < 0 else min(count, self._left)
        try:
            block = self.file.read(wanted)
        except OSError as trouble:
            self.failed = trouble
            raise
        if wanted and not block:
            raise ImageError(
                f"{self.name} became shorter while it was sent; send it again when it is complete"
            )
        self._left -= len(block)
        return block

    def rewind(self) -> None:
        """Go back to the beginning, for another try."""
        self.file.seek(self._start)
        self._left = self.size


@contextmanager
def opened(source: Any, api: Api) -> Iterator[Upload]:
    """Open a source for one version of the service, and close what was opened.

    Parameters
    ----------
    source : path, bytes, binary file object or URL
        A file object is read from where it stands, and stays open. One that cannot seek is first
        copied, to a temporary file when it is long, so that it can be sent again.
    api : Api

    Raises
    ------
    OSError
        The file is missing, a directory, or cannot be read.
    ImageError
        It is empty, or of a format that this version does not take.
    TypeError
        Nothing of the above.
    """
    with ExitStack() as stack:
        if is_url(source):
            body = json.dumps({api.url_key: source}).encode()
            yield Upload(io.BytesIO(body), len(body), "application/json", "the URL")
            return
        file, name = _file(source, stack)
        start = file.tell()
        size = file.seek(0, os.SEEK_END) - start
        file.seek(start)
        if size <= 0:
            raise ImageError(f"{name} is empty; is the scan complete?")
        media_type = _media_type(file, name) if api.typed else "application/octet-stream"
        yield Upload(file, size, media_type, name)


def _file(source: Any, stack: ExitStack) -> tuple[IO[bytes], str]:
    """Open a source as a file that can seek."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return io.BytesIO(bytes(source)), "the document"
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        _check(path)
        file: IO[bytes] = stack.enter_context(path.open("rb"))
        return (file if file.seekable() else _copied(file, stack, path.name)), path.name
    if not hasattr(source, "read"):
        kind = type(source).__name__
        raise TypeError(
            f"read takes a path, bytes, a binary file object or a URL, not {kind}; encode an image first"
        )
    if not isinstance(source.read(0), bytes):
        raise TypeError("the file object gives text: open it with mode 'rb'")
    seekable = getattr(source, "seekable", None)
    name = Path(str(getattr(source, "name", ""))).name or "the document"
    return (source if seekable is not None and seekable() else _copied(source, stack, name)), name


def _check(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise FileNotFoundError(errno.ENOENT, "no such file, check the path", str(path)) from None
    except ValueError:  # a null byte
        raise FileNotFoundError(
            errno.ENOENT, "no file can have this name", repr(str(path))
        ) from None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "a directory; name the files in it", str(path))


def _copied(source: Any, stack: ExitStack, name: str) -> IO[bytes]:
    """Copy a stream that cannot seek, so that it can be sent again; what is long goes to disk."""
    # the stack closes it
    copy = cast(IO[bytes], tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115
    stack.callback(copy.close)
    block = source.read(65536)
    while block:
        if copy.write(block) and copy.tell() > _LARGEST:
            raise ImageError(
                f"{name} goes on past {_LARGEST // 2**20} MB, more than the service takes"
            )
        block = source.read(65536)
    copy.seek(0)
    return copy


def _media_type(file: IO[bytes], name: str) -> str:
    """Name a file's own media type by its first bytes."""
    start = file.tell()
    head = file.read(8)
    file.seek(start)
    for magic, media_type in _TYPES.items():
        if head.startswith(magic):
            return media_type
    raise ImageError(
        f"{name} is no PDF, JPEG, PNG, TIFF or BMP, and this version takes nothing else; convert it"
    )

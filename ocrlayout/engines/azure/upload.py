"""A document on its way out: from disk, memory or a stream, sent again when need be."""

import errno
import importlib
import io
import json
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TypeAlias, cast

from ocrlayout import sources
from ocrlayout.engines.azure.endpoint import is_url
from ocrlayout.engines.azure.versions import Api
from ocrlayout.errors import ImageError

__all__ = ["Encoded", "Upload", "opened", "unlocked"]

Encoded: TypeAlias = sources.Path | sources.Bytes | IO[bytes]
"""What a client reads: a path, a URL, the bytes of a file or a file object that gives them."""

_IN_MEMORY = 8 * 2**20  # bytes of a stream that are copied to memory; what is longer goes to disk
_LARGEST = 2**30  # bytes of a stream whose end is not known; twice what the service takes
_BLOCK = 65536
_HEAD = 1024  # bytes, in which a PDF says that it is one
_UNNAMED = "the document"
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
    failed : OSError or None
        Why the source could not be read, which HTTP clients take for trouble of the network.
    """

    failed: OSError | None = None

    def __init__(self, file: IO[bytes], size: int, media_type: str, name: str) -> None:
        self.file, self.size, self.media_type, self.name = file, size, media_type, name
        self._start = file.tell()
        self._left = size

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[bytes]:
        """Yield blocks; `requests` streams a body because it can be iterated."""
        while block := self.read(_BLOCK):
            yield block

    def read(self, count: int = -1) -> bytes:
        """Read the next bytes, at most `count`, and never past the size that was announced."""
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
def opened(source: Encoded, api: Api) -> Iterator[Upload]:
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
        if isinstance(source, str) and is_url(source):
            yield _of_url(source, api)
        else:
            yield _of_file(*_file(source, stack), api)


def unlocked(source: Encoded, password: str) -> str | bytes:
    """Read a source, and make a copy of a locked PDF that opens without its password, in memory.

    Parameters
    ----------
    source : path, bytes, binary file object or URL
    password : str

    Raises
    ------
    ImageError
        The PDF does not open with the password.
    """
    if isinstance(source, str) and is_url(source):
        return source
    with ExitStack() as stack:
        file, name = _file(source, stack)
        data = file.read()
    if b"%PDF-" not in data[:_HEAD]:
        return data
    structure = importlib.import_module("ocrlayout.images.pdf_structure")  # qpdf, when needed
    copy: bytes | None = structure.unlocked(data, name, password)
    return copy or data


def _of_url(url: str, api: Api) -> Upload:
    body = json.dumps({api.url_key: url}).encode()
    return Upload(io.BytesIO(body), len(body), "application/json", "the URL")


def _of_file(file: IO[bytes], name: str, api: Api) -> Upload:
    start = file.tell()
    size = file.seek(0, os.SEEK_END) - start
    file.seek(start)
    if size <= 0:
        raise ImageError(f"{name} is empty; is the scan complete?")
    media_type = _media_type(file, name) if api.typed else "application/octet-stream"
    return Upload(file, size, media_type, name)


def _file(source: Encoded, stack: ExitStack) -> tuple[IO[bytes], str]:
    """Open a source as a file that can seek, and name it for messages."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return io.BytesIO(bytes(source)), _UNNAMED
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        _check(path)
        file: IO[bytes] = stack.enter_context(path.open("rb"))
        return _seekable(file, stack, path.name), path.name
    _check_stream(source)
    name = Path(str(getattr(source, "name", ""))).name or _UNNAMED
    return _seekable(source, stack, name), name


def _check_stream(source: object) -> None:
    """Refuse what is not a binary file object."""
    read: Callable[[int], object] | None = getattr(source, "read", None)
    if not read:
        kind = type(source).__name__
        raise TypeError(
            f"read takes a path, bytes, a binary file object or a URL, not {kind}; encode an image"
            " first"
        )
    if not isinstance(read(0), bytes):
        raise TypeError("the file object gives text: open it with mode 'rb'")


def _check(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise FileNotFoundError(errno.ENOENT, "no such file, check the path", str(path)) from None
    except ValueError:  # a null byte
        what = "no file can have this name"
        raise FileNotFoundError(errno.ENOENT, what, repr(str(path))) from None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "a directory; name the files in it", str(path))


def _seekable(file: IO[bytes], stack: ExitStack, name: str) -> IO[bytes]:
    """Return a file that can seek: itself, or a copy of it."""
    seekable = getattr(file, "seekable", None)
    return file if seekable is not None and seekable() else _copied(file, stack, name)


def _copied(source: IO[bytes], stack: ExitStack, name: str) -> IO[bytes]:
    """Copy a stream, so that it can be sent again; what is long goes to disk."""
    # the stack closes it
    copy = cast(IO[bytes], tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115
    stack.callback(copy.close)
    while block := source.read(_BLOCK):
        copy.write(block)
        if copy.tell() > _LARGEST:
            size = f"{_LARGEST // 2**20} MB"
            raise ImageError(f"{name} goes on past {size}, more than the service takes")
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
        f"{name} is not a PDF, JPEG, PNG, TIFF or BMP, and this version takes nothing else;"
        " convert it"
    )

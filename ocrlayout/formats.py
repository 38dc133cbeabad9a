"""Load, save, read: finds the reader by content, the writer by suffix or name, the engine by what is configured.

No format is known here. The files of ``readers/``, ``writers/`` and ``engines/`` are listed and
loaded by their names.
"""

import contextlib
import importlib
import json
import os
import pkgutil
import secrets
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO, cast

from ocrlayout import longjson
from ocrlayout.errors import EngineError, ReadError, UnknownFormat, WriteError
from ocrlayout.model import Document

__all__ = [
    "engine_for",
    "fetch",
    "frames",
    "frames_of",
    "is_scan",
    "load",
    "parse",
    "read",
    "save",
    "whole",
    "writer_for",
]

Reader = Callable[..., Document]
_LONG = (
    4_000_000  # characters of JSON, some 60 pages: from there on memory counts for more than speed
)
_BINARY = {
    b"\xff\xd8\xff": "a JPEG image",
    b"\x89PNG": "a PNG image",
    b"II*\0": "a TIFF image",
    b"MM\0*": "a TIFF image",
    b"II+\0": "a TIFF image",
    b"BM": "a BMP image",
    b"GIF8": "a GIF image",
    b"RIFF": "a WebP image",
    b"\0\0\0\x0cjP": "a JPEG 2000 image",
    b"PK\x03\x04": "a ZIP archive",
}


def modules(room: str) -> dict[str, ModuleType]:
    """Load every module of a room (``readers``, ``writers``, ``engines``), by name; ``_names`` are left out."""
    return {name: _module(room, name) for name in names(room)}


def _module(room: str, name: str) -> ModuleType:
    return importlib.import_module(f"ocrlayout.{room}.{name}")


@cache
def names(room: str) -> tuple[str, ...]:
    """List a room's modules without loading them."""
    package = importlib.import_module(f"ocrlayout.{room}")
    return tuple(
        info.name
        for info in pkgutil.iter_modules(package.__path__)
        if not info.name.startswith("_")
    )


def load(
    source: Any,
    provider: str | Reader | None = None,
    *,
    sizes: list[tuple[float, float]] | None = None,
    images: Any = None,
) -> Document:
    """Make a document of an OCR service's answer.

    Parameters
    ----------
    source : path, bytes, file object, dict or list
        A ``str`` is always a path. A dict or a list is parsed JSON.
    provider : str or callable, optional
        Name of a reader, or a function ``read(payload, *, sizes=None) -> Document``. Without it
        every reader is asked, and exactly one has to accept the payload.
    sizes : list of (width, height), optional
        Page sizes in pixels, for payloads that have none.
    images : path, array or list, optional
        The scans; their sizes serve where `sizes` is not given.

    Returns
    -------
    Document

    Raises
    ------
    UnknownFormat
        No reader, or more than one, accepts the payload.
    OcrFailed
        The payload says that the job still runs or that it failed.
    ReadError
        The payload is not what its format says it should be.
    OSError
        The file cannot be read.

    Examples
    --------
    >>> line = {"boundingBox": [0, 0, 40, 0, 40, 10, 0, 10], "text": "dog"}
    >>> load({"status": "Succeeded", "recognitionResult": {"lines": [line]}})[0].lines.text
    ('dog',)
    """
    if isinstance(source, (dict, list)):
        payload: Any = source
    else:  # a stranger's reader may do with the payload what it wants, so it gets plain lists
        payload = parse(_bytes(source), _name(source), lazily=not callable(provider))
    reader = provider if callable(provider) else _reader(payload, provider)
    if sizes is None and images is not None:
        sizes = importlib.import_module("ocrlayout.images").sizes(images)
    try:
        document = reader(payload, sizes=sizes)
    except RecursionError:
        raise ReadError("the payload is nested too deeply to be an OCR answer") from None
    if not isinstance(document, Document):
        raise TypeError(f"the reader returned {type(document).__name__}, not a Document")
    return document


def parse(data: bytes, name: str = "", *, lazily: bool = False) -> Any:
    """Parse a payload's bytes: JSON as dict or list, anything else as text.

    Parameters
    ----------
    data : bytes
    name : str
        Of the file, for messages.
    lazily : bool
        Long lists are decoded as they are read, and cannot be changed.

    Raises
    ------
    ReadError
        The bytes are an image, broken JSON, or no text at all.

    Examples
    --------
    >>> parse(b'{"lines": []}')
    {'lines': []}
    """
    what = _kind(data)
    if what:
        raise ReadError(
            f"this is {what}, no OCR answer; to recognize it use `ocrlayout.read`", where=name
        )
    if not data.strip(b" \t\r\n\0"):
        raise ReadError("the file is empty", where=name)
    try:
        text = data.decode(json.detect_encoding(data), errors="strict").lstrip("\ufeff")
    except (UnicodeDecodeError, LookupError):
        raise ReadError(
            "the bytes are no text in UTF-8, UTF-16 or UTF-32, so no OCR answer", where=name
        ) from None
    if text.lstrip()[:1] not in ("{", "["):
        return text
    try:
        return longjson.parse(text) if lazily and len(text) > _LONG else json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise ReadError(
            f"broken JSON: {error.msg} at {place}; is the file complete?", where=name
        ) from None
    except RecursionError:
        raise ReadError("the JSON is nested too deeply to be an OCR answer", where=name) from None
    except ValueError as error:  # an integer of thousands of digits
        raise ReadError(f"broken JSON: {error}", where=name) from None


def is_scan(head: bytes) -> bool:
    """Tell an image or a PDF from an OCR answer by its first bytes (1,024 are enough).

    Examples
    --------
    >>> is_scan(b"%PDF-1.7"), is_scan(b'{"status": "succeeded"}')
    (True, False)
    """
    return bool(_kind(head)) and not head.startswith(b"PK")


def _kind(data: bytes) -> str:
    """Name what bytes are by how they start; ``""`` when nothing is known that starts so."""
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if b"%PDF-" in data[:1024] and start not in (
        b"{",
        b"[",
    ):  # a PDF's header may stand a little inside
        return "a PDF"
    if data[4:8] == b"ftyp":
        return "an image in HEIF or AVIF"
    if data[:1] == b"P" and data[1:2] in b"123456" and data[2:3].isspace():
        return "a PNM image"
    return next((kind for magic, kind in _BINARY.items() if data.startswith(magic)), "")


def frames(images: Any, *, password: str | None = None, limit: float | None = None) -> list[Any]:
    """List the frames of scans, to be passed as ``images=`` where a password or another limit is needed.

    Parameters
    ----------
    images : path, array or list
    password : str, optional
        Of encrypted PDFs.
    limit : float, optional
        The most pixels an image may have.

    Raises
    ------
    ImageError
        A scan cannot be opened.
    """
    room = importlib.import_module("ocrlayout.images")
    found: list[Any] = room.expand(
        images, password=password, limit=room.LIMIT if limit is None else limit
    )
    return found


def frames_of(document: Document, images: Any) -> list[Any]:
    """Find the frame of each page of a document, one a page.

    Raises
    ------
    WriteError
        The counts or the shapes do not match.
    """
    return [
        found.frame for found in importlib.import_module("ocrlayout.images").pair(document, images)
    ]


def _bytes(source: Any) -> bytes:
    if isinstance(source, (str, os.PathLike)):
        return Path(source).read_bytes()
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    if hasattr(source, "read"):
        data = source.read()
        return data.encode() if isinstance(data, str) else bytes(data)
    raise TypeError(
        f"load takes a path, bytes, a file object, a dict or a list, not {type(source).__name__}"
    )


def _name(source: Any) -> str:
    return str(source) if isinstance(source, (str, os.PathLike)) else ""


def _reader(payload: Any, provider: str | None) -> Reader:
    """Find the one reader that accepts a payload, or the one that is named."""
    if provider is not None:
        if provider not in names("readers"):
            raise UnknownFormat(
                f"no reader is named {provider!r}; there are {_listed(names('readers'))}"
            )
        return cast(Reader, _module("readers", provider).read)
    readers = modules("readers")
    able = [name for name, module in readers.items() if module.accepts(payload)]
    if len(able) == 1:
        return cast(Reader, readers[able[0]].read)
    if able:
        raise UnknownFormat(f"{_listed(able)} accept this payload; name one with provider=")
    raise UnknownFormat(
        f"no reader knows this payload ({_glance(payload)});"
        f" there are {_listed(readers)}, or pass provider=your_function"
    )


def _glance(payload: Any) -> str:
    """Show what a payload looks like at the top."""
    if isinstance(payload, dict):
        return f"an object with {_listed(list(payload)[:6])}" if payload else "an empty object"
    if isinstance(payload, list):
        return f"a list of {len(payload)}"
    return f"text that starts with {str(payload)[:40]!r}"


def _listed(values: Any) -> str:
    listed = ", ".join(str(value)[:40] for value in values)
    return listed.encode("utf-8", "replace").decode()  # a lone surrogate in a key cannot be printed


def save(
    document: Document, target: Any, *, to: str | None = None, images: Any = None, **options: Any
) -> None:
    """Write a document to a file; the suffix says which format.

    A path is written whole or not at all: to a temporary file beside it, which then takes its name.
    A file that has the name already is replaced, unless it is one of the scans.

    Parameters
    ----------
    document : Document
    target : path or binary file object
        A file object needs `to`.
    to : str, optional
        Name of the writer, where the suffix does not say.
    images : path, array or list, optional
        The scans, for the formats that hold pixels.
    **options
        Fields of the writer's ``Options``.

    Raises
    ------
    WriteError
        No writer for the suffix, or the document cannot be written so.
    ImageError
        A scan cannot be read.
    TypeError
        An option that the writer does not have.

    Examples
    --------
    >>> import io
    >>> out = io.BytesIO()
    >>> save(Document(), out, to="text")
    """
    if not isinstance(document, Document):
        raise TypeError(
            f"save takes a document, not {type(document).__name__}; Document([page]) makes one of a page"
        )
    is_path = isinstance(target, (str, os.PathLike))
    if not is_path and not hasattr(target, "write"):
        raise TypeError(
            f"save writes to a path or a binary file object, not {type(target).__name__}"
        )
    if not is_path and to is None:
        raise WriteError(
            "a file object has no suffix: say to='pdf', to='text' or another writer's name"
        )
    writer = writer_for(target if is_path else "", to)
    try:
        chosen = writer.Options(**options)
    except TypeError:
        known = list(getattr(writer.Options, "__dataclass_fields__", {}))
        raise TypeError(
            f"the options of this format are {_listed(known) or 'none'}, not {_listed(options)}"
        ) from None
    if is_path and Path(target).resolve() in _files(images):
        raise WriteError(f"{target} is the scan itself; an input is never overwritten")
    with whole(Path(target)) if is_path else contextlib.nullcontext(target) as out:
        writer.write(document, out, images=images, options=chosen)


def _files(images: Any) -> set[Path]:
    """List the files among scans."""
    if isinstance(images, (list, tuple)):
        return {path for image in images for path in _files(image)}
    path = images if isinstance(images, (str, os.PathLike)) else getattr(images, "source", None)
    return {Path(path).resolve()} if isinstance(path, (str, os.PathLike)) else set()


def writer_for(target: Any, to: str | None = None) -> Any:
    """Find the writer of a name, or of a path's suffix (the longest that fits).

    Raises
    ------
    WriteError
        There is none; the message lists what there is.

    Examples
    --------
    >>> writer_for("scan.txt").__name__
    'ocrlayout.writers.text'
    """
    if to is not None:
        if to not in names("writers"):
            raise WriteError(f"no writer is named {to!r}; there are {_listed(names('writers'))}")
        return _module("writers", to)
    name = Path(target).name.lower()
    owners = [
        (suffix, module) for module in modules("writers").values() for suffix in module.SUFFIXES
    ]
    fitting = [(len(suffix), module) for suffix, module in owners if name.endswith(suffix)]
    if not fitting:
        known = _listed(sorted(suffix for suffix, _ in owners))
        raise WriteError(
            f"no writer for {Path(target).name!r}; the suffixes are {known}, or name one with to="
        )
    return max(fitting, key=lambda pair: pair[0])[1]


@contextlib.contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Open a temporary file that takes the path's name when all went well, and is gone when not.

    What is there and no regular file, such as ``/dev/stdout`` or a named pipe, is written to as it
    is.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as out:
            yield out
        return
    suffix = path.suffix[:20]  # by which a writer of several formats tells which one it is
    path = path.resolve()  # a link stays one: its target is replaced
    temporary = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.part{suffix}")
    try:
        with temporary.open("xb") as out:
            yield out
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    except OSError as error:
        if error.filename == str(temporary):  # people know the target's name, not this one
            error.filename = str(path)
        raise
    finally:
        temporary.unlink(missing_ok=True)


def read(source: Any, engine: str | None = None, **options: Any) -> Document:
    """Recognize an image or PDF and make a document of the answer.

    Parameters
    ----------
    source : path, bytes, file object or URL
        A URL goes to a service that can fetch it.
    engine : str, optional
        ``"azure"``, ``"rapidocr"``, or ``"local"`` for the one that uploads nothing. Without it,
        Azure when it is configured, else the local engine.
    **options
        Those of the engine, such as ``language``.

    Raises
    ------
    EngineError, MissingExtra
        No engine is configured or installed, or the local one could not run.
    ServiceError
        The service refused or failed.

    Examples
    --------
    >>> read("scan.jpg")  # doctest: +SKIP
    """
    return load(fetch(source, engine, **options))


def fetch(source: Any, engine: str | None = None, **options: Any) -> Any:
    """Recognize an image or PDF and return the engine's own payload, to keep or to :func:`load`.

    Parameters and errors are those of :func:`read`.
    """
    return engine_for(engine).read(source, **options)


def engine_for(engine: str | None = None) -> Any:
    """Find the engine of a name, or the one to use: a configured service first, then a local engine.

    Raises
    ------
    EngineError
        None is configured or installed, or none has that name.
    """
    if engine in names("engines"):
        return _module("engines", engine)
    if engine not in (None, "local"):
        raise EngineError(
            f"no engine is named {engine!r}; there are {_listed(names('engines'))}, and local"
        )
    for module in sorted(modules("engines").values(), key=lambda module: not module.REMOTE):
        if module.ready() and not (engine == "local" and module.REMOTE):
            return module
    raise EngineError(
        "no OCR engine is ready. Install the local one: pip install 'ocrlayout-kit[local]'."
        + (
            ""
            if engine
            else " Or set COMPUTER_VISION_ENDPOINT and COMPUTER_VISION_SUBSCRIPTION_KEY to use Azure."
        )
    )

"""Load, save, fetch: answers become documents, documents become files, engines are asked."""

import contextlib
import importlib
import io
import itertools
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from ocrlayout import answers, registry
from ocrlayout.answers import Answer
from ocrlayout.errors import ReadError, WriteError
from ocrlayout.file_tree import real_path
from ocrlayout.model import Document
from ocrlayout.payloads import payload_of
from ocrlayout.registry import Reader, Writer
from ocrlayout.sources import Scans, Source

__all__ = ["fetch", "leftovers", "load", "load_all", "save", "whole"]

_NAMED = 40  # characters of a target's name that a temporary file has, too
_TOKEN = 4  # random bytes by which temporary files of one target differ
_TEMPORARY = re.compile(rf"\.(.+)\.[0-9a-f]{{{2 * _TOKEN}}}\.part(?:\..*)?", re.DOTALL)


def load(
    source: Source,
    provider: str | Reader | None = None,
    *,
    sizes: list[tuple[float, float]] | None = None,
    images: Scans | None = None,
) -> Document:
    """Make a document of an OCR service's answer.

    Parameters
    ----------
    source : path, bytes, file object, dict, list or object of an SDK
        A ``str`` is always a path. A dict or a list is parsed JSON. A list of answers, and JSON
        Lines, become one document (:func:`load_all`: one each). An answer within an envelope is
        found if it is the only one there.
    provider : str or callable, optional
        Name of a reader, or a function ``read(payload, *, sizes=None) -> Document``. Without it
        every reader is asked, and exactly one has to accept the payload.
    sizes : list of (width, height), optional
        Page sizes in pixels, for payloads that do not say theirs.
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
    documents = list(_documents(source, provider, sizes, images, split=False))
    return documents[0] if len(documents) == 1 else Document.join(documents)


def load_all(
    source: Source,
    provider: str | Reader | None = None,
    *,
    sizes: list[tuple[float, float]] | None = None,
    images: Scans | None = None,
) -> list[Document]:
    """Make a document of each answer in a source: a list of answers, or JSON Lines.

    Parameters
    ----------
    source, provider, sizes, images
        As for :func:`load`; sizes and scans are those of all pages, in order.

    Returns
    -------
    list of Document
        One where the source is a single answer.

    Raises
    ------
    UnknownFormat, OcrFailed, ReadError, OSError
        As for :func:`load`.

    Examples
    --------
    >>> line = {"boundingBox": [0, 0, 40, 0, 40, 10, 0, 10], "text": "dog"}
    >>> answer = {"status": "Succeeded", "recognitionResult": {"lines": [line]}}
    >>> len(load_all([answer, answer])), len(load([answer, answer]).pages)
    (2, 2)
    """
    return list(_documents(source, provider, sizes, images, split=True))


def _documents(
    source: Source,
    provider: str | Reader | None,
    sizes: list[tuple[float, float]] | None,
    images: Scans | None,
    *,
    split: bool,
) -> Iterator[Document]:
    own = callable(provider)  # a reader of the caller's may change its payload: it gets plain lists
    payload = payload_of(source, lazily=not own)
    if sizes is None and images is not None:
        sizes = importlib.import_module("ocrlayout.images").sizes(images)
    try:
        found = (
            [Answer(provider, payload)]
            if callable(provider)
            else answers.find(payload, provider, split=split)
        )
        for answer in found:
            document = answers.read(answer, sizes)
            if not isinstance(document, Document):
                raise TypeError(f"the reader returned {type(document).__name__}, not a Document")
            yield document
            sizes = sizes[len(document) :] if sizes is not None and len(found) > 1 else sizes
    except RecursionError:
        raise ReadError("the payload is nested too deeply to be an OCR answer") from None


def fetch(source: Any, engine: str | None = None, **options: Any) -> Any:
    """Recognize an image or PDF and return the engine's own payload, to keep or to :func:`load`.

    Parameters
    ----------
    source : path, bytes, file object or URL
        A URL goes to a service that can fetch it.
    engine : str, optional
        ``"azure"``, ``"rapidocr"``, ``"tesseract"``, or ``"local"`` for the one that uploads
        nothing. Without it, Azure when it is configured, else the local engine. ``"text"`` reads
        the text that a PDF has.
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
    >>> fetch("scan.jpg")  # doctest: +SKIP
    """
    return registry.engine_for(engine).read(source, **options)


def save(
    document: Document | Iterable[Document],
    target: str | os.PathLike[str] | BinaryIO,
    *,
    to: str | None = None,
    images: Scans | Iterable[Scans] | None = None,
    **options: Any,
) -> None:
    r"""Write a document, or many as one, to a file; the suffix says which format.

    A path is written whole or not at all: to a temporary file beside it, which then takes its name.
    A file that has the name already is replaced, unless it is one of the scans.

    Parameters
    ----------
    document : Document or iterable of Document
        Of an iterable each document is written as it comes, and then let go: a generator of
        thousands takes the memory of one. The pages of the first keep their numbers, those of
        the rest follow on.
    target : path or binary file object
        A file object needs `to`.
    to : str, optional
        Name of the writer, where the suffix does not say.
    images : path, array or list, optional
        The scans, for the formats that hold pixels. With an iterable of documents, an iterable of
        the scans of each.
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
    >>> from ocrlayout.model import Lines, Page
    >>> out = io.BytesIO()
    >>> save((Document([Page(lines=Lines([word]))]) for word in ("one", "two")), out, to="text")
    >>> out.getvalue()
    b'one\n\x0ctwo\n'
    """
    if isinstance(document, Document):
        document, images = [document], [cast(Scans, images)] if images is not None else None
    writer = _writer(target, to)
    chosen = _options(writer, options)
    stream = _Stream(document, images, target)
    with _opened(target) as out:
        writer.write(stream.documents(), out, images=stream.scans, options=chosen)
        stream.check_counts()


def _writer(target: Any, to: str | None) -> Writer:
    if isinstance(target, (str, os.PathLike)):
        return registry.writer_for(target, to)
    if not hasattr(target, "write"):
        kind = type(target).__name__
        raise TypeError(f"save writes to a path or a binary file object, not {kind}")
    if to is not None:
        return registry.writer_for("", to)
    raise WriteError(
        "a file object is without a suffix: say to='pdf', to='text' or another writer's name"
    )


def _options(writer: Writer, options: dict[str, Any]) -> Any:
    try:
        return writer.Options(**options)
    except TypeError:
        known = registry.listed(getattr(writer.Options, "__dataclass_fields__", {}))
        message = f"the options of this format are {known or 'none'}"
    raise TypeError(f"{message}, not {registry.listed(options)}")


class _Stream:
    """Documents and the scans of each, checked and counted as a writer takes them."""

    def __init__(self, documents: Iterable[Document], images: Any, target: Any) -> None:
        for values in (documents, images if images is not None else ()):
            if not isinstance(values, Iterable):
                raise TypeError(_not_a_document(values))
        self._documents, self._images = documents, images
        self._target = real_path(Path(target)) if isinstance(target, (str, os.PathLike)) else None
        self._taken = self._matched = 0
        self.scans = self._scans() if images is not None else None

    def documents(self) -> Iterator[Document]:
        for document in self._documents:
            if not isinstance(document, Document):
                raise TypeError(_not_a_document(document))
            self._taken += 1
            yield document

    def _scans(self) -> Iterator[Any]:
        for scans in self._images:
            if self._target in _files(scans):
                raise WriteError(
                    f"{self._target} is the scan itself; an input is never overwritten"
                )
            self._matched += 1
            yield scans

    def check_counts(self) -> None:
        """Compare the counts; scans that the writer did not ask for are looked at here."""
        if self.scans is None:
            return
        for _ in itertools.islice(self.scans, self._taken + 1 - self._matched):
            pass
        if self._matched < self._taken:
            raise WriteError(
                f"document {self._taken} does not have scans: images= holds those of"
                f" {self._matched}; give the scans of each document, in order"
            )
        if self._matched > self._taken:
            raise WriteError(f"images= holds the scans of more than the {self._taken} documents")


def _not_a_document(value: Any) -> str:
    name = type(value).__name__
    return f"save takes documents, not {name}; Document([page]) makes one of a page"


def _files(images: Any) -> set[Path]:
    """List the files among scans."""
    if isinstance(images, (list, tuple)):
        return {path for image in images for path in _files(image)}
    path = images if isinstance(images, (str, os.PathLike)) else getattr(images, "source", None)
    return {real_path(Path(path))} if isinstance(path, (str, os.PathLike)) else set()


def _opened(target: Any) -> contextlib.AbstractContextManager[BinaryIO]:
    if isinstance(target, (str, os.PathLike)):
        return whole(Path(target))
    return contextlib.nullcontext(cast(BinaryIO, target))


@contextlib.contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Open a temporary file that takes the path's name when all went well, and is gone when not.

    What exists and is not a regular file, such as ``/dev/stdout`` or a named pipe, is written to
    as it is.
    """
    if path.exists() and not path.is_file():
        with io.BufferedWriter(_Named(path, "w", path)) as out:
            yield out
        return
    path = real_path(path)  # a link stays one: its target is replaced
    temporary = _beside(path)
    try:
        with io.BufferedRandom(_Named(temporary, "x+", path)) as file:  # it may be read again
            yield file
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    except OSError as error:
        if error.filename == str(temporary):  # people know the target's name, not this one
            error.filename = str(path)
        raise
    finally:
        temporary.unlink(missing_ok=True)


class _Named(io.FileIO):
    """A file whose errors name the file that it will be: a full disk is full at some place."""

    def __init__(self, temporary: Path, mode: str, path: Path) -> None:
        super().__init__(str(temporary), mode)
        self._path = path

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            error.filename = str(self._path)
            raise


def _beside(path: Path) -> Path:
    """Name a file beside a path that has its suffix, by which some writers choose the format."""
    token, suffix = secrets.token_hex(_TOKEN), path.suffix[:20]
    return path.with_name(f".{path.name[:_NAMED]}.{token}.part{suffix}")


def leftovers(paths: Iterable[Path]) -> Iterator[Path]:
    """Find the temporary files beside paths that `whole` could not take away.

    They are there after the process was killed, or the power failed; or another process is writing
    the files now.

    Examples
    --------
    >>> list(leftovers([Path(__file__)]))
    []
    """
    heads: dict[Path, set[str]] = {}
    for path in paths:
        heads.setdefault(path.parent, set()).add(path.name[:_NAMED])
    for folder, names in heads.items():
        with contextlib.suppress(OSError):  # the folder was not made yet, or is gone
            for file in folder.iterdir():
                found = _TEMPORARY.fullmatch(file.name)
                if found and found[1] in names:
                    yield file

"""Scans become documents: pages that have text are read, all others are recognized.

A page of a PDF whose text covers what is seen on it is not sent to any engine: that costs time,
often money, and gives no better words than those that are there. Where an engine does not take a
list of pages, it gets a PDF of those pages alone.
"""

import importlib
import logging
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args

from ocrlayout import page_ranges, payloads, registry
from ocrlayout.errors import ImageError, ReadError
from ocrlayout.formats import fetch, load
from ocrlayout.model import Document
from ocrlayout.sources import ExistingText

__all__ = ["KEEPING", "Route", "follow", "is_one_pdf", "read", "route"]

KEEPING = ("auto", "skip", "redo")
"""The ways to deal with existing text in which not every page is recognized."""

_log = logging.getLogger("ocrlayout")

Ask = Callable[[Any, str | None], Any]
"""What asks an engine: ``ask(source, "1,3-5")`` returns its payload; None are all pages."""


class Route(NamedTuple):
    """Where the pages of a PDF go.

    Attributes
    ----------
    frames : sequence of Frame
        All pages of the file.
    read : list of int
        Numbers of the pages whose text is read, from 1.
    recognized : list of int
        Numbers of the pages that an engine is asked for.
    """

    frames: Sequence[Any]
    read: list[int]
    recognized: list[int]


def read(
    source: Any,
    engine: str | None = None,
    *,
    existing_text: ExistingText = "auto",
    **options: Any,
) -> Document:
    """Recognize an image or PDF and make a document of the answer.

    The text that pages of a PDF have already is read, and only the others are recognized. No
    engine is needed, and nothing is uploaded, where every page has text.

    Parameters
    ----------
    source : path, bytes, file object or URL
        A URL goes to a service that can fetch it, whatever it holds.
    engine : str, optional
        ``"azure"``, ``"rapidocr"``, ``"tesseract"``, or ``"local"`` for the one that uploads
        nothing. Without it, Azure when it is configured, else the local engine. ``"text"``
        recognizes nothing.
    existing_text : {"auto", "skip", "redo", "force", "add"}
        Which pages of a PDF are recognized. ``"auto"``: those on which a picture of a quarter of
        the page or more shows something that is not under the page's text. ``"skip"``: those
        without any text. ``"redo"``: those that may have an old layer, and those of ``"auto"``.
        The others: every page.
    **options
        Those of the engine, such as ``language``, ``pages`` or ``password``.

    Returns
    -------
    Document
        With the pages in order; the origin of each says where it comes from.

    Raises
    ------
    EngineError, MissingExtra
        No engine is configured or installed, or the local one could not run.
    ServiceError
        The service refused or failed.
    ImageError
        A PDF is broken or encrypted.
    ValueError
        `existing_text` is something else, or the PDF does not have one of its `pages`.

    Examples
    --------
    >>> read("scan.jpg")  # doctest: +SKIP
    """
    _check(existing_text)
    scan = _held(source)
    frames = _pdf_frames(scan, options)
    if not frames or engine == "text":
        return load(fetch(scan, engine, **options))
    pages = options.pop("pages", None)
    there = range(1, len(frames) + 1)
    numbers = page_ranges.parse(pages).among(there) if pages is not None else there
    found = route(frames, existing_text, numbers)

    def ask(what: Any, pages: str | None) -> Any:
        return fetch(what, engine, **options, **({"pages": pages} if pages else {}))

    return follow(
        found, scan, ask, lambda: registry.takes_pages(registry.engine_for(engine), options)
    )


def is_one_pdf(frames: Sequence[Any]) -> bool:
    """Return whether frames are all pages of one PDF."""
    if not frames or len(frames) != frames[0].frames:
        return False
    return all(frame.kind == "pdf" and frame.source is frames[0].source for frame in frames)


def route(frames: Sequence[Any], existing_text: ExistingText, numbers: Iterable[int]) -> Route:
    """Look at the text of pages, and decide which of them are recognized.

    Parameters
    ----------
    frames : sequence of Frame
        All pages of a PDF.
    existing_text : {"auto", "skip", "redo", "force", "add"}
    numbers : iterable of int
        The pages that are wanted, from 1.
    """
    wanted = sorted(set(numbers))
    if existing_text not in KEEPING:
        return Route(frames, [], wanted)
    pdf_text = importlib.import_module("ocrlayout.images.pdf_text")
    with pdf_text.TextFinder() as finder:
        read = [
            number for number in wanted if _is_read(finder.of, frames[number - 1], existing_text)
        ]
    return Route(frames, read, sorted(set(wanted) - set(read)))


def _is_read(text: Callable[[Any], Any], frame: Any, existing_text: ExistingText) -> bool:
    """Return whether the text of a page is read; a page that is broken is left to the engine."""
    try:
        found = text(frame)
    except ImageError:
        return False
    if existing_text == "redo":
        return bool(found.covers and not found.may_be_layered)
    return bool(found.covers or (existing_text == "skip" and found.has_text))


def follow(found: Route, source: Any, ask: Ask, takes_pages: Callable[[], bool]) -> Document:
    """Read and recognize the pages of a PDF.

    Parameters
    ----------
    found : Route
    source : path or bytes
        The PDF, as an engine takes it.
    ask : callable
        Not called where all pages are read.
    takes_pages : callable
        Says whether the engine takes a list of pages.
    """
    kept = _texts(found) if found.read else ()  # before an answer is paid for
    asked = _asked(found, source, ask, takes_pages) if found.recognized else ()
    return Document(sorted([*kept, *asked], key=lambda page: page.number))


def _asked(found: Route, source: Any, ask: Ask, takes_pages: Callable[[], bool]) -> Document:
    """Ask an engine for pages; where all of them are broken, they do not take the others along."""
    try:
        return _recognized(found, source, ask, takes_pages)
    except ImageError as error:
        if not found.read:
            raise
        _log.warning("%s; left out: %s", error, page_ranges.named(found.recognized))
        return Document()


def _texts(found: Route) -> Document:
    """Read the text of pages."""
    first = found.frames[0]
    pages = page_ranges.spelled(found.read)
    return load(fetch(first.source, "text", pages=pages, password=first.password))


def _recognized(found: Route, source: Any, ask: Ask, takes_pages: Callable[[], bool]) -> Document:
    """Ask an engine for pages."""
    numbers, first = found.recognized, found.frames[0]
    frames = [found.frames[number - 1] for number in numbers]
    if len(numbers) == len(found.frames):
        return load(ask(source, None), images=frames)
    if takes_pages():
        return load(ask(source, page_ranges.spelled(numbers)), images=frames)
    structure = importlib.import_module("ocrlayout.images.pdf_structure")
    part = structure.extracted(first.source, first.file_name, first.password, numbers)
    return _numbered(load(ask(part, None), images=frames), numbers)


def _numbered(document: Document, numbers: Sequence[int]) -> Document:
    """Give the pages of a part the numbers that they have in the whole."""
    for page in document:
        if page.number > len(numbers):
            raise ReadError(
                f"the engine was sent {len(numbers)} pages, and its answer has page {page.number}"
            )
    return Document(page.replace(number=numbers[page.number - 1]) for page in document)


def _check(existing_text: str) -> None:
    known = get_args(ExistingText)
    if existing_text not in known:
        raise ValueError(f"existing_text is one of {', '.join(known)}, not {existing_text!r:.40}")


def _held(source: Any) -> Any:
    """Return the bytes of a file object that gives a PDF, which is read more than once."""
    if not hasattr(source, "read"):
        return source
    can_seek = getattr(source, "seekable", None)
    if can_seek is None or not can_seek():
        return _bytes(source.read())
    start = source.tell()
    head = _bytes(source.read(payloads.HEAD))
    source.seek(start)
    return source.read() if payloads.is_pdf(head) else source


def _bytes(data: Any) -> bytes:
    if not isinstance(data, bytes):
        raise TypeError("the file object gives text: open it with mode 'rb'")
    return data


def _is_pdf(source: Any) -> bool:
    if isinstance(source, (bytes, bytearray, memoryview)):
        return payloads.is_pdf(bytes(source[: payloads.HEAD]))
    if not isinstance(source, (str, os.PathLike)):
        return getattr(source, "kind", "") == "pdf"
    try:
        with Path(source).open("rb") as file:
            return payloads.is_pdf(file.read(payloads.HEAD))
    except (OSError, ValueError):  # a URL, or the engine says what is wrong
        return False


def _pdf_frames(source: Any, options: dict[str, Any]) -> Sequence[Any]:
    """List the pages of a PDF; nothing for anything else."""
    if not _is_pdf(source):
        return ()
    images = importlib.import_module("ocrlayout.images")
    limit = options.get("limit", images.LIMIT)
    frames = images.expand(source, password=options.get("password"), limit=limit)
    return frames if is_one_pdf(frames) else ()

"""The text that a PDF has already, by PDFium: nothing is recognized and nothing is uploaded.

===================  ===========================================================================
``assembly``         words → lines
``right_to_left``    lines with Hebrew or Arabic, in the order in which they are read
===================  ===========================================================================

Characters, pieces of lines and words come from :mod:`ocrlayout.images.pdf_text`.

The box of a word is as high as its font's ascent and descent, as browsers have it, and not as its
ink: the words of a line are of one height.
"""

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, overload

import pypdfium2

from ocrlayout import page_ranges
from ocrlayout.engines.text import assembly
from ocrlayout.errors import EngineError, ImageError
from ocrlayout.images import LIMIT, Frame, pdf_pages, pdf_traps, reading
from ocrlayout.images.frames import page_name
from ocrlayout.images.opening import head
from ocrlayout.images.pdf_text.characters import characters_of, text_page
from ocrlayout.images.pdf_text.placement import placement_of
from ocrlayout.sources import Scan

__all__ = ["RECOGNIZES", "REMOTE", "opened", "read", "read_pages", "ready"]

REMOTE = False
RECOGNIZES = False  # it reads what is written in a file, and is never the engine for a scan
"""Whether the engine can read pixels."""

Pages = str | int | Iterable[int | str] | None
Progress = Callable[[int, int], object] | None


def ready() -> bool:
    """Return whether the engine could run: PDFium comes with the package.

    Examples
    --------
    >>> ready()
    True
    """
    return True


@overload
def read(
    source: Scan,
    *,
    pages: Pages = None,
    password: str | None = None,
    progress: Progress = None,
    raw: Literal[False] = False,
) -> dict[str, Any]: ...
@overload
def read(
    source: Scan,
    *,
    pages: Pages = None,
    password: str | None = None,
    progress: Progress = None,
    raw: Literal[True],
) -> bytes: ...
def read(
    source: Scan,
    *,
    pages: Pages = None,
    password: str | None = None,
    progress: Progress = None,
    raw: bool = False,
) -> dict[str, Any] | bytes:
    """Read the text that a PDF has.

    A page of pictures alone is a page without lines, not an error.

    Parameters
    ----------
    source : path, bytes or file object
    pages : str, int or list of these, optional
        Which pages, from 1: ``"1-3,7"``, ``"5-"``. All by default.
    password : str, optional
        Of an encrypted PDF.
    progress : callable, optional
        Called as ``progress(done, total)`` after each page.
    raw : bool
        Return the answer as JSON in UTF-8.

    Returns
    -------
    dict or bytes
        ``{"engine": "text", "version": …, "pages": […]}``, the version being pypdfium2's. A page is
        as :func:`read_pages` yields it.

    Raises
    ------
    ImageError
        The file is not a PDF, is broken or encrypted, or one of its pages is broken, or would fill
        the memory.
    ValueError
        `pages` is not a list of pages, or names one that is not there.

    Examples
    --------
    >>> read("report.pdf")  # doctest: +SKIP
    """
    found = list(read_pages(source, pages=pages, password=password, progress=progress))
    answer = {"engine": "text", "version": pypdfium2.PYPDFIUM_INFO.version, "pages": found}
    return json.dumps(answer, ensure_ascii=False).encode() if raw else answer


def read_pages(
    source: Scan,
    *,
    pages: Pages = None,
    password: str | None = None,
    progress: Progress = None,
) -> Iterator[dict[str, Any]]:
    """Read the text of one page after the other; nothing is kept of those that were read.

    Parameters are those of :func:`read`.

    Yields
    ------
    dict
        ``page`` (from 1), ``width``, ``height`` and ``unit`` (``"inch"``) as displayed, and
        ``lines`` in the order in which they are drawn. A line has ``text``, ``polygon`` (eight
        numbers, from the text's own top-left clockwise) and ``words``. A word has the same two,
        ``size`` (of its font, in points), ``spaced`` (white space follows) and ``visibility``:
        ``"visible"``, ``"invisible"`` (drawn without ink, as OCR's layers are),
        ``"transparent"``, or ``"outside"`` of the page.

    Raises
    ------
    ImageError, ValueError
        As :func:`read` does.
    """
    data, name = opened(source)
    with (
        pdf_traps.page_checks(data, password, LIMIT) as check,
        pdf_pages.shared(data, name, password) as document,
    ):
        with pdf_pages.LOCK:
            there = range(1, len(document) + 1)
        chosen = page_ranges.parse(pages).among(there) if pages is not None else list(there)
        for done, number in enumerate(chosen, 1):
            check(number - 1, page_name(name, number - 1))
            yield _page(document, number, page_name(name, number - 1))
            if progress is not None:
                progress(done, len(chosen))


def _page(document: pypdfium2.PdfDocument, number: int, name: str) -> dict[str, Any]:
    with pdf_pages.LOCK, reading(name), contextlib.closing(document[number - 1]) as page:
        place = placement_of(page)
        with text_page(page) as text:
            lines = assembly.lines(characters_of(text), place)
    size = {"width": round(place.width, 4), "height": round(place.height, 4), "unit": "inch"}
    return {"page": number, **size, "lines": lines}


def opened(source: Scan) -> tuple[Path | bytes, str]:
    """Return a PDF as a path or as bytes, and its name for messages.

    Parameters
    ----------
    source : path, bytes, file object or Frame

    Raises
    ------
    ImageError
        It is not a PDF, or it is missing.
    EngineError
        It is an address.
    """
    if isinstance(source, str) and source.lower().startswith(("http://", "https://")):
        raise EngineError(f"the text engine does not download; fetch {source} and pass the file")
    if isinstance(source, Frame):
        data, name = source.source, source.name
    elif isinstance(source, (str, os.PathLike)):
        data, name = Path(source), str(source)
    else:
        data = source.read() if hasattr(source, "read") else source
        name = "the PDF"
    if isinstance(data, (bytearray, memoryview)):
        data = bytes(data)
    if not isinstance(data, (Path, bytes)):
        raise ImageError(f"text is read from PDFs only, not from {type(data).__name__}")
    with reading(name):
        start = head(data)
    if b"%PDF-" not in start:
        raise ImageError(f"{name} is not a PDF; text is read from PDFs only: recognize it instead")
    return data, name

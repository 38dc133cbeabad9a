"""The pages of a PDF, by PDFium: their sizes, and their pixels."""

import contextlib
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw

from ocrlayout import page_ranges
from ocrlayout.errors import ImageError
from ocrlayout.images import pdf_structure, pdf_traps
from ocrlayout.images.frames import Frame, page_name
from ocrlayout.images.headers import Size
from ocrlayout.images.opening import reading
from ocrlayout.images.pdf_drawing import drawn

__all__ = ["LOCK", "Found", "document", "find", "gray", "rendered", "shared"]

POINTS = 72  # to the inch
_ROUNDING = 1e-9  # PDFium rounds up: 3 inches at 150 dpi are to be 450 pixels, not 451
_DEEPEST = 15  # levels of forms inside forms that PDFium looks through
_LETTER = (612.0, 792.0)  # points: what viewers take for a page without a box
_BROKEN = (RuntimeError, ValueError, OSError)  # of a page; PDFium's error is a RuntimeError
_log = logging.getLogger("ocrlayout")
LOCK = threading.RLock()  # PDFium is not safe in threads


class EncryptedError(ImageError):
    """A PDF whose password is missing or wrong."""


class Found(NamedTuple):
    """A PDF that can be read.

    Attributes
    ----------
    source : Path or bytes
        The file, or what was made of one that was broken.
    sizes : list of (width, height)
        Of every page as displayed, in points.
    """

    source: Path | bytes
    sizes: list[Size]


def find(source: Path | bytes, name: str, password: str | None) -> Found:
    """Look at every page of a PDF; one that is broken is repaired, as far as that can be.

    What was repaired, and pages that stay broken, are named in the log. A page that stays broken
    has the size of a letter; it cannot be rendered.

    Raises
    ------
    ImageError
        The PDF is encrypted, or broken beyond repair, or all its pages are.
    """
    try:
        found = _sizes(source, name, password)
    except EncryptedError:
        raise
    except ImageError as error:
        return _repaired(source, name, password, error)
    broken = [index + 1 for index, size in enumerate(found) if not size]
    if not broken:
        return Found(source, [size or _LETTER for size in found])
    what = ImageError(f"{page_name(name, broken[0] - 1)} is broken: it cannot be opened")
    try:
        return _repaired(source, name, password, what)
    except ImageError:
        if len(broken) == len(found):
            raise
    _log.warning("%s: broken: %s; the others can be read", name, page_ranges.named(broken))
    return Found(source, [size or _LETTER for size in found])


def _repaired(source: Path | bytes, name: str, password: str | None, error: ImageError) -> Found:
    """Repair a PDF by qpdf; raise `error` where that does not give sound pages."""
    try:
        data = pdf_structure.repaired(source, name, password)
        found = _sizes(data, name, password)
    except ImageError:
        raise error from None
    if None in found:
        raise error
    _log.warning("%s is broken; it is read as repaired; pages: %d", name, len(found))
    return Found(data, [size or _LETTER for size in found])


def _sizes(source: Path | bytes, name: str, password: str | None) -> list[Size | None]:
    """Return the size of every page, None for one that is broken."""
    with document(source, name, password) as pdf:
        found = [_size(pdf, index) for index in range(len(pdf))]
    if not found:
        raise ImageError(f"{name} is without pages")
    return found


def _size(document: pypdfium2.PdfDocument, index: int) -> Size | None:
    try:
        width, height = document.get_page_size(index)  # the page is not parsed yet
    except _BROKEN:
        return None
    is_sound = np.isfinite([width, height]).all() and min(width, height) > 0
    return (width, height) if is_sound else None


def rendered(frame: Frame, dpi: float, *, annotations: bool = True) -> npt.NDArray[np.uint8]:
    """Render a page, with its annotations or without.

    Returns
    -------
    (height, width, channels) ndarray of uint8
        RGB, RGBA or gray.

    Raises
    ------
    ImageError
        The page, or an image on it, is broken or has more pixels than the frame's limit.
    """
    width, height = (value * dpi / POINTS for value in frame.size)
    _check(width * height, f"{frame.name} at {dpi:g} dpi", frame.limit, "render it at fewer dpi")
    pdf_traps.check_page(frame.source, frame.index, frame.name, frame.password, frame.limit)
    with (
        document(frame.source, frame.name, frame.password) as pdf,
        reading(frame.name),
        contextlib.closing(pdf[frame.index]) as page,
    ):
        _check_images(page, frame)
        return drawn(page, frame.name, dpi / POINTS - _ROUNDING, annotations=annotations)


def gray(
    page: pypdfium2.PdfPage, frame: Frame, scale: float, *, annotations: bool = False
) -> npt.NDArray[np.uint8]:
    """Render an open page in gray, without its annotations or with them, at `scale` pixels a point.

    Returns
    -------
    (height, width) ndarray of uint8

    Raises
    ------
    ImageError
        An image on it has more pixels than the frame's limit.
    """
    _check_images(page, frame)
    return drawn(page, frame.name, scale, annotations=annotations, gray=True)[..., 0]


def _check_images(page: pypdfium2.PdfPage, frame: Frame) -> None:
    """Refuse a page with an image that PDFium would decode whole, whatever the dpi."""
    kinds = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    for image in page.get_objects(filter=kinds, max_depth=_DEEPEST):
        width, height = image.get_px_size()
        _check(width * height, f"an image on {frame.name}", frame.limit, "is it malicious?")


def _check(count: float, what: str, limit: float, advice: str) -> None:
    if count > limit:
        raise ImageError(
            f"{what} has {count / 1e6:.0f} million pixels, more than the limit of"
            f" {limit / 1e6:g} million; {advice} (limit=, or --max-megapixels)"
        )


@contextlib.contextmanager
def document(source: Any, name: str, password: str | None) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF and close it; meanwhile no other thread works with PDFium.

    Raises
    ------
    ImageError
        It is broken or encrypted.
    """
    with LOCK, shared(source, name, password) as pdf:
        yield pdf


@contextlib.contextmanager
def shared(source: Any, name: str, password: str | None) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF and close it; whoever works with it meanwhile takes `LOCK` while doing so.

    Raises
    ------
    ImageError
        It is broken or encrypted.
    """
    with LOCK, reading(name):
        pdf = _opened(source, name, password)
    try:
        yield pdf
    finally:
        with LOCK:
            pdf.close()


def _opened(source: Any, name: str, password: str | None) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(source, password=password)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) != pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise ImageError(f"{name} is not a PDF that can be read: {error}") from None
        what = " and the password is wrong" if password else "; give its password"
        raise EncryptedError(f"{name} is encrypted{what} (password=, or --password)") from None

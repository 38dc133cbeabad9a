"""The pages of a PDF, by PDFium: their sizes, and their pixels. The only file that knows PDFium."""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw

from ocrlayout.errors import ImageError
from ocrlayout.images.frames import Frame, page_name
from ocrlayout.images.headers import Size
from ocrlayout.images.opening import reading

__all__ = ["LOCK", "document", "rendered", "shared", "sizes"]

POINTS = 72  # to the inch
_ROUNDING = 1e-9  # PDFium rounds up: 3 inches at 150 dpi are to be 450 pixels, not 451
_DEEPEST = 15  # levels of forms inside forms that PDFium looks through
LOCK = threading.RLock()  # PDFium is not safe in threads


def sizes(source: Path | bytes, name: str, password: str | None) -> list[Size]:
    """Return width and height of every page as displayed, in points.

    Raises
    ------
    ImageError
        The PDF is broken or encrypted, or one of its pages is.
    """
    with document(source, name, password) as pdf:
        found = [_size(pdf, index, page_name(name, index)) for index in range(len(pdf))]
    if not found:
        raise ImageError(f"{name} has no pages")
    return found


def _size(document: pypdfium2.PdfDocument, index: int, name: str) -> Size:
    with reading(name):
        width, height = document.get_page_size(index)
    if not (np.isfinite([width, height]).all() and min(width, height) > 0):
        raise ImageError(f"{name} is broken: its size is {width:g} × {height:g} points")
    return width, height


def rendered(frame: Frame, dpi: float) -> npt.NDArray[np.uint8]:
    """Render a page.

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
    with (
        document(frame.source, frame.name, frame.password) as pdf,
        reading(frame.name),
        contextlib.closing(pdf[frame.index]) as page,
    ):
        _check_images(page, frame)
        return _bitmap(page, dpi / POINTS - _ROUNDING)


def _bitmap(page: pypdfium2.PdfPage, scale: float) -> npt.NDArray[np.uint8]:
    bitmap = page.render(scale=scale, rev_byteorder=True, draw_annots=True)
    with contextlib.closing(bitmap):
        return np.array(bitmap.to_numpy())


def _check_images(page: pypdfium2.PdfPage, frame: Frame) -> None:
    """Refuse a page with an image that PDFium would decode whole, whatever the dpi."""
    kinds = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    for image in page.get_objects(filter=kinds, max_depth=_DEEPEST):
        width, height = image.get_px_size()
        _check(width * height, f"an image on {frame.name}", frame.limit, "is it a trap?")


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
        raise ImageError(f"{name} is encrypted{what} (password=, or --password)") from None

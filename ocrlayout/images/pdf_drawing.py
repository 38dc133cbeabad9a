"""A page of a PDF drawn by PDFium, within a time.

PDFium asks between the objects of a page whether to go on. One object it draws to its end: what is
inside of forms and masks, and how often, is therefore measured before (``pdf_traps``).
"""

import contextlib
import ctypes
import math
import time

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from ocrlayout.errors import ImageError

__all__ = ["drawn"]

_SECONDS = 60.0  # for a page; a scan takes a tenth of a second, the densest maps ten
_WHITE = (255, 255, 255, 255)
_VERSION = 1  # of PDFium's structure


def drawn(
    page: pypdfium2.PdfPage, name: str, scale: float, *, annotations: bool, gray: bool = False
) -> npt.NDArray[np.uint8]:
    """Draw an open page at `scale` pixels a point.

    Returns
    -------
    (height, width, channels) ndarray of uint8
        RGB, or gray.

    Raises
    ------
    ImageError
        It takes too long.
    """
    size = [math.ceil(side * scale) for side in page.get_size()]
    layout = pdfium.FPDFBitmap_Gray if gray else pdfium.FPDFBitmap_BGR
    flags = pdfium.FPDF_GRAYSCALE if gray else pdfium.FPDF_REVERSE_BYTE_ORDER
    flags |= pdfium.FPDF_ANNOT if annotations else 0
    with contextlib.closing(pypdfium2.PdfBitmap.new_native(*size, layout)) as bitmap:
        bitmap.fill_rect(_WHITE, 0, 0, *size)
        if _draw(page, bitmap, size, flags) == pdfium.FPDF_RENDER_TOBECONTINUED:
            raise ImageError(
                f"{name} takes more than {_SECONDS:.0f} seconds to draw; is it malicious? If not,"
                " make an image of it with another program, or render it at fewer dpi"
            )
        return np.array(bitmap.to_numpy()).reshape(size[1], size[0], -1)


def _draw(page: pypdfium2.PdfPage, bitmap: pypdfium2.PdfBitmap, size: list[int], flags: int) -> int:
    """Draw a page until it is done or time is up; return PDFium's status."""
    clock, pause = _Clock(), pdfium.IFSDK_PAUSE(version=_VERSION)
    pause.NeedToPauseNow = type(pause.NeedToPauseNow)(clock.is_over)
    place, unturned = (0, 0, *size), 0
    start = pdfium.FPDF_RenderPageBitmap_Start
    try:
        status: int = start(bitmap, page, *place, unturned, flags, ctypes.byref(pause))
    finally:
        pdfium.FPDF_RenderPage_Close(page)
    if clock.interrupt is not None:
        raise clock.interrupt
    return status


class _Clock:
    """Tells PDFium when to stop: when time is up, and at Ctrl-C, which would else be lost."""

    def __init__(self) -> None:
        self._end = time.monotonic() + _SECONDS
        self.interrupt: KeyboardInterrupt | None = None

    def is_over(self, _: object) -> bool:
        try:
            return time.monotonic() > self._end
        except KeyboardInterrupt as interrupt:
            self.interrupt = interrupt
            return True

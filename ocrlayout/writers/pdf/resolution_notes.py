"""Notes on page sizes that are likely wrong, because of what a scan says about its resolution.

Phones and image editors write 72 or 96 dpi without having measured anything: a photo of a receipt
becomes a page of more than a meter. Such a page is written as its file asks, and a note says how
to have another size. A file gets one note, however many pages it has.
"""

import logging

from ocrlayout import images
from ocrlayout.images import Frame
from ocrlayout.model import Page

__all__ = ["ResolutionNotes"]

_A2 = (1191.0, 1684.0)  # points: few scanners take a larger sheet
_BY_DEFAULT = (72, 96)  # dots per inch that programs write when they do not know any
_CLOSE = 0.5  # dots per inch; JPEGs and PNGs round differently
_CENTIMETERS = 2.54 / 72  # a point
_ADVICE = "give it with dpi=, or --dpi"
_log = logging.getLogger("ocrlayout")


class ResolutionNotes:
    """Notes for the log, one for each file of a PDF.

    Parameters
    ----------
    dpi : float or None
        The resolution that the caller has given, which leaves nothing to be noted.
    """

    def __init__(self, dpi: float | None) -> None:
        self._dpi = dpi
        self._noted: set[str] = set()

    def look_at(self, page: Page, frame: Frame, size: tuple[float, float]) -> None:
        """Note a scan whose resolution is missing, absurd or likely a default.

        Parameters
        ----------
        page : Page
        frame : Frame
        size : (width, height)
            Of the page in the PDF, in points.
        """
        is_asked = not self._dpi and frame.kind != "pdf"
        if not is_asked or page.unit == "inch" or frame.file_name in self._noted:
            return
        note = _note(frame, size)
        if note:
            self._noted.add(frame.file_name)
            _log.info("%s %s", frame.file_name, note)


def _note(frame: Frame, size: tuple[float, float]) -> str:
    if not images.is_believable(frame.dpi):
        used = images.resolution(frame)[0]
        says = f"says {frame.dpi[0]:g} dpi, which is not" if frame.dpi else "does not say"
        return (
            f"{says} its resolution; its long side is taken to be that of A4 ({used:.0f} dpi):"
            f" {_ADVICE}"
        )
    if frame.dpi and _looks_default(frame.dpi) and _is_over_a2(size):
        width, height = (side * _CENTIMETERS for side in size)
        return (
            f"says {frame.dpi[0]:g} dpi, which makes a page of {width:.0f} × {height:.0f} cm;"
            f" if that is not its resolution, {_ADVICE}"
        )
    return ""


def _looks_default(dpi: tuple[float, float]) -> bool:
    return any(all(abs(side - default) <= _CLOSE for side in dpi) for default in _BY_DEFAULT)


def _is_over_a2(size: tuple[float, float]) -> bool:
    return min(size) > _A2[0] or max(size) > _A2[1]

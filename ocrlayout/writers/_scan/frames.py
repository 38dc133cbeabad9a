"""Pages brought back to the scan, in its pixels."""

import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from ocrlayout import geometry
from ocrlayout.errors import WriteError
from ocrlayout.images import pair_stream
from ocrlayout.model import Document, Page
from ocrlayout.sources import Scans
from ocrlayout.writers._numbering import numbered_on

__all__ = ["DPI", "ScannedPage", "engine_of", "on_scans", "one_on_scan"]

DPI = 300.0  # pixels of an inch where no scan says it: what pages are usually scanned with


class ScannedPage(NamedTuple):
    """A page in pixels of its scan, and the name of the scan; ``""`` without one."""

    page: Page
    image: str


def on_scans(
    documents: Iterable[Document], images: Iterable[Scans] | None, dpi: float
) -> Iterator[ScannedPage]:
    """Yield the pages of documents as they lie on their scans, whatever was turned since.

    Parameters
    ----------
    documents : iterable of Document
    images : iterable of scans or None
        The scans of each document.
    dpi : float
        Pixels of an inch, where a page is in inches and there is no scan.

    Raises
    ------
    WriteError
        The pages and the scans do not match; or a page does not have a size in pixels or inches,
        and there is no scan.
    """
    if images is None:
        for page in numbered_on(documents):
            yield ScannedPage(_scaled(page, _size(page, dpi)), "")
        return
    for page, frame in ((pair.page, pair.frame) for pair in pair_stream(documents, images)):
        yield ScannedPage(_scaled(page, frame.displayed), frame.name)


def one_on_scan(
    documents: Iterable[Document], images: Iterable[Scans] | None, dpi: float, what: str
) -> ScannedPage:
    """Return the only page of documents as it lies on its scan, for a format of one page a file.

    Parameters
    ----------
    documents, images, dpi
        As for :func:`on_scans`.
    what : str
        What the file holds, for the message.

    Raises
    ------
    WriteError
        There is not exactly one page; or as for :func:`on_scans`.
    """
    pages = list(itertools.islice(on_scans(documents, images, dpi), 2))  # more are not looked at
    if len(pages) != 1:
        found = "several pages" if pages else "no page"
        raise WriteError(f"a file of {what} holds one page, and there are {found}: save each page")
    return pages[0]


def engine_of(page: Page, format_: str) -> list[str]:
    """Return what recognized a page: a name and versions, as far as they are known.

    Of a page that was read from the same format, what that said.
    """
    known = [part for part in page.origin if part]
    return (known[1:] if page.origin.provider == format_ else known) or ["ocrlayout"]


def _size(page: Page, dpi: float) -> tuple[float, float]:
    """Return width and height of the scan of a page, in pixels."""
    parts = {"pixel": 1.0, "inch": dpi}.get(page.unit)
    width, height = page.source_size
    if parts is None or not (width > 0 and height > 0):
        raise WriteError(
            f"page {page.number} does not have a size in pixels or inches: give its scan"
            " (images=), or load the answer with sizes= or images="
        )
    return width * parts, height * parts


def _scaled(page: Page, size: tuple[float, float]) -> Page:
    width, height = (float(max(round(side), 1)) for side in size)
    scale = geometry.scaling(*(np.array(size) / page.source_size))
    back: geometry.Array = scale @ np.linalg.inv(page.matrix)
    if np.allclose(back, np.eye(3)) and (width, height) == page.size:
        return page
    return page.move(back, (width, height)).replace(unit="pixel")

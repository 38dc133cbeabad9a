"""The annotated picture: what was read, drawn on the scan, for people to check.

Words are filled and outlined in the color of their confidence, doubtful ones the stronger; lines
are outlined in blue and numbered in reading order; their text stands small above them, along their
own angle. Blocks, where they are known, have a purple frame. The caller's image is never changed.

Loses everything that is not seen: a picture cannot be read back.
"""

import io
import math
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, TiffImagePlugin

from ocrlayout import geometry
from ocrlayout import images as scans
from ocrlayout.errors import WriteError
from ocrlayout.images import warping
from ocrlayout.model import Document, Page
from ocrlayout.writers._whole import joined
from ocrlayout.writers.picture import lettering, overlay
from ocrlayout.writers.picture.overlay import Options

__all__ = ["ONE_PAGE", "SUFFIXES", "Options", "annotate", "write"]

SUFFIXES = (".annotated.png", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
_SUFFIXED = {".jpg": "jpeg", ".jpeg": "jpeg", ".tif": "tiff", ".tiff": "tiff"}
ONE_PAGE = (".png", ".jpg", ".jpeg")  # only a TIFF can hold several

Array = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.uint8]

_SHEET = 1600  # pixels of a blank sheet's long side where the page is not counted in pixels
_LARGEST_SHEET = 10_000
_PLAIN = Options()


def annotate(image: Any, page: Page, options: Options = _PLAIN) -> Pixels:
    """Draw what was read of a page on its scan.

    Parameters
    ----------
    image : ndarray, path, bytes, PIL.Image.Image or None
        The scan, of any size that has the page's shape; gray, RGB or RGBA, 8 or 16 bits. It is not
        changed. None draws on a blank sheet.
    page : Page
        Its coordinates are taken back to the scan through ``page.matrix``, so a deskewed page is as
        good as any.
    options : Options

    Returns
    -------
    (h, w, 3) ndarray of uint8
        RGB, a new image.

    Raises
    ------
    WriteError
        The image has another shape than the page, there is no image and the page has no size, the
        picture would be too large, or the font is none.
    ImageError
        The image is broken.

    Examples
    --------
    >>> from ocrlayout.model import Lines
    >>> page = Page(width=90, height=60, lines=Lines(["dog"], [[[20, 20], [70, 20], [70, 40], [20, 40]]]))
    >>> picture = annotate(np.zeros((60, 90), np.uint8), page)
    >>> picture.shape, bool(picture.any())
    ((60, 90, 3), True)
    """
    if options.font and not lettering.is_font(options.font):
        raise WriteError(
            f"{options.font} is no font that can be opened; font= takes a .ttf, .otf or .ttc file"
        )
    if image is None:
        raster = _sheet(page)
    else:
        page, frame, turn = scans.pair(Document((page,)), image)[0]
        raster = scans.pixels(frame, orientation=turn, dpi=options.dpi)
    raster, matrix = _placed(raster, page, options)
    overlay.draw(raster, page, matrix, options)
    return raster


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Any] | None = None,
    options: Options = _PLAIN,
) -> None:
    """Write an annotated picture: a page as PNG or JPEG, any number of pages as TIFF.

    Parameters
    ----------
    documents : iterable of Document
    out : binary file object
    images : iterable, optional
        The scans of each document; without them the pages are drawn on blank sheets.
    options : Options

    Raises
    ------
    WriteError
        A PNG or JPEG of several pages or none, or images that do not belong to the pages.
    ImageError
        A scan is broken.

    Examples
    --------
    >>> out = io.BytesIO()
    >>> write([Document([Page(width=90, height=60)])], out)
    >>> out.getvalue()[1:4]
    b'PNG'
    """
    document, given = joined(documents, images)
    kind, count = options.format or _kind(out), len(document.pages)
    if kind == "tiff" and count:
        _write_tiff(_pictures(document, given, options), out)
        return
    if count != 1:
        raise WriteError(
            f"a {kind.upper()} picture holds one page, the document has {count};"
            " write one picture a page (document[2:3] is the third page), or a TIFF (format='tiff')"
        )
    held = io.BytesIO()  # Pillow seeks, which `out` may not allow
    Image.fromarray(next(_pictures(document, given, options))).save(held, kind, quality=92)
    out.write(held.getvalue())


def _kind(out: BinaryIO) -> str:
    """Tell the format by the name of the file that is written."""
    return _SUFFIXED.get(Path(str(getattr(out, "name", ""))).suffix.lower(), "png")


def _pictures(document: Document, images: Any, options: Options) -> Iterator[Pixels]:
    if images is None:
        return (annotate(None, page, options) for page in document.pages)
    return (annotate(frame, page, options) for page, frame, _ in scans.pair(document, images))


def _write_tiff(pictures: Iterator[Pixels], out: BinaryIO) -> None:
    with (
        tempfile.TemporaryFile() as held
    ):  # a TIFF is read again while it grows, which `out` may not allow
        with TiffImagePlugin.AppendingTiffWriter(held) as pages:
            for picture in pictures:
                Image.fromarray(picture).save(pages, "TIFF", compression="tiff_adobe_deflate")
                pages.newFrame()
        pages.f = (
            io.BytesIO()
        )  # since Python 3.13 its finalizer closes the file it holds: it gets one of its own
        held.seek(0)
        shutil.copyfileobj(held, out)


def _sheet(page: Page) -> Pixels:
    """Make a blank sheet of the source's shape."""
    width, height = page.source_size
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise WriteError(
            f"page {page.number} has no size to draw it on a blank sheet; give its image (images=)"
        )
    long = max(width, height)
    scale = min(long, _LARGEST_SHEET) / long if page.unit == "pixel" else _SHEET / long
    return np.full((max(1, round(height * scale)), max(1, round(width * scale)), 3), 255, np.uint8)


def _placed(raster: Pixels, page: Page, options: Options) -> tuple[Pixels, Array]:
    """Bring the scan to the size and angle asked for; also the matrix from page coordinates to its pixels."""
    if not np.isfinite(page.matrix).all() or abs(np.linalg.det(page.matrix)) < 1e-12:
        raise WriteError(
            f"page {page.number} has a matrix that cannot be inverted, so no place on its scan"
        )
    height, width = raster.shape[:2]
    size = (
        np.array([width, height]) / page.source_size if _has_size(page.source_size) else np.ones(2)
    )
    to_pixels = geometry.scaling(*size * options.scale)
    if options.upright and _has_size(page.size):
        turn = to_pixels @ page.matrix @ np.linalg.inv(geometry.scaling(*size))
        return warping.warp(
            raster, turn, tuple(np.array(page.size) * size * options.scale)
        ), to_pixels
    if options.scale != 1:
        raster = _resized(raster, options.scale)
    return raster, to_pixels @ np.linalg.inv(page.matrix)


def _resized(raster: Pixels, scale: float) -> Pixels:
    height, width = (max(1, round(value * scale)) for value in raster.shape[:2])
    if width * height > scans.LIMIT:
        raise WriteError(
            f"a picture of {width} × {height} pixels is too large; choose a smaller scale"
        )
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(raster, (width, height), interpolation=how))


def _has_size(size: tuple[float, float]) -> bool:
    return all(0 < value < math.inf for value in size)

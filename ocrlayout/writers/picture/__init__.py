"""The annotated picture: what was read, drawn on the scan, for people to check.

Words are tinted by how doubtful they are: most have no tint, the worst the strongest. Lines are
outlined in blue and numbered in reading order. On request blocks, cells and fields have frames, the
text that was read stands beside the ink, never over it, or the page is set again beside the scan;
passages that were searched for are marked in yellow. The caller's image is never changed.

Loses everything that is not seen: a picture cannot be read back.
"""

import io
import itertools
import math
import shutil
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, TiffImagePlugin

from ocrlayout import geometry
from ocrlayout.doubts import known_doubt
from ocrlayout.errors import WriteError
from ocrlayout.images import LIMIT, Frame, pair, pair_stream, pixels, warping
from ocrlayout.model import Document, Page
from ocrlayout.sources import Scan, Scans
from ocrlayout.writers._highlight import Passage
from ocrlayout.writers._numbering import numbered_on
from ocrlayout.writers.picture import differences, lettering, overlay, tints
from ocrlayout.writers.picture.differences import Reading
from ocrlayout.writers.picture.options import LABELS, Labels, Options
from ocrlayout.writers.picture.tints import By

__all__ = ["ONE_PAGE", "SUFFIXES", "Options", "annotate", "write"]

SUFFIXES = (".annotated.png", ".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".annotated.pdf")
_SUFFIXED = {".jpg": "jpeg", ".tif": "tiff"} | {
    f".{kind}": kind for kind in ("jpeg", "webp", "tiff", "pdf")
}
ONE_PAGE = (".png", ".jpg", ".jpeg", ".webp")  # only a TIFF and a PDF can hold several
BINARY = True  # not for a terminal

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Pixels = npt.NDArray[np.uint8]

_SHEET = 1600  # pixels of a blank sheet's long side where the page is not counted in pixels
_LARGEST_SHEET = 10_000  # pixels of its long side
_QUALITY = 92  # of 100, of JPEG, WebP and PDF: thin outlines stay sharp
_PLAIN = Options()
_FLAT = 1e-12  # a determinant below it is that of a matrix that cannot be inverted


class _Sheet(NamedTuple):
    """A page, the frame that it is drawn on, and how that lies (EXIF); another reading of it."""

    page: Page
    level: Integers  # of the doubt of each word
    frame: Frame | None = None
    turn: int = 1
    other: Page | None = None


def annotate(
    image: Scan | None,
    page: Page,
    *,
    words: bool = True,
    lines: bool = True,
    by: By = "doubt",
    blocks: bool = False,
    fields: bool = False,
    order: bool = True,
    labels: Labels | bool = "none",
    facing: bool = False,
    path: bool = False,
    legend: bool = False,
    caption: str = "",
    upright: bool = False,
    thickness: float = 0.05,
    font_size: float = 0.0,
    font: str = "",
    scale: float = 1.0,
    dpi: float = 200.0,
    highlight: Sequence[Passage] = (),
    against: Page | None = None,
) -> Pixels:
    """Draw what was read of a page on its scan.

    Parameters
    ----------
    image : ndarray, path, bytes, PIL.Image.Image or None
        The scan, of any size that has the page's shape; gray, RGB or RGBA, 8 or 16 bits. It is not
        changed. None draws on a blank sheet.
    page : Page
        Its coordinates are taken back to the scan through ``page.matrix``, so a deskewed page is as
        good as any.
    words, lines, by, blocks, fields, order, labels, facing, path, legend, caption, upright
        What is drawn, and whether the scan is turned as the page was; see :class:`Options`.
    thickness, font_size, font, scale, dpi
        How it is drawn; see :class:`Options`.
    highlight : sequence of Passage
        Passages that are marked in yellow, as ``ocrlayout.find`` returns them.
    against : Page, optional
        Another reading of the page: words are tinted by whether it differs.

    Returns
    -------
    (h, w, 3) ndarray of uint8
        RGB, a new image.

    Raises
    ------
    WriteError
        The image has another shape than the page, image and page size are both missing, the picture
        would be too large, or the font cannot be opened.
    ImageError
        The image is broken.
    ValueError
        A number is out of its range.

    Examples
    --------
    >>> from ocrlayout.model import Lines
    >>> line = Lines(["dog"], [[[20, 20], [70, 20], [70, 40], [20, 40]]])
    >>> page = Page(width=90, height=60, lines=line)
    >>> picture = annotate(np.zeros((60, 90), np.uint8), page)
    >>> picture.shape, bool(picture.any())
    ((60, 90, 3), True)
    """
    options = Options(
        words,
        lines,
        by,
        blocks,
        fields,
        order,
        labels if isinstance(labels, str) else LABELS[labels],
        facing,
        path,
        legend,
        caption,
        upright,
        thickness,
        font_size,
        font,
        scale,
        dpi,
        highlight=highlight,
        against=Document((against,)) if against is not None else None,
    )
    (level,) = tints.levels(known_doubt(Document((page,))))
    if image is not None:
        found, frame, turn = pair(Document((page,)), image)[0]
        return _annotated(_Sheet(found, level, frame, turn, against), options)
    return _annotated(_Sheet(page, level, other=against), options)


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans] | None = None,
    options: Options = _PLAIN,
) -> None:
    """Write an annotated picture: a page as PNG or JPEG, any number of pages as TIFF.

    Parameters
    ----------
    documents : iterable of Document
        Their pages are drawn as they come.
    out : binary file object
    images : iterable of scans
        For each document its scans; without them the pages are drawn on blank sheets.
    options : Options

    Raises
    ------
    WriteError
        There is not a page, a PNG or JPEG would have several, or images do not belong to the pages.
    ImageError
        A scan is broken.

    Examples
    --------
    >>> out = io.BytesIO()
    >>> write([Document([Page(width=90, height=60)])], out)
    >>> out.getvalue()[1:4]
    b'PNG'
    """
    kind = options.format or _SUFFIXED.get(_suffix(out), "png")
    sheets = _compared(_sheets(documents, images), options)
    first = list(itertools.islice(sheets, 2))
    if not first or (len(first) > 1 and kind not in _MANY):
        count = "more" if first else "not one"
        raise WriteError(
            f"a {kind.upper()} picture holds one page, and there are {count}; write one picture a"
            " page (document[2:3] is the third page), or a TIFF (format='tiff')"
        )
    pictures = (_annotated(sheet, options) for sheet in itertools.chain(first, sheets))
    if kind in _MANY:
        _MANY[kind](pictures, out, options.dpi)
        return
    held = io.BytesIO()  # Pillow seeks, which `out` may not allow
    Image.fromarray(next(pictures)).save(held, kind, quality=_QUALITY)
    out.write(held.getvalue())


def _suffix(out: BinaryIO) -> str:
    """Return the suffix of the file that is written."""
    return Path(str(getattr(out, "name", ""))).suffix.lower()


def _sheets(documents: Iterable[Document], images: Iterable[Scans] | None) -> Iterator[_Sheet]:
    levels: deque[Integers] = deque()

    def ranked() -> Iterator[Document]:
        for document in documents:
            levels.extend(tints.levels(known_doubt(document)))
            yield document

    if images is None:
        return (_Sheet(page, levels.popleft()) for page in numbered_on(ranked()))
    pairs = pair_stream(ranked(), images)
    return (_Sheet(page, levels.popleft(), frame, turn) for page, frame, turn in pairs)


def _compared(sheets: Iterator[_Sheet], options: Options) -> Iterator[_Sheet]:
    """Add the other reading of each page; of a page that it does not have, one without words."""
    if options.against is None:
        return sheets
    others = itertools.chain(options.against, itertools.repeat(Page()))
    return (sheet._replace(other=other) for sheet, other in zip(sheets, others, strict=False))


def _write_tiff(pictures: Iterator[Pixels], out: BinaryIO, _: float) -> None:
    # A TIFF is read again while it grows, which `out` may not allow.
    with tempfile.TemporaryFile() as held:
        pages = TiffImagePlugin.AppendingTiffWriter(held)
        try:
            for picture in pictures:
                Image.fromarray(picture).save(pages, "TIFF", compression="tiff_adobe_deflate")
                pages.newFrame()
        finally:
            # Since Python 3.13 its finalizer closes the file it holds: it gets one of its own.
            pages.f = io.BytesIO()
        held.seek(0)
        shutil.copyfileobj(held, out)


def _write_pdf(pictures: Iterator[Pixels], out: BinaryIO, dpi: float) -> None:
    with tempfile.TemporaryFile() as held:
        for number, picture in enumerate(pictures):
            page = Image.fromarray(picture)
            page.save(held, "PDF", resolution=dpi, quality=_QUALITY, append=number > 0)
            held.seek(0)
        shutil.copyfileobj(held, out)


_MANY = {"tiff": _write_tiff, "pdf": _write_pdf}


def _annotated(sheet: _Sheet, options: Options) -> Pixels:
    page, level, frame, turn, other = sheet
    if options.font and not lettering.is_font(options.font):
        raise WriteError(
            f"{options.font} cannot be opened as a font; font= takes a .ttf, .otf or .ttc file"
        )
    raster = pixels(frame, orientation=turn, dpi=options.dpi) if frame is not None else _blank(page)
    raster, matrix = _placed(raster, page, options)
    found = differences.between(page, other) if other is not None else None
    return overlay.drawn(raster, Reading(page, level, found), matrix, options)


def _blank(page: Page) -> Pixels:
    """Make a blank sheet of the source's shape."""
    if not _has_size(page.source_size):
        raise WriteError(
            f"page {page.number} does not say its size, which a blank sheet needs; give its image"
            " (images=)"
        )
    width, height = page.source_size
    long = max(width, height)
    scale = min(long, _LARGEST_SHEET) / long if page.unit == "pixel" else _SHEET / long
    return np.full((max(1, round(height * scale)), max(1, round(width * scale)), 3), 255, np.uint8)


def _placed(raster: Pixels, page: Page, options: Options) -> tuple[Pixels, Array]:
    """Bring the scan to the size and angle asked for.

    Returns
    -------
    raster : (h, w, 3) ndarray of uint8
    matrix : (3, 3) ndarray
        From page coordinates to its pixels.
    """
    if not np.isfinite(page.matrix).all() or abs(np.linalg.det(page.matrix)) < _FLAT:
        raise WriteError(
            f"page {page.number} has a matrix that cannot be inverted, so no place on its scan"
        )
    pixels_per_unit = _pixels_per_unit(raster, page)
    to_pixels = geometry.scaling(*pixels_per_unit * options.scale)
    if options.upright and _has_size(page.size):
        turn = to_pixels @ page.matrix @ np.linalg.inv(geometry.scaling(*pixels_per_unit))
        width, height = (np.array(page.size) * pixels_per_unit * options.scale).tolist()
        return warping.warp(raster, turn, (width, height)), to_pixels
    if options.scale != 1:
        raster = _resized(raster, options.scale)
    return raster, to_pixels @ np.linalg.inv(page.matrix)


def _pixels_per_unit(raster: Pixels, page: Page) -> Array:
    """Return how many pixels of the scan a unit of the page is, across and down."""
    if not _has_size(page.source_size):
        return np.ones(2)
    return np.array(raster.shape[1::-1]) / page.source_size


def _resized(raster: Pixels, scale: float) -> Pixels:
    height, width = (max(1, round(value * scale)) for value in raster.shape[:2])
    if width * height > LIMIT:
        raise WriteError(
            f"a picture of {width} × {height} pixels is too large; choose a smaller scale"
        )
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(raster, (width, height), interpolation=how))


def _has_size(size: tuple[float, float]) -> bool:
    return all(0 < value < math.inf for value in size)

"""Page images: photographs, scans, TIFF frames and PDF pages, opened one at a time. The only reader of pixels.

A scan is a path, bytes, an array (RGB, as Pillow has it), an open Pillow image, or a list of these.
:func:`expand` makes :class:`Frame` objects of them, for which only headers are read; :func:`pair`
finds the frame of each page; :func:`pixels` opens one.

Resolution is the file's own where it is believable (50 to 2400), else what the caller says, else
such that the long side is that of A4.
"""

import contextlib
import io
import logging
import os
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw
from PIL import Image, ImageFile, UnidentifiedImageError

from ocrlayout.errors import ImageError, WriteError
from ocrlayout.model import Document, Page

__all__ = [
    "LIMIT",
    "Frame",
    "expand",
    "orientation",
    "pair",
    "pixels",
    "resolution",
    "sizes",
    "warp",
]

LIMIT = 250e6  # pixels: an A0 sheet at 400 dpi; more is a bomb until the caller says otherwise
A4_LONG_SIDE = 11.693  # inches
Pixels = npt.NDArray[np.uint8]
Size = tuple[float, float]

_log = logging.getLogger("ocrlayout")
_pdfium = threading.RLock()  # PDFium is not safe in threads
_bomb = threading.Lock()
_ORIENTATION = 0x0112
_WIDTH, _HEIGHT = 256, 257
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    struct.error,
)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One image of a scan, of which only the header was read.

    Attributes
    ----------
    source : Path, bytes, ndarray or PIL.Image.Image
        What it comes from.
    name : str
        For messages: the file's name and the frame's number.
    index : int
        Frame in a TIFF or page in a PDF, from 0.
    kind : str
        ``"jpeg"``, ``"png"``, ``"tiff"``, ``"pdf"``, ``"array"``, …
    size : tuple of float
        Width and height: pixels as stored; for a PDF page points as displayed.
    orientation : int
        The EXIF orientation, 1 to 8; 1 is "as stored".
    dpi : tuple of float, or None
        What the file says, along the stored axes.
    frames : int
        How many frames the source has.
    password : str or None
        Of a PDF; in no repr.
    """

    source: Any
    name: str
    index: int
    kind: str
    size: Size
    orientation: int = 1
    dpi: Size | None = None
    frames: int = 1
    password: str | None = field(default=None, repr=False)

    @property
    def displayed(self) -> Size:
        """Width and height after the EXIF orientation."""
        return _turned(self.size, self.orientation)

    def data(self) -> bytes:
        """Return the bytes of the whole file.

        Raises
        ------
        ImageError
            The frame is of an array or an open image, which has no file.
        """
        if isinstance(self.source, bytes):
            return self.source
        if isinstance(self.source, Path):
            with _readable(self.name):
                return self.source.read_bytes()
        raise ImageError(f"{self.name} is no file")

    def open(self) -> Image.Image:
        """Open the frame with Pillow, its pixels not yet decoded.

        Raises
        ------
        ImageError
            It cannot be opened, or it is a PDF page.
        """
        if isinstance(self.source, np.ndarray):
            return Image.fromarray(_rgb(self.source, self.name))
        if isinstance(self.source, Image.Image):
            with _readable(self.name), _at(self.source, self.index) as image:
                return image.copy()
        with _readable(self.name):
            image = _opened(self.source)
            if self.index:
                image.seek(self.index)
            return image


def expand(
    images: Any, *, password: str | None = None, limit: float = LIMIT, exif: bool = True
) -> list[Frame]:
    """List the frames of a scan, or of several, in order.

    Parameters
    ----------
    images : path, bytes, ndarray, PIL.Image.Image, Frame, or list of these
        An image is one frame, a TIFF or PDF as many as it has.
    password : str, optional
        For encrypted PDFs.
    limit : float
        The most pixels that an image may have.
    exif : bool
        False takes every image as it is stored, whatever its EXIF orientation says.

    Returns
    -------
    list of Frame

    Raises
    ------
    ImageError
        A file is missing, broken, encrypted, too large or no image.

    Examples
    --------
    >>> expand(np.zeros((20, 30), np.uint8))[0].size
    (30, 20)
    """
    if isinstance(images, (list, tuple)):
        return [
            frame
            for image in images
            for frame in expand(image, password=password, limit=limit, exif=exif)
        ]
    if isinstance(images, Frame):  # looked at before, with the limit of then
        return [images if exif else replace(images, orientation=1)]
    frames = list(_frames(images, password))
    for frame in frames:
        width, height = frame.size
        if frame.kind != "pdf" and width * height > limit:
            raise ImageError(
                f"{frame.name} has {width:.0f} × {height:.0f} pixels, more than the limit of {limit / 1e6:.0f} million;"
                " if you trust it, open it with images.expand(…, limit=…) (--max-megapixels)"
            )
    return frames if exif else [replace(frame, orientation=1) for frame in frames]


def _frames(image: Any, password: str | None) -> Iterator[Frame]:
    if isinstance(image, np.ndarray):
        if image.ndim not in (2, 3) or 0 in image.shape:
            raise ImageError(
                f"an array of shape {image.shape} is no image; expected (height, width[, channels])"
            )
        yield Frame(image, "the array", 0, "array", (image.shape[1], image.shape[0]))
    elif isinstance(image, Image.Image):
        yield from _open_frames(image)
    elif isinstance(image, (str, os.PathLike)):
        yield from _file_frames(Path(image), str(image), password)
    elif isinstance(image, (bytes, bytearray, memoryview)):
        yield from _file_frames(bytes(image), f"the image ({len(image)} bytes)", password)
    elif hasattr(image, "read"):
        yield from _frames(image.read(), password)
    else:
        raise TypeError(
            f"an image is a path, bytes, an array or a Pillow image, not {type(image).__name__}"
        )


def _open_frames(image: Image.Image) -> Iterator[Frame]:
    """List the frames of an image that the caller has open; Pillow has turned a TIFF by itself."""
    with _readable("the image"):
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        for index in range(count):
            with _at(image, index):
                turn = 1 if image.format == "TIFF" else _turn(image)
                name = _page_name("the image", index) if count > 1 else "the image"
                kind = (image.format or "image").lower()
                yield Frame(image, name, index, kind, image.size, turn, _dpi(image), count)


@contextlib.contextmanager
def _at(image: Image.Image, index: int) -> Iterator[Image.Image]:
    """Hold an open image at a frame, and leave it where it was."""
    before = image.tell() if index or getattr(image, "n_frames", 1) > 1 else index
    if before != index:
        image.seek(index)
    try:
        yield image
    finally:
        if before != index:
            image.seek(before)


def _turn(image: Image.Image) -> int:
    turn = image.getexif().get(_ORIENTATION, 1)
    return int(turn) if turn in range(1, 9) else 1


def _file_frames(source: Path | bytes, name: str, password: str | None) -> Iterator[Frame]:
    with _readable(name):
        head = source[:1024] if isinstance(source, bytes) else _head(source)
    if not head:
        raise ImageError(f"{name} is empty")
    if b"%PDF-" in head:  # the header may stand anywhere in the first kilobyte
        yield from _pdf_frames(source, name, password)
        return
    with _readable(name), _opened(source) as image:
        # Photographs may hold a preview as a second frame, animations are no pages: only a TIFF has
        # several.
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        for index in range(count):
            if index:
                image.seek(index)
            yield _image_frame(
                image, source, _page_name(name, index) if count > 1 else name, index, count
            )


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(1024)


def _image_frame(image: Image.Image, source: Any, name: str, index: int, count: int) -> Frame:
    turn = _turn(image)
    size: Size = image.size
    if image.format == "TIFF":  # Pillow turns these by itself, and says the turned size
        tags = image.tag_v2  # type: ignore[attr-defined]
        size = (tags[_WIDTH], tags[_HEIGHT])
    return Frame(
        source, name, index, (image.format or "image").lower(), size, turn, _dpi(image), count
    )


def _dpi(image: Image.Image) -> Size | None:
    dpi = image.info.get("dpi")
    try:
        x, y = (float(value) for value in dpi)  # type: ignore[union-attr]  # None raises TypeError
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return (x, y) if x > 0 and y > 0 and np.isfinite([x, y]).all() else None


def _pdf_frames(source: Path | bytes, name: str, password: str | None) -> Iterator[Frame]:
    with _pdf(source, name, password) as document:
        sizes = [document.get_page_size(index) for index in range(len(document))]
    if not sizes:
        raise ImageError(f"{name} has no pages")
    for index, size in enumerate(sizes):
        yield Frame(
            source,
            _page_name(name, index),
            index,
            "pdf",
            size,
            1,
            (72.0, 72.0),
            len(sizes),
            password,
        )


@contextlib.contextmanager
def _pdf(source: Any, name: str, password: str | None) -> Iterator[Any]:
    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(source, password=password)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
                what = (
                    "is encrypted and the password is wrong"
                    if password
                    else "is encrypted; give its password"
                )
                raise ImageError(f"{name} {what} (password=, or --password)") from None
            raise ImageError(f"{name} is no PDF that can be read: {error}") from None
        except FileNotFoundError:
            raise ImageError(f"{name}: no such file") from None
        try:
            yield document
        finally:
            document.close()


@contextlib.contextmanager
def _readable(name: str) -> Iterator[None]:
    """Turn whatever a decoder raises on a broken file into one error."""
    try:
        yield
    except ImageError:
        raise
    except FileNotFoundError:
        raise ImageError(f"{name}: no such file") from None
    except IsADirectoryError:
        raise ImageError(f"{name} is a folder, no image") from None
    except PermissionError:
        raise ImageError(f"{name} may not be read: permission denied") from None
    except UnidentifiedImageError:
        raise ImageError(f"{name} is no image or PDF that is known here") from None
    except MemoryError:
        raise ImageError(f"{name} needs more memory than there is") from None
    except _BROKEN as error:
        raise ImageError(f"{name} is broken: {error}") from None


def _opened(source: Path | bytes) -> Image.Image:
    """Open an image whose size is checked by us, against our own limit."""
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    with _bomb:  # Pillow's limit is global: it warns at 90 megapixels, which a large scan has
        before, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        try:
            return Image.open(file)
        finally:
            Image.MAX_IMAGE_PIXELS = before


def pair(document: Document, images: Any) -> list[tuple[Page, Frame]]:
    """Find the frame of each page.

    With one TIFF or PDF the page's number picks the frame, so that a part of the pages works.
    Otherwise frames and pages pair in order, and there have to be as many.

    Parameters
    ----------
    document : Document
    images : as for :func:`expand`

    Returns
    -------
    list of (Page, Frame)

    Raises
    ------
    WriteError
        The counts do not match, or a frame's aspect differs by more than 2 % from that of its page.
    ImageError
        As for :func:`expand`.

    Examples
    --------
    >>> page, frame = pair(Document([Page(width=30, height=20)]), np.zeros((40, 60), np.uint8))[0]
    >>> frame.size
    (60, 40)
    """
    frames = expand(images)
    several = (
        bool(frames)
        and frames[0].frames > 1
        and all(frame.source is frames[0].source for frame in frames)
    )
    if several:
        by_number = {frame.index + 1: frame for frame in frames}
        missing = [page.number for page in document.pages if page.number not in by_number]
        if missing:
            raise WriteError(
                f"page {missing[0]} has no image: {_file_name(frames[0])} has {len(frames)} pages;"
                " is this the right scan?"
            )
        pairs = [(page, by_number[page.number]) for page in document.pages]
    elif len(frames) != len(document.pages):
        raise WriteError(
            f"{len(frames)} images for {len(document.pages)} pages; give one for each page, in order,"
            " or one TIFF or PDF with all of them"
        )
    else:
        pairs = list(zip(document.pages, frames, strict=True))
    for page, frame in pairs:
        _check_aspect(page, frame)
    return pairs


def _page_name(name: str, index: int) -> str:
    return f"{name} (page {index + 1})"


def _file_name(frame: Frame) -> str:
    return frame.name.removesuffix(_page_name("", frame.index))


def _check_aspect(page: Page, frame: Frame) -> None:
    width, height = _turned(frame.size, orientation(frame, page))
    ratio = (
        (width / height) / _aspect(page.source_size) if _aspect(page.source_size) > 0 else np.nan
    )
    if max(ratio, 1 / ratio) > 1.02 + 1 / min(
        width, height
    ):  # a thumbnail's size is rounded to whole pixels
        raise WriteError(
            f"{frame.name} is {width:.0f} × {height:.0f}, page {page.number} is {page.source_size[0]:g} × {page.source_size[1]:g}"
            f" {page.unit}: the shapes differ; is this the right scan? (An answer without a page size takes it from the"
            " scan: load it with images=.)"
        )


def _aspect(size: Size) -> float:
    return size[0] / size[1] if size[1] else np.nan


def _turned(size: Size, turn: int) -> Size:
    return (size[1], size[0]) if turn >= 5 else size


def orientation(frame: Frame, page: Page) -> int:
    """Find the EXIF orientation under which a frame lies as the service saw the page.

    Services differ, and none says whether it obeys EXIF; but the page has a width and a height.

    Returns
    -------
    int
        1 where the page has the aspect of the image as stored; the frame's own orientation where it
        has the aspect of the image as displayed, and where that cannot tell.

    Examples
    --------
    >>> photo = Frame(b"", "photo", 0, "jpeg", (40, 30), orientation=6)
    >>> orientation(photo, Page(width=400, height=300)), orientation(photo, Page(width=300, height=400))
    (1, 6)
    """
    page_aspect = _aspect(page.source_size)
    if frame.orientation < 5 or not page_aspect > 0:
        return frame.orientation
    stored, displayed = (
        abs(np.log(_aspect(size) / page_aspect)) for size in (frame.size, frame.displayed)
    )
    return 1 if stored < displayed else frame.orientation


def sizes(images: Any) -> list[Size]:
    """Width and height of every frame as displayed, for ``load(images=)``.

    Examples
    --------
    >>> sizes(np.zeros((20, 30), np.uint8))
    [(30, 20)]
    """
    return [frame.displayed for frame in expand(images)]


def resolution(frame: Frame, default: float | None = None) -> Size:
    """Dots per inch of a frame, along its stored axes.

    Parameters
    ----------
    frame : Frame
    default : float, optional
        Taken where the file does not say, or says something outside of 50 to 2400.

    Returns
    -------
    tuple of float
        Without file value and default, such that the long side is that of A4; a note goes to the
        log.

    Examples
    --------
    >>> resolution(Frame(b"", "scan", 0, "png", (2480, 3508), dpi=(300, 300)))
    (300, 300)
    """
    if frame.dpi is not None and all(50 <= value <= 2400 for value in frame.dpi):
        return frame.dpi
    if frame.kind == "pdf":
        return (72.0, 72.0)
    if default is not None:
        return (default, default)
    guess = max(frame.size) / A4_LONG_SIDE
    _log.info(
        "%s does not say its resolution; its long side is taken to be that of A4 (%.0f dpi)",
        frame.name,
        guess,
    )
    return (guess, guess)


def pixels(frame: Frame, *, orientation: int | None = None, dpi: float = 200.0) -> Pixels:
    """Decode a frame.

    Transparency lies over white, 16 bits become 8, CMYK and palettes become RGB.

    Parameters
    ----------
    frame : Frame
    orientation : int, optional
        The EXIF orientation to apply; by default the frame's own, which is how it is displayed. 1:
        as stored.
    dpi : float
        Resolution at which a PDF page is rendered.

    Returns
    -------
    (height, width, 3) ndarray of uint8
        RGB.

    Raises
    ------
    ImageError
        The image is broken or truncated, or too large to render.

    Examples
    --------
    >>> pixels(expand(np.zeros((20, 30), np.uint8))[0]).shape
    (20, 30, 3)
    """
    if frame.kind == "pdf":
        return _rendered(frame, dpi)
    if isinstance(frame.source, np.ndarray):
        return _rgb(frame.source, frame.name)
    with _readable(frame.name), frame.open() as image:
        image.load()
        array = _rgb(_array(image), frame.name)
        if image.format == "TIFF":  # of a file: Pillow has turned it by itself
            array = _transposed(array, _INVERSE[frame.orientation])
    return _transposed(array, frame.orientation if orientation is None else orientation)


def _rendered(frame: Frame, dpi: float) -> Pixels:
    width, height = (value * dpi / 72 for value in frame.size)
    if width * height > LIMIT:
        raise ImageError(
            f"{frame.name} at {dpi:g} dpi has {width:.0f} × {height:.0f} pixels; render it at fewer dpi"
        )
    with _pdf(frame.source, frame.name, frame.password) as document:
        try:
            page = document[
                frame.index
            ]  # PDFium rounds sizes up: 3 inches at 150 dpi are to be 450 pixels, not 451
            bitmap = page.render(scale=dpi / 72 - 1e-9, rev_byteorder=True, draw_annots=True)
            array: Pixels = np.array(bitmap.to_numpy())
            bitmap.close()
            page.close()
        except (pypdfium2.PdfiumError, MemoryError) as error:
            raise ImageError(f"{frame.name} cannot be rendered: {error}") from None
    return _rgb(array, frame.name)


def _array(image: Image.Image) -> npt.NDArray[Any]:
    """Decode a Pillow image of any mode to gray, RGB or RGBA."""
    if (
        image.mode in ("1", "L", "RGB", "RGBA", "I", "F", "I;16", "I;16B", "I;16L")
        and "transparency" not in image.info
    ):
        return np.asarray(image)
    alpha = image.mode in ("LA", "PA", "La", "RGBa") or "transparency" in image.info
    return np.asarray(image.convert("RGBA" if alpha else "RGB"))


def _rgb(array: npt.NDArray[Any], name: str) -> Pixels:
    """Make (h, w, 3) of 8 bits of any image array."""
    depth = _eight_bits(array, name)
    channels = 1 if depth.ndim == 2 else depth.shape[2]
    if channels not in (1, 2, 3, 4):
        raise ImageError(f"{name} has {channels} channels; an image has 1 to 4")
    depth = depth.reshape(*depth.shape[:2], channels)
    color = depth[..., :1].repeat(3, axis=2) if channels <= 2 else depth[..., :3]
    if channels in (2, 4):
        opacity = depth[..., -1:].astype(np.uint16)
        color = ((color * opacity + 255 * (255 - opacity) + 127) // 255).astype(np.uint8)
    return np.array(color, np.uint8, order="C")


def _eight_bits(array: npt.NDArray[Any], name: str) -> Pixels:
    if array.dtype == np.uint8:
        return array
    if array.dtype == np.bool_:
        return array.astype(np.uint8) * np.uint8(255)
    if array.dtype == np.uint16:
        return ((array.astype(np.uint32) + 128) // 257).astype(np.uint8)
    if array.dtype.kind in "iuf" and np.isfinite(array).all():
        most = array.max()  # over 255 it was meant as 16 bits; floats up to 1 are shares of white
        scale = 257 if most > 255 else 1 / 255 if array.dtype.kind == "f" and most <= 1 else 1
        return np.clip(array / scale, 0, 255).round().astype(np.uint8)
    raise ImageError(f"{name} has pixels of type {array.dtype}; expected uint8")


_INVERSE = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}


def _transposed(array: Pixels, turn: int) -> Pixels:
    """Apply an EXIF orientation to pixels as stored."""
    if turn >= 5:
        array = array.swapaxes(0, 1)
    flip_x, flip_y = turn in (2, 3, 6, 7), turn in (3, 4, 7, 8)
    return np.ascontiguousarray(array[:: -1 if flip_y else 1, :: -1 if flip_x else 1])


def warp(
    image: Pixels,
    matrix: npt.ArrayLike,
    size: Size,
    background: tuple[int, int, int] = (255, 255, 255),
) -> Pixels:
    """Draw an image through an affine matrix into a new one.

    Parameters
    ----------
    image : (h, w, 3) ndarray of uint8
    matrix : (3, 3) array_like
        Maps image coordinates (a pixel's corner is whole, its center half) to those of the result.
    size : (width, height)
        Of the result, rounded up to whole pixels.
    background : tuple of int

    Returns
    -------
    (height, width, 3) ndarray of uint8

    Raises
    ------
    ImageError
        The image or the result is too large.

    Examples
    --------
    >>> warp(np.zeros((2, 3, 3), np.uint8), np.eye(3), (5, 4)).shape
    (4, 5, 3)
    """
    width, height = (max(1, int(np.ceil(round(value, 6)))) for value in size)
    if (
        max(width, height, *image.shape[:2]) > 32_000 or width * height > LIMIT
    ):  # OpenCV counts pixels in 16 bits here
        raise ImageError(
            f"an image of {width} × {height} pixels is too large to turn; scale it down first"
        )
    half = np.array(
        [[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]]
    )  # OpenCV's whole numbers are the pixels' centers
    turn = np.linalg.inv(half) @ np.asarray(matrix, np.float64) @ half
    shrinks = abs(np.linalg.det(turn[:2, :2])) < 0.5
    return np.asarray(
        cv2.warpAffine(
            image,
            turn[:2],
            (width, height),
            flags=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=background,
        )
    )


ImageFile.LOAD_TRUNCATED_IMAGES = False  # a torn scan is an error, never a gray half page

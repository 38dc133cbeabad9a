"""What a scan consists of: images, frames of a TIFF, pages of a PDF. Only headers are read."""

import contextlib
import importlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from ocrlayout.errors import ImageError
from ocrlayout.images import arrays, headers
from ocrlayout.images.arrays import Pixels
from ocrlayout.images.headers import Size
from ocrlayout.images.opening import head, opened, reading
from ocrlayout.sources import Scans

__all__ = ["LIMIT", "Frame", "Pixels", "Size", "expand", "page_name", "sizes"]

LIMIT = 250e6  # pixels: an A0 sheet at 400 dpi; more is a bomb until the caller says otherwise


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One image of a scan, of which only the header was read.

    Attributes
    ----------
    source : Path, bytes, ndarray or PIL.Image.Image
        What it comes from; not in the repr.
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
        Of a PDF; not in the repr.
    limit : float
        The most pixels that it may have when it is decoded or rendered.
    """

    source: Any = field(repr=False)
    name: str
    index: int
    kind: str
    size: Size
    orientation: int = 1
    dpi: Size | None = None
    frames: int = 1
    password: str | None = field(default=None, repr=False)
    limit: float = LIMIT

    @property
    def displayed(self) -> Size:
        """Width and height after the EXIF orientation."""
        return headers.displayed(self.size, self.orientation)

    @property
    def file_name(self) -> str:
        """What messages call the whole file: the name without the page's number."""
        return self.name.removesuffix(page_name("", self.index))

    def data(self, start: int = 0, count: int = -1) -> bytes:
        """Return the bytes of the file, or `count` of them from `start` on.

        Raises
        ------
        ImageError
            The frame is of an array or an open image, which is not a file.
        """
        if isinstance(self.source, bytes):
            return self.source[start : None if count < 0 else start + count]
        if isinstance(self.source, Path):
            with reading(self.name), self.source.open("rb") as file:
                file.seek(start)
                return file.read(count)
        raise ImageError(f"{self.name} is not a file")

    def open(self) -> Image.Image:
        """Open the frame with Pillow, its pixels not yet decoded.

        Raises
        ------
        ImageError
            It cannot be opened, or it is a PDF page.
        """
        with reading(self.name):
            if isinstance(self.source, np.ndarray):
                return Image.fromarray(arrays.rgb(self.source, self.name))
            if isinstance(self.source, Image.Image):
                with _at(self.source, self.index) as image:
                    return image.copy()
            image = opened(self.source, self.name)
            self.seek(image)
            return image

    def seek(self, image: Image.Image) -> None:
        """Take an open image of the same file to this frame."""
        if image.tell() != self.index:
            image.info.pop("icc_profile", None)  # Pillow keeps that of the frame before
            image.seek(self.index)


def expand(
    images: Scans, *, password: str | None = None, limit: float = LIMIT, exif: bool = True
) -> list[Frame]:
    """List the frames of a scan, or of several, in order.

    Parameters
    ----------
    images : path, bytes, ndarray, PIL.Image.Image, Frame, or list of these
        An image is one frame, a TIFF or PDF as many as it has.
    password : str, optional
        For encrypted PDFs.
    limit : float
        The most pixels that an image may have; also a PDF page, when it is rendered.
    exif : bool
        False takes every image as it is stored, whatever its EXIF orientation says.

    Returns
    -------
    list of Frame

    Raises
    ------
    ImageError
        A file is missing, broken, encrypted, too large or not an image.

    Examples
    --------
    >>> expand(np.zeros((20, 30), np.uint8))[0].size
    (30, 20)
    """
    scans = images if isinstance(images, (list, tuple)) else [images]
    frames = [frame for scan in scans for frame in _frames(scan, password, limit)]
    return frames if exif else [replace(frame, orientation=1) for frame in frames]


def sizes(images: Scans) -> list[Size]:
    """Return width and height of every frame as displayed, for ``load(images=)``.

    Examples
    --------
    >>> sizes(np.zeros((20, 30), np.uint8))
    [(30, 20)]
    """
    return [frame.displayed for frame in expand(images)]


def page_name(name: str, index: int) -> str:
    """Name a page of a file for messages.

    Examples
    --------
    >>> page_name("scan.pdf", 2)
    'scan.pdf (page 3)'
    """
    return f"{name} (page {index + 1})"


def _frames(scan: object, password: str | None, limit: float) -> Iterator[Frame]:
    if isinstance(scan, Frame):  # looked at before, with the limit of then
        yield scan
    elif isinstance(scan, np.ndarray):
        yield _array_frame(scan, limit)
    elif isinstance(scan, Image.Image):
        yield from _open_frames(scan, limit)
    elif isinstance(scan, (str, os.PathLike)):
        yield from _file_frames(Path(scan), str(scan), password, limit)
    elif isinstance(scan, (bytes, bytearray, memoryview)):
        yield from _file_frames(bytes(scan), f"the image ({len(scan)} bytes)", password, limit)
    elif hasattr(scan, "read"):
        yield from _frames(scan.read(), password, limit)
    elif isinstance(scan, (list, tuple)):
        yield from (frame for part in scan for frame in _frames(part, password, limit))
    else:
        raise TypeError(
            f"an image is a path, bytes, an array or a Pillow image, not {type(scan).__name__}"
        )


def _array_frame(array: npt.NDArray[np.generic], limit: float) -> Frame:
    if array.ndim not in (2, 3) or 0 in array.shape:
        raise ImageError(
            f"an array of shape {array.shape} is not an image;"
            " expected (height, width) or (height, width, channels)"
        )
    height, width = array.shape[:2]
    return _checked(Frame(array, "the array", 0, "array", (width, height), limit=limit))


def _checked(frame: Frame) -> Frame:
    """Refuse an image that has more pixels than its limit, before anything else is read of it."""
    width, height = frame.size
    if min(width, height) < 1:
        raise ImageError(f"{frame.name} is broken: its size is {width:g} × {height:g} pixels")
    if width * height > frame.limit:
        raise ImageError(
            f"{frame.name} has {width:.0f} × {height:.0f} pixels, more than the limit of"
            f" {frame.limit / 1e6:g} million; if you trust it, open it with"
            " images.expand(…, limit=…) (--max-megapixels)"
        )
    return frame


def _open_frames(image: Image.Image, limit: float) -> Iterator[Frame]:
    """List the frames of an image that the application has open."""
    with reading("the image"):
        count = _count(image)
        for index in range(count):
            with _at(image, index):
                name = page_name("the image", index) if count > 1 else "the image"
                # Pillow says a TIFF's size as displayed, and its pixels are so too
                frame = Frame(image, name, index, _kind(image), image.size, frames=count)
                frame = _checked(replace(frame, dpi=headers.resolution(image), limit=limit))
                turn = 1 if image.format == "TIFF" else headers.orientation(image, None)
                yield replace(frame, orientation=turn)


def _count(image: Image.Image) -> int:
    """Count the pages; the second frame of a photograph is a preview, that of a GIF animates it."""
    return getattr(image, "n_frames", 1) if image.format == "TIFF" else 1


def _kind(image: Image.Image) -> str:
    return (image.format or "image").lower()


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


def _file_frames(
    source: Path | bytes, name: str, password: str | None, limit: float
) -> Iterator[Frame]:
    with reading(name):
        start = head(source)
    if not start:
        raise ImageError(f"{name} is empty")
    if b"%PDF-" in start:
        yield from _pdf_frames(source, name, password, limit)
        return
    with reading(name), opened(source, name) as image:
        count = _count(image)
        for index in range(count):
            if index:
                image.seek(index)
            frame = Frame(source, name, index, _kind(image), headers.stored_size(image))
            frame = replace(frame, frames=count, limit=limit)
            if count > 1:
                frame = replace(frame, name=page_name(name, index))
            yield _with_metadata(_checked(frame), image, source)


def _with_metadata(frame: Frame, image: Image.Image, source: Path | bytes) -> Frame:
    turn = headers.orientation(image, source)
    return replace(frame, orientation=turn, dpi=headers.resolution(image))


def _pdf_frames(
    source: Path | bytes, name: str, password: str | None, limit: float
) -> Iterator[Frame]:
    pdf = importlib.import_module("ocrlayout.images.pdf_pages")  # PDFium, when there is a PDF
    found = pdf.find(source, name, password)
    for index, size in enumerate(found.sizes):
        yield Frame(
            found.source,
            page_name(name, index),
            index,
            "pdf",
            size,
            dpi=(72.0, 72.0),
            frames=len(found.sizes),
            password=password,
            limit=limit,
        )

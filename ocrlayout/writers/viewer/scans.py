"""Scans made small enough to stand in the file, as WebP, or linked; and their thumbnails."""

import base64
import io
import math
import os
from pathlib import Path
from typing import NamedTuple, TypeAlias
from urllib.parse import quote

from PIL import Image

from ocrlayout.errors import WriteError
from ocrlayout.images import Frame, Pair, pixels

__all__ = ["Shown", "check_linkable", "embedded", "linked"]

Matrix: TypeAlias = tuple[float, float, float, float, float, float]

_LONG_SIDE = 2200  # pixels: A4 at about 190 dpi, where small print is still read with ease
_QUALITIES = (75, 60, 45)  # of 100; below, small print is lost sooner than by fewer pixels
_SHRUNK = 0.8  # of the side, where the lowest quality is still too large
_METHOD = 2  # of WebP's 0 to 6: three times as fast as 4, for files 3 % larger
_THUMBNAIL = (112, 160)  # pixels, at most
_THUMBNAIL_QUALITY = 60
_KB = 1000  # bytes
_IN_BROWSERS = ("jpeg", "png", "webp", "gif", "bmp", "avif")  # what all of them show
_AS_STORED = 1  # EXIF orientation
# Browsers turn a picture as EXIF says. These take its unit square to that of the picture as it is
# stored, by EXIF orientation, for services that have not turned it.
_UNDONE: dict[int, Matrix] = {
    1: (1, 0, 0, 0, 1, 0),
    2: (-1, 0, 1, 0, 1, 0),
    3: (-1, 0, 1, 0, -1, 1),
    4: (1, 0, 0, 0, -1, 1),
    5: (0, 1, 0, 1, 0, 0),
    6: (0, 1, 0, -1, 0, 1),
    7: (0, -1, 1, -1, 0, 1),
    8: (0, -1, 1, 1, 0, 0),
}


class Shown(NamedTuple):
    """A scan as the program of the page takes it.

    Attributes
    ----------
    data : str
        WebP in Base64; ``""`` where it is linked.
    link : str
        A relative address; ``""`` where it is embedded.
    thumbnail : str
        WebP in Base64.
    width, height : float
        Pixels of the picture as browsers show it.
    matrix : tuple of float
        Takes a pixel of it to the unit square of the page: a, b, c, d, e, f with x' = ax + by + c.
    """

    data: str
    link: str
    thumbnail: str
    width: float
    height: float
    matrix: Matrix


def embedded(pair: Pair, most_kb: float, dpi: float) -> Shown:
    """Return the scan of a page in at most so many kilobytes.

    Raises
    ------
    ImageError
        The scan is broken.
    """
    picture = _decoded(pair, dpi)
    data, (width, height) = _fitting(picture, most_kb * _KB)
    small = _thumbnail(picture)
    return Shown(_text(data), "", small, width, height, _in_unit_square(1, width, height))


def linked(pair: Pair, home: Path, dpi: float) -> Shown:
    """Return the scan of a page where it lies, for a file in a folder.

    Raises
    ------
    WriteError
        It is not a file that browsers show, or it cannot be reached from the folder.
    ImageError
        The scan is broken.
    """
    check_linkable(pair.frame)
    width, height = pair.frame.displayed
    turned = pair.frame.orientation if pair.turn == _AS_STORED else _AS_STORED
    small = _thumbnail(_decoded(pair, dpi))
    matrix = _in_unit_square(turned, width, height)
    return Shown("", _relative(pair.frame, home), small, width, height, matrix)


def check_linkable(frame: Frame) -> None:
    """Refuse a scan that browsers cannot show as it is.

    Raises
    ------
    WriteError
        It is not a file, not of a format that they know, or is turned by EXIF in a format of which
        not all browsers obey it.
    """
    obstacle = _obstacle(frame)
    if obstacle:
        raise WriteError(
            f"{frame.name} {obstacle}, so it cannot be linked: have it embedded (without"
            " link_scans, --link-scans), or make a JPEG or PNG of each page"
        )


def _obstacle(frame: Frame) -> str:
    if not isinstance(frame.source, Path):
        return "is not a file"
    kind = frame.kind.upper()
    if frame.kind not in _IN_BROWSERS:
        return f"is {kind}, which browsers do not show"
    if frame.orientation != _AS_STORED and frame.kind != "jpeg":
        return f"is a {kind} that is turned by EXIF, which not all browsers obey"
    return ""


def _relative(frame: Frame, home: Path) -> str:
    try:
        path = os.path.relpath(frame.source, home)
    except ValueError as error:  # another drive of Windows
        raise WriteError(f"{frame.name} cannot be reached from {home}: {error}") from error
    return quote(os.fsencode(Path(path).as_posix()))


def _in_unit_square(turned: int, width: float, height: float) -> Matrix:
    """Return what takes pixels of a picture to the unit square, with an orientation undone."""
    a, b, c, d, e, f = _UNDONE[turned]
    return a / width, b / height, c, d / width, e / height, f


def _decoded(pair: Pair, dpi: float) -> Image.Image:
    picture = Image.fromarray(pixels(pair.frame, orientation=pair.turn, dpi=dpi))
    picture.thumbnail((_LONG_SIDE, _LONG_SIDE), reducing_gap=2.0)
    return picture


def _thumbnail(picture: Image.Image) -> str:
    small = picture.copy()
    small.thumbnail(_THUMBNAIL)
    return _text(_webp(small, _THUMBNAIL_QUALITY))


def _fitting(picture: Image.Image, most: float) -> tuple[bytes, tuple[int, int]]:
    """Return the first file that is small enough, and the size of its picture."""
    while True:
        for quality in _QUALITIES:
            data = _webp(picture, quality)
            if len(data) <= most or max(picture.size) == 1:
                return data, picture.size
        picture = picture.resize([math.ceil(side * _SHRUNK) for side in picture.size])


def _webp(picture: Image.Image, quality: int) -> bytes:
    held = io.BytesIO()
    picture.save(held, "WEBP", quality=quality, method=_METHOD)
    return held.getvalue()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()

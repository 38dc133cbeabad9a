"""Scans made small enough to stand in the file, as WebP; and their thumbnails."""

import base64
import io
import math
from typing import NamedTuple

from PIL import Image

from ocrlayout.images import Pair, pixels

__all__ = ["Embedded", "embedded"]

_LONG_SIDE = 2200  # pixels: A4 at about 190 dpi, where small print is still read with ease
_QUALITIES = (75, 60, 45)  # of 100; below, small print is lost sooner than by fewer pixels
_SHRUNK = 0.8  # of the side, where the lowest quality is still too large
_METHOD = 2  # of WebP's 0 to 6: three times as fast as 4, for files 3 % larger
_THUMBNAIL = (112, 160)  # pixels, at most
_THUMBNAIL_QUALITY = 60
_KB = 1000  # bytes


class Embedded(NamedTuple):
    """A scan as text.

    Attributes
    ----------
    data, thumbnail : str
        WebP in Base64.
    width, height : int
        Pixels of the picture in `data`.
    """

    data: str
    thumbnail: str
    width: int
    height: int


def embedded(pair: Pair, most_kb: float, dpi: float) -> Embedded | None:
    """Return the scan of a page in at most so many kilobytes; None where that is 0.

    Raises
    ------
    ImageError
        The scan is broken.
    """
    if not most_kb:
        return None
    picture = Image.fromarray(pixels(pair.frame, orientation=pair.turn, dpi=dpi))
    picture.thumbnail((_LONG_SIDE, _LONG_SIDE), reducing_gap=2.0)
    data, size = _fitting(picture, most_kb * _KB)
    picture.thumbnail(_THUMBNAIL)
    return Embedded(_text(data), _text(_webp(picture, _THUMBNAIL_QUALITY)), *size)


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

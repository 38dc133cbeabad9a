"""A TIFF's only strip, taken over as it is: CCITT Group 4, or JPEG.

A JPEG in a TIFF may have its tables apart, which stand for all strips, and it does not say whether
its colors are RGB or YCbCr: the TIFF does. So it gets the tables, and a marker of Adobe's, which
is how a JPEG says its colors. The coded pixels are untouched.

References
----------
Adobe Systems: TIFF 6.0 (1992), "Compression"; TIFF Technical Note 2 (1995), "JPEG".
"""

import io
import struct
from collections.abc import Mapping
from typing import Any

from PIL import Image

from ocrlayout.errors import ImageError
from ocrlayout.images import Frame
from ocrlayout.writers.pdf.image_parts import CHANNELS, ImageXObject, check_jpeg, group4, jpeg

__all__ = ["take"]

# TIFF tags
_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC = 256, 257, 258, 259, 262
_FILL_ORDER, _STRIP_OFFSETS, _SAMPLES, _STRIP_COUNTS, _T6_OPTIONS = 266, 273, 277, 279, 293
_JPEG_TABLES = 347
_GROUP_4, _JPEG = 4, 7  # values of them
_FROM_THE_RIGHT, _BLACK_IS_0, _RGB, _YCBCR = 2, 1, 2, 6
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_MARKER = 2  # bytes of a JPEG's start, and of its end
_MODES = {_BLACK_IS_0: "L", _RGB: "RGB", _YCBCR: "RGB"}  # Pillow's, by photometric
_TRANSFORM = {_RGB: 0, _YCBCR: 1}  # what Adobe's marker says, by photometric
Tags = Mapping[int, Any]


def take(frame: Frame, image: Image.Image) -> ImageXObject | None:
    """Take over the strip of a TIFF's frame, when it is the only one and PDF can hold it.

    Raises
    ------
    ImageError
        The strip is truncated.
    """
    tags: Tags = image.tag_v2  # type: ignore[attr-defined]  # Pillow's TIFF images have it
    if len(tags.get(_STRIP_OFFSETS, ())) != 1 or len(tags.get(_STRIP_COUNTS, ())) != 1:
        return None
    compression = tags.get(_COMPRESSION)
    if compression == _GROUP_4:
        return _group4(frame, tags)
    return _jpeg(frame, tags) if compression == _JPEG else None


def _strip(frame: Frame, tags: Tags) -> bytes:
    start, count = tags[_STRIP_OFFSETS][0], tags[_STRIP_COUNTS][0]
    strip = frame.data(start, count)
    if len(strip) < count:
        raise ImageError(f"{frame.name} is truncated: its strip is not whole")
    return strip


def _group4(frame: Frame, tags: Tags) -> ImageXObject | None:
    is_bilevel = tags.get(_SAMPLES, 1) == 1 and tags.get(_BITS, (1,))[0] == 1
    if not is_bilevel or tags.get(_T6_OPTIONS, 0):
        return None
    strip = _strip(frame, tags)
    if tags.get(_FILL_ORDER, 1) == _FROM_THE_RIGHT:
        strip = strip.translate(_MIRRORED)
    size = tags[_WIDTH], tags[_HEIGHT]
    return group4(strip, size, black_is_one=tags.get(_PHOTOMETRIC) == _BLACK_IS_0)


def _jpeg(frame: Frame, tags: Tags) -> ImageXObject | None:
    mode = _MODES.get(tags.get(_PHOTOMETRIC, -1))
    if not mode or tags.get(_SAMPLES, 1) != CHANNELS[mode]:
        return None
    data = _whole_jpeg(_strip(frame, tags), tags)
    check_jpeg(data, frame.name)
    size = tags[_WIDTH], tags[_HEIGHT]
    with Image.open(io.BytesIO(data)) as coded:
        if coded.size != size or coded.mode != mode or not _says_colors(coded, tags):
            return None
    return jpeg(data, size, mode, is_inverted=False)


def _whole_jpeg(strip: bytes, tags: Tags) -> bytes:
    tables: bytes = tags.get(_JPEG_TABLES, b"")[_MARKER:-_MARKER]
    transform = _TRANSFORM.get(tags[_PHOTOMETRIC])
    marker = _adobes_marker(transform) if transform is not None else b""
    return strip[:_MARKER] + marker + tables + strip[_MARKER:]


def _adobes_marker(transform: int) -> bytes:
    body = struct.pack(">5s3HB", b"Adobe", 100, 0, 0, transform)  # 100: the marker's version
    return b"\xff\xee" + struct.pack(">H", len(body) + 2) + body


def _says_colors(coded: Image.Image, tags: Tags) -> bool:
    """Return whether a JPEG's markers say the colors that the TIFF says."""
    said = 1 if "jfif" in coded.info else coded.info.get("adobe_transform")  # JFIF's are YCbCr
    return coded.mode == "L" or said == _TRANSFORM[tags[_PHOTOMETRIC]]

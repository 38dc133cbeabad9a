"""What the header of an image says: its size, resolution and EXIF orientation. No pixel is decoded.

Pillow's own ``getexif`` decodes a whole PNG in search of a chunk that may follow the pixels.
"""

import contextlib
import io
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import Image

__all__ = ["displayed", "orientation", "resolution", "stored_size"]

Size = tuple[float, float]

_ORIENTATION = 0x0112  # an EXIF tag
_WIDTH, _HEIGHT, _RESOLUTION = 256, 257, 282  # TIFF tags
_LARGEST_EXIF = 1 << 20  # bytes; a JPEG's has at most 64 kB


def displayed(size: Size, turn: int) -> Size:
    """Return width and height after an EXIF orientation.

    Examples
    --------
    >>> displayed((40, 30), 6)
    (30, 40)
    """
    return (size[1], size[0]) if turn >= 5 else size


def stored_size(image: Image.Image) -> Size:
    """Return width and height as stored; Pillow says those of a TIFF as displayed."""
    if image.format != "TIFF":
        return image.size
    tags = image.tag_v2  # type: ignore[attr-defined]  # Pillow's TIFF images have it
    return (int(tags[_WIDTH]), int(tags[_HEIGHT]))


def resolution(image: Image.Image) -> Size | None:
    """Return the dots per inch that the file says, or None where it says none or nonsense."""
    if image.format == "TIFF" and _RESOLUTION not in image.tag_v2:  # type: ignore[attr-defined]
        return None  # Pillow would say 1
    try:
        x, y = (float(value) for value in image.info["dpi"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    return (x, y) if x > 0 and y > 0 and np.isfinite([x, y]).all() else None


def orientation(image: Image.Image, source: Path | bytes | None) -> int:
    """Return the EXIF orientation, 1 to 8; 1 where the file does not say.

    Parameters
    ----------
    image : PIL.Image.Image
        Open, at the frame in question.
    source : Path, bytes or None
        Its file; None for an image that the application has opened.
    """
    exif = _png_exif(image, source) if image.format == "PNG" else image.getexif()
    turn = exif.get(_ORIENTATION, 1)
    return int(turn) if turn in range(1, 9) else 1


def _png_exif(image: Image.Image, source: Path | bytes | None) -> Image.Exif:
    data = image.info.get("exif") or (_late_exif(source) if source is not None else b"")
    if data:
        exif = Image.Exif()
        exif.load(data)
        if _ORIENTATION in exif:
            return exif
    return Image.Image.getexif(image)  # the base class's; PNG's own decodes the image


def _late_exif(source: Path | bytes) -> bytes:
    """Find the EXIF chunk of a PNG, which may stand behind its pixels."""
    with _file(source) as file:
        file.seek(8)  # behind the signature
        while len(start := file.read(8)) == 8:
            length, kind = struct.unpack(">L4s", start)
            if kind == b"eXIf":
                return file.read(min(length, _LARGEST_EXIF))
            file.seek(length + 4, os.SEEK_CUR)  # 4: the checksum
    return b""


@contextlib.contextmanager
def _file(source: Path | bytes) -> Iterator[BinaryIO]:
    if isinstance(source, bytes):
        yield io.BytesIO(source)
    else:
        with source.open("rb") as file:
            yield file

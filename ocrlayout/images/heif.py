"""HEIC and HEIF, which Pillow does not read by itself. The only file that knows pillow-heif."""

import importlib
from collections.abc import Callable

from PIL import Image

from ocrlayout.errors import ImageError

__all__ = ["is_heif", "plugin"]

_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def is_heif(start: bytes) -> bool:
    """Return whether a file starts like a HEIC or HEIF image.

    Examples
    --------
    >>> is_heif(bytes(4) + b"ftypheic"), is_heif(b"GIF89a")
    (True, False)
    """
    return start[4:8] == b"ftyp" and start[8:12] in _BRANDS


def plugin(name: str) -> Callable[..., Image.Image]:
    """Return the class that opens such images; Pillow's registry is left alone.

    Raises
    ------
    ImageError
        pillow-heif is not installed. The message says `name`, the file's.
    """
    try:
        found: Callable[..., Image.Image] = importlib.import_module("pillow_heif").HeifImageFile
    except ImportError:
        raise ImageError(
            f"{name} is a HEIC image, which the package pillow-heif reads: install it"
            " (pip install pillow-heif), or save the image as JPEG"
        ) from None
    return found

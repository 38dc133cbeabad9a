"""Opening images with Pillow, whose global settings belong to the application.

``Image.open`` looks at ``Image.MAX_IMAGE_PIXELS``, a global: it warns of any scan over 89
megapixels and refuses one over 179. The limit here is each caller's own, so that the plug-ins are
asked directly, and a size is checked before anything else is done with the image.

``ImageFile.LOAD_TRUNCATED_IMAGES`` makes Pillow fill what is missing of a torn file with gray.
Where an application wants that, a scan that ends too early is an error here all the same. Only
damage inside of a file that is as long as it should be is then passed over, as it chose.
"""

import contextlib
import errno
import io
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageFile, UnidentifiedImageError

from ocrlayout.errors import ImageError, OcrLayoutError
from ocrlayout.images import heif

__all__ = ["opened", "reading"]

_FORMATS = (  # in which scans come. Others are programs (EPS), containers (ICO), or drawings (WMF)
    *("JPEG", "PNG", "TIFF", "JPEG2000", "WEBP", "AVIF", "HEIF", "JXL", "GIF", "BMP", "DIB"),
    *("PPM", "TGA", "PCX", "SGI"),
)
Factory = Callable[..., Image.Image]
Accept = Callable[[bytes], bool | str]
_HEAD = 1024  # bytes; a plug-in looks at 16, a PDF's header may stand anywhere in these
_END_OF_CODESTREAM = b"\xff\xd9"  # of JPEG 2000; its data never hold these bytes
_TRUNCATED = "the file ends too early"
_BROKEN: tuple[type[Exception], ...] = (
    *(OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, OverflowError),
    *(AttributeError, AssertionError, struct.error),
    RuntimeError,  # PDFium's error is one
    Warning,  # of Pillow, where the application makes errors of warnings
)


@contextlib.contextmanager
def reading(name: str, *more: type[Exception]) -> Iterator[None]:
    """Turn whatever a decoder raises on a broken file into one error that names the file.

    Parameters
    ----------
    name : str
        Of the file and page, for the message.
    *more : type
        Exceptions of a library, beside Python's own.

    Raises
    ------
    ImageError
        What was raised inside, said in one line.

    Examples
    --------
    >>> with reading("scan.png"):
    ...     raise SyntaxError("not a PNG file")
    Traceback (most recent call last):
    ocrlayout.errors.ImageError: scan.png is broken: not a PNG file
    """
    broken = (*_BROKEN, *more)
    try:
        yield
    except OcrLayoutError:
        raise
    except FileNotFoundError:
        raise ImageError(f"{name}: no such file") from None
    except IsADirectoryError:
        raise ImageError(f"{name} is a folder, not an image") from None
    except PermissionError:
        raise ImageError(f"{name} may not be read: permission denied") from None
    except UnidentifiedImageError:
        raise ImageError(f"{name} is not an image or PDF of a kind that is read here") from None
    except MemoryError:
        raise ImageError(f"{name} needs more memory than there is") from None
    except Image.DecompressionBombError as error:
        raise ImageError(f"{name} is too large for PIL.Image.MAX_IMAGE_PIXELS: {error}") from None
    except broken as error:
        if getattr(error, "errno", None) == errno.ELOOP:
            raise ImageError(f"{name}: too many levels of symbolic links") from None
        raise ImageError(f"{name} is broken: {error}") from None


def head(source: Path | bytes) -> bytes:
    """Return the first bytes of a file."""
    if isinstance(source, bytes):
        return source[:_HEAD]
    with source.open("rb") as file:
        return file.read(_HEAD)


def opened(source: Path | bytes, name: str) -> Image.Image:
    """Open an image by its header, whatever its size; no pixel is decoded.

    Raises
    ------
    ImageError
        It is a HEIC image, and pillow-heif is not installed. The message says `name`.
    PIL.UnidentifiedImageError
        It is in none of the formats in which scans come.
    """
    start = head(source)[:16]
    for load_plugins in (Image.preinit, Image.init):
        load_plugins()
        for kind in _FORMATS:
            if kind in Image.OPEN:
                image = _opened_as(kind, *Image.OPEN[kind], source, start)
                if image is not None:
                    return image
    if heif.is_heif(start):
        image = _opened_as("HEIF", heif.plugin(name), None, source, start)
        if image is not None:
            return image
    raise UnidentifiedImageError


def _opened_as(
    kind: str, factory: Factory, accept: Accept | None, source: Path | bytes, start: bytes
) -> Image.Image | None:
    file = _file(source)
    try:
        known = not accept or accept(start)
        if known is False or isinstance(known, str):  # a string says why it cannot be read here
            return None
        image = factory(file, "")
    except (SyntaxError, IndexError, TypeError, struct.error):  # of another kind after all
        return None
    if isinstance(file, _WholeFile):
        file.expect_more(kind)
    return image


def _file(source: Path | bytes) -> Any:
    """Return what a plug-in opens; a path is opened and closed by the plug-in itself."""
    if ImageFile.LOAD_TRUNCATED_IMAGES:
        return _WholeFile(source if isinstance(source, bytes) else source.read_bytes())
    return io.BytesIO(source) if isinstance(source, bytes) else source


class _WholeFile(io.BytesIO):
    """A file of which reading beyond the end is an error, not the end."""

    _is_strict = False

    def expect_more(self, kind: str) -> None:
        """Be strict from now on: while a plug-in looks for headers, it may well look too far."""
        if kind != "JPEG2000":
            self._is_strict = True
        elif (
            _END_OF_CODESTREAM not in self.getvalue()
        ):  # its decoder reads ahead, so beyond the end
            raise OSError(_TRUNCATED)

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        if self._is_strict and size and not data:
            raise OSError(_TRUNCATED)
        return data

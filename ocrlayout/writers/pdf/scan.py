"""The scan under the text: an image as PDF holds it, its bytes untouched wherever PDF can hold them.

====================== ==================================================================================
JPEG, JPEG 2000        the file as it is (CMYK of Adobe's making with ``/Decode``, for it is inverted)
PNG                    its compressed data as they are, 1 to 16 bits, with palette; not if interlaced or with alpha
TIFF, Group 4          the strip as it is, when it is one strip
all others             Flate, lossless, compressed strip by strip; bilevel as Group 4 where that is smaller
====================== ==================================================================================

Transparency becomes a soft mask, a color profile stays. Deeper than 8 bits survive in PNG and in
16-bit gray.

References
----------
Adobe Systems: PDF Reference 1.7 (2006), 3.3 "Filters", 4.8 "Images".
W3C: Portable Network Graphics (PNG) Specification, second edition (2003).
Adobe Systems: TIFF 6.0 (1992), "Compression".
"""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, features

from ocrlayout import images
from ocrlayout.errors import ImageError
from ocrlayout.images import Frame

__all__ = ["Picture", "picture"]

_STRIP = 4 << 20  # bytes of pixels that are compressed at a time
_CHANNELS = {"L": 1, "RGB": 3, "CMYK": 4}
_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_PROFILES = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
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
_TURNS = {  # undo what Pillow did to a TIFF of this orientation
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as a PDF stream.

    Attributes
    ----------
    entries : dict
        Of the stream's dictionary; names are text with a slash, arrays are lists, dictionaries
        dicts.
    data : tuple of bytes
        The stream's bytes as they stand in the PDF, in pieces.
    mask : Picture or None
        The soft mask.
    profile : bytes or None
        The ICC profile, in whose color space the image is.
    """

    entries: dict[str, Any]
    data: tuple[bytes, ...] = field(repr=False)
    mask: "Picture | None" = None
    profile: bytes | None = field(default=None, repr=False)


def picture(frame: Frame) -> Picture:
    """Make a PDF image of a frame, as it is stored.

    Raises
    ------
    ImageError
        The image is broken or truncated.

    Examples
    --------
    >>> picture(images.expand(np.zeros((2, 3), np.uint8))[0]).entries["ColorSpace"]
    '/DeviceGray'
    """
    try:
        return _picture(frame)
    except ImageError:
        raise
    except zlib.error as error:
        raise ImageError(f"{frame.name} is broken: {error}") from None
    except _BROKEN as error:
        raise ImageError(f"{frame.name} is broken: {error}") from None


def _picture(frame: Frame) -> Picture:
    if isinstance(frame.source, np.ndarray):
        return _lossless(_gray(frame.source) or frame.open(), frame)
    with frame.open() as image:
        direct = None
        if not isinstance(frame.source, Image.Image):
            direct = _DIRECT.get(frame.kind, _no)(frame, image)
        found = direct or _lossless(image, frame)
        return replace(found, profile=_profile(image, found))


def _no(_frame: Frame, _image: Image.Image) -> None:
    """Tell that a kind of file has nothing that PDF could hold as it is."""


def _gray(array: npt.NDArray[Any]) -> Image.Image | None:
    return Image.fromarray(array) if array.ndim == 2 and array.dtype == np.uint8 else None


def _profile(image: Image.Image, found: Picture) -> bytes | None:
    profile = image.info.get("icc_profile")
    space = found.entries.get("ColorSpace")
    if not isinstance(profile, bytes) or len(profile) < 128 or not isinstance(space, str):
        return None
    channels = _PROFILES.get(profile[16:20])
    return profile if channels and _SPACES[channels] == space else None


def _entries(size: tuple[int, int], space: Any, bits: int, **more: Any) -> dict[str, Any]:
    width, height = size
    return {"Width": width, "Height": height, "ColorSpace": space, "BitsPerComponent": bits, **more}


def _jpeg(frame: Frame, image: Image.Image) -> Picture | None:
    if image.mode not in _CHANNELS:
        return None
    data = frame.data()
    if data.rfind(b"\xff\xd9") < data.find(b"\xff\xda"):
        raise ImageError(f"{frame.name} is truncated: the JPEG has no end")
    inverted = {"Decode": [1, 0] * 4} if image.mode == "CMYK" and "adobe" in image.info else {}
    space = _SPACES[_CHANNELS[image.mode]]
    size = (int(frame.size[0]), int(frame.size[1]))
    return Picture(_entries(size, space, 8, Filter="/DCTDecode", **inverted), (data,))


def _jpeg2000(frame: Frame, image: Image.Image) -> Picture | None:
    data = frame.data()
    if image.mode not in ("L", "RGB") or not data.startswith(b"\0\0\0\x0cjP  "):
        return None
    image.load()  # there is no cheaper way to see that it is whole
    return Picture(
        _entries(image.size, _SPACES[_CHANNELS[image.mode]], 8, Filter="/JPXDecode"), (data,)
    )


def _png(frame: Frame, _image: Image.Image) -> Picture | None:
    """Take a PNG's compressed data: PDF knows their filters."""
    chunks = list(_png_chunks(frame.data(), frame.name))
    named = dict(reversed(chunks))
    width, height, bits, kind, _, _, interlaced = struct.unpack(">2L5B", named[b"IHDR"][:13])
    clear = named.get(b"tRNS")
    if interlaced or kind not in (0, 2, 3) or (kind == 3 and clear) or b"acTL" in named:
        return None
    colors = 3 if kind == 2 else 1
    space: Any = _SPACES[colors]
    if kind == 3:
        table = named[b"PLTE"]
        space = ["/Indexed", "/DeviceRGB", len(table) // 3 - 1, f"<{table.hex()}>"]
    data = b"".join(body for name, body in chunks if name == b"IDAT")
    parms = {"Predictor": 15, "Colors": colors, "BitsPerComponent": bits, "Columns": width}
    entries = _entries((width, height), space, bits, Filter="/FlateDecode", DecodeParms=parms)
    if clear:  # one color that is clear
        key = struct.unpack(f">{colors}H", clear[: 2 * colors])
        entries["Mask"] = [value for value in key for _ in (0, 1)]
    return Picture(entries, (data,))


def _png_chunks(data: bytes, name: str) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 12 <= len(data):
        length, kind = struct.unpack(">L4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        check = data[at + 8 + length : at + 12 + length]
        if len(check) < 4 or struct.unpack(">L", check)[0] != zlib.crc32(body, zlib.crc32(kind)):
            raise ImageError(
                f"{name} is broken: the checksum of its {kind.decode('latin-1')} part is wrong"
            )
        yield kind, body
        if kind == b"IEND":
            return
        at += 12 + length
    raise ImageError(f"{name} is truncated: the PNG has no end")


def _tiff(frame: Frame, image: Image.Image) -> Picture | None:
    """Take a TIFF's Group 4 strip, when it is the only one."""
    tags = image.tag_v2  # type: ignore[attr-defined]  # Pillow's TIFF images have it
    starts, counts = tags.get(273, ()), tags.get(279, ())
    plain = (
        tags.get(259) == 4
        and tags.get(277, 1) == 1
        and tags.get(258, (1,))[0] == 1
        and not tags.get(293, 0)
    )
    if not plain or len(starts) != 1 or len(counts) != 1:
        return None
    strip = frame.data()[starts[0] : starts[0] + counts[0]]
    if len(strip) < counts[0]:
        raise ImageError(f"{frame.name} is truncated: its strip is not whole")
    if tags.get(266, 1) == 2:  # bits from the right
        strip = strip.translate(_MIRRORED)
    return _group4(strip, (tags[256], tags[257]), black_is_one=tags.get(262) == 1)


_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def _group4(strip: bytes, size: tuple[int, int], *, black_is_one: bool) -> Picture:
    width, height = size
    parms = {"K": -1, "Columns": width, "Rows": height, "BlackIs1": str(black_is_one).lower()}
    return Picture(
        _entries(size, "/DeviceGray", 1, Filter="/CCITTFaxDecode", DecodeParms=parms), (strip,)
    )


_DIRECT = {"jpeg": _jpeg, "mpo": _jpeg, "jpeg2000": _jpeg2000, "png": _png, "tiff": _tiff}


def _lossless(image: Image.Image, frame: Frame) -> Picture:
    """Compress an image's pixels without loss."""
    image.load()
    if frame.kind == "tiff" and frame.orientation in _TURNS:
        image = image.transpose(_TURNS[frame.orientation])
    if image.mode == "1":
        return _bilevel(image)
    mask = None
    if image.mode in ("LA", "RGBA", "PA", "La", "RGBa") or "transparency" in image.info:
        full = image.convert("RGBA")
        opacity = full.getchannel("A")
        mask = None if opacity.getextrema() == (255, 255) else _flate(opacity)
        image = full.convert("L" if image.mode in ("LA", "La") else "RGB")
    if image.mode.startswith("I;16"):
        return _flate(image, bits=16)
    if image.mode in ("I", "F"):  # no file says what their numbers mean: as they are displayed
        image = Image.fromarray(images.pixels(frame, orientation=1)[..., 0])
    if image.mode not in _CHANNELS:
        image = image.convert("RGB")
    return replace(_flate(image), mask=mask)


def _bilevel(image: Image.Image) -> Picture:
    flate = zlib.compress(image.tobytes(), 9)
    plain = Picture(_entries(image.size, "/DeviceGray", 1, Filter="/FlateDecode"), (flate,))
    if not features.check("libtiff"):
        return plain
    file = io.BytesIO()
    image.save(file, "TIFF", compression="group4", strip_size=1 << 31 - 1)
    with Image.open(file) as coded:
        tags = coded.tag_v2  # type: ignore[attr-defined]
        strip = file.getvalue()[tags[273][0] :][: tags[279][0]]
        if len(tags[273]) > 1 or len(strip) >= len(flate):
            return plain
        return _group4(strip, image.size, black_is_one=tags[262] == 1)


def _flate(image: Image.Image, bits: int = 8) -> Picture:
    """Compress strip by strip, each row as its difference from the row above."""
    width, height = image.size
    channels = 1 if bits == 16 else _CHANNELS[image.mode]
    stride = width * channels * bits // 8
    packer, pieces = zlib.compressobj(6), []
    above = np.zeros((1, stride), np.uint8)
    rows = max(1, _STRIP // stride)
    for top in range(0, height, rows):
        strip = np.asarray(image.crop((0, top, width, min(top + rows, height))))
        raw = strip.astype(">u2").view(np.uint8) if bits == 16 else strip
        raw = raw.reshape(-1, stride)
        coded = np.empty((len(raw), stride + 1), np.uint8)
        coded[:, 0] = 2  # PNG's filter "Up"
        coded[:, 1:] = raw - np.concatenate([above, raw[:-1]])
        pieces.append(packer.compress(coded.tobytes()))
        above = raw[-1:]
    parms = {"Predictor": 15, "Colors": channels, "BitsPerComponent": bits, "Columns": width}
    entries = _entries(
        image.size, _SPACES[channels], bits, Filter="/FlateDecode", DecodeParms=parms
    )
    return Picture(entries, (*pieces, packer.flush()))

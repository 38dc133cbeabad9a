"""The scan under the text: an image as PDF holds it, its bytes untouched wherever that works.

================  =================================================================================
JPEG, JPEG 2000   the file as it is (CMYK of Adobe's making with ``/Decode``, for it is inverted)
PNG               its compressed data as they are, 1 to 16 bits, also with a palette; not if it is
                  interlaced or has alpha
TIFF, Group 4     the strip as it is, when it is one strip
all others        Flate, lossless, strip by strip; bilevel as Group 4 where that is smaller
================  =================================================================================

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

import numpy as np
import numpy.typing as npt
from PIL import Image, features

from ocrlayout import images
from ocrlayout.errors import ImageError
from ocrlayout.images import Frame
from ocrlayout.writers.pdf.objects import Entries, Value

__all__ = ["ImageXObject", "from_frame"]

Pixels = npt.NDArray[np.uint8]

_STRIP = 4 << 20  # bytes of pixels that are compressed at a time
_FLATE, _BEST_FLATE = 6, 9  # zlib's levels
_CHANNELS = {"L": 1, "RGB": 3, "CMYK": 4}  # by Pillow's mode
_COLOR_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}  # by channels
_PROFILES = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}  # channels by the color space of an ICC profile
_PROFILE_HEADER = 128  # bytes
_ALPHA = ("LA", "RGBA", "PA", "La", "RGBa")  # Pillow's modes with transparency
_JPEG_SCAN, _JPEG_END = b"\xff\xda", b"\xff\xd9"
_JP2_SIGNATURE = b"\0\0\0\x0cjP  "
_PNG_HEADER = 8  # bytes
_PNG_UP = 2  # filter: each row is its difference from the row above
_PNG_PREDICTOR = 15  # PDF: each row says its PNG filter
# TIFF tags
_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC = 256, 257, 258, 259, 262
_FILL_ORDER, _STRIP_OFFSETS, _SAMPLES, _STRIP_COUNTS, _T6_OPTIONS = 266, 273, 277, 279, 293
_GROUP_4, _FROM_THE_RIGHT, _BLACK_IS_0 = 4, 2, 1
_ONE_STRIP = 1 << 31 - 1  # bytes: larger than any image
_AS_STORED = {  # undoes what Pillow did to a TIFF of this orientation
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@dataclass(frozen=True, slots=True)
class ImageXObject:
    """An image as a PDF stream.

    Attributes
    ----------
    entries : dict
        Of the stream's dictionary.
    data : tuple of bytes
        The stream's bytes as they stand in the PDF, in pieces.
    mask : ImageXObject or None
        The soft mask.
    profile : bytes or None
        The ICC profile, in whose color space the image is.
    """

    entries: Entries
    data: tuple[bytes, ...] = field(repr=False)
    mask: "ImageXObject | None" = None
    profile: bytes | None = field(default=None, repr=False)


def from_frame(frame: Frame) -> ImageXObject:
    """Make a PDF image of a frame, as it is stored.

    Raises
    ------
    ImageError
        The image is broken or truncated.

    Examples
    --------
    >>> from_frame(images.expand(np.zeros((2, 3), np.uint8))[0]).entries["ColorSpace"]
    '/DeviceGray'
    """
    with images.reading(frame.name, zlib.error):
        if isinstance(frame.source, np.ndarray):
            return _lossless(_gray(frame.source) or frame.open(), frame)
        with frame.open() as image:
            found = _untouched(frame, image) or _lossless(image, frame)
            return replace(found, profile=_profile(image, found))


def _untouched(frame: Frame, image: Image.Image) -> ImageXObject | None:
    """Take over a file's own compressed bytes, where PDF can hold them."""
    take = _UNTOUCHED.get(frame.kind)
    return take(frame, image) if take and not isinstance(frame.source, Image.Image) else None


def _gray(array: Pixels) -> Image.Image | None:
    return Image.fromarray(array) if array.ndim == 2 and array.dtype == np.uint8 else None


def _profile(image: Image.Image, found: ImageXObject) -> bytes | None:
    """Return a file's ICC profile, if it is for the color space that the image is in."""
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or len(profile) < _PROFILE_HEADER:
        return None
    channels = _PROFILES.get(profile[16:20], 0)
    return profile if found.entries["ColorSpace"] == _COLOR_SPACES.get(channels) else None


def _entries(size: tuple[int, int], space: Value, bits: int, **more: Value) -> Entries:
    width, height = size
    return {"Width": width, "Height": height, "ColorSpace": space, "BitsPerComponent": bits, **more}


def _jpeg(frame: Frame, image: Image.Image) -> ImageXObject | None:
    if image.mode not in _CHANNELS:
        return None
    data = frame.data()
    if data.rfind(_JPEG_END) < data.find(_JPEG_SCAN):
        raise ImageError(f"{frame.name} is truncated: the JPEG does not have an end")
    is_inverted = image.mode == "CMYK" and "adobe" in image.info
    decode: Entries = {"Decode": [1, 0] * 4} if is_inverted else {}
    space = _COLOR_SPACES[_CHANNELS[image.mode]]
    size = (int(frame.size[0]), int(frame.size[1]))
    return ImageXObject(_entries(size, space, 8, Filter="/DCTDecode", **decode), (data,))


def _jpeg2000(frame: Frame, image: Image.Image) -> ImageXObject | None:
    data = frame.data()
    if image.mode not in ("L", "RGB") or not data.startswith(_JP2_SIGNATURE):
        return None
    image.load()  # only decoding shows whether it is whole
    space = _COLOR_SPACES[_CHANNELS[image.mode]]
    return ImageXObject(_entries(image.size, space, 8, Filter="/JPXDecode"), (data,))


def _png(frame: Frame, _image: Image.Image) -> ImageXObject | None:
    """Take over a PNG's compressed data: PDF knows their filters."""
    chunks = list(_png_chunks(frame.data(), frame.name))
    first = dict(reversed(chunks))
    width, height, bits, kind, _, _, interlaced = struct.unpack(">2L5B", first[b"IHDR"][:13])
    is_palette, transparent = kind == 3, first.get(b"tRNS")
    has_alpha = kind not in (0, 2, 3) or (is_palette and transparent)
    if interlaced or has_alpha or b"acTL" in first:
        return None
    colors = 3 if kind == 2 else 1
    space = _palette(first[b"PLTE"]) if is_palette else _COLOR_SPACES[colors]
    entries = _predicted((width, height), space, bits, colors)
    if transparent:
        entries["Mask"] = _clear_color(transparent, colors)
    return ImageXObject(entries, (b"".join(body for name, body in chunks if name == b"IDAT"),))


def _clear_color(transparent: bytes, colors: int) -> Value:
    """Return the one color that is clear, as ranges of each channel."""
    channels = struct.unpack(f">{colors}H", transparent[: 2 * colors])
    return [value for value in channels for _ in ("from", "to")]


def _palette(table: bytes) -> Value:
    return ["/Indexed", "/DeviceRGB", len(table) // 3 - 1, f"<{table.hex()}>"]


def _predicted(size: tuple[int, int], space: Value, bits: int, colors: int) -> Entries:
    """Describe pixels that are compressed as in a PNG."""
    parms: Entries = {"Predictor": _PNG_PREDICTOR, "Colors": colors}
    parms |= {"BitsPerComponent": bits, "Columns": size[0]}
    return _entries(size, space, bits, Filter="/FlateDecode", DecodeParms=parms)


def _png_chunks(data: bytes, name: str) -> Iterator[tuple[bytes, bytes]]:
    at = _PNG_HEADER
    while at + 12 <= len(data):
        length, kind = struct.unpack(">L4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        check = data[at + 8 + length : at + 12 + length]
        if len(check) < 4 or struct.unpack(">L", check)[0] != zlib.crc32(body, zlib.crc32(kind)):
            part = kind.decode("latin-1")
            raise ImageError(f"{name} is broken: the checksum of its {part} part is wrong")
        yield kind, body
        if kind == b"IEND":
            return
        at += 12 + length
    raise ImageError(f"{name} is truncated: the PNG does not have an end")


def _tiff(frame: Frame, image: Image.Image) -> ImageXObject | None:
    """Take over a TIFF's Group 4 strip, when it is the only one."""
    tags = image.tag_v2  # type: ignore[attr-defined]  # Pillow's TIFF images have it
    starts, counts = tags.get(_STRIP_OFFSETS, ()), tags.get(_STRIP_COUNTS, ())
    is_bilevel = tags.get(_SAMPLES, 1) == 1 and tags.get(_BITS, (1,))[0] == 1
    is_plain = tags.get(_COMPRESSION) == _GROUP_4 and not tags.get(_T6_OPTIONS, 0)
    if not (is_bilevel and is_plain) or len(starts) != 1 or len(counts) != 1:
        return None
    strip = frame.data()[starts[0] : starts[0] + counts[0]]
    if len(strip) < counts[0]:
        raise ImageError(f"{frame.name} is truncated: its strip is not whole")
    if tags.get(_FILL_ORDER, 1) == _FROM_THE_RIGHT:
        strip = strip.translate(_MIRRORED)
    size = tags[_WIDTH], tags[_HEIGHT]
    return _group4(strip, size, black_is_one=tags.get(_PHOTOMETRIC) == _BLACK_IS_0)


_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def _group4(strip: bytes, size: tuple[int, int], *, black_is_one: bool) -> ImageXObject:
    width, height = size
    parms: Entries = {"K": -1, "Columns": width, "Rows": height}
    parms["BlackIs1"] = str(black_is_one).lower()
    entries = _entries(size, "/DeviceGray", 1, Filter="/CCITTFaxDecode", DecodeParms=parms)
    return ImageXObject(entries, (strip,))


_UNTOUCHED = {"jpeg": _jpeg, "mpo": _jpeg, "jpeg2000": _jpeg2000, "png": _png, "tiff": _tiff}


def _lossless(image: Image.Image, frame: Frame) -> ImageXObject:
    """Compress an image's pixels without loss."""
    image.load()
    if frame.kind == "tiff" and frame.orientation in _AS_STORED:
        image = image.transpose(_AS_STORED[frame.orientation])
    if image.mode == "1":
        return _bilevel(image)
    if image.mode in _ALPHA or "transparency" in image.info:
        return _with_mask(image)
    if image.mode.startswith("I;16"):
        return _flate(image, bits=16)
    if image.mode in ("I", "F"):  # no file says what their numbers mean: as they are displayed
        image = Image.fromarray(images.pixels(frame, orientation=1)[..., 0])
    return _flate(image if image.mode in _CHANNELS else image.convert("RGB"))


def _with_mask(image: Image.Image) -> ImageXObject:
    """Compress an image that is clear in places; one that is opaque everywhere needs no mask."""
    full = image.convert("RGBA")
    opacity = full.getchannel("A")
    mask = None if opacity.getextrema() == (255, 255) else _flate(opacity)
    return replace(_flate(full.convert("L" if image.mode in ("LA", "La") else "RGB")), mask=mask)


def _bilevel(image: Image.Image) -> ImageXObject:
    """Compress an image of black and white by Flate or Group 4, whichever is smaller."""
    data = zlib.compress(image.tobytes(), _BEST_FLATE)
    flate = ImageXObject(_entries(image.size, "/DeviceGray", 1, Filter="/FlateDecode"), (data,))
    if not features.check("libtiff"):
        return flate
    file = io.BytesIO()
    image.save(file, "TIFF", compression="group4", strip_size=_ONE_STRIP)
    with Image.open(file) as coded:
        tags = coded.tag_v2  # type: ignore[attr-defined]
        starts, counts = tags[_STRIP_OFFSETS], tags[_STRIP_COUNTS]
        strip = file.getvalue()[starts[0] :][: counts[0]]
        if len(starts) > 1 or len(strip) >= len(data):
            return flate
        return _group4(strip, image.size, black_is_one=tags[_PHOTOMETRIC] == _BLACK_IS_0)


def _flate(image: Image.Image, bits: int = 8) -> ImageXObject:
    """Compress strip by strip, each row as its difference from the row above."""
    channels = 1 if bits == 16 else _CHANNELS[image.mode]
    packer = zlib.compressobj(_FLATE)
    pieces = [packer.compress(strip) for strip in _filtered(image, channels * bits // 8)]
    entries = _predicted(image.size, _COLOR_SPACES[channels], bits, channels)
    return ImageXObject(entries, (*pieces, packer.flush()))


def _filtered(image: Image.Image, depth: int) -> Iterator[bytes]:
    """Yield the rows of an image, `depth` bytes a pixel, by PNG's filter "Up"."""
    width, height = image.size
    stride = width * depth
    above: Pixels = np.zeros((1, stride), np.uint8)
    rows = max(1, _STRIP // stride)
    for top in range(0, height, rows):
        strip = np.asarray(image.crop((0, top, width, min(top + rows, height))))
        if strip.dtype != np.uint8:  # 16 bits: PDF has the high byte first
            strip = strip.astype(">u2").view(np.uint8)
        raw = strip.reshape(-1, stride)
        coded = np.empty((len(raw), stride + 1), np.uint8)
        coded[:, 0] = _PNG_UP
        coded[:, 1:] = raw - np.concatenate([above, raw[:-1]])
        yield coded.tobytes()
        above = raw[-1:]

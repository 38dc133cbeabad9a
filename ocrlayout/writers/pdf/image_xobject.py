"""The scan under the text: an image as PDF holds it, its bytes untouched wherever that works.

================  =================================================================================
JPEG, JPEG 2000   the file as it is (CMYK of Adobe's making with ``/Decode``, for it is inverted)
PNG               its compressed data as they are, 1 to 16 bits, also with a palette; not if it is
                  interlaced or has an alpha channel
TIFF              the strip as it is, when it is one strip of Group 4 or JPEG
all others        Flate, lossless, strip by strip; with a palette as indices; bilevel as Group 4
                  where that is smaller
================  =================================================================================

Transparency becomes a soft mask, a color profile stays. Deeper than 8 bits survive in PNG and in
16-bit gray.

References
----------
Adobe Systems: PDF Reference 1.7 (2006), 3.3 "Filters", 4.8 "Images".
W3C: Portable Network Graphics (PNG) Specification, second edition (2003).
"""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from PIL import Image, features

from ocrlayout import images
from ocrlayout.errors import ImageError
from ocrlayout.images import Frame, HeldFile
from ocrlayout.writers.pdf import tiff_strips
from ocrlayout.writers.pdf.image_parts import (
    CHANNELS,
    COLOR_SPACES,
    ImageXObject,
    check_jpeg,
    group4,
    jpeg,
)
from ocrlayout.writers.pdf.image_parts import entries as described
from ocrlayout.writers.pdf.objects import Entries, Value
from ocrlayout.writers.pdf.recompression import Recompression

__all__ = ["ImageXObject", "from_frame"]

Pixels = npt.NDArray[np.uint8]

_STRIP = 4 << 20  # bytes of pixels that are compressed at a time
_FLATE, _BEST_FLATE = 6, 9  # zlib's levels
_PROFILES = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}  # channels by the color space of an ICC profile
_PROFILE_HEADER = 128  # bytes
_PROFILE_CLASSES = (b"scnr", b"mntr", b"prtr", b"spac")  # that PDF knows, up to version 4
_NEWEST_PROFILE = 4
_ALPHA = ("LA", "RGBA", "PA", "La", "RGBa")  # Pillow's modes with transparency
_OPAQUE = 255
_INDEX_BITS = (1, 2, 4, 8)  # that PDF knows
_JP2_SIGNATURE = b"\0\0\0\x0cjP  "
_JP2_CODES, _JP2_DEPTHS = b"jp2c", b"bpcc"  # boxes: pixels; depths that differ, which PDF/A bars
_PNG_HEADER = 8  # bytes
_PNG_UP = 2  # filter: each row is its difference from the row above
_PNG_PREDICTOR = 15  # PDF: each row says its PNG filter
_STRIP_OFFSETS, _STRIP_COUNTS, _PHOTOMETRIC = 273, 279, 262  # TIFF tags
_BLACK_IS_0 = 1
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


def from_frame(frame: Frame, held: HeldFile, recompression: Recompression) -> ImageXObject:
    """Make a PDF image of a frame, as it is stored.

    Parameters
    ----------
    frame : Frame
    held : HeldFile
        Opens the frame.
    recompression : Recompression
        What is to be lost for the sake of size.

    Raises
    ------
    ImageError
        The image is broken or truncated.

    Examples
    --------
    >>> frame = images.expand(np.zeros((2, 3), np.uint8))[0]
    >>> from_frame(frame, HeldFile(), Recompression(None)).entries["ColorSpace"]
    '/DeviceGray'
    """
    with images.reading(frame.name, zlib.error):
        if isinstance(frame.source, np.ndarray):
            image = _gray(frame.source) or frame.open()
            return _smaller(_lossless(image, frame), image, frame, recompression)
        with held.open(frame) as image:
            found = _untouched(frame, image) or _lossless(image, frame)
            found = _smaller(found, image, frame, recompression)
            return replace(found, profile=_profile(image, found))


def _smaller(
    found: ImageXObject, image: Image.Image, frame: Frame, recompression: Recompression
) -> ImageXObject:
    if not recompression.quality:
        return found
    return recompression.apply(found, _as_stored(image, frame))


def _untouched(frame: Frame, image: Image.Image) -> ImageXObject | None:
    """Take over a file's own compressed bytes, where PDF can hold them."""
    take = _UNTOUCHED.get(frame.kind)
    return take(frame, image) if take and not isinstance(frame.source, Image.Image) else None


def _gray(array: Pixels) -> Image.Image | None:
    return Image.fromarray(array) if array.ndim == 2 and array.dtype == np.uint8 else None


def _profile(image: Image.Image, found: ImageXObject) -> bytes | None:
    """Return a file's ICC profile, if it is for the color space that the image is in."""
    space = found.entries["ColorSpace"]
    base = space[1] if isinstance(space, list) else space  # of a palette
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or len(profile) < _PROFILE_HEADER:
        return None
    if profile[12:16] not in _PROFILE_CLASSES or profile[8] > _NEWEST_PROFILE:
        return None
    channels = _PROFILES.get(profile[16:20], 0)
    return profile if base == COLOR_SPACES.get(channels) else None


def _jpeg(frame: Frame, image: Image.Image) -> ImageXObject | None:
    if image.mode not in CHANNELS:
        return None
    data = frame.data()
    check_jpeg(data, frame.name)
    is_inverted = image.mode == "CMYK" and "adobe" in image.info
    size = (int(frame.size[0]), int(frame.size[1]))
    return jpeg(data, size, image.mode, is_inverted=is_inverted)


def _jpeg2000(frame: Frame, image: Image.Image) -> ImageXObject | None:
    data = frame.data()
    head = data.partition(_JP2_CODES)[0]
    if image.mode not in ("L", "RGB") or not head.startswith(_JP2_SIGNATURE):
        return None
    if _JP2_DEPTHS in head:
        return None
    image.load()  # only decoding shows whether it is whole
    space = COLOR_SPACES[CHANNELS[image.mode]]
    return ImageXObject(described(image.size, space, 8, Filter="/JPXDecode"), (data,))


def _png(frame: Frame, image: Image.Image) -> ImageXObject | None:
    """Take over a PNG's compressed data: PDF knows their filters."""
    chunks = list(_png_chunks(frame.data(), frame.name))
    first = dict(reversed(chunks))
    width, height, bits, kind, _, _, interlaced = struct.unpack(">2L5B", first[b"IHDR"][:13])
    is_palette, transparent = kind == 3, first.get(b"tRNS")
    if interlaced or kind not in (0, 2, 3) or b"acTL" in first:
        return None
    colors = 3 if kind == 2 else 1
    space = _palette(first[b"PLTE"]) if is_palette else COLOR_SPACES[colors]
    entries = _predicted((width, height), space, bits, colors)
    if transparent and not is_palette:
        entries["Mask"] = _clear_color(transparent, colors)
    mask = _opacity(image) if transparent and is_palette else None
    data = b"".join(body for name, body in chunks if name == b"IDAT")
    return ImageXObject(entries, (data,), mask)


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
    return described(size, space, bits, Filter="/FlateDecode", DecodeParms=parms)


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


_UNTOUCHED = {
    "jpeg": _jpeg,
    "mpo": _jpeg,
    "jpeg2000": _jpeg2000,
    "png": _png,
    "tiff": tiff_strips.take,
}


def _lossless(image: Image.Image, frame: Frame) -> ImageXObject:
    """Compress an image's pixels without loss."""
    image = _as_stored(image, frame)
    if image.mode == "1":
        return _bilevel(image)
    if image.mode == "P":
        return _indexed(image)
    if image.mode in _ALPHA or "transparency" in image.info:
        return _with_mask(image)
    if image.mode.startswith("I;16"):
        return _flate(image, bits=16)
    if image.mode in ("I", "F"):  # no file says what their numbers mean: as they are displayed
        image = Image.fromarray(images.pixels(frame, orientation=1)[..., 0])
    return _flate(image if image.mode in CHANNELS else image.convert("RGB"))


def _as_stored(image: Image.Image, frame: Frame) -> Image.Image:
    image.load()
    if frame.kind == "tiff" and frame.orientation in _AS_STORED:
        return image.transpose(_AS_STORED[frame.orientation])
    return image


def _with_mask(image: Image.Image) -> ImageXObject:
    """Compress an image that is clear in places; one that is opaque everywhere needs no mask."""
    color = image.convert("L" if image.mode in ("LA", "La") else "RGB")
    return replace(_flate(color), mask=_opacity(image))


def _opacity(image: Image.Image) -> ImageXObject | None:
    opacity = image.convert("RGBA").getchannel("A")
    if opacity.getextrema() == (_OPAQUE, _OPAQUE):
        return None
    is_yes_or_no = not any(opacity.histogram()[1:_OPAQUE])
    return _bilevel(opacity.convert("1")) if is_yes_or_no else _flate(opacity)


def _indexed(image: Image.Image) -> ImageXObject:
    """Compress the indices of an image with a palette, as few bits each as they need."""
    most = int(np.flatnonzero(image.histogram())[-1])
    table = bytes(image.getpalette("RGB") or ())
    used = 3 * (most + 1)
    bits = next(bits for bits in _INDEX_BITS if most < 1 << bits)
    packer = zlib.compressobj(_BEST_FLATE)
    pieces = [packer.compress(strip) for strip in _packed(image, bits)]
    palette = _palette(table[:used].ljust(used, b"\0"))
    entries = described(image.size, palette, bits, Filter="/FlateDecode")
    mask = _opacity(image) if image.has_transparency_data else None
    return ImageXObject(entries, (*pieces, packer.flush()), mask)


def _packed(image: Image.Image, bits: int) -> Iterator[bytes]:
    """Yield the rows of an image of indices, several to a byte where they have few bits."""
    width, height = image.size
    many = 8 // bits
    rows = max(1, _STRIP // width)
    shifts = np.arange(8 - bits, -1, -bits, dtype=np.uint8)
    for top in range(0, height, rows):
        strip = np.asarray(image.crop((0, top, width, min(top + rows, height))))
        padded = np.pad(strip, ((0, 0), (0, -width % many)))
        groups = padded.reshape(len(padded), -1, many) << shifts
        yield np.bitwise_or.reduce(groups, axis=2).astype(np.uint8).tobytes()


def _bilevel(image: Image.Image) -> ImageXObject:
    """Compress an image of black and white by Flate or Group 4, whichever is smaller."""
    data = zlib.compress(image.tobytes(), _BEST_FLATE)
    flate = ImageXObject(described(image.size, "/DeviceGray", 1, Filter="/FlateDecode"), (data,))
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
        return group4(strip, image.size, black_is_one=tags[_PHOTOMETRIC] == _BLACK_IS_0)


def _flate(image: Image.Image, bits: int = 8) -> ImageXObject:
    """Compress strip by strip, each row as its difference from the row above."""
    channels = 1 if bits == 16 else CHANNELS[image.mode]
    packer = zlib.compressobj(_FLATE)
    pieces = [packer.compress(strip) for strip in _filtered(image, channels * bits // 8)]
    entries = _predicted(image.size, COLOR_SPACES[channels], bits, channels)
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

"""What images of every kind are made of, as PDF holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ocrlayout.errors import ImageError
from ocrlayout.writers.pdf.objects import Entries, Value

__all__ = ["CHANNELS", "COLOR_SPACES", "ImageXObject", "check_jpeg", "entries", "group4", "jpeg"]

CHANNELS: Mapping[str, int] = {"L": 1, "RGB": 3, "CMYK": 4}  # by Pillow's mode
COLOR_SPACES: Mapping[int, str] = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_JPEG_SCAN, _JPEG_END = b"\xff\xda", b"\xff\xd9"


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
        The ICC profile, in whose color space the image or its palette is.
    """

    entries: Entries
    data: tuple[bytes, ...] = field(repr=False)
    mask: "ImageXObject | None" = None
    profile: bytes | None = field(default=None, repr=False)

    @property
    def length(self) -> int:
        """Bytes of the stream, and of its mask."""
        return sum(map(len, self.data)) + (self.mask.length if self.mask else 0)


def entries(size: tuple[int, int], space: Value, bits: int, **more: Value) -> Entries:
    """Describe an image of `size` pixels with `bits` a channel."""
    width, height = size
    return {"Width": width, "Height": height, "ColorSpace": space, "BitsPerComponent": bits, **more}


def jpeg(data: bytes, size: tuple[int, int], mode: str, *, is_inverted: bool) -> ImageXObject:
    """Take over a JPEG file; `is_inverted`: its inks count from full to none, as Adobe's."""
    decode: Entries = {"Decode": [1, 0] * 4} if is_inverted else {}
    space = COLOR_SPACES[CHANNELS[mode]]
    return ImageXObject(entries(size, space, 8, Filter="/DCTDecode", **decode), (data,))


def check_jpeg(data: bytes, name: str) -> None:
    """Refuse a JPEG that does not have an end.

    Raises
    ------
    ImageError
        It is truncated.
    """
    if data.rfind(_JPEG_END) < data.find(_JPEG_SCAN):
        raise ImageError(f"{name} is truncated: the JPEG does not have an end")


def group4(strip: bytes, size: tuple[int, int], *, black_is_one: bool) -> ImageXObject:
    """Take over a strip of CCITT Group 4."""
    width, height = size
    parms: Entries = {"K": -1, "Columns": width, "Rows": height}
    parms["BlackIs1"] = str(black_is_one).lower()
    space = COLOR_SPACES[1]
    described = entries(size, space, 1, Filter="/CCITTFaxDecode", DecodeParms=parms)
    return ImageXObject(described, (strip,))

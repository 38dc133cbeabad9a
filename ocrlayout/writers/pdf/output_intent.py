"""The colors that a PDF/A is made for: a profile for what is in colors of a device.

sRGB serves gray and RGB. A document with CMYK scans that do not say which inks they mean is made
for a press, and its RGB is sRGB by ``/DefaultRGB``. No pixel is converted.

References
----------
ISO 19005-2:2011 (PDF/A-2), 6.2.3 "Output intent", 6.2.4.3 "Uncalibrated colour spaces".
ISO 15076-1:2010 (ICC.1), 7.2 "Profile header".
"""

from collections.abc import Mapping
from importlib import resources

__all__ = ["CMYK", "RGB", "condition", "profile"]

RGB, CMYK = 3, 4  # channels
_FILES: Mapping[int, str] = {RGB: "srgb.icc", CMYK: "cmyk.icc"}
_CONDITIONS: Mapping[int, str] = {RGB: "sRGB IEC61966-2.1", CMYK: "Chemical proof"}


def profile(channels: int) -> bytes:
    """Return the ICC profile of an output: ``RGB`` or ``CMYK``.

    Examples
    --------
    >>> profile(RGB)[12:20]
    b'mntrRGB '
    """
    return resources.files(__package__).joinpath("profiles", _FILES[channels]).read_bytes()


def condition(channels: int) -> str:
    """Return the name of an output: ``RGB`` or ``CMYK``.

    Examples
    --------
    >>> condition(RGB)
    'sRGB IEC61966-2.1'
    """
    return _CONDITIONS[channels]

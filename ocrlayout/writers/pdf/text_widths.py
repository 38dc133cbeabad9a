"""How wide text is in a font of a PDF, by the widths that the PDF says.

References
----------
Adobe Systems: PDF Reference 1.7 (2006), 5.5.1 "Type 1 Fonts", 5.6.3 "CIDFonts".
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pikepdf

__all__ = ["Glyphs", "glyphs_of"]

_EM = 1000.0  # units of glyph space
_SPACE = 32  # the code that word spacing widens, where codes have one byte


class Glyphs(NamedTuple):
    """How a font measures strings.

    Attributes
    ----------
    width : callable
        bytes → (sum of widths in em, number of glyphs, number of spaces).
    is_exact : bool
        False: not known; the width is that of as many ems as there are bytes, which is too much.
    is_vertical : bool
        Text runs down.
    is_type3 : bool
        Glyphs are drawn by operators of the PDF.
    """

    width: Callable[[bytes], tuple[float, int, int]]
    is_exact: bool
    is_vertical: bool = False
    is_type3: bool = False


def glyphs_of(font: Any) -> Glyphs:
    """Find out how a font measures strings.

    Parameters
    ----------
    font : pikepdf.Dictionary or None

    Returns
    -------
    Glyphs

    Examples
    --------
    >>> font = pikepdf.Dictionary(FirstChar=97, Widths=[500, 600])
    >>> glyphs_of(font).width(b"ab ")
    (1.1, 3, 1)
    """
    try:
        return _composite(font) if font.get("/Subtype") == "/Type0" else _simple(font)
    except (AttributeError, TypeError, ValueError, IndexError, StopIteration, pikepdf.PdfError):
        return Glyphs(_at_most, is_exact=False)


def _at_most(data: bytes) -> tuple[float, int, int]:
    return float(len(data)), len(data), data.count(_SPACE)


def _simple(font: Any) -> Glyphs:
    first = int(font.FirstChar)
    matrix = font.get("/FontMatrix")
    unit = float(matrix[0]) if matrix is not None else 1 / _EM  # a Type 3 font says its own
    widths = {code: float(width) * unit for code, width in enumerate(font.Widths, first)}
    missing = float(font.get("/FontDescriptor", {}).get("/MissingWidth", 0)) * unit

    def width(data: bytes) -> tuple[float, int, int]:
        return sum(widths.get(code, missing) for code in data), len(data), data.count(_SPACE)

    return Glyphs(width, is_exact=True, is_type3=font.get("/Subtype") == "/Type3")


def _composite(font: Any) -> Glyphs:
    encoding = font.get("/Encoding")
    is_vertical = isinstance(encoding, pikepdf.Name) and str(encoding).endswith("-V")
    if encoding != "/Identity-H":
        return Glyphs(_at_most, is_exact=False, is_vertical=is_vertical)
    return Glyphs(_two_bytes(font.DescendantFonts[0]), is_exact=True)


def _two_bytes(descendant: Any) -> Callable[[bytes], tuple[float, int, int]]:
    """Measure strings of which every two bytes are a glyph of a CIDFont."""
    widths = _by_code(descendant.get("/W", []))
    default = float(descendant.get("/DW", _EM)) / _EM

    def width(data: bytes) -> tuple[float, int, int]:
        codes = [high << 8 | low for high, low in zip(data[::2], data[1::2], strict=False)]
        return sum(widths.get(code, default) for code in codes), len(codes), 0

    return width


def _by_code(table: Any) -> Mapping[int, float]:
    """Read the widths of a CIDFont: ``first [w …]``, or ``first last w``."""
    widths: dict[int, float] = {}
    rest = iter(table)
    for first in rest:
        second = next(rest)
        if isinstance(second, pikepdf.Array):
            widths |= {code: float(each) / _EM for code, each in enumerate(second, int(first))}
        else:
            width = float(next(rest)) / _EM
            widths |= dict.fromkeys(range(int(first), min(int(second), 0xFFFF) + 1), width)
    return widths

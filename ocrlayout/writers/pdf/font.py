"""The font of the text layer: made for each document, of exactly the characters that it has, without ink.

Every glyph is one contour of two points that spans the em box: nothing is drawn, but there is a
bounding box (PDFium throws away a text object whose glyphs are all empty). Ascent 800 and descent
−200 stand alike in ``hhea``, ``OS/2`` and the font descriptor, because pdf.js reads the first two
and the others the last: a line's height is the font size, its baseline lies at one fifth of it. CID
= glyph number = running number of the character; ``ToUnicode`` says which character that is, so
that the font reaches all of Unicode in some 2 kB.

References
----------
Adobe Systems: PDF Reference 1.7 (2006), 5.6 "Composite Fonts" and 5.9.2 "ToUnicode CMaps".
Microsoft and Adobe: OpenType Specification 1.9 (2021), "glyf", "hhea", "OS/2".
"""

import struct
import unicodedata
from functools import lru_cache
from itertools import accumulate

from reportlab.pdfbase.pdfmetrics import stringWidth

from ocrlayout.errors import WriteError

__all__ = ["COMPOSITE", "DESCENDANT", "DESCRIPTOR", "SPACE", "Glyphs", "advance", "text_string"]

ASCENT, DESCENT = 800, -200
SPACE = 0.278  # font sizes: the width of U+0020
_NAME = "/OCRLAY+Invisible"
# The three dictionaries of the font, but for what depends on its characters. Names carry their
# slash.
COMPOSITE = {"Type": "/Font", "Subtype": "/Type0", "BaseFont": _NAME, "Encoding": "/Identity-H"}
DESCENDANT = {
    "Type": "/Font",
    "Subtype": "/CIDFontType2",
    "BaseFont": _NAME,
    "CIDSystemInfo": {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0},
    "CIDToGIDMap": "/Identity",
    "DW": 1000,
}
DESCRIPTOR = {
    "Type": "/FontDescriptor",
    "FontName": _NAME,
    "Flags": 4,
    "FontBBox": [0, DESCENT, 1000, ASCENT],
    "ItalicAngle": 0,
    "Ascent": ASCENT,
    "Descent": DESCENT,
    "CapHeight": ASCENT,
    "StemV": 80,
}
_MOST = 65_000  # glyph numbers have 16 bits
_ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\", "\r": r"\r"})
_BLOCK = 100  # Ghostscript drops what follows the hundredth line of a block (OCRmyPDF #1744)


@lru_cache(maxsize=65_536)
def advance(character: str) -> int:
    r"""Width of a character in thousandths of the font size: only the ratios inside a word matter.

    Combining marks are 1 wide, not 0: pdfminer takes a character without width for the end of a
    word.

    Examples
    --------
    >>> advance("W"), advance("i"), advance("字"), advance("\u0e31")
    (944, 222, 1000, 1)
    """
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 1
    if unicodedata.east_asian_width(character) in "WF" or ord(character) >= 0x1F000:
        return 1000
    if character <= "\u024f":
        width: float = stringWidth(character, "Helvetica", 1000)
        return round(width) or 500
    return 300 if category == "Mc" else 540


def text_string(text: str) -> str:
    r"""Write a text as a PDF text string, each character of the result a byte.

    Examples
    --------
    >>> text_string("f(x)")
    '(f\\(x\\))'
    """
    encoded = text if text.isascii() else (b"\xfe\xff" + text.encode("utf-16-be")).decode("latin-1")
    return f"({encoded.translate(_ESCAPES)})"


class Glyphs:
    """The characters of a document's text layer, numbered as they come.

    One glyph stands for one code point. Format characters (joiners, direction marks) ride on the
    character after them: alone, pdf.js passes them over.

    Examples
    --------
    >>> Glyphs().encode("aba")[1:]
    (1668, 3)
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {" ": 1}
        self._encoded: dict[str, tuple[str, int, int]] = {}

    def encode(self, text: str) -> tuple[str, int, int]:
        """Return a text as a PDF string (each character a byte), its width in thousandths, and its number of glyphs.

        Raises
        ------
        WriteError
            The document has more different characters than a font can hold.
        """
        known = self._encoded.get(text)
        if known is None:
            parts = _clusters(text)
            numbers = [self._numbers.setdefault(part, len(self._numbers) + 1) for part in parts]
            if len(self._numbers) > _MOST:
                raise WriteError(
                    f"the document has more than {_MOST} different characters; write its pages to several files"
                )
            codes = b"".join(number.to_bytes(2, "big") for number in numbers).decode("latin-1")
            known = (
                f"({codes.translate(_ESCAPES)})",
                sum(advance(part[-1]) for part in parts),
                len(parts),
            )
            self._encoded[text] = known
        return known

    @property
    def widths(self) -> list[int]:
        """Widths by glyph number; glyph 0 is the one that stands for no character."""
        return [500, *(advance(part[-1]) for part in self._numbers)]

    def unicode_map(self) -> bytes:
        """Return the ``ToUnicode`` CMap."""
        rows = [
            f"<{number:04X}><{part.encode('utf-16-be').hex()}>"
            for part, number in self._numbers.items()
        ]
        blocks = [rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK)]
        body = "".join(
            f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar\n" for block in blocks
        )
        return (_CMAP_HEAD + body + _CMAP_FOOT).encode("ascii")

    def truetype(self) -> bytes:
        """Return the font program: TrueType, one invisible outline a glyph."""
        widths = self.widths
        count = len(widths)
        outlines = [_outline(width) for width in widths]
        offsets = accumulate(map(len, outlines), initial=0)
        widest = max(widths)
        tables = {
            b"OS/2": _os2(widths),
            b"cmap": struct.pack(">4HL9H", 0, 1, 3, 1, 12, 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0)
            + struct.pack(">3H", 0xFFFF, 1, 0),
            b"glyf": b"".join(outlines),
            b"head": _head(widest),
            b"hhea": _hhea(widest, count),
            b"hmtx": b"".join(struct.pack(">Hh", width, 0) for width in widths),
            b"loca": struct.pack(f">{count + 1}L", *offsets),
            b"maxp": struct.pack(">L14H", 0x10000, count, 2, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
            b"name": struct.pack(">3H", 0, 0, 6),
            b"post": struct.pack(">LLhhL4L", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
        }
        return _sfnt(tables)


def _clusters(text: str) -> list[str]:
    parts: list[str] = []
    held = ""
    for character in text:
        held += character
        if unicodedata.category(character) != "Cf":
            parts.append(held)
            held = ""
    return [*parts, held] if held else parts


def _outline(width: int) -> bytes:
    """One contour of two points, from the foot of the em box to its head."""
    box, ends = (0, DESCENT, width, ASCENT), (1, 0)
    return struct.pack(">5h2H2B4hxx", 1, *box, *ends, 1, 1, 0, width, DESCENT, ASCENT - DESCENT)


def _head(widest: int) -> bytes:
    return struct.pack(
        ">LLLLHHQQ4hHHhhh",
        0x10000,
        0x10000,
        0,
        0x5F0F3CF5,
        0,
        1000,
        0,
        0,
        0,
        DESCENT,
        widest,
        ASCENT,
        0,
        8,
        2,
        1,
        0,
    )


def _hhea(widest: int, count: int) -> bytes:
    return struct.pack(
        ">LhhhH 3h 8hH", 0x10000, ASCENT, DESCENT, 0, widest, 0, 0, widest, 1, *[0] * 7, count
    )


def _os2(widths: list[int]) -> bytes:
    average = sum(widths) // len(widths)
    scripts, strikeout = [500, 500, 0, 100] * 2, [50, 250]
    head = struct.pack(">HhHHH8h2h", 4, average, 400, 5, 8, *scripts, *strikeout)
    family = struct.pack(">h10s4L4s3H", 0, b"", 0, 0, 0, 0, b"ocrl", 64, 0, 0xFFFF)
    return (
        head
        + family
        + struct.pack(">3h2H2L2h3H", ASCENT, DESCENT, 0, ASCENT, -DESCENT, 0, 0, 500, 700, 0, 32, 0)
    )


def _sfnt(tables: dict[bytes, bytes]) -> bytes:
    """Put tables together, with the checksums that readers compare."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(
        ">L4H", 0x10000, count, power * 16, power.bit_length() - 1, (count - power) * 16
    )
    directory, body, offset = b"", b"", 12 + 16 * count
    for tag, table in sorted(tables.items()):
        directory += struct.pack(">4s3L", tag, _checksum(table), offset + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    font = head + directory + body
    adjustment = struct.pack(">L", (0xB1B0AFBA - _checksum(font)) & 0xFFFFFFFF)
    at = (
        offset
        + sum(
            len(table) + -len(table) % 4 for tag, table in sorted(tables.items()) if tag < b"head"
        )
        + 8
    )
    return font[:at] + adjustment + font[at + 4 :]


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF


_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange
"""
_CMAP_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""

"""The font of the text layer: made for each document, of just the characters that it has; no ink.

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
from ocrlayout.scripts import is_wide
from ocrlayout.writers.pdf.objects import Entries

__all__ = ["COMPOSITE", "DESCENDANT", "DESCRIPTOR", "SPACE", "Glyphs", "advance", "text_string"]

ASCENT, DESCENT = 800, -200
SPACE = 0.278  # font sizes: the width of U+0020
_NAME = "/OCRLAY+Invisible"
# The three dictionaries of the font, without what depends on its characters.
COMPOSITE: Entries = {
    "Type": "/Font",
    "Subtype": "/Type0",
    "BaseFont": _NAME,
    "Encoding": "/Identity-H",
}
DESCENDANT: Entries = {
    "Type": "/Font",
    "Subtype": "/CIDFontType2",
    "BaseFont": _NAME,
    "CIDSystemInfo": {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0},
    "CIDToGIDMap": "/Identity",
    "DW": 1000,
}
DESCRIPTOR: Entries = {
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
_EM = 1000  # font units of the em box: widths are thousandths of the font size
_VERSION_1 = 0x10000  # of the file and of most tables, as 16.16
_EMOJI = 0x1F000  # from here on characters are as wide as they are high
_MAGIC = 0x5F0F3CF5  # a font header's
_WHOLE = 0xB1B0AFBA  # what the checksum of a whole font comes to
_DATE = 2_082_844_800  # 1970, in seconds since 1904: fontTools warns of earlier ones
_MAXP_LIMITS = struct.pack(">12H", 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)  # one contour, two zones
_MOST = 65_000  # glyph numbers have 16 bits
_REMEMBERED = 65_536  # words whose code is kept: without a limit, memory grows with the pages
_ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\", "\r": r"\r"})
_BLOCK = 100  # Ghostscript drops what follows the hundredth line of a block (OCRmyPDF #1744)


@lru_cache(maxsize=65_536)
def advance(cluster: str) -> int:
    r"""Return a character's width in thousandths of the font size; only ratios in a word matter.

    Format characters before it have none. Combining marks are 1 wide, not 0: pdfminer takes a
    character without width for the end of a word.

    Examples
    --------
    >>> advance("W"), advance("i"), advance("字"), advance("\u0e31")
    (944, 222, 1000, 1)
    """
    character = cluster[-1]
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 1
    if is_wide(character) or ord(character) >= _EMOJI:
        return _EM
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


class _Codes(dict[str, str]):
    """The codes of characters, numbered as they come: two bytes, each as a character, escaped."""

    def __missing__(self, part: str) -> str:
        if len(self) >= _MOST:
            raise WriteError(
                f"the document has more than {_MOST} different characters;"
                " write its pages to several files"
            )
        number = (len(self) + 1).to_bytes(2, "big").decode("latin-1")
        code = self[part] = number.translate(_ESCAPES)
        return code


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
        self._codes = _Codes({" ": "\0\1"})
        self.encode = lru_cache(maxsize=_REMEMBERED)(self._encode)

    def _encode(self, text: str) -> tuple[str, int, int]:
        """Encode a text.

        Returns
        -------
        code : str
            The text as a PDF string, each character a byte.
        width : int
            In thousandths of the font size.
        count : int
            Of its glyphs.

        Raises
        ------
        WriteError
            The document has more different characters than a font can hold.
        """
        parts = text if text.isprintable() else _clusters(text)  # format characters are not
        code = "".join(map(self._codes.__getitem__, parts))
        return f"({code})", sum(map(advance, parts)), len(parts)

    @property
    def widths(self) -> list[int]:
        """Widths by glyph number; glyph 0 is the one that stands for no character."""
        return [500, *map(advance, self._codes)]

    def unicode_map(self) -> bytes:
        """Return the ``ToUnicode`` CMap."""
        rows = [
            f"<{number:04X}><{part.encode('utf-16-be').hex()}>"
            for number, part in enumerate(self._codes, 1)
        ]
        blocks = [rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK)]
        body = "".join(
            f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar\n" for block in blocks
        )
        return (_CMAP_HEAD + body + _CMAP_FOOT).encode("ascii")

    def truetype(self) -> bytes:
        """Return the font program: TrueType, one invisible outline a glyph."""
        widths = self.widths
        count, widest = len(widths), max(widths)
        outlines = [_outline(width) for width in widths]
        offsets = accumulate(map(len, outlines), initial=0)
        return _sfnt(
            {
                b"OS/2": _os2(widths),
                b"cmap": _cmap(),
                b"glyf": b"".join(outlines),
                b"head": _head(widest),
                b"hhea": _hhea(widest, count),
                b"hmtx": b"".join(struct.pack(">Hh", width, 0) for width in widths),
                b"loca": struct.pack(f">{count + 1}L", *offsets),
                b"maxp": struct.pack(">L2H", _VERSION_1, count, 2) + _MAXP_LIMITS,
                b"name": struct.pack(">3H", 0, 0, 6),  # empty
                b"post": struct.pack(">LLhhL4L", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
            }
        )


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


def _cmap() -> bytes:
    """Map no character: readers go by ``ToUnicode``. One empty segment of format 4."""
    subtable = struct.pack(">9H", 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0)
    return struct.pack(">4HL", 0, 1, 3, 1, 12) + subtable + struct.pack(">3H", 0xFFFF, 1, 0)


def _head(widest: int) -> bytes:
    """Font header: the checksum stays 0 until all tables are known; dates are always the same."""
    checksum, flags, dates = 0, 0, (_DATE, _DATE)
    start = struct.pack(">4L2H", _VERSION_1, _VERSION_1, checksum, _MAGIC, flags, _EM)
    box = struct.pack(">4h", 0, DESCENT, widest, ASCENT)
    style, smallest, direction, long_offsets, glyph_format = 0, 8, 2, 1, 0
    end = struct.pack(">2H3h", style, smallest, direction, long_offsets, glyph_format)
    return start + struct.pack(">2Q", *dates) + box + end


def _hhea(widest: int, count: int) -> bytes:
    """Horizontal header: how high lines are."""
    caret = (1, 0)  # upright
    numbers = (ASCENT, DESCENT, 0, widest, 0, 0, widest, *caret, 0, 0, 0, 0, 0, 0, count)
    return struct.pack(">L3hH11hH", _VERSION_1, *numbers)


def _os2(widths: list[int]) -> bytes:
    """Metrics as Windows wants them, in version 4 of the table."""
    average = sum(widths) // len(widths)
    scripts, strikeout = [500, 500, 0, 100] * 2, [50, 250]
    weight, width, embedding = 400, 5, 8
    head = struct.pack(">HhHHH8h2h", 4, average, weight, width, embedding, *scripts, *strikeout)
    family = struct.pack(">h10s4L4s3H", 0, b"", 0, 0, 0, 0, b"ocrl", 64, 0, 0xFFFF)
    heights = struct.pack(">3h2H", ASCENT, DESCENT, 0, ASCENT, -DESCENT)
    return head + family + heights + struct.pack(">2L2h3H", 0, 0, 500, 700, 0, 32, 0)


def _sfnt(tables: dict[bytes, bytes]) -> bytes:
    """Put tables together, with the checksums that readers compare."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)  # the directory is made for binary search
    searched = struct.pack(">3H", power * 16, power.bit_length() - 1, (count - power) * 16)
    directory, body, head = b"", b"", 0
    start = 12 + 16 * count
    for tag, table in sorted(tables.items()):
        at = start + len(body)
        head = at if tag == b"head" else head
        directory += struct.pack(">4s3L", tag, _checksum(table), at, len(table))
        body += table + b"\0" * (-len(table) % 4)
    font = struct.pack(">LH", _VERSION_1, count) + searched + directory + body
    adjustment = struct.pack(">L", (_WHOLE - _checksum(font)) & 0xFFFFFFFF)
    at = head + 8  # the field of the header for it
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

"""What PDFium says about the characters of a page, as columns. The only caller of its text API.

PDFium hands out one number at a time, so that calls are what a page costs: two are made for every
character (its code, its text object), and all others only where something begins or ends.
"""

import contextlib
import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from ocrlayout.scripts import is_right_to_left

__all__ = ["Characters", "Objects", "Places", "TextPage", "characters_of", "text_page"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
TextPage: TypeAlias = pdfium.FPDF_TEXTPAGE
"""PDFium's handle of a page's text."""

UNKNOWN = 0xFFFD  # the replacement character: drawn, but the file does not say what it is
_HYPHEN = 0x2D
_SOFT_HYPHEN = 0xAD  # in a PDF it is drawn, so that it is seen
_MARKER = 2  # PDFium's code for a hyphen that divides a word at the end of a line
_FIRST, _DELETE, _LAST = 0x20, 0x7F, 0x9F  # control characters are below, and between
_HIDDEN = 0xFFFE  # in PDFium's text, where its code is another
_HIGH, _LOW = (0xD800, 0xDBFF), (0xDC00, 0xDFFF)  # halves of a character beyond 0xFFFF
_SPACES = (
    *(9, 10, 11, 12, 13, 32, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000),
    *range(0x2000, 0x200B),
)
_IGNORED = (  # characters without ink and width of their own; joiners are not among them
    *(0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
)
_BREAKS = (10, 13)
_FLAT = 1e-3  # sine of the angle under which text is parallel to an axis
_SQUARE = 0.3  # cosine of twice the angle under which a box does not say its width
_ASCENT, _DESCENT = 0.8, -0.2  # em, of fonts that do not say theirs, or nonsense
_LEAST, _MOST = 0.5, 3.0  # em, of a font's height
_NOBODY = 0  # the address of no text object; the lowest of all
_TINY = float(np.finfo(np.float64).tiny)  # of a matrix that makes everything a point
_OPAQUE = 255
_WITHOUT_INK = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_OUTLINES = (pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP)

# PDFium's function with plain numbers: ctypes makes an object of every pointer otherwise, which
# takes longer than the call
_owner = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


class Places(NamedTuple):
    """Where characters stand, in user space: origin on the baseline, and width along it."""

    origin: Array
    width: Array


@dataclass(frozen=True, slots=True)
class Objects:
    """The text objects of a page, as columns.

    Attributes
    ----------
    address : (k,) ndarray of int64
        Of PDFium's page object.
    along : (k, 2) ndarray
        Direction of the baseline, of length 1.
    size : (k,) ndarray
        Font size across the baseline, in user space.
    ascent, descent : (k,) ndarray
        In em; the descent is below 0.
    invisible, transparent : (k,) ndarray of bool
        Drawn without ink (as clip, or not at all); with ink that lets everything through.
    """

    address: Integers
    along: Array
    size: Array
    ascent: Array
    descent: Array
    invisible: Mask
    transparent: Mask


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page, in PDFium's order, as columns.

    Attributes
    ----------
    page : FPDF_TEXTPAGE
    index : (n,) ndarray of int64
        PDFium's own number of the character.
    code : (n,) ndarray of int64
        Code point.
    owner : (n,) ndarray of int64
        Row of its text object; −1 where PDFium has put in a character that is not drawn.
    space : (n,) ndarray of bool
        It is white space.
    objects : Objects
    """

    page: TextPage
    index: Integers
    code: Integers
    owner: Integers
    space: Mask
    objects: Objects

    @property
    def line_end(self) -> Mask:
        """Line breaks, which PDFium has put in."""
        return np.isin(self.code, _BREAKS)

    def take(self, rows: Integers) -> "Characters":
        """Take these rows."""
        columns = self.index[rows], self.code[rows], self.owner[rows]
        return Characters(self.page, *columns, self.space[rows], self.objects)

    def generated(self, rows: Integers) -> Mask:
        """Return which of these characters PDFium has put in."""
        found = [pdfium.FPDFText_IsGenerated(self.page, at) for at in self.index[rows].tolist()]
        return np.array(found, np.int64) > 0

    def places(self, rows: Integers) -> Places:
        """Return where these characters stand."""
        origin, box = _measured(self.page, self.index[rows].tolist())
        owner = self.owner[rows]
        along = self.objects.along[owner]
        height = ((self.objects.ascent - self.objects.descent) * self.objects.size)[owner]
        row, count, box = _in_replacements(rows, owner, origin, box)
        row = np.where(self._leftward(rows, count > 1), count - 1 - row, row)
        width = _widths(origin, box, along, height) / count
        return Places(origin + along * (width * row)[:, None], width)

    def _leftward(self, rows: Integers, replaced: Mask) -> Mask:
        """Find the characters of replacement texts that are written from right to left."""
        owner = self.owner[rows]
        code = self.code[rows[replaced]].tolist()
        is_leftward = np.array([is_right_to_left(chr(each)) for each in code], np.bool_)
        return replaced & np.isin(owner, owner[replaced][is_leftward])


@contextlib.contextmanager
def text_page(page: pypdfium2.PdfPage) -> Iterator[TextPage]:
    """Open the text of a page."""
    with contextlib.closing(page.get_textpage()) as opened:
        yield opened.raw


def characters_of(page: TextPage) -> Characters:
    """Read the characters of an open page.

    Parameters
    ----------
    page : FPDF_TEXTPAGE

    Returns
    -------
    Characters
        Those that are seen, and white space.
    """
    code, owners = _read(page)
    known, first, owner = np.unique(owners, return_index=True, return_inverse=True)
    bare = int(_NOBODY in known[:1])
    objects, font = _objects(page, first[bare:].tolist(), known[bare:])
    owner -= bare
    code, whole = _joined(_mended(page, code, owner, font))
    space = np.isin(code, _SPACES)
    rows = np.flatnonzero(whole & ~np.isin(code, _IGNORED) & ((owner >= 0) | space))
    return Characters(page, rows, code[rows], owner[rows], space[rows], objects)


def _read(page: TextPage) -> tuple[Integers, Integers]:
    """Ask for every character's code, and for the address of its text object."""
    count = max(pdfium.FPDFText_CountChars(page), 0)
    address = ctypes.cast(page, ctypes.c_void_p).value
    owners = [_owner(address, at) or _NOBODY for at in range(count)]
    return _codes(page, count), np.array(owners, np.int64)


def _codes(page: TextPage, count: int) -> Integers:
    """Ask for all codes at once; one by one where the text leaves some out, as it does with 0."""
    text = np.zeros(count + 1, np.uint16)  # the last one is PDFium's end mark
    buffer = text.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))
    whole = pdfium.FPDFText_GetText(page, 0, count, buffer) == count + 1
    code = text[:count].astype(np.int64)
    for at in np.flatnonzero(code == _HIDDEN).tolist() if whole else range(count):
        code[at] = pdfium.FPDFText_GetUnicode(page, at)
    return code


def _joined(code: Integers) -> tuple[Integers, Mask]:
    """Join the halves of characters beyond 0xFFFF; returns codes, and False for second halves."""
    high = (code >= _HIGH[0]) & (code <= _HIGH[1])
    low = (code >= _LOW[0]) & (code <= _LOW[1])
    pair = np.flatnonzero(high[:-1] & low[1:])
    joined = code.copy()
    joined[high | low] = UNKNOWN  # half a character
    joined[pair] = 0x10000 + ((code[pair] - _HIGH[0]) << 10) + (code[pair + 1] - _LOW[0])
    whole = np.ones(len(code), np.bool_)
    whole[pair + 1] = False
    return joined, whole


def _mended(page: TextPage, code: Integers, owner: Integers, font: Integers) -> Integers:
    """Put characters in the place of codes that do not stand for any."""
    mended = code.copy()
    control = (code < _FIRST) | ((code >= _DELETE) & (code <= _LAST))
    mended[control & ~np.isin(code, _SPACES)] = UNKNOWN
    mended[_unmapped(page, code, owner, font)] = UNKNOWN
    mended[code == _SOFT_HYPHEN] = _HYPHEN
    for at in np.flatnonzero(code == _MARKER).tolist():
        mended[at] = _HYPHEN if pdfium.FPDFText_IsHyphen(page, at) == 1 else UNKNOWN
    return mended


def _unmapped(page: TextPage, code: Integers, owner: Integers, font: Integers) -> Mask:
    """Return which characters have a code of the font's own in the place of a code point.

    Each code of a font is asked for once.
    """
    drawn = np.flatnonzero(owner >= 0)
    if not len(drawn):
        return np.zeros(len(code), np.bool_)
    keys = font[owner[drawn]] << 32 | code[drawn]
    _, first, kind = np.unique(keys, return_index=True, return_inverse=True)
    asked = drawn[first].tolist()
    wrong = np.array([pdfium.FPDFText_HasUnicodeMapError(page, at) == 1 for at in asked])
    unmapped = np.zeros(len(code), np.bool_)
    unmapped[drawn] = wrong[kind]
    return unmapped


def _objects(page: TextPage, first: list[int], address: Integers) -> tuple[Objects, Integers]:
    """Measure the text objects that begin with these characters; returns the row of their fonts."""
    rows = [_object(page, at) for at in first]
    ascent, descent, font = _fonts([row.font for row in rows])
    a, b, c, d = np.array([row.matrix for row in rows], np.float64).reshape(-1, 4).T
    size, alpha, mode = np.array([row[1:4] for row in rows], np.float64).reshape(-1, 3).T
    length = np.maximum(np.hypot(a, b), _TINY) * np.where(size < 0, -1, 1)
    return Objects(
        address,
        np.stack([a / length, b / length], axis=1),
        np.abs((a * d - b * c) / length * size),
        ascent,
        descent,
        np.isin(mode, _WITHOUT_INK),
        alpha == 0,
    ), font


def _fonts(addresses: list[int]) -> tuple[Array, Array, Integers]:
    """Ask each font once; returns ascents and descents of all, and the row of each one's font."""
    known = {address: row for row, address in enumerate(dict.fromkeys(addresses))}
    heights = np.array([_heights(address) for address in known], np.float64).reshape(-1, 2)
    font = np.array([known[address] for address in addresses], np.int64)
    return heights[font, 0], heights[font, 1], font


class _Object(NamedTuple):
    matrix: tuple[float, float, float, float]
    size: float
    alpha: int
    mode: int
    font: int


def _object(page: TextPage, at: int) -> _Object:
    """Ask for the text object of a character."""
    matrix, size = pdfium.FS_MATRIX(), pdfium.FPDFText_GetFontSize(page, at)
    pdfium.FPDFText_GetMatrix(page, at, matrix)
    text = pdfium.FPDFText_GetTextObject(page, at)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(text)
    font = ctypes.cast(pdfium.FPDFTextObj_GetFont(text), ctypes.c_void_p).value or 0
    numbers = (matrix.a, matrix.b, matrix.c, matrix.d)
    return _Object(numbers, size, _alpha(text, mode), mode, font)


def _alpha(text: TextPage, mode: int) -> int:
    """Return how much ink a text object has, 0 to 255."""
    stroked = mode in _OUTLINES
    ask = pdfium.FPDFPageObj_GetStrokeColor if stroked else pdfium.FPDFPageObj_GetFillColor
    red, green, blue, alpha = (ctypes.c_uint(_OPAQUE) for _ in range(4))
    return alpha.value if ask(text, red, green, blue, alpha) else _OPAQUE


def _heights(address: int) -> tuple[float, float]:
    """Return ascent and descent of a font, in em."""
    font = ctypes.cast(address, pdfium.FPDF_FONT)
    ascent, descent = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFFont_GetAscent(font, 1.0, ascent)
    pdfium.FPDFFont_GetDescent(font, 1.0, descent)
    fits = ascent.value > 0 >= descent.value and _LEAST <= ascent.value - descent.value <= _MOST
    return (ascent.value, descent.value) if fits else (_ASCENT, _DESCENT)


def _measured(page: TextPage, rows: list[int]) -> tuple[Array, Array]:
    """Ask for origins, and for boxes as (left, bottom, right, top)."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    to_x, to_y, to_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    origin_of, box_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetLooseCharBox
    found = []
    for at in rows:
        origin_of(page, at, to_x, to_y)
        box_of(page, at, to_box)
        found.append((x.value, y.value, box.left, box.bottom, box.right, box.top))
    numbers = np.array(found, np.float64).reshape(-1, 6)
    return numbers[:, :2], numbers[:, 2:]


def _in_replacements(
    rows: Integers, owner: Integers, origin: Array, box: Array
) -> tuple[Integers, Integers, Array]:
    """Find characters of a replacement text (``ActualText``), all of which have one origin.

    Returns the place of each in its text, how many there are, and the box around the text; of
    characters that stand for themselves 0, 1 and their own box.
    """
    first, last = _ends(rows, owner)
    same = (origin[first] == origin[last]).all(axis=1)
    low, high = np.minimum(box[first], box[last]), np.maximum(box[first], box[last])
    around = np.concatenate([low[:, :2], high[:, 2:]], axis=1)
    place, count = rows - rows[first], rows[last] - rows[first] + 1
    return np.where(same, place, 0), np.where(same, count, 1), np.where(same[:, None], around, box)


def _ends(rows: Integers, owner: Integers) -> tuple[Integers, Integers]:
    """Return where in `rows` the first and the last character of each one's text object are."""
    order = np.lexsort((rows, owner))
    begins = np.flatnonzero(np.append(True, np.diff(owner[order]) != 0))
    ends = np.append(begins[1:], len(rows))
    group = np.empty_like(rows)
    group[order] = np.repeat(np.arange(len(begins)), ends - begins)
    return order[begins][group], order[ends - 1][group]


def _widths(origin: Array, box: Array, along: Array, height: Array) -> Array:
    """Measure along the baseline, from the origin to the end of each character.

    A box is parallel to the axes. Around a tilted rectangle it is as wide as the rectangle's width
    times the cosine and its height times the sine; that and the box's height make two equations.
    The middles of both are one.
    """
    cos, sin = np.abs(along).T
    left, bottom, right, top = (box - np.tile(origin, 2)).T
    level = np.where(along[:, 0] > 0, right, -left)
    upright = np.where(along[:, 1] > 0, top, -bottom)
    middle = ((left + right) * along[:, 0] + (bottom + top) * along[:, 1]) / 2
    tilted = middle + _tilted(right - left, top - bottom, cos, sin, height) / 2
    width = np.where(sin < _FLAT, level, np.where(cos < _FLAT, upright, tilted))
    widths: Array = np.maximum(width, 0.0)
    return widths


def _tilted(wide: Array, high: Array, cos: Array, sin: Array, height: Array) -> Array:
    """Solve for the width of tilted rectangles by the sides of their boxes."""
    square = cos**2 - sin**2
    solvable = np.abs(square) > _SQUARE
    solved = (wide * cos - high * sin) / np.where(solvable, square, 1.0)
    return np.where(solvable, solved, (wide + high) / (cos + sin) - height)

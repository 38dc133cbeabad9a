"""Fonts in which a PDF shows text: whether with ink, and whether each glyph stands for a character.

Level U of PDF/A wants a character by the font's ``ToUnicode``, or by the names of its encoding.
Fonts whose codes cannot be told apart here count as faulty: nothing is said of a file that was not
checked. A form's text counts as ink, in whichever mode it is drawn.

References
----------
ISO 19005-2:2011 (PDF/A-2), 6.2.11.7.2 "Unicode character maps", and ISO 32000-1:2008, 9.10.2.
"""

import importlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import pikepdf

from ocrlayout.writers.pdf.content_walk import operator
from ocrlayout.writers.pdf.old_layers import copied

__all__ = ["Font", "Key", "UnknownFont", "characters", "fault_of", "fonts_of"]

Key = tuple[int, int]  # number and generation of an object
_INVISIBLE = 3  # render mode of text
_SHOWING = ("Tj", "'", '"', "TJ")
_FORBIDDEN = frozenset("\0\ufeff\ufffe")
_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_MISSING, _WRONG = "rule 6.2.11.7.2-1", "rule 6.2.11.7.2-2"
_PRINTABLE = range(32, 256)  # codes that an encoding gives a glyph
_TWO_BYTES = "/Identity-H", "/Identity-V"


class _State(NamedTuple):
    """What text is shown in."""

    font: "Font | None" = None
    has_ink: bool = True  # a form may be drawn in any mode


class UnknownFont(Exception):
    """Text is shown, and it is not said in which font."""


class Font:
    """A font, and what is shown in it.

    Attributes
    ----------
    codes : set of int
    has_ink : bool
        Whether any of it may be seen.
    """

    def __init__(self, font: Any) -> None:
        self.codes, self.has_ink = set[int](), False
        self._font, self._is_wide = font, font.get("/Subtype") == "/Type0"

    def show(self, shown: Any, *, has_ink: bool) -> None:
        """Note what an operator shows: a string, or an array with strings in it."""
        self.has_ink |= has_ink
        pieces = shown if isinstance(shown, pikepdf.Array) else [shown]
        for piece in pieces:
            if isinstance(piece, pikepdf.String):
                self._note(bytes(piece))

    def _note(self, data: bytes) -> None:
        if not self._is_wide:
            self.codes.update(data)
        elif self._font.get("/Encoding") in _TWO_BYTES:
            pairs = zip(data[::2], data[1::2], strict=False)
            self.codes.update(high << 8 | low for high, low in pairs)
        else:
            raise UnknownFont

    def fault(self) -> str:
        """Say what stands for no character, or for none that is allowed; ``""`` if nothing does."""
        found = characters(self._font)
        name = str(self._font.get("/BaseFont", "/a font"))[1:]
        if not self.codes <= found.keys():
            return f"{name} shows glyphs that stand for no character ({_MISSING})"
        if any(_FORBIDDEN & set(text) for text in found.values()):
            return f"{name} has glyphs that stand for U+0000, U+FEFF or U+FFFE ({_WRONG})"
        return ""


def fonts_of(pdf: pikepdf.Pdf) -> dict[Key, Font]:
    """Find the fonts in which a PDF shows text, by the numbers of their objects.

    Raises
    ------
    UnknownFont
        A font, or what is shown in it, cannot be told.

    Examples
    --------
    >>> fonts_of(pikepdf.new())
    {}
    """
    fonts: dict[Key, Font] = {}
    for scope in pdf.content_scopes():
        try:
            _look_at(scope.content, copied(scope.resources), fonts)
        except (pikepdf.PdfError, TypeError, ValueError) as error:
            raise UnknownFont from error
    return fonts


def fault_of(pdf: pikepdf.Pdf) -> str:
    """Say which font shows a glyph without a character; ``""`` where none does."""
    try:
        fonts = fonts_of(pdf)
    except UnknownFont:
        return f"text is shown in a font that is not known ({_MISSING})"
    return next(filter(None, (font.fault() for font in fonts.values())), "")


def characters(font: Any) -> Mapping[int, str]:
    """Find what the codes of a font stand for.

    Parameters
    ----------
    font : pikepdf.Dictionary

    Examples
    --------
    >>> differences = pikepdf.Array([1, pikepdf.Name.A, pikepdf.Name.germandbls])
    >>> characters(pikepdf.Dictionary(Encoding=pikepdf.Dictionary(Differences=differences)))
    {1: 'A', 2: 'ß'}
    """
    unicode_map = font.get("/ToUnicode")
    if isinstance(unicode_map, pikepdf.Stream):
        return dict(_mapped(unicode_map))
    return {} if font.get("/Subtype") == "/Type0" else dict(_encoded(font.get("/Encoding")))


def _look_at(content: Any, resources: pikepdf.Dictionary, fonts: dict[Key, Font]) -> None:
    """Note what a content stream shows in which font."""
    named: Any = copied(resources.get("/Font"))
    states: Any = copied(resources.get("/ExtGState"))
    state, outside = _State(), list[_State]()
    for instruction in pikepdf.parse_content_stream(content):
        match operator(instruction):
            case "q":
                outside.append(state)
            case "Q" if outside:
                state = outside.pop()
            case "Tf":
                state = state._replace(font=_known(named.get(instruction.operands[0]), fonts))
            case "Tr":
                state = state._replace(has_ink=instruction.operands[0] != _INVISIBLE)
            case "gs" if "/Font" in copied(states.get(instruction.operands[0])):
                state = state._replace(font=None)  # is not followed
            case name if name in _SHOWING:
                _show(state, instruction.operands[-1])


def _known(font: Any, fonts: dict[Key, Font]) -> Font | None:
    """Return a font, or None for one that is missing, which matters where text is shown in it."""
    if not isinstance(font, pikepdf.Dictionary):
        return None
    key = font.objgen if font.is_indirect else (0, len(fonts))
    return fonts.setdefault(key, Font(font))


def _show(state: _State, shown: Any) -> None:
    if state.font is None:
        raise UnknownFont
    state.font.show(shown, has_ink=state.has_ink)


def _mapped(unicode_map: Any) -> Iterator[tuple[int, str]]:
    """Yield what a ``ToUnicode`` map says of each code."""
    for instruction in pikepdf.parse_content_stream(unicode_map):
        if (read := _READ.get(operator(instruction))) is not None:
            yield from read(list(instruction.operands))


def _single(operands: list[Any]) -> Iterator[tuple[int, str]]:
    for code, text in zip(operands[::2], operands[1::2], strict=True):
        yield _number(code), _text(bytes(text))


def _ranges(operands: list[Any]) -> Iterator[tuple[int, str]]:
    for first, last, texts in zip(operands[::3], operands[1::3], operands[2::3], strict=True):
        codes = range(_number(first), _number(last) + 1)
        if isinstance(texts, pikepdf.Array):
            yield from zip(codes, (_text(bytes(text)) for text in texts), strict=False)
        else:
            yield from ((code, _raised(bytes(texts), code - codes[0])) for code in codes)


_READ: Mapping[str, Callable[[list[Any]], Iterator[tuple[int, str]]]] = {
    "endbfchar": _single,
    "endbfrange": _ranges,
}


def _number(code: Any) -> int:
    return int.from_bytes(bytes(code), "big")


def _text(data: bytes) -> str:
    return data.decode("utf-16-be", "replace")


def _raised(data: bytes, by: int) -> str:
    """Return the text of a range's first code, its last unit raised."""
    last = int.from_bytes(data[-2:], "big") + by
    return _text(data[:-2] + (last & 0xFFFF).to_bytes(2, "big"))


def _encoded(encoding: Any) -> Iterator[tuple[int, str]]:
    """Yield what the codes of an encoding stand for, by the names of glyphs."""
    differences = copied(encoding)
    base = differences.get("/BaseEncoding") if differences.keys() else encoding
    if codec := _CODECS.get(str(base)):
        table = ((code, bytes([code]).decode(codec, "ignore")) for code in _PRINTABLE)
        yield from ((code, text) for code, text in table if text)
    agl = importlib.import_module("fontTools.agl")
    code = 0
    for entry in differences.get("/Differences", []):
        if isinstance(entry, pikepdf.Name):
            if text := agl.toUnicode(str(entry)[1:]):
                yield code, text
            code += 1
        else:
            code = int(entry)

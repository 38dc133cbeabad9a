"""Text of every script as pixels: by OpenCV's own fonts where they can, else by the machine's.

OpenCV's fonts draw Latin, Greek, Cyrillic, Chinese, Japanese and Korean the same on every machine;
they draw Hebrew and Arabic from left to right, and what they do not have as "?". So the Unicode
block decides, and a character that looks like their "?" does not count. Everything else is drawn
through Pillow, which shapes with HarfBuzz and orders with FriBiDi, by the first font that has it.
What no font has is spelt as code points, never as "?" or an empty box.

A text that needs two fonts is cut into runs, which stand in the order of the text's first
direction: right for one language with a few foreign words, which is what a line of OCR is.
"""

import os
import sys
import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont, features

from ocrlayout.scripts import first_direction

__all__ = ["can_shape", "is_font", "missing", "render"]

Mask = npt.NDArray[np.uint8]

_FACE, _WEIGHT = "sans", 450
_BLOCKS = (  # first and last character of the blocks that are OpenCV's business
    (0x20, 0x24F),  # Latin
    (0x370, 0x52F),  # Greek, Cyrillic
    (0x1100, 0x11FF),  # Hangul
    (0x1E00, 0x1FFF),  # more Latin and Greek
    (0x2010, 0x27BF),  # punctuation, currency, signs, arrows, mathematics, shapes
    (0x2E80, 0x9FFF),  # CJK, Kana, Hangul
    (0xAC00, 0xD7FF),  # Hangul
    (0xF900, 0xFAFF),  # CJK
    (0xFB00, 0xFB06),  # Latin ligatures
    (0xFE30, 0xFE4F),  # CJK
    (0xFF00, 0xFFEF),  # full and half width
    (0x20000, 0x323AF),  # CJK
)
_MANY_SCRIPTS = (  # fonts that have several
    "DejaVuSans",
    "NotoSans-Regular",
    "Arial Unicode",
    "segoeui",
    "arial",
    "tahoma",
    "FreeSans",
    "Nirmala",
)
_STYLES = ("bold", "italic", "oblique", "light", "black", "thin", "mono")
_JOINERS = "\u200c\u200d\u200e\u200f"  # they shape and order their neighbors, and are not seen
_OPENCV, _NOTHING = "", "nothing"  # in place of a font file's path: OpenCV draws it; nobody can
_LONGEST = 300  # characters of a label
_BELOW = 0.34  # font sizes: room below the baseline
_SAMPLE = 16  # pixels: size at which characters are compared with those that are missing
_NEVER = "\U0010ffff"  # a noncharacter: a font draws in its place what it draws for any it lacks
_SPELT = 4  # characters without a font of which the code points are shown
_SMALLEST = 4  # pixels of a font
_KEPT_RUNS, _KEPT_SIGNS, _KEPT_FONTS = 4096, 65_536, 256  # what the caches hold


def render(text: str, size: float, font: str = "") -> Mask:
    """Draw one line of text.

    Parameters
    ----------
    text : str
        Control characters are left out; after 300 characters it is cut with an ellipsis.
    size : float
        Of the font, pixels.
    font : str
        Path of a font file that is tried before the machine's own.

    Returns
    -------
    (h, w) ndarray of uint8
        Coverage, 255 where the ink is. `h` follows from `size` alone; the baseline lies `size`
        below the top.

    Examples
    --------
    >>> bool(render("Ж", 20).max() > 200)
    True
    """
    pieces = [_piece(run, path, size) for run, path in _runs(_clean(text), font)]
    return np.hstack([np.zeros((sum(_height(size)), 1), np.uint8), *pieces])


def missing(text: str, font: str = "") -> str:
    """Characters of a text that no font here can draw.

    Examples
    --------
    >>> missing("Пример")
    ''
    """
    return "".join(run for run, path in _runs(_clean(text), font) if path == _NOTHING)


def can_shape() -> bool:
    """Return whether Pillow can join and order letters: its wheels come without FriBiDi."""
    return bool(features.check("raqm") and features.check("fribidi"))


def is_font(path: str) -> bool:
    """Return whether a file is a font of outlines."""
    return _opened(path, _SAMPLE) is not None


def _clean(text: str) -> str:
    composed = " ".join(unicodedata.normalize("NFC", text).split())
    kept = "".join(
        sign
        for sign in composed
        if unicodedata.category(sign) not in ("Cc", "Cf") or sign in _JOINERS
    )
    return kept if len(kept) <= _LONGEST else kept[:_LONGEST] + "…"


def _height(size: float) -> tuple[int, int]:
    """Room above and below the baseline."""
    return int(np.ceil(size)), int(np.ceil(_BELOW * size))


@lru_cache(_KEPT_RUNS)
def _runs(text: str, font: str) -> tuple[tuple[str, str], ...]:
    """Cut a text into runs of one font, as (run, font file), in the order they are seen."""
    needed = sorted(sign for sign in text if not _is_opencv(sign) and sign not in _JOINERS)
    if not needed:
        return ((text, _OPENCV),)
    whole = _font(needed[-1], "".join(sorted(set(text) - set(_JOINERS))), font)
    if whole != _NOTHING:
        return ((text, whole),)
    pairs = zip(text, _fonts(text, font), strict=True)
    runs = tuple(
        ("".join(sign for sign, _ in group), path)
        for path, group in groupby(pairs, key=lambda pair: pair[1])
    )
    return runs if first_direction(text) == "ltr" else runs[::-1]


def _fonts(text: str, font: str) -> list[str]:
    """Find a font for each character; what joins or divides its neighbors takes the one before."""
    fonts: list[str] = []
    for sign in text:
        if fonts and (sign in _JOINERS or sign == " " or unicodedata.combining(sign)):
            fonts.append(fonts[-1])
        else:
            fonts.append(_OPENCV if _is_opencv(sign) else _font(sign, sign, font))
    return fonts


@lru_cache(_KEPT_SIGNS)
def _is_opencv(sign: str) -> bool:
    if not any(first <= ord(sign) <= last for first, last in _BLOCKS):
        return False
    if sign.isspace() or sign in "?？":
        return True
    drawn = _opencv(sign, _SAMPLE)  # what it lacks becomes a question mark, or nothing at all
    return bool(drawn.any()) and not np.array_equal(drawn, _opencv("?", _SAMPLE))


def _font(sign: str, needed: str, first: str) -> str:
    """Find a font file that has all of these characters; those for the script of `sign` first."""
    if not can_shape():
        return _NOTHING
    script = unicodedata.name(sign, "").split(" ")[0].split("-")[0].lower()
    asked = ([first] if first else []) + list(_candidates(script))
    return next((path for path in asked if all(_is_in(path, one) for one in needed)), _NOTHING)


@cache
def _candidates(script: str) -> tuple[str, ...]:
    """List all font files, the likely ones for a script first.

    Its own before others, plain before bold, sans before serif.
    """

    def rank(path: Path) -> tuple[bool, int, bool, bool, int, str]:
        name = path.stem.lower()
        is_own = bool(script) and script in name and "ui" not in name
        is_styled = any(style in name for style in _STYLES)
        return (not is_own, _breadth(name), is_styled, "serif" in name, len(name), str(path))

    return tuple(str(path) for path in sorted(_files(), key=rank))


def _breadth(name: str) -> int:
    """Return the place of a font among those of many scripts; after them where it is not one."""
    stems = [stem.lower() for stem in _MANY_SCRIPTS]
    return stems.index(name) if name in stems else len(stems)


@cache
def _files() -> tuple[Path, ...]:
    found = (
        Path(folder, name)
        for place in _folders()
        for folder, _, names in os.walk(place)
        for name in names
        if name.lower().endswith((".ttf", ".otf", ".ttc"))
    )
    return tuple(found)


def _folders() -> list[Path]:
    """Folders in which this system keeps fonts."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111  # Path.home() raises without one
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home / "AppData" / "Local"))
        return [
            Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts"),
            Path(local, "Microsoft", "Windows", "Fonts"),
        ]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    own = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share", "fonts")
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), own, home / ".fonts"]


@lru_cache(_KEPT_FONTS)
def _opened(path: str, size: int) -> ImageFont.FreeTypeFont | None:
    try:
        return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)
    except (OSError, ValueError):  # not a font, or one of bitmaps in another size
        return None


@lru_cache(_KEPT_SIGNS)
def _is_in(path: str, sign: str) -> bool:
    """Return whether a font has a character: it does not look like one that no font has."""
    if sign == " ":
        return True
    font = _opened(path, _SAMPLE)
    if not font:
        return False
    mask, nothing = font.getmask(sign), font.getmask(_NEVER)
    return mask.size != nothing.size or bytes(mask) != bytes(nothing)


def _piece(run: str, path: str, size: float) -> Mask:
    if path == _OPENCV:
        return _opencv(run, size)
    if path == _NOTHING:
        return _opencv(_spelt(run), size)
    return _pillow(run, path, size)


def _spelt(run: str) -> str:
    """Code points in place of characters that no font has: the first few say which script it is."""
    points = [f"U+{ord(sign):04X}" for sign in run if sign != " "]
    shown = points[:_SPELT] + (["…"] if len(points) > _SPELT else [])
    return f"<{' '.join(shown)}>{' ' if run.endswith(' ') else ''}"


def _opencv(run: str, size: float) -> Mask:
    face = cv2.FontFace(_FACE)  # 1 µs; a shared one may draw a thread's first letters wrong (5.0)
    above, below = _height(size)
    pixels = max(_SMALLEST, round(size))
    width = cv2.getTextSize((0, 0), run, (0, above), face, pixels, _WEIGHT)[2]
    canvas = np.zeros((above + below, int(width) + pixels), np.uint8)
    end, _ = cv2.putText(canvas, run, (0, above), 255, face, pixels, _WEIGHT)
    return canvas[:, : max(1, min(end[0] + 1, canvas.shape[1]))]


def _pillow(run: str, path: str, size: float) -> Mask:
    above, below = _height(size)
    pixels = max(_SMALLEST, round(size))
    font = _opened(path, pixels) or ImageFont.load_default(pixels)
    _, top, _, bottom = font.getbbox(run, anchor="ls")
    room = min(above / max(-top, 1), below / max(bottom, 1), 1.0)
    if room < 1:  # a script that stacks higher than ours gets smaller letters
        font = _opened(path, max(_SMALLEST, int(pixels * room))) or font
    left, _, right, _ = font.getbbox(run, anchor="ls")
    canvas = Image.new("L", (max(1, int(np.ceil(right - left)) + 2), above + below))
    ImageDraw.Draw(canvas).text((1 - left, above), run, fill=255, font=font, anchor="ls")
    return np.asarray(canvas)

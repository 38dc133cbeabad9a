"""Text of every script as pixels: by OpenCV's own fonts where they can, else by a font of this machine.

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

__all__ = ["can_shape", "is_font", "is_leftward", "missing", "render"]

Mask = npt.NDArray[np.uint8]

_FACE, _WEIGHT = "sans", 450
_BLOCKS = (  # first and last character of the blocks that are OpenCV's business
    (0x20, 0x24F),  # Latin
    (0x370, 0x52F),  # Greek, Cyrillic
    (0x1100, 0x11FF),  # Hangul
    (0x1E00, 0x1FFF),  # more Latin and Greek
    (
        0x2010,
        0x27BF,
    ),  # punctuation, currency, letters and numbers as signs, arrows, mathematics, shapes
    (0x2E80, 0x9FFF),  # CJK, Kana, Hangul
    (0xAC00, 0xD7FF),  # Hangul
    (0xF900, 0xFAFF),  # CJK
    (0xFB00, 0xFB06),  # Latin ligatures
    (0xFE30, 0xFE4F),  # CJK
    (0xFF00, 0xFFEF),  # full and half width
    (0x20000, 0x323AF),  # CJK
)
_WIDE = (
    "DejaVuSans",
    "NotoSans-Regular",
    "Arial Unicode",
    "segoeui",
    "arial",
    "tahoma",
    "FreeSans",
    "Nirmala",
)
_JOINERS = (
    "\u200c\u200d\u200e\u200f"  # they shape and order their neighbors and have no look of their own
)
_OPENCV, _NOTHING = "", "nothing"  # in place of a font file's path: OpenCV draws it; nobody can
_LONGEST = 300


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
    """Tell whether Pillow joins and orders letters here; it needs FriBiDi for that, which is not in its wheels."""
    return bool(features.check("raqm") and features.check("fribidi"))


def is_font(path: str) -> bool:
    """Tell whether a file is a font of outlines."""
    return _opened(path, 16) is not None


def is_leftward(text: str) -> bool:
    """Tell whether a text runs from right to left, by its first letter that has a direction.

    Examples
    --------
    >>> is_leftward("1. שלום"), is_leftward("Pack שלום")
    (True, False)
    """
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


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
    return int(np.ceil(size)), int(np.ceil(0.34 * size))


@lru_cache(4096)
def _runs(text: str, font: str) -> tuple[tuple[str, str], ...]:
    """Cut a text into runs of one font, in the order they are seen from left to right: (run, font file)."""
    needed = "".join(
        sorted({sign for sign in text if not _is_opencv(sign) and sign not in _JOINERS})
    )
    if not needed:
        return ((text, _OPENCV),)
    whole = _font(needed[-1], "".join(sorted(set(text) - set(_JOINERS))), font)
    if whole != _NOTHING:
        return ((text, whole),)
    fonts: list[str] = []
    for sign in text:
        joins = fonts and (sign in _JOINERS or sign == " " or unicodedata.combining(sign))
        fonts.append(
            fonts[-1] if joins else _OPENCV if _is_opencv(sign) else _font(sign, sign, font)
        )
    runs = [
        ("".join(sign for sign, _ in group), path)
        for path, group in groupby(zip(text, fonts, strict=True), key=lambda pair: pair[1])
    ]
    return tuple(reversed(runs)) if is_leftward(text) else tuple(runs)


@lru_cache(65536)
def _is_opencv(sign: str) -> bool:
    if not any(first <= ord(sign) <= last for first, last in _BLOCKS):
        return False
    if sign.isspace() or sign in "?？":
        return True
    drawn = _opencv(sign, 16)  # what it lacks becomes a question mark, or nothing at all
    return bool(drawn.any()) and not np.array_equal(drawn, _opencv("?", 16))


def _font(sign: str, needed: str, first: str) -> str:
    """Find a font file that has all of these characters; one made for the script of `sign` is asked first."""
    if not can_shape():
        return _NOTHING
    script = unicodedata.name(sign, "").split(" ")[0].split("-")[0].lower()
    asked = ([first] if first else []) + list(_candidates(script))
    return next((path for path in asked if all(_is_in(path, one) for one in needed)), _NOTHING)


@cache
def _candidates(script: str) -> tuple[str, ...]:
    """All font files, the likely ones for a script first: its own, plain before bold, sans before serif."""

    def rank(path: Path) -> tuple[bool, int, bool, bool, int, str]:
        name = path.stem.lower()
        wide = next((index for index, stem in enumerate(_WIDE) if name == stem.lower()), len(_WIDE))
        own = bool(script) and script in name and "ui" not in name
        styled = any(
            style in name
            for style in ("bold", "italic", "oblique", "light", "black", "thin", "mono")
        )
        return (not own, wide, styled, "serif" in name, len(name), str(path))

    return tuple(str(path) for path in sorted(_files(), key=rank))


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
    home = Path(os.path.expanduser("~"))  # noqa: PTH111  # Path.home() raises where there is none
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


@lru_cache(256)
def _opened(path: str, size: int) -> ImageFont.FreeTypeFont | None:
    try:
        return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)
    except (OSError, ValueError):  # no font, or one of bitmaps in another size
        return None


@lru_cache(65536)
def _is_in(path: str, sign: str) -> bool:
    """Tell whether a font has a character: it does not look like one that no font has."""
    if sign == " ":
        return True
    font = _opened(path, 16)
    if font is None:
        return False
    mask, nothing = font.getmask(sign), font.getmask("\U0010ffff")
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
    return f"<{' '.join(points[:4])}{' …' if len(points) > 4 else ''}>{' ' if run.endswith(' ') else ''}"


def _opencv(run: str, size: float) -> Mask:
    face = cv2.FontFace(
        _FACE
    )  # 1 µs; a shared one may draw the first letters of a thread wrong (5.0)
    above, below = _height(size)
    pixels = max(4, round(size))
    width = cv2.getTextSize((0, 0), run, (0, above), face, pixels, _WEIGHT)[2]
    canvas = np.zeros((above + below, int(width) + pixels), np.uint8)
    end, _ = cv2.putText(canvas, run, (0, above), 255, face, pixels, _WEIGHT)
    return canvas[:, : max(1, min(end[0] + 1, canvas.shape[1]))]


def _pillow(run: str, path: str, size: float) -> Mask:
    above, below = _height(size)
    pixels = max(4, round(size))
    font = _opened(path, pixels) or ImageFont.load_default(pixels)
    left, top, right, bottom = font.getbbox(run, anchor="ls")
    room = min(above / max(-top, 1), below / max(bottom, 1), 1.0)
    if room < 1:  # a script that stacks higher than ours gets smaller letters
        font = _opened(path, max(4, int(pixels * room))) or font
        left, top, right, bottom = font.getbbox(run, anchor="ls")
    canvas = Image.new("L", (max(1, int(np.ceil(right - left)) + 2), above + below))
    ImageDraw.Draw(canvas).text((1 - left, above), run, fill=255, font=font, anchor="ls")
    return np.asarray(canvas)

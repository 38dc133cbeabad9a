"""Pages in twelve scripts, drawn with labels and set again beside; ``python tests/golden_pictures.py`` makes them anew.

Look at what it writes to ``tests/golden`` before it is committed.
"""

import contextlib
import itertools
import unicodedata
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from ocrlayout.model import Lines, Page, Words
from ocrlayout.writers import picture
from ocrlayout.writers.picture import lettering

GOLDEN = Path(__file__).parent / "golden"
SIZE = (520, 160)  # pixels of a page
HEIGHT, PITCH, MARGIN = 26, 66, 44  # pixels of a line, from line to line, at the sides
WIDE, NARROW = 24, 12  # pixels of a character
COLORS = 48  # of a file, which is then a few kilobytes
BLUR = (9, 9)  # pixels: rasterizers and versions of a font differ by less

# The beginning of the Universal Declaration of Human Rights; and the font that draws it, of the
# package fonts-noto-core, where OpenCV's own do not.
SCRIPTS = {
    "latin": ("Wszyscy ludzie rodzą się wolni i równi", ""),
    "greek": ("Όλοι οι άνθρωποι γεννιούνται ελεύθεροι", ""),
    "cyrillic": ("Все люди рождаются свободными и равными", ""),
    "chinese": ("人人生而自由 在尊严和 权利上一律平等", ""),
    "japanese": ("すべての人間は 生まれながら にして自由", ""),
    "korean": ("모든 인간은 태어날 때부터 자유로우며", ""),
    "hebrew": ("כל בני האדם נולדו בני חורין ושווים", "NotoSansHebrew-Regular.ttf"),
    "arabic": ("يولد جميع الناس أحرارا متساوين في الكرامة", "NotoSansArabic-Regular.ttf"),
    "hindi": ("सभी मनुष्यों को गौरव और अधिकारों के", "NotoSansDevanagari-Regular.ttf"),
    "bengali": ("সমস্ত মানুষ স্বাধীনভাবে সমান মর্যাদা", "NotoSansBengali-Regular.ttf"),
    "thai": ("มนุษย์ทั้งหลาย เกิดมามีอิสระ และเสมอภาคกัน", "NotoSansThai-Regular.ttf"),
    "tamil": ("மனிதப் பிறவியினர் சகலரும் சுதந்திரமாகவே", "NotoSansTamil-Regular.ttf"),
}


def page_in(text):
    """A page of two lines, the last word of which is doubtful."""
    words = text.split()
    half = (len(words) + 1) // 2
    rows = [words[:half], words[half:]]
    quads = [quad for at, row in enumerate(rows) for quad in placed(row, 40 + at * PITCH)]
    offsets = np.cumsum([0, *map(len, rows)])
    bounds = [around(quads[start:end]) for start, end in itertools.pairwise(offsets)]
    confidence = [0.99] * (len(words) - 1) + [0.3]
    lines = Lines([" ".join(row) for row in rows], bounds, Words(words, quads, confidence), offsets)
    return Page(width=SIZE[0], height=SIZE[1], unit="pixel", lines=lines)


def placed(words, top):
    """Quads of the words of a line; from the right where it is read so."""
    left, quads = MARGIN, []
    for word in words:
        width = sum(map(width_of, word))
        quads.append(box(left, top, left + width))
        left += width + NARROW
    if unicodedata.bidirectional(words[0][0]) in ("R", "AL"):
        quads = [box(SIZE[0] - quad[1][0], top, SIZE[0] - quad[0][0]) for quad in quads]
    return quads


def width_of(sign):
    if unicodedata.category(sign) == "Mn":
        return 0
    return WIDE if unicodedata.east_asian_width(sign) == "W" else NARROW


def box(left, top, right):
    return [[left, top], [right, top], [right, top + HEIGHT], [left, top + HEIGHT]]


def around(quads):
    corners = np.concatenate(quads)
    return box(corners[:, 0].min(), corners[:, 1].min(), corners[:, 0].max())


def drawn(text):
    return picture.annotate(None, page_in(text), labels="all", facing=True)


def soft(image):
    """An image without what differs from one rasterizer to another."""
    return cv2.blur(image, BLUR).astype(np.float64)


@contextlib.contextmanager
def only_these_fonts():
    """Draw with the fonts of `SCRIPTS` alone; yields the names of those that are on this machine."""
    names, files = {font for _, font in SCRIPTS.values()}, lettering._files
    there = {path.name: path for path in files() if path.name in names}
    lettering._files = lambda: tuple(there.values())
    forget()
    try:
        yield set(there)
    finally:
        lettering._files = files
        forget()


def forget():
    for memory in (lettering._candidates, lettering._runs):
        memory.cache_clear()


def make():
    with only_these_fonts() as there:
        for name, (text, font) in SCRIPTS.items():
            if font and font not in there:
                raise SystemExit(f"{font} is missing: install fonts-noto-core")
            image = Image.fromarray(drawn(text)).quantize(COLORS, dither=Image.Dither.NONE)
            image.save(GOLDEN / f"{name}.png", optimize=True)


if __name__ == "__main__":
    make()

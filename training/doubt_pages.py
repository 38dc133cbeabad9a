"""Pages whose words are known, as scanners spoil them and engines read them: for doubt.

    python training/doubt_pages.py [--count N] [--held] [--out FILE]

Prose of the project's own documents, of licences that every Debian has, and made-up accounts, drawn
in many fonts and spoilt by blur, noise, low resolution and JPEG. The local engine and Tesseract read
each; a word is wrong if it is not the true one at its place in the text. One JSON line a page and
engine: the words as columns, and which are wrong.
"""

import argparse
import io
import json
import os
import random
import re
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

import ocrlayout as ol

HERE = Path(__file__).parent
LICENCES = Path("/usr/share/common-licenses")
OUT = HERE / "pages" / "doubt.jsonl"
FONTS = (
    "DejaVuSerif.ttf",
    "FreeSerif.ttf",
    "NimbusSans-Regular.otf",
    "NotoSans-Regular.ttf",
    "NimbusRoman-Regular.otf",
    "DejaVuSans.ttf",
    "NotoSerif-Regular.ttf",
    "FreeSans.ttf",
    "NimbusMonoPS-Regular.otf",
)
SOURCES = ("docs", "docs", "Artistic", "MPL-2.0", "GFDL-1.3", "Apache-2.0")
HELD_FONTS = (  # these, and the sources, stay out of the training
    "DejaVuSerifCondensed.ttf",
    "NotoSerifDisplay-Regular.ttf",
    "NimbusSansNarrow-Regular.otf",
    "FreeMono.ttf",
    "C059-Roman.otf",
    "P052-Roman.otf",
)
HELD_SOURCES = ("GPL-3", "CC0-1.0")
FIRST = 10_000  # of the pages to learn from
HELD = 1_000_000  # numbers of pages from here on are held out
PLAIN = re.compile(r"""(?<!\S)[("']?(?:[A-Za-z][A-Za-z'-]*|\d+)[)"',.;:!?]{0,2}(?!\S)""")  # no code
SIZE = (1240, 1754)  # A4 at 150 dpi
MARGIN = 120  # pixels
ENGINES = ("local", "tesseract")


def prose(name):
    """The paragraphs of a source."""
    if name == "docs":
        texts = [path.read_text("utf-8") for path in sorted((HERE.parent / "docs").glob("*.md"))]
        text = re.sub(r"```.*?```", "", "\n\n".join(texts), flags=re.DOTALL)
        text = re.sub(r"[`*\[\]|#]|\([^)]*\.md\)", "", text)  # marks of Markdown
    else:
        text = (LICENCES / name).read_text("utf-8", errors="ignore")
    parts = [PLAIN.findall(part) for part in re.split(r"\n\s*\n", text)]
    return [" ".join(part) for part in parts if len(part) > 8]


def account(chance):
    """A line of an account: words, dates and numbers, as forms have them."""
    names = "Miller Okafor Jansen Alvarez Petrov Lindqvist Moreau Tanaka Fischer Novak".split()
    things = "paper ink freight postage repairs timber lamps glass rent wages coal".split()
    day = f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.19{chance.randint(10, 99)}"
    amount = f"{chance.randint(1, 9999):,}.{chance.randint(0, 99):02}"
    number = f"No. {chance.randint(100, 99999)}/{chance.choice('ABCXZ')}"
    return f"{day} {chance.choice(names)}, {chance.choice(things)} {number} EUR {amount}"


def sheet(chance, parts, font):
    """Draw a page; return it and its words."""
    size = chance.randint(17, 30)
    face = ImageFont.truetype(font, size)
    image, truth = Image.new("L", SIZE, chance.randint(225, 255)), []
    draw = ImageDraw.Draw(image)
    at = chance.randrange(len(parts))
    y, ink = MARGIN, chance.randint(0, 70)
    words = []
    while y < SIZE[1] - MARGIN:
        if not words:
            is_account = chance.random() < 0.2
            words = (account(chance) if is_account else parts[at % len(parts)]).split()
            at += 1
            y += size // 2
        line = words.pop(0)
        while words and draw.textlength(f"{line} {words[0]}", face) < SIZE[0] - 2 * MARGIN:
            line = f"{line} {words.pop(0)}"
        draw.text((MARGIN, y), line, ink, face)
        truth += line.split()
        y += round(size * 1.45)
    return image, truth


def spoilt(chance, image):
    """Give a page as a poor scanner would."""
    image = image.rotate(chance.uniform(-0.6, 0.6), Image.Resampling.BICUBIC, fillcolor=250)
    share = chance.choice([1, 1, 0.8, 0.7, 0.6])
    small = image.resize([round(side * share) for side in SIZE], Image.Resampling.BOX)
    image = small.resize(SIZE, Image.Resampling.BICUBIC)
    image = image.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 1.9)))
    noise = np.random.default_rng(chance.randrange(10**6)).normal(
        0, chance.uniform(2, 20), SIZE[::-1]
    )
    image = Image.fromarray((np.asarray(image) + noise).clip(0, 255).astype(np.uint8))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=chance.randint(22, 85))
    return out.getvalue()


def wrong(words, truth):
    """Tell which words are not the true ones at their places in the text."""
    kept = np.ones(len(words), bool)
    for step in Levenshtein.opcodes(words, truth):
        if step.tag == "equal":
            kept[step.src_start : step.src_end] = False
    return kept


def made(number):
    """Make one page; return what each engine read of it."""
    chance = random.Random(number)
    is_held = number >= HELD
    font = chance.choice(HELD_FONTS if is_held else FONTS)
    source = chance.choice(HELD_SOURCES if is_held else SOURCES)
    image, truth = sheet(chance, prose(source), font)
    scan = spoilt(chance, image)
    return [read(number, engine, scan, truth, font, source) for engine in ENGINES]


def read(number, engine, scan, truth, font, source):
    """Read a page with an engine; return its words as columns."""
    page = ol.tidy(ol.read(scan, engine=engine))[0]
    words = page.words
    return json.dumps(
        {
            "page": number,
            "engine": engine,
            "font": font,
            "source": source,
            "text": list(words.text),
            "confidence": words.confidence.tolist(),
            "polygon": np.round(words.polygon, 1).tolist(),
            "offsets": page.lines.offsets.tolist(),
            "wrong": wrong(list(words.text), truth).nonzero()[0].tolist(),
        }
    )


def main():
    """Make pages, on all cores."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--count", type=int, default=130)
    parser.add_argument("--held", action="store_true", help="pages to test on, of other fonts")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    args.out.parent.mkdir(exist_ok=True)
    first = HELD if args.held else FIRST
    numbers = range(first, first + args.count)
    with Pool() as pool, args.out.open("w", encoding="utf-8") as file:
        for pages in pool.imap(made, numbers):
            file.write("\n".join(pages) + "\n")
            file.flush()


if __name__ == "__main__":
    os.environ["OMP_THREAD_LIMIT"] = "1"  # Tesseract's: the pool has the cores
    main()

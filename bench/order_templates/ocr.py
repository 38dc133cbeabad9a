"""Real boxes: pictures of some pages, turned by up to 4°, read by the local engine.

    python bench/order_templates/ocr.py [FAMILY ...]

The first page of each family of the sample. Needs Chromium, as generate.py does, and the extra
``local``. A line that is found belongs to the lines of the page
whose words have their middles in it, if its text is like theirs; its place is that of the first of
these words. Other pages of ocr.zip stay.
"""

import io
import random
import sys

import generate
import inputs
import numpy as np
import pages
from chromium import Chromium
from PIL import Image
from rapidfuzz import fuzz

import ocrlayout

# half of the families, of scripts that the engine reads, pages that take it seconds
SAMPLE = (
    "letters japanese_vertical waybills menus recipes data_sheets lab_reports laws verse minutes"
    " payslips cvs newsletters plays passports tax_forms receipts catalog_cards theatre_bills papers"
    " conference_programs contracts_bilingual tables_side exams school_timetables patents poems greek"
    " chinese ballots agendas crosswords german surveys postcards price_lists slides"
).split()
STEEPEST = 4  # degrees
ALIKE = 50  # rapidfuzz's ratio, of 100


def turned(picture, angle):
    """A picture turned, and what leads from its places back to those of the page."""
    made = picture.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))

    def back(points):
        x, y = (points - np.array(made.size) / 2).T
        return np.stack([cos * x - sin * y, sin * x + cos * y], axis=1) + np.array(picture.size) / 2

    return made, back


def read(picture):
    content = io.BytesIO()
    picture.save(content, "png")
    return ocrlayout.read(content.getvalue(), engine="rapidocr").pages[0]


def row(line, back, page):
    """A line that was found, as ocr.zip holds it."""
    quad = np.array(line.polygon)
    turn = "v" if stacked(line) else 0
    along = inputs.direction(inputs.lying(quad, turn))
    ends = []
    for word in line.words:
        reach = (np.array(word.polygon) - quad[0]) @ along
        ends += [round(float(reach.min())), round(float(reach.max()))]
    words = " ".join(word.text.replace(" ", "") for word in line.words)
    corners = [round(number) for number in quad.ravel().tolist()]
    made = {"words": words, "ends": ends, "quad": corners}
    at = place(line.text, back(quad), page)
    return made | ({"turn": turn} if turn else {}) | {"at": at}


def stacked(line):
    """Whether the words of a line stand below one another: a column of Chinese or Japanese."""
    middles = np.array([word.polygon for word in line.words]).mean(axis=1)
    across, down = np.ptp(middles, axis=0)
    return down > across and inputs.SOLID.search(line.text) is not None


def place(text, quad, page):
    """The first word of the page in a line's quad, where the text is alike."""
    low, high = quad.min(axis=0), quad.max(axis=0)
    inside = [
        (*at, word)
        for line in page
        for at, word, middle in line
        if (low < middle).all() and (middle < high).all()
    ]
    meant = "".join(word for *_, word in inside)
    said = text.replace(" ", "")
    alike = fuzz.ratio(said.casefold(), meant.casefold()) >= ALIKE
    return list(min(inside)[:2]) if inside and alike else None


def middles(page):
    """Of each line its words, each with its place and middle."""
    return [
        [
            ((row.at[0], k), word, quad.mean(axis=0))
            for k, (word, quad) in enumerate(zip(row.words, row.quads, strict=True))
        ]
        for row in inputs.rows(page)
    ]


def kept_with(made):
    """The pages of ocr.zip, some of them made anew."""
    there = pages.load(pages.OCR) if pages.OCR.exists() else []
    return sorted(
        {page["name"]: page for page in [*there, *made]}.values(), key=lambda p: p["name"]
    )


def main():
    kept = {page["name"]: page for page in pages.load()}
    made = []
    with Chromium() as browser:
        for name, family, html in generate.templates(sys.argv[1:] or SAMPLE):
            if not name.endswith("-1"):
                continue
            found = browser.collect(html, generate.SCRIPT)
            if [generate.row(line) for line in found["lines"]] != kept[name]["lines"]:
                raise SystemExit(f"{name} is not laid out as in pages.zip: other fonts?")
            shot = Image.open(io.BytesIO(browser.picture(found["width"], found["height"])))
            angle = random.Random(name).uniform(-STEEPEST, STEEPEST)
            picture, back = turned(shot.convert("RGB"), angle)
            known = middles(kept[name])
            lines = [row(line, back, known) for line in read(picture).lines]
            made.append(
                {
                    "name": name,
                    "family": family,
                    "size": list(picture.size),
                    "angle": round(angle, 2),
                    "lines": lines,
                }
            )
            placed = sum(line["at"] is not None for line in lines)
            print(
                f"{name:<28}{len(known):>5} lines, {len(lines):>4} found, {placed:>4} known",
                flush=True,
            )
            pages.save(pages.OCR, kept_with(made))  # it takes long: what is there is kept


if __name__ == "__main__":
    main()

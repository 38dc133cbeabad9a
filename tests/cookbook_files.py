"""The scans and answers that the snippets of docs/cookbook.md work on, drawn and written here."""

import json

import numpy as np
from PIL import Image, ImageDraw

import ocrlayout as ol
from ocrlayout import geometry

NO_CELL = (-1, -1, -1, -1)
LETTER = ["Dear Ann, quick", "brown fox jumps", "over tbe lazy dag", "Kind regards"]
LEVELS = (30, 70, 110, 150)  # gray of the bars that stand for the lines of the letter
UPSIDE = geometry.rotation(4, (300, 200))  # how the letter lies under the camera


def quad(x, y, width, height=20):
    return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]


def lines_of(texts, x=100, y=100, spaced=True, **columns):
    """Set texts line under line: ten pixels a letter, forty a line."""
    words, quads, polygons, offsets = [], [], [], [0]
    for row, text in enumerate(texts):
        at = x
        for word in text.split(" "):
            words.append(word)
            quads.append(quad(at, y + 40 * row, 10 * len(word)))
            at += 10 * (len(word) + 1)
        polygons.append(quad(x, y + 40 * row, 10 * len(text)))
        offsets.append(len(words))
    confidence = [{"tbe": 0.41, "dag": 0.32}.get(word, 0.9) for word in words]
    return ol.Lines(texts, polygons, ol.Words(words, quads, confidence), offsets, **columns)


def page_of(lines, number=1, **columns):
    return ol.Page(number, 600, 400, "pixel", lines=lines, **columns)


def letter():
    lines = lines_of(LETTER, handwritten=[0.1, 0.1, 0.9, np.nan])
    return page_of(lines.move(UPSIDE))


def table(number, rows, start, caption=""):
    roles = ["table", *["caption"][: len(caption)]]
    grid, texts, blocks = [NO_CELL] * len(roles), [caption][: len(caption)], [1][: len(caption)]
    for row, cells in enumerate(rows, start):
        for column, text in enumerate(cells):
            roles.append("cell" if row else "column_header")
            grid.append((row, column, 1, 1))
            if text:
                texts.append(text)
                blocks.append(len(roles) - 1)
    parents = [-1] + [0] * (len(roles) - 1)
    return page_of(lines_of(texts, block=blocks), number, blocks=ol.Blocks(roles, parents, grid))


def report():
    paragraphs = ["Optical recog-", "nition of", "old books.", "東京都", "に行く"]
    last = page_of(
        lines_of(paragraphs, block=[0, 0, 0, 1, 1]), 3, blocks=ol.Blocks(["paragraph"] * 2)
    )
    return ol.Document(
        [
            table(1, [["From", "By"], ["Oslo", "rail"]], 0, "Departures"),
            table(2, [["Rome", ""]], 2),
            last,
        ]
    )


def scan(page):
    """Draw a page: a gray bar for each line."""
    image = Image.new("L", (600, 400), 255)
    for level, corners in zip(LEVELS * 9, page.lines.polygon, strict=False):
        ImageDraw.Draw(image).polygon([tuple(point) for point in corners], fill=level)
    return image


def write(folder):
    """Write all files that the snippets name."""
    ol.save(report(), folder / "report.json")
    first, *rest = [scan(page) for page in report()]
    first.save(folder / "report.tif", save_all=True, append_images=rest)
    for name in ("letter", "scans/a", "scans/b"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        ol.save(ol.Document([letter()]), path.with_suffix(".json"))
        scan(letter()).save(path.with_suffix(".png"))
    again = ol.Page(1, 300, 200, "pixel", lines=lines_of(["Yours, Ann"], 50, 150))
    ol.save(ol.Document([again]), folder / "letter-again.json")
    acme = {
        "texts": ["Total", "14.50"],
        "corners": [quad(0, 0, 50), quad(60, 0, 50)],
        "scores": [0.9, 0.8],
    }
    (folder / "acme.json").write_text(json.dumps(acme), encoding="utf-8")

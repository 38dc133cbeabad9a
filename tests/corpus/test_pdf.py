"""Searchable PDFs of scans with true words, where they are at hand; their licences keep them out of the project.

``OCRLAYOUT_CORPUS`` names the folder, by default ``../shared/corpus`` beside the checkout:
``pdf/*/truth.json`` in it and the scans beside it, ``{pdf, pages: [{width, height, dpi, image,
lines: [{words: [{text, poly, sep}]}]}]}``. The figure is recall: the share of what stands between
white space that a reader's text has too; readers join words that are divided at a line's end.

A change may lose 0.003 of a figure, not more. One that gains raises the figure here.
"""

import json
import os
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from pdf_pages import pdfium_text, plain, poppler_text, written

from ocrlayout.model import Document, Lines, Page, Words

CORPUS = (
    Path(os.environ.get("OCRLAYOUT_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
    / "pdf"
)
CASES = sorted(path.parent.name for path in CORPUS.glob("*/truth.json"))
pytestmark = pytest.mark.skipif(
    not CASES, reason=f"no scans at {CORPUS}; OCRLAYOUT_CORPUS names the folder"
)

SLACK = 0.003
PDFIUM_HYPHEN = "\ufffe"  # what it writes between the pieces of a word that it has joined
REACHED = {  # poppler, PDFium
    "alpha_png": (0.935, 1.0),
    "arabic": (0.949, 1.0),
    "bidi_mixed": (0.872, 0.898),
    "bilevel600": (1.0, 1.0),
    "chinese_chars": (1.0, 1.0),
    "cmyk_jpg": (1.0, 1.0),
    "emoji_math": (1.0, 0.966),
    "exif6_jpg": (1.0, 1.0),
    "hindi": (1.0, 1.0),
    "japanese_vertical": (1.0, 1.0),
    "latin_jpg": (1.0, 1.0),
    "pdf_jbig2": (1.0, 1.0),
    "pdf_rot_crop": (1.0, 0.999),
    "png16": (1.0, 1.0),
    "rot180": (1.0, 1.0),
    "rot90": (1.0, 0.997),
    "skew3": (1.0, 1.0),
}


def load(case):
    truth = json.loads((CORPUS / case / "truth.json").read_text(encoding="utf-8"))
    pages = [page_of(page, number) for number, page in enumerate(truth["pages"], 1)]
    files = (
        ["in.pdf"]
        if truth["pdf"]
        else list(dict.fromkeys(page["image"] for page in truth["pages"]))
    )
    return Document(pages), [CORPUS / case / name for name in files]


def page_of(page, number):
    rows = [line["words"] for line in page["lines"]]
    words = [word for row in rows for word in row]
    spaced = [word["sep"] != "" for word in words]
    column = Words(
        [word["text"] for word in words],
        np.array([word["poly"] for word in words], float),
        spaced=spaced,
    )
    offsets = np.cumsum([0, *map(len, rows)])
    texts = [column[first:last].join() for first, last in pairwise(offsets)]
    hulls = [hull(np.array([word["poly"] for word in row], float)) for row in rows]
    lines = Lines(texts, hulls, column, offsets)
    return Page(number, page["width"], page["height"], "pixel", lines=lines)


def hull(quads):
    """A line's quad, from its words', in the axes of their own direction."""
    along = (quads[:, 1] - quads[:, 0]).sum(0)
    along = along / np.hypot(*along)
    axes = np.stack([along, [-along[1], along[0]]], axis=1)
    (u0, v0), (u1, v1) = (quads.reshape(-1, 2) @ axes).min(0), (quads.reshape(-1, 2) @ axes).max(0)
    return np.array([[u0, v0], [u1, v0], [u1, v1], [u0, v1]]) @ axes.T


def recall(document, text):
    """The share of words found; a word divided at a line's end may come back joined."""
    lines = [line.split() for page in document for line in plain_lines(page)]
    wanted = Counter(token for line in lines for token in line)
    found = Counter(plain(text).replace(PDFIUM_HYPHEN, "").split())
    for first, second in divided(lines):
        joined = first[:-1] + second
        if found[joined] > wanted[joined]:
            found.subtract([joined])
            found.update([first, second])
    return sum((wanted & found).values()) / wanted.total()


def plain_lines(page):
    return [plain(line) for line in page.lines.text]


def divided(lines):
    """Yield the two pieces of each word that is divided at a line's end."""
    for line, following in pairwise(filter(None, lines)):
        if line[-1].endswith("-") and len(line[-1]) > 1:
            yield line[-1], following[0]


@pytest.mark.parametrize("case", CASES)
def test_recall_reaches_what_it_has_reached(case):
    document, files = load(case)
    data = written(*document, images=files, dpi=None)
    found = recall(document, poppler_text(data)), recall(document, pdfium_text(data))
    least = REACHED.get(case, (0.9, 0.9))
    assert all(figure >= floor - SLACK for figure, floor in zip(found, least, strict=True)), (
        case,
        found,
    )

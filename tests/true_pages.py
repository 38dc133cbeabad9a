"""The example pages with what is on them, in place of an engine: quick, and right to the letter."""

import io
import itertools
import json
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image

from ocrlayout.model import Document, Lines, Page, Words

PAGES = Path(__file__).parents[1] / "examples" / "pages"
TRUTH = json.loads((PAGES / "truth.json").read_text(encoding="utf-8"))
NAMES = ["letter.png", "two-columns-skewed.jpg", "sideways.png", "languages.png", "scripts.png"]
_SIDE = 24  # pixels of the small pictures by which pages are told apart


def size_of(name):
    with Image.open(PAGES / name) as image:
        return image.size


def page(name, number=1, size=None):
    """A page as an engine would give it; of another size for a scan of another resolution."""
    width, height = size_of(name)
    across, down = size or (width, height)
    scale = np.array([across / width, down / height])
    words = [word for line in TRUTH[name] for word in line["words"]]
    quads = np.array([corners for _, corners in words]).reshape(-1, 4, 2) * scale
    counts = [len(line["words"]) for line in TRUTH[name]]
    offsets = np.concatenate([[0], np.cumsum(counts)])
    texts = [line["text"] for line in TRUTH[name]]
    lines = [_around(quads[a:b]) for a, b in itertools.pairwise(offsets)]
    spaced = np.concatenate([_spaced(line) for line in TRUTH[name]])
    made = Words([text for text, _ in words], quads, np.full(len(words), 0.9), spaced)
    return Page(number, across, down, "pixel", lines=Lines(texts, lines, made, offsets))


def _around(quads):
    """The corners of a line: its first word's at the left, its last word's at the right."""
    first, last = quads[0], quads[-1]
    return np.array([first[0], last[1], last[2], first[3]])


def _spaced(line):
    """Whether white space follows each word in the text of the line."""
    found, end = [], 0
    for text, _ in line["words"]:
        start = line["text"].find(text, end)
        end = start + len(text) if start >= 0 else end
        found.append(line["text"][end : end + 1] == " ")
    return found


@cache
def _small(name):
    with Image.open(PAGES / name) as image:
        return _shrunk(image)


def _shrunk(image):
    return np.asarray(image.convert("L").resize((_SIDE, _SIDE), Image.Resampling.BOX), np.float64)


def name_of(image):
    """Tell which of the pages a picture shows."""
    there = [
        name
        for name in NAMES
        if (size_of(name)[0] > size_of(name)[1]) == (image.width > image.height)
    ]
    return min(there, key=lambda name: np.abs(_small(name) - _shrunk(image)).mean())


def recognize(data, asked):
    """What a service is given in place of an engine."""
    with Image.open(io.BytesIO(data)) as image:
        return Document([page(name_of(image), size=image.size)])

"""The samples of a service that the corpus lists, with the pages, lines and words that each has."""

import json
import os
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ocrlayout import geometry, images

INK = 60  # levels of gray between paper and ink, at least
CORPUS = Path(os.environ.get("OCRLAYOUT_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")


class Sample(NamedTuple):
    """A file, the counts that the index gives, and the text of its first and last line."""

    path: Path
    pages: int
    lines: int
    words: int
    first: str = ""
    last: str = ""

    @property
    def body(self):
        """The payload."""
        return json.loads(self.path.read_text(encoding="utf-8-sig"))

    @property
    def scan(self):
        """The scan beside the file, or None."""
        beside = (self.path.with_suffix(suffix) for suffix in (".png", ".jpg", ".pdf"))
        return next((path for path in beside if path.exists()), None)

    def __str__(self):
        return self.path.name


def samples(section, folder):
    """List the samples of a section of `formats` and of a folder of `responses`."""
    return [*_formats(section), *_responses(folder)]


def _cells(path):
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        yield [cell.strip() for cell in line.split("|")] if line.startswith("|") else [line]


def _formats(section):
    here = ""
    for row in _cells(CORPUS / "formats" / "INDEX.md"):
        if row[0].startswith("## "):
            here = row[0][3:]
        elif here == section and len(row) > 6 and "." in row[1]:
            counts = map(int, row[3].split("/"))
            yield Sample(CORPUS / "formats" / section / row[1], *counts, *row[4:6])


def _responses(folder):
    for row in _cells(CORPUS / "responses" / "INDEX.md"):
        if len(row) > 9 and row[1].startswith(folder):
            yield Sample(CORPUS / "responses" / row[1], *map(int, row[6:9]))


def inked(page, scan):
    """Share of a page's words in whose box the scan is not plain paper."""
    gray = images.pixels(images.expand(scan)[0], dpi=144).mean(axis=2)
    scale = np.array(gray.shape[::-1]) / page.size
    found = 0
    for quad in page.words.polygon * scale:
        x0, y0, x1, y1 = geometry.boxes(quad).round().astype(int).clip(0)
        found += np.ptp(gray[y0 : y1 + 1, x0 : x1 + 1]) > INK
    return found / len(page.words)

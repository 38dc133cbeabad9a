"""Lines and words with their corners in whole pixels, and the direction of each line."""

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ocrlayout import geometry
from ocrlayout.model import Page
from ocrlayout.writers._scan.places import Corners, whole

__all__ = ["PageLine", "PageWord", "lines_of"]

_LEVEL = 0.5  # degrees: below, text is as good as level, and a box says where it stands


class PageWord(NamedTuple):
    """A word: text, corners or None, confidence or NaN, and whether white space follows."""

    text: str
    quad: Corners | None
    confidence: float
    spaced: bool


class PageLine(NamedTuple):
    """A line.

    Attributes
    ----------
    text : str
    quad : Corners or None
    angle : float
        In which direction it runs: degrees, clockwise as seen; NaN without corners.
    words : list of PageWord
    language : str
    """

    text: str
    quad: Corners | None
    angle: float
    words: list[PageWord]
    language: str

    @property
    def is_level(self) -> bool:
        """Whether the text runs along the page's upper edge, or nobody knows."""
        return not abs(self.angle) > _LEVEL

    @property
    def slope(self) -> float:
        """How far the text runs down on the way of a pixel to the right."""
        return math.tan(math.radians(self.angle))


def lines_of(page: Page) -> list[PageLine]:
    """Return the lines of a page; see :func:`~ocrlayout.writers._scan.places.whole`."""
    lines, words = page.lines, page.words
    sure, spaced = words.confidence.tolist(), words.spaced.tolist()
    columns = (words.text, whole(words.polygon, page), sure, spaced)
    every = [*map(PageWord, *columns)]
    quads = whole(lines.polygon, page)
    angles = np.where(geometry.known(lines.polygon), geometry.angles(lines.polygon), np.nan)
    bounds = pairwise(lines.offsets.tolist())
    rows = zip(lines.text, quads, angles.tolist(), bounds, lines.language, strict=True)
    return [
        PageLine(text, quad, angle, every[start:stop], language)
        for text, quad, angle, (start, stop), language in rows
    ]

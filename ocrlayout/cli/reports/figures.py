"""What a report says of the pages of a document."""

from collections import Counter

import numpy as np
import numpy.typing as npt

from ocrlayout.doubts import doubt
from ocrlayout.journal import PageFigures
from ocrlayout.model import Document, Lines, Page
from ocrlayout.skew import page_angle

__all__ = ["figures"]

Array = npt.NDArray[np.float64]

_TEXT = "text"  # the provider of pages whose text was there, and read as it is


def figures(document: Document) -> list[PageFigures]:
    """Return the figures of each page, as it was before anything was turned.

    The doubt of a page is the mean of its words.

    Examples
    --------
    >>> from ocrlayout.model import Words
    >>> words = Words(["Pack", "my"], confidence=[0.9, 0.7])
    >>> page = Page(lines=Lines(["Pack my"], words=words, offsets=[0, 2]))
    >>> found = figures(Document([page]))[0]
    >>> found.words, round(found.confidence, 2), 0 < found.doubt < 1
    (2, 0.8, True)
    """
    doubts = doubt(document)
    return [_of(page, values) for page, values in zip(document, doubts, strict=True)]


def _of(page: Page, doubts: Array) -> PageFigures:
    had_text = page.origin.provider == _TEXT
    return PageFigures(
        page.number,
        len(page.words),
        _mean(page.words.confidence),
        np.nan if had_text else _mean(doubts),
        page_angle(page) if len(page.words) else np.nan,
        _language(page.lines),
        had_text,
    )


def _mean(values: Array) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else np.nan


def _language(lines: Lines) -> str:
    """Return the language of most words; ``""`` where none is said."""
    counts: Counter[str] = Counter()
    for language, count in zip(lines.language, np.diff(lines.offsets).tolist(), strict=True):
        if language:
            counts[language] += count
    return max(counts, key=counts.__getitem__, default="")

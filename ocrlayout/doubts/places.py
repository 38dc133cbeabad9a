"""What the confidence of a word and its box say, beside those of the words around it."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Page

__all__ = ["PLACE", "placed"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

PLACE = (  # the columns of `placed`
    "unsure",
    "rank",
    "rank_on_page",
    "unknown",
    "usual",
    "spread",
    "line_unsure",
    "neighbor_unsure",
    "misfit",
    "height",
    "alone",
)
_SHARPEST = 1e-4  # of 1 - confidence: below it, engines say no more
_NARROW, _WIDE = frozenset("iljtfrI.,:;'!|()[]1"), frozenset("mwMWGOQDHNU%@")
_NARROW_SHARE, _WIDE_SHARE = 0.55, 1.35  # of the width of other characters, in common typefaces
_CACHED = 65_536  # words whose width is remembered: some 10 MB at most
_FARTHEST = 2.0  # of a logarithm of a ratio: more says no more


def placed(pages: Sequence[Page]) -> Array:
    """Return what each word's confidence and box say, ``(n, 11)``: a column for each of `PLACE`."""
    confidence = np.concatenate([page.words.confidence for page in pages])
    lines = _lines(pages)
    unknown = np.isnan(confidence)
    ranked = np.where(unknown, 0.5, _ranks(confidence))
    on_page = np.concatenate([_ranks(page.words.confidence) for page in pages])
    unsure = -np.log10(np.clip(np.where(unknown, 1, confidence), 0, 1) * -1 + 1 + _SHARPEST)
    on_page = np.where(unknown, 0.5, on_page)
    usual, high = _quantiles(unsure[~unknown])
    document = np.full(len(unsure), usual), np.full(len(unsure), high - usual)
    around, shapes = _around(ranked, lines), _shapes(pages, lines)
    return np.column_stack([unsure, ranked, on_page, unknown, *document, *around, *shapes])


def _quantiles(unsure: Array) -> tuple[float, float]:
    """Return how unsure the engine is of most words, and of the worst tenth: how engines differ."""
    return tuple(np.quantile(unsure, (0.5, 0.9)).tolist()) if len(unsure) else (0.0, 0.0)


def _lines(pages: Sequence[Page]) -> Integers:
    """Return the line of each word, counted over all pages."""
    counts = [np.diff(page.lines.offsets) for page in pages]
    every = np.concatenate(counts)
    return np.repeat(np.arange(len(every)), every)


def _ranks(confidence: Array) -> Array:
    """Return the share of the words that are surer than each; of equal ones, the middle."""
    known = np.sort(confidence[~np.isnan(confidence)])
    low = np.searchsorted(known, confidence, "left")
    high = np.searchsorted(known, confidence, "right")
    return 1 - (low + high) / (2 * max(len(known), 1))


def _around(rank: Array, lines: Integers) -> tuple[Array, Array]:
    """Return the mean rank of a word's line, and the higher one of its neighbors in it."""
    count = np.bincount(lines)
    mean = np.bincount(lines, rank) / np.maximum(count, 1)
    same = lines[1:] == lines[:-1]
    beside = np.zeros(len(rank))
    beside[1:] = np.where(same, rank[:-1], 0)
    beside[:-1] = np.maximum(beside[:-1], np.where(same, rank[1:], 0))
    return mean[lines], beside


def _shapes(pages: Sequence[Page], lines: Integers) -> tuple[Array, Array, Array]:
    """Return how far width and height are from what the line has, and whether a word is alone."""
    quads = np.concatenate([page.words.polygon for page in pages])
    texts = [text for page in pages for text in page.words.text]
    length, height = geometry.sizes(quads).T
    width = length / np.array([_expected(text) for text in texts])
    alone = np.bincount(lines)[lines] == 1
    return _misfit(width, lines), _misfit(height, lines), alone.astype(float)


@lru_cache(_CACHED)
def _expected(text: str) -> float:
    """Return about how wide a text is, in common characters."""
    narrow = sum(character in _NARROW for character in text)
    wide = sum(character in _WIDE for character in text)
    common = len(text) - narrow - wide
    return max(common + narrow * _NARROW_SHARE + wide * _WIDE_SHARE, _NARROW_SHARE)


def _misfit(sizes: Array, lines: Integers) -> Array:
    """Return how far a size is from the middle one of its line, as a logarithm; 0 if unknown."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logarithm = np.log(sizes)
    fine = np.isfinite(logarithm)
    middle = _medians(np.where(fine, logarithm, np.nan), lines)
    away = np.abs(logarithm - middle[lines])
    return np.where(fine & np.isfinite(away), np.minimum(away, _FARTHEST), 0)


def _medians(values: Array, lines: Integers) -> Array:
    """Return the median of the known values of each line, NaN where there is none."""
    order = np.lexsort((values, lines))
    known = np.bincount(lines, ~np.isnan(values)).astype(int)
    first = np.concatenate([[0], np.cumsum(np.bincount(lines))])[:-1]
    middle = np.minimum(first + np.maximum(known - 1, 0) // 2, len(values) - 1)
    return np.where(known > 0, values[order][middle], np.nan)

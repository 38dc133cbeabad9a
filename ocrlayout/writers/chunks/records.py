"""A chunk as JSON."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import numpy as np

from ocrlayout import geometry
from ocrlayout.model import Page
from ocrlayout.model.columns import Integers
from ocrlayout.writers.chunks.document import Chunk, Placed
from ocrlayout.writers.chunks.quads import quads_of

__all__ = ["record"]

# Decimals: 0.0001 inch is a fiftieth of a pixel at 200 dpi, and so is 0.000001 of a page.
_UNITS, _SHARES = 4, 6


def record(chunk: Chunk, name: str) -> dict[str, Any]:
    """Return a chunk as a JSON object, but for its id.

    Parameters
    ----------
    chunk : Chunk
    name : str
        Of the document; ``""`` is null.
    """
    origin = chunk.pieces[0].page.origin
    table = chunk.pieces[0].piece.table
    return {
        "text": chunk.text,
        "role": chunk.role,
        "headings": list(chunk.headings),
        "pages": list(_pages(chunk)),
        "confidence": _confidence(chunk),
        "language": _language(chunk),
        "table": table._asdict() if table else None,
        "source": {"name": name or None, "provider": origin.provider, "version": origin.version},
    }


def _pages(chunk: Chunk) -> Iterator[dict[str, Any]]:
    for _, group in groupby(chunk.pieces, lambda placed: id(placed.page)):
        placed = list(group)
        yield _page(placed[0].page, [line for one in placed for line in one.piece.lines])


def _page(page: Page, lines: list[int]) -> dict[str, Any]:
    quads = page.to_source(quads_of(page.lines, lines))
    width, height = page.source_size
    is_known = width > 0 and height > 0
    return {
        "page": page.number,
        "width": _number(width),
        "height": _number(height),
        "unit": page.unit or None,
        "quads": _flat(quads, _UNITS),
        "relative_quads": _flat(quads / (width, height), _SHARES) if is_known else None,
        "words": _ranges(page.lines.words_of(lines)),
    }


def _flat(quads: geometry.Array, decimals: int) -> list[list[float]]:
    flat: list[list[float]] = np.round(quads, decimals).reshape(-1, 8).tolist()
    return flat


def _ranges(words: Integers) -> list[list[int]]:
    """Return rows of words as ranges, each from its first to behind its last."""
    rows = np.sort(words)
    runs = np.split(rows, np.flatnonzero(np.diff(rows) != 1) + 1)
    return [[int(run[0]), int(run[-1]) + 1] for run in runs if len(run)]


def _confidence(chunk: Chunk) -> dict[str, Any]:
    """Return the mean and the least confidence of words where it is known, and their number."""
    parts = [one.page.words.confidence[_words(one)] for one in chunk.pieces]
    every = np.concatenate(parts)
    known = every[np.isfinite(every)]
    if not len(known):
        return {"mean": None, "min": None, "words": len(every)}
    mean, least = round(float(known.mean()), _SHARES), float(known.min())
    return {"mean": mean, "min": least, "words": len(every)}


def _words(placed: Placed) -> Integers:
    return placed.page.lines.words_of(placed.piece.lines)


def _language(chunk: Chunk) -> str | None:
    counts = Counter(
        placed.page.lines.language[line] for placed in chunk.pieces for line in placed.piece.lines
    )
    return counts.most_common(1)[0][0] or None


def _number(value: float) -> float | None:
    return value if np.isfinite(value) else None

"""Levels of headings over a document: by the size of their type, and by their numbers."""

import dataclasses
import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Document, Page
from ocrlayout.order.measure import median

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Heading = tuple[int, float, int]

_NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})*)\.?\s+\S")
_STEP = 0.12  # of the logarithm of the size of type: less is one level


def with_levels(document: Document) -> Document:
    """Give the headings that have none a level: 1 is that of the largest type.

    A level that a service gives stays, and counts where the others are ranked.

    Headings with numbers of one depth ("2.1", "3.4") have one level, below that of the depth
    before.

    Examples
    --------
    >>> from ocrlayout.model import Blocks, Lines
    >>> quads = [[[0, 0], [99, 0], [99, 30], [0, 30]], [[0, 50], [99, 50], [99, 60], [0, 60]]]
    >>> lines = Lines(["Large", "Small"], quads, block=[0, 1])
    >>> page = Page(lines=lines, blocks=Blocks(["heading", "heading"]))
    >>> with_levels(Document([page]))[0].blocks.level.tolist()
    [1, 2]
    """
    found = [_headings(page) for page in document]
    sizes = np.array([size for page in found for _, size, _ in page])
    if not len(sizes):
        return document
    depths = np.array([depth for page in found for _, _, depth in page])
    levels = iter(_levels(sizes, depths).tolist())
    pages = [_leveled(page, rows, levels) for page, rows in zip(document, found, strict=True)]
    return Document(pages, document.origin)


def _leveled(page: Page, headings: list[Heading], levels: Iterator[int]) -> Page:
    if not headings:
        return page
    level = page.blocks.level.copy()
    for row, _, _ in headings:
        ranked = next(levels)
        level[row] = level[row] or ranked
    return page.replace(blocks=dataclasses.replace(page.blocks, level=level))


def _headings(page: Page) -> list[Heading]:
    """Return row, logarithm of the size and depth of number of headings."""
    rows = [row for row, role in enumerate(page.blocks.role) if role == "heading"]
    if not rows:
        return []
    across = geometry.sizes(page.lines.polygon).min(axis=1)
    found = []
    for row in rows:
        lines = np.flatnonzero(page.lines.block == row)
        if len(lines):
            found.append((row, _size(across[lines]), _depth(page.lines.text[lines[0]])))
    return found


def _size(across: Array) -> float:
    """Return the logarithm of the height of lines, whichever way they run; 0 where unknown."""
    known = across[np.isfinite(across) & (across > 0)]
    return float(np.log(median(known))) if len(known) else 0.0


def _depth(text: str) -> int:
    found = _NUMBER.match(text)
    return found[1].count(".") + 1 if found else 0


def _levels(sizes: Array, depths: Index) -> Index:
    """Return the level of each heading: the rank of its size among the sizes that there are."""
    sizes = sizes.copy()
    above = np.inf
    for depth in range(1, int(depths.max()) + 1):
        members = depths == depth
        if members.any():
            above = min(median(sizes[members]), above - 1.5 * _STEP)
            sizes[members] = above
    order = np.argsort(-sizes, kind="stable")
    ranks = np.cumsum(-np.diff(sizes[order], prepend=sizes[order[0]]) > _STEP) + 1
    levels = np.empty(len(sizes), np.int64)
    levels[order] = ranks
    return levels

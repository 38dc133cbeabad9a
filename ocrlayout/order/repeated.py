"""Headers, footers and page numbers over the pages of a document: what repeats at one place."""

import dataclasses
import re
from collections import Counter

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Blocks, Document, Page
from ocrlayout.order import measure
from ocrlayout.order.blocks import unbroken
from ocrlayout.order.cues import is_page_number
from ocrlayout.order.roles import FURNITURE

Mask = npt.NDArray[np.bool_]
Key = tuple[str, int, int]

_DIGITS = re.compile(r"\d+")
_EDGE = 0.14  # of the page's height: where headers and footers stand
_PLACES = 40  # a place is known to a fortieth of the page
_SHARE, _LEAST = 0.3, 2  # of the pages, and how many at least
_LARGE = 1.25  # of the page's median line height: running heads are set in the text's size or less


def with_repeated(document: Document, is_free: list[bool]) -> Document:
    """Name what stands at one place near the top or bottom of several pages, with one text.

    Parameters
    ----------
    document : Document
        In reading order.
    is_free : list of bool
        Of each page, whether its blocks were found by the layout: those of a service stay.

    Notes
    -----
    Numbers may differ from page to page, and pages may be mirrored. In lines larger than the text
    they may not: ``Chapter 1`` and ``Chapter 2`` are headings.
    """
    if sum(is_free) < _LEAST:
        return document
    keys = [_keys(page) if free else {} for page, free in zip(document, is_free, strict=True)]
    count = Counter(key for found in keys for key in {k for near in found.values() for k in near})
    least = max(_LEAST, _SHARE * sum(is_free))
    pages = []
    for page, found in zip(document, keys, strict=True):
        rows = [row for row, near in found.items() if any(count[key] >= least for key in near)]
        pages.append(_named(page, rows) if rows else page)
    return Document(pages, document.origin)


def _keys(page: Page) -> dict[int, set[Key]]:
    """Return, for each line near an edge, its text without figures and the places it is near."""
    size = np.array([page.width, page.height])
    if not (np.isfinite(size).all() and (size > 0).all()):
        return {}
    place = geometry.centers(page.lines.polygon) / size
    near = np.isfinite(place[:, 1]) & ((place[:, 1] < _EDGE) | (place[:, 1] > 1 - _EDGE))
    found, large = {}, _large(page)
    for row in np.flatnonzero(near).tolist():
        text = page.lines.text[row]
        text = text if large[row] else _DIGITS.sub("#", text)
        x = min(place[row, 0], 1 - place[row, 0])  # left and right pages mirror each other
        found[row] = {(text, *cell) for cell in _cells(float(x), float(place[row, 1]))}
    return found


def _large(page: Page) -> Mask:
    """Return which lines are larger than the text of their page."""
    height = geometry.sizes(page.lines.polygon)[:, 1]
    known = height[np.isfinite(height)]
    return height > _LARGE * (measure.median(known) if len(known) else np.inf)


def _cells(x: float, y: float) -> set[tuple[int, int]]:
    """Return the cells of a grid that a place is in or within half a cell of."""
    return {
        (int(x * _PLACES + dx), int(y * _PLACES + dy))
        for dx in (-0.25, 0.25)
        for dy in (-0.25, 0.25)
    }


def _named(page: Page, rows: list[int]) -> Page:
    """Give lines blocks of their own, as headers, footers and page numbers."""
    block = page.lines.block.copy()
    roles: list[str] = []
    middle = geometry.centers(page.lines.polygon)[:, 1]
    for row in rows:
        if block[row] >= 0 and page.blocks.role[block[row]] in FURNITURE:
            continue
        edge = "header" if middle[row] < page.height / 2 else "footer"
        block[row] = len(page.blocks) + len(roles)
        roles.append("page_number" if is_page_number(page.lines.text[row]) else edge)
    every = Blocks.concat([page.blocks, Blocks(tuple(roles))])
    blocks, block = unbroken(every, block)
    return page.replace(lines=dataclasses.replace(page.lines, block=block), blocks=blocks)

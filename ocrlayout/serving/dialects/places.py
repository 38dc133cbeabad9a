"""Corners, sizes and confidences, as the service writes them."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Line, Page, Word

__all__ = ["Item", "confidence", "corners", "region", "size"]

Item = dict[str, Any]

_DECIMALS = {"pixel": 0, "inch": 4}  # of coordinates


def size(page: Page) -> Item:
    """Return width, height and unit of a page."""
    width, height = (_rounded(side, page) for side in page.size)
    return {"width": width, "height": height, "unit": page.unit}


def corners(page: Page, quad: npt.ArrayLike, line: Line | None = None) -> list[float | int]:
    """Return corners as eight numbers; those of its line for a word that does not have its own.

    Raises
    ------
    ValueError
        The engine does not say them.
    """
    chosen = np.asarray(quad, np.float64)
    if line is not None and not geometry.known(chosen):
        chosen = np.asarray(line.polygon, np.float64)
    if not geometry.known(chosen):
        raise ValueError(f"page {page.number} has text of which the engine does not say the place")
    return [_rounded(value, page) for value in np.ravel(chosen).tolist()]


def region(page: Page, quad: npt.ArrayLike, lines: list[int]) -> Item:
    """Say where something lies: at its own corners, else around its lines."""
    chosen = np.asarray(quad, np.float64)
    if not geometry.known(chosen) and lines:
        around = geometry.extent(page.lines.polygon[lines])
        left, top, right, bottom = around.tolist()
        chosen = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    return {"pageNumber": page.number, "polygon": corners(page, chosen)}


def confidence(word: Word) -> Item:
    """Return the confidence of a word; nothing where it is not known."""
    return {} if math.isnan(word.confidence) else {"confidence": round(word.confidence, 3)}


def _rounded(value: float, page: Page) -> float | int:
    decimals = _DECIMALS[page.unit]
    return round(value, decimals) if decimals else round(value)

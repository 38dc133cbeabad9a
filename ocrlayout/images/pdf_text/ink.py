"""Gray pixels → ink, counted in cells."""

from typing import Any, Literal

import numpy as np
import numpy.typing as npt

__all__ = ["MARGIN", "PIXELS", "cells", "in_runs", "ink", "looks_like_text", "without_rules"]

Mask = npt.NDArray[np.bool_]
Gray = npt.NDArray[np.uint8]

PIXELS = 550_000  # of a page that is drawn small: A4 at 75 dpi
MARGIN = 3.0  # pixels around a word: boxes of OCR are not exact
_CELL = 8  # pixels of a cell's side
_BLOCK = 24  # pixels of a block's side, in which the background is of one gray
_CONTRAST = 40  # grays, of 255: paper and pale pictures differ less from their surroundings
_FULL = 4  # pixels of ink in a cell that counts
_RULE = 80  # pixels in a row of what is not letters
_SAME = 12  # grays by which the background varies around text
_PLAIN = 0.5  # share of a block around text that is background: small print has .56 at least
_BETWEEN = 0.2  # share that is neither: of scanned text .15 at the most, of photographs .3 and more


def ink(gray: Gray) -> Mask:
    """Return which pixels differ from the gray around them."""
    apart = _contrast(gray) > _CONTRAST
    rows, columns, _ = apart.shape
    lines = apart.reshape(rows, columns, _BLOCK, _BLOCK).swapaxes(1, 2)
    found: Mask = lines.reshape(rows * _BLOCK, columns * _BLOCK)[: gray.shape[0], : gray.shape[1]]
    return found


def looks_like_text(gray: Gray) -> Mask:
    """Return which cells have paper and ink, but little between, as photographs have it."""
    contrast = _contrast(gray)
    paper = (contrast <= _SAME).mean(axis=2)
    between = 1 - paper - (contrast > _CONTRAST).mean(axis=2)
    plain = (paper >= _PLAIN) & (between <= _BETWEEN)
    times = _BLOCK // _CELL
    height, width = (-(-side // _CELL) for side in gray.shape)
    spread: Mask = plain.repeat(times, axis=0).repeat(times, axis=1)[:height, :width]
    return spread


def cells(mask: Mask) -> Mask:
    """Return which cells a mask fills."""
    full: Mask = _cut(mask, _CELL, "constant").sum(axis=2, dtype=np.uint8) >= _FULL
    return full


def _contrast(gray: Gray) -> npt.NDArray[np.int16]:
    """Return by how many grays pixels differ from the median of their block."""
    blocks = _cut(gray.astype(np.int16), _BLOCK, "edge")
    middle = np.median(blocks, axis=2, keepdims=True).astype(np.int16)
    contrast: npt.NDArray[np.int16] = np.abs(blocks - middle)
    return contrast


def _cut(
    image: npt.NDArray[Any], side: int, padding: Literal["constant", "edge"]
) -> npt.NDArray[Any]:
    """Cut an image to squares, (rows, columns, pixels of each)."""
    padded = np.pad(image, [(0, -length % side) for length in image.shape], mode=padding)
    height, width = padded.shape
    squares = padded.reshape(height // side, side, width // side, side).swapaxes(1, 2)
    return squares.reshape(height // side, width // side, side * side)


def in_runs(full: Mask, length: int) -> Mask:
    """Return which cells stand in rows or columns of so many: a line does, specks do not."""
    found: Mask = _in_rows(full, length) | _in_rows(full.T, length).T
    return found


def without_rules(found: Mask) -> Mask:
    """Return a mask without long straight lines."""
    return found & ~in_runs(found, _RULE)


def _in_rows(full: Mask, length: int) -> Mask:
    """Open a mask by a row of cells: erode it, and dilate what is left."""
    eroded, reach = full, 1
    while reach < length:
        step = min(reach, length - reach)
        eroded = eroded[:, :-step] & eroded[:, step:]
        reach += step
    padded = np.pad(eroded, [(0, 0), (length - 1, length - 1)])
    while reach > 1:
        step = reach // 2
        padded = padded[:, :-step] | padded[:, step:]
        reach -= step
    return padded

"""Gray pixels → ink, counted in cells."""

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
_PLAIN = 0.5  # share of a block around text that is background: small print has .56 at the least
_BETWEEN = 0.2  # share that is neither: of scanned text .15 at the most, of photographs .3 and more


def ink(gray: Gray) -> Mask:
    """Return which pixels differ from the gray around them."""
    blocks = _blocks(gray)
    apart = np.abs(blocks - _median(blocks)) > _CONTRAST
    return _put_back(apart, gray.shape)


def looks_like_text(gray: Gray) -> Mask:
    """Return which cells have paper and ink, but little between, as photographs have it."""
    blocks = _blocks(gray)
    apart = np.abs(blocks - _median(blocks))
    paper = (apart <= _SAME).mean(axis=(1, 3))
    between = 1 - paper - (apart > _CONTRAST).mean(axis=(1, 3))
    plain = (paper >= _PLAIN) & (between <= _BETWEEN)
    times = _BLOCK // _CELL
    height, width = (-(-side // _CELL) for side in gray.shape)
    spread: Mask = plain.repeat(times, axis=0).repeat(times, axis=1)[:height, :width]
    return spread


def cells(mask: Mask) -> Mask:
    """Return which cells a mask fills."""
    full: Mask = _cut(mask).sum(axis=(1, 3)) >= _FULL
    return full


def _cut(mask: Mask) -> Mask:
    """Cut a mask to cells, (rows, _CELL, columns, _CELL)."""
    padded = np.pad(mask, [(0, -side % _CELL) for side in mask.shape])
    height, width = padded.shape
    cut: Mask = padded.reshape(height // _CELL, _CELL, width // _CELL, _CELL)
    return cut


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


def _blocks(gray: Gray) -> npt.NDArray[np.int16]:
    """Cut an image to blocks, (rows, _BLOCK, columns, _BLOCK)."""
    padded = np.pad(gray, [(0, -side % _BLOCK) for side in gray.shape], mode="edge")
    height, width = padded.shape
    return padded.reshape(height // _BLOCK, _BLOCK, width // _BLOCK, _BLOCK).astype(np.int16)


def _median(blocks: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    rows, _, columns, _ = blocks.shape
    each = blocks.transpose(0, 2, 1, 3).reshape(rows, columns, -1)
    middle: npt.NDArray[np.int16] = np.median(each, axis=2).astype(np.int16)
    return middle[:, None, :, None]


def _put_back(blocks: Mask, shape: tuple[int, ...]) -> Mask:
    rows, side, columns, _ = blocks.shape
    return blocks.reshape(rows * side, columns * side)[: shape[0], : shape[1]]

"""Gray pixels → ink, counted in cells."""

import numpy as np
import numpy.typing as npt

__all__ = ["MARGIN", "PIXELS", "cells", "in_groups", "ink", "looks_like_text"]

Mask = npt.NDArray[np.bool_]
Gray = npt.NDArray[np.uint8]

PIXELS = 550_000  # of a page that is drawn small: A4 at 75 dpi
MARGIN = 3.0  # pixels around a word: boxes of OCR are not exact
_CELL = 8  # pixels of a cell's side
_BLOCK = 24  # pixels of a block's side, in which the background is of one gray
_CONTRAST = 40  # grays, of 255: paper and pale pictures differ less from their surroundings
_FULL = 4  # pixels of ink in a cell that counts
_SAME = 12  # grays by which the background varies around text
_PLAIN = 0.4  # share of a block around text that is background


def ink(gray: Gray) -> Mask:
    """Return which pixels differ from the gray around them."""
    blocks = _blocks(gray)
    apart = np.abs(blocks - _median(blocks)) > _CONTRAST
    return _put_back(apart, gray.shape)


def looks_like_text(gray: Gray) -> Mask:
    """Return which cells lie on a plain background, as text does and photographs do not."""
    blocks = _blocks(gray)
    same = np.abs(blocks - _median(blocks)) <= _SAME
    plain = same.mean(axis=(1, 3)) >= _PLAIN
    times = _BLOCK // _CELL
    height, width = (-(-side // _CELL) for side in gray.shape)
    spread: Mask = plain.repeat(times, axis=0).repeat(times, axis=1)[:height, :width]
    return spread


def cells(mask: Mask) -> Mask:
    """Return which cells a mask fills."""
    padded = np.pad(mask, [(0, -side % _CELL) for side in mask.shape])
    height, width = padded.shape
    counts = padded.reshape(height // _CELL, _CELL, width // _CELL, _CELL).sum(axis=(1, 3))
    full: Mask = counts >= _FULL
    return full


def in_groups(full: Mask) -> Mask:
    """Return which cells have another one beside, above or below them: specks of dust do not."""
    padded = np.pad(full, 1)
    beside = padded[1:-1, :-2] | padded[1:-1, 2:]
    upright = padded[:-2, 1:-1] | padded[2:, 1:-1]
    grouped: Mask = full & (beside | upright)
    return grouped


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

"""The page set again from its text, to stand beside the scan: what proof-readers compare with."""

import itertools

import cv2
import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Lines
from ocrlayout.writers.picture import drawing, lettering
from ocrlayout.writers.picture.tints import Tints

__all__ = ["sheet"]

Pixels = npt.NDArray[np.uint8]
Array = npt.NDArray[np.float64]

_FONT = 0.72  # heights of a word's box: capitals and descenders fill most of it
_NARROWEST, _WIDEST = 0.8, 1.15  # shares of that size, for typefaces that run narrow or wide
_INK, _PAPER = (24, 28, 36), 255
_SMALLEST, _LARGEST = 6, 400  # pixels of a font


def sheet(shape: tuple[int, ...], lines: Lines, tints: Tints, font: str) -> Pixels:
    """Set every word at its place on a blank sheet, as wide as it is on the scan.

    Parameters
    ----------
    shape : tuple of int
        Height and width of the scan, in pixels.
    lines : Lines
        In pixels.
    tints : Tints
        Of the words.
    font : str
        Path of a font file to try first.
    """
    made = np.full((*shape[:2], 3), _PAPER, np.uint8)
    there = np.asarray(np.isfinite(lines.words.polygon).all(axis=(1, 2)))
    drawing.fill(made, lines.words.polygon[there], tints[0][there], tints[1][there])
    words = lines.words
    vertical = geometry.vertical(lines.polygon, words.polygon, lines.offsets)
    quads = np.where(
        np.repeat(vertical, np.diff(lines.offsets))[:, None, None],
        np.roll(words.polygon, -1, axis=1),
        words.polygon,
    )
    for first, end in itertools.pairwise(lines.offsets.tolist()):
        rows = [row for row in range(first, end) if there[row]]
        _set_line(made, [words.text[row] for row in rows], quads[rows], font)
    return made


def _set_line(image: Pixels, texts: list[str], quads: Array, font: str) -> None:
    """Draw the words of a line, all in the size of font that fits the line as a whole."""
    if not len(quads):
        return
    lengths, heights = geometry.sizes(quads).T
    size = _size(_FONT * float(np.median(heights)))
    words = [_cut(lettering.render(text, size, font)) for text in texts]
    share = lengths.sum() / sum(word.shape[1] for word in words)
    fitting = _size(size * float(np.clip(share, _NARROWEST, _WIDEST)))
    for text, quad, word in zip(texts, quads, words, strict=True):
        _set(image, quad, word if fitting == size else _cut(lettering.render(text, fitting, font)))


def _set(image: Pixels, quad: Array, letters: Pixels) -> None:
    """Draw a word into its box: as wide as that, and standing in its middle."""
    across = quad[3] - quad[0]
    tall, wide = letters.shape
    down = across / max(float(np.hypot(*across)), 1)
    start = quad[0] + across / 2 - down * tall / 2
    corners = np.array([start, start + quad[1] - quad[0], start + down * tall])
    x0, y0, x1, y1 = _bounds(np.vstack([corners, corners[1:] + corners[2] - start]), image.shape)
    if not letters.any() or x0 >= x1 or y0 >= y1:
        return
    box = np.array([[0, 0], [wide, 0], [0, tall]], np.float32)
    matrix = cv2.getAffineTransform(box, (corners - (x0, y0)).astype(np.float32))
    laid = np.asarray(cv2.warpAffine(letters, matrix, (x1 - x0, y1 - y0)), np.uint8)
    drawing.blend(image[y0:y1, x0:x1], np.array(_INK, np.uint8), laid)


def _size(size: float) -> float:
    return round(float(np.clip(size, _SMALLEST, _LARGEST)))


def _cut(letters: Pixels) -> Pixels:
    columns = np.flatnonzero(letters.any(axis=0))
    return letters[:, columns[0] : columns[-1] + 1] if len(columns) else letters


def _bounds(quad: Array, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    low, high = quad.min(axis=0), quad.max(axis=0)
    x0, y0 = np.maximum(np.floor(low) - 1, 0).astype(int).tolist()
    x1, y1 = np.minimum(np.ceil(high) + 1, shape[1::-1]).astype(int).tolist()
    return x0, y0, x1, y1

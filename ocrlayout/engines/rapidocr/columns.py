"""Columns of Chinese and Japanese, told from sideways text by setting their characters up."""

import itertools

import numpy as np
import numpy.typing as npt

__all__ = ["set_up"]

Pixels = npt.NDArray[np.uint8]


def set_up(picture: Pixels, places: npt.ArrayLike) -> Pixels:
    """Cut a strip between its characters, and give each a quarter turn clockwise.

    A column was turned into a strip with its characters lying on their backs; this lays them out
    again side by side, upright.

    Parameters
    ----------
    picture : (height, width, 3) ndarray of uint8
    places : (n,) array_like
        Centers of the characters, in shares of the strip's length.

    Returns
    -------
    (h, w, 3) ndarray of uint8
    """
    middle = np.asarray(places, np.float64) * picture.shape[1]
    between = (middle[1:] + middle[:-1]) / 2
    bounds = np.concatenate([[0.0], between, [picture.shape[1]]]).astype(int)
    cells = [np.rot90(picture[:, a:b], -1) for a, b in itertools.pairwise(bounds) if b > a]
    height = max(len(cell) for cell in cells)
    return np.ascontiguousarray(np.concatenate([_padded(cell, height) for cell in cells], axis=1))


def _padded(cell: Pixels, height: int) -> Pixels:
    """Put a character in the middle of a taller cell, whose paper goes on above and below."""
    above = (height - len(cell)) // 2
    below = height - len(cell) - above
    return np.pad(cell, ((above, below), (0, 0), (0, 0)), mode="edge")

"""Quads → pixels: by the box around each quad, which is enough for words and pictures."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

__all__ = ["filled", "touched"]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_ROUNDING = 1e-6  # of a pixel: the strips of a scan are not to leave rows between them


def filled(quads: Array, shape: tuple[int, ...], margin: float = 0.0, share: float = 0.0) -> Mask:
    """Mark the pixels whose middle lies in the box of a quad.

    Parameters
    ----------
    quads : (n, 4, 2) ndarray
        As fractions of the page.
    shape : (height, width)
    margin : float
        Pixels by which each box is made larger on every side.
    share : float
        The same, as a share of the quad's height: of the text that stands in it.

    Returns
    -------
    (height, width) ndarray of bool

    Examples
    --------
    >>> half = np.array([[[0, 0], [0.5, 0], [0.5, 1], [0, 1]]])
    >>> filled(half, (2, 4)).sum(axis=0).tolist()
    [2, 2, 0, 0]
    """
    mask = np.zeros(shape, np.bool_)
    wider = margin + share * _heights(quads, shape) if share else margin
    for box in _boxes(quads, shape, wider):
        mask[box] = True
    return mask


def touched(quads: Array, mask: Mask) -> Mask:
    """Return in the boxes of which quads a pixel is marked.

    Parameters
    ----------
    quads : (n, 4, 2) ndarray
        As fractions of the page.
    mask : (height, width) ndarray of bool
    """
    return np.array([mask[box].any() for box in _boxes(quads, mask.shape, 0.0)], np.bool_)


def _heights(quads: Array, shape: tuple[int, ...]) -> Array:
    """Return how many pixels the text in each quad is high."""
    height, width = shape
    side = np.nan_to_num(quads[:, 3] - quads[:, 0]) * (width, height)
    found: Array = np.hypot(*side.T)[:, None]
    return found


def _boxes(
    quads: Array, shape: tuple[int, ...], margin: float | Array
) -> Iterator[tuple[slice, slice]]:
    """Yield the rows and columns of each quad."""
    height, width = shape
    points = np.nan_to_num(quads) * (width, height) - 0.5
    first = np.ceil(points.min(axis=1) - margin - _ROUNDING)
    last = np.floor(points.max(axis=1) + margin + _ROUNDING) + 1
    bounds = np.clip(np.concatenate([first, last], axis=1), 0, max(shape)).astype(np.int64)
    for left, top, right, bottom in bounds.tolist():
        yield slice(top, bottom), slice(left, right)

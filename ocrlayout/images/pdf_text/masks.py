"""Quads → pixels."""

import numpy as np
import numpy.typing as npt

__all__ = ["filled"]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_LEVEL = 0.02  # of a side, by which a quad that counts as a rectangle may be tilted


def filled(quads: Array, shape: tuple[int, ...], margin: float = 0.0) -> Mask:
    """Mark the pixels whose middle lies in a quad.

    Parameters
    ----------
    quads : (n, 4, 2) ndarray
        As fractions of the page.
    shape : (height, width)
    margin : float
        Pixels by which each quad's box is made larger.

    Returns
    -------
    (height, width) ndarray of bool

    Examples
    --------
    >>> half = np.array([[[0, 0], [0.5, 0], [0.5, 1], [0, 1]]])
    >>> filled(half, (2, 4)).sum(axis=0).tolist()
    [2, 2, 0, 0]
    """
    height, width = shape
    mask = np.zeros((height, width), np.bool_)
    points = np.nan_to_num(quads) * (width, height) - 0.5
    first = np.ceil(points.min(axis=1) - margin - 1e-6)
    last = np.floor(points.max(axis=1) + margin + 1e-6) + 1
    bounds = np.clip(np.concatenate([first, last], axis=1), 0, max(shape)).astype(int)
    for left, top, right, bottom in bounds.tolist():
        mask[top:bottom, left:right] = True
    return mask

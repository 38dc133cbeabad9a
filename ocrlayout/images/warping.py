"""Images drawn through a matrix. The only file of this folder that loads OpenCV."""

import cv2
import numpy as np
import numpy.typing as npt

from ocrlayout.errors import ImageError
from ocrlayout.images.arrays import Pixels
from ocrlayout.images.frames import LIMIT
from ocrlayout.images.headers import Size

__all__ = ["warp"]

_LONGEST = 32_000  # pixels of a side: OpenCV counts them in 16 bits here
# OpenCV's whole numbers are the centers of pixels
_HALF = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])


def warp(
    image: Pixels,
    matrix: npt.ArrayLike,
    size: Size,
    background: tuple[int, int, int] = (255, 255, 255),
) -> Pixels:
    """Draw an image through an affine matrix into a new one.

    Parameters
    ----------
    image : (h, w, 3) ndarray of uint8
    matrix : (3, 3) array_like
        Maps image coordinates (a pixel's corner is whole, its center half) to those of the result.
    size : (width, height)
        Of the result, rounded up to whole pixels.
    background : tuple of int

    Returns
    -------
    (height, width, 3) ndarray of uint8

    Raises
    ------
    ImageError
        The image or the result is too large.

    Examples
    --------
    >>> warp(np.zeros((2, 3, 3), np.uint8), np.eye(3), (5, 4)).shape
    (4, 5, 3)
    """
    width, height = (max(1, int(np.ceil(round(value, 6)))) for value in size)
    if max(width, height, *image.shape[:2]) > _LONGEST or width * height > LIMIT:
        raise ImageError(
            f"an image of {width} × {height} pixels is too large to turn; scale it down first"
        )
    turn = np.linalg.inv(_HALF) @ np.asarray(matrix, np.float64) @ _HALF
    return np.asarray(
        cv2.warpAffine(
            image,
            turn[:2],
            (width, height),
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=background,
        )
    )

"""Arrays of any image kind become RGB of 8 bits; and are turned as EXIF says."""

from typing import Any

import numpy as np
import numpy.typing as npt

from ocrlayout.errors import ImageError

__all__ = ["rgb", "transposed"]

Pixels = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.generic]

_WHITE = 255
_DEEP = 257  # 65535 / 255: what a step of 8 bits is in 16


def rgb(array: Numbers, name: str) -> Pixels:
    """Make an array of 8 bits and three channels of any image; transparency lies over white.

    Parameters
    ----------
    array : (h, w) or (h, w, channels) ndarray
        1 to 4 channels; of numbers or bool.
    name : str
        For messages.

    Returns
    -------
    (h, w, 3) ndarray of uint8
        A copy.

    Raises
    ------
    ImageError
        The channels are more than 4, or not numbers.

    Examples
    --------
    >>> rgb(np.array([[0, 65535]], np.uint16), "scan").tolist()
    [[[0, 0, 0], [255, 255, 255]]]
    """
    depth = _eight_bits(array, name)
    channels = 1 if depth.ndim == 2 else depth.shape[2]
    if channels not in (1, 2, 3, 4):
        raise ImageError(f"{name} has {channels} channels; an image has 1 to 4")
    depth = depth.reshape(*depth.shape[:2], channels)
    color = depth[..., :1].repeat(3, axis=2) if channels <= 2 else depth[..., :3]
    if channels in (2, 4):
        color = _over_white(color, depth[..., -1:])
    return np.array(color, np.uint8, order="C")


def _over_white(color: Pixels, alpha: Pixels) -> Pixels:
    opacity = alpha.astype(np.uint16)
    mixed = color * opacity + _WHITE * (_WHITE - opacity)
    return ((mixed + _WHITE // 2) // _WHITE).astype(np.uint8)


def _eight_bits(array: Numbers, name: str) -> Pixels:
    if array.dtype == np.uint8:
        return array.astype(np.uint8, copy=False)
    if array.dtype == np.bool_:
        return array.astype(np.uint8) * np.uint8(_WHITE)
    if array.dtype == np.uint16:
        return ((array.astype(np.uint32) + _DEEP // 2) // _DEEP).astype(np.uint8)
    if array.dtype.kind in "iuf":
        return _scaled(array, name)
    raise ImageError(f"{name} has pixels of type {array.dtype}; expected uint8")


def _scaled(array: npt.NDArray[Any], name: str) -> Pixels:
    """Guess the range by the largest number: over 255 it is 16 bits, floats up to 1 are shares."""
    if not np.isfinite(array).all():
        raise ImageError(f"{name} has pixels that are not finite numbers")
    most = array.max()
    is_share = array.dtype.kind == "f" and most <= 1
    step = _DEEP if most > _WHITE else 1 / _WHITE if is_share else 1
    return np.clip(array / step, 0, _WHITE).round().astype(np.uint8)


def transposed(array: Pixels, turn: int) -> Pixels:
    """Apply an EXIF orientation to pixels as stored.

    Examples
    --------
    >>> transposed(np.array([[1, 2]], np.uint8), 6).tolist()
    [[1], [2]]
    """
    if turn >= 5:
        array = array.swapaxes(0, 1)
    flip_x, flip_y = turn in (2, 3, 6, 7), turn in (3, 4, 7, 8)
    return np.ascontiguousarray(array[:: -1 if flip_y else 1, :: -1 if flip_x else 1])

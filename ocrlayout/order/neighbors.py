"""The blocks that stand next to each other on the page, whatever order they are read in."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]

_REACH = 16  # blocks before and behind, by their tops: among them are the neighbors of a block
_OVERLAP = 0.5  # body heights that two blocks may share of which one stands above the other
_LEVEL = 0.2  # body heights that two blocks share at least that stand side by side
_OFFSETS = np.delete(np.arange(-_REACH, _REACH + 1), _REACH)


class Neighbors(NamedTuple):
    """Of each block the nearest above and below, and the longest beside it; −1: there is none.

    Attributes
    ----------
    above, below, beside : (n,) ndarray of int64
    over, under : (n,) ndarray
        White to those above and below, in body heights; infinite where there is none.
    """

    above: Index
    below: Index
    beside: Index
    over: Array
    under: Array


def neighbors(box: Array, length: Array, unit: float) -> Neighbors:
    """Find the neighbors of blocks.

    Parameters
    ----------
    box : (n, 4) ndarray
        Left, top, right and bottom of each.
    length : (n,) ndarray
        Characters of each.
    unit : float
        Height of body text.
    """
    order = np.argsort(box[:, 1], kind="stable")
    place = np.arange(len(box))[:, None] + _OFFSETS
    is_there = (place >= 0) & (place < len(box))
    place = np.where(is_there, place, 0)
    left, top, right, bottom = box[order].T / unit
    meets = np.minimum(right[:, None], right[place]) > np.maximum(left[:, None], left[place])
    over, under = top[:, None] - bottom[place], top[place] - bottom[:, None]
    is_level = ~meets & (np.maximum(over, under) < -_LEVEL)
    above = _least(over, is_there & meets & (over > -_OVERLAP), place, order)
    below = _least(under, is_there & meets & (under > -_OVERLAP), place, order)
    beside = _least(-length[order][place], is_there & is_level, place, order)
    return Neighbors(above[0], below[0], beside[0], above[1], below[1])


def _least(
    value: Array, is_one: npt.NDArray[np.bool_], place: Index, order: Index
) -> tuple[Index, Array]:
    """Return, of each block, the neighbor with the least value of those that are, and the value."""
    value, rows = np.where(is_one, value, np.inf), np.arange(len(value))
    best = value.argmin(axis=1)
    near, least = np.empty(len(order), np.int64), np.empty(len(order))
    least[order] = value[rows, best]
    near[order] = order[place[rows, best]]
    return np.where(np.isfinite(least), near, -1), least

"""Corners and boxes in whole pixels."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Page

__all__ = ["Box", "Corners", "around", "corners_of", "points", "whole"]

Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Box = tuple[int, int, int, int]  # left, top, right, bottom


class Corners(NamedTuple):
    """Four corners in whole pixels.

    Attributes
    ----------
    flat : list of int
        x and y of each, from where the text starts.
    box : tuple of int
        The box around them.
    is_box : bool
        They are a box along the axes that begins at its top left.
    is_parallel : bool
        All edges run along the axes, wherever they begin.
    """

    flat: list[int]
    box: Box
    is_box: bool
    is_parallel: bool

    @property
    def baseline(self) -> list[int]:
        """The lower edge, in the direction of the text: x, y, x, y."""
        return [*self.flat[6:8], *self.flat[4:6]]


def whole(quads: geometry.Array, page: Page) -> list[Corners | None]:
    """Return quads in whole pixels within their page; None for one without a place.

    Examples
    --------
    >>> quads = np.array([[[-0.6, 0], [9.4, 0], [9.4, 4], [-0.6, 4]]])
    >>> whole(quads, Page(1, 9, 9))
    [Corners(flat=[0, 0, 9, 0, 9, 4, 0, 4], box=(0, 0, 9, 4), is_box=True, is_parallel=True)]
    """
    known = geometry.known(quads).tolist()
    inside = np.clip(np.nan_to_num(np.rint(quads)), 0, np.ceil(page.size)).astype(np.int64)
    boxes = np.concatenate([inside.min(axis=1), inside.max(axis=1)], axis=1)
    shapes = (_are_boxes(inside, boxes).tolist(), _are_parallel(inside, boxes).tolist())
    rows = zip(inside.reshape(-1, 8).tolist(), map(tuple, boxes.tolist()), *shapes, strict=True)
    return [Corners(*row) if there else None for row, there in zip(rows, known, strict=True)]


def _are_boxes(quads: Integers, boxes: Integers) -> Mask:
    """Return which quads are their boxes, from the top left clockwise."""
    clockwise = boxes[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2)
    same: Mask = (quads == clockwise).all(axis=(1, 2))
    return same


def _are_parallel(quads: Integers, boxes: Integers) -> Mask:
    """Return which quads have all corners on the edges of their boxes."""
    low, high = boxes[:, None, :2], boxes[:, None, 2:]
    parallel: Mask = ((quads == low) | (quads == high)).all(axis=(1, 2))
    return parallel


def corners_of(box: Box) -> Corners:
    """Return the corners of a box, clockwise from its top left."""
    left, top, right, bottom = box
    flat = [left, top, right, top, right, bottom, left, bottom]
    return Corners(flat, box, is_box=True, is_parallel=True)


def around(found: Iterable[Corners | None]) -> Corners | None:
    """Return the corners of the box around others; None where none has a place.

    Examples
    --------
    >>> around([None, corners_of((0, 1, 5, 6)), corners_of((3, 0, 9, 4))]).box
    (0, 0, 9, 6)
    """
    boxes = [one.box for one in found if one is not None]
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return corners_of((min(left), min(top), max(right), max(bottom)))


def points(flat: list[int]) -> str:
    """Write points as ``x,y x,y``.

    Examples
    --------
    >>> points([0, 1, 9, 0])
    '0,1 9,0'
    """
    return _pattern(len(flat)) % tuple(flat)


@cache
def _pattern(count: int) -> str:
    """Return how so many numbers are written: filled in at once, they take half the time."""
    return " ".join(["%d,%d"] * (count // 2))

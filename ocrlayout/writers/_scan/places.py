"""Corners and boxes in whole pixels."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from ocrlayout import geometry
from ocrlayout.model import Page

__all__ = ["Box", "Corners", "around", "corners_of", "points", "whole"]

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
    low, high = inside.min(axis=1), inside.max(axis=1)
    level = np.stack([low, np.stack([high[:, 0], low[:, 1]], 1), high], axis=1)
    is_box = (inside[:, :3] == level).all(axis=(1, 2)) & (inside[:, 3, 0] == low[:, 0])
    is_box &= inside[:, 3, 1] == high[:, 1]
    on_edge = (inside == low[:, None]) | (inside == high[:, None])
    columns = (is_box.tolist(), on_edge.all(axis=(1, 2)).tolist())
    boxes = map(tuple, np.concatenate([low, high], axis=1).tolist())
    rows = zip(inside.reshape(-1, 8).tolist(), boxes, *columns, strict=True)
    return [Corners(*row) if there else None for row, there in zip(rows, known, strict=True)]


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
    return " ".join([f"{x},{y}" for x, y in zip(flat[::2], flat[1::2], strict=True)])

"""Corners and boxes in whole pixels."""

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Page

__all__ = ["Box", "Integers", "box_of", "is_box", "points", "whole"]

Integers = npt.NDArray[np.int64]
Box = tuple[int, int, int, int]


def whole(quads: geometry.Array, page: Page) -> list[Integers | None]:
    """Return quads in whole pixels within their page, ``(4, 2)`` each; None without a place.

    Examples
    --------
    >>> whole(np.array([[[-0.6, 0], [9.4, 0], [9.4, 4], [-0.6, 4]]]), Page(1, 9, 9))[0].tolist()
    [[0, 0], [9, 0], [9, 4], [0, 4]]
    """
    known = geometry.known(quads)
    inside = np.clip(np.nan_to_num(np.rint(quads)), 0, np.ceil(page.size)).astype(np.int64)
    return [quad if there else None for quad, there in zip(inside, known.tolist(), strict=True)]


def box_of(quad: Integers) -> Box:
    """Return the box around a quad: left, top, right, bottom.

    Examples
    --------
    >>> box_of(np.array([[0, 1], [9, 0], [9, 4], [0, 5]]))
    (0, 0, 9, 5)
    """
    left, top = quad.min(axis=0).tolist()
    right, bottom = quad.max(axis=0).tolist()
    return left, top, right, bottom


def is_box(quad: Integers) -> bool:
    """Return whether a quad is a box along the axes that begins at its top left.

    Examples
    --------
    >>> is_box(np.array([[0, 0], [9, 0], [9, 4], [0, 4]]))
    True
    """
    left, top, right, bottom = box_of(quad)
    return bool((quad == [[left, top], [right, top], [right, bottom], [left, bottom]]).all())


def points(quad: Integers, between: str = " ") -> str:
    """Write corners as ``x,y x,y``.

    Examples
    --------
    >>> points(np.array([[0, 1], [9, 0]]))
    '0,1 9,0'
    """
    return between.join(f"{x},{y}" for x, y in quad.tolist())

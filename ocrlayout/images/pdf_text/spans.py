"""Stretches of baselines, in inches of the displayed page, and the quads around them."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout.images.pdf_text.characters import Characters
from ocrlayout.images.pdf_text.placement import Placement

__all__ = ["Spans", "across", "quads", "spans_of"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Spans(NamedTuple):
    """Where characters, or runs of them, stand; as columns, in inches.

    Attributes
    ----------
    start, end : (n, 2) ndarray
        Points on the baseline; the text lies between them, whichever way it is read.
    along : (n, 2) ndarray
        Direction of the baseline, of length 1.
    size : (n,) ndarray
        Font size.
    ascent, descent : (n,) ndarray
        From the baseline; the descent is below 0.
    """

    start: Array
    end: Array
    along: Array
    size: Array
    ascent: Array
    descent: Array

    def take(self, rows: Integers | Mask) -> "Spans":
        """Take these rows, by number or by mask."""
        return Spans(*(column[rows] for column in self))


def spans_of(
    characters: Characters, placement: Placement, first: Integers, last: Integers
) -> Spans:
    """Measure runs of characters, each within one text object.

    Parameters
    ----------
    characters : Characters
    placement : Placement
    first, last : (n,) ndarray of int
        Rows of the characters at both ends of each run.
    """
    objects, owner = characters.objects, characters.owner[first]
    along = objects.along[owner]
    origin, width = characters.places(np.concatenate([first, last]))
    ends = origin + np.tile(along, (2, 1)) * width[:, None]
    points = np.concatenate([origin, ends]).reshape(4, -1, 2)
    way = (points * along).sum(axis=2)
    each = np.arange(len(first))
    size = objects.size[owner] * placement.scale
    return Spans(
        placement.points(points[way.argmin(axis=0), each]),
        placement.points(points[way.argmax(axis=0), each]),
        placement.directions(along),
        size,
        objects.ascent[owner] * size,
        objects.descent[owner] * size,
    )


def quads(spans: Spans, starts: Integers) -> Array:
    """Bound groups of spans along the direction of the first of each.

    Parameters
    ----------
    spans : Spans
    starts : (m,) ndarray of int
        Row of the first span of each group, rising from 0.

    Returns
    -------
    (m, 4, 2) ndarray
        Corner 0 at the text's own top-left, then clockwise.
    """
    along = spans.along[starts]
    down = across(along)
    counts = np.diff(np.append(starts, len(spans.size)))
    ways, depths = np.repeat(along, counts, axis=0), np.repeat(down, counts, axis=0)
    ends = [(side * ways).sum(axis=1) for side in (spans.start, spans.end)]
    base = (spans.start * depths).sum(axis=1)
    left = np.minimum.reduceat(np.minimum(*ends), starts)[:, None] * along
    right = np.maximum.reduceat(np.maximum(*ends), starts)[:, None] * along
    top = np.minimum.reduceat(base - spans.ascent, starts)[:, None] * down
    bottom = np.maximum.reduceat(base - spans.descent, starts)[:, None] * down
    found: Array = np.stack([left + top, right + top, right + bottom, left + bottom], axis=1)
    return found


def across(along: Array) -> Array:
    """Return the directions in which text is read downwards, ``(n, 2)``."""
    return np.stack([-along[:, 1], along[:, 0]], axis=1)

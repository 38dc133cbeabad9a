"""Quads around the words of lines: they hold all of them, and little else."""

from collections.abc import Iterator, Sequence

import numpy as np

from ocrlayout import geometry
from ocrlayout.model import Lines

__all__ = ["quads_of"]

Array = geometry.Array

_LOOSEST = 1.4  # areas of its words: a quad that would be larger, as over white, is divided


def quads_of(lines: Lines, rows: Sequence[int]) -> Array:
    """Return quads around the words of lines, one or more a line, along its direction.

    A line whose words do not have a place has its own quad; one without that has none.

    Parameters
    ----------
    lines : Lines
    rows : sequence of int

    Returns
    -------
    (k, 4, 2) ndarray
        In page units, line after line.

    Examples
    --------
    >>> from ocrlayout.model import Words
    >>> square = np.array([[0, 0], [9, 0], [9, 9], [0, 9]])
    >>> words = Words(["a", "b", "c"], [square, square + (10, 0), square + (90, 0)])
    >>> lines = Lines(["a b c"], [square * (11, 1)], words, [0, 3])
    >>> quads_of(lines, [0])[:, :2, 0].tolist()
    [[0.0, 19.0], [90.0, 99.0]]
    """
    found = [quad for row in rows for quad in _of_line(lines, row)]
    return np.reshape(np.array(found, np.float64), (-1, 4, 2))


def _of_line(lines: Lines, row: int) -> Iterator[Array]:
    start, stop = lines.offsets[row : row + 2]
    words = lines.words.polygon[start:stop]
    words = words[geometry.known(words)]
    own = lines.polygon[row]
    if len(words):
        axes = _axes(own if geometry.known(own) else words[0])
        yield from (box @ axes for box in _boxes(words @ axes.T, _areas(words)))
    elif geometry.known(own):
        yield own


def _axes(quad: Array) -> Array:
    """Return the directions along and across a line, each of length 1."""
    along = quad[1] - quad[0] + quad[2] - quad[3]
    length = float(np.hypot(*along))
    along = along / length if length else np.array([1.0, 0.0])
    return np.array([along, [-along[1], along[0]]])


def _areas(quads: Array) -> list[float]:
    x, y = quads[:, :, 0], quads[:, :, 1]
    twice = (x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1)
    areas: list[float] = (np.abs(twice) / 2).tolist()
    return areas


def _boxes(words: Array, areas: list[float]) -> Iterator[Array]:
    """Yield boxes around words that follow each other, none much larger than its words."""
    low, high = words.min(axis=1), words.max(axis=1)
    boxes = map(tuple, np.concatenate([low, high], axis=1).tolist())
    box, held = (*low[0].tolist(), *high[0].tolist()), 0.0
    for own, area in zip(boxes, areas, strict=True):
        wider = (*map(min, box[:2], own[:2]), *map(max, box[2:], own[2:]))
        if held and _area(wider) > _LOOSEST * (held + area):
            yield _corners(box)
            wider, held = own, 0.0
        box, held = wider, held + area
    yield _corners(box)


def _area(box: tuple[float, ...]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _corners(box: tuple[float, ...]) -> Array:
    left, top, right, bottom = box
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])

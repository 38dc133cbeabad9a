"""Quads of lines that are known by their words only."""

import dataclasses
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Lines
from ocrlayout.readers._boxes import laid, leans, tilted

__all__ = ["along", "around", "filled", "leaned"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


def around(words: Array, offsets: Integers) -> Array:
    """Bound the words of each line by a rectangle along the direction in which they are written.

    Parameters
    ----------
    words : (n, 4, 2) ndarray
        Quads; those with a NaN are passed over.
    offsets : (m + 1,) ndarray
        Line i has the words from ``offsets[i]`` to ``offsets[i + 1]``.

    Returns
    -------
    (m, 4, 2) ndarray
        NaN where no word of a line has a place.

    Examples
    --------
    >>> words = np.array([[[0, 0], [4, 0], [4, 1], [0, 1]], [[5, 0], [9, 0], [9, 2], [5, 2]]])
    >>> around(words.astype(float), np.array([0, 2]))[0].tolist()
    [[0.0, 0.0], [9.0, 0.0], [9.0, 2.0], [0.0, 2.0]]
    """
    quads = np.full((len(offsets) - 1, 4, 2), np.nan)
    known = geometry.known(words)
    line = np.repeat(np.arange(len(quads)), np.diff(offsets))[known]
    if not len(line):
        return quads
    starts = np.flatnonzero(np.diff(line, prepend=-1))
    along = _directions(words[known], starts)
    down = np.column_stack([-along[:, 1], along[:, 0]])
    left, right = _extent(words[known], along, starts)
    top, bottom = _extent(words[known], down, starts)
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    quads[line[starts]] = np.stack([x * along + y * down for x, y in corners], axis=1)
    return quads


def _directions(words: Array, starts: Integers) -> Array:
    """Return the direction of each line as a vector of length 1: the mean of its words' edges."""
    edges = words[:, 1] - words[:, 0] + words[:, 2] - words[:, 3]
    total = np.add.reduceat(edges, starts)
    length = np.hypot(total[:, 0], total[:, 1])
    flat = length == 0
    total[flat], length[flat] = (1.0, 0.0), 1.0
    return np.asarray(total / length[:, None])


def _extent(words: Array, axis: Array, starts: Integers) -> tuple[Array, Array]:
    """Return how far the words of each line reach along its axis, from and to, ``(m, 1)`` each."""
    counts = np.diff(starts, append=len(words))
    along = (words * np.repeat(axis, counts, axis=0)[:, None]).sum(axis=2)
    low = np.minimum.reduceat(along.min(axis=1), starts)
    high = np.maximum.reduceat(along.max(axis=1), starts)
    return low[:, None], high[:, None]


def filled(lines: Lines) -> Lines:
    """Bound the words of lines without a polygon.

    Examples
    --------
    >>> from ocrlayout.model import Words
    >>> words = Words(["dog"], [[[0, 0], [3, 0], [3, 1], [0, 1]]])
    >>> filled(Lines(["dog"], words=words, offsets=[0, 1])).polygon[0, 2].tolist()
    [3.0, 1.0]
    """
    missing = ~geometry.known(lines.polygon)
    if not missing.any():
        return lines
    bounds = around(lines.words.polygon, lines.offsets)
    polygon = np.where(missing[:, None, None], bounds, lines.polygon)
    return dataclasses.replace(lines, polygon=polygon)


def along(lines: Lines, angles: Sequence[float], hulls: Sequence[bool] = ()) -> Lines:
    """Lay the outlines of lines and words along the text; see :func:`~._boxes.laid`.

    Parameters
    ----------
    lines : Lines
    angles : sequence of float
        Of each line: degrees, clockwise as seen.
    hulls : sequence of bool, optional
        Which lines have a box around words with boxes of their own. Where they lean, it says less
        than those, and is left out.

    Examples
    --------
    >>> lines = Lines(["dog"], [[[0, 4], [0, 0], [9, 0], [9, 4]]])
    >>> along(lines, [0.0]).polygon[0].tolist()
    [[0.0, 0.0], [9.0, 0.0], [9.0, 4.0], [0.0, 4.0]]
    """
    turned = geometry.fold(np.array(angles, np.float64))
    words = laid(lines.words.polygon, np.repeat(turned, np.diff(lines.offsets)))
    polygon = laid(lines.polygon, turned)
    if any(hulls):
        polygon[np.array(hulls) & leans(turned)] = np.nan
    return dataclasses.replace(
        lines,
        polygon=polygon,
        words=dataclasses.replace(lines.words, polygon=words),
    )


def leaned(lines: Lines, angles: Sequence[float]) -> Lines:
    """Lay boxes along the axes along the text that leans in them; other outlines stay.

    Parameters
    ----------
    lines : Lines
    angles : sequence of float
        Of each line: degrees, clockwise as seen.

    Examples
    --------
    >>> lines = Lines(["dog"], [[[0, 0], [4, 0], [4, 9], [0, 9]]])
    >>> leaned(lines, [-90.0]).polygon[0].tolist()
    [[0.0, 9.0], [0.0, 0.0], [4.0, 0.0], [4.0, 9.0]]
    """
    if not any(angles):
        return lines
    turned = geometry.fold(np.array(angles, np.float64))
    words = tilted(lines.words.polygon, np.repeat(turned, np.diff(lines.offsets)))
    return dataclasses.replace(
        lines,
        polygon=tilted(lines.polygon, turned),
        words=dataclasses.replace(lines.words, polygon=words),
    )

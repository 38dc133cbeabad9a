"""Where marks stand that a service gives beside the lines, without saying in which."""

import dataclasses
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout.model import Lines, Page
from ocrlayout.readers._blocks import cell_groups

__all__ = ["inside", "settled", "with_marks"]

_TALLEST = 1.5  # heights of a line: a mark that is taller does not stand on it
_BEFORE = 1.5  # heights of a line: so far before its start stands the box that belongs to it
_SMALLEST = 1e-9
Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def inside(quad: Array, points: Array) -> Mask:
    """Return which points lie in a quad whose corners run clockwise as seen.

    Parameters
    ----------
    quad : (4, 2) ndarray
    points : (n, 2) ndarray

    Returns
    -------
    (n,) ndarray of bool
        False where the quad or the point has a NaN.

    Examples
    --------
    >>> box = np.array([[0, 0], [2, 0], [2, 1], [0, 1]])
    >>> inside(box, np.array([[1, 0.5], [3, 0.5]])).tolist()
    [True, False]
    """
    edges = np.roll(quad, -1, axis=0) - quad
    to = points[:, None] - quad
    right: Mask = edges[:, 0] * to[..., 1] - edges[:, 1] * to[..., 0] >= 0
    return np.asarray(right.all(axis=1))


class _Axes(NamedTuple):
    """The axes of lines: start, direction along the text and down, width and height."""

    start: Array
    along: Array
    down: Array
    width: Array
    height: Array


def with_marks(lines: Lines, count: int, cells: Integers) -> list[Integers]:
    """Group words so that marks stand in the line that they stand on or before.

    Parameters
    ----------
    lines : Lines
        The last are marks, of one word each.
    count : int
        How many are not marks.
    cells : (n,) ndarray of int64
        The cell of each word; a mark never parts the words of a cell that it does not stand in.

    Returns
    -------
    list of (k,) ndarray of int64
        For :meth:`~ocrlayout.model.Lines.regroup`. A mark at no line stands before the first line
        that begins below it.
    """
    groups = [np.arange(*lines.offsets[row : row + 2]) for row in range(count)]
    axes = _axes(lines.polygon[:count])
    before: list[list[Integers]] = [[] for _ in range(count + 1)]
    for mark in range(count, len(lines)):
        word = lines.offsets[mark : mark + 1]
        host = _host(axes, lines.polygon[mark])
        at = _position(lines, axes, host, groups, mark)
        if host < 0 or _parts_a_cell(cells[groups[host]], at, cells[word[0]]):
            before[_first_below(lines, count, mark)].append(word)
        else:
            groups[host] = np.insert(groups[host], at, word)
    return _interleaved(before, groups)


def _interleaved(before: list[list[Integers]], groups: list[Integers]) -> list[Integers]:
    """Put each group behind those that stand before it; the last of these stand at the end."""
    pairs = zip(before, groups, strict=False)
    every = [part for marks, group in pairs for part in (*marks, group)]
    return [part for part in (*every, *before[-1]) if len(part)]


def _first_below(lines: Lines, count: int, mark: int) -> int:
    """Return the first line whose center is below that of a mark."""
    heights = lines.polygon[..., 1].mean(axis=1)
    below = np.flatnonzero(heights[:count] > heights[mark])
    return int(below[0]) if len(below) else count


def _axes(polygons: Array) -> _Axes:
    along, down = polygons[:, 1] - polygons[:, 0], polygons[:, 3] - polygons[:, 0]
    width, height = np.hypot(*along.T), np.hypot(*down.T)
    unit = along / np.maximum(width, _SMALLEST)[:, None]
    return _Axes(polygons[:, 0], unit, down / np.maximum(height, _SMALLEST)[:, None], width, height)


def _host(axes: _Axes, mark: Array) -> int:
    """Return the nearest line that a mark stands on or directly before; −1 for none."""
    to = mark.mean(axis=0) - axes.start
    across = (to * axes.down).sum(axis=1)
    begins = (to * axes.along).sum(axis=1)
    size = np.hypot(*(mark[3] - mark[0]))
    fits = (across >= 0) & (across <= axes.height) & (size <= _TALLEST * axes.height)
    fits &= (begins <= axes.width) & (begins >= -_BEFORE * axes.height)
    if not fits.any():
        return -1
    return int(np.argmin(np.where(fits, np.maximum(-begins, 0), np.inf)))


def _position(lines: Lines, axes: _Axes, host: int, groups: Sequence[Integers], mark: int) -> int:
    """Return how many words of a line stand before a mark; 0 without a line."""
    if host < 0:
        return 0
    along = axes.along[host]
    words = lines.words.polygon[groups[host]].mean(axis=1) @ along
    return int((words < lines.polygon[mark].mean(axis=0) @ along).sum())


def _parts_a_cell(cells: Integers, at: int, own: int) -> bool:
    """Return whether a mark would stand between two words of a cell that is not its own."""
    if not 0 < at < len(cells):
        return False
    return bool(cells[at - 1] == cells[at] != own)


def settled(page: Page, count: int, cells: Integers, owners: Integers) -> Page:
    """Put marks into their lines, cut lines at the cells, and give each line its block.

    Parameters
    ----------
    page : Page
        The last of its lines are marks, of one word each.
    count : int
        How many lines are not marks.
    cells : (n,) ndarray of int64
        The cell of each word, or another part of a table; −1 for none.
    owners : (n,) ndarray of int64
        The innermost block of each word; −1 for none.
    """
    if (owners < 0).all() and len(page.lines) == count:
        return page
    order = np.arange(len(owners))
    groups = _groups(page.lines, count, cells)
    if groups is not None:
        order = np.concatenate(groups)
        page = page.regroup(groups)
    return page.replace(lines=dataclasses.replace(page.lines, block=_highest(page, owners[order])))


def _groups(lines: Lines, count: int, cells: Integers) -> Sequence[Integers] | None:
    """Group words into lines that do not run through several cells; None where they are so."""
    if len(lines) == count:
        return cell_groups(lines, cells)
    groups = with_marks(lines, count, cells)
    cuts = ((group, np.flatnonzero(np.diff(cells[group])) + 1) for group in groups)
    return [part for group, places in cuts for part in np.split(group, places)]


def _highest(page: Page, owners: Integers) -> Integers:
    """Return the last of the blocks that the words of each line stand in; −1 of none."""
    block = np.full(len(page.lines), -1)
    np.maximum.at(block, page.lines.word_line, owners)
    return block

"""Runs: what is set at one place of a page, as rows and as columns."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

__all__ = ["Run", "Runs", "like_last", "of_next"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Item = TypeVar("Item", bound=np.generic)
Direction = tuple[float, float]  # unit vector along which a run is read


class Run(NamedTuple):
    """What is set at one place, mostly a word; in points, along and across its direction."""

    text: str
    line: int
    start: float
    end: float
    foot: float
    height: float
    spaced: bool
    x: float
    y: float
    sloped: bool = False  # an upright box around a word of a line that rises or falls
    word: int = -1  # row of the page's words that it starts with

    @property
    def direction(self) -> Direction:
        """The unit vector along which it is read."""
        return self.x, self.y


class Runs(NamedTuple):
    """The runs of a page, line after line: a column for each field of :class:`Run`."""

    text: Sequence[str]
    line: Integers
    start: Array
    end: Array
    foot: Array
    height: Array
    spaced: Flags
    x: Array
    y: Array
    sloped: Flags
    word: Integers

    @classmethod
    def of(cls, rows: Sequence[Run]) -> "Runs":
        """Put rows, at least one, into columns."""
        text, *numbers = zip(*rows, strict=True)
        return cls(text, *map(np.array, numbers))

    def rows(self) -> list[Run]:
        """Return the rows, with plain numbers."""
        text, *numbers = self
        values = (column.tolist() for column in numbers)
        return list(map(Run._make, zip(text, *values, strict=True)))

    def tilted_lines(self) -> Flags:
        """Return for each run whether any of its line leaves the axes."""
        leaves = (self.x != 0) & (self.y != 0)
        found: Flags = np.bincount(self.line, leaves)[self.line] > 0
        return found

    def line_starts(self) -> list[int]:
        """Return the rows with which lines start."""
        return [int(row) for row in np.flatnonzero(~like_last(self.line))]


def of_next(column: npt.NDArray[Item], last: float) -> npt.NDArray[Item]:
    """Return for each row what the next one has; `last` for the last one.

    Examples
    --------
    >>> of_next(np.array([1.0, 2.0]), 0).tolist()
    [2.0, 0.0]
    """
    shifted = np.roll(column, -1)
    shifted[-1] = last
    return shifted


def like_last(*columns: npt.NDArray[np.generic]) -> Flags:
    """Find the rows that are like the row before.

    Examples
    --------
    >>> like_last(np.array([1, 1, 2]), np.array([5, 5, 5])).tolist()
    [False, True, False]
    """
    like = np.logical_and.reduce([column[1:] == column[:-1] for column in columns])
    return np.concatenate([[False], like])

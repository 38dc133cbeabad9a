"""The rows of a page's text in reading order: the lines that stand beside each other in a leaf."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrlayout.order.canonical import Sheet
from ocrlayout.order.openings import opening

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_MARK = 5  # characters of a mark that stands before its text: "(iii)"


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Columns, one value a row; lengths as in the sheet.

    Attributes
    ----------
    sheet : Sheet
    texts : list of str
        One a line of the sheet.
    lines : (k,) ndarray of int64
        Lines of all rows, in reading order.
    start : (n,) ndarray of int64
        Where in `lines` each row starts.
    unit : float
        Height of the page's body text.
    leaf : (n,) ndarray of int64
        The leaf that each row stands in.
    first, last : (n,) ndarray of int64
        The first and the last line of each.
    y, height, left, right, top, bottom : (n,) ndarray
    count, length, width : (n,) ndarray
        How many lines, characters, and the width of all lines together.
    opening : (n,) ndarray of int64
        How each opens; see :func:`~ocrlayout.order.openings.opening`.
    """

    sheet: Sheet
    texts: list[str]
    lines: Index
    start: Index
    unit: float
    leaf: Index
    first: Index
    last: Index
    y: Array
    height: Array
    left: Array
    right: Array
    top: Array
    bottom: Array
    count: Array
    length: Array
    width: Array
    opening: Index

    def __len__(self) -> int:
        return len(self.start)


def rows_of(sheet: Sheet, leaves: list[Index], parted: Mask, texts: list[str]) -> Rows:
    """Find the rows of leaves whose lines are in order.

    Parameters
    ----------
    sheet : Sheet
    leaves : list of (k,) ndarray of int64
    parted : (m,) ndarray of bool
        Leaves in which every line is a row, of those that are given.
    texts : list of str
        One a line of the sheet.
    """
    lines = np.concatenate(leaves)
    leaf = np.repeat(np.arange(len(leaves)), [len(part) for part in leaves])
    beside = _beside(sheet, lines) & (leaf[1:] == leaf[:-1]) & ~parted[leaf[1:]]
    start = np.concatenate([[0], np.flatnonzero(~beside) + 1])
    end = np.append(start[1:], len(lines))
    x0, x1, y, height = (each[lines] for each in (sheet.x0, sheet.x1, sheet.y, sheet.height))
    count = (end - start).astype(np.float64)
    return Rows(
        sheet=sheet,
        texts=texts,
        lines=lines,
        start=start,
        unit=sheet.body,
        leaf=leaf[start],
        first=lines[start],
        last=lines[end - 1],
        y=np.add.reduceat(y, start) / count,
        height=np.maximum.reduceat(height, start),
        left=np.minimum.reduceat(x0, start),
        right=np.maximum.reduceat(x1, start),
        top=np.minimum.reduceat(y - 0.5 * height, start),
        bottom=np.maximum.reduceat(y + 0.5 * height, start),
        count=count,
        length=np.add.reduceat(sheet.cues.extent[lines], start),
        width=np.add.reduceat(x1 - x0, start),
        opening=_openings(texts, lines, start),
    )


def _openings(texts: list[str], lines: Index, start: Index) -> Index:
    """Return how each row opens; a mark may be a line of its own, before its text."""
    one = lines[start].tolist()
    two = lines[np.minimum(start + 1, len(lines) - 1)].tolist()
    goes_on = (np.diff(np.append(start, len(lines))) > 1).tolist()
    said = [
        f"{texts[first]} {texts[second]}" if more and len(texts[first]) <= _MARK else texts[first]
        for first, second, more in zip(one, two, goes_on, strict=True)
    ]
    return np.array([opening(text) for text in said])


def _beside(sheet: Sheet, lines: Index) -> Mask:
    """Return whether each line but the first goes on the row of the one before."""
    one, two = lines[:-1], lines[1:]
    room = 0.5 * np.minimum(sheet.height[one], sheet.height[two])
    is_level = np.abs(sheet.y[two] - sheet.y[one]) < room
    return np.asarray(is_level & (sheet.x0[two] > sheet.x0[one]))

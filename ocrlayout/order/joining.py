"""Words and fragments of one line, made one line of the page."""

import numpy as np
import numpy.typing as npt

from ocrlayout.model import Page
from ocrlayout.order.broken_lines import whole_lines
from ocrlayout.order.canonical import canonical

Index = npt.NDArray[np.int64]


def joined(page: Page, direction: str) -> Page:
    """Return a page whose lines are whole, by what the order joins; blocks and fields stay.

    Lines of two blocks of the service, as two cells of a table, are not joined.
    """
    sheet = canonical(page, direction)
    lines = page.lines
    rows = [sheet.row[group] for group in whole_lines(sheet)[1]]
    parts = [part for group in rows for part in _by_block(group, lines.block)]
    parts = [part for part in parts if len(part) > 1]
    if not parts:
        return page
    first = np.arange(len(lines))  # of each line, the one that it is joined to
    place = np.zeros(len(lines), np.int64)
    for part in parts:
        first[part] = part.min()
        place[part] = np.arange(len(part))
    order = np.lexsort((place, first))
    starts = np.flatnonzero(np.diff(first[order], prepend=-1))
    words = [lines.words_of(group) for group in np.split(order, starts[1:])]
    return page.regroup(group for group in words if len(group))


def _by_block(group: Index, block: Index) -> list[Index]:
    """Cut a group of lines where their block changes."""
    return np.split(group, np.flatnonzero(np.diff(block[group])) + 1)

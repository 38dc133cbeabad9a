"""Drop caps: large first letters that stand beside the first lines of their paragraph."""

import numpy as np
import numpy.typing as npt

from ocrlayout.order.canonical import Sheet
from ocrlayout.order.measure import median

Index = npt.NDArray[np.int64]


def drop_caps(sheet: Sheet) -> dict[int, int]:
    """Find the drop caps of a sheet and the line that each stands before.

    A drop cap is a line of one or two letters, over one and a half times as high as two lines or
    more that start beside it. Where a box holds the drop cap and the first line, it is over twice
    as high as the lines that start in it.
    """
    if not len(sheet) or sheet.mode == "vertical":
        return {}
    unit = median(sheet.height)
    found = {}
    letter = (sheet.height > 1.5 * unit) & (sheet.cues.length <= 2)
    large = (letter | (sheet.height > 2.2 * unit)) & (sheet.cues.letters > 0.4)
    for line in np.flatnonzero(large & ~sheet.sideways).tolist():
        top, bottom = (
            sheet.y[line] - 0.5 * sheet.height[line],
            sheet.y[line] + 0.5 * sheet.height[line],
        )
        start, stop = sheet.x0[line] + unit, sheet.x1[line] - unit
        if letter[line]:
            start, stop = sheet.x1[line] - unit, sheet.x1[line] + 1.5 * unit
        beside = (sheet.y > top) & (sheet.y < bottom) & (sheet.x0 > start) & (sheet.x0 < stop)
        near = np.flatnonzero(beside & (1.5 * sheet.height < sheet.height[line]) & ~large)
        if len(near) > 1:
            found[line] = int(near[np.argmin(sheet.y[near])])
    return found


def inserted(order: Index, before: dict[int, list[int]]) -> Index:
    """Put the lines that were held back, drop caps and bullets, before theirs.

    Parameters
    ----------
    order : (k,) ndarray of int64
    before : dict of list of int
        What stands before a line.
    """
    todo = order[::-1].tolist()
    if not before or before.keys().isdisjoint(todo):
        return order
    found: list[int] = []
    while todo:
        line = todo.pop()
        ahead = before.pop(line, [])
        if ahead:
            todo += [line, *reversed(ahead)]
        else:
            found.append(line)
    return np.array(found, np.int64)

"""Headers, footers and page numbers: a first or last row that stands clear of the rest."""

import re

import numpy as np
import numpy.typing as npt

from ocrlayout.order.canonical import Sheet
from ocrlayout.order.measure import median

Index = npt.NDArray[np.int64]

_NUMBER = re.compile(
    r"\W*(\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})\W*|(\w+\W+)?\d{1,4}\s*(/|of|von|de|sur|di)\s*\d{1,4}"
)


def is_page_number(text: str) -> bool:
    """Return whether a line is nothing but the number of a page.

    Examples
    --------
    >>> is_page_number("- 12 -"), is_page_number("Page 3 of 7"), is_page_number("1984 was")
    (True, True, False)
    """
    return bool(_NUMBER.fullmatch(text.strip()))


def headers_footers(sheet: Sheet, lines: Index) -> list[tuple[str, Index]]:
    """Cut off a first and a last row with two line heights of white between them and the rest.

    Returns
    -------
    list of (role, lines)
        ``"header"``, ``""`` and ``"footer"``, those that there are.
    """
    if len(lines) < 3:
        return [("", lines)]
    unit = median(sheet.height[lines])
    order = lines[np.argsort(sheet.y[lines], kind="stable")]
    top, bottom = (sheet.y - 0.5 * sheet.height)[order], (sheet.y + 0.5 * sheet.height)[order]
    gap = top[1:] - np.maximum.accumulate(bottom)[:-1]
    cuts = np.flatnonzero(gap > 2 * unit) + 1
    head = int(cuts[0]) if len(cuts) and _is_row(sheet, order[: cuts[0]], unit) else 0
    foot = int(cuts[-1]) if len(cuts) and _is_row(sheet, order[cuts[-1] :], unit) else len(order)
    if head == foot:
        return [("", lines)]
    named = [("header", order[:head]), ("", order[head:foot]), ("footer", order[foot:])]
    return [(role, part) for role, part in named if len(part)]


def _is_row(sheet: Sheet, lines: Index, unit: float) -> bool:
    return bool(np.ptp(sheet.y[lines]) < 0.8 * unit)

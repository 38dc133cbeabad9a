"""Lines that stand beside each other: rows, and cells of several lines in a row."""

import numpy as np
import numpy.typing as npt

from ocrlayout.order.upright import Sheet

Index = npt.NDArray[np.int64]


def rows_of(sheet: Sheet, lines: Index) -> list[Index]:
    """Group lines into rows along their own baselines, top to bottom.

    A line joins the row above when, at the place where the two are nearest, their baselines are closer than half the
    smaller height.
    """
    order = lines[np.lexsort((sheet.x0[lines], sheet.y[lines]))]
    rows: list[list[int]] = []
    for line in order.tolist():
        if rows and _joins(sheet, rows[-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [np.array(row) for row in rows]


def _joins(sheet: Sheet, row: list[int], line: int) -> bool:
    near = min(row, key=lambda other: max(sheet.x0[line] - sheet.x1[other], sheet.x0[other] - sheet.x1[line]))
    if min(sheet.x1[line], sheet.x1[near]) - max(sheet.x0[line], sheet.x0[near]) > 0.5 * min(
        sheet.x1[line] - sheet.x0[line], sheet.x1[near] - sheet.x0[near]
    ):
        return False
    left, right = (near, line) if sheet.x0[near] < sheet.x0[line] else (line, near)
    at = (sheet.x1[left] + sheet.x0[right]) / 2
    apart = abs(_baseline(sheet, left, at) - _baseline(sheet, right, at))
    return bool(apart < 0.5 * min(sheet.height[line], sheet.height[near]))


def _baseline(sheet: Sheet, line: int, x: float) -> float:
    middle = (sheet.x0[line] + sheet.x1[line]) / 2
    return float(sheet.y[line] + sheet.slope[line] * (x - middle))


def in_rows(sheet: Sheet, lines: Index) -> Index:
    """Order lines row by row, each from left to right."""
    rows = rows_of(sheet, lines)
    return np.concatenate([row[np.argsort(sheet.x0[row], kind="stable")] for row in rows])

"""What goes with the line beside it: bullets, notes in the margin."""

import itertools

import numpy as np
import numpy.typing as npt

from ocrlayout.order.canonical import Sheet
from ocrlayout.order.measure import median

Index = npt.NDArray[np.int64]


def bullets(sheet: Sheet, narrow: Index, text: Index) -> dict[int, int]:
    """Give each bullet its line where a narrow column holds nothing but bullets.

    Numbers, letters and signs are bullets where they are short, near, and level with a line each.
    """
    if float((sheet.cues.extent[narrow] <= 4).mean()) < 0.9 or len(narrow) > len(text):
        return {}
    gap = np.maximum(
        sheet.x0[text].min() - sheet.x1[narrow].max(), sheet.x0[narrow].min() - sheet.x1[text].max()
    )
    order = text[np.lexsort((sheet.x0[text], sheet.y[text]))]
    at = np.searchsorted(sheet.y[order], sheet.y[narrow])
    one, two = order[np.maximum(at - 1, 0)], order[np.minimum(at, len(order) - 1)]
    first = np.abs(sheet.y[one] - sheet.y[narrow]) <= np.abs(sheet.y[two] - sheet.y[narrow])
    host = np.where(first, one, two)
    unit = median(sheet.height[text])
    level = np.abs(sheet.y[host] - sheet.y[narrow]) < 0.4 * unit
    if gap >= 4 * unit or float(level.mean()) < 0.8:
        return {}
    return dict(zip(narrow.tolist(), host.tolist(), strict=True))


def with_notes(sheet: Sheet, body: Index, notes: Index, place: str) -> list[tuple[str, Index]]:
    """Put each group of notes behind the paragraph that it starts beside.

    A catchword or a page number goes last.

    Parameters
    ----------
    place : {"after", "before", "place"}
        Behind the paragraph, before it, or behind the line.

    Returns
    -------
    list of (role, lines)
    """
    order, tail = _catchword(sheet, body[np.argsort(sheet.y[body], kind="stable")])
    y = sheet.y[order]
    groups = _groups(sheet, notes, 2.0)
    starts = np.array([sheet.y[group[0]] + 0.5 * sheet.height[group[0]] for group in groups])
    step = np.diff(y)
    usual = median(step) if len(step) else 0.0
    white = step - (sheet.height[order][1:] + sheet.height[order][:-1]) / 2
    ends = (step > 1.35 * usual) & (white > 0.2 * sheet.height[order][1:]) | (place == "place")
    edges = np.concatenate([[0], np.flatnonzero(ends) + 1, [len(order)]])
    owner = np.clip(np.searchsorted(y[edges[:-1]], starts) - 1, 0, None)
    notes_of: dict[int, list[tuple[str, Index]]] = {}
    for group, at in zip(groups, owner.tolist(), strict=True):
        notes_of.setdefault(at, []).append(("note", group))
    pieces: list[tuple[str, Index]] = []
    held: list[Index] = []
    for k, (first, last) in enumerate(itertools.pairwise(edges.tolist())):
        own = notes_of.get(k, [])
        if own and place == "before":
            pieces += _joined(held)
            held = []
            pieces += own
        held.append(order[first:last])
        if own and place != "before":
            pieces += [*_joined(held), *own]
            held = []
    return [*pieces, *_joined(held), *_joined([tail])]


def _joined(parts: list[Index]) -> list[tuple[str, Index]]:
    lines = np.concatenate([*parts, np.empty(0, np.int64)])
    return [("", lines)] if len(lines) else []


def _catchword(sheet: Sheet, order: Index) -> tuple[Index, Index]:
    """Cut off last lines that stand far to the right: an old print's catchword, a page number."""
    edge, wide = sheet.x0[order].min(), np.ptp(np.concatenate([sheet.x0[order], sheet.x1[order]]))
    foot = len(order)
    while foot > 1 and sheet.x0[order[foot - 1]] > edge + 0.4 * wide:
        foot -= 1
    return order[:foot], order[foot:]


def _groups(sheet: Sheet, column: Index, reach: float) -> list[Index]:
    """Lines that follow each other closely."""
    order = column[np.argsort(sheet.y[column], kind="stable")]
    step, height = np.diff(sheet.y[order]), sheet.height[order]
    return np.split(order, np.flatnonzero(step > reach * np.minimum(height[1:], height[:-1])) + 1)

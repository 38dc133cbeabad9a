"""What stands side by side: running text, a table, labels beside text, notes in the margin."""

import itertools

import numpy as np
import numpy.typing as npt

from ocrlayout.order.canonical import Sheet
from ocrlayout.order.measure import median
from ocrlayout.order.rows import rows_of

Index = npt.NDArray[np.int64]


def prose(sheet: Sheet, column: Index) -> float:
    """Share of a column's lines that are running text: long, mostly letters, filling the column.

    Where the script tells upper from lower case, a column in which lines do not run on into the
    next is not running text.
    """
    if len(column) < 3:
        return 0.0
    wide = sheet.x1[column] - sheet.x0[column]
    full = float(sheet.x1[column].max() - sheet.x0[column].min())
    text = (
        (sheet.cues.extent[column] >= 15)
        & (sheet.cues.letters[column] > 0.6)
        & (wide > 8 * sheet.height[column])
    )
    share = float(((wide > 0.75 * full) & text).mean())
    if sheet.cues.cased[column].mean() > 0.3 and runs_on(sheet, column) < 0.1:
        share /= 2
    return share


def runs_on(sheet: Sheet, column: Index) -> float:
    """Share of the steps down a column where the text says that it goes on."""
    order = column[np.argsort(sheet.y[column], kind="stable")]
    if len(order) < 2:
        return 0.0
    return float((sheet.cues.opens_low[order[1:]] | sheet.cues.hyphenated[order[:-1]]).mean())


def table(sheet: Sheet, columns: list[Index], share: list[float]) -> list[Index]:
    """Return the rows of a table, or nothing where the columns are not one.

    The lines of a table share baselines, and its cells say that they are cells: a column after the
    first is mostly numbers, there are many columns, or short labels stand before their values.
    Where the text runs on down the columns, they are not a table.
    """
    # labels may well start in lower case without running on
    told = columns if share[0] > 0.5 else columns[1:]
    if sum(value > 0.5 for value in share) >= 2 or sum(
        runs_on(sheet, column) for column in told
    ) > 0.3 * len(told):
        return []
    lines = np.concatenate(columns)
    where = np.zeros(len(sheet), np.int64)
    where[lines] = np.repeat(np.arange(len(columns)), [len(column) for column in columns])
    rows = rows_of(sheet, lines)
    shared = sum(len(row) for row in rows if len(row) > 1 and len(set(where[row].tolist())) > 1)
    if shared <= 0.6 * len(lines):
        return []
    numeric = [float(sheet.cues.figure[column].mean()) for column in columns[1:]]
    length = [median(sheet.cues.extent[column]) for column in columns]
    short = len(rows) >= 3 and (length[0] < 9 or max(length[1:]) < 9)
    many = len(columns) >= 4 and min(length) < 9
    return rows if max(numeric) >= 0.5 or many or short else []


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


def label_tops(sheet: Sheet, columns: list[Index]) -> list[float]:
    """Where labels stand beside text, the heights at which each label starts; else nothing.

    Labels are few, and most of them start level with a block of the text beside them.
    """
    if len(columns) != 2 or len(columns[0]) > 0.5 * len(columns[1]):
        return []
    groups = _groups(sheet, columns[0], 2.0)
    if len(groups) < 2 or max(len(group) for group in groups) > 4:
        return []
    body = columns[1][np.argsort(sheet.y[columns[1]], kind="stable")]
    step = np.diff(sheet.y[body], prepend=-np.inf)
    usual = median(step[1:])
    starts = sheet.y[body[step > 1.25 * usual]]
    tops = np.array([sheet.y[group[0]] for group in groups])
    room = 0.6 * median(sheet.height[body])
    level = np.abs(starts[None, :] - tops[:, None]).min(axis=1) < room
    return (tops - room).tolist() if level.mean() >= 0.6 else []


def note_column(sheet: Sheet, columns: list[Index], share: list[float]) -> int | None:
    """Return which of two columns holds notes in the margin of the other; None: neither.

    Notes are narrow, small, and stand beside running text.
    """
    if len(columns) != 2:
        return None
    for note, body in ((0, 1), (1, 0)):
        a, b = columns[note], columns[body]
        width = [median((sheet.x1 - sheet.x0)[c]) for c in (a, b)]
        height = [median(sheet.height[c]) for c in (a, b)]
        tall = [float(np.ptp(sheet.y[c])) + height[k] for k, c in enumerate((a, b))]
        beside = (
            share[body] > 0.4 and share[note] < 0.3 and width[0] < 0.4 * width[1] and len(a) > 1
        )
        level = abs(sheet.y[a].min() - sheet.y[b].min()) < 0.6 * height[1]  # with the first line
        label = note == 0 and level
        if beside and not label and (height[0] < 0.9 * height[1] or tall[0] < 0.6 * tall[1]):
            return note
    return None


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

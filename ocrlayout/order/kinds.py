"""What columns that stand side by side are: running text, a table, labels beside text, notes in the margin."""

import numpy as np
import numpy.typing as npt

from ocrlayout.order.rows import rows_of
from ocrlayout.order.upright import Sheet

Index = npt.NDArray[np.int64]


def prose(sheet: Sheet, column: Index) -> float:
    """Share of a column's lines that are running text: long, mostly letters, filling the column.

    Where the script tells upper from lower case, a column in which no line runs on into the next is no running text.
    """
    if len(column) < 3:
        return 0.0
    wide = sheet.x1[column] - sheet.x0[column]
    full = float(sheet.x1[column].max() - sheet.x0[column].min())
    text = (sheet.cues.length[column] >= 15) & (sheet.cues.letters[column] > 0.6) & (wide > 8 * sheet.height[column])
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


def is_table(sheet: Sheet, columns: list[Index], share: list[float]) -> bool:
    """Tell whether columns are those of a table: their lines share baselines, and their cells say it.

    Cells say it when a column after the first is mostly numbers, when there are many columns, or when short labels
    stand before their values. Where the text runs on down the columns, it is none.
    """
    if sum(value > 0.5 for value in share) >= 2 or np.mean([runs_on(sheet, column) for column in columns]) > 0.3:
        return False
    lines = np.concatenate(columns)
    where = np.zeros(len(sheet), np.int64)
    where[lines] = np.repeat(np.arange(len(columns)), [len(column) for column in columns])
    rows = rows_of(sheet, lines)
    shared = [row for row in rows if len(set(where[row].tolist())) > 1]
    if sum(map(len, shared)) <= 0.6 * len(lines):
        return False
    numeric = [float((sheet.cues.letters[column] < 0.5).mean()) for column in columns[1:]]
    length = [float(np.median(sheet.cues.length[column])) for column in columns]
    short = len(rows) >= 3 and (length[0] < 9 or max(length[1:]) < 9)
    return max(numeric) >= 0.5 or len(columns) >= 4 or short


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
    usual = float(np.median(step[1:]))
    starts = sheet.y[body[step > 1.25 * usual]]
    tops = np.array([sheet.y[group[0]] for group in groups])
    room = 0.6 * float(np.median(sheet.height[body]))
    level = np.abs(starts[None, :] - tops[:, None]).min(axis=1) < room
    return (tops - room).tolist() if level.mean() >= 0.6 else []


def note_column(sheet: Sheet, columns: list[Index], share: list[float]) -> int | None:
    """Which of two columns holds notes in the margin of the other: narrow, small, beside running text."""
    if len(columns) != 2:
        return None
    for note, body in ((0, 1), (1, 0)):
        a, b = columns[note], columns[body]
        width = [float(np.median((sheet.x1 - sheet.x0)[c])) for c in (a, b)]
        height = [float(np.median(sheet.height[c])) for c in (a, b)]
        tall = [float(np.ptp(sheet.y[c])) + height[k] for k, c in enumerate((a, b))]
        if share[body] > 0.4 and share[note] < 0.3 and width[0] < 0.4 * width[1] and len(a) > 1:
            if height[0] < 0.9 * height[1] or tall[0] < 0.6 * tall[1]:
                return note
    return None


def with_notes(sheet: Sheet, body: Index, notes: Index) -> list[Index]:
    """Put each group of notes behind the paragraph that it starts beside; a catchword or page number goes last."""
    order = body[np.argsort(sheet.y[body], kind="stable")]
    edge, wide = sheet.x0[order].min(), sheet.x1[order].max() - sheet.x0[order].min()
    foot = len(order)
    while foot > 1 and sheet.x0[order[foot - 1]] > edge + 0.4 * wide:
        foot -= 1
    order, tail = order[:foot], order[foot:]
    step = np.diff(sheet.y[order])
    usual = float(np.median(step)) if len(step) else 0.0
    starts = np.concatenate([[-np.inf], sheet.y[order][1:][step > 1.35 * usual]])
    room = 0.5 * float(np.median(sheet.height[notes]))
    owner = np.concatenate(
        [np.full(len(group), np.searchsorted(starts, sheet.y[group[0]] + room)) for group in _groups(sheet, notes, 2.0)]
    )
    notes = notes[np.argsort(sheet.y[notes], kind="stable")]
    paragraph = np.searchsorted(starts, sheet.y[order], side="right")
    parts: list[Index] = []
    held = np.empty(0, np.int64)
    for k in np.unique(paragraph).tolist():
        held = np.concatenate([held, order[paragraph == k]])
        if (owner == k).any():
            parts += [held, notes[owner == k]]
            held = np.empty(0, np.int64)
    return [part for part in (*parts, held, notes[owner > paragraph.max()], tail) if len(part)]


def _groups(sheet: Sheet, column: Index, reach: float) -> list[Index]:
    """Lines that follow each other closely."""
    order = column[np.argsort(sheet.y[column], kind="stable")]
    step, height = np.diff(sheet.y[order]), sheet.height[order]
    return np.split(order, np.flatnonzero(step > reach * np.minimum(height[1:], height[:-1])) + 1)

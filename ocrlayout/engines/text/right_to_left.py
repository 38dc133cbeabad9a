"""Lines with Hebrew or Arabic: from where the characters stand to the order in which they are read.

PDFium turns such text around, but not always: it depends on how the file draws it. Where the
characters stand is certain, so the order comes from there: from left to right, then runs turned.

References
----------
The Unicode Consortium: Unicode Standard Annex #9, Unicode Bidirectional Algorithm (2023). What is
done here is its rules for reordering, backwards; without embeddings, which a page does not show.
"""

import unicodedata
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout.images.pdf_text.pieces import GAP
from ocrlayout.images.pdf_text.spans import Spans

__all__ = ["Run", "logical", "runs"]

Integers = npt.NDArray[np.int64]

_SPACE = 0.17  # em; characters of a word are nearer to each other
_NEAR = 0.1  # em by which a space may stand over what is beside it
_DIGITS = 4  # of inches; letters of one place are a ligature
_LAM, _ALEF = "\u0644", "\u0627\u0622\u0623\u0625"  # one glyph, whose lam is read first
_OPENING, _CLOSING = "([{<«", ")]}>»"
_MIRRORED = str.maketrans(_OPENING + _CLOSING, _CLOSING + _OPENING)
# a letter's kind by its bidirectional class: left to right, right to left, European and Arabic
# digits, and what may stand between digits of a number; all else is neutral
_KINDS = {"L": "L", "R": "R", "AL": "R", "EN": "N", "AN": "A", "ES": "-", "CS": ","}
_STRONG = ("L", "R", "N", "A")
_LATIN = ("LL", "LN", "NL", "LA", "AL")  # neighbors that keep their direction together
_DIVIDED = (("NN", "-"), ("NN", ","), ("AA", ","))  # digits of one number


class Run(NamedTuple):
    """A word: rows of its characters in the order in which they are read, and its text."""

    rows: list[int]
    text: str


class _Cluster(NamedTuple):
    """A letter with its marks, or the letters of a ligature."""

    rows: list[int]
    text: str
    start: float
    end: float
    size: float


_BLANK = _Cluster([], " ", 0.0, 0.0, 0.0)


def runs(text: str, where: Spans, blanks: npt.NDArray[np.float64]) -> list[list[Run]]:
    """Read a line that has right-to-left characters.

    Parameters
    ----------
    text : str
        Its characters, without spaces, in any order.
    where : Spans
        One a character.
    blanks : (k,) ndarray
        Where spaces stand, along the line's direction.

    Returns
    -------
    list of list of Run
        Words of lines; where a gap is wide, a new line begins.
    """
    lines: list[list[_Cluster]] = []
    blank = np.sort(blanks)
    edge = -np.inf
    for cluster in _clusters(text, where):
        near = _NEAR * cluster.size
        gap = cluster.start - edge
        if gap > GAP * cluster.size:
            lines.append([])
        elif gap > _SPACE * cluster.size or _any_between(blank, edge - near, cluster.start + near):
            lines[-1].append(_BLANK)
        lines[-1].append(cluster)
        edge = max(edge, cluster.end)
    return [_read(line) for line in lines]


def _any_between(rising: npt.NDArray[np.float64], low: float, high: float) -> bool:
    """Return whether one of the sorted numbers lies between two."""
    return bool(np.searchsorted(rising, low, "right") < np.searchsorted(rising, high))


def _clusters(text: str, where: Spans) -> list[_Cluster]:
    """List letters with their marks from left to right."""
    along = where.along[0]
    start, end = (where.start * along).sum(axis=1), (where.end * along).sum(axis=1)
    place, mark = _places(text, (start + end) / 2)
    order = sorted(range(len(text)), key=lambda row: (place[row], mark[row]))
    groups = groupby(order, key=place.__getitem__)
    return [_cluster(list(rows), text, start, end, where.size) for _, rows in groups]


def _places(text: str, middle: npt.NDArray[np.float64]) -> tuple[list[float], list[bool]]:
    """Return where each letter stands, marks with their letter; and whether it is a mark."""
    mark = np.array([unicodedata.category(each) == "Mn" for each in text])
    letters = np.flatnonzero(~mark) if not mark.all() else np.arange(len(text))
    place = middle.copy()
    for row in np.flatnonzero(mark).tolist():
        place[row] = middle[letters[np.abs(middle[letters] - middle[row]).argmin()]]
    return place.round(_DIGITS).tolist(), mark.tolist()


def _cluster(
    rows: list[int],
    text: str,
    start: npt.NDArray[np.float64],
    end: npt.NDArray[np.float64],
    size: npt.NDArray[np.float64],
) -> _Cluster:
    letters = [text[row] for row in rows]
    if _LAM in letters and any(letter in _ALEF for letter in letters):
        rows = sorted(rows, key=lambda row: text[row] in _ALEF)
    low, high = float(start[rows].min()), float(end[rows].max())
    return _Cluster(rows, "".join(text[row] for row in rows), low, high, float(size[rows[0]]))


def _read(line: list[_Cluster]) -> list[Run]:
    """Put a line into the order in which it is read, and cut it into words."""
    order = logical([cluster.text for cluster in line])
    words = [
        list(group)
        for blank, group in groupby((line[at] for at in order), key=lambda one: one is _BLANK)
        if not blank
    ]
    return [_run(word) for word in words]


def _run(word: list[_Cluster]) -> Run:
    text = "".join(cluster.text for cluster in word)
    return Run([row for cluster in word for row in cluster.rows], _opened(text))


def _opened(text: str) -> str:
    """Turn brackets that close where a word begins, or open where it ends.

    A bracket in right-to-left text is drawn mirrored, and files differ in which of the two they
    say it is.
    """
    body = text.strip(_OPENING + _CLOSING)
    if not body or body == text:
        return text
    before, _, after = text.partition(body)
    if not any(before.count(one) or after.count(one) for one in _OPENING + _CLOSING):
        return text
    before = "".join(one.translate(_MIRRORED) if one in _CLOSING else one for one in before)
    after = "".join(one.translate(_MIRRORED) if one in _OPENING else one for one in after)
    return before + body + after


def logical(items: list[str]) -> list[int]:
    """Put letters that stand from left to right into the order in which they are read.

    Parameters
    ----------
    items : list of str
        Letters (with their marks) and spaces.

    Returns
    -------
    list of int
        Rows of `items`.

    Examples
    --------
    >>> "".join("abc"[at] for at in logical(list("abc")))
    'abc'
    >>> shown = list("12 םולש")
    >>> "".join(shown[at] for at in logical(shown)) == "שלום 12"
    True
    """
    kinds = [_kind(item) for item in items]
    rows = list(range(len(items)))
    if kinds.count("R") >= kinds.count("L"):
        return _turned(rows, kinds)
    order: list[int] = []
    while rows:
        count = _turned_length(rows, kinds)
        order += _turned(rows[:count], kinds) if count else rows[:1]
        rows = rows[max(count, 1) :]
    return order


def _kind(item: str) -> str:
    """Return what a letter is to the order of reading, by its bidirectional class."""
    return _KINDS.get(unicodedata.bidirectional(item[0]), "")


def _turned_length(rows: list[int], kinds: list[str]) -> int:
    """Count the items of a right-to-left phrase at the front of rows, up to its last letter."""
    if kinds[rows[0]] != "R":
        return 0
    known = [kinds[row] for row in rows]
    phrase = known[: known.index("L")] if "L" in known else known
    return len(phrase) - phrase[::-1].index("R")


def _turned(rows: list[int], kinds: list[str]) -> list[int]:
    """Read from right to left, but Latin and numbers in their own direction."""
    forward = _forward([kinds[row] for row in rows])
    order: list[int] = []
    for ahead, group in groupby(reversed(range(len(rows))), key=forward.__getitem__):
        part = [rows[at] for at in group]
        order += part[::-1] if ahead else part
    return order


def _forward(kinds: list[str]) -> list[bool]:
    """Return which items keep their direction: Latin, numbers, and what stands between two."""
    strong = [at for at, kind in enumerate(kinds) if kind in _STRONG]
    forward = [kind in ("L", "N", "A") for kind in kinds]
    for left, right in pairwise(strong):
        pair, inside = kinds[left] + kinds[right], kinds[left + 1 : right]
        bridged = pair in _LATIN or (pair, "".join(inside)) in _DIVIDED
        forward[left + 1 : right] = [bridged] * len(inside)
    return forward

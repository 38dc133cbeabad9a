"""Rows of texts set in columns of characters: what starts at one x stands in one column."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

import numpy as np

from ocrlayout.scripts import is_wide

__all__ = ["Piece", "cells_of", "set_rows"]

_WIDEST = 400  # characters of a row: beyond that, the grid gets coarser
_NARROWEST = 1e-9  # page units of a character: the boxes of a page may all be without width
_ONE_EDGE = 0.6  # characters: edges closer than that are one but for noise
_BLANKS = 2  # characters between neighbors, at least: one is the space between words
_CACHED = 65_536  # characters: as many as any document has
_NUMBER = re.compile(r"\W*([^\W\d]{1,3}\W*)?\d[\d\W]*([^\W\d]{1,3})?\W*")  # "EUR 12.34", "5 %"


class Piece(NamedTuple):
    """A text of a row: where it starts and ends, in page units, and the characters it takes."""

    left: float
    right: float
    cells: int
    text: str


class _Event(NamedTuple):
    """An edge of a piece, in the order of a sweep: ends come before starts."""

    x: float
    is_start: bool
    piece: int
    need: float = 0.0


def cells_of(text: str) -> int:
    """Return how many cells of a terminal a text takes, at least one.

    Examples
    --------
    >>> cells_of("word"), cells_of("天地")
    (4, 4)
    """
    return max(len(text) if text.isascii() else sum(map(_width, text)), 1)


@lru_cache(maxsize=_CACHED)
def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if is_wide(character) else 1


def set_rows(rows: Sequence[Sequence[Piece]]) -> list[str]:
    """Put the pieces of each row at their columns.

    Parameters
    ----------
    rows : sequence of sequences of Piece
        Each from left to right.

    Examples
    --------
    >>> set_rows([[Piece(0, 40, 4, "Port"), Piece(90, 130, 4, "Tide")],
    ...           [Piece(0, 60, 6, "Mjölby"), Piece(90, 120, 3, "0.4")]])
    ['Port     Tide', 'Mjölby   0.4']
    """
    pieces = list(chain.from_iterable(rows))
    if not pieces:
        return []
    ends = list(accumulate(map(len, rows)))
    bounds = list(pairwise([0, *ends]))
    columns = _columns(pieces, bounds)
    return [_set(columns[start:stop], pieces[start:stop]) for start, stop in bounds]


def _set(columns: list[int], pieces: list[Piece]) -> str:
    """Put pieces at their columns; one whose column is taken follows after a space."""
    parts: list[str] = []
    end = 0
    for column, piece in zip(columns, pieces, strict=True):
        start = max(column, end + 1 if parts else 0)
        parts.append(" " * (start - end) + piece.text)
        end = start + piece.cells
    return "".join(parts)


def _columns(pieces: list[Piece], bounds: list[tuple[int, int]]) -> list[int]:
    """Return the column of each piece.

    One sweep from left to right over where pieces start and end: white is as wide as on the page,
    and becomes wider where a text on its left needs more characters than there is room for. It does
    so where texts end, so that numbers at the right of a column stay in one line.
    """
    character = _character(pieces)
    lefts = _lefts(pieces, character)
    events = [_Event(left, True, at) for at, left in enumerate(lefts)]
    events += _needs(pieces, lefts, bounds, character)
    columns = [0.0] * len(pieces)
    column, before = 0.0, min(lefts)
    for event in sorted(events):
        column, before = column + (event.x - before) / character, event.x
        if event.is_start:
            columns[event.piece] = column
        else:
            column = max(column, columns[event.piece] + event.need)
    return [int(column + 0.5) for column in columns]


def _character(pieces: list[Piece]) -> float:
    """Return the width of a character, in page units."""
    widths = [(piece.right - piece.left) / piece.cells for piece in pieces]
    whole = max(piece.right for piece in pieces) - min(piece.left for piece in pieces)
    return max(float(np.median(widths)), whole / _WIDEST, _NARROWEST)


def _lefts(pieces: list[Piece], character: float) -> list[float]:
    """Return where pieces start, those exactly below each other that are so but for noise.

    Numbers that share their right edge, and what stands in their column, are set to it.
    """
    lefts, shared = [0.0] * len(pieces), [0] * len(pieces)
    for group in _groups([piece.left for piece in pieces], character):
        for at in group:
            lefts[at], shared[at] = pieces[group[len(group) // 2]].left, len(group)
    for group in _groups([piece.right for piece in pieces], character):
        is_column = len(group) >= max(shared[at] for at in group)
        if is_column and _are_numbers([pieces[at] for at in group]):
            _set_to_the_right(group, pieces, lefts, character)
    return lefts


def _set_to_the_right(
    group: list[int], pieces: list[Piece], lefts: list[float], character: float
) -> None:
    edge = pieces[group[len(group) // 2]].right
    for at in group:
        lefts[at] = edge - pieces[at].cells * character


def _are_numbers(pieces: list[Piece]) -> bool:
    """Return whether most pieces are numbers: the others stand in a column of numbers."""
    return 2 * sum(_NUMBER.fullmatch(piece.text) is not None for piece in pieces) > len(pieces)


def _groups(edges: list[float], character: float) -> list[list[int]]:
    """Group pieces whose edges are one but for noise."""
    groups: list[list[int]] = []
    first = last = -np.inf
    for at in sorted(range(len(edges)), key=edges.__getitem__):
        is_near = edges[at] - last < _ONE_EDGE * character
        last = edges[at]
        if is_near and last - first < 2 * _ONE_EDGE * character:
            groups[-1].append(at)
        else:
            groups.append([at])
            first = last
    return groups


def _needs(
    pieces: list[Piece], lefts: list[float], bounds: list[tuple[int, int]], character: float
) -> list[_Event]:
    """Return where white may become wider, and how far from a text's start it then is at least.

    For each piece with a neighbor: the last end of a piece before the neighbor starts.
    """
    neighbors = [pair for bound in bounds for pair in pairwise(range(*bound))]
    ends = sorted(min(pieces[at].right, lefts[after]) for at, after in neighbors)
    needs = []
    for at, after in neighbors:
        end = ends[bisect_right(ends, lefts[after]) - 1]
        if end >= lefts[at]:
            need = pieces[at].cells + _BLANKS - (lefts[after] - end) / character
            needs.append(_Event(end, False, at, need))
    return needs

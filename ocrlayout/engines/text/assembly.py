"""Pieces → words → lines: a page of the answer."""

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout.engines.text.characters import Characters
from ocrlayout.engines.text.pieces import Pieces, layered, pieces_of
from ocrlayout.engines.text.placement import POINTS, Placement
from ocrlayout.engines.text.right_to_left import Run, runs
from ocrlayout.engines.text.spans import Spans, quads, spans_of

__all__ = ["lines"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_DIGITS = 4  # of coordinates: a ten-thousandth of an inch
_DOWN = 0.99  # sine of the angle from which a line runs down
_SIZE_DIGITS = 2  # of font sizes, in points


class _Words(NamedTuple):
    """Words of a page, as columns.

    Attributes
    ----------
    text : list of str
    quads : (n, 4, 2) ndarray
    owner : (n,) ndarray of int
        Row of the text object of the first character.
    spaced : list of bool
    """

    text: list[str]
    quads: Array
    owner: Integers
    spaced: list[bool]


def lines(found: Characters, placement: Placement) -> list[dict[str, Any]]:
    """List the lines of a page, as the answer has them.

    Parameters
    ----------
    found : Characters
    placement : Placement

    Returns
    -------
    list of dict
        ``text``, ``polygon`` and ``words``.
    """
    characters = layered(found)
    cut = pieces_of(characters, placement)
    if not cut:
        return []
    text = "".join(map(chr, characters.code.tolist()))
    begins = np.flatnonzero(cut.new_line)
    bounds = np.append(begins, len(cut.first))
    upright = _columns(cut, characters)
    polygons = _set_up(quads(cut.spans, begins), upright[begins])
    words = _described(_words(text, cut, upright, characters.owner), characters, placement)
    at = np.searchsorted(np.flatnonzero(cut.new_word), bounds).tolist()
    answer = []
    for row, (begin, end) in enumerate(pairwise(bounds.tolist())):
        if cut.right_to_left[begin]:
            rows = np.arange(cut.first[begin], cut.last[end - 1] + 1)
            answer += _right_to_left(text, rows, characters, placement)
        else:
            answer.append(_line(words[at[row] : at[row + 1]], polygons[row]))
    return answer


def _columns(cut: Pieces, characters: Characters) -> Mask:
    """Return which pieces stand in columns of an old layer of OCR, by piece.

    Such a layer has a column as a line that runs down. On a page that lies on its side lines run
    down too, but there most have Latin letters or digits, if not on this line then on others.
    """
    hidden = characters.objects.invisible[characters.owner[cut.first]]
    down = hidden & (cut.spans.along[:, 1] > _DOWN)
    ideograph = down & cut.ideograph
    if 2 * ideograph.sum() <= down.sum():
        return np.zeros_like(down)
    begins = np.flatnonzero(cut.new_line)
    whole = np.logical_and.reduceat(ideograph, begins)
    columns: Mask = np.repeat(whole, np.diff(np.append(begins, len(down))))
    return columns


def _set_up(corners: Array, upright: Mask) -> Array:
    """Begin the quads of upright characters at their own top-left, not at that of their line."""
    corners[upright] = np.roll(corners[upright], 1, axis=1)
    return corners


def _words(text: str, cut: Pieces, upright: Mask, owner: Integers) -> _Words:
    """Join pieces to words."""
    begins = np.flatnonzero(cut.new_word)
    parts = [
        text[first : last + 1]
        for first, last in zip(cut.first.tolist(), cut.last.tolist(), strict=True)
    ]
    bounds = [*begins.tolist(), len(parts)]
    return _Words(
        ["".join(parts[begin:end]) for begin, end in pairwise(bounds)],
        _set_up(quads(cut.spans, begins), upright[begins]),
        owner[cut.first[begins]],
        cut.spaced[np.append(begins[1:], len(parts)) - 1].tolist(),
    )


def _described(words: _Words, characters: Characters, placement: Placement) -> list[dict[str, Any]]:
    """Describe words as the answer has them."""
    objects = characters.objects
    sizes = (objects.size * placement.scale * POINTS).round(_SIZE_DIGITS)[words.owner].tolist()
    middle = words.quads.mean(axis=1)
    outside = ((middle < 0) | (middle > (placement.width, placement.height))).any(axis=1)
    seen = np.full(len(words.text), "visible", "<U11")
    seen[objects.transparent[words.owner]] = "transparent"
    seen[objects.invisible[words.owner]] = "invisible"
    seen[outside] = "outside"
    columns = (words.text, _numbers(words.quads), sizes, words.spaced, seen.tolist())
    return [
        {"text": text, "polygon": polygon, "size": size, "spaced": spaced, "visibility": visibility}
        for text, polygon, size, spaced, visibility in zip(*columns, strict=True)
    ]


def _numbers(corners: Array) -> list[list[float]]:
    numbers: list[list[float]] = (corners.reshape(-1, 8).round(_DIGITS) + 0.0).tolist()  # no -0.0
    return numbers


def _line(words: list[dict[str, Any]], polygon: Array) -> dict[str, Any]:
    text = "".join(word["text"] + " " * word["spaced"] for word in words).strip()
    return {"text": text, "polygon": _numbers(polygon)[0], "words": words}


def _right_to_left(
    text: str, rows: Integers, characters: Characters, placement: Placement
) -> list[dict[str, Any]]:
    """Read the characters of a line that has right-to-left ones."""
    rows = rows[characters.owner[rows] >= 0]
    places = spans_of(characters, placement, rows, rows)
    space = characters.space[rows]
    drawn, where, gaps = rows[~space], places.take(~space), places.take(space)
    middle = (gaps.start + gaps.end) / 2 @ where.along[0]
    found = runs("".join(text[row] for row in drawn), where, middle)
    owner = characters.owner[drawn]
    answer = []
    for line in found:
        words, polygon = _read_words(line, where, owner)
        answer.append(_line(_described(words, characters, placement), polygon))
    return answer


def _read_words(line: list[Run], where: Spans, owner: Integers) -> tuple[_Words, Array]:
    """Bound the words of a line; returns them, and the line's quad."""
    order = np.concatenate([word.rows for word in line])
    begins = np.cumsum([0, *(len(word.rows) for word in line[:-1])])
    placed = where.take(order)
    texts = [word.text for word in line]
    words = _Words(texts, quads(placed, begins), owner[order[begins]], [True] * len(line))
    return words, quads(placed, begins[:1])[0]

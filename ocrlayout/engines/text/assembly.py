"""Pieces → words → lines: a page of the answer."""

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from ocrlayout.engines.text.right_to_left import Run, runs
from ocrlayout.images.pdf_text.characters import Characters
from ocrlayout.images.pdf_text.pieces import layered, pieces_of
from ocrlayout.images.pdf_text.placement import POINTS, Placement
from ocrlayout.images.pdf_text.spans import Spans, quads, spans_of
from ocrlayout.images.pdf_text.words import Words, begun_upright, in_columns, words_of

__all__ = ["lines"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_DIGITS = 4  # of coordinates: a ten-thousandth of an inch
_SIZE_DIGITS = 2  # of font sizes, in points


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
    upright = in_columns(cut, characters)
    polygons = begun_upright(quads(cut.spans, begins), upright[begins])
    words = _described(words_of(text, cut, upright, characters.owner), characters, placement)
    at = np.searchsorted(np.flatnonzero(cut.new_word), bounds).tolist()
    answer = []
    for row, (begin, end) in enumerate(pairwise(bounds.tolist())):
        if cut.right_to_left[begin]:
            rows = np.arange(cut.first[begin], cut.last[end - 1] + 1)
            answer += _right_to_left(text, rows, characters, placement)
        else:
            answer.append(_line(words[at[row] : at[row + 1]], polygons[row]))
    return answer


def _described(words: Words, characters: Characters, placement: Placement) -> list[dict[str, Any]]:
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


def _read_words(line: list[Run], where: Spans, owner: Integers) -> tuple[Words, Array]:
    """Bound the words of a line; returns them, and the line's quad."""
    order = np.concatenate([word.rows for word in line])
    begins = np.cumsum([0, *(len(word.rows) for word in line[:-1])])
    placed = where.take(order)
    texts = [word.text for word in line]
    words = Words(texts, quads(placed, begins), owner[order[begins]], [True] * len(line))
    return words, quads(placed, begins[:1])[0]

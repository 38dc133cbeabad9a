"""Pieces → words: what is written in each, and where it stands."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout.images.pdf_text.characters import Characters
from ocrlayout.images.pdf_text.pieces import Pieces
from ocrlayout.images.pdf_text.spans import quads

__all__ = ["Words", "begun_upright", "in_columns", "words_of"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_DOWN = 0.99  # sine of the angle from which a line runs down


class Words(NamedTuple):
    """Words of a page, as columns.

    Attributes
    ----------
    text : list of str
    quads : (n, 4, 2) ndarray
        In inches.
    owner : (n,) ndarray of int
        Row of the text object of the first character.
    spaced : list of bool
        White space follows.
    """

    text: list[str]
    quads: Array
    owner: Integers
    spaced: list[bool]


def words_of(text: str, cut: Pieces, upright: Mask, owner: Integers) -> Words:
    """Join pieces to words.

    Parameters
    ----------
    text : str
        The characters of the page.
    cut : Pieces
    upright : (n,) ndarray of bool
        As `in_columns` returns it.
    owner : ndarray of int
        Row of the text object of each character.
    """
    begins = np.flatnonzero(cut.new_word)
    parts = [
        text[first : last + 1]
        for first, last in zip(cut.first.tolist(), cut.last.tolist(), strict=True)
    ]
    bounds = [*begins.tolist(), len(parts)]
    return Words(
        ["".join(parts[begin:end]) for begin, end in pairwise(bounds)],
        begun_upright(quads(cut.spans, begins), upright[begins]),
        owner[cut.first[begins]],
        cut.spaced[np.append(begins[1:], len(parts)) - 1].tolist(),
    )


def in_columns(cut: Pieces, characters: Characters) -> Mask:
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


def begun_upright(corners: Array, upright: Mask) -> Array:
    """Begin the quads of upright characters at their own top-left, not at that of their line."""
    corners[upright] = np.roll(corners[upright], 1, axis=1)
    return corners

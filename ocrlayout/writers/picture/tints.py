"""How words are colored: by doubt, and by what they belong to."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from ocrlayout.model import Page

__all__ = ["DOUBTFUL", "LEVELS", "TINTS", "By", "Tints", "levels", "tints"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Colors = npt.NDArray[np.uint8]

By = Literal["doubt", "role", "block", "handwriting"]

# Yellow to wine: ever darker, so that the order is seen without telling red from green, and in
# print. The viewer has the same.
TINTS = ((244, 198, 79), (239, 154, 47), (221, 90, 28), (163, 18, 63))
_OPACITIES = (0.30, 0.40, 0.45, 0.45)
# Shares of the words above which a word has each of them: of 1000 words the 10 most doubtful have
# the strongest, however sure the engine was of all. What is left has none: most of a page is right.
LEVELS = (0.90, 0.95, 0.98, 0.99)
DOUBTFUL = 3  # the level from which a word counts as doubtful where labels are asked for
_UNKNOWN, _UNKNOWN_OPACITY = (112, 122, 138), 0.12
# P. Tol, "Colour schemes" (2021), the muted one: eight that color-blind people tell apart.
_GROUPS = (
    (204, 102, 119),
    (51, 34, 136),
    (221, 204, 119),
    (17, 119, 51),
    (136, 204, 238),
    (136, 34, 85),
    (68, 170, 153),
    (153, 153, 51),
)
_GROUP_OPACITY = 0.30
_PLAIN = {"", "paragraph", "column", "cell"}  # roles of most of the text, which has no tint
_HANDWRITTEN = 0.5  # of a line: from here on it counts as written by hand


class Tints(tuple[Colors, Array]):
    """A color, ``(n, 3)``, and an opacity, ``(n,)``, for each word."""

    __slots__ = ()


def levels(doubts: Sequence[Array]) -> list[Integers]:
    """Return the level of each word among all words of a document, for each of its pages.

    Parameters
    ----------
    doubts : sequence of (n,) ndarray
        For each page the doubt of its words; NaN where nothing is known.

    Returns
    -------
    list of (n,) ndarray of int64
        0 for most words, 1 to 4 for those that are more doubtful than nine of ten, −1 for unknown.

    Examples
    --------
    >>> levels([np.array([0.1, 0.1, 0.2, np.nan])])
    [array([ 0,  0,  4, -1])]
    """
    known = np.sort(np.concatenate([np.empty(0), *(one[~np.isnan(one)] for one in doubts)]))
    if not len(known):  # to tint every word would say nothing
        return [np.zeros(len(values), np.int64) for values in doubts]
    return [_levels(values, known) for values in doubts]


def _levels(values: Array, known: Array) -> Integers:
    surer = np.searchsorted(known, values, "left") / max(len(known) - 1, 1)
    found = np.searchsorted(LEVELS, surer, "right")
    return np.where(np.isnan(values), -1, found)


def tints(page: Page, level: Integers, by: By) -> Tints:
    """Return the color and the opacity of each word of a page."""
    if by == "doubt":
        colors = np.array([_UNKNOWN, _UNKNOWN, *TINTS], np.uint8)
        opacities = np.array([_UNKNOWN_OPACITY, 0, *_OPACITIES])
        return Tints((colors[level + 1], opacities[level + 1]))
    groups = np.repeat(_groups(page, by), np.diff(page.lines.offsets))
    there = groups >= 0
    colors = np.array(_GROUPS, np.uint8)[groups % len(_GROUPS)]
    return Tints((colors, np.where(there, _GROUP_OPACITY, 0.0)))


def _groups(page: Page, by: By) -> Integers:
    """Return a number for each line: lines of one number have one color; −1 has none."""
    if by == "handwriting":
        return np.where(page.lines.handwritten >= _HANDWRITTEN, 0, -1)
    block = page.lines.block
    if by == "block":
        return block
    names = sorted({*page.blocks.role} - _PLAIN)
    number = {name: at for at, name in enumerate(names)}
    roles = np.array([*(number.get(role, -1) for role in page.blocks.role), -1])
    return roles[block]

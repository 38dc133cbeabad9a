"""The graphics state of a PDF's content, as far as it decides what text is seen.

References
----------
Adobe Systems: PDF Reference 1.7 (2006), 4.2.2 "Common Transformations", 4.3 "Graphics State", 5.2
"Text State Parameters and Operators".
"""

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from ocrlayout.writers.pdf.objects import Box

if TYPE_CHECKING:
    from ocrlayout.writers.pdf.content_walk import Part

__all__ = [
    "EVERYTHING",
    "IDENTITY",
    "NOTHING",
    "FontUse",
    "Matrix",
    "Show",
    "State",
    "bounded",
    "is_straight",
    "met",
    "multiplied",
]

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
"""a b c d e f of PDF: rows (a, b), (c, d), (e, f), for row vectors."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYTHING: Box = (-math.inf, -math.inf, math.inf, math.inf)
NOTHING: Box = (0.0, 0.0, 0.0, 0.0)
_SKEW = 1e-6  # of a matrix's longest side: less does not tilt what it places


@dataclass(slots=True, eq=False)
class FontUse:
    """A font, and the instruction that chose it.

    Attributes
    ----------
    font : pikepdf.Dictionary or None
        None where the resources do not have it.
    part : Part
        The content with the instruction.
    at : int
        The instruction's number in it.
    """

    font: Any
    part: "Part"
    at: int


@dataclass(slots=True, eq=False)
class Show:
    """One instruction that shows text, as it is drawn once.

    Attributes
    ----------
    order : int
        Of all that is drawn on the page.
    box : (x0, y0, x1, y1)
        Around the text, in the page's user space; rather too large than too small.
    hidden : bool
        It does not leave ink.
    coverable : bool
        A picture that is drawn over it hides it.
    font : FontUse or None
    advance : float or None
        What it moves the following text by, in thousandths of the font size; None: not known.
    follows : Show or None
        The text that it stands behind, where its own place depends on that.
    leads : bool
        Text that stays stands behind it.
    """

    order: int
    box: Box
    hidden: bool
    coverable: bool
    font: FontUse | None = None
    advance: float | None = None
    follows: "Show | None" = None
    leads: bool = False


@dataclass(slots=True)
class State:
    """What ``q`` saves and ``Q`` restores.

    Attributes
    ----------
    matrix : Matrix
        User space of the content → that of the page.
    clip : (x0, y0, x1, y1)
        Beyond which nothing is drawn, in the page's user space.
    is_boxed : bool
        Everything inside it is drawn: the clip is that box.
    mode : int
        Of text rendering, 0 to 7.
    font : FontUse or None
    size, spacing, word_spacing, leading, rise : float
        Of text, unscaled.
    scale : float
        Of text, along its line; 1 is as the font has it.
    fill, stroke : float
        Opacity, 0 to 1.
    is_plain : bool
        Blended as usual, and not masked.
    is_unseen, is_thin : bool
        In a group that lets everything through; that lets something through.
    clips : tuple of Show
        Text that clips what is drawn.
    """

    matrix: Matrix = IDENTITY
    clip: Box = EVERYTHING
    is_boxed: bool = True
    mode: int = 0
    font: FontUse | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    leading: float = 0.0
    rise: float = 0.0
    scale: float = 1.0
    fill: float = 1.0
    stroke: float = 1.0
    is_plain: bool = True
    is_unseen: bool = False
    is_thin: bool = False
    clips: tuple[Show, ...] = field(default=())


def multiplied(first: Matrix, then: Matrix) -> Matrix:
    """Apply a matrix, then another.

    Examples
    --------
    >>> multiplied((1, 0, 0, 1, 10, 0), (2, 0, 0, 2, 0, 0))
    (2, 0, 0, 2, 20, 0)
    """
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        *(a * p + b * r, a * q + b * s, c * p + d * r),
        *(c * q + d * s, e * p + f * r + t, e * q + f * s + u),
    )


def is_straight(matrix: Matrix) -> bool:
    """Return whether a matrix makes a box of a box.

    Examples
    --------
    >>> is_straight((0, 5, -5, 0, 9, 9)), is_straight((5, 1, -1, 5, 0, 0))
    (True, False)
    """
    a, b, c, d, _, _ = matrix
    least = _SKEW * max(abs(side) for side in (a, b, c, d))
    return max(abs(b), abs(c)) <= least or max(abs(a), abs(d)) <= least


def bounded(box: Box, matrix: Matrix) -> Box:
    """Map a box, and bound what it becomes.

    Examples
    --------
    >>> bounded((0, 0, 1, 1), (0, 5, -3, 0, 9, 9))
    (6, 9, 9, 14)
    """
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across = [a * x + c * y + e for x, y in corners]
    up = [b * x + d * y + f for x, y in corners]
    return min(across), min(up), max(across), max(up)


def met(one: Box, other: Box) -> Box:
    """Return where two boxes meet; `NOTHING` where they do not.

    Examples
    --------
    >>> met((0, 0, 4, 4), (2, 2, 9, 9)), met((0, 0, 1, 1), (2, 2, 3, 3)) == NOTHING
    ((2, 2, 4, 4), True)
    """
    x0, y0 = max(one[0], other[0]), max(one[1], other[1])
    x1, y1 = min(one[2], other[2]), min(one[3], other[3])
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else NOTHING

"""How doubtful each word is: what the viewer ranks by."""

import numpy as np
import numpy.typing as npt

from ocrlayout.model import Page

__all__ = ["doubts"]


def doubts(page: Page) -> npt.NDArray[np.float64]:
    """Return the doubt of each word of a page, ``(n,)``: 0 sure, 1 doubtful, NaN unknown.

    A word that a person has set is sure.

    Examples
    --------
    >>> from ocrlayout.model import Lines, Words
    >>> words = Words(["Pack", "rny"], confidence=[1, 0.25])
    >>> doubts(Page(lines=Lines(["Pack rny"], words=words, offsets=[0, 2]))).tolist()
    [0.0, 0.75]
    """
    return np.where(page.words.corrected, 0.0, 1.0 - page.words.confidence)

"""Which words stay: by confidence, by region. Nothing is dropped unless asked for."""

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Document, Page, Words

__all__ = ["confident", "filter_confidence", "filter_region", "within"]


def confident(words: Words, minimum: float, *, unknown: bool = True) -> npt.NDArray[np.bool_]:
    """Tell which words are at least this sure.

    Parameters
    ----------
    words : Words
    minimum : float
        In [0, 1].
    unknown : bool
        What becomes of words whose confidence the engine did not give; kept by default.

    Returns
    -------
    (n,) ndarray of bool

    Raises
    ------
    ValueError
        When `minimum` is not in [0, 1].

    Examples
    --------
    >>> confident(Words(["a", "b", "c"], confidence=[0.9, 0.2, float("nan")]), 0.5).tolist()
    [True, False, True]
    """
    if not 0 <= minimum <= 1:
        raise ValueError(f"a confidence lies between 0 and 1, not {minimum}")
    return np.where(np.isnan(words.confidence), unknown, words.confidence >= minimum)


def within(words: Words, region: npt.ArrayLike, *, unknown: bool = True) -> npt.NDArray[np.bool_]:
    """Tell which words have their center in a region.

    Parameters
    ----------
    words : Words
    region : (4,) array_like
        A box x0, y0, x1, y1 in page units.
    unknown : bool
        What becomes of words without geometry; kept by default.

    Returns
    -------
    (n,) ndarray of bool

    Raises
    ------
    ValueError
        When `region` is not four finite numbers with x0 ≤ x1 and y0 ≤ y1.

    Examples
    --------
    >>> square = [[0, 0], [2, 0], [2, 2], [0, 2]]
    >>> within(Words(["a", "b"], [square, [[9, 9]] * 4]), [0, 0, 5, 5]).tolist()
    [True, False]
    """
    box = np.asarray(region, np.float64)
    if box.shape != (4,) or not np.isfinite(box).all() or (box[:2] > box[2:]).any():
        raise ValueError(f"a region is x0, y0, x1, y1 with x0 ≤ x1 and y0 ≤ y1, not {region!r}")
    middle = geometry.centers(words.polygon)
    inside = ((middle >= box[:2]) & (middle <= box[2:])).all(axis=1)
    return np.where(np.isnan(middle).any(axis=1), unknown, inside)


def filter_confidence(document: Document, minimum: float, *, unknown: bool = True) -> Document:
    """Keep the words that are at least this sure.

    Lines that lose words are rejoined, lines that lose all go.

    Parameters
    ----------
    document : Document
    minimum : float
        In [0, 1].
    unknown : bool
        What becomes of words whose confidence the engine did not give; kept by default.

    Returns
    -------
    Document

    Raises
    ------
    ValueError
        When `minimum` is not in [0, 1].

    Examples
    --------
    >>> from ocrlayout.model import Lines
    >>> lines = Lines(["sure doubtful"], words=Words(["sure", "doubtful"], confidence=[1, 0.1]), offsets=[0, 2])
    >>> filter_confidence(Document([Page(lines=lines)]), 0.5)[0].lines.text
    ('sure',)
    """
    return document.map(lambda page: _kept(page, confident(page.words, minimum, unknown=unknown)))


def filter_region(document: Document, region: npt.ArrayLike, *, unknown: bool = True) -> Document:
    """Keep the words whose center lies in a box (x0, y0, x1, y1) of every page, in page units.

    Parameters
    ----------
    document : Document
    region : (4,) array_like
    unknown : bool
        What becomes of words without geometry; kept by default.

    Returns
    -------
    Document

    Raises
    ------
    ValueError
        When `region` is no such box.

    Examples
    --------
    >>> from ocrlayout.model import Lines
    >>> words = Words(["in", "out"], [[[0, 0], [1, 0], [1, 1], [0, 1]], [[8, 0], [9, 0], [9, 1], [8, 1]]])
    >>> lines = Lines(["in out"], [[[0, 0], [9, 0], [9, 1], [0, 1]]], words, [0, 2])
    >>> filter_region(Document([Page(lines=lines)]), [0, 0, 4, 4])[0].lines.text
    ('in',)
    """
    return document.map(lambda page: _kept(page, within(page.words, region, unknown=unknown)))


def _kept(page: Page, mask: npt.NDArray[np.bool_]) -> Page:
    return page if mask.all() else page.keep(mask)

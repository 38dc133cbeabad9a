"""Which words stay: by confidence, by region. Nothing is dropped unless asked for.

Blocks and fields stay in any case: a table keeps its empty cells, and a field whose word goes keeps
its text.
"""

from collections.abc import Callable
from typing import TypeVar, overload

import numpy as np
import numpy.typing as npt
import shapely

from ocrlayout import geometry
from ocrlayout.model import Document, Page, Words

__all__ = ["confident", "filter_confidence", "filter_region", "within"]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Filtered = TypeVar("Filtered", Document, Page)

_BOX = (4,)
_POLYGON = (4, 2)


def confident(words: Words, minimum: float, *, unknown: bool = True) -> Mask:
    """Return which words are at least this sure.

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
        `minimum` is not in [0, 1].

    Examples
    --------
    >>> confident(Words(["a", "b", "c"], confidence=[0.9, 0.2, float("nan")]), 0.5).tolist()
    [True, False, True]
    """
    if not 0 <= minimum <= 1:
        raise ValueError(f"a confidence lies between 0 and 1, not {minimum}")
    return np.where(np.isnan(words.confidence), unknown, words.confidence >= minimum)


def within(words: Words, region: npt.ArrayLike, *, unknown: bool = True) -> Mask:
    """Return which words have their center in a region, or on its edge.

    Parameters
    ----------
    words : Words
    region : (4,) or (4, 2) array_like
        A box x0, y0, x1, y1 or a polygon of four corners, in page units. A box of the scan becomes
        such a polygon by :meth:`Page.from_source <ocrlayout.model.Page.from_source>`.
    unknown : bool
        What becomes of words without geometry; kept by default.

    Returns
    -------
    (n,) ndarray of bool

    Raises
    ------
    ValueError
        `region` is not four finite numbers with x0 ≤ x1 and y0 ≤ y1, nor four finite corners of a
        polygon whose edges do not cross.

    Examples
    --------
    >>> square = [[0, 0], [2, 0], [2, 2], [0, 2]]
    >>> words = Words(["a", "b"], [square, [[9, 9]] * 4])
    >>> within(words, [0, 0, 5, 5]).tolist()
    [True, False]
    >>> within(words, [[9, 8], [10, 9], [9, 10], [8, 9]]).tolist()
    [False, True]
    """
    asked = np.asarray(region, np.float64)
    middle = geometry.centers(words.polygon)
    inside = _in_polygon(middle, asked) if asked.shape == _POLYGON else _in_box(middle, asked)
    return np.where(geometry.known(words.polygon), inside, unknown)


def _in_box(points: Array, box: Array) -> Mask:
    if box.shape != _BOX or not np.isfinite(box).all() or (box[:2] > box[2:]).any():
        raise ValueError(
            "a region is x0, y0, x1, y1 with x0 ≤ x1 and y0 ≤ y1, or four corners (4, 2), "
            f"not {box.tolist()}"
        )
    return np.asarray(((points >= box[:2]) & (points <= box[2:])).all(axis=1))


def _in_polygon(points: Array, corners: Array) -> Mask:
    if not np.isfinite(corners).all():
        raise ValueError(f"a region's corners are finite numbers, not {corners.tolist()}")
    polygon = shapely.polygons(corners)
    if not shapely.is_valid(polygon):
        raise ValueError(f"a region's edges do not cross or fold: {corners.tolist()}")
    return np.asarray(shapely.intersects_xy(polygon, points[:, 0], points[:, 1]))


def filter_confidence(document: Filtered, minimum: float, *, unknown: bool = True) -> Filtered:
    """Keep the words that are at least this sure.

    Lines that lose words are rejoined, lines that lose all go. Blocks and fields stay.

    Parameters
    ----------
    document : Document or Page
    minimum : float
        In [0, 1].
    unknown : bool
        What becomes of words whose confidence the engine did not give; kept by default.

    Returns
    -------
    Document or Page
        As it was given.

    Raises
    ------
    ValueError
        `minimum` is not in [0, 1].

    Examples
    --------
    >>> from ocrlayout.model import Lines
    >>> words = Words(["sure", "doubtful"], confidence=[1, 0.1])
    >>> page = Page(lines=Lines(["sure doubtful"], words=words, offsets=[0, 2]))
    >>> filter_confidence(page, 0.5).text
    'sure'
    """
    return _each(
        document, lambda page: _kept(page, confident(page.words, minimum, unknown=unknown))
    )


def filter_region(document: Filtered, region: npt.ArrayLike, *, unknown: bool = True) -> Filtered:
    """Keep the words whose center lies in a region of the page, or of every page.

    Lines that lose words are rejoined, lines that lose all go. Blocks and fields stay.

    Parameters
    ----------
    document : Document or Page
    region : (4,) or (4, 2) array_like
        A box x0, y0, x1, y1 or the four corners of a polygon, in page units.
    unknown : bool
        What becomes of words without geometry; kept by default.

    Returns
    -------
    Document or Page
        As it was given.

    Raises
    ------
    ValueError
        `region` is neither.

    Examples
    --------
    What stands in a box of the scan, also after the page was turned:

    >>> from ocrlayout.model import Lines
    >>> words = Words(["in", "out"], [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1]] for x in (0, 8)])
    >>> lines = Lines(["in out"], [[[0, 0], [9, 0], [9, 1], [0, 1]]], words, [0, 2])
    >>> page = Page(lines=lines)
    >>> filter_region(page, page.from_source([0, 0, 4, 4])).text
    'in'
    """
    return _each(document, lambda page: _kept(page, within(page.words, region, unknown=unknown)))


@overload
def _each(given: Document, change: Callable[[Page], Page]) -> Document: ...
@overload
def _each(given: Page, change: Callable[[Page], Page]) -> Page: ...
def _each(given: Document | Page, change: Callable[[Page], Page]) -> Document | Page:
    return given.map(change) if isinstance(given, Document) else change(given)


def _kept(page: Page, mask: Mask) -> Page:
    return page if mask.all() else page.keep(mask)

"""Passages to highlight: what the writers of pictures and PDFs take as ``highlight=``."""

from collections.abc import Iterable
from typing import Protocol

import numpy as np
import numpy.typing as npt

__all__ = ["YELLOW", "Passage", "by_page", "checked"]

Array = npt.NDArray[np.float64]

# Okabe and Ito's yellow, which color-blind people tell from white and from all other marks.
YELLOW = (240, 228, 66)


class Passage(Protocol):
    """A passage that was found, as ``ocrlayout.find`` returns it.

    Attributes
    ----------
    page : int
        The number of its page.
    polygons : (k, 4, 2) ndarray of float64
        The quads that it covers, one or more for each line, in page units.
    """

    @property
    def page(self) -> int:
        """Number of the page."""

    @property
    def polygons(self) -> Array:
        """Quads in page units, ``(k, 4, 2)``."""


def checked(matches: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return matches as a tuple.

    Raises
    ------
    ValueError
        One of them is something else.
    """
    found = tuple(matches)
    for match in found:
        if not (hasattr(match, "page") and hasattr(match, "polygons")):
            raise ValueError(  # as for every other option that cannot be used
                "highlight= takes matches as ocrlayout.find returns them, with .page and"
                f" .polygons, not {type(match).__name__}"
            )
    return found


def by_page(matches: Iterable[Passage]) -> dict[int, list[Array]]:
    """Collect the quads of each match by its page; those without a place are left out.

    Returns
    -------
    dict of list of (k, 4, 2) ndarray
        By the number of the page, one array for each match that has a place there.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> match = SimpleNamespace(page=2, polygons=np.zeros((3, 4, 2)))
    >>> {number: len(quads) for number, quads in by_page([match, match]).items()}
    {2: 2}
    """
    found: dict[int, list[Array]] = {}
    for match in matches:
        quads = np.reshape(np.asarray(match.polygons, np.float64), (-1, 4, 2))
        quads = quads[np.isfinite(quads).all(axis=(1, 2))]
        if len(quads):
            found.setdefault(match.page, []).append(quads)
    return found

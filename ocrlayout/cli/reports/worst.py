"""The most doubtful pages of a run, for its last lines."""

import heapq
import math
from collections.abc import Iterable

from ocrlayout.journal import PageFigures

__all__ = ["Worst"]

_NAMED = 3  # pages
_PART = 2  # at most half of the pages are named, and so none of a single one


class Worst:
    """The most doubtful of the pages that are added.

    Examples
    --------
    >>> worst = Worst()
    >>> worst.add("a.pdf", [PageFigures(number, doubt=number / 10) for number in range(1, 7)])
    >>> str(worst)
    'most doubtful: a.pdf page 6, a.pdf page 5, a.pdf page 4 (of 6 pages)'
    """

    def __init__(self) -> None:
        self._found: list[tuple[float, str]] = []
        self._least = math.inf
        self._count = 0

    def add(self, name: str, pages: Iterable[PageFigures]) -> None:
        """Add the pages of an input."""
        known = [page for page in pages if not math.isnan(page.doubt)]
        named = [(page.doubt, f"{name} page {page.number}") for page in known]
        self._found = heapq.nlargest(_NAMED, [*self._found, *named], key=lambda one: one[0])
        self._least = min([self._least, *(doubt for doubt, _ in named)])
        self._count += len(known)

    def __str__(self) -> str:
        """Name them; ``""`` where none is more so than another."""
        found = self._found[: self._count // _PART]
        names = ", ".join(name for doubt, name in found if doubt > self._least)
        return f"most doubtful: {names} (of {self._count} pages)" if names else ""

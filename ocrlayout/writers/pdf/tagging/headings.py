"""Levels of headings: H1 first, and none below another by more than one level (PDF/UA-1, 7.4.2)."""

__all__ = ["HeadingLevels"]

_DEEPEST = 6  # PDF has H1 to H6


class HeadingLevels:
    """The headings under which the text stands, over all pages of a document.

    Examples
    --------
    >>> levels = HeadingLevels()
    >>> [levels.depth(level) for level in (1, 3, 3, 2, 4, 1)]
    [1, 2, 2, 2, 3, 1]
    """

    def __init__(self) -> None:
        self._above: list[int] = []

    def depth(self, level: int) -> int:
        """Return the level that the next heading gets.

        Parameters
        ----------
        level : int
            From 1; 0, where nobody said, is that of the heading before.
        """
        level = level or (self._above[-1] if self._above else 1)
        while self._above and self._above[-1] >= level:
            self._above.pop()
        self._above.append(level)
        return min(len(self._above), _DEEPEST)

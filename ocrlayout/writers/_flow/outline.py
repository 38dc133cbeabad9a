"""How deep the items of a list stand, by how far they are set in."""

from dataclasses import dataclass, field

from ocrlayout import geometry
from ocrlayout.model import Lines

__all__ = ["Outline"]

_DEEPER, _DEEPEST = 0.7, 8.0  # of a line's height: how far a list within a list is set in


@dataclass
class Outline:
    """The items of a list that the next may stand within: their left edges.

    Examples
    --------
    >>> outline = Outline()
    >>> places = [(0, 0), (20, 10), (20, 20), (0, 30)]
    >>> quads = [[[[x, y], [99, y], [99, y + 9], [x, y + 9]]] for x, y in places]
    >>> [outline.depth(Lines(["x"], quad)) for quad in quads]
    [0, 1, 1, 0]
    """

    lefts: list[float] = field(default_factory=list)
    bottom: float = 0.0

    def depth(self, lines: Lines) -> int:
        """Return within how many items the next one stands.

        Parameters
        ----------
        lines : Lines
            The first of the item.
        """
        left, top, _, bottom = geometry.boxes(lines.polygon[:1])[0].tolist()
        self._close(left, top, bottom - top)
        self.lefts.append(left)
        self.bottom = bottom
        return len(self.lefts) - 1

    def _close(self, left: float, top: float, height: float) -> None:
        """Leave the items that the next does not stand within."""
        goes_on = bool(self.lefts) and top >= self.bottom - height / 2
        if not goes_on or not left - self.lefts[-1] < _DEEPEST * height:
            self.lefts = []  # another column, or without a place
        while self.lefts and not left - self.lefts[-1] > _DEEPER * height:
            self.lefts.pop()

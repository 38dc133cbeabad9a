"""Items of lists: their marks, and how deep they stand."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ocrlayout import geometry
from ocrlayout.model import Lines
from ocrlayout.writers._flow.items import split_mark
from ocrlayout.writers.markdown import escaping

__all__ = ["Outline"]

_NUMBER = re.compile(r"(\d+)([.)])")
_BULLET = "-"
_DEEPER, _DEEPEST = 0.7, 8.0  # of a line's height: how far a list within a list is set in
_APART = "<!-- -->"  # between two lists that Markdown would number through


class _Mark(NamedTuple):
    """How an item begins: its number, and what follows the number; or a bullet."""

    number: int
    kind: str

    def __str__(self) -> str:
        return _BULLET if self.kind == _BULLET else f"{self.number}{self.kind}"


@dataclass
class Outline:
    r"""The items of a list so far: left edges and indentations of those that are still open.

    Examples
    --------
    >>> outline = Outline()
    >>> lines = Lines(["x"], [[[0, 0], [9, 0], [9, 9], [0, 9]]])
    >>> print(*(outline.add(text, lines) for text in ("• a", "1. b", "5. c")), sep="\n")
    - a
    <BLANKLINE>
    1. b
    <BLANKLINE>
    <!-- -->
    <BLANKLINE>
    5. c
    """

    lefts: list[float] = field(default_factory=list)
    indents: list[str] = field(default_factory=list)
    last: list[_Mark] = field(default_factory=list)
    bottom: float = 0.0

    def add(self, text: str, lines: Lines) -> str:
        """Return the next item, indented by how far its first line is set in.

        Parameters
        ----------
        text : str
        lines : Lines
            Of the item.
        """
        left, top, _, bottom = geometry.boxes(lines.polygon[:1])[0].tolist()
        self._close(left, top, bottom - top)
        indent = self.indents[-1] if self.indents else ""
        mark, rest = _divided(text)
        before = self._before(mark, indent)
        self.lefts.append(left)
        self.indents.append(indent + " " * (len(str(mark)) + 1))
        self.bottom = bottom
        return f"{before}{indent}{mark} {escaping.opening(escaping.inline(rest))}"

    def _close(self, left: float, top: float, height: float) -> None:
        """Leave the items that the next does not stand within."""
        goes_on = bool(self.lefts) and top >= self.bottom - height / 2
        if not goes_on or not left - self.lefts[-1] < _DEEPEST * height:
            self.lefts, self.indents = [], []  # another column, or without a place
        while self.lefts and not left - self.lefts[-1] > _DEEPER * height:
            self.lefts.pop()
            self.indents.pop()

    def _before(self, mark: _Mark, indent: str) -> str:
        """Return what divides an item from the one before, where a line's end does not."""
        depth = len(self.lefts)
        before = self.last[depth] if depth < len(self.last) else None
        is_first = not self.last
        self.last[depth:] = [mark]
        if is_first:
            return ""
        if before is None:  # a number other than 1 goes on with the paragraph above
            return "" if mark.kind == _BULLET or mark.number == 1 else "\n"
        if before.kind != mark.kind:
            return "\n"
        goes_on = mark.kind == _BULLET or mark.number == before.number + 1
        return "" if goes_on else f"\n{indent}{_APART}\n\n"


def _divided(text: str) -> tuple[_Mark, str]:
    mark, rest = split_mark(text)
    found = _NUMBER.fullmatch(mark)
    return (_Mark(int(found[1]), found[2]) if found else _Mark(0, _BULLET)), rest

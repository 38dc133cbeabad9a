"""Items of lists: their marks, and what divides them."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ocrlayout.writers._flow.items import split_mark
from ocrlayout.writers.markdown import escaping

__all__ = ["Items"]

_NUMBER = re.compile(r"(\d+)([.)])")
_BULLET = "-"
_APART = "<!-- -->"  # between two lists that Markdown would number through


class _Mark(NamedTuple):
    """How an item begins: its number, and what follows the number; or a bullet."""

    number: int
    kind: str

    def __str__(self) -> str:
        return _BULLET if self.kind == _BULLET else f"{self.number}{self.kind}"


@dataclass
class Items:
    r"""The items of a list so far: indentations of those that are still open, and marks.

    Examples
    --------
    >>> items = Items()
    >>> print(*(items.add(text, 0) for text in ("• a", "1. b", "5. c")), sep="\n")
    - a
    <BLANKLINE>
    1. b
    <BLANKLINE>
    <!-- -->
    <BLANKLINE>
    5. c
    """

    indents: list[str] = field(default_factory=list)
    last: list[_Mark] = field(default_factory=list)

    def add(self, text: str, depth: int) -> str:
        """Return the next item, indented to stand within as many others as its depth."""
        mark, rest = _divided(text)
        indent = self.indents[depth - 1] if depth else ""
        before = self._before(mark, depth, indent)
        self.indents[depth:] = [indent + " " * (len(str(mark)) + 1)]
        return f"{before}{indent}{mark} {escaping.opening(escaping.inline(rest))}"

    def _before(self, mark: _Mark, depth: int, indent: str) -> str:
        """Return what divides an item from the one before, where a line's end does not."""
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

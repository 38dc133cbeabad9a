"""The text of a whole answer, and spans in it: offset and length, as the service counts."""

import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise

__all__ = ["Content", "Span", "whole"]

_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Span:
    """Where in the content something stands."""

    offset: int
    length: int

    def item(self) -> dict[str, int]:
        """Return it as the service writes it."""
        return {"offset": self.offset, "length": self.length}


@dataclass
class Content:
    """The text of an answer, line by line.

    Attributes
    ----------
    index_type : {"textElements", "unicodeCodePoint", "utf16CodeUnit"}
        How offsets are counted.
    lines : list of str
    length : int
        Of the text so far, counted so.
    """

    index_type: str
    lines: list[str] = field(default_factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines)

    def count(self, text: str) -> int:
        r"""Count a text in code points, in units of UTF-16, or in clusters of signs.

        Examples
        --------
        >>> [Content(kind).count("e\u0301") for kind in ("unicodeCodePoint", "textElements")]
        [2, 1]
        """
        if self.index_type == "utf16CodeUnit":
            return len(text.encode("utf-16-le")) // 2
        if self.index_type == "unicodeCodePoint":
            return len(text)
        return sum(not _extends(sign, before) for before, sign in pairwise(" " + text))

    def add(self, text: str) -> Span:
        """Add a line, and say where it stands."""
        self.length += bool(self.lines)
        span = Span(self.length, self.count(text))
        self.lines.append(text)
        self.length += span.length
        return span


def whole(spans: list[Span], default: int = 0) -> Span:
    """Return the span from the first of spans to the end of the last; an empty one without any.

    Examples
    --------
    >>> whole([Span(4, 3), Span(8, 2)])
    Span(offset=4, length=6)
    """
    if not spans:
        return Span(default, 0)
    first = spans[0].offset
    return Span(first, spans[-1].offset + spans[-1].length - first)


def _extends(sign: str, before: str) -> bool:
    """Return whether a character belongs to the one before: a mark, or after a joiner."""
    return unicodedata.category(sign)[0] == "M" or _JOINER in (sign, before)

"""A block cut where the items of a list begin."""

import re
from collections import Counter

__all__ = ["Item", "items", "split_mark"]

Mark = tuple[str, int]  # how an item of a list begins: kind of the mark, and its number
Item = tuple[list[int], bool]  # rows of lines, and whether they begin with the mark of an item

_BULLET = re.compile("[•‣◦▪●○■□▸►⁃☐☑☒✓➢❖]")
_DASH = re.compile(r"[-–—*·]\s+\S")
_NUMBER = re.compile(r"(\(?)(?:(\d{1,3})|([A-Za-z]))([.)])\s+\S")
_SPOKEN = re.compile(r"([•‣◦▪●○■□▸►⁃➢❖]|[-–—*·](?=\s)|\d{1,3}[.)](?=\s))\s*(?=\S)")


def items(lines: list[int], texts: list[str]) -> list[Item]:
    """Cut a block before the lines with which an item of a list begins.

    Parameters
    ----------
    lines : list of int
        Rows of the block's lines.
    texts : list of str
        Of the page's lines.

    Examples
    --------
    >>> items([0, 1, 2], ["We need", "• tea and", "sugar"])
    [([0], False), ([1, 2], True)]
    """
    marks = [_mark(texts[line].lstrip()) for line in lines]
    counts = Counter(marks)
    found: list[Item] = []
    for line, mark in zip(lines, marks, strict=True):
        begins = _begins(mark, counts)
        if not found or begins:
            found.append(([], begins))
        found[-1][0].append(line)
    return found


def split_mark(text: str) -> tuple[str, str]:
    """Divide the text of an item into its bullet or number, if it has one, and the rest.

    Check marks and letters are a part of the text: ``☐ paid`` says more than a bullet.

    Examples
    --------
    >>> split_mark("• tea"), split_mark("2) sugar"), split_mark("☐ paid")
    (('•', 'tea'), ('2)', 'sugar'), ('', '☐ paid'))
    """
    found = _SPOKEN.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def _mark(text: str) -> Mark | None:
    """Return how a line begins, if it may be an item of a list."""
    if _BULLET.match(text):
        return "bullet", 0
    if _DASH.match(text):
        return "dash", 0
    found = _NUMBER.match(text)
    if not found:
        return None
    before, digits, letter, after = found.groups()
    number = int(digits) if digits else ord(letter)
    return f"{before}{'1' if digits else 'a'}{after}", number


def _begins(mark: Mark | None, counts: Counter[Mark | None]) -> bool:
    """Return whether a mark begins an item: a bullet does; others where their block has more.

    A line of a paragraph may begin with "5. " or with a dash by chance.
    """
    if mark is None:
        return False
    kind, number = mark
    if kind in ("bullet", "dash"):
        return kind == "bullet" or counts[mark] > 1
    return (kind, number - 1) in counts or (kind, number + 1) in counts

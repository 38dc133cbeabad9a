"""A paragraph on one line, an item of a list on its own, a row of a table with tabs."""

import re
from collections import Counter
from collections.abc import Iterable

from ocrlayout.model import Page
from ocrlayout.scripts import gap
from ocrlayout.writers.text.division import Vocabulary, joined
from ocrlayout.writers.text.parts import Part, parts
from ocrlayout.writers.text.tables import rows_of

__all__ = ["paragraphs"]

Mark = tuple[str, int]  # how an item of a list begins: kind of the mark, and its number

_SOFT_HYPHEN = "\u00ad"
_BULLET = re.compile("[•‣◦▪●○■□▸►⁃☐☑☒✓➢❖]")
_DASH = re.compile(r"[-–—*·]\s+\S")
_NUMBER = re.compile(r"(\(?)(?:(\d{1,3})|([A-Za-z]))([.)])\s+\S")


def paragraphs(page: Page, texts: list[str], vocabulary: Vocabulary | None) -> list[list[str]]:
    """Return the lines of text that each block of a page becomes.

    Parameters
    ----------
    page : Page
    texts : list of str
        Of the page's lines.
    vocabulary : Vocabulary or None
        Words of the document, to join divided words by; None: only soft hyphens go.
    """
    return [_lines(page, part, texts, vocabulary) for part in parts(page)]


def _lines(page: Page, part: Part, texts: list[str], words: Vocabulary | None) -> list[str]:
    def join(lines: list[int]) -> str:
        return _joined([texts[line] for line in lines], words)

    if part.block >= 0 and page.blocks.role[part.block] == "table":
        return ["\t".join(row) for row in rows_of(page, part, join)]
    return [join(item) for item in _items(part.lines, texts)]


def _items(lines: list[int], texts: list[str]) -> list[list[int]]:
    """Cut a block before the lines with which an item of a list begins."""
    marks = [_mark(texts[line].lstrip()) for line in lines]
    counts = Counter(marks)
    items: list[list[int]] = []
    for line, mark in zip(lines, marks, strict=True):
        if not items or _begins(mark, counts):
            items.append([])
        items[-1].append(line)
    return items


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


def _joined(texts: Iterable[str], vocabulary: Vocabulary | None) -> str:
    """Join the lines of a paragraph, with a space where the script writes spaces."""
    done: list[str] = []
    line = ""  # the last one is still open: its hyphen may go
    for text in filter(None, map(str.strip, texts)):
        both = _both(line, text, vocabulary)
        done.append(both[: len(both) - len(text)])
        line = text
    return "".join([*done, line])


def _both(line: str, text: str, vocabulary: Vocabulary | None) -> str:
    if line.endswith(_SOFT_HYPHEN):
        return line[:-1] + text
    if vocabulary is not None and line:
        return joined(line, text, vocabulary)
    return line + gap(line, text) + text

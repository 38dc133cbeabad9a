"""Pieces of Markdown within an answer: their text without marks, and the cells of their tables."""

import html
import re

from ocrlayout.model import Cell
from ocrlayout.readers._html_parts import TextCell

__all__ = ["markdown_text", "pipe_cells"]

_BREAK = re.compile(r"<br\s*/?>")
# what repeats does not hold its own end, or is short: a line takes time that grows with its length
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)")
_LINK = re.compile(r"\[([^\[\]\n]*)\]\([^()\n]*\)")
_START = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+(?=\S))")  # heading, quote, item
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*|_)(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])")
# an amount that was taken for a formula: it has escapes, and nothing that formulas are made of
_AMOUNT = re.compile(r"(?<!\\)\$((?:[^$\\\n^_{}=]*\\[^A-Za-z\n]){1,50}[^$\\\n^_{}=]*)\$")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-+:?")


def markdown_text(line: str) -> str:
    r"""Return the text of a line of Markdown without its marks.

    Formulas keep theirs: ``$x^2$`` stays, and ``$\$ 15.00$``, which is none, becomes ``$ 15.00``.

    Examples
    --------
    >>> markdown_text("## **Total** \\#: [5](a.md)")
    'Total #: 5'
    """
    text = _BREAK.sub(" ", _IMAGE.sub("", line))
    text = _LINK.sub(r"\1", _START.sub("", text))
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
    text = _ESCAPE.sub(r"\1", _AMOUNT.sub(r"\1", text))
    return " ".join(html.unescape(text).split())


def pipe_cells(markdown: str) -> list[TextCell]:
    r"""Return the cells of a table with pipes; its first row is the header.

    Examples
    --------
    >>> [(cell.text, cell.cell[:2]) for cell in pipe_cells("|a|b|\n|--|--|\n|1||")]
    [('a', (0, 0)), ('b', (0, 1)), ('1', (1, 0)), ('', (1, 1))]
    """
    lines = [line.strip() for line in markdown.split("\n")]
    rows = [_row(line) for line in lines if line.startswith("|")]
    has_rule = len(rows) > 1 and all(map(_RULE.fullmatch, rows[1]))
    kept = [rows[0], *rows[2:]] if has_rule else rows
    return [
        TextCell(markdown_text(text), Cell(row, column), has_rule and row == 0)
        for row, cells in enumerate(kept)
        for column, text in enumerate(cells)
    ]


def _row(line: str) -> list[str]:
    cells = [cell.strip() for cell in _BAR.split(line)][1:]
    return cells if len(cells) < 2 or cells[-1] else cells[:-1]

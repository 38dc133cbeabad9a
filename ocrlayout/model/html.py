"""Small tables in HTML, as notebooks show them; text of documents is shown, never run."""

import html
import unicodedata
from collections.abc import Iterable
from itertools import islice
from typing import Any

__all__ = ["escaped", "table"]

_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_MOST = 20  # rows: a notebook shows what there is, not all of it
_LONGEST = 200  # characters of a cell


def table(head: Iterable[str], rows: Iterable[Iterable[Any]], count: int) -> str:
    """Return a table of the first rows, and how many more there are.

    Examples
    --------
    >>> table(["word"], [["<b>"]], 1)
    '<table><tr><th>word</th></tr><tr><td>&lt;b&gt;</td></tr></table>'
    """
    shown = [_row("td", row) for row in islice(rows, _MOST)]
    more = f"<p>{count - _MOST} more</p>" if count > _MOST else ""
    return f"<table>{_row('th', head)}{''.join(shown)}</table>{more}"


def _row(tag: str, cells: Iterable[Any]) -> str:
    return f"<tr>{''.join(f'<{tag}>{_cell(cell)}</{tag}>' for cell in cells)}</tr>"


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return "" if value != value else f"{value:.3g}"  # noqa: PLR0124  # NaN differs from itself
    text = str(value)
    return escaped(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def escaped(text: str) -> str:
    """Return a text as HTML that shows it."""
    return html.escape("".join(map(_visible, text)))


def _visible(character: str) -> str:
    """Replace what would turn the rest of the cell around or break the page."""
    hidden = character in _BIDI_CONTROLS or unicodedata.category(character) in ("Cc", "Cs")
    return "\ufffd" if hidden else character

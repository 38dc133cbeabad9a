"""The report as one HTML file: it loads nothing, and runs nothing."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import BinaryIO
from urllib.parse import unquote

from ocrlayout.cli.console import printable
from ocrlayout.cli.reports.rows import Row
from ocrlayout.model.columns import plural

__all__ = ["write"]

_SHOWN = 1000  # pages, and inputs that are not done: more nobody reads, and browsers become slow
_NONE = "–"
_HEADS = (
    *("Doubt", "File", "Page", "Words", "Confidence", "Angle", "Language", "Text", "Outputs"),
    *("Seconds of the file", "Billed of the file"),
)
_STYLE = """
:root { color-scheme: light dark; --line: #ccc; --bar: #b3400f; --quiet: #595959; }
@media (prefers-color-scheme: dark) { :root { --line: #444; --bar: #ff9d66; --quiet: #b0b0b0; } }
html { background: Canvas; color: CanvasText; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
caption { text-align: left; color: var(--quiet); margin-bottom: .5rem; }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); }
th, td { vertical-align: top; }
tbody th, .long { min-width: 12rem; overflow-wrap: anywhere; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { display: inline-block; width: 4rem; height: .6em; margin-left: .5rem; }
.bar { background: linear-gradient(to right, var(--bar) var(--part), var(--line) var(--part)); }
.scroll { overflow-x: auto; }
"""
# nothing is fetched or run, whatever stands in a name
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass
class _Found:
    """What a report has to say of all rows, counted as they come."""

    shown: list[Row] = field(default_factory=list)
    undone: list[Row] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    empty: int = 0

    def add(self, row: Row) -> None:
        """Count a row, and keep it where there is room."""
        if row.page is not None:
            self.pages += 1
            self.empty += not row.page.words
        kept = self.shown if row.is_done else self.undone
        if len(kept) < _SHOWN:
            kept.append(row)


def write(rows: Iterable[Row], out: BinaryIO) -> None:
    """Write the report."""
    found, files = _Found(), set()
    for row in rows:
        found.add(row)
        if row.entry.key not in files:
            files.add(row.entry.key)
            found.states[row.entry.state] += 1
    out.write("\n".join(_document(found)).encode("utf-8", "backslashreplace"))


def _document(found: _Found) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>OCR report</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>"
    yield f"<h1>OCR report</h1>\n<p>{_summary(found)}</p>"
    if found.undone:
        yield from _undone(found)
    yield from _pages(found)
    yield "</main>\n</body>\n</html>\n"


def _summary(found: _Found) -> str:
    total = sum(found.states.values())
    states = ", ".join(f"{count} {state}" for state, count in sorted(found.states.items()))
    empty = f" {plural(found.empty, 'page')} without words." if found.empty else ""
    return f"{plural(total, 'file')} ({states}), {plural(found.pages, 'page')}.{empty}"


def _undone(found: _Found) -> Iterator[str]:
    total = sum(found.states.values()) - found.states["done"]
    yield "<h2>Not done</h2>\n<table>"
    yield f"<caption>{_of_all(len(found.undone), total, 'file')}</caption>"
    yield f"<thead><tr>{_head('File')}{_head('State')}{_head('Reason')}</tr></thead>\n<tbody>"
    for row in found.undone:
        state = _cell(_text(row.entry.state))
        yield f"<tr>{_name(row)}{state}{_cell(_text(row.entry.error) or _NONE)}</tr>"
    yield "</tbody>\n</table>"


def _pages(found: _Found) -> Iterator[str]:
    yield '<h2>Pages, the most doubtful first</h2>\n<div class="scroll" tabindex="0">\n<table>'
    yield f"<caption>{_of_all(len(found.shown), found.pages, 'page')}</caption>"
    yield f"<thead><tr>{''.join(map(_head, _HEADS))}</tr></thead>\n<tbody>"
    for row in found.shown:
        yield f"<tr>{''.join(_cells(row))}</tr>"
    yield "</tbody>\n</table>\n</div>"


def _of_all(shown: int, total: int, what: str) -> str:
    more = f" The first {shown} are shown; a .csv or .json has all." if shown < total else ""
    return f"{plural(total, what)}.{more}"


def _cells(row: Row) -> Iterator[str]:
    page, entry = row.page, row.entry
    if page is None:  # of a run before figures were kept
        yield _cell(_NONE) + _name(row) + _cell(_NONE) * 6
    else:
        yield _doubt(page.doubt) + _name(row) + _number(page.number, 0)
        yield _number(page.words, 0) + _number(page.confidence, 2) + _number(page.angle, 1, "°")
        yield _cell(_text(page.language) or _NONE)
        yield _cell("was there" if page.had_text else "read" if page.words else "none found")
    yield f'<td class="long">{", ".join(map(_link, row.links)) or _NONE}</td>'
    yield _number(entry.seconds or math.nan, 1) + _number(entry.billed or math.nan, 0)


def _doubt(value: float) -> str:
    if math.isnan(value):
        return _number(value, 3)
    bar = f'<span class="bar" style="--part: {value:.1%}"></span>'
    return f'<td class="number">{value:.3f} {bar}</td>'


def _number(value: float, digits: int, unit: str = "") -> str:
    shown = _NONE if math.isnan(value) else f"{value:.{digits}f}{unit}"
    return f'<td class="number">{shown}</td>'


def _head(text: str) -> str:
    return f'<th scope="col">{text}</th>'


def _name(row: Row) -> str:
    return f'<th scope="row">{_text(row.entry.key)}</th>'


def _cell(inside: str) -> str:
    return f"<td>{inside}</td>"


def _link(url: str) -> str:
    name = url.rpartition("/")[2]
    return f'<a href="{escape(url)}">{_text(unquote(name))}</a>'


def _text(text: str) -> str:
    """Show text as it is: neither its marks nor its characters of control do anything."""
    return escape(printable(text))

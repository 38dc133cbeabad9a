"""Pieces of HTML within an answer: their lines of text, and the cells of their tables."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ocrlayout.model import Cell
from ocrlayout.readers import _markup
from ocrlayout.readers._blocks import BlockBuilder
from ocrlayout.readers._lines import LineBuilder
from ocrlayout.readers._markup import Element
from ocrlayout.readers._payload import Place
from ocrlayout.readers._span_grid import SpanGrid, check_grid

__all__ = ["TextCell", "add_cells", "html_cells", "html_lines"]

_BREAKING = frozenset({
    *("address", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "figure"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
})  # fmt: skip
_WIDEST, _HIGHEST = 1000, 65534  # spans, as the standard of HTML limits them


class TextCell(NamedTuple):
    """A cell of a table that is text: what stands in it, where, and whether it is a header."""

    text: str
    cell: Cell
    is_header: bool


def html_lines(place: Place, html: str) -> list[str]:
    """Return the text of HTML, a line for each paragraph, item, heading or break.

    Raises
    ------
    ReadError
        The markup is nested too deeply, or declares entities.

    Examples
    --------
    >>> html_lines(Place("paperscan"), "<h1>Tides</h1><p>of <b>June</b>,<br>Ystad</p>")
    ['Tides', 'of June,', 'Ystad']
    """
    if "<" not in html and "&" not in html:
        return [" ".join(html.split())] if html.strip() else []
    pieces = "".join(_pieces(_body(place, html))).split("\n")
    return [line for line in (" ".join(piece.split()) for piece in pieces) if line]


def html_cells(place: Place, html: str) -> list[TextCell]:
    """Return the cells of the first table of HTML, in its grid.

    Examples
    --------
    >>> table = "<table><tr><th colspan=2>Sum</th></tr><tr><td>1</td><td>2</td></tr></table>"
    >>> [(cell.text, cell.cell[:2]) for cell in html_cells(Place("paperscan"), table)]
    [('Sum', (0, 0)), ('1', (1, 0)), ('2', (1, 1))]
    """
    table = next(_body(place, html).iter("{*}table"), None)
    grid, cells = SpanGrid(), list[TextCell]()
    for row in table.iter("{*}tr") if table is not None else ():
        cells += _row_cells(place, row, grid)
        grid.next_row()
    return cells


def _row_cells(place: Place, row: Element, grid: SpanGrid) -> Iterator[TextCell]:
    for child in row.iterchildren():
        name = _markup.local_name(child)
        if name in ("td", "th"):
            height, width = _span(child, "rowspan", _HIGHEST), _span(child, "colspan", _WIDEST)
            text = " ".join("".join(_pieces(child)).split())
            yield TextCell(text, grid.add(place, height, width), name == "th")


def _span(cell: Element, name: str, most: int) -> int:
    given = (cell.get(name) or "").strip()
    return min(max(int(given), 1), most) if given.isdecimal() and len(given) < 9 else 1


def _body(place: Place, html: str) -> Element:
    return _markup.parsed(place, f"<html><body>{html}</body></html>", is_html=True)


def _pieces(element: Element) -> Iterator[str]:
    """Yield the text of an element, with line breaks around what stands on a line of its own."""
    breaks = "\n" if _markup.local_name(element) in _BREAKING else ""
    yield breaks
    yield " ".join((element.text or "").split("\n"))
    for child in element.iterchildren():
        yield from _pieces(child)
        yield " ".join((child.tail or "").split("\n"))
    yield breaks


def add_cells(
    lines: LineBuilder, blocks: BlockBuilder, place: Place, row: int, cells: Sequence[TextCell]
) -> None:
    """Add the cells of a table whose block is `row`; each with its text as a line."""
    for text, cell, is_header in cells:
        check_grid(place, cell)
        role = "column_header" if is_header else "cell"
        inner = blocks.add(place, role, row, cell=cell)
        if text:
            lines.add(place, text, block=inner, word_places=lambda _: place)

"""Tables in Markdown: with pipes where they can be, as HTML where not."""

from typing import Literal

from ocrlayout.writers._flow.html_tables import laid_out
from ocrlayout.writers._flow.tables import GridCell
from ocrlayout.writers.markdown import escaping

__all__ = ["Tables", "fits_pipes", "piped"]

Tables = Literal["auto", "pipe", "html"]


def fits_pipes(cells: list[GridCell]) -> bool:
    """Return whether pipes can say all of a table: one row of headers, no cell that spans.

    Examples
    --------
    >>> fits_pipes([GridCell(0, 0, 1, 1, "column_header", "a"), GridCell(1, 0, 1, 1, "cell", "b")])
    True
    """
    spans = any(cell.row_span > 1 or cell.column_span > 1 for cell in cells)
    heads = {cell.row for cell in cells if cell.role == "column_header"}
    return not spans and heads == {0}


def piped(cells: list[GridCell]) -> str:
    r"""Return a table with pipes; its first row is the header.

    Examples
    --------
    >>> print(piped([GridCell(0, 0, 1, 1, "cell", "a|b"), GridCell(1, 0, 1, 1, "cell", "_c_")]))
    | a\|b |
    | --- |
    | \_c\_ |
    """
    rows = laid_out(cells)
    width = sum(cell.column_span for cell in rows[0])
    lines = [_row(row, width) for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def _row(cells: list[GridCell], width: int) -> str:
    texts = [""] * width
    for cell in cells:
        texts[cell.column] = escaping.cell(escaping.inline(cell.text))
    return f"| {' | '.join(texts)} |"

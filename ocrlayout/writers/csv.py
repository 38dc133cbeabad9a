"""CSV: a row for each word, line or cell; or tables as they are.

``"words"``, ``"lines"`` and ``"cells"`` have a row of names first, and say on which page each
stands. ``"tables"`` has the rows of every table, a blank line between two; a table that goes on
over pages is one. RFC 4180: commas, quotes where they are needed, CR LF.

Loses, by what is chosen, the rest: words their blocks, lines their words, cells the text around.
"""

import csv
import io
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Literal, get_args

import numpy as np

from ocrlayout.errors import WriteError
from ocrlayout.model import Document, Page, Table
from ocrlayout.model.blocks import CELL_ROLES
from ocrlayout.model.tables import Part, Spans
from ocrlayout.sources import Scans
from ocrlayout.writers._flow.joining import clean

SUFFIXES = (".csv",)
NEEDS_WORDS = True  # fields and cells without text would be rows of nothing

Content = Literal["words", "lines", "cells", "tables"]

_POLYGON = ("x0", "y0", "x1", "y1", "x2", "y2", "x3", "y3")
_HEADS = {
    "words": ("document", "page", "line", "text", *_POLYGON, "confidence"),
    "lines": ("document", "page", "block", "role", "text", *_POLYGON, "language", "handwritten"),
    "cells": (
        *("document", "page", "table", "row", "column", "row_span", "column_span", "role", "text"),
        *_POLYGON,
    ),
}
_BYTE_ORDER_MARK = "\ufeff"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Options:
    """What the rows are.

    Attributes
    ----------
    content : {"words", "lines", "cells", "tables"}
        What a row is: a word, a line, a cell, or a row of a table.
    spans : {"once", "repeated"}
        In ``"tables"``: whether the text of a cell that spans several rows or columns stands in the
        first of them, or in each.
    byte_order_mark : bool
        Begin with one: without it, Excel takes UTF-8 for something else.
    names : tuple of str
        Of the documents, in order; the command line gives those of the files.

    Raises
    ------
    ValueError
        `content` or `spans` is not one of these.
    """

    content: Content = field(
        default="words", metadata={"flag": "a row a word, line or cell; or tables as they are"}
    )
    spans: Spans = "once"
    byte_order_mark: bool = field(
        default=False, metadata={"flag": "begin with a byte order mark, as Excel needs it"}
    )
    names: tuple[str, ...] = field(default=(), metadata={"set": False, "names": True})

    def __post_init__(self) -> None:
        for name, kind in (("content", Content), ("spans", Spans)):
            value = getattr(self, name)
            if value not in get_args(kind):
                known = ", ".join(get_args(kind))
                raise ValueError(f"{name} of a CSV is one of {known}, not {value!r}")


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans] | None = None,  # noqa: ARG001  # text does not need pixels
    options: Options = Options(),
) -> None:
    r"""Write documents as CSV in UTF-8, as they come.

    Parameters
    ----------
    documents : iterable of Document
    out : binary file object
    images : ignored
        Text does not need pixels.
    options : Options

    Examples
    --------
    >>> from ocrlayout.model import Lines, Words
    >>> lines = Lines(["Pack"], words=Words(["Pack"], confidence=[0.5]), offsets=[0, 1])
    >>> out = io.BytesIO()
    >>> write([Document([Page(lines=lines)])], out)
    >>> out.getvalue().splitlines()[1]
    b',1,0,Pack,,,,,,,,,0.5'
    """
    _put([_HEADS[options.content]] if options.content in _HEADS else [], out, options)
    found = False
    for at, document in enumerate(documents):
        name = options.names[at] if at < len(options.names) else ""
        for rows in _parts(document, name, options):
            _put(rows, out)
            found = True
    if not found and options.content in ("cells", "tables"):
        _log.info(
            "the document does not have tables;"
            " those that no service gave are found while lines are put in order"
        )


def _put(rows: Iterable[Iterable[Any]], out: BinaryIO, options: Options | None = None) -> None:
    """Write rows; with options, at the beginning of a file."""
    text = io.StringIO()
    text.write(_BYTE_ORDER_MARK if options and options.byte_order_mark else "")
    csv.writer(text).writerows(rows)
    out.write(text.getvalue().encode())


def _parts(document: Document, name: str, options: Options) -> Iterator[Iterable[Iterable[Any]]]:
    """Yield the rows of each page, or of each table."""
    if options.content == "words":
        yield from (_words(page, name) for page in document)
    elif options.content == "lines":
        yield from (_lines(page, name) for page in document)
    elif options.content == "cells":
        yield from (_cells(at, table, name) for at, table in enumerate(document.tables))
    else:
        yield from (_table(table, options.spans) for table in document.tables)


def _words(page: Page, name: str) -> Iterator[tuple[Any, ...]]:
    columns = {key: column.tolist() for key, column in page.words.columns().items()}
    columns["line"] = page.lines.word_line.tolist()
    return _rows("words", columns, name, page.number)


def _lines(page: Page, name: str) -> Iterator[tuple[Any, ...]]:
    columns = {key: column.tolist() for key, column in page.lines.columns().items()}
    roles = (*page.blocks.role, "")  # the last is that of −1, of lines of no block
    columns["role"] = [roles[block] for block in columns["block"]]
    return _rows("lines", columns, name, page.number)


def _rows(
    content: str, columns: dict[str, list[Any]], name: str, number: int
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a page."""
    of_page = _HEADS[content][2:]
    known = (map(_known, columns[key]) for key in of_page)
    return ((name, number, *row) for row in zip(*known, strict=True))


def _known(value: Any) -> Any:
    """Return a value as a field: a text on one line, an unknown number as nothing."""
    if isinstance(value, str):
        return clean(value)
    return "" if value != value else value  # noqa: PLR0124  # NaN differs from itself


def _cells(at: int, table: Table, name: str) -> Iterator[tuple[Any, ...]]:
    pages = [part.page for part in table.parts for _ in range(_count(part))]
    for page, cell in zip(pages, table.cells, strict=True):
        polygon = map(_known, cell.polygon.reshape(-1).tolist())
        yield (name, page, at, *cell.place, cell.role, clean(cell.text), *polygon)


def _count(part: Part) -> int:
    """Count the cells of a table on one page."""
    blocks = part.blocks
    is_here = (blocks.parent == part.row) & (blocks.cell[:, 0] >= 0)
    return int((is_here & np.isin(blocks.role, CELL_ROLES)).sum())


def _table(table: Table, spans: Spans) -> list[list[str]]:
    """Return the rows of a table, and a blank one."""
    try:
        rows = table.rows(spans)
    except ValueError as error:
        raise WriteError(f"{error}; content='cells' (--content cells) can") from None
    return [[clean(text) for text in row] for row in rows] + [[]]

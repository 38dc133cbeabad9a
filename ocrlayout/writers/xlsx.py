"""Tables as a workbook: a sheet for each, and one that lists them.

Cells that span are merged, headers are bold and stay in view. Every cell is text, as it stands on
the page: nothing is taken for a formula, a date or a number unless that is asked for. A table that
goes on over pages is one sheet. Needs ``openpyxl``.

Loses all that does not stand in a table, places, confidences.
"""

import importlib
import importlib.util
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from ocrlayout.errors import MissingExtra, WriteError
from ocrlayout.model import Document, Table
from ocrlayout.sources import Scans
from ocrlayout.writers._flow.html_tables import laid_out
from ocrlayout.writers._flow.joining import clean
from ocrlayout.writers._flow.tables import GridCell

SUFFIXES = (".xlsx",)
BINARY = True  # not for a terminal

_LONGEST = 32_767  # characters that a cell of a workbook holds
_MOST_PLACES = 10_000_000  # of a grid: what claims more is not a table's
_LIST = "Tables"
_COLUMNS = ("sheet", "document", "page", "rows", "columns", "caption")
_NUMBER = re.compile(
    r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?", re.ASCII
)  # that a double holds exactly
_HEADERS = ("column_header", "row_header")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Options:
    """What is written into the cells.

    Attributes
    ----------
    numbers : bool
        Whether plain numbers become numbers: digits with a point, without leading zeros, signs of
        thousands or currencies. All else stays text.
    names : tuple of str
        Of the documents, in order; the command line gives those of the files.
    """

    numbers: bool = field(default=False, metadata={"flag": "plain numbers in cells as numbers"})
    names: tuple[str, ...] = field(default=(), metadata={"set": False, "names": True})


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans] | None = None,  # noqa: ARG001  # tables do not need pixels
    options: Options = Options(),
) -> None:
    """Write the tables of documents as one workbook.

    Parameters
    ----------
    documents : iterable of Document
    out : binary file object
    images : ignored
        Tables do not need pixels.
    options : Options

    Raises
    ------
    MissingExtra
        openpyxl is not installed.
    WriteError
        A table or a cell is larger than a workbook holds.

    Examples
    --------
    >>> import io
    >>> out = io.BytesIO()
    >>> write([Document()], out)
    >>> out.getvalue()[:2]
    b'PK'
    """
    if importlib.util.find_spec("openpyxl") is None:
        raise MissingExtra("openpyxl is not installed: pip install 'ocrlayout-kit[xlsx]'")
    book = importlib.import_module("openpyxl").Workbook()
    listed = book.active
    listed.title = _LIST
    _fill(listed, 1, _COLUMNS)
    found = enumerate(_tables(documents, options.names), 1)
    count = 0
    for count, (name, table) in found:
        sheet = book.create_sheet(f"Table {count}")
        _put(sheet, table, options)
        first = table.parts[0].page
        _fill(listed, count + 1, (sheet.title, name, first, *table.shape, table.caption))
    if not count:
        _log.info(
            "the document does not have tables;"
            " those that no service gave are found while lines are put in order"
        )
    book.save(out)


def _tables(documents: Iterable[Document], names: tuple[str, ...]) -> Iterator[tuple[str, Table]]:
    for at, document in enumerate(documents):
        name = names[at] if at < len(names) else ""
        yield from ((name, table) for table in document.tables)


def _fill(sheet: Any, row: int, values: Iterable[Any]) -> None:
    for column, value in enumerate(values, 1):
        _set(sheet.cell(row, column), value)


def _set(cell: Any, value: Any) -> None:
    """Put a value into a cell; a text stays one, whatever it begins with."""
    cell.value = clean(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


def _put(sheet: Any, table: Table, options: Options) -> None:
    """Write the cells of a table into a sheet."""
    height, width = table.shape
    if height * width > _MOST_PLACES:
        raise WriteError(f"a table of {height} × {width} cells is too large for a workbook")
    bold = importlib.import_module("openpyxl.styles").Font(bold=True)
    cells = [GridCell(*cell.place, cell.role, cell.text) for cell in table.cells]
    for one in (one for row in laid_out(cells) for one in row if _has_place(one)):
        cell = sheet.cell(one.row + 1, one.column + 1)
        _set(cell, _value(one.text, numbers=options.numbers))
        if one.role in _HEADERS:
            cell.font = bold
        _merge(sheet, one)
    sheet.freeze_panes = f"A{table.header_rows + 1}" if table.header_rows else None


def _has_place(cell: GridCell) -> bool:
    """Return whether there is something to write: an empty cell that spans is merged, too."""
    return bool(cell.text) or cell.row_span > 1 or cell.column_span > 1


def _value(text: str, *, numbers: bool) -> str | float:
    if len(text) > _LONGEST:
        raise WriteError(
            f"a cell of a table holds {len(text)} characters, and one of a workbook {_LONGEST}"
        )
    return float(text) if numbers and _NUMBER.fullmatch(text) else text


def _merge(sheet: Any, cell: GridCell) -> None:
    if cell.row_span > 1 or cell.column_span > 1:
        sheet.merge_cells(
            start_row=cell.row + 1,
            start_column=cell.column + 1,
            end_row=cell.row + cell.row_span,
            end_column=cell.column + cell.column_span,
        )

"""The report as CSV, in UTF-8: a row a page.

Spreadsheets take text that begins with certain characters for a formula, and run it: a file's name
could open another program. Such text gets an apostrophe before it.

References
----------
OWASP: CSV Injection. https://owasp.org/www-community/attacks/CSV_Injection
"""

import csv
import io
from collections.abc import Iterable
from typing import Any, BinaryIO

from ocrlayout.cli.reports.rows import NAMES, Row

__all__ = ["write"]

_BETWEEN = " "  # outputs of one page; URLs have no spaces
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # what a formula begins with


def write(rows: Iterable[Row], out: BinaryIO) -> None:
    """Write the rows as they come; what is not known is empty."""
    text = io.TextIOWrapper(out, "utf-8", newline="", errors="backslashreplace")
    writer = csv.DictWriter(text, NAMES, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        values = row.plain()
        values["outputs"] = _BETWEEN.join(values["outputs"])
        writer.writerow({name: _inert(value) for name, value in values.items()})
    text.detach()  # flushed; the file stays open


def _inert(value: Any) -> Any:
    """Have text not taken for a formula; a number may be negative."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value

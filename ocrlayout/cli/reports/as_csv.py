"""The report as CSV, in UTF-8: a row a page."""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from ocrlayout.cli.reports.rows import NAMES, Row

__all__ = ["write"]

_BETWEEN = " "  # outputs of one page; URLs have no spaces


def write(rows: Iterable[Row], out: BinaryIO) -> None:
    """Write the rows as they come; what is not known is empty."""
    text = io.TextIOWrapper(out, "utf-8", newline="", errors="backslashreplace")
    writer = csv.DictWriter(text, NAMES, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        values = row.plain()
        writer.writerow(values | {"outputs": _BETWEEN.join(values["outputs"])})
    text.detach()  # flushed; the file stays open

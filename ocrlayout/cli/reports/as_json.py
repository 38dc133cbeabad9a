"""The report as JSON: a list with an object a page, each on a line."""

import json
from collections.abc import Iterable
from typing import BinaryIO

from ocrlayout.cli.reports.rows import Row

__all__ = ["write"]


def write(rows: Iterable[Row], out: BinaryIO) -> None:
    """Write the rows as they come, in ASCII; what is not known is null."""
    before = b"[\n"
    for row in rows:
        out.write(before + json.dumps(row.plain(), allow_nan=False).encode())
        before = b",\n"
    out.write(b"\n]\n" if before == b",\n" else b"[]\n")

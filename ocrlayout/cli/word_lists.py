"""Words as people and programs read them from the terminal: lines of text, JSON or CSV."""

import argparse
import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from ocrlayout.model import Page

__all__ = ["add_forms", "as_csv", "as_json", "corners", "line_of"]

_DIGITS = 3  # of coordinates: a thousandth of a pixel


def add_forms(parser: argparse.ArgumentParser, what: str) -> None:
    """Add ``--json`` and ``--csv``."""
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help=f"print a JSON object for each {what}")
    forms.add_argument("--csv", action="store_true", help=f"print a row for each {what}")


def as_json(row: Mapping[str, Any]) -> str:
    """Return a row as JSON, in ASCII; what is unknown is null."""
    return json.dumps(row, ensure_ascii=True, allow_nan=False)


def as_csv(rows: Iterable[Mapping[str, Any]], names: Iterable[str]) -> str:
    """Return rows as CSV, with a head; a list is a field for each of its numbers.

    Examples
    --------
    >>> print(as_csv([{"text": "a,b", "at": [1, 2]}], ["text", "at"]))
    text,at0,at1
    "a,b",1,2
    """
    out, kept = io.StringIO(), [_flat(row) for row in rows]
    writer = csv.DictWriter(out, kept[0] if kept else list(names), lineterminator="\n")
    writer.writeheader()
    writer.writerows(kept)
    return out.getvalue().rstrip("\n")


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in row.items():
        many = isinstance(value, list)
        flat |= {f"{name}{at}": one for at, one in enumerate(value)} if many else {name: value}
    return flat


def corners(page: Page, row: int) -> list[float | None]:
    """Return the corners of a word on its scan as eight numbers, None where they are not known."""
    numbers = np.round(page.to_source(page.words.polygon[row]), _DIGITS).reshape(-1).tolist()
    return [None if np.isnan(number) else number for number in numbers]


def line_of(page: Page, row: int) -> int:
    """Return the number of the line that a word is in, from 1."""
    return int(np.searchsorted(page.lines.offsets, row, "right"))

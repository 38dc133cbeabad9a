"""Reports: of every page what a run made of it, the most doubtful first.

=============  ==================================================================================
``figures``    what is said of the pages of a document
``rows``       the lines of a report, from the journal or from a run that has none
``as_csv``     a row a page
``as_json``    an object a page
``as_html``    a page to look at, with the most doubtful pages and all that failed
=============  ==================================================================================

A format of reports is a module with ``write(rows, out)``.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from ocrlayout import formats
from ocrlayout.cli.reports import as_csv, as_html, as_json
from ocrlayout.cli.reports.rows import Row
from ocrlayout.cli.usage import Usage

__all__ = ["add_option", "check", "save"]

_FORMATS: dict[str, ModuleType] = {".html": as_html, ".csv": as_csv, ".json": as_json}


def add_option(parser: argparse._ActionsContainer) -> None:
    """Add ``--report``."""
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help="write what became of every page, the most doubtful first: a page to look at (.html),"
        " or rows for programs (.csv, .json)",
    )


def check(path: Path | None) -> None:
    """Refuse a report that is not one of these formats.

    Raises
    ------
    Usage
        Its suffix is another one.
    """
    if path and path.suffix.lower() not in _FORMATS:
        *most, last = _FORMATS
        raise Usage(f"--report takes a name that ends with {', '.join(most)} or {last}, not {path}")


def save(rows: Iterable[Row], path: Path) -> None:
    """Write a report; it is whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with formats.whole(path) as out:
        _FORMATS[path.suffix.lower()].write(rows, out)

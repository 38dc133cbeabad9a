"""The rows of a report: a page, or an input that has none."""

import math
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from ocrlayout.journal import Entry, Journal, PageFigures

__all__ = ["NAMES", "Row", "from_entries", "from_journal"]

_DIGITS = {"confidence": 4, "doubt": 4, "angle": 2, "file_seconds": 2}
NAMES = (
    *("file", "state", "page", "words", "empty", "confidence", "doubt", "angle", "language"),
    *("had_text", "file_seconds", "file_billed", "outputs", "error"),
)
"""The columns of a report, in order."""

_NO_PAGE = (None,)


class Row(NamedTuple):
    """A page of an input.

    Attributes
    ----------
    entry : Entry
        The input.
    page : PageFigures or None
        None where nothing is known of its pages: it is not done, or has none.
    links : tuple of str
        Its outputs, as URLs from the folder of the report.
    """

    entry: Entry
    page: PageFigures | None
    links: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        """Whether the input was converted."""
        return self.entry.state == "done"

    def plain(self) -> dict[str, Any]:
        """Return the row as a value for each of `NAMES`; None where it is not known."""
        values = {
            "file": self.entry.key,
            "state": str(self.entry.state),
            **self._figures(),
            "file_seconds": self.entry.seconds,
            "file_billed": self.entry.billed,
            "outputs": list(self.links),
            "error": self.entry.error,
        }
        return {name: _rounded(name, values.get(name)) for name in NAMES}

    def _figures(self) -> dict[str, Any]:
        if self.page is None:
            return {}
        found = self.page._asdict()
        return found | {"page": found.pop("number"), "empty": not self.page.words}


def _rounded(name: str, value: Any) -> Any:
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, _DIGITS[name])
    return value


def from_journal(journal: Journal, report: Path) -> Iterator[Row]:
    """Yield the rows of a journal, in its order; they are never all in memory."""
    for entry, page in journal.pages():
        yield Row(entry, page, _links(map(journal.place, entry.written), report))


def from_entries(found: Iterable[tuple[Entry, Sequence[PageFigures]]], report: Path) -> list[Row]:
    """Return the rows of inputs that no journal knows, in the order that a journal has."""
    rows = [
        Row(entry, page, _links(map(Path, entry.written), report))
        for entry, pages in found
        for page in (pages or _NO_PAGE)
    ]
    return sorted(rows, key=_place)


def _place(row: Row) -> tuple[bool, float]:
    doubt = row.page.doubt if row.page else math.nan
    is_unknown = math.isnan(doubt)
    return is_unknown, 0.0 if is_unknown else -doubt


def _links(written: Iterable[Path], report: Path) -> tuple[str, ...]:
    return tuple(_link(path, report.absolute().parent) for path in written)


def _link(path: Path, folder: Path) -> str:
    """Return the URL of a file from a folder; that of the file alone where it is on no way."""
    try:
        return quote(Path(os.path.relpath(path.absolute(), folder)).as_posix())
    except ValueError:  # on another drive of Windows
        return path.absolute().as_uri()

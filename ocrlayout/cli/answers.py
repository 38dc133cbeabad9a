"""Answers beside scans: where one has the pages and the shape of its scan, no engine is asked."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from ocrlayout import formats, images, page_ranges
from ocrlayout.cli.inputs import Input
from ocrlayout.errors import OcrLayoutError, ReadError, UnknownFormat
from ocrlayout.images import Frame
from ocrlayout.model import Document

__all__ = ["NONE", "beside", "candidate"]

NONE = "none"
"""The value of ``--answers`` with which none are looked for, and none are kept."""


def candidate(item: Input, args: argparse.Namespace) -> Path | None:
    """Return the file in which the answer to a scan may be; None where there is no such file."""
    where = getattr(args, "answers", NONE)
    if where == NONE or not item.is_scan or not isinstance(item.source, Path):
        return None
    folder = Path(where) / item.folder if where else item.source.parent
    path = folder / f"{item.stem}.json"
    return path if path.is_file() else None


def beside(
    item: Input,
    args: argparse.Namespace,
    frames: Sequence[Frame],
    numbers: Sequence[int],
    say: Callable[[str], None],
) -> Document | None:
    """Return pages of the answer that lies beside a scan, if it is the answer to that scan.

    Parameters
    ----------
    item : Input
    args : Namespace
    frames : sequence of Frame
        All of the scan.
    numbers : sequence of int
        The pages that would be recognized; the answer has to have them all.
    say : callable
        Is told that it is used, or why it is not.
    """
    path = candidate(item, args)
    if path is None or not numbers:
        return None
    try:
        found = _fitting(path, list(frames), numbers)
    except UnknownFormat:  # any JSON may have the name of a scan
        return None
    except (OcrLayoutError, OSError) as error:
        say(f"{item.name}: {path} is not used: {error}")
        return None
    say(f"{item.name}: {path} is used; with --answers none an engine is asked")
    return found


def _fitting(path: Path, frames: list[Frame], numbers: Sequence[int]) -> Document:
    """Load the answer to a scan.

    Raises
    ------
    ReadError
        It is not an answer, lacks pages or has more.
    WriteError
        A page is not of its frame's shape.
    """
    document = formats.load(path, images=frames)
    if len(document) > len(frames):
        raise ReadError(f"it has {len(document)} pages, and the scan {len(frames)}")
    if images.is_one_file(frames):
        missing = set(numbers) - {page.number for page in document}
        if missing:
            raise ReadError(f"it lacks {page_ranges.named(sorted(missing))}")
        document = Document(page for page in document if page.number in numbers)
    images.pair(document, frames)
    return document

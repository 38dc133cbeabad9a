"""Documents become files: one, or one a page where the format does not hold more."""

import dataclasses
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from ocrlayout import formats, images
from ocrlayout.cli.loading import Part
from ocrlayout.cli.targets import Target
from ocrlayout.errors import WriteError
from ocrlayout.images import Frame
from ocrlayout.model import Document

__all__ = ["Pages", "arrow", "check_scans", "write"]

_NAMED = 3  # files that a message names


class Pages(Protocol):
    """Who may write the files of single pages; see `Claims`."""

    def claim_pages(self, paths: Sequence[Path], whole: Path) -> None:
        """Claim them, all before the first is written."""


def check_scans(chosen: Sequence[Target], frames: Sequence[Frame]) -> None:
    """Let writers refuse scans before anything is paid for."""
    for target in chosen:
        check = getattr(target.writer, "check_scans", None)
        if check:
            check(frames, target.writer.Options(**target.options))


def write(parts: Sequence[Part], target: Target, path: Path | None, claims: Pages) -> list[Path]:
    """Write one or several documents as one.

    Returns
    -------
    list of Path
        What was written; empty for standard output.

    Raises
    ------
    WriteError
        A document lacks its scan, or the format cannot hold it.
    """
    try:
        return _written(parts, target, path, claims)
    except WriteError as error:
        bare = [part.name for part in parts if not part.frames]
        if not bare or len(parts) == 1:
            raise
        raise WriteError(
            f"{target}: {bare[0]} does not have a scan: name it with --images"
        ) from error


def _written(parts: Sequence[Part], target: Target, path: Path | None, claims: Pages) -> list[Path]:
    if not path:
        _print(parts, target)
        return []
    pages = sum(len(part.document) for part in parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    if pages == 1 or not path.name.lower().endswith(getattr(target.writer, "ONE_PAGE", ())):
        _save(parts, target, path)
        return [path]
    single = list(_pages(parts))
    paths = _numbered([page.document[0].number for page in single], target, path)
    claims.claim_pages(paths, path)
    for page, one in zip(single, paths, strict=True):
        _save([page], target, one)
    return paths


def _print(parts: Sequence[Part], target: Target) -> None:
    """Write to standard output, whole or nothing."""
    with tempfile.TemporaryFile() as file:
        _save(parts, target, file)
        file.seek(0)
        try:
            shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        except OSError as error:
            error.filename = "standard output"
            raise


def _save(parts: Sequence[Part], target: Target, out: Any) -> None:
    has_scans = all(part.frames is not None for part in parts)
    scans = [part.frames or [] for part in parts] if has_scans else None
    documents = [part.document for part in parts]
    options = target.options | _names(parts, target)
    formats.save(documents, out, to=target.format, images=scans, **options)


def _names(parts: Sequence[Part], target: Target) -> dict[str, Any]:
    """Return the option of a format that takes the names of the documents, where it has one.

    They are those of the files, with their folders only where two are alike.
    """
    fields = dataclasses.fields(target.writer.Options)
    names = tuple(Path(part.name).name for part in parts)
    if len({*names}) < len(names):
        names = tuple(part.name for part in parts)
    return {each.name: names for each in fields if each.metadata.get("names")}


def _pages(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield each page as a document; those of several documents are numbered through."""
    for part in parts:
        frames = _frames(part)
        for page, frame in zip(part.document, frames, strict=True):
            yield Part(part.name, Document([page]), [frame] if frame is not None else None)


def _frames(part: Part) -> list[Frame] | list[None]:
    if not part.frames:
        return [None] * len(part.document)
    return [pair.frame for pair in images.pair(part.document, part.frames)]


def _numbered(numbers: Sequence[int], target: Target, path: Path) -> list[Path]:
    """Name the file of each page: ``x-01.annotated.png``; pages of one number are counted."""
    ends = [end for end in target.writer.SUFFIXES if path.name.lower().endswith(end)]
    length = len(max(ends, key=len))
    stem, suffix = path.name[:-length], path.name[-length:]
    if len(set(numbers)) < len(numbers):
        numbers = range(1, len(numbers) + 1)
    digits = len(str(max(numbers)))
    return [path.with_name(f"{stem}-{number:0{digits}}{suffix}") for number in numbers]


def arrow(written: Sequence[Path]) -> str:
    """Name the files that were written, for the end of a message.

    Examples
    --------
    >>> arrow([Path("a.pdf")]), arrow([])
    (' → a.pdf', '')
    """
    names = [str(path) for path in written[:_NAMED]]
    more = f" and {len(written) - _NAMED} more" if len(written) > _NAMED else ""
    return f" → {', '.join(names)}{more}" if written else ""

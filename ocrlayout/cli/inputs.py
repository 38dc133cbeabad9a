"""What comes in: files, folders, globs, standard input and URLs, in natural order."""

import glob
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocrlayout import formats
from ocrlayout.errors import OcrLayoutError

SCANS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".pdf", ".webp", ".gif", ".jp2")
_STDIN = "standard input"


class Usage(OcrLayoutError, ValueError):
    """The command line asks for something that cannot be done; exit code 2."""


@dataclass(frozen=True)
class Input:
    """One thing to convert.

    Attributes
    ----------
    source : Path, bytes or str
        A file, the bytes of standard input, or a URL.
    name : str
        For messages.
    stem : str
        Of the files made from it.
    scans : list
        Images that belong to it when it is a saved answer.
    """

    source: Any
    name: str
    stem: str
    scans: Sequence[Any] = ()

    @property
    def path(self) -> Path | None:
        """The file it is, None for standard input and URLs."""
        return self.source if isinstance(self.source, Path) else None

    def is_scan(self) -> bool:
        """Tell whether it is an image or a PDF, by its first bytes; a URL is one."""
        if isinstance(self.source, str):
            return True
        if isinstance(self.source, bytes):
            return formats.is_scan(self.source[:1024])
        with self.source.open("rb") as file:
            return formats.is_scan(file.read(1024))


def gather(names: Sequence[str], images: Sequence[str], *, as_given: bool) -> list[Input]:
    """List what the command line names.

    Folders give the images and PDFs in them, or their ``.json`` when they hold none. Globs are expanded here too:
    not every shell does.

    Raises
    ------
    Usage
        Nothing fits a name.
    """
    found: list[Any] = []
    for name in names:
        found += _expanded(name)
    found = list(dict.fromkeys(found))
    if not as_given:
        found.sort(key=natural)
    inputs = [_input(source) for source in found]
    return _with_scans(inputs, images) if images else inputs


def natural(value: Any) -> list[tuple[int, int, str]]:
    """Sort key that counts as people do: page2 before page10.

    Examples
    --------
    >>> sorted(["page10", "page2"], key=natural)
    ['page2', 'page10']
    """
    parts = re.split(r"(\d+)", str(value).lower())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]


def _expanded(name: str) -> list[Any]:
    if name == "-":
        return [sys.stdin.buffer.read()]
    if re.match(r"https?://", name):
        return [name]
    path = Path(name)
    if path.is_dir():
        return _folder(path)
    if path.exists() or not glob.has_magic(name):
        return [path]
    matches = map(Path, glob.glob(name, recursive=True))  # noqa: PTH207  # Path.glob takes no absolute pattern
    files = [match for match in matches if match.is_file()]
    if not files:
        raise Usage(f"nothing fits {name}")
    return files


def _folder(path: Path) -> list[Path]:
    files = [file for file in path.iterdir() if file.is_file() and not file.name.startswith(".")]
    scans = [file for file in files if file.suffix.lower() in SCANS and ".annotated" not in file.suffixes]
    found = scans or [file for file in files if file.suffix.lower() == ".json"]
    if not found:
        raise Usage(f"{path} holds no images, PDFs or saved answers (.json)")
    return found


def _input(source: Any) -> Input:
    if isinstance(source, bytes):
        return Input(source, _STDIN, "stdin")
    if isinstance(source, str):
        return Input(source, source, Path(source.split("?", maxsplit=1)[0].rstrip("/")).stem or "page")
    return Input(source, str(source), source.stem)


def _with_scans(inputs: list[Input], images: Sequence[str]) -> list[Input]:
    """Give each saved answer its scans: all to a single one, by stem from folders, one each otherwise."""
    scans = list(_scan_files(images))
    if len(inputs) == 1:
        return [Input(inputs[0].source, inputs[0].name, inputs[0].stem, scans)]
    by_stem = {scan.stem: scan for scan in scans}
    if all(item.stem in by_stem for item in inputs):
        return [Input(item.source, item.name, item.stem, [by_stem[item.stem]]) for item in inputs]
    if len(scans) != len(inputs):
        raise Usage(
            f"{len(scans)} images for {len(inputs)} answers: give one each, or a folder of scans of the same names"
        )
    return [Input(item.source, item.name, item.stem, [scan]) for item, scan in zip(inputs, scans, strict=True)]


def _scan_files(images: Iterable[str]) -> Iterable[Path]:
    for name in images:
        yield from sorted(_expanded(name), key=natural)

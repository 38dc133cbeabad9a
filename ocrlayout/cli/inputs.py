"""What comes in: files, folders, globs, standard input and URLs, in natural order."""

import glob
import json
import logging
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from ocrlayout import answers, file_tree, journal, payloads
from ocrlayout.cli.usage import Usage
from ocrlayout.errors import OcrLayoutError
from ocrlayout.file_tree import real_path
from ocrlayout.model.columns import plural

SCANS = (
    ".jpg",
    ".jpeg",
    ".png",
    ".tif",
    ".tiff",
    ".bmp",
    ".pdf",
    ".webp",
    ".gif",
    ".jp2",
    ".avif",
    ".heic",
    ".ppm",
)
_LONELY = (".json", ".jsonl", ".ndjson", ".hocr", ".tsv")  # answers that lie in folders of scans
_GZIP = ".gz"  # after any of these
_log = logging.getLogger(__name__)


class Search(NamedTuple):
    """What is looked for in folders.

    Attributes
    ----------
    recursive : bool
        In the folders of folders, too.
    include, exclude : sequence of str
        Globs, as `file_tree.fits` takes them; nothing in `include` is everything.
    outputs : sequence of Path
        Folders that are written to: what is in them is not looked at.
    tells : bool
        Whether answers that a folder of scans leaves out are named.
    """

    recursive: bool = False
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    outputs: Sequence[Path] = ()
    tells: bool = True

    def wants(self, path: Path) -> bool:
        """Return whether a file is taken; the path begins below the folder that was named."""
        if self.include and not file_tree.fits(path, self.include):
            return False
        return not file_tree.fits(path, self.exclude)


class _Pipe(NamedTuple):
    """What a pipe held; it cannot be read a second time."""

    data: bytes
    name: str
    stem: str


@dataclass(frozen=True)
class Input:
    """One thing to convert.

    Attributes
    ----------
    source : Path, bytes, str, dict or list
        A file, the bytes of standard input or another pipe, a URL, or one answer of several.
    name : str
        For messages.
    stem : str
        Of the files made from it.
    is_scan : bool
        An image or a PDF, by its first bytes, or a URL; else a saved answer, or a file that cannot
        be opened.
    is_pdf : bool
        A PDF, by its first bytes.
    scans : sequence of Path
        Images that belong to it when it is a saved answer.
    folder : Path
        Where it lies below the folder that was named; its outputs lie so below theirs.
    file : Path or None
        The file that it is one of several answers of.
    """

    source: Any
    name: str
    stem: str
    is_scan: bool
    is_pdf: bool = False
    scans: Sequence[Path] = ()
    folder: Path = Path()
    file: Path | None = None

    @property
    def files(self) -> set[Path]:
        """The files it is made of, resolved."""
        return {real_path(path) for path in self._paths}

    @property
    def _paths(self) -> list[Path]:
        found = (self.source, self.file, *self.scans)
        return [path for path in found if isinstance(path, Path)]

    @property
    def key(self) -> str:
        """Its name in a journal: its path below the folder that was named."""
        if self._path is None:
            return self.name
        number = "#" + self.name.rpartition("#")[2] if self.file else ""
        return (self.folder / self._path.name).as_posix() + number

    @property
    def place(self) -> str:
        """Where a file is on this machine; ``""`` for anything else."""
        return str(real_path(self._path)) if self._path else ""

    @property
    def _path(self) -> Path | None:
        """The file that it is, or stands in."""
        return self.source if isinstance(self.source, Path) else self.file

    def absolute(self) -> "Input":
        """Name its files from the root: they can be opened from any folder."""
        source, scans = _absolute(self.source), [_absolute(scan) for scan in self.scans]
        file = _absolute(self.file)
        return replace(self, source=source, scans=scans, file=file)

    def stamp(self) -> str:
        """Return sizes and times of its files, by which a change is noticed.

        Raises
        ------
        OSError
            One is not there any more.
        """
        return journal.stamp(self._paths)

    @cached_property
    def digest(self) -> str:
        """A fingerprint of its content; for a URL, of its address."""
        source = self.source
        if isinstance(source, (dict, list)):  # one answer of several
            source = json.dumps(source, sort_keys=True)
        return journal.digest([source.encode() if isinstance(source, str) else source, *self.scans])


def _absolute(source: Any) -> Any:
    return source.absolute() if isinstance(source, Path) else source


def gather(
    names: Sequence[str],
    images: Sequence[str],
    *,
    as_given: bool,
    search: Search = Search(),  # noqa: B008  # it is not changed
    split: bool = False,
) -> list[Input]:
    """List what the command line names; with `split` each answer of a file by itself.

    Folders give the images and PDFs in them, else their saved answers (``payloads.ANSWERS``).
    Where several trees are named, each keeps its name among the outputs. Globs are expanded here
    too: not every shell does.

    Raises
    ------
    Usage
        No file fits a name, or it is not clear which scan belongs to which answer.
    """
    if names.count("-") > 1:
        raise Usage("standard input (-) can be read once")
    inputs = [_input(source, folder) for source, folder in _found(names, search)]
    inputs = [one for item in inputs for one in (_divided(item) if split else [item])]
    if not as_given:
        inputs.sort(key=lambda item: natural(item.name))
    return _with_scans(inputs, images, search) if images else inputs


def _found(names: Sequence[str], search: Search) -> Iterable[tuple[Any, Path]]:
    """List what names stand for, each once, with its folder below the outputs."""
    several = search.recursive and sum(Path(name).is_dir() for name in names if name) > 1
    found: dict[Any, Path] = {}
    for name in names:
        path = Path(name)
        is_folder = bool(name) and path.is_dir()
        above = Path(real_path(path).name) if is_folder and several else Path()
        for source in _expanded(name, search):
            below = source.relative_to(path).parent if is_folder else Path()
            found.setdefault(source, above / below)
    return found.items()


def natural(value: Any) -> list[tuple[int, int, str]]:
    """Sort key that counts as people do: page2 before page10.

    Examples
    --------
    >>> sorted(["page10", "page2"], key=natural)
    ['page2', 'page10']
    """
    parts = re.split(r"(\d+)", str(value).lower())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]


def _expanded(name: str, search: Search) -> list[Any]:
    if not name:
        raise Usage("an input has an empty name")
    if name == "-":
        return [_standard_input()]
    if re.match(r"https?://", name):
        return [name]
    path = Path(name)
    if path.is_dir():
        return _folder(path, search)
    if _is_special(path):
        return [_read_once(path)]
    if path.exists() or not glob.has_magic(name):
        return [path]
    # Path.glob refuses absolute patterns
    matches = map(Path, glob.glob(name, recursive=True))  # noqa: PTH207
    files = [match for match in matches if match.is_file()]
    if not files:
        raise Usage(f"nothing fits {name}")
    return files


def _standard_input() -> _Pipe:
    if sys.stdin is None:
        raise Usage("standard input is closed")
    return _Pipe(sys.stdin.buffer.read(), "standard input", "stdin")


def _is_special(path: Path) -> bool:
    """Return whether a path is a pipe or a device: it can be read once, or without an end."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:  # it fails with its own message when it is opened
        return False


def _read_once(path: Path) -> _Pipe:
    """Read a pipe: standard input by another name, or the output of a command.

    Raises
    ------
    Usage
        It is a device: most do not have an end.
    """
    if not stat.S_ISFIFO(path.stat().st_mode):
        raise Usage(f"{path} is not a file, a folder or a pipe")
    return _Pipe(path.read_bytes(), str(path), path.stem)


def _folder(root: Path, search: Search) -> list[Path]:
    files = [path for path in _listed(root, search) if search.wants(path.relative_to(root))]
    scans = [
        file for file in files if file.suffix.lower() in SCANS and ".annotated" not in file.suffixes
    ]
    found = scans or [file for file in files if _is_answer(file)]
    if not found:
        raise Usage(f"{root} does not hold images, PDFs or saved answers{_advice(search)}")
    if scans and search.tells:
        _tell_lonely(root, files, scans)
    return found


def _tell_lonely(root: Path, files: Sequence[Path], scans: Sequence[Path]) -> None:
    """Name answers that are left out, as there are scans and none of them has their name."""
    names = {scan.with_suffix("") for scan in scans}
    lonely = [
        file
        for file in files
        if _unpacked(file).suffix.lower() in _LONELY
        and names.isdisjoint(file.with_name(start) for start in _starts(file.name))
    ]
    if lonely:
        first = lonely[0].relative_to(root)
        named = f"{first} is" if len(lonely) == 1 else f"{first} and {len(lonely) - 1} more are"
        advice = f"name the file, or take only answers by --include '*{lonely[0].suffix}'"
        _log.info("%s: %s left out: no scan has the same name; %s", root, named, advice)


def _starts(name: str) -> Iterator[str]:
    """Yield a file's name up to each of its dots."""
    return (name[: dot.start()] for dot in re.finditer(r"\.", name))


def _is_answer(file: Path) -> bool:
    """Return whether a file may be a saved answer; viewers, which are written here, are not."""
    return _unpacked(file).suffix.lower() in payloads.ANSWERS and ".view" not in file.suffixes


def _advice(search: Search) -> str:
    if search.include or search.exclude:
        return " that --include and --exclude leave"
    suffixes = f" ({', '.join(payloads.ANSWERS)})"
    return suffixes if search.recursive else f"{suffixes}; -r looks in its folders, too"


def _listed(root: Path, search: Search) -> list[Path]:
    """List the files of a folder, without what is left out whole, and without our own outputs.

    Raises
    ------
    Usage
        A folder cannot be listed.
    """
    outputs = {real_path(path) for path in search.outputs}

    def leaves_out(folder: Path) -> bool:
        is_output = real_path(folder) in outputs or journal.exists(folder)
        return is_output or file_tree.fits(folder.relative_to(root), search.exclude)

    try:
        found = list(file_tree.walk(root, recursive=search.recursive, leaves_out=leaves_out))
    except OSError as error:
        reason = (error.strerror or "").lower()
        raise Usage(f"{error.filename}: {reason}; --exclude leaves a folder out") from None
    return _without_outputs(found, root) if journal.exists(root) else found


def _without_outputs(paths: list[Path], root: Path) -> list[Path]:
    """Leave out the files that were made by runs into the folder in which they are."""
    with journal.reading(root) as known:
        return [path for path in paths if known.owner(path) is None]


def _unpacked(path: Path) -> Path:
    """Return the name of a file without the suffix of gzip."""
    return path.with_suffix("") if path.suffix.lower() == _GZIP else path


def _divided(item: Input) -> list[Input]:
    """Return an input for each answer of a file; what is wrong with it is said when it is read."""
    if item.is_scan:
        return [item]
    try:
        found = answers.find(payloads.payload_of(item.source), split=True)
    except (OcrLayoutError, OSError):
        return [item]
    if len(found) == 1:
        return [item]
    file = item.source if isinstance(item.source, Path) else None
    digits = len(str(len(found)))
    return [
        replace(
            item,
            source=one.payload.encode() if isinstance(one.payload, str) else one.payload,
            name=f"{item.name}#{number}",
            stem=f"{item.stem}-{number:0{digits}}",
            file=file,
        )
        for number, one in enumerate(found, 1)
    ]


def _input(source: Any, folder: Path) -> Input:
    if isinstance(source, _Pipe):
        return Input(*source, *_kind(source.data[: payloads.HEAD]))
    if isinstance(source, str):
        stem = Path(source.split("?", maxsplit=1)[0].rstrip("/")).stem
        return Input(source, source, stem or "page", is_scan=True)
    return Input(source, str(source), _unpacked(source).stem, *_kind_of_file(source), folder=folder)


def _kind_of_file(path: Path) -> tuple[bool, bool]:
    """Look at a file; one that cannot be opened fails later, and not the others with it."""
    try:
        with path.open("rb") as file:
            return _kind(file.read(payloads.HEAD))
    except OSError:
        return path.suffix.lower() in SCANS, False


def _kind(head: bytes) -> tuple[bool, bool]:
    """Return whether a file is an image or a PDF, and whether it is a PDF."""
    return payloads.is_scan(head), payloads.is_pdf(head)


def _with_scans(inputs: list[Input], images: Sequence[str], search: Search) -> list[Input]:
    """Give each saved answer its scans: all to a single one, else by name, else one each."""
    found = _scans(images, search)
    scans = [scan for scan, _ in found]
    by_name = _by_name(inputs, found) if _are_told_by_name(inputs, images) else {}
    if len(inputs) == 1 and not any(by_name.values()):  # it has several pages
        return [replace(inputs[0], scans=scans)]
    if all(by_name.values()):
        return [replace(item, scans=by_name[item.folder, item.stem]) for item in inputs]
    if len(scans) != len(inputs):
        raise Usage(
            f"{plural(len(scans), 'image')} for {plural(len(inputs), 'answer')}: give one each, or"
            " a folder of scans of the same names"
        )
    return [replace(item, scans=[scan]) for item, scan in zip(inputs, scans, strict=True)]


def _scans(images: Sequence[str], search: Search) -> list[tuple[Path, Path]]:
    """List the scans that are named, in natural order, each with its folder."""
    everything = Search(search.recursive, outputs=search.outputs)
    found = sorted(_found(images, everything), key=lambda each: natural(each[0]))
    if not all(isinstance(scan, Path) for scan, _ in found):
        raise Usage("--images takes files and folders")
    return found


def _are_told_by_name(inputs: Sequence[Input], images: Sequence[str]) -> bool:
    """Return whether scans belong to answers by their names: not where one answer has them all."""
    return len(inputs) > 1 or any(Path(name).is_dir() for name in images)


def _by_name(
    inputs: list[Input], found: list[tuple[Any, Path]]
) -> dict[tuple[Path, str], list[Path]]:
    """Find the scans that have the folder and name of an input; two of one name are refused."""
    by_name: dict[tuple[Path, str], list[Path]] = {(item.folder, item.stem): [] for item in inputs}
    for scan, folder in found:
        by_name.get((folder, scan.stem), []).append(scan)
    for scans in by_name.values():
        if len(scans) > 1:
            raise Usage(f"{' and '.join(map(str, scans))} have one name: which is the scan?")
    return by_name

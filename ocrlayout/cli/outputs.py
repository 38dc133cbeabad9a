"""What goes out: which format, which file, and that nothing is overwritten by mistake."""

import dataclasses
import sys
import typing
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocrlayout import formats
from ocrlayout.cli.inputs import Input, Usage
from ocrlayout.errors import WriteError
from ocrlayout.model import Document

STDOUT = "-"
_YES, _NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


@dataclass(frozen=True)
class Target:
    """One output that was asked for.

    Attributes
    ----------
    writer : module
    path : Path or None
        A file, a folder, or None for standard output.
    is_folder : bool
    options : dict
        For the writer's ``Options``.
    suffix : str
        Of the files in a folder.
    """

    writer: Any
    path: Path | None
    is_folder: bool
    options: dict[str, Any]
    suffix: str

    def file_for(self, item: Input) -> Path | None:
        """Return the file that an input becomes."""
        return self.path / (item.stem + self.suffix) if self.is_folder and self.path else self.path


def targets(outputs: Sequence[str], to: str | None, settings: Sequence[str], dpi: float | None) -> list[Target]:
    """Make sense of ``-o``, ``--to`` and ``--set``.

    Raises
    ------
    Usage
        No such format or option, or a folder without ``--to``.
    """
    made: list[Target] = []
    for output in outputs or [STDOUT]:
        made += _targets(output, to)
    if not settings and dpi is None:
        return made
    known = {name for target in made for name in _fields(target.writer)}
    pairs = [_pair(setting, known) for setting in settings]
    return [dataclasses.replace(target, options=_options(target.writer, pairs, dpi)) for target in made]


def _targets(output: str, to: str | None) -> list[Target]:
    names = to.split(",") if to else []
    try:
        if output == STDOUT:
            writer = formats.writer_for("", (names or ["text"])[0])
            return [Target(writer, None, is_folder=False, options={}, suffix="")]
        path = Path(output)
        if output.endswith(("/", "\\")) or path.is_dir():
            if not names:
                raise Usage(f"{output} is a folder: say which format with --to, such as --to pdf or --to pdf,text")
            writers = [formats.writer_for("", name) for name in names]
            return [Target(writer, path, is_folder=True, options={}, suffix=writer.SUFFIXES[0]) for writer in writers]
        writer = formats.writer_for(path, names[0] if names else None)
        return [Target(writer, path, is_folder=False, options={}, suffix="")]
    except WriteError as error:
        hint = "" if to else " (--to on the command line; a folder ends in /)"
        raise Usage(f"{error}{hint}") from None


def _fields(writer: Any) -> dict[str, Any]:
    return typing.get_type_hints(writer.Options) if dataclasses.fields(writer.Options) else {}


def _pair(setting: str, known: set[str]) -> tuple[str, str]:
    key, equals, value = setting.partition("=")
    key = key.strip().replace("-", "_")
    if not equals:
        raise Usage(f"--set takes KEY=VALUE, not {setting!r}")
    if key not in known:
        raise Usage(f"no format here has the option {key!r}; there are {', '.join(sorted(known)) or 'none'}")
    return key, value


def _options(writer: Any, pairs: Sequence[tuple[str, str]], dpi: float | None) -> dict[str, Any]:
    fields = _fields(writer)
    chosen = {"dpi": dpi} if dpi is not None and "dpi" in fields else {}
    chosen |= {key: _value(key, value, fields[key]) for key, value in pairs if key in fields}
    try:
        writer.Options(**chosen)
    except ValueError as error:
        raise Usage(f"--set: {error}") from None
    return chosen


def _value(key: str, value: str, kind: Any) -> Any:
    """Turn the text of an option into its type.

    Raises
    ------
    Usage
        It is no such value.
    """
    kinds = [kind]
    if typing.get_origin(kind) is not typing.Literal and typing.get_args(kind):
        kinds = [part for part in typing.get_args(kind) if part is not type(None)]
    if value.lower() in ("none", "") and type(None) in typing.get_args(kind):
        return None
    for part in kinds:
        try:
            return _converted(value, part)
        except ValueError:
            continue
    expected = " or ".join(getattr(part, "__name__", str(part)) for part in kinds)
    raise Usage(f"--set {key}={value}: expected {expected}")


def _converted(value: str, kind: Any) -> Any:
    if typing.get_origin(kind) is typing.Literal:
        if value not in typing.get_args(kind):
            raise ValueError(value)
        return value
    if kind is bool:
        if value.lower() not in (*_YES, *_NO):
            raise ValueError(value)
        return value.lower() in _YES
    return kind(value)


def check(items: Sequence[Input], chosen: Sequence[Target], *, overwrite: bool) -> None:
    """See before any work that nothing would be lost.

    Raises
    ------
    Usage
        An output exists, is an input, or would be written twice.
    """
    sources = {path.resolve() for item in items for path in (item.path, *item.scans) if isinstance(path, Path)}
    seen: dict[Path, str] = {}
    for target in chosen:
        for item in items if target.is_folder else items[:1]:
            path = target.file_for(item)
            if path is None:
                continue
            if path.resolve() in seen:
                both = f"{seen[path.resolve()]} and {item.name}"
                raise Usage(f"{both} would both become {path}; give them folders of their own")
            seen[path.resolve()] = item.name
            refuse(path, sources, overwrite=overwrite)


def refuse(path: Path, sources: set[Path], *, overwrite: bool) -> None:
    """Refuse to write over an input, or over anything without ``--overwrite``."""
    if path.resolve() in sources:
        raise Usage(f"{path} is an input; an input is never overwritten")
    if path.is_dir():
        raise Usage(f"{path} is a folder; add a / and say which format with --to")
    if path.is_file() and not overwrite:  # /dev/null is none
        raise Usage(f"{path} exists; --overwrite replaces it")
    parent = path.parent
    if parent.exists() and not parent.is_dir():
        raise Usage(f"{parent} is no folder")


def write(document: Document, target: Target, path: Path | None, images: Any, *, overwrite: bool) -> list[Path]:
    """Write a document; a format of one page a file gets several files for several pages.

    Returns
    -------
    list of Path
        What was written; empty for standard output.
    """
    name = target.writer.__name__.rpartition(".")[2]
    if path is None:
        formats.save(document, sys.stdout.buffer, to=name, images=images, **target.options)
        sys.stdout.buffer.flush()
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    if len(document) == 1 or not path.name.lower().endswith(getattr(target.writer, "ONE_PAGE", ("\n",))):
        formats.save(document, path, to=name, images=images, **target.options)
        return [path]
    digits = len(str(max(page.number for page in document.pages)))
    endings = [end for end in target.writer.SUFFIXES if path.name.lower().endswith(end)]
    suffix = path.name[-len(max(endings, key=len)) :] if endings else path.suffix
    frames = formats.frames_of(document, images) if images else []
    written = []
    for index, page in enumerate(document.pages):
        single = path.with_name(f"{path.name.removesuffix(suffix)}-{page.number:0{digits}}{suffix}")
        refuse(single, set(), overwrite=overwrite)
        image = frames[index] if frames else None
        formats.save(document[index : index + 1], single, to=name, images=image, **target.options)
        written.append(single)
    return written

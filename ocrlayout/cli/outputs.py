"""What goes out: which format, which file, and that nothing is overwritten by mistake."""

import dataclasses
import os
import sys
import typing
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocrlayout import formats, order, registry
from ocrlayout import images as scans
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


def targets(
    outputs: Sequence[str], to: str | None, settings: Sequence[str], dpi: float | None
) -> list[Target]:
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
    pairs = [_known(setting, known, "--set") for setting in settings]
    return [
        dataclasses.replace(target, options=_options(target.writer, pairs, dpi)) for target in made
    ]


def _targets(output: str, to: str | None) -> list[Target]:
    names = to.split(",") if to else []
    folder = is_folder(output)
    if len(names) > 1 and not folder:
        raise Usage(
            f"{len(names)} formats do not fit {output}: give a folder, such as -o out/, or -o several times"
        )
    try:
        if output == STDOUT:
            writer = registry.writer_for("", (names or ["text"])[0])
            return [Target(writer, None, is_folder=False, options={}, suffix="")]
        path = Path(output)
        if folder:
            if not names:
                raise Usage(
                    f"{output} is a folder: say which format with --to, such as --to pdf or --to pdf,text"
                )
            writers = [registry.writer_for("", name) for name in names]
            return [
                Target(writer, path, is_folder=True, options={}, suffix=writer.SUFFIXES[0])
                for writer in writers
            ]
        writer = registry.writer_for(path, names[0] if names else None)
        return [Target(writer, path, is_folder=False, options={}, suffix="")]
    except WriteError as error:
        hint = "" if to else " (--to on the command line; a folder ends in /)"
        raise Usage(f"{error}{hint}") from None


def is_folder(output: str) -> bool:
    """Tell whether an output is a folder: there already, or meant by a slash at its end."""
    if not output:
        raise Usage("-o has an empty name")
    return output.endswith(("/", "\\")) or (output != STDOUT and Path(output).is_dir())


def name_of(module: Any) -> str:
    """Name a writer or an engine as the command line does."""
    return str(module.__name__.rpartition(".")[2])


def _fields(writer: Any) -> dict[str, Any]:
    return typing.get_type_hints(writer.Options) if dataclasses.fields(writer.Options) else {}


def pair(setting: str, option: str) -> tuple[str, str]:
    """Take KEY=VALUE apart; a dash in a key is an underscore.

    Raises
    ------
    Usage
        It is no such pair, or no text.
    """
    key, equals, value = setting.partition("=")
    key = key.strip().replace("-", "_")
    if not equals:
        raise Usage(f"{option} takes KEY=VALUE, not {setting!r}")
    if not value.isascii() and value.encode(errors="replace").decode() != value:
        raise Usage(f"{option} {key}: the value is no text that the terminal could decode")
    return key, value


def _known(setting: str, known: set[str], option: str) -> tuple[str, str]:
    key, value = pair(setting, option)
    if key not in known:
        raise Usage(
            f"{option} knows no {key!r} here; there are {', '.join(sorted(known)) or 'none'}"
        )
    return key, value


def _options(writer: Any, pairs: Sequence[tuple[str, str]], dpi: float | None) -> dict[str, Any]:
    fields = _fields(writer)
    chosen = {"dpi": dpi} if dpi is not None and "dpi" in fields else {}
    chosen |= {
        key: typed(f"--set {key}", value, fields[key]) for key, value in pairs if key in fields
    }
    _made(writer.Options, chosen, "--set")
    return chosen


def order_options(settings: Sequence[str]) -> order.OrderChoices:
    """Make sense of ``--order``.

    Raises
    ------
    Usage
        There is no such choice.
    """
    fields = typing.get_type_hints(order.OrderChoices)
    pairs = [_known(setting, set(fields), "--order") for setting in settings]
    chosen = {key: typed(f"--order {key}", value, fields[key]) for key, value in pairs}
    return typing.cast("order.OrderChoices", chosen)


def _made(kind: Any, chosen: dict[str, Any], option: str) -> Any:
    try:
        return kind(**chosen)
    except (ValueError, TypeError) as error:
        raise Usage(f"{option}: {error}") from None


def typed(option: str, value: str, kind: Any) -> Any:
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
    expected = " or ".join(
        ", ".join(map(str, typing.get_args(part))) or getattr(part, "__name__", str(part))
        for part in kinds
    )
    raise Usage(f"{option}={value}: expected {expected}")


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


class Claims:
    """Which file is whose: no input and no file of this run is ever overwritten, others when that was asked for.

    Parameters
    ----------
    items : sequence of Input
    overwrite : bool
    """

    def __init__(self, items: Sequence[Input], *, overwrite: bool) -> None:
        self.sources = {path for item in items for path in item.files}
        self.overwrite = overwrite
        self.owners: dict[Path, str] = {}

    def claim(self, path: Path, name: str) -> None:
        """Claim a file for what is made of an input.

        Raises
        ------
        Usage
            It is an input, belongs to another input, exists, or cannot be written.
        """
        resolved = path.resolve()
        if resolved in self.sources:
            raise Usage(f"{path} is an input; an input is never overwritten")
        if self.owners.setdefault(resolved, name) != name:
            raise Usage(
                f"{self.owners[resolved]} and {name} would both become {path}; give them folders of their own"
            )
        if path.is_dir():
            raise Usage(f"{path} is a folder; add a / and say which format with --to")
        if path.is_file() and not self.overwrite:  # /dev/null is none
            raise Usage(f"{path} exists; --overwrite replaces it")
        parent = next(folder for folder in resolved.parents if folder.exists())
        if not parent.is_dir() or not os.access(parent, os.W_OK):
            raise Usage(f"{path} cannot be written: {parent} is no folder that may be written to")


def check(items: Sequence[Input], chosen: Sequence[Target], claims: Claims) -> None:
    """See before any work that every output can be written and nothing would be lost.

    Raises
    ------
    Usage
        See :meth:`Claims.claim`.
    """
    for target in chosen:
        for item in items if target.is_folder else items[:1]:
            path = target.file_for(item)
            if path is not None:
                claims.claim(path, item.name if target.is_folder else str(target.path))


def write(
    document: Document, target: Target, path: Path | None, images: Any, claims: Claims
) -> list[Path]:
    """Write a document; a format of one page a file gets several files for several pages.

    Returns
    -------
    list of Path
        What was written; empty for standard output.
    """
    name = name_of(target.writer)
    if path is None:
        formats.save(document, sys.stdout.buffer, to=name, images=images, **target.options)
        sys.stdout.buffer.flush()
        return []
    singles = _singles(document, target, path)
    if singles == [path]:
        path.parent.mkdir(parents=True, exist_ok=True)
        formats.save(document, path, to=name, images=images, **target.options)
        return singles
    for single in singles:
        claims.claim(single, str(path))
    frames: Sequence[Any] = (
        [pair.frame for pair in scans.pair(document, images)] if images else [None] * len(document)
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    for index, (single, frame) in enumerate(zip(singles, frames, strict=True)):
        formats.save(document[index : index + 1], single, to=name, images=frame, **target.options)
    return singles


def _singles(document: Document, target: Target, path: Path) -> list[Path]:
    """Name the files of a document: one, or one a page where the format holds no more."""
    if len(document) == 1 or not path.name.lower().endswith(getattr(target.writer, "ONE_PAGE", ())):
        return [path]
    suffix = max(
        (end for end in target.writer.SUFFIXES if path.name.lower().endswith(end)), key=len
    )
    digits = len(str(max((page.number for page in document.pages), default=0)))
    stem, end = path.name[: -len(suffix)], path.name[-len(suffix) :]
    return [path.with_name(f"{stem}-{page.number:0{digits}}{end}") for page in document.pages]

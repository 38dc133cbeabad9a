"""What goes out: which format, into which file, with which options."""

import argparse
import dataclasses
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ocrlayout import registry
from ocrlayout.cli import format_flags
from ocrlayout.cli.inputs import Input
from ocrlayout.cli.usage import Usage
from ocrlayout.cli.values import known_pair, typed
from ocrlayout.errors import WriteError
from ocrlayout.registry import Writer

__all__ = ["STDOUT", "Target", "divided", "drawn", "is_folder", "targets"]

STDOUT = "-"


@dataclass(frozen=True)
class Target:
    """One output that was asked for.

    Attributes
    ----------
    writer : module
    path : Path or None
        A file, a folder, or None for standard output.
    suffix : str
        Of the files in a folder; ``""`` where `path` is a file.
    options : dict
        For the writer's ``Options``.
    """

    writer: Writer
    path: Path | None
    suffix: str = ""
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def is_folder(self) -> bool:
        """Whether each input becomes a file of its own."""
        return bool(self.suffix)

    @property
    def format(self) -> str:
        """The writer's name."""
        return self.writer.__name__.rpartition(".")[2]

    def __str__(self) -> str:
        """Name it in messages."""
        return str(self.path) if self.path is not None else "standard output"

    def absolute(self) -> "Target":
        """Name its file or folder from the root."""
        return dataclasses.replace(self, path=self.path.absolute()) if self.path else self

    def __reduce__(self) -> tuple[Any, ...]:
        """Be sent to another process: a module is not."""
        return _target, (self.format, self.path, self.suffix, self.options)

    def file_for(self, item: Input) -> Path | None:
        """Return the file that an input becomes, None for standard output."""
        if not (self.is_folder and self.path):
            return self.path
        return self.path / item.folder / (item.stem + self.suffix)


def _target(name: str, path: Path | None, suffix: str, options: dict[str, Any]) -> Target:
    return Target(registry.writer_for("", name), path, suffix, options)


def targets(args: argparse.Namespace) -> list[Target]:
    """Make sense of ``-o``, ``--to``, ``--set``, the flags of formats, and those of engines too.

    Raises
    ------
    Usage
        A format or an option is not known, or a folder comes without ``--to``.
    """
    shared = {key: getattr(args, key) for key in ("dpi", "existing_text", "language")}
    found = [target for output in args.output or [STDOUT] for target in _targets(output, args.to)]
    writers = [target.writer for target in found]
    flags = format_flags.given(args)
    format_flags.check(flags, writers)
    known = sorted({name for writer in writers for name in format_flags.fields(writer)})
    settings = dict(known_pair(setting, "--set", known) for setting in args.set)
    return [
        dataclasses.replace(target, options=_options(target.writer, settings, flags, shared))
        for target in found
    ]


def drawn(
    args: argparse.Namespace, able: Callable[[Writer], bool], *, prints: str, cannot: str
) -> list[Target]:
    """Return the outputs of a command that prints what it found, and draws it on pages.

    Parameters
    ----------
    args : argparse.Namespace
    able : callable
        Says whether a format can show it.
    prints, cannot : str
        What to say of standard output, and of a format that is not able.

    Raises
    ------
    Usage
        An output is standard output, or cannot show it.
    """
    chosen = targets(args)
    for target in chosen:
        if not target.path:
            raise Usage(prints)
        if not able(target.writer):
            raise Usage(f"{target}: the format {target.format} {cannot}")
    return chosen


def _options(
    writer: Writer, settings: dict[str, str], flags: dict[str, Any], shared: dict[str, Any]
) -> dict[str, Any]:
    """Return the options that a writer gets, checked; `shared` are those of engines, too."""
    kinds = format_flags.fields(writer)
    chosen = {key: shared[key] for key in shared if key in kinds and shared[key] is not None}
    for key, value in settings.items():
        if key in kinds:
            chosen[key] = typed(f"--set {key}", value, kinds[key])
    chosen |= format_flags.options_of(writer, flags)
    try:
        writer.Options(**chosen)
    except (ValueError, TypeError) as error:
        raise Usage(str(error)) from None
    return chosen


def _targets(output: str, to: str | None) -> list[Target]:
    """Return the targets of one ``-o``: several where a folder gets several formats."""
    names = to.split(",") if to else []
    folder = is_folder(output)
    if len(names) > 1 and not folder:
        raise Usage(
            f"{len(names)} formats do not fit {output}: give a folder, such as -o out/, or -o"
            " several times"
        )
    if folder and not names:
        raise Usage(
            f"{output} is a folder: say which format with --to, such as --to pdf or --to pdf,text"
        )
    if folder:
        writers = [_writer("", name) for name in names]
        return [Target(writer, Path(output), writer.SUFFIXES[0]) for writer in writers]
    if output == STDOUT:
        return [_on_standard_output(names[0] if names else "text")]
    return [Target(_writer(output, names[0] if names else None), Path(output))]


def _on_standard_output(name: str) -> Target:
    """Return the target for a terminal, a pipe or a file that the shell has opened.

    Raises
    ------
    Usage
        It is a terminal, and the format is not text.
    """
    target = Target(_writer("", name), None)
    if getattr(target.writer, "BINARY", False) and sys.stdout is not None and sys.stdout.isatty():
        suffix = target.writer.SUFFIXES[0]
        raise Usage(f"{name} is not text for a terminal: give a file by -o, such as -o out{suffix}")
    return target


def _writer(output: str, name: str | None) -> Writer:
    try:
        return registry.writer_for(output, name)
    except WriteError as error:
        hint = "" if name else "; a folder ends in /"
        raise Usage(f"{error}{hint}") from None


def is_folder(output: str) -> bool:
    """Return whether an output is a folder: there already, or meant by a slash at its end.

    Raises
    ------
    Usage
        The name is empty.
    """
    if not output:
        raise Usage("-o has an empty name")
    return output.endswith(("/", "\\")) or (output != STDOUT and Path(output).is_dir())


def divided(chosen: Sequence[Target], items: Sequence[Input]) -> tuple[list[Target], list[Target]]:
    """Divide targets into those for each input by itself, and those for all inputs together."""
    single = [target for target in chosen if target.is_folder or len(items) == 1]
    return single, [target for target in chosen if target not in single]

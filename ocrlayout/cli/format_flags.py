"""Fields of writers' ``Options`` as flags of the command line.

A field that has a help text in its metadata becomes a flag of its own::

    upright: bool = field(default=False, metadata={"flag": "the scan turned as the page was"})

Its annotation says what it takes: a bool gives ``--upright`` and ``--no-upright``. A field of one
name in several formats is one flag, which goes to all targets whose format knows it. All fields,
with help or without, are taken by ``--set``.
"""

import argparse
import dataclasses
import typing
from collections.abc import Iterable, Mapping
from typing import Any

from ocrlayout import registry
from ocrlayout.cli.usage import Usage
from ocrlayout.cli.values import choices_of, takes_file, texts_of_file, typed
from ocrlayout.registry import Writer

__all__ = ["add_to", "fields", "flags_of", "given", "options_of", "typed_back", "values_of"]

_VALUES = {str: "TEXT", int: "WHOLE NUMBER", float: "NUMBER"}  # as people call what they type
_FILE = "FILE"
_PREFIX = "format_"  # of the names under which argparse keeps the flags' values


Given: typing.TypeAlias = str | bool | dict[str, str]  # what a flag has, as argparse hands it over


class Flag(typing.NamedTuple):
    """A field of a format's options that is a flag."""

    format: str
    name: str
    kind: Any
    help: str

    @property
    def typed_as(self) -> str:
        """What is typed: ``--page-break``."""
        return f"--{self.name.replace('_', '-')}"


def fields(writer: Writer) -> dict[str, Any]:
    """Return the types of those fields of a writer's options that a text can set, by name."""
    found = [each for each in dataclasses.fields(writer.Options) if each.metadata.get("set", True)]
    kinds = typing.get_type_hints(writer.Options) if found else {}
    return {each.name: kinds[each.name] for each in found}


def can_highlight(writer: Writer) -> bool:
    """Return whether a format can mark passages."""
    return _has(writer, "highlight")


def can_compare(writer: Writer) -> bool:
    """Return whether a format can show two readings of its pages."""
    return _has(writer, "against")


def _has(writer: Writer, name: str) -> bool:
    return name in [each.name for each in dataclasses.fields(writer.Options)]


def flags() -> list[Flag]:
    """List the flags of all formats."""
    writers = (registry.writer_for("", name) for name in registry.names("writers"))
    return [flag for writer in writers for flag in flags_of(writer)]


def flags_of(writer: Writer) -> list[Flag]:
    """List the flags of a format."""
    name = writer.__name__.rpartition(".")[2]
    kinds = typing.get_type_hints(writer.Options)
    return [
        Flag(name, each.name, kinds[each.name], each.metadata["flag"])
        for each in dataclasses.fields(writer.Options)
        if "flag" in each.metadata
    ]


def values_of(kind: Any) -> str:
    """Name what an option takes.

    Examples
    --------
    >>> values_of(bool), values_of(float | None), values_of(typing.Literal["a", "b"])
    ('true|false', 'NUMBER', 'a|b')
    """
    if kind is bool:
        return "true|false"
    if takes_file(kind):
        return _FILE
    parts = [part for part in typing.get_args(kind) or (kind,) if part is not type(None)]
    return "|".join(_choices(kind)) or "|".join(_VALUES[part] for part in parts)


def typed_back(value: Any) -> str:
    r"""Return a value as it is typed.

    Examples
    --------
    >>> typed_back(True), typed_back(None), typed_back("\f")
    ('true', 'none', "'\\x0c'")
    """
    if isinstance(value, bool) or value is None:
        return str(value).lower()
    return repr(value) if value == "" or not str(value).isprintable() else str(value)


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the flags of all formats to a parser, each under the first format that has it."""
    by_name: dict[str, list[Flag]] = {}
    for flag in flags():
        by_name.setdefault(flag.name, []).append(flag)
    groups: dict[str, argparse._ArgumentGroup] = {}
    for first, *others in by_name.values():
        if first.format not in groups:
            groups[first.format] = parser.add_argument_group(f"format {first.format}")
        also = f" (also {', '.join(other.format for other in others)})" if others else ""
        _add(groups[first.format], first, first.help + also)


def _add(group: argparse._ArgumentGroup, flag: Flag, text: str) -> None:
    dest, text = _PREFIX + flag.name, text.replace("%", "%%")
    if flag.kind is bool:
        action = argparse.BooleanOptionalAction
        group.add_argument(flag.typed_as, dest=dest, action=action, help=text)
    elif takes_file(flag.kind):
        group.add_argument(flag.typed_as, dest=dest, metavar=_FILE, type=_texts, help=text)
    else:
        shown = "|".join(_choices(flag.kind)) or flag.name.rpartition("_")[2].upper()
        group.add_argument(flag.typed_as, dest=dest, metavar=shown, help=text)


def _texts(name: str) -> dict[str, str]:
    """Read a file of texts at once: what it holds is one of the options of a run."""
    try:
        return texts_of_file(name)
    except Usage as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _choices(kind: Any) -> list[str]:
    """List the words that a field takes, also beside None."""
    return choices_of(kind) or [word for part in typing.get_args(kind) for word in choices_of(part)]


def given(args: argparse.Namespace) -> dict[str, Given]:
    """Return the flags that a line has, by the name of their field.

    Raises
    ------
    Usage
        A value is two dashes, which argparse does not hand over.
    """
    found = {
        name.removeprefix(_PREFIX): value
        for name, value in vars(args).items()
        if name.startswith(_PREFIX) and value is not None
    }
    lost = [name for name, value in found.items() if not isinstance(value, (str, bool, dict))]
    if lost:
        raise Usage(f"type --set {lost[0]}=-- to have two dashes")
    return found


def options_of(writer: Writer, chosen: Mapping[str, Given]) -> dict[str, Any]:
    """Return the flags that a writer knows, as its fields have them.

    Raises
    ------
    Usage
        A value is not what the field takes.
    """
    kinds = fields(writer)
    return {
        name: typed(Flag("", name, None, "").typed_as, value, kinds[name])
        if isinstance(value, str)
        else value
        for name, value in chosen.items()
        if name in kinds
    }


def check(chosen: Mapping[str, Given], writers: Iterable[Writer]) -> None:
    """Refuse a flag that no target's format knows.

    Raises
    ------
    Usage
        The message names the format that does.
    """
    known = {name for writer in writers for name in fields(writer)}
    if unknown := chosen.keys() - known:  # every format is loaded to name the one that knows it
        lost = [flag for flag in flags() if flag.name in unknown]
        formats = [flag.format for flag in lost if flag.name == lost[0].name]
        raise Usage(
            f"{lost[0].typed_as} is an option of {_listed(formats)}, and no output"
            f" has it: give one by -o or --to {formats[0]}"
        )


def _listed(names: list[str]) -> str:
    """List names as a sentence does.

    Examples
    --------
    >>> _listed(["html"]), _listed(["chunks", "html", "word"])
    ('html', 'chunks, html and word')
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)

"""``ocrlayout formats``: what goes in and out, with options, defaults and what is lost."""

import argparse
import inspect
import re
import textwrap
from collections.abc import Iterator
from types import ModuleType

from ocrlayout import registry
from ocrlayout.cli import format_flags, options
from ocrlayout.cli.console import Console
from ocrlayout.cli.usage import Usage
from ocrlayout.hints import nearest
from ocrlayout.registry import Writer

__all__ = ["EXAMPLES", "add_options", "run"]

EXAMPLES = """\
examples:
  ocrlayout formats                                          all of them, a line each
  ocrlayout formats pdf                                      what it keeps, loses and takes
  ocrlayout formats .md                                      the format of a suffix
"""
_UNRECORDED = "not tried on recordings: there were none"
_MARKUP = re.compile(r":\w+:`~?([^`]*)`|``(.*?)``", re.DOTALL)  # of docstrings: roles, literals
_ENTRY = re.compile(r"^(\w[\w, ]*) : .*\n((?:    .*\n|\n)*)", re.MULTILINE)
_WIDTH = 94  # columns of the description of an option
_INDENT = " " * 6


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "inputs", nargs="*", metavar="NAME", help="a format, or a suffix such as .md"
    )
    options.add_console(parser)


def run(args: argparse.Namespace, console: Console) -> int:  # noqa: ARG001  # as of every command
    """Print the formats, or all about some of them.

    Raises
    ------
    Usage
        A name is not known.
    """
    parts = [_described(name) for name in args.inputs] or [_overview()]
    print("\n\n".join("\n".join(part) for part in parts))
    return 0


def _overview() -> Iterator[str]:
    readers, writers = registry.modules("readers"), registry.modules("writers")
    width = max(map(len, [*readers, *writers])) + 2
    yield "in, known by what it holds:"
    for name, reader in readers.items():
        yield f"  {name:{width}}{_summary(reader)}{_unrecorded(reader)}"
    yield ""
    yield "out, chosen by the suffix of -o (or name it: --to NAME):"
    for name, writer in writers.items():
        yield f"  {name:{width}}{_summary(writer)} [{' '.join(writer.SUFFIXES)}]"
    yield ""
    yield "`ocrlayout formats NAME` says what a format keeps and loses, and lists its options."


def _described(name: str) -> Iterator[str]:
    """Yield all about the reader and the writer of a name, and the writer of a suffix."""
    found = {room: registry.modules(room).get(name) for room in ("readers", "writers")}
    by_suffix = registry.modules("writers").values() if name.startswith(".") else ()
    found["writers"] = found["writers"] or next(
        (one for one in by_suffix if name.lower() in one.SUFFIXES), None
    )
    if not any(found.values()):
        raise Usage(f"no format is named {name!r}{nearest(name, _names())} (`ocrlayout formats`)")
    reader, writer = found.values()
    if reader:
        yield f"{name} (in){_unrecorded(reader)}"
        yield _plain(reader)
    if reader and writer:
        yield ""
    if writer:
        yield f"{writer.__name__.rpartition('.')[2]} (out): {' '.join(writer.SUFFIXES)}"
        yield _plain(writer)
        yield from _options(writer)


def _names() -> list[str]:
    suffixes = [one for writer in registry.modules("writers").values() for one in writer.SUFFIXES]
    return [*registry.names("readers"), *registry.names("writers"), *suffixes]


def _summary(module: ModuleType) -> str:
    return _plain(module).partition("\n")[0].rstrip(".")


def _plain(module: ModuleType) -> str:
    """Return a module's own description, without the marks of docstrings."""
    text = _MARKUP.sub(lambda found: found[1] or found[2], inspect.getdoc(module) or "")
    return re.sub(r"^(=+ +)*=+\n", "", text, flags=re.MULTILINE)


def _unrecorded(reader: ModuleType) -> str:
    return "" if getattr(reader, "RECORDED", True) else f" ({_UNRECORDED})"


def _options(writer: Writer) -> Iterator[str]:
    """Yield the options of a format: name, values, default, what it does."""
    kinds = format_flags.fields(writer)
    if not kinds:
        return
    flags = {flag.name: flag.typed_as for flag in format_flags.flags_of(writer)}
    said, defaults = _said(writer.Options), writer.Options()
    yield ""
    yield "options (--set NAME=VALUE, or the flag):"
    for name, kind in kinds.items():
        default = getattr(defaults, name)
        flag = flags.get(name, "")
        flag = flag.replace("--", "--no-", 1) if default is True else flag
        usual = f"(default: {format_flags.typed_back(default)})"
        yield f"  {name}={format_flags.values_of(kind)}{', ' if flag else ''}{flag} {usual}"
        yield textwrap.indent(textwrap.fill(said.get(name, ""), _WIDTH), _INDENT)


def _said(kind: type) -> dict[str, str]:
    """Return what the docstring of a class says of each of its attributes.

    Examples
    --------
    >>> from ocrlayout.writers.text import Options
    >>> _said(Options)["form"]
    'A line a line, a paragraph a line, or every line about where it stands on the page.'
    """
    _, _, attributes = (inspect.getdoc(kind) or "").partition("Attributes\n----------\n")
    attributes = attributes.partition("\n\n")[0] + "\n"
    said: dict[str, str] = {}
    for names, text in _ENTRY.findall(attributes):
        plain = _MARKUP.sub(lambda found: found[1] or found[2], " ".join(text.split()))
        said |= dict.fromkeys(names.split(", "), plain)
    return said

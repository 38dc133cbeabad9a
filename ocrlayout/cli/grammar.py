"""What can be typed: a command, wherever it stands among its options, and what it takes.

The parser of a command is built when the command is chosen. The flags of formats need every writer
loaded, so they join the parser only where a line has an option that is not the command's own.
"""

import argparse
import contextlib
import importlib
import re
from collections.abc import Sequence
from types import ModuleType
from typing import NoReturn

from ocrlayout import __version__
from ocrlayout.cli.usage import Usage
from ocrlayout.hints import nearest

__all__ = ["ANSWERS", "COMMANDS", "Parser", "command", "module", "parsed", "parser"]

COMMANDS = {
    "convert": "an image, PDF or answer to another format",
    "read": "call an OCR engine and keep its answer",
    "show": "what is in an answer: pages, angles, doubtful words",
    "find": "where a phrase stands, as text or highlighted",
    "diff": "where two readings differ, or how far one is from the true text",
    "view": "check what was read in the browser, doubtful words first",
    "status": "how far the runs into a folder are, and what failed",
    "completion": "what a shell runs, so that Tab completes commands and options",
    "formats": "what goes in and out, and the options of each format",
    "serve": "answer as Azure's OCR does, on this machine, for tests and offline work",
    "mcp": "let an assistant find, read and crop the documents of a folder",
}
_OVERVIEW = """\
usage: ocrlayout COMMAND [OPTIONS] INPUT...

What comes after OCR: searchable PDFs, annotated pictures and ordered text, made of scans and of
the answers of OCR services.

commands:
{commands}
  help       help COMMAND shows the options of a command

examples:
  ocrlayout convert scan.jpg -o scan.pdf              a searchable PDF of a photo or scan
  ocrlayout convert pages/ -o book.pdf                a folder of scans joined, in natural order
  ocrlayout convert *.tif -o out/ --to pdf,text       a PDF and a text of each
  ocrlayout convert archive/ -r -o out/ --to pdf      a tree; again, it does what is missing
  ocrlayout read scan.jpg -o scan.json                call the OCR engine once, keep its answer
  ocrlayout convert scan.json --images scan.jpg -o scan.annotated.png --min-confidence 0.5
  ocrlayout show scan.json --worst 20                 the words most likely misread
  ocrlayout view scan.jpg                             check it in the browser, and correct it
  ocrlayout find "brown fox" scan.json                file, page and line of each hit
  ocrlayout diff azure.json tesseract.json            words that two engines read differently
  ocrlayout formats pdf                               what a format keeps, loses and takes
  ocrlayout serve --engine local                      Azure's OCR, played by the local engine

engines: Azure when COMPUTER_VISION_ENDPOINT and COMPUTER_VISION_SUBSCRIPTION_KEY are set, else the
local one (pip install 'ocrlayout-kit[local]'). --engine local never uploads.

exit codes: 0 all done, 1 some failed, 2 wrong usage, 130 interrupted"""
_USAGE = "usage: ocrlayout COMMAND [OPTIONS] INPUT... (`ocrlayout help` lists the commands)"
_NUMBERED = re.compile(r"-\s*\d")  # -2 or "- 2": the value of an option, not an option


class Parser(argparse.ArgumentParser):
    """A parser that raises what is wrong, and does not guess at abbreviations."""

    def __init__(self, name: str, examples: str, *, with_help: bool) -> None:
        super().__init__(
            prog=f"ocrlayout {name}",
            description=COMMANDS[name][0].upper() + COMMANDS[name][1:],
            epilog=examples,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
            add_help=with_help,
        )

    def error(self, message: str) -> NoReturn:
        """Raise what argparse finds wrong."""
        raise Usage(f"{message} (`{self.prog} --help` shows what there is)")

    def options(self) -> list[str]:
        """List the options, as they are typed."""
        return re.findall(r"--[a-z][a-z-]*", self.format_help())

    def strict(self, words: Sequence[str]) -> argparse.Namespace:
        """Parse words all of which have to be known.

        Raises
        ------
        Usage
            One is not known; the message names what may be meant.
        """
        args, unknown = self.parse_known_intermixed_args(words)
        if not unknown:
            return args
        option = next((word for word in unknown if word.startswith("-")), unknown[0])
        name = option.partition("=")[0]
        return self.error(f"there is no option {name}{nearest(name, self.options())}")


def command(words: Sequence[str]) -> tuple[str, list[str]]:
    """Find the command among the words of a line, and the words that are left.

    The command is the first word that is a command's name, so options may stand before it.

    Raises
    ------
    Usage
        The line does not have a command.

    Examples
    --------
    >>> command(["-q", "convert", "scan.jpg"])
    ('convert', ['-q', 'scan.jpg'])
    """
    for at, word in enumerate(words):
        if word in COMMANDS or word == "help":
            return word, [*words[:at], *words[at + 1 :]]
    for flag, answer in (("-h", "help"), ("--help", "help"), ("--version", "version")):
        if flag in words:
            return answer, []
    name = next((word for word in words if not word.startswith("-")), None)
    if not name:
        raise Usage(_USAGE)
    raise _unknown(name)


def _unknown(name: str) -> Usage:
    hint = nearest(name, [*COMMANDS, "help"])
    return Usage(f"no command is named {name!r}{hint} (`ocrlayout help` lists the commands)")


def _help(topics: list[str]) -> str:
    """Return the help of a command, or the overview."""
    topic = next((word for word in topics if not word.startswith("-")), None)
    if not topic:
        listed = "\n".join(f"  {name:10} {about}" for name, about in COMMANDS.items())
        return _OVERVIEW.format(commands=listed)
    if topic not in COMMANDS:
        raise _unknown(topic)
    return parser(topic, whole=True).format_help().rstrip()


def _version(_: list[str]) -> str:
    return f"ocrlayout-kit {__version__}"


ANSWERS = {"help": _help, "version": _version}


def module(name: str) -> ModuleType:
    """Load what a command does."""
    return importlib.import_module(f"ocrlayout.cli.commands.{name}")


def parser(name: str, *, whole: bool) -> Parser:
    """Build the parser of a command.

    Parameters
    ----------
    name : str
    whole : bool
        With the help and the flags of formats, for which every writer is loaded.
    """
    chosen = module(name)
    made = Parser(name, chosen.EXAMPLES, with_help=whole)
    chosen.add_options(made)
    if whole and hasattr(chosen, "add_format_flags"):
        chosen.add_format_flags(made)
    return made


def parsed(name: str, words: Sequence[str]) -> argparse.Namespace:
    """Parse the words after a command.

    Raises
    ------
    Usage
        One of them is wrong.
    """
    words = _with_values(words if name == "find" else _as_paths(words))
    with contextlib.suppress(Usage):  # the whole parser says what is wrong, if anything is
        args, unknown = parser(name, whole=False).parse_known_intermixed_args(words)
        if not unknown:
            return args
    return parser(name, whole=True).strict(words)


def _as_paths(words: Sequence[str]) -> list[str]:
    """Write names behind ``--`` so that none begins with a dash: argparse forgets the ``--``.

    Examples
    --------
    >>> _as_paths(["-q", "--", "-scan.png", "-"])
    ['-q', './-scan.png', '-']
    """
    at = words.index("--") if "--" in words else len(words)
    names = (f"./{word}" if word[:1] == "-" != word else word for word in words[at + 1 :])
    return [*words[:at], *names]


def _with_values(words: Sequence[str]) -> list[str]:
    """Join ``--pages -2,5`` by an equals sign: argparse takes the list for an option.

    Examples
    --------
    >>> _with_values(["--pages", "-2,5", "scan.pdf"])
    ['--pages=-2,5', 'scan.pdf']
    """
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "--pages" and _NUMBERED.match(word):
            joined[-1] = f"--pages={word}"
        else:
            joined.append(word)
    return joined

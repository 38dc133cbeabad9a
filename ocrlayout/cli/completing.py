"""What Tab completes: commands, their options, and the values of options that have a few."""

import argparse
import os
from typing import Any

from ocrlayout.cli import grammar
from ocrlayout.errors import MissingExtra

__all__ = ["SHELLS", "complete", "is_asked", "script"]

SHELLS = ("bash", "zsh", "fish", "powershell")
_ASKED = "_ARGCOMPLETE"  # is set where a shell asks, not a person


def is_asked() -> bool:
    """Return whether a shell asks what could follow."""
    return _ASKED in os.environ


def complete() -> None:
    """Answer the shell, and end the process."""
    _argcomplete().autocomplete(_parser(os.environ.get("COMP_LINE", "").split()[1:]))


def script(shell: str) -> str:
    """Return what a shell has to run, so that it asks.

    Raises
    ------
    MissingExtra
        argcomplete is not installed.
    """
    return str(_argcomplete().shellcode(["ocrlayout"], shell=shell))


def _argcomplete() -> Any:
    try:
        import argcomplete
    except ImportError:
        raise MissingExtra(
            "completion needs argcomplete; type: pip install 'ocrlayout-kit[completion]'"
        ) from None
    return argcomplete


def _parser(words: list[str]) -> argparse.ArgumentParser:
    """Make a parser of all commands; only the one that is typed has its options."""
    parser = argparse.ArgumentParser("ocrlayout", allow_abbrev=False)
    commands = parser.add_subparsers()
    chosen = next((word for word in words if word in grammar.COMMANDS), None)
    for name, about in grammar.COMMANDS.items():
        made = commands.add_parser(name, help=about, allow_abbrev=False)
        if name == chosen:
            module = grammar.module(name)
            module.add_options(made)
            if hasattr(module, "add_format_flags"):
                module.add_format_flags(made)
    return parser

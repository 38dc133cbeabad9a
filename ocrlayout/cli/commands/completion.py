"""``ocrlayout completion``: what a shell has to run so that Tab completes commands and options."""

import argparse

from ocrlayout.cli import completing, options
from ocrlayout.cli.console import Console

__all__ = ["EXAMPLES", "add_options", "run"]

EXAMPLES = """\
examples:
  eval "$(ocrlayout completion bash)"                            in ~/.bashrc
  eval "$(ocrlayout completion zsh)"                             in ~/.zshrc, after compinit
  ocrlayout completion fish > ~/.config/fish/completions/ocrlayout.fish
  ocrlayout completion powershell | Out-String | Invoke-Expression   in $PROFILE
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("shell", choices=completing.SHELLS, help="the shell that you use")
    options.add_console(parser)


def run(args: argparse.Namespace, console: Console) -> int:  # noqa: ARG001  # as of every command
    """Print the lines that the shell has to run."""
    print(completing.script(args.shell))
    return 0

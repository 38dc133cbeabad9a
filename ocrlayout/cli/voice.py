"""What the terminal says: messages and progress on standard error, never among the output."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

_CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Voice:
    """Says what happens: a progress bar on a terminal, one plain line a file without one.

    Parameters
    ----------
    quiet, verbose : bool
    """

    def __init__(self, *, quiet: bool, verbose: bool) -> None:
        self.quiet, self.verbose = quiet, verbose
        self.console = Console(
            stderr=True, highlight=False, soft_wrap=True, emoji=False, markup=False
        )
        self._bar: Progress | None = None
        self._task: Any = None

    def say(self, message: str) -> None:
        """Say something, unless quiet."""
        if not self.quiet:
            self.console.print(printable(message))

    def detail(self, message: str) -> None:
        """Say something when verbose."""
        if self.verbose:
            self.console.print(message)

    def error(self, message: str) -> None:
        """Say what went wrong, always."""
        self.console.print(f"ocrlayout: {printable(message)}", style="red")

    @contextmanager
    def progress(self, total: int) -> Iterator[None]:
        """Show a bar over `total` files, on a terminal."""
        if self.quiet or not self.console.is_terminal:
            yield
            return
        columns = (
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.description}"),
        )
        with Progress(*columns, console=self.console, transient=True) as bar:
            self._bar, self._task = bar, bar.add_task("", total=total)
            try:
                yield
            finally:
                self._bar = None

    def working(self, name: str, what: str) -> None:
        """Show what is under way, on the bar."""
        if self._bar is not None:
            self._bar.update(self._task, description=printable(f"{name}: {what}"))

    def done(self, line: str) -> None:
        """Count a file as done, and say so in a line."""
        if self._bar is not None:
            self._bar.advance(self._task)
        self.say(line)


def printable(text: str) -> str:
    r"""Show control characters instead of obeying them: a payload's words are not a terminal's orders.

    Examples
    --------
    >>> print(printable("red" + chr(27)))
    red\x1b
    """
    return _CONTROLS.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def survive_closed_pipe() -> None:
    """Keep Python quiet about the pipe that its reader closed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

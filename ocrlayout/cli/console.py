"""What the terminal shows: messages and progress on standard error, never among the output."""

import importlib
import logging
import os
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from ocrlayout.errors import OcrLayoutError

__all__ = ["Console", "listen", "printable", "reworded", "survive_closed_pipe", "worded"]

_CONTROLS = re.compile(  # with those that turn the direction of what follows
    "[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BAR = 20  # columns of the bar itself
_SHORTEST = 0.001  # seconds, of which a rate is made
_USUAL_WIDTH = 80  # columns, where the terminal does not say its own


class Console:
    """Messages on standard error: a progress bar on a terminal, a plain line a file elsewhere.

    Attributes
    ----------
    quiet, verbose : bool
    """

    def __init__(self) -> None:
        self.quiet = self.verbose = False
        self._bar: Any = None
        self._task: Any = None
        self._counts = Counts()
        self._turn = threading.Lock()  # lines of several threads do not mix

    @cached_property
    def _rich(self) -> Any:
        """Rich's console; it is loaded when there is a terminal and something to show on it."""
        make = importlib.import_module("rich.console").Console
        made = make(stderr=True, highlight=False, soft_wrap=True, emoji=False, markup=False)
        made.width = made.width or _USUAL_WIDTH  # COLUMNS=0 would show nothing at all
        return made

    @property
    def is_terminal(self) -> bool:
        """Whether standard error is a terminal."""
        return sys.stderr is not None and sys.stderr.isatty()

    def say(self, message: str) -> None:
        """Show a message, unless quiet."""
        if not self.quiet:
            self._show(printable(message))

    def detail(self, error: BaseException) -> None:
        """Show the traceback of an error when verbose."""
        if self.verbose:
            self._show("".join(traceback.format_exception(error)))

    def error(self, message: str) -> None:
        """Show what went wrong, always."""
        self._show(f"ocrlayout: {printable(message)}", style="red")

    def report(self, name: str, error: BaseException) -> None:
        """Show what went wrong with an input, in a line or two."""
        words = worded(error)
        head = f"{name}: " if name and name not in words else ""
        if isinstance(error, (OcrLayoutError, OSError)):
            self.error(head + words)
        else:
            fault = f"{type(error).__name__}: {error}"
            self.error(
                f"{head}a fault of ocrlayout itself: {fault}; please report it (-v shows more)"
            )
        self.detail(error)

    def _show(self, message: str, style: str | None = None) -> None:
        with self._turn:
            if self.is_terminal:
                self._rich.print(message, style=style)
            elif sys.stderr is not None:
                print(message, file=sys.stderr, flush=True)

    @contextmanager
    def progress(self, total: int) -> Iterator[None]:
        """Show a bar over `total` files, on a terminal: pages a second, and the time that is left.

        It is taken away at the end.
        """
        if self.quiet or not self.is_terminal:
            yield
            return
        self._counts = Counts()
        with self._new_bar(importlib.import_module("rich.progress")) as bar:
            self._bar, self._task = bar, bar.add_task("", total=total, counts="")
            try:
                yield
            finally:
                self._bar = None

    def _new_bar(self, rich: Any) -> Any:
        shown = [rich.BarColumn(_BAR), rich.MofNCompleteColumn(), rich.TimeElapsedColumn()]
        left = rich.TimeRemainingColumn()
        texts = (rich.TextColumn(f"{{task.{each}}}") for each in ("fields[counts]", "description"))
        columns = [*shown, rich.TextColumn("left:"), left, *texts]
        return rich.Progress(*columns, console=self._rich, transient=True)

    def working(self, name: str, what: str) -> None:
        """Show what is under way, on the bar."""
        if self._bar is not None:
            self._bar.update(self._task, description=printable(f"{name}: {what}"))

    def done(self, line: str, pages: int = 0) -> None:
        """Count a file as done, with its pages, and show a line about it."""
        self._advance(pages=pages)
        self.say(line)

    def failed(self, name: str, error: BaseException) -> None:
        """Count a file as failed, and show why."""
        self._advance(failures=1)
        self.report(name, error)

    def _advance(self, pages: int = 0, failures: int = 0) -> None:
        if self._bar is not None:
            self._counts.add(pages, failures)
            self._bar.update(self._task, advance=1, counts=str(self._counts))


class Counts:
    """Pages and failures of a run, and how fast it is.

    Examples
    --------
    >>> counts = Counts(clock=iter([0.0, 4.0]).__next__)
    >>> counts.add(pages=10, failures=1)
    >>> str(counts)
    '10 pages, 2.5 a second, 1 failed'
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._begun = clock, clock()
        self._pages = self._failures = 0

    def add(self, pages: int, failures: int) -> None:
        """Count some more."""
        self._pages += pages
        self._failures += failures

    def __str__(self) -> str:
        """Word them for the bar."""
        rate = self._pages / max(self._clock() - self._begun, _SHORTEST)
        pages = "1 page" if self._pages == 1 else f"{self._pages} pages"
        failed = f", {self._failures} failed" if self._failures else ""
        return f"{pages}, {rate:.1f} a second{failed}"


def listen(say: Callable[[str], None]) -> None:
    """Show the package's own notes."""
    handler = logging.Handler()
    handler.emit = lambda record: say(f"note: {reworded(record.getMessage())}")  # type: ignore[method-assign]
    logger = logging.getLogger("ocrlayout")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)


def worded(error: BaseException) -> str:
    """Word an error as the terminal does: with file names, and with options for keywords.

    Examples
    --------
    >>> worded(ValueError("give its password (password=)"))
    'give its password (--password)'
    """
    if isinstance(error, OSError) and not isinstance(error, OcrLayoutError) and error.strerror:
        what = error.strerror.lower()
        return f"{error.filename}: {what}" if error.filename else what
    return reworded(str(error))


def reworded(words: str) -> str:
    """Word a message of the library as the terminal does.

    Examples
    --------
    >>> reworded("give it with dpi=, or --dpi")
    'give it with --dpi'
    """
    for pattern, instead in _REWORDED:
        words = re.sub(pattern, instead, words)
    return words


_REWORDED = (  # what a program types, and what is typed here
    (r" \(a path, an array, an open image, or a list of these\)", ""),
    (r", or pass provider=your_function", ""),
    (r"\bimages\.expand\(…, limit=…\) \((--max-megapixels)\)", r"\1"),
    (r"\b\w+=, or (--[a-z])", r"\1"),
    (r"\bimages=", "--images"),
    (r"\balt_texts\b=?", "--alt-texts"),
    (r"\bsizes=", "--page-size"),
    (r"\bminimum=", "--min-confidence"),
    (r"\b(api|dpi|language|pages|password|to)=", r"--\1"),
    (r"\b(font|format|scale)=", r"--set \1="),
)


def printable(text: str) -> str:
    r"""Show control characters instead of obeying them: a payload does not command the terminal.

    Examples
    --------
    >>> print(printable("red" + chr(27)))
    red\x1b
    """
    return _CONTROLS.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def survive_closed_pipe() -> None:
    """Keep Python quiet about the pipe that its reader closed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

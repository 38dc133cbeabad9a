"""``--watch``: a folder that is kept converted, as files come into it."""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ocrlayout.cli.console import Console, worded
from ocrlayout.cli.inputs import Input
from ocrlayout.cli.targets import Target
from ocrlayout.cli.usage import Taken, Usage, WrongOption

__all__ = ["add_options", "watch"]

_EVERY = 5.0  # seconds between two looks
_QUIET = 1.0  # seconds since a file was last written to: before that, it may still grow

Signature = tuple[int, int]


def add_options(parser: argparse._ActionsContainer, seconds: Callable[[str], float]) -> None:
    """Add ``--watch`` and ``--every``."""
    parser.add_argument(
        "--watch",
        action="store_true",
        help="go on: convert what comes into the folders, and what changes in them, until Ctrl-C",
    )
    parser.add_argument(
        "--every",
        type=seconds,
        default=_EVERY,
        metavar="SECONDS",
        help=f"how often --watch looks (default: {_EVERY:g})",
    )


def watch(
    args: argparse.Namespace,
    console: Console,
    targets: Sequence[Target],
    look: Callable[[], list[Input]],
    convert: Callable[[list[Input]], int],
) -> None:
    """Convert files as they come, each when it is complete; one that fails stops nothing.

    A file is complete when its size and its time are as they were when it was looked at before.
    It is converted once, and again when it changes; one that failed, too.

    Raises
    ------
    Usage
        The inputs are not folders, or the outputs are not.
    KeyboardInterrupt
        The only way to end it.
    """
    _check(args, targets)
    console.say(f"watching {', '.join(args.inputs)}; Ctrl-C ends it")
    before: dict[Path, Signature] = {}
    done: dict[Path, Signature] = {}
    while True:
        items = _there(look)
        now = dict(_signatures(items))
        fresh = [
            item
            for item in items
            if item.source in now
            and now[item.source] == before.get(item.source)
            and now[item.source] != done.get(item.source)
        ]
        if fresh:
            _convert(fresh, convert, console)
            done |= {item.source: now[item.source] for item in fresh}
        before = now
        time.sleep(args.every)


def _convert(items: list[Input], convert: Callable[[list[Input]], int], console: Console) -> None:
    """Convert files; one whose output belongs to something else is told, and stops no other."""
    try:
        convert(items)
    except Taken as error:
        if len(items) == 1:
            console.error(worded(error))
            return
        for item in items:  # nothing was begun
            _convert([item], convert, console)


def _check(args: argparse.Namespace, targets: Sequence[Target]) -> None:
    for name in args.inputs:
        if not Path(name).is_dir():
            raise Usage(f"{name} is not a folder, and --watch waits for files in folders")
    if not all(target.is_folder for target in targets):
        raise Usage("--watch needs a folder for what it makes, such as -o out/ --to pdf")
    if args.dry_run:
        raise Usage("--dry-run does nothing, so there is nothing to watch for")


def _there(look: Callable[[], list[Input]]) -> list[Input]:
    """Return the files that there are; a folder may still be empty."""
    try:
        return look()
    except WrongOption:
        raise
    except Usage:
        return []


def _signatures(items: Sequence[Input]) -> Iterator[tuple[Path, Signature]]:
    """Yield size and time of each file that has not been written to just now."""
    for item in items:
        try:
            about = item.source.stat()
        except OSError:  # it was there a moment ago
            continue
        if time.time() - about.st_mtime >= _QUIET:
            yield item.source, (about.st_size, about.st_mtime_ns)

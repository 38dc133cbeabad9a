"""The terminal: its commands stand in `commands/`; it alone prints and exits.

Exit codes: 0 all done, 1 some failed, 2 wrong usage, 130 interrupted.

What a command does is loaded when the command is chosen: ``ocrlayout --help`` costs little.
"""

import io
import sys
from collections.abc import Sequence

from ocrlayout.cli import completing, grammar
from ocrlayout.cli.console import Console, listen, survive_closed_pipe, worded
from ocrlayout.cli.usage import Usage

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv : sequence of str, optional
        ``sys.argv[1:]`` by default.

    Returns
    -------
    int
        The exit code.
    """
    console = Console()
    if argv is None and completing.is_asked():
        completing.complete()
    try:
        return _run(list(argv) if argv is not None else sys.argv[1:], console)
    except Usage as error:
        console.error(worded(error))
        if error.__cause__ is not None:
            console.detail(error.__cause__)
        return 2
    except KeyboardInterrupt as interrupt:
        console.error(f"interrupted; {_left(interrupt)}")
        if how := _going_on(interrupt):
            console.error(how)
        return 130
    except BrokenPipeError:
        survive_closed_pipe()
        return 1
    # the terminal never shows a traceback that nobody asked for
    except Exception as error:  # noqa: BLE001
        console.report("", error)
        return 1


def _left(interrupt: KeyboardInterrupt) -> str:
    """Say what an interrupt has left."""
    names = getattr(interrupt, "unwritten", ())
    was = "was" if len(names) == 1 else "were"
    return f"{', '.join(names)} {was} not written" if names else "no file was left half written"


def _going_on(interrupt: KeyboardInterrupt) -> str:
    """Say how to go on after an interrupt."""
    if getattr(interrupt, "goes_on", False):
        return "the same command goes on from here"
    operation = getattr(interrupt, "operation", "")
    return f"to resume within 48 hours: ocrlayout read --operation {operation}" * bool(operation)


def _run(words: list[str], console: Console) -> int:
    if not sys.stdout:
        raise Usage("standard output is closed")
    # an ASCII terminal shows ? for ×
    if isinstance(sys.stdout, io.TextIOWrapper):  # a caller may have put something in its place
        sys.stdout.reconfigure(errors="replace")
    command, rest = grammar.command(words)
    if command in grammar.ANSWERS:
        print(grammar.ANSWERS[command](rest))
        return 0
    args = grammar.parsed(command, rest)
    console.quiet, console.verbose = args.quiet, args.verbose
    listen(console.say)
    return int(grammar.module(command).run(args, console))

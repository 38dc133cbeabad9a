"""``ocrlayout status``: how far the runs into a folder are, and what failed."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from ocrlayout import journal
from ocrlayout.cli import options, reports
from ocrlayout.cli.claims import REPORT
from ocrlayout.cli.console import Console, printable
from ocrlayout.cli.reports.rows import from_journal
from ocrlayout.cli.usage import Usage
from ocrlayout.cli.writing import arrow
from ocrlayout.journal import Count, Journal, State
from ocrlayout.model.columns import plural

__all__ = ["EXAMPLES", "add_options", "run"]

EXAMPLES = """\
examples:
  ocrlayout status out/                                      what is done, waits and failed
  ocrlayout status out/ -v                                   every file that failed
  ocrlayout status out/ --report pages.html                  every page, the most doubtful first
"""
_LISTED = 20  # files that failed
_ALL = -1  # SQLite's word for no limit
_ORDER = (State.DONE, State.BEGUN, State.WAITING, State.FAILED, State.REFUSED)
_MEANING = {
    State.BEGUN: "begun (the next run does them anew)",
    State.FAILED: "failed (the next run tries them again)",
    State.REFUSED: "failed, and would again (--retry-failed tries them)",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("folder", metavar="OUT", help="the folder that was written to")
    reports.add_option(parser)
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help="replace a file that is not a report of this folder",
    )
    options.add_console(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print how far the runs into a folder are; returns 1 where something failed.

    Raises
    ------
    Usage
        There was no such run, or the report cannot be written.
    """
    reports.check(args.report)
    folder = Path(args.folder)
    if not journal.exists(folder):
        raise Usage(f"{folder} does not have a journal: no run has written to it (-o {folder}/)")
    with journal.reading(folder) as known:
        counts = known.counts()
        print("\n".join(map(printable, _described(folder, known, counts, args.verbose))))
        if args.report:
            _report(args, known)
            console.say(f"report{arrow([args.report])}")
    return 1 if {State.FAILED, State.REFUSED} & counts.keys() else 0


def _report(args: argparse.Namespace, known: Journal) -> None:
    is_ours = known.owner(args.report) == REPORT
    if args.report.exists() and not is_ours and not args.overwrite:
        raise Usage(f"{args.report} exists; --overwrite replaces it")
    reports.save(from_journal(known, args.report), args.report)


def _described(
    folder: Path, known: Journal, counts: dict[State, Count], verbose: bool
) -> Iterator[str]:
    is_at_work = journal.is_at_work(folder)
    at_work = "; a run is at work" if is_at_work else ""
    total = [sum(column) for column in zip(*counts.values(), strict=True)] or [0, 0, 0, 0.0]
    yield f"{folder}: {_counted(Count(*total))}{at_work}"
    for state in filter(counts.__contains__, _ORDER):
        yield f"  {_counted(counts[state])}: {_about(state, is_at_work)}"
    for state in (State.FAILED, State.REFUSED):
        yield from _failures(known, state, counts.get(state, Count()).inputs, verbose)


def _about(state: State, is_at_work: bool) -> str:
    return "under way" if state is State.BEGUN and is_at_work else _MEANING.get(state, state.value)


def _counted(count: Count) -> str:
    """Count inputs and what they took.

    Examples
    --------
    >>> _counted(Count(2, 30, 12, 95.0)), _counted(Count(1))
    ('2 files, 30 pages, 12 billed, 95 s', '1 file')
    """
    parts = [plural(count.inputs, "file")]
    parts += [plural(count.pages, "page")] if count.pages else []
    parts += [f"{count.billed} billed"] if count.billed else []
    parts += [f"{count.seconds:.0f} s"] if count.seconds else []
    return ", ".join(parts)


def _failures(known: Journal, state: State, count: int, verbose: bool) -> Iterator[str]:
    """List inputs that failed, with the reason."""
    found = known.entries(state, _ALL if verbose else _LISTED)
    for key, error in sorted((entry.key, entry.error) for entry in found):
        yield error if key in error else f"{key}: {error}"
    if len(found) < count:
        yield f"and {count - len(found)} more (-v lists all)"

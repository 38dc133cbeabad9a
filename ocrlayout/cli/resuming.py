"""Runs into folders go on where an earlier one stopped: a journal knows what is done."""

import argparse
import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from ocrlayout import formats
from ocrlayout import journal as journals
from ocrlayout.cli.billing import OverBudget
from ocrlayout.cli.claims import REPORT, Claims, Place
from ocrlayout.cli.console import worded
from ocrlayout.cli.inputs import Input
from ocrlayout.cli.usage import Taken, Usage
from ocrlayout.errors import ImageError, ReadError, ServiceError, WriteError
from ocrlayout.file_tree import real_path
from ocrlayout.journal import Entry, Journal, PageFigures, State

__all__ = [
    "Plan",
    "begun",
    "folder_of",
    "kept",
    "looked_at",
    "opened",
    "options_of",
    "plan",
    "without_report",
]

# what an output does not depend on
_ELSEWHERE = frozenset(
    {
        *("inputs", "output", "overwrite", "recursive", "include", "exclude", "as_given"),
        *("password", "quiet", "verbose", "check", "dry_run", "max_billed", "retry_failed"),
        *("jobs", "cluster", "report"),
    }
)
_GONE = 404  # of an operation that a service does not have any more
_FOR_SYNC = os.O_RDWR if os.name == "nt" else os.O_RDONLY  # Windows wants to be able to write
_LONGEST = 500  # characters of an error that are kept


class Done(Protocol):
    """What a task returns of an input."""

    @property
    def written(self) -> Sequence[Path]:
        """The files that were written."""

    @property
    def pages(self) -> int:
        """Pages of the document."""

    @property
    def figures(self) -> Sequence[PageFigures]:
        """What a report says of each page; none where nothing is known of them."""


D = TypeVar("D", bound=Done)


class Plan(NamedTuple):
    """What a run has to do.

    Attributes
    ----------
    todo : list of Input
    done : int
        Inputs that were done before, and are unchanged.
    refused : int
        Inputs that failed before, and would again.
    moved : list of Input
        Inputs that are passed over, and have another place or time than before.
    """

    todo: Sequence[Input]
    done: int = 0
    refused: int = 0
    moved: Sequence[Input] = ()

    @property
    def passed_over(self) -> str:
        """What to say of inputs that are passed over; ``""`` where none are."""
        total = len(self.todo) + self.done + self.refused
        said = f"{self.done} of {total} were done before" if self.done else ""
        failed = f"{self.refused} failed before, and would again (--retry-failed tries)"
        return "; ".join(filter(None, [said, failed if self.refused else ""]))


def folder_of(chosen: Sequence[Place]) -> Path | None:
    """Return the folder that has the journal of a run; None where no output is a folder."""
    return next((place.path for place in chosen if place.is_folder), None)


@contextlib.contextmanager
def opened(
    items: Sequence[Input], chosen: Sequence[Place], *, overwrite: bool
) -> Iterator[tuple[Claims, Journal | None]]:
    """Claim the outputs of a run, and open its journal, if it has one.

    A folder is not made before the claims are known to be good.

    Raises
    ------
    Usage
        As for :class:`Claims`; or another run is at work in the folder.
    JournalError
        The journal cannot be used.
    """
    folder = folder_of(chosen)
    with contextlib.ExitStack() as stack:
        journal = None
        if folder and journals.exists(folder):
            journal = stack.enter_context(_locked(folder))
        claims = Claims(items, chosen, overwrite=overwrite, journal=journal)
        if folder and journal is None:
            claims.journal = journal = stack.enter_context(_locked(folder))
        if journal:
            _clean(journal)
        try:
            yield claims, journal
        except KeyboardInterrupt as interrupt:
            interrupt.goes_on = journal is not None  # type: ignore[attr-defined]  # it is said
            raise
        finally:
            if journal:  # nobody else writes there
                _take_away(claims.owners)  # what was half written by a process that was killed


def without_report(
    items: Sequence[Input], chosen: Sequence[Place], report: Path | None
) -> list[Input]:
    """Leave the report of an earlier run out, where it lies among the inputs."""
    place = real_path(report) if report else None
    others = [item for item in items if place not in item.files] if place else items
    folder = folder_of(chosen)
    if len(others) == len(items) or folder is None or not journals.exists(folder):
        return list(items)
    with journals.reading(folder) as known:
        is_ours = report is not None and known.owner(report) == REPORT
    return list(others if is_ours else items)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[Journal]:
    with contextlib.ExitStack() as stack:
        try:
            journal = stack.enter_context(journals.locked(folder))
        except journals.AtWork as error:
            raise Usage(str(error)) from None
        yield journal


@contextlib.contextmanager
def looked_at(
    items: Sequence[Input], chosen: Sequence[Place], *, overwrite: bool
) -> Iterator[Journal | None]:
    """Check the claims of a run, and open the journal that is there, without changing anything.

    Raises
    ------
    Usage, JournalError
        As for :func:`opened`.
    """
    folder = folder_of(chosen)
    is_there = folder is not None and journals.exists(folder)
    known = journals.reading(folder) if folder and is_there else contextlib.nullcontext()
    with known as journal:
        Claims(items, chosen, overwrite=overwrite, journal=journal)
        yield journal


def _clean(journal: Journal) -> None:
    """Take away what a run left half written when it was killed."""
    _take_away(journal.unfinished())
    journal.recover()


def _take_away(paths: Iterable[Path]) -> None:
    for leftover in formats.leftovers(paths):
        leftover.unlink(missing_ok=True)


def options_of(args: argparse.Namespace) -> str:
    """Return a fingerprint of the options that outputs depend on; never of a password."""
    sizes = [("is_inch", size.is_inch) for size in getattr(args, "page_size", ())]
    given = sorted(
        (name, repr(value))
        for name, value in vars(args).items()
        if name not in _ELSEWHERE and value is not None and value != []
    )
    return journals.digest([repr((given, sizes)).encode()])


def plan(
    items: Sequence[Input],
    journal: Journal | None,
    chosen: Sequence[Place],
    args: argparse.Namespace,
) -> Plan:
    """Divide inputs into those that have to be done, and those that are passed over.

    Where they are also joined in one file, all of them have to be done.

    Raises
    ------
    Usage
        The outputs of an input were made of another file.
    """
    if journal is None or not all(place.is_folder for place in chosen):
        return Plan(items)
    options = options_of(args)
    todo: list[Input] = []
    moved: list[Input] = []
    counts = {State.DONE: 0, State.REFUSED: 0}
    for item in items:
        entry = journal.entry(item.key)
        state = _passed_over(item, entry, journal, options, args)
        if entry is None or state is None:
            todo.append(item)
            continue
        counts[state] += 1
        moved += [] if _is_where_it_was(item, entry) else [item]
    return Plan(todo, counts[State.DONE], counts[State.REFUSED], moved)


def begun(
    items: Sequence[Input],
    journal: Journal | None,
    chosen: Sequence[Place],
    args: argparse.Namespace,
) -> Plan:
    """Plan a run, and note what it has to do.

    Raises
    ------
    Usage
        As for :func:`plan`.
    """
    found = plan(items, journal, chosen, args)
    if journal:
        _note(found, journal, chosen, args)
    return found


def _note(plan: Plan, journal: Journal, chosen: Sequence[Place], args: argparse.Namespace) -> None:
    """Note what a run has to do and which files it may write, before it begins."""
    if args.retry_failed:
        for item in plan.todo:
            entry = journal.entry(item.key)
            if entry and entry.state is State.REFUSED:
                journal.forget(item.key)
    journal.expect({item.key: _outputs(item, chosen) for item in plan.todo})
    journal.refresh((item.place, item.stamp(), item.key) for item in plan.moved)


def _outputs(item: Input, chosen: Sequence[Place]) -> list[Path]:
    return [path for place in chosen if place.is_folder and (path := place.file_for(item))]


def _passed_over(
    item: Input,
    entry: Entry | None,
    journal: Journal,
    options: str,
    args: argparse.Namespace,
) -> State | None:
    """Return the state in which an input stays; None where it has to be done."""
    if entry is None or args.overwrite:
        return None
    is_same = _is_unchanged(item, entry)
    if entry.written and entry.source != item.place and not is_same:
        raise Taken(
            f"{item.name} would replace what was made of {entry.source}; give another folder, or"
            " --overwrite"
        )
    if not is_same or entry.options != options:
        return None
    if entry.state is State.REFUSED and not args.retry_failed:
        return State.REFUSED
    is_there = all(journal.place(name).exists() for name in entry.written)
    return State.DONE if entry.state is State.DONE and is_there else None


def _is_unchanged(item: Input, entry: Entry) -> bool:
    """Return whether an input is what it was; its content decides where its time differs."""
    try:
        return _is_where_it_was(item, entry) or entry.digest == item.digest
    except OSError:  # it is not there any more: it fails when it is opened
        return False


def _is_where_it_was(item: Input, entry: Entry) -> bool:
    """Return whether a file has the place, the size and the time that it had."""
    return bool(item.place) and entry.source == item.place and entry.stamp == item.stamp()


def kept(
    task: Callable[[Input], D], journal: Journal, args: argparse.Namespace
) -> Callable[[Input], D | None]:
    """Wrap the task of a run so that the journal knows what becomes of each input.

    The task returns None for an input that would cost more than it may: it waits for another run.
    """
    options = options_of(args)

    def noted(item: Input) -> D:
        begun = time.monotonic()
        entry = Entry(item.key, State.BEGUN, item.place, item.stamp(), item.digest, options)
        journal.begin(entry)
        done = task(item)
        _make_durable(done.written)
        seconds = time.monotonic() - begun
        journal.finish(item.key, done.written, done.pages, seconds, done.figures)
        return done

    def watched(item: Input) -> D | None:
        try:
            return noted(item)
        except OverBudget as error:
            journal.fail(item.key, State.WAITING, str(error))
            return None
        except Exception as error:
            journal.fail(item.key, _state(error), worded(error)[:_LONGEST])
            raise

    return watched


def _state(error: Exception) -> State:
    """Return whether an input that failed is worth another try."""
    is_gone = isinstance(error, ServiceError) and error.status_code == _GONE and error.operation
    is_lasting = isinstance(error, (ReadError, ImageError, WriteError))
    return State.REFUSED if is_lasting or is_gone else State.FAILED


def _make_durable(paths: Iterable[Path]) -> None:
    """Have outputs on the disk before the journal calls them done: the power may fail."""
    for path in paths:
        descriptor = os.open(path, _FOR_SYNC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

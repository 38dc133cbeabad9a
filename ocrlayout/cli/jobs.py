"""One task for every input, here or in several processes; one that fails stops no other."""

import argparse
import contextlib
import errno
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ocrlayout import cores
from ocrlayout.batch import run
from ocrlayout.cli import options
from ocrlayout.cli.answers import NONE
from ocrlayout.cli.claims import Claims
from ocrlayout.cli.console import Console, listen, worded
from ocrlayout.cli.inputs import Input
from ocrlayout.cli.recognition import Recognizer
from ocrlayout.cli.usage import WrongOption
from ocrlayout.cluster import Cluster
from ocrlayout.errors import JournalError, OcrLayoutError
from ocrlayout.workers import Here, Threads, Workers

__all__ = ["DiskFull", "Host", "Pool", "each", "pool"]

Value = TypeVar("Value")

_ENDING = (WrongOption, JournalError, BrokenPipeError)  # errors that the next input would meet, too
# so would it these; and what a service reads meanwhile is paid for
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))  # Windows does not have quotas
_ROOM = "nothing more was begun; make room, and give the same command again"
# answers: to start two processes takes as long as to convert about a hundred, of a page each
_WORTH_IT = 100
_AHEAD = 2  # threads a process: one waits for the disk while the other has it work
_WINDOW = 256  # inputs whose lines wait for those of one before them


class DiskFull(OcrLayoutError, OSError):
    """There is no room for what is written."""


@dataclass(frozen=True)
class Host:
    """What a task talks to, wherever it runs."""

    console: Console
    claims: Claims

    def say(self, message: str) -> None:
        """Show a message."""
        self.console.say(message)

    def working(self, name: str, what: str) -> None:
        """Show what is under way."""
        self.console.working(name, what)

    def claim_pages(self, paths: Sequence[Path], whole: Path) -> None:
        """Claim the files of single pages; see `Claims`."""
        self.claims.claim_pages(paths, whole)


class Pool(NamedTuple):
    """What a run has to work with.

    Attributes
    ----------
    threads : int
        Inputs under way at once; each waits for a process, a service or the disk.
    workers : Here or Workers
        Where what takes a core is done.
    readers : Workers or None
        That the local engine has, too, where there are fewer inputs than cores.
    """

    threads: int
    workers: Here | Workers | Cluster
    readers: Workers | None = None

    def close(self) -> None:
        """End the processes."""
        if self.readers:
            self.readers.close()
        self.workers.close()


@contextlib.contextmanager
def pool(
    args: argparse.Namespace, items: Sequence[Input], engine: Recognizer | None
) -> Iterator[Pool]:
    """Choose how many threads and processes a run gets, and end them with it.

    Parameters
    ----------
    args : Namespace
        Its `jobs` are things to do at once; as many as there are cores where that is not said, and
        one where there are few answers, which are not worth a process.
    items : sequence of Input
        What is to be done.
    engine : Recognizer or None
    """
    chosen = _in_cluster(args, engine) if args.cluster else _here(args.jobs, items, engine)
    try:
        yield chosen
    finally:
        chosen.close()


def _here(asked: int | None, items: Sequence[Input], engine: Recognizer | None) -> Pool:
    there = cores.available()
    is_little = asked is None and engine is None and len(items) < _WORTH_IT
    at_once = 1 if is_little else min(asked or there, max(1, len(items)))
    processes = min(at_once, there)
    workers: Here | Workers = Workers(processes, _prepare) if at_once > 1 else Here()
    threads = min(_AHEAD * processes, len(items)) if at_once > 1 else 1
    if engine is None:
        return Pool(threads, workers)
    most = min(asked or there, there)
    spare = most // processes
    readers = Workers(most, _prepare) if spare > 1 and not engine.is_remote else None
    engine.work_in(workers, cores=spare, at_once=at_once, readers=readers)
    return Pool(at_once if engine.is_remote else threads, workers, readers)


def _in_cluster(args: argparse.Namespace, engine: Recognizer | None) -> Pool:
    """Have the workers of a cluster work; what is asked of a service is asked from here."""
    workers = Cluster(args.cluster)
    threads = args.jobs or min(_AHEAD * workers.cores, options.MOST_JOBS)
    if engine:
        engine.work_in(workers, cores=1, at_once=threads)
    return Pool(threads, workers)


def sent(args: argparse.Namespace) -> argparse.Namespace:
    """Return the options as tasks get them: those of a cluster may run in another folder."""
    folder = getattr(args, "answers", None)
    if not args.cluster or folder in (None, NONE):
        return args
    return argparse.Namespace(**vars(args) | {"answers": str(Path(folder).absolute())})


def _prepare(host: Any) -> None:
    """Make a process ready: what the package notes is shown by the one that the user sees."""
    warnings.filterwarnings("ignore", module="PIL")
    listen(host.say)


def each(
    items: Sequence[Input],
    task: Callable[[Input], Value],
    console: Console,
    threads: int = 1,
) -> Iterator[tuple[Input, Value]]:
    """Run a task on every input, and yield the values of those that did not fail, in order.

    Raises
    ------
    WrongOption, JournalError, BrokenPipeError, DiskFull
        What would fail for every input ends the run.
    """
    with console.progress(len(items)), _executor(threads) as executor:
        for outcome in run(task, items, executor=executor, window=_WINDOW):
            if isinstance(outcome.error, _ENDING):
                raise outcome.error
            if isinstance(outcome.error, OSError) and outcome.error.errno in _FULL:
                raise DiskFull(f"{worded(outcome.error)}; {_ROOM}") from outcome.error
            if outcome.error is not None:
                console.failed(outcome.job.name, outcome.error)
            else:
                yield outcome.job, outcome.value  # type: ignore[misc]  # a value, as it did not fail


@contextlib.contextmanager
def _executor(threads: int) -> Iterator[Threads | None]:
    if threads == 1:
        yield None
        return
    executor = Threads(threads)
    try:
        yield executor
    finally:
        executor.close()

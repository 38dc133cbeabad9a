"""One task for every input: one that fails is reported, and does not stop the rest."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from ocrlayout.batch import run
from ocrlayout.cli.console import Console
from ocrlayout.cli.inputs import Input
from ocrlayout.cli.usage import WrongOption
from ocrlayout.errors import JournalError

__all__ = ["each"]

Value = TypeVar("Value")

_ENDING = (WrongOption, JournalError, BrokenPipeError)  # errors that the next input would meet, too


def each(
    items: Sequence[Input], task: Callable[[Input], Value], console: Console
) -> Iterator[tuple[Input, Value]]:
    """Run a task on every input, and yield the values of those that did not fail.

    Raises
    ------
    WrongOption, JournalError, BrokenPipeError
        What would fail for every input ends the run.
    """
    with console.progress(len(items)):
        for outcome in run(task, items):
            if isinstance(outcome.error, _ENDING):
                raise outcome.error
            if outcome.error is not None:
                console.report(outcome.job.name, outcome.error)
            else:
                yield outcome.job, outcome.value  # type: ignore[misc]  # a value, as it did not fail

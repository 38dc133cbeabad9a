"""The pages of one scan, recognized by several processes: a book alone takes all cores, too."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from ocrlayout.batch import run
from ocrlayout.errors import ImageError
from ocrlayout.workers import Threads

__all__ = ["processes", "recognized"]

_log = logging.getLogger("ocrlayout")

_LEAST = 2  # pages that a process gets at least: it has to start, and to load its models
_ROUNDS = 4  # pieces for each process: at the end, none waits long for the last

Recognize = Callable[[Sequence[int]], dict[str, Any]]


def processes(pages: int, cores: int) -> int:
    """Return how many processes are worth their start for so many pages.

    Examples
    --------
    >>> processes(20, cores=4), processes(3, cores=4)
    (4, 1)
    """
    return max(1, min(cores, pages // _LEAST))


def recognized(recognize: Recognize, numbers: Sequence[int], count: int) -> list[dict[str, Any]]:
    """Recognize pages, some of them at once, and return the answers in the order of the pages.

    Parameters
    ----------
    recognize : callable of page numbers
        Is called in several threads.
    numbers : sequence of int
    count : int
        Calls at once.

    Raises
    ------
    ImageError
        No page can be opened; where some can, the log names the others.
    """
    threads = Threads(count)
    found: list[dict[str, Any] | ImageError] = []
    try:
        pieces = _divided(numbers, count * _ROUNDS)
        for outcome in run(partial(_piece, recognize), pieces, executor=threads):
            if outcome.error is not None:
                raise outcome.error
            found += outcome.value or []
    finally:
        threads.close()
    return _without_broken(found)


def _divided(numbers: Sequence[int], count: int) -> list[Sequence[int]]:
    """Divide pages into pieces of neighbors that differ by one page at most."""
    count = min(count, len(numbers))
    ends = [len(numbers) * piece // count for piece in range(count + 1)]
    return [numbers[start:end] for start, end in pairwise(ends)]


def _piece(recognize: Recognize, numbers: Sequence[int]) -> list[dict[str, Any] | ImageError]:
    """Recognize some pages; where none of them can be opened, say of each why."""
    try:
        return [recognize(numbers)]
    except ImageError as error:
        if len(numbers) == 1:
            return [error]
    return [found for number in numbers for found in _piece(recognize, [number])]


def _without_broken(found: Sequence[dict[str, Any] | ImageError]) -> list[dict[str, Any]]:
    broken = [each for each in found if isinstance(each, ImageError)]
    answers = [each for each in found if not isinstance(each, ImageError)]
    if broken and not answers:
        raise broken[0]
    for error in broken:
        _log.warning("%s; the page is left out", error)
    return answers

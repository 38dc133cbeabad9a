"""What a run without a journal notes for its report."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from ocrlayout.cli.console import worded
from ocrlayout.cli.inputs import Input
from ocrlayout.cli.resuming import Done
from ocrlayout.journal import Entry, PageFigures, State

__all__ = ["Notes"]

D = TypeVar("D", bound=Done)


class Notes:
    """What became of each input, as a journal would have it; threads may share it."""

    def __init__(self) -> None:
        self._found: list[tuple[Entry, Sequence[PageFigures]]] = []

    def noting(self, task: Callable[[Input], D]) -> Callable[[Input], D]:
        """Wrap the task of a run so that what becomes of each input is noted."""

        def noted(item: Input) -> D:
            begun = time.monotonic()
            try:
                done = task(item)
            except Exception as error:
                self._found.append((Entry(item.key, State.FAILED, error=worded(error)), ()))
                raise
            seconds = time.monotonic() - begun
            written = tuple(map(str, done.written))
            entry = Entry(item.key, State.DONE, written=written, pages=done.pages, seconds=seconds)
            self._found.append((entry, done.figures))
            return done

        return noted

    def entries(self, billed: Mapping[str, int]) -> list[tuple[Entry, Sequence[PageFigures]]]:
        """Return what was noted, with the pages that each input had billed."""
        return [
            (entry._replace(billed=billed.get(entry.key, 0)), pages)
            for entry, pages in sorted(self._found, key=lambda one: one[0].key)
        ]

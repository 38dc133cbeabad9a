"""What a run may cost: pages that services are paid for."""

import argparse
import contextlib
import math
import threading
from collections.abc import Iterator, Sequence

from ocrlayout.cli.inputs import Input
from ocrlayout.cli.usage import Usage
from ocrlayout.errors import OcrLayoutError

__all__ = ["Budget", "OverBudget", "refuse_urls"]

_GRACE = 5.0  # seconds that an interrupted run waits for what it was sending


def refuse_urls(args: argparse.Namespace, items: Sequence[Input]) -> None:
    """Refuse inputs whose pages cannot be counted where they must be.

    Raises
    ------
    Usage
        A service is to fetch an input, and ``--max-billed`` is given.
    """
    urls = [item.name for item in items if isinstance(item.source, str)]
    if args.max_billed is not None and urls:
        raise Usage(f"--max-billed takes files: how many pages {urls[0]} has is not known here")


class OverBudget(OcrLayoutError):
    """An input would bill more pages than are left; it is left for another run."""


class Budget:
    """The pages that a run may have billed, counted before they are sent; threads share it.

    Parameters
    ----------
    limit : int or None
        None is no limit.

    Attributes
    ----------
    spent : int
        Pages that were accepted, or are on their way.

    Examples
    --------
    >>> budget = Budget(10)
    >>> with budget.submission(8) as submission:
    ...     submission.arrive()
    >>> with budget.submission(3):
    ...     print("not reached")
    Traceback (most recent call last):
    ocrlayout.cli.billing.OverBudget: 3 pages more would be billed, and --max-billed 10 leaves 2
    """

    def __init__(self, limit: int | None) -> None:
        self.limit = limit
        self.spent = 0
        self._is_closed = self._is_over = False
        self._on_their_way = 0
        self._changed = threading.Condition()

    @contextlib.contextmanager
    def submission(self, pages: int) -> Iterator["Submission"]:
        """Count pages that are sent now; where they do not arrive, they are not counted.

        Raises
        ------
        OverBudget
            They are more than are left; after that, nothing is sent any more.
        KeyboardInterrupt
            The run is over.
        """
        with self._changed:
            self._reserve(pages)
            self._on_their_way += 1
        submission = Submission(self)
        try:
            yield submission
        finally:
            if submission.is_on_its_way:
                self.count(-pages)
                submission.arrive()

    def _reserve(self, pages: int) -> None:
        left = math.inf if self.limit is None else self.limit - self.spent
        self._is_closed = self._is_closed or pages > left
        if self._is_over:
            raise KeyboardInterrupt
        if self._is_closed:
            raise OverBudget(
                f"{pages} pages more would be billed, and --max-billed {self.limit} leaves {left}"
            )
        self.spent += pages

    def count(self, pages: int = 0, on_their_way: int = 0) -> None:
        """Count pages, and submissions, more or fewer."""
        with self._changed:
            self.spent += pages
            self._on_their_way += on_their_way
            self._changed.notify_all()

    def settle(self) -> None:
        """Let nothing be sent any more, and wait a while for what is on its way.

        What a service accepts is billed, so it should be known.
        """
        with self._changed:
            self._is_over = True
            self._changed.wait_for(lambda: not self._on_their_way, timeout=_GRACE)


class Submission:
    """A document that is sent.

    Attributes
    ----------
    is_on_its_way : bool
        It was not accepted yet.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget, self.is_on_its_way = budget, True

    def arrive(self) -> None:
        """Note that the service has accepted it, or will not."""
        self.is_on_its_way = False
        self._budget.count(on_their_way=-1)

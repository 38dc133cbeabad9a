"""What a run may cost: pages that services are paid for."""

import argparse
from collections.abc import Sequence

from ocrlayout.cli.inputs import Input
from ocrlayout.cli.usage import Usage
from ocrlayout.errors import OcrLayoutError

__all__ = ["Budget", "OverBudget", "refuse_urls"]


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
    """The pages that a run may have billed.

    Parameters
    ----------
    limit : int or None
        None is no limit.

    Attributes
    ----------
    spent : int
        Pages that were accepted.

    Examples
    --------
    >>> budget = Budget(10)
    >>> budget.spend(8)
    >>> budget.check(3)
    Traceback (most recent call last):
    ocrlayout.cli.billing.OverBudget: 3 pages more would be billed, and --max-billed 10 leaves 2
    """

    def __init__(self, limit: int | None) -> None:
        self.limit = limit
        self.spent = 0
        self._is_closed = False

    def check(self, pages: int) -> None:
        """Refuse pages that are more than are left; after that, nothing is billed any more.

        Raises
        ------
        OverBudget
        """
        if self.limit is None:
            return
        left = self.limit - self.spent
        self._is_closed = self._is_closed or pages > left
        if self._is_closed:
            raise OverBudget(
                f"{pages} pages more would be billed, and --max-billed {self.limit} leaves {left}"
            )

    def spend(self, pages: int) -> None:
        """Count pages that a service has accepted."""
        self.spent += pages

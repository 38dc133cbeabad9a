"""A rule of a profile, and how it is said that it is broken."""

from collections.abc import Callable
from typing import NamedTuple

from ocrlayout.check.profiles.facts import Facts

__all__ = ["BrokenRule", "Rule"]


class BrokenRule(NamedTuple):
    """A rule that a PDF breaks.

    Attributes
    ----------
    profile : str
        ``"PDF/UA-1"``, ``"PDF/A-2a"``.
    number : str
        Clause of the standard, and test, as veraPDF counts them.
    fault : str
        What is wrong.
    times : int
        How often.
    """

    profile: str
    number: str
    fault: str
    times: int

    def __str__(self) -> str:
        """Say it in a clause.

        Examples
        --------
        >>> str(BrokenRule("PDF/UA-1", "7.3-1", "a figure without alternative text", 2))
        'PDF/UA-1 7.3-1: a figure without alternative text (2 times)'
        """
        often = f" ({self.times} times)" if self.times > 1 else ""
        return f"{self.profile} {self.number}: {self.fault}{often}"


class Rule(NamedTuple):
    """A rule: the lowest profile that has it, its number, the fault, and what counts it."""

    profile: str
    number: str
    fault: str
    broken: Callable[[Facts], int]

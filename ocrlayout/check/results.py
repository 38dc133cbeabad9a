"""What a check has found: counts, and the first faults."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ocrlayout.check.profiles.rules import BrokenRule

__all__ = ["EXAMPLES", "Check", "Fault", "total"]

EXAMPLES = 5  # faults that are named one by one
Kind = Literal["missing", "misplaced", "doubled"]


class Fault(NamedTuple):
    """A word that is not as it should be.

    Attributes
    ----------
    kind : {"missing", "misplaced", "doubled"}
    page : int
        Of the PDF, from 1.
    word : int
        Row in the words of the document's page.
    text : str
        How it begins.
    """

    kind: Kind
    page: int
    word: int
    text: str


@dataclass(frozen=True, slots=True)
class Check:
    """What of a document was found in its PDF.

    Attributes
    ----------
    pages : int
        That the PDF should have.
    pages_read : int
        That it has.
    words : int
        Of the document, but for those that no text layer can hold: control characters alone.
    found : int
        In their place, whoever has written them.
    own : int
        In whose place the page's own text says something else, as it did before.
    misplaced : int
        Elsewhere on their page.
    missing : int
        Not on their page.
    doubled : int
        Found more than once in their place, and more often than the page had them before.
    lines, whole_lines : int
        Lines of words; those whose words follow one another in what was read.
    examples : tuple of Fault
        The first faults.
    broken_rules : tuple of BrokenRule
        Of the profiles that the PDF was to meet.
    """

    pages: int = 0
    pages_read: int = 0
    words: int = 0
    found: int = 0
    own: int = 0
    misplaced: int = 0
    missing: int = 0
    doubled: int = 0
    lines: int = 0
    whole_lines: int = 0
    examples: tuple[Fault, ...] = ()
    broken_rules: tuple[BrokenRule, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether all pages and words are there, each once and in its place; no rule is broken."""
        faults = self.misplaced + self.missing + self.doubled
        return not (faults or self.broken_rules) and self.pages == self.pages_read


def total(checks: Iterable[Check]) -> Check:
    """Add up the checks of pages.

    Examples
    --------
    >>> total([Check(words=3, found=3), Check(words=2, found=1, missing=1)]).words
    5
    """
    counts, examples = dict.fromkeys(_COUNTS, 0), list[Fault]()
    for check in checks:
        for name in _COUNTS:
            counts[name] += getattr(check, name)
        examples += check.examples[: EXAMPLES - len(examples)]
    return Check(**counts, examples=tuple(examples), broken_rules=())


_COUNTS = [name for name in Check.__slots__ if name not in ("examples", "broken_rules")]

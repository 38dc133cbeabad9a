"""Marked content: operators that put the words of a page into their elements."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from ocrlayout.writers.pdf.operators import Written
from ocrlayout.writers.pdf.runs import Runs
from ocrlayout.writers.pdf.tagging.elements import SCAN, Element, Slot

__all__ = ["BLANK", "LAYOUT", "NO_BLANK", "MarkedContent"]

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# What stands between the end of a line and the next one of its element.
LAYOUT, BLANK, NO_BLANK = 0, 1, 2  # whatever the layout of the text has; a space; nothing


class MarkedContent:
    """The marked content of a page; each piece of an element is numbered as it is written.

    Parameters
    ----------
    slots : sequence of Element or Artifact
    word_slot : (n,) array_like of int
        Which of them each word of the page belongs to.
    line_end : (m,) array_like of int
        ``LAYOUT``, ``BLANK`` or ``NO_BLANK`` for each line of the page.

    Attributes
    ----------
    owners : list of Element
        The element of each numbered piece.
    """

    def __init__(
        self, slots: Sequence[Slot], word_slot: npt.ArrayLike, line_end: npt.ArrayLike
    ) -> None:
        self._slots = slots
        self._word_slot, self.line_end = np.asarray(word_slot), np.asarray(line_end)
        self._open: Slot | None = None
        self.owners: list[Element] = []

    def spaced_lines(self, runs: Runs) -> Flags:
        """Find the runs whose line is to end in a space."""
        found: Flags = self.line_end[runs.line] == BLANK
        return found

    def line(self, runs: Runs, rows: range, words: Iterable[Written]) -> Iterator[str]:
        """Write the line of some runs.

        A space at its end that its element does not have is not part of the element.
        """
        slots = self._word_slot[runs.word[rows.start : rows.stop]].tolist()
        hides = self.line_end[runs.line[rows.start]] == NO_BLANK
        for row, slot, (text, space) in zip(rows, slots, words, strict=True):
            yield self.switch(self._slots[slot]) + text
            is_hidden = space and hides and row == rows.stop - 1
            yield self.switch(SCAN) + space if is_hidden else space

    def switch(self, slot: Slot) -> str:
        """Write the operators that end what is open and begin a slot, if that is another one."""
        if slot is self._open:
            return ""
        ended = self.end()
        self._open = slot
        if not isinstance(slot, Element):
            return ended + slot.opening
        number = len(self.owners)
        self.owners.append(slot)
        slot.hold(number)
        return f"{ended}/{slot.kind}<</MCID {number}>>BDC "

    def end(self) -> str:
        """Write the operator that ends what is open."""
        ended = "EMC " if self._open else ""
        self._open = None
        return ended

    def around(self, slot: Slot, operators: bytes) -> bytes:
        """Put operators into a slot, by themselves."""
        opening = self.switch(slot)
        return opening.encode("latin-1") + operators + self.end().encode("latin-1") + b"\n"

"""Lists of pages as people type them: ``"1-3,7"``, ``"5-"``, ``"-2"``; one grammar for all rooms.

A range without a first page begins at page 1, one without a last page goes on to the end. Spaces,
repetitions and overlaps do not matter.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["PageRange", "PageRanges", "parse"]

_PART = re.compile(r"\s*(?:(?P<page>\d+)|(?P<first>\d*)\s*-\s*(?P<last>\d*))\s*", re.ASCII)
_LONGEST = 60  # characters of a list that a message repeats
_DIGITS = 18  # of a page number; Python refuses to convert thousands of them


@dataclass(frozen=True, slots=True)
class PageRange:
    """One part of a list.

    Attributes
    ----------
    first : int
        Counted from 1.
    last : int or None
        None for a range that goes on to the end.
    is_page : bool
        True for a page that is named singly.
    """

    first: int
    last: int | None
    is_page: bool = False

    def __str__(self) -> str:
        """Spell it as Azure does: a number, or a range with its first page."""
        if self.is_page:
            return str(self.first)
        return f"{self.first}-{self.last if self.last is not None else ''}"

    def within(self, there: list[int]) -> list[int]:
        """Return those of the sorted numbers `there` that lie in the range."""
        start = bisect_left(there, self.first)
        return (
            there[start : bisect_right(there, self.last)]
            if self.last is not None
            else there[start:]
        )


@dataclass(frozen=True, slots=True)
class PageRanges:
    """A list of pages, in the order in which it was written.

    Attributes
    ----------
    parts : tuple of PageRange
    """

    parts: tuple[PageRange, ...]

    def __str__(self) -> str:
        """Spell the list as Azure's services take it: with commas, without spaces."""
        return ",".join(map(str, self.parts))

    def among(self, there: Iterable[int]) -> list[int]:
        """Choose from the page numbers that a document has.

        Parameters
        ----------
        there : iterable of int
            Such as ``range(1, 10)``.

        Returns
        -------
        list of int
            Sorted, each number once.

        Raises
        ------
        ValueError
            A page that is named singly is not there, or a range does not meet any page that is. A
            range that begins inside the document is cut at its last page.

        Examples
        --------
        >>> parse("7, 1-2, 5-999999999999").among(range(1, 8))
        [1, 2, 5, 6, 7]
        """
        numbers = sorted(set(there))
        chosen: set[int] = set()
        for part in self.parts:
            found = part.within(numbers)
            if not found:
                last = f"the last is {numbers[-1]}" if numbers else "the document is empty"
                raise ValueError(f"pages {_short(str(self))}: there is no page {part}, {last}")
            chosen.update(found)
        return sorted(chosen)


def parse(pages: str | int | Iterable[int | str]) -> PageRanges:
    """Parse a list of pages.

    Parameters
    ----------
    pages : str, int or iterable of these
        A list such as ``"1-3,7"``, one page, or several of either.

    Returns
    -------
    PageRanges

    Raises
    ------
    ValueError
        It is not such a list.

    Examples
    --------
    >>> str(parse("1 - 3, 7")), str(parse("-2")), str(parse([1, "5-"]))
    ('1-3,7', '1-2', '1,5-')
    """
    given = [pages] if isinstance(pages, (str, int)) else list(pages)
    written = ",".join(map(str, given))
    if any(not isinstance(item, str) and not str(item).isdecimal() for item in given):
        raise _refused(written)
    return PageRanges(tuple(_parsed(part, written) for part in written.split(",")))


def spelled(numbers: Iterable[int]) -> str:
    """Spell page numbers as a list, with ranges.

    Parameters
    ----------
    numbers : iterable of int
        In any order.

    Examples
    --------
    >>> spelled([3, 4, 5, 7])
    '3-5,7'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def named(numbers: Iterable[int]) -> str:
    """Name pages in a message, with ranges.

    Parameters
    ----------
    numbers : iterable of int
        In any order.

    Examples
    --------
    >>> named([3, 4, 5, 7]), named([2])
    ('pages 3-5, 7', 'page 2')
    """
    listed = spelled(numbers).replace(",", ", ")
    return f"page {listed}" if listed.isdecimal() else f"pages {listed}"


def _parsed(part: str, written: str) -> PageRange:
    match = _PART.fullmatch(part)
    digits = max(map(len, re.findall(r"\d+", part)), default=0)
    if not match or not 0 < digits <= _DIGITS:
        raise _refused(written)
    found = _page(match["page"]) if match["page"] else _range(match["first"], match["last"])
    if found.first < 1 or (found.last is not None and found.last < found.first):
        raise _refused(written)
    return found


def _page(number: str) -> PageRange:
    return PageRange(int(number), int(number), is_page=True)


def _range(first: str, last: str) -> PageRange:
    return PageRange(int(first or 1), int(last) if last else None)


def _refused(written: str) -> ValueError:
    return ValueError(
        "pages are numbers and ranges counted from 1, such as '1-3,7', '5-' or '-2',"
        f" not {_short(written)!r}"
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

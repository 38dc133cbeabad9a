"""Pages whose words stand beside their lines, joined by spans: offset and length in the text of the whole answer.

So do Document Intelligence and the previews of Image Analysis 4.0 send them. An offset counts code
points, UTF-16 units or grapheme clusters, as ``stringIndexType`` says; offsets are only ever
compared with each other, so that it does not matter which.
"""

import re
from collections.abc import Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from ocrlayout.errors import ReadError
from ocrlayout.readers import _azure, _rows

_MARK = re.compile(r"\s*:(?:un)?selected:\s*")
_MARKS = (":selected:", ":unselected:")
_FARTHEST = 2**53
_PAGE = ("pageNumber", "page_number", "lines", "words")
_SPAN, _PAIR = itemgetter("span"), itemgetter("offset", "length")
Integers = npt.NDArray[np.int64]


class Ranges:
    """Spans of many things, to ask which one an offset lies in.

    Parameters
    ----------
    starts, ends : sequences of int
        Half open.
    owners : sequence of int
        The thing that each span belongs to.

    Examples
    --------
    >>> Ranges([0, 10], [5, 12], [7, 8]).owner(np.array([4, 5, 11])).tolist()
    [7, -1, 8]
    """

    def __init__(self, starts: Sequence[int], ends: Sequence[int], owners: Sequence[int]) -> None:
        first, last, owner = (np.array(column, np.int64) for column in (starts, ends, owners))
        order = np.lexsort((-last, first))
        self.starts, self.ends, self.owners = first[order], last[order], owner[order]
        self.farthest = np.maximum.accumulate(self.ends)
        nested = bool((self.ends < self.farthest).any())
        self._pieces = (
            _innermost(self.starts, self.ends, self.owners)
            if nested
            else (self.starts, self.ends, self.owners)
        )

    @classmethod
    def of(
        cls, things: Sequence[dict[str, Any]], where: str | Sequence[str], provider: str
    ) -> "Ranges":
        """Take the ``spans`` of objects; `where` is the path of their list, or of each."""
        places = (
            [f"{where}[{owner}]" for owner in range(len(things))]
            if isinstance(where, str)
            else where
        )
        rows = [
            (*_span(span, f"{place}.spans[{index}]", provider), owner)
            for owner, (thing, place) in enumerate(zip(things, places, strict=True))
            for index, span in enumerate(
                _rows.items(thing.get("spans"), f"{place}.spans", provider)
            )
        ]
        starts, lengths, owners = zip(*rows, strict=True) if rows else ((), (), ())
        return cls(
            starts, [start + length for start, length in zip(starts, lengths, strict=True)], owners
        )

    def owner(self, offsets: Integers) -> Integers:
        """Return whose span each offset lies in, of several the one that starts last; −1 where none."""
        starts, ends, owners = self._pieces
        if not len(starts):
            return np.full(len(offsets), -1)
        row = np.searchsorted(starts, offsets, side="right") - 1
        return np.where((row >= 0) & (offsets < ends[row]), owners[row], -1)

    def touched(self, starts: Integers, ends: Integers) -> npt.NDArray[np.bool_]:
        """Tell which ranges share an offset with any of these spans."""
        if not len(self.starts):
            return np.zeros(len(starts), np.bool_)
        row = np.searchsorted(self.starts, ends, side="left") - 1
        found: npt.NDArray[np.bool_] = (row >= 0) & (self.farthest[row] > starts)
        return found


def _innermost(
    starts: Integers, ends: Integers, owners: Integers
) -> tuple[Integers, Integers, Integers]:
    """Cut spans that lie within others, sorted by start, into pieces that do not; the innermost has the piece."""
    marks = np.unique(np.concatenate([starts, ends]))
    rows = np.searchsorted(starts, marks, side="right").tolist()
    bounds, holders = ends.tolist(), owners.tolist()
    held: list[int] = []
    within: list[int] = []
    done = 0
    for mark, row in zip(marks.tolist(), rows, strict=True):
        within += range(done, row)
        done = row
        while within and bounds[within[-1]] <= mark:
            within.pop()
        held.append(holders[within[-1]] if within else -1)
    return marks[:-1], marks[1:], np.array(held[:-1], np.int64)


class Joined:
    """The lines of a page, put together from its ``words`` and ``lines``.

    A word belongs to the line in one of whose spans its offset lies. Words of no line become lines
    of their own, at their place among the others; without any polygon (the page of a DOCX) those of
    one paragraph make one line. Selection marks (``:selected:``) are no words.

    Parameters
    ----------
    page : dict
    where : str
        Path of the page.
    provider : str
    paragraphs : Ranges
    markdown : bool
        Where the words do not cover a line's text, the text is markdown and the words are what is
        on the page.

    Attributes
    ----------
    rows : Rows
    starts, ends : lists of int
        Offsets of each line: of its first character, and past its last.
    """

    def __init__(
        self,
        page: dict[str, Any],
        where: str,
        provider: str,
        paragraphs: Ranges,
        *,
        markdown: bool = False,
    ) -> None:
        _rows.needed(page, _PAGE, "a page", where, provider)
        self.rows = _rows.Rows(provider, where)
        self.provider, self.markdown = provider, markdown
        self.starts: list[int] = []
        self.ends: list[int] = []
        prefix = f"{where}." if where else ""
        self.words = f"{prefix}words"
        lines = _rows.items(page.get("lines"), f"{prefix}lines", provider)
        ranges = Ranges.of(lines, f"{prefix}lines", provider)
        bounds = self._gather(
            _rows.items(page.get("words"), self.words, provider), ranges, len(lines)
        )
        extents = _extents(ranges, len(lines))
        if (
            self.numbers and (extents < 0).any()
        ):  # its words would be there twice: in it, and as lines of their own
            place = f"{prefix}lines[{int(np.argmax(extents[:, 0] < 0))}].spans"
            raise ReadError("a line needs spans, to find its words", provider=provider, where=place)
        alone = self._alone(bounds[0], paragraphs)
        highest = np.maximum.accumulate(extents[:, 0]).tolist()
        for index, line in enumerate(lines):
            while alone and self.offsets[alone[0].start] < highest[index]:
                self._orphans(alone.pop(0))
            words = slice(bounds[index], bounds[index + 1])
            self._line(line, f"{prefix}lines[{index}]", words, extents[index].tolist())
        for words in alone:
            self._orphans(words)

    def _gather(self, words: list[dict[str, Any]], lines: Ranges, count: int) -> list[int]:
        """Take the words as columns, line after line, those of no line first; return where each line's begin."""
        offsets, lengths = _offsets(words, self.words, self.provider, needed=bool(count))
        owner = lines.owner(offsets)
        order = np.lexsort((offsets, owner))
        self.numbers = [row for row in order.tolist() if words[row].get("content") not in _MARKS]
        self.texts: list[Any] = [words[row].get("content") for row in self.numbers]
        self.boxes = _azure.flats(
            [words[row].get("polygon") or _box(words[row]) for row in self.numbers]
        )
        self.sure = [words[row].get("confidence") for row in self.numbers]
        self.offsets, self.lengths = offsets[self.numbers], lengths[self.numbers]
        bounds: list[int] = np.searchsorted(owner[self.numbers], np.arange(count + 1)).tolist()
        return bounds

    def _alone(self, count: int, paragraphs: Ranges) -> list[slice]:
        """Group the words of no line: by paragraph where there is no polygon, else each for itself."""
        of = paragraphs.owner(self.offsets[:count]).tolist()
        groups: list[slice] = []
        for word in range(count):
            before = groups[-1].start if groups else word
            joins = (
                word
                and of[word] == of[before] >= 0
                and not self.boxes[word]
                and not self.boxes[word - 1]
            )
            if joins:
                groups[-1] = slice(before, word + 1)
            else:
                groups.append(slice(word, word + 1))
        return groups

    def _orphans(self, words: slice) -> None:
        extent = (
            int(self.offsets[words.start]),
            int(self.offsets[words.stop - 1] + self.lengths[words.stop - 1]),
        )
        place = f"{self.words}[{self.numbers[words.start]}]"
        self._add(self._gaps(words), self.boxes[words.start], words, place, extent)

    def _line(self, line: dict[str, Any], place: str, words: slice, extent: Sequence[int]) -> None:
        content = line.get("content")
        if content is None:
            if words.start == words.stop:
                _rows.needed(line, ("content",), "a line", place, self.provider)
            text = self._gaps(words)
        else:
            text = self._text(_rows.text(content, f"{place}.content", self.provider), words)
        if (
            text or not content or words.start < words.stop
        ):  # a line of selection marks alone is none
            self._add(text, _polygon(line), words, place, extent)

    def _add(
        self, text: str, polygon: Any, words: slice, place: str, extent: Sequence[int]
    ) -> None:
        self.starts.append(extent[0])
        self.ends.append(extent[1])
        self.rows.add_columns(
            text,
            polygon,
            self.texts[words],
            self.boxes[words],
            self.sure[words],
            place=place,
            word_places=lambda index: f"{self.words}[{self.numbers[words.start + index]}]",
        )

    def _text(self, content: str, words: slice) -> str:
        """Return a line's text; what is decoration, not print, goes where the words then cover it."""
        texts = self.texts[words]
        if not texts:
            return _MARK.sub(" ", content).strip() if _MARK.search(content) else content
        try:
            if _rows.covers(content, texts):
                return content
        except TypeError:  # no text: Rows names the word
            return content
        unmarked = _MARK.sub(" ", content).strip()
        if _rows.covers(unmarked, texts):
            return unmarked
        return self._gaps(words) if self.markdown else content

    def _gaps(self, words: slice) -> str:
        """Join words with a space where their spans leave a gap."""
        starts, ends = self.offsets[words], self.offsets[words] + self.lengths[words]
        spaced = [*(ends[:-1] < starts[1:]).tolist(), False]
        places = (f"{self.words}[{number}]" for number in self.numbers[words])
        texts = [
            _rows.text(text, place, self.provider)
            for text, place in zip(self.texts[words], places, strict=True)
        ]
        return "".join(text + " " * space for text, space in zip(texts, spaced, strict=False))


def styles(result: dict[str, Any], where: str, provider: str) -> list[tuple[Ranges, float]]:
    """Take the styles that tell of handwriting: where, and the probability that it is."""
    found = []
    for index, style in enumerate(_rows.items(result.get("styles"), f"{where}styles", provider)):
        written = _azure.pick(style, "isHandwritten")
        if isinstance(written, bool):
            place = f"{where}styles[{index}]"
            sure = _rows.confidence(style.get("confidence"), f"{place}.confidence", provider)
            sure = 1.0 if np.isnan(sure) else sure
            found.append((Ranges.of([style], [place], provider), sure if written else 1.0 - sure))
    return found


def handwritten(joined: Joined, known: list[tuple[Ranges, float]]) -> list[float]:
    """Return the probability that each line is handwriting; NaN where no style touches it."""
    column = np.full(len(joined.starts), np.nan)
    starts, ends = np.array(joined.starts, np.int64), np.array(joined.ends, np.int64)
    for ranges, probability in known:
        touched = ranges.touched(starts, ends)
        column[touched] = np.fmax(column[touched], probability)
    values: list[float] = column.tolist()
    return values


def _polygon(item: dict[str, Any]) -> Any:
    return _azure.flat(item.get("polygon") or _box(item))


def _box(item: dict[str, Any]) -> Any:
    return _azure.pick(item, "boundingBox")


def _extents(ranges: Ranges, count: int) -> Integers:
    """First offset and past-the-last of each line; −1 where it has no span."""
    extent = np.full((count, 2), -1)
    if len(ranges.owners):
        first = np.full(count, np.iinfo(np.int64).max)
        np.minimum.at(first, ranges.owners, ranges.starts)
        np.maximum.at(extent[:, 1], ranges.owners, ranges.ends)
        extent[:, 0] = np.where(extent[:, 1] < 0, -1, first)
    return extent


def _offsets(
    words: list[dict[str, Any]], where: str, provider: str, *, needed: bool
) -> tuple[Integers, Integers]:
    """Offset and length of each word; where no line asks for them, a word without span follows the one before."""
    try:
        pairs = list(map(_PAIR, map(_SPAN, words)))  # as they should be: all at once
        if set(map(type, chain.from_iterable(pairs))) == {int}:
            column = np.array(pairs, np.int64)
            if column.min() >= 0 and column.max() < _FARTHEST:
                return column[:, 0], column[:, 1]
    except (KeyError, TypeError, OverflowError):
        pass
    rows: list[tuple[int, int]] = []
    for index, word in enumerate(words):
        span = word.get("span")
        if span is None and not needed:
            span = {"offset": sum(rows[-1]) + 1 if rows else 0, "length": 0}
        rows.append(_span(span, where, provider, index))
    column = np.array(rows, np.int64).reshape(-1, 2)
    return column[:, 0], column[:, 1]


def _span(span: Any, where: str, provider: str, index: int = -1) -> tuple[int, int]:
    """Take a span; `where` is its own path, or with an index that of the list of the words."""
    if isinstance(span, dict):
        offset, length = span.get("offset"), span.get("length", 0)
        if (
            type(offset) is int
            and type(length) is int
            and 0 <= offset < _FARTHEST
            and 0 <= length < _FARTHEST
        ):
            return offset, length
    raise ReadError(
        f"a span has an offset and a length, whole numbers from 0; found {_rows.shorten(span)}",
        provider=provider,
        where=where if index < 0 else f"{where}[{index}].span",
    )

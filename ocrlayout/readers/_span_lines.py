"""Lines of a page whose words stand beside them, joined by spans."""

from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from ocrlayout.readers import _azure, _marks, _spans
from ocrlayout.readers._lines import LineBuilder, WordColumns, covers
from ocrlayout.readers._marks import Mark
from ocrlayout.readers._payload import Item, Json, Place
from ocrlayout.readers._spans import Integers, Ranges

__all__ = ["SpanLines", "SpanMark", "handwritten"]

_PAGE = ("pageNumber", "page_number", "lines", "words")
SpanMark = tuple[Mark, tuple[int, int]]


class SpanLines:
    """The lines of a page, put together from its ``words`` and ``lines``.

    A word belongs to the line in one of whose spans its offset lies. Words of no line become lines
    of their own, at their place among the others; without any polygon (the page of a DOCX) those of
    one paragraph make one line. Marks, formulas and barcodes are words; placeholders are not.

    Parameters
    ----------
    place : Place
    page : dict
    paragraphs : Ranges
    marks : sequence of (Mark, (offset, length))
    placeholders : collection of str
        Those among the words.
    markdown : bool
        Where the words do not cover a line's text, the text is markdown and the words are what is
        on the page.

    Attributes
    ----------
    builder : LineBuilder
    starts, ends : lists of int
        Offsets of each line: of its first character, and past its last.
    """

    def __init__(
        self,
        place: Place,
        page: Item,
        paragraphs: Ranges,
        marks: Sequence[SpanMark] = (),
        *,
        placeholders: Collection[str] = (),
        markdown: bool = False,
    ) -> None:
        place.needed(page, _PAGE, "a page")
        self.builder = LineBuilder()
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._sources: list[int] = []  # of each word: its row in the columns, −1 for a whole line
        self._markdown = markdown
        lines = place.items(page, "lines")
        ranges = Ranges.of(lines, (place / "lines").__truediv__)
        words = place.items(page, "words")
        at = place / "words"
        self._words = _Words(at, words, marks, (ranges, len(lines)), placeholders)
        extents = _spans.extents(ranges, len(lines))
        self._check(place / "lines", extents)
        self._in_order(place / "lines", lines, extents, self._words.alone(paragraphs))

    def _check(self, place: Place, extents: Integers) -> None:
        """Refuse a line without spans: its words would be there twice, in it and on their own."""
        missing = extents[:, 0] < 0
        if len(self._words.rows) and missing.any():
            wrong = place / int(np.argmax(missing)) / "spans"
            raise wrong.error("a line needs spans, to find its words")

    def _in_order(
        self, place: Place, lines: list[Item], extents: Integers, alone: list[slice]
    ) -> None:
        """Add the lines; those of words of no line stand where their offset says."""
        highest = np.maximum.accumulate(extents[:, 0]).tolist()
        bounds = extents.tolist()
        offsets = self._words.offsets
        waiting = alone[::-1]
        for index, line in enumerate(lines):
            while waiting and offsets[waiting[-1].start] < highest[index]:
                self._orphans(waiting.pop())
            self._line(place / index, line, self._words.of_line(index), bounds[index])
        for words in reversed(waiting):
            self._orphans(words)

    def _orphans(self, words: slice) -> None:
        columns = self._words
        last = words.stop - 1
        extent = columns.offsets[words.start], columns.offsets[last] + columns.lengths[last]
        place, polygon = columns.place(words.start), columns.boxes[words.start]
        self._add(place, columns.joined(words), polygon, words, extent)

    def _line(self, place: Place, line: Item, words: slice, extent: Sequence[int]) -> None:
        content = line.get("content")
        if content is not None:
            text = self._text(place.text(line, "content"), words)
        else:
            if words.start == words.stop:
                place.needed(line, ("content",), "a line")
            text = self._words.joined(words)
        if text or not content or words.start < words.stop:  # placeholders alone are not a line
            self._add(place, text, _azure.polygon(line), words, extent)

    def _add(
        self, place: Place, text: str, polygon: Json, words: slice, extent: Sequence[int]
    ) -> None:
        self.starts.append(int(extent[0]))
        self.ends.append(int(extent[1]))
        columns, first = self._words, words.start
        self.builder.add(
            place,
            text,
            polygon,
            WordColumns(columns.texts[words], columns.boxes[words], columns.sure[words]),
            word_places=lambda row: columns.place(first + row),
        )
        rows = self.builder.word_rows[len(self._sources) :]
        is_whole = len(rows) == words.stop - first and (not rows or rows[0] == 0)
        whole = range(first, words.stop)
        self._sources += whole if is_whole else [first + row if row >= 0 else -1 for row in rows]

    def _text(self, content: str, words: slice) -> str:
        """Return a line's text; what is decoration, not print, goes where the words cover it."""
        texts = self._words.texts[words]
        try:
            if texts and covers(content, texts):
                return content
        except TypeError:  # a text is not text: the builder names the word
            return content
        known = self._words.values(words)
        text = _marks.filled(content, known)
        if not texts or covers(text, texts):
            return text
        bare = _marks.without(content)
        if covers(bare, texts):
            return bare
        return self._words.joined(words) if known or self._markdown else text

    @cached_property
    def word_spans(self) -> Integers:
        """Offset and length of each word, ``(n, 2)``; of a line that is one word, its own."""
        sources = np.array(self._sources, np.int64)
        counts = np.array(self.builder.counts[1:], np.int64)
        lines = np.column_stack([self.starts, np.subtract(self.ends, self.starts)])
        whole = np.repeat(lines.reshape(-1, 2), counts, axis=0)
        columns = self._words
        if not len(columns.rows):
            return whole.astype(np.int64)
        words = np.column_stack([columns.offsets, columns.lengths])[sources]
        return np.where((sources >= 0)[:, None], words, whole)

    def mark_words(self) -> list[int]:
        """Return the row of the word that each mark is; −1 where it is without text."""
        found = dict.fromkeys(range(self._words.mark_count), -1)
        for word, source in enumerate(self._sources if found else ()):
            mark = self._words.rows[source] - self._words.count if source >= 0 else -1
            if mark >= 0:
                found[mark] = word
        return list(found.values())


class _Words:
    """The words of a page as columns, line after line, those of no line first; marks among them."""

    def __init__(
        self,
        place: Place,
        words: list[Item],
        marks: Sequence[SpanMark],
        lines: tuple[Ranges, int],
        placeholders: Collection[str],
    ) -> None:
        ranges, line_count = lines
        self.count, self.mark_count = len(words), len(marks)
        self._place, self._marks = place, marks
        every = [*words, *map(_as_word, marks)] if marks else words
        spans = _spans.word_spans(every, self._place_of, needed=bool(line_count))
        owner = _adopted(ranges.owner(spans[:, 0]), spans[:, 0], self.count)
        self.rows = np.lexsort((spans[:, 0], owner)).tolist()
        if placeholders or marks:
            self.rows = [row for row in self.rows if self._is_word(row, every[row], placeholders)]
        self.bounds = np.searchsorted(owner[self.rows], np.arange(line_count + 1)).tolist()
        self._take([every[row] for row in self.rows], spans[self.rows])

    def _take(self, words: list[Item], spans: Integers) -> None:
        self.texts, self.boxes, self.sure = _columns(words)
        self.offsets, self.lengths = spans.reshape(-1, 2).T

    def _is_word(self, row: int, word: Item, placeholders: Collection[str]) -> bool:
        """Return False for placeholders, and marks without text: barcodes that are not read."""
        content = word.get("content")
        return bool(content) if row >= self.count else content not in placeholders

    def of_line(self, line: int) -> slice:
        """Return the words of a line."""
        return slice(self.bounds[line], self.bounds[line + 1])

    def place(self, row: int) -> Place:
        """Return where a word stands in the payload."""
        return self._place_of(self.rows[row])

    def _place_of(self, row: int) -> Place:
        return self._place / row if row < self.count else self._marks[row - self.count][0].place

    def values(self, words: slice) -> dict[str, list[str]]:
        """Return the formulas, barcodes and marks among the words, by kind."""
        found: dict[str, list[str]] = {}
        for row in self.rows[words] if self.mark_count else ():
            if row >= self.count:
                mark = self._marks[row - self.count][0]
                found.setdefault(mark.kind, []).append(mark.word)
        return found

    def alone(self, paragraphs: Ranges) -> list[slice]:
        """Group the words of no line: by paragraph where none has a polygon, else each alone."""
        count = self.bounds[0]
        of = paragraphs.owner(self.offsets[:count]).tolist()
        breaks = [row for row in range(1, count) if not self._go_on(of, row)]
        bounds = [0, *breaks, count] if count else []
        return [slice(start, stop) for start, stop in pairwise(bounds)]

    def _go_on(self, of: list[int], row: int) -> bool:
        placed = self.boxes[row] or self.boxes[row - 1]
        return of[row] == of[row - 1] >= 0 and not placed

    def joined(self, words: slice) -> str:
        """Join words with a space where their spans leave a gap."""
        starts, ends = self.offsets[words], self.offsets[words] + self.lengths[words]
        gaps = [*(ends[:-1] < starts[1:]).tolist(), False]
        rows = range(words.start, words.stop)
        texts = [self._checked(row) + " " * gap for row, gap in zip(rows, gaps, strict=False)]
        return "".join(texts)

    def _checked(self, row: int) -> str:
        text = self.texts[row]
        return text if isinstance(text, str) else self.place(row).text({"content": text}, "content")


def _as_word(found: SpanMark) -> Item:
    mark, (offset, length) = found
    span = {"offset": offset, "length": length}
    word = {"content": mark.word, "span": span, "confidence": mark.confidence}
    return {**word, "polygon": mark.raw_polygon}


def _columns(words: list[Item]) -> tuple[list[Any], list[Any], list[Any]]:
    """Return texts, polygons and confidences."""
    texts, sure = (
        [word.get("content") for word in words],
        [word.get("confidence") for word in words],
    )
    boxes = [word.get("polygon") for word in words]
    if not all(boxes):  # the first preview names them otherwise
        boxes = [_azure.raw_polygon(word) for word in words]
    return texts, _azure.flats(boxes), sure


def _adopted(owner: Integers, offsets: Integers, count: int) -> Integers:
    """Give the marks of no line to the line whose words stand on both sides of them."""
    if len(owner) == count:
        return owner
    order = np.argsort(offsets[:count], kind="stable")
    known = offsets[:count][order]
    for mark in (np.flatnonzero(owner[count:] < 0) + count).tolist():
        after = int(np.searchsorted(known, offsets[mark]))
        if 0 < after < count:
            sides = owner[order[after - 1]], owner[order[after]]
            owner[mark] = sides[0] if sides[0] == sides[1] else -1
    return owner


def handwritten(lines: SpanLines, known: list[tuple[Ranges, float]]) -> list[float]:
    """Return the probability that each line is handwriting; NaN where no style touches it."""
    column = np.full(len(lines.starts), np.nan)
    starts, ends = np.array(lines.starts, np.int64), np.array(lines.ends, np.int64)
    for ranges, probability in known:
        touched = ranges.touched(starts, ends)
        column[touched] = np.fmax(column[touched], probability)
    values: list[float] = column.tolist()
    return values

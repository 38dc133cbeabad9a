"""The lines of a page: its tokens and lines find each other by their places in the text."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._payload import UNKNOWN, Item
from ocrlayout.readers._spans import Integers, Ranges
from ocrlayout.readers._spelling import Spelled, pick
from ocrlayout.readers.document_ai.anchors import Anchors, Pair, Places, layout_of
from ocrlayout.readers.document_ai.frame import Frame

__all__ = ["Column", "PageLines", "language_of"]

_UNDETERMINED = "und"


class Column:
    """Tokens, lines, paragraphs or blocks of a page as columns.

    Attributes
    ----------
    place : function of int
        Where each stands in the payload.
    items : list of dict
    layouts : list of dict
    spans : list of list of (offset, length)
    starts : list of int
        First offset of each; −1 of one that is anchored nowhere.
    texts : list of str
        As in the document, with white space at the end.
    """

    def __init__(self, place: Places, items: list[Item], anchors: Anchors, frame: Frame) -> None:
        self.place, self.items = place, items
        self.layouts = [self._layout(row, item) for row, item in enumerate(items)]
        self.spans = anchors.column(self.layouts, self.layout_place)
        self.starts = [spans[0][0] if spans else -1 for spans in self.spans]
        self.texts = [*map(anchors.text_of, self.spans)]
        self.boxes = frame.boxes(self.layouts, self.layout_place)

    def __len__(self) -> int:
        return len(self.items)

    def _layout(self, row: int, item: Item) -> Item:
        given = item.get("layout")
        return given if type(given) is dict else layout_of(self.place(row), item)

    def layout_place(self, row: int) -> Spelled:
        """Return where the layout of one stands in the payload."""
        return self.place(row) / "layout"

    def words(self, rows: Sequence[int]) -> WordColumns:
        """Return these as the words of a line."""
        texts = [self.texts[row].strip() for row in rows]
        sure = [self.layouts[row].get("confidence") for row in rows]
        return WordColumns(texts, [self.boxes[row] for row in rows], sure)


class PageLines:
    """The lines of a page with their words.

    A token belongs to the line in whose segments it begins. Tokens of no line are lines of their
    own, up to the next line break in the text. Without lines and tokens the lines are those of the
    text of paragraphs, of blocks or of the page.

    Parameters
    ----------
    place : Spelled
    page : dict
    anchors : Anchors
    frame : Frame

    Attributes
    ----------
    builder : LineBuilder
    starts : list of int
        Where each word begins in the text.
    """

    def __init__(self, place: Spelled, page: Item, anchors: Anchors, frame: Frame) -> None:
        self.builder = LineBuilder()
        self.starts: list[int] = []
        self._language = language_of(place, page)
        self._tokens, self._lines, paragraphs, blocks = (
            Column(place.at(page, name).__truediv__, place.items(page, name), anchors, frame)
            for name in ("tokens", "lines", "paragraphs", "blocks")
        )
        self.paragraphs, self.blocks = paragraphs, blocks
        if not anchors.text and (len(self._tokens) or len(self._lines)):
            raise place.error("the document has no text, in which the words of the page stand")
        if len(self._tokens) or len(self._lines):
            self._join()
            return
        for column in (paragraphs, blocks, Column(lambda _: place, [page], anchors, frame)):
            if not self.starts:
                self._fall_back(column)

    def word_at(self, spans: Sequence[Pair]) -> int:
        """Return the first word that begins in the first of some spans; −1 for none."""
        order, starts = self._sorted
        if not spans:
            return -1
        start, length = spans[0]
        at = int(np.searchsorted(starts, start))
        return int(order[at]) if at < len(starts) and starts[at] < start + length else -1

    @cached_property
    def _sorted(self) -> tuple[Integers, Integers]:
        """Rows of the words by where they begin, and where that is."""
        starts = np.array(self.starts, np.int64)
        order = np.argsort(starts, kind="stable")
        return order, starts[order]

    def _join(self) -> None:
        """Add the lines with their tokens, and what is of no line."""
        lines, tokens = self._lines, self._tokens
        starts = np.array(tokens.starts, np.int64)
        owner = Ranges.of_spans(lines.spans).owner(starts)
        order = np.lexsort((starts, owner))
        bounds = np.searchsorted(owner[order], np.arange(len(lines) + 1)).tolist()
        rows = order.tolist()
        for line in range(len(lines)):
            self._add_line(line, rows[bounds[line] : bounds[line + 1]])
        for alone in _runs(rows[: bounds[0]], tokens.texts):
            self._add_tokens(alone)

    def _add_line(self, line: int, tokens: list[int]) -> None:
        lines = self._lines
        text = " ".join(lines.texts[line].split("\n")).strip()
        if not tokens:
            self._add(lines, line, text, lines, [line])
        else:
            self._add(lines, line, text, self._tokens, tokens)

    def _add_tokens(self, rows: list[int]) -> None:
        tokens = self._tokens
        text = "".join(tokens.texts[row] for row in rows).strip()
        self._add(tokens, rows[0], text, tokens, rows, is_whole=len(rows) == 1)

    def _add(
        self,
        lines: Column,
        line: int,
        text: str,
        words: Column,
        rows: list[int],
        *,
        is_whole: bool = True,
    ) -> None:
        """Add a line with words; its polygon is that of its column, if that is all of it."""
        before = len(self.builder.word_rows)
        place, item = lines.place(line), lines.items[line]
        self.builder.add(
            place,
            text,
            lines.boxes[line] if is_whole else None,
            words.words(rows),
            word_places=lambda row: words.layout_place(rows[row]),
            language=language_of(place, item) or self._language,
            handwritten=_handwritten([words.items[row] for row in rows]),
        )
        self.starts += [words.starts[rows[max(row, 0)]] for row in self.builder.word_rows[before:]]

    def _fall_back(self, column: Column) -> None:
        """Add the lines of the texts of paragraphs, blocks or a page: those alone have a place."""
        for row, text in enumerate(column.texts):
            at, whole = column.starts[row], text.splitlines(keepends=True)
            is_whole = len(text.strip().splitlines()) == 1
            for line in whole:
                self._add_text(column, row, line.strip(), is_whole=is_whole)
                self.starts += [at] * (len(self.builder.word_rows) - len(self.starts))
                at += len(line)

    def _add_text(self, column: Column, row: int, text: str, *, is_whole: bool) -> None:
        if text:
            polygon = column.boxes[row] if is_whole else None
            sure = column.layouts[row].get("confidence") if is_whole else None
            words = WordColumns([text], [polygon], [sure])
            place, language = column.layout_place(row), self._language
            self.builder.add(
                place, text, polygon, words, word_places=lambda _: place, language=language
            )


def _runs(rows: Sequence[int], texts: Sequence[str]) -> Iterator[list[int]]:
    """Cut tokens where a line ends in the text."""
    run: list[int] = []
    for row in rows:
        run.append(row)
        if "\n" in texts[row]:
            yield run
            run = []
    if run:
        yield run


def _handwritten(tokens: Sequence[Item]) -> float:
    """Return the share of tokens in handwriting; NaN where one does not say."""
    styles = [pick(token, "styleInfo") for token in tokens]
    said = [style.get("handwritten", False) for style in styles if isinstance(style, dict)]
    if not said or len(said) < len(tokens) or set(map(type, said)) != {bool}:
        return UNKNOWN
    return said.count(True) / len(said)


def language_of(place: Spelled, item: Item) -> str:
    """Return the language that the service names first; ``""`` for none."""
    for at, language in place.each(item, "detectedLanguages"):
        code = at.text(language, "languageCode")
        return code if code != _UNDETERMINED else ""
    return ""

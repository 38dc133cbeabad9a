"""A page of an answer: its lines, and what stands beside them."""

from collections.abc import Sequence

from ocrlayout import geometry
from ocrlayout.model import Page
from ocrlayout.readers import _pages
from ocrlayout.readers._fields import Found
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._mark_places import settled
from ocrlayout.readers._marks import SYMBOLS
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import UNKNOWN, shorten
from ocrlayout.readers.textract.graph import Graph
from ocrlayout.readers.textract.page_fields import PageFields
from ocrlayout.readers.textract.structure import Structure

__all__ = ["PageLines", "read_page"]

_STATES = {"SELECTED": "selected", "NOT_SELECTED": "unselected"}
_WRITTEN = {"HANDWRITING": 1.0, "PRINTED": 0.0}


def read_page(graph: Graph, number: int, size: Size | None, extra: Sequence[Found]) -> Page:
    """Read a page.

    Parameters
    ----------
    graph : Graph
    number : int
    size : (width, height) or None
        In pixels; None: the page is 1 × 1.
    extra : sequence of Found
        Fields that the answer has beside its blocks.
    """
    lines = PageLines(graph, number)
    structure = Structure(graph, number, lines.word_of, len(lines.builder.word_text))
    fields = PageFields(graph, number, lines)
    for found in extra:
        fields.add(found)
    scale = geometry.scaling(*(size or (1, 1)))
    width, height = size or (1.0, 1.0)
    page = _pages.made(
        graph.top,
        {"width": width, "height": height},
        lines.builder.lines().move(scale),
        number=number,
        blocks=structure.blocks().move(scale),
        fields=fields.fields().move(scale),
    )
    page = settled(page, lines.count, structure.parts, structure.owners)
    return page if size else page.replace(unit="")


class PageLines:
    """The lines of a page; behind them each mark as a line.

    Attributes
    ----------
    builder : LineBuilder
    count : int
        How many lines are not marks.
    word_of : dict of int to int
        The page's word that a word or a mark of the answer is.
    marks : dict of int to str
        State of each mark, ``selected`` or ``unselected``.
    """

    def __init__(self, graph: Graph, number: int) -> None:
        self._graph = graph
        self.builder = LineBuilder()
        self.word_of: dict[int, int] = {}
        for row in graph.rows(number, "LINE"):
            self._add(row, graph.linked(row, kinds=("WORD",)))
        for row in graph.rows(number, "WORD"):
            if row not in self.word_of:
                self._add(row, [row])
        self.count = len(self.builder.text)
        self.marks = {row: self._state(row) for row in graph.rows(number, "SELECTION_ELEMENT")}
        for row, state in self.marks.items():
            self._add_mark(row, SYMBOLS[state])

    def _add(self, row: int, words: list[int]) -> None:
        graph, before = self._graph, len(self.builder.word_rows)
        place, item = graph.place(row), graph.items[row]
        if not words:
            place.needed(item, ("Text",), "a line")
        text = place.text(item, "Text") if item.get("Text") is not None else None
        self.builder.add(
            place,
            text,
            graph.polygons[row],
            self._columns(words),
            word_places=lambda index: graph.place(words[index]),
            handwritten=self._handwritten(words),
        )
        rows = self.builder.word_rows[before:]
        if rows == [-1]:  # its words did not cover it: it is one word
            self.word_of.update(dict.fromkeys([row, *words], before))
        for at, index in enumerate(rows, before):
            if index >= 0:
                self.word_of.setdefault(words[index], at)

    def _columns(self, words: list[int]) -> WordColumns:
        graph = self._graph
        return WordColumns(
            [graph.texts[word] for word in words],
            [graph.polygons[word] for word in words],
            [graph.confidences[word] for word in words],
        )

    def _handwritten(self, words: list[int]) -> float:
        """Return the share of words in handwriting; NaN where one does not say."""
        kinds = [self._graph.items[word].get("TextType") for word in words]
        if not kinds or not all(isinstance(kind, str) for kind in kinds):
            return UNKNOWN
        return sum(_WRITTEN.get(str(kind), UNKNOWN) for kind in kinds) / len(kinds)

    def _state(self, row: int) -> str:
        status = self._graph.text_of(row, "SelectionStatus")
        if status not in _STATES:
            message = f"a mark is SELECTED or NOT_SELECTED, found {shorten(status)}"
            raise (self._graph.place(row) / "SelectionStatus").error(message)
        return _STATES[status]

    def _add_mark(self, row: int, symbol: str) -> None:
        graph = self._graph
        self.word_of[row] = len(self.builder.word_text)
        polygon, sure = graph.polygons[row], graph.confidences[row]
        words = WordColumns([symbol], [polygon], [sure])
        self.builder.add(graph.place(row), symbol, polygon, words)

    def text(self, rows: Sequence[int]) -> str:
        """Join words and marks of the answer by spaces."""
        return " ".join(filter(None, map(self._text, rows)))

    def _text(self, row: int) -> str:
        state = self.marks.get(row)
        return SYMBOLS[state] if state else self._graph.text_of(row, "Text")

    def word_at(self, rows: Sequence[int]) -> int:
        """Return the page's word that the first of these is; −1 of none."""
        return next((self.word_of[row] for row in rows if row in self.word_of), -1)

"""Fields of one page: key-value pairs, queries, signatures and marks."""

from collections.abc import Sequence
from typing import Protocol

from ocrlayout.model import Fields
from ocrlayout.readers import _fields
from ocrlayout.readers._fields import FieldBuilder, Found
from ocrlayout.readers._marks import SYMBOLS
from ocrlayout.readers.textract.graph import Graph

__all__ = ["PageFields"]

_SETS = ("KEY_VALUE_SET", "KEY", "VALUE")  # old answers have a kind of block for each


class Words(Protocol):
    """The words of the page, known by those of the answer."""

    marks: dict[int, str]

    def text(self, rows: Sequence[int]) -> str:
        """Join words and marks."""

    def word_at(self, rows: Sequence[int]) -> int:
        """Return the page's word that the first of these is."""


class PageFields:
    """The fields of a page while they are gathered.

    Parameters
    ----------
    graph : Graph
    number : int
        Of the page.
    words : Words
    """

    def __init__(self, graph: Graph, number: int, words: Words) -> None:
        self._graph, self._words = graph, words
        self._builder = FieldBuilder()
        self._add_marks()
        self._add_pairs(graph.rows(number, *_SETS))
        self._add_queries(graph.rows(number, "QUERY"), graph.rows(number, "QUERY_RESULT"))
        for row in graph.rows(number, "SIGNATURE"):
            self._add(row, "field", "signature", "", [row])

    def fields(self) -> Fields:
        """Return what was gathered."""
        return self._builder.fields()

    def add(self, found: Found) -> None:
        """Add a field that stands beside the blocks."""
        self._builder.add(
            found.place,
            found.kind,
            found.name,
            found.text,
            found.value,
            name_polygon=found.polygons[0],
            polygon=found.polygons[1],
            confidence=found.confidence,
        )

    def _add_marks(self) -> None:
        for row, state in self._words.marks.items():
            value, word = state == "selected", self._words.word_at([row])
            self._add(row, "mark", state, SYMBOLS[state], [row], value=value, word=word)

    def _add_pairs(self, rows: Sequence[int]) -> None:
        graph, taken = self._graph, set[int]()
        keys = [row for row in rows if graph.kinds[row] == "KEY" or graph.has(row, "KEY")]
        for row in keys:
            values = graph.linked(row, "VALUE", _SETS)
            taken.update(values)
            self._add_pair(row, self._words.text(graph.linked(row)), values, name_row=row)
        for row in rows:
            if row not in taken and row not in keys:
                self._add_pair(row, "", [row])

    def _add_pair(self, row: int, name: str, values: list[int], name_row: int = -1) -> None:
        words = [word for value in values for word in self._graph.linked(value)]
        text = self._words.text(words)
        value, word = _fields.of_symbol(text), self._words.word_at(words)
        self._add(row, "pair", name, text, values, value=value, word=word, name_row=name_row)

    def _add_queries(self, queries: Sequence[int], results: Sequence[int]) -> None:
        graph, taken = self._graph, set[int]()
        for row in queries:
            answers = graph.linked(row, "ANSWER", ("QUERY_RESULT",))
            taken.update(answers)
            for one in answers:
                self._add(one, "query", self._question(row), graph.text_of(one, "Text"), [one])
            if not answers:
                self._add(row, "query", self._question(row), "", [])
        for row in results:
            if row not in taken:
                self._add(row, "query", "", graph.text_of(row, "Text"), [row])

    def _question(self, row: int) -> str:
        place = self._graph.place(row) / "Query"
        query = self._graph.items[row].get("Query")
        return place.text(place.object(query), "Text") if query is not None else ""

    def _add(
        self,
        row: int,
        kind: str,
        name: str,
        text: str,
        values: Sequence[int],
        *,
        value: bool | None = None,
        word: int = -1,
        name_row: int = -1,
    ) -> None:
        graph = self._graph
        self._builder.add(
            graph.place(row),
            kind,
            name,
            text,
            value,
            polygon=graph.polygons[values[0]] if values else None,
            name_polygon=graph.polygons[name_row] if name_row >= 0 else None,
            confidence=graph.confidences[row],
            word=word,
        )

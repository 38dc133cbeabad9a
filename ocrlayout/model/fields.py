"""Fields: what a service extracted beside the text, as columns."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, overload

import numpy as np
import numpy.typing as npt

from ocrlayout.model import columns, html
from ocrlayout.model.columns import Array, Columns, Integers, Mapped, Polygon, Rows

__all__ = ["KINDS", "Field", "Fields", "Value"]

KINDS = ("pair", "field", "mark", "barcode", "formula", "query")
Value = str | bool | int | float | None


class Field(NamedTuple):
    """One field: kind, name, text, typed value, corners of name and value, confidence, word."""

    kind: str
    name: str
    text: str
    value: Value
    name_polygon: Polygon
    polygon: Polygon
    confidence: float
    word: int

    def __eq__(self, other: object) -> bool:
        """Compare by content; NaN equals NaN, as in the columns."""
        return columns.same(tuple(self), other)

    def __ne__(self, other: object) -> bool:
        """Return the opposite; the tuple's own would not know NaN."""
        return not self == other

    def __hash__(self) -> int:
        """Hash what is exact."""
        return hash((self.kind, self.name, self.text))

    def __repr__(self) -> str:
        """Show the kind and, shortened, name and text."""
        return f"<Field {self.kind} {columns.quoted(self.name)}: {columns.quoted(self.text)}>"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Fields(Columns, Sequence[Field]):
    """The fields of a page as columns.

    Attributes
    ----------
    kind : tuple of str
        ``pair`` (a key and its value), ``field`` (of a document model), ``mark`` (a check box),
        ``barcode``, ``formula``, ``query`` (a question and its answer).
    name : tuple of str
        A pair's key; a field's name, nested ones as a path (``Items[0].Price``); ``selected`` or
        ``unselected``; a barcode's symbology; ``inline`` or ``display`` of a formula; a question.
    text : tuple of str
        As it stands on the page; of a mark ☒ or ☐, of a formula its LaTeX, of a barcode its value.
    value : tuple of str, bool, int, float or None
        Typed, where the service gives it so: ISO dates, numbers. None where it does not.
    name_polygon, polygon : (n, 4, 2) ndarray of float64
        Where the name and where the value stand, as in :class:`Words`; NaN where the service does
        not say.
    confidence : (n,) ndarray of float64
        In [0, 1], or NaN.
    word : (n,) ndarray of int64
        Row of the page's word that the field stands at: a mark, a formula and a barcode are words.
        −1: none.

    Examples
    --------
    >>> fields = Fields(["field", "mark"], ["Total", "selected"], ["$14.50", "☒"], [14.5, True])
    >>> fields[np.array(fields.kind) == "field"].value
    (14.5,)
    """

    kind: tuple[str, ...] = ()
    name: tuple[str, ...] = None  # type: ignore[assignment]  # as in Words
    text: tuple[str, ...] = None  # type: ignore[assignment]
    value: tuple[Value, ...] = None  # type: ignore[assignment]
    name_polygon: Array = None  # type: ignore[assignment]
    polygon: Array = None  # type: ignore[assignment]
    confidence: Array = None  # type: ignore[assignment]
    word: Integers = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "kind", columns.texts(self.kind, "kind"))
        count = len(self.kind)
        for name in ("name", "text"):
            given = getattr(self, name)
            put(
                self,
                name,
                columns.texts(given if given is not None else ("",) * count, name, count),
            )
        put(self, "value", _values(self.value, count))
        columns.lock(self, count, name_polygon=columns.QUADS, polygon=columns.QUADS)
        columns.lock(self, count, confidence=columns.NUMBERS, word=columns.ROWS)
        self._check()

    def _check(self) -> None:
        unknown = set(self.kind) - set(KINDS)
        if unknown:
            kind = columns.quoted(min(unknown))
            raise ValueError(f"a field's kind is one of {', '.join(KINDS)}, not {kind}")
        if ((self.confidence < 0) | (self.confidence > 1)).any():
            raise ValueError("a confidence lies in [0, 1], or is NaN where it is unknown")
        if (self.word < -1).any():
            raise ValueError("a field's word is a row of the page's words, or -1")

    def __len__(self) -> int:
        return len(self.kind)

    def __repr__(self) -> str:
        """Show how many there are."""
        return f"<Fields: {len(self)}>"

    def _repr_html_(self) -> str:
        rows = zip(self.kind, self.name, self.text, self.confidence.tolist(), strict=True)
        return html.table(("kind", "name", "text", "confidence"), rows, len(self))

    @overload
    def __getitem__(self, rows: int) -> Field: ...
    @overload
    def __getitem__(self, rows: Rows) -> "Fields": ...
    def __getitem__(self, rows: int | Rows) -> "Field | Fields":
        if not columns.is_row(rows):
            return Fields(**columns.picked(self, columns.row_numbers(rows, len(self))))
        row = columns.row_number(rows, len(self))
        return Field(
            self.kind[row],
            self.name[row],
            self.text[row],
            self.value[row],
            columns.corners(self.name_polygon[row]),
            columns.corners(self.polygon[row]),
            float(self.confidence[row]),
            int(self.word[row]),
        )

    def __iter__(self) -> Iterator[Field]:
        return (self[row] for row in range(len(self)))

    def columns(self) -> Mapped:
        """Return the fields as one-dimensional arrays, as pandas and polars take them.

        Examples
        --------
        >>> Fields(["pair"], ["Total"], ["$14.50"]).columns()["name"].tolist()
        ['Total']
        """
        return {
            "kind": columns.text_column(self.kind),
            "name": columns.text_column(self.name),
            "text": columns.text_column(self.text),
            "value": columns.text_column(self.value),
            **columns.polygon_columns(self.name_polygon, "name_"),
            **columns.polygon_columns(self.polygon),
            "confidence": self.confidence,
            "word": self.word,
        }

    def move(self, matrix: npt.ArrayLike) -> "Fields":
        """Map every corner through a 3×3 affine matrix."""
        if not len(self):
            return self
        return dataclasses.replace(
            self,
            name_polygon=columns.moved(self.name_polygon, matrix),
            polygon=columns.moved(self.polygon, matrix),
        )

    def follow(self, words: npt.ArrayLike, count: int) -> "Fields":
        """Return the fields of a page of whose `count` words these rows stay, in this order.

        A field whose word is gone stays, at no word.

        Parameters
        ----------
        words : (k,) array_like of int
            Rows of the words before.
        count : int
            How many words there were.
        """
        if not len(self):
            return self
        rows = np.asarray(words, np.int64)
        place = np.full(count + 1, -1)  # the last is that of −1
        place[rows] = np.arange(len(rows))
        return dataclasses.replace(self, word=place[self.word])

    @staticmethod
    def concat(parts: Sequence["Fields"]) -> "Fields":
        """Put fields one after the other; ``word`` is kept as it is."""
        return Fields(**columns.stacked(parts))


def _values(given: Any, count: int) -> tuple[Value, ...]:
    values = tuple(given) if given is not None else (None,) * count
    if len(values) != count:
        raise ValueError(f"value has {len(values)} rows, expected {count}")
    if not {type(value) for value in values} <= {str, bool, int, float, type(None)}:
        raise TypeError("a value is text, a number, true, false or None")
    if not all(np.isfinite(value) for value in values if isinstance(value, float)):
        raise ValueError("value holds a number that is not finite; give None where it is unknown")
    texts = columns.texts((value for value in values if isinstance(value, str)), "value")
    replaced = iter(texts)
    return tuple(next(replaced) if isinstance(value, str) else value for value in values)

"""Words: the leaves of a page, as columns."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, overload

import numpy.typing as npt

from ocrlayout.model import columns, html
from ocrlayout.model.columns import Array, Columns, Mapped, Mask, Polygon, Rows

__all__ = ["Word", "Words"]


class Word(NamedTuple):
    """One word: text, four (x, y) corners from the text's own top-left clockwise, confidence.

    The confidence lies in [0, 1], or is NaN.
    """

    text: str
    polygon: Polygon
    confidence: float

    def __eq__(self, other: object) -> bool:
        """Compare by content; NaN equals NaN, as in the columns."""
        return columns.same(tuple(self), other)

    def __ne__(self, other: object) -> bool:
        """Return the opposite; the tuple's own would not know NaN."""
        return not self == other

    def __hash__(self) -> int:
        """Hash the text alone: NaN does not have a steady hash."""
        return hash(self.text)

    def __repr__(self) -> str:
        """Show the text, shortened, and the confidence."""
        return f"<Word {columns.quoted(self.text)}, confidence {self.confidence:.2f}>"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Words(Columns, Sequence[Word]):
    """The words of a page, or of a line, as columns.

    Attributes
    ----------
    text : tuple of str
    polygon : (n, 4, 2) ndarray of float64
        Page units, y down, corner 0 at the text's own top-left, then clockwise; NaN where the
        service gave none.
    confidence : (n,) ndarray of float64
        In [0, 1]; NaN where the engine gave none.
    spaced : (n,) ndarray of bool
        White space follows this word in its line. True unless told otherwise.
    corrected : (n,) ndarray of bool
        A person has set this word's text. False unless told otherwise.

    Examples
    --------
    >>> words = Words(["Pack", "my"], confidence=[0.9, 0.4])
    >>> words[words.confidence < 0.6].text
    ('my',)
    """

    text: tuple[str, ...] = ()
    polygon: Array = None  # type: ignore[assignment]  # None is "all unknown" and becomes a column
    confidence: Array = None  # type: ignore[assignment]
    spaced: Mask = None  # type: ignore[assignment]
    corrected: Mask = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", columns.texts(self.text, "text"))
        columns.lock(
            self,
            len(self.text),
            polygon=columns.QUADS,
            confidence=columns.NUMBERS,
            spaced=columns.TRUE,
            corrected=columns.FALSE,
        )
        if ((self.confidence < 0) | (self.confidence > 1)).any():
            raise ValueError("a confidence lies in [0, 1], or is NaN where it is unknown")

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        """Show how many there are, and not their text."""
        return f"<Words: {len(self)}>"

    def _repr_html_(self) -> str:
        known = zip(self.text, self.confidence.tolist(), strict=True)
        return html.table(("word", "confidence"), known, len(self))

    @overload
    def __getitem__(self, rows: int) -> Word: ...
    @overload
    def __getitem__(self, rows: Rows) -> "Words": ...
    def __getitem__(self, rows: int | Rows) -> "Word | Words":
        if columns.is_row(rows):
            row = columns.row_number(rows, len(self))
            polygon = columns.corners(self.polygon[row])
            return Word(self.text[row], polygon, float(self.confidence[row]))
        return Words(**columns.picked(self, columns.row_numbers(rows, len(self))))

    def __iter__(self) -> Iterator[Word]:
        rows = zip(self.text, self.polygon, self.confidence.tolist(), strict=True)
        return (Word(text, columns.corners(quad), sure) for text, quad, sure in rows)

    def columns(self) -> Mapped:
        """Return the words as one-dimensional arrays, as pandas and polars take them.

        Examples
        --------
        >>> list(Words(["dog"]).columns())[:3]
        ['text', 'x0', 'y0']
        """
        return {
            "text": columns.text_column(self.text),
            **columns.polygon_columns(self.polygon),
            "confidence": self.confidence,
            "spaced": self.spaced,
            "corrected": self.corrected,
        }

    def move(self, matrix: npt.ArrayLike) -> "Words":
        """Map every corner through a 3×3 affine matrix."""
        return dataclasses.replace(self, polygon=columns.moved(self.polygon, matrix))

    def join(self) -> str:
        """Join the words as their line has them: a space where white space followed.

        Examples
        --------
        >>> Words(["你", "好"], spaced=[False, False]).join()
        '你好'
        """
        rows = zip(self.text, self.spaced.tolist(), strict=True)
        return "".join(text + " " if spaced else text for text, spaced in rows).strip()

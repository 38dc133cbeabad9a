"""Lines: what owns the words, as columns; and the four ways in which lines change."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, overload

import numpy as np
import numpy.typing as npt

from ocrlayout.model import columns, html, regrouping
from ocrlayout.model.columns import Array, Columns, Integers, Mapped, Polygon, Rows
from ocrlayout.model.words import Words

__all__ = ["Line", "Lines"]


class Line(NamedTuple):
    """One line: text, four corners, words, row of its block (−1: none), language, handwriting.

    ``handwritten`` is the probability that the line is handwriting.
    """

    text: str
    polygon: Polygon
    words: Words
    block: int
    language: str
    handwritten: float

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
        """Show the text, shortened, and how many words there are."""
        return f"<Line {columns.quoted(self.text)}, {columns.plural(len(self.words), 'word')}>"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Lines(Columns, Sequence[Line]):
    """The lines of a page as columns; line i owns ``words[offsets[i]:offsets[i + 1]]``.

    Lines change in four ways, each of which returns new lines: :meth:`take` (rows), :meth:`keep`
    (words), :meth:`move` (coordinates), :meth:`regroup` (lines cut or joined).

    Attributes
    ----------
    text : tuple of str
        The service's own text of each line.
    polygon : (m, 4, 2) ndarray of float64
    words : Words
        The words of all lines, line after line.
    offsets : (m + 1,) ndarray of int64
    block : (m,) ndarray of int64
        Row in the page's blocks, the innermost; −1 where a line does not have one.
    language : tuple of str
    handwritten : (m,) ndarray of float64
        Probability that the line is handwriting; NaN where unknown.

    Examples
    --------
    >>> words = Words(["Pack", "my", "box", "dog"])
    >>> lines = Lines(["Pack my box", "dog"], words=words, offsets=[0, 3, 4])
    >>> [word.text for word in lines[0].words]
    ['Pack', 'my', 'box']
    >>> lines.take([1, 0]).text
    ('dog', 'Pack my box')
    """

    text: tuple[str, ...] = ()
    polygon: Array = None  # type: ignore[assignment]  # as in Words
    words: Words = dataclasses.field(default_factory=Words)
    offsets: Integers = None  # type: ignore[assignment]
    block: Integers = None  # type: ignore[assignment]
    language: tuple[str, ...] = None  # type: ignore[assignment]
    handwritten: Array = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", columns.texts(self.text, "text"))
        count = len(self.text)
        language = self.language if self.language is not None else ("",) * count
        object.__setattr__(self, "language", columns.texts(language, "language", count))
        columns.lock(self, count, polygon=columns.QUADS, block=columns.ROWS)
        columns.lock(self, count, handwritten=columns.NUMBERS)
        columns.lock(self, count + 1, offsets=columns.STARTS)
        self._check_rows()

    def _check_rows(self) -> None:
        if (self.block < -1).any():
            raise ValueError("a line's block is a row of the page's blocks, or -1")
        ends = self.offsets[0], self.offsets[-1]
        if ends != (0, len(self.words)) or (np.diff(self.offsets) < 0).any():
            raise ValueError(f"offsets rise from 0 to the number of words, {len(self.words)}")

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        """Show how many there are, and not their text."""
        return f"<Lines: {len(self)}, {columns.plural(len(self.words), 'word')}>"

    def _repr_html_(self) -> str:
        counts = np.diff(self.offsets).tolist()
        return html.table(("line", "words"), zip(self.text, counts, strict=True), len(self))

    @overload
    def __getitem__(self, rows: int) -> Line: ...
    @overload
    def __getitem__(self, rows: Rows) -> "Lines": ...
    def __getitem__(self, rows: int | Rows) -> "Line | Lines":
        if not columns.is_row(rows):
            return self.take(columns.row_numbers(rows, len(self)))
        row = columns.row_number(rows, len(self))
        return Line(
            self.text[row],
            columns.corners(self.polygon[row]),
            self.words[self.offsets[row] : self.offsets[row + 1]],
            int(self.block[row]),
            self.language[row],
            float(self.handwritten[row]),
        )

    def __iter__(self) -> Iterator[Line]:
        return (self[row] for row in range(len(self)))

    @property
    def word_line(self) -> Integers:
        """The row of the line that each word stands in, ``(n,)``."""
        return np.repeat(np.arange(len(self)), np.diff(self.offsets))

    def columns(self) -> Mapped:
        """Return the lines as one-dimensional arrays, as pandas and polars take them.

        ``first_word`` and ``word_count`` say which of the page's words each line owns.

        Examples
        --------
        >>> Lines(["Pack", "my"]).columns()["text"].tolist()
        ['Pack', 'my']
        """
        counts = np.diff(self.offsets)
        counts.setflags(write=False)
        return {
            "text": columns.text_column(self.text),
            **columns.polygon_columns(self.polygon),
            "first_word": self.offsets[:-1],
            "word_count": counts,
            "block": self.block,
            "language": columns.text_column(self.language),
            "handwritten": self.handwritten,
        }

    def words_of(self, rows: npt.ArrayLike) -> Integers:
        """Return the rows of the words that these lines own, line after line.

        Parameters
        ----------
        rows : (k,) array_like of int

        Examples
        --------
        >>> lines = Lines(["a b", "c"], words=Words(["a", "b", "c"]), offsets=[0, 2, 3])
        >>> lines.words_of([1, 0]).tolist()
        [2, 0, 1]
        """
        chosen = np.asarray(rows, np.int64).reshape(-1)
        counts = np.diff(self.offsets)[chosen]
        ends = np.cumsum(counts)
        before = ends - counts
        total = int(ends[-1]) if len(ends) else 0
        shift: Integers = np.repeat(self.offsets[:-1][chosen] - before, counts)
        return np.add(np.arange(total), shift, dtype=np.int64)

    def take(self, order: npt.ArrayLike) -> "Lines":
        """Take these rows, in this order.

        Parameters
        ----------
        order : (k,) array_like of int

        Raises
        ------
        TypeError
            Not row numbers: for a mask write ``lines[mask]``.
        """
        asked = np.asarray(order)
        if asked.dtype.kind not in "iu" and asked.size:
            raise TypeError(f"take wants row numbers, not {asked.dtype}; for a mask: lines[mask]")
        chosen = asked.astype(np.int64).reshape(-1)
        offsets = np.concatenate([[0], np.cumsum(np.diff(self.offsets)[chosen])])
        words = self.words[self.words_of(chosen)]
        own = columns.picked(self, chosen, "words", "offsets")
        return Lines(**own, words=words, offsets=offsets)

    def keep(self, mask: npt.ArrayLike) -> "Lines":
        """Keep only these words.

        A line that loses none keeps its text and polygon as they are. The others are rejoined by
        ``spaced`` and cut to their words along their own axes; a line left empty goes too.

        Parameters
        ----------
        mask : (n,) array_like of bool
            One value a word.

        Raises
        ------
        ValueError
            The mask is not as long as there are words.
        """
        kept = np.asarray(mask, np.bool_)
        if kept.shape != (len(self.words),):
            raise ValueError(f"the mask has the shape {kept.shape}, expected ({len(self.words)},)")
        before = np.diff(self.offsets)
        after = np.bincount(self.word_line[kept], minlength=len(self))
        offsets = np.concatenate([[0], np.cumsum(after)])
        lines = dataclasses.replace(self, words=self.words[kept], offsets=offsets)
        cut = _cut_to_words(lines, np.flatnonzero((after > 0) & (after < before)))
        return cut.take(np.flatnonzero((after > 0) | (before == 0)))

    def move(self, matrix: npt.ArrayLike) -> "Lines":
        """Map every corner, of lines and of words, through a 3×3 affine matrix."""
        polygon = columns.moved(self.polygon, matrix)
        return dataclasses.replace(self, polygon=polygon, words=self.words.move(matrix))

    def regroup(self, groups: Iterable[npt.ArrayLike]) -> "Lines":
        """Cut and join lines: each group of words becomes a line.

        A group that is a whole line stays that line. A part of a line has the part of the
        service's own text in which its words stand, and the line's quad, cut to them. Joined parts
        are joined by a space (not between scripts without spaces) and bounded along the direction
        of the longest. Language, handwriting and block are those of the part with most words.
        Lines without words stay behind the line that they stood behind.

        Parameters
        ----------
        groups : iterable of (k,) array_like of int
            Rows of words, each word of the page exactly once.

        Raises
        ------
        ValueError
            A word is missing or stands in two groups.

        Examples
        --------
        >>> words = Words(["From", "By", "rail"])
        >>> lines = Lines(["From By", "rail"], words=words, offsets=[0, 2, 3])
        >>> lines.regroup([[0], [1, 2]]).text
        ('From', 'By rail')
        """
        given = regrouping.Given(self.text, self.polygon, self.words, self.offsets, self.word_line)
        rows = [np.asarray(group, np.int64).reshape(-1) for group in groups]
        made = regrouping.regrouped(given, rows)
        inherited = columns.picked(self, made.owner, "text", "polygon", "words", "offsets")
        return Lines(made.text, made.polygon, made.words, made.offsets, **inherited)

    @staticmethod
    def concat(parts: Iterable["Lines"]) -> "Lines":
        """Put lines one after the other.

        ``block`` is kept as it is: to join what two pages hold, blocks too, use
        :meth:`Page.merge`.

        Examples
        --------
        >>> Lines.concat([Lines(["Pack"]), Lines(["my", "box"])]).text
        ('Pack', 'my', 'box')
        """
        lines = list(parts)
        if not lines:
            return Lines()
        counts = [np.diff(part.offsets) for part in lines]
        offsets = np.cumsum(np.concatenate([[0], *counts]))
        words = Words(**columns.stacked([part.words for part in lines]))
        return Lines(**columns.stacked(lines, "words", "offsets"), words=words, offsets=offsets)


def _cut_to_words(lines: Lines, rows: Integers) -> Lines:
    """Return the lines with text and quad of some of them made from their words."""
    text, polygon = list(lines.text), np.array(lines.polygon)
    for row in rows.tolist():
        words = lines.words[lines.offsets[row] : lines.offsets[row + 1]]
        text[row] = words.join()
        polygon[row] = regrouping.cut(polygon[row], words.polygon)
    return dataclasses.replace(lines, text=tuple(text), polygon=polygon)

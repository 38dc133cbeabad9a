"""Lines as they are met in a payload, gathered into columns; an error says which one is wrong.

The readers' common ground: what a line is (text, polygon, words), how words cover it, and what a
number may be. Whole columns are checked at once; only where a check fails is each value looked at,
to say which one it was.
"""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeGuard

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Lines, Words
from ocrlayout.readers._payload import FARTHEST, UNKNOWN, Json, Place, is_number, kind, shorten

__all__ = ["LineBuilder", "WordColumns", "confidences", "covers", "quads"]

_NOWHERE = (UNKNOWN,) * 8
_INFINITE = (float("inf"),) * 8
_NONE = type(None)
Array = npt.NDArray[np.float64]
Places = Callable[[int], Place]


class WordColumns(NamedTuple):
    """The words of a line: texts, polygons and confidences; None where one is unknown."""

    texts: Sequence[str] = ()
    polygons: Sequence[Any] = ()
    confidences: Sequence[Any] = ()

    def take(self, rows: Sequence[int]) -> "WordColumns":
        """Take these rows."""
        return WordColumns(*([column[row] for row in rows] for column in self))


class LineBuilder:
    """The lines of one page while they are gathered.

    ``language``, ``handwritten`` and ``block`` are lists, one value a line, that a reader may
    replace before it asks for :meth:`lines`.

    Examples
    --------
    >>> place = Place("paperscan") / "rows" / 0
    >>> lines = LineBuilder()
    >>> words = WordColumns(["Pack", "my"], [None, None], [0.9, None])
    >>> lines.add(place, "Pack my", [0, 0, 40, 0, 40, 10, 0, 10], words)
    >>> lines.lines().text
    ('Pack my',)
    """

    def __init__(self) -> None:
        self.text: list[str] = []
        self.polygon: list[Any] = []
        self.language: list[str] = []
        self.handwritten: list[float] = []
        self.block: list[int] = []
        self.places: list[Place] = []
        self.counts: list[int] = [0]
        self.word_text: list[str] = []
        self.word_polygon: list[Any] = []
        self.word_confidence: list[Any] = []
        self.word_spaced: list[bool] = []
        self.word_places: list[Places] = []
        self.word_rows: list[int] = []

    def add(
        self,
        place: Place,
        text: str | None,
        polygon: Json = None,
        words: WordColumns = WordColumns(),  # noqa: B008  # a named tuple, never changed
        *,
        word_places: Places | None = None,
        language: str = "",
        handwritten: float = UNKNOWN,
        block: int = -1,
        has_own_words: bool = False,
    ) -> None:
        """Add a line with its words.

        Where the words do not cover `text`, the line becomes one word. Blank words are left out.
        ``word_rows`` then holds which of the given words each word is, −1 for a whole line.

        Parameters
        ----------
        place : Place
            Where the line stands in the payload.
        text : str or None
            None or blank: the words joined by spaces.
        polygon : sequence of 2n numbers or None
        words : WordColumns
        word_places : function of int, optional
            Place of each word; by default ``words[i]`` of the line. Asked only when one is wrong.
        language : str
        handwritten : float
            Probability that the line is handwriting.
        block : int
            Row in the page's blocks.
        has_own_words : bool
            The format says text and words apart from each other: they stay where they differ.

        Raises
        ------
        ReadError
            A word is without text.
        """
        places = word_places or (lambda index: place / "words" / index)
        rows: Sequence[int] = range(len(words.texts))
        spaced = [True] * len(rows)
        if not _is_plain(text, words.texts):
            given = _fitted(text, polygon, words, places, has_own_words=has_own_words)
            text, words, rows, spaced = given
        self.text.append(text)
        self.polygon.append(polygon)
        self.language.append(language)
        self.handwritten.append(handwritten)
        self.block.append(block)
        self.places.append(place)
        self.counts.append(len(rows))
        self.word_text += words.texts
        self.word_polygon += words.polygons
        self.word_confidence += words.confidences
        self.word_spaced += spaced
        self.word_rows += rows
        self.word_places.append(places)

    def lines(self) -> Lines:
        """Return what was gathered.

        Raises
        ------
        ReadError
            A polygon is not an even count of at least six finite numbers, or a confidence does not
            lie in [0, 1].
        """
        words = Words(
            tuple(self.word_text),
            quads(self.word_polygon, self._word_place),
            confidences(self.word_confidence, self._word_place),
            np.array(self.word_spaced, np.bool_),
        )
        return Lines(
            tuple(self.text),
            quads(self.polygon, self.places.__getitem__),
            words,
            np.cumsum(self.counts),
            np.array(self.block, np.int64),
            tuple(self.language),
            np.array(self.handwritten, np.float64),
        )

    def _word_place(self, word: int) -> Place:
        ends = np.cumsum(self.counts)
        line = int(np.searchsorted(ends, word, side="right")) - 1
        row = self.word_rows[word]
        return self.places[line] if row < 0 else self.word_places[line](row)


def _is_plain(text: str | None, words: Sequence[str]) -> TypeGuard[str]:
    """Return whether a text is its words joined by spaces, as most are."""
    try:
        return " ".join(words) == text and all(map(str.strip, words))
    except TypeError:
        return False


class _Fitted(NamedTuple):
    """A line's text, its words, which of those given they are, and after which a space stands."""

    text: str
    words: WordColumns
    rows: Sequence[int]
    spaced: list[bool]


def _fitted(
    text: str | None, polygon: Json, words: WordColumns, places: Places, *, has_own_words: bool
) -> _Fitted:
    """Return a line whose words cover its text."""
    joined = _joined(words.texts, places)
    rows: Sequence[int] = range(len(words.texts))
    if not all(map(str.strip, words.texts)):
        rows = [row for row in rows if words.texts[row].strip()]
        words = words.take(rows)
        joined = " ".join(words.texts)
    if text is None or (joined and not text.strip()):
        return _Fitted(joined, words, rows, [True] * len(rows))
    spaced = covers(text, words.texts)
    if spaced is None and has_own_words and rows:
        spaced = [True] * len(rows)
    if spaced is not None:
        return _Fitted(text, words, rows, spaced)
    return _Fitted(text, WordColumns((text,), (polygon,), (None,)), (-1,), [True])


def _joined(texts: Sequence[str], places: Places) -> str:
    try:
        return " ".join(texts)
    except TypeError:
        wrong = next(index for index, value in enumerate(texts) if not isinstance(value, str))
        message = f"a word needs its text, found {shorten(texts[wrong])}"
        raise places(wrong).error(message) from None


def covers(text: str, words: Sequence[str]) -> list[bool] | None:
    """Walk the words through the line's text, to see after which of them white space stands.

    Returns
    -------
    list of bool or None
        One a word, True after the last; None where the words are not the whole text.

    Examples
    --------
    >>> covers("3.5 km", ["3.5", "km"])
    [True, True]
    >>> covers("你好", ["你", "好"])
    [False, True]
    >>> covers("The quick fox", ["The"]) is None
    True
    """
    if " ".join(words) == text:
        return [True] * len(words)
    spaced, at = [], len(text) - len(text.lstrip())
    for word in words:
        stripped = word.strip()
        if not text.startswith(stripped, at):
            return None
        end = at + len(stripped)
        at = end
        while at < len(text) and text[at].isspace():
            at += 1
        spaced.append(at > end)
    if at < len(text):
        return None
    if spaced:
        spaced[-1] = True
    return spaced


def quads(rows: Sequence[Any], places: Places) -> Array:
    """Turn flat polygons into a column.

    Parameters
    ----------
    rows : sequence of (sequence of 2n numbers, or None)
        Lists, tuples or arrays; an empty one is unknown like None.
    places : function of int
        Place of each row in the payload, for an error.

    Returns
    -------
    (n, 4, 2) ndarray
        NaN where a row is unknown.

    Raises
    ------
    ReadError
        A row is not an even count of at least six finite numbers.
    """
    column = _eights(rows)
    if column is None:
        made = [_quad(row, places, index) for index, row in enumerate(rows)]
        column = np.array(made, np.float64).reshape(-1, 8)
    fits = (np.abs(column) <= FARTHEST).all(axis=1)
    for index in np.flatnonzero(~fits).tolist():
        if not _is_missing(rows[index]):
            raise places(index).error(
                f"the polygon {shorten(rows[index])} has a coordinate that cannot lie on a page;"
                f" expected finite numbers up to {FARTHEST:.0e}"
            )
    return column.reshape(-1, 4, 2)


def _eights(rows: Sequence[Any]) -> Array | None:
    """Turn rows of eight numbers, or None, into a column at once; None where one is not so."""
    if not set(map(type, rows)) <= {list, tuple, _NONE}:
        return None
    if not any(rows):
        return np.full((len(rows), 8), UNKNOWN)
    filled = [row or _NOWHERE for row in rows]
    if not set(map(len, filled)) <= {8}:
        return None
    column = _numbers(filled)
    return column if column is not None and not _has_flags(filled, column) else None


def _numbers(rows: Sequence[Sequence[Any]]) -> Array | None:
    try:
        column = np.array(list(chain.from_iterable(rows)))
    except (ValueError, TypeError, OverflowError):  # lists among them, or beyond every float
        return None
    if column.dtype.kind not in "if" or column.ndim != 1:
        return None
    return column.reshape(-1, 8).astype(np.float64, copy=False)


def _has_flags(rows: Sequence[Sequence[Any]], column: Array) -> bool:
    """Return whether true or false is among the numbers: to numpy, true is 1."""
    small = ((column == 0) | (column == 1)).any(axis=1)
    return any(bool in map(type, rows[row]) for row in np.flatnonzero(small).tolist())


def _is_missing(row: Any) -> bool:
    return row is None or (isinstance(row, (list, tuple, np.ndarray)) and not len(row))


def _quad(row: Any, places: Places, index: int) -> Any:
    """Turn one flat polygon into eight numbers."""
    if _is_missing(row):
        return _NOWHERE
    row = row.tolist() if isinstance(row, np.ndarray) else row
    if not _is_polygon(row):
        count = f"{len(row)} values" if isinstance(row, (list, tuple)) else kind(row)
        message = f"a polygon is 8 numbers (x, y of four corners), found {count}: {shorten(row)}"
        raise places(index).error(message)
    if not all(abs(number) <= FARTHEST for number in row):
        return _INFINITE  # named by the caller's check
    return geometry.rectangle(np.array(row, np.float64).reshape(-1, 2)).reshape(8)


def _is_polygon(row: Any) -> bool:
    if not isinstance(row, (list, tuple)) or len(row) % 2 or len(row) < 6:
        return False
    return all(map(is_number, row))


def confidences(values: Sequence[Any], places: Places, most: float = 1.0) -> Array:
    """Turn confidences between 0 and `most` into a column of shares; None and NaN are unknown.

    Raises
    ------
    ReadError
        One is anything else.
    """
    if set(map(type, values)) <= {int, float, _NONE}:
        try:
            column = np.array(values, np.float64)
        except OverflowError:
            column = np.array([np.inf])
        if not ((column < 0) | (column > most)).any():
            return column / most
    known = [places(index).certain(value, most) for index, value in enumerate(values)]
    return np.array(known, np.float64)

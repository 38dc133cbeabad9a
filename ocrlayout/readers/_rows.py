"""Lines as they are met in a payload, gathered into columns; what is wrong is named by its place.

The readers' common ground: what a line is (text, polygon, words), how words cover it, and what a
number may be. Whole columns are checked at once; only where a check fails is each value looked at,
to say which one it was.
"""

import reprlib
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.errors import ReadError
from ocrlayout.model import Lines, Words

FARTHEST = 1e7  # page units: no scan is larger, and squares of it still fit a float
_UNKNOWN = float("nan")
_NOWHERE = (_UNKNOWN,) * 8
_NUMBERS = (int, float)
_NONE = type(None)
Array = npt.NDArray[np.float64]
Places = Callable[[int], str]


class Rows:
    """The lines of one page while they are gathered.

    ``language``, ``handwritten`` and ``block`` are lists, one value a line, that a reader may
    replace before it asks for :meth:`lines`.

    Parameters
    ----------
    provider : str
        The reader's name, for its errors.
    where : str
        Path of the page inside the payload.
    """

    def __init__(self, provider: str, where: str = "") -> None:
        self.provider, self.where = provider, where
        self.text: list[str] = []
        self.polygon: list[Any] = []
        self.language: list[str] = []
        self.handwritten: list[float] = []
        self.block: list[int] = []
        self.places: list[str] = []
        self.counts: list[int] = [0]
        self.word_text: list[str] = []
        self.word_polygon: list[Any] = []
        self.word_confidence: list[Any] = []
        self.word_spaced: list[bool] = []
        self.word_places: list[Places] = []

    def add(
        self,
        text: str | None,
        polygon: Sequence[float] | None,
        words: Sequence[tuple[str, Any, float]] = (),
        *,
        place: str,
        word_places: Sequence[str] | None = None,
        **columns: Any,
    ) -> None:
        """Add a line whose words are (text, polygon, confidence); all else as in :meth:`add_columns`.

        Parameters
        ----------
        word_places : sequence of str, optional
            Path of each word; by default ``place.words[i]``.
        """
        texts, polygons, confidences = zip(*words, strict=True) if words else ((), (), ())
        places = word_places.__getitem__ if word_places is not None else None
        self.add_columns(
            text, polygon, texts, polygons, confidences, place=place, word_places=places, **columns
        )

    def add_columns(
        self,
        text: str | None,
        polygon: Sequence[float] | None,
        texts: Sequence[str] = (),
        polygons: Sequence[Any] = (),
        confidences: Sequence[float | None] = (),
        *,
        place: str,
        word_places: Places | None = None,
        language: str = "",
        handwritten: float = _UNKNOWN,
        block: int = -1,
    ) -> None:
        """Add a line with its words in columns.

        Where the words do not cover `text`, the line becomes one word. Blank words are left out.

        Parameters
        ----------
        text : str or None
            None or blank: the words joined by spaces.
        polygon : sequence of 2n numbers or None
        texts, polygons, confidences : sequences
            One value a word; an unknown polygon or confidence is None.
        place : str
            Path of the line inside the payload.
        word_places : function of int, optional
            Path of each word; by default ``place.words[i]``. Asked only when a word is wrong.

        Raises
        ------
        ReadError
            Where the text of a word is none.
        """
        places = word_places or (lambda index: f"{place}.words[{index}]")
        try:
            joined = " ".join(texts)
        except TypeError:
            wrong = next(index for index, value in enumerate(texts) if not isinstance(value, str))
            message = f"a word needs its text, found {shorten(texts[wrong])}"
            raise ReadError(message, provider=self.provider, where=places(wrong)) from None
        if not all(map(str.strip, texts)):
            rows = [index for index, value in enumerate(texts) if value.strip()]
            places = _chosen(places, rows)
            texts, polygons = [texts[row] for row in rows], [polygons[row] for row in rows]
            confidences, joined = [confidences[row] for row in rows], " ".join(texts)
        if text is None or (joined and not text.strip()):
            text = joined
        spaced: Sequence[bool] | None = (
            (True,) * len(texts) if joined == text else covers(text, texts)
        )
        if spaced is None:
            texts, polygons, confidences, spaced = (text,), (polygon,), (None,), (True,)
            places = (place,).__getitem__
        self.text.append(text)
        self.polygon.append(polygon)
        self.language.append(language)
        self.handwritten.append(handwritten)
        self.block.append(block)
        self.places.append(place)
        self.counts.append(len(texts))
        self.word_text += texts
        self.word_polygon += polygons
        self.word_confidence += confidences
        self.word_spaced += spaced
        self.word_places.append(places)

    def lines(self) -> Lines:
        """Return what was gathered.

        Raises
        ------
        ReadError
            Where a polygon is not an even count of at least six finite numbers, or a confidence not
            in [0, 1].
        """
        words = Words(
            tuple(self.word_text),
            quads(self.word_polygon, self._word_place, self.provider),
            confidences(self.word_confidence, self._word_place, self.provider),
            np.array(self.word_spaced, np.bool_),
        )
        return Lines(
            tuple(self.text),
            quads(self.polygon, self.places, self.provider),
            words,
            np.cumsum(self.counts),
            np.array(self.block, np.int64),
            tuple(self.language),
            np.array(self.handwritten, np.float64),
        )

    def _word_place(self, word: int) -> str:
        ends = np.cumsum(self.counts)
        line = int(np.searchsorted(ends, word, side="right")) - 1
        return self.word_places[line](word - int(ends[line]))


def _chosen(places: Places, rows: Sequence[int]) -> Places:
    return lambda index: places(rows[index])


def covers(text: str, words: Sequence[str]) -> list[bool] | None:
    """Walk the words through the line's text and tell after which white space stands.

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


def quads(rows: Sequence[Any], places: Sequence[str] | Places, provider: str) -> Array:
    """Turn flat polygons into a column.

    Parameters
    ----------
    rows : sequence of (sequence of 2n numbers, or None)
        Lists, tuples or arrays; an empty one is unknown like None.
    places : sequence of str, or function of int
        Path of each row inside the payload.
    provider : str
        The reader's name.

    Returns
    -------
    (n, 4, 2) ndarray
        NaN where a row is unknown.
    """
    place = places if callable(places) else places.__getitem__
    column = _eights(rows)
    if column is None:
        made = [_quad(row, place, index, provider) for index, row in enumerate(rows)]
        column = np.array(made, np.float64).reshape(-1, 8)
    fits = (np.abs(column) <= FARTHEST).all(axis=1)
    for index in np.flatnonzero(~fits).tolist():
        if not _missing(rows[index]):
            raise ReadError(
                f"the polygon {shorten(rows[index])} has a coordinate that cannot lie on a page;"
                f" expected finite numbers up to {FARTHEST:.0e}",
                provider=provider,
                where=place(index),
            )
    return column.reshape(-1, 4, 2)


def _eights(rows: Sequence[Any]) -> Array | None:
    """Turn rows that all are eight numbers, or None, into a column at once; None where one is anything else."""
    if not set(map(type, rows)) <= {list, tuple, _NONE}:
        return None
    filled = [row or _NOWHERE for row in rows]
    if not set(map(len, filled)) <= {8}:
        return None
    try:
        column = np.array(list(chain.from_iterable(filled)))
    except (
        ValueError,
        TypeError,
        OverflowError,
    ):  # lists among the numbers, integers beyond every float
        return None
    if column.dtype.kind not in "if" or column.ndim != 1:
        return None
    column = column.reshape(-1, 8)
    small = ((column == 0) | (column == 1)).any(axis=1)  # to numpy, true is 1
    if any(bool in map(type, filled[row]) for row in np.flatnonzero(small).tolist()):
        return None
    return column.astype(np.float64, copy=False)


def _missing(row: Any) -> bool:
    return row is None or (isinstance(row, (list, tuple, np.ndarray)) and not len(row))


def _quad(row: Any, place: Places, index: int, provider: str) -> Any:
    """Turn one flat polygon into eight numbers."""
    if _missing(row):
        return _NOWHERE
    row = row.tolist() if isinstance(row, np.ndarray) else row
    numbers = isinstance(row, (list, tuple)) and all(
        isinstance(n, _NUMBERS) and type(n) is not bool for n in row
    )
    if not numbers or len(row) % 2 or len(row) < 6:
        count = f"{len(row)} values" if isinstance(row, (list, tuple)) else kind(row)
        raise ReadError(
            f"a polygon is 8 numbers (x, y of four corners), found {count}: {shorten(row)}",
            provider=provider,
            where=place(index),
        )
    if not all(abs(n) <= FARTHEST for n in row):
        return (float("inf"),) * 8  # named by the caller's check
    return geometry.rectangle(np.array(row, np.float64).reshape(-1, 2)).reshape(8)


def confidences(values: Sequence[Any], places: Sequence[str] | Places, provider: str) -> Array:
    """Turn confidences in [0, 1] into a column; None and NaN are unknown."""
    if set(map(type, values)) <= {int, float, _NONE}:
        try:
            column = np.array(values, np.float64)
        except OverflowError:
            column = np.array([2.0])
        if not ((column < 0) | (column > 1)).any():
            return column
    place = places if callable(places) else places.__getitem__
    return np.array(
        [confidence(value, place(index), provider) for index, value in enumerate(values)],
        np.float64,
    )


def number(value: Any, place: str, provider: str, default: float = _UNKNOWN) -> float:
    """Take a finite number; None is `default`."""
    if value is None:
        return default
    if not isinstance(value, _NUMBERS) or isinstance(value, bool) or not abs(value) <= FARTHEST:
        raise ReadError(
            f"expected a finite number, found {shorten(value)}", provider=provider, where=place
        )
    return float(value)


def text(value: Any, place: str, provider: str) -> str:
    """Take a text; None is ``""``."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ReadError(f"expected text, found {shorten(value)}", provider=provider, where=place)
    return value


def needed(
    item: dict[str, Any], names: tuple[str, ...], what: str, place: str, provider: str
) -> None:
    """Refuse an object that has none of the keys that its text would stand under: it is not ours to call empty."""
    if not any(name in item for name in names):
        found = shorten(", ".join(map(str, item)))
        raise ReadError(
            f"{what} needs {' or '.join(names)}, and has only {found}",
            provider=provider,
            where=place,
        )


def confidence(value: Any, place: str, provider: str) -> float:
    """Take a confidence in [0, 1]; None and NaN are NaN."""
    if value is None or value != value:  # noqa: PLR0124  # NaN differs from itself
        return _UNKNOWN
    if not isinstance(value, _NUMBERS) or isinstance(value, bool) or not 0 <= value <= 1:
        raise ReadError(
            f"a confidence lies between 0 and 1, found {shorten(value)}",
            provider=provider,
            where=place,
        )
    return float(value)


def items(value: Any, place: str, provider: str) -> list[dict[str, Any]]:
    """Take a list of objects; None is the empty list."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise ReadError(f"expected a list, found {kind(value)}", provider=provider, where=place)
    if getattr(
        value, "objects", False
    ):  # a list that decodes its items as they are read, and knows their kind
        return value
    if not set(map(type, value)) <= {dict}:
        for index, item in enumerate(value):
            if not isinstance(item, dict):
                raise ReadError(
                    f"expected an object, found {kind(item)}",
                    provider=provider,
                    where=f"{place}[{index}]",
                )
    return value


def kind(value: Any) -> str:
    """Name a JSON value's type in the words of JSON."""
    names: tuple[tuple[Any, str], ...] = (
        (bool, "true or false"), (dict, "an object"), (list, "a list"), (str, "text"), (_NUMBERS, "a number"),
    )  # fmt: skip
    return next((name for types, name in names if isinstance(value, types)), "null")


def shorten(value: Any) -> str:
    """Show a value in a message, in at most some 60 characters.

    Examples
    --------
    >>> shorten([1, 2, [[[[10**5000]]]]])
    '[1, 2, [[[...]]]]'
    >>> shorten(10**5000)
    'an integer of thousands of digits'
    """
    shown = _SHORT.repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "…"


class _Short(reprlib.Repr):
    def __init__(self) -> None:
        super().__init__()
        self.maxlevel, self.maxlist, self.maxstring, self.maxlong = 4, 12, 50, 30

    def repr_int(self, x: Any, level: int) -> str:
        """Python shows no integer of more than 4300 digits."""
        return (
            super().repr_int(x, level) if abs(x) < 10**100 else "an integer of thousands of digits"
        )


_SHORT = _Short()

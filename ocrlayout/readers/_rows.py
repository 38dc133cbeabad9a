"""Lines as they are met in a payload, gathered into columns; what is wrong is named by its place.

The readers' common ground: what a line is (text, polygon, words), how words cover it, and what a number may be.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.errors import ReadError
from ocrlayout.model import Lines, Words

FARTHEST = 1e7  # page units: no scan is larger, and squares of it still fit a float
_NOWHERE = (float("nan"),) * 8
_NUMBERS = (int, float)
Array = npt.NDArray[np.float64]


class Rows:
    """The lines of one page while they are gathered.

    Parameters
    ----------
    provider : str
        The reader's name, for its errors.
    where : str
        Path of the page inside the payload.
    """

    def __init__(self, provider: str, where: str) -> None:
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
        self.word_confidence: list[float] = []
        self.word_spaced: list[bool] = []
        self.word_places: list[str] = []

    def add(
        self,
        text: str | None,
        polygon: Sequence[float] | None,
        words: Sequence[tuple[str, Any, float]] = (),
        *,
        place: str,
        word_places: Sequence[str] | None = None,
        language: str = "",
        handwritten: float = float("nan"),
        block: int = -1,
    ) -> None:
        """Add a line.

        Parameters
        ----------
        text : str or None
            None: the words joined by spaces.
        polygon : sequence of 2n numbers or None
        words : sequence of (text, polygon, confidence)
            Where they do not cover `text`, the line becomes one word.
        place : str
            Path of the line inside the payload.
        word_places : sequence of str, optional
            Path of each word; by default ``place.words[i]``.
        """
        words = [word for word in words if word[0].strip()]
        texts = [word[0] for word in words]
        if text is None:
            text = " ".join(texts)
        spaced = covers(text, texts)
        if not spaced:
            words, word_places = ([(text, polygon, float("nan"))], [place]) if text.strip() else ([], [])
            spaced = [True] * len(words)
        self.text.append(text)
        self.polygon.append(polygon)
        self.language.append(language)
        self.handwritten.append(handwritten)
        self.block.append(block)
        self.places.append(place)
        self.counts.append(len(words))
        if words:
            texts_, polygons, confidences = zip(*words, strict=True)
            self.word_text += texts_
            self.word_polygon += polygons
            self.word_confidence += confidences
            self.word_spaced += spaced
        self.word_places += word_places or [f"{place}.words[{index}]" for index in range(len(words))]

    def lines(self) -> Lines:
        """Return what was gathered.

        Raises
        ------
        ReadError
            Where a polygon is not an even count of at least six finite numbers.
        """
        words = Words(
            tuple(self.word_text),
            quads(self.word_polygon, self.word_places, self.provider),
            np.array(self.word_confidence, np.float64),
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
        at = len(text) - len(text[end:].lstrip())
        spaced.append(at > end)
    if at < len(text):
        return None
    if spaced:
        spaced[-1] = True
    return spaced


def quads(rows: Sequence[Any], places: Sequence[str], provider: str) -> Array:
    """Turn flat polygons into a column.

    Parameters
    ----------
    rows : sequence of (sequence of 2n numbers, or None)
    places : sequence of str
        Path of each row inside the payload.
    provider : str
        The reader's name.

    Returns
    -------
    (n, 4, 2) ndarray
        NaN where a row is None.
    """
    if not rows:
        return np.empty((0, 4, 2))
    missing = [row is None for row in rows]
    try:
        array = np.array([_NOWHERE if row is None else row for row in rows])
    except (ValueError, TypeError, OverflowError):  # ragged: an n-gon, or something that is no polygon
        array = np.empty(0, object)
    if array.dtype.kind not in "iuf" or array.shape != (len(rows), 8):
        array = np.array([_quad(row, place, provider) for row, place in zip(rows, places, strict=True)])
    array = array.astype(np.float64).reshape(-1, 4, 2)
    wrong = ~(np.abs(array) <= FARTHEST).all(axis=(1, 2)) & ~np.array(missing)
    if wrong.any():
        row = int(np.argmax(wrong))
        raise ReadError(
            f"the polygon {shorten(rows[row])} has a coordinate that cannot lie on a page;"
            f" expected finite numbers up to {FARTHEST:.0e}",
            provider=provider,
            where=places[row],
        )
    return array


def _quad(row: Any, place: str, provider: str) -> Any:
    """Turn one flat polygon into eight numbers."""
    if row is None:
        return _NOWHERE
    numbers = isinstance(row, (list, tuple)) and all(type(value) in _NUMBERS for value in row)
    if not numbers or len(row) % 2 or len(row) < 6:
        count = f"{len(row)} values" if isinstance(row, (list, tuple)) else kind(row)
        raise ReadError(
            f"a polygon is 8 numbers (x, y of four corners), found {count}: {shorten(row)}",
            provider=provider,
            where=place,
        )
    try:
        return geometry.rectangle(np.array(row, np.float64).reshape(-1, 2)).reshape(8)
    except (ValueError, OverflowError) as error:
        raise ReadError(f"{error}: {shorten(row)}", provider=provider, where=place) from None


def number(value: Any, place: str, provider: str, default: float = float("nan")) -> float:
    """Take a finite number; None is `default`."""
    if value is None:
        return default
    if type(value) not in _NUMBERS or not abs(value) <= FARTHEST:
        raise ReadError(f"expected a finite number, found {shorten(value)}", provider=provider, where=place)
    return float(value)


def text(value: Any, place: str, provider: str) -> str:
    """Take a text; None is ``""``."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ReadError(f"expected text, found {shorten(value)}", provider=provider, where=place)
    return value


def confidence(value: Any, place: str, provider: str) -> float:
    """Take a confidence in [0, 1]; None is NaN."""
    if value is None:
        return float("nan")
    if type(value) not in _NUMBERS or not 0 <= value <= 1:
        raise ReadError(f"a confidence lies between 0 and 1, found {shorten(value)}", provider=provider, where=place)
    return float(value)


def items(value: Any, place: str, provider: str) -> list[dict[str, Any]]:
    """Take a list of objects; None is the empty list."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise ReadError(f"expected a list, found {kind(value)}", provider=provider, where=place)
    for index, item in enumerate(value):
        if not isinstance(item, dict):
            raise ReadError(f"expected an object, found {kind(item)}", provider=provider, where=f"{place}[{index}]")
    return value


def kind(value: Any) -> str:
    """Name a JSON value's type in the words of JSON."""
    names: Iterable[tuple[Any, str]] = (
        (bool, "true or false"), (dict, "an object"), (list, "a list"), (str, "text"), (_NUMBERS, "a number"),
    )  # fmt: skip
    return next((name for types, name in names if isinstance(value, types)), "null")


def shorten(value: Any) -> str:
    """Show a value in a message, in at most some 60 characters."""
    shown = repr(value) if not isinstance(value, int) or abs(value) < 10**30 else "an integer of over 30 digits"
    return shown if len(shown) <= 60 else shown[:57] + "…"

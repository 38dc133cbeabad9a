"""A line of PAGE XML: its words, its text, and how it lies."""

import math
from collections.abc import Sequence
from typing import Any

from ocrlayout.readers import _markup
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._markup import Element
from ocrlayout.readers._payload import UNKNOWN, Place
from ocrlayout.readers.page_xml.elements import (
    Columns,
    Text,
    chosen,
    grouped,
    named,
    numbers_of,
    outline,
    points_of,
    text_of,
    usual_words,
)

__all__ = ["PageLine"]


def _box(points: list[float]) -> list[float]:
    return [min(points[::2]), min(points[1::2]), max(points[::2]), max(points[1::2])]


class PageLine:
    """A line.

    Parameters
    ----------
    place : Place
        Of the payload.
    element : Element
    angle : float
        In which direction the text of its region runs; NaN where the file does not say.
    text : str
        Of the line, where the file has it in its region only.
    is_leftward : bool
        Whether its script runs from right to left.

    Attributes
    ----------
    angle : float
        In which direction the text runs: degrees, clockwise as seen.
    says_angle : bool
        Whether the file says it.
    """

    def __init__(
        self, place: Place, element: Element, angle: float, text: str, *, is_leftward: bool
    ) -> None:
        self._place, self._element = place, element
        parts = grouped(element)
        self._text = chosen(place, parts["textequiv"])
        if not self._text.text:
            self._text = Text(text)
        self._outline = outline(place, parts["coords"])
        self._words = parts["word"]
        self._columns = usual_words(self._words) or _columns(place, self._words)
        along = _direction(place, parts["baseline"], is_leftward=is_leftward)
        known = [one for one in (along, angle) if not math.isnan(one)]
        self.says_angle = bool(known)
        self.angle = known[0] if known else 0.0

    @property
    def boxes(self) -> list[list[float]]:
        """The boxes of the words that have an outline."""
        return [_box(points) for points in self._columns[2] if points is not None]

    def add(self, lines: LineBuilder, *, block: int, language: str) -> None:
        """Add the line, its outlines as they stand in the file."""
        own = self._outline
        text = " ".join(self._text.text.split())
        texts, sure, outlines = self._columns
        if any(texts):
            words = WordColumns([" ".join(one.split()) for one in texts], outlines, sure)
        else:
            words = WordColumns([text], [own], [self._text.confidence]) if text else WordColumns()
        lines.add(
            _markup.line_place(self._place, self._element),
            text or None,
            own,
            words,
            word_places=self._place_of,
            block=block,
            language=language,
            has_own_words=True,
        )

    def _place_of(self, row: int) -> Place:
        element = self._words[row] if row < len(self._words) else self._element
        return _markup.line_place(self._place, element)


def _direction(place: Place, baselines: list[Element], *, is_leftward: bool) -> float:
    """Return the direction of a baseline; NaN without one.

    Corners begin at the left of upright text in every script, wherever its baseline begins.
    """
    text = baselines[0].get("points") if baselines else None
    if not text:
        return UNKNOWN
    points = numbers_of(place, baselines[0], text)
    x, y = points[-2] - points[0], points[-1] - points[1]
    if is_leftward and x < 0:
        x, y = -x, -y
    return math.degrees(math.atan2(y, x)) if x or y else UNKNOWN


def _columns(place: Place, words: Sequence[Element]) -> Columns:
    """Return texts, confidences and outlines of words of any kind."""
    pieces = [_piece(place, word) for word in words]
    texts, sure, outlines = zip(*pieces, strict=True) if pieces else ((), (), ())
    return texts, sure, outlines


def _piece(place: Place, word: Element) -> tuple[str, float, Any]:
    """Return text, confidence and outline of a word; the text is else that of its characters."""
    text, sure = text_of(place, word)
    if not text:
        text = "".join(text_of(place, glyph).text for glyph in named(word, "glyph"))
    return text, sure, points_of(place, word)

"""A line of PAGE XML: its words, its text, and how it lies."""

import math
from typing import Any

from ocrlayout import geometry
from ocrlayout.readers import _markup
from ocrlayout.readers._boxes import begun
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._markup import Element
from ocrlayout.readers._payload import UNKNOWN, Place
from ocrlayout.readers.page_xml.elements import (
    Text,
    chosen,
    grouped,
    named,
    numbers_of,
    outline,
    points_of,
    text_of,
    usual_word,
)

__all__ = ["PageLine", "corners"]

_LEVEL = 0.5  # degrees: below, boxes are as good as level


def corners(points: list[float] | None, angle: float) -> Any:
    """Return the corners of text that runs at an angle; None without an outline.

    A box along the axes is the hull of what leans in it.
    """
    if points is None:
        return None
    is_level = abs(angle) <= _LEVEL
    if is_level and points[:2] == [points[6 % len(points)], points[3]]:  # most are so
        return points
    if not _is_box(points):
        return begun(points, angle)
    x0, y0, x1, y1 = box = _box(points)
    if not is_level:
        return geometry.leaning([box], angle).reshape(-1).tolist()
    return [x0, y0, x1, y0, x1, y1, x0, y1]


def _box(points: list[float]) -> list[float]:
    return [min(points[::2]), min(points[1::2]), max(points[::2]), max(points[1::2])]


def _is_box(points: list[float]) -> bool:
    return len(points) == 8 and len({*points[::2]}) <= 2 and len({*points[1::2]}) <= 2


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
        pieces = [usual_word(word) or _piece(place, word) for word in self._words]
        self._columns = [*zip(*pieces, strict=True)] or [(), (), ()]
        along = _direction(place, parts["baseline"], is_leftward=is_leftward)
        known = [one for one in (along, angle) if not math.isnan(one)]
        self.says_angle = bool(known)
        self.angle = known[0] if known else 0.0

    @property
    def boxes(self) -> list[list[float]]:
        """The boxes of the words that have an outline."""
        return [_box(points) for points in self._columns[2] if points is not None]

    def add(self, lines: LineBuilder, turn: float, *, block: int, language: str) -> None:
        """Add the line; `turn` is its angle where it does not say its own."""
        angle = float(geometry.fold(self.angle)) if self.says_angle else turn
        own = corners(self._outline, angle)
        text = " ".join(self._text.text.split())
        texts, sure, outlines = self._columns
        if any(texts):
            boxes = [corners(points, angle) for points in outlines]
            words = WordColumns([" ".join(one.split()) for one in texts], boxes, sure)
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
    points = numbers_of(_markup.line_place(place, baselines[0]) / "points", text)
    x, y = points[-2] - points[0], points[-1] - points[1]
    if is_leftward and x < 0:
        x, y = -x, -y
    return math.degrees(math.atan2(y, x)) if x or y else UNKNOWN


def _piece(place: Place, word: Element) -> tuple[str, float, Any]:
    """Return text, confidence and outline of a word; the text is else that of its characters."""
    text, sure = text_of(place, word)
    if not text:
        text = "".join(text_of(place, glyph).text for glyph in named(word, "glyph"))
    return text, sure, points_of(place, word)

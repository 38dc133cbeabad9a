"""A line of PAGE XML: its words, its text, and how it lies."""

import math
from collections.abc import Sequence

from ocrlayout.readers import _markup
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._markup import Element
from ocrlayout.readers._payload import UNKNOWN, Place
from ocrlayout.readers.page_xml.elements import Text, chosen, grouped, numbers_of, outline
from ocrlayout.readers.page_xml.words import PageWords

__all__ = ["PageLine"]


class PageLine:
    """A line.

    Parameters
    ----------
    words : PageWords
        Those of the line are added.
    element : Element
    angle : float
        In which direction the text of its region runs; NaN where the file does not say.
    text : str
        Of the line, where the file has it in its region only.
    is_leftward : bool
        Whether its script runs from right to left.

    Attributes
    ----------
    rows : slice
        Which of the words are those of the line.
    angle : float
        In which direction the text runs: degrees, clockwise as seen.
    says_angle : bool
        Whether the file says it.
    """

    def __init__(
        self, words: PageWords, element: Element, angle: float, text: str, *, is_leftward: bool
    ) -> None:
        self._all, self._element = words, element
        start = len(words)
        parts = grouped(element)
        words.add(element, parts["word"])
        self.rows = slice(start, len(words))
        self._text = chosen(words.place, parts["textequiv"])
        if not self._text.text:
            self._text = Text(text)
        self._outline = outline(words.place, parts["coords"])
        along = _direction(words.place, parts["baseline"], is_leftward=is_leftward)
        known = [one for one in (along, angle) if not math.isnan(one)]
        self.says_angle = bool(known)
        self.angle = known[0] if known else 0.0

    def add(self, lines: LineBuilder, columns: WordColumns, *, block: int, language: str) -> None:
        """Add the line and the columns of its words, outlines as they stand in the file."""
        own = self._outline
        text = " ".join(self._text.text.split())
        if any(columns.texts):
            words = columns._replace(texts=_without_runs(columns.texts, text))
        else:
            words = WordColumns([text], [own], [self._text.confidence]) if text else WordColumns()
        lines.add(
            self._place,
            text or None,
            own,
            words,
            word_places=self._place_of,
            block=block,
            language=language,
            has_own_words=True,
        )

    @property
    def _place(self) -> Place:
        return _markup.line_place(self._all.place, self._element)

    def _place_of(self, row: int) -> Place:
        at = self.rows.start + row
        return self._all.place_of(at) if at < self.rows.stop else self._place


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


def _without_runs(texts: Sequence[str], line: str) -> Sequence[str]:
    """Return texts with one blank for each run of white space; few have any."""
    return texts if line == " ".join(texts) else [" ".join(one.split()) for one in texts]

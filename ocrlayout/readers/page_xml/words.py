"""The words of a page of PAGE XML: gathered one by one, and parsed together."""

import math
from collections.abc import Sequence

from ocrlayout.readers import _markup
from ocrlayout.readers._lines import WordColumns
from ocrlayout.readers._markup import Element
from ocrlayout.readers._numbers import rows_of
from ocrlayout.readers._payload import Place
from ocrlayout.readers.page_xml.elements import name_of, named, outline_of, points_of, text_of

__all__ = ["PageWords"]

_QUAD = 8  # numbers of four corners
_UNUSUAL = ("", "", "")
Outline = list[float] | None


class PageWords:
    """The words of a page while they are gathered.

    Almost all are an outline and one reading. Of these, attributes and text are kept as they stand
    in the file: numbers that are parsed word by word take longer than the XML.

    Parameters
    ----------
    place : Place
        Of the payload.

    Attributes
    ----------
    place : Place
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self._lines: list[Element] = []
        self._texts: list[str] = []
        self._points: list[str] = []
        self._shares: list[str] = []
        self._unusual: dict[int, Element] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, line: Element, words: Sequence[Element]) -> None:
        """Add the words of a line."""
        if not words:
            return
        found = [_usual(word) for word in words]
        for row, (word, usual) in enumerate(zip(words, found, strict=True), len(self)):
            if usual is _UNUSUAL:
                self._unusual[row] = word
        texts, points, shares = zip(*found, strict=True)
        self._lines.append(line)
        self._texts += texts
        self._points += points
        self._shares += shares

    def place_of(self, row: int) -> Place:
        """Return the place of a word."""
        return _markup.line_place(self.place, self._elements()[row])

    def _elements(self) -> list[Element]:
        return [word for line in self._lines for word in named(line, "word")]

    def columns(self) -> WordColumns:
        """Return texts, outlines and confidences of all words."""
        outlines, shares = _outlines(self._points), _shares(self._shares)
        if not len(outlines) == len(shares) == len(self):  # a number is wrong
            return WordColumns(*zip(*map(self._word, self._elements()), strict=True))
        texts = [*self._texts]
        for row, word in self._unusual.items():
            texts[row], outlines[row], shares[row] = self._word(word)
        return WordColumns(texts, outlines, shares)

    def _word(self, word: Element) -> tuple[str, Outline, float]:
        """Return text, outline and confidence of any word; the text else of its characters."""
        text, sure = text_of(self.place, word)
        if not text:
            text = "".join(text_of(self.place, glyph).text for glyph in named(word, "glyph"))
        return text, points_of(self.place, word), sure


def _usual(word: Element) -> tuple[str, str, str]:
    """Return text, points and confidence of a word as almost all are, as they stand in the file."""
    if len(word) != 2:  # Coords and TextEquiv
        return _UNUSUAL
    coords, reading = word
    points = coords.get("points")
    if len(reading) != 1 or not points or name_of(reading) != "textequiv":
        return _UNUSUAL
    text = reading[0].text
    return (text, points, reading.get("conf") or "") if text else _UNUSUAL


def _outlines(points: Sequence[str]) -> list[Outline]:
    """Return the outlines of points; none where one is not numbers in pairs."""
    rows = rows_of(points)
    if rows is None or any(len(row) % 2 for row in rows):
        return []
    return [row if len(row) == _QUAD else outline_of(row) for row in rows]


def _shares(texts: Sequence[str]) -> list[float]:
    """Return confidences, unknown where there is none; none at all where one is not a number."""
    try:
        shares = [float(one or "nan") for one in texts]
    except ValueError:
        return []
    given = len(texts) - texts.count("")
    is_right = sum(map(math.isfinite, shares)) == given
    return shares if is_right else []

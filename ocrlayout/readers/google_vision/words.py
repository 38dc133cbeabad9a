"""The words of a page as columns, and the lines that the breaks between them make."""

import dataclasses
from collections import Counter
from itertools import pairwise
from typing import Any

from ocrlayout.model import Lines
from ocrlayout.readers import _vertices
from ocrlayout.readers._around import around
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._payload import Item, Place

__all__ = ["PageWords"]

_ENDS = ("eol_sure_space", "hyphen", "line_break")
_HYPHENS = ("-", "\N{SOFT HYPHEN}", "\N{HYPHEN}", "\N{NOT SIGN}")


class PageWords:
    """The words of a page.

    Attributes
    ----------
    texts : list of str
    breaks : list of str
        What stands behind each word, as the service calls it; ``""``: nothing.
    places : list of Place
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.breaks: list[str] = []
        self.places: list[Place] = []
        self._boxes: list[Any] = []
        self._sure: list[Any] = []
        self._languages: list[str] = []
        self._blocks: list[int] = []
        self._ends: set[int] = set()

    def add(
        self, place: Place, word: Item, text: str, box: Any, *, language: str, block: int = -1
    ) -> None:
        """Add a word."""
        self.places.append(place)
        self.texts.append(text)
        self.breaks.append("")
        self._boxes.append(box)
        self._sure.append(word.get("confidence"))
        self._languages.append(language)
        self._blocks.append(block)

    def end(self) -> None:
        """End a line behind the last word, whatever stands there."""
        self._ends.add(len(self.texts) - 1)

    def has(self, name: str) -> bool:
        """Return whether a box has vertices of this name."""
        return any(isinstance(box, dict) and box.get(name) for box in self._boxes)

    def lines(self, name: str) -> Lines:
        """Return the lines.

        Parameters
        ----------
        name : str
            Of the vertices that are the corners.
        """
        builder, polygons = (
            LineBuilder(),
            _vertices.flats(self._boxes, name, self.places.__getitem__),
        )
        sure = self._sure if any(self._sure) else [None] * len(self._sure)
        for start, stop in pairwise(self._bounds()):
            rows = slice(start, stop)
            if any(map(str.strip, self.texts[rows])):
                builder.add(
                    self.places[start],
                    self._text(start, stop),
                    None,
                    WordColumns(self._printed(start, stop), polygons[rows], sure[rows]),
                    word_places=lambda row, first=start: self.places[first + row],  # type: ignore[misc]
                    language=Counter(self._languages[rows]).most_common(1)[0][0],
                    block=self._blocks[start],
                )
        lines = builder.lines()
        return dataclasses.replace(lines, polygon=around(lines.words.polygon, lines.offsets))

    def _bounds(self) -> list[int]:
        """Return where lines begin, and where the last one ends."""
        ends = (row for row, kind in enumerate(self.breaks) if kind in _ENDS or row in self._ends)
        return [0, *(row + 1 for row in ends)]

    def _printed(self, start: int, stop: int) -> list[str]:
        """Return the words of a line; a hyphen at its end is on the page and not in the text."""
        texts = self.texts[start:stop]
        if self.breaks[stop - 1] == "hyphen" and not texts[-1].endswith(_HYPHENS):
            texts[-1] += "-"
        return texts

    def _text(self, start: int, stop: int) -> str:
        pairs = zip(self._printed(start, stop), self.breaks[start:stop], strict=True)
        return "".join(text + " " if kind else text for text, kind in pairs).strip()

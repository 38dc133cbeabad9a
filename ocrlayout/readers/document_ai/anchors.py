"""Text anchors: the places in the text of a document by which its parts find each other."""

from collections.abc import Callable, Sequence
from typing import Any

from ocrlayout.readers._payload import Item, Json, Place
from ocrlayout.readers._spelling import Spelled, pick

__all__ = ["Anchors", "Pair", "Places", "layout_of", "number_of"]

Pair = tuple[int, int]
Places = Callable[[int], Spelled]
_LONGEST = 15  # digits: whole numbers up to it are exact as floats


class Anchors:
    """The text of a document, or of one of its shards, into which anchors point.

    Parameters
    ----------
    text : str
        Without it no anchor points anywhere.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def of(self, place: Spelled, layout: Item) -> list[Pair]:
        """Return offset and length of each segment that a layout is anchored to.

        Raises
        ------
        ReadError
            A segment is not one, or lies outside of the text.
        """
        given = pick(layout, "textAnchor")
        if given is None or not self.text:
            return []
        at = place.at(layout, "textAnchor")
        return [self._span(*pair) for pair in at.each(at.object(given), "textSegments")]

    def _span(self, place: Spelled, segment: Item) -> Pair:
        start, end = (_index(place, segment, name) for name in ("startIndex", "endIndex"))
        if not start <= end <= len(self.text):
            length = len(self.text)
            message = f"a segment from {start} to {end} is not in a text of {length} characters"
            raise place.error(message)
        return start, end - start

    def column(self, layouts: Sequence[Any], places: Places) -> list[list[Pair]]:
        """Return what :meth:`of` does, of many layouts."""
        quick = map(self._at_once, layouts)
        return [
            pairs if pairs is not None else self.of(places(row), layouts[row])
            for row, pairs in enumerate(quick)
        ]

    def _at_once(self, layout: Item) -> list[Pair] | None:
        """Return the span of a layout that has one and is as it should be; else None."""
        try:
            (segment,) = layout["textAnchor"]["textSegments"]
            first, last = segment.get("startIndex", "0"), segment["endIndex"]
            if type(first) is not str or type(last) is not str:
                return None
            start, end = int(first), int(last)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        return [(start, end - start)] if 0 <= start <= end <= len(self.text) else None

    def text_of(self, spans: Sequence[Pair]) -> str:
        """Return the text in some spans."""
        if len(spans) == 1:
            ((start, length),) = spans
            return self.text[start : start + length]
        return "".join(self.text[start : start + length] for start, length in spans)


def _index(place: Spelled, segment: Item, name: str) -> int:
    return place.whole({place.key(segment, name): number_of(pick(segment, name, 0))}, name, 0)


def number_of(value: Json) -> Json:
    """Return the number that a text of digits is, as long numbers are sent; all else as it is.

    Examples
    --------
    >>> number_of("12"), number_of(12), number_of("-1")
    (12, 12, '-1')
    """
    is_digits = isinstance(value, str) and value.isascii() and value.isdecimal()
    return int(value) if is_digits and len(value) <= _LONGEST else value


def layout_of(place: Place, item: Item) -> Item:
    """Take the layout of a page, a line, a token or a cell."""
    given = item.get("layout")
    return (place / "layout").object(given if given is not None else {})

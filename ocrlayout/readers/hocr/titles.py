"""The ``title`` of an hOCR element: properties with values, apart by semicolons."""

import math
import re
from typing import NamedTuple

from ocrlayout.readers._markup import Element, numbers
from ocrlayout.readers._payload import UNKNOWN, Place

__all__ = ["Title", "title_of"]

# of lines and blocks as almost all are: a box, a baseline, sizes that are not looked at
_USUAL = re.compile(
    r"bbox ([0-9]{1,6}) ([0-9]{1,6}) ([0-9]{1,6}) ([0-9]{1,6})(?:; baseline ([-0-9.]+ [-0-9.]+))?"
    r"(?:; x_(?:size|descenders|ascenders|fsize) [-0-9.]+)*;?\s*"
)
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_PERCENT = 100


class Title(NamedTuple):
    """What the title of an element says.

    Attributes
    ----------
    values : dict of str to str
    place : Place
        Of the element, for an error.
    sides : tuple of float, optional
        Its box, where that was read already.
    """

    values: dict[str, str]
    place: Place
    sides: tuple[float, ...] = ()

    def box(self) -> list[float] | None:
        """Return x0, y0, x1, y1; None without."""
        if self.sides:
            return [*self.sides]
        given = self.values.get("bbox")
        return numbers(self.place, given, 4) if given is not None else None

    def polygon(self) -> list[float] | None:
        """Return the corners of a polygon as a flat list; None without."""
        given = self.values.get("poly")
        return numbers(self.place, given) if given else None

    def corners(self) -> list[float] | None:
        """Return the corners of an element as they stand in the file; None where it has none."""
        polygon = self.polygon()
        box = self.box() if polygon is None else None
        if polygon or box is None:
            return polygon
        x0, y0, x1, y1 = box
        return [x0, y0, x1, y0, x1, y1, x0, y1]

    def confidence(self) -> float:
        """Return ``x_wconf`` as a share, or the mean of ``x_confs``; NaN without.

        The standard has percents; kraken writes shares. ``x_conf`` is an old name of ``x_wconf``.
        """
        given = self.values.get("x_wconf") or self.values.get("x_conf")
        if given:
            return self.place.certain(numbers(self.place, given, 1)[0], _PERCENT)
        every = numbers(self.place, self.values.get("x_confs", ""))
        most = 1 if max(every, default=0) <= 1 else _PERCENT
        return self.place.certain(sum(every) / len(every), most) if every else UNKNOWN

    def angle(self) -> float:
        """Return in which direction the text runs, in degrees, clockwise as seen; NaN: not said.

        ``textangle`` counts the other way round, and the slope of a ``baseline`` comes on top.
        """
        turn, line = self.values.get("textangle"), self.values.get("baseline")
        slope = numbers(self.place, line)[:1] if line else []
        if not turn and not slope:
            return UNKNOWN
        lean = math.degrees(math.atan(slope[0])) if slope else 0.0
        return lean - (numbers(self.place, turn, 1)[0] if turn else 0.0)


def title_of(place: Place, element: Element) -> Title:
    """Return the title of an element, parsed."""
    text = element.get("title") or ""
    usual = _USUAL.fullmatch(text)
    if usual:
        *sides, baseline = usual.groups()
        values = {"baseline": baseline} if baseline else {}
        return Title(values, place, (*map(float, sides),))
    if '"' in text or "'" in text:  # what is quoted may hold semicolons
        text = _QUOTED.sub("", text)
    pairs = [part.strip().partition(" ") for part in text.split(";")]
    return Title({name: value for name, _, value in pairs}, place)

"""A line of ALTO: its strings, the white space between them, its hyphen, and how it lies."""

import math
import re
from collections.abc import Sequence

from ocrlayout.readers import _markup
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._markup import Element
from ocrlayout.readers._numbers import rows_of
from ocrlayout.readers._payload import FARTHEST, UNKNOWN, Place
from ocrlayout.readers.alto.file import AltoFile

__all__ = ["AltoLine", "corners", "number"]

_NUMBER = r"-?[0-9]{1,6}(?:\.[0-9]{1,12})?"  # that lies on a page
_PLAIN = re.compile(_NUMBER)
_BOX = ("HPOS", "VPOS", "WIDTH", "HEIGHT")
_MISSING = ("",) * len(_BOX)


def number(file: AltoFile, element: Element, name: str) -> float:
    """Take a number; NaN where it is missing."""
    text = element.get(name)
    if not text:
        return UNKNOWN
    if _PLAIN.fullmatch(text):
        return float(text)
    return _markup.numbers(_markup.line_place(file.place, element) / name, text, 1)[0]


def corners(file: AltoFile, element: Element) -> list[float] | None:
    """Return the outline of an element as it stands in the file; None where it has none.

    A polygon of four corners is taken; of others only where there is no box.
    """
    return _outline(_points(file, element), _box(file, element))


def _outline(points: list[float] | None, box: list[float] | None) -> list[float] | None:
    if points is not None and (len(points) == 8 or (box is None and len(points) > 4)):
        return points
    if box is None:
        return None
    x0, y0, x1, y1 = box
    return [x0, y0, x1, y0, x1, y1, x0, y1]


def _boxes(file: AltoFile, elements: Sequence[Element]) -> list[list[float] | None]:
    """Return the boxes of some elements; those that are as they should be are read together."""
    rows = rows_of([",".join(map(one.get, _BOX, _MISSING)) for one in elements])
    if rows is None or not all(map(_is_box, rows)):
        return [_box(file, one) for one in elements]
    return [[x, y, x + width, y + height] for x, y, width, height in rows]


def _is_box(row: list[float]) -> bool:
    return len(row) == len(_BOX) and -FARTHEST <= min(row) <= max(row) <= FARTHEST


def _box(file: AltoFile, element: Element) -> list[float] | None:
    """Return x0, y0, x1, y1; None where a part is missing."""
    x, y, width, height = (number(file, element, name) for name in _BOX)
    if math.isnan(x + y + width + height):
        return None
    return [x, y, x + width, y + height]


def _points(file: AltoFile, element: Element) -> list[float] | None:
    """Return the points of the polygon of an element; None without."""
    shape = next(element.iterchildren("{*}Shape"), None)
    polygon = next(shape.iterchildren("{*}Polygon"), None) if shape is not None else None
    text = polygon.get("POINTS") if polygon is not None else None
    if not text:
        return None
    found = _markup.quick_numbers(text)
    if found is None or len(found) % 2:
        place = _markup.line_place(file.place, polygon) / "POINTS"
        count = len(_markup.numbers(place, text))
        raise place.error(f"expected x and y of points, found {count} numbers")
    return found


class AltoLine:
    """A line.

    Parameters
    ----------
    file : AltoFile
    element : Element
    rotation : float
        Degrees, counter-clockwise, of the blocks around it; NaN where they do not say.

    Attributes
    ----------
    angle : float
        In which direction the text runs: degrees, clockwise as seen.
    says_angle : bool
        Whether the file says it.
    """

    def __init__(self, file: AltoFile, element: Element, rotation: float) -> None:
        self._file, self._element = file, element
        self._strings: list[Element] = []
        self._texts: list[str] = []
        self._gaps: list[bool] = []
        for child in element:
            self._take(child, _markup.local_name(child))
        self._boxes = _boxes(file, self._strings)
        self._points = _points(file, element)
        lean = self._baseline()
        known = [value for value in (lean, -rotation) if not math.isnan(value)]
        self.says_angle = bool(known)
        self.angle = known[0] if known else 0.0

    def _take(self, child: Element, name: str) -> None:
        if name == "String":
            self._strings.append(child)
            self._texts.append(self._content(child))
            self._gaps.append(not self._file.has_spaces)
        elif name == "SP" and self._gaps:
            self._gaps[-1] = True
        elif name == "HYP":
            self._hyphenate(child)

    def _content(self, string: Element) -> str:
        content = string.get("CONTENT")
        if content is None:
            glyphs = [glyph.get("CONTENT") or "" for glyph in string.iterchildren("{*}Glyph")]
            if not glyphs:
                raise self._place(string).error("a String needs CONTENT")
            content = "".join(glyphs)
        return " ".join(content.split())

    def _hyphenate(self, hyphen: Element) -> None:
        """Put a hyphen to the word before it; alone in its line it is a word."""
        content = hyphen.get("CONTENT") or "-"
        if self._texts:
            self._texts[-1] += content
        else:
            self._strings.append(hyphen)
            self._texts.append(content)
            self._gaps.append(True)

    def _baseline(self) -> float:
        """Return the direction of the baseline in degrees, clockwise as seen; NaN without one."""
        text = self._element.get("BASELINE")
        if not text:
            return UNKNOWN
        points = _markup.numbers(self._place(self._element) / "BASELINE", text)
        if len(points) < 4 or len(points) % 2:  # one number: its height
            return UNKNOWN
        x, y = points[-2] - points[0], points[-1] - points[1]
        return math.degrees(math.atan2(y, x)) if x or y else UNKNOWN

    def _place(self, element: Element) -> Place:
        return _markup.line_place(self._file.place, element)

    @property
    def boxes(self) -> list[list[float]]:
        """The boxes of the strings that have one."""
        return [box for box in self._boxes if box is not None]

    @property
    def is_hull(self) -> bool:
        """Whether its outline is a box around words that have boxes, too."""
        return any(self._boxes) and self._points is None

    def add(self, lines: LineBuilder, *, block: int, language: str) -> None:
        """Add the line, its outlines as they stand in the file."""
        pairs = zip(self._strings, self._boxes, strict=True)
        outlines = [
            _outline(_points(self._file, string) if len(string) else None, box)
            for string, box in pairs
        ]
        texts = zip(self._texts, self._gaps, strict=True)
        text = "".join(text + " " if gap else text for text, gap in texts)
        own = _outline(self._points, _box(self._file, self._element))
        lines.add(
            self._place(self._element),
            " ".join(text.split()),
            own,
            WordColumns(self._texts, outlines, self._confidences()),
            word_places=lambda row: self._place(self._strings[row]),
            block=block,
            language=language,
        )

    def _confidences(self) -> Sequence[float]:
        try:
            return [float(string.get("WC") or UNKNOWN) for string in self._strings]
        except ValueError:
            return [number(self._file, string, "WC") for string in self._strings]

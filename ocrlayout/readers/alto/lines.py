"""A line of ALTO: its strings, the white space between them, its hyphen, and how it lies."""

import math
import re
from collections.abc import Sequence
from typing import Any

from ocrlayout import geometry
from ocrlayout.readers import _markup
from ocrlayout.readers._boxes import begun, clockwise
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._markup import Element
from ocrlayout.readers._payload import UNKNOWN, Place
from ocrlayout.readers.alto.file import AltoFile

__all__ = ["AltoLine", "corners", "number"]

_LEVEL = 0.5  # degrees: below, the boxes are as good as level
_NUMBER = r"-?[0-9]{1,6}(?:\.[0-9]{1,12})?"  # that lies on a page
_PLAIN, _FOUR = re.compile(_NUMBER), re.compile(" ".join([_NUMBER] * 4))
_BOX = ("HPOS", "VPOS", "WIDTH", "HEIGHT")


def number(file: AltoFile, element: Element, name: str) -> float:
    """Take a number; NaN where it is missing."""
    text = element.get(name)
    if not text:
        return UNKNOWN
    if _PLAIN.fullmatch(text):
        return float(text)
    return _markup.numbers(_markup.line_place(file.place, element) / name, text, 1)[0]


def corners(file: AltoFile, element: Element, angle: float) -> Any:
    """Return the corners of an element whose text runs at an angle; None where it has none.

    A polygon of four corners is taken as it is; of others only where there is no box.
    """
    return _corners(_points(file, element), _box(file, element), angle)


def _corners(points: list[float] | None, box: list[float] | None, angle: float) -> Any:
    if points is not None and len(points) == 8:
        return begun(points, angle)
    if points is not None and box is None:
        return points if len(points) > 4 else None
    if box is None:
        return None
    if angle:
        return geometry.leaning([box], angle).reshape(-1).tolist()
    x0, y0, x1, y1 = box
    return [x0, y0, x1, y0, x1, y1, x0, y1]


def _box(file: AltoFile, element: Element) -> list[float] | None:
    """Return x0, y0, x1, y1; None where a part is missing."""
    texts = [element.get(name) or "" for name in _BOX]
    if _FOUR.fullmatch(" ".join(texts)):
        x, y, width, height = map(float, texts)
    else:
        x, y, width, height = (number(file, element, name) for name in _BOX)
    if math.isnan(x + y + width + height):
        return None
    return [x, y, x + width, y + height]


def _points(file: AltoFile, element: Element) -> list[float] | None:
    """Return the points of the polygon of an element, clockwise as seen; None without."""
    shape = element.find("{*}Shape/{*}Polygon") if len(element) else None
    if shape is None or not shape.get("POINTS"):
        return None
    place = _markup.line_place(file.place, shape) / "POINTS"
    found = _markup.numbers(place, shape.get("POINTS"))
    if len(found) % 2:
        raise place.error(f"expected x and y of points, found {len(found)} numbers")
    return clockwise(found)


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
        for child in element.iterchildren():
            self._take(child, _markup.local_name(child))
        self._boxes = [_box(file, string) for string in self._strings]
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

    def add(self, lines: LineBuilder, turn: float, *, block: int, language: str) -> None:
        """Add the line; `turn` is its angle where it does not say its own."""
        angle = self.angle if self.says_angle else turn
        lean = angle if abs(angle) > _LEVEL else 0.0
        boxes = [
            _corners(_points(self._file, string), box, lean)
            for string, box in zip(self._strings, self._boxes, strict=True)
        ]
        text = "".join(
            text + " " if gap else text for text, gap in zip(self._texts, self._gaps, strict=True)
        )
        own = corners(self._file, self._element, lean)
        is_hull = bool(lean) and any(boxes) and _points(self._file, self._element) is None
        lines.add(
            self._place(self._element),
            " ".join(text.split()),
            None if is_hull else own,  # a long box says less than the boxes of its words
            WordColumns(self._texts, boxes, self._confidences()),
            word_places=lambda row: self._place(self._strings[row]),
            block=block,
            language=language,
        )

    def _confidences(self) -> Sequence[float]:
        return [number(self._file, string, "WC") for string in self._strings]

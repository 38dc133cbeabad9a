"""ABBYY FineReader XML, schemas 6 to 10: pages of blocks, whose characters have a box each.

Kept: lines, words, boxes, confidences, languages of lines, page sizes, the engine's name; blocks,
paragraphs with the roles of their styles (schema 10), tables with their cells, figures.

Choices:

* Words end at white space, and where a character says that it begins one. A line without characters
  is one word.
* The confidence of a word is the mean of its characters'; 255 and −1 are unknown. Early exports
  have none.
* A word that goes on in the next line ends in ``¬``, as the file has it.
* Boxes lie along the axes; where a text says its ``orientation``, corners begin where it starts.
  The page has the angle of most of its lines.
* The cells of a table are counted by their spans.

Not kept: fonts, formats, other readings, check marks, bar codes' kinds, outlines of regions. Files
whose coordinates are of a page that FineReader turned or straightened (``originalCoords`` is not
true) stay as they are.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from ocrlayout import geometry
from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _markup, _pages
from ocrlayout.readers._blocks import BlockBuilder
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._markup import Element
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import FARTHEST, UNKNOWN, Json, Place
from ocrlayout.readers._span_grid import SpanGrid

PROVIDER = "abbyy"
_BLOCKS = {"Table": "table", "Picture": "figure", "RasterPicture": "figure"}
_ROLES = {
    "heading": "heading",
    "tableHeading": "caption",
    "tableCaption": "caption",
    "pictureCaption": "caption",
    "footnote": "note",
    "endnote": "note",
    "rt": "header",
}
_ANGLES = {"RotatedClockwise": 90.0, "RotatedUpsidedown": 180.0, "RotatedCounterclockwise": -90.0}
_SIDES = ("l", "t", "r", "b")
_HEAD = 1 << 12  # characters at the start in which the namespace or a page is looked for
_SIGN = re.compile(r"abbyy\.com/FineReader_xml|<(?:\w+:)?page\b[^>]*\bresolution=")
_LONGEST_SPAN = 1000  # rows or columns, as in HTML
_PERCENT, _NO_CONFIDENCE = 100, ("255", "-1")


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    if _markup.root_of(payload) != "document":
        return False
    return _SIGN.search(payload[:_HEAD]) is not None


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : str
        XML.
    sizes : list of (width, height), optional
        Page sizes in pixels, used where the payload does not say.

    Returns
    -------
    Document

    Raises
    ------
    ReadError
        It is not XML, or something in it is not what the schema says; the message says where.

    Examples
    --------
    >>> char = '<charParams l="{}" t="0" r="{}" b="9" charConfidence="75">{}</charParams>'
    >>> chars = "".join(char.format(9 * x, 9 * x + 8, one) for x, one in enumerate("a dog"))
    >>> line = f'<line l="0" t="0" r="45" b="9"><formatting>{chars}</formatting></line>'
    >>> block = f'<block blockType="Text"><text><par>{line}</par></text></block>'
    >>> page = f'<page width="50" height="20" resolution="300">{block}</page>'
    >>> page = read(f"<document>{page}</document>")[0]
    >>> page.words.text, page.words.confidence.tolist()
    (('a', 'dog'), [0.75, 0.75])
    """
    place = Place(PROVIDER)
    if not isinstance(payload, str):
        raise place.error("FineReader's XML is text")
    root = _markup.parsed(place, payload)
    roles = {style.get("id"): _style(place, style) for style in root.iter("{*}paragraphStyle")}
    pages = [
        _AbbyyPage(place, element, roles).page(index + 1, _pages.given(sizes, index, PROVIDER))
        for index, element in enumerate(root.iterchildren("{*}page"))
    ]
    return Document(pages, Origin(PROVIDER, root.get("producer") or ""))


class _Style(NamedTuple):
    """What paragraphs of a style are: their role, and the level of headings."""

    role: str = "paragraph"
    level: int = 0


def _style(place: Place, style: Element) -> _Style:
    role, given = _ROLES.get(style.get("role") or "", "paragraph"), style.get("roleLevel")
    at = _markup.line_place(place, style) / "roleLevel"
    return _Style(role, _whole(at, given) if given and role == "heading" else 0)


class _AbbyyPage:
    """A page while it is gathered."""

    def __init__(self, place: Place, element: Element, roles: dict[Any, _Style]) -> None:
        self._place, self._element, self._roles = place, element, roles
        self._lines, self._blocks = LineBuilder(), BlockBuilder()
        self._angles: list[float] = []
        for block in element.iterchildren("{*}block"):
            self._add_block(block)

    def page(self, number: int, size: Size | None) -> Page:
        """Return the page; `size` is used where it does not say its own."""
        at = _markup.line_place(self._place, self._element)
        given = [self._element.get(name) or "0" for name in ("width", "height")]
        sides = _markup.numbers(at, " ".join(given), 2)
        return _pages.made(
            at,
            dict(zip(("width", "height"), sides, strict=True)),
            self._lines.lines(),
            number=number,
            size=size,
            angle=self._angle(),
            blocks=self._blocks.blocks(),
        )

    def _angle(self) -> float:
        """Return the angle of most lines; NaN of a page whose text is upright or not there."""
        angles, counts = np.unique(self._angles, return_counts=True)
        most = float(angles[counts.argmax()]) if len(angles) else 0.0
        return most or UNKNOWN

    def _add_block(self, block: Element) -> None:
        role = _BLOCKS.get(block.get("blockType") or "", "")
        row = self._added(block, role)
        for text in block.iterchildren("{*}text"):
            self._add_text(text, row, has_role=False)
        grid = SpanGrid()
        for element in block.iterchildren("{*}row"):
            for cell in element.iterchildren("{*}cell"):
                self._add_cell(cell, row, grid)
            grid.next_row()

    def _add_cell(self, cell: Element, table: int, grid: SpanGrid) -> None:
        at = self._at(cell)
        spans = {name: cell.get(name) or "1" for name in ("rowSpan", "colSpan")}
        place = grid.add(at, *(_whole(at / name, text) for name, text in spans.items()))
        inner = self._blocks.add(at, "cell", table, cell=place)
        for text in cell.iterchildren("{*}text"):
            self._add_text(text, inner, has_role=True)

    def _at(self, element: Element) -> Place:
        return _markup.line_place(self._place, element)

    def _added(self, element: Element, role: str, parent: int = -1, level: int = 0) -> int:
        box = _box(self._place, element)
        corners = _corners([box], 0.0)[0] if box else None
        return self._blocks.add(self._at(element), role, parent, corners, level=level)

    def _add_text(self, text: Element, row: int, *, has_role: bool) -> None:
        angle = _ANGLES.get(text.get("orientation") or "", 0.0)
        for par in text.iterchildren("{*}par"):
            lines = [*par.iterchildren("{*}line")]
            role, level = self._roles.get(par.get("style"), _Style())
            inner = row if has_role or not lines else self._added(par, role, row, level)
            for line in lines:
                self._add_line(line, inner, angle)

    def _add_line(self, line: Element, block: int, angle: float) -> None:
        parts = [*line.iterchildren("{*}formatting")]
        chars = [*chain.from_iterable(part.iterchildren("{*}charParams") for part in parts)]
        texts = [_text(char) for char in chars]
        spans = [*_words(chars, texts)]
        text = "".join(texts) if chars else "".join(part.text or "" for part in parts)
        self._angles.append(angle)
        self._lines.add(
            self._at(line),
            " ".join(text.split()),
            _corners([_box(self._place, line)], angle)[0],
            self._columns(chars, texts, spans, angle),
            word_places=lambda row: self._at(chars[spans[row][0]]),
            language=(parts[0].get("lang") or "") if parts else "",
            block=block,
        )

    def _columns(
        self,
        chars: Sequence[Element],
        texts: Sequence[str],
        spans: Sequence[tuple[int, int]],
        angle: float,
    ) -> WordColumns:
        """Return the words of a line, which are spans of its characters."""
        words = [chars[slice(*span)] for span in spans]
        return WordColumns(
            ["".join(texts[slice(*span)]) for span in spans],
            _corners([_hull(self._place, word) for word in words], angle),
            [_mean(self._place, word) for word in words],
        )


def _text(char: Element) -> str:
    """Return a character, which may stand behind other readings of it; a blank for white space."""
    text = char.text or ""
    if len(char):
        text = "".join([text, *(child.tail or "" for child in char.iterchildren())])
    return " " if not text or text.isspace() else text.strip()


def _words(chars: Sequence[Element], texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and the past-the-last character of each word."""
    start = -1
    for at, text in enumerate(texts):
        if text == " ":
            if start >= 0:
                yield start, at
            start = -1
        elif start < 0:
            start = at
        elif _begins(chars[at]):
            yield start, at
            start = at
    if start >= 0:
        yield start, len(texts)


def _begins(char: Element) -> bool:
    """Return whether a character says that it begins a word: ``wordFirst`` in early schemas."""
    return (char.get("wordStart") or char.get("wordFirst")) in ("true", "1")


def _box(place: Place, element: Element) -> list[float] | None:
    """Return left, top, right, bottom; None where one is missing."""
    get = element.get
    try:
        box: list[float] = [int(get("l")), int(get("t")), int(get("r")), int(get("b"))]
    except (TypeError, ValueError):
        box = [FARTHEST + 1]
    if max(box) <= FARTHEST and min(box) >= -FARTHEST:
        return box
    given = [get(name) for name in _SIDES]
    if not all(given):
        return None
    return _markup.numbers(_markup.line_place(place, element), " ".join(given), 4)


def _hull(place: Place, chars: Sequence[Element]) -> list[float] | None:
    boxes = [box for box in (_box(place, char) for char in chars) if box is not None]
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return [min(left), min(top), max(right), max(bottom)]


def _mean(place: Place, chars: Sequence[Element]) -> float:
    """Return the mean of the confidences of characters that are known, as a share."""
    given = (char.get("charConfidence") for char in chars)
    known = " ".join(one for one in given if one and one not in _NO_CONFIDENCE)
    if not known:
        return UNKNOWN
    at = _markup.line_place(place, chars[0]) / "charConfidence"
    found = [at.certain(one, _PERCENT) for one in _markup.numbers(at, known)]
    return sum(found) / len(found)


def _corners(boxes: Sequence[Sequence[float] | None], angle: float) -> list[Any]:
    """Return the corners of boxes of text that runs at an angle of whole quarters."""
    made: list[Any] = []
    for box in boxes:
        if box is None:
            made.append(None)
        elif angle:
            made.append(geometry.leaning([box], angle).reshape(-1).tolist())
        else:
            x0, y0, x1, y1 = box
            made.append([x0, y0, x1, y0, x1, y1, x0, y1])
    return made


def _whole(place: Place, text: str) -> int:
    return place.whole({"": _markup.numbers(place, text, 1)[0]}, "", 1, 1, _LONGEST_SPAN)

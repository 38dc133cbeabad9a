"""A page of PAGE XML: its regions walked, its lines put in reading order."""

from collections.abc import Sequence
from typing import NamedTuple

from ocrlayout import geometry
from ocrlayout.model import Cell, Page
from ocrlayout.readers import _blocks, _markup, _pages
from ocrlayout.readers._around import along, filled
from ocrlayout.readers._blocks import BlockBuilder, CellNames
from ocrlayout.readers._boxes import turn_of
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._markup import Element
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import UNKNOWN, Item, Place
from ocrlayout.readers.page_xml.elements import (
    attribute,
    custom,
    name_of,
    named,
    points_of,
    text_of,
)
from ocrlayout.readers.page_xml.lines import PageLine
from ocrlayout.readers.page_xml.order import in_order, positions
from ocrlayout.readers.page_xml.words import PageWords

__all__ = ["read_page"]

_FIGURES = ("image", "graphic", "linedrawing", "chart", "map")
_REGIONS = {
    "textregion": "paragraph",
    "tableregion": "table",
    **dict.fromkeys((f"{kind}region" for kind in _FIGURES), "figure"),
}
_ROLES = {
    "heading": "heading",
    "header": "header",
    "footer": "footer",
    "page-number": "page_number",
    "caption": "caption",
    "list-item": "list_item",
    **dict.fromkeys(("footnote", "footnote-continued", "endnote"), "note"),
}
_TABLE_CELL = CellNames("row", "col", "rowSpan", "colSpan")
_ROLE_CELL = CellNames("rowIndex", "columnIndex", "rowSpan", "colSpan")
_UNNAMED = 1 << 60  # behind every position in a reading order
_ORIENTATION = ("orientation", "txt_orientation")
_LANGUAGE = ("primaryLanguage", "txt_primary_language")
_DIRECTION = ("readingDirection", "txt_reading_direction")
_SAYING = frozenset((*_ORIENTATION, *_LANGUAGE, *_DIRECTION))
_LEFTWARD = "right-to-left"


class _Around(NamedTuple):
    """What stands around an element: its block, language, angle, direction, place in the order."""

    block: int = -1
    language: str = ""
    angle: float = UNKNOWN
    direction: str = ""
    order: int = _UNNAMED


class _Found(NamedTuple):
    """A line, and what stands around it."""

    line: PageLine
    around: _Around


def read_page(place: Place, element: Element, number: int, size: Size | None) -> Page:
    """Read a page; `size` is used where it does not say its own."""
    walk = _Walk(place, positions(place, element))
    walk.visit(element, walk.own(element, _Around()))
    found = sorted(walk.found, key=lambda one: one.around.order)
    words = walk.words.columns()
    unsure = [one.line.rows for one in found if not one.line.says_angle]
    turn = turn_of([_boxes(words.polygons[rows]) for rows in unsure])
    lines = LineBuilder()
    for line, around in found:
        own = WordColumns(*(column[line.rows] for column in words))
        line.add(lines, own, block=around.block, language=around.language)
    angles = [one.line.angle if one.line.says_angle else turn for one in found]
    return _pages.made(
        _markup.line_place(place, element),
        _frame(place, element),
        filled(along(lines.lines(), angles)),
        number=number,
        size=size,
        angle=_angle([one.line for one in found], turn),
        blocks=walk.blocks.blocks(),
    )


def _boxes(outlines: Sequence[list[float] | None]) -> list[list[float]]:
    """Return the boxes of outlines, where there are any."""
    known = [(one[::2], one[1::2]) for one in outlines if one is not None]
    return [[min(x), min(y), max(x), max(y)] for x, y in known]


def _frame(place: Place, page: Element) -> Item:
    """Return width and height; those that are missing are 0."""
    at = _markup.line_place(place, page)
    sides = {
        name: attribute(page, f"image{name.title()}", f"image_{name}")
        for name in ("width", "height")
    }
    return {
        name: _markup.numbers(at / name, text, 1)[0] if text else 0.0
        for name, text in sides.items()
    }


def _angle(lines: list[PageLine], turn: float) -> float:
    """Return the angle of most of the lines; NaN where nothing says it."""
    angles = sorted(line.angle for line in lines if line.says_angle)
    if angles:
        return float(geometry.fold(angles[len(angles) // 2]))
    return turn or UNKNOWN


class _Walk:
    """The regions and lines of a page, as they are met."""

    def __init__(self, place: Place, order: dict[str, int]) -> None:
        self._place, self._order = place, order
        self.blocks = BlockBuilder()
        self.words = PageWords(place)
        self.found: list[_Found] = []

    def visit(self, element: Element, around: _Around) -> None:
        """Gather what stands in a page or a region."""
        texts = _region_texts(self._place, element)
        lines = [child for child in named(element, "textline") if texts]
        if len(lines) != len(texts):  # which text is whose is not known
            self._add_alone(element, texts, around)
            texts = []
        for child in in_order(self._place, element):
            name = name_of(child)
            if name == "textline":
                self._add(child, self.own(child, around), texts.pop(0) if texts else "")
            elif name.endswith("region") or name == "tablecell":
                self.visit(child, self._added(child, name, around))

    def _add_alone(self, region: Element, texts: list[str], around: _Around) -> None:
        """Add lines that are known by the text of their region; one alone has its outline."""
        for text in texts:
            line = region if len(texts) == 1 else region.makeelement("TextLine")
            self._add(line, around, text)

    def _add(self, element: Element, around: _Around, text: str) -> None:
        is_leftward = around.direction == _LEFTWARD
        line = PageLine(self.words, element, around.angle, text, is_leftward=is_leftward)
        self.found.append(_Found(line, around))

    def _added(self, region: Element, name: str, around: _Around) -> _Around:
        place = _markup.line_place(self._place, region)
        cell = _cell_of(place, region)
        role = _role_of(region, name)
        if cell is not None:
            role = "column_header" if _is_header(region) else "cell"
        outline = points_of(self._place, region)
        row = self.blocks.add(place, role, around.block, outline, cell)
        return self.own(region, around)._replace(block=row)

    def own(self, element: Element, around: _Around) -> _Around:
        """Return what holds in an element: what it says, or what stands around it."""
        order = self._order.get(element.get("id") or "", around.order)
        if _SAYING.isdisjoint(element.keys()):  # as almost all lines
            return around if order == around.order else around._replace(order=order)
        place = _markup.line_place(self._place, element)
        turned = attribute(element, *_ORIENTATION)
        language = attribute(element, *_LANGUAGE)
        direction = attribute(element, *_DIRECTION)
        return _Around(
            around.block,
            language or around.language,
            0 - _markup.numbers(place / "orientation", turned, 1)[0] if turned else around.angle,
            direction.replace("_", "-").lower() or around.direction,
            order,
        )


def _role_of(region: Element, name: str) -> str:
    """Return the role of a region, from its kind and type."""
    role = _REGIONS.get(name, "")
    if role != "paragraph":
        return role
    kind = attribute(region, "type", "txt_type") or custom(region, "structure", "type")
    return _ROLES.get(kind.lower().replace("_", "-"), role)


def _roles(region: Element) -> Element | None:
    """Return what a region says of its place in a table; None without."""
    roles = next(named(region, "roles"), None)
    return next(named(roles, "tablecellrole"), None) if roles is not None else None


def _is_header(region: Element) -> bool:
    role = _roles(region)
    return role is not None and role.get("header") in ("true", "1")


def _cell_of(place: Place, region: Element) -> Cell | None:
    """Return the place of a cell in its table; None of a region that is not a cell."""
    is_cell = name_of(region) == "tablecell"
    element, names = (region, _TABLE_CELL) if is_cell else (_roles(region), _ROLE_CELL)
    if element is None:
        return None
    given = {name: element.get(name) for name in names if element.get(name)}
    found = {name: _markup.numbers(place / name, text, 1)[0] for name, text in given.items()}
    return _blocks.cell_of(place, found, names)


def _region_texts(place: Place, region: Element) -> list[str]:
    """Return the lines of a region's text where nothing in it has a text of its own."""
    text = text_of(place, region).text
    if not text:
        return []
    inner = (one for one in region.iterdescendants() if name_of(one) == "textequiv")
    if any("".join(one.itertext()).strip() for one in inner if one.getparent() is not region):
        return []
    return [line for line in text.splitlines() if line.strip()]

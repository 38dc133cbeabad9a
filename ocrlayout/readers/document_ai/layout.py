"""The answer of the Layout Parser: a tree of blocks over pages, most of them without a place."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from ocrlayout import geometry
from ocrlayout.model import Cell, Page
from ocrlayout.readers import _pages, _vertices
from ocrlayout.readers._blocks import BlockBuilder
from ocrlayout.readers._lines import LineBuilder
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item
from ocrlayout.readers._spelling import Spelled, pick
from ocrlayout.readers.document_ai.structure import in_grid

__all__ = ["read_layout"]

_LEVELS = {"title": 1, "subtitle": 2}
_ROLES = {"title": "heading", "subtitle": "heading", "header": "header", "footer": "footer"}
_DEEPEST = 100  # blocks within blocks


def read_layout(place: Spelled, document: Item, sizes: Sequence[Size | None]) -> list[Page]:
    """Read the layout of a document, or without one its chunks.

    Parameters
    ----------
    place : Spelled
    document : dict
    sizes : sequence of (width, height) or None
        Of the pages that have blocks.
    """
    pages = _Pages()
    layout, chunks = (pick(document, name, {}) for name in ("documentLayout", "chunkedDocument"))
    at = place.at(document, "documentLayout")
    pages.walk(at, at.object(layout), _Here(1))
    if not pages.made:
        at = place.at(document, "chunkedDocument")
        for one, chunk in at.each(at.object(chunks), "chunks"):
            page = _page_of(one, chunk, 1)
            row = pages.on(page).block(one, chunk, "paragraph")
            pages.on(page).add_text(one, one.text(chunk, "content"), row)
    numbers = sorted(pages.made)
    sizes = [*sizes, *[None] * len(numbers)]
    return [pages.made[number].page(place, number, sizes[at]) for at, number in enumerate(numbers)]


def _page_of(place: Spelled, block: Item, default: int) -> int:
    span = pick(block, "pageSpan", {})
    at = place.at(block, "pageSpan")
    return at.whole(at.object(span), "pageStart", 0) or default


class _Sheet:
    """The lines and blocks of one page while they are gathered."""

    def __init__(self) -> None:
        self._lines, self._blocks = LineBuilder(), BlockBuilder()

    def block(
        self,
        place: Spelled,
        item: Item,
        role: str,
        parent: int = -1,
        cell: Cell | None = None,
        *,
        level: int = 0,
    ) -> int:
        """Add a block and return its row."""
        box: Any = pick(item, "boundingBox")
        polygon = _vertices.flat(place.at(item, "boundingBox"), box, "normalizedVertices")
        return self._blocks.add(place, role, parent, polygon, cell, level=level)

    def add_text(self, place: Spelled, text: str, block: int) -> None:
        """Add the lines of a text."""
        for line in filter(None, map(str.strip, text.splitlines())):
            self._lines.add(place, line, block=block)

    def page(self, place: Spelled, number: int, size: Size | None) -> Page:
        """Return the page."""
        blocks = self._blocks.blocks().move(geometry.scaling(*(size or (1, 1))))
        page = _pages.made(place, {}, self._lines.lines(), number=number, size=size, blocks=blocks)
        is_placed = geometry.known(blocks.polygon).any() and size is None
        return page.replace(width=1, height=1, source_size=(1, 1), unit="") if is_placed else page


class _Here(NamedTuple):
    """Where a block stands: its page, the row of the list around it, how deep."""

    page: int
    parent: int = -1
    is_item: bool = False
    depth: int = 0


_Block = Callable[..., int]  # adds a block by role, parent and level, and returns its row


class _Pages:
    """The pages of a document, made as its blocks ask for them."""

    def __init__(self) -> None:
        self.made: dict[int, _Sheet] = {}
        self._kinds = {
            "textBlock": self._add_text,
            "tableBlock": self._add_table,
            "listBlock": self._add_list,
            "imageBlock": self._add_image,
        }

    def on(self, page: int) -> _Sheet:
        """Return a page."""
        return self.made.setdefault(page, _Sheet())

    def walk(self, place: Spelled, holder: Item, here: _Here) -> None:
        """Add the blocks of a holder."""
        if here.depth > _DEEPEST:
            raise place.error(f"blocks are nested more than {_DEEPEST} deep")
        for at, block in place.each(holder, "blocks"):
            page = _page_of(at, block, here.page)
            parent = here.parent if page == here.page else -1
            own = here._replace(page=page, parent=parent, depth=here.depth + 1)
            for name, add in self._kinds.items():
                given = pick(block, name)
                if given is not None:
                    inner = at.at(block, name)
                    add(inner, inner.object(given), partial(self.on(page).block, at, block), own)

    def _add_text(self, place: Spelled, text: Item, block: _Block, here: _Here) -> None:
        role, level = _role(place, text, is_item=here.is_item), _level(place, text)
        row = block(role, here.parent, level=level)
        self.on(here.page).add_text(place, place.text(text, "text"), row)
        self.walk(place, text, here)

    def _add_list(self, place: Spelled, entries: Item, block: _Block, here: _Here) -> None:
        row = block("", here.parent)
        for at, entry in place.each(entries, "listEntries"):
            self.walk(at, entry, here._replace(parent=row, is_item=True))

    def _add_image(self, _: Spelled, __: Item, block: _Block, here: _Here) -> None:
        block("figure", here.parent)

    def _add_table(self, place: Spelled, table: Item, block: _Block, here: _Here) -> None:
        sheet, row = self.on(here.page), block("table", here.parent)
        caption = place.text(table, "caption")
        if caption:
            sheet.add_text(place, caption, sheet.block(place, {}, "caption", row))
        for at, item, role, cell in in_grid(place, table):
            inside = sheet.block(at, item, role, row, cell)
            for one, text in _texts(at, item):
                sheet.add_text(one, text, inside)


def _role(place: Spelled, block: Item, *, is_item: bool) -> str:
    kind = place.text(block, "type")
    if kind.startswith("heading"):
        return "heading"
    return _ROLES.get(kind, "list_item" if is_item else "paragraph")


def _level(place: Spelled, block: Item) -> int:
    """Return the level of a heading: ``heading-2`` is 2."""
    kind = place.text(block, "type")
    number = kind.removeprefix("heading-")
    is_numbered = number != kind and len(number) == 1 and number.isdecimal()
    return int(number) if is_numbered else _LEVELS.get(kind, 0)


def _texts(place: Spelled, holder: Item, depth: int = 0) -> list[tuple[Spelled, str]]:
    """Return the texts of the blocks in a cell, at any depth."""
    if depth > _DEEPEST:
        raise place.error(f"blocks are nested more than {_DEEPEST} deep")
    found = []
    for at, block in place.each(holder, "blocks"):
        one = at.at(block, "textBlock")
        item = one.object(pick(block, "textBlock", {}))
        found += [(one, one.text(item, "text")), *_texts(one, item, depth + 1)]
        one = at.at(block, "listBlock")
        for entry_place, entry in one.each(one.object(pick(block, "listBlock", {})), "listEntries"):
            found += _texts(entry_place, entry, depth + 1)
    return found

"""The blocks of a page as elements, made as its lines come to them."""

from collections.abc import Iterator, Mapping

from ocrlayout.model import Blocks, Lines, Page
from ocrlayout.scripts import has_right_to_left, run_on
from ocrlayout.writers._flow.items import items, split_mark
from ocrlayout.writers.pdf.placement import Placement
from ocrlayout.writers.pdf.tagging import figures
from ocrlayout.writers.pdf.tagging.alternatives import Alternatives
from ocrlayout.writers.pdf.tagging.elements import (
    FOOTER,
    HEADER,
    PAGE_NUMBER,
    Artifact,
    Element,
    ListElement,
    Slot,
)
from ocrlayout.writers.pdf.tagging.headings import HeadingLevels
from ocrlayout.writers.pdf.tagging.tables import fill_table

__all__ = ["Outline", "Shared"]

_ARTIFACTS: Mapping[str, Artifact] = {
    "header": HEADER,
    "footer": FOOTER,
    "page_number": PAGE_NUMBER,
}
_KINDS = {"caption": "Caption", "note": "Note", "footnote": "Note"}
_HEADINGS = ("title", "heading")
_TITLE = 1  # the level of a title
_TEXT = ("paragraph", "list_item", "")  # roles of blocks that may hold several items
_TRANSPARENT = ("", "column")  # blocks that only say what stands together


class Shared:
    """What the pages of a document share.

    Attributes
    ----------
    alternatives : Alternatives
        Texts that were given for pictures.
    headings : HeadingLevels
    title : str
        The first heading; ``""`` before there is one.
    """

    def __init__(self, alternatives: Alternatives) -> None:
        self.alternatives = alternatives
        self.headings = HeadingLevels()
        self.title = ""
        self._notes = 0

    def name_note(self) -> str:
        """Return an identifier for the next note, which needs one (PDF/UA-1, 7.9)."""
        self._notes += 1
        return f"note{self._notes:06}"


class Outline:
    """The elements of a page.

    Parameters
    ----------
    page : Page
    shared : Shared
    place : Placement or None
        None for a page without words.
    number : int
        Of the page in the PDF, from 1.

    Attributes
    ----------
    top : Element
        Holds what the page adds to the tree.
    labels : dict of int to Element
        For each line that begins with the mark of a list item, the element of that mark.
    """

    def __init__(self, page: Page, shared: Shared, place: Placement | None, number: int) -> None:
        self.top = Element("Document")
        self.labels: dict[int, Element] = {}
        self._page, self._shared, self._place = page, shared, place
        self._number = number
        self._blocks: Blocks = page.blocks
        self._slots: dict[int, Slot] = {}
        self._of_lines: list[Slot] = []
        self._items = self._parts_of_text()
        self._tables: dict[int, dict[int, Element]] = {}
        self._list: ListElement | None = None

    def of_lines(self) -> list[Slot]:
        """Return the element of each line, made where the first line of its block comes."""
        rows = self._page.lines.block.tolist()
        self._of_lines = [self._slot(row, line) for line, row in enumerate(rows)]
        return self._of_lines

    def wordless_figures(self) -> Iterator[tuple[Element, int, bytes]]:
        """Yield pictures in which no word was read, each with its block and a path around it."""
        if not self._place:
            return
        for row, role in enumerate(self._blocks.role):
            if role == "figure" and not len(figures.lines_in(self._blocks, row)):
                box = figures.box_of(self._blocks, row, self._place)
                yield self._figure(row), row, figures.path(box)

    def move_last(self, row: int) -> None:
        """Move the last element of the page, that of a block, before what follows the block."""
        both = zip(self._page.lines.block.tolist(), self._of_lines, strict=True)
        after = (slot for block, slot in both if block > row and isinstance(slot, Element))
        tops = map(self._at_top_around, after)
        following = next((element for element in tops if element.is_attached), None)
        if following is not None:
            kids = self.top.kids
            kids.insert(kids.index(following), kids.pop())

    def _at_top_around(self, element: Element) -> Element:
        """Return an element, or what it stands in, that does not stand in another."""
        while element.parent is not None and element.parent is not self.top:
            element = element.parent
        return element

    def _slot(self, row: int, line: int) -> Slot:
        if row < 0:
            return self._at_top("P")
        if row not in self._slots or line in self._items:
            self._slots[row] = self._of_block(row, line)
        return self._slots[row]

    def _of_block(self, row: int, line: int) -> Slot:
        role, parent = self._blocks.role[row], self._around(row)
        if role in _ARTIFACTS:
            return _ARTIFACTS[role]
        if parent < 0:
            return self._own(row, line)
        kind = self._blocks.role[parent]
        if kind == "table" and self._around(parent) < 0:
            return self._in_table(row, parent)
        is_caption = (kind, role) == ("figure", "caption")
        return self._at_top("Caption") if is_caption else self._slot(parent, line)

    def _parts_of_text(self) -> dict[int, bool]:
        """Return the lines with which parts of blocks begin, and whether these are items."""
        lines: dict[int, list[int]] = {}
        for line, row in enumerate(self._page.lines.block.tolist()):
            if row >= 0 and self._blocks.role[row] in _TEXT and self._around(row) < 0:
                lines.setdefault(row, []).append(line)
        texts = list(self._page.lines.text)
        found = (part for own in lines.values() for part in items(own, texts))
        return {rows[0]: is_item for rows, is_item in found}

    def _around(self, row: int) -> int:
        """Return the block whose text a block is part of; −1 without one."""
        parent = int(self._blocks.parent[row])
        while parent >= 0 and self._blocks.role[parent] in _TRANSPARENT:
            parent = int(self._blocks.parent[parent])
        return parent

    def _own(self, row: int, line: int) -> Element:
        """Make the element of a block that does not stand in another."""
        role = self._blocks.role[row]
        if role == "list_item" or self._items.get(line):
            return self._list_item(line)
        if role in _HEADINGS:
            return self._heading(row)
        return self._figure(row) if role == "figure" else self._at_top(_KINDS.get(role, "P"))

    def _at_top(self, kind: str) -> Element:
        """Make an element that does not stand in another; a list ends before it."""
        self._list = None
        made = self.top.within(kind)
        made.identifier = self._shared.name_note() if kind == "Note" else ""
        return made

    def _heading(self, row: int) -> Element:
        role, level = self._blocks.role[row], int(self._blocks.level[row])
        self._shared.title = self._shared.title or run_on(self._blocks.lines_of(row).text)
        depth = self._shared.headings.depth(_TITLE if role == "title" else level)
        return self._at_top(f"H{depth}")

    def _list_item(self, line: int) -> Element:
        self._list = self._list or ListElement("L", self.top)
        item, mark = self._list.within("LI"), _mark(self._page.lines, line)
        self._list.marks.append(mark)
        if mark:
            kind = "Decimal" if mark[0].isdigit() else "Disc"
            self._list.attributes = f"/O/List/ListNumbering/{kind}"
            self.labels[line] = item.within("Lbl")
        return item.within("LBody")

    def _figure(self, row: int) -> Element:
        made = self._at_top("Figure")
        name = f"{self._number}/{figures.place_of(self._blocks, row)}"
        alternatives = self._shared.alternatives
        made.alt = alternatives.take(name) or figures.words_of(self._blocks, row)
        if not made.alt:
            made.alt = f"Figure on page {self._page.number} (no description)"
            made.language = "en"
            alternatives.note_silent(name)
        if self._place:
            made.attributes = figures.box_text(figures.box_of(self._blocks, row, self._place))
        return made

    def _in_table(self, row: int, table: int) -> Element:
        """Return the element of what stands directly in a table."""
        if table not in self._tables:
            self._tables[table] = fill_table(self._at_top("Table"), self._blocks, table)
        found = self._tables[table].get(row)
        return found or self._at_top(_KINDS.get(self._blocks.role[row], "P"))


def _mark(lines: Lines, line: int) -> str:
    """Return the mark of a list item, where it is the first word of a line; else ``""``."""
    words = lines[line].words
    if len(words) < 2 or not words.spaced[0] or has_right_to_left(lines.text[line]):
        return ""
    mark, _ = split_mark(lines.text[line].strip())
    return mark if mark == words.text[0] else ""

"""The structure tree as objects of a PDF, written page by page."""

from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ocrlayout.writers.pdf.font import text_string
from ocrlayout.writers.pdf.object_streams import PackedObjects
from ocrlayout.writers.pdf.tagging.elements import Element, ListElement, readable

__all__ = ["StructureTree"]

_HEADINGS = frozenset(f"H{depth}" for depth in range(1, 7))


class _Section(NamedTuple):
    """What stands under a heading: its object, that around it, and what it holds so far."""

    depth: int
    number: int
    parent: int
    kids: "array[int]"


class _OpenList(NamedTuple):
    """A list that may go on on the next page: its part so far, and what it holds."""

    element: ListElement
    parent: int
    kids: list[str]


class StructureTree:
    """The tree of a document, of which only the numbers of objects are kept.

    A heading begins a section, which ends before the next one of its level or above it, on whatever
    page that is. A list that goes on where a page begins is one.

    Parameters
    ----------
    objects : PackedObjects
        Take the elements.
    """

    def __init__(self, objects: PackedObjects) -> None:
        self._objects = objects
        self._document = objects.reserve()
        self.number = objects.reserve()
        self._sections = [_Section(0, self._document, self.number, array("Q"))]
        self._owners = array("Q")  # an array for each page: the elements of its content
        self._list: _OpenList | None = None
        self._named: list[tuple[str, int]] = []

    @property
    def next_key(self) -> int:
        """The ``StructParents`` of the next page; its annotations have those after it."""
        return len(self._owners)

    def add(
        self,
        page: int,
        top: Element,
        owners: Sequence[Element],
        annotations: Sequence[Element] = (),
    ) -> None:
        """Write the elements of a page.

        Parameters
        ----------
        page : int
            Number of its object.
        top : Element
            Holds them.
        owners : sequence of Element
            The element of each piece of the page's content.
        annotations : sequence of Element
            The element of each of its annotations.
        """
        for element in top.kids:
            if isinstance(element, ListElement):
                self._add_list(element, page)
            elif isinstance(element, Element):
                self._end_list()
                section = self._section_of(element)
                section.kids.append(self._write(element, section.number, page))
        number = self._objects.reserve()
        self._objects.put(number, f"[{_references(owner.number for owner in owners)}]")
        self._owners.extend([number, *(each.number for each in annotations)])

    def _add_list(self, element: ListElement, page: int) -> None:
        """Write the items of a list, as those of the one before where it goes on from that."""
        before = self._list
        if before and element.goes_on_from(before.element):
            element.number, kids = before.element.number, before.kids
        else:
            self._end_list()
            element.number, kids = self._objects.reserve(), []
            self._sections[-1].kids.append(element.number)
        kids += [self._kid(kid, element.number, page) for kid in element.kids]
        self._list = _OpenList(element, self._sections[-1].number, kids)

    def _end_list(self) -> None:
        if self._list:
            element, parent, kids = self._list
            self._objects.put(element.number, _written(element, parent, 0, kids))
            self._list = None

    def _section_of(self, element: Element) -> _Section:
        """Return the section of an element; a heading begins one, and ends those below it."""
        if element.kind not in _HEADINGS:
            return self._sections[-1]
        depth = int(element.kind[1:])
        while self._sections[-1].depth >= depth:
            self._close_section()
        around, number = self._sections[-1], self._objects.reserve()
        around.kids.append(number)
        self._sections.append(_Section(depth, number, around.number, array("Q")))
        return self._sections[-1]

    def _close_section(self) -> None:
        depth, number, parent, kids = self._sections.pop()
        kind = "Sect" if depth else "Document"
        self._objects.put(number, f"<</S/{kind}/P {parent} 0 R/K[{_references(kids)}]>>")

    def _write(self, element: Element, parent: int, page: int) -> int:
        """Write an element and what it holds; return its number."""
        element.number = self._objects.reserve()
        kids = [self._kid(kid, element.number, page) for kid in element.kids]
        if element.annotation:
            kids.append(f"<</Type/OBJR/Obj {element.annotation} 0 R>>")
        self._objects.put(element.number, _written(element, parent, page, kids))
        if element.identifier:
            self._named.append((element.identifier, element.number))
        return element.number

    def _kid(self, kid: Element | int, parent: int, page: int) -> str:
        return str(kid) if isinstance(kid, int) else f"{self._write(kid, parent, page)} 0 R"

    def close(self) -> None:
        """Write the root of the tree, and the trees by which its parts are found."""
        self._end_list()
        while self._sections:
            self._close_section()
        pages = " ".join(f"{key} {number} 0 R" for key, number in enumerate(self._owners))
        parents = f"/ParentTree<</Nums[{pages}]>>/ParentTreeNextKey {len(self._owners)}"
        named = " ".join(f"{text_string(name)}{number} 0 R" for name, number in self._named)
        names = f"/IDTree<</Names[{named}]>>" if named else ""
        root = f"<</Type/StructTreeRoot/K {self._document} 0 R{parents}{names}>>"
        self._objects.put(self.number, root)


def _written(element: Element, parent: int, page: int, kids: Sequence[str]) -> str:
    """Write the dictionary of an element."""
    has_content = element.annotation or any(isinstance(kid, int) for kid in element.kids)
    parts = (
        f"/S/{element.kind}/P {parent} 0 R",
        f"/Pg {page} 0 R" if has_content else "",
        f"/K[{' '.join(kids)}]" if kids else "",
        *(f"/{key}{text_string(text)}" for key, text in _texts(element) if text),
        f"/A<<{element.attributes}>>" if element.attributes else "",
    )
    return f"<<{''.join(parts)}>>"


def _texts(element: Element) -> list[tuple[str, str]]:
    return [
        ("Lang", element.language),
        ("Alt", readable(element.alt)),
        ("ActualText", readable(element.actual_text)),
        ("ID", element.identifier),
    ]


def _references(numbers: Iterable[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)

"""An element of the structure tree, and what stands outside of it."""

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from ocrlayout.writers.pdf.font import text_string

__all__ = [
    "FOOTER",
    "HEADER",
    "PAGE_NUMBER",
    "SCAN",
    "Artifact",
    "Element",
    "ListElement",
    "Slot",
    "readable",
]

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_AFTER_NUMBERS = ".)"  # of items
_UNKNOWN = "\ufffd"  # stands for a character that is not known


def readable(text: str) -> str:
    r"""Put the sign of the unknown in place of characters for private use, which nobody knows.

    Examples
    --------
    >>> readable("\uf0b7 one") == "\ufffd one"
    True
    """
    return text if text.isprintable() else _PRIVATE.sub(_UNKNOWN, text)


@dataclass(frozen=True, slots=True)
class Artifact:
    """What is on the page and not in the tree: a screen reader passes over it.

    Attributes
    ----------
    properties : str
        What else is said of it: the inside of a PDF dictionary; ``""`` for nothing.
    """

    properties: str = ""

    @property
    def opening(self) -> str:
        """The operator with which it begins."""
        return f"/Artifact<<{self.properties}>>BDC " if self.properties else "/Artifact BMC "

    def instead(self, text: str) -> "Artifact":
        """Make one of the same kind with another text in place of its own."""
        return Artifact(f"{self.properties}/ActualText{text_string(text)}")


SCAN = Artifact()  # the picture of text that is there as text
HEADER = Artifact("/Type/Pagination/Subtype/Header")
FOOTER = Artifact("/Type/Pagination/Subtype/Footer")
PAGE_NUMBER = Artifact("/Type/Pagination")  # PDF 1.7 does not have a subtype for it


@dataclass(slots=True, eq=False)
class Element:
    """An element of the structure tree.

    Attributes
    ----------
    kind : str
        Its standard structure type: ``"P"``.
    parent : Element or None
    kids : list of Element or int
        What it holds, in order; a number is a piece of the page's content.
    language : str
        ``""``: that of its parent.
    alt, actual_text : str
        What is read in place of a picture, and in place of its text; ``""`` without one.
    identifier : str
    attributes : str
        The inside of a PDF dictionary: ``"/O/Table/Scope/Row"``; ``""`` without any.
    annotation : int
        Number of the annotation that it stands for; 0 without one.
    number : int
        That of its object, once it is written.

    Examples
    --------
    >>> top = Element("Document")
    >>> Element("P", top).hold(0)
    >>> [kid.kind for kid in top.kids]
    ['P']
    """

    kind: str
    parent: "Element | None" = None
    kids: "list[Element | int]" = field(default_factory=list)
    language: str = ""
    alt: str = ""
    actual_text: str = ""
    identifier: str = ""
    attributes: str = ""
    annotation: int = 0
    number: int = 0
    is_attached: bool = False

    def hold(self, content: int) -> None:
        """Hold a piece of content; an element that does enters the tree, at its end so far."""
        self.attach()
        self.kids.append(content)

    def attach(self) -> None:
        """Enter the tree, after what its parent holds so far."""
        if self.parent is None:
            return
        if not self.is_attached:
            self.is_attached = True
            self.parent.kids.append(self)
        self.parent.attach()

    def within(self, kind: str) -> "Element":
        """Make an element that this one will hold from its first word on."""
        return Element(kind, self)

    def instead(self, text: str) -> "Element":
        """Make a part with another text in place of its own."""
        return Element("Span", self, actual_text=text)

    def add(self, kind: str, attributes: str = "") -> "Element":
        """Make an element that this one holds at once, with or without words."""
        made = Element(kind, self, attributes=attributes, is_attached=True)
        self.kids.append(made)
        return made


@dataclass(slots=True, eq=False)
class ListElement(Element):
    """A list.

    Attributes
    ----------
    marks : list of str
        With which its items begin; ``""`` for one without.

    Examples
    --------
    >>> one, other = ListElement("L", marks=["1.", "2."]), ListElement("L", marks=["3."])
    >>> other.goes_on_from(one), one.goes_on_from(other)
    (True, False)
    """

    marks: list[str] = field(default_factory=list)

    def goes_on_from(self, other: "ListElement") -> bool:
        """Return whether it is the rest of another: from its next number on, or by its bullet."""
        last, first = other.marks[-1], self.marks[0]
        one, two = (mark.rstrip(_AFTER_NUMBERS) for mark in (last, first))
        if one.isdecimal() and two.isdecimal():
            return int(two) == int(one) + 1 and first.replace(two, one) == last
        return bool(first) and first == last


Slot: TypeAlias = Element | Artifact  # where a word belongs

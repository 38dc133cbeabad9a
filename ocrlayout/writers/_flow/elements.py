"""A page as a sequence of headings, paragraphs, items of lists, tables, captions and notes."""

from collections.abc import Iterator
from typing import NamedTuple

from ocrlayout.model import Blocks, Page
from ocrlayout.writers._flow.items import items
from ocrlayout.writers._flow.parts import Part, parts

__all__ = ["FURNITURE", "NO_ROW", "Element", "elements"]

FURNITURE = ("header", "footer", "page_number")
NO_ROW = -1
_WHOLE = ("heading", "table", "caption", "note", *FURNITURE)  # are not cut into items


class Element(NamedTuple):
    """Lines that are one element of running text.

    Attributes
    ----------
    role : str
        As in ``Blocks``; ``paragraph`` where nobody said.
    lines : list of int
        Rows of the page's lines.
    part : Part
        Of a table: its lines and cells.
    owner : int
        Row of the outermost table or figure that it stands in, as a caption does, or −1.
    """

    role: str
    lines: list[int]
    part: Part
    owner: int = NO_ROW


def elements(page: Page, texts: list[str]) -> Iterator[Element]:
    """Yield the elements of a page in its order.

    Parameters
    ----------
    page : Page
    texts : list of str
        Of the page's lines.
    """
    owners = _owners(page.blocks)
    for part in parts(page):
        role = page.blocks.role[part.block] if part.block >= 0 else ""
        owner = owners[part.block]
        if role in _WHOLE:
            yield Element(role, part.lines, part, owner)
        else:
            yield from _of_text(role, part, owner, texts)


def _of_text(role: str, part: Part, owner: int, texts: list[str]) -> Iterator[Element]:
    """Yield paragraphs and items of a block."""
    for lines, is_item in items(part.lines, texts):
        is_in_list = is_item or role == "list_item"
        yield Element("list_item" if is_in_list else "paragraph", lines, part, owner)


def _owners(blocks: Blocks) -> list[int]:
    """Return the outermost table or figure around each block; the last is that of lines of none."""
    owners: list[int] = []
    for row, parent in enumerate(blocks.parent.tolist()):
        around = owners[parent] if parent >= 0 else NO_ROW
        is_owner = parent >= 0 and blocks.role[parent] in ("table", "figure")
        own = row if blocks.role[row] == "figure" else NO_ROW
        owners.append(around if around >= 0 else parent if is_owner else own)
    return [*owners, NO_ROW]

"""The structure tree of a PDF as nodes."""

from dataclasses import dataclass, field
from typing import Any

import pikepdf

__all__ = ["STANDARD", "Node", "nodes_of"]

STANDARD = frozenset(  # structure types (ISO 32000-1, 14.8.4)
    (
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "NonStruct"),
        *("Private", "TOC", "TOCI", "Index", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6"),
        *("L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
        *("Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby"),
        *("RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form"),
    )
)
_TRANSPARENT = ("Div", "NonStruct")  # what stands in them stands in what is around them
_DEEPEST = 500  # levels of a tree: no document has more, a broken one may go round in a circle


@dataclass(eq=False, slots=True)
class Node:
    """An element: its standard type, its dictionary, what it stands in and what stands in it."""

    kind: str
    element: Any
    parent: "Node | None" = None
    kids: "list[Node]" = field(default_factory=list)
    has_content: bool = False

    def text(self, key: str) -> str:
        """Return a text of the element, ``""`` without one."""
        return str(self.element.get(key, ""))

    def attribute(self, name: str) -> Any:
        """Return an attribute of whatever owner; None without it."""
        said = self.element.get("/A")
        owners = said if isinstance(said, pikepdf.Array) else [said]
        values = (each.get(name) for each in owners if isinstance(each, pikepdf.Dictionary))
        return next((value for value in values if value is not None), None)

    def span(self, name: str) -> int:
        """Return how many rows or columns a cell takes."""
        value = self.attribute(name)
        return max(int(value), 1) if isinstance(value, int) else 1


def nodes_of(root: Any) -> list[Node]:
    """List the elements of a structure tree, parents before children.

    Parameters
    ----------
    root : pikepdf.Dictionary or None
    """
    if not isinstance(root, pikepdf.Dictionary):
        return []
    roles = root.get("/RoleMap", pikepdf.Dictionary())
    found: list[Node] = []
    waiting: list[tuple[Any, Node | None, int]] = [(kid, None, 0) for kid in reversed(_kids(root))]
    while waiting:
        element, parent, depth = waiting.pop()
        node = Node(_kind(element, roles), element, parent)
        found.append(node)
        is_transparent = node.kind in _TRANSPARENT
        if parent and not is_transparent:
            parent.kids.append(node)
        kids = _kids(element) if depth < _DEEPEST else []
        node.has_content = any(not _is_element(kid) for kid in kids)
        around = parent if is_transparent else node
        waiting += [(kid, around, depth + 1) for kid in reversed(kids) if _is_element(kid)]
    return found


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array | list) else [kids]


def _is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def _kind(element: Any, roles: Any) -> str:
    """Return the standard type of an element, its own where it has none."""
    kind = str(element.get("/S", ""))
    for _ in range(_DEEPEST):
        if kind[1:] in STANDARD or kind not in roles:
            break
        kind = str(roles[kind])
    return kind[1:]

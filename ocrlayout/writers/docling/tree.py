"""The items of a ``DoclingDocument``, which find each other by their names."""

from typing import Any

__all__ = ["BODY", "Item", "Tree"]

Item = dict[str, Any]
BODY = "#/body"
_VERSION = "1.0.0"  # of the schema: the first, whose fields every later one has, too
_LISTS = ("groups", "texts", "pictures", "tables", "key_value_items")
_FURNITURE = "furniture"


class Tree:
    """A document while it is put together.

    Parameters
    ----------
    name : str

    Attributes
    ----------
    pages : dict
        Number of each page and its size.

    Examples
    --------
    >>> tree = Tree("tides")
    >>> tree.add("texts", {"text": "low tide"})["self_ref"]
    '#/texts/0'
    >>> tree.document()["body"]["children"]
    [{'$ref': '#/texts/0'}]
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self.pages: dict[str, Item] = {}
        self._lists: dict[str, list[Item]] = {kind: [] for kind in _LISTS}
        self._body = _node(BODY, "unspecified") | {"name": "_root_"}

    def add(self, kind: str, item: Item, parent: Item | None = None, label: str = "") -> Item:
        """Add an item to what it stands in, which is the body where nothing is given.

        Parameters
        ----------
        kind : str
            ``texts``, ``tables``, …
        item : dict
            What it holds, beside its name, its parent and its children.
        parent : dict, optional
        label : str
        """
        items, above = self._lists[kind], parent if parent is not None else self._body
        node = _node(f"#/{kind}/{len(items)}", label) | {"parent": _ref(above)} | item
        items.append(node)
        above["children"].append(_ref(node))
        return node

    def caption(self, item: Item, owner: Item, *, is_note: bool) -> None:
        """Say that a text is the caption or a note of what it stands in."""
        owner["footnotes" if is_note else "captions"].append(_ref(item))

    def document(self) -> Item:
        """Return all of it."""
        head = {"schema_name": "DoclingDocument", "version": _VERSION, "name": self._name}
        furniture = _node("#/furniture", "unspecified") | {
            "name": "_root_",
            "content_layer": _FURNITURE,
        }
        roots = {"furniture": furniture, "body": self._body}
        return head | roots | self._lists | {"form_items": [], "pages": self.pages}


def _node(name: str, label: str) -> Item:
    return {"self_ref": name, "children": [], "content_layer": "body", "label": label}


def _ref(item: Item) -> Item:
    return {"$ref": item["self_ref"]}

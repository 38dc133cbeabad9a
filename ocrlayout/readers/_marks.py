"""Marks, formulas and barcodes of Azure's services: each is a field, and a word at its place.

The text of an answer has placeholders (``:selected:``, ``:formula:``, …) where they stand. None of
them reaches a document: a mark is ☒ or ☐, a formula its LaTeX, a barcode its value.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ocrlayout.readers import _azure
from ocrlayout.readers._payload import Item, Json, Place, plain, shorten

__all__ = ["PLACEHOLDERS", "SYMBOLS", "Mark", "among", "checkbox", "filled", "named", "without"]

SYMBOLS = {"selected": "☒", "unselected": "☐"}
_KINDS = {**dict.fromkeys(SYMBOLS, "mark"), "formula": "formula", "barcode": "barcode"}
PLACEHOLDERS = {f":{name}:": kind for name, kind in _KINDS.items()}
_PLACEHOLDER = re.compile(f":({'|'.join(_KINDS)}):")
_AROUND = re.compile(rf"\s*{_PLACEHOLDER.pattern}\s*")


class Mark(NamedTuple):
    """A check mark, a formula or a barcode as its payload has it, and where it stands there.

    Polygon and confidence are still unchecked: they go to a word and to a field, which check them.
    """

    place: Place
    kind: str
    name: str
    text: str
    value: bool | None
    raw_polygon: Any
    confidence: Json

    @property
    def polygon(self) -> Any:
        """The polygon as a flat list."""
        return _azure.flat(self.raw_polygon)

    @property
    def word(self) -> str:
        """The text as one word: a barcode can hold an address of several lines."""
        return " ".join(self.text.split())


def checkbox(place: Place, item: Item) -> Mark:
    """Take a selection mark."""
    state = plain(place.text(item, "state"))
    if state not in SYMBOLS:
        message = f"a mark is selected or unselected, found {shorten(item.get('state'))}"
        raise (place / "state").error(message)
    return _mark(place, item, "mark", state, SYMBOLS[state], value=state == "selected")


def named(place: Place, item: Item, kind: str) -> Mark:
    """Take a formula or a barcode."""
    name = place.text(item, "kind").rpartition(".")[2]
    return _mark(place, item, kind, name, place.text(item, "value"))


def _mark(
    place: Place, item: Item, kind: str, name: str, text: str, *, value: bool | None = None
) -> Mark:
    return Mark(place, kind, name, text, value, _azure.raw_polygon(item), item.get("confidence"))


def filled(text: str, known: Mapping[str, Iterable[str]]) -> str:
    """Put formulas, barcodes and marks where a text has placeholders.

    Parameters
    ----------
    text : str
    known : mapping of str to iterable of str
        The values of each kind, in the order of the text. A placeholder without a value goes.

    Examples
    --------
    >>> filled("where :formula: holds :selected:", {"formula": ["a ^ 2"]})
    'where a ^ 2 holds ☒'
    >>> filled("no :barcode: here", {})
    'no here'
    """
    if not _PLACEHOLDER.search(text):
        return text
    values = {kind: iter(items) for kind, items in known.items()}
    return _AROUND.sub(lambda found: _replaced(found, values), text).strip()


def _replaced(found: re.Match[str], values: Mapping[str, Iterator[str]]) -> str:
    name = found[1]
    value = SYMBOLS.get(name) or next(values.get(name, iter(())), "")
    return found[0].replace(f":{name}:", value) if value else " "


def among(words: Sequence[Item]) -> list[str]:
    """Return which placeholders a page has among its words."""
    contents = [word.get("content") for word in words]
    return [text for text in PLACEHOLDERS if text in contents]


def without(text: str) -> str:
    """Return a text without its placeholders.

    Examples
    --------
    >>> without(":selected: done")
    'done'
    """
    return _AROUND.sub(" ", text).strip() if _PLACEHOLDER.search(text) else text

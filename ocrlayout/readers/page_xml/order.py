"""The reading order of a page: which region comes when."""

from collections.abc import Iterator

from ocrlayout.readers import _markup
from ocrlayout.readers._markup import Element
from ocrlayout.readers._payload import Place
from ocrlayout.readers.page_xml.elements import attribute, custom, name_of, named

__all__ = ["in_order", "positions"]

_LAST = float("inf")


def positions(place: Place, page: Element) -> dict[str, int]:
    """Return the position of each region that the page's ``ReadingOrder`` names, by its id."""
    order: dict[str, int] = {}
    groups = [*named(page, "readingorder")]
    if not groups:
        return order
    document = _places(page) if any(map(_has_unordered, groups)) else {}
    for group in groups:
        for name in _named_in(place, group, document):
            order.setdefault(name, len(order))
    return order


def _places(page: Element) -> dict[str, int]:
    """Return where in the document each element with an id stands: there may be 10,000 of them."""
    return {one.get("id"): at for at, one in enumerate(page.iter())}


def _has_unordered(group: Element) -> bool:
    return any(name_of(one).startswith("unordered") for one in group.iter())


def _named_in(place: Place, group: Element, document: dict[str, int]) -> Iterator[str]:
    """Yield the ids of regions in a group: by their index, or as they stand in the document."""
    own = _reference(group)
    if own:  # a group stands for the region that holds those in it
        yield own
    is_loose = name_of(group).startswith("unordered")

    def rank(child: Element) -> float:
        if is_loose:
            return document.get(_reference(child), _LAST)
        return _index(place, child)

    for child in sorted(group.iterchildren(), key=rank):
        yield from _named_in(place, child, document)


def _reference(element: Element) -> str:
    return attribute(element, "regionRef", "region_ref")


def _index(place: Place, element: Element) -> float:
    text = element.get("index")
    at = _markup.line_place(place, element) / "index"
    return _markup.numbers(at, text, 1)[0] if text else _LAST


def in_order(place: Place, element: Element) -> list[Element]:
    """Return the children of an element by the index that Transkribus gives them, if it does."""
    children = [*element]
    if not any("readingOrder" in (child.get("custom") or "") for child in children):
        return children
    given = [custom(child, "readingOrder", "index") for child in children]
    at = _markup.line_place(place, element) / "custom"
    ranks = [_markup.numbers(at, text, 1)[0] if text else _LAST for text in given]
    return [child for _, child in sorted(zip(ranks, children, strict=True), key=lambda one: one[0])]

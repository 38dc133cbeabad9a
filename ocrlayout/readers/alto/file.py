"""What holds for a whole file of ALTO: its unit, tags, reading order, and whether it has spaces."""

from typing import NamedTuple

from ocrlayout.readers import _markup
from ocrlayout.readers._markup import Element
from ocrlayout.readers._payload import Place, shorten

__all__ = ["AltoFile", "Unit"]

_ROLES = {
    "title": "heading",
    "heading": "heading",
    "header": "header",
    "footer": "footer",
    "page-number": "page_number",
    "pagenumber": "page_number",
    "caption": "caption",
    "footnote": "note",
    "list-item": "list_item",
    "table": "table",
}


class Unit(NamedTuple):
    """The unit that pages have, and into how many of the file's one is parted."""

    name: str
    parts: float


_UNITS = {"pixel": Unit("pixel", 1), "mm10": Unit("inch", 254), "inch1200": Unit("inch", 1200)}


class AltoFile:
    """A file.

    Parameters
    ----------
    place : Place
    root : Element

    Attributes
    ----------
    place : Place
    unit : Unit
    has_spaces : bool
        Whether there is an ``SP`` anywhere.
    order : dict of str to int
        Position of each block or line in the reading order, by its id.

    Raises
    ------
    ReadError
        The unit is not one of the three that there are.
    """

    def __init__(self, place: Place, root: Element) -> None:
        self.place = place
        self.unit = self._unit(root)
        self.has_spaces = next(root.iter("{*}SP"), None) is not None
        references = (
            reference.get("REF") or ""
            for group in root.iter("{*}ReadingOrder")
            for reference in group.iter("{*}ElementRef")
        )
        self.order: dict[str, int] = {}
        for name in references:
            self.order.setdefault(name, len(self.order))
        self._roles = {tag.get("ID"): _role(tag) for tags in root.iter("{*}Tags") for tag in tags}

    def _unit(self, root: Element) -> Unit:
        for element in root.iter("{*}MeasurementUnit"):
            name = (element.text or "").strip()
            if name not in _UNITS:
                message = f"a unit is {', '.join(_UNITS)}, found {shorten(name)}"
                raise _markup.line_place(self.place, element).error(message)
            return _UNITS[name]
        return _UNITS["pixel"]

    def role(self, block: Element) -> str:
        """Return the role that the tags of a block give it; ``""`` for none."""
        names = (block.get("TAGREFS") or "").split()
        return next(filter(None, (self._roles.get(name, "") for name in names)), "")


def _role(tag: Element) -> str:
    if not isinstance(tag.tag, str):
        return ""
    label = next(filter(None, map(tag.get, ("LABEL", "TYPE", "DESCRIPTION"))), "")
    return _ROLES.get(str(label).lower(), "")

"""The blocks of an answer as columns, joined by their ids."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, chain
from typing import Any, NamedTuple

from ocrlayout.errors import ReadError
from ocrlayout.readers._lines import confidences
from ocrlayout.readers._payload import Item, Json, Place, shorten

__all__ = ["LEAVES", "Graph", "Part"]

LEAVES = ("WORD", "SELECTION_ELEMENT")
_SURE = 100  # the service's confidences are percent


class Part(NamedTuple):
    """A list of blocks, and the page of those that do not say theirs."""

    place: Place
    blocks: list[Item]
    page: int


class Graph:
    """The blocks of an answer. Each is known by its row among all of them.

    Parameters
    ----------
    parts : sequence of Part

    Attributes
    ----------
    items : list of dict
    kinds : list of str
    pages : list of int
        Number of each block's page.
    texts : list
        As they stand there: None, or what is not text, where a block has none.
    polygons : list
        Flat, in shares of the page.
    confidences : list of float

    Raises
    ------
    ReadError
        Two blocks have the same id, or a block's type, id, page or confidence is not one.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self.top = Place(parts[0].place.provider)
        self._starts = list(accumulate((len(part.blocks) for part in parts), initial=0))[:-1]
        self.items: list[Item] = list(chain.from_iterable(part.blocks for part in parts))
        self.kinds = self._texts("BlockType", needed=True)
        self.pages = self._pages()
        self.texts: list[Any] = [item.get("Text") for item in self.items]
        self.polygons = _polygons(self.items, self.place)
        sure = [item.get("Confidence") for item in self.items]
        self.confidences = confidences(sure, self._sure_place, most=_SURE).tolist()
        self._row_of = self._rows_by_id()
        self._rows = self._rows_by_kind()

    def _rows_by_kind(self) -> dict[tuple[int, str], list[int]]:
        rows: dict[tuple[int, str], list[int]] = {}
        for row, key in enumerate(zip(self.pages, self.kinds, strict=True)):
            rows.setdefault(key, []).append(row)
        return rows

    def place(self, row: int) -> Place:
        """Return where a block stands in the payload."""
        part = bisect_right(self._starts, row) - 1
        return self._parts[part].place / (row - self._starts[part])

    def _sure_place(self, row: int) -> Place:
        return self.place(row) / "Confidence"

    def rows(self, page: int, *kinds: str) -> list[int]:
        """Return the blocks of these kinds on a page, in their order."""
        found = [self._rows.get((page, kind), []) for kind in kinds]
        return sorted(chain.from_iterable(found)) if len(found) > 1 else found[0]

    def linked(self, row: int, name: str = "CHILD", kinds: Sequence[str] = LEAVES) -> list[int]:
        """Return the blocks of these kinds that a block points to.

        Raises
        ------
        ReadError
            One of them is not here.
        """
        item, found = self.items[row], list[int]()
        if item.get("Relationships") is None:
            return found
        for at, relation in self.place(row).each(item, "Relationships"):
            if relation.get("Type") == name:
                found += self._targets(at / "Ids", relation.get("Ids"))
        return [one for one in found if self.kinds[one] in kinds]

    def text_of(self, row: int, name: str) -> str:
        """Take a text of a block."""
        return self.place(row).text(self.items[row], name)

    def has(self, row: int, entity: str) -> bool:
        """Return whether a block has an entity type."""
        types = self.items[row].get("EntityTypes")
        return isinstance(types, list) and entity in types

    def _targets(self, place: Place, ids: Json) -> list[int]:
        if ids is not None and not isinstance(ids, list):
            raise place.error(f"expected a list, found {shorten(ids)}")
        try:
            return [self._row_of[one] for one in ids or ()]
        except (KeyError, TypeError):
            raise self._lost(place, ids or []) from None

    def _lost(self, place: Place, ids: list[Any]) -> ReadError:
        known = (isinstance(one, str) and one in self._row_of for one in ids)
        index = list(known).index(False)
        message = f"no block has the id {shorten(ids[index])}; is a part of the answer missing?"
        return (place / index).error(message)

    def _texts(self, name: str, *, needed: bool = False) -> list[Any]:
        found = [item.get(name) for item in self.items]
        allowed = {str} if needed else {str, type(None)}
        if not set(map(type, found)) <= allowed:
            wrong = next(row for row, one in enumerate(found) if type(one) not in allowed)
            message = f"expected text, found {shorten(found[wrong])}"
            raise (self.place(wrong) / name).error(message)
        return found

    def _pages(self) -> list[int]:
        """Return the page of each block; AnalyzeID sends 0 where it does not know it."""
        found: list[int] = []
        for part in self._parts:
            numbers = [item.get("Page") or part.page for item in part.blocks]
            if not set(map(type, numbers)) <= {int} or min(numbers, default=1) < 1:
                places = map(part.place.__truediv__, range(len(numbers)))
                pairs = zip(places, part.blocks, strict=False)
                numbers = [at.whole(item, "Page", 0) or part.page for at, item in pairs]
            found += numbers
        return found

    def _rows_by_id(self) -> dict[str, int]:
        rows: dict[str, int] = {}
        for row, one in enumerate(self._texts("Id")):
            if one is not None and rows.setdefault(one, row) != row:
                message = f"the id {shorten(one)} is that of {self.place(rows[one])}, too"
                raise (self.place(row) / "Id").error(message)
        return rows


def _polygons(items: list[Item], places: Callable[[int], Place]) -> list[Any]:
    """Take the polygons of blocks as flat lists."""
    try:
        return [
            [axis for point in item["Geometry"]["Polygon"] for axis in (point["X"], point["Y"])]
            for item in items
        ]
    except (KeyError, TypeError):
        return [polygon(places(row), item) for row, item in enumerate(items)]


def polygon(place: Place, item: Item) -> list[Any] | None:
    """Take the polygon of an object, or its box; None where it has neither."""
    geometry = item.get("Geometry")
    if geometry is None:
        return None
    place = place / "Geometry"
    geometry = place.object(geometry)
    points = place.items(geometry, "Polygon")
    if points or geometry.get("BoundingBox") is None:
        return [point.get(axis) for point in points for axis in "XY"]
    place = place / "BoundingBox"
    box = place.object(geometry["BoundingBox"])
    names = ("Left", "Top", "Width", "Height")
    x, y, width, height = (place.number(box, name, 0.0) for name in names)
    return [x, y, x + width, y, x + width, y + height, x, y + height]

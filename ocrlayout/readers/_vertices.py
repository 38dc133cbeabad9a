"""Corners that come as objects of x and y, of which one that is 0 may be left out."""

from collections.abc import Callable, Sequence
from typing import Any

from ocrlayout.readers._payload import Json, Place

__all__ = ["flat", "flats"]


def flats(boxes: Sequence[Any], name: str, places: Callable[[int], Place]) -> list[Any]:
    """Take the vertices of many boxes as flat lists.

    Parameters
    ----------
    boxes : sequence of dict or None
    name : str
        Of the vertices in a box, in camelCase.
    places : function of int
        Place of each box in the payload, for an error.
    """
    try:
        return [[axis for point in box[name] for axis in (point["x"], point["y"])] for box in boxes]
    except (KeyError, TypeError):
        return [
            _at_once(box, name) or flat(places(row), box, name) for row, box in enumerate(boxes)
        ]


def _at_once(box: Json, name: str) -> list[Any] | None:
    """Take the vertices of a box that is as it should be, but for zeros that are left out."""
    try:
        return [axis for point in box[name] for axis in (point.get("x", 0), point.get("y", 0))]
    except (KeyError, TypeError, AttributeError):
        return None


def flat(place: Place, box: Json, name: str) -> list[Any] | None:
    """Take the vertices of a box as a flat list; None without any.

    Examples
    --------
    >>> corners = [{}, {"x": 4}, {"x": 4, "y": 1}, {"y": 1}]
    >>> flat(Place("paperscan"), {"vertices": corners}, "vertices")
    [0, 0, 4, 0, 4, 1, 0, 1]
    """
    points = place.items(place.object(box), name) if box is not None else []
    return [point.get(axis, 0) for point in points for axis in "xy"] or None

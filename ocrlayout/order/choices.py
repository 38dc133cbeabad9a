"""What does not have one right answer, and is the caller's to choose."""

import dataclasses
from dataclasses import dataclass
from typing import Literal, TypedDict, get_args

__all__ = ["Choices", "Direction", "Notes", "OrderChoices", "Place", "Tables"]

Direction = Literal["auto", "ltr", "rtl", "vertical"]
Tables = Literal["row", "column"]
Notes = Literal["after", "before", "place"]
Place = Literal["place", "first", "last", "drop"]

_KNOWN = {
    "direction": get_args(Direction),
    "tables": get_args(Tables),
    "notes": get_args(Notes),
    "headers": get_args(Place),
    "footers": get_args(Place),
}


class OrderChoices(TypedDict, total=False):
    """The keywords of :func:`~ocrlayout.order.reorder`, for functions that pass them on.

    Examples
    --------
    >>> chosen: OrderChoices = {"tables": "column"}
    """

    direction: Direction
    tables: Tables
    notes: Notes
    headers: Place
    footers: Place


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of one call, checked; see :func:`~ocrlayout.order.reading_order`.

    Raises
    ------
    ValueError
        A value is not one of those that there are; the message lists them.
    """

    direction: Direction = "auto"
    tables: Tables = "row"
    notes: Notes = "after"
    headers: Place = "place"
    footers: Place = "place"

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value, known = getattr(self, field.name), _KNOWN[field.name]
            if value not in known:
                raise ValueError(f"{field.name} is one of {', '.join(known)}, not {value!r}")

"""What has no one right answer, and is the caller's to choose."""

import dataclasses
from dataclasses import dataclass
from typing import Literal, get_args

Direction = Literal["auto", "ltr", "rtl", "vertical"]
Tables = Literal["row", "column"]
Notes = Literal["after", "before", "place"]
Furniture = Literal["place", "first", "last", "drop"]


@dataclass(frozen=True, slots=True)
class Options:
    """Choices of the reading order.

    Attributes
    ----------
    direction : {"auto", "ltr", "rtl", "vertical"}
        How the page is written: columns from left to right, from right to left, or lines from top
        to bottom. Found by script and shape when ``"auto"``.
    tables : {"row", "column"}
        Whether a table is read row by row or column by column.
    notes : {"after", "before", "place"}
        Where a note in the margin stands: behind the paragraph that it starts beside, before it, or
        behind the very line.
    headers, footers : {"place", "first", "last", "drop"}
        Running heads and page numbers at the top, and those at the foot: where they stand, before
        all else, after all else, or not at all.

    Raises
    ------
    ValueError
        When a choice is none of these.

    Examples
    --------
    >>> Options(tables="column").tables
    'column'
    """

    direction: Direction = "auto"
    tables: Tables = "row"
    notes: Notes = "after"
    headers: Furniture = "place"
    footers: Furniture = "place"

    def __post_init__(self) -> None:
        choices = {
            "direction": Direction,
            "tables": Tables,
            "notes": Notes,
            "headers": Furniture,
            "footers": Furniture,
        }
        for field in dataclasses.fields(self):
            value, known = getattr(self, field.name), get_args(choices[field.name])
            if value not in known:
                raise ValueError(f"{field.name} is one of {', '.join(known)}, not {value!r}")

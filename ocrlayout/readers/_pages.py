"""A page's frame: its number, size, unit and angle, from the payload or from the caller."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Blocks, Fields, Lines, Page
from ocrlayout.readers._payload import FARTHEST, SMALLEST, Item, Place, plain, shorten

__all__ = ["Size", "given", "length", "made", "numbered", "page_number"]

_UNITS = ("pixel", "inch", "")
Size = tuple[float, float]


def given(sizes: Sequence[Any] | None, index: int, provider: str) -> Size | None:
    """Take the size that the caller knows for a page; None where nobody said.

    Examples
    --------
    >>> given([(320, 200)], 0, "azure_read"), given([(320, 200)], 1, "azure_read")
    ((320.0, 200.0), None)
    """
    size = sizes[index] if sizes is not None and index < len(sizes) else None
    if size is None:
        return None
    try:
        width, height = map(float, size)
    except (TypeError, ValueError, OverflowError):
        width = height = 0.0
    if not all(SMALLEST <= side <= FARTHEST for side in (width, height)):
        message = f"a size is (width, height), finite and above 0, found {shorten(size)}"
        raise (Place(provider, "sizes") / index).error(message)
    return width, height


def made(
    place: Place,
    frame: Item,
    lines: Lines,
    *,
    number: int = 1,
    size: Size | None = None,
    angle: float | None = None,
    blocks: Blocks | None = None,
    fields: Fields | None = None,
) -> Page:
    """Put a page together: its lines, and the frame that the payload gives.

    Parameters
    ----------
    place : Place
        Where the frame stands in the payload.
    frame : dict
        Its ``width``, ``height``, ``unit`` and ``angle`` are looked at.
    lines : Lines
    number : int
        From 1.
    size : (width, height), optional
        Used where the frame does not say; without it, the extent of the text is.
    angle : float, optional
        In degrees, in place of the frame's.
    blocks : Blocks, optional
    fields : Fields, optional

    Raises
    ------
    ReadError
        A length is negative, the unit is neither pixel nor inch, or a number is not one. Or a
        corner cannot lie on a page.
    """
    blocks, fields = blocks or Blocks(), fields or Fields()
    columns = (lines, lines.words, blocks, fields)
    for polygons in (*(each.polygon for each in columns), fields.name_polygon):
        _check(place, polygons)
    width, height = length(place, frame, "width"), length(place, frame, "height")
    if not (width > 0 and height > 0):
        width, height = size or _extent(lines)
    if angle is None:
        angle = float(geometry.fold(place.number(frame, "angle")))
    return Page(
        number,
        width,
        height,
        _unit(place, frame) or ("" if np.isnan(width) else "pixel"),
        angle,
        lines,
        blocks,
        fields=fields,
    )


def _check(place: Place, polygons: npt.NDArray[np.float64]) -> None:
    """Refuse corners that cannot lie on a page: shares of it may be far outside once scaled."""
    if (np.abs(polygons) > FARTHEST).any():
        raise place.error(f"a corner cannot lie on a page: it is beyond {FARTHEST:.0e}")


def _extent(lines: Lines) -> Size:
    """Return where the text ends to the right and below; NaN without text."""
    corners = geometry.extent(np.concatenate([lines.polygon, lines.words.polygon]))[2:]
    width, height = np.maximum(corners, 1.0).tolist()
    return width, height


def length(place: Place, frame: Item, name: str) -> float:
    """Take the width or the height of a page; absent or null is 0.

    Raises
    ------
    ReadError
        It is not a number, or too small.
    """
    value = place.number(frame, name, 0.0)
    if value and value < SMALLEST:
        message = f"a page's {name} is at least {SMALLEST:.0e}, or 0 where it is not known"
        raise place.at(frame, name).error(f"{message}; found {value}")
    return value


def _unit(place: Place, frame: Item) -> str:
    unit = plain(place.text(frame, "unit"))
    if unit not in _UNITS:
        message = f"a page's unit is pixel or inch, found {shorten(frame['unit'])}"
        raise (place / "unit").error(message)
    return unit


def page_number(place: Place, page: Item, name: str, default: int) -> int:
    """Take a page number, from 1; absent or null is `default`.

    Raises
    ------
    ReadError
        It is not a whole number from 1.
    """
    number = place.number(page, name, float(default))
    if number != int(number) or number < 1:
        found = shorten(place.get(page, name))
        raise place.at(page, name).error(f"pages are numbered from 1, found {found}")
    return int(number)


def numbered(pages: Sequence[Page]) -> list[Page]:
    """Put pages in the order of their numbers; number them anew where two are the same.

    Examples
    --------
    >>> [page.number for page in numbered([Page(number=2), Page(number=1)])]
    [1, 2]
    >>> [page.number for page in numbered([Page(number=2), Page(number=2)])]
    [1, 2]
    """
    if len({page.number for page in pages}) == len(pages):
        return sorted(pages, key=lambda page: page.number)
    return [page.replace(number=number) for number, page in enumerate(pages, 1)]

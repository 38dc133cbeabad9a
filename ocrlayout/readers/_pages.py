"""A page's frame: its number, size, unit and angle, from what a payload says or the caller knows."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from ocrlayout import geometry
from ocrlayout.errors import ReadError
from ocrlayout.model import Lines, Page
from ocrlayout.readers import _rows

_UNITS = ("pixel", "inch", "")


def given(sizes: Sequence[Any] | None, index: int, provider: str) -> tuple[float, float] | None:
    """Take the size that the caller knows for a page; None where there is none.

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
    if not (0 < width <= _rows.FARTHEST and 0 < height <= _rows.FARTHEST):
        raise ReadError(
            f"a size is (width, height), finite and above 0, found {_rows.shorten(size)}",
            provider=provider,
            where=f"sizes[{index}]",
        )
    return width, height


def made(
    page: dict[str, Any],
    lines: Lines,
    where: str,
    provider: str,
    *,
    number: Any,
    size: Any = None,
    **columns: Any,
) -> Page:
    """Put a page together: its lines, and the frame that the payload tells of.

    Parameters
    ----------
    page : dict
        Its ``width``, ``height``, ``unit`` and ``angle`` are looked at.
    lines : Lines
    where : str
        Path of the page inside the payload.
    provider : str
    number : int
        From 1.
    size : (width, height), optional
        Used where the page has none; without it, the extent of the text is.
    **columns
        Other attributes of the page.
    """
    prefix = f"{where}." if where else ""
    width, height = (_length(page, name, prefix, provider) for name in ("width", "height"))
    if not (width > 0 and height > 0):
        corners = geometry.extent(np.concatenate([lines.polygon, lines.words.polygon]))[2:]
        width, height = (
            float(side) for side in (size if size is not None else np.maximum(corners, 1.0))
        )
    unit = plain(_rows.text(page.get("unit"), f"{prefix}unit", provider))
    if unit not in _UNITS:
        shown = _rows.shorten(page["unit"])
        raise ReadError(
            f"a page's unit is pixel or inch, found {shown}",
            provider=provider,
            where=f"{prefix}unit",
        )
    angle = columns.pop("angle", None)
    if angle is None:
        angle = float(geometry.fold(_rows.number(page.get("angle"), f"{prefix}angle", provider)))
    return Page(
        number, width, height, unit or ("" if np.isnan(width) else "pixel"), angle, lines, **columns
    )


def _length(page: dict[str, Any], name: str, prefix: str, provider: str) -> float:
    length = _rows.number(page.get(name), f"{prefix}{name}", provider, 0.0)
    if length < 0:
        raise ReadError(
            f"a page's {name} is not negative, found {length}",
            provider=provider,
            where=f"{prefix}{name}",
        )
    return length


def page_number(value: Any, place: str, provider: str, default: int) -> int:
    """Take a page number, from 1; None is `default`."""
    number = _rows.number(value, place, provider, float(default))
    if number != int(number) or number < 1:
        raise ReadError(
            f"pages are numbered from 1, found {_rows.shorten(value)}",
            provider=provider,
            where=place,
        )
    return int(number)


def plain(word: str) -> str:
    """Take the last part of an enumeration's name, in lower case: ``"LengthUnit.PIXEL"`` is ``"pixel"``."""
    return word.rpartition(".")[2].lower()

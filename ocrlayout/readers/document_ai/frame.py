"""The frame of a page: its size, and its boxes as shares of it or in pixels."""

import base64
import binascii
import struct
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.readers import _pages, _vertices
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item, Place, plain, shorten
from ocrlayout.readers._spelling import Spelled, pick

__all__ = ["Frame", "frame_of", "to_scan"]

Array = npt.NDArray[np.float64]
_SHARES, _PIXELS = "normalizedVertices", "vertices"
_UNITS = {"inch": "inch", "inches": "inch", "in": "inch"}
_POINTS = {"point": 72, "points": 72, "pt": 72}  # in an inch
_NUMBERS = {4: "i", 5: "f", 6: "d"}  # OpenCV's CV_32S, CV_32F and CV_64F, as struct has them
_MOST_TRANSFORMS = 100


class Frame(NamedTuple):
    """The frame of a page.

    Attributes
    ----------
    size : (width, height) or None
        None where nobody knows it.
    unit : str
    has_pixels : bool
        Boxes are in pixels, not in shares: nobody knows the size.
    """

    size: Size | None
    unit: str
    has_pixels: bool

    @property
    def scale(self) -> Array:
        """Matrix from boxes to the page."""
        is_shares = self.size is not None and not self.has_pixels
        return geometry.scaling(*(self.size or (1, 1))) if is_shares else np.eye(3)

    def boxes(self, layouts: Sequence[Item], places: Callable[[int], Place]) -> list[Any]:
        """Take the boxes of layouts as flat lists; the exact shares before the rounded pixels."""
        polygons = [pick(layout, "boundingPoly") for layout in layouts]
        name, other = (_PIXELS, _SHARES) if self.has_pixels else (_SHARES, _PIXELS)
        flats = _vertices.flats(polygons, name, places)
        if self.size is None or all(flats):
            return flats
        return [
            flat or self._shared(_vertices.flat(places(row), polygons[row], other))
            for row, flat in enumerate(flats)
        ]

    def box(self, place: Place, layout: Item) -> Any:
        """Take the box of a layout as a flat list."""
        return self.boxes([layout], lambda _: place)[0]

    def _shared(self, pixels: list[Any] | None) -> list[Any] | None:
        width, height = self.size or (1, 1)
        try:
            sides = (width, height) * ((len(pixels or ()) + 1) // 2)
            return [value / side for value, side in zip(pixels or (), sides, strict=False)]
        except TypeError:  # not numbers: whoever takes the polygon says so
            return pixels


def frame_of(place: Spelled, page: Item, size: Size | None) -> Frame:
    """Find the size of a page: its dimension, that of its image, or the one that is given."""
    for name in ("dimension", "image"):
        given = page.get(name)
        item = (place / name).object(given if given is not None else {})
        width, height = (_pages.length(place / name, item, side) for side in ("width", "height"))
        if width > 0 and height > 0:
            unit = plain((place / name).text(item, "unit"))
            dots = _POINTS.get(unit, 1)
            unit = "inch" if unit in _POINTS else _UNITS.get(unit, "pixel")
            return Frame((width / dots, height / dots), unit, has_pixels=False)
    return Frame(size, "pixel" if size else "", has_pixels=size is None and _has_pixels(page))


def _has_pixels(page: Item) -> bool:
    """Return whether the first box of a page has corners in pixels."""
    lists = (page.get(name) for name in ("tokens", "lines", "paragraphs", "blocks"))
    first = next((one[0] for one in lists if isinstance(one, list) and one), page)
    layout = first.get("layout") if isinstance(first, dict) else None
    polygon = pick(layout, "boundingPoly") if isinstance(layout, dict) else None
    return isinstance(polygon, dict) and bool(polygon.get(_PIXELS))


def to_scan(place: Spelled, page: Item) -> Array | None:
    """Return the matrix from the image that the service made of a page back to the scan.

    Parameters
    ----------
    place : Spelled
    page : dict
        Its ``transforms`` were applied to the scan, the first one first.

    Returns
    -------
    (3, 3) ndarray or None
        None where the service did not change the scan.

    Raises
    ------
    ReadError
        A matrix is not one of two or three rows of three numbers, or cannot be inverted.
    """
    matrix = np.eye(3)
    transforms = place.items(page, "transforms")[:_MOST_TRANSFORMS]
    for row, transform in enumerate(transforms):
        at = place / "transforms" / row
        matrix = _matrix(at, transform) @ matrix
        if not np.isfinite(matrix).all() or np.linalg.matrix_rank(matrix) < 3:
            raise at.error("the matrix cannot be inverted")
    return np.asarray(np.linalg.inv(matrix), np.float64) if transforms else None


def _matrix(place: Spelled, transform: Item) -> Array:
    """Decode a matrix of OpenCV's: its numbers stand row by row, little-endian."""
    rows, columns = place.whole(transform, "rows", 0), place.whole(transform, "cols", 0)
    number = _NUMBERS.get(place.whole(transform, "type", 0))
    if rows not in (2, 3) or columns != 3 or number is None:
        found = shorten({name: transform.get(name) for name in ("rows", "cols", "type")})
        raise place.error(f"expected a matrix of 2 or 3 rows of 3 numbers, found {found}")
    try:
        data = base64.b64decode(place.text(transform, "data"), validate=True)
        values = struct.unpack(f"<{rows * columns}{number}", data)
    except (binascii.Error, struct.error, ValueError):
        message = f"expected {rows * columns} numbers in base64"
        raise (place / "data").error(message) from None
    matrix = np.eye(3)
    matrix[:rows] = np.reshape(values, (rows, columns))
    return matrix

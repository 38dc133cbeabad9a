"""Highlights: annotations that mark passages, as readers draw them with a marker pen.

Each brings its own appearance, multiplied with the page below, so that every viewer shows the same
and the ink stays readable.

References
----------
Adobe Systems: PDF Reference 1.7 (2006), 7.2.4 "Blend Mode", 8.4.5 "Text Markup Annotations". The
order of ``QuadPoints`` there is not what viewers take: they take top left, top right, bottom left,
bottom right.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.writers._highlight import YELLOW
from ocrlayout.writers.pdf.objects import Entries, Value
from ocrlayout.writers.pdf.placement import Placement

__all__ = ["Highlight", "highlight"]

Array = npt.NDArray[np.float64]

_VIEWERS_ORDER = [0, 1, 3, 2]  # of the corners of a quad, which run around it from the top left
_COLOR: list[Value] = [round(channel / 255, 3) for channel in YELLOW]
_PRINTED = 4  # flag of an annotation that is printed with the page
_MULTIPLIED: Entries = {"ExtGState": {"Multiply": {"Type": "/ExtGState", "BM": "/Multiply"}}}


class Highlight(NamedTuple):
    """An annotation and its appearance.

    Attributes
    ----------
    entries : dict
        The annotation's dictionary, without ``/AP``.
    appearance : dict
        The dictionary of the appearance stream, a form XObject.
    operators : bytes
        The appearance stream.
    """

    entries: Entries
    appearance: Entries
    operators: bytes


def highlight(place: Placement, quads: Array) -> Highlight:
    """Make the annotation of one passage.

    Parameters
    ----------
    place : Placement
        Of its page; what lies beyond the edges is cut to them.
    quads : (k, 4, 2) ndarray
        In page units; the corners from the text's top left one around.

    Examples
    --------
    >>> place = Placement(np.array([[1, 0, 0], [0, -1, 50], [0, 0, 1]]), (0, 0, 100, 50))
    >>> quad = np.array([[[10, 20], [50, 20], [50, 30], [10, 30]]])
    >>> highlight(place, quad).entries["QuadPoints"]
    [10.0, 30.0, 50.0, 30.0, 10.0, 20.0, 50.0, 20.0]
    """
    quads = geometry.apply(place.matrix, quads)
    quads = np.clip(quads, place.box[:2], place.box[2:]).round(2)
    corners = quads.reshape(-1, 2)
    rectangle = _numbers([*corners.min(axis=0), *corners.max(axis=0)])
    entries: Entries = {"Type": "/Annot", "Subtype": "/Highlight", "F": _PRINTED, "C": _COLOR}
    entries |= {"Rect": rectangle, "QuadPoints": _numbers(quads[:, _VIEWERS_ORDER].reshape(-1))}
    appearance: Entries = {"Type": "/XObject", "Subtype": "/Form", "BBox": rectangle}
    appearance["Resources"] = _MULTIPLIED
    color = " ".join(map(str, _COLOR))
    paths = "".join(map(_path, quads.tolist()))
    return Highlight(entries, appearance, f"/Multiply gs {color} rg\n{paths}f\n".encode("ascii"))


def _numbers(values: Iterable[float]) -> list[Value]:
    return [float(value) for value in values]


def _path(quad: list[list[float]]) -> str:
    """Write the closed outline of a quad."""
    (x, y), *others = quad
    lines = "".join(f"{x:.2f} {y:.2f} l " for x, y in others)
    return f"{x:.2f} {y:.2f} m {lines}h\n"

"""Highlights: annotations that mark passages, as readers draw them with a marker pen.

Each brings its own appearance, multiplied with the page below, so that every viewer shows the same
and the ink stays readable.

References
----------
Adobe Systems: PDF Reference 1.7 (2006), 7.2.4 "Blend Mode", 8.4.5 "Text Markup Annotations". The
order of ``QuadPoints`` there is not what viewers take: they take top left, top right, bottom left,
bottom right.
"""

import numpy as np
import numpy.typing as npt

from ocrlayout.writers._highlight import YELLOW
from ocrlayout.writers.pdf.annotations import Annotation, placed, quad_points
from ocrlayout.writers.pdf.objects import Entries, Value
from ocrlayout.writers.pdf.placement import Placement
from ocrlayout.writers.pdf.tagging.elements import Element

__all__ = ["highlight"]

Array = npt.NDArray[np.float64]

_COLOR: list[Value] = [round(channel / 255, 3) for channel in YELLOW]
_PRINTED = 4  # flag of an annotation that is printed with the page
_MULTIPLIED: Entries = {"ExtGState": {"Multiply": {"Type": "/ExtGState", "BM": "/Multiply"}}}


def highlight(place: Placement, quads: Array, element: Element | None = None) -> Annotation:
    """Make the annotation of one passage.

    Parameters
    ----------
    place : Placement
        Of its page; what lies beyond the edges is cut to them.
    quads : (k, 4, 2) ndarray
        In page units; the corners from the text's top left one around.
    element : Element, optional
        What it is in the tags of its page.

    Examples
    --------
    >>> place = Placement(np.array([[1, 0, 0], [0, -1, 50], [0, 0, 1]]), (0, 0, 100, 50))
    >>> quad = np.array([[[10, 20], [50, 20], [50, 30], [10, 30]]])
    >>> highlight(place, quad).entries["QuadPoints"]
    [10.0, 30.0, 50.0, 30.0, 10.0, 20.0, 50.0, 20.0]
    """
    quads = placed(place, quads)
    entries: Entries = {"Type": "/Annot", "Subtype": "/Highlight", "F": _PRINTED, "C": _COLOR}
    entries |= quad_points(quads)
    appearance: Entries = {"Type": "/XObject", "Subtype": "/Form", "BBox": entries["Rect"]}
    appearance["Resources"] = _MULTIPLIED
    color = " ".join(map(str, _COLOR))
    paths = "".join(map(_path, quads.tolist()))
    operators = f"/Multiply gs {color} rg\n{paths}f\n".encode("ascii")
    return Annotation(entries, appearance, operators, element)


def _path(quad: list[list[float]]) -> str:
    """Write the closed outline of a quad."""
    (x, y), *others = quad
    lines = "".join(f"{x:.2f} {y:.2f} l " for x, y in others)
    return f"{x:.2f} {y:.2f} m {lines}h\n"

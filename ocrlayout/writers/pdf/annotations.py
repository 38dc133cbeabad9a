"""Annotations: what lies over passages of a page."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.writers.pdf.objects import Entries, Value
from ocrlayout.writers.pdf.placement import Placement
from ocrlayout.writers.pdf.tagging.elements import Element

__all__ = ["Annotation", "placed", "quad_points"]

Array = npt.NDArray[np.float64]

_VIEWERS_ORDER = [0, 1, 3, 2]  # of the corners of a quad, which run around it from the top left


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation, and its appearance if it has one.

    Attributes
    ----------
    entries : dict
        The annotation's dictionary, without ``/AP``.
    appearance : dict
        The dictionary of the appearance stream, a form XObject; empty without one.
    operators : bytes
        The appearance stream.
    element : Element or None
        What it is in the tags of its page; None in a PDF without tags.
    """

    entries: Entries
    appearance: Entries = field(default_factory=dict)
    operators: bytes = b""
    element: Element | None = None


def placed(place: Placement, quads: Array) -> Array:
    """Bring quads to the points of a page, cut to its edges.

    Parameters
    ----------
    place : Placement
        Of the page.
    quads : (k, 4, 2) ndarray
        In page units.
    """
    cut = np.clip(geometry.apply(place.matrix, quads), place.box[:2], place.box[2:])
    points: Array = cut.round(2)
    return points


def quad_points(quads: Array) -> Entries:
    """Say where an annotation lies: the entries ``Rect`` and ``QuadPoints``.

    Parameters
    ----------
    quads : (k, 4, 2) ndarray
        In points; the corners from the text's top left one around.

    Examples
    --------
    >>> quad_points(np.array([[[10, 30], [50, 30], [50, 20], [10, 20]]]))["QuadPoints"]
    [10.0, 30.0, 50.0, 30.0, 10.0, 20.0, 50.0, 20.0]
    """
    corners = quads.reshape(-1, 2)
    return {
        "Rect": _numbers([*corners.min(axis=0), *corners.max(axis=0)]),
        "QuadPoints": _numbers(quads[:, _VIEWERS_ORDER].reshape(-1)),
    }


def _numbers(values: Iterable[float]) -> list[Value]:
    return [float(value) for value in values]

"""Links: annotations that lead from an address in the text to what it names.

They are not drawn, and have no look of their own.

References
----------
ISO 32000-1:2008 (PDF 1.7), 12.5.6.5 "Link Annotations", 12.6.4.7 "URI Actions"; ISO 14289-1:2014
(PDF/UA-1), 7.18.5 "Links".
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.writers.pdf.addresses import Address
from ocrlayout.writers.pdf.annotations import Annotation, placed, quad_points
from ocrlayout.writers.pdf.existing import ExistingPage, rectangle
from ocrlayout.writers.pdf.font import text_string
from ocrlayout.writers.pdf.objects import Entries
from ocrlayout.writers.pdf.old_layers import dictionaries
from ocrlayout.writers.pdf.placement import Placement
from ocrlayout.writers.pdf.tagging.elements import Element, readable

__all__ = ["link", "not_linked"]

Array = npt.NDArray[np.float64]

_CORNERS = [[0, 1], [2, 1], [2, 3], [0, 3]]  # of a box (x0, y0, x1, y1), by its sides
_PRINTED = 4  # flag that PDF/A wants of all annotations
_NOT_DRAWN: Entries = {"Border": [0, 0, 0]}  # else viewers draw a frame


def link(place: Placement, address: Address, element: Element | None = None) -> Annotation | None:
    """Make the annotation of an address; None where nothing of it is on the page.

    Parameters
    ----------
    place : Placement
        Of its page; what lies beyond the edges is cut to them.
    address : Address
    element : Element, optional
        What it is in the tags of its page.

    Examples
    --------
    >>> place = Placement(np.array([[1, 0, 0], [0, -1, 50], [0, 0, 1]]), (0, 0, 100, 50))
    >>> quads = np.array([[[10, 20], [50, 20], [50, 30], [10, 30]]])
    >>> found = Address("mailto:a@b.org", "a@b.org", np.array([0]), quads)
    >>> link(place, found).entries["A"]
    {'S': '/URI', 'URI': '(mailto:a@b.org)'}
    """
    quads = placed(place, address.quads)
    quads = quads[(np.ptp(quads, axis=1) > 0).all(axis=1)]
    if not len(quads):
        return None
    entries: Entries = {"Type": "/Annot", "Subtype": "/Link", "F": _PRINTED, **_NOT_DRAWN}
    entries |= quad_points(quads)
    entries["Contents"] = text_string(readable(address.text))
    entries["A"] = {"S": "/URI", "URI": text_string(address.target)}
    return Annotation(entries, element=element)


def not_linked(found: Sequence[Address], place: Placement, original: ExistingPage) -> list[Address]:
    """Return the addresses that no link of an existing page lies over.

    Parameters
    ----------
    found : sequence of Address
    place : Placement
        Of the page, turned if it is turned.
    original : ExistingPage
    """
    boxes = _boxes(original)
    return [each for each in found if not _is_met(boxes, placed(place, each.quads))]


def _boxes(original: ExistingPage) -> Array:
    """Return what the links of a page take, as they will lie: ``(n, 4)``."""
    annotations = dictionaries(original.page.get("/Annots"))
    links = [each for each in annotations if each.get("/Subtype") == "/Link"]
    known = [box for box in map(rectangle, (each.get("/Rect") for each in links)) if box]
    corners = np.reshape(known, (-1, 4))[:, _CORNERS]
    if original.turn:
        corners = geometry.apply(original.turn.upright.matrix, corners)
    return np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)


def _is_met(boxes: Array, quads: Array) -> bool:
    """Return whether the middle of a quad lies in a box."""
    middle = geometry.centers(quads)[:, None]
    inside = (middle >= boxes[:, :2]) & (middle <= boxes[:, 2:])
    return bool(np.all(inside, axis=2).any())

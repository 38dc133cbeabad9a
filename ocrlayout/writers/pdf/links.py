"""Links: annotations that lead from an address in the text to what it names.

They are not drawn, and have no look of their own.

References
----------
ISO 32000-1:2008 (PDF 1.7), 12.5.6.5 "Link Annotations", 12.6.4.7 "URI Actions"; ISO 14289-1:2014
(PDF/UA-1), 7.18.5 "Links".
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pikepdf

from ocrlayout import geometry
from ocrlayout.model import Lines
from ocrlayout.writers.pdf.addresses import Address
from ocrlayout.writers.pdf.annotations import Annotation, placed, quad_points
from ocrlayout.writers.pdf.existing import ExistingPage, rectangle
from ocrlayout.writers.pdf.font import text_string
from ocrlayout.writers.pdf.objects import Entries
from ocrlayout.writers.pdf.placement import Placement
from ocrlayout.writers.pdf.tagging.elements import Element, readable

__all__ = ["OwnLink", "link", "not_linked", "own_links"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

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


class OwnLink(NamedTuple):
    """A link that a page of a PDF has.

    Attributes
    ----------
    number : int
        Among the annotations of the page.
    words : (k,) ndarray of int64
        Rows of the words that it lies over.
    contents : str
        What is said of it: what it leads to, else its words.
    """

    number: int
    words: Integers
    contents: str

    def placeholder(self, element: Element) -> Annotation:
        """Make what stands for it in the page that is written for the original one."""
        entries: Entries = {"Type": "/Annot", "Subtype": "/Link", "Own": self.number}
        entries["Contents"] = text_string(readable(self.contents))
        return Annotation(entries, element=element)


def own_links(lines: Lines, place: Placement | None, original: ExistingPage) -> list[OwnLink]:
    """Find the links of an existing page, and the words that they lie over.

    Parameters
    ----------
    lines : Lines
        Of the page.
    place : Placement or None
        Of the page, turned if it is turned; None where it has no words.
    original : ExistingPage
    """
    middle = np.empty((0, 2))
    if place is not None:
        middle = geometry.centers(geometry.apply(place.matrix, lines.words.polygon))
    return [
        _own_link(lines, index, annotation, _inside(box[None], middle))
        for index, annotation, box in _links(original)
    ]


def _own_link(lines: Lines, index: int, annotation: Any, is_over: Flags) -> OwnLink:
    words = np.flatnonzero(is_over)
    action = annotation.get("/A")
    target = action.get("/URI") if isinstance(action, pikepdf.Dictionary) else None
    text = " ".join(lines.words.text[word] for word in words.tolist())
    return OwnLink(index, words, str(target or text or "Link"))


def not_linked(found: Sequence[Address], place: Placement, original: ExistingPage) -> list[Address]:
    """Return the addresses that no link of an existing page lies over.

    Parameters
    ----------
    found : sequence of Address
    place : Placement
        Of the page, turned if it is turned.
    original : ExistingPage
    """
    boxes = np.reshape([box for _, _, box in _links(original)], (-1, 4))
    return [
        each
        for each in found
        if not _inside(boxes, geometry.centers(placed(place, each.quads))).any()
    ]


def _links(original: ExistingPage) -> Iterator[tuple[int, Any, Array]]:
    """Yield the links of a page, their numbers among its annotations, and the boxes they take."""
    annotations: Any = original.page.get("/Annots", [])
    for index, annotation in enumerate(annotations):
        if isinstance(annotation, pikepdf.Dictionary) and annotation.get("/Subtype") == "/Link":
            box = rectangle(annotation.get("/Rect")) or (np.nan,) * 4
            yield index, annotation, _turned(np.array(box), original)


def _turned(box: Array, original: ExistingPage) -> Array:
    """Return what a box of a page becomes when the page is turned."""
    if not original.turn:
        return box
    corners = geometry.apply(original.turn.upright.matrix, box[_CORNERS])
    return np.concatenate([corners.min(axis=0), corners.max(axis=0)])


def _inside(boxes: Array, points: Array) -> Flags:
    """Find the points that lie in one of some boxes."""
    each = points[:, None]
    inside = (each >= boxes[:, :2]) & (each <= boxes[:, 2:])
    found: Flags = np.all(inside, axis=2).any(1)
    return found

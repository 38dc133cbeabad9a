"""What a page shows as pictures: where they lie, and in which order things are painted."""

import contextlib
import ctypes
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

__all__ = ["Painted", "Picture", "Text", "invisible", "painted"]

Array = npt.NDArray[np.float64]

_DEEPEST = 15  # levels of forms inside forms that are looked through
_UNIT = np.array([[0, 1], [1, 1], [1, 0], [0, 0]], np.float64)  # an image's corners, from top left


class Picture(NamedTuple):
    """An image on a page.

    Attributes
    ----------
    turn : int
        How many objects were painted before it.
    quad : (4, 2) ndarray
        In user space.
    """

    turn: int
    quad: Array


class Text(NamedTuple):
    """A text object on a page.

    Attributes
    ----------
    turn : int
        How many objects were painted before it.
    thing : FPDF_PAGEOBJECT
        PDFium's handle.
    """

    turn: int
    thing: pdfium.FPDF_PAGEOBJECT


class Painted(NamedTuple):
    """What is painted on a page.

    Attributes
    ----------
    pictures : tuple of Picture
    texts : dict
        Text objects by their address.
    drawings : int
        How many lines, areas and gradients.
    annotations : int
        How many stamps, notes, links and the like.
    """

    pictures: tuple[Picture, ...]
    texts: dict[int, Text]
    drawings: int
    annotations: int


def painted(page: pypdfium2.PdfPage) -> Painted:
    """List the images and the text objects of a page, those inside forms too."""
    pictures: list[Picture] = []
    texts: dict[int, Text] = {}
    drawings = 0
    for turn, (thing, kind, matrix) in enumerate(_objects(page.raw)):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            texts[ctypes.cast(thing, ctypes.c_void_p).value or 0] = Text(turn, thing)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(Picture(turn, _corners(_matrix(thing) @ matrix)))
        else:
            drawings += 1
    return Painted(tuple(pictures), texts, drawings, pdfium.FPDFPage_GetAnnotCount(page))


@contextlib.contextmanager
def invisible(things: Sequence[pdfium.FPDF_PAGEOBJECT]) -> Iterator[None]:
    """Draw the page without these objects."""
    for thing in things:
        pdfium.FPDFPageObj_SetIsActive(thing, False)
    try:
        yield
    finally:
        for thing in things:
            pdfium.FPDFPageObj_SetIsActive(thing, True)


def _objects(page: pdfium.FPDF_PAGE) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, int, Array]]:
    """Yield what is on a page in the order of painting, each with the matrix of its form."""
    for at in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _inside(pdfium.FPDFPage_GetObject(page, at), np.eye(3), _DEEPEST)


def _inside(
    thing: pdfium.FPDF_PAGEOBJECT, matrix: Array, depth: int
) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, int, Array]]:
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield thing, kind, matrix
    elif depth:
        inner = _matrix(thing) @ matrix
        for at in range(max(pdfium.FPDFFormObj_CountObjects(thing), 0)):
            yield from _inside(pdfium.FPDFFormObj_GetObject(thing, at), inner, depth - 1)


def _matrix(thing: pdfium.FPDF_PAGEOBJECT) -> Array:
    """Return an object's matrix, which multiplies rows ``(x, y, 1)`` from the right."""
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, found)
    rows = [[found.a, found.b, 0], [found.c, found.d, 0], [found.e, found.f, 1]]
    return np.array(rows, np.float64)


def _corners(matrix: Array) -> Array:
    corners: Array = _UNIT @ matrix[:2, :2] + matrix[2, :2]
    return corners

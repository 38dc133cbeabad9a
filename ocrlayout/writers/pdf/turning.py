"""Pages of PDFs turned upright: what they show, their annotations, and the links to places on them.

The content is wrapped, not rewritten: saved state, a matrix, the box that was displayed as a clip,
and after it what the content left open is closed. Pattern matrices do not follow the matrix of the
content, so the page gets patterns of its own. Annotations turn exactly where they have points
(``QuadPoints``, ``InkList``, ``Vertices`` …) or an appearance; a rectangle alone becomes the one
around it turned. Destinations keep the point that they go to.

Cannot do: form fields and signatures, which viewers draw along the axes: a page with any stays as
it lies.

References
----------
Adobe Systems: PDF Reference 1.7 (2006), 4.6.1 "General Properties of Patterns", 8.2.1
"Destinations", 8.4.4 "Appearance Streams", 8.4.5 "Annotation Types".
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pikepdf

from ocrlayout import geometry, images
from ocrlayout.errors import ImageError
from ocrlayout.images import pdf_traps
from ocrlayout.writers.pdf.objects import Box
from ocrlayout.writers.pdf.placement import Upright

__all__ = ["CannotTurn", "Wrapping", "turn", "turn_destinations", "wrapping"]

Array = npt.NDArray[np.float64]
PageId = tuple[int, int]  # of an object: its number and generation

_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
_POINTS = ("/QuadPoints", "/L", "/Vertices", "/CL")  # of annotations: x and y in turn
_ICONS = ("/Text", "/Popup", "/FileAttachment", "/Sound")  # they move, and stay as they stand
_DIGITS = 6  # of points and matrices
_TINY = 1e-9  # in place of a length of 0, by which nothing can be divided


class CannotTurn(Exception):
    """A page stays as it lies; says why."""


class Wrapping(NamedTuple):
    """What goes around a page's content so that it can be turned.

    Attributes
    ----------
    before, after : int
        States to save before it, for what it restores without having saved it, and to restore
        after it, for what it leaves open.
    """

    before: int
    after: int


def wrapping(page: pikepdf.Object, name: str) -> Wrapping:
    """Count the states that a page's content saves and restores.

    Parameters
    ----------
    page : pikepdf.Object
    name : str
        Of the page, for messages.

    Raises
    ------
    CannotTurn
        The page has form fields, or its content is broken or would fill the memory.
    """
    if any(annotation.get("/Subtype") == "/Widget" for annotation in _annotations(page)):
        raise CannotTurn("its form fields cannot be turned")
    if "/Contents" not in page:
        return Wrapping(0, 0)
    try:
        pdf_traps.check_contents(page, name, images.LIMIT)
        found = pikepdf.parse_content_stream(page, "q Q")
    except (ImageError, pikepdf.PdfError):
        raise CannotTurn("its content is broken, or too long to be read") from None
    steps = [1 if str(instruction.operator) == "q" else -1 for instruction in found]
    levels = list(itertools.accumulate(steps, initial=0))
    return Wrapping(-min(levels), levels[-1] - min(levels))


def turn(
    pdf: pikepdf.Pdf, page: pikepdf.Object, shown: Box, upright: Upright, around: Wrapping
) -> None:
    """Turn a page upright, with its annotations.

    Parameters
    ----------
    pdf : pikepdf.Pdf
    page : pikepdf.Object
        One of its pages.
    shown : (x0, y0, x1, y1)
        What is displayed of it, in points of its user space.
    upright : Upright
    around : Wrapping
    """
    page["/Rotate"] = upright.rotation
    if not _moves(upright):
        return
    _wrap(pdf, page, shown, upright.matrix, around)
    _turn_patterns(pdf, page, upright.matrix)
    _turn_boxes(page, upright)
    if "/Thumb" in page:
        del page["/Thumb"]
    for annotation in _annotations(page):
        _turn_annotation(pdf, annotation, upright.matrix)


def _moves(upright: Upright) -> bool:
    return not np.array_equal(upright.matrix, np.eye(3))


def _annotations(page: pikepdf.Object) -> list[pikepdf.Object]:
    found = page.get("/Annots")
    parts: Iterable[Any] = found if isinstance(found, pikepdf.Array) else ()
    return [part for part in parts if isinstance(part, pikepdf.Dictionary)]


def _wrap(
    pdf: pikepdf.Pdf, page: pikepdf.Object, shown: Box, matrix: Array, around: Wrapping
) -> None:
    if "/Contents" not in page:
        return
    x0, y0, x1, y1 = shown
    clip = f"{x0:.4f} {y0:.4f} {x1 - x0:.4f} {y1 - y0:.4f} re W n"
    numbers = " ".join(f"{number:.6f}" for number in _six(matrix))
    before = f"q {numbers} cm {clip}{' q' * around.before}\n"
    after = f"\n{'Q ' * (around.after + 1)}\n"
    leaf = pikepdf.Page(page)
    leaf.contents_add(pdf.make_stream(before.encode("ascii")), prepend=True)
    leaf.contents_add(pdf.make_stream(after.encode("ascii")))


def _six(matrix: Array) -> list[float]:
    numbers: list[float] = matrix[:2].T.reshape(-1).tolist()
    return numbers


def _matrix(value: Any) -> Array:
    """Read a matrix; the identity where there is none."""
    six = _floats(value)
    rows = np.eye(3)[:2] if six is None or len(six) != 6 else six.reshape(3, 2).T
    return np.vstack([rows, [0.0, 0.0, 1.0]])


def _floats(value: Any) -> Array | None:
    """Read the numbers of an array; None where it is not one of numbers."""
    try:
        return np.array([float(number) for number in value])
    except (TypeError, ValueError):
        return None


def _numbers(values: npt.ArrayLike) -> pikepdf.Array:
    return pikepdf.Array(np.round(np.reshape(values, -1), _DIGITS).tolist())


def _turn_patterns(pdf: pikepdf.Pdf, page: pikepdf.Object, matrix: Array) -> None:
    """Give the page patterns of its own: other pages may have the same ones."""
    resources = page.get("/Resources")
    patterns = resources.get("/Pattern") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(patterns, pikepdf.Dictionary):
        return
    page["/Resources"] = _copied(pdf, resources)
    page.Resources["/Pattern"] = _copied(pdf, patterns)
    for name in list(patterns.keys()):
        if isinstance(patterns[name], pikepdf.Dictionary | pikepdf.Stream):
            pattern = _copied(pdf, patterns[name])
            pattern["/Matrix"] = _numbers(_six(matrix @ _matrix(pattern.get("/Matrix"))))
            page.Resources.Pattern[name] = pattern


def _copied(pdf: pikepdf.Pdf, value: Any) -> Any:
    """Copy a dictionary, or a stream with its bytes as they are; not what is inside."""
    is_stream = isinstance(value, pikepdf.Stream)
    copy = pdf.make_stream(value.read_raw_bytes()) if is_stream else pikepdf.Dictionary()
    for key in list(value.keys()):
        if key != "/Length":
            copy[key] = value[key]
    return copy


def _turn_boxes(page: pikepdf.Object, upright: Upright) -> None:
    """Make the page as large as what is displayed of it; other boxes become those around them."""
    for name in _BOXES:
        corners = _corners(page.get(name))
        if corners is not None:
            turned = geometry.apply(upright.matrix, corners)
            page[name] = _numbers(
                geometry.extent(np.clip(turned, upright.box[:2], upright.box[2:]))
            )
    for name in _BOXES[:2]:
        page[name] = _numbers(upright.box)


def _corners(rectangle: Any) -> Array | None:
    """Find the four corners of a rectangle; None where it is not one."""
    sides = _floats(rectangle)
    if sides is None or len(sides) != 4:
        return None
    x0, y0, x1, y1 = sides.tolist()
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])


def _turn_annotation(pdf: pikepdf.Pdf, annotation: pikepdf.Object, matrix: Array) -> None:
    corners = _corners(annotation.get("/Rect"))
    if corners is None:
        return
    if annotation.get("/Subtype") in _ICONS:
        middle = corners.mean(axis=0)
        moved = corners - middle + geometry.apply(matrix, middle)
        annotation["/Rect"] = _numbers(geometry.extent(moved))
        return
    _turn_points(annotation, matrix)
    quad = geometry.apply(matrix, corners)
    appearance = annotation.get("/AP")
    if isinstance(appearance, pikepdf.Dictionary):
        annotation["/AP"], quad = _turned_appearance(pdf, appearance, corners, matrix)
    annotation["/Rect"] = _numbers(geometry.extent(quad))


def _turn_points(annotation: pikepdf.Object, matrix: Array) -> None:
    for name in _POINTS:
        if name in annotation:
            annotation[name] = _turned(annotation[name], matrix)
    strokes = annotation.get("/InkList")
    if isinstance(strokes, pikepdf.Array):
        turned = [_turned(stroke, matrix) for stroke in list(strokes)]
        annotation["/InkList"] = pikepdf.Array(turned)


def _turned(value: Any, matrix: Array) -> Any:
    """Turn points, of which x and y stand in turn."""
    numbers = _floats(value)
    if numbers is None or len(numbers) % 2:
        return value
    return _numbers(geometry.apply(matrix, numbers.reshape(-1, 2)))


def _turned_appearance(
    pdf: pikepdf.Pdf, appearance: pikepdf.Dictionary, corners: Array, matrix: Array
) -> tuple[pikepdf.Dictionary, Array]:
    """Copy the appearances of an annotation, turned; also return where it stands then.

    A viewer fits the box around an appearance, as its own matrix has it, into the annotation's
    rectangle. What it would do is put into the matrix, so that nothing is left to fit.
    """
    turned, quad = _copied(pdf, appearance), geometry.apply(matrix, corners)
    for state in list(appearance.keys()):
        form = appearance[state]
        box = _corners(form.get("/BBox")) if isinstance(form, pikepdf.Stream) else None
        if box is None:
            continue
        own = _matrix(form.get("/Matrix"))
        whole = matrix @ _fitting(geometry.apply(own, box), corners) @ own
        turned[state] = _copied(pdf, form)
        turned[state]["/Matrix"] = _numbers(_six(whole))
        quad = geometry.apply(whole, box) if state == "/N" else quad
    return turned, quad


def _fitting(inner: Array, outer: Array) -> Array:
    """Find the matrix that puts the box around some points onto that around others."""
    (x0, y0, x1, y1), (left, low, right, high) = geometry.extent(inner), geometry.extent(outer)
    wide, tall = max(x1 - x0, _TINY), max(y1 - y0, _TINY)
    scaled = geometry.scaling((right - left) / wide, (high - low) / tall)
    matrix: Array = geometry.translation(left, low) @ scaled @ geometry.translation(-x0, -y0)
    return matrix


def turn_destinations(pdf: pikepdf.Pdf, turned: Mapping[PageId, Array]) -> None:
    """Turn every place on turned pages that an outline, a link or a name goes to.

    Parameters
    ----------
    pdf : pikepdf.Pdf
    turned : mapping of page to (3, 3) ndarray
        Pages by the number and generation of their objects.
    """
    if not turned:
        return
    for array in itertools.chain.from_iterable(map(_arrays, pdf.objects)):
        is_destination = len(array) > 1 and isinstance(array[0], pikepdf.Dictionary)
        if is_destination and array[0].objgen in turned:
            _turn_destination(array, turned[array[0].objgen])


def _arrays(part: Any) -> Iterator[pikepdf.Array]:
    """Yield the arrays of an object, not those of other objects that it refers to."""
    left = [part]
    while left:
        part = left.pop()
        inner: list[Any] = []
        if isinstance(part, pikepdf.Array):
            yield part
            inner = list(part)
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            inner = [part[key] for key in list(part.keys())]
        left += [
            each for each in inner if isinstance(each, pikepdf.Object) and not each.is_indirect
        ]


def _turn_destination(array: pikepdf.Array, matrix: Array) -> None:
    if array[1] == "/XYZ" and len(array) > 3:
        left, top = (float(number or 0) for number in (array[2], array[3]))
        array[2], array[3] = (float(number) for number in geometry.apply(matrix, [left, top]))
    elif array[1] == "/FitR":
        corners = _corners(list(array)[2:])
        if corners is not None:
            box = geometry.extent(geometry.apply(matrix, corners))
            array[2], array[3], array[4], array[5] = box.round(_DIGITS).tolist()

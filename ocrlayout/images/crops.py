"""Lines cut out of a scan, upright along their text."""

import importlib

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.errors import ImageError
from ocrlayout.images import headers
from ocrlayout.images.arrays import Pixels
from ocrlayout.images.decoding import pixels
from ocrlayout.images.frames import Frame, expand
from ocrlayout.sources import Scan

__all__ = ["crop", "cut_out", "parallelogram"]

Array = npt.NDArray[np.float64]

_LEAST = 0.5  # pixels: a thinner quad is without a pixel of its own
_MARGIN = 2  # pixels around a quad that its edges are interpolated from


def crop(
    image: Scan, polygon: npt.ArrayLike, *, orientation: int | None = None, dpi: float = 200.0
) -> Pixels | list[Pixels]:
    """Cut a quad out of a scan, or several, each upright along its own text.

    Parameters
    ----------
    image : path, bytes, ndarray, PIL.Image.Image or Frame
        One image. Of a PDF or TIFF with several pages, one of the frames that :func:`expand` finds.
    polygon : (4, 2) or (n, 4, 2) array_like
        In pixels of the scan as displayed, or points of a PDF page; corner 0 at the text's own
        top-left, then clockwise. What lies outside of the image is filled with the crop's median
        color.
    orientation : int, optional
        The EXIF orientation under which the polygons were found (the ``turn`` of :func:`pair`); by
        default the frame's own.
    dpi : float
        Resolution at which a PDF page is rendered.

    Returns
    -------
    (height, width, 3) ndarray of uint8, or list of these
        RGB, each as large as its quad; a list for ``(n, 4, 2)``. The scan is decoded once.

    Raises
    ------
    ImageError
        A corner is unknown (NaN), a quad is without area or lies outside of the image; or the image
        is broken, or has several pages.
    ValueError
        `polygon` has another shape.

    Examples
    --------
    >>> scan = np.zeros((40, 60), np.uint8)
    >>> crop(scan, [[30, 5], [30, 25], [20, 25], [20, 5]]).shape  # text that runs down
    (10, 20, 3)
    """
    quads = np.asarray(polygon, np.float64)
    if quads.ndim not in (2, 3) or quads.shape[-2:] != (4, 2):
        raise ValueError(f"polygon has the shape (4, 2) or (n, 4, 2), not {quads.shape}")
    frame = _only(expand(image))
    picture = pixels(frame, orientation=orientation, dpi=dpi)
    turn = orientation if orientation is not None else frame.orientation
    scaled = quads * (np.array(picture.shape[1::-1]) / headers.displayed(frame.size, turn))
    if quads.ndim == 2:
        return _cut(picture, scaled, "the polygon")
    return [_cut(picture, quad, f"polygon {row}") for row, quad in enumerate(scaled)]


def _only(frames: list[Frame]) -> Frame:
    if len(frames) != 1:
        raise ImageError(
            f"the image has {len(frames)} pages; take one of images.expand(…) to crop from it"
        )
    return frames[0]


def _cut(picture: Pixels, quad: Array, name: str) -> Pixels:
    if not np.isfinite(quad).all():
        raise ImageError(f"{name} has a corner that is unknown; leave such lines out (NaN)")
    if geometry.sizes(quad).min() < _LEAST:
        raise ImageError(f"{name} is less than half a pixel high or wide")
    box = geometry.boxes(quad)
    height, width = picture.shape[:2]
    if (box[2:] <= 0).any() or (box[:2] >= (width, height)).any():
        raise ImageError(f"{name} lies outside of the image of {width} × {height} pixels")
    return cut_out(picture, quad)


def cut_out(picture: Pixels, quad: npt.ArrayLike) -> Pixels:
    """Cut a quad out of pixels, its edge 0 → 1 running to the right.

    Parameters
    ----------
    picture : (h, w, 3) ndarray of uint8
    quad : (4, 2) array_like
        Corner 0 at the text's own top-left, then clockwise.

    Returns
    -------
    (height, width, 3) ndarray of uint8
        As large as the quad.
    """
    corners = np.asarray(quad, np.float64)
    x0, y0, x1, y1 = geometry.boxes(corners)
    left, top = max(0, int(x0) - _MARGIN), max(0, int(y0) - _MARGIN)
    part = picture[top : int(y1) + _MARGIN + 1, left : int(x1) + _MARGIN + 1]
    width, height = np.maximum(geometry.sizes(corners).round(), 1.0)
    unit = np.linalg.inv(parallelogram(corners - (left, top)))
    red, green, blue = np.median(part.reshape(-1, 3), axis=0).astype(int).tolist()
    room = importlib.import_module("ocrlayout.images.warping")  # OpenCV, when there is a crop
    found: Pixels = room.warp(
        part, geometry.scaling(width, height) @ unit, (width, height), (red, green, blue)
    )
    return found


def parallelogram(quad: Array) -> Array:
    """Find the matrix that maps the unit square onto the parallelogram nearest to a quad.

    Examples
    --------
    >>> square = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 2.0], [0.0, 2.0]])
    >>> parallelogram(square)[:2].tolist()
    [[4.0, 0.0, 0.0], [0.0, 2.0, 0.0]]
    """
    along = (quad[1] - quad[0] + quad[2] - quad[3]) / 2
    across = (quad[3] - quad[0] + quad[2] - quad[1]) / 2
    matrix = np.eye(3)
    matrix[:2] = np.column_stack([along, across, quad.mean(axis=0) - (along + across) / 2])
    return matrix

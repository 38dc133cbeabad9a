"""PDF user space → inches of the page as displayed, from its top-left corner."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2

__all__ = ["Placement", "placement_of"]

POINTS = 72  # to the inch
# /Rotate in quarters → matrix from (x, y), y up, to (x, y), y down
_TURNS = (
    ((1, 0), (0, -1)),
    ((0, 1), (1, 0)),
    ((-1, 0), (0, 1)),
    ((0, -1), (-1, 0)),
)


class Placement(NamedTuple):
    """How user space lies on the displayed page.

    Attributes
    ----------
    matrix : (2, 2) ndarray
    shift : (2,) ndarray
        ``points @ matrix.T + shift`` are inches.
    width, height : float
        Of the page as displayed, in inches.
    """

    matrix: npt.NDArray[np.float64]
    shift: npt.NDArray[np.float64]
    width: float
    height: float

    def points(self, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Map points, ``(n, 2)``."""
        moved: npt.NDArray[np.float64] = points @ self.matrix.T + self.shift
        return moved

    def directions(self, vectors: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Turn directions of length 1, ``(n, 2)``."""
        turned: npt.NDArray[np.float64] = vectors @ self.matrix.T * POINTS
        return turned

    @property
    def scale(self) -> float:
        """Inches to a unit of user space."""
        return 1 / POINTS


def placement_of(page: pypdfium2.PdfPage) -> Placement:
    """Return how the user space of a page lies: its crop box, turned by ``/Rotate``."""
    left, bottom, right, top = page.get_bbox()
    turn = np.array(_TURNS[page.get_rotation() // 90 % 4], np.float64) / POINTS
    corners = np.array([[left, bottom], [right, top]]) @ turn.T
    width, height = np.ptp(corners, axis=0).tolist()
    return Placement(turn, -corners.min(axis=0), width, height)

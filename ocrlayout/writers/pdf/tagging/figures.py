"""What is read in place of a picture, and where the picture is."""

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Blocks, Lines
from ocrlayout.scripts import run_on
from ocrlayout.writers.pdf.placement import Placement

__all__ = ["box_of", "box_text", "lines_in", "path", "place_of", "words_of"]

Corners = npt.NDArray[np.float64]  # x0, y0, x1, y1


def words_of(blocks: Blocks, figure: int) -> str:
    """Return the words in a picture, else those of its captions; ``""`` without any.

    Parameters
    ----------
    blocks : Blocks
    figure : int
        Its row among them.
    """
    return run_on(lines_in(blocks, figure).text) or run_on(blocks.lines_of(figure).text)


def place_of(blocks: Blocks, figure: int) -> int:
    """Return which of the pictures of a page one is, from 1."""
    return blocks.role[: figure + 1].count("figure")


def lines_in(blocks: Blocks, figure: int) -> Lines:
    """Return the lines in a picture, without those of its captions.

    Parameters
    ----------
    blocks : Blocks
    figure : int
        Its row among them.
    """
    children = np.flatnonzero(blocks.parent == figure).tolist()
    captions = [row for row in children if blocks.role[row] == "caption"]
    lines = blocks.lines_of(figure)
    return lines[~np.isin(lines.block, captions)]


def box_of(blocks: Blocks, figure: int, place: Placement) -> Corners:
    """Find what a picture takes of its page, in points; all of it where nobody said.

    Parameters
    ----------
    blocks : Blocks
    figure : int
        Its row among them.
    place : Placement
        Of the page.
    """
    corners = np.concatenate([blocks.polygon[[figure]], lines_in(blocks, figure).polygon])
    corners = geometry.apply(place.matrix, corners[geometry.known(corners)]).reshape(-1, 2)
    if not len(corners):
        return np.array(place.box, np.float64)
    corners = np.clip(corners, place.box[:2], place.box[2:])
    return np.concatenate([corners.min(axis=0), corners.max(axis=0)])


def box_text(box: Corners) -> str:
    """Write a box as the attributes of an element."""
    return f"/O/Layout/BBox[{' '.join(f'{side:.2f}' for side in box.tolist())}]"


def path(box: Corners) -> bytes:
    """Write a box as a path that is not drawn: content for a picture without words."""
    x0, y0, x1, y1 = box.tolist()
    return f"{x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re n ".encode("ascii")

"""Figures cut out of the scans, into a folder beside the file, and the links to them."""

from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

import numpy as np
from PIL import Image

from ocrlayout import geometry
from ocrlayout.errors import WriteError
from ocrlayout.images import Pair, crop
from ocrlayout.writers._flow.elements import Element
from ocrlayout.writers._flow.parts import Part

__all__ = ["FigureFolder", "with_silent"]

Array = geometry.Array


class FigureFolder:
    """A folder that figures are cut out into.

    Parameters
    ----------
    folder : str
        Its path; a relative one begins where the file lies, and in its links.
    out : binary file object
        The file.
    """

    def __init__(self, folder: str, out: BinaryIO) -> None:
        name = getattr(out, "name", None)
        self._home = Path(name).parent if isinstance(name, str) else Path()
        self._folder = Path(folder)

    def links(self, pair: Pair, name: str) -> dict[int, str]:
        """Cut out the figures of a page, and return the link to each by the row of its block.

        Raises
        ------
        ImageError
            The scan cannot be read, or a figure does not lie on it.
        WriteError
            The folder cannot be written to.
        """
        blocks = pair.page.blocks
        known = geometry.known(blocks.polygon)
        rows = [row for row, role in enumerate(blocks.role) if role == "figure" and known[row]]
        if not rows:
            return {}
        quads = pair.page.to_source(blocks.polygon[rows], pair.frame.displayed)
        found = crop(pair.frame, quads, orientation=pair.turn)
        files = [f"{name}-{pair.page.number}-{at}.png" for at in range(1, len(rows) + 1)]
        for file, picture in zip(files, found, strict=True):
            self._save(file, np.asarray(picture))
        return {row: self._link(file) for row, file in zip(rows, files, strict=True)}

    def _save(self, file: str, picture: Array) -> None:
        path = self._home / self._folder / file
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(picture).save(path)
        except OSError as error:
            raise WriteError(f"the figure {path} cannot be written: {error.strerror}") from error

    def _link(self, file: str) -> str:
        return f"![]({quote((self._folder / file).as_posix())})"


def with_silent(found: list[Element], boxes: Array, figures: dict[int, Array]) -> list[Element]:
    """Put figures without any text among the elements of a page.

    Each stands behind the last element that ends above its middle, and that it lies below.

    Parameters
    ----------
    found : list of Element
    boxes : (n, 4) ndarray
        Left, top, right, bottom of each; NaN without a place.
    figures : dict of (4,) ndarray
        The boxes of figures, by their rows.
    """
    placed: list[tuple[int, Element]] = []
    for row, (left, top, right, bottom) in figures.items():
        is_above = boxes[:, 3] <= (top + bottom) / 2
        is_above &= (boxes[:, 0] < right) & (boxes[:, 2] > left)
        after = int(np.flatnonzero(is_above).max(initial=-1))
        placed.append((after, Element("figure", [], Part(row, [], []), row)))
    in_order = [(at, element) for at, element in enumerate(found)]
    both = sorted([*in_order, *placed], key=lambda pair: pair[0])
    return [element for _, element in both]

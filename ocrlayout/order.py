"""The order in which the lines of a page are read."""

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Document, Page

__all__ = ["reading_order", "reorder"]


def reading_order(page: Page) -> npt.NDArray[np.int64]:
    """Row numbers of a page's lines in reading order."""
    middle = np.nan_to_num(geometry.centers(page.lines.polygon), nan=np.inf)
    return np.lexsort((middle[:, 0], middle[:, 1]))


def reorder(document: Document) -> Document:
    """Put the lines of every page in reading order."""
    return document.map(lambda page: page.replace(lines=page.lines.take(reading_order(page))))

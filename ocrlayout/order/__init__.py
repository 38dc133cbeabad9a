"""The order in which the lines of a page are read."""

import numpy as np
import numpy.typing as npt

from ocrlayout.model import Document, Page
from ocrlayout.order.cuts import tree
from ocrlayout.order.upright import sheet as upright_sheet

__all__ = ["reading_order", "reorder"]


def reading_order(page: Page) -> npt.NDArray[np.int64]:
    """Row numbers of a page's lines in reading order."""
    sheet = upright_sheet(page)
    if not len(sheet):
        return np.arange(len(page.lines))
    lines = np.concatenate([part.lines for part in tree(sheet)])
    return _with_unknown(sheet.row[lines], len(page.lines))


def _with_unknown(order: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.int64]:
    """Put lines without geometry behind the line that the service has them behind."""
    if len(order) == count:
        return order
    place = np.full(count, -1)
    place[order] = np.arange(len(order))
    known = place >= 0
    before = np.maximum.accumulate(np.where(known, np.arange(count), -1))
    place = np.where(before >= 0, place[before], -1)
    return np.lexsort((np.arange(count), place))


def reorder(document: Document) -> Document:
    """Put the lines of every page in reading order."""
    return document.map(lambda page: page.replace(lines=page.lines.take(reading_order(page))))

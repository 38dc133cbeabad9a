"""The order in which the lines of a page are read, and the blocks they form."""

import dataclasses

import numpy as np
import numpy.typing as npt

from ocrlayout.model import Blocks, Document, Page
from ocrlayout.order.blocks import merged, outline
from ocrlayout.order.cuts import tree
from ocrlayout.order.options import Options
from ocrlayout.order.upright import sheet as canonical

__all__ = ["Options", "reading_order", "reorder"]

Index = npt.NDArray[np.int64]


def reading_order(page: Page, options: Options = Options()) -> Index:  # noqa: B008  # frozen
    """Return the order in which the lines of a page are read.

    Parameters
    ----------
    page : Page
        Deskewed or not.
    options : Options

    Returns
    -------
    (k,) ndarray of int64
        Row numbers of ``page.lines``, each once; fewer than there are lines only where `options` drop some. Lines
        without geometry stay behind the line that the service has them behind.

    Examples
    --------
    >>> from ocrlayout.model import Lines
    >>> low, high = [[0, 20], [9, 20], [9, 29], [0, 29]], [[0, 0], [9, 0], [9, 9], [0, 9]]
    >>> reading_order(Page(lines=Lines(["second", "first"], [low, high]))).tolist()
    [1, 0]
    """
    sheet = canonical(page, options.direction)
    lines = [part.lines for part in tree(sheet, options)]
    order = sheet.row[np.concatenate([*lines, np.empty(0, np.int64)])]
    return _with_unknown(order, sheet.row, len(page.lines))[0]


def reorder(document: Document, options: Options = Options()) -> Document:  # noqa: B008  # frozen
    """Put the lines of every page in reading order, and say which block each stands in.

    A block that the service gave is kept where its lines stand together in the order; all others come from the layout.

    Parameters
    ----------
    document : Document
    options : Options

    Returns
    -------
    Document

    Examples
    --------
    >>> from ocrlayout.model import Lines
    >>> low, high = [[0, 12], [9, 12], [9, 21], [0, 21]], [[0, 0], [9, 0], [9, 9], [0, 9]]
    >>> page = reorder(Document([Page(lines=Lines(["second", "first"], [low, high]))]))[0]
    >>> page.lines.text, page.blocks.role
    (('first', 'second'), ('paragraph',))
    """
    return document.map(lambda page: _reordered(page, options))


def _with_unknown(order: Index, known: Index, count: int) -> tuple[Index, Index]:
    """Put lines without geometry behind the line that the service has them behind.

    Returns
    -------
    (k,) ndarray of int64
        The whole order.
    (k,) ndarray of int64
        Of each line, the position in `order` of the line it stands behind, or its own; −1 before all.
    """
    if len(known) == count:
        return order, np.arange(len(order))
    place = np.full(count, -1)
    place[order] = np.arange(len(order))
    before = np.maximum.accumulate(np.where(place >= 0, np.arange(count), -1))
    place = np.where(before >= 0, place[before], -1)
    every = np.concatenate([order, np.setdiff1d(np.arange(count), known)])
    every = every[np.lexsort((every, place[every]))]
    return every, place[every]


def _reordered(page: Page, options: Options) -> Page:
    sheet = canonical(page, options.direction)
    found = outline(sheet, tree(sheet, options), [page.lines.text[row] for row in sheet.row])
    order = sheet.row[np.concatenate([*found.lines, np.empty(0, np.int64)])]
    block = np.repeat(np.arange(len(found.role)), [len(lines) for lines in found.lines])
    order, behind = _with_unknown(order, sheet.row, len(page.lines))
    if (behind < 0).any():
        block = np.append(block, found.add("paragraph", -1))
    lines = page.lines.take(order)
    own = Blocks(tuple(found.role), np.array(found.parent, np.int64))
    blocks, rows = merged(page.blocks, lines.block, own, block[behind])
    return page.replace(lines=dataclasses.replace(lines, block=rows), blocks=blocks)

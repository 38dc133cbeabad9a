"""The order in which the lines of a page are read, and the blocks they form."""

import dataclasses

import numpy as np
import numpy.typing as npt

from ocrlayout.model import Blocks, Document, Page
from ocrlayout.order.blocks import Outline, merged, outline
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
    return _order(page, options)[0]


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


def _order(page: Page, options: Options) -> tuple[Index, Index, Outline]:
    """Return the order, each line's block in it, and the blocks."""
    sheet = canonical(page, options.direction)
    parts = tree(sheet, options)
    found = outline(sheet, parts, [page.lines.text[row] for row in sheet.row])
    shown = _shown(found, options)
    order = np.concatenate([*(sheet.row[found.lines[block]] for block in shown), np.empty(0, np.int64)])
    block = np.repeat(np.array(shown, np.int64), [len(found.lines[block]) for block in shown])
    return _with_unknown(page, order, block, found, sheet.row)


def _shown(found: Outline, options: Options) -> list[int]:
    """Put the blocks of the page's head and foot where they are asked to stand."""
    wanted = {"header": options.headers, "footer": options.footers}
    places: dict[str, list[int]] = {"first": [], "place": [], "last": [], "drop": []}
    for block, end in enumerate(found.end):
        places[wanted.get(end, "place")].append(block)
    return places["first"] + places["place"] + places["last"]


def _with_unknown(
    page: Page, order: Index, block: Index, found: Outline, known: Index
) -> tuple[Index, Index, Outline]:
    """Put lines without geometry behind the line that the service has them behind, into its block."""
    count = len(page.lines)
    if len(known) == count:
        return order, block, found
    lost = np.setdiff1d(np.arange(count), known)
    place = np.full(count, -1)
    place[order] = np.arange(len(order))
    before = np.maximum.accumulate(np.where(place >= 0, np.arange(count), -1))
    place = np.where(before >= 0, place[before], -1)
    every = np.concatenate([order, lost])
    every = every[np.lexsort((every, place[every]))]
    start = found.add("paragraph", -1) if (before[lost] < 0).any() else -1
    return every, np.where(place[every] >= 0, np.append(block, start)[place[every]], start), found


def _reordered(page: Page, options: Options) -> Page:
    order, block, found = _order(page, options)
    lines = page.lines.take(order)
    blocks, rows = merged(page.blocks, lines.block, Blocks(tuple(found.role), np.array(found.parent)), block)
    return page.replace(lines=dataclasses.replace(lines, block=rows), blocks=blocks)

"""The order in which the lines of a page are read, and the blocks they form.

Method, in four steps.

1. *One canonical space* (``canonical``). The page is turned by the angle of its text, a remaining
   linear field of angle and shear is fitted and removed (perspective, a sheet that is not flat),
   right-to-left pages are mirrored, pages of vertical Chinese or Japanese have their axes swapped.
   From here there is one problem: left to right, top to bottom.
2. *Gutters* (``gutters``). Lines are painted on a coarse grid. A gutter is an upright strip of
   white, and its score the height over which text stands on both sides of it: ends of paragraphs,
   indents and margins score nothing, the white between two columns scores their common length.
3. *Nodes and moves* (``xy_cut``). Where lines stand side by side, one of some moves (``moves``) is
   made: read row by row, or cell by cell as a table; cut at white across, or off the first row;
   part into columns; put notes behind their paragraphs … A small network (``chooser``) says which
   one is likely right, from what the node looks like (``features``), and so on in each part. It
   was trained on pages whose order is known.
4. *Rows* (``rows``, ``vertical``). Where no gutter is left, lines that meet along their own
   baselines form rows, and lines that run on from one row into the next stay together.

A table that the service gave (``service_tables``) is one piece in all of this.

No constant is a length: all are in line heights. Of the text it is seen, in any language, whether a
line starts in lower case, ends in a hyphen, holds figures. The result depends on what the page
holds, not on the order in which it came.

Cannot do: cut where no straight cut parts what is read apart; follow text around a picture that is
not a rectangle; know where an annotator wants a note in the margin (see :func:`reading_order`);
read meaning.

References
----------
G. Nagy, S. Seth, "Hierarchical representation of optically scanned documents", ICPR (1984).
T. M. Breuel, "Two geometric algorithms for layout analysis", Document Analysis Systems V (2002).
T. M. Breuel, "High performance document layout analysis", Symposium on Document Image Understanding
Technology (2003).
J.-L. Meunier, "Optimized XY-cut for determining a page reading order", ICDAR (2005).
R. W. Smith, "Hybrid page layout analysis via tab-stop detection", ICDAR (2009).
"""

import dataclasses

import numpy as np
import numpy.typing as npt

from ocrlayout.model import Document, Page, check_document
from ocrlayout.order.blocks import merged, outline
from ocrlayout.order.canonical import Sheet, canonical
from ocrlayout.order.choices import Choices, Direction, Notes, OrderChoices, Place, Tables
from ocrlayout.order.heading_levels import with_levels
from ocrlayout.order.joining import joined
from ocrlayout.order.outlines import Outline
from ocrlayout.order.repeated import with_repeated
from ocrlayout.order.service_tables import Pieces, pieces, with_strips
from ocrlayout.order.table_blocks import blocks_of
from ocrlayout.order.xy_cut import tree

__all__ = ["OrderChoices", "reading_order", "reorder"]

Index = npt.NDArray[np.int64]

_NONE = np.empty(0, np.int64)


def reading_order(
    page: Page,
    *,
    direction: Direction = "auto",
    tables: Tables = "row",
    notes: Notes = "after",
    headers: Place = "place",
    footers: Place = "place",
) -> Index:
    """Return the order in which the lines of a page are read.

    Parameters
    ----------
    page : Page
        Deskewed or not.
    direction : {"auto", "ltr", "rtl", "vertical"}
        How the page is written: columns from left to right, from right to left, or lines from top
        to bottom. ``"auto"`` finds it by script and shape.
    tables : {"row", "column"}
        Whether a table is read row by row or column by column.
    notes : {"after", "before", "place"}
        Where a note in the margin stands: behind the paragraph that it starts beside, before it, or
        behind the very line.
    headers, footers : {"place", "first", "last", "drop"}
        Running heads and page numbers at the top, and those at the foot: where they stand, before
        all else, after all else, or not at all.

    Returns
    -------
    (k,) ndarray of int64
        Row numbers of ``page.lines``, each once; fewer than there are lines only where headers or
        footers are dropped. Lines without geometry stay behind the line that the service has them
        behind.

    Raises
    ------
    ValueError
        A choice is not one of these.

    Examples
    --------
    >>> from ocrlayout.model import Lines
    >>> low, high = [[0, 20], [9, 20], [9, 29], [0, 29]], [[0, 0], [9, 0], [9, 9], [0, 9]]
    >>> reading_order(Page(lines=Lines(["second", "first"], [low, high]))).tolist()
    [1, 0]
    """
    choices = Choices(direction, tables, notes, headers, footers)
    sheet, found = _laid_out(page, choices)
    lines = [part.lines for part in tree(sheet, choices)]
    return _placed(sheet, np.concatenate([*lines, _NONE]), found)[0]


def reorder(
    document: Document,
    *,
    direction: Direction = "auto",
    tables: Tables = "row",
    notes: Notes = "after",
    headers: Place = "place",
    footers: Place = "place",
    join: bool = False,
) -> Document:
    """Put the lines of every page in reading order, and say which block each stands in.

    A table that the service gave is one piece: what stands beside it is not read across it, and
    inside it goes by the rows and columns of its cells. Any other block of the service is kept
    where its lines stand together in the order; all others come from the layout. Cells and figures
    stay, also where no line stands in them. Headings get a level by size and number, and what
    repeats at the top or bottom of several pages is named a header, a footer or a page number.

    Parameters
    ----------
    document : Document
    direction, tables, notes, headers, footers
        As in :func:`reading_order`.
    join : bool
        Make words and fragments that stand on one baseline one line of the page. Without it they
        are joined for the order alone, and the document keeps its lines.

    Returns
    -------
    Document

    Raises
    ------
    ValueError
        A choice is not one of those that there are.

    Examples
    --------
    >>> from ocrlayout.model import Lines
    >>> low, high = [[0, 12], [9, 12], [9, 21], [0, 21]], [[0, 0], [9, 0], [9, 9], [0, 9]]
    >>> page = reorder(Document([Page(lines=Lines(["second", "first"], [low, high]))]))[0]
    >>> page.lines.text, page.blocks.role
    (('first', 'second'), ('paragraph',))
    """
    check_document(document, "reorder")
    choices = Choices(direction, tables, notes, headers, footers)
    if join:
        document = document.map(lambda page: joined(page, direction))
    is_free = [not (page.lines.block >= 0).any() for page in document]
    ordered = document.map(lambda page: _reordered(page, choices))
    return with_levels(with_repeated(ordered, is_free))


def _laid_out(page: Page, choices: Choices) -> tuple[Sheet, Pieces]:
    """Return the sheet that is to be split, and which of the page's lines are read as one piece."""
    sheet = canonical(page, choices.direction)
    found = pieces(page.blocks, page.lines, sheet, choices.tables)
    return with_strips(sheet, found, page.lines.text), found


def _placed(sheet: Sheet, lines: Index, found: Pieces) -> tuple[Index, Index]:
    """Return the rows of a page's lines in order.

    A table comes where its first strip comes. Lines without geometry stay behind the line that the
    service has them behind.

    Parameters
    ----------
    sheet : Sheet
    lines : (n,) ndarray of int64
        Rows of the sheet, in order.
    found : Pieces

    Returns
    -------
    (k,) ndarray of int64
        The whole order.
    (k,) ndarray of int64
        Of each line, the position in `lines` of the line it stands behind, or its own; −1 before
        all.
    """
    rows = np.arange(len(found.anchor))
    place = np.full(len(rows), -1)
    place[sheet.row[lines[::-1]]] = np.arange(len(lines))[::-1]  # of a table's strips the first
    place = place[found.anchor]
    is_known = np.isin(found.anchor, sheet.row)
    is_dropped = is_known & (place < 0)
    before = np.maximum.accumulate(np.where(place >= 0, rows, -1))
    behind = np.where(before >= 0, place[before], -1)[found.anchor]
    place = np.where(is_known, place, behind)
    order = np.lexsort((found.rank, found.anchor, place))  # who stands behind comes later
    order = order[~is_dropped[order]]
    return order, place[order]


def _reordered(page: Page, choices: Choices) -> Page:
    sheet, in_tables = _laid_out(page, choices)
    texts = [page.lines.text[row] for row in sheet.row]
    is_strip = in_tables.table[sheet.row] >= 0
    found = outline(sheet, tree(sheet, choices), texts, is_strip)
    order, behind = _placed(sheet, np.concatenate([*found.lines, _NONE]), in_tables)
    block = _block_of(found, behind)
    made = page.take(order)
    own = blocks_of(sheet, found, page)
    is_fixed = in_tables.table[order] >= 0
    blocks, rows = merged(page.blocks, made.lines.block, own, block, is_fixed)
    return made.replace(lines=dataclasses.replace(made.lines, block=rows), blocks=blocks)


def _block_of(found: Outline, behind: Index) -> Index:
    """Return the block of each line; lines that stand before all else get one of their own."""
    block = np.repeat(np.arange(len(found.role)), [len(lines) for lines in found.lines])
    if (behind < 0).any():
        block = np.append(block, found.add("paragraph", -1))
    return block[behind]

"""A page cut into what is set apart: its blocks, and its tables whole."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ocrlayout.model import Blocks, Page
from ocrlayout.model.blocks import CELL_ROLES
from ocrlayout.model.columns import Integers

__all__ = ["Part", "parts"]


class Part(NamedTuple):
    """Lines that stand together.

    The row of their block or −1; rows of the page's lines; for each line of a table the row of the
    cell that it stands in, of what else is directly in the table, or of the table.
    """

    block: int
    lines: list[int]
    cells: list[int]


def parts(page: Page) -> list[Part]:
    """Cut the lines where the block changes; the lines of a table stay together, cells and all.

    Parameters
    ----------
    page : Page

    Returns
    -------
    list of Part
        In the page's order; a table stands where its first line does.
    """
    homes, cells = _homes(page.blocks)
    home, cell = homes[page.lines.block], cells[page.lines.block].tolist()
    found: dict[tuple[int, int], Part] = {}
    for start, stop in _runs(home):
        block = int(home[start])
        is_table = block >= 0 and page.blocks.role[block] == "table"
        part = found.setdefault((block, 0 if is_table else start), Part(block, [], []))
        part.lines.extend(range(start, stop))
        part.cells.extend(cell[start:stop])
    return list(found.values())


def _runs(home: Integers) -> Iterator[tuple[int, int]]:
    """Yield where each run of equal numbers starts and stops."""
    if len(home):
        yield from pairwise([0, *(np.flatnonzero(np.diff(home)) + 1).tolist(), len(home)])


def _homes(blocks: Blocks) -> tuple[Integers, Integers]:
    """Return for each block itself, twice; for what stands in a table's cells, table and cell.

    The table is the outermost. The last of both is that of −1, of lines of no block.
    """
    homes: list[int] = []
    cells: list[int] = []
    for row, (role, parent) in enumerate(zip(blocks.role, blocks.parent.tolist(), strict=True)):
        is_in_cell = parent >= 0 and homes[parent] != cells[parent]
        is_cell = parent >= 0 and role in CELL_ROLES and blocks.role[parent] == "table"
        homes.append(homes[parent] if is_in_cell or is_cell else row)
        cells.append(cells[parent] if is_in_cell else row)
    return np.array([*homes, -1]), np.array([*cells, -1])

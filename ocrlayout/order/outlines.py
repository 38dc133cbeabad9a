"""The blocks of a page while they are found."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ocrlayout.order.found_tables import Grid

Index = npt.NDArray[np.int64]

_NONE = np.empty(0, np.int64)


@dataclass(slots=True)
class Outline:
    """Blocks, parents before what stands in them.

    Attributes
    ----------
    role : list of str
    parent : list of int
        Row of the block that each stands in, −1 for the page.
    lines : list of (k,) ndarray of int64
        Lines of each, in order.
    cell : dict of (4,) ndarray of int64
        Row, column and spans of each block that is a cell.
    grids : dict of Grid
        Rows and columns of each block that is a table with cells.
    """

    role: list[str] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    lines: list[Index] = field(default_factory=list)
    cell: dict[int, Index] = field(default_factory=dict)
    grids: dict[int, Grid] = field(default_factory=dict)

    def add(self, role: str, parent: int, lines: Index = _NONE) -> int:
        """Add a block and return its row."""
        self.role.append(role)
        self.parent.append(parent)
        self.lines.append(lines)
        return len(self.role) - 1

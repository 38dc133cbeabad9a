"""A page as a tree: its blocks, and in them the lines in the order they have."""

from dataclasses import dataclass, field
from typing import Union

import numpy as np

from ocrlayout.model import Page

__all__ = ["Node", "tree_of"]

_PAGE = -1  # the row of the page itself


@dataclass
class Node:
    """A block with what stands in it.

    Attributes
    ----------
    row : int
        Of the page's blocks; −1 is the page.
    children : list of Node or int
        Blocks, and rows of lines.
    """

    row: int
    children: list[Union["Node", int]] = field(default_factory=list)

    @property
    def lines(self) -> list[int]:
        """The lines that stand directly in the block."""
        return [child for child in self.children if isinstance(child, int)]

    @property
    def nodes(self) -> list["Node"]:
        """The blocks that stand in the block."""
        return [child for child in self.children if isinstance(child, Node)]

    def runs(self) -> list[Union["Node", list[int]]]:
        """Return blocks, and the lines that follow each other between them."""
        found: list[Node | list[int]] = []
        for child in self.children:
            if isinstance(child, Node):
                found.append(child)
            elif found and isinstance(found[-1], list):
                found[-1].append(child)
            else:
                found.append([child])
        return found


def tree_of(page: Page) -> Node:
    """Return a page as a tree whose lines, as they are met, have the page's order.

    A block whose lines do not follow each other is there more than once. One without lines stands
    at the end of what it stands in.

    Examples
    --------
    >>> from ocrlayout.model import Blocks, Lines
    >>> page = Page(lines=Lines(["a", "b"], block=[1, 1]), blocks=Blocks(["column", ""], [-1, 0]))
    >>> tree_of(page).nodes[0].nodes[0].lines
    [0, 1]
    """
    parents = page.blocks.parent.tolist()
    root = Node(_PAGE)
    nodes = {_PAGE: root}  # the last of each block
    open_ = [root]
    for line, block in enumerate(page.lines.block.tolist()):
        _enter(open_, _path(block, parents), nodes)
        open_[-1].children.append(line)
    for row in np.setdiff1d(np.arange(len(parents)), [*nodes]).tolist():
        nodes[row] = Node(row)
        nodes[parents[row]].children.append(nodes[row])
    return root


def _enter(open_: list[Node], path: list[int], nodes: dict[int, Node]) -> None:
    """Leave the open blocks that a path does not go through, and open the others of it."""
    shared = _shared(path, [node.row for node in open_])
    del open_[shared:]
    for row in path[shared:]:
        nodes[row] = Node(row)
        open_[-1].children.append(nodes[row])
        open_.append(nodes[row])


def _path(block: int, parents: list[int]) -> list[int]:
    """Return the blocks around a line, from the page to the innermost."""
    path = []
    while block != _PAGE:
        path.append(block)
        block = parents[block]
    return [_PAGE, *reversed(path)]


def _shared(one: list[int], other: list[int]) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))

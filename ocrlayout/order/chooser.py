"""Which move is made at a node: a small network says of each move how likely it is right.

It was trained (``training/train_order.py``) on pages whose order is known: at each node the moves
that lead to the true order are right. Of all moves that there are, the likeliest is made.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ocrlayout.order.network import Network

Array = npt.NDArray[np.float64]

WEIGHTS = Path(__file__).with_name("chooser.json")


class Chooser(Network):
    """A network whose answers are moves."""

    def ranked(self, seen: Array) -> list[int]:
        """Return the moves, by their numbers, the likeliest first."""
        ranked: list[int] = np.argsort(-self.logits(seen), kind="stable").tolist()
        return ranked


@cache
def chooser() -> Chooser:
    """Load the weights, once."""
    return Chooser.from_json(json.loads(WEIGHTS.read_text(encoding="ascii")))

"""Which move is made at a node: a small network says of each move how likely it is right.

It was trained (``training/train_order.py``) on pages whose order is known: at each node the moves
that lead to the true order are right. Of all moves that there are, the likeliest is made.
"""

import base64
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

WEIGHTS = Path(__file__).with_name("chooser.json")
_REACH = 2.5  # spreads: what is farther from the middle says no more
_DIGITS = 9  # of a logit: the last ones differ from one numpy to the next


@dataclass(frozen=True, eq=False)
class Chooser:
    """A network with one hidden layer.

    Attributes
    ----------
    middle, spread : (m,) ndarray
        Of each feature, over all nodes of the training.
    hidden : (m + 1, h) ndarray
        Weights of the hidden units, the last row without a feature.
    out : (h + 1, k) ndarray
        Weights of the moves.
    """

    middle: Array
    spread: Array
    hidden: Array
    out: Array

    def ranked(self, seen: Array) -> list[int]:
        """Return the moves, by their numbers, the likeliest first."""
        reach = np.clip((seen - self.middle) / self.spread, -_REACH, _REACH)
        units = np.tanh(reach @ self.hidden[:-1] + self.hidden[-1])
        likely = units @ self.out[:-1] + self.out[-1]
        ranked: list[int] = np.argsort(-np.round(likely, _DIGITS), kind="stable").tolist()
        return ranked


@cache
def chooser() -> Chooser:
    """Load the weights, once."""
    told = json.loads(WEIGHTS.read_text(encoding="ascii"))
    middle, spread = np.array(told["middle"]), np.array(told["spread"])
    return Chooser(middle, spread, _unpacked(told["hidden"]), _unpacked(told["out"]))


def _unpacked(told: dict[str, str | list[float]]) -> Array:
    """Weights of a layer: bytes, and of each column what one of their steps is worth."""
    step = np.array(told["step"], np.float64)
    steps = np.frombuffer(base64.b64decode(str(told["weights"])), np.int8)
    return np.asarray(steps.reshape(-1, len(step)) * step)

"""A small network that was trained elsewhere: of what is seen, how likely each answer is."""

import base64
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

REACH = 2.5  # spreads: what is farther from the middle says no more
_DIGITS = 9  # of a logit: the last ones differ from one numpy to the next


@dataclass(frozen=True, eq=False)
class Network:
    """A network with one hidden layer.

    Attributes
    ----------
    middle, spread : (m,) ndarray
        Of each feature, over the training.
    hidden : (m + 1, h) ndarray
        Weights of the hidden units, the last row without a feature.
    out : (h + 1, k) ndarray
        Weights of the answers.
    """

    middle: Array
    spread: Array
    hidden: Array
    out: Array

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        """Make a network of what a file of weights says."""
        middle, spread = np.array(told["middle"]), np.array(told["spread"])
        return cls(middle, spread, _unpacked(told["hidden"]), _unpacked(told["out"]))

    def logits(self, seen: Array) -> Array:
        """Return how likely each answer is, (n, k), for features (n, m)."""
        reach = np.clip((seen - self.middle) / self.spread, -REACH, REACH)
        units = np.tanh(reach @ self.hidden[:-1] + self.hidden[-1])
        return np.asarray(np.round(units @ self.out[:-1] + self.out[-1], _DIGITS))


@cache
def network(file: Path, name: str) -> Network:
    """Load a network of a file of weights, once."""
    return Network.from_json(json.loads(file.read_text(encoding="ascii"))[name])


def _unpacked(told: dict[str, str | list[float]]) -> Array:
    """Return a layer: its weights are bytes, and each column says what a step of them is worth."""
    step = np.array(told["step"], np.float64)
    steps = np.frombuffer(base64.b64decode(str(told["weights"])), np.int8)
    return np.asarray(steps.reshape(-1, len(step)) * step)

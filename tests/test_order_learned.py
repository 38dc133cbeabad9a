"""The learned choice of the reading order: where it comes from, and how well it does on pages it never saw."""

import base64
import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

import ocrlayout
from ocrlayout.order.chooser import WEIGHTS, Chooser, chooser
from ocrlayout.order.moves import MOVES

ROOT = Path(__file__).parent.parent
TEMPLATES, TRAINING = ROOT / "bench" / "order_templates", ROOT / "training"
LARGEST = 50_000  # bytes: what the weights may weigh in the package

# Least share of true successors, and of wholly right pages, on pages from which nothing was learned:
# bench/order_templates, means over families. They only go up.
FLOORS = {
    "lines": (0.91, 0.51),
    "words": (0.94, 0.47),
    "axis": (0.90, 0.50),
    "turned": (0.90, 0.48),
    "perspective": (0.89, 0.48),
    "noise20": (0.89, 0.42),
    "ocr": (0.89, 0.56),
}

if not TEMPLATES.exists():
    pytest.skip("the source distribution has no benchmarks", allow_module_level=True)

sys.path[:0] = [str(TEMPLATES), str(TRAINING)]
import inputs  # noqa: E402
import train_order  # noqa: E402

sys.path[:] = sys.path[2:]


@pytest.mark.parametrize("condition", FLOORS)
def test_order_of_pages_that_nothing_was_learned_from(condition):
    kept = defaultdict(list)
    for truth, answer in inputs.under(condition):
        order = ocrlayout.reading_order(ocrlayout.load(answer)[0])
        place = np.argsort(order)[truth["order"]]
        right = np.diff(np.argsort(np.argsort(place))) == 1
        kept[truth["family"]].append((right.mean() if len(right) else 1.0, right.all()))
    successors, whole = np.mean([np.mean(pages, axis=0) for pages in kept.values()], axis=0)
    assert successors >= FLOORS[condition][0]
    assert whole >= FLOORS[condition][1]


def test_weights_are_those_of_these_templates_features_and_moves():
    """Where this fails, train again: training/README.md."""
    told = json.loads(WEIGHTS.read_text(encoding="ascii"))
    assert told["made from"] == train_order.made_from()


def test_weights_are_small():
    assert WEIGHTS.stat().st_size <= LARGEST


def test_the_network_is_what_the_file_says():
    told = json.loads(WEIGHTS.read_text(encoding="ascii"))
    net, step = chooser(), np.array(told["hidden"]["step"])
    steps = np.frombuffer(base64.b64decode(told["hidden"]["weights"]), np.int8)
    assert net.hidden.shape == (len(told["middle"]) + 1, len(step))
    assert net.hidden.ravel() == pytest.approx(steps * np.resize(step, len(steps)))
    assert net.out.shape == (len(step) + 1, len(MOVES))


def test_a_packed_layer_is_the_layer_within_half_a_step():
    weights = np.random.default_rng(3).normal(0, 1, (40, 8)).astype(np.float32)
    told = train_order.packed(weights)
    steps = np.frombuffer(base64.b64decode(told["weights"]), np.int8).reshape(40, 8)
    assert np.abs(steps * np.array(told["step"]) - weights).max() <= 0.501 * max(told["step"])


def test_the_likeliest_move_comes_first():
    """One unit that sees the first feature; it speaks for the second move, and against the first."""
    hidden = np.array([[1.0], [0.0], [0.0]])
    net = Chooser(np.zeros(2), np.ones(2), hidden, np.array([[-1.0, 1.0, 0.0], [0.0, 0.0, 0.0]]))
    assert net.ranked(np.array([2.0, 9.0])) == [1, 2, 0]
    assert net.ranked(np.array([-2.0, 9.0])) == [0, 2, 1]
    assert net.ranked(np.array([0.0, 9.0])) == [0, 1, 2]

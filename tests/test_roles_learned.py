"""The networks that find paragraphs and name them, on pages that they have not seen."""

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from ocrlayout.order.network import network
from ocrlayout.order.roles import ROLES
from ocrlayout.order.weights import WEIGHTS

HOME = Path(__file__).parent.parent
sys.path[:0] = [str(HOME / "training"), str(HOME / "bench" / "order_templates")]

import inputs  # noqa: E402
import score  # noqa: E402
import train_roles  # noqa: E402

LARGEST = 27_000  # bytes
FURNITURE = ("header", "footer", "page_number")


def test_weights_are_those_of_this_code():
    """Where this fails, train again: training/README.md."""
    told = json.loads(WEIGHTS.read_text(encoding="ascii"))
    assert told["made from"] == train_roles.made_from()


def test_weights_are_small():
    assert WEIGHTS.stat().st_size <= LARGEST


def test_there_is_an_answer_for_each_role():
    assert network(WEIGHTS, "roles").out.shape[1] == len(ROLES)
    assert network(WEIGHTS, "paragraphs").out.shape[1] == 1


@pytest.fixture(scope="module")
def pairs():
    """How often lines of each true role have each role that was found."""
    return score.roles(list(inputs.under("lines")))[0]


FLOORS = {  # roles: recall and precision; what is measured is a little higher
    ("heading",): (0.77, 0.77),
    ("list_item",): (0.79, 0.36),  # where numbered paragraphs are named items, they count as wrong
    ("caption", "note"): (0.64, 0.86),
    FURNITURE: (0.66, 0.68),
}


@pytest.mark.parametrize("roles", FLOORS)
def test_roles_of_pages_that_nothing_was_learned_from(roles, pairs):
    recall, precision = FLOORS[roles]
    right = sum(pairs[role, role] for role in roles)
    true, found = Counter(), Counter()
    for (one, other), many in pairs.items():
        true[one] += many
        found[other] += many
    assert right >= recall * sum(true[role] for role in roles)
    assert right >= precision * sum(found[role] for role in roles)

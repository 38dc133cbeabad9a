"""The pages of bench/order_templates are what their README says; their figures are not tested."""

import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import ocrlayout

FOLDER = Path(__file__).parent.parent / "bench" / "order_templates"
NAMES = ("letters-1", "hebrew-2", "japanese_vertical-3", "bus_timetables-2", "badges-1", "laws-1")
ROLES = (
    "title heading paragraph list_item caption table header footer page_number note footnote"
    " advert label value"
).split()

if not FOLDER.exists():
    pytest.skip("the source distribution has no benchmarks", allow_module_level=True)

sys.path.insert(0, str(FOLDER))
import figures  # noqa: E402
import inputs  # noqa: E402
import pages  # noqa: E402

sys.path.remove(str(FOLDER))
PAGES = {page["name"]: page for page in pages.load()}


def answered(name, condition):
    rng = random.Random(name)
    made = inputs.CONDITIONS[condition](inputs.rows(PAGES[name]), rng)
    return inputs.answered(made, PAGES[name], rng)


def said(truth, answer):
    lines = answer["analyzeResult"]["readResults"][0]["lines"]
    return " ".join(word["text"] for row in truth["order"] for word in lines[row]["words"])


def test_families_have_two_or_three_pages():
    families = Counter(page["family"] for page in PAGES.values())
    assert len(families) == 76
    assert set(families.values()) == {2, 3}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("condition", inputs.CONDITIONS)
def test_truth_is_a_permutation_that_says_the_page(name, condition):
    truth, answer = answered(name, condition)
    page = ocrlayout.load(answer).pages[0]
    assert sorted(truth["order"]) == list(range(len(page.lines)))
    assert said(truth, answer) == " ".join(line["words"] for line in PAGES[name]["lines"])


@pytest.mark.parametrize("name", NAMES)
def test_lines_stand_on_the_page_and_hold_their_words(name):
    for row in inputs.rows(PAGES[name]):
        assert len(row.words) == len(row.quads)
        assert (row.quad >= 0).all()
        assert (row.quad <= PAGES[name]["size"]).all()
        assert (row.quads.reshape(-1, 2).min(axis=0) >= row.quad.min(axis=0) - 2).all()
        assert (row.quads.reshape(-1, 2).max(axis=0) <= row.quad.max(axis=0) + 2).all()


def test_rows_of_a_truth_are_described():
    for page in PAGES.values():
        for line in page["lines"]:
            assert line.get("role", "paragraph") in ROLES
            assert (line.get("role") == "table") == ("cell" in line)
            assert line.get("level", 0) in range(5)


@pytest.mark.parametrize("name", NAMES)
def test_words_are_pieces_of_their_lines(name):
    whole, pieces = (
        {row.at: row.quad for row in inputs.CONDITIONS[condition](inputs.rows(PAGES[name]), None)}
        for condition in ("lines", "words")
    )
    for (line, _), quad in pieces.items():
        assert (quad.min(axis=0) >= whole[line, 0].min(axis=0) - 2).all()
        assert (quad.max(axis=0) <= whole[line, 0].max(axis=0) + 2).all()


def test_upward_heads_are_read_upward():
    head = next(
        row for row in inputs.rows(PAGES["bus_timetables-2"]) if row.truth.get("turn") == -90
    )
    assert head.quad[1, 1] < head.quad[0, 1]  # from the foot to the top
    assert np.ptp(head.quad[:, 1]) > np.ptp(head.quad[:, 0])


def test_recognized_lines_belong_to_lines_of_the_page():
    for page in pages.load(pages.OCR):
        known = [line["at"] for line in page["lines"] if line["at"]]
        lines = PAGES[page["name"]]["lines"]
        assert len(known) > 0.8 * len(page["lines"])
        assert all(k < len(lines[row]["words"].split(" ")) for row, k in known)


def figures_of(name, change):
    truth, answer = answered(name, "lines")
    return figures.scored(truth, answer, change(truth))


def last(truth, role):
    """The true order with the lines of a role moved to the end."""
    moved = [row for row in truth["order"] if truth["role"][row] == role]
    return [row for row in truth["order"] if row not in moved] + moved


@pytest.mark.parametrize("name", NAMES)
def test_the_true_order_has_the_best_figures(name):
    best = {"succ": 1, "ned": 0, "perfect": 1, "links": 1, "pairs": 1}
    assert figures_of(name, lambda truth: truth["order"]) == best


def test_notes_of_a_margin_can_stand_anywhere_as_wholes():
    found = figures_of("laws-1", lambda truth: last(truth, "note"))
    assert found["succ"] < 0.9
    assert found["links"] == found["pairs"] == 1


def test_what_must_be_in_order_counts():
    found = figures_of("laws-1", lambda truth: last(truth, "heading"))
    assert found["links"] < 1
    assert found["pairs"] < 1
    assert figures_of("laws-1", lambda truth: truth["order"][::-1])["pairs"] == 0


def test_cards_of_a_sheet_can_come_in_any_order_as_wholes():
    def last_card_first(truth):
        return truth["order"][-4:] + truth["order"][:-4]

    def two_cards_mixed(truth):
        first, second = truth["order"][:4], truth["order"][4:8]
        mixed = [row for pair in zip(first, second, strict=True) for row in pair]
        return mixed + truth["order"][8:]

    assert figures_of("badges-2", last_card_first)["links"] == 1
    assert figures_of("badges-2", last_card_first)["succ"] < 1
    assert figures_of("badges-2", two_cards_mixed)["links"] < 0.8

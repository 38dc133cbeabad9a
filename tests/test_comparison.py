"""Two readings of the same pages: what is the same, what is not, and error rates."""

import math

import numpy as np
import pytest

import ocrlayout as ol
from ocrlayout.comparison import ALONE, DIFFERENT, SAME, compare_pages
from ocrlayout.model import Document, Lines, Page, Words


def page(*words, size=(200, 100), placed=True):
    """A page of words at their places, ten pixels a letter: ``("the", 10)``."""
    texts = [text for text, _ in words]
    quads = [
        [[x, 10], [x + 10 * len(text), 10], [x + 10 * len(text), 22], [x, 22]] for text, x in words
    ]
    made = Words(texts, quads if placed and quads else None)
    lines = Lines([" ".join(texts)], words=made, offsets=[0, len(texts)])
    return Page(1, *size, "pixel", lines=lines)


def states(one, other):
    found = compare_pages(one, other)
    return found.own.tolist(), found.other.tolist()


def test_words_are_matched_by_place():
    one = page(("the", 10), ("dog", 60))
    other = page(("dog", 62), ("tbe", 11), ("x", 150))
    assert states(one, other) == ([DIFFERENT, SAME], [SAME, DIFFERENT, ALONE])


def test_the_size_of_the_scan_does_not_matter():
    one = page(("the", 10), ("dog", 60))
    (other,) = Document([page(("the", 10), ("dog", 60))])
    scaled = Page(
        1,
        400,
        200,
        "pixel",
        lines=Lines(["the dog"], words=other.words.move(np.diag([2, 2, 1])), offsets=[0, 2]),
    )
    assert states(one, scaled) == ([SAME, SAME], [SAME, SAME])


def test_what_one_joins_and_the_other_divides_is_the_same():
    one = page(("e-mail", 10))
    other = page(("e-", 10), ("mail", 30))
    assert states(one, other) == ([SAME], [SAME, SAME])
    wrong = page(("e-", 10), ("nail", 30))
    assert states(one, wrong) == ([DIFFERENT], [DIFFERENT, DIFFERENT])


def test_a_comma_too_much_is_a_difference_on_both_sides():
    assert states(page(("the", 10)), page(("the,", 10))) == ([DIFFERENT], [DIFFERENT])


def test_without_places_text_decides():
    one = page(("the", 10), ("lazy", 60), ("dog", 120), placed=False)
    other = page(("the", 10), ("dog", 60))
    assert states(one, other) == ([SAME, ALONE, SAME], [SAME, SAME])


def test_pages_that_one_document_lacks_are_alone():
    both = ol.compare(Document([page(("a", 1))]), Document([page(("a", 1)), page(("b", 1))]))
    assert [found.is_same for found in both] == [True, False]
    assert both[1].other.tolist() == [ALONE]
    assert len(both[1].own) == 0
    back = ol.compare(Document([page(("a", 1))]), Document())
    assert back[0].own.tolist() == [ALONE]
    assert ol.compare(Document(), Document()) == []
    assert ol.compare(Document([Page()]), Document([Page()]))[0].is_same


def test_groups_are_all_words_once():
    one = page(("e-mail", 10), ("x", 120))
    other = page(("e-", 10), ("mail", 30), ("y", 160))
    groups = sorted(compare_pages(one, other).groups())
    assert groups == [([], [2]), ([0], [0, 1]), ([1], [])]


@pytest.mark.parametrize(
    ("text", "truth", "characters", "words"),
    [
        ("the dog", "the  dog\n", 0, 0),
        ("tbe dog", "the dog", 1 / 7, 1 / 2),
        ("", "the dog", 1, 1),
        ("e\u0301", "é", 0, 0),
        ("a\fb", "a b", 0, 0),
        ("a b c d", "a", 6, 3),
    ],
)
def test_error_rates(text, truth, characters, words):
    assert ol.error_rates(text, truth) == pytest.approx((characters, words))


def test_there_is_no_rate_without_a_truth():
    assert all(map(math.isnan, ol.error_rates("a", " ")))

import numpy as np
import pytest

import ocrlayout as ol
from ocrlayout.filters import confident, within
from ocrlayout.model import Document, Lines, Page, Words

NAN = float("nan")


def document():
    words = Words(
        ["sure", "maybe", "unknown"],
        [[[x, 0], [x + 8, 0], [x + 8, 8], [x, 8]] for x in (0, 10, 20)],
        [0.9, 0.4, NAN],
    )
    return Document(
        [Page(1, 40, 10, "pixel", lines=Lines(["sure maybe unknown"], words=words, offsets=[0, 3]))]
    )


def test_unknown_words_stay_unless_told_otherwise():
    assert ol.filter_confidence(document(), 0.5)[0].words.text == ("sure", "unknown")
    assert ol.filter_confidence(document(), 0.5, unknown=False)[0].words.text == ("sure",)


def test_nothing_is_dropped_at_zero():
    assert ol.filter_confidence(document(), 0) == document()


def test_the_limit_itself_stays():
    assert confident(Words(["a"], confidence=[0.5]), 0.5).tolist() == [True]


def test_region_goes_by_centers():
    assert ol.filter_region(document(), [0, 0, 15, 10])[0].words.text == ("sure", "maybe")
    assert ol.filter_region(document(), [0, 0, 13.9, 10])[0].lines.text == ("sure",)


def test_region_keeps_words_without_geometry_unless_told_otherwise():
    words = Words(["nowhere"])
    assert within(words, [0, 0, 1, 1]).tolist() == [True]
    assert within(words, [0, 0, 1, 1], unknown=False).tolist() == [False]


@pytest.mark.parametrize("minimum", [-0.1, 1.1, NAN])
def test_a_minimum_outside_is_told(minimum):
    with pytest.raises(ValueError, match="between 0 and 1"):
        ol.filter_confidence(document(), minimum)


@pytest.mark.parametrize("region", [[0, 0, 1], [5, 0, 1, 1], [0, 0, NAN, 1], np.zeros((2, 2))])
def test_a_region_that_is_none_is_told(region):
    with pytest.raises(ValueError, match="region"):
        ol.filter_region(document(), region)

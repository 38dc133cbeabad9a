"""What ocrmac returns of Apple Vision, and what becomes of it."""

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry

FOLDER = samples.DATA / "apple_vision"


def boxes(polygons):
    return geometry.boxes(polygons).round(6).tolist()


def wrong(payload):
    """What is said of a payload that is wrong: where, and by whom."""
    with pytest.raises(ol.ReadError) as caught:
        ol.load(payload)
    return caught.value.where, caught.value.provider


@pytest.mark.parametrize("name", ["shares", "pixels"])
def test_shares_from_below_and_pixels_from_above_are_the_same_page(name):
    page = samples.load(FOLDER / f"{name}.400x200.json")[0]
    assert page.lines.text == page.words.text == ("Tide table", "潮汐表")
    assert page.words.confidence.tolist() == [1.0, 0.5]
    assert boxes(page.lines.polygon) == [[40, 20, 240, 40], [40, 60, 140, 80]]
    assert (page.size, page.unit) == ((400, 200), "pixel")


def test_without_a_size_shares_stay_shares():
    page = ol.load(FOLDER / "shares.400x200.json")[0]
    assert (page.size, page.unit) == ((1, 1), "")
    assert boxes(page.lines.polygon)[0] == [0.1, 0.1, 0.6, 0.2]
    assert np.isnan(page.angle)


@pytest.mark.parametrize(
    ("row", "where"),
    [
        (["dog", 7, [0, 0, 1, 1]], "[1][1]"),
        (["dog", 1, [0, 0, 1]], "[1]"),
        (["dog", 1, [0, 0, 1, float("nan")]], "[1][2].height"),
        ([7, 1, [0, 0, 1, 1]], "[1]"),
        (None, "[1]"),
    ],
)
def test_what_is_wrong_says_where(row, where):
    assert wrong([["dog", 1.0, [0, 0, 1, 1]], row]) == (where, "apple_vision")

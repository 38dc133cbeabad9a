"""What EasyOCR says in each of its formats, and what becomes of it."""

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry

FOLDER = samples.DATA / "easyocr"
BOX = [[0, 0], [9, 0], [9, 4], [0, 4]]


@pytest.mark.parametrize("name", ["standard", "dict", "json"])
def test_every_format_is_the_same_page(name):
    page = samples.load(FOLDER / f"{name}.200x100.json")[0]
    assert page.lines.text == page.words.text == ("Tide table", "潮汐表")
    assert page.words.confidence.tolist() == [0.97, 0.5]
    assert geometry.boxes(page.words.polygon[1]).tolist() == [10, 30, 50, 40]
    assert page.size == (200, 100)


def test_paragraphs_are_without_scores():
    page = samples.load(FOLDER / "paragraph.200x100.json")[0]
    assert page.lines.text == ("Tide table", "潮汐表")
    assert np.isnan(page.words.confidence).all()


@pytest.mark.parametrize(
    ("item", "where"),
    [
        ([BOX, 7, 0.5], "[1]"),
        ([BOX, "dog", 7], "[1].confident"),
        ([7, "dog", 0.5], "[1]"),
        ({"boxes": 7, "text": "dog"}, "[1].boxes"),
        ({"boxes": BOX}, "[1]"),
        ("{", "[1]"),
        (None, "[1]"),
    ],
)
def test_what_is_wrong_says_where(item, where):
    with pytest.raises(ol.ReadError) as caught:
        ol.load([[BOX, "dog", 0.5], item])
    assert (caught.value.where, caught.value.provider) == (where, "easyocr")

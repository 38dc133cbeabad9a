"""What PaddleOCR 2 and 3 say, and what becomes of it."""

import copy

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry
from ocrlayout.payloads import parse

FOLDER = samples.DATA / "paddleocr"
TURNED = "v3_words_turned.300x200.json"


@pytest.fixture
def turned():
    return copy.deepcopy(parse((FOLDER / TURNED).read_bytes()))


class TestVersion2:
    def test_a_page_may_be_null_or_empty(self):
        document = samples.load(FOLDER / "v2_pages.200x100.json")
        assert [page.lines.text for page in document] == [(), ("Tide table", "潮汐表"), ()]
        assert document[1].words.confidence.tolist() == [0.97, 0.5]
        assert geometry.boxes(document[1].lines.polygon[1]).tolist() == [10, 30, 50.5, 40]

    def test_one_page_stands_without_a_list_of_pages(self):
        document = samples.load(FOLDER / "v2_one_page.200x100.json")
        assert [page.lines.text for page in document] == [("Tide table",)]
        assert document[0].size == (200, 100)

    @pytest.mark.parametrize(
        ("line", "where"),
        [
            ([[[0, 0]], "dog"], "[0][1]"),
            ([7, ["dog", 0.5]], "[0][1]"),
            ([[[0, 0], 7], ["dog", 0.5]], "[0][1]"),
            ([[[0, 0], [1, 0], [1, 1], [0, 1]], ["dog", 7]], "[0][1][1][1]"),
        ],
    )
    def test_what_is_wrong_says_where(self, line, where):
        good = [[[0, 0], [1, 0], [1, 1], [0, 1]], ["dog", 0.5]]
        with pytest.raises(ol.ReadError) as caught:
            ol.load([[good, line]])
        assert (caught.value.where, caught.value.provider) == (where, "paddleocr")


class TestVersion3:
    def test_lines_have_words_with_the_score_of_their_line(self):
        page = samples.load(FOLDER / TURNED)[0]
        assert page.lines.text == ("Tide table", "low water")
        assert page.words.text == ("Tide", "table", "low", "water")
        assert page.words.confidence.tolist() == [0.97, 0.97, 0.9, 0.9]

    def test_a_page_that_was_turned_is_brought_back(self):
        page = samples.load(FOLDER / TURNED)[0]
        assert (page.angle, page.size, page.number) == (90, (300, 200), 1)
        assert page.lines.polygon[0].tolist() == [[290, 10], [290, 100], [280, 100], [280, 10]]
        assert np.allclose(ol.page_angle(page), 90)

    @pytest.mark.parametrize("angle", [180, 270])
    def test_every_quarter(self, turned, angle):
        turned[0]["res"]["doc_preprocessor_res"]["angle"] = angle
        page = ol.load(turned, sizes=[(300, 200)])[0]
        first = {180: [290, 190], 270: [10, 190]}[angle]
        assert page.lines.polygon[0, 0].tolist() == first
        assert abs(float(geometry.fold(ol.page_angle(page) - angle))) < 1e-6

    def test_a_turned_page_needs_its_size(self, turned):
        with pytest.raises(ol.ReadError, match="turned by 90°"):
            ol.load(turned)

    def test_columns_are_equally_long(self, turned):
        turned[0]["res"]["rec_scores"].pop()
        with pytest.raises(ol.ReadError, match="2 texts, 1 scores"):
            ol.load(turned)

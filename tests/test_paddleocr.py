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


class TestStructure:
    """PP-StructureV3, and PaddleOCR-VL."""

    @pytest.fixture
    def page(self):
        return samples.load(FOLDER / "v3_structure.300x400.json")[0]

    def test_blocks_have_the_lines_that_they_hold(self, page):
        assert page.lines.text == (
            "Tides of June", "low tide", "at noon", "Heights", "Ystad", "1.2m", "h = a \\cos t",
            "12 June",
        )  # fmt: skip
        assert page.lines.block.tolist() == [0, 1, 1, 3, 4, 5, 6, -1]
        assert page.blocks.role == (
            "heading", "paragraph", "table", "cell", "cell", "cell", "", "figure",
        )  # fmt: skip
        assert page.words.confidence[:3].tolist() == [0.99, 0.91, 0.9]

    def test_cells_have_their_place_and_box(self, page):
        assert page.tables[0].rows() == [["Heights", ""], ["Ystad", "1.2m"]]
        assert page.blocks.cell[3].tolist() == [0, 0, 1, 2]
        assert geometry.boxes(page.blocks.polygon[5]).tolist() == [120, 124, 220, 150]

    def test_a_cell_whose_lines_say_something_else_has_its_own_text(self):
        body = parse((FOLDER / "v3_structure.300x400.json").read_bytes())
        body["overall_ocr_res"]["rec_texts"][5] = "12 m"
        page = ol.load(body)[0]
        assert page.tables[0].rows()[1] == ["Ystad", "1.2 m"]

    def test_a_table_without_boxes_of_cells(self):
        body = parse((FOLDER / "v3_structure.300x400.json").read_bytes())
        del body["table_res_list"]
        page = ol.load(body)[0]
        assert page.tables[0].rows() == [["Heights", ""], ["Ystad", "1.2 m"]]
        assert np.isnan(page.blocks.polygon[3]).all()

    def test_blocks_alone(self):
        page = samples.load(FOLDER / "vl.json")[0]
        assert (page.number, page.size) == (2, (300, 400))
        assert page.blocks.role == ("header", "heading", "paragraph", "table", "cell", "cell")
        assert page.lines.text == (
            "Harbour office", "Tides", "low tide at noon,", "high tide at six", "Ystad",
        )  # fmt: skip
        assert geometry.boxes(page.lines.polygon[1]).tolist() == [20, 40, 100, 60]

    def test_a_wrong_box_is_named(self):
        body = parse((FOLDER / "vl.json").read_bytes())
        body["res"]["parsing_res_list"][1]["block_bbox"] = "dog"
        with pytest.raises(ol.ReadError) as caught:
            ol.load(body)
        assert caught.value.where == "res.parsing_res_list[1].block_bbox"

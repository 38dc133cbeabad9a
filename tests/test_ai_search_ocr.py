"""What the OCR skill of Azure AI Search says, and what becomes of it."""

import copy

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry
from ocrlayout.payloads import parse

FOLDER = samples.DATA / "ai_search_ocr"


@pytest.fixture
def images():
    return samples.load(FOLDER / "normalized_images.json")


@pytest.fixture
def payload():
    return copy.deepcopy(parse((FOLDER / "bare.150x60.json").read_bytes()))


class TestLines:
    def test_lines_take_the_words_that_cover_them(self, images):
        page = images[0]
        assert page.lines.text == ("Tide table", "Ystad", "1.2m", "low  water")
        assert page.words.text == ("Tide", "table", "Ystad", "1.2", "m", "low", "water")
        assert page.words.spaced.tolist() == [True, True, True, False, True, True, True]
        assert geometry.boxes(page.words.polygon[1]).tolist() == [60, 10, 100, 20]

    def test_a_line_that_no_words_cover_is_one_word_and_nothing_is_there_twice(self, images):
        page = images[1]
        assert page.lines.text == ("潮汐表", "smudged")
        assert page.words.text == ("潮汐", "表", "smudged")
        assert geometry.boxes(page.words.polygon[2]).tolist() == [10, 30, 70, 40]

    def test_confidences_are_unknown_and_languages_known(self, images):
        assert np.isnan(images[0].words.confidence).all()
        assert set(images[0].lines.language) == {"en"}
        assert set(images[1].lines.language) == {""}


class TestPages:
    def test_a_page_is_the_normalized_image(self, images):
        assert [(page.number, page.size, page.unit) for page in images] == [
            (1, (200.0, 100.0), "pixel"),
            (2, (150.0, 60.0), "pixel"),
        ]

    @pytest.mark.parametrize("name", ["records.200x100.json", "index_field.200x100.json"])
    def test_whatever_holds_it_the_text_is_the_same(self, name, images):
        assert samples.load(FOLDER / name)[0].lines == images[0].lines

    def test_a_record_without_text_is_an_empty_page(self):
        found = samples.load(FOLDER / "records.200x100.json")
        assert [len(page.lines) for page in found] == [4, 0]

    def test_a_list_is_a_page_each(self, payload):
        assert len(ol.load([payload, payload])) == 2


class TestRefused:
    def test_errors_of_records_are_repeated(self):
        records = [
            {"recordId": "1", "data": {"layoutText": None}, "errors": [{"message": "Too large."}]}
        ]
        with pytest.raises(ol.ReadError, match=r"no layoutText.*Too large"):
            ol.load({"values": records})

    @pytest.mark.parametrize(
        ("name", "value", "where"),
        [
            ("lines", [{"boundingBox": []}], "lines[0]"),
            ("lines", [7], "lines[0]"),
            ("words", [{"text": 7, "boundingBox": []}], "words[0].text"),
            ("words", [{"text": "潮汐表", "boundingBox": [{"x": 1}]}], "words[0]"),
            ("language", 7, "language"),
        ],
    )
    def test_what_is_wrong_says_where(self, payload, name, value, where):
        payload[name] = value
        with pytest.raises(ol.ReadError) as caught:
            ol.load(payload)
        assert (caught.value.where, caught.value.provider) == (where, "ai_search_ocr")

    def test_text_that_is_not_json_says_where(self):
        with pytest.raises(ol.ReadError, match="JSON as text") as caught:
            ol.load({"layoutText": ["{"]})
        assert caught.value.where == "layoutText[0]"

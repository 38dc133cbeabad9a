"""Dumps of Windows OCR, and what becomes of them."""

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry

FOLDER = samples.DATA / "windows_ocr"


def boxes(polygons):
    return geometry.boxes(polygons).round(6).tolist()


def wrong(payload):
    """What is said of a payload that is wrong: where, and by whom."""
    with pytest.raises(ol.ReadError) as caught:
        ol.load(payload)
    return caught.value.where, caught.value.provider


def test_lines_have_the_boxes_of_their_words():
    page = samples.load(FOLDER / "winocr.400x200.json")[0]
    assert page.lines.text == ("Tide table", "June")
    assert page.words.text == ("Tide", "table", "June")
    assert boxes(page.lines.polygon) == [[40, 20, 240, 40], [40, 60, 120, 80]]
    assert np.isnan(page.words.confidence).all()
    assert page.size == (400, 200)


def test_boxes_of_a_turned_page_are_turned_back_into_the_scan():
    page = samples.load(FOLDER / "powershell.400x200.json")[0]
    assert page.words.text == ("Tide",)
    # the word lies in the middle of the page, and runs down in the scan
    assert boxes(page.words.polygon) == [[190, 50, 210, 150]]
    assert page.words.polygon[0, 0].round(6).tolist() == [210, 50]
    assert page.angle == 90


def test_without_a_size_the_page_stays_as_windows_turned_it():
    page = ol.load(FOLDER / "powershell.400x200.json")[0]
    assert boxes(page.words.polygon) == [[150, 90, 250, 110]]
    assert page.angle == 0


def test_a_page_without_text_is_a_page():
    assert len(ol.load({"text": "", "text_angle": None, "lines": []})[0].lines) == 0


WORD = {"text": "dog", "bounding_rect": {"x": 0, "y": 0, "width": 9, "height": 4}}


@pytest.mark.parametrize(
    ("word", "where"),
    [
        ({"text": "dog", "bounding_rect": {"x": "0"}}, "lines[0].words[1].bounding_rect.x"),
        ({"text": "dog", "bounding_rect": 7}, "lines[0].words[1].bounding_rect"),
        ({"bounding_rect": WORD["bounding_rect"]}, "lines[0].words[1]"),
        ({**WORD, "text": 7}, "lines[0].words[1].text"),
    ],
)
def test_what_is_wrong_says_where(word, where):
    payload = {"lines": [{"text": "dog dog", "words": [WORD, word]}]}
    assert wrong(payload) == (where, "windows_ocr")

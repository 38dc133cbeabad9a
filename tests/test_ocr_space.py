"""Answers of OCR.space, with and without an overlay, and those that failed."""

import json
import logging

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry

FOLDER = samples.DATA / "ocr_space"
WORD = {"WordText": "dog", "Left": 0, "Top": 0, "Width": 9, "Height": 4}


def answer(result, **more):
    """An answer of one page."""
    return {"ParsedResults": [{"FileParseExitCode": 1, **result}], "OCRExitCode": 1, **more}


def overlaid(*words, **more):
    """An answer of one page with one line, and more of the page."""
    text = " ".join("dog" for _ in words)
    line = {"LineText": text, "Words": list(words)}
    return answer({"TextOverlay": {"Lines": [line]}, **more})


def test_lines_have_the_boxes_of_their_words():
    page = samples.load(FOLDER / "overlay.400x300.json")[0]
    assert page.lines.text == ("Tide table", "Ystad 1.2 m", "潮汐")
    assert page.words.text == ("Tide", "table", "Ystad", "1.2", "m", "潮", "汐")
    assert geometry.boxes(page.lines.polygon[:1]).tolist() == [[40, 20, 190, 42]]
    assert page.words.spaced[-2:].tolist() == [False, True]
    assert np.isnan(page.words.confidence).all()
    assert page.size == (400, 300)


def test_a_page_that_failed_is_told_and_the_others_keep_their_numbers(caplog):
    with caplog.at_level(logging.INFO):
        document = samples.load(FOLDER / "overlay.400x300.json")
    assert "the service failed on page 2: 'Timed out waiting for results'" in caplog.text
    assert [page.number for page in document] == [1, 3]
    assert document[1].lines.text == ("Page three",)


def test_without_an_overlay_there_are_the_lines_of_the_text():
    page = samples.load(FOLDER / "text.json")[0]
    assert page.lines.text == ("Tide table", "Ystad\t1.2 m")
    assert page.words.text == ("Tide", "table", "Ystad", "1.2", "m")
    assert np.isnan(page.words.polygon).all()


def test_a_page_without_text_is_a_page():
    assert len(ol.load(answer({"TextOverlay": None, "ParsedText": ""}))[0].lines) == 0


@pytest.mark.parametrize(
    ("payload", "where", "code", "words"),
    [
        (
            {"OCRExitCode": 99, "IsErroredOnProcessing": True, "ErrorMessage": ["No file", "E216"]},
            "",
            "99",
            "No file E216",
        ),
        (
            answer({"FileParseExitCode": -10, "ParsedText": None, "ErrorMessage": "Timed out"}),
            "ParsedResults[0]",
            "-10",
            "Timed out",
        ),
        (
            answer({"FileParseExitCode": "-99", "ErrorMessage": ""}, ErrorMessage=None),
            "ParsedResults[0]",
            "-99",
            "the service gave no reason",
        ),
    ],
)
def test_an_answer_without_a_page_is_the_error_of_the_service(payload, where, code, words):
    with pytest.raises(ol.OcrFailed) as caught:
        ol.load(payload)
    assert (caught.value.where, caught.value.code) == (where, code)
    assert words in str(caught.value)


def test_a_page_that_the_service_turned_is_told(caplog):
    with caplog.at_level(logging.INFO):
        page = ol.load(overlaid(WORD, TextOrientation="270"))[0]
    assert "the service turned page 1 (TextOrientation '270')" in caplog.text
    assert geometry.boxes(page.words.polygon).tolist() == [[0, 0, 9, 4]]


@pytest.mark.parametrize(
    ("word", "where"),
    [
        ({**WORD, "Left": "0"}, "ParsedResults[0].TextOverlay.Lines[0].Words[1].Left"),
        ({**WORD, "WordText": 7}, "ParsedResults[0].TextOverlay.Lines[0].Words[1].WordText"),
        ({"text": "dog"}, "ParsedResults[0].TextOverlay.Lines[0].Words[1]"),
        ({**WORD, "Width": None}, "ParsedResults[0].TextOverlay.Lines[0].Words[1]"),
    ],
)
def test_what_is_wrong_says_where(word, where):
    with pytest.raises(ol.ReadError) as caught:
        ol.load(overlaid(WORD, word))
    assert (caught.value.where, caught.value.provider) == (where, "ocr_space")


@pytest.mark.parametrize("result", [{}, {"TextOverlay": {"Lines": [{"MinTop": 4}]}}])
def test_text_that_stands_elsewhere_is_an_error(result):
    with pytest.raises(ol.ReadError, match="needs"):
        ol.load(answer(result))


def test_an_answer_as_text_is_read(tmp_path):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(overlaid(WORD)), encoding="utf-8-sig")
    assert ol.load(path).text == "dog"

"""Answers in the shapes of PaddleOCR 2 and 3: counts of the index, first and last lines."""

import pytest

import ocrlayout as ol
from ocrlayout import registry

from .listed import CORPUS, inked, samples

ALL = samples("paddleocr", "paddleocr/")
pytestmark = pytest.mark.skipif(not ALL, reason="no corpus; OCRLAYOUT_CORPUS names its folder")
each = pytest.mark.parametrize("sample", ALL, ids=str)


@each
def test_exactly_one_reader_accepts_it(sample):
    modules = registry.modules("readers").items()
    assert [name for name, one in modules if one.accepts(sample.body)] == ["paddleocr"]


@each
def test_counts_and_texts_are_those_of_the_index(sample):
    document = ol.load(sample.path)
    lines = [text for page in document for text in page.lines.text]
    assert (len(document), len(lines)) == (sample.pages, sample.lines)
    assert sum(len(page.words) for page in document) == (sample.words or sample.lines)
    assert (lines[0], lines[-1]) == (sample.first, sample.last)


def test_polygons_stand_on_the_scans_ink():
    scan = CORPUS / "responses" / "azure" / "v3.0" / "mpf_eng.png"
    path = next(one.path for one in ALL if one.path.stem == "v3_word_boxes")
    assert inked(ol.load(path, images=scan)[0], scan) == 1

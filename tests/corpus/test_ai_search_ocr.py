"""The documented answer of the OCR skill of Azure AI Search: counts of the index, texts and places of the body."""

import pytest

import ocrlayout as ol
from ocrlayout import registry

from .listed import samples

ALL = samples("ai-search", "azure/ai-search")
pytestmark = pytest.mark.skipif(not ALL, reason="no corpus; OCRLAYOUT_CORPUS names its folder")
each = pytest.mark.parametrize("sample", ALL, ids=str)


@each
def test_exactly_one_reader_accepts_it(sample):
    modules = registry.modules("readers").items()
    assert [name for name, one in modules if one.accepts(sample.body)] == ["ai_search_ocr"]


@each
def test_counts_and_texts_are_those_of_the_index(sample):
    document = ol.load(sample.path)
    lines = [text for page in document for text in page.lines.text]
    assert (len(document), len(lines)) == (sample.pages, sample.lines)
    assert sum(len(page.words) for page in document) == sample.words
    assert (lines[0], lines[-1]) == (sample.first, sample.last)


@each
def test_words_have_their_place(sample):
    body = sample.body["layoutText"]
    wanted = [
        (one["text"], [axis for point in one["boundingBox"] for axis in (point["x"], point["y"])])
        for one in body["words"]
    ]
    page = ol.load(sample.path)[0]
    found = zip(page.words.text, page.words.polygon.reshape(-1, 8).tolist(), strict=True)
    assert list(found) == wanted

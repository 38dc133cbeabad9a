"""Answers of engines whose samples are few: counts of the index, first and last lines."""

import pytest

import ocrlayout as ol
from ocrlayout import payloads, registry

from .listed import samples

SECTIONS = {
    "abbyy": "abbyy",
    "apple-vision": "apple_vision",
    "docling": "docling",
    "doctr": "doctr",
    "mistral": "mistral_ocr",
    "surya": "surya",
    "windows-ocr": "windows_ocr",
}
ALL = [(one, reader) for name, reader in SECTIONS.items() for one in samples(name, f"{name}/")]
pytestmark = pytest.mark.skipif(not ALL, reason="no corpus; OCRLAYOUT_CORPUS names its folder")
WITHOUT_LINES = ("docling", "mistral_ocr")  # they have paragraphs, which the index does not count
SHOWN = 20  # characters of a text that are compared: the index cuts long ones

each_sample = pytest.mark.parametrize(("sample", "reader"), ALL, ids=str)


@each_sample
def test_exactly_one_reader_accepts_it(sample, reader):
    body = payloads.parse(sample.path.read_bytes())
    modules = registry.modules("readers").items()
    assert [name for name, one in modules if one.accepts(body)] == [reader]


@each_sample
def test_counts_are_those_of_the_index(sample, reader):
    document = ol.load(sample.path)
    assert len(document) == sample.pages
    if reader not in WITHOUT_LINES:
        lines = sum(len(page.lines) for page in document)
        words = sum(len(page.words) for page in document)
        assert (lines, words) == (sample.lines, sample.words or sample.lines)


@each_sample
def test_texts_are_those_of_the_index(sample, reader):
    texts = [text for page in ol.load(sample.path) for text in page.lines.text]
    first, last = (text.removeprefix("# ")[:SHOWN] for text in (sample.first, sample.last))
    if sample.first not in ("", "–"):
        assert any(text.startswith(first) for text in texts[:2])  # a header may come first
    if sample.last not in ("", "–") and not sample.last.startswith("!["):
        assert any(text.startswith(last) for text in texts)

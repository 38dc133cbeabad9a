"""Answers in the shapes of EasyOCR: counts of the index, first and last lines."""

import json

import pytest

import ocrlayout as ol
from ocrlayout import registry

from .listed import samples

ALL = samples("easyocr", "easyocr/")
pytestmark = pytest.mark.skipif(not ALL, reason="no corpus; OCRLAYOUT_CORPUS names its folder")


@pytest.fixture(params=ALL, ids=str)
def sample(request):
    return request.param


@pytest.fixture
def body(sample):
    text = sample.path.read_text(encoding="utf-8")
    is_lines = sample.path.suffix == ".jsonl"
    return [json.loads(line) for line in text.splitlines()] if is_lines else json.loads(text)


def test_exactly_one_reader_accepts_it(body):
    modules = registry.modules("readers").items()
    assert [name for name, one in modules if one.accepts(body)] == ["easyocr"]


def test_counts_and_texts_are_those_of_the_index(sample, body):
    lines = ol.load(body)[0].lines
    assert (len(lines), len(lines.words)) == (sample.lines, sample.lines)
    assert (lines.text[0], lines.text[-1]) == (sample.first, sample.last)

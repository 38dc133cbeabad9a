"""Recorded answers of Google Vision: counts of the index, texts and confidences of the body."""

import numpy as np
import pytest

import ocrlayout as ol
from ocrlayout import registry

from .listed import inked, samples

ALL = samples("google-vision", "google/vision")
pytestmark = pytest.mark.skipif(not ALL, reason="no corpus; OCRLAYOUT_CORPUS names its folder")
each = pytest.mark.parametrize("sample", ALL, ids=str)
ENDS = ("EOL_SURE_SPACE", "LINE_BREAK", "HYPHEN")


def responses(body):
    return [one for one in body.get("responses", [body]) if "error" not in one]


def paragraphs(body):
    """List the words of each paragraph, without the reader."""
    return [
        paragraph["words"]
        for response in responses(body)
        for page in response.get("fullTextAnnotation", {}).get("pages", ())
        for block in page["blocks"]
        for paragraph in block["paragraphs"]
    ]


def lines(body):
    """List the lines as their breaks make them."""
    made = []
    for words in paragraphs(body):
        line = ""
        for word in words:
            line += "".join(symbol["text"] for symbol in word["symbols"])
            last = word["symbols"][-1].get("property", {}) if word["symbols"] else {}
            kind = last.get("detectedBreak", {}).get("type")
            line += {"HYPHEN": "-", None: ""}.get(kind, " ")
            if kind in ENDS:
                made.append(line.strip())
                line = ""
        made += [line.strip()] if line.strip() else []
    return made


@pytest.fixture
def document(sample):
    return ol.load(sample.path)


@each
def test_exactly_one_reader_accepts_it(sample):
    modules = registry.modules("readers").items()
    assert [name for name, module in modules if module.accepts(sample.body)] == ["google_vision"]


@each
def test_counts_are_those_of_the_index(sample, document):
    blank = sum("fullTextAnnotation" not in one for one in responses(sample.body))
    assert len(document) == sample.pages + blank
    assert sum(len(page.words) for page in document) == sample.words
    if sample.lines:  # one converted answer does not say where its lines end
        assert sum(len(page.lines) for page in document) == sample.lines


@each
def test_texts_are_those_of_the_body(sample, document):
    made = [line for page in document for line in page.lines.text]
    wanted = lines(sample.body)
    if not "".join(wanted):  # words without symbols
        wanted = responses(sample.body)[0]["fullTextAnnotation"]["text"].strip().split("\n")
    assert made == wanted


@each
def test_confidences_are_those_of_the_body(sample, document):
    wanted = [word.get("confidence", np.nan) for words in paragraphs(sample.body) for word in words]
    made = np.concatenate([page.words.confidence for page in document])
    assert np.array_equal(made, wanted, equal_nan=True)


@each
def test_polygons_stand_on_the_scans_ink(sample):
    if sample.scan is None:
        pytest.skip("without a scan")
    page = ol.load(sample.path, images=sample.scan)[0]
    assert inked(page, sample.scan) >= 0.97

"""Recorded answers of Google Document AI: counts of the index, and both sides counted."""

import collections

import numpy as np
import pytest

import ocrlayout as ol
from ocrlayout import registry

from .listed import inked, samples

ALL = samples("documentai", "google/documentai")
pytestmark = pytest.mark.skipif(not ALL, reason="no corpus; OCRLAYOUT_CORPUS names its folder")
each = pytest.mark.parametrize("sample", ALL, ids=str)
WITH_LINES = [one for one in ALL if one.words]
each_with_lines = pytest.mark.parametrize("sample", WITH_LINES, ids=str)


def text(body, anchor):
    segments = anchor.get("textSegments") or []
    spans = [(int(one.get("startIndex", 0)), int(one["endIndex"])) for one in segments]
    return "".join(body.get("text", "")[start:end] for start, end in spans)


def column(body, name):
    """List the layouts of a kind, without the reader."""
    return [one["layout"] for page in body["pages"] for one in page.get(name, ())]


@pytest.fixture
def body(sample):
    return sample.body


@pytest.fixture
def document(sample):
    return ol.load(sample.path)


@each
def test_exactly_one_reader_accepts_it(body):
    modules = registry.modules("readers").items()
    assert [name for name, module in modules if module.accepts(body)] == ["document_ai"]


@each
def test_counts_are_those_of_the_index(sample, document):
    if sample.pages:  # a layout has pages, and no page objects
        assert len(document) == sample.pages
    if sample.words:
        assert sum(len(page.lines) for page in document) == sample.lines
        assert sum(len(page.words) for page in document) == sample.words


@each_with_lines
def test_words_are_those_of_the_body(body, document):
    tokens = column(body, "tokens")
    words = [word for page in document for word in page.words]
    assert [word.text for word in words] == [
        text(body, one["textAnchor"]).strip() for one in tokens
    ]
    assert [word.confidence for word in words] == [one["confidence"] for one in tokens]
    made = np.array([word.polygon for word in words]) / document[0].size
    shares = [one["boundingPoly"]["normalizedVertices"] for one in tokens]
    wanted = [[(point.get("x", 0), point.get("y", 0)) for point in points] for points in shares]
    assert np.allclose(made, wanted, atol=1e-9)


@each_with_lines
def test_lines_are_those_of_the_body(body, document):
    wanted = [text(body, one["textAnchor"]).strip() for one in column(body, "lines")]
    assert [line for page in document for line in page.lines.text] == wanted


@each
def test_no_letter_of_the_text_is_lost(body, document):
    if "pages" in body and body.get("text"):
        assert "".join(document.text.split()) == "".join(body["text"].split())


def paragraphs(blocks):
    for block in blocks:
        inner = block.get("textBlock", {})
        yield inner.get("text", "")
        yield from paragraphs(inner.get("blocks", ()))


@each
def test_every_paragraph_of_a_layout_is_in_the_document(body, document):
    if "documentLayout" in body:
        wanted = collections.Counter(filter(None, paragraphs(body["documentLayout"]["blocks"])))
        found = collections.Counter(block.text for page in document for block in page.blocks)
        assert found == wanted


@each
def test_every_cell_is_in_the_document(body, document):
    wanted = [
        " ".join(text(body, cell["layout"]["textAnchor"]).split())
        for page in body.get("pages", ())
        for table in page.get("tables", ())
        for row in [*table.get("headerRows", ()), *table["bodyRows"]]
        for cell in row["cells"]
    ]
    cells = [cell for table in document.tables for cell in table.cells]
    assert [" ".join(cell.text.split()) for cell in cells] == wanted


@each
def test_every_pair_is_in_the_document(body, document):
    wanted = [
        tuple(one[name]["textAnchor"]["content"].strip() for name in ("fieldName", "fieldValue"))
        for page in body.get("pages", ())
        for one in page.get("formFields", ())
    ]
    fields = [one for page in document for one in page.fields if one.kind == "pair"]
    assert [(one.name, one.text) for one in fields] == wanted


def entities(items):
    for item in items:
        yield item.get("mentionText", "")
        yield from entities(item.get("properties", ()))


@each
def test_every_entity_is_in_the_document(body, document):
    fields = [one.text for page in document for one in page.fields if one.kind == "field"]
    assert fields == list(entities(body.get("entities", ())))


@each_with_lines
def test_polygons_stand_on_the_scans_ink(sample):
    if sample.scan is None:
        pytest.skip("without a scan")
    page = ol.load(sample.path, images=sample.scan)[0]
    assert inked(page, sample.scan) >= 0.97

"""Tables that Tesseract wrote: counts of the index, texts and confidences of the rows."""

import numpy as np
import pytest

import ocrlayout as ol
from ocrlayout import payloads, registry

from .listed import CORPUS, inked, samples

ALL = samples("tesseract-tsv", "tesseract-tsv/")
pytestmark = pytest.mark.skipif(not ALL, reason="no corpus; OCRLAYOUT_CORPUS names its folder")
each = pytest.mark.parametrize("sample", ALL, ids=str)


@pytest.fixture
def document(sample):
    return ol.load(sample.path)


@pytest.fixture
def words(sample):
    """List the rows of words that are not blank, without the reader."""
    rows = [line.split("\t") for line in sample.path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row[0] == "5" and row[-1].strip()]


@each
def test_exactly_one_reader_accepts_it(sample):
    payload = payloads.parse(sample.path.read_bytes())
    modules = registry.modules("readers").items()
    assert [name for name, one in modules if one.accepts(payload)] == ["tesseract_tsv"]


@each
def test_counts_are_those_of_the_index(sample, document, words):
    assert len(document) == sample.pages
    assert sum(len(page.lines) for page in document) == sample.lines
    assert sum(len(page.words) for page in document) == len(words) <= sample.words


@each
def test_words_and_confidences_are_those_of_the_file(document, words):
    assert [text for page in document for text in page.words.text] == [row[-1] for row in words]
    made = np.concatenate([page.words.confidence for page in document])
    assert np.allclose(made, [float(row[10]) / 100 for row in words])


@each
def test_first_and_last_line_are_those_of_the_index(sample, document):
    lines = [text for page in document for text in page.lines.text if text]
    if lines:
        assert lines[0].startswith(sample.first.rstrip("…"))
        assert lines[-1].startswith(sample.last.rstrip("…"))


def test_a_turned_page_is_the_one_that_hocr_gives():
    table = ol.load(CORPUS / "formats" / "tesseract-tsv" / "rot90.tsv")[0]
    markup = ol.load(CORPUS / "formats" / "hocr" / "tess5_rot90_textangle.hocr")[0]
    assert table.angle == markup.angle == -90
    assert table.words.text == markup.words.text
    assert np.allclose(table.words.polygon, markup.words.polygon)


@pytest.mark.parametrize(("name", "scan"), [("eng", "mpf_eng.png"), ("rot90", "mpf_eng-90deg.png")])
def test_polygons_stand_on_the_scans_ink(name, scan):
    page = ol.load(CORPUS / "formats" / "tesseract-tsv" / f"{name}.tsv")[0]
    assert inked(page, CORPUS / "responses" / "azure" / "v3.0" / scan) == 1

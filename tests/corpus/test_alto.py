"""ALTO files of engines and libraries: counts of the index, texts and confidences of the file."""

import collections

import numpy as np
import pytest
from lxml import etree

import ocrlayout as ol
from ocrlayout import geometry, payloads, registry

from .listed import CORPUS, inked, samples

ALL = samples("alto", "alto/")
pytestmark = pytest.mark.skipif(not ALL, reason="no corpus; OCRLAYOUT_CORPUS names its folder")
INVALID = [one for one in ALL if "invalid" in one.path.stem]
READ = [one for one in ALL if one not in INVALID]
each = pytest.mark.parametrize("sample", READ, ids=str)


@pytest.fixture
def document(sample):
    return ol.load(sample.path)


@pytest.fixture
def strings(sample):
    """List the strings of a file that are not blank, without the reader."""
    root = etree.parse(sample.path).getroot()
    return [one for one in root.iter("{*}String") if one.get("CONTENT").strip()]


@each
def test_exactly_one_reader_accepts_it(sample):
    payload = payloads.parse(sample.path.read_bytes())
    modules = registry.modules("readers").items()
    assert [name for name, module in modules if module.accepts(payload)] == ["alto"]


@each
def test_counts_are_those_of_the_index(sample, document):
    blank = sum(
        not one.get("CONTENT").strip() for one in etree.parse(sample.path).iter("{*}String")
    )
    assert len(document) == sample.pages
    assert sum(len(page.lines) for page in document) == sample.lines
    assert sum(len(page.words) for page in document) == sample.words - blank


@each
def test_words_and_confidences_are_those_of_the_file(strings, document):
    hyphens = "-\u00ad¬"
    wanted = collections.Counter(
        (" ".join(one.get("CONTENT").split()).rstrip(hyphens), float(one.get("WC") or -1))
        for one in strings
    )
    found = collections.Counter(
        (word.text.rstrip(hyphens), -1.0 if np.isnan(word.confidence) else word.confidence)
        for page in document
        for word in page.words
    )
    assert found == wanted


@each
def test_first_line_is_that_of_the_index(sample, document):
    lines = [text for page in document for text in page.lines.text if text]
    if lines:
        assert lines[0].replace(" ", "").startswith(sample.first.rstrip("…").replace(" ", ""))


@pytest.mark.parametrize("name", ["v3_tess5_rot90", "derived_rotation"])
def test_a_turned_page_reads_as_the_upright_one(name):
    upright = ol.load(CORPUS / "formats" / "alto" / "v3_tess5_eng.xml")
    turned = ol.load(CORPUS / "formats" / "alto" / f"{name}.xml")
    assert (turned[0].angle, ol.page_angle(turned[0])) == (-90, -90)
    level = ol.deskew(turned)[0]
    assert level.lines.text == upright[0].lines.text
    assert (
        np.abs(
            geometry.centers(level.lines.polygon) - geometry.centers(upright[0].lines.polygon)
        ).max()
        < 3
    )


@pytest.mark.parametrize("sample", INVALID, ids=str)
def test_an_invalid_file_says_so(sample):
    with pytest.raises(ol.ReadError, match="unit"):
        ol.load(sample.path)


@pytest.mark.parametrize(
    ("name", "scan"),
    [("v3_tess5_eng.xml", "mpf_eng.png"), ("v3_tess5_rot90.xml", "mpf_eng-90deg.png")],
)
def test_polygons_stand_on_the_scans_ink(name, scan):
    page = ol.load(CORPUS / "formats" / "alto" / name)[0]
    assert inked(page, CORPUS / "responses" / "azure" / "v3.0" / scan) == 1

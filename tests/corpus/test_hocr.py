"""hOCR files of engines and libraries: counts of the index, texts and confidences of the file."""

import re

import lxml.html
import numpy as np
import pytest

import ocrlayout as ol
from ocrlayout import geometry, payloads, registry

from .listed import CORPUS, inked, samples

ALL = samples("hocr", "hocr/")
pytestmark = pytest.mark.skipif(not ALL, reason="no corpus; OCRLAYOUT_CORPUS names its folder")
each = pytest.mark.parametrize("sample", ALL, ids=str)
PLAIN = [
    one for one in ALL if one.path.stem not in ("tess5_char_boxes_choices", "abbyy_broken_pis")
]
each_plain = pytest.mark.parametrize("sample", PLAIN, ids=str)


@pytest.fixture
def document(sample):
    return ol.load(sample.path)


def words_of(sample):
    """List the words of a file, without the reader."""
    root = lxml.html.fromstring(re.sub(rb"<\\?xml.*?\\?>", b"", sample.path.read_bytes()))
    return [one for one in root.iter() if "ocrx_word" in (one.get("class") or "").split()]


@each
def test_exactly_one_reader_accepts_it(sample):
    payload = payloads.parse(sample.path.read_bytes())
    modules = registry.modules("readers").items()
    assert [name for name, module in modules if module.accepts(payload)] == ["hocr"]


@each
def test_counts_are_those_of_the_index(sample, document):
    assert len(document) == sample.pages
    assert sum(len(page.lines) for page in document) == sample.lines
    if sample.words:  # an empty word counts there
        blank = sum(not one.text_content().strip() for one in words_of(sample))
        assert sum(len(page.words) for page in document) == sample.words - blank


@each_plain
def test_words_and_confidences_are_those_of_the_file(sample, document):
    found = [one for one in words_of(sample) if one.text_content().strip()]
    texts = [word for page in document for word in page.words.text]
    if found:
        assert texts == [" ".join(one.text_content().split()) for one in found]
    sure = [re.search(r"x_wconf (\d+)", one.get("title")) for one in found]
    if any(sure):
        made = np.concatenate([page.words.confidence for page in document])
        assert np.allclose(made, [int(one[1]) / 100 for one in sure])


@each
def test_first_and_last_line_are_those_of_the_index(sample, document):
    lines = [text for page in document for text in page.lines.text if text]
    if sample.lines and sample.path.stem != "tess5_char_boxes_choices":
        first, last = sample.first.rstrip("…"), sample.last.rstrip("…")
        assert lines[0].replace(" ", "").startswith(first.replace(" ", ""))
        assert lines[-1].replace(" ", "").startswith(last.replace(" ", ""))


def test_characters_in_boxes_are_words():
    plain = ol.load(CORPUS / "formats" / "hocr" / "tess5_eng.hocr")
    boxes = ol.load(CORPUS / "formats" / "hocr" / "tess5_char_boxes_choices.hocr")
    assert boxes[0].lines.text == plain[0].lines.text


def test_a_turned_page_reads_as_the_upright_one():
    upright = ol.load(CORPUS / "formats" / "hocr" / "tess5_eng.hocr")
    turned = ol.load(CORPUS / "formats" / "hocr" / "tess5_rot90_textangle.hocr")
    assert (turned[0].angle, ol.page_angle(turned[0])) == (-90, -90)
    level = ol.deskew(turned)[0]
    assert level.lines.text == upright[0].lines.text
    assert level.size == upright[0].size
    assert (
        np.abs(
            geometry.centers(level.lines.polygon) - geometry.centers(upright[0].lines.polygon)
        ).max()
        < 3
    )


def test_a_leaning_page_leans():
    page = ol.load(CORPUS / "formats" / "hocr" / "tess5_skew.hocr")[0]
    assert ol.page_angle(page) == pytest.approx(4, abs=0.1)
    heights = geometry.sizes(page.words.polygon)[:, 1]
    assert 15 < np.median(heights) < 40


@pytest.mark.parametrize(
    ("name", "scan"),
    [("tess5_eng.hocr", "mpf_eng.png"), ("tess5_rot90_textangle.hocr", "mpf_eng-90deg.png")],
)
def test_polygons_stand_on_the_scans_ink(name, scan):
    page = ol.load(CORPUS / "formats" / "hocr" / name)[0]
    assert inked(page, CORPUS / "responses" / "azure" / "v3.0" / scan) == 1

"""PAGE XML of engines and of people: counts of the index, texts and confidences of the file."""

import numpy as np
import pytest
from lxml import etree

import ocrlayout as ol
from ocrlayout import payloads, registry

from .listed import samples

ALL = samples("page", "page/")
pytestmark = pytest.mark.skipif(not ALL, reason="no corpus; OCRLAYOUT_CORPUS names its folder")
OLD = [one for one in ALL if one.path.stem.startswith("2009")]  # of which the index counts nothing
each = pytest.mark.parametrize("sample", ALL, ids=str)


@pytest.fixture
def document(sample):
    return ol.load(sample.path)


@pytest.fixture
def root(sample):
    return etree.parse(sample.path).getroot()


def text_of(element):
    """Return the text of an element by its lowest index, without the reader."""
    found = sorted(element.iterfind("{*}TextEquiv"), key=lambda one: int(one.get("index") or 0))
    return (found[0].findtext("{*}Unicode") or "").strip() if found else ""


@each
def test_exactly_one_reader_accepts_it(sample):
    payload = payloads.parse(sample.path.read_bytes())
    modules = registry.modules("readers").items()
    assert [name for name, module in modules if module.accepts(payload)] == ["page_xml"]


@each
def test_counts_are_those_of_the_index(sample, document, root):
    assert len(document) == max(1, sample.pages)
    lines = [*root.iter("{*}TextLine")]
    made = sum(len(page.lines) for page in document)
    with_text = any(text_of(one) for line in lines for one in line.iter())
    assert made == sample.lines if with_text else made >= sample.lines
    if sample.words and with_text:
        assert sum(len(page.words) for page in document) == sample.words


@each
def test_every_text_of_a_line_is_in_the_document(document, root):
    wanted = sorted(filter(None, map(text_of, root.iter("{*}TextLine"))))
    made = [text for page in document for text in page.lines.text]
    assert not {*wanted} - {*made}


@each
def test_every_word_has_its_confidence(document, root):
    words = [one for one in root.iter("{*}Word") if text_of(one)]
    wanted = sorted(
        (text_of(one), float(one.find("{*}TextEquiv").get("conf") or -1)) for one in words
    )
    made = [word for page in document for word in page.words]
    found = sorted(
        (word.text, -1.0 if np.isnan(word.confidence) else word.confidence) for word in made
    )
    assert not words or found == wanted


@each
def test_text_of_regions_is_never_lost(document, root):
    regions = [one for one in root.iter("{*}TextRegion") if not [*one.iter("{*}TextLine")]]
    made = "".join("".join(page.text.split()) for page in document)
    for region in regions:
        assert "".join(text_of(region).split()) in made


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("2019_table_order", tuple("123456789")),
        ("2019_no_reading_order", tuple("567891234")),
        ("2013_missing_coords_transkribus", ("Line 1", "Line 2", "Line 3", "Line 4")),
        (
            "2013_explicit_ro",
            (
                *("Line 1 in region 2", "Line 2 in region 2", "Line 1 in region 1"),
                *("Line 2 in region 1", "Line 1 in region 3"),
            ),
        ),
    ],
)
def test_lines_are_in_reading_order(name, texts):
    path = next(one.path for one in ALL if one.path.stem == name)
    assert ol.load(path)[0].lines.text == texts

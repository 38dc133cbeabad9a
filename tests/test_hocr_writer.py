"""hOCR as it is written: read again, and by the rules that its readers need."""

import re

import numpy as np
import pytest
import round_trips
from lxml import etree

import ocrlayout
from ocrlayout.model import Document, Lines, Page, Words

DOCUMENTS = dict(round_trips.documents())
XHTML = {"h": "http://www.w3.org/1999/xhtml"}
NAMES = {
    "heading": "heading",
    "header": "header",
    "footer": "footer",
    "page_number": "page_number",
    "caption": "caption",
    "table": "table",
    "figure": "figure",
    "list_item": "list_item",
    "note": "note",
}


def again(document, **options):
    return ocrlayout.load(round_trips.written(document, "hocr", **options))


def tree(document, **options):
    return etree.fromstring(round_trips.written(document, "hocr", **options))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_hocr_holds_is_read_again(name):
    document = round_trips.on_pixels(DOCUMENTS[name])
    read = again(document)
    assert len(read) == len(document)
    for page, back in zip(document, read, strict=True):
        assert back.size == tuple(np.rint(page.size))
        assert back.words.text == page.words.text
        assert np.array_equal(back.words.polygon, page.words.polygon)
        assert np.allclose(
            back.words.confidence, np.rint(page.words.confidence * 100) / 100, equal_nan=True
        )
        assert np.array_equal(back.lines.offsets, page.lines.offsets)
        assert np.array_equal(back.lines.polygon, page.lines.polygon)
        assert back.lines.language == page.lines.language
        assert back.lines.text == tuple(line.words.join() for line in page.lines)
        own, read_ = (round_trips.paths_of_roles(one, NAMES) for one in (page, back))
        assert own == read_
    assert round_trips.written(read, "hocr") == round_trips.written(again(read), "hocr")


def test_blocks_of_every_role():
    document = round_trips.blocks_page()
    (page,) = again(document)
    assert round_trips.paths_of_roles(page, NAMES) == round_trips.paths_of_roles(document[0], NAMES)
    assert page.text == document[0].text


def test_what_readers_of_hocr_need():
    """OCRmyPDF, hocr-tools and viewers: XML, one class each, lines in paragraphs, whole numbers."""
    root = tree(round_trips.blocks_page())
    for line in root.iterfind(".//h:span[@class='ocr_line']", XHTML):
        assert line.getparent().get("class") == "ocr_par"
        assert re.match(
            r"bbox \d+ \d+ \d+ \d+(; baseline -?\d+(\.\d+)? -?\d+)?$", line.get("title")
        )
    names = {one.get("class") for one in root.iter() if one.get("class")}
    said = root.findtext(".//h:meta[@name='ocr-capabilities']", None, XHTML)
    capabilities = root.find(".//h:meta[@name='ocr-capabilities']", XHTML).get("content").split()
    assert said == "" or said is None
    assert names <= set(capabilities)
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("angle", [-30, -4, 4, 30, 87, 90, 180, -90])
def test_text_at_any_angle_keeps_its_corners(angle):
    turn = ocrlayout.geometry.rotation(angle, (500, 500))
    quads = np.array([[[x, 480], [x + 80, 480], [x + 80, 510], [x, 510]] for x in (400, 500)])
    words = Words(["one", "two"], np.rint(ocrlayout.geometry.apply(turn, quads)))
    line = np.rint(ocrlayout.geometry.apply(turn, [[400, 480], [580, 480], [580, 510], [400, 510]]))
    page = Page(1, 1000, 1000, "pixel", lines=Lines(["one two"], [line], words, [0, 2]))
    (back,) = again(Document([page]))
    assert np.array_equal(back.words.polygon, words.polygon)
    assert np.array_equal(back.lines.polygon[0], line)
    assert abs(ocrlayout.geometry.fold(back.angle - angle)) < 0.5


def test_a_turned_page_is_written_as_it_lay():
    document = round_trips.blocks_page()
    turned = document.map(lambda page: page.move([[0, -1, 400], [1, 0, 0], [0, 0, 1]], (400, 100)))
    assert round_trips.written(turned, "hocr") == round_trips.written(document, "hocr")


def test_inches_become_pixels_and_pages_without_a_unit_need_a_scan(tmp_path):
    quad = [[[1, 1], [2, 1], [2, 2], [1, 2]]]
    lines = Lines(["dog"], quad, Words(["dog"], quad), [0, 1])
    page = Page(1, 8, 10, "inch", lines=lines)
    (back,) = again(Document([page]), dpi=100)
    assert (back.size, back.words.polygon[0, 2].tolist()) == ((800, 1000), [200, 200])
    with pytest.raises(
        ocrlayout.WriteError, match="page 1 does not have a size in pixels or inches"
    ):
        again(Document([page.replace(unit="")]))
    scan = np.full((500, 400, 3), 255, np.uint8)
    out = tmp_path / "a.hocr"
    ocrlayout.save(Document([page.replace(unit="")]), out, images=scan)
    assert ocrlayout.load(out)[0].words.polygon[0, 2].tolist() == [100, 100]


def test_what_has_no_place_gets_that_of_what_it_stands_in():
    lines = Lines(["dog", "cat"], None, Words(["dog", "cat"]), [0, 1, 2])
    (back,) = again(Document([Page(1, 50, 40, "pixel", lines=lines)]))
    assert back.words.text == ("dog", "cat")
    assert back.words.polygon[0].tolist() == [[0, 0], [50, 0], [50, 40], [0, 40]]


def test_text_that_markup_cannot_hold():
    words = Words(['<b> & "x" \x07\ud7ff'], [[[0, 0], [9, 0], [9, 4], [0, 4]]])
    lines = Lines(words.text, words.polygon, words, [0, 1], language=['e"n'])
    page = Page(1, 50, 40, "pixel", lines=lines, origin=('"<&>', "", ""))
    (back,) = again(Document([page]))
    assert back.words.text == ('<b> & "x" \ud7ff',)
    assert back.lines.language == ('e"n',)
    assert tree(Document()).findall(".//h:div", XHTML) == []


def test_arabic_runs_to_the_left_and_chinese_has_no_spaces():
    quads = [[[x, 0], [x + 9, 0], [x + 9, 9], [x, 9]] for x in (20, 10, 20, 30)]
    words = Words(["سلام", "عليكم", "你", "好"], quads, spaced=[True, True, False, True])
    lines = Lines(["سلام عليكم", "你好"], None, words, [0, 2, 4])
    document = Document([Page(1, 50, 40, "pixel", lines=lines)])
    assert again(document)[0].lines.text == lines.text
    assert tree(document).find(".//h:p", XHTML).get("dir") == "rtl"

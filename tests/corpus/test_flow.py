"""One page at several rotations, as the service answered it: the same text, level quads, words found at their places."""

import re
import subprocess

import numpy as np
import pypdfium2
import pytest
from lxml import etree
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTTextLine

import ocrlayout as ol
from ocrlayout import geometry
from ocrlayout.skew import page_angle

from .test_responses import CORPUS

ROTATIONS = {"mpf_eng": 0, "mpf_eng-90deg": -90, "mpf_eng-180deg": 180, "mpf_eng-270deg": 90}
FOLDER = CORPUS / "azure" / "v3.0"
pytestmark = pytest.mark.skipif(
    not FOLDER.exists(), reason=f"no corpus at {FOLDER}; OCRLAYOUT_CORPUS names its folder"
)


@pytest.fixture(scope="module")
def upright():
    return ol.tidy(ol.load(FOLDER / "mpf_eng.json"))[0]


@pytest.fixture(params=ROTATIONS)
def name(request):
    return request.param


def test_text_and_order_are_the_same_at_every_rotation(name, upright):
    page = ol.tidy(ol.load(FOLDER / f"{name}.json"))[0]
    assert page.lines.text == upright.lines.text
    assert page.words.text == upright.words.text


def test_the_angle_is_found_and_the_quads_are_level(name):
    document = ol.load(FOLDER / f"{name}.json")
    off = geometry.fold(page_angle(document[0]) - ROTATIONS[name])
    assert abs(off) < 0.1
    page = ol.deskew(document)[0]
    assert (np.abs(geometry.angles(page.lines.polygon)) < 0.5).all()
    assert page.angle == 0


@pytest.fixture
def pdf(name, tmp_path):
    path = tmp_path / f"{name}.pdf"
    ol.save(ol.tidy(ol.load(FOLDER / f"{name}.json")), path, images=FOLDER / f"{name}.png")
    return path


def expected(name):
    """Words with their centers and line heights, as fractions of the page."""
    page = ol.load(FOLDER / f"{name}.json")[0]
    heights = geometry.sizes(page.lines.polygon)[:, 1][page.lines.word_line]
    return list(
        zip(page.words.text, geometry.centers(page.words.polygon), heights, strict=True)
    ), page.size


def check_places(name, found):
    """Every word is found within a third of a line height of its place."""
    words, size = expected(name)
    assert sorted(text for text, _ in found) == sorted(text for text, _, _ in words)
    for text, center, height in words:
        distances = [
            np.hypot(*(np.array(place) * size - center)) for word, place in found if word == text
        ]
        assert min(distances) < height / 3, (text, min(distances) / height)


def test_poppler_finds_the_words_at_their_places(name, pdf):
    shown = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True).stdout
    page = etree.fromstring(
        re.sub(rb'xmlns="[^"]*"', b"", shown), etree.XMLParser(recover=True)
    ).find(".//page")
    width, height = float(page.get("width")), float(page.get("height"))

    def middle(word):
        x0, y0, x1, y1 = (float(word.get(key)) for key in ("xMin", "yMin", "xMax", "yMax"))
        return (x0 + x1) / 2 / width, (y0 + y1) / 2 / height

    check_places(name, [(word.text, middle(word)) for word in page.iter("word")])


def test_pdfium_finds_the_words_at_their_places(name, pdf):
    found, text, boxes = [], "", []
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        width, height = page.get_size()
        textpage = page.get_textpage()
        for index in range(textpage.count_chars()):
            letter = textpage.get_text_range(index, 1)
            if letter.isspace() or not letter:
                if text:
                    found.append((text, boxes))
                text, boxes = "", []
                continue
            text += letter
            boxes.append(textpage.get_charbox(index, loose=True))
        if text:
            found.append((text, boxes))

    def middle(boxes):
        x0, y0, x1, y1 = (
            np.array(boxes)[:, 0].min(),
            np.array(boxes)[:, 1].min(),
            np.array(boxes)[:, 2].max(),
            np.array(boxes)[:, 3].max(),
        )
        return (x0 + x1) / 2 / width, 1 - (y0 + y1) / 2 / height

    check_places(name, [(word, middle(boxes)) for word, boxes in found])


def test_pdfminer_finds_the_words_of_the_upright_page(tmp_path):
    path = tmp_path / "upright.pdf"
    ol.save(ol.tidy(ol.load(FOLDER / "mpf_eng.json")), path, images=FOLDER / "mpf_eng.png")
    (page,) = extract_pages(path)
    found = []
    for line in (
        line
        for box in page
        for line in getattr(box, "__iter__", list)()
        if isinstance(line, LTTextLine)
    ):
        letters = []
        for letter in [*line, None]:
            if isinstance(letter, LTChar) and not letter.get_text().isspace():
                letters.append(letter)
            elif letters:
                x0, x1 = letters[0].x0, letters[-1].x1
                y0, y1 = letters[0].y0, letters[0].y1
                place = (x0 + x1) / 2 / page.width, 1 - (y0 + y1) / 2 / page.height
                found.append(("".join(letter.get_text() for letter in letters), place))
                letters = []
    check_places("mpf_eng", found)

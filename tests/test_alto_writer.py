"""ALTO as it is written, read again."""

import re

import numpy as np
import pytest
import round_trips
from lxml import etree

import ocrlayout
from ocrlayout.model import Document, Lines, Page, Words

CODE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")  # languages that the schema takes
DOCUMENTS = dict(round_trips.documents())
NAMES = dict.fromkeys(
    ("heading", "list_item", "caption", "note", "header", "footer", "page_number", "table")
)
NAMES = {name: name for name in NAMES}


def again(document, **options):
    return ocrlayout.load(round_trips.written(document, "alto", **options))


def tree(document):
    return etree.fromstring(round_trips.written(document, "alto"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_alto_holds_is_read_again(name):
    document = round_trips.on_pixels(DOCUMENTS[name])
    read = again(document)
    assert len(read) == len(document)
    for page, back in zip(document, read, strict=True):
        assert (back.size, back.unit) == (tuple(np.rint(page.size)), "pixel")
        assert back.words.text == page.words.text
        assert np.array_equal(back.words.polygon, page.words.polygon)
        assert np.allclose(back.words.confidence, page.words.confidence, atol=1e-6, equal_nan=True)
        assert np.array_equal(back.lines.offsets, page.lines.offsets)
        assert np.array_equal(back.lines.polygon, page.lines.polygon)
        codes = [code if CODE.fullmatch(code) else "" for code in page.lines.language]
        assert [*back.lines.language] == codes
        assert back.lines.text == tuple(line.words.join() for line in page.lines)
        own, read_ = (round_trips.paths_of_roles(one, NAMES) for one in (page, back))
        assert own == read_
    assert round_trips.written(read, "alto") == round_trips.written(again(read), "alto")


def test_blocks_of_every_role():
    document = round_trips.blocks_page()
    (page,) = again(document)
    assert round_trips.paths_of_roles(page, NAMES) == round_trips.paths_of_roles(document[0], NAMES)
    assert page.text == document[0].text
    assert page.blocks.role.count("figure") == 1


def test_ids_are_unique_and_references_lead_somewhere():
    root = tree(Document.join([round_trips.blocks_page(), round_trips.blocks_page()]))
    ids = [one.get("ID") for one in root.iter() if one.get("ID")]
    assert len(ids) == len(set(ids))
    named = [one.get("REF") for one in root.iter("{*}ElementRef")]
    assert named == [one.get("ID") for one in root.iter("{*}TextBlock")]
    assert {one.get("TAGREFS") for one in root.iter() if one.get("TAGREFS")} <= set(ids)
    assert [one.get("PHYSICAL_IMG_NR") for one in root.iter("{*}Page")] == ["1", "2"]


def test_lines_that_alternate_between_blocks_keep_their_order():
    page = round_trips.blocks_page()[0]
    lines = Lines(
        page.lines.text[:4], page.lines.polygon[:4], page.words[:4], range(5), [0, 1, 0, 1]
    )
    document = Document([page.replace(lines=lines)])
    assert again(document)[0].lines.text == lines.text


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


def test_what_has_no_place_has_none():
    lines = Lines(["dog", "cat"], None, Words(["dog", "cat"]), [0, 1, 2])
    (back,) = again(Document([Page(1, 50, 40, "pixel", lines=lines)]))
    assert np.isnan(back.words.polygon).all()
    assert back.words.text == ("dog", "cat")


def test_text_that_markup_cannot_hold():
    words = Words(['<b> & "x" \x07\ud7ff'], [[[0, 0], [9, 0], [9, 4], [0, 4]]])
    lines = Lines(words.text, words.polygon, words, [0, 1])
    (back,) = again(Document([Page(1, 50, 40, "pixel", lines=lines, origin=('"<&>', "1", ""))]))
    assert back.words.text == ('<b> & "x" \ud7ff',)
    assert back.origin == ("alto", '"<&> 1', "")
    assert list(tree(Document()).iter("{*}Page")) == []


def test_chinese_has_no_spaces():
    quads = [[[x, 0], [x + 9, 0], [x + 9, 9], [x, 9]] for x in (20, 30)]
    words = Words(["你", "好"], quads, spaced=[False, True])
    document = Document([Page(1, 50, 40, "pixel", lines=Lines(["你好"], None, words, [0, 2]))])
    assert again(document)[0].lines.text == ("你好",)

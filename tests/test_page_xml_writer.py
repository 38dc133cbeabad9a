"""PAGE XML as it is written, read again."""

import numpy as np
import pytest
import round_trips
from lxml import etree

import ocrlayout
from ocrlayout.cli import main
from ocrlayout.model import Document, Lines, Page, Words

DOCUMENTS = {
    f"{name} {page.number}": Document([page])
    for name, document in round_trips.documents()
    for page in document
}
NAMES = ("heading", "list_item", "caption", "note", "header", "footer", "page_number", "table")
NAMES = {name: name for name in (*NAMES, "figure", "cell", "column_header")} | {
    "row_header": "cell"
}


def again(document, **options):
    return ocrlayout.load(round_trips.written(document, "page_xml", **options))


def tree(document):
    return etree.fromstring(round_trips.written(document, "page_xml"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_page_xml_holds_is_read_again(name):
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
        assert back.lines.text == tuple(" ".join(text.split()) for text in page.lines.text)
        own, read_ = (round_trips.paths_of_roles(one, NAMES) for one in (page, back))
        assert own == read_
    assert round_trips.written(read, "page_xml") == round_trips.written(again(read), "page_xml")


def test_blocks_of_every_role():
    document = round_trips.blocks_page()
    (page,) = again(document)
    assert round_trips.paths_of_roles(page, NAMES) == round_trips.paths_of_roles(document[0], NAMES)
    assert page.text == document[0].text
    assert page.blocks.role.count("figure") == 1


def test_ids_are_unique_and_references_lead_somewhere():
    root = tree(round_trips.blocks_page())
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    named = [one.get("regionRef") for one in root.iter("{*}RegionRefIndexed")]
    with_lines = [one for one in root.iter("{*}TextRegion") if one.find("{*}TextLine") is not None]
    assert named == [one.get("id") for one in with_lines]


def test_tables_are_given_back():
    document = round_trips.blocks_page()
    (own,), (back,) = document.tables, again(document).tables
    assert back.rows() == own.rows()
    assert [cell.place for cell in back.cells] == [cell.place for cell in own.cells]
    assert [cell.role for cell in back.cells] == [cell.role for cell in own.cells]


def test_a_file_holds_one_page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = round_trips.blocks_page()[0]
    two = Document([page, page.replace(number=2)])
    with pytest.raises(ocrlayout.WriteError, match="holds one page, and there are several pages"):
        again(two)
    with pytest.raises(ocrlayout.WriteError, match="there are no page"):
        again(Document())
    ocrlayout.save(two, "two.json")
    assert main(["convert", "two.json", "-o", "two.page.xml", "-q"]) == 0
    assert sorted(path.name for path in tmp_path.glob("*.xml")) == [
        "two-1.page.xml",
        "two-2.page.xml",
    ]


def test_the_date():
    document = round_trips.blocks_page()
    assert b"<Created>1970-01-01T00:00:00<" in round_trips.written(document, "page_xml")
    dated = round_trips.written(document, "page_xml", date="2026-03-01T12:00+01:00")
    assert b"<LastChange>2026-03-01T12:00:00+01:00<" in dated
    assert b"<Created>20" in round_trips.written(document, "page_xml", date="now")
    with pytest.raises(ValueError, match="tomorrow"):
        round_trips.written(document, "page_xml", date="tomorrow")


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


def test_what_has_no_place_gets_that_of_what_it_stands_in():
    lines = Lines(["dog", "cat"], None, Words(["dog", "cat"]), [0, 1, 2])
    (back,) = again(Document([Page(1, 50, 40, "pixel", lines=lines)]))
    assert back.words.polygon[1].tolist() == [[0, 0], [50, 0], [50, 40], [0, 40]]
    assert back.words.text == ("dog", "cat")


def test_text_that_markup_cannot_hold():
    words = Words(['<b> & "x" \x07\ud7ff'], [[[0, 0], [9, 0], [9, 4], [0, 4]]])
    lines = Lines(words.text, words.polygon, words, [0, 1])
    (back,) = again(Document([Page(1, 50, 40, "pixel", lines=lines, origin=('"<&>', "1", ""))]))
    assert back.words.text == ('<b> & "x" \ud7ff',)
    assert back.origin == ("page_xml", "2019-07-15", '"<&> 1')


def test_chinese_has_no_spaces():
    quads = [[[x, 0], [x + 9, 0], [x + 9, 9], [x, 9]] for x in (20, 30)]
    words = Words(["你", "好"], quads, spaced=[False, True])
    document = Document([Page(1, 50, 40, "pixel", lines=Lines(["你好"], None, words, [0, 2]))])
    assert again(document)[0].lines.text == ("你好",)

"""What PAGE XML of every version says, and what becomes of it."""

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry

FOLDER = samples.DATA / "page_xml"
TEXT = (FOLDER / "v2019_order_table.xml").read_text(encoding="utf-8")


@pytest.fixture
def page():
    return samples.load(FOLDER / "v2019_order_table.xml")[0]


@pytest.fixture
def letter():
    return samples.load(FOLDER / "v2013_transkribus.xml")[0]


def row(page, text):
    return page.lines.text.index(text)


class TestText:
    def test_lines_stand_in_the_reading_order(self, page):
        assert page.lines.text == (
            *("Tide table", "Sten på", "sten ⸗", "one line", "Port", "1.2"),
            *("two", "lines"),
        )

    def test_lines_and_words_keep_their_own_text(self, page):
        words = page.lines[1].words
        assert words.text == ("sten-", "på")
        assert words.confidence.tolist()[0] == 0.5
        assert np.isnan(words.confidence[1])

    def test_a_line_without_words_is_one_with_its_confidence(self, page):
        words = page.lines[2].words
        assert (words.text, words.confidence.tolist()) == (("sten ⸗",), [0.7])

    def test_the_lowest_index_wins_wherever_it_stands(self):
        turned = TEXT.replace('index="1" conf="0.3"', 'index="-1" conf="0.3"')
        assert ol.load(turned.encode())[0].lines.text[1] == "sfen- pa"

    def test_text_of_a_region_goes_to_its_lines_or_stands_alone(self, page):
        boxes = geometry.boxes(page.lines.polygon)
        assert boxes[row(page, "Tide table")].tolist() == [10, 10, 150, 30]
        assert boxes[row(page, "one line")].tolist() == [10, 270, 90, 290]
        assert boxes[row(page, "1.2")].tolist() == [110, 230, 210, 260]
        assert np.isnan(boxes[row(page, "two")]).all()

    def test_languages_are_those_of_the_innermost(self, page):
        assert page.lines.language[:2] == ("English", "Swedish")


class TestPlaces:
    def test_frame_and_origin(self, page):
        assert (page.size, page.unit) == ((400.0, 300.0), "pixel")
        document = samples.load(FOLDER / "v2019_order_table.xml")
        assert document.origin == ("page_xml", "2019-07-15", "by hand")

    def test_outlines_become_quads_that_begin_at_the_top_left(self, page):
        quad = [[10, 50], [50, 50], [50, 66], [10, 66]]
        assert page.lines[1].words.polygon[1].tolist() == quad  # counter-clockwise in the file
        assert page.lines.polygon[2, 0].tolist() == [10, 80]
        assert geometry.boxes(page.lines.polygon[1]).tolist() == [10, 50, 105, 66]

    def test_text_runs_along_its_baseline(self, letter):
        second = letter.lines.polygon[row(letter, "שנית")]
        assert second[0].tolist() == [10, 60]  # its baseline begins at the right, as it is read
        upward = letter.lines.polygon[row(letter, "upward")]
        assert upward.tolist() == [[250, 200], [250, 20], [280, 20], [280, 200]]

    def test_a_box_around_leaning_text_is_its_hull(self):
        leaning = TEXT.replace('id="l2">', 'id="l2"><pc:Baseline points="10,90 90,98"/>')
        page = ol.load(leaning.encode())[0]
        quad = page.lines.polygon[2]
        along = np.degrees(np.arctan2(*(quad[1] - quad[0])[::-1]))
        assert abs(along - np.degrees(np.arctan2(8, 80))) < 1e-6
        assert np.allclose(geometry.boxes(quad), [10, 80, 90, 100])

    def test_the_angle_is_that_of_most_lines(self, letter, page):
        assert letter.angle == 0
        assert np.isnan(page.angle)
        turned = TEXT.replace("<pc:Page ", '<pc:Page orientation="-3.5" ')
        assert ol.load(turned.encode())[0].angle == 3.5


class TestBlocks:
    def test_roles_are_the_types_of_regions(self, page, letter):
        role = page.lines.block
        assert page.blocks.role[role[row(page, "Tide table")]] == "heading"
        assert page.blocks.role[role[row(page, "one line")]] == "note"
        assert page.blocks.role[role[row(page, "two")]] == "paragraph"
        assert page.blocks.role[-2:] == ("figure", "")
        assert "page_number" in letter.blocks.role

    def test_regions_of_a_table_are_cells(self, page, letter):
        cells = page.tables[0].cells
        assert [(one.role, one.text, tuple(one.place)) for one in cells] == [
            ("column_header", "Port", (0, 0, 1, 2)),
            ("cell", "1.2", (1, 1, 1, 1)),
        ]
        assert tuple(letter.tables[0].cells[0].place) == (0, 1, 2, 1)

    def test_the_index_of_transkribus_orders_regions_and_lines(self, letter):
        assert letter.lines.text == ("ראשון", "שנית", "upward", "cell")

    def test_the_first_version_has_names_of_its_own(self):
        page = samples.load(FOLDER / "v2009.xml")[0]
        assert (page.size, page.blocks.role) == ((200.0, 100.0), ("page_number", "figure"))
        assert (page.lines.text, page.lines.language) == (("17",), ("English",))
        assert geometry.boxes(page.lines.polygon[0]).tolist() == [20, 10, 60, 30]


class TestRefused:
    @pytest.mark.parametrize(
        ("old", "new", "where"),
        [
            ('points="10,10 150,10 150,30 10,30"', 'points="10,10 150"', "Coords (line 52).points"),
            ('points="10,10 150,10 150,30 10,30"', 'points="a,b"', "Coords (line 52).points"),
            ('conf="0.7"', 'conf="x"', "TextEquiv (line 39).conf"),
            ('conf="0.7"', 'conf="70"', "TextLine (line 37)"),
            ('imageWidth="400"', 'imageWidth="wide"', "Page (line 5).width"),
            ('rowIndex="1"', 'rowIndex="-1"', "TextRegion (line 20).rowIndex"),
            ('index="2"><', 'index="z"><', "OrderedGroupIndexed (line 8).index"),
        ],
    )
    def test_what_is_wrong_says_where(self, old, new, where):
        assert old in TEXT
        with pytest.raises(ol.ReadError) as caught:
            ol.load(TEXT.replace(old, new).encode())
        assert (caught.value.where, caught.value.provider) == (where, "page_xml")

    def test_a_reading_order_may_name_what_is_not_there_or_twice(self):
        again = TEXT.replace('regionRef="note"', 'regionRef="gone"').replace(
            'regionRef="text"', 'regionRef="head"'
        )
        assert ol.load(again.encode())[0].lines.text[:2] == ("Tide table", "Port")


OUTLINE = "0,0 40,0 40,10 0,10"
READING = '<TextEquiv conf="0.9"><Unicode>dog</Unicode></TextEquiv>'
USUAL = f'<Word><Coords points="{OUTLINE}"/>{READING}</Word>'


def read_words(*words):
    lines = "".join(f"<TextLine>{word}</TextLine>" for word in words)
    page = f'<Page imageWidth="50" imageHeight="20"><TextRegion>{lines}</TextRegion></Page>'
    return ol.load(f"<PcGts>{page}</PcGts>".encode())[0].words


class TestWords:
    """Words that are as almost all are stand between others."""

    @pytest.mark.parametrize(
        "word",
        [
            f'<Word><Coords points="{OUTLINE}"/><TextEquiv index="1"/>{READING}</Word>',
            f'<Word><Coords points="0.0,0 40.0,0 40,10 0,1e1"/>{READING}</Word>',
            f'<Word><Coords points="40,10 0,0"/>{READING}</Word>',
            f'<Word><Coords points="00,0 40,00 40,10 0,10"/>{READING}</Word>',
            f'<Word><Coords points="{OUTLINE}"/><Glyph>{READING}</Glyph>{READING}</Word>',
            f'<Word>{READING}<Coords points="{OUTLINE}"/></Word>',
        ],
    )
    def test_one_that_is_written_otherwise_is_read_alike(self, word):
        words = read_words(USUAL, word, USUAL)
        assert words == read_words(USUAL, USUAL, USUAL)

    def test_one_alone_has_no_confidence(self):
        words = read_words(USUAL, USUAL.replace(' conf="0.9"', ""), USUAL)
        assert np.isnan(words.confidence).tolist() == [False, True, False]

    @pytest.mark.parametrize("wrong", ["1,2 3", "1,2 x,4", "1,2 3,", "],[1,2"])
    def test_points_that_are_wrong_are_named(self, wrong):
        word = USUAL.replace(OUTLINE, wrong)
        with pytest.raises(ol.ReadError) as caught:
            read_words(USUAL, word)
        assert caught.value.where == "Coords (line 1).points"

    @pytest.mark.parametrize("wrong", ["high", "nan", "1.5"])
    def test_a_confidence_that_is_wrong_is_an_error(self, wrong):
        with pytest.raises(ol.ReadError):
            read_words(USUAL, USUAL.replace("0.9", wrong), USUAL)

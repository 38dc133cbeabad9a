"""What Tesseract's TSV says, and what becomes of it."""

import copy

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry
from ocrlayout.payloads import parse

FOLDER = samples.DATA / "tesseract_tsv"
TEXT = (FOLDER / "pages.tsv").read_text(encoding="utf-8")


@pytest.fixture
def document():
    return samples.load(FOLDER / "pages.tsv")


@pytest.fixture
def columns():
    return copy.deepcopy(parse((FOLDER / "words_only.300x200.json").read_bytes()))


def refused(payload):
    with pytest.raises(ol.ReadError) as caught:
        ol.load(payload.encode() if isinstance(payload, str) else payload)
    return caught.value


class TestRows:
    def test_lines_have_words_and_nothing_is_quoted(self, document):
        page = document[0]
        assert page.lines.text == ('"Tide table"', "1.2m", "")
        assert page.words.text == ('"Tide', 'table"', "1.2m")
        assert geometry.boxes(page.words.polygon[1]).tolist() == [60, 10, 130, 24]
        assert np.array_equal(page.words.confidence, [0.9625, 0, np.nan], equal_nan=True)

    def test_pages_have_their_row(self, document):
        assert [(page.number, page.size) for page in document] == [
            (1, (300.0, 200.0)),
            (2, (200.0, 300.0)),
            (3, (100.0, 100.0)),
        ]
        assert len(document[2].lines) == 0

    def test_blocks_hold_paragraphs(self, document):
        blocks = document[0].blocks
        assert blocks.role == ("", "paragraph", "", "paragraph")
        assert blocks.parent.tolist() == [-1, 0, -1, 2]
        assert document[0].lines.block.tolist() == [1, 1, 3]

    def test_text_that_runs_upward_has_its_corners(self, document):
        page = document[1]
        assert page.angle == -90
        assert page.words.polygon[0].tolist() == [[20, 250], [20, 170], [34, 170], [34, 250]]
        assert page.lines.polygon[0, 0].tolist() == [20, 250]
        assert np.isnan(document[0].angle)

    def test_a_tab_in_a_word_is_white_space(self):
        page = ol.load(TEXT.replace("1.2m", "1.2\tm").encode())[0]
        assert page.words.text[2] == "1.2 m"

    def test_lines_may_end_as_on_windows_and_files_may_be_joined(self, document):
        joined = ol.load((TEXT + TEXT).replace("\n", "\r\n").encode())
        assert [page.lines for page in joined] == [page.lines for page in document] * 2
        assert [page.number for page in joined] == [1, 2, 3, 4, 5, 6]


class TestColumns:
    def test_words_alone_make_lines_where_the_number_changes(self, columns, document):
        page = ol.load(columns, sizes=[(300, 200)])[0]
        assert page.lines.text == document[0].lines.text[:2]
        assert page.words == document[0].words
        assert geometry.boxes(page.lines.polygon[0]).tolist() == [10, 10, 130, 24]
        assert page.size == (300, 200)

    def test_columns_are_equally_long(self, columns):
        columns["left"].pop()
        assert (refused(columns).where, refused(columns).provider) == ("left", "tesseract_tsv")


class TestRefused:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("\t60\t10\t70", "\tleft\t10\t70"),
            ("\t60\t10\t70", "\tinf\t10\t70"),
            ("\t60\t10\t70", "\t60\t10"),
            ("5\t1\t1\t1\t1\t2", "7\t1\t1\t1\t1\t2"),
            ("0.000000", "100.5"),
        ],
    )
    def test_a_row_that_is_wrong_is_named(self, old, new):
        assert refused(TEXT.replace(old, new)).where == "line 7"

    def test_columns_of_others_are_named(self):
        assert "not Tesseract's" in str(refused("level\tpage_num\tblock_num\tdog\n1\t1\t1\t1\n"))

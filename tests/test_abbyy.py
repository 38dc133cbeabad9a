"""FineReader XML of two schemas, and what becomes of it."""

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry

FOLDER = samples.DATA / "abbyy"


def boxes(polygons):
    return geometry.boxes(polygons).round(6).tolist()


def wrong(payload):
    """What is said of a payload that is wrong: where, and by whom."""
    with pytest.raises(ol.ReadError) as caught:
        ol.load(payload)
    return caught.value.where, caught.value.provider


@pytest.fixture
def document():
    return samples.load(FOLDER / "v10.xml")


def test_words_end_at_blanks_and_have_the_mean_of_their_characters(document):
    page = document[0]
    assert page.lines.text[:2] == ("Tide table", "High ti¬")
    assert page.words.text[:4] == ("Tide", "table", "High", "ti¬")
    assert page.words.confidence[:2].round(6).tolist() == [0.85, 0.84]
    assert np.isnan(page.words.confidence[2:]).all()
    assert boxes(page.words.polygon[:2]) == [[40, 20, 78, 40], [90, 20, 138, 40]]
    assert page.lines.language == ("EnglishUnitedStates",) * 5


def test_characters_that_begin_words_do_so_without_a_blank():
    page = samples.load(FOLDER / "v6.xml")[0]
    assert page.words.text == ("潮", "汐", "Tide")
    assert page.words.spaced.tolist() == [False, False, True]


def test_styles_tables_and_pictures(document):
    page = document[0]
    assert page.blocks.role[:4] == ("", "heading", "paragraph", "table")
    assert page.tables[0].rows() == [["Water", ""], ["Ystad", ""]]
    assert page.blocks.role[-1] == "figure"
    assert len(document[1].lines) == 0


def test_text_that_is_turned_starts_below(document):
    page = document[0]
    assert page.lines.text[-1] == "pier"
    assert page.words.polygon[-1, 0].tolist() == [360, 158]
    assert np.isnan(page.angle)  # most lines are upright


def xml(line, **page):
    sides = {"width": "400", "height": "200", "resolution": "200", **page}
    sides = " ".join(f'{name}="{value}"' for name, value in sides.items())
    text = f"<block><text><par>{line}</par></text></block>"
    return f"<document><page {sides}>{text}</page></document>".encode()


def test_a_line_without_characters_is_one_word():
    line = "<line l='1' t='2' r='30' b='10'><formatting lang='German'>am Kai</formatting></line>"
    page = ol.load(xml(line))[0]
    assert page.words.text == ("am Kai",)
    assert boxes(page.words.polygon) == [[1, 2, 30, 10]]


def test_other_readings_are_not_text():
    readings = "<charRecVariants><charRecVariant>b</charRecVariant></charRecVariants>"
    char = f'<charParams l="1" t="2" r="9" b="10">{readings}a</charParams>'
    page = ol.load(xml(f"<line><formatting>{char}</formatting></line>"))[0]
    assert page.words.text == ("a",)


@pytest.mark.parametrize(
    ("payload", "where"),
    [
        (xml("<line l='a' t='2' r='30' b='10'/>"), "line (line 1)"),
        (xml("", width="wide"), "page (line 1)"),
        (
            xml(
                "<line><formatting><charParams charConfidence='101'>a</charParams></formatting></line>"
            ),
            "charParams (line 1).charConfidence",
        ),
        (b"<document><page resolution='300'>", ""),
    ],
)
def test_what_is_wrong_says_where(payload, where):
    assert wrong(payload) == (where, "abbyy")

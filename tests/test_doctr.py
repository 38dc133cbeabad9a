"""What docTR exports, and what becomes of it."""

import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry
from ocrlayout.payloads import parse

FOLDER = samples.DATA / "doctr"


def boxes(polygons):
    return geometry.boxes(polygons).round(6).tolist()


def wrong(payload):
    """What is said of a payload that is wrong: where, and by whom."""
    with pytest.raises(ol.ReadError) as caught:
        ol.load(payload)
    return caught.value.where, caught.value.provider


PAGE = {"page_idx": 0, "dimensions": [200, 400], "blocks": []}
CELL = {"row_start": 2, "row_end": 1, "col_start": 0, "col_end": 0}


@pytest.fixture
def document():
    return samples.load(FOLDER / "document.json")


def test_outlines_are_shares_of_height_and_width(document):
    page = document[0]
    assert page.size == (400, 200)
    assert page.lines.text[:2] == ("Tide table", "June")
    assert boxes(page.words.polygon[:2]) == [[40, 20, 120, 40], [140, 20, 240, 40]]
    assert page.words.confidence[:2].tolist() == [0.9, 0.5]
    assert page.lines.polygon[1].round(6).tolist() == [[40, 44], [160, 48], [160, 64], [40, 60]]
    assert page.lines.language == ("en",) * 4


def test_regions_of_a_layout_are_blocks_and_tables_have_cells(document):
    page = document[0]
    assert page.blocks.role == ("heading", "paragraph", "table", "cell", "cell", "cell")
    assert page.lines.block.tolist() == [0, 1, 3, 4]
    assert page.tables[0].rows() == [["Ystad", ""], ["1.2 m", ""]]
    assert page.blocks[3].cell == (0, 0, 1, 2)


def test_without_a_layout_blocks_are_its_own(document):
    assert (document[1].blocks.role, document[1].lines.block.tolist()) == (("",), [0])
    assert [page.number for page in document] == [1, 2]


def test_predictions_are_lines_and_fields():
    page = samples.load(FOLDER / "kie.json")[0]
    assert page.lines.text == ("June 4", "Ystad")
    assert [(field.kind, field.name, field.text) for field in page.fields] == [
        ("field", "date", "June 4"),
        ("field", "place", "Ystad"),
    ]


def test_a_page_alone_is_read():
    assert ol.load(PAGE)[0].size == (400, 200)


def test_a_layout_around_no_line_is_kept():
    region = {"geometry": [[0, 0], [1, 1]], "type": "Picture"}
    page = ol.load({**PAGE, "layout": [region]})[0]
    assert page.blocks.role == ("figure",)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"dimensions": [200]}, "dimensions"),
        ({"blocks": [{"lines": [{"geometry": 7, "words": []}]}]}, "blocks[0].lines[0].geometry"),
        ({"blocks": [{"lines": [{"words": [{}]}]}]}, "blocks[0].lines[0].words[0]"),
        ({"blocks": [{"lines": [{"value": "dog"}]}]}, "blocks[0].lines[0]"),
        ({"tables": [{"cells": [{"value": "dog"}]}]}, "tables[0].cells[0]"),
        (
            {"tables": [{"cells": [CELL]}]},
            "tables[0].cells[0]",
        ),
    ],
)
def test_what_is_wrong_says_where(change, where):
    assert wrong({**PAGE, **change}) == (where, "doctr")


def test_the_answer_of_its_server():
    first, second = samples.load(FOLDER / "server.json")
    assert (first.size, first.text, first.lines.language) == ((400, 200), "Tide table", ("en",))
    assert boxes(first.words.polygon[:1]) == [[40, 20, 120, 40]]
    assert first.words.polygon[1].round(6).tolist() == [[140, 20], [240, 22], [240, 42], [140, 40]]
    assert (second.number, second.size, len(second.lines)) == (2, (50, 100), 0)
    body = parse((FOLDER / "server.json").read_bytes())
    assert ol.load(body[0])[0].lines == first.lines
    body[0]["items"][0]["blocks"][0]["geometry"] = [0.1, 0.2, 0.3]
    assert wrong(body) == ("[0].items[0].blocks[0].geometry", "doctr")

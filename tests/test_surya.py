"""What Surya writes, with lines and with blocks, and what becomes of it."""

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry

FOLDER = samples.DATA / "surya"


def boxes(polygons):
    return geometry.boxes(polygons).round(6).tolist()


def wrong(payload):
    """What is said of a payload that is wrong: where, and by whom."""
    with pytest.raises(ol.ReadError) as caught:
        ol.load(payload)
    return caught.value.where, caught.value.provider


def test_lines_lose_their_tags_and_keep_their_words():
    document = samples.load(FOLDER / "lines.json")
    page = document[0]
    assert page.lines.text == ("Tide table", "1 < 2 m")
    assert page.words.text == ("Tide table", "1", "<", "2", "m")
    assert page.words.confidence.tolist() == [0.97, 0.9, 0.8, 0.7, 0.6]
    assert page.size == (400, 200)
    assert [(page.number, len(page.lines)) for page in document] == [(1, 2), (2, 0)]


def test_blocks_are_in_the_order_of_reading_with_their_tables():
    page = samples.load(FOLDER / "blocks.json")[0]
    assert page.blocks.role[:3] == ("heading", "paragraph", "table")
    assert page.lines.text[:3] == ("Tide table", "High tide", "at noon & at night")
    assert page.tables[0].rows() == [["Place", "Water", ""], ["", "low", "high"]]
    assert page.blocks.role[-1] == "figure"
    assert boxes(page.lines.polygon[:1]) == [[40, 20, 240, 40]]
    assert np.isnan(page.lines.polygon[1:]).all()


PAGE = {"text_lines": [], "image_bbox": [0, 0, 40, 20]}


def test_a_page_and_a_list_of_pages_are_read():
    assert len(ol.load(PAGE)) == 1
    assert len(ol.load([PAGE, PAGE])) == 2


@pytest.mark.parametrize(
    ("page", "where"),
    [
        ({**PAGE, "image_bbox": [0, 0]}, "scan[1].image_bbox"),
        ({**PAGE, "text_lines": [{"polygon": []}]}, "scan[1].text_lines[0]"),
        ({**PAGE, "text_lines": [{"text": "a", "polygon": 7}]}, "scan[1].text_lines[0].polygon"),
        ({"image_bbox": [0, 0, 4, 2]}, "scan[1]"),
        (
            {"image_bbox": [0, 0, 4, 2], "blocks": [{"html": "<p>a" + "<b>" * 2000}]},
            "scan[1].blocks[0].html",
        ),
    ],
)
def test_what_is_wrong_says_where(page, where):
    assert wrong({"scan": [PAGE, page]}) == (where, "surya")


def test_a_table_that_would_fill_the_memory_is_refused():
    cells = "<td colspan='1000' rowspan='60000'>a</td>" * 100
    block = {"html": f"<table><tr>{cells}</tr></table>"}
    payload = {"image_bbox": [0, 0, 4, 2], "blocks": [block]}
    assert wrong(payload) == ("blocks[0].html", "surya")

import numpy as np
import pytest

import ocrlayout as ol
from ocrlayout import geometry
from ocrlayout.filters import confident, within
from ocrlayout.model import Blocks, Document, Fields, Lines, Page, Words

NAN = float("nan")


def document():
    words = Words(
        ["sure", "maybe", "unknown"],
        [[[x, 0], [x + 8, 0], [x + 8, 8], [x, 8]] for x in (0, 10, 20)],
        [0.9, 0.4, NAN],
    )
    return Document(
        [Page(1, 40, 10, "pixel", lines=Lines(["sure maybe unknown"], words=words, offsets=[0, 3]))]
    )


def test_unknown_words_stay_unless_told_otherwise():
    assert ol.filter_confidence(document(), 0.5)[0].words.text == ("sure", "unknown")
    assert ol.filter_confidence(document(), 0.5, unknown=False)[0].words.text == ("sure",)


def test_nothing_is_dropped_at_zero():
    assert ol.filter_confidence(document(), 0) == document()


def test_the_limit_itself_stays():
    assert confident(Words(["a"], confidence=[0.5]), 0.5).tolist() == [True]


def test_region_goes_by_centers():
    assert ol.filter_region(document(), [0, 0, 15, 10])[0].words.text == ("sure", "maybe")
    assert ol.filter_region(document(), [0, 0, 13.9, 10])[0].lines.text == ("sure",)


def test_region_keeps_words_without_geometry_unless_told_otherwise():
    words = Words(["nowhere"])
    assert within(words, [0, 0, 1, 1]).tolist() == [True]
    assert within(words, [0, 0, 1, 1], unknown=False).tolist() == [False]


@pytest.mark.parametrize("minimum", [-0.1, 1.1, NAN])
def test_a_minimum_outside_is_an_error(minimum):
    with pytest.raises(ValueError, match="between 0 and 1"):
        ol.filter_confidence(document(), minimum)


@pytest.mark.parametrize("region", [[0, 0, 1], [5, 0, 1, 1], [0, 0, NAN, 1], np.zeros((2, 2))])
def test_what_is_not_a_region_is_an_error(region):
    with pytest.raises(ValueError, match="region"):
        ol.filter_region(document(), region)


def test_a_page_gives_a_page_and_a_document_a_document():
    page = document()[0]
    assert ol.filter_confidence(page, 0.5) == ol.filter_confidence(document(), 0.5)[0]
    assert ol.filter_region(page, [0, 0, 15, 10]) == ol.filter_region(document(), [0, 0, 15, 10])[0]
    assert isinstance(ol.filter_confidence(document(), 0.5), Document)
    assert isinstance(ol.filter_region(document(), [0, 0, 15, 10]), Document)


def test_pages_without_geometry_are_kept_by_region_unless_told_otherwise():
    page = Page(lines=Lines(["a"], words=Words(["a"]), offsets=[0, 1]))
    assert ol.filter_region(page, [0, 0, 1, 1]) == page
    assert ol.filter_region(Document([page]), [0, 0, 1, 1], unknown=False)[0].text == ""


def test_a_region_is_a_polygon_too():
    square = np.array([[0, 0], [2, 0], [2, 2], [0, 2]])
    words = Words(["corner", "middle", "edge"], [square - 1, square + 4, square + np.array([1, 4])])
    diamond = [[5, 0], [10, 5], [5, 10], [0, 5]]
    assert within(words, [0, 0, 10, 10]).tolist() == [True, True, True]
    assert within(words, diamond).tolist() == [False, True, True]
    assert within(words, [[2, 5], [8, 5], [8, 8], [2, 8]]).tolist() == [False, True, True]


@pytest.mark.parametrize("angle", [-30, 0, 12, 90])
def test_a_box_of_the_scan_finds_its_words_after_tidy(angle):
    rows = [(0, 0), (300, 0), (0, 60), (300, 60)]
    quads = np.array([[[x, y], [x + 90, y], [x + 90, y + 20], [x, y + 20]] for x, y in rows])
    quads = geometry.apply(geometry.rotation(angle, (200, 200)), quads) + 200
    texts = ["one", "two", "three", "four"]
    lines = Lines(texts, quads, Words(texts, quads), np.arange(5))
    page = Page(width=900, height=900, unit="pixel", lines=lines)
    x, y = geometry.centers(quads[1])
    tidy = ol.tidy(Document([page]))[0]
    assert ol.filter_region(tidy, tidy.from_source([x - 9, y - 9, x + 9, y + 9])).text == "two"


@pytest.mark.parametrize(
    ("region", "what"),
    [
        ([[0, 0], [1, 0], [1, NAN], [0, 1]], "finite"),
        ([[0, 0], [1, 1], [1, 0], [0, 1]], "cross"),
        ([[0, 0], [1, 1], [2, 2], [3, 3]], "fold"),
    ],
)
def test_a_polygon_that_does_not_bound_a_region_is_said(region, what):
    with pytest.raises(ValueError, match=f"region's .*{what}"):
        ol.filter_region(document(), region)


def test_filters_leave_empty_cells_and_fields_alone():
    grid = [[-1] * 4, [0, 0, 1, 1], [0, 1, 1, 1]]
    blocks = Blocks(["table", "cell", "cell"], [-1, 0, 0], grid)
    words = Words(["☒", "faint"], confidence=[0.9, 0.1])
    lines = Lines(["☒ faint"], words=words, offsets=[0, 2], block=[1])
    fields = Fields(["mark", "pair"], text=["☒", "faint"], word=[0, 1])
    page = Page(lines=lines, blocks=blocks, fields=fields)
    sure = ol.filter_confidence(page, 0.5)
    assert sure.tables[0].rows() == [["☒", ""]]
    assert sure.blocks == page.blocks
    assert sure.fields.text == ("☒", "faint")
    assert sure.fields.word.tolist() == [0, -1]
    none = ol.filter_confidence(page, 1.0)
    assert none.tables[0].rows() == [["", ""]]
    assert none.fields.word.tolist() == [-1, -1]


def test_the_edge_of_a_region_belongs_to_it():
    words = Words(["center at 1, 1"], [[[0, 0], [2, 0], [2, 2], [0, 2]]])
    for box in ([0, 0, 1, 1], [1, 1, 2, 2], [1, 1, 1, 1]):
        assert within(words, box).tolist() == [True]
    for box in ([1.01, 0, 2, 2], [0, 0, 2, 0.99], [0, 0, 0.99, 2], [0, 1.01, 2, 2]):
        assert within(words, box).tolist() == [False]


@pytest.mark.parametrize("box", [[5, 0, 1, 9], [0, 5, 9, 1]])
def test_a_box_with_either_side_the_wrong_way_round_is_an_error(box):
    with pytest.raises(ValueError, match="x0 ≤ x1 and y0 ≤ y1"):
        ol.filter_region(document(), box)

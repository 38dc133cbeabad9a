"""What docling writes, and what becomes of it."""

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry

FOLDER = samples.DATA / "docling"


def boxes(polygons):
    return geometry.boxes(polygons).round(6).tolist()


def wrong(payload):
    """What is said of a payload that is wrong: where, and by whom."""
    with pytest.raises(ol.ReadError) as caught:
        ol.load(payload)
    return caught.value.where, caught.value.provider


@pytest.fixture
def document():
    return samples.load(FOLDER / "document.json")


def test_items_are_in_the_order_of_the_tree_on_pages_in_inches(document):
    assert [(page.size, page.unit) for page in document] == [((8.5, 11), "inch")] * 2
    first, second = document
    assert first.lines.text[:4] == ("Harbour", "Tide table", "low", "high")
    assert first.lines.text[-2:] == ("The pier", "High tide")
    assert second.lines.text == ("at noon", "ice")
    assert first.blocks.role[:4] == ("header", "heading", "list_item", "list_item")


def test_boxes_count_from_below_or_from_above(document):
    lines = document[0].lines
    assert boxes(lines.polygon[:2]) == [[1, 0.2, 3, 0.4], [1, 1, 3, 1.3]]
    assert np.isnan(document[1].lines.polygon[1]).all()


def test_tables_figures_pairs_and_marks(document):
    page = document[0]
    assert page.tables[0].rows() == [["Water", ""], ["Ystad", "1.2 m"]]
    caption = page.blocks.role.index("caption")
    assert page.blocks.role[page.blocks.parent[caption]] == "figure"
    assert [(field.kind, field.name, field.text) for field in page.fields] == [
        ("pair", "Place", "Ystad")
    ]
    assert boxes(page.fields.polygon) == [[1, 9.6, 3, 9.8]]
    assert [(mark.name, mark.value) for mark in document[1].fields] == [("ice", True)]


EMPTY = {"schema_name": "DoclingDocument", "version": "1.10.0"}
TEXT = {"label": "text", "text": "dog"}


def test_items_that_no_tree_names_are_kept_and_circles_end():
    body = {"children": [{"$ref": "#/groups/0"}, {"$ref": "#/texts/9"}]}
    groups = [{"children": [{"$ref": "#/groups/0"}]}]
    page = ol.load({**EMPTY, "body": body, "groups": groups, "texts": [TEXT]})[0]
    assert page.lines.text == ("dog",)


def test_a_document_without_pages_has_none():
    assert len(ol.load(EMPTY)) == 0


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"texts": [{**TEXT, "text": 7}]}, "texts[0].text"),
        ({"texts": [{**TEXT, "prov": [{"page_no": 0}]}]}, "texts[0].prov[0].page_no"),
        ({"texts": [{**TEXT, "prov": [{"bbox": 7}]}]}, "texts[0].prov[0].bbox"),
        ({"texts": [{**TEXT, "prov": [{}, {}]}]}, "texts[0].prov[0].charspan"),
        ({"tables": [{"data": {"table_cells": [{}]}}]}, "tables[0].data.table_cells[0]"),
        ({"pages": {"1": {"size": 7}}}, "pages.1.size"),
        ({"body": {"children": [{"$ref": 7}]}}, "body.children[0].$ref"),
    ],
)
def test_what_is_wrong_says_where(change, where):
    assert wrong({**EMPTY, **change}) == (where, "docling")

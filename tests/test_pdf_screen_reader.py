"""What a browser tells a screen reader of three tagged PDFs: headings, lists, tables, languages, pictures."""

import pytest
from accessibility_tree import accessibility_tree
from tagged_pages import laid, spoken, table
from test_pdf_tags import REPORT, SPANS, figures, tagged


def of_role(nodes, role):
    return [node for node in nodes if node.role == role]


@pytest.fixture(scope="module")
def report():
    return accessibility_tree(tagged(laid(REPORT), language="en"))


def test_headings_have_their_levels_and_text(report):
    nodes, _ = report
    headings = [(node.level, node.text) for node in of_role(nodes, "heading")]
    assert headings == [(1, "Bridges of the valley"), (2, "Costs")]


def test_lists_have_their_items(report):
    nodes, _ = report
    assert len(of_role(nodes, "list")) == 1
    assert [node.text for node in of_role(nodes, "listitem")] == [
        "• the upper bridge",
        "• the lower bridge and its toll house",
    ]


def test_the_language_of_the_document_is_known(report):
    assert report[1] == "en"


def test_running_heads_are_not_in_the_structure(report):
    nodes, _ = report
    structured = [node.text for node in nodes if node.role in ("heading", "listitem", "generic")]
    assert not any(text == "Annual report" for text in structured)


def test_tables_have_headers_of_columns_and_rows_and_cells():
    nodes, _ = accessibility_tree(tagged(laid(table(SPANS))))
    assert len(of_role(nodes, "table")) == 1
    assert [node.text for node in of_role(nodes, "columnheader")] == ["Bridge", "Toll"]
    assert [node.text for node in of_role(nodes, "rowheader")] == ["Upper"]
    assert [node.text for node in of_role(nodes, "cell")] == ["1870", "3", "1871", "", ""]


def test_lines_in_another_language_and_pictures_are_told():
    sheet = spoken(figures(), "en", "en", "en", "de")
    nodes, _ = accessibility_tree(tagged(sheet))
    assert {node.text for node in nodes if node.language == "de"} == {"After"}
    told = {node.text for node in nodes if node.role in ("figure", "image")}
    assert {"Harbor", "Fig. 2. Mills", "Figure on page 1 (no description)"} <= told

"""What Mistral OCR answers, and what becomes of it."""

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry
from ocrlayout.readers._markdown_parts import markdown_text, pipe_cells

FOLDER = samples.DATA / "mistral_ocr"


def boxes(polygons):
    return geometry.boxes(polygons).round(6).tolist()


def wrong(payload):
    """What is said of a payload that is wrong: where, and by whom."""
    with pytest.raises(ol.ReadError) as caught:
        ol.load(payload)
    return caught.value.where, caught.value.provider


def test_blocks_are_placed_and_have_roles():
    page = samples.load(FOLDER / "blocks.json")[0]
    assert page.size == (400, 200)
    assert page.lines.text == ("Tide table", "High tide", "at noon", "Place", "Ystad", "Harbour")
    assert boxes(page.lines.polygon[[0, 5]]) == [[40, 20, 240, 40], [40, 2, 120, 12]]
    assert np.isnan(page.lines.polygon[1:5]).all()
    assert page.words.confidence[:3].tolist() == [0.8, 0.5, 0.5]
    assert page.tables[0].rows() == [["Place", "Ystad"]]
    assert [role for role in page.blocks.role if role not in ("cell", "column_header")] == [
        "heading",
        "paragraph",
        "table",
        "figure",
        "header",
    ]


def test_markdown_is_taken_apart_with_what_was_taken_out_of_it():
    page = samples.load(FOLDER / "markdown.json")[0]
    assert page.lines.text[:4] == ("Harbour", "Tide table", "High tide", "at noon")
    assert page.lines.text[-3:] == ("Ystad #1", "$x^2$ and $ 15", "4")
    assert page.tables[0].rows() == [["Place", "Water"], ["Ystad", "1|2 m"]]
    assert page.words.text[1:7] == ("Tide", "table", "High", "tide", "at", "noon")
    assert page.words.confidence[1:7].tolist() == [0.9, 0.8, 0.7, 0.6, 0.5, 0.4]
    figure = page.blocks.role.index("figure")
    assert boxes(page.blocks.polygon[figure]) == [260, 10, 380, 50]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("### Tides", "Tides"),
        ("**a** and *b* and __c__", "a and b and c"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("[Ystad](https://example.org/a_b)!", "Ystad!"),
        ("![a](b.png)", ""),
        ("> low<br>high", "low high"),
        (r"1\. \#2 \*", "1. #2 *"),
        (r"$\$ 15.00$", "$ 15.00"),
        (r"$\frac{1}{2}$ of $5 and $6", r"$\frac{1}{2}$ of $5 and $6"),
        ("a &lt; b", "a < b"),
    ],
)
def test_marks_are_left_out(markdown, text):
    assert markdown_text(markdown) == text


def test_a_table_without_a_rule_has_no_header():
    assert [cell.is_header for cell in pipe_cells("| a | b |")] == [False, False]


@pytest.mark.parametrize("mark", ["**a ", "[", "![a](", r"\$", "$", "*a", "<br", "_a"])
def test_marks_that_never_end_take_no_time(mark):
    page = {"index": 0, "markdown": mark * 20_000, "dimensions": None}
    assert len(ol.load({"pages": [page]})[0].lines) <= 1


PAGE = {"index": 0, "markdown": "a", "dimensions": None}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"markdown": 7}, "pages[0].markdown"),
        ({"dimensions": 7}, "pages[0].dimensions"),
        ({"blocks": [{"type": "text", "content": 7}]}, "pages[0].blocks[0].content"),
        ({"blocks": [{"top_left_x": "a"}]}, "pages[0].blocks[0].top_left_x"),
        (
            {"confidence_scores": {"word_confidence_scores": [{"confidence": 2}]}},
            "pages[0].confidence_scores.word_confidence_scores[0].confidence",
        ),
        (
            {"confidence_scores": {"word_confidence_scores": [{"start_index": 2}, {}]}},
            "pages[0].confidence_scores.word_confidence_scores",
        ),
    ],
)
def test_what_is_wrong_says_where(change, where):
    assert wrong({"pages": [{**PAGE, **change}]}) == (where, "mistral_ocr")

"""What Azure Content Understanding says, and what becomes of it."""

import copy

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry
from ocrlayout.payloads import parse

FOLDER = samples.DATA / "content_understanding"


def payload(name="layout.json"):
    return parse((FOLDER / name).read_bytes())


@pytest.fixture
def layout():
    return samples.load(FOLDER / "layout.json")


@pytest.fixture
def fields():
    return samples.load(FOLDER / "fields_preview.json")


class TestLayout:
    def test_lines_have_their_words_and_are_cut_at_cells(self, layout):
        page = layout[0]
        lines = ("Tide table", "Port Ystad ☒", "Name", "Depth", "Inner basin")
        assert page.lines.text == (*lines, "https://example.org/tides")
        assert page.words.text[:4] == ("Tide", "table", "Port", "Ystad")
        assert geometry.boxes(page.words.polygon[1]).tolist() == [60, 10, 100, 20]
        assert page.words.confidence[:2].tolist() == [0.9, 0.9]

    def test_the_frame_is_that_of_the_page_with_the_unit_of_its_content(self, layout):
        page = layout[0]
        assert (page.size, page.unit, page.angle) == ((300.0, 200.0), "pixel", 0.5)
        assert layout.origin == ("content_understanding", "2025-11-01", "prebuilt-layout")

    def test_a_page_without_lines_has_one_line_a_paragraph(self, layout):
        assert layout[1].lines.text == ("See you in May",)
        assert layout[1].words.text == ("See", "you", "in", "May")

    def test_blocks_have_their_roles_and_cells(self, layout):
        table = layout.tables[0]
        assert layout[0].blocks.role[:2] == ("heading", "paragraph")
        assert table.rows() == [["Name", "Depth"], ["Inner basin", ""]]
        assert [cell.role for cell in table.cells][:3] == ["column_header", "column_header", "cell"]
        assert geometry.boxes(table.cells[3].polygon).tolist() == [110, 68, 210, 88]

    def test_a_mark_among_the_words_is_a_field_and_a_barcode_a_word(self, layout):
        mark, code = layout[0].fields
        assert (mark.kind, mark.value, mark.confidence) == ("mark", True, 0.8)
        assert layout[0].words[mark.word].text == "☒"
        assert (code.kind, code.name, code.text) == (
            "barcode",
            "QRCode",
            "https://example.org/tides",
        )

    def test_a_figure_is_a_block(self, layout):
        assert "figure" in [role for page in layout for role in page.blocks.role]


class TestFields:
    def test_text_is_what_is_printed_and_values_have_their_type(self, fields):
        found = {one.name: (one.text, one.value) for one in fields[0].fields}
        assert found == {
            "Guest": ("Ada Lind", "Ada Lind"),
            "Day": ("June 5, 2026", "2026-06-05"),
            "Mood": ("calm", "calm"),
            "Paid": ("True", True),
            "Note": ("", None),
            "Items[0].Name": ("Tea", "Tea"),
            "Items[0].Price": ("3.50", 3.5),
        }

    def test_fields_stand_at_their_place_and_word(self, fields):
        page = fields[0]
        by_name = {one.name: one for one in page.fields}
        assert np.allclose(geometry.boxes(by_name["Guest"].polygon), [1, 1, 1.9, 1.1])
        assert np.allclose(geometry.boxes(by_name["Day"].polygon), [1, 2, 2.4, 2.1])
        assert np.isnan(by_name["Items[0].Price"].polygon).all()
        assert page.words[by_name["Guest"].word].text == "Ada"
        assert page.words[by_name["Items[0].Price"].word].text == "3.50"

    def test_documents_are_joined_and_numbered_anew(self, fields):
        assert [(page.number, page.lines.text[0]) for page in fields] == [
            (1, "Ada Lind"),
            (2, "Second"),
        ]


class TestRefused:
    @pytest.mark.parametrize(
        "source",
        ["", "D(1", "D(1,2,3)", "D(x,1,1,2,1,2,2,1,2)", "1,1,2,1", "D(1,1,1,2,1,2,2,1,nan)"],
    )
    def test_a_place_that_is_none_says_where(self, source):
        body = copy.deepcopy(payload())
        body["result"]["contents"][0]["pages"][0]["words"][1]["source"] = source
        if not source:
            assert np.isnan(ol.load(body)[0].words.polygon[1]).all()
            return
        with pytest.raises(ol.ReadError) as caught:
            ol.load(body)
        assert caught.value.where.startswith("result.contents[0].pages[0].words[1]")

    @pytest.mark.parametrize(
        "spans", [{"offset": -1, "length": 2}, {"offset": "1", "length": 2}, 7]
    )
    def test_a_span_that_is_none_says_where(self, spans):
        body = copy.deepcopy(payload())
        body["result"]["contents"][0]["pages"][0]["lines"][1]["span"] = spans
        with pytest.raises(ol.ReadError) as caught:
            ol.load(body)
        assert caught.value.where.startswith("result.contents[0].pages[0].lines[1].span")

    def test_a_word_that_is_not_text_says_where(self):
        body = copy.deepcopy(payload())
        body["result"]["contents"][0]["pages"][0]["words"][1]["content"] = ["table"]
        with pytest.raises(ol.ReadError) as caught:
            ol.load(body)
        assert caught.value.where.startswith("result.contents[0].pages[0].words[1]")

    def test_what_is_not_done_says_so(self):
        running = {"id": "0f5a", "status": "Running", "result": {"analyzerId": "a", "contents": []}}
        failed = {"id": "0f5a", "status": "Failed", "error": {"code": "Bad", "message": "No page."}}
        for body, words in ((running, "not done"), (failed, "Bad: No page.")):
            with pytest.raises(ol.OcrFailed, match=words) as caught:
                ol.load(body)
            assert caught.value.provider == "content_understanding"

    def test_audio_has_no_pages(self):
        contents = [{"kind": "audioVisual", "markdown": "# Talk"}]
        with pytest.raises(ol.ReadError, match=r"no pages.*audioVisual"):
            ol.load({"analyzerId": "prebuilt-audio", "contents": contents})

"""Tables, figures, marks and fields of Azure's answers: what stands beside the lines."""

import collections
import copy
import io
import re

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import formats
from ocrlayout.model import Cell
from ocrlayout.payloads import parse

AZURE = samples.DATA / "azure"
MODERN = ["di_2024_11_30_tables.json", "di_sdk_tables.json"]
each_modern = pytest.mark.parametrize("document", MODERN, indirect=True)
FORM = "form_recognizer_2_1_fields.json"


@pytest.fixture
def document(request):
    return ol.load(AZURE / request.param)


def payload(name=MODERN[0]):
    return parse((AZURE / name).read_bytes())


def result(name=MODERN[0]):
    return payload(name)["analyzeResult"]


def fields(document, kind):
    return [field for page in document for field in page.fields if field.kind == kind]


def by_name(document):
    return {field.name: field for field in fields(document, "field")}


class TestTables:
    @each_modern
    def test_a_table_over_two_pages_is_one(self, document):
        (table,) = document.tables
        assert table.rows() == [
            ["Port", "Tide (m)", ""],
            ["", "high", "low"],
            ["Ystad", "1.2", "0.4"],
            ["港口", "☒ dry", ""],
            ["Visby", "", "0.1"],
        ]
        assert table.rows("repeated")[:2] == [
            ["Port", "Tide (m)", "Tide (m)"],
            ["Port", "high", "low"],
        ]
        assert (table.shape, table.header_rows) == ((5, 3), 2)
        assert (table.caption, table.footnotes) == ("Tides of June", "* estimated")

    @each_modern
    def test_each_page_has_its_cells_and_its_part_of_the_polygon(self, document):
        first, second = (page.tables[0].parts[0] for page in document)
        assert (first.blocks.role.count("cell"), second.blocks.role.count("cell")) == (4, 2)
        assert first.blocks.polygon[first.row].tolist()[0] == [5, 45]
        assert second.blocks.polygon[second.row].tolist()[2] == [595, 75]
        assert second.blocks.cell[:, 0].max() == 4  # as the service counts

    @each_modern
    def test_cells_have_place_role_and_polygon(self, document):
        blocks = document[0].blocks
        assert blocks[1].cell == Cell(0, 0, 2, 1)
        assert blocks[2].cell == Cell(0, 1, 1, 2)
        heads = ("column_header",) * 4
        assert blocks.role[1:7] == (*heads, "row_header", "cell")
        assert blocks.polygon[1].tolist() == [[5, 45], [200, 45], [200, 105], [5, 105]]

    @each_modern
    def test_a_cell_without_text_has_a_block_without_lines(self, document):
        blocks = document[1].blocks
        empty = next(block for block in blocks if block.cell == Cell(4, 1))
        assert (empty.text, len(empty.lines), empty.polygon[0]) == ("", 0, (205, 45))

    @each_modern
    def test_a_line_through_three_cells_is_cut_at_their_borders(self, document):
        lines = document[0].lines
        assert lines.text[5:8] == ("Ystad", "1.2", "0.4")
        assert np.allclose(lines[6].polygon, lines[6].words[0].polygon)
        assert document[0].blocks.role[lines.block[5]] == "row_header"

    @each_modern
    def test_cutting_loses_no_word_and_doubles_none(self, document):
        whole = result()
        for page, given in zip(document, whole["pages"], strict=True):
            words = [word["content"] for word in given["words"]]
            words = [word for word in words if word not in (":formula:", ":barcode:")]
            for name in ("formulas", "barcodes"):
                words += [item["value"] for item in given.get(name, ())]
            marks = given.get("selectionMarks", ())
            words += ["☒" if mark["state"] == "selected" else "☐" for mark in marks]
            assert collections.Counter(page.words.text) == collections.Counter(words)

    def test_the_furniture_of_a_page_inside_a_tables_span_is_not_in_the_table(self):
        body = payload()
        (table,) = body["analyzeResult"]["tables"]
        table["spans"] = [{"offset": 0, "length": 400}]
        page = ol.load(body)[1]
        assert page.blocks.role[page.lines.block[0]] == "header"

    def test_cells_without_regions_stand_where_their_words_do(self):
        body = payload()
        (table,) = body["analyzeResult"]["tables"]
        for item in (table, *table["cells"]):
            del item["boundingRegions"]
        document = ol.load(body)
        assert document.tables[0].rows() == ol.load(payload()).tables[0].rows()
        assert [page.tables[0].parts[0].blocks.role.count("cell") for page in document] == [4, 2]

    def test_a_caption_is_found_by_its_elements(self):
        body = payload()
        del body["analyzeResult"]["tables"][0]["caption"]["spans"]
        assert ol.load(body).tables[0].caption == "Tides of June"

    def test_a_table_of_which_nothing_says_where_it_stands_is_on_the_first_page(self):
        body = payload()
        cells = [{"rowIndex": 0, "columnIndex": 0, "content": "lost", "spans": []}]
        body["analyzeResult"]["tables"].append({"cells": cells})
        assert [table.shape for table in ol.load(body)[0].tables] == [(4, 3), (1, 1)]

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("rowIndex", -1),
            ("rowIndex", "0"),
            ("columnIndex", 1.5),
            ("rowSpan", 0),
            ("rowSpan", []),
        ],
    )
    def test_a_wrong_place_is_named(self, key, value):
        body = payload()
        body["analyzeResult"]["tables"][0]["cells"][3][key] = value
        with pytest.raises(ol.ReadError, match="whole number") as caught:
            ol.load(body)
        assert caught.value.where == f"analyzeResult.tables[0].cells[3].{key}"

    def test_a_wrong_polygon_of_a_cell_is_named(self):
        body = payload()
        cell = body["analyzeResult"]["tables"][0]["cells"][3]
        cell["boundingRegions"][0]["polygon"] = [1, 2, 3]
        with pytest.raises(ol.ReadError, match="8 numbers") as caught:
            ol.load(body)
        assert caught.value.where == "analyzeResult.tables[0].cells[3]"


class TestFigures:
    def test_a_figure_holds_its_paragraphs_and_its_caption(self):
        blocks = ol.load(AZURE / MODERN[0])[1].blocks
        figure = blocks.role.index("figure")
        inside = {block.role: block.text for block in blocks if block.parent == figure}
        assert inside == {"paragraph": "NORTH", "caption": "Figure 1."}
        assert blocks.polygon[figure].tolist()[0] == [5, 320]


class TestMarks:
    @each_modern
    def test_marks_formulas_and_barcodes_are_fields_at_their_words(self, document):
        found = {}
        for page in document:
            for field in page.fields:
                if field.kind in ("mark", "formula", "barcode"):
                    word = page.words[field.word]
                    assert (word.text, word.polygon) == (field.text, field.polygon)
                    assert word.confidence == field.confidence
                    found[field.text] = field.kind, field.name, field.value
        assert found == {
            "☒": ("mark", "selected", True),
            "☐": ("mark", "unselected", False),
            "a ^ { 2 }": ("formula", "inline", None),
            "MOON 7": ("barcode", "QRCode", None),
        }

    @each_modern
    def test_each_stands_in_the_line_that_holds_it_or_in_its_own(self, document):
        text = document[1].lines.text
        assert text[4:8] == ("where a ^ { 2 } holds", "MOON 7", "Paid:", "☐")
        assert document[1].lines[4].words.text == ("where", "a ^ { 2 }", "holds")

    @each_modern
    def test_no_placeholder_reaches_a_text(self, document):
        out = io.BytesIO()
        ol.save(document, out, to="native")
        assert not re.search(":(un)?selected:|:formula:|:barcode:", out.getvalue().decode())

    def test_a_mark_between_the_words_of_a_line_stands_between_them(self):
        """As the last version sends it: neither in the words nor in the line's text."""
        spans = [{"offset": at, "length": 3} for at in (0, 15)]
        words = [
            {"content": text, "span": span}
            for text, span in zip(("Yes", "No."), spans, strict=True)
        ]
        line = {"content": "Yes No.", "spans": spans}
        mark = {"state": "selected", "span": {"offset": 4, "length": 10}}
        page = {"pageNumber": 1, "words": words, "lines": [line], "selectionMarks": [mark]}
        lines = ol.load({"content": "", "pages": [page]})[0].lines
        assert (lines.text, lines.words.text) == (("Yes ☒ No.",), ("Yes", "☒", "No."))

    def test_a_mark_that_is_a_word_only_is_a_mark_too(self):
        span = {"offset": 0, "length": 12}
        word = {"content": ":unselected:", "confidence": 0.5, "span": span}
        line = {"content": ":unselected:", "spans": [span]}
        page = {"pageNumber": 1, "words": [word], "lines": [line]}
        (page,) = ol.load({"content": "", "pages": [page]})
        assert (page.lines.text, page.fields.text) == (("☐",), ("☐",))
        assert (page.fields.word.tolist(), page.fields.confidence.tolist()) == ([0], [0.5])

    def test_a_barcode_of_several_lines_is_one_word(self):
        body = payload()
        body["analyzeResult"]["pages"][1]["barcodes"][0]["value"] = "NAME:\nLuna"
        page = ol.load(body)[1]
        assert "NAME: Luna" in page.words.text
        assert "NAME:\nLuna" in page.fields.text

    def test_a_barcode_that_could_not_be_read_is_a_field_without_a_word(self):
        body = payload()
        body["analyzeResult"]["pages"][1]["barcodes"][0]["value"] = ""
        page = ol.load(body)[1]
        assert page.fields.word[page.fields.kind.index("barcode")] == -1
        assert all(page.words.text)

    def test_another_state_is_named(self):
        body = payload()
        body["analyzeResult"]["pages"][0]["selectionMarks"][0]["state"] = "perhaps"
        with pytest.raises(ol.ReadError, match="selected or unselected") as caught:
            ol.load(body)
        assert caught.value.where == "analyzeResult.pages[0].selectionMarks[0].state"


class TestFields:
    @each_modern
    def test_pairs(self, document):
        found = [(field.name, field.text, field.value) for field in fields(document, "pair")]
        assert found == [
            ("Paid:", "☐", False),
            ("Total:", "$14.50", None),
            ("Remarks:", "", None),
            ("where", "a ^ { 2 }", None),
        ]
        total = fields(document, "pair")[1]
        assert (total.name_polygon[0], total.polygon[0]) == ((10, 210), (80, 210))
        assert document[1].words.text[total.word] == "$14.50"
        assert np.isnan(fields(document, "pair")[2].polygon).all()

    @each_modern
    def test_the_fields_of_documents_are_typed(self, document):
        values = {name: field.value for name, field in by_name(document).items()}
        assert values == {
            "Port": "Ystad",
            "Total": 14.5,
            "Paid": False,
            "When": "2024-06-21",
            "CountryRegion": "SWE",
            "Tip": None,
            "Vendor": None,
            "Items[0]": None,
            "Items[0].Name": "tea",
            "Items[0].Price": 2.5,
        }

    @each_modern
    def test_a_field_stands_on_the_page_of_its_region_at_its_word(self, document):
        names = [set(page.fields.name) for page in document]
        assert "Port" in names[0]
        assert {"Items[0]", "Items[0].Name", "Items[0].Price"} <= names[1]
        found = by_name(document)
        assert document[0].words.text[found["Port"].word] == "Ystad"
        assert document[1].words.text[found["Items[0].Price"].word] == "2.50"

    @each_modern
    def test_a_field_that_was_not_found_is_there_and_empty(self, document):
        for name in ("Tip", "Vendor", "CountryRegion"):
            field = by_name(document)[name]
            assert (field.text, field.word) == ("", -1)
            assert np.isnan(field.polygon).all()
            assert name in document[0].fields.name

    def test_a_field_of_a_page_that_is_not_here_is_on_the_first(self):
        body = payload()
        del body["analyzeResult"]["pages"][1]
        names = ol.load(body)[0].fields.name
        assert {"Total", "Items[0].Price", "Remarks:"} <= set(names)

    def test_every_page_says_where_it_comes_from(self):
        origin = ("document_intelligence", "2024-11-30", "prebuilt-layout")
        assert [page.origin for page in ol.load(AZURE / MODERN[0])] == [origin] * 2

    @pytest.mark.parametrize("number", [float("inf"), 10**400])
    def test_a_number_that_is_not_finite_is_named(self, number):
        body = payload()
        items = body["analyzeResult"]["documents"][0]["fields"]["Items"]["valueArray"]
        items[0]["valueObject"]["Price"]["valueNumber"] = number
        with pytest.raises(ol.ReadError, match="finite") as caught:
            ol.load(body)
        path = "analyzeResult.documents[0].fields.Items.valueArray[0].valueObject.Price.valueNumber"
        assert caught.value.where == path

    def test_fields_nested_without_end_are_refused(self):
        body = payload()
        field = {"type": "array", "valueArray": []}
        body["analyzeResult"]["documents"][0]["fields"]["Deep"] = field
        for _ in range(10_000):
            field["valueArray"] = [{"type": "array", "valueArray": []}]
            field = field["valueArray"][0]
        with pytest.raises(ol.ReadError, match="nested"):
            ol.load(body)


class TestFormRecognizer:
    def test_tables_by_elements_and_by_boxes(self):
        document = ol.load(AZURE / FORM)
        assert [table.rows() for table in document.tables] == [
            [["Port", "Tide"], ["Ystad", "1.2"], ["Visby", ""]],
            [["left", "right", ""]],
        ]
        assert document.tables[0].header_rows == 1
        assert document.tables[0].polygon.tolist()[0] == [5, 45]
        assert document[0].blocks[5].cell == Cell(2, 0, 1, 2)

    def test_lines_are_cut_at_cells(self):
        first, second = ol.load(AZURE / FORM)
        assert first.lines.text[:5] == ("Port", "Tide", "Ystad", "1.2", "Visby")
        assert first.lines.block[:5].tolist() == [1, 2, 3, 4, 5]
        assert second.lines.text == ("left", "right")

    def test_a_mark_stands_in_the_line_behind_it_or_alone(self):
        page = ol.load(AZURE / FORM)[0]
        assert page.lines.text[5:] == ("☐ Paid", "Total: $14.50", "☒")
        marks = page.fields[np.array(page.fields.kind) == "mark"]
        assert [page.words.text[row] for row in marks.word] == ["☐", "☒"]

    def test_a_mark_stands_between_the_words_that_it_is_between(self):
        body = payload(FORM)
        mark = body["analyzeResult"]["readResults"][0]["selectionMarks"][0]
        mark["boundingBox"] = [71, 230, 79, 230, 79, 245, 71, 245]
        assert "Total: ☐ $14.50" in ol.load(body)[0].lines.text

    def test_a_mark_never_parts_the_words_of_a_cell(self):
        body = payload(FORM)
        page = body["analyzeResult"]["readResults"][0]
        cell = body["analyzeResult"]["pageResults"][0]["tables"][0]["cells"][0]
        cell["elements"].append("#/readResults/0/lines/0/words/1")
        page["selectionMarks"][0]["boundingBox"] = [51, 50, 59, 50, 59, 65, 51, 65]
        body["analyzeResult"]["pageResults"][0]["tables"][0]["cells"].pop(1)
        assert ol.load(body).tables[0].rows()[0] == ["Port Tide", ""]

    def test_a_mark_that_an_element_names_is_in_the_cell(self):
        body = payload(FORM)
        cell = body["analyzeResult"]["pageResults"][0]["tables"][0]["cells"][4]
        cell["elements"].insert(0, "#/readResults/0/selectionMarks/1")
        assert ol.load(body).tables[0].rows()[2] == ["Visby ☒", ""]

    def test_pairs_and_fields(self):
        document = ol.load(AZURE / FORM)
        found = by_name(document)
        values = {name: (field.text, field.value) for name, field in found.items()}
        assert values == {
            "Total": ("$14.50", 14.5),
            "Paid": ("unselected", False),
            "Side": ("left", "left"),
            "Tip": ("", None),
            "Rows[0].Port": ("Ystad", "Ystad"),
        }
        assert document[0].words.text[found["Total"].word] == "$14.50"
        assert document[0].words.text[found["Paid"].word] == "☐"
        assert document[1].words.text[found["Side"].word] == "left"
        (pair,) = fields(document, "pair")
        assert (pair.name, pair.text, pair.confidence) == ("Total:", "$14.50", 0.6)

    def test_a_receipt_without_text_details_has_fields_and_no_lines(self):
        (page,) = ol.load(AZURE / "form_recognizer_2_1_receipt.json")
        assert (len(page.lines), page.fields.name) == (0, ("MerchantName", "TransactionTime"))
        assert page.fields.value == ("Moon Bakery", "13:59:00")

    def test_an_answer_without_pages_still_has_its_fields(self):
        body = payload("form_recognizer_2_1_receipt.json")
        body["analyzeResult"]["readResults"] = []
        (page,) = ol.load(body)
        assert page.fields.text == ("Moon Bakery", "13:59")

    def test_the_snake_case_of_dumps(self):
        def snake(part):
            if isinstance(part, dict):
                return {
                    key
                    if key[0].isupper()
                    else re.sub("[A-Z]", lambda at: "_" + at[0].lower(), key): snake(value)
                    for key, value in part.items()
                }
            return [*map(snake, part)] if isinstance(part, list) else part

        body = payload(FORM)
        assert ol.load(snake(copy.deepcopy(body))) == ol.load(body)

    def test_a_wrong_cell_is_named(self):
        body = payload(FORM)
        body["analyzeResult"]["pageResults"][0]["tables"][0]["cells"][2]["rowIndex"] = -3
        with pytest.raises(ol.ReadError) as caught:
            ol.load(body)
        path = "analyzeResult.pageResults[0].tables[0].cells[2].rowIndex"
        assert caught.value.where == path


class TestLegacyAngle:
    """Microsoft's own examples have degrees where the reference says radians."""

    @pytest.mark.parametrize(
        ("given", "degrees"),
        [(-2.0, -2.0), (0.5, 28.648), (0.785, 44.977), (0.786, 0.786), (30.0, 30.0)],
    )
    def test_beyond_an_eighth_of_a_turn_it_is_degrees(self, given, degrees):
        line = {"words": [{"text": "dog", "boundingBox": "10,10,40,10"}]}
        body = {"language": "en", "textAngle": given, "regions": [{"lines": [line]}]}
        page = formats.load(body, sizes=[(100, 100)])[0]
        assert page.angle == pytest.approx(-degrees, abs=1e-3)

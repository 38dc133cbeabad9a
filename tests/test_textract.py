"""What AWS Textract says, and what becomes of it."""

import copy
import re

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry
from ocrlayout.model import Cell
from ocrlayout.payloads import parse

FOLDER = samples.DATA / "textract"
ANALYZE = "analyze.400x300.json"
NEAR = 0.02  # pixels: what the rounding of the samples' shares leaves


def payload(name=ANALYZE):
    return parse((FOLDER / name).read_bytes())


@pytest.fixture
def page():
    return samples.load(FOLDER / ANALYZE)[0]


def row(body, kind, text=None):
    """The row of the first block of a kind, and of a text."""
    return next(
        at
        for at, block in enumerate(body["Blocks"])
        if block["BlockType"] == kind and text in (None, block.get("Text"))
    )


def block(body, kind, text=None):
    return body["Blocks"][row(body, kind, text)]


def refused(body):
    with pytest.raises(ol.ReadError) as caught:
        ol.load(body)
    return caught.value


class TestLines:
    def test_lines_stay_in_the_services_order_and_are_cut_at_cells(self, page):
        assert page.lines.text == (
            *("Tide table", "Bring boots", "Bring rope", "Table 1: June"),
            *("Port", "Height in metres", "Ystad", "1.2", "0.4", "Visby", "☐", "* estimated"),
            *("Name: Ada Lind", "☒ Member", "stray"),
        )

    def test_a_size_makes_pixels_of_shares(self, page):
        assert (page.size, page.unit) == ((400.0, 300.0), "pixel")
        assert np.allclose(geometry.boxes(page.lines.polygon[0]), [40, 20, 100, 36], atol=NEAR)
        assert np.isnan(page.angle)

    def test_without_a_size_the_page_is_the_unit(self):
        page = ol.load(payload())[0]
        assert (page.size, page.unit) == ((1.0, 1.0), "")
        assert np.allclose(geometry.boxes(page.lines.polygon[0]), [0.1, 0.0667, 0.25, 0.12])

    def test_confidences_are_percent(self, page):
        assert page.words.confidence[8 + 1 :][:4].tolist() == [0.9, 0.8, 0.7, 0.6]

    def test_handwriting_is_the_share_of_words(self, page):
        assert page.lines.handwritten[[0, 2, 14]].tolist() == [0.0, 0.5, 1.0]

    def test_only_a_box_is_a_polygon_too(self):
        body = payload()
        for one in body["Blocks"]:
            one.get("Geometry", {}).pop("Polygon", None)
        page = ol.load(body, sizes=[(400, 300)])[0]
        assert np.allclose(
            page.words.polygon, samples.load(FOLDER / ANALYZE)[0].words.polygon, atol=2 * NEAR
        )

    def test_blocks_without_geometry(self):
        body = payload("detect_in_parts.json")
        for part in body:
            for one in part["Blocks"]:
                del one["Geometry"]
        document = ol.load(body)
        assert document.text == "The harbour\nis closed\funtil noon"
        assert np.isnan(document[0].words.polygon).all()

    def test_words_that_do_not_cover_their_line(self):
        body = payload()
        block(body, "LINE", "* estimated")["Text"] = "* estimated by hand"
        page = ol.load(body)[0]
        line = next(line for line in page.lines if line.text.startswith("*"))
        assert line.words.text == ("* estimated by hand",)
        assert page.blocks.role[line.block] == "note"

    def test_bare_blocks(self):
        assert ol.load(payload()["Blocks"])[0].lines == ol.load(payload())[0].lines

    def test_an_empty_page(self):
        body = payload()
        body["Blocks"] = body["Blocks"][:1]
        del body["Blocks"][0]["Relationships"]
        assert [len(page.lines) for page in ol.load(body)] == [0]


class TestParts:
    def test_words_in_the_next_part_find_their_line(self):
        document = samples.load(FOLDER / "detect_in_parts.json")
        assert document.text == "The harbour\nis closed\funtil noon"
        assert [page.number for page in document] == [1, 2]
        assert document[1].lines[0].words.text == ("until", "noon")

    @pytest.mark.parametrize(
        ("take", "where"),
        [
            (lambda parts: parts[:1], "[0].NextToken"),
            (lambda parts: parts[0], "NextToken"),
            (lambda parts: parts[::-1], "[1].NextToken"),
        ],
        ids=["of two", "alone", "out of order"],
    )
    def test_a_part_that_is_missing_is_said(self, take, where):
        error = refused(take(payload("detect_in_parts.json")))
        assert error.where == where
        assert "all parts" in str(error)

    def test_a_middle_part_that_is_missing_is_seen_by_its_blocks(self):
        parts = payload("detect_in_parts.json")
        parts[0].pop("NextToken")
        assert refused(parts[0]).where == "Blocks[2].Relationships[0].Ids[0]"

    def test_answers_of_several_jobs_are_one_document(self):
        document = ol.load([payload(), payload()], sizes=[(400, 300), (800, 600)])
        assert [page.number for page in document] == [1, 2]
        assert [page.width for page in document] == [400, 800]

    def test_a_size_goes_to_the_page_of_its_number(self):
        body = payload("detect_in_parts.json")[0] | {"Blocks": []}
        del body["NextToken"]
        body["Blocks"] = [{"BlockType": "LINE", "Id": "a", "Text": "last", "Page": 3}]
        sizes = [(10, 10), (20, 20), (30, 40)]
        assert ol.load(body, sizes=sizes)[0].size == (30, 40)
        assert ol.load(body, sizes=sizes[:1])[0].size == (10, 10)

    @pytest.mark.parametrize("status", ["IN_PROGRESS", "FAILED"])
    def test_a_job_that_is_not_done(self, status):
        with pytest.raises(ol.OcrFailed, match="Bad image") as caught:
            ol.load({"JobStatus": status, "StatusMessage": "Bad image"})
        assert (caught.value.status, caught.value.where) == (status.lower(), "JobStatus")

    def test_a_job_that_failed_for_some_pages_is_read(self):
        body = payload() | {"JobStatus": "PARTIAL_SUCCESS"}
        assert len(ol.load(body)[0].lines) == 15


class TestTables:
    def test_a_merged_cell_has_the_words_of_those_that_it_covers(self, page):
        (table,) = page.tables
        assert table.rows() == [
            ["Port", "Height in metres", ""],
            ["Ystad", "1.2", "0.4"],
            ["Visby", "☐", ""],
        ]
        assert (table.header_rows, table.caption, table.footnotes) == (
            1,
            "Table 1: June",
            "* estimated",
        )
        assert page.blocks[2].cell == Cell(0, 1, 1, 2)
        assert len(table.cells) == 8

    def test_an_empty_cell_has_its_place(self, page):
        assert np.allclose(geometry.boxes(page.blocks.polygon[8]), [200, 148, 280, 168], atol=NEAR)

    def test_a_title_in_the_grid_stays_in_its_cell(self):
        body = payload()
        title, port = block(body, "TABLE_TITLE"), block(body, "WORD", "Port")
        title["Relationships"][0]["Ids"] = [port["Id"]]
        (table,) = ol.load(body)[0].tables
        assert (table.rows()[0][0], table.caption) == ("Port", "")

    @pytest.mark.parametrize(
        ("key", "value"), [("RowIndex", 0), ("ColumnIndex", "1"), ("RowSpan", 0), ("RowIndex", 1.5)]
    )
    def test_a_wrong_place_is_named(self, key, value):
        body = payload()
        at = row(body, "CELL")
        body["Blocks"][at][key] = value
        error = refused(body)
        assert error.where == f"Blocks[{at}].{key}"


class TestLayout:
    def test_roles(self, page):
        roles = dict(zip(page.lines.text, page.lines.block, strict=True))
        assert {text: page.blocks.role[at] for text, at in roles.items() if at >= 11} == {
            "Tide table": "heading",
            "Bring boots": "list_item",
            "Bring rope": "list_item",
            "Name: Ada Lind": "paragraph",
            "☒ Member": "paragraph",
        }
        assert page.lines.block[-1] == -1

    def test_items_stand_in_their_list(self, page):
        (listed,) = {page.blocks.parent[at] for at in page.lines.block[1:3]}
        assert page.blocks.role[listed] == ""
        assert page.blocks.role.count("figure") == 1

    def test_the_layouts_table_is_the_table(self, page):
        assert page.blocks.role.count("table") == 1

    def test_without_a_table_the_layouts_is_one(self):
        body = payload()
        gone = ("TABLE", "CELL", "MERGED_CELL", "TABLE_TITLE", "TABLE_FOOTER")
        body["Blocks"] = [one for one in body["Blocks"] if one["BlockType"] not in gone]
        lost = [one for one in body["Blocks"][0]["Relationships"][0]["Ids"] if "table-" not in one]
        body["Blocks"][0]["Relationships"][0]["Ids"] = lost
        page = ol.load(body, sizes=[(400, 300)])[0]
        assert page.blocks.role.count("table") == 1
        assert page.lines[4].text == "Port Height in metres"
        assert page.blocks.role[page.lines.block[4]] == "table"
        assert page.blocks.role[page.lines.block[3]] == "heading"

    def test_a_list_of_lines_is_an_item(self):
        body = payload()
        listed = block(body, "LAYOUT_LIST")
        listed["Relationships"][0]["Ids"] = [block(body, "LINE", "* estimated")["Id"]]
        body["Blocks"] = [one for one in body["Blocks"] if one["BlockType"] != "TABLE_FOOTER"]
        block(body, "TABLE")["Relationships"].pop()
        page = ol.load(body)[0]
        line = next(line for line in page.lines if line.text == "* estimated")
        assert page.blocks.role[line.block] == "list_item"

    def test_layouts_that_stand_in_each_other(self):
        body = payload()
        one = block(body, "LAYOUT_TEXT")
        one["Relationships"][0]["Ids"].append(block(body, "LAYOUT_LIST")["Id"])
        assert refused(body).where.endswith("Relationships")


class TestFields:
    def test_pairs_queries_marks_and_signatures(self, page):
        found = [(one.kind, one.name, one.text, one.value) for one in page.fields]
        assert found == [
            ("mark", "selected", "☒", True),
            ("mark", "unselected", "☐", False),
            ("pair", "Name:", "Ada Lind", None),
            ("pair", "Member", "☒", True),
            ("pair", "Visby", "", None),
            ("query", "How high at Ystad?", "1.2", None),
            ("query", "Who signed?", "", None),
            ("field", "signature", "", None),
        ]
        sure = page.fields.confidence
        assert np.allclose(np.delete(sure, 6), [0.88, 0.775, 0.91, 0.64, 0.31, 0.97, 0.82])
        assert np.isnan(sure[6])

    def test_fields_point_at_their_words(self, page):
        words = [page.words[one.word].text if one.word >= 0 else "" for one in page.fields]
        assert words == ["☒", "☐", "Ada", "☒", "", "", "", ""]

    def test_both_halves_of_a_pair_have_a_place(self, page):
        pair = page.fields[2]
        assert np.allclose(geometry.boxes(pair.name_polygon), [40, 200, 70, 210], atol=NEAR)
        assert np.allclose(geometry.boxes(pair.polygon), [76, 200, 124, 210], atol=NEAR)

    def test_a_value_of_no_key_and_an_answer_to_no_question_stay(self):
        body = payload()
        for one in body["Blocks"]:
            if one.get("EntityTypes") == ["KEY"] or one["BlockType"] == "QUERY":
                one["Relationships"] = []
        found = [(one.kind, one.name, one.text) for one in ol.load(body)[0].fields]
        assert ("pair", "", "Ada Lind") in found
        assert ("query", "", "1.2") in found

    def test_a_mark_is_selected_or_not(self):
        body = payload()
        at = row(body, "SELECTION_ELEMENT")
        body["Blocks"][at]["SelectionStatus"] = "MAYBE"
        assert refused(body).where == f"Blocks[{at}].SelectionStatus"

    def test_identity_documents_are_a_page_each(self):
        document = samples.load(FOLDER / "analyze_id.json")
        assert [page.text for page in document] == ["Ada Lind", "Class D"]
        assert [(one.name, one.text, one.value) for one in document[0].fields] == [
            ("FIRST_NAME", "Ada", None),
            ("DATE_OF_BIRTH", "10/12/1985", "1985-12-10T00:00:00"),
            ("MIDDLE_NAME", "", None),
        ]
        assert document[1].fields.confidence.tolist() == [0.975]

    def test_an_expense_without_blocks_has_fields_on_their_pages(self):
        document = samples.load(FOLDER / "expense.json")
        assert [[(one.kind, one.name, one.text) for one in page.fields] for page in document] == [
            [
                ("field", "VENDOR_NAME", "Fyr & Co"),
                ("field", "TOTAL", "12.50"),
                ("field", "LineItems[0].ITEM", "Rope"),
                ("field", "LineItems[0].PRICE", "10.00"),
                ("field", "LineItems[1].ITEM", "Tea"),
            ],
            [("pair", "Desk", "A-17")],
        ]
        total = document[0].fields[1]
        assert total.name_polygon[0] == (0.1, 0.3)
        assert total.confidence == 0.955

    def test_the_analysis_of_lending(self):
        first, second = samples.load(FOLDER / "lending.json")
        assert [(one.kind, one.name, one.text, one.value) for one in first.fields] == [
            ("field", "PageType", "1003", None),
            ("field", "PageNumber", "1", None),
            ("field", "CURRENT_ADDRESS_CITY", "", None),
            ("field", "LOAN_AMOUNT", "12 000", None),
            ("pair", "FHA", "☐", False),
            ("field", "signature", "", None),
        ]
        amount, option = first.fields[3], first.fields[4]
        assert amount.polygon == ((0.1, 0.1), (0.3, 0.1), (0.3, 0.2), (0.1, 0.2))
        assert amount.confidence == 0.94
        assert option.name_polygon[2] == (0.6, 0.6)
        assert [(one.name, one.text) for one in second.fields] == [
            ("PageType", "RECEIPT"),
            ("TOTAL", "3.50"),
        ]


class TestSpellings:
    """The Java SDK dumps keys in camelCase, the Ruby SDK in snake_case."""

    def respelt(self, value, spelling):
        if isinstance(value, dict):
            return {spelling(key): self.respelt(one, spelling) for key, one in value.items()}
        return [self.respelt(one, spelling) for one in value] if isinstance(value, list) else value

    @pytest.mark.parametrize(
        "spelling",
        [
            lambda key: key[0].lower() + key[1:],
            lambda key: re.sub("(?<!^)(?=[A-Z])", "_", key).lower(),
        ],
        ids=["camel", "snake"],
    )
    @pytest.mark.parametrize("name", ["analyze.400x300.json", "analyze_id.json", "expense.json"])
    def test_keys_of_other_sdks(self, name, spelling):
        body = payload(name)
        other = self.respelt(body, spelling)
        assert other != body
        assert ol.load(other) == ol.load(body)
        assert ol.load({"aiServiceResponse": other}) == ol.load(body)


class TestBadInput:
    def test_two_blocks_with_the_same_id(self):
        body = payload()
        body["Blocks"].append(copy.deepcopy(body["Blocks"][5]))
        error = refused(body)
        assert error.where == f"Blocks[{len(body['Blocks']) - 1}].Id"
        assert "Blocks[5]" in str(error)

    def test_a_block_that_is_not_here(self):
        body = payload()
        at = row(body, "LINE")
        body["Blocks"][at]["Relationships"][0]["Ids"][1] = "nowhere"
        assert refused(body).where == f"Blocks[{at}].Relationships[0].Ids[1]"

    def test_a_line_that_is_its_own_child(self):
        body = payload()
        line = block(body, "LINE")
        line["Relationships"][0]["Ids"].append(line["Id"])
        assert ol.load(body)[0].lines == ol.load(payload())[0].lines

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("Page", "1"),
            ("Page", -1),
            ("Page", 1.5),
            ("Id", 7),
            ("Id", ["a"]),
            ("BlockType", None),
            ("BlockType", 7),
            ("Text", 7),
            ("Confidence", 101),
            ("Confidence", "99"),
            ("Relationships", {}),
            ("Relationships", "CHILD"),
        ],
    )
    def test_a_wrong_value_is_named(self, key, value):
        body = payload()
        at = row(body, "LINE")
        body["Blocks"][at][key] = value
        assert refused(body).where == f"Blocks[{at}].{key}"

    @pytest.mark.parametrize("ids", ["abc", 7, {}])
    def test_ids_are_a_list(self, ids):
        body = payload()
        at = row(body, "LINE")
        body["Blocks"][at]["Relationships"][0]["Ids"] = ids
        assert refused(body).where == f"Blocks[{at}].Relationships[0].Ids"

    @pytest.mark.parametrize("value", ["0.1", None, True, 1e9])
    def test_a_wrong_coordinate_is_named(self, value):
        body = payload()
        at = row(body, "WORD")
        body["Blocks"][at]["Geometry"]["Polygon"][2]["X"] = value
        assert refused(body).where == f"Blocks[{at}]"

    def test_what_only_looks_like_it(self):
        other = {"JobStatus": "SUCCEEDED", "TextDetections": []}
        for body in ({"Blocks": []}, {"Blocks": [{"Text": "dog"}]}, {"Blocks": {}}, [{}], other):
            with pytest.raises(ol.UnknownFormat):
                ol.load(body)

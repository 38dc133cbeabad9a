"""What Google Document AI says, and what becomes of it."""

import base64
import struct

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry
from ocrlayout.model import Cell
from ocrlayout.payloads import parse

FOLDER = samples.DATA / "document_ai"
NEAR = 0.01  # pixels: what the rounding of the samples' shares leaves


def payload(name="form.json"):
    return parse((FOLDER / name).read_bytes())


@pytest.fixture
def page():
    return samples.load(FOLDER / "form.json")[0]


def first(body):
    return body["pages"][0]


def refused(body):
    with pytest.raises(ol.ReadError) as caught:
        ol.load(body)
    return caught.value


class TestLines:
    def test_lines_stay_in_order_and_tokens_of_no_line_stand_behind(self, page):
        assert page.lines.text == (
            *("Low tide 😀", "at noon", "Name: Ada"),
            *("Port", "Height of tide", "Ystad", "1.2", "0.4", "0.9", "0.3"),
            *("☒ Member", "a^2", "stray", "sea 7"),
        )

    def test_a_token_is_a_word_without_its_white_space(self, page):
        assert page.lines[2].words.text == ("Name", ":", "Ada")
        assert page.lines[2].words.spaced.tolist() == [False, True, True]
        assert page.words.confidence[:3].tolist() == [0.9, 0.89, 0.88]

    def test_boxes_are_shares_of_the_dimension(self, page):
        assert (page.size, page.unit, page.angle) == ((400.0, 300.0), "pixel", 0.0)
        assert np.allclose(geometry.boxes(page.lines.polygon[1]), [0, 14, 56, 24], atol=NEAR)

    def test_boxes_that_are_only_in_pixels(self, page):
        body = payload()
        for name in ("tokens", "lines"):
            for one in first(body)[name]:
                del one["layout"]["boundingPoly"]["normalizedVertices"]
        assert np.allclose(ol.load(body)[0].words.polygon, page.words.polygon, atol=NEAR)

    def test_pixels_of_a_page_without_a_size(self, page):
        body = payload()
        for one in body["pages"]:
            del one["dimension"]
        made = ol.load(body)[0]
        assert made.unit == "pixel"
        assert np.allclose(made.words.polygon[0], page.words.polygon[0], atol=NEAR)

    def test_shares_of_a_page_without_a_size(self):
        body = payload("sdk_dump.json")
        del first(body)["dimension"], first(body)["transforms"]
        made = ol.load(body)[0]
        assert (made.size, made.unit) == ((1.0, 1.0), "")
        assert np.allclose(geometry.boxes(made.lines.polygon[0]), [0.1, 0.1, 140 / 300, 0.15])
        made = ol.load(body, sizes=[(600, 800)])[0]
        assert (made.size, made.unit) == ((600.0, 800.0), "pixel")
        assert np.allclose(geometry.boxes(made.lines.polygon[0]), [60, 80, 280, 120])

    def test_a_dimension_in_points_is_in_inches(self):
        body = payload()
        first(body)["dimension"] = {"width": 612, "height": 792, "unit": "points"}
        assert (ol.load(body)[0].size, ol.load(body)[0].unit) == ((8.5, 11.0), "inch")

    def test_the_size_of_the_image_serves_too(self):
        body = payload()
        first(body)["image"] = {"width": 800, "height": 600, "content": ""}
        del first(body)["dimension"]
        assert ol.load(body)[0].size == (800.0, 600.0)

    def test_handwriting_and_language(self, page):
        assert page.lines.handwritten[1] == 0.5
        assert np.isnan(page.lines.handwritten[0])
        assert set(page.lines.language[:10]) == {"en"}

    def test_a_page_without_lines_has_those_of_its_paragraphs(self):
        page = samples.load(FOLDER / "form.json")[1]
        assert page.lines.text == ("Page 2", "over", "out")
        assert page.lines.block.tolist() == [0, 1, 1]
        assert page.lines[0].words.confidence.tolist() == [0.5]
        assert np.isnan(page.lines.polygon[1]).all()

    def test_tokens_without_lines_end_at_line_breaks(self):
        body = payload()
        del first(body)["lines"], first(body)["tables"]
        lines = ol.load(body)[0].lines
        assert lines.text[:3] == ("Low tide 😀", "at noon", "Name: Ada")
        assert np.allclose(geometry.boxes(lines.polygon[1]), [0, 14, 56, 24], atol=NEAR)

    def test_lines_without_tokens_are_words(self):
        body = payload()
        del first(body)["tokens"]
        line = ol.load(body)[0].lines[0]
        assert line.words.text == ("Low tide 😀",)
        assert line.words.confidence.tolist() == [0.95]


class TestFrames:
    def test_transforms_lead_back_to_the_scan(self):
        page = samples.load(FOLDER / "sdk_dump.json")[0]
        assert (page.size, page.angle) == ((400.0, 300.0), 90.0)
        corners = [[360, 30], [360, 140], [340, 140], [340, 30]]
        assert np.allclose(page.lines.polygon[0], corners)
        assert ol.page_angle(page) == pytest.approx(90)
        given = ol.load(FOLDER / "sdk_dump.json", sizes=[(410, 310)])[0]
        assert given.size == (410.0, 310.0)

    def test_a_perspective(self):
        body = payload("sdk_dump.json")
        turn = np.array([[0, 1, 0], [-1, 0, 400], [0, 0, 2.0]])
        data = base64.b64encode(struct.pack("<9f", *turn.ravel())).decode()
        first(body)["transforms"] = [{"rows": 3, "cols": 3, "type": 5, "data": data}]
        assert np.allclose(ol.load(body)[0].lines.polygon[0][0], [320, 60])

    def test_several_transforms_come_one_after_the_other(self):
        body = payload("sdk_dump.json")
        move = base64.b64encode(struct.pack("<6d", 1, 0, 7, 0, 1, 9)).decode()
        first(body)["transforms"].append({"rows": 2, "cols": 3, "type": 6, "data": move})
        assert np.allclose(ol.load(body)[0].lines.polygon[0][0], [360 + 9, 30 - 7])

    @pytest.mark.parametrize(
        ("change", "where"),
        [
            ({"rows": 4}, ""),
            ({"type": 0}, ""),
            ({"data": "AAAA"}, ".data"),
            ({"data": "%"}, ".data"),
            ({"data": 7}, ".data"),
            ({"data": base64.b64encode(bytes(48)).decode()}, ""),
            ({"data": base64.b64encode(b"\xff" * 48).decode()}, ""),
        ],
    )
    def test_a_wrong_matrix_is_named(self, change, where):
        body = payload("sdk_dump.json")
        first(body)["transforms"][0] |= change
        assert refused(body).where == f"pages[0].transforms[0]{where}"

    def test_a_way_back_that_leads_nowhere(self):
        body = payload("sdk_dump.json")
        lost = np.array(
            [[1, 0, 0], [0, 1, 0], [1 / 30, 0, 1.0]]
        )  # the inverse divides by 0 at x = 30
        data = base64.b64encode(struct.pack("<9d", *lost.ravel())).decode()
        first(body)["transforms"] = [{"rows": 3, "cols": 3, "type": 6, "data": data}]
        assert refused(body).where == "pages[0].transforms"

    @pytest.mark.parametrize(
        ("orientation", "angle"),
        [("PAGE_UP", 0), ("PAGE_RIGHT", 90), ("PAGE_DOWN", 180), ("PAGE_LEFT", -90), (4, -90)],
    )
    def test_orientation(self, orientation, angle):
        body = payload()
        first(body)["layout"]["orientation"] = orientation
        assert ol.load(body)[0].angle == angle


class TestTables:
    def test_cells_stand_in_the_first_free_column(self, page):
        (table,) = page.tables
        assert table.rows() == [
            ["Port", "Height of tide", ""],
            ["Ystad", "1.2", "0.4"],
            ["", "0.9", "0.3"],
        ]
        assert table.header_rows == 1
        places = [cell.place for cell in table.cells]
        assert places[1:3] == [Cell(0, 1, 1, 2), Cell(1, 0, 2, 1)]
        assert places[5] == Cell(2, 1, 1, 1)

    def test_spans_of_0_are_1(self):
        body = payload()
        cell = first(body)["tables"][0]["headerRows"][0]["cells"][1]
        cell["colSpan"] = 0
        assert ol.load(body)[0].tables[0].cells[1].place == Cell(0, 1, 1, 1)

    @pytest.mark.parametrize("span", ["2", -1, 1.5, 10**9])
    def test_a_wrong_span_is_named(self, span):
        body = payload()
        first(body)["tables"][0]["headerRows"][0]["cells"][1]["colSpan"] = span
        assert refused(body).where == "pages[0].tables[0].headerRows[0].cells[1].colSpan"

    def test_paragraphs_stand_in_their_block_where_it_has_several(self, page):
        assert page.blocks.role[8:] == ("", *["paragraph"] * 4, "figure")
        assert page.blocks.parent[8:].tolist() == [-1, 8, 8, -1, -1, -1]
        assert page.lines.block[[0, 2, 3, 10]].tolist() == [9, 10, 1, 12]


class TestFields:
    def test_pairs_marks_codes_and_entities(self, page):
        assert [(one.kind, one.name, one.text, one.value) for one in page.fields] == [
            ("mark", "selected", "☒", True),
            ("formula", "", "a^2", None),
            ("barcode", "QR_CODE", "sea 7", None),
            ("pair", "Name:", "Ada", None),
            ("pair", "Member", "☒", True),
            ("pair", "Port", "", None),
            ("field", "holder", "Ada", None),
            ("field", "tide[0]", "1.2 0.4", None),
            ("field", "tide[0].high", "1.2", 1.2),
            ("field", "tide[1]", "0.9 0.3", None),
            ("field", "tide[1].high", "0.9", "0.9"),
        ]

    def test_they_point_at_their_words(self, page):
        words = [page.words[one.word].text if one.word >= 0 else "" for one in page.fields]
        assert words == ["☒", "a^2", "sea 7", "Ada", "", "", "Ada", "1.2", "1.2", "", ""]

    def test_both_halves_of_a_pair_have_a_place(self, page):
        pair = page.fields[3]
        assert np.allclose(geometry.boxes(pair.name_polygon), [0, 40, 40, 50], atol=NEAR)
        assert np.allclose(geometry.boxes(pair.polygon), [48, 40, 72, 50], atol=NEAR)

    def test_an_entity_stands_on_its_page(self):
        document = samples.load(FOLDER / "form.json")
        assert [(one.name, one.value) for one in document[1].fields] == [("fee", -12.5)]

    def test_a_page_that_is_not_here_is_the_first(self):
        body = payload()
        body["entities"][3]["pageAnchor"]["pageRefs"][0]["page"] = "7"
        assert ol.load(body)[0].fields.name[-1] == "fee"

    def test_a_document_of_entities_alone(self):
        body = {"entities": payload()["entities"]}
        assert [len(page.fields) for page in ol.load(body)] == [6]

    def test_the_answer_of_a_classifier(self):
        kinds = [{"type": "letter", "confidence": 0.75, "id": "0"}, {"type": "bill", "id": "1"}]
        body = {"text": "Dear dog\nwoof", "pages": [{"pageNumber": 1}], "entities": kinds}
        (page,) = ol.load(body)
        assert page.lines.text == ("Dear dog", "woof")
        assert page.fields.name == ("letter", "bill")
        assert page.fields.confidence[0] == 0.75

    def test_text_of_which_no_page_says_a_part_is_the_first_pages(self):
        bare = {"page_number": 1, "layout": None, "lines": []}
        pages = ol.load({"text": "quick\nfox", "pages": [bare, {"page_number": 2}]})
        assert [page.text for page in pages] == ["quick\nfox", ""]
        assert [page.number for page in pages] == [1, 2]

    def test_a_check_box_that_is_in_the_text_is_that_word(self):
        body = payload()
        start = body["text"].index("Member")
        segment = {"startIndex": str(start), "endIndex": str(start + 6)}
        first(body)["visualElements"][0]["layout"]["textAnchor"] = {"textSegments": [segment]}
        page = ol.load(body)[0]
        assert page.words[page.fields[0].word].text == "Member"
        assert "☒" not in page.words.text


class TestLayoutParser:
    def test_what_stands_under_a_heading_is_not_in_it(self):
        first, second = samples.load(FOLDER / "layout.json")
        assert first.text == "Tides\nLow tide\nat noon\n3"
        assert first.blocks.role == ("heading", "paragraph", "footer")
        assert first.lines.block.tolist() == [0, 1, 1, 2]
        assert second.lines.text[0] == "High tide"
        assert np.isnan(first.size).all()

    def test_tables_and_lists(self):
        page = samples.load(FOLDER / "layout.json")[1]
        (table,) = page.tables
        assert table.rows() == [["Port", "Height", ""], ["Ystad", "1.2", ""], ["", "0.9", "0.3"]]
        assert (table.caption, table.header_rows) == ("Table 1", 1)
        assert page.blocks.role[-3:] == ("", "list_item", "list_item")
        assert page.blocks.parent[-3:].tolist() == [-1, 10, 10]

    def test_boxes_where_they_are_asked_for(self):
        body = payload("layout.json")
        corners = [{}, {"x": 0.5}, {"x": 0.5, "y": 0.1}, {"y": 0.1}]
        block = body["documentLayout"]["blocks"][0]
        block["boundingBox"] = {"normalizedVertices": corners}
        page = ol.load(body)[0]
        assert (page.size, page.unit) == ((1.0, 1.0), "")
        page = ol.load(body, sizes=[(200, 300)])[0]
        assert page.blocks.polygon[0][2].tolist() == [100, 30]

    def test_chunks_where_there_is_no_layout(self):
        body = payload("layout.json")
        del body["documentLayout"]
        assert ol.load(body).text == "# Tides\nLow tide at noon"

    def test_blocks_in_blocks_without_end(self):
        body = {"blocks": []}
        for _ in range(150):
            body = {"blocks": [{"textBlock": {"text": "x", **body}}]}
        assert "deep" in str(refused({"documentLayout": body}))


class TestShards:
    def test_they_are_put_in_order(self):
        document = samples.load(FOLDER / "shards.json")
        assert document.text == "first page\fsecond page"
        assert [page.number for page in document] == [1, 2]
        assert np.isnan(document[0].size).all()

    def test_one_alone_keeps_its_numbers(self):
        document = ol.load(payload("shards.json")[0])
        assert [(page.number, page.text) for page in document] == [(2, "second page")]

    def test_one_that_is_missing_is_named(self):
        shards = payload("shards.json")
        for shard in shards:
            shard["shardInfo"]["shardCount"] = "4"
        assert "missing: 2, 3" in str(refused(shards))

    def test_one_that_is_there_twice(self):
        shards = payload("shards.json")
        assert "missing: 1" in str(refused([shards[1], shards[1]]))
        assert "3 are here" in str(refused([*shards, shards[1]]))

    def test_documents_of_their_own_follow_each_other(self):
        body = payload()
        assert [page.number for page in ol.load([body, body])] == [1, 2, 3, 4]


class TestBadInput:
    @pytest.mark.parametrize(
        ("segment", "where"),
        [
            ({"endIndex": "999"}, ""),
            ({"startIndex": "5", "endIndex": "3"}, ""),
            ({"endIndex": "x"}, ".endIndex"),
            ({"endIndex": "-1"}, ".endIndex"),
            ({"endIndex": 1.5}, ".endIndex"),
            ({"startIndex": True, "endIndex": "3"}, ".startIndex"),
        ],
    )
    def test_a_segment(self, segment, where):
        body = payload()
        first(body)["tokens"][1]["layout"]["textAnchor"] = {"textSegments": [segment]}
        place = "pages[0].tokens[1].layout.textAnchor.textSegments[0]"
        assert refused(body).where == place + where

    def test_words_without_the_text(self):
        body = payload()
        del body["text"]
        assert refused(body).where == "pages[0]"

    def test_pages_without_lines_and_text(self):
        body = payload("shards.json")[0]
        del body["text"]
        assert [len(page.lines) for page in ol.load(body)] == [0]

    @pytest.mark.parametrize("value", ["4", None, True])
    def test_a_coordinate(self, value):
        body = payload()
        box = first(body)["tokens"][1]["layout"]["boundingPoly"]
        box["normalizedVertices"][2]["x"] = value
        assert refused(body).where == "pages[0].tokens[1].layout"

    @pytest.mark.parametrize("value", [1.2, "0.9"])
    def test_a_confidence(self, value):
        body = payload()
        first(body)["tokens"][1]["layout"]["confidence"] = value
        assert refused(body).where == "pages[0].tokens[1].layout"

    @pytest.mark.parametrize("layout", [[], 7, "x"])
    def test_a_layout(self, layout):
        body = payload()
        first(body)["tokens"][1]["layout"] = layout
        assert refused(body).where == "pages[0].tokens[1].layout"

    @pytest.mark.parametrize("value", ["400", -1])
    def test_a_size(self, value):
        body = payload()
        first(body)["dimension"]["width"] = value
        assert refused(body).where == "pages[0].dimension.width"

    def test_an_error_in_place_of_a_result(self):
        body = {"mimeType": "image/png", "text": "", "error": {"code": 3, "message": "Bad image."}}
        with pytest.raises(ol.OcrFailed, match="Bad image") as caught:
            ol.load(body)
        assert (caught.value.code, caught.value.where) == ("3", "error")

    def test_a_response_holds_its_document(self, page):
        assert ol.load({"document": payload()})[0].lines == page.lines

    def test_what_only_looks_like_it(self):
        others = (
            {"pages": []},
            {"pages": [{"layout": []}]},
            {"text": "dog"},
            {"entities": [{"name": "dog"}]},
            {"document": "dog"},
            {"text": "dog", "pages": [{"pageNumber": 1, "text": "dog"}]},
        )
        for body in others:
            with pytest.raises(ol.UnknownFormat):
                ol.load(body)

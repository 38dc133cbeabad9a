"""What Google Vision says, and what becomes of it."""

import copy

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout.payloads import parse
from ocrlayout.readers.google_vision.walk import walked

FOLDER = samples.DATA / "google_vision"


def payload(name="sync.json"):
    return parse((FOLDER / name).read_bytes())


def page_of(body):
    return body["responses"][0]["fullTextAnnotation"]["pages"][0]


def words_of(body, block=0, paragraph=0):
    return page_of(body)["blocks"][block]["paragraphs"][paragraph]["words"]


@pytest.fixture
def page():
    return samples.load(FOLDER / "sync.json")[0]


def refused(body):
    with pytest.raises(ol.ReadError) as caught:
        ol.load(body)
    return caught.value


class TestLines:
    def test_breaks_and_paragraphs_end_lines(self, page):
        assert page.lines.text == ("The harb-", "our is", "shut", "港口", "$ 5 now")

    def test_a_hyphen_that_is_not_in_the_text_ends_its_word(self, page):
        assert page.words.text[1] == "harb-"

    @pytest.mark.parametrize("hyphen", ["-", "\u00ad"])
    def test_a_hyphen_that_is_in_the_text_is_not_doubled(self, hyphen):
        body = payload()
        words_of(body)[1]["symbols"][-1]["text"] = hyphen
        assert ol.load(body)[0].words.text[1] == "har" + hyphen

    def test_words_without_a_break_between_them_are_joined(self, page):
        assert page.lines[3].words.spaced.tolist() == [False, True]

    def test_a_break_may_stand_before_its_word(self, page):
        assert page.lines[4].words.text == ("$", "5", "now")

    def test_a_line_bounds_its_words(self, page):
        assert page.lines[0].polygon == ((0, 0), (48, 0), (48, 10), (0, 10))

    def test_a_leaning_line_has_the_direction_of_its_words(self):
        body = payload()
        for row, word in enumerate(words_of(body, 1, 1)):
            x = 100 + 20 * row
            corners = [
                (x, 50 + x / 10),
                (x + 10, 51 + x / 10),
                (x + 9, 61 + x / 10),
                (x - 1, 60 + x / 10),
            ]
            word["boundingBox"]["vertices"] = [{"x": a, "y": b} for a, b in corners]
        quad = ol.load(body)[0].lines.polygon[4]
        direction = quad[1] - quad[0]
        assert direction[1] / direction[0] == pytest.approx(0.1)
        assert direction @ (quad[3] - quad[0]) == pytest.approx(0)

    def test_languages_are_those_of_most_words_or_of_the_paragraph(self, page):
        assert page.lines.language == ("en", "en", "en", "zh", "")

    def test_confidences(self, page):
        assert page.words.confidence[:5].tolist() == [0.99, 0.8, 0.7, 0.6, 0.5]
        document = samples.load(FOLDER / "sdk_dump.json")
        assert np.isnan(document[0].words.confidence).all()

    def test_blocks(self, page):
        assert page.blocks.role == ("", "paragraph", "", "paragraph", "paragraph", "figure")
        assert page.blocks.parent.tolist() == [-1, 0, -1, 2, 2, -1]
        assert page.lines.block.tolist() == [1, 1, 1, 3, 4]
        assert page.blocks.polygon[1].tolist() == [[0, 0], [48, 0], [48, 38], [0, 38]]

    @pytest.mark.parametrize("kind", [1, "SPACE", "BreakType.SPACE", "space"])
    def test_a_breaks_kind_is_a_name_or_a_number(self, kind):
        body = payload()
        words_of(body)[0]["symbols"][-1]["property"]["detectedBreak"]["type"] = kind
        assert ol.load(body)[0].lines.text[0] == "The harb-"

    @pytest.mark.parametrize("kind", [6, -1, "COMMA", True, 1.5, []])
    def test_an_unknown_kind_is_named(self, kind):
        body = payload()
        words_of(body)[0]["symbols"][-1]["property"]["detectedBreak"]["type"] = kind
        assert refused(body).where.endswith("symbols[2].property.detectedBreak.type")

    def test_without_breaks_the_text_says_where_lines_end(self):
        body = payload()
        for block in page_of(body)["blocks"]:
            for paragraph in block["paragraphs"]:
                for word in paragraph["words"]:
                    for symbol in word["symbols"]:
                        symbol.pop("property", None)
        assert ol.load(body)[0].lines.text == ("The harbour is", "shut", "港口", "$ 5 now")

    def test_words_without_symbols_have_the_text_of_the_page(self):
        body = payload()
        texts = ["The", "harbour", "is", "shut"]
        page_of(body)["blocks"] = page_of(body)["blocks"][:1]
        words = words_of(body)
        del words[-1]
        for word in words:
            word["symbols"] = []
        response = body["responses"][0]
        response["fullTextAnnotation"]["text"] = "The harbour is\n£4"
        response["textAnnotations"] = [
            {"description": text} for text in ("The", "harbou", "is", "")
        ]
        page = ol.load(body)[0]
        assert page.words.text == (*texts[:3], "£4")
        assert page.lines.text == ("The harbour is", "£4")

    def test_words_of_which_nobody_knows_the_text(self):
        body = payload()
        words_of(body)[1]["symbols"] = []
        error = refused(body)
        assert "symbols" in str(error)
        assert error.where.endswith("pages[0].blocks[0].paragraphs[0].words[1]")


@pytest.mark.parametrize(
    ("text", "words", "made", "breaks"),
    [
        ("", [], [], []),
        ("a b\nc", ["a", "b", "c"], ["a", "b", "c"], ["space", "line_break", "line_break"]),
        ("你好", ["你", "好"], ["你", "好"], ["", "line_break"]),
        ("a c", ["a", "b", "c"], ["a", "b", "c"], ["space", "", "line_break"]),
        ("x" * 99 + " dog", ["dog"], ["x" * 99 + " dog"], ["line_break"]),
    ],
)
def test_words_are_walked_through_a_text(text, words, made, breaks):
    assert walked(text, words) == (made, breaks)


class TestPages:
    def test_a_response_with_an_error_is_left_out_and_the_others_keep_their_numbers(self):
        document = samples.load(FOLDER / "sync.json")
        assert [page.number for page in document] == [1, 3]
        assert len(document[1].lines) == 0

    def test_only_errors_are_the_error(self):
        body = payload()
        del body["responses"][0], body["responses"][1]
        with pytest.raises(ol.OcrFailed, match="Bad image data") as caught:
            ol.load(body)
        assert (caught.value.code, caught.value.where) == ("3", "responses[0].error")

    def test_a_page_of_a_pdf_counts_in_inches(self):
        document = samples.load(FOLDER / "async_pdf.json")
        page = document[0]
        assert [one.number for one in document] == [3, 4]
        assert (page.size, page.unit) == ((8.5, 11.0), "inch")
        assert np.allclose(page.words.polygon[0][0], (61 / 72, 79 / 72), atol=0.001)
        assert np.allclose(page.blocks.polygon[1][2], (130 / 72, 95 / 72), atol=0.001)

    def test_a_page_of_a_tiff_counts_in_pixels(self):
        body = payload("async_pdf.json")
        body["inputConfig"]["mimeType"] = "image/tiff"
        page = ol.load(body)[0]
        assert (page.size, page.unit) == ((612.0, 792.0), "pixel")
        assert np.allclose(page.words.polygon[0][0], (61, 79), atol=0.1)

    def test_shares_of_a_page_without_a_size(self):
        body = payload("async_pdf.json")
        page_of(body)["width"] = 0
        page = ol.load(body)[0]
        assert (page.size, page.unit) == ((1.0, 1.0), "")
        page = ol.load(body, sizes=[(306, 396)])[0]
        assert (page.size, page.unit) == ((306.0, 396.0), "pixel")
        assert np.allclose(page.words.polygon[0][0], (30.5, 39.5), atol=0.1)

    def test_files_are_put_in_the_order_of_their_pages(self):
        later, sooner = payload("async_pdf.json"), payload("async_pdf.json")
        for number, response in enumerate(sooner["responses"], 1):
            response["context"]["pageNumber"] = number
        assert [page.number for page in ol.load([later, sooner])] == [1, 2, 3, 4]

    def test_files_of_several_documents_are_numbered_anew(self):
        files = [payload("async_pdf.json"), payload("async_pdf.json")]
        assert [page.number for page in ol.load(files)] == [1, 2, 3, 4]
        assert [page.number for page in ol.load({"responses": files})] == [1, 2, 3, 4]

    def test_parts_that_people_save(self, page):
        response = payload()["responses"][0]
        for part in (response, response["fullTextAnnotation"], [response]):
            assert ol.load(part)[0].lines == page.lines

    def test_words_without_pages(self):
        document = samples.load(FOLDER / "words_only.120x60.json")
        assert document.text == "Low tide\nat noon"
        assert document[0].lines[1].polygon == ((20, 34), (62, 34), (62, 44), (20, 44))
        bare = payload("words_only.120x60.json")["textAnnotations"]
        assert ol.load(bare)[0].lines == document[0].lines
        assert ol.load(bare[1:])[0].words == document[0].words

    def test_text_without_any_place_is_lines(self):
        page = ol.load({"fullTextAnnotation": {"text": "Low tide\nat noon\n"}})[0]
        assert page.lines.text == ("Low tide", "at noon")
        assert np.isnan(page.lines.polygon).all()

    def test_a_place_in_a_bare_part_is_its_own(self):
        body = payload()["responses"][0]["fullTextAnnotation"]
        body["pages"][0]["blocks"][0]["paragraphs"] = 7
        assert refused(body).where == "pages[0].blocks[0].paragraphs"

    def test_a_picture_without_text_of_which_other_things_are_said(self):
        body = {"responses": [{"labelAnnotations": [{"description": "Sea", "score": 0.9}]}]}
        assert [page.text for page in ol.load(body)] == [""]

    def test_the_list_that_the_client_for_node_gives(self):
        response = payload()["responses"][0]
        assert ol.load([response, None, None]) == ol.load([response])
        with pytest.raises(ol.ReadError) as caught:
            ol.load([response, None, response])
        assert caught.value.where == "[1]"

    def test_the_body_of_a_call_that_failed(self):
        error = {"code": 403, "message": "Vision is off.", "status": "PERMISSION_DENIED"}
        with pytest.raises(ol.OcrFailed, match="Vision is off") as caught:
            ol.load({"error": error})
        assert (caught.value.code, caught.value.where) == ("403", "error")

    def test_a_blank_answer(self):
        body = {"responses": [{"fullTextAnnotation": {"pages": [], "text": ""}}]}
        assert [len(page.lines) for page in ol.load(body)] == [0]
        assert [len(page.lines) for page in ol.load({"responses": [{}]})] == [0]
        assert len(ol.load({"responses": []})) == 0


class TestBadInput:
    @pytest.mark.parametrize("value", ["3", True, 1.5, -1])
    def test_a_page_number(self, value):
        body = payload("async_pdf.json")
        body["responses"][1]["context"]["pageNumber"] = value
        assert refused(body).where == "responses[1].context.pageNumber"

    @pytest.mark.parametrize(
        ("key", "value"),
        [("symbols", {}), ("symbols", [7]), ("boundingBox", []), ("boundingBox", 7)],
    )
    def test_a_part_of_a_word(self, key, value):
        body = payload()
        words_of(body)[1][key] = value
        where = refused(body).where
        assert where.startswith(
            "responses[0].fullTextAnnotation.pages[0].blocks[0].paragraphs[0].words[1]"
        )

    @pytest.mark.parametrize("value", ["4", None, True, [1]])
    def test_a_coordinate(self, value):
        body = payload()
        words_of(body)[1]["boundingBox"]["vertices"][2]["x"] = value
        assert refused(body).where.endswith("paragraphs[0].words[1]")

    @pytest.mark.parametrize("value", [1.2, -0.1, "0.9"])
    def test_a_confidence(self, value):
        body = payload()
        words_of(body)[1]["confidence"] = value
        assert refused(body).where.endswith("paragraphs[0].words[1]")

    def test_text_that_is_not_text(self):
        body = payload()
        words_of(body)[1]["symbols"][2]["text"] = 7
        assert refused(body).where.endswith("words[1].symbols[2].text")

    @pytest.mark.parametrize("name", ["width", "height"])
    def test_a_size(self, name):
        body = payload()
        page_of(body)[name] = "200"
        assert refused(body).where.endswith(f"pages[0].{name}")

    def test_a_size_of_0_is_that_of_the_scan_or_of_the_text(self):
        body = payload()
        page_of(body)["width"] = 0
        assert ol.load(body)[0].size == (142.0, 60.0)
        assert ol.load(body, sizes=[(400, 200)])[0].size == (400.0, 200.0)

    def test_what_only_looks_like_it(self):
        others = (
            {"responses": [{"text": "dog"}]},
            {"responses": {}},
            {"pages": [{"blocks": [{"lines": []}]}]},
            {"text": "dog", "pages": [{"blocks": [{"layout": {}}]}]},
            [{"description": "dog"}],
        )
        for body in map(copy.deepcopy, others):
            with pytest.raises(ol.UnknownFormat):
                ol.load(body)

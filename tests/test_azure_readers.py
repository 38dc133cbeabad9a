"""What Azure's dialects say, and what becomes of it."""

import math

import numpy as np
import pytest
import samples

import ocrlayout
from ocrlayout import OcrFailed, ReadError, UnknownFormat, geometry, payloads
from ocrlayout.model import Origin

AZURE = samples.DATA / "azure"
BOX = [0, 0, 40, 0, 40, 10, 0, 10]
LINE = {
    "boundingBox": BOX,
    "text": "dog",
    "words": [{"boundingBox": BOX, "text": "dog", "confidence": 0.5}],
}


def sample(name):
    return samples.load(AZURE / name)


def payload(name):
    return payloads.parse((AZURE / name).read_bytes())


def read_3(**page):
    base = {"page": 1, "angle": 0, "width": 100, "height": 50, "unit": "pixel", "lines": [LINE]}
    return {
        "status": "succeeded",
        "analyzeResult": {"version": "3.2.0", "readResults": [{**base, **page}]},
    }


class TestRead:
    def test_the_quickstart_of_version_2(self):
        document = sample("quickstart_v2.json")
        assert document[0].lines.text == (
            "dog",
            "The quick brown fox jumps over the lazy",
            "Pack my box with five dozen liquor jugs",
        )
        assert len(document[0].words) == 17
        assert document[0].unit == "pixel"
        assert math.isnan(document[0].angle)
        assert np.isnan(document[0].words.confidence).all()

    def test_without_a_size_the_page_holds_its_text(self):
        page = sample("quickstart_v2.json")[0]
        corners = np.concatenate([page.lines.polygon, page.words.polygon])
        assert page.size == tuple(corners.max(axis=(0, 1)))

    def test_a_size_given_beats_the_extent_of_the_text(self):
        assert ocrlayout.load(AZURE / "quickstart_v2.json", sizes=[(1875, 361)])[0].size == (
            1875,
            361,
        )

    @pytest.mark.parametrize(
        "size",
        [
            (math.nan, 5),
            (5, math.inf),
            (0, 5),
            (5, -1),
            (5,),
            (1, 2, 3),
            7,
            "large",
            (10**400, 5),
            (None, 5),
        ],
    )
    @pytest.mark.parametrize("name", ["azure/quickstart_v2.json", "rapidocr/to_json.320x100.json"])
    def test_a_size_that_is_none_is_named(self, name, size):
        with pytest.raises(ReadError, match=r"^\S+: .*\(width, height\)") as caught:
            ocrlayout.load(samples.DATA / name, sizes=[size])
        assert caught.value.where == "sizes[0]"

    def test_sizes_may_be_an_array(self):
        sizes = np.array([[1875, 361]])
        assert ocrlayout.load(AZURE / "quickstart_v2.json", sizes=sizes)[0].size == (1875, 361)

    def test_the_payloads_own_size_beats_a_size_given(self):
        assert ocrlayout.load(AZURE / "quickstart_v3.json", sizes=[(1, 1)])[0].size == (1875, 361)

    def test_without_size_and_text_the_size_is_unknown(self):
        page = ocrlayout.load({"status": "Succeeded", "recognitionResult": {"lines": []}})[0]
        assert np.isnan(page.size).all()
        assert page.unit == ""

    def test_the_quickstart_of_version_3(self):
        document = sample("quickstart_v3.json")
        assert document.origin == ("azure_read", "3.0.0", "")
        assert document[0].angle == 0.5268
        assert set(document[0].lines.language) == {"en"}
        assert document[0].words[0] == ("The", ((31, 10), (184, 14), (177, 116), (24, 112)), 0.905)

    def test_batch_read(self):
        upright, turned, empty = sample("read_2_1.json")
        assert np.array_equal(
            upright.words.confidence, [np.nan, 0.25, 1.0, np.nan, np.nan], equal_nan=True
        )
        assert upright.angle == pytest.approx(-10.41)
        assert upright.words.spaced.tolist() == [True, True, True, False, True]
        assert (turned.number, turned.unit, turned.size, turned.angle) == (
            2,
            "inch",
            (8.5, 11),
            180,
        )
        assert geometry.angles(turned.lines.polygon).tolist() == [180]
        assert (len(empty.lines), empty.unit, empty.angle) == (0, "pixel", 0)

    def test_handwriting_language_and_words_that_do_not_cover_their_line(self):
        document = sample("read_3_1_preview.json")
        page = document[0]
        assert document.origin.model == "2021-04-12"
        assert page.angle == 180
        assert page.lines.language == ("en", "fr", "en", "en")
        assert page.lines.handwritten[:2] == pytest.approx([0.9, 0.2])
        assert np.isnan(page.lines.handwritten[2:]).all()
        assert page.lines[2].words.text == ("The quick brown",)
        assert page.lines[2].words[0].polygon == page.lines[2].polygon
        assert math.isnan(page.lines[2].words[0].confidence)
        assert page.lines[3].words.text == ("no words",)

    def test_a_dump_of_the_sdk(self):
        document = sample("read_3_2_sdk.json")
        page = document[0]
        assert document.origin == ("azure_read", "3.2.0", "2022-04-30")
        assert (page.unit, page.lines.language) == ("pixel", ("", "de"))
        assert page.lines.handwritten[0] == pytest.approx(0.7)
        assert page.lines[1].words.text == ("black quartz",)

    def test_form_recognizer(self):
        first, second = sample("form_recognizer_2_1.json")
        assert first.lines.text == ("Judge my", "vow", "☒")
        assert np.array_equal(first.words.confidence, [1, np.nan, 0.98, 0.9], equal_nan=True)
        assert first.lines.handwritten[:2] == pytest.approx([1 - 0.878] * 2)
        assert (second.number, len(second.lines)) == (2, 0)

    @pytest.mark.parametrize(
        "take",
        [
            lambda body: body["analyzeResult"],
            lambda body: body["analyzeResult"]["readResults"],
            lambda body: body["analyzeResult"]["readResults"][0],
        ],
        ids=["analyzeResult", "pages", "page"],
    )
    def test_bare_parts(self, take):
        body = payload("quickstart_v3.json")
        bare, whole = ocrlayout.load(take(body)), ocrlayout.load(body)
        unknown = [
            page.replace(origin=Origin()) for page in whole
        ]  # a part may not say its version
        assert [page.replace(origin=Origin()) for page in bare] == unknown
        assert bare.origin.provider == whole.origin.provider

    def test_bare_lines(self):
        lines = payload("quickstart_v3.json")["analyzeResult"]["readResults"][0]["lines"]
        assert ocrlayout.load(lines)[0].lines == sample("quickstart_v3.json")[0].lines

    def test_a_bare_page_without_lines(self):
        assert (
            len(ocrlayout.load([{"page": 4, "width": 5, "height": 5, "unit": "pixel"}])[0].lines)
            == 0
        )

    def test_the_singular_result_printed_as_a_list(self):
        body = payload("quickstart_v2.json")
        body["recognitionResult"] = [body["recognitionResult"]]
        assert ocrlayout.load(body) == sample("quickstart_v2.json")

    @pytest.mark.parametrize(
        "status", ["Succeeded", "succeeded", "OperationStatusCodes.succeeded", None]
    )
    def test_every_spelling_of_success(self, status):
        assert len(ocrlayout.load({**read_3(), "status": status})[0].words) == 1

    def test_success_without_status(self):
        body = read_3()
        del body["status"]
        assert len(ocrlayout.load(body)[0].words) == 1

    @pytest.mark.parametrize(
        ("angle", "folded"),
        [(-180, 180), (180, 180), (270, -90), (359.5, -0.5), (0, 0), (-179.9711, -179.9711)],
    )
    def test_angles_are_folded(self, angle, folded):
        assert ocrlayout.load(read_3(angle=angle))[0].angle == pytest.approx(folded)

    def test_a_hexagon_becomes_a_rectangle_that_starts_where_it_did(self):
        hexagon = [100, 0, 100, 20, 50, 21, 0, 20, 0, 0, 50, -1]
        page = ocrlayout.load(read_3(lines=[{"boundingBox": hexagon, "text": "dog"}]))[0]
        assert page.lines.polygon[0] == pytest.approx(
            np.array([[100, -1], [100, 21], [0, 21], [0, -1]])
        )

    def test_version_is_never_asked(self):
        body = read_3()
        body["analyzeResult"]["version"] = "2.1.0"
        assert ocrlayout.load(body)[0].lines.text == ("dog",)


class TestFailures:
    @pytest.mark.parametrize(
        "status",
        [
            "Not Started",
            "NotStarted",
            "notStarted",
            "Running",
            "running",
            "OperationStatusCodes.not_started",
        ],
    )
    def test_a_job_that_runs(self, status):
        with pytest.raises(OcrFailed, match="not done yet") as caught:
            ocrlayout.load({"status": status, "createdDateTime": "2021-03-24T06:44:48Z"})
        assert caught.value.status in ("notstarted", "running")
        assert caught.value.where == "status"

    @pytest.mark.parametrize(
        "name", ["di_2023_07_31.json", "vision_2024_02_01.json", "ocr_legacy.json", "read_2_1.json"]
    )
    @pytest.mark.parametrize("status", ["running", "Failed", "canceled", "skipped"])
    def test_a_result_beside_a_job_that_is_not_done_is_none(self, name, status):
        with pytest.raises(OcrFailed) as caught:
            ocrlayout.load({**payload(name), "status": status})
        assert caught.value.status == status.lower()

    @pytest.mark.parametrize(
        ("body", "code", "message"),
        [
            (
                {"code": "InvalidImageUrl", "message": "Bad url.", "requestId": "1"},
                "InvalidImageUrl",
                "Bad url.",
            ),
            ({"error": {"code": "401", "message": "Access denied."}}, "401", "Access denied."),
            (
                {
                    "error": {
                        "code": "UnsupportedLocale",
                        "innerError": {"requestId": "1"},
                        "message": "Locale.",
                    }
                },
                "UnsupportedLocale",
                "Locale.",
            ),
            (
                {
                    "error": {
                        "code": "InvalidRequest",
                        "message": "Invalid request.",
                        "innererror": {
                            "code": "InvalidContent",
                            "message": "The file is corrupted.",
                        },
                    }
                },
                "InvalidContent",
                "The file is corrupted.",
            ),
            (
                {"statusCode": 429, "message": "Try again in 26 seconds."},
                "429",
                "Try again in 26 seconds.",
            ),
            (
                {
                    "status": "failed",
                    "analyzeResult": {
                        "errors": [{"code": "2001", "message": "No."}],
                        "readResults": [],
                    },
                },
                "2001",
                "No.",
            ),
            (
                {"status": "failed", "analyze_result": {"error": {"code": "X", "message": "No."}}},
                "X",
                "No.",
            ),
            (
                {"status": "failed", "error": {"code": "InternalServerError", "message": "?"}},
                "InternalServerError",
                "?",
            ),
            ({"error": "no such resource"}, "", "no such resource"),
            (
                {
                    "error": {
                        "code": "InvalidRequest",
                        "message": "No.",
                        "details": [{"message": "It is locked."}],
                    }
                },
                "InvalidRequest",
                "It is locked.",
            ),
            (
                {
                    "error": {
                        "code": "A",
                        "innerError": {"requestId": "1"},
                        "details": [{"code": "B", "message": "b"}],
                    }
                },
                "B",
                "b",
            ),
            ({"error": {"message": "No.", "details": [{"message": "a"}, "b", 7, {}]}}, "", "a; b"),
            ({"error": [{"code": "A", "message": "Bad."}]}, "A", "Bad."),
            ({"error": {"Code": "A", "Message": "Bad."}}, "A", "Bad."),
            ({"Message": "Bad."}, "", "Bad."),
            (
                {"status": "failed", "errors": [{"code": "A", "message": "a"}, {"message": "b"}]},
                "A",
                "a; b",
            ),
            ({"status": "Failed"}, "", "gave no reason"),
        ],
    )
    def test_every_shape_of_an_error(self, body, code, message):
        with pytest.raises(OcrFailed, match=message.replace("?", r"\?")) as caught:
            ocrlayout.load(body)
        assert caught.value.code == code
        assert caught.value.provider == "azure_read"

    @pytest.mark.parametrize(
        "body",
        [{"status": "succeeded"}, {"status": "succeeded", "analyzeResult": {"version": "1"}}],
    )
    def test_success_without_a_result(self, body):
        with pytest.raises(ReadError, match="no pages"):
            ocrlayout.load(body)

    @pytest.mark.parametrize(
        "body",
        [
            {"msg": "", "results": [[{"text": "dog"}]], "status": "000"},
            {"code": 200, "message": "success", "data": {"content": "dog"}},
            {"code": 200, "message": "success"},
            {"code": "0", "message": "ok"},
            {"id": "r", "status": "completed", "error": None, "output": ["dog"]},
            {"status": "ok", "error": {}, "text": "dog"},
            {"error": False, "text": "dog"},
            {"code": "A", "message": "dog", "text": "dog"},
            {"message": "dog"},
            {"Message": "dog", "Text": "dog"},
        ],
    )
    def test_the_success_of_somebody_else_is_no_failure(self, body):
        with pytest.raises(UnknownFormat, match="no reader knows"):
            ocrlayout.load(body)

    @pytest.mark.parametrize(
        "body",
        [
            {"status": "succeeded", "foo": "dog"},
            {"status": "failed", "job": 7},
            {"status": "running", "job": 7},
            {"status": "succeeded", "code": 0, "message": "ok"},
            {"status": "succeeded", "id": "r", "result": {"contents": []}},
            {"status": "succeeded", "analyzeResult": {"version": "1"}, "job": 7},
            {"status": 401, "error": "Unauthorized", "message": "No."},
            {"status": "error", "error": {"code": "A", "message": "No."}},
            {"error": {"code": "A", "message": "No."}, "text": "dog"},
            {"error": {"message": "No.", "type": "x", "param": None, "code": None}},
            {"error": [{"code": "A", "message": "No.", "path": ["dog"]}]},
            {"errors": [{"message": "No."}]},
            {"__type": "Throttled", "message": "No."},
        ],
    )
    def test_a_key_that_azure_does_not_send_makes_a_body_somebody_else_s(self, body):
        with pytest.raises(UnknownFormat, match="no reader knows"):
            ocrlayout.load(body)

    @pytest.mark.parametrize(
        "body",
        [
            {"status": "failed", "error": None},
            {"status": "failed", "code": "A", "message": "No."},
            {"status": "Failed", "recognitionResult": None},
            {"status": "failed", "created_date_time": "2021", "last_updated_date_time": "2021"},
            {"error": {"code": "A", "message": "No.", "target": "x"}, "requestId": "1"},
            {"error": {"code": "A", "message": "No."}, "status": None},
        ],
    )
    def test_azure_s_own_keys_stay_azure_s(self, body):
        with pytest.raises(OcrFailed) as caught:
            ocrlayout.load(body)
        assert caught.value.provider == "azure_read"

    def test_the_message_of_an_error_can_be_printed(self):
        with pytest.raises(OcrFailed) as caught:
            ocrlayout.load({"error": {"code": "\ud800", "message": "\udfff" * 5000}})
        assert len(str(caught.value).encode()) < 2000


class TestVision:
    def test_blocks_points_and_size(self):
        document = sample("vision_2024_02_01.json")
        page = document[0]
        assert document.origin == ("azure_vision", "", "2024-02-01")
        assert page.lines.text == ("hello world !", "aside")
        assert page.lines.block.tolist() == [0, 1]
        assert (page.size, page.unit, page.number) == ((320, 200), "pixel", 1)
        assert math.isnan(page.angle)
        assert geometry.angles(page.lines.polygon).tolist() == [0, 90]

    def test_a_preview(self):
        document = sample("vision_2023_02_preview.json")
        page = document[0]
        assert document.origin == ("azure_vision", "2023-02-01-preview", "2022-04-30")
        assert [line.words.text for line in page.lines] == [("hello", "world"), ("aside",)]
        assert np.array_equal(page.lines.handwritten, [np.nan, 0.9], equal_nan=True)
        assert page.angle == 1.5

    def test_a_bare_result(self):
        body = payload("vision_2024_02_01.json")
        assert ocrlayout.load(body["readResult"])[0].lines == ocrlayout.load(body)[0].lines

    def test_snake_case(self):
        body = payload("vision_2024_02_01.json")
        line = {
            "text": "aside",
            "bounding_polygon": body["readResult"]["blocks"][1]["lines"][0]["boundingPolygon"],
        }
        page = ocrlayout.load({"read_result": {"blocks": [{"lines": [line]}]}})[0]
        assert page.lines.polygon[0].tolist() == [[300, 20], [300, 80], [280, 80], [280, 20]]
        assert page.size == (300, 80)

    @pytest.mark.parametrize(
        "body",
        [
            {
                "width": 9,
                "height": 9,
                "blocks": [{"type": 0, "lines": [{"spans": [{"text": "dog"}], "bbox": [1, 2]}]}],
            },
            {
                "text": "dog",
                "blocks": [{"lines": [{"text": "dog", "elements": [{"text": "dog"}]}]}],
            },
            {
                "page_idx": 0,
                "blocks": [
                    {"geometry": [[0, 0], [1, 1]], "lines": [{"words": [{"value": "dog"}]}]}
                ],
            },
            {"blocks": [{"lines": []}, {"paragraphs": []}]},
        ],
        ids=["spans", "elements", "values", "nothing"],
    )
    def test_blocks_of_lines_of_somebody_else(self, body):
        with pytest.raises(UnknownFormat, match="no reader knows"):
            ocrlayout.load(body)

    def test_a_bare_result_that_starts_with_an_empty_block(self):
        blocks = payload("vision_2024_02_01.json")["readResult"]["blocks"]
        assert ocrlayout.load({"blocks": [{"lines": []}, *blocks]})[0].lines.block.tolist() == [
            1,
            2,
        ]

    def test_an_answer_without_text_is_none(self):
        with pytest.raises(UnknownFormat, match="captionResult"):
            ocrlayout.load({"captionResult": {}, "metadata": {"width": 1, "height": 1}})


class TestLegacyOcr:
    @pytest.mark.parametrize(
        ("orientation", "start", "angle"),
        [
            ("Up", (60, 10), 0),
            ("Right", (80, 10), 90),
            ("Down", (80, 190), 180),
            ("Left", (60, 190), -90),
        ],
    )
    def test_the_orientation_tells_where_the_text_starts(self, orientation, start, angle):
        body = {**payload("ocr_legacy.json"), "orientation": orientation}
        page = ocrlayout.load(body)[0]
        assert tuple(page.lines.polygon[0, 0]) == start
        assert geometry.angles(page.lines.polygon[0]) == page.angle == angle

    def test_regions_are_blocks(self):
        page = sample("ocr_legacy.json")[0]
        assert page.lines.text == ("reads down", "too")
        assert page.lines.block.tolist() == [0, 1]

    @pytest.mark.parametrize("angle", [0.1, -0.1, 0.7])
    def test_turned_boxes_come_back_to_where_they_were_in_the_image(self, angle):
        """A page whose text leans is turned upright as the service does it; the way back must find the original."""
        original = np.array([[95.0, 110], [185, 101], [187, 121], [97, 130]])
        box = np.array(
            [[100.0, 100], [190, 100], [190, 120], [100, 120]]
        )  # what lies level after the turn
        leaning = geometry.apply(geometry.rotation(-math.degrees(angle), (200, 150)), box)
        body = {**payload("ocr_legacy_turned.400x300.json"), "textAngle": angle}
        page = ocrlayout.load(body, sizes=[(400, 300)])[0]
        assert page.lines.polygon[0] == pytest.approx(leaning)
        assert page.angle == pytest.approx(-math.degrees(angle))
        assert geometry.angles(page.lines.polygon[0]) == pytest.approx(page.angle)
        if angle == 0.1:
            assert page.lines.polygon[0] == pytest.approx(original, abs=2)  # drawn by hand

    def test_turned_boxes_without_a_size_cannot_be_placed(self):
        with pytest.raises(ReadError, match="images=") as caught:
            ocrlayout.load(AZURE / "ocr_legacy_turned.400x300.json")
        assert caught.value.where == "textAngle"

    def test_metadata_has_the_size(self):
        body = {
            **payload("ocr_legacy_turned.400x300.json"),
            "metadata": {"width": 400, "height": 300},
        }
        assert ocrlayout.load(body).pages == sample("ocr_legacy_turned.400x300.json").pages

    def test_chinese_is_joined_without_spaces(self):
        page = sample("ocr_legacy_turned.400x300.json")[0]
        assert page.lines.text == ("你好",)
        assert page.words.spaced.tolist() == [False, True]

    def test_nothing_detected(self):
        page = ocrlayout.load({"language": "unk", "orientation": "NotDetected", "regions": []})[0]
        assert len(page.lines) == 0
        assert math.isnan(page.angle)

    def test_a_byte_order_mark(self):
        data = (AZURE / "ocr_legacy.json").read_bytes()
        assert ocrlayout.load(b"\xef\xbb\xbf" + data) == sample("ocr_legacy.json")

    @pytest.mark.parametrize(
        "box",
        [
            "1,2,3",
            "a,b,c,d",
            "1,2,3,4,5",
            "",
            7,
            [1, 2, 3, 4],
            "1,2,3,inf",
            "1,2,3,nan",
            "0,0,-50,1",
            "0,0,1_0,1",
        ],
    )
    def test_a_wrong_box_is_named(self, box):
        body = payload("ocr_legacy.json")
        body["regions"][0]["lines"][0]["words"][1]["boundingBox"] = box
        with pytest.raises(ReadError) as caught:
            ocrlayout.load(body)
        assert caught.value.where.startswith("regions[0].lines[0].words[1]")


def test_a_wrong_word_is_named_behind_blank_words():
    body = read_3()
    words = [{"boundingBox": BOX, "text": " "}, {"boundingBox": BOX[:7], "text": "dog"}]
    body["analyzeResult"]["readResults"][0]["lines"].append(
        {"boundingBox": BOX, "text": "dog", "words": words}
    )
    with pytest.raises(ReadError, match="7 values") as caught:
        ocrlayout.load(body)
    assert caught.value.where == "analyzeResult.readResults[0].lines[1].words[1]"


def test_a_blank_line_has_the_text_of_its_words():
    page = ocrlayout.load(read_3(lines=[{**LINE, "text": " "}, {"boundingBox": BOX, "text": " "}]))[
        0
    ]
    assert page.lines.text == ("dog", " ")
    assert page.words.text == ("dog",)

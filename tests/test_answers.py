"""How answers are kept: lists, JSON Lines, envelopes, JSON within JSON, gzip, objects of SDKs."""

import base64
import copy
import gzip
import json
import logging

import numpy as np
import pytest
import samples
from azure.ai.documentintelligence.models import AnalyzeResult
from azure.cognitiveservices.vision.computervision.models import ReadOperationResult
from PIL import Image

import ocrlayout as ol
from ocrlayout.cli import main
from ocrlayout.payloads import unpacking

READ = samples.DATA / "azure" / "quickstart_v3.json"
LAYOUT = samples.DATA / "azure" / "di_2024_11_30_tables.json"


def answer(text="dog"):
    word = {"boundingBox": [0, 0, 40, 0, 40, 10, 0, 10], "text": text, "confidence": 0.5}
    line = {**word, "words": [word]}
    page = {"page": 1, "angle": 0, "width": 100, "height": 50, "unit": "pixel", "lines": [line]}
    return {"status": "succeeded", "analyzeResult": {"version": "3.2.0", "readResults": [page]}}


def texts(document):
    return [line for page in document for line in page.lines.text]


TWO = [answer("dog"), answer("cat")]


@pytest.mark.parametrize(
    "kept",
    [
        json.dumps(TWO).encode(),
        json.dumps([{"id": 7, "ocr": one} for one in TWO]).encode(),
        json.dumps([json.dumps(one) for one in TWO]).encode(),
        "\n".join(map(json.dumps, TWO)).encode(),
        "\r\n\n".join(map(json.dumps, TWO)).encode("utf-8-sig"),
        "\n".join(json.dumps(one, indent=2) for one in TWO).encode("utf-16"),
        gzip.compress("\n".join(map(json.dumps, TWO)).encode()),
    ],
    ids=["list", "records", "texts", "lines", "mark", "indented", "gzip"],
)
def test_several_answers_are_joined_or_one_document_each(kept):
    document = ol.load(kept)
    assert (texts(document), [page.number for page in document]) == (["dog", "cat"], [1, 2])
    assert [texts(one) for one in ol.load_all(kept)] == [["dog"], ["cat"]]


@pytest.mark.parametrize(
    "kept",
    [
        {"statusCode": 200, "headers": {}, "body": answer()},
        {"body": json.dumps(answer())},
        {"id": 7, "status": "unlabeled", "document": {"id": 8, "ocr_result": answer()}},
        {"records": [{"name": "a"}, {"ocr": answer()}]},
        {
            "$content-type": "x",
            "$content": base64.b64encode(json.dumps(answer()).encode()).decode(),
        },
        {"error": {"code": "A", "message": "No."}, "retry": answer()},
        json.dumps(json.dumps(answer())),
        json.dumps(json.dumps(json.dumps(answer()))),
        json.dumps({"body": "\ufeff" + json.dumps(answer())}),
    ],
)
def test_an_answer_is_found_where_it_is_the_only_one(kept):
    data = kept.encode() if isinstance(kept, str) else json.dumps(kept).encode()
    assert ol.load(data) == ol.load(answer())
    assert ol.load_all(data) == [ol.load(answer())]


def test_markup_within_json():
    markup = (samples.DATA / "alto" / "v4_order_tags.xml").read_text(encoding="utf-8")
    assert ol.load({"file": "a.xml", "text": markup}) == ol.load(markup.encode())


def test_what_is_found_within_is_told(caplog):
    with caplog.at_level(logging.INFO, "ocrlayout"):
        ol.load({"body": {"ocr": answer()}})
    assert "the answer is payload['body']['ocr']; what stands around it is not read" in caplog.text


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ({"a": answer(), "b": {"c": answer()}}, r"2 OCR .* payload\['a'\], payload\['b'\]\['c'\]"),
        ({"value": TWO * 4}, r"8 OCR answers .*payload\['value'\]\[4\] and 3 more"),
        ([answer(), {"text": "dog"}], r"item 1 of the list is not .* payload\[0\] is one"),
        ({"error": {"code": "A", "message": "No."}, "text": "dog"}, "no reader knows"),
        ({"a": {"b": {"c": {"d": {"e": {"f": {"g": answer()}}}}}}}, "no reader knows"),
    ],
)
def test_several_within_or_none_says_where(kept, said):
    with pytest.raises(ol.UnknownFormat, match=said):
        ol.load(kept)


def test_the_failure_within_is_that_of_the_service():
    body = {"error": {"code": "429", "message": "Too many."}}
    with pytest.raises(ol.OcrFailed, match=r"^body: .*429: Too many") as caught:
        ol.load({"statusCode": 429, "body": body})
    assert caught.value.code == "429"


def test_an_error_within_says_the_whole_path():
    broken = answer()
    broken["analyzeResult"]["readResults"][0]["lines"][0]["boundingBox"] = [1]
    place = r"analyzeResult\.readResults\[0\]\.lines\[0\]"
    with pytest.raises(ol.ReadError, match=rf"^\[1\]\.{place}: a polygon") as caught:
        ol.load([answer(), broken])
    assert caught.value.provider == "azure_read"
    with pytest.raises(
        ol.UnknownFormat, match=rf"azure_read would read a part of it: body\.{place}"
    ):
        ol.load({"body": broken})


def test_a_reader_that_is_named_is_the_only_one_that_looks():
    assert texts(ol.load({"body": answer()}, "azure_read")) == ["dog"]
    with pytest.raises(ol.ReadError):
        ol.load({"body": answer()}, "textract")


def test_a_payload_that_is_not_one_is_not_searched_for_ever():
    wide = {"rows": [{"x": {"y": [1, 2]}} for _ in range(200_000)]}
    for payload in (wide, [{"x": {"y": at}} for at in range(200_000)]):
        with pytest.raises(ol.UnknownFormat):
            ol.load(payload)


def test_sizes_go_to_the_pages_in_order():
    rows = json.loads((samples.DATA / "rapidocr" / "to_json.320x100.json").read_bytes())
    answers = [{"page": 1, "ocr": rows}, {"page": 2, "ocr": rows}]
    document = ol.load(answers, sizes=[(4000, 3000), (5000, 4000)])
    assert [page.size for page in document] == [(4000, 3000), (5000, 4000)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (gzip.compress(b"{}" * 999)[:-9], "broken gzip: .*; is the file complete"),
        (json.dumps(answer()).encode() + b'\n{"a": ', "broken JSON: .* at line 2"),
    ],
)
def test_what_is_cut_short_is_said(data, said, tmp_path):
    (tmp_path / "a.json").write_bytes(data)
    with pytest.raises(ol.ReadError, match=said) as caught:
        ol.load(tmp_path / "a.json")
    assert caught.value.where == str(tmp_path / "a.json")


def test_what_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(unpacking, "_LARGEST", 1000)
    with pytest.raises(ol.ReadError, match="unpacks to more than"):
        ol.load(gzip.compress(b" " * 1001))


def test_objects_of_sdks():
    read = json.loads(READ.read_bytes())
    assert ol.load(ReadOperationResult.deserialize(copy.deepcopy(read))) == ol.load(read)
    result = json.loads(LAYOUT.read_bytes())["analyzeResult"]
    assert ol.load(AnalyzeResult(result)) == ol.load(result)
    assert len(ol.load([AnalyzeResult(result), AnalyzeResult(result)])) == 2 * len(ol.load(result))


class Metaclass(type):
    def to_dict(cls, instance):
        return instance.kept


class Message(metaclass=Metaclass):
    """As Google's proto-plus has it: the method is one of the class."""

    kept = answer()


def test_what_dumps_itself_by_its_class():
    assert ol.load(Message()) == ol.load(answer())


class TestCommandLine:
    def convert(self, *words):
        return main(["convert", *words, "-q"])

    def test_split(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "all.jsonl.gz").write_bytes(
            gzip.compress("\n".join(map(json.dumps, TWO)).encode())
        )
        assert self.convert("all.jsonl.gz", "--split", "-o", "out/", "--to", "text") == 0
        assert (tmp_path / "out/all-1.txt").read_text() == "dog\n"
        assert (tmp_path / "out/all-2.txt").read_text() == "cat\n"
        assert self.convert("all.jsonl.gz", "-o", "all.txt") == 0
        assert (tmp_path / "all.txt").read_text() == "dog\n\fcat\n"

    def test_answers_of_one_file_have_their_own_places_in_a_journal(
        self, tmp_path, monkeypatch, capsys
    ):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "all.json").write_text(json.dumps(TWO))
        words = ("convert", "all.json", "--split", "-o", "out/", "--to", "text")
        assert main(words) == 0
        assert main(words) == 0
        assert "2 of 2 were done before" in capsys.readouterr().err
        (tmp_path / "all.json").write_text(json.dumps([answer("dog"), answer("fox")]))
        assert main(words) == 0
        assert (tmp_path / "out/all-2.txt").read_text() == "fox\n"

    def test_an_input_is_not_overwritten_by_one_of_its_answers(self, tmp_path, monkeypatch, capsys):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "all.json").write_text(json.dumps(TWO))
        assert self.convert("all.json", "--split", "-o", "all.json", "--overwrite") == 2
        assert "an input is never overwritten" in capsys.readouterr().err

    def test_what_is_wrong_with_a_file_is_said_of_it(self, tmp_path, monkeypatch, capsys):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "a.json").write_text('{"a": 1}')
        assert self.convert("a.json", "no.json", "--split") == 1
        said = capsys.readouterr().err
        assert "a.json: no reader knows" in said
        assert "no.json: no such file" in said

    def test_a_folder_of_the_scans_of_one_answer(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "book.json").write_text(json.dumps(TWO))
        (tmp_path / "scans").mkdir()
        for name in ("p1", "p2"):
            Image.fromarray(np.full((50, 100), 255, np.uint8)).save(
                tmp_path / "scans" / f"{name}.png"
            )
        assert self.convert("book.json", "--images", "scans", "-o", "book.pdf") == 0

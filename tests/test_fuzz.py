"""Wrong payloads: each gives one clear error of ours, or the right document, and never a warning."""

import contextlib
import copy
import io
import json

import numpy as np
import pytest
import samples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ocrlayout
from ocrlayout import (
    OcrFailed,
    OcrLayoutError,
    ReadError,
    UnknownFormat,
    WriteError,
    payloads,
    registry,
)

BOX = [0, 0, 40, 0, 40, 10, 0, 10]
PAGE = "analyzeResult.readResults[0]"
PAYLOADS = {
    samples.name(path): payload
    for path in samples.FILES
    if isinstance(payload := payloads.parse(path.read_bytes()), (dict, list))
}
SIZES = [(400, 300)]
# refuse pages without a size; PAGE and IIIF also several
OF_SCANS = ("alto", "hocr", "page_xml", "docling", "iiif")
WITHOUT_SCANS = [name for name in registry.names("writers") if name not in ("picture", "pdf")]


def body(**word):
    """Build an answer of Read with one word, as it should be but for what is given."""
    word = {"boundingBox": BOX, "text": "dog", "confidence": 0.5, **word}
    line = {"boundingBox": BOX, "text": "dog", "words": [word]}
    page = {"page": 1, "angle": 0, "width": 100, "height": 50, "unit": "pixel", "lines": [line]}
    return {"status": "succeeded", "analyzeResult": {"version": "3.2.0", "readResults": [page]}}


def page_of(payload):
    return payload["analyzeResult"]["readResults"][0]


GOOD = json.dumps(body())


class TestBytes:
    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "empty"),
            (b" \n\t", "empty"),
            (b"\0\0\0\0", "empty"),
            (GOOD[:-20].encode(), "is the file complete"),
            (GOOD[: len(GOOD) // 2].encode(), "is the file complete"),
            (b"{'status': 'succeeded'}", "broken JSON"),
            (b"[" * 10**6, "nested too deeply"),
            (b'{"lines":' * 10**6, "nested too deeply"),
            (b"[" * 10**6 + b"]" * 10**6, "nested too deeply"),
            (GOOD.replace("100", "1" * 5000).encode(), "broken JSON"),
            (b"\xff\xd8\xff\xe0 a photograph", "JPEG"),
            (b"\x89PNG\r\n\x1a\n....", "PNG"),
            (b"II*\0....", "TIFF"),
            (b"%PDF-1.7", "PDF"),
            (b"PK\x03\x04....", "ZIP"),
            (b"{\x80\x81", "not text"),
        ],
    )
    def test_what_is_no_answer(self, data, said, tmp_path):
        file = tmp_path / "answer.json"
        file.write_bytes(data)
        with pytest.raises(ReadError, match=said) as caught:
            ocrlayout.load(file)
        assert caught.value.where == str(file)
        assert len(str(caught.value)) < 1000

    @pytest.mark.parametrize(
        "data", [b"dog", b"{}", b"[]", b"[1, 2]", b'"text"', b"null", b"<book></book>", b"true"]
    )
    def test_what_nobody_knows(self, data):
        with pytest.raises(UnknownFormat, match="azure_read"):
            ocrlayout.load(data)

    @pytest.mark.parametrize(
        "encoding",
        [
            "utf-8",
            "utf-8-sig",
            "utf-16",
            "utf-16-le",
            "utf-16-be",
            "utf-32",
            "utf-32-le",
            "utf-32-be",
        ],
    )
    def test_every_unicode_encoding(self, encoding):
        text = json.dumps(body(text="dög 你好"), ensure_ascii=False)
        assert ocrlayout.load(text.encode(encoding)) == ocrlayout.load(text.encode())

    def test_utf_16_with_its_mark(self):
        assert ocrlayout.load(b"\xff\xfe" + GOOD.encode("utf-16-le")) == ocrlayout.load(
            GOOD.encode()
        )
        assert ocrlayout.load(b"\xfe\xff" + GOOD.encode("utf-16-be")) == ocrlayout.load(
            GOOD.encode()
        )

    def test_the_last_of_duplicated_keys_counts(self):
        twice = GOOD.replace(
            '"text": "dog", "confidence"', '"text": "cat", "text": "dog", "confidence"'
        )
        assert ocrlayout.load(twice.encode()) == ocrlayout.load(GOOD.encode())

    def test_lone_surrogates_become_the_replacement_character(self):
        document = ocrlayout.load(
            json.dumps(body(text="d\ud800g")).replace('"dog"', '"d\\ud800g"').encode()
        )
        assert document[0].words.text == ("d\ufffdg",)
        assert document[0].lines.text == ("d\ufffdg",)
        for writer in ("text", "native"):
            ocrlayout.save(document, io.BytesIO(), to=writer)

    def test_a_key_that_cannot_be_printed(self):
        with pytest.raises(UnknownFormat) as caught:
            ocrlayout.load({"\ud800": 1})
        assert str(caught.value).encode()

    def test_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(FileNotFoundError):
            ocrlayout.load(tmp_path / "no.json")


WRONG_POLYGONS = [
    BOX[:7],
    [*BOX, 1],
    [1, 2, 3, 4],
    [float("nan"), *BOX[1:]],
    [float("inf"), *BOX[1:]],
    [1e300, *BOX[1:]],
    [10**400, *BOX[1:]],
    [10**5000, *BOX[1:]],
    [True, *BOX[1:]],
    [False, *BOX[1:]],
    [None, *BOX[1:]],
    ["0", *BOX[1:]],
    [[0], *BOX[1:]],
    [None] * 8,
    ["0"] * 8,
    [True] * 8,
    "0,0,40,10",
    {"x": 0, "y": 0},
    7,
    True,
]


class TestPlaces:
    @pytest.mark.parametrize("row", range(len(WRONG_POLYGONS)))
    def test_a_words_polygon(self, row):
        with pytest.raises(ReadError, match=r"polygon|coordinate") as caught:
            ocrlayout.load(body(boundingBox=WRONG_POLYGONS[row]))
        assert caught.value.where == f"{PAGE}.lines[0].words[0]"
        assert len(str(caught.value)) < 300

    @pytest.mark.parametrize("row", range(len(WRONG_POLYGONS)))
    def test_a_lines_polygon(self, row):
        payload = body()
        page_of(payload)["lines"][0]["boundingBox"] = WRONG_POLYGONS[row]
        with pytest.raises(ReadError, match=r"polygon|coordinate") as caught:
            ocrlayout.load(payload)
        assert caught.value.where == f"{PAGE}.lines[0]"

    @pytest.mark.parametrize("polygon", [None, []])
    def test_a_polygon_that_is_absent_is_unknown(self, polygon):
        assert np.isnan(ocrlayout.load(body(boundingBox=polygon))[0].words.polygon).all()

    @pytest.mark.parametrize(
        "confidence", [-0.1, 1.1, float("inf"), 10**400, True, False, "0.5", "medium", [], {}]
    )
    def test_a_confidence(self, confidence):
        with pytest.raises(ReadError, match="between 0 and 1") as caught:
            ocrlayout.load(body(confidence=confidence))
        assert caught.value.where == f"{PAGE}.lines[0].words[0]"

    @pytest.mark.parametrize("confidence", [None, float("nan")])
    def test_a_confidence_that_is_unknown(self, confidence):
        assert np.isnan(ocrlayout.load(body(confidence=confidence))[0].words.confidence).all()

    @pytest.mark.parametrize("text", [None, 7, True, [], {}])
    def test_a_words_text(self, text):
        with pytest.raises(ReadError, match="text") as caught:
            ocrlayout.load(body(text=text))
        assert caught.value.where == f"{PAGE}.lines[0].words[0]"

    @pytest.mark.parametrize(
        ("key", "value", "said"),
        [
            ("page", 0, "numbered from 1"),
            ("page", 1.5, "numbered from 1"),
            ("page", "1", "finite number"),
            ("page", True, "finite number"),
            pytest.param("page", 10**5000, "finite number", id="page of thousands of digits"),
            ("angle", "0", "finite number"),
            ("angle", float("nan"), "finite number"),
            ("angle", float("inf"), "finite number"),
            ("angle", False, "finite number"),
            ("width", -1, "at least"),
            ("width", "100", "finite number"),
            ("height", [], "finite number"),
            ("height", 10**400, "finite number"),
            ("unit", "furlong", "pixel or inch"),
            ("unit", 7, "expected text"),
            ("language", 7, "expected text"),
            ("lines", {}, "expected a list, found an object"),
            ("lines", "dog", "expected a list, found text"),
            ("lines", 7, "expected a list, found a number"),
            ("lines", True, "expected a list, found true or false"),
        ],
    )
    def test_an_attribute_of_a_page(self, key, value, said):
        payload = body()
        page_of(payload)[key] = value
        with pytest.raises(ReadError, match=said) as caught:
            ocrlayout.load(payload)
        assert caught.value.where == f"{PAGE}.{key}"
        assert caught.value.provider == "azure_read"

    @pytest.mark.parametrize("value", [None, 7, "dog", [], True])
    def test_what_is_no_object(self, value):
        payload = body()
        page_of(payload)["lines"].append(value)
        with pytest.raises(ReadError, match="expected an object") as caught:
            ocrlayout.load(payload)
        assert caught.value.where == f"{PAGE}.lines[1]"

    def test_null_everywhere(self):
        keys = ("page", "angle", "width", "height", "unit", "language", "lines")
        payload = {
            "status": None,
            "analyzeResult": {"version": None, "readResults": [dict.fromkeys(keys)]},
        }
        page = ocrlayout.load(payload)[0]
        assert (page.number, len(page.lines), page.unit) == (1, 0, "")
        line = dict.fromkeys(("boundingBox", "text", "words", "language", "appearance"))
        payload["analyzeResult"]["readResults"][0]["lines"] = [line]
        assert ocrlayout.load(payload)[0].lines.text == ("",)

    def test_a_parsed_payload_nested_too_deeply(self):
        deep = []
        for _ in range(10**5):
            deep = [deep]
        with pytest.raises(ReadError):
            ocrlayout.load(body(boundingBox=deep))
        with pytest.raises(UnknownFormat):
            ocrlayout.load(deep)
        while deep:  # taken apart by hand, or the interpreter's own clean-up would recurse
            deep = deep.pop()

    def test_a_failed_job_tells_the_services_words(self):
        with pytest.raises(OcrFailed, match="InvalidImage: The file is corrupted"):
            ocrlayout.load({"error": {"code": "InvalidImage", "message": "The file is corrupted"}})


EXTREMES = st.sampled_from(
    [
        None, True, False, 0, -1, 1, 2, 0.5, 1e-320, 1e7, -1e7, 1e16, 1e308, -1e308, 2**53, 2**63, 10**30, 10**400,
        float("nan"), float("inf"), -float("inf"), "", " ", "x", "\ud800", "\0", "1,2,3,4", "running", "pixel", [], {},
        [[]], [{}], [None], BOX, {"x": 1, "y": 2}, {"offset": 0, "length": 10**9}, {"offset": -1, "length": -1},
    ]
)  # fmt: skip
CHANGES = st.tuples(
    st.integers(0, 10**6),
    st.sampled_from(["delete", "replace", "retype", "nest", "swap", "double", "scale"]),
    EXTREMES,
    st.integers(0, 10**6),
)


def nodes(payload):
    """List every (container, key) of a payload."""
    found, waiting = [], [payload]
    while waiting:
        container = waiting.pop()
        pairs = list(container.items() if isinstance(container, dict) else enumerate(container))
        found += [(container, key) for key, _ in pairs]
        waiting += [value for _, value in pairs if isinstance(value, (dict, list))]
    return found


def retyped(value):
    """Return the value as another type says it."""
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list):
        return {str(index): item for index, item in enumerate(value)}
    return (
        [value]
        if isinstance(value, bool)
        else str(value)
        if isinstance(value, (int, float))
        else len(value or "")
    )


def mutate(payload, changes):
    payload = copy.deepcopy(payload)
    for where, kind, extreme, other in changes:
        places = nodes(payload)
        if not places:
            break
        container, key = places[where % len(places)]
        value = container[key]
        if kind == "delete":
            del container[key]
        elif kind == "replace":
            container[key] = copy.deepcopy(extreme)
        elif kind == "retype":
            container[key] = retyped(value)
        elif kind == "nest":
            container[key] = [value]
        elif kind == "swap":
            against, name = places[other % len(places)]
            container[key] = copy.deepcopy(against[name])
        elif kind == "double" and isinstance(container, list):
            container.insert(key, copy.deepcopy(value))
        elif kind == "scale" and isinstance(value, (int, float)) and abs(value) < 1e300:
            container[key] = value * 10.0 ** (other % 13 - 6)
    return payload


MUTATED = st.builds(
    mutate,
    st.sampled_from(sorted(PAYLOADS)).map(PAYLOADS.get),
    st.lists(CHANGES, min_size=1, max_size=6),
)
many = settings(
    max_examples=600, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def written(document):
    for page in document:
        assert all(map(str.strip, page.words.text))
    for writer in WITHOUT_SCANS:
        refused = (WriteError,) if writer in OF_SCANS else ()
        with contextlib.suppress(*refused):
            ocrlayout.save(document, io.BytesIO(), to=writer)
    out = io.BytesIO()
    ocrlayout.save(document, out, to="native")
    assert ocrlayout.load(out.getvalue()) == document


@many
@given(MUTATED)
def test_a_mutated_payload_is_read_or_refused(payload):
    try:
        document = ocrlayout.load(payload, sizes=SIZES)
    except OcrLayoutError as error:
        str(error).encode()  # every message can be printed
        return
    written(document)


@many
@given(MUTATED)
def test_what_is_read_can_be_put_in_order(payload):
    try:
        document = ocrlayout.load(payload, sizes=SIZES)
    except OcrLayoutError:
        return
    tidied = ocrlayout.tidy(document, minimum=0.5)
    assert len(tidied) == len(document)
    written(tidied)


MARKUP = {
    samples.name(path): payload
    for path in samples.FILES
    if isinstance(payload := payloads.parse(path.read_bytes()), str)
}
PIECES = st.sampled_from(
    [
        "", " ", "<", ">", "'", '"', "&", "&amp;", "&nope;", "<!--", "<?", "]]>", "</span>", "<span>", "<div ", "\0",
        "\x01", "0", "-1", "1e308", "nan", "1 2 3", ";", "bbox", "class='ocr_page'", "x" * 300, "\u202e",
    ]
)  # fmt: skip
EDITS = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 40), PIECES), min_size=1, max_size=6
)


def edited(text, edits):
    """Cut pieces out of a text, and put others there."""
    for where, length, piece in edits:
        at = where % (len(text) + 1)
        text = text[:at] + piece + text[at + length :]
    return text


@many
@given(st.sampled_from(sorted(MARKUP)).map(MARKUP.get), EDITS)
def test_edited_markup_is_read_or_refused(text, edits):
    try:
        document = ocrlayout.load(edited(text, edits).encode(), sizes=SIZES)
    except OcrLayoutError as error:
        str(error).encode()
        return
    written(document)
    written(ocrlayout.tidy(document))

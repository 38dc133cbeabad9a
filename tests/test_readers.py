"""What every reader owes: tests over the folders, so that a new reader and a new sample are picked up by themselves."""

import io
import pickle

import numpy as np
import pytest
import samples

import ocrlayout
from ocrlayout import payloads, registry
from ocrlayout.model import Document

READERS = registry.modules("readers")
each_sample = pytest.mark.parametrize("path", samples.FILES, ids=samples.name)


@pytest.fixture
def document(path):
    return samples.load(path)


TEXTS_OF_THEIR_OWN = {"page_xml/v2019_order_table.xml"}  # a line and its words that differ
QUAD = [0, 0, 40, 0, 40, 10, 0, 10]
READ = {"page": 1, "width": 50, "height": 20, "lines": [{"boundingBox": QUAD, "text": "dog"}]}
WORD = {"content": "dog", "polygon": QUAD, "span": {"offset": 0, "length": 3}}
LINE = {"content": "dog", "polygon": QUAD, "spans": [WORD["span"]]}
MODERN = {"pageNumber": 1, "width": 50, "height": 20, "words": [WORD], "lines": [LINE]}
POINTS = [{"x": x, "y": y} for x, y in ((0, 0), (40, 0), (40, 10), (0, 10))]


@pytest.mark.parametrize(
    ("payload", "where"),
    [
        (
            {
                "analyzeResult": {
                    "readResults": [{"page": 1, "lines": [{"boundingBox": QUAD, "content": "dog"}]}]
                }
            },
            "analyzeResult.readResults[0].lines[0]",
        ),
        (
            {
                "analyzeResult": {
                    "content": "dog",
                    "pages": [{"pageNumber": 1, "lines": [{"text": "dog", "words": []}]}],
                }
            },
            "analyzeResult.pages[0].lines[0]",
        ),
        ([READ, MODERN], "[1]"),
        ([MODERN, READ], "[1]"),
        ([READ, {"text": "dog"}], "[1]"),
        ([MODERN, {"text": "dog"}], "[1]"),
        ([READ["lines"][0], READ], "lines[1]"),
        ({"analyzeResult": {"readResults": {}}}, "analyzeResult.readResults"),
        ({"readResults": {"page": 1, "lines": []}}, "readResults"),
        ({"recognition_results": {"lines": []}}, "recognition_results"),
        ({"readResults": [{"page": 1, "words": [{"text": "dog"}]}]}, "readResults[0]"),
        ({"readResult": {"words": [{"text": "dog"}]}}, "readResult"),
        ({"readResult": {"pages": [{"text": "dog"}]}}, "readResult.pages[0]"),
        ({"readResult": {"pages": [{"lines": [{"text": "dog"}]}]}}, "readResult.pages[0].lines[0]"),
        ({"readResult": {"blocks": [{"words": [{"text": "dog"}]}]}}, "readResult.blocks[0]"),
        (
            {"blocks": [{"lines": [{"boundingPolygon": POINTS, "content": "dog"}]}]},
            "blocks[0].lines[0]",
        ),
        ({"language": "en", "regions": [{"words": [{"text": "dog"}]}]}, "regions[0]"),
        ({"language": "en", "regions": [{"lines": [{"text": "dog"}]}]}, "regions[0].lines[0]"),
        (
            {"language": "en", "regions": [{"lines": [{"words": [{"value": "dog"}]}]}]},
            "regions[0].lines[0].words[0]",
        ),
        ({"engine": "rapidocr"}, ""),
        ({"engine": "rapidocr", "pages": [{"lines": [{"txt": "dog"}]}]}, "pages[0].lines[0]"),
        (
            {"engine": "rapidocr", "pages": [{"lines": [{"words": [{"txt": "dog"}]}]}]},
            "pages[0].lines[0].words[0]",
        ),
        ([{"box": [[0, 0]] * 4, "txt": "dog"}, {"box": [[0, 0]] * 4, "text": "dog"}], "[1]"),
        ({"ocrlayout": 1}, ""),
        ({"ocrlayout": True, "pages": []}, "ocrlayout"),
    ],
)
def test_text_that_stands_elsewhere_is_never_lost_silently(payload, where):
    with pytest.raises(ocrlayout.ReadError) as caught:
        ocrlayout.load(payload)
    assert caught.value.where == where


@pytest.mark.parametrize(
    "payload",
    [
        {"recognitionResults": [], "analyzeResult": {"readResults": [READ]}},
        {"readResults": [], "recognitionResult": {"lines": READ["lines"]}},
        {"analyzeResult": {"readResults": [], "content": "dog", "pages": [MODERN]}},
        {"readResults": [], "content": "dog", "pages": [MODERN]},
        {"analyzeResult": {"readResults": [READ], "content": "dog", "pages": [MODERN]}},
        {"readResults": [READ], "content": "dog", "pages": [MODERN]},
    ],
)
def test_an_empty_result_does_not_hide_a_full_one(payload):
    assert ocrlayout.load(payload)[0].lines.text == ("dog",)


def test_a_line_may_say_that_it_is_empty():
    empty = {"boundingBox": QUAD, "text": ""}
    assert ocrlayout.load({"readResults": [{**READ, "lines": [empty]}]})[0].lines.text == ("",)


@pytest.mark.parametrize(
    "result", [{"readResults": []}, {"readResults": [], "content": "", "pages": []}]
)
def test_a_result_of_no_pages_is_a_document_of_none(result):
    assert len(ocrlayout.load({"analyzeResult": result})) == 0


@each_sample
def test_exactly_one_reader_accepts_a_sample(path):
    payload = payloads.parse(path.read_bytes())
    assert len([name for name, module in READERS.items() if module.accepts(payload)]) == 1


@each_sample
def test_a_document_says_which_reader_made_it(document):
    assert document.origin.provider in READERS


@each_sample
def test_a_sample_is_accounted_for(path):
    assert path.name in (samples.DATA / "README.md").read_text()


def test_every_reader_has_a_sample():
    made_here = {"native"}  # written by the tests themselves
    assert {samples.load(path).origin.provider for path in samples.FILES} >= set(
        READERS
    ) - made_here


@each_sample
def test_columns_fit_each_other(document):
    for page in document:
        lines, words = page.lines, page.words
        assert lines.polygon.shape == (len(lines), 4, 2)
        assert words.polygon.shape == (len(words), 4, 2)
        assert lines.offsets.shape == (len(lines) + 1,)
        assert lines.offsets[0] == 0
        assert lines.offsets[-1] == len(words)
        assert (np.diff(lines.offsets) >= 0).all()
        assert len(lines.language) == len(lines.handwritten) == len(lines.block) == len(lines)
        assert len(words.confidence) == len(words.spaced) == len(words)
        assert ((lines.block >= -1) & (lines.block < len(page.blocks))).all()


@each_sample
def test_values_lie_where_they_may(document):
    for page in document:
        known = page.words.confidence[~np.isnan(page.words.confidence)]
        assert ((known >= 0) & (known <= 1)).all()
        written = page.lines.handwritten[~np.isnan(page.lines.handwritten)]
        assert ((written >= 0) & (written <= 1)).all()
        assert np.isnan(page.angle) or -180 < page.angle <= 180
        assert page.unit in ("pixel", "inch", "")
        assert page.number >= 1
        assert page.size == page.source_size or np.isnan(page.size).all()
        assert np.array_equal(page.matrix, np.eye(3))


@each_sample
def test_polygons_run_clockwise_from_the_start_of_the_text(document):
    for page in document:
        for polygons in (page.lines.polygon, page.words.polygon):
            corners = polygons[~np.isnan(polygons).any(axis=(1, 2))]
            x, y = corners[..., 0], corners[..., 1]
            area = (x * np.roll(y, -1, axis=1) - np.roll(x, -1, axis=1) * y).sum(axis=1)
            assert (area > 0).all()  # y runs down: clockwise as seen is positive


@each_sample
def test_words_are_the_leaves_and_cover_their_line(path, document):
    for page in document:
        for line in page.lines:
            assert bool(line.text.strip()) == bool(len(line.words))
            assert all(word.text.strip() for word in line.words)
            if samples.name(path) in TEXTS_OF_THEIR_OWN and line.text == "Sten på":
                continue  # the words are "sten-" and "på"
            assert "".join(line.words.join().split()) == "".join(line.text.split())


@each_sample
def test_arrays_are_read_only(document):
    for page in document:
        for array in (
            page.matrix,
            page.lines.polygon,
            page.lines.offsets,
            page.words.confidence,
            page.words.spaced,
        ):
            with pytest.raises(ValueError, match="read-only"):
                array.reshape(-1)[:1] = 0


@each_sample
def test_native_keeps_everything(document):
    out = io.BytesIO()
    ocrlayout.save(document, out, to="native")
    assert ocrlayout.load(out.getvalue()) == document


@each_sample
def test_pickling_keeps_everything(document):
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(document, protocol))
        assert again == document
        assert not any(page.lines.polygon.flags.writeable for page in again)


@each_sample
def test_the_same_payload_parsed_or_as_bytes_or_as_a_file_gives_the_same(path, document):
    data = path.read_bytes()
    assert ocrlayout.load(data, sizes=samples.sizes(path)) == document
    assert ocrlayout.load(io.BytesIO(data), sizes=samples.sizes(path)) == document
    payload = payloads.parse(data)
    if isinstance(payload, (dict, list)):
        before = pickle.dumps(payload)
        assert ocrlayout.load(payload, sizes=samples.sizes(path)) == document
        assert pickle.dumps(payload) == before  # and the caller's payload is as it was


@each_sample
def test_a_named_reader_gives_the_same(path, document):
    again = ocrlayout.load(path, document.origin.provider, sizes=samples.sizes(path))
    assert isinstance(again, Document)
    assert again == document

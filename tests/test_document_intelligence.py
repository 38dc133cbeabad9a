"""What Document Intelligence says, in each of its versions, and what becomes of it."""

import numpy as np
import pytest
import samples
from hypothesis import given
from hypothesis import strategies as st

import ocrlayout
from ocrlayout import ReadError, payloads
from ocrlayout.readers import _spans

AZURE = samples.DATA / "azure"


def sample(name):
    return samples.load(AZURE / name)


def payload(name):
    return payloads.parse((AZURE / name).read_bytes())


def test_structure():
    document = sample("di_2023_07_31.json")
    page = document[0]
    assert document.origin == ("document_intelligence", "2023-07-31", "prebuilt-layout")
    parts = ("cell", "cell", "caption", "note")
    assert page.blocks.role == ("heading", "paragraph", "table", *parts, "page_number")
    assert page.blocks.parent.tolist() == [-1, -1, -1, 2, 2, 2, 2, -1]
    assert page.lines.block.tolist() == [0, 1, 1, 3, 4, 5, 6, 7, -1, -1]
    assert page.lines.language == (*["en"] * 5, *[""] * 5)
    assert page.lines.handwritten[2] == 0.8
    assert np.isnan(np.delete(page.lines.handwritten, 2)).all()


def test_a_word_of_no_line_is_a_line_of_its_own():
    line = sample("di_2023_07_31.json")[0].lines[-2]
    assert line.text == "stray"
    assert line.polygon == line.words[0].polygon


def test_a_word_of_no_line_stands_where_its_span_says():
    body = payload("di_2023_07_31.json")
    del body["analyzeResult"]["pages"][0]["lines"][1]
    lines = ocrlayout.load(body)[0].lines
    assert lines.text[:5] == ("Acme report", "A", "first", "line", "and a second")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_line_within_another(order):
    """Each word is there once, in the line of the innermost span."""
    words = [
        {"content": text, "span": {"offset": at, "length": 1}}
        for text, at in (("a", 0), ("b", 2), ("c", 4))
    ]
    lines = [
        {"content": "a c", "spans": [{"offset": 0, "length": 5}]},
        {"content": "b", "spans": [{"offset": 2, "length": 1}]},
    ]
    page = {"pageNumber": 1, "words": words, "lines": [lines[row] for row in order]}
    made = ocrlayout.load({"apiVersion": "1", "pages": [page]})[0].lines
    assert {line.text: line.words.text for line in made} == {"a c": ("a", "c"), "b": ("b",)}
    assert len(made) == 2


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=6),
    st.lists(st.tuples(st.integers(0, 12), st.integers(1, 9)), max_size=4),
)
def test_spans_within_spans_as_by_hand(ranges, asked):
    starts, ends = [start for start, _ in ranges], [start + length for start, length in ranges]
    found = _spans.Ranges(starts, ends, range(len(ranges)))
    for offset, owner in enumerate(found.owner(np.arange(20)).tolist()):
        around = [
            (starts[row], -ends[row], row)
            for row in range(len(ranges))
            if starts[row] <= offset < ends[row]
        ]
        assert owner == (max(around)[2] if around else -1)
    touched = found.touched(
        np.array([at for at, _ in asked]), np.array([at + length for at, length in asked])
    )
    assert touched.tolist() == [
        any(
            max(start, at) < min(end, at + length) or (start == end and at < start < at + length)
            for start, end in zip(starts, ends, strict=True)
        )
        for at, length in asked
    ]


def test_marks_are_signs_and_not_their_names():
    words = sample("di_2024_11_30_markdown.json")[0].words
    assert not [word for word in words.text if "selected" in word]
    assert words[5] == ("☒", ((1, 3), (1.2, 3), (1.2, 3.2), (1, 3.2)), 0.9)


def test_markdown_and_utf16_offsets():
    page = sample("di_2024_11_30_markdown.json")[0]
    assert page.lines.text == ("Draft", "Notes 😀", "1. wash", "☒ done")
    assert page.blocks.role == ("header", "heading", "paragraph", "paragraph")
    assert page.words.text == ("Draft", "Notes", "😀", "1.", "wash", "☒", "done")
    assert not np.isnan(page.words.confidence).any()


@pytest.mark.parametrize("kind", ["textElements", "unicodeCodePoint", "utf16CodeUnit"])
def test_every_string_index_type(kind):
    """The same words and lines, with the offsets that each way of counting gives."""
    count = {
        "textElements": lambda text: len(text.replace("👩\u200d💻", "x").replace("e\u0301", "x")),
        "unicodeCodePoint": len,
        "utf16CodeUnit": lambda text: len(text.encode("utf-16-le")) // 2,
    }[kind]
    lines = ["👩\u200d💻 at work", "cafe\u0301 😀", "你好"]
    content = "\n".join(lines)
    page = {"pageNumber": 1, "words": [], "lines": []}
    at = 0
    for line in lines:
        page["lines"].append(
            {"content": line, "spans": [{"offset": count(content[:at]), "length": count(line)}]}
        )
        for word in line.split(" ") if " " in line else line:
            start = content.index(word, at)
            page["words"].append(
                {"content": word, "span": {"offset": count(content[:start]), "length": count(word)}}
            )
        at += len(line) + 1
    read = ocrlayout.load(
        {"analyzeResult": {"stringIndexType": kind, "content": content, "pages": [page]}}
    )[0]
    assert [line.words.text for line in read.lines] == [
        ("👩\u200d💻", "at", "work"),
        ("cafe\u0301", "😀"),
        ("你", "好"),
    ]
    assert read.lines.text == tuple(lines)


def test_a_page_without_geometry():
    page = sample("di_docx.json")[0]
    assert page.lines.text == ("Dear Ann,", "你好 there")
    assert page.words.spaced.tolist() == [True, True, False, True, True]
    assert page.lines.language == ("en", "")
    assert np.isnan(page.size).all()
    assert np.isnan(page.words.polygon).all()
    assert page.unit == ""


def test_a_dump_of_the_sdk():
    document = sample("di_sdk_to_dict.json")
    page = document[0]
    assert document.origin.model == "prebuilt-read"
    assert (page.number, page.unit, page.blocks.role) == (2, "pixel", ("footer",))
    assert page.lines.handwritten.tolist() == [0.25]
    assert page.words[1].polygon == ((80, 10), (90, 10), (90, 30), (80, 30))


def test_the_first_preview():
    page = sample("di_2021_09_30_preview.json")[0]
    assert page.words[0].polygon[2] == (70, 30)
    assert page.blocks.role == ("table", "cell", "cell")
    assert page.lines.block.tolist() == [-1, 1, 2]
    assert page.tables[0].cells[0].polygon[2].tolist() == [90, 30]


@pytest.mark.parametrize(
    "take",
    [
        lambda body: body["analyzeResult"],
        lambda body: body["analyzeResult"]["pages"],
        lambda body: body["analyzeResult"]["pages"][0],
    ],
    ids=["analyzeResult", "pages", "page"],
)
def test_bare_parts(take):
    body = payload("di_2023_07_31.json")
    assert ocrlayout.load(take(body))[0].lines.text == ocrlayout.load(body)[0].lines.text


def test_lines_alone():
    page = {"pageNumber": 1, "lines": [{"content": "only"}, {"content": "lines"}]}
    assert ocrlayout.load({"analyzeResult": {"content": "", "pages": [page]}})[0].words.text == (
        "only",
        "lines",
    )


@pytest.mark.parametrize(
    "span", [None, {}, {"offset": -1, "length": 1}, {"offset": 1.5, "length": 1}, [0, 1]]
)
def test_a_wrong_span_is_named(span):
    body = payload("di_2023_07_31.json")
    body["analyzeResult"]["pages"][0]["words"][3]["span"] = span
    with pytest.raises(ReadError) as caught:
        ocrlayout.load(body)
    assert caught.value.where == "analyzeResult.pages[0].words[3].span"


def test_a_wrong_word_is_named():
    body = payload("di_2023_07_31.json")
    body["analyzeResult"]["pages"][0]["words"][5]["confidence"] = 2
    with pytest.raises(ReadError, match="between 0 and 1") as caught:
        ocrlayout.load(body)
    assert caught.value.where == "analyzeResult.pages[0].words[5]"


@pytest.mark.parametrize("spans", [None, []])
def test_a_line_without_spans_beside_words_is_named(spans):
    body = payload("di_2023_07_31.json")
    body["analyzeResult"]["pages"][0]["lines"][2]["spans"] = spans
    with pytest.raises(ReadError, match="spans") as caught:
        ocrlayout.load(body)
    assert caught.value.where == "analyzeResult.pages[0].lines[2].spans"


def test_the_place_of_a_wrong_word_is_told():
    quad = [0, 0, 40, 0, 40, 10, 0, 10]
    words = [
        {"content": content, "polygon": quad, "span": {"offset": offset, "length": 3}}
        for content, offset in (("the", 0), ("big", 4), ("dog", 8))
    ]
    words[2]["polygon"] = [0, 0, 40]
    line = {"content": "the big dog", "polygon": quad, "spans": [{"offset": 0, "length": 11}]}
    page = {"pageNumber": 1, "width": 50, "height": 20, "words": words, "lines": [line]}
    with pytest.raises(ReadError) as told:
        ocrlayout.load({"analyzeResult": {"content": "the big dog", "pages": [page]}})
    assert told.value.where == "analyzeResult.pages[0].words[2]"

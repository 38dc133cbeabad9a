"""Chunks for retrieval: each word in one, with quads that hold its words and little else."""

import io
import json
from collections import Counter

import numpy as np
import pytest
import samples
import shapely

import ocrlayout
from ocrlayout.cli import main
from ocrlayout.model import Blocks, Document, Lines, Page, Words


def square(x, y):
    return np.array([[x, y], [x + 9, y], [x + 9, y + 9], [x, y + 9]], float)


def chunks(document, **options):
    out = io.BytesIO()
    ocrlayout.save(document, out, to="chunks", **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def paged(*blocks, levels=None):
    """A page of blocks: each a role, then its lines, whose words stand in squares."""
    lines = [(line, row) for row, (_, *texts) in enumerate(blocks) for line in texts]
    words = [line.split() for line, _ in lines]
    polygons = [
        square(10 * at, 20 * row) for row, line in enumerate(words) for at in range(len(line))
    ]
    offsets = np.cumsum([0, *map(len, words)])
    made = Words([word for line in words for word in line], polygons, [0.5] * len(polygons))
    texts, rows = zip(*lines, strict=True)
    roles = [role for role, *_ in blocks]
    return Page(
        1,
        200,
        400,
        "pixel",
        lines=Lines(texts, None, made, offsets, rows),
        blocks=Blocks(roles, level=levels or [0] * len(roles)),
    )


def test_text_goes_together_under_its_heading():
    page = paged(
        ("heading", "Tides"),
        ("paragraph", "high wa-", "ter"),
        ("heading", "Ystad"),
        ("list_item", "• one"),
        ("list_item", "• two"),
        ("heading", "Winds"),
        ("paragraph", "north"),
        levels=[1, 0, 2, 0, 0, 1, 0],
    )
    first, second, third = chunks(Document([page]), names=("log.json",))
    assert (first["id"], first["text"], first["headings"]) == (
        "log.json#1",
        "Tides\n\nhigh water",
        ["Tides"],
    )
    assert (second["text"], second["role"]) == ("Ystad\n\n• one\n• two", "list_item")
    assert second["headings"] == ["Tides", "Ystad"]
    assert third["headings"] == ["Winds"]
    assert first["confidence"] == {"mean": 0.5, "min": 0.5, "words": 4}
    assert first["source"] == {"name": "log.json", "provider": "", "version": ""}


def test_a_chunk_goes_on_over_a_page_and_its_furniture():
    pages = [
        paged(("paragraph", "one"), ("note", "1 a note"), ("page_number", "7")),
        paged(("header", "Tides"), ("paragraph", "two")).replace(number=2),
    ]
    found = chunks(Document(pages))
    assert [chunk["text"] for chunk in found] == ["1 a note", "7", "Tides", "one\n\ntwo"]
    assert [page["page"] for page in found[-1]["pages"]] == [1, 2]
    assert [chunk["role"] for chunk in chunks(Document(pages), furniture="drop")] == [
        "note",
        "paragraph",
    ]


def test_long_paragraphs_are_divided_where_a_sentence_ends():
    lines = ["one two three", "four five. six", "seven eight nine.", "ten eleven", "twelve"]
    found = chunks(Document([paged(("paragraph", *lines))]), size=50)
    assert [chunk["text"] for chunk in found] == [" ".join(lines[:3]), " ".join(lines[3:])]
    short = chunks(Document([paged(("paragraph", *lines))]), size=8)
    assert max(len(chunk["text"]) for chunk in short) <= 8
    assert " ".join(chunk["text"] for chunk in short) == " ".join(lines)


def test_a_table_is_divided_between_rows_and_keeps_its_header():
    cells = [[-1] * 4, *([row, column, 1, 1] for row in range(4) for column in range(2))]
    texts = [f"r{row}c{column}" for row in range(4) for column in range(2)]
    roles = ["table", "column_header", "column_header", *["cell"] * 6]
    words = Words(texts, [square(30 * (at % 2), 20 * (at // 2)) for at in range(8)])
    lines = Lines(texts, None, words, range(9), range(1, 9))
    blocks = Blocks(roles, [-1, *[0] * 8], cells)
    document = Document([Page(lines=lines, blocks=blocks)])
    (whole,) = chunks(document)
    assert whole["text"] == "\n".join(f"r{row}c0\tr{row}c1" for row in range(4))
    assert (whole["table"]["rows"], whole["table"]["columns"]) == (4, 2)
    first, second = chunks(document, size=20)
    assert second["text"] == "r2c0\tr2c1\nr3c0\tr3c1"
    assert second["table"]["html"].count("<th") == 2
    assert first["pages"][0]["words"] == [[0, 4]]
    assert second["pages"][0]["words"] == [[4, 8]]


def test_quads_are_those_of_the_scan_as_it_lies():
    document = Document([paged(("paragraph", "one two"))])
    turned = document.map(lambda page: page.move([[0, -1, 400], [1, 0, 0], [0, 0, 1]], (400, 200)))
    (straight,), (upright,) = chunks(document), chunks(turned)
    assert np.allclose(straight["pages"][0]["quads"], upright["pages"][0]["quads"])
    assert straight["pages"][0]["relative_quads"] == [
        [0, 0, 19 / 200, 0, 19 / 200, 9 / 400, 0, 9 / 400]
    ]


def test_what_is_not_known_is_null():
    (chunk,) = chunks(Document([Page(lines=Lines(["text"]))]))
    (page,) = chunk["pages"]
    assert (page["width"], page["unit"], page["relative_quads"], page["quads"]) == (
        None,
        None,
        None,
        [],
    )
    assert chunk["confidence"] == {"mean": None, "min": None, "words": 0}
    assert chunk["language"] is chunk["table"] is chunk["source"]["name"] is None


def test_text_of_a_figure_stands_by_itself():
    blocks = Blocks(["paragraph", "figure", "paragraph"])
    page = Page(lines=Lines(["one", "N", "two"], block=[0, 1, 2]), blocks=blocks)
    found = [(chunk["role"], chunk["text"]) for chunk in chunks(Document([page]))]
    assert found == [("paragraph", "one"), ("figure", "N"), ("paragraph", "two")]


def test_a_size_is_at_least_one():
    with pytest.raises(ValueError, match="1 character or more, not 0"):
        chunks(Document(), size=0)


@pytest.mark.parametrize("size", [40, 1000])
@pytest.mark.parametrize("path", samples.FILES, ids=samples.name)
def test_each_word_stands_in_one_chunk_and_its_quads_hold_it(path, size):
    document = samples.load(path)
    numbers = [page.number for page in document]
    seen = Counter()
    for chunk in chunks(document, size=size):
        for part in chunk["pages"]:
            page = document.pages[numbers.index(part["page"])]
            rows = [row for start, stop in part["words"] for row in range(start, stop)]
            seen.update((part["page"], row) for row in rows)
            hold(page, rows, part["quads"])
    assert set(seen.values()) <= {1}
    assert len(seen) == sum(len(page.words) for page in document)


def hold(page, rows, quads):
    words = page.to_source(page.words.polygon[rows])
    words = words[np.isfinite(words).all(axis=(1, 2))]
    if not len(words):
        return
    ink = shapely.union_all(shapely.make_valid(shapely.polygons(words)))
    marked = shapely.union_all(shapely.make_valid(shapely.polygons(np.reshape(quads, (-1, 4, 2)))))
    if not ink.area:
        return
    assert marked.intersection(ink).area >= 0.99 * ink.area
    assert marked.area <= 1.5 * shapely.area(shapely.polygons(words)).sum()


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (("x/a.json", "x/b.json"), ["a.json", "b.json"]),
        (("x/a.json", "y/a.json"), ["x/a.json", "y/a.json"]),
    ],
)
def test_the_command_line_names_the_documents(paths, names, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for path in paths:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        ocrlayout.save(Document([paged(("paragraph", "text"))]), path)
    assert main(["convert", *paths, "-o", "all.jsonl", "--size", "99", "-q"]) == 0
    found = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text().splitlines()]
    assert [chunk["id"] for chunk in found] == [f"{name}#1" for name in names]
    assert [chunk["source"]["name"] for chunk in found] == names

"""Annotations of IIIF, read again by the library of those who make it."""

import io
import json

import numpy as np
import pytest
from hypothesis import given, settings
from model_pages import documents

import ocrlayout as ol
from ocrlayout import cli, geometry
from ocrlayout.model import Blocks, Document, Lines, Page, Words

CANVAS = "https://example.org/canvas"  # where nobody says
WHERE = {
    "canvas": "https://example.org/book/canvas/{page}",
    "address": "https://example.org/book/text/{page}",
}


def written(document, **options):
    out = io.BytesIO()
    ol.save(document, out, to="iiif", **options)
    return json.loads(out.getvalue())


def said(notes):
    return [(note["body"]["value"], note["target"]) for note in notes["items"]]


def quad(x0, y0, x1, y1):
    return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]


@pytest.fixture
def page():
    quads = [quad(10, 10, 90, 22), quad(10, 30, 100, 42), quad(10, 50, 60, 62)]
    words = Words(
        ["Tides", "low", "tide", "at", "noon"],
        [quads[0], quad(10, 30, 50, 42), quad(55, 30, 100, 42), quad(10, 50, 30, 62), quads[2]],
    )
    texts, languages = ["Tides", "low tide", "at noon"], ["eng", "en", ""]
    lines = Lines(texts, quads, words, [0, 1, 3, 5], [0, 1, 1], languages)
    blocks = Blocks(["heading", "paragraph"])
    return Page(7, 200, 100, "pixel", lines=lines, blocks=blocks)


@pytest.mark.parametrize("level", ["line", "word", "block"])
def test_every_annotation_has_what_the_api_wants(level, page):
    notes = written(Document([page]), level=level, **WHERE)
    assert notes["@context"][-1] == "http://iiif.io/api/presentation/3/context.json"
    assert (notes["id"], notes["type"]) == ("https://example.org/book/text/7", "AnnotationPage")
    assert notes["items"]
    for note in notes["items"]:
        assert note["id"].startswith("https://example.org/book/text/7#")
        assert (note["type"], note["body"]["type"]) == ("Annotation", "TextualBody")
        assert note["target"].startswith("https://example.org/book/canvas/7#xywh=")


def test_lines(page):
    notes = written(Document([page]))
    assert said(notes) == [
        ("Tides", f"{CANVAS}/7#xywh=10,10,80,12"),
        ("low tide", f"{CANVAS}/7#xywh=10,30,90,12"),
        ("at noon", f"{CANVAS}/7#xywh=10,50,50,12"),
    ]
    first, _, last = notes["items"]
    assert first["textGranularity"] == "line"
    assert first["motivation"] == "supplementing"
    assert first["body"]["language"] == "en"
    assert "language" not in last["body"]
    assert len({note["id"] for note in notes["items"]}) == 3


def test_words_have_the_language_of_their_line(page):
    notes = written(Document([page]), level="word")
    assert [text for text, _ in said(notes)] == ["Tides", "low", "tide", "at", "noon"]
    languages = [note["body"].get("language") for note in notes["items"]]
    assert languages == ["en", "en", "en", None, None]


def test_blocks(page):
    assert said(written(Document([page]), level="block")) == [
        ("Tides", f"{CANVAS}/7#xywh=10,10,80,12"),
        ("low tide at noon", f"{CANVAS}/7#xywh=10,30,90,32"),
    ]


def test_cells_of_tables_are_blocks():
    blocks = Blocks(["table", "cell", "cell"], [-1, 0, 0], [[-1] * 4, [0, 0, 1, 1], [0, 1, 1, 1]])
    lines = Lines(["Ystad", "1.2 m"], [quad(0, 0, 9, 9), quad(20, 0, 29, 9)], block=[1, 2])
    page = Page(1, 50, 20, "pixel", lines=lines, blocks=blocks)
    assert said(written(Document([page]), level="block")) == [
        ("Ystad", f"{CANVAS}/1#xywh=0,0,9,9"),
        ("1.2 m", f"{CANVAS}/1#xywh=20,0,9,9"),
    ]


def test_text_that_leans_has_its_corners():
    lines = Lines(["Tides"], [[[10, 10], [90, 20], [89, 30], [9, 20]]])
    ((_, target),) = said(written(Document([Page(1, 100, 50, "pixel", lines=lines)])))
    assert target["source"] == {"id": f"{CANVAS}/1", "type": "Canvas"}
    assert 'd="M10.0,10.0L90.0,20.0L89.0,30.0L9.0,20.0Z"' in target["selector"]["value"]


def test_text_on_its_side_stands_on_a_box():
    lines = Lines(["Tides"], [[[10, 90], [10, 10], [30, 10], [30, 90]]])
    ((_, target),) = said(written(Document([Page(1, 100, 100, "pixel", lines=lines)])))
    assert target == f"{CANVAS}/1#xywh=10,10,20,80"


def test_a_page_that_was_turned_is_said_as_it_lay(page):
    turned = Document([page.move(geometry.rotation(5), (200, 100))])
    assert said(written(turned)) == said(written(Document([page])))


def test_text_without_a_place_is_left_out():
    lines = Lines(["Tides", "at noon"], [quad(0, 0, 50, 9), np.full((4, 2), np.nan)])
    assert [
        text for text, _ in said(written(Document([Page(1, 99, 50, "pixel", lines=lines)])))
    ] == ["Tides"]


def test_a_file_holds_one_page(page, tmp_path, capsys):
    with pytest.raises(ol.WriteError, match="save each page"):
        written(Document([page, page]))
    path = tmp_path / "book.json"
    ol.save(Document([page, page.replace(number=8)]), path)
    assert cli.main(["convert", str(path), "-o", str(tmp_path / "out.iiif.json")]) == 0
    capsys.readouterr()
    assert sorted(one.name for one in tmp_path.glob("*.iiif.json")) == [
        "out-7.iiif.json",
        "out-8.iiif.json",
    ]


def test_a_level_that_is_none():
    with pytest.raises(ValueError, match="a line, a word or a block"):
        written(Document([Page()]), level="glyph")


@given(documents)
@settings(max_examples=30, deadline=None)
def test_any_page_is_written_or_refused(document):
    for page in document:
        for level in ("line", "word", "block"):
            try:
                notes = written(Document([page]), level=level)
            except ol.WriteError:
                continue
            assert notes["type"] == "AnnotationPage"

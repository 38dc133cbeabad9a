"""docling JSON, read again by docling's own model and by the reader."""

import importlib
import importlib.util
import io
import json
import random

import order_pages
import pytest
from conftest import absent
from hypothesis import given, settings
from model_pages import documents

import ocrlayout as ol
from ocrlayout import geometry
from ocrlayout.model import Blocks, Document, Fields, Lines, Page
from ocrlayout.model.blocks import Cell

NO_CELL = (-1, -1, -1, -1)
NAME = "docling_core.types.doc.document"


@pytest.fixture(scope="module")
def docling():
    if importlib.util.find_spec("docling_core") is None:
        absent("docling_core", "pip install -e '.[recipes]'")
    return importlib.import_module(NAME).DoclingDocument


def written(document, **options):
    out = io.BytesIO()
    ol.save(document, out, to="docling", **options)
    return out.getvalue()


def quad(x0, y0, x1, y1):
    return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]


def page_of(*parts, **columns):
    """A page of blocks one below the other: ``("heading", "Tides")``."""
    quads = [quad(10, 20 * at + 10, 190, 20 * at + 22) for at in range(len(parts))]
    lines = Lines([text for _, text in parts], quads, block=range(len(parts)))
    roles = [role for role, _ in parts]
    level = [role == "heading" for role in roles]
    blocks = Blocks(roles, polygon=quads, level=level)
    return Page(1, 200, 300, "pixel", lines=lines, blocks=blocks, **columns)


def table_document():
    """A table with a caption, and a cell over two columns; a figure without text."""
    quads = [quad(10, 30, 190, 90), quad(10, 10, 190, 20), quad(10, 30, 190, 50)]
    quads += [quad(10, 50, 90, 90), quad(90, 50, 190, 90), quad(10, 100, 190, 200)]
    cells = [NO_CELL, NO_CELL, Cell(0, 0, 1, 2), Cell(1, 0), Cell(1, 1), NO_CELL]
    roles = ["table", "caption", "column_header", "cell", "cell", "figure"]
    blocks = Blocks(roles, [-1, 0, 0, 0, 0, -1], cells, quads)
    texts = ["Table 1. Heights", "June", "Ystad", "1.2 m"]
    lines = Lines(texts, quads[1:5], block=range(1, 5))
    return Document([Page(1, 200, 300, "pixel", lines=lines, blocks=blocks)])


def test_docling_takes_it(docling):
    page = page_of(
        ("header", "The Harbour Post"),
        ("heading", "Tides"),
        ("paragraph", "They come and go."),
        ("list_item", "• boats"),
        ("list_item", "2. ropes"),
        ("note", "See page 4."),
    )
    document = docling.model_validate_json(written(Document([page]), names=["harbour"]))
    assert document.name == "harbour"
    assert [(item.label.value, item.text) for item in document.texts] == [
        ("page_header", "The Harbour Post"),
        ("title", "Tides"),
        ("text", "They come and go."),
        ("list_item", "boats"),
        ("list_item", "ropes"),
        ("footnote", "See page 4."),
    ]
    assert document.texts[0].content_layer.value == "furniture"
    assert [item.marker for item in document.texts[3:5]] == ["•", "2."]
    assert document.pages[1].size.width == 200
    box = document.texts[1].prov[0].bbox
    assert (box.l, box.t, box.r, box.b, box.coord_origin.value) == (10, 30, 190, 42, "TOPLEFT")
    text = document.export_to_markdown()
    assert text.startswith("# Tides\n\nThey come and go.\n\n- boats\n2. ropes")


def test_tables_pictures_and_captions(docling):
    document = docling.model_validate_json(written(table_document()))
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.data.grid] == [
        ["June", "June"],
        ["Ystad", "1.2 m"],
    ]
    assert table.data.grid[0][0].column_header
    assert table.caption_text(document) == "Table 1. Heights"
    assert table.prov[0].bbox.b == 90
    assert [picture.prov[0].bbox.t for picture in document.pictures] == [100]


def test_pairs_are_a_graph(docling):
    places = [quad(10, 10, 50, 20)]
    fields = Fields(["pair"], ["Total"], ["$14.50"], [14.5], places, [quad(60, 10, 99, 20)])
    page = page_of(("paragraph", "Total $14.50"), fields=fields)
    document = docling.model_validate_json(written(Document([page])))
    graph = document.key_value_items[0].graph
    assert [(cell.label.value, cell.text) for cell in graph.cells] == [
        ("key", "Total"),
        ("value", "$14.50"),
    ]
    assert graph.cells[1].prov.bbox.l == 60
    again = ol.load(written(Document([page])))[0].fields
    assert (again.name, again.text) == (("Total",), ("$14.50",))


def test_it_is_read_again():
    document = table_document()
    page = document[0]
    (again,) = ol.load(written(document))
    assert again.size == page.size
    assert again.tables[0].rows() == page.tables[0].rows()
    assert "Table 1. Heights" in again.lines.text
    found = dict(zip(again.lines.text, again.lines.polygon, strict=True))
    for text, box in zip(page.lines.text, page.lines.polygon, strict=True):
        assert geometry.boxes(found[text]).tolist() == geometry.boxes(box).tolist()


def test_divided_words():
    lines = Lines(["the har-", "bour"], [quad(0, 0, 90, 9), quad(0, 10, 90, 19)], block=[0, 0])
    page = Page(1, 100, 50, "pixel", lines=lines, blocks=Blocks(["paragraph"]))
    (text,) = json.loads(written(Document([page])))["texts"]
    assert (text["text"], text["orig"]) == ("the harbour", "the har- bour")
    assert text["prov"][0]["bbox"]["b"] == 19
    (text,) = json.loads(written(Document([page]), dehyphenate=False))["texts"]
    assert text["text"] == "the har- bour"


def test_pages_in_inches_are_pixels():
    page = page_of(("paragraph", "Tides")).replace(unit="inch")
    assert json.loads(written(Document([page]), dpi=10))["pages"]["1"]["size"]["width"] == 2000


def test_a_page_without_a_size_is_refused():
    with pytest.raises(ol.WriteError, match="page 1 does not have a size"):
        written(Document([Page(lines=Lines(["Tides"]))]))


def test_documents_are_numbered_on():
    page = page_of(("paragraph", "Tides"))
    whole = json.loads(written([Document([page]), Document([page])]))
    assert [item["prov"][0]["page_no"] for item in whole["texts"]] == [1, 2]
    assert list(whole["pages"]) == ["1", "2"]


def test_generated_pages(docling):
    rng = random.Random(1)
    for made in (order_pages.columns(rng), order_pages.table(rng), order_pages.sidebar(rng)):
        document = ol.tidy(order_pages.document(made))
        found = docling.model_validate_json(written(document))
        assert len(found.tables) == len(document[0].tables)
        assert found.export_to_text()


@given(documents)
@settings(max_examples=30, deadline=None)
def test_any_document_is_written_or_refused(document):
    try:
        data = written(document)
    except ol.WriteError:
        return
    assert len(ol.load(data)) == len({page.number for page in document})

"""CSV, as Python's own reader has it."""

import csv
import io
import logging

import numpy as np
import pytest
import samples

import ocrlayout
from ocrlayout.model import Blocks, Document, Lines, Page, Words

NO_CELL = [-1] * 4
TABLES = [path for path in samples.FILES if samples.load(path).tables]


def rows(document, **options):
    out = io.BytesIO()
    ocrlayout.save(document, out, to="csv", **options)
    return list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))


@pytest.mark.parametrize("path", samples.FILES, ids=samples.name)
def test_words_are_given_back(path):
    document = samples.load(path)
    head, *found = rows(document)
    words = Words(
        [row[head.index("text")] for row in found],
        np.reshape([[float(v or "nan") for v in row[4:12]] for row in found], (-1, 4, 2)),
        [float(row[-1] or "nan") for row in found],
    )
    there = [word for page in document for word in page.words]
    assert list(words) == there
    lines = [(page.number, line) for page in document for line in page.lines.word_line]
    assert [(int(row[1]), int(row[2])) for row in found] == lines


def test_lines_have_the_role_of_their_block():
    page = Page(3, lines=Lines(['a, "b"', "c\nd"], block=[0, -1]), blocks=Blocks(["heading"]))
    head, one, two = rows(Document([page]), content="lines", names=("log",))
    assert one[:5] == ["log", "3", "0", "heading", 'a, "b"']
    assert two[2:5] == ["-1", "", "c d"]
    assert head[4:6] == ["text", "x0"]


@pytest.mark.parametrize("path", TABLES, ids=samples.name)
def test_tables_give_their_cells_back(path):
    document = samples.load(path)
    head, *found = rows(document, content="cells")
    cells = [
        (at, *cell.place, cell.role, cell.text)
        for at, table in enumerate(document.tables)
        for cell in table.cells
    ]
    assert [(*map(int, row[2:7]), *row[7:9]) for row in found] == cells
    for spans in ("once", "repeated"):
        listed = [row for table in document.tables for row in [*table.rows(spans), []]]
        assert rows(document, content="tables", spans=spans) == listed
    assert head[:3] == ["document", "page", "table"]


def test_cells_of_a_table_over_pages_say_their_page():
    def page(number, row):
        blocks = Blocks(["table", "cell"], [-1, 0], [NO_CELL, [row, 0, 1, 1]])
        return Page(number, lines=Lines([f"r{row}"], block=[1]), blocks=blocks)

    _, *found = rows(Document([page(1, 0), page(2, 1)]), content="cells")
    assert [row[1:5] for row in found] == [["1", "0", "0", "0"], ["2", "0", "1", "0"]]


def test_a_byte_order_mark_is_written_once():
    out = io.BytesIO()
    ocrlayout.save([Document(), Document()], out, to="csv", byte_order_mark=True)
    assert out.getvalue().startswith(b"\xef\xbb\xbfdocument,page")
    assert out.getvalue().count(b"\xef\xbb\xbf") == 1


def test_a_document_without_tables_is_told(caplog):
    with caplog.at_level(logging.INFO, "ocrlayout"):
        assert rows(Document(), content="tables") == []
    assert "does not have tables" in caplog.text


def test_what_cannot_be_chosen_is_said():
    corners = [[0, 0, 1, 1], [2**20 - 1, 2**14 - 1, 1, 1]]
    blocks = Blocks(["table", "cell", "cell"], [-1, 0, 0], [NO_CELL, *corners])
    document = Document([Page(lines=Lines(["x"], block=[1]), blocks=blocks)])
    with pytest.raises(ocrlayout.WriteError, match=r"too large to list; content='cells'"):
        rows(document, content="tables")
    with pytest.raises(ValueError, match="content of a CSV is one of words, lines, cells, tables"):
        rows(document, content="pages")

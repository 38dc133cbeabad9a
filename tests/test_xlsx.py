"""Workbooks, as openpyxl reads them again."""

import importlib.util
import io
import logging

import openpyxl
import pytest
import samples

import ocrlayout
from ocrlayout.model import Blocks, Document, Lines, Page

NO_CELL = [-1] * 4
TABLES = [path for path in samples.FILES if samples.load(path).tables]


def book(document, **options):
    out = io.BytesIO()
    ocrlayout.save(document, out, to="xlsx", **options)
    return openpyxl.load_workbook(out)


def table(*cells, roles=None):
    blocks = Blocks(
        ["table", *(roles or ["cell"] * len(cells))],
        [-1, *[0] * len(cells)],
        [NO_CELL, *(cell[:4] for cell in cells)],
    )
    return Document(
        [
            Page(
                lines=Lines([cell[4] for cell in cells], block=range(1, len(cells) + 1)),
                blocks=blocks,
            )
        ]
    )


@pytest.mark.parametrize("path", TABLES, ids=samples.name)
def test_tables_give_their_cells_back(path):
    document = samples.load(path)
    sheets = book(document).worksheets[1:]
    assert len(sheets) == len(document.tables)
    for sheet, own in zip(sheets, document.tables, strict=True):
        there = {
            (cell.row - 1, cell.column - 1): cell.value
            for row in sheet.iter_rows()
            for cell in row
            if cell.value
        }
        assert there == {
            (cell.place.row, cell.place.column): " ".join(cell.text.split("\n"))
            for cell in own.cells
            if cell.text
        }
        spans = {
            (one.min_row - 1, one.min_col - 1, one.size["rows"], one.size["columns"])
            for one in sheet.merged_cells.ranges
        }
        assert spans == {tuple(cell.place) for cell in own.cells if max(cell.place[2:]) > 1}


def test_text_is_text_unless_numbers_are_asked_for():
    cells = [
        (0, at, 1, 1, text)
        for at, text in enumerate(["=1+1", "007", "12.50", "1,000", "-3", "+1", "\x07a"])
    ]
    row = [cell.value for cell in book(table(*cells)).worksheets[1][1]]
    assert row == ["=1+1", "007", "12.50", "1,000", "-3", "+1", "a"]
    assert {cell.data_type for cell in book(table(*cells)).worksheets[1][1]} == {"s"}
    numbers = [cell.value for cell in book(table(*cells), numbers=True).worksheets[1][1]]
    assert numbers == ["=1+1", "007", 12.5, "1,000", -3, "+1", "a"]


def test_headers_are_bold_and_stay_in_view():
    document = table(
        (0, 0, 1, 2, "h"),
        (1, 0, 1, 1, "r"),
        (1, 1, 1, 1, "x"),
        roles=["column_header", "row_header", "cell"],
    )
    sheet = book(document).worksheets[1]
    assert (sheet["A1"].font.bold, sheet["A2"].font.bold, sheet["B2"].font.bold) == (
        True,
        True,
        False,
    )
    assert sheet.freeze_panes == "A2"


def test_the_first_sheet_lists_the_tables(caplog):
    found = book(
        [table((0, 0, 1, 1, "x")), table((0, 0, 1, 1, "y"), (0, 1, 1, 1, "z"))],
        names=("a.json", "b.json"),
    )
    rows = [[cell.value for cell in row] for row in found.worksheets[0].iter_rows()]
    assert rows[1:] == [["Table 1", "a.json", 1, 1, 1, None], ["Table 2", "b.json", 1, 1, 2, None]]
    with caplog.at_level(logging.INFO, "ocrlayout"):
        assert book(Document()).sheetnames == ["Tables"]
    assert "does not have tables" in caplog.text


def test_what_a_workbook_cannot_hold():
    with pytest.raises(
        ocrlayout.WriteError, match="holds 40000 characters, and one of a workbook 32767"
    ):
        book(table((0, 0, 1, 1, "x" * 40_000)))
    with pytest.raises(ocrlayout.WriteError, match="too large for a workbook"):
        book(table((0, 0, 1, 1, "x"), (2**20 - 1, 2**14 - 1, 1, 1, "y")))


def test_the_extra_that_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ocrlayout.MissingExtra, match=r"ocrlayout-kit\[xlsx\]"):
        book(Document())

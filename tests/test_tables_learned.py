"""The networks that find tables, on pages that they have not seen."""

import json
import random
import sys
from pathlib import Path

import numpy as np
import order_pages
import pytest

from ocrlayout.order.canonical import canonical
from ocrlayout.order.network import network
from ocrlayout.order.table_rows import rows_of
from ocrlayout.order.table_tags import FIRST, NEXT, TEXT, tables_among
from ocrlayout.order.weights import TABLES

HOME = Path(__file__).parent.parent
sys.path[:0] = [str(HOME / "training"), str(HOME / "bench" / "order_templates")]

import inputs  # noqa: E402
import score  # noqa: E402
import train_tables  # noqa: E402

LARGEST = 20_000  # bytes
ROWS = [
    ("Stock", "100", "x", "7"),
    ("two lines", "200", "y", "8"),
    ("last", "300", "z", "9"),
]


def test_weights_are_those_of_this_code():
    """Where this fails, train again: training/README.md."""
    told = json.loads(TABLES.read_text(encoding="ascii"))
    assert told["made from"] == train_tables.made_from()


def test_weights_are_small():
    assert TABLES.stat().st_size <= LARGEST


@pytest.mark.parametrize("name", ["rows", "tables"])
def test_there_is_an_answer_for_each_tag(name):
    assert network(TABLES, name).out.shape[1] == len({TEXT, FIRST, NEXT})


def sheet_of(rows):
    return canonical(order_pages.document(rows)[0])


def all_rows(sheet):
    return rows_of(sheet, [np.arange(len(sheet))], np.array([True]))


def cells(x, *texts, y=100, pitch=26):
    return [
        (text, order_pages.quad(x, y + pitch * at, 9 * len(text))) for at, text in enumerate(texts)
    ]


def test_a_cell_of_several_lines_is_one_piece_of_its_row():
    rows = cells(100, "one", "two", "three") + cells(300, "level") + cells(500, "also", "here")
    sheet = sheet_of(rows)
    order = np.array([sheet.row.tolist().index(at) for at in range(len(rows))])
    found = rows_of(sheet, [order], np.array([True]))
    assert found.count.tolist() == [3]
    assert found.size.tolist() == [3, 1, 2]


def test_lines_of_a_paragraph_are_rows_of_their_own():
    found = all_rows(sheet_of(order_pages.text(random.Random(1), 100, 100, 600, 8)))
    assert found.count.tolist() == [1] * 8


def test_a_leaf_that_is_a_note_holds_no_table():
    rows = [cell for at, texts in enumerate(ROWS * 4) for cell in placed(at, texts)]
    sheet = sheet_of(rows)
    lines = np.lexsort((sheet.x0, np.round(sheet.y, 1)))
    assert tables_among(sheet, [lines], [""], [0]) == [(0, len(rows))]
    assert tables_among(sheet, [lines], ["note"], [0]) == []


def placed(row, texts):
    return [
        (text, order_pages.quad(100 + 200 * column, 100 + 34 * row, 9 * len(text)))
        for column, text in enumerate(texts)
    ]


@pytest.fixture(scope="module")
def scored():
    """Confusion of roles, which tables are whole and alone, neighbors in the right cells."""
    return score.roles(list(inputs.under("lines")))


def share(pairs, at):
    """Of the lines that are (0) or are called (1) table, the share that is both."""
    some = sum(many for roles, many in pairs.items() if roles[at] == "table")
    return pairs["table", "table"] / some


def test_lines_of_tables_that_nothing_was_learned_from(scored):
    pairs, _, _ = scored
    assert share(pairs, 0) >= 0.95
    assert share(pairs, 1) >= 0.84


def test_tables_are_found_whole_with_nothing_else_in_them(scored):
    _, tables, _ = scored
    assert len(tables) == 63
    assert sum(tables) >= 24  # of 34 that are read in one piece


def test_neighbors_in_tables_are_in_the_right_cells(scored):
    right, _, every = scored[2]
    assert right >= 0.94 * every

"""Tables that no service gave: what is found as one with cells, and what is not."""

import random

import numpy as np
import order_pages
import pytest

from ocrlayout.order import reorder

INVOICE = [
    ("Item", "Pieces", "Price", "Amount"),
    ("Blue paper", "12", "4.10", "49.20"),
    ("Black ink", "3", "11.00", "33.00"),
    ("Delivery by van", "", "", "9.50"),
    ("Pencils in a box", "40", "0.55", "22.00"),
    ("Two chairs", "2", "80.00", "160.00"),
    ("Discount", "", "", "-5.00"),
    ("Long rulers", "7", "2.15", "15.05"),
]


def grid(rows, x=100, y=100, step=180, pitch=34):
    """Lines of a grid; what is empty has none."""
    return [
        (text, order_pages.quad(x + step * column, y + pitch * row, 9 * len(text)))
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
        if text
    ]


def found(rows, angle=0.0):
    """The tables of a page, each as {(row, column): text}, empty cells too."""
    page = reorder(order_pages.document(rows, angle=angle, shuffle=1))[0]
    blocks, tables = page.blocks, {}
    for at, (parent, (row, column, *_)) in enumerate(
        zip(blocks.parent.tolist(), blocks.cell.tolist(), strict=True)
    ):
        if row >= 0:
            lines = np.flatnonzero(page.lines.block == at).tolist()
            text = " ".join(page.lines.text[line] for line in lines)
            tables.setdefault(parent, {})[row, column] = text
    return list(tables.values())


def cells(rows):
    return {(r, c): text for r, row in enumerate(rows) for c, text in enumerate(row)}


@pytest.mark.parametrize("angle", [0, 3, 90])
@pytest.mark.parametrize("rows", [INVOICE, INVOICE[1:]], ids=["with a head", "without"])
def test_an_invoice_has_its_cells_and_the_empty_ones(rows, angle):
    assert found(grid(rows), angle) == [cells(rows)]


def test_text_around_a_table_is_not_in_it():
    text = order_pages.text(random.Random(1), 100, 500, 700, 12)
    title = [("Invoice of the month", order_pages.quad(100, 30, 300))]
    assert found(title + grid(INVOICE) + text) == [cells(INVOICE)]


def test_a_head_is_named():
    page = reorder(order_pages.document(grid(INVOICE)))[0]
    assert page.blocks.role.count("column_header") == 4
    assert page.blocks.role.count("table") == 1


def test_a_label_of_two_lines_is_one_cell():
    rows = [*INVOICE[:3], ("Paper for draw-", "", "", ""), ("ing by hand", "5", "6.00", "30.00")]
    table = found(grid([*rows, *INVOICE[4:6]]))[0]
    assert table[3, 0] == "Paper for draw- ing by hand"
    assert table[3, 3] == "30.00"


def test_corners_of_cells_hold_their_lines():
    page = reorder(order_pages.document(grid(INVOICE), angle=3))[0]
    for line, block in enumerate(page.lines.block.tolist()):
        middle = page.lines.polygon[line].mean(axis=0)
        corners = page.blocks.polygon[block]
        edge, there = np.roll(corners, -1, axis=0) - corners, middle - corners
        assert (edge[:, 0] * there[:, 1] - edge[:, 1] * there[:, 0] > 0).all()


def test_a_table_from_right_to_left_has_its_first_column_at_the_right():
    names = ["ורד", "ספר קטן", "עט", "דף לבן", "מחק"]
    rows = [(f"{k}.50", f"{3 * k}", name) for k, name in enumerate(names)]
    lines = grid(rows)
    assert found(lines) == [cells([row[::-1] for row in rows])]
    page = reorder(order_pages.document(lines))[0]
    assert (page.blocks.polygon[:, 0] <= page.blocks.polygon[:, 2]).all()


def pairs():
    return grid([(f"Name {k}:", f"value {k}{k}") for k in range(9)])


def contents():
    return grid([(f"{k}.", f"Chapter about {k}", f"{7 * k}") for k in range(1, 12)], step=300)


def index():
    words = ["apple", "birch", "cedar", "daisy", "elder", "ferns", "grass", "hazel", "ivies"]
    return grid([[f"{word}, {9 * k + c}" for c in range(3)] for k, word in enumerate(words)])


def crossword():
    rows = [
        [text for c in range(3) for text in (f"{k + 9 * c}", f"River of clue {k * 7 + c} (5)")]
        for k in range(1, 10)
    ]
    return grid(rows, step=250)


def prose():
    return order_pages.columns(random.Random(3), 2)


def three_columns():
    return order_pages.columns(random.Random(3), 3)


def tables_side_by_side():
    return grid(INVOICE[1:], step=150) + grid(INVOICE[1:], x=800, step=150)


@pytest.mark.parametrize(
    "page", [pairs, contents, index, crossword, prose, three_columns, tables_side_by_side]
)
def test_what_is_not_one_table_is_not_made_one(page):
    assert found(page()) == []


def test_words_are_not_cells():
    assert found(order_pages.in_words(order_pages.single(random.Random(1)))) == []

"""Tables that no service gave: what is found as one with cells, and what is not."""

import random

import numpy as np
import order_pages
import pytest

from ocrlayout import reading_order
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
PAIRS = [("A:", "Oslo"), ("B:", "Bern"), ("C:", "Rome"), ("D:", "Lima"), ("E:", "Kyiv")]


def grid(rows, x=100, y=100, step=180, pitch=34):
    """Lines of a grid; what is empty has none."""
    return [
        (text, order_pages.quad(x + step * column, y + pitch * row, 9 * len(text)))
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
        if text
    ]


def tables_of(page):
    """The tables of a page, each as {(row, column): text}, empty cells too."""
    blocks, tables = page.blocks, {}
    for at, (parent, (row, column, *_)) in enumerate(
        zip(blocks.parent.tolist(), blocks.cell.tolist(), strict=True)
    ):
        if row >= 0:
            lines = np.flatnonzero(page.lines.block == at).tolist()
            text = " ".join(page.lines.text[line] for line in lines)
            tables.setdefault(parent, {})[row, column] = text
    return list(tables.values())


def found(rows, angle=0.0):
    return tables_of(reorder(order_pages.document(rows, angle=angle, shuffle=1))[0])


def cells(rows):
    return {(r, c): text for r, row in enumerate(rows) for c, text in enumerate(row)}


@pytest.mark.parametrize("angle", [0, 3, 90])
@pytest.mark.parametrize("rows", [INVOICE, INVOICE[1:]], ids=["with a head", "without"])
def test_an_invoice_has_its_cells_and_the_empty_ones(rows, angle):
    assert found(grid(rows), angle) == [cells(rows)]


def test_a_table_with_white_between_its_rows_is_one():
    assert found(grid(INVOICE, pitch=52)) == [cells(INVOICE)]


def test_text_around_a_table_is_not_in_it():
    text = order_pages.text(random.Random(1), 100, 500, 700, 12)
    title = [("Invoice of the month", order_pages.quad(100, 30, 300))]
    assert found(title + grid(INVOICE) + text) == [cells(INVOICE)]


def test_a_head_is_named():
    page = reorder(order_pages.document(grid(INVOICE)))[0]
    assert page.blocks.role.count("column_header") == 4
    assert page.blocks.role.count("table") == 1


@pytest.mark.parametrize(
    ("head", "is_head"),
    [
        (("Mill", "1870", "1880", "1890"), True),
        (("Mill", "2025", "2024", "2023"), True),
        (("Mill", "2022/23", "2023/24", "2024/25"), True),
        (("Mill", "1870", "1880", "1891"), False),
        (("Mill", "1880", "1880", "1880"), False),
        (("Mill", "18.70", "18.80", "18.90"), False),
        (("Mill", "12", "13", "14"), False),
    ],
)
def test_years_in_steps_are_a_head(head, is_head):
    rows = [head, *((name, "88", "31", "53") for name in ("Upper", "Lower", "Old", "New"))]
    page = reorder(order_pages.document(grid(rows), shuffle=1))[0]
    assert page.blocks.role.count("column_header") == 4 * is_head


def test_a_head_over_two_columns_has_a_span():
    over = [
        ("Goods", order_pages.quad(100, 66, 50)),
        ("What was delivered in May", order_pages.quad(280, 66, 290)),
        ("Sum", order_pages.quad(640, 66, 40)),
    ]
    blocks = reorder(order_pages.document(over + grid(INVOICE)))[0].blocks
    assert [0, 1, 1, 2] in blocks.cell.tolist()


def test_cells_have_corners_where_no_line_stands():
    page = reorder(order_pages.document(grid(INVOICE)))[0]
    at = page.blocks.cell.tolist().index([3, 1, 1, 1])
    assert not (page.lines.block == at).any()
    left, top = page.blocks.polygon[at].min(axis=0)
    place = {text: page.lines.polygon[row].min(axis=0) for row, text in enumerate(page.lines.text)}
    assert left == pytest.approx(place["Pieces"][0], abs=2)
    assert top == pytest.approx(place["Delivery by van"][1], abs=2)


def test_tables_are_tables_of_the_document():
    (table,) = reorder(order_pages.document(grid(INVOICE))).tables
    assert repr(table) == "<Table: 8 rows, 4 columns>"


def test_the_order_is_that_of_reading_order():
    page = order_pages.document(grid(INVOICE), shuffle=3)[0]
    texts = [page.lines.text[row] for row in reading_order(page).tolist()]
    document = order_pages.document(grid(INVOICE), shuffle=3)
    assert list(reorder(document)[0].lines.text) == texts


def test_pairs_of_labels_and_values_are_not_a_table_with_cells():
    assert found(grid(PAIRS)) == []


def test_two_columns_of_text_are_not_a_table():
    left = order_pages.text(random.Random(1), 100, 100, 300, 12)
    right = order_pages.text(random.Random(2), 450, 100, 300, 12)
    assert found(left + right) == []


def test_contents_are_not_a_table():
    names = ("Rivers", "Hills and dales", "Old towns", "Roads", "The coast")
    assert found(grid([(name, str(7 + 9 * at)) for at, name in enumerate(names)], step=500)) == []


def test_cells_of_several_lines_belong_to_their_rows():
    rows, y = grid([("No.", "", "Name", "", "Amount")], step=110), 140
    for number in range(1, 7):
        rows.append((f"{number}", order_pages.quad(100, y, 12)))
        rows.append(("A name that goes", order_pages.quad(320, y, 150)))
        rows.append(("on below", order_pages.quad(320, y + 24, 80)))
        rows.append((f"{7 * number}.50", order_pages.quad(540, y, 50)))
        y += 64
    (table,) = found(rows)
    assert {column: table[3, column] for column in range(3)} == {
        0: "3",
        1: "A name that goes on below",
        2: "21.50",
    }
    assert len(table) == 7 * 3


def test_a_row_of_one_cell_and_a_total_belong_to_the_table():
    rows = [*INVOICE[:4], ("Second part", "", "", ""), *INVOICE[4:], ("", "", "", "284.75")]
    blocks = reorder(order_pages.document(grid(rows), shuffle=1))[0].blocks
    assert {role for role in blocks.role if role not in ("cell", "column_header")} == {"table"}
    assert blocks.role.count("table") == 1

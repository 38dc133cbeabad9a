"""Blocks, their tree, and the tables in it."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_pages import UNPLACED, blocks, pages, quad

from ocrlayout.model import Block, Blocks, Cell, Document, Lines, Page, Table, Words

NAN = float("nan")
NO_CELL = (-1, -1, -1, -1)


def table_page(rows, *, head=0, start=0, number=1, notes=()):
    """Make a page with one table; the first `head` rows are headers, None is a missing cell."""
    roles, grid, texts = ["table"], [NO_CELL], []
    for row, line in enumerate(rows, start):
        for column, text in enumerate(line):
            if text is not None:
                roles.append("column_header" if row - start < head else "cell")
                grid.append((row, column, 1, 1))
                texts.append((text, len(roles) - 1))
    for role, text in notes:
        roles.append(role)
        grid.append(NO_CELL)
        texts.append((text, len(roles) - 1))
    texts = [(text, block) for text, block in texts if text]
    parents = [-1] + [0] * (len(roles) - 1)
    lines = Lines([text for text, _ in texts], block=[block for _, block in texts])
    return Page(number=number, lines=lines, blocks=Blocks(roles, parents, grid))


def test_a_table_is_rows_of_text_with_empty_and_missing_cells():
    (table,) = table_page([["From", "By"], ["", "Flight"], [None, "rail"]], head=1).tables
    assert table.rows() == [["From", "By"], ["", "Flight"], ["", "rail"]]
    assert table.shape == (3, 2)
    assert table.header_rows == 1
    assert table.rows()[table.header_rows :] == [["", "Flight"], ["", "rail"]]
    assert repr(table) == "<Table: 3 rows, 2 columns>"


def test_spans_are_listed_once_or_repeated():
    grid = [NO_CELL, (0, 0, 2, 2), (0, 2, 1, 1), (1, 2, 1, 1)]
    own = Blocks(["table", "cell", "cell", "cell"], [-1, 0, 0, 0], grid)
    (table,) = Page(lines=Lines(["a", "b", "c"], block=[1, 2, 3]), blocks=own).tables
    assert table.rows() == [["a", "", "b"], ["", "", "c"]]
    assert table.rows(spans="repeated") == [["a", "a", "b"], ["a", "a", "c"]]
    with pytest.raises(ValueError, match="'once' or 'repeated'"):
        table.rows(spans="twice")


def test_cells_in_one_place_are_joined():
    own = Blocks(["table", "cell", "cell"], [-1, 0, 0], [NO_CELL, (0, 0, 1, 1), (0, 0, 1, 1)])
    assert Page(lines=Lines(["a", "b"], block=[2, 1]), blocks=own).tables[0].rows() == [["b a"]]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([("column_header", (0, 0, 1, 1)), ("column_header", (0, 1, 1, 1))], 1),
        (
            [
                ("column_header", (0, 0, 2, 1)),
                ("column_header", (0, 1, 1, 1)),
                ("cell", (1, 1, 1, 1)),
            ],
            1,
        ),
        (
            [
                ("column_header", (0, 0, 2, 1)),
                ("column_header", (1, 1, 1, 1)),
                ("cell", (2, 0, 1, 1)),
            ],
            2,
        ),
        ([("column_header", (0, 0, 1, 1)), ("column_header", (2, 0, 1, 1))], 1),
        ([("column_header", (0, 0, 2, 1)), ("column_header", (0, 1, 1, 1))], 2),
        ([("cell", (0, 0, 1, 1)), ("column_header", (1, 0, 1, 1))], 0),
        ([("row_header", (0, 0, 1, 1)), ("column_header", (0, 1, 1, 1))], 0),
        ([("column_header", (1, 0, 1, 1)), ("column_header", (0, 0, 1, 1))], 2),
        ([], 0),
    ],
)
def test_header_rows_are_the_rows_at_the_top_that_are_headers(cells, expected):
    own = Blocks(
        ["table", *(role for role, _ in cells)],
        [-1] + [0] * len(cells),
        [NO_CELL, *(place for _, place in cells)],
    )
    lines = Lines(["x"] * len(cells), block=range(1, len(cells) + 1))
    assert Page(lines=lines, blocks=own).tables[0].header_rows == expected


def test_an_empty_corner_does_not_hide_the_header():
    own = Blocks(
        ["table", "cell", "column_header", "cell"],
        [-1, 0, 0, 0],
        [NO_CELL, (0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)],
    )
    page = Page(lines=Lines(["2024", "x"], block=[2, 3]), blocks=own)
    assert page.tables[0].header_rows == 1


def test_caption_and_footnotes_stand_beside_the_cells():
    page = table_page([["a"]], notes=[("caption", "Table"), ("caption", "1"), ("note", "n")])
    (table,) = page.tables
    assert (table.caption, table.footnotes) == ("Table 1", "n")
    assert table.rows() == [["a"]]


def test_a_cell_has_the_text_of_what_stands_in_it():
    own = Blocks(
        ["table", "cell", "paragraph", "list_item"],
        [-1, 0, 1, 2],
        [NO_CELL, (0, 0, 1, 1), NO_CELL, NO_CELL],
    )
    page = Page(lines=Lines(["a ", "b", "out", " c"], block=[1, 2, -1, 3]), blocks=own)
    assert page.tables[0].rows() == [["a b c"]]
    assert page.blocks[1].text == "a \nb\n c"


def test_a_table_in_a_cell_is_one_of_its_own():
    own = Blocks(["table", "cell", "table", "cell"], [-1, 0, 1, 2], [NO_CELL, (0, 0, 1, 1)] * 2)
    outer, inner = Page(lines=Lines(["a"], block=[3]), blocks=own).tables
    assert outer.rows() == inner.rows() == [["a"]]


def test_the_corners_of_a_table_are_its_own_or_those_of_what_stands_in_it():
    grid = [NO_CELL, (0, 0, 1, 1), (0, 1, 1, 1)]
    places = [UNPLACED, quad(0, 0), UNPLACED]
    lines = Lines(["b"], [quad(30, 5)], block=[2])
    own = Blocks(["table", "cell", "cell"], [-1, 0, 0], grid, places)
    page = Page(lines=lines, blocks=own)
    assert page.tables[0].polygon.tolist() == quad(0, 0, 40, 15)
    placed = Blocks(["table"], polygon=[quad(1, 2)])
    assert Page(blocks=placed).tables[0].polygon.tolist() == quad(1, 2)
    assert np.isnan(Page(blocks=Blocks(["table"])).tables[0].polygon).all()


def test_a_table_goes_on_over_pages_where_the_service_counts_on():
    document = Document(
        [
            table_page([["a"], ["b"]], number=1, notes=[("caption", "T")]),
            table_page([["c"]], number=2, start=2),
            table_page([["d"]], number=3, start=3, notes=[("note", "end")]),
        ]
    )
    (table,) = document.tables
    assert table.rows() == [["a"], ["b"], ["c"], ["d"]]
    assert [part.page for part in table.parts] == [1, 2, 3]
    assert (table.caption, table.footnotes) == ("T", "end")


def test_the_second_page_alone_has_its_part_from_row_zero():
    document = Document([table_page([["a"]]), table_page([["b"]], number=2, start=1)])
    assert [table.rows() for table in document[1:].tables] == [[["b"]]]
    assert document[1].tables[0].rows() == [["b"]]


def test_a_row_that_the_page_cuts_goes_on_in_its_cell():
    document = Document([table_page([["a"], ["be"]]), table_page([["tween"], ["c"]], start=1)])
    assert [table.rows() for table in document.tables] == [[["a"], ["be tween"], ["c"]]]


def test_tables_that_begin_anew_are_not_joined():
    document = Document([table_page([["a"]]), table_page([["b"]])])
    assert [table.rows() for table in document.tables] == [[["a"]], [["b"]]]


def test_a_page_without_the_table_ends_it():
    document = Document([table_page([["a"]]), Page(), table_page([["b"]], start=1)])
    assert [table.rows() for table in document.tables] == [[["a"]], [["b"]]]


def test_a_table_that_begins_above_the_end_of_another_does_not_continue_it():
    long = table_page([["a"], ["b"], ["c"], ["d"]])
    document = Document([long, table_page([["x"]], start=1)])
    assert len(document.tables) == 2


def test_rows_between_two_pages_may_be_missing():
    document = Document([table_page([["a"]]), table_page([["b"]], start=3)])
    assert [table.rows() for table in document.tables] == [[["a"], [""], [""], ["b"]]]


def side_by_side(*starts):
    roles, parents, grid = [], [], []
    for start in starts:
        roles += ["table", "cell"]
        parents += [-1, len(parents)]
        grid += [NO_CELL, (start, 0, 1, 1)]
    texts = [f"{at}:{start}" for at, start in enumerate(starts)]
    lines = Lines(texts, block=range(1, len(roles), 2))
    return Page(lines=lines, blocks=Blocks(roles, parents, grid))


def test_two_tables_side_by_side_go_on_each_for_itself():
    document = Document([side_by_side(0, 0), side_by_side(1, 1)])
    found = [table.rows() for table in document.tables]
    assert found == [[["0:0"], ["0:1"]], [["1:0"], ["1:1"]]]
    document = Document([side_by_side(0, 0, 0), side_by_side(0, 1)])
    assert [len(table.parts) for table in document.tables] == [2, 1, 1, 1]


def test_a_grid_that_no_page_holds_is_refused():
    with pytest.raises(ValueError, match="grid of at most"):
        Blocks(["table", "cell"], [-1, 0], [NO_CELL, (2**40, 0, 1, 1)])
    far = [NO_CELL, (0, 0, 1, 1), (2**20, 2**14, 1, 1)]
    own = Blocks(["table", "cell", "cell"], [-1, 0, 0], far)
    with pytest.raises(ValueError, match="too large to list"):
        Page(blocks=own).tables[0].rows()
    wide = [NO_CELL, *[(0, 0, 1000, 1000)] * 11]
    own = Blocks(["table"] + ["cell"] * 11, [-1] + [0] * 11, wide)
    with pytest.raises(ValueError, match="too large to list"):
        Page(blocks=own).tables[0].rows("repeated")


@pytest.mark.parametrize("cell", [(0, 0, 0, 1), (-1, 0, 1, 1), (0, 0, -1, 1), (0, -2, 1, 1)])
def test_a_cell_that_is_not_one_is_refused(cell):
    with pytest.raises(ValueError, match="a cell is row, column"):
        Blocks(["cell"], cell=[cell])


@given(blocks())
def test_inside_is_what_parents_say(some):
    for row in range(len(some)):
        expected = []
        for child in range(len(some)):
            at = child
            while at not in (row, -1):
                at = int(some.parent[at])
            expected.append(at == row)
        assert some.inside(row).tolist() == expected


@given(pages(), st.data())
def test_blocks_by_mask_keep_their_lines_and_the_nearest_parent(page, data):
    count = len(page.blocks)
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)), bool)
    chosen = page.blocks[mask]
    rows = np.flatnonzero(mask).tolist()
    assert (chosen.lines.block >= 0).all()
    assert chosen.role == tuple(page.blocks.role[row] for row in rows)
    for at, row in enumerate(rows):
        parent = int(page.blocks.parent[row])
        while parent >= 0 and not mask[parent]:
            parent = int(page.blocks.parent[parent])
        assert chosen.parent[at] == (rows.index(parent) if parent >= 0 else -1)
        assert chosen[at].lines.text == page.blocks[row].lines.text
        assert np.array_equal(chosen.cell[at], page.blocks.cell[row])


@given(pages())
def test_a_block_has_the_lines_that_stand_in_it(page):
    for row, block in enumerate(page.blocks):
        inside = page.blocks.inside(row)
        expected = [at for at, own in enumerate(page.lines.block) if own >= 0 and inside[own]]
        assert block.lines == page.lines.take(expected)
        assert block == page.blocks[row]
        assert block.cell is None or block.role in ("cell", "column_header")


def test_blocks_are_chosen_in_their_own_order():
    own = Blocks(["a", "b", "c"], [-1, 0, 1])
    assert own[1:].parent.tolist() == [-1, 0]
    assert own[[0, 2]].parent.tolist() == [-1, 0]
    assert own[-1].role == "c"
    for rows in ([1, 0], [0, 0], slice(None, None, -1)):
        with pytest.raises(IndexError, match="in their own order"):
            own[rows]
    with pytest.raises(IndexError):
        own[3]
    with pytest.raises(IndexError):
        own[np.array([True])]


def test_blocks_made_by_hand_do_not_have_lines():
    assert Blocks(["a"])[0].lines == Lines()
    assert Blocks(["a"])[0].text == ""


@given(blocks(), blocks())
def test_blocks_one_after_the_other_keep_their_trees(one, other):
    both = Blocks.concat([one, other])
    count = len(one)
    assert both[:count] == one
    assert both.parent[count:].tolist() == [p + count if p >= 0 else -1 for p in other.parent]
    assert Blocks.concat([]) == Blocks()


def test_a_block_and_a_table_keep_their_lines_when_they_are_pickled():
    page = table_page([["a", "b"]], notes=[("caption", "T")])
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        table, own = pickle.loads(pickle.dumps((page.tables[0], page.blocks), protocol))
        assert table == page.tables[0]
        assert table.caption == "T"
        assert own == page.blocks
        assert own[1].text == "a"
    assert len(pickle.dumps(page)) < len(pickle.dumps((page.lines, page.blocks))) + 500


def test_tables_are_equal_by_content():
    page = table_page([["a", "b"]])
    assert page.tables == page.tables
    assert page.tables != table_page([["a", "c"]]).tables
    assert page.tables[0] != "a"
    cell = page.tables[0].cells[0]
    assert cell == page.tables[0].cells[0]
    assert cell != tuple(cell)
    assert {cell} == {page.tables[0].cells[0]}
    assert repr(cell) == "<TableCell cell, row 0, column 0: 'a'>"


def test_blocks_are_shown_in_a_line():
    page = table_page([["a" * 99, "b"]])
    assert repr(page.blocks[0]) == "<Block table: 2 lines>"
    assert repr(Block("", -1, None, ((0, 0),) * 4, Lines())) == "<Block without a role: 0 lines>"
    assert repr(page.blocks) == "<Blocks: 3>"
    assert page.blocks[1].cell == Cell(0, 0, 1, 1)


def test_an_empty_cell_stays_when_words_are_filtered():
    words = Words(["a", "b"])
    lines = Lines(["a", "b"], words=words, offsets=[0, 1, 2], block=[1, 2])
    own = Blocks(["table", "cell", "cell"], [-1, 0, 0], [NO_CELL, (0, 0, 1, 1), (0, 1, 1, 1)])
    page = Page(lines=lines, blocks=own).keep([False, True])
    assert page.tables[0].rows() == [["", "b"]]
    assert isinstance(page.tables[0], Table)

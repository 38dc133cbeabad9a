import numpy as np
import order_pages
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_pages import Builder, cells, pages, standing

import ocrlayout as ol
from ocrlayout.model import Blocks, Document, Lines, Page
from ocrlayout.order import reading_order, reorder
from ocrlayout.order.canonical import canonical
from ocrlayout.order.service_tables import outermost, pieces, with_strips

GRID = {(0, 0): ("a1", "a2"), (0, 1): ("b",), (1, 0): ("c",), (1, 1): ("d1", "d2")}
NAN = float("nan")


def ordered(page, **choices):
    tidy = reorder(Document([page]), **choices)[0]
    assert tidy.lines.text == page.lines.take(reading_order(page, **choices)).text
    return tidy


def beside():
    """A table in the left column and text in the right one, level with its rows."""
    made = Builder()
    made.line("above all of it there is a line", order_pages.quad(0, 0, 800))
    made.table({(row, 0): (f"left {row}",) for row in range(8)}, 0, 60, height=26)
    for row in range(8):
        made.line(f"right {row}", order_pages.quad(500, 64 + 26 * row, 300, 14))
    return made


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("tables", "read"),
    [("row", ["a1", "a2", "b", "c", "d1", "d2"]), ("column", ["a1", "a2", "c", "b", "d1", "d2"])],
)
def test_a_table_is_read_by_the_places_of_its_cells(tables, read, seed):
    made = Builder()
    made.table(GRID)
    page = made.page(np.random.default_rng(seed).permutation(6))
    tidy = ordered(page, tables=tables)
    assert list(tidy.lines.text) == read
    assert tidy.blocks == page.blocks


@pytest.mark.parametrize(("tables", "read"), [("row", "abcd"), ("column", "acbd")])
def test_the_order_in_which_the_service_lists_cells_does_not_matter(tables, read):
    made = Builder()
    made.table({(1, 1): ("d",), (1, 0): ("c",), (0, 1): ("b",), (0, 0): ("a",)})
    assert "".join(ordered(made.page(), tables=tables).lines.text) == read


def test_cells_are_read_by_their_places_and_not_by_their_corners():
    made = Builder()
    made.table({(1, 0): ("second",), (0, 0): ("first",)})
    page = made.page()
    turned = page.replace(
        blocks=Blocks(page.blocks.role, page.blocks.parent, [[-1] * 4, [0, 0, 1, 1], [1, 0, 1, 1]])
    )
    assert ordered(page).lines.text == ("first", "second")
    assert ordered(turned).lines.text == ("second", "first")


def test_text_beside_a_table_is_not_read_across_it():
    tidy = ordered(beside().page(np.random.default_rng(1).permutation(17)))
    left, right = [f"left {k}" for k in range(8)], [f"right {k}" for k in range(8)]
    assert list(tidy.lines.text[1:]) == left + right


@pytest.mark.parametrize("pitch", [17, 18, 20, 22, 25, 28, 32])
@pytest.mark.parametrize("text", ["right", "12.50", "• right"])
def test_rows_of_a_table_are_not_joined_with_lines_level_with_them(text, pitch):
    made = Builder()
    made.table(
        {(row, column): (f"{row}.{column}",) for row in range(8) for column in (0, 1)}, height=pitch
    )
    for row in range(8):
        made.line(f"{text} {row}", order_pages.quad(400, 4 + pitch * row, 120, 14))
    tidy = ordered(made.page(np.random.default_rng(3).permutation(24)))
    assert list(tidy.lines.text[16:]) == [f"{text} {row}" for row in range(8)]


def test_strips_fill_the_table_that_they_stand_for():
    page = beside().page()
    sheet = canonical(page)
    found = pieces(page.blocks, page.lines, sheet, "row")
    inside = found.table[sheet.row] >= 0
    strips = with_strips(sheet, found, page.lines.text)
    stands = found.table[strips.row] >= 0
    assert len(strips) - stands.sum() == len(sheet) - inside.sum()
    assert set(strips.x0[stands]) == {sheet.x0[inside].min()}
    assert set(strips.x1[stands]) == {sheet.x1[inside].max()}
    y, height = strips.y[stands], strips.height[stands]
    whole = sheet.y[inside]
    assert y.mean() == pytest.approx((whole.min() + whole.max()) / 2)
    assert (np.diff(y) > height[1:]).all()


def test_a_heading_over_a_table_is_one():
    made = Builder()
    for k in range(5):
        made.line("running text that goes on for a while", order_pages.quad(0, 26 * k, 500))
    made.line("Of the prices", order_pages.quad(0, 160, 190))
    made.table({(row, 0): (f"{row}",) for row in range(4)}, 0, 186)
    made.line("and after it", order_pages.quad(0, 900, 300))
    tidy = ordered(made.page())
    assert tidy.blocks.role[tidy.lines.block[5]] == "heading"


def test_a_table_between_paragraphs_comes_between_them_and_parts_them():
    made = Builder()
    for k in range(3):
        made.line(f"over it there are words {k}", order_pages.quad(0, 20 * k, 400, 14))
    made.table(GRID, 0, 70)
    for k in range(3):
        made.line(f"under it there are words {k}", order_pages.quad(0, 156 + 20 * k, 400, 14))
    tidy = ordered(made.page(np.random.default_rng(2).permutation(12)))
    assert [text[:2] for text in tidy.lines.text] == ["ov"] * 3 + [
        "a1",
        "a2",
        "b",
        "c",
        "d1",
        "d2",
    ] + ["un"] * 3
    over, under = tidy.lines.block[0], tidy.lines.block[-1]
    assert over != under
    assert tidy.blocks.role[over] == tidy.blocks.role[under] == "paragraph"


def test_a_table_of_one_row_at_the_top_is_not_a_header():
    made = Builder()
    made.table({(0, 0): ("Invoice",), (0, 1): ("17",)}, height=20)
    made.line("1984", order_pages.quad(0, 1100, 40))
    for k in range(6):
        made.line(f"text that stands below it {k}", order_pages.quad(0, 200 + 26 * k, 400))
    tidy = ordered(made.page(), headers="drop", footers="drop")
    assert tidy.lines.text[:2] == ("Invoice", "17")
    assert "1984" not in tidy.lines.text


@pytest.mark.parametrize(("y", "read"), [(-18, "caption a b"), (44, "a b caption")])
def test_captions_and_notes_are_read_on_their_side_of_the_table(y, read):
    for role in ("caption", "note"):
        made = Builder()
        table = made.table({(0, 0): ("a",), (0, 1): ("b",)})
        made.line("caption", order_pages.quad(0, y, 100, 14), made.add(role, table))
        tidy = ordered(made.page([2, 1, 0]))
        assert " ".join(tidy.lines.text) == read
        assert tidy.blocks.parent[tidy.lines.block[tidy.lines.text.index("caption")]] == 0


@pytest.mark.parametrize(("role", "read"), [("caption", "note a b"), ("note", "a b note")])
def test_captions_without_geometry_are_read_before_and_notes_behind(role, read):
    made = Builder()
    table = made.table({(0, 0): ("a",), (0, 1): ("b",)})
    made.line("note", np.full((4, 2), NAN), made.add(role, table))
    assert " ".join(ordered(made.page([1, 2, 0])).lines.text) == read


def test_a_table_without_geometry_is_read_by_its_cells_where_the_service_has_it():
    blocks = Blocks(["table", "cell", "cell"], [-1, 0, 0], [[-1] * 4, [1, 0, 1, 1], [0, 0, 1, 1]])
    lines = Lines(["before", "low", "top", "after"], block=[-1, 1, 2, -1])
    tidy = ordered(Page(lines=lines, blocks=blocks))
    assert tidy.lines.text == ("before", "top", "low", "after")
    assert tidy.tables[0].rows() == [["top"], ["low"]]
    assert (tidy.lines.block >= 0).all()


def test_a_line_without_geometry_does_not_break_a_table():
    made = Builder()
    made.table(GRID)
    made.line("nowhere", np.full((4, 2), NAN))
    tidy = ordered(made.page([0, 1, 6, 2, 3, 4, 5]))
    assert tidy.lines.text == ("a1", "a2", "b", "c", "d1", "d2", "nowhere")
    lost = made.page([5, 1, 0, 2, 3, 4])
    polygon = lost.lines.polygon.copy()
    polygon[0] = NAN  # d2: behind d1, which the service has after it, it cannot be
    lines = Lines(lost.lines.text, polygon, block=lost.lines.block)
    tidy = ordered(lost.replace(lines=lines))
    assert sorted(tidy.lines.text[4:]) == ["d1", "d2"]


def test_figures_empty_cells_and_captions_stay_with_their_corners():
    made = Builder()
    made.table({(0, 0): (), (0, 1): ("b",)})
    figure = made.add("figure", -1, corners=order_pages.quad(500, 0, 90, 90))
    made.add("caption", figure)
    made.add("caption", -1)
    made.add("caption", -1, corners=order_pages.quad(500, 95, 90, 20))
    made.add("paragraph", -1)
    page = made.page()
    kept = ordered(page).blocks
    assert kept.role == ("table", "cell", "cell", "figure", "caption", "caption")
    assert kept.parent.tolist() == [-1, 0, 0, -1, 3, -1]
    stays = [0, 1, 2, 3, 4, 6]
    assert kept == page.blocks.of_lines(Lines())[stays]


def test_a_table_that_the_layout_found_is_not_one_of_the_service():
    blocks = Blocks(["table", "table", "cell"], [-1, -1, 1], [[-1] * 4, [-1] * 4, [0, 0, 1, 1]])
    assert outermost(blocks).tolist() == [-1, 1, 1]
    assert outermost(Blocks(["table"])).tolist() == [-1]
    assert outermost(
        Blocks(
            ["column", "table", "cell", "table", "cell"],
            [-1, 0, 1, 2, 3],
            [[-1] * 4, [-1] * 4, [0, 0, 1, 1], [-1] * 4, [0, 0, 1, 1]],
        )
    ).tolist() == [-1, 1, 1, 1, 1]


def test_paragraphs_side_by_side_in_a_cell_stay_in_their_cell():
    made = Builder()
    table = made.table({(0, 0): ("a",)})
    cell = made.add("cell", table, [1, 0, 1, 1])
    for x, name in ((5, "left"), (65, "right")):
        paragraph = made.add("paragraph", cell)
        for k in range(2):
            made.line(f"{name}{k}", order_pages.quad(x, 44 + 16 * k, 40, 14), paragraph)
    page = made.page([4, 1, 2, 0, 3])
    tidy = ordered(page)
    assert tidy.tables[0].rows() == [["a"], ["left0 right0 left1 right1"]]
    assert cells(tidy) == cells(page)
    inner = tidy.lines.block[1:]
    assert {tidy.blocks.role[row] for row in inner} == {"paragraph"}
    assert {tidy.blocks.role[row] for row in tidy.blocks.parent[inner]} == {"cell"}


@pytest.mark.parametrize("angle", [-20, 3, 90, 180])
def test_tables_are_found_on_pages_that_lie_askew(angle):
    page = beside().page(np.random.default_rng(1).permutation(17))
    askew = page.move(ol.geometry.rotation(angle, (450, 600)), page.size)
    assert ordered(askew).lines.text == ordered(page).lines.text


def test_a_table_of_vertical_text_is_one_piece():
    made = Builder()
    table = made.add("table")
    for column, x in enumerate((700, 640)):
        cell = made.add("cell", table, [0, column, 1, 1])
        for k, text in enumerate(("天地玄黃", "宇宙洪荒")):
            quad = order_pages.quad(x + 25 * (1 - k), 100, 20, 80)
            made.line(text.replace("天", "天月"[column]), quad, cell)
    for x in (580, 550, 520):
        made.line("日月盈昃辰宿列張", order_pages.quad(x, 100, 20, 160))
    tidy = ordered(made.page([3, 6, 1, 0, 5, 4, 2]))
    assert tidy.lines.text[:4] == ("天地玄黃", "宇宙洪荒", "月地玄黃", "宇宙洪荒")


def test_half_size_lines_in_a_cell_of_vertical_text_are_read_in_pairs():
    made = Builder()
    cell = made.add("cell", made.add("table"), [0, 0, 1, 1])
    texts = ["天地玄黃", "宇宙洪荒", "日月盈昃", "辰宿列張"]
    places = [(500, 100, 50, 200), (525, 305, 25, 100), (500, 305, 25, 100), (500, 410, 50, 200)]
    for text, place in zip(texts, places, strict=True):
        made.line(text, order_pages.quad(*place), cell)
    assert list(ordered(made.page([2, 0, 3, 1])).lines.text) == texts


@pytest.mark.parametrize("lost", ["a1", "a2"])
def test_a_line_of_a_cell_without_geometry_stays_behind_the_one_before_it(lost):
    made = Builder()
    made.table({(0, 0): ("a1", "a2", "a3"), (0, 1): ("b",)})
    made.quads[made.text.index(lost)] = np.full((4, 2), NAN).tolist()
    assert ordered(made.page()).lines.text == ("a1", "a2", "a3", "b")


VERBS = {
    "reorder": lambda page: reorder(Document([page]))[0],
    "reorder by columns": lambda page: reorder(Document([page]), tables="column")[0],
    "deskew": lambda page: ol.deskew(Document([page]), 12)[0],
    "tidy": lambda page: ol.tidy(Document([page]))[0],
    "filter": lambda page: ol.filter_region(page, [-9e9, -9e9, 9e9, 9e9], unknown=True),
    "take": lambda page: page.take(np.arange(len(page.lines))[::-1]),
    "keep": lambda page: page.keep(np.ones(len(page.words), bool)),
    "move": lambda page: page.move(np.diag([2, 3, 1]), (1800, 3600)),
    "join": lambda page: Document.join([Document([page]), Document([page])])[1],
    "regroup": lambda page: page.regroup([[row] for row in range(len(page.words))]),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS.keys())
@settings(max_examples=40, deadline=None)
@given(page=pages())
def test_every_verb_keeps_each_cell_and_the_word_of_each_mark(verb, page):
    made = verb(page)
    assert cells(made) == cells(page)
    assert standing(made) == standing(page)
    assert [table.caption for table in made.tables] == [table.caption for table in page.tables]
    assert made.blocks.role.count("figure") == page.blocks.role.count("figure")


@settings(max_examples=60, deadline=None)
@given(page=pages(), seed=st.integers(0, 9))
def test_filters_keep_every_cell_with_the_words_that_stay(page, seed):
    kept = np.random.default_rng(seed).random(len(page.words)) < 0.5
    made = page.keep(kept)
    assert made.blocks == page.blocks
    before, after = page.words.text, made.words.text
    home = dict(zip(before, page.lines.block[page.lines.word_line].tolist(), strict=True))
    assert after == tuple(word for word, stays in zip(before, kept, strict=True) if stays)
    assert made.lines.block[made.lines.word_line].tolist() == [home[word] for word in after]
    for (text, word), at in zip(standing(made), page.fields.word.tolist(), strict=True):
        assert word == (text if at >= 0 and kept[at] else None)


@settings(max_examples=80, deadline=None)
@given(page=pages(), tables=st.sampled_from(["row", "column"]))
def test_tables_stay_whole_and_in_the_order_of_their_cells(page, tables):
    tidy = ordered(page, tables=tables)
    assert sorted(tidy.lines.text) == sorted(page.lines.text)
    outer = np.append(outermost(tidy.blocks), -1)[tidy.lines.block]
    for table in np.unique(outer[outer >= 0]):
        at = np.flatnonzero(outer == table)
        assert np.diff(at).tolist() == [1] * (len(at) - 1)
        places = tidy.blocks.cell[tidy.lines.block[at], :2]
        places = places[places[:, 0] >= 0]
        read = [tuple(place if tables == "row" else place[::-1]) for place in places.tolist()]
        assert read == sorted(read)
    assert reorder(Document([tidy]), tables=tables)[0] == tidy

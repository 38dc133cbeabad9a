import random

import numpy as np
import order_pages
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from ocrlayout import geometry
from ocrlayout.model import Blocks, Document, Lines, Page, Words
from ocrlayout.order import reading_order, reorder
from ocrlayout.order.level_boxes import unleveled
from ocrlayout.skew import deskew

LAYOUTS = list(order_pages.LAYOUTS)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("angle", [0, -0.4, 7.3, 90, 133, 180])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_are_read_as_they_were_set(layout, angle, seed):
    rows = order_pages.LAYOUTS[layout](random.Random(seed))
    page, truth = order_pages.page(rows, angle=angle, shuffle=seed)
    assert reading_order(page).tolist() == truth


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_unit_does_not_matter(layout):
    rows = order_pages.LAYOUTS[layout](random.Random(11))
    page, truth = order_pages.page(rows, angle=3, scale=1 / 300, shuffle=1)
    assert reading_order(page).tolist() == truth


@pytest.mark.parametrize("layout", LAYOUTS)
def test_deskewed_or_not(layout):
    rows = order_pages.LAYOUTS[layout](random.Random(12))
    page, truth = order_pages.page(rows, angle=-33, shuffle=2)
    assert reading_order(deskew(Document([page]))[0]).tolist() == truth


@pytest.mark.parametrize("layout", LAYOUTS)
def test_boxes_as_detectors_draw_them(layout):
    """Corners are off by a twentieth of a line height, as services round and cut."""
    noise = np.random.default_rng(3)
    for seed in range(5):
        rows = order_pages.LAYOUTS[layout](random.Random(seed))
        rows = [(text, np.array(polygon) + noise.uniform(-1, 1, (4, 2))) for text, polygon in rows]
        page, truth = order_pages.page(rows, shuffle=seed)
        assert reading_order(page).tolist() == truth


@pytest.mark.parametrize("layout", ["single", "two columns", "three columns"])
def test_perspective_is_tolerated(layout):
    """A photograph from below: the far edge of the page is a tenth shorter."""
    rows = order_pages.LAYOUTS[layout](random.Random(13))
    page, truth = order_pages.page(rows, shuffle=3)
    points = page.lines.polygon / page.width
    depth = 1 / (1 + 0.1 * points[..., 1:])
    seen = (
        np.concatenate([0.5 + (points[..., :1] - 0.5) * depth, points[..., 1:] * depth], axis=-1)
        * page.width
    )
    lines = Lines(page.lines.text, seen, Words(page.lines.text, seen), page.lines.offsets)
    assert reading_order(page.replace(lines=lines)).tolist() == truth


IN_WORDS = [name for name in LAYOUTS if name not in ("right to left", "vertical", "level Chinese")]


@pytest.mark.parametrize("angle", [0, 3])
@pytest.mark.parametrize("layout", [name for name in IN_WORDS if name != "letter"])
def test_words_are_read_as_their_lines(layout, angle):
    for seed in range(3):
        rows = order_pages.in_words(order_pages.LAYOUTS[layout](random.Random(seed)))
        page, truth = order_pages.page(rows, angle=angle, shuffle=seed)
        assert reading_order(page).tolist() == truth


@pytest.mark.parametrize("layout", ["single", "two columns", "articles", "letter"])
def test_broken_lines_are_read_whole(layout):
    for seed in range(3):
        rng = random.Random(seed)
        rows = order_pages.broken(order_pages.LAYOUTS[layout](rng), rng)
        page, truth = order_pages.page(rows, angle=1, shuffle=seed)
        assert reading_order(page).tolist() == truth


def test_words_on_both_sides_of_a_narrow_gutter_stay_in_their_columns():
    """The gutter is hardly wider than a space, but goes on from line to line."""
    rng = random.Random(1)
    columns = [order_pages.text(rng, x, 100, 400, 20) for x in (100, 518)]
    page, truth = order_pages.page(order_pages.in_words(columns[0] + columns[1]), shuffle=3)
    assert reading_order(page).tolist() == truth


def test_notes_that_touch_the_text_are_not_its_fragments():
    """Annotators draw boxes to the edge of the column: the note starts where the line ends."""
    body = order_pages.text(random.Random(2), 100, 100, 400, 24)
    notes = [(f"a note {k}", order_pages.quad(505, 152 + 26 * k, 90, 14)) for k in range(6)]
    page, truth = order_pages.page(body + notes, shuffle=4)
    order = reading_order(page).tolist()
    assert [row for row in order if row in truth[:24]] == truth[:24]
    assert [row for row in order if row in truth[24:]] == truth[24:]
    places = [order.index(row) for row in truth[24:]]
    assert places == list(range(places[0], places[0] + 6))


def test_words_keep_their_own_blocks_and_lines():
    rows = order_pages.in_words(order_pages.columns(random.Random(3)))
    page = reorder(Document([order_pages.page(rows, shuffle=1)[0]]))[0]
    assert list(page.lines.text) == [text for text, _ in rows]
    assert len(set(page.lines.block.tolist())) < 30


def level(page):
    """Return a page with level boxes around its lines."""
    box = geometry.boxes(page.lines.polygon)
    polygons = box[:, [[0, 1], [2, 1], [2, 3], [0, 3]]]
    return page.replace(lines=Lines(page.lines.text, polygons))


SKEWED = [name for name in LAYOUTS if name != "vertical"]


@pytest.mark.parametrize("angle", [-5, -2, 1, 3.5, 6])
@pytest.mark.parametrize("layout", SKEWED)
def test_level_boxes_of_a_skewed_page_show_its_angle(layout, angle):
    for seed in range(2):
        rows = order_pages.LAYOUTS[layout](random.Random(seed))
        page, truth = order_pages.page(rows, angle=angle, shuffle=seed)
        assert reading_order(level(page)).tolist() == truth


def test_level_boxes_of_a_level_page_are_left_alone():
    for layout in LAYOUTS:
        page, _ = order_pages.page(order_pages.LAYOUTS[layout](random.Random(3)), shuffle=1)
        assert unleveled(page.lines.polygon) is page.lines.polygon


def test_a_slanted_line_does_not_pull_its_neighbor_up():
    """A short second line reaches into the box of the long, slanted line above it."""
    rows = [
        ("The quick brown fox jumps over the lazy", [[6, 2], [771, 24], [770, 80], [5, 58]]),
        ("dog", [[2, 52], [65, 46], [69, 89], [7, 95]]),
        ("Pack my box with five dozen liquor jugs", [[2, 86], [783, 106], [782, 164], [1, 148]]),
    ]
    for shuffle in range(6):
        page, truth = order_pages.page(rows, shuffle=shuffle)
        assert reading_order(page).tolist() == truth
        assert reading_order(deskew(Document([page]))[0]).tolist() == truth


def test_drop_caps_stand_before_their_line():
    text = order_pages.text(random.Random(1), 100, 100, 500, 12)
    rows = [(content, quad) for content, quad in text]
    rows[:3] = [
        (content, order_pages.quad(190, 100 + 26 * k, 400))
        for k, (content, _) in enumerate(text[:3])
    ]
    rows.insert(0, ("W", order_pages.quad(100, 100, 70, 72)))
    page, truth = order_pages.page(rows, shuffle=4)
    assert reading_order(page).tolist() == truth


def test_half_size_lines_of_a_vertical_note_are_read_in_pairs():
    """Large text, the right half-line, the left one, large text again; then the next column."""
    rows = []
    for x in (500, 440, 380):
        rows += [
            ("天地玄黃", order_pages.quad(x, 100, 50, 200)),
            ("宇宙洪荒", order_pages.quad(x + 25, 305, 25, 100)),
            ("日月盈昃", order_pages.quad(x, 305, 25, 100)),
            ("辰宿列張", order_pages.quad(x, 410, 50, 200)),
        ]
    page, truth = order_pages.page(rows, shuffle=5)
    assert reading_order(page).tolist() == truth


def test_text_in_two_orientations():
    body = order_pages.text(random.Random(2), 100, 100, 700, 30)
    stamp = [("a stamp along the margin of the page", [[20, 900], [20, 300], [40, 300], [40, 900]])]
    page, truth = order_pages.page(stamp + body, shuffle=6)
    order = reading_order(page).tolist()
    assert [row for row in order if row != truth[0]] == truth[1:]


def test_a_page_of_a_newspaper():
    rng = random.Random(3)
    rows = [("The Daily Page".upper(), order_pages.quad(500, 20, 900, 70))]
    for column in range(6):
        rows += order_pages.text(rng, 60 + column * 330, 140 + rng.uniform(0, 20), 305, 240)
    page, truth = order_pages.page(rows, shuffle=7)
    assert len(page.lines) > 1400
    assert reading_order(page).tolist() == truth


@pytest.mark.parametrize("count", [10_000])
def test_a_page_of_very_many_lines(count):
    rng = random.Random(4)
    rows = [row for x in (0, 500) for row in order_pages.text(rng, x, 0, 450, count // 2)]
    page, truth = order_pages.page(rows, shuffle=8)
    assert reading_order(page).tolist() == truth


def test_a_table_of_very_many_cells():
    rng = random.Random(5)
    rows = [
        (str(rng.randint(1, 999)), order_pages.quad(60 * x, 30 * y, 40))
        for y in range(100)
        for x in range(100)
    ]
    page, truth = order_pages.page(rows, shuffle=9)
    assert reading_order(page).tolist() == truth


def test_lines_far_apart_do_not_fill_the_memory():
    polygons = [order_pages.quad(x * 1e6, y * 1e6, 1, 1e-3) for x in range(3) for y in range(3)]
    page = Page(lines=Lines(["a"] * 9, polygons))
    assert sorted(reading_order(page).tolist()) == list(range(9))


@settings(max_examples=150, deadline=None)
@given(
    polygons=arrays.arrays(
        np.float64,
        st.tuples(st.integers(0, 30), st.just(4), st.just(2)),
        elements=st.integers(0, 60),
    ),
    texts=st.lists(
        st.sampled_from(["a", "the end.", "run-", "12,5", "שלום", "天地玄黃", "I", "•", ""]),
        min_size=30,
        max_size=30,
    ),
    seed=st.integers(0, 5),
    lost=st.integers(0, 29),
)
def test_any_quads_give_a_permutation_that_the_order_they_came_in_does_not_change(
    polygons, texts, seed, lost
):
    count = len(polygons)
    page = Page(lines=Lines(texts[:count], polygons))
    order = reading_order(page)
    assert sorted(order.tolist()) == list(range(count))
    assert order.tolist() == reading_order(page).tolist()
    place = np.random.default_rng(seed).permutation(count)
    other = page.replace(lines=page.lines.take(place))
    first, second = page.lines.take(order), other.lines.take(reading_order(other))
    assert first == second
    tidy = reorder(Document([other]))[0]
    assert tidy.lines.text == first.text
    assert (tidy.lines.block >= 0).all()
    if count:
        polygons[lost % count] = np.nan
        gap = Page(lines=Lines(texts[:count], polygons))
        assert sorted(reading_order(gap).tolist()) == list(range(count))
        assert (reorder(Document([gap]))[0].lines.block >= 0).all()


def test_lines_without_geometry_keep_the_order_of_the_service():
    nowhere = np.full((4, 2), np.nan)
    assert reading_order(Page(lines=Lines(["b", "a", "c"]))).tolist() == [0, 1, 2]
    low, high = order_pages.quad(0, 90, 100), order_pages.quad(0, 0, 100)
    lines = Lines(
        ["x", "low", "after low", "high", "after high"], [nowhere, low, nowhere, high, nowhere]
    )
    page = Page(lines=lines)
    assert reading_order(page).tolist() == [0, 3, 4, 1, 2]
    tidy = reorder(Document([page]))[0]
    assert tidy.lines.text == ("x", "high", "after high", "low", "after low")
    assert (tidy.lines.block >= 0).all()


def test_empty_page():
    assert reading_order(Page()).tolist() == []
    assert reorder(Document([Page()]))[0] == Page()


def roles(rows, **options):
    page = reorder(Document([order_pages.page(rows, shuffle=1)[0]]), **options)[0]
    assert (page.lines.block >= 0).all()
    return page, [page.blocks.role[block] for block in page.lines.block.tolist()]


def test_blocks_of_a_book_page():
    page, found = roles(order_pages.single(random.Random(1)))
    assert found[:2] == ["header", "page_number"]
    assert found[-1] == "page_number"
    assert set(found[2:-1]) == {"paragraph"}
    starts = [k for k, text in enumerate(page.lines.text[2:-1], 2) if text[0].isupper()]
    cuts = [2, *(np.flatnonzero(np.diff(page.lines.block[2:-1])) + 3).tolist()]
    assert cuts == starts


def test_blocks_of_columns_stand_in_columns():
    page, found = roles(order_pages.columns(random.Random(1)))
    assert found[0] == "heading"
    assert found[-1] == "footer"
    parents = [int(page.blocks.parent[block]) for block in page.lines.block]
    inside = [parent for parent in parents if parent >= 0]
    assert len(set(inside)) == 2
    assert {page.blocks.role[parent] for parent in inside} == {"column"}
    assert np.all(np.diff(inside) >= 0)


def test_tables_lists_and_notes_have_their_roles():
    page, found = roles(order_pages.table(random.Random(1)))
    assert set(found[1:]) <= {"cell", "column_header"}
    (table,) = set(page.blocks.parent[page.lines.block[1:]].tolist())
    assert page.blocks.role[table] == "table"
    assert roles(order_pages.sidebar(random.Random(1)))[1].count("note") == 5
    items = [
        (f"{k}. item of a list", order_pages.quad(100, 100 + 26 * k, 300)) for k in range(1, 5)
    ]
    assert roles(items)[1] == ["list_item"] * 4


def test_options_choose_where_there_is_no_one_truth():
    rows = order_pages.table(random.Random(2), rows=6, cells=3)
    page, _ = roles(rows, tables="column")
    first = [text for text, polygon in rows[1:] if polygon[0][0] == 100]
    assert list(page.lines.text[1:7]) == first
    rows = order_pages.single(random.Random(2))
    last = roles(rows, headers="last", footers="first")[0].lines.text
    assert last[0] == "18"
    assert last[-2:] == ("A running head", "17")
    less = roles(rows, headers="drop", footers="drop")[0].lines
    assert len(less) == len(rows) - 3
    body = order_pages.sidebar(random.Random(2))
    notes = {text for text, _ in body[-5:]}
    at = {
        place: next(
            k for k, text in enumerate(roles(body, notes=place)[0].lines.text) if text in notes
        )
        for place in ("before", "place", "after")
    }
    assert at["before"] < at["place"] < at["after"]
    forced = order_pages.page(order_pages.columns(random.Random(5), lead=0), shuffle=1)[0]
    right = reading_order(forced, direction="rtl")
    assert right.tolist() != reading_order(forced).tolist()


@pytest.mark.parametrize(
    "verb",
    [
        lambda **chosen: reading_order(Page(), **chosen),
        lambda **chosen: reorder(Document(), **chosen),
    ],
)
@pytest.mark.parametrize(
    ("name", "there_are"),
    [
        ("direction", "auto, ltr, rtl, vertical"),
        ("tables", "row, column"),
        ("notes", "after, before, place"),
        ("headers", "place, first, last, drop"),
        ("footers", "place, first, last, drop"),
    ],
)
def test_a_choice_that_there_is_not_lists_those_that_there_are(verb, name, there_are):
    with pytest.raises(ValueError, match=f"^{name} is one of {there_are}, not 'diagonal'$"):
        verb(**{name: "diagonal"})


def test_blocks_of_the_service_are_kept_where_their_lines_stand_together():
    rows = order_pages.text(random.Random(1), 0, 0, 400, 6)
    polygons = [polygon for _, polygon in rows]
    texts = [text for text, _ in rows]
    blocks = Blocks(["column", "caption", "note"], [-1, 0, -1])
    lines = Lines(texts, polygons, block=[1, 1, 2, -1, 2, -1])
    page = reorder(Document([Page(lines=lines, blocks=blocks)]))[0]
    names = [page.blocks.role[block] for block in page.lines.block]
    assert names[:2] == ["caption", "caption"]
    assert page.blocks.role[page.blocks.parent[page.lines.block[0]]] == "column"
    assert set(names[2:]) == {"paragraph"}
    assert reorder(Document([page]))[0] == page


def test_reordering_twice_changes_nothing():
    for layout in LAYOUTS:
        page = order_pages.page(order_pages.LAYOUTS[layout](random.Random(6)), angle=20, shuffle=1)[
            0
        ]
        once = reorder(deskew(Document([page])))
        assert reorder(once) == once


def test_equal_lines_are_told_apart_by_what_they_hold():
    polygon = order_pages.quad(0, 0, 100)
    for texts in (["b", "a", "a"], ["a", "a", "b"], ["a", "b", "a"]):
        page = Page(lines=Lines(texts, [polygon] * 3))
        assert [texts[row] for row in reading_order(page)] == ["a", "a", "b"]


def test_words_of_a_line_stay_with_it():
    rows = order_pages.columns(random.Random(7))
    page = order_pages.page(rows, shuffle=2)[0]
    tidy = reorder(Document([page]))[0]
    assert all(line.words[0].text == line.text for line in tidy.lines)
    assert geometry.known(tidy.lines.polygon).all()

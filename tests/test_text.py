import io
import random

import numpy as np
import order_pages
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ocrlayout
from ocrlayout.model import Blocks, Document, Lines, Page, Words
from ocrlayout.order import reorder
from ocrlayout.writers import text


def paged(*lines, blocks=None, roles=("paragraph",), polygons=None):
    return Document(
        [Page(lines=Lines(lines, polygons, block=blocks or [0] * len(lines)), blocks=Blocks(roles))]
    )


def test_lines_and_a_blank_line_between_blocks():
    document = paged(
        "Heading",
        "one",
        "two",
        "three",
        blocks=[0, 1, 1, 2],
        roles=["heading", "paragraph", "paragraph"],
    )
    assert text.render(document) == "Heading\n\none\ntwo\n\nthree\n"


def test_pages_are_parted_and_bytes_are_utf_8():
    document = Document.join([paged("größe"), paged("天地"), Document([Page()])])
    out = io.BytesIO()
    text.write([document], out)
    assert out.getvalue() == "größe\n\f天地\n\f".encode()
    assert text.render(document, page_break="---\n") == "größe\n---\n天地\n---\n"


def test_save_takes_the_options(tmp_path):
    ocrlayout.save(paged("run-", "ning"), tmp_path / "out.txt", form="paragraphs", dehyphenate=True)
    assert (tmp_path / "out.txt").read_text() == "running\n"
    with pytest.raises(ValueError, match="form of a text is one of plain, paragraphs, layout"):
        text.render(paged("x"), form="poem")


@pytest.mark.parametrize(
    ("lines", "kept", "undone"),
    [
        (["one", "two"], "one two", "one two"),
        (["hyphen-", "ated"], "hyphen- ated", "hyphenated"),
        (["Anglo-", "Saxon"], "Anglo- Saxon", "Anglo-Saxon"),
        (["pages 3-", "and 4"], "pages 3- and 4", "pages 3- and 4"),
        (["soft\u00ad", "ly"], "softly", "softly"),
        (["天地", "玄黄"], "天地玄黄", "天地玄黄"),
        (["天地", "“玄黄”"], "天地“玄黄”", "天地“玄黄”"),
        (["한국어", "문장"], "한국어 문장", "한국어 문장"),
        (["ภาษา", "ไทย"], "ภาษาไทย", "ภาษาไทย"),
        (["ພາສາ", "ລາວ"], "ພາສາລາວ", "ພາສາລາວ"),
        (["ភាសា", "ខ្មែរ"], "ភាសាខ្មែរ", "ភាសាខ្មែរ"),
        (["จบ ๑", "ไทย"], "จบ ๑ ไทย", "จบ ๑ ไทย"),
        (["ភាសា។", "ខ្មែរ"], "ភាសា។ ខ្មែរ", "ភាសា។ ខ្មែរ"),
        (["ไทย", "PDF"], "ไทย PDF", "ไทย PDF"),
        (["", "a", " b "], "a b", "a b"),
    ],
)
def test_paragraphs_are_joined(lines, kept, undone):
    document = paged(*lines)
    assert text.render(document, form="paragraphs") == kept + "\n"
    assert text.render(document, form="paragraphs", dehyphenate=True) == undone + "\n"


def test_a_row_of_a_table_is_a_line_with_tabs():
    rows = order_pages.table(random.Random(1), rows=3, cells=3)
    document = reorder(order_pages.document(rows, shuffle=1))
    lines = text.render(document, form="paragraphs").splitlines()
    assert [line.count("\t") for line in lines] == [0, 0, 2, 2, 2]


@given(st.lists(st.text(max_size=12), min_size=1, max_size=5), st.sampled_from(["plain", "layout"]))
def test_no_text_breaks_the_format(texts, form):
    polygons = [order_pages.quad(10, 30 * k, 100) for k in range(len(texts))]
    page = Page(lines=Lines(texts, polygons, block=[0] * len(texts)), blocks=Blocks(["paragraph"]))
    written = text.render(Document([page, page]), form=form)
    one, two = written.split("\f")
    assert one == two
    lines = one.split("\n")
    assert len(one.splitlines()) == len(lines) - 1
    if form == "plain":
        assert len(lines) == len(texts) + 1


def test_layout_keeps_places():
    polygons = [
        order_pages.quad(100, 100, 80),
        order_pages.quad(400, 104, 50),
        order_pages.quad(100, 126, 70),
        order_pages.quad(400, 128, 60),
        order_pages.quad(100, 204, 100),
    ]
    document = paged("left one", "right", "below l", "rights", "far below!", polygons=polygons)
    assert text.render(document, form="layout").splitlines() == [
        "left one                      right",
        "below l                       rights",
        "",
        "",
        "far below!",
    ]


def test_layout_counts_wide_characters_twice_and_never_glues_neighbors():
    polygons = [
        order_pages.quad(0, 0, 80),
        order_pages.quad(80, 0, 40),
        order_pages.quad(150, 0, 30),
    ]
    assert text.render(paged("天地玄黄", "宇宙", "end", polygons=polygons), form="layout") == (
        "天地玄黄 宇宙   end\n"
    )


def test_layout_of_what_has_no_place():
    nowhere = np.full((4, 2), np.nan)
    document = paged("lost", "found", polygons=[nowhere, order_pages.quad(0, 0, 50)])
    assert text.render(document, form="layout") == "found\nlost\n"
    assert text.render(paged("a", "b"), form="layout") == "a\nb\n"
    assert text.render(Document([Page()]), form="layout") == ""
    far = [order_pages.quad(0, 0, 1e-3, 1e-3), order_pages.quad(1e7, 1e7, 1e-3, 1e-3)]
    assert len(text.render(paged("a", "b", polygons=far), form="layout")) < 1000


def test_vertical_text_has_no_layout():
    line = order_pages.quad(100, 100, 40, 80)
    words = Words(
        ["天", "地"], [order_pages.quad(100, 100, 40, 40), order_pages.quad(100, 140, 40, 40)]
    )
    page = Page(
        lines=Lines(["天地"], [line], words, [0, 2], block=[0]), blocks=Blocks(["paragraph"])
    )
    assert text.render(Document([page]), form="layout") == "天地\n"


def test_vertical_lines_without_words_have_no_layout_either():
    polygons = [order_pages.quad(300 - 50 * k, 100, 40, 400) for k in range(3)]
    document = paged("天地玄黄", "宇宙洪荒", "日月盈昃", polygons=polygons)
    assert text.render(document, form="layout") == "天地玄黄\n宇宙洪荒\n日月盈昃\n"


def undivided(*lines, said=()):
    document = paged(*lines, *said, blocks=[0] * len(lines) + [1] * len(said), roles=["", ""])
    return text.render(document, form="paragraphs", dehyphenate=True).split("\n")[0]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Die Donau-", "dampfschiffe"], "Die Donaudampfschiffe"),
        (["gehoͤ⸗", "ren"], "gehoͤren"),
        (["RECOG-", "NITION"], "RECOGNITION"),
        (["soft\u00ad", "Ware"], "softWare"),
        (["not¬", "ated"], "notated"),
        (["Haupt-", "und Neben"], "Haupt- und Neben"),
        (["Ein-", "bzw. Ausgang"], "Ein- bzw. Ausgang"),
        (["pre-", "and postwar"], "pre- and postwar"),
        (["одно-", "и двухмерный"], "одно- и двухмерный"),
        (["5-", "to 10-fold"], "5- to 10-fold"),
        (["in-", "to"], "into"),
        (["Per E-", "Mail"], "Per E-Mail"),
        (["e-", "mail"], "e-mail"),
        (["PDF-", "fähig"], "PDF-fähig"),
        (["UN-", "Charta"], "UN-Charta"),
        (["COVID-", "19"], "COVID-19"),
        (["pp. 12-", "15"], "pp. 12-15"),
        (["1914\u2013", "1918"], "1914\u20131918"),
        (["a dash -", "and more"], "a dash - and more"),
        (["20-", "jährig"], "20-jährig"),
        (["non\u2011", "breaking"], "non\u2011breaking"),
        (["info@my-", "company.example"], "info@my-company.example"),
        (["www.my-", "company.example"], "www.my-company.example"),
        (["https://a.example/well-", "known"], "https://a.example/well-known"),
        (["see my-", "company.example,"], "see my-company.example,"),
        (["पढ़ना-", "लिखना"], "पढ़ना-लिखना"),
        (["word-", "(as said)"], "word- (as said)"),
        (["opto-", "electro-", "nics"], "optoelectronics"),
        (["state-of-the-", "art", "and the rest"], "state-of-the-art and the rest"),
        (["well-edu-", "cated"], "well-educated"),
    ],
)
def test_a_hyphen_goes_where_the_word_is_plainly_one(lines, expected):
    assert undivided(*lines) == expected


@pytest.mark.parametrize(
    ("lines", "said", "expected"),
    [
        (["well-", "known"], ["a well-known word"], "well-known"),
        (["well-", "known"], ["a (Well\u2010known) word"], "well-known"),
        (["well-", "known"], ["wellknown, well-known, wellknown"], "wellknown"),
        (["col-", "or"], ["the color of it"], "color"),
        (["THEO-", "LOGIA prima"], ["Theologia"], "THEOLOGIA prima"),
        (["a-", "ber"], ["aber"], "aber"),
        (["wood-", "en"], ["the house"], "wooden"),
        (["voor-", "en nadelen"], ["van het huis"], "voor- en nadelen"),
        (["voor-", "en nadelen"], ["the Dutch: en"], "voor- en nadelen"),
        (["3-", "4"], ["34"], "3-4"),
        (["Haupt-", "Bahnhof"], ["Hauptbahnhof"], "Haupt-Bahnhof"),
        (["well-", "known"], ["well-", "known"], "wellknown"),
        (["well-edu-", "cated"], ["edu-", "cated"], "well-educated"),
    ],
)
def test_the_words_of_the_document_are_the_evidence(lines, said, expected):
    assert undivided(*lines, said=said) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Bring:", "• boots", "• rope and", "twine"], ["Bring:", "• boots", "• rope and twine"]),
        (["- boots", "- rope"], ["- boots", "- rope"]),
        (["it is – as", "– said – so"], ["it is – as – said – so"]),
        (["1. one", "goes on", "2. two"], ["1. one goes on", "2. two"]),
        (["on page", "5. It is"], ["on page 5. It is"]),
        (["(a) one", "(b) two"], ["(a) one", "(b) two"]),
    ],
)
def test_items_of_a_list_in_one_block_stand_apart(lines, expected):
    assert text.render(paged(*lines), form="paragraphs").splitlines() == expected


def table():
    """Two rows of three columns, a heading over two of them, cells of two lines and of none."""
    cells = [[-1] * 4, [3, 0, 1, 1], [3, 1, 1, 2], [4, 0, 1, 1], [4, 1, 1, 1], [4, 2, 1, 1]]
    blocks = Blocks(
        ["table", "column_header", "column_header", "cell", "cell", "cell", "caption", "paragraph"],
        [-1, 0, 0, 0, 0, 0, 0, -1],
        [*cells, [-1] * 4, [-1] * 4],
    )
    lines = ["Tides", "Port", "Height", "Mjöl-", "by", "0.4", "* estimated", "After"]
    return Document([Page(lines=Lines(lines, block=[6, 1, 2, 3, 3, 5, 0, 7]), blocks=blocks)])


def test_a_table_with_cells_keeps_the_empty_ones():
    assert text.render(table(), form="paragraphs", dehyphenate=True) == (
        "Tides\n\nPort\tHeight\t\nMjölby\t\t0.4\n* estimated\n\nAfter\n"
    )


def test_cells_of_a_table_are_lines_of_one_block():
    assert text.render(table()) == ("Tides\n\nPort\nHeight\nMjöl-\nby\n0.4\n* estimated\n\nAfter\n")


def test_a_table_in_a_cell_is_its_text_and_a_cell_without_a_table_is_a_block():
    roles = ["table", "cell", "table", "cell", "cell", "figure", "cell"]
    cells = [[-1] * 4, [0, 0, 1, 1], [-1] * 4, [0, 0, 1, 1], [0, 1, 1, 1], [-1] * 4, [0, 0, 1, 1]]
    blocks = Blocks(roles, [-1, 0, 1, 2, 0, -1, 5], cells)
    page = Page(lines=Lines(["a", "b", "c", "d", "e"], block=[1, 3, 4, 5, 6]), blocks=blocks)
    assert text.render(Document([page]), form="paragraphs") == "a b\tc\n\nd\n\ne\n"


def test_cells_that_claim_a_huge_grid_are_lines():
    blocks = Blocks(["table", "cell"], [-1, 0], [[-1] * 4, [2**20 - 1, 2**13, 1, 1]])
    blocks = Blocks(["table", "cell", "cell"], [-1, 0, 0], [[-1] * 4, [0, 0, 1, 1], blocks.cell[1]])
    page = Page(lines=Lines(["a", "b"], block=[1, 2]), blocks=blocks)
    assert text.render(Document([page]), form="paragraphs") == "a\nb\n"


def test_a_table_without_cells_has_the_columns_of_its_widest_row():
    places = [(0, 0), (100, 0), (200, 0), (0, 30), (205, 30)]
    polygons = [order_pages.quad(x, y, 50) for x, y in places]
    document = paged("a", "b", "c", "d", "e", roles=["table"], polygons=polygons)
    assert text.render(document, form="paragraphs") == "a\tb\tc\nd\t\te\n"


def columns(offset, count=6, wide=40):
    """Two columns of lines, ten pixels a character; the right one starts lower."""
    left = [(f"left {row}".ljust(wide, "x"), 0, 30 * row) for row in range(count)]
    right = [(f"right {row}", 10 * wide + 60, 30 * row + offset) for row in range(count)]
    said, x, y = zip(*left, *right, strict=True)
    quads = [order_pages.quad(a, b, 10 * len(t)) for t, a, b in zip(said, x, y, strict=True)]
    return paged(*said, polygons=quads)


@pytest.mark.parametrize("offset", [0, 4, 8, 12, 15, 18])
def test_columns_that_are_not_level_are_set_side_by_side(offset):
    rows = text.render(columns(offset), form="layout").splitlines()
    assert [row.split() for row in rows] == [
        [*f"left {k}".ljust(40, "x").split(), "right", str(k)] for k in range(6)
    ]


def test_a_blank_line_is_where_all_columns_pause():
    left = [order_pages.quad(0, y, 60) for y in (0, 30, 90, 120)]
    right = [order_pages.quad(300, y, 60) for y in (15, 45, 75, 105, 165)]
    document = paged(*"abcd", *"efghi", polygons=left + right)
    rows = text.render(document, form="layout").splitlines()
    assert [row.replace(" ", "") for row in rows] == ["ae", "bf", "cg", "dh", "", "i"]


def test_small_print_does_not_set_the_pitch_of_all():
    body = [order_pages.quad(0, 40 * row, 400, 32) for row in range(4)]
    notes = [order_pages.quad(0, 200 + 15 * row, 400, 12) for row in range(8)]
    document = paged(*["words in a line"] * 12, polygons=body + notes)
    assert text.render(document, form="layout").splitlines()[:4] == ["words in a line"] * 4


def test_a_text_longer_than_its_room_moves_all_that_lies_beyond():
    places = [(0, 0, 50), (100, 0, 40), (0, 30, 90), (100, 30, 40), (0, 60, 50), (100, 60, 40)]
    polygons = [order_pages.quad(*place) for place in places]
    said = ["short", "next", "small letters, many", "next", "short", "next"]
    rows = text.render(paged(*said, polygons=polygons), form="layout").splitlines()
    assert [row.index("next") for row in rows] == [21, 21, 21]


def test_numbers_are_set_to_their_right_edge():
    amounts = ["7.10", "1,207.10", "13.00", "EUR 2,000.00"]
    rows = [("Item", 0, 30 * row, 40) for row in range(4)]
    rows += [(a, 400 - 11 * len(a), 30 * row, 11 * len(a)) for row, a in enumerate(amounts)]
    document = paged(
        *(row[0] for row in rows), polygons=[order_pages.quad(*row[1:]) for row in rows]
    )
    assert len(set(map(len, text.render(document, form="layout").splitlines()))) == 1


def test_edges_a_pixel_apart_are_one():
    places = [(10 * k % 7, 30 * k, 200) for k in range(9)]
    document = paged(*["some words in a line"] * 9, polygons=[order_pages.quad(*p) for p in places])
    rows = text.render(document, form="layout").splitlines()
    assert len({len(row) - len(row.lstrip()) for row in rows}) == 1


def test_words_of_a_line_are_a_space_apart_and_cells_two():
    places = [(0, 0, 40), (48, 0, 40), (105, 0, 40)]
    document = paged("some", "word", "cell", polygons=[order_pages.quad(*p) for p in places])
    assert text.render(document, form="layout") == "some word  cell\n"


def test_rows_from_right_to_left_begin_at_the_right():
    polygons = [order_pages.quad(x, y, 80) for y in (0, 30) for x in (0, 300)]
    document = paged("שמאל", "ימין", "שני", "ראשון", polygons=polygons)
    rows = text.render(document, form="layout").splitlines()
    assert [row.split() for row in rows] == [["ימין", "שמאל"], ["ראשון", "שני"]]


def test_a_line_up_the_margin_does_not_move_the_page():
    upward = [[0, 300], [0, 0], [20, 0], [20, 300]]
    document = paged(
        "printed by somebody somewhere",
        "one",
        "two",
        polygons=[upward, order_pages.quad(40, 0, 30), order_pages.quad(40, 30, 30)],
    )
    rows = ["one", "two", "printed by somebody somewhere"]
    assert text.render(document, form="layout").splitlines() == rows

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
        (["Anglo-", "Saxon"], "Anglo- Saxon", "Anglo- Saxon"),
        (["pages 3-", "and 4"], "pages 3- and 4", "pages 3- and 4"),
        (["soft\u00ad", "ly"], "softly", "softly"),
        (["天地", "玄黄"], "天地玄黄", "天地玄黄"),
        (["한국어", "문장"], "한국어 문장", "한국어 문장"),
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
        "天地玄黄 宇宙  end\n"
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


def test_a_divided_word_may_go_on_with_one_small_letter():
    lines = Lines(["five e-", "mA more"], block=[0, 0])
    document = Document([Page(lines=lines, blocks=Blocks(["paragraph"]))])
    assert text.render(document, form="paragraphs", dehyphenate=True) == "five emA more\n"

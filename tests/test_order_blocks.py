"""Where paragraphs end, and what they are called: each rule on a page made for it."""

import random

import numpy as np
import order_pages
import pytest

from ocrlayout.model import Blocks, Document, Lines, Page
from ocrlayout.order import reorder

LONG = "running text that goes on for a while on this page"
HEIGHT, PITCH, WIDTH = order_pages.HEIGHT, order_pages.PITCH, 500


class Column:
    """A column of lines, filled from the top."""

    def __init__(self):
        self.y, self.rows = 100.0, []

    def line(self, text=LONG, *, x=0.0, width=WIDTH, height=HEIGHT, white=PITCH - HEIGHT):
        """Add a line below the last, with some white between them."""
        self.y += white
        self.rows.append((text, order_pages.quad(100 + x, self.y, width, height)))
        self.y += height
        return self

    def body(self, count=4, **first):
        """Add running text: lines that go on, the last ends."""
        self.line(LONG.capitalize(), **first)
        for _ in range(count - 2):
            self.line()
        return self.line(LONG + ".")

    def page(self):
        # two lines that stand far off, so that nothing else is the page's first or last row
        ends = [("head", order_pages.quad(100, 0, 60)), ("foot", order_pages.quad(100, 1300, 60))]
        return reorder(order_pages.document(self.rows + ends))[0]

    def paragraphs(self):
        """Return (role, number of lines) of each block of the column."""
        page = self.page()
        blocks, counts = np.unique(page.lines.block[1:-1], return_counts=True)
        return [(page.blocks.role[b], int(n)) for b, n in zip(blocks, counts, strict=True)]


def test_running_text_is_a_paragraph():
    assert Column().body(6).paragraphs() == [("paragraph", 6)]


@pytest.mark.parametrize(("white", "parts"), [(10, 1), (20, 2)])
def test_white_wider_than_the_usual_parts_paragraphs(white, parts):
    made = Column().body(4, white=0)
    made.rows[-1] = (LONG, made.rows[-1][1])  # does not end
    made.line(LONG.capitalize(), white=white).line().line(LONG + ".")
    assert len(made.paragraphs()) == parts


def test_text_that_says_that_it_goes_on_is_not_parted_by_little_white():
    made = Column().line(LONG.capitalize()).line().line().line(white=14).line().line(LONG + ".")
    assert made.paragraphs() == [("paragraph", 6)]


@pytest.mark.parametrize(("height", "parts"), [(24, 1), (36, 2)])
def test_a_change_of_height_parts_paragraphs(height, parts):
    made = Column().line(height=height).line(height=height).line().line().line()
    assert len(made.paragraphs()) == parts


@pytest.mark.parametrize(("indent", "parts"), [(0, 1), (30, 2), (200, 1)])
def test_an_indent_starts_a_paragraph_but_a_line_far_to_the_right_does_not(indent, parts):
    made = Column().body(4)
    made.line("Where it begins again and is set in", x=indent, width=WIDTH - indent)
    made.line().line(LONG + ".")
    assert len(made.paragraphs()) == parts


def test_a_short_line_that_ends_a_sentence_ends_its_paragraph():
    made = Column().line(LONG.capitalize()).line("and ends here.", width=150)
    made.line(LONG.capitalize()).line().line(LONG + ".")
    assert made.paragraphs() == [("paragraph", 2), ("paragraph", 3)]


def test_items_are_parted_and_named():
    made = Column().line("1. the first of them", width=300).line("2. the second", width=300)
    assert made.line("3. the third", width=300).paragraphs() == [("list_item", 1)] * 3


def test_a_drop_cap_belongs_to_what_it_begins():
    made = Column()
    made.rows.append(("W", order_pages.quad(20, 104, 60, 46)))
    made.body(5, white=8)
    assert made.paragraphs() == [("paragraph", 6)]


@pytest.mark.parametrize(("height", "role"), [(23, "paragraph"), (30, "heading")])
def test_a_line_a_third_higher_than_the_text_is_a_heading(height, role):
    made = Column().body(5).line("Of the other things.", width=480, height=height, white=40)
    found = made.body(5, white=40).paragraphs()
    assert found == [("paragraph", 5), (role, 1), ("paragraph", 5)]


@pytest.mark.parametrize(("above", "below", "role"), [(40, 20, "heading"), (20, 40, "paragraph")])
def test_a_short_line_nearer_to_what_follows_is_a_heading(above, below, role):
    made = Column().body(5).line("Of other things", width=200, white=above)
    assert made.body(5, white=below).paragraphs()[1] == (role, 1)


@pytest.mark.parametrize(("text", "width"), [("Of other things.", 200), ("Of other things", 480)])
def test_a_short_heading_is_short_and_does_not_end_a_sentence(text, width):
    made = Column().body(5).line(text, width=width, white=40)
    assert made.body(5, white=20).paragraphs()[1] == ("paragraph", 1)


@pytest.mark.parametrize(
    ("height", "white", "role"),
    [(12, 70, "caption"), (12, 25, "paragraph"), (16, 70, "caption"), (20, 70, "paragraph")],
)
def test_a_small_line_with_white_beside_it_is_a_caption(height, white, role):
    made = Column().body(5).line("and what stands in the picture", height=height, white=25)
    assert made.body(5, white=white).paragraphs()[1] == (role, 1)


def test_page_numbers_are_told_from_headers():
    rows = Column().body(6).rows
    ends = [("A running head", order_pages.quad(100, 0, 200)), ("17", order_pages.quad(560, 0, 20))]
    foot = [
        ("of this book", order_pages.quad(100, 900, 200)),
        ("3/9", order_pages.quad(560, 900, 30)),
    ]
    page = reorder(order_pages.document(ends + rows + foot))[0]
    names = [page.blocks.role[block] for block in page.lines.block]
    assert names[:2] == ["header", "page_number"]
    assert names[-2:] == ["footer", "page_number"]
    assert (page.blocks.parent[page.lines.block] == -1).all()


def test_blocks_that_are_kept_and_found_have_their_own_parents():
    """A service's block in the left column; the rest of both columns comes from the layout."""
    rows = order_pages.columns(random.Random(1), lead=0)
    page = order_pages.page(rows)[0]
    block = np.full(len(rows), -1)
    block[1:4] = 1
    lines = Lines(page.lines.text, page.lines.polygon, block=block)
    blocks = Blocks(["section", "note"], [-1, 0])
    tidy = reorder(Document([page.replace(lines=lines, blocks=blocks)]))[0]
    names = [tidy.blocks.role[row] for row in tidy.lines.block]
    homes = [
        tidy.blocks.role[parent] if parent >= 0 else ""
        for parent in tidy.blocks.parent[tidy.lines.block]
    ]
    assert names[1:4] == ["note"] * 3
    assert homes[1:4] == ["section"] * 3
    assert set(homes[4:-1]) == {"column"}
    assert tidy.blocks.role.count("column") == 2


def test_a_paragraph_in_whose_middle_a_kept_block_stands_becomes_two():
    rows = [(LONG, order_pages.quad(100, 100 + PITCH * k, WIDTH)) for k in range(6)]
    lines = Lines(
        [text for text, _ in rows], [quad for _, quad in rows], block=[-1, -1, 0, 0, -1, -1]
    )
    tidy = reorder(Document([Page(lines=lines, blocks=Blocks(["note"]))]))[0]
    first, note, last = tidy.lines.block[[0, 2, 4]].tolist()
    assert len({first, note, last}) == 3
    assert [tidy.blocks.role[row] for row in (first, note, last)] == [
        "paragraph",
        "note",
        "paragraph",
    ]
    assert tidy.lines.block.tolist() == [first, first, note, note, last, last]

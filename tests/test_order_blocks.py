"""Where paragraphs end, and what they are called: each rule on a page made for it."""

import itertools
import random
from collections import Counter

import numpy as np
import order_pages
import pytest
import role_pages

from ocrlayout.model import Blocks, Document, Lines, Page
from ocrlayout.order import reading_order, reorder

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
    large = LONG[: round(len(LONG) * HEIGHT / height)]  # fewer characters fill the line
    made = Column().line(large, height=height).line(large, height=height)
    made.line(LONG.capitalize()).line().line()
    assert len(made.paragraphs()) == parts


@pytest.mark.parametrize(("indent", "parts"), [(0, 1), (30, 2)])
def test_an_indent_starts_a_paragraph(indent, parts):
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


def between(text, size, *, bold=False, above=1.0, below=0.5, seed=1):
    """Role of a line between two paragraphs of size 20."""
    made = role_pages.Sheet(seed)
    made.add("paragraph", made.prose(5)).add("?", text, size, bold=bold, white=above)
    made.add("paragraph", made.prose(5), white=below * size / 20)
    return role_of(made, "?")


def role_of(made, wanted):
    """Role that a page's line has been given whose own role is `wanted`."""
    document, roles = role_pages.document(made.rows)
    found = said(document)
    return found[roles.index(wanted)]


def said(document):
    """Role of each line of a page, in the order in which the page has them."""
    order, page = reading_order(document[0]), reorder(document)[0]
    roles = np.array([page.blocks.role[row] for row in page.lines.block])
    return roles[np.argsort(order)].tolist()


@pytest.mark.parametrize(("size", "role"), [(20, "paragraph"), (27, "heading")])
def test_a_line_of_larger_type_is_a_heading(size, role):
    assert between("Of all the other things that there are, and that is it", size) == role


def test_a_short_bold_line_is_a_heading():
    assert between("Of other things", 20, bold=True, above=1.2) == "heading"


def test_a_line_that_states_something_is_not_a_heading():
    assert between("This is said of other things.", 20) == "paragraph"


@pytest.mark.parametrize(("size", "sentences", "role"), [(15, 1, "caption"), (20, 5, "paragraph")])
def test_small_type_under_a_pictures_white_is_a_caption(size, sentences, role):
    made = role_pages.Sheet(2)
    made.add("paragraph", made.prose(6))
    made.y += 200
    made.add("?", made.prose(sentences), size).add("paragraph", made.prose(6), white=1)
    assert role_of(made, "?") == role


def test_a_numbered_caption_is_one_without_a_picture():
    assert between("Table 3. Of what there is", 20) == "caption"


def test_a_lone_number_does_not_make_a_list():
    """One line by itself: a paragraph with a number, or a heading; what it is not, is an item."""
    assert between("1. Harrow and others are here today.", 20) != "list_item"


@pytest.mark.parametrize("name", role_pages.PAGES)
def test_roles_of_made_up_pages(name):
    right = total = 0
    for seed in range(3):
        document, roles = role_pages.document(role_pages.PAGES[name](seed).rows, seed=seed)
        right += sum(map(str.__eq__, said(document), roles))
        total += len(roles)
    assert right > 0.85 * total


FLOORS = {  # role: recall and precision; what is measured is a little higher
    "heading": (0.97, 0.95),
    "list_item": (0.97, 0.97),
    "caption": (0.95, 0.95),
    "note": (0.95, 0.95),
    "header": (0.95, 0.9),  # a line with place and date over a letter is named one
    "footer": (0.95, 0.95),
    "page_number": (0.95, 0.95),
}


def test_roles_do_not_fall_below_their_floors():
    pairs = Counter()
    for name, seed in itertools.product(role_pages.PAGES, range(3)):
        document, roles = role_pages.document(role_pages.PAGES[name](seed).rows, seed=seed)
        pairs.update(zip(roles, said(document), strict=True))
    for role, (recall, precision) in FLOORS.items():
        right = pairs[role, role]
        assert right >= recall * sum(n for (true, _), n in pairs.items() if true == role), role
        assert right >= precision * sum(n for (_, found), n in pairs.items() if found == role), role


def test_roles_hold_where_boxes_are_rough():
    right = total = 0
    for name, seed in itertools.product(role_pages.PAGES, range(3)):
        document, roles = role_pages.document(role_pages.PAGES[name](seed).rows, noise=0.1)
        right += sum(map(str.__eq__, said(document), roles))
        total += len(roles)
    assert right > 0.9 * total


def test_a_paragraph_stays_whole_where_a_box_is_half_as_high_again():
    made = Column()
    heights = [22, 22, 34, 22, 33, 22]
    for at, height in enumerate(heights):
        text = LONG.capitalize() if at == 0 else LONG + ("." if at == 5 else "")
        made.rows.append((text, order_pages.quad(100, 100 + 27 * at - height / 2, WIDTH, height)))
    assert made.paragraphs() == [("paragraph", 6)]


def test_entries_whose_lines_hang_are_parted():
    made = role_pages.Sheet(3)
    for _ in range(6):
        made.add("paragraph", made.prose(2), rest=30, white=0)
    page = reorder(role_pages.document(made.rows)[0])[0]
    starts = [
        text
        for text, edge in zip(page.lines.text, page.lines.polygon[:, 0, 0], strict=True)
        if edge < 130
    ]
    assert [block.lines.text[0] for block in page.blocks] == starts


def test_headings_have_levels_by_size_and_by_number():
    made = role_pages.report(1)
    page = reorder(role_pages.document(made.rows)[0])[0]
    levels = {block.text: block.level for block in page.blocks if block.role == "heading"}
    assert [level for text, level in levels.items()] == [1, 2, 2]
    assert all(block.level == 0 for block in page.blocks if block.role != "heading")


def test_what_repeats_over_pages_is_furniture():
    """A line in the text's own type and pitch, which nothing on one page tells from it."""
    pages = []
    for number in range(4):
        made = role_pages.Sheet(number)
        made.add("paragraph", f"Journal of the harbor and of all that is in it, volume {number}:")
        for _ in range(9):
            made.add("paragraph", made.prose(6))
        page = role_pages.document(made.rows)[0][0]
        pages.append(page.replace(width=1000.0, height=1414.0))
    tidy = reorder(Document(pages))
    for page in tidy:
        (line,) = [row for row, text in enumerate(page.lines.text) if text.startswith("Journal")]
        assert page.blocks.role[page.lines.block[line]] == "header"
    alone = reorder(Document(pages[:1]))[0]
    assert "header" not in alone.blocks.role


@pytest.mark.parametrize(("size", "role"), [(40, "heading"), (20, "header")])
def test_a_large_line_whose_number_changes_is_a_heading(size, role):
    """``Chapter 1``, ``Chapter 2``, each at the top of its page; in the text's size it runs on."""
    pages = []
    for number in range(1, 4):
        made = Column()
        made.rows.append((f"Chapter {number}", order_pages.quad(100, 60, 9 * size, size)))
        for at in range(12):
            made.rows.append((LONG, order_pages.quad(100, 180 + 27 * at, WIDTH, 20)))
        page = order_pages.document(made.rows)[0]
        pages.append(page.replace(width=1000.0, height=1414.0))
    for page in reorder(Document(pages)):
        (line,) = [row for row, text in enumerate(page.lines.text) if text.startswith("Chapter")]
        assert page.blocks.role[page.lines.block[line]] == role


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

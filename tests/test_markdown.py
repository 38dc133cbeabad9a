"""Markdown, as an independent parser reads it."""

import io

import numpy as np
import pytest
import samples
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from PIL import Image

import ocrlayout
from ocrlayout.model import Blocks, Document, Fields, Lines, Page, Words
from ocrlayout.writers import markdown
from ocrlayout.writers._flow.items import split_mark
from ocrlayout.writers.markdown import Options

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
ONE = (0, 0, 1, 1)
NO_CELL = (-1, -1, -1, -1)


def paged(*blocks, **page):
    """A page of blocks: each a role, then its lines."""
    lines = [(line, row) for row, (_, *texts) in enumerate(blocks) for line in texts]
    texts, rows = zip(*lines, strict=True)
    roles = [role for role, *_ in blocks]
    return Document([Page(lines=Lines(texts, block=rows), blocks=Blocks(roles, **page))])


def table(cells, *, caption="", first="column_header"):
    """A page with a table; cells are row, column, spans and text."""
    roles = ["table", *(first if cell[0] == 0 else "cell" for cell in cells)]
    places = [NO_CELL, *(cell[:4] for cell in cells)]
    texts = [cell[4] for cell in cells]
    rows = list(range(1, len(cells) + 1))
    if caption:
        roles, places = [*roles, "caption"], [*places, NO_CELL]
        texts, rows = [caption, *texts], [len(roles) - 1, *rows]
    blocks = Blocks(roles, [-1, *[0] * (len(roles) - 1)], places)
    return Document([Page(lines=Lines(texts, block=rows), blocks=blocks)])


def shown(text):
    """The blocks of a Markdown text: what opens each, and the text that is shown."""
    tokens = PARSER.parse(text)
    found = []
    for at, token in enumerate(tokens):
        if token.type == "inline":
            found.append((tokens[at - 1].tag or tokens[at - 1].type, seen(token)))
    return found


def seen(token):
    return "".join(
        child.content if child.type in ("text", "code_inline") else f"[{child.type}]"
        for child in token.children
        if child.type not in ("link_open", "link_close")
    )


def html_cells(source):
    """The cells of the first table in HTML, as another parser places them."""
    grid, rows = {}, html.fromstring(source).xpath("//tr")
    for row, line in enumerate(rows):
        column = 0
        for cell in line:
            while (row, column) in grid:
                column += 1
            height, width = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
            for place in np.ndindex(height, width):
                grid[row + place[0], column + place[1]] = ""
            grid[row, column] = cell.text_content()
    return grid


def test_roles_become_what_markdown_has():
    document = paged(
        ("heading", "Tides", "of June"),
        ("heading", "Sources"),
        ("", "high wa-", "ter at 6"),
        ("list_item", "• one"),
        ("list_item", "• two", "lines"),
        ("caption", "Figure 1. Ystad"),
        ("note", "¹ By the mole"),
        level=[1, 0, 0, 0, 0, 0, 0],
    )
    assert markdown.render(document) == (
        "# Tides of June\n\n## Sources\n\nhigh water at 6\n\n- one\n- two lines\n\n"
        "Figure 1. Ystad\n\n¹ By the mole\n"
    )


def test_words_stay_divided_if_that_is_asked_for():
    document = paged(("", "high wa-", "ter"))
    assert markdown.render(document, Options(dehyphenate=False)) == "high wa- ter\n"


@pytest.mark.parametrize(
    ("furniture", "said"),
    [
        ("comments", '<!-- PageHeader="A &#45;&#45;> B" -->\n\ntext\n\n<!-- PageNumber="7" -->\n'),
        ("text", "A --> B\n\ntext\n\n7\n"),
        ("drop", "text\n"),
    ],
)
def test_furniture(furniture, said):
    document = paged(("header", "A --> B"), ("", "text"), ("page_number", "7"))
    assert markdown.render(document, Options(furniture=furniture)) == said


def test_pages_are_divided_by_comments(tmp_path):
    document = Document.join([paged(("", "one")), Document([Page()]), paged(("", "two"))])
    ocrlayout.save(document, tmp_path / "out.md")
    said = (tmp_path / "out.md").read_text(encoding="utf-8")
    assert said == "one\n\n<!-- PageBreak -->\n\n<!-- PageBreak -->\n\ntwo\n"
    assert markdown.render(document, Options(page_breaks=False)) == "one\n\ntwo\n"
    assert markdown.render(Document([Page(), Page()])) == "<!-- PageBreak -->\n"
    assert markdown.render(Document()) == ""


def test_options_are_checked():
    with pytest.raises(ValueError, match="tables in Markdown is one of auto, pipe, html"):
        Options(tables="grid")


def test_a_table_with_one_row_of_headers_has_pipes():
    cells = [(0, 0, 1, 1, "a|b"), (0, 1, 1, 1, "_c_"), (1, 0, 1, 1, "1 <b>"), (1, 1, 1, 1, "\\|")]
    said = markdown.render(table(cells, caption="Table 1"))
    assert shown(said) == [
        ("p", "Table 1"),
        ("th", "a|b"),
        ("th", "_c_"),
        ("td", "1 <b>"),
        ("td", "\\|"),
    ]


@pytest.mark.parametrize("first", ["column_header", "cell"])
def test_other_tables_are_html_that_gives_the_cells_back(first):
    cells = [
        (0, 0, 1, 2, "A & B"),
        (1, 0, 2, 1, "<b>"),
        (1, 1, 1, 1, "x"),
        (2, 1, 1, 1, "y"),
        (4, 0, 1, 1, "z"),
    ]
    said = markdown.render(table(cells, caption="Table <1>", first=first))
    assert [token.type for token in PARSER.parse(said)] == ["html_block"]
    grid = html_cells(said)
    assert {place: text for place, text in grid.items() if text} == {
        cell[:2]: cell[4] for cell in cells
    }
    assert grid.keys() == set(np.ndindex(5, 2))
    assert html.fromstring(said).xpath("string(//caption)") == "Table <1>"


def test_cells_that_overlap_lose_no_text():
    cells = [(0, 0, 2, 2, "a"), (1, 1, 1, 1, "b"), (1, 0, 1, 3, "c"), (0, 2, 2, 1, "d")]
    said = markdown.render(table(cells, first="cell"))
    assert sorted(" ".join(html_cells(said).values()).split()) == ["a", "b", "c", "d"]


def test_a_table_can_be_asked_for_with_pipes():
    cells = [(0, 0, 1, 2, "a"), (1, 0, 1, 1, "b"), (1, 1, 1, 1, "c")]
    said = markdown.render(table(cells), Options(tables="pipe"))
    assert said == "| a |  |\n| --- | --- |\n| b | c |\n"


def test_figures_hold_their_text_and_caption():
    blocks = Blocks(["figure", "caption", "paragraph"], [-1, 0, -1])
    lines = Lines(["N", "Map <1>", "text"], block=[0, 1, 2])
    said = markdown.render(Document([Page(lines=lines, blocks=blocks)]))
    assert said == ("<figure>\n<figcaption>Map &lt;1&gt;</figcaption>\n\nN\n\n</figure>\n\ntext\n")


def figures_page():
    """A page with a red figure without text, and a green one with a caption."""
    scan = np.full((400, 300, 3), 255, np.uint8)
    scan[100:150, 50:250], scan[250:300, 50:250] = (255, 0, 0), (0, 255, 0)

    def quad(left, top, right, bottom):
        return [[left, top], [right, top], [right, bottom], [left, bottom]]

    polygons = [quad(50, 100, 250, 150), quad(50, 250, 250, 300), *[np.full((4, 2), np.nan)] * 3]
    roles = ["figure", "figure", "caption", "paragraph", "paragraph"]
    blocks = Blocks(roles, [-1, -1, 1, -1, -1], polygon=polygons)
    quads = [quad(50, 20, 250, 40), quad(50, 160, 250, 180), quad(50, 310, 250, 330)]
    lines = Lines(["above", "below", "Map"], quads, block=[3, 4, 2])
    return Document([Page(1, 300, 400, "pixel", lines=lines, blocks=blocks)]), scan


def test_figures_are_cut_out_and_linked(tmp_path):
    document, scan = figures_page()
    ocrlayout.save(
        document, tmp_path / "a.md", images=scan, figures="my pictures", names=("log.json",)
    )
    said = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert said == (
        "above\n\n<figure>\n\n![](my%20pictures/log-1-1.png)\n\n</figure>\n\nbelow\n\n"
        "<figure>\n<figcaption>Map</figcaption>\n\n![](my%20pictures/log-1-2.png)\n\n</figure>\n"
    )
    for name, color in (("log-1-1", (255, 0, 0)), ("log-1-2", (0, 255, 0))):
        picture = np.asarray(Image.open(tmp_path / "my pictures" / f"{name}.png"))
        assert picture.shape == (50, 200, 3)
        assert picture[25, 100].tolist() == list(color)
    with pytest.raises(ocrlayout.WriteError, match="takes the scans"):
        ocrlayout.save(document, tmp_path / "b.md", figures="x")
    assert not (tmp_path / "b.md").exists()


def test_figures_of_a_turned_page_lie_on_the_scan(tmp_path):
    document, scan = figures_page()
    turned = document.map(lambda page: page.move([[0, -1, 400], [1, 0, 0], [0, 0, 1]], (400, 300)))
    ocrlayout.save(turned, tmp_path / "a.md", images=scan, figures=".")
    picture = np.asarray(Image.open(tmp_path / "document-1-1-1.png"))
    assert picture.mean(axis=(0, 1)).tolist() == [255, 0, 0]


def test_formulas_are_latex_between_dollar_signs():
    words = Words(["where", r"x_1 < \frac{a}{b}", "holds"])
    lines = Lines([r"where x_1 < \frac{a}{b} holds"], words=words, offsets=[0, 3])
    fields = Fields(["formula"], ["inline"], [words.text[1]], word=[1])
    said = markdown.render(Document([Page(lines=lines, fields=fields)]))
    assert said == "where $x_1 < \\frac{a}{b}$ holds\n"


def test_lists_within_lists_are_indented():
    def at(x, y):
        return [[x, y], [x + 99, y], [x + 99, y + 20], [x, y + 20]]

    texts = ["1. one", "• a", "• b", "2. two", "4. four"]
    quads = [at(0, 0), at(30, 30), at(30, 60), at(0, 90), at(0, 120)]
    blocks = Blocks(["list_item"] * 5)
    page = Page(lines=Lines(texts, quads, block=range(5)), blocks=blocks)
    said = markdown.render(Document([page]))
    assert said == "1. one\n   - a\n   - b\n2. two\n\n<!-- -->\n\n4. four\n"
    assert 'start="4"' in PARSER.render(said)


HOSTILE = st.text(alphabet="ab1 \\`*_[]<>&#~|-+=.)(!$:;/\"'\t\n{}^@%\u00a0é天", max_size=24)


@given(HOSTILE)
@example("# 1")
@example("http://a.example/_b_*c*&amp;")
@example("[x]: /y")
@example("&amp; &#42; <!-- x -->")
@example("- - -")
@example("_c_ __d__ a_b_ *e* ~~f~~")
@example("\\")
def test_no_text_is_taken_for_markup(text):
    line = " ".join(text.split())
    for role, tag in (("paragraph", "p"), ("heading", "h2"), ("caption", "p")):
        said = markdown.render(paged((role, text), ("", "end")))
        expected = [(tag, line)] if line else []
        found = [(one, " ".join(content.split())) for one, content in shown(said)]
        assert found == [*expected, ("p", "end")]


@given(HOSTILE, HOSTILE)
def test_no_text_breaks_a_table(one, other):
    said = markdown.render(table([(0, 0, 1, 1, one), (1, 0, 1, 1, other)]))
    found = [(tag, " ".join(content.split())) for tag, content in shown(said)]
    assert found == [("th", " ".join(one.split())), ("td", " ".join(other.split()))]


@given(st.lists(HOSTILE, min_size=1, max_size=4))
def test_no_text_breaks_a_list(texts):
    document = paged(*(("list_item", text) for text in texts), ("", "end"))
    found = [" ".join(content.split()) for _, content in shown(markdown.render(document))]
    assert found == [*filter(None, map(item, texts)), "end"]


def item(text):
    """What is shown of an item: its text without the bullet or number that the list has."""
    return " ".join(split_mark(" ".join(text.split()))[1].split())


@pytest.mark.parametrize("path", samples.FILES, ids=samples.name)
def test_every_word_is_there(path):
    document = samples.load(path)
    out = io.BytesIO()
    ocrlayout.save(document, out, to="markdown", furniture="text", dehyphenate=False)
    source = out.getvalue().decode()
    there = html.fromstring(f"<div>{PARSER.render(source)}</div>").text_content().split()
    missing = [
        word
        for page in document
        for text in page.lines.text
        for word in text.split()
        if not any(word in other for other in there) and not any(mark in word for mark in "$\u00ad")
    ]
    assert set(missing) <= set("•◦▪-–*·")

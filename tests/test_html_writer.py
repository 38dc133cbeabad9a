"""HTML, as lxml reads it: as a browser does, and as XML."""

import io

import pytest
import round_trips
import samples
from lxml import etree, html

import ocrlayout
from ocrlayout.model import Blocks, Document, Lines, Page

NAMESPACE = "{http://www.w3.org/1999/xhtml}"


def written(document, **options):
    return round_trips.written(document, "html", **options)


def body(document, **options):
    return html.fromstring(written(document, **options)).find("body")


def shape(element):
    """An element as nested lists of names and texts."""
    inner = [shape(child) for child in element]
    return [element.tag, (element.text or "").strip(), *inner]


def paged(*blocks, **page):
    lines = [(line, row) for row, (_, *texts) in enumerate(blocks) for line in texts]
    texts, rows = zip(*lines, strict=True)
    return Document(
        [Page(lines=Lines(texts, block=rows), blocks=Blocks([role for role, *_ in blocks], **page))]
    )


def test_roles_become_elements():
    document = paged(
        ("header", "Log"),
        ("heading", "Tides"),
        ("paragraph", "high wa-", "ter <1>"),
        ("note", "1 a note"),
        ("page_number", "7"),
        level=[0, 1, 0, 0, 0],
    )
    assert [shape(one) for one in body(document)[0]] == [
        ["header", "Log"],
        ["h1", "Tides"],
        ["p", "high water <1>"],
        ["aside", "1 a note"],
        ["footer", "7"],
    ]
    assert [one.tag for one in body(document, furniture="drop")[0]] == ["h1", "p", "aside"]
    assert "high wa- ter" in written(document, dehyphenate=False).decode()


def test_lists_within_lists():
    def at(x, y):
        return [[x, y], [x + 99, y], [x + 99, y + 20], [x, y + 20]]

    texts = ["1. one", "• a", "• b", "2. two", "• c", "☐ d"]
    quads = [at(0, 0), at(30, 30), at(30, 60), at(0, 90), at(0, 120), at(0, 150)]
    page = Page(lines=Lines(texts, quads, block=range(6)), blocks=Blocks(["list_item"] * 6))
    (section,) = body(Document([page]))
    assert [shape(one) for one in section] == [
        ["ol", "", ["li", "one", ["ul", "", ["li", "a"], ["li", "b"]]], ["li", "two"]],
        ["ul", "", ["li", "c"], ["li", "☐ d"]],
    ]
    assert [one.get("value") for one in section.iter("li")][:4] == ["1", None, None, "2"]


def test_figures_and_tables_hold_their_captions():
    blocks = Blocks(
        ["figure", "caption", "table", "caption", "cell"],
        [-1, 0, -1, 2, 2],
        [[-1] * 4] * 4 + [[0, 0, 1, 1]],
    )
    lines = Lines(["N", "Map", "Table 1", "x"], block=[0, 1, 3, 4])
    (section,) = body(Document([Page(lines=lines, blocks=blocks)]))
    figure, table = section
    assert shape(figure) == ["figure", "", ["p", "N"], ["figcaption", "Map"]]
    assert table.findtext("caption") == "Table 1"


@pytest.mark.parametrize("path", samples.FILES, ids=samples.name)
def test_it_is_xml_and_has_every_table(path):
    document = samples.load(path)
    source = written(document)
    root = etree.fromstring(source)
    assert len(root.findall(f".//{NAMESPACE}section")) == len(document)
    found = [
        table
        for section in root.iter(f"{NAMESPACE}section")
        for table in section.iter(f"{NAMESPACE}table")
    ]
    expected = [
        table
        for page in document
        for table in page.tables
        if any(cell.text for cell in table.cells)
    ]
    assert len(found) == len(expected)
    for one, table in zip(found, expected, strict=True):
        texts = ["".join(cell.itertext()) for cell in one.iter(f"{NAMESPACE}td", f"{NAMESPACE}th")]
        there = "".join("".join(texts).split()).replace("-", "")
        assert there == "".join(
            "".join(cell.text for cell in sorted(table.cells, key=lambda one: one.place)).split()
        ).replace("-", "")


def test_title_language_and_direction():
    page = Page(
        lines=Lines(["שלום <b>", "עולם"], block=[0, 1], language=["he", "he"]),
        blocks=Blocks(["heading", "paragraph"]),
    )
    root = html.fromstring(written(Document([page])))
    assert root.get("lang") == "he"
    assert root.findtext("head/title") == "שלום <b>"
    assert [one.get("dir") for one in root.find("body")[0]] == ["rtl", "rtl"]
    assert (
        html.fromstring(written(Document([page]), title="A & B")).findtext("head/title") == "A & B"
    )


def test_pages_are_numbered_through_and_nothing_is_a_page():
    page = Page(lines=Lines(["x"]))
    out = io.BytesIO()
    ocrlayout.save([Document([page]), Document([page])], out, to="html")
    assert [one.get("id") for one in html.fromstring(out.getvalue()).iter("section")] == [
        "page-1",
        "page-2",
    ]
    assert len(body(Document())) == 0
    with pytest.raises(ValueError, match="keep or drop"):
        written(Document(), furniture="text")


def test_blocks_of_every_role_lose_no_text():
    text = "".join(body(round_trips.blocks_page()).itertext()).split()
    assert sorted(text) == sorted(round_trips.blocks_page()[0].words.text)

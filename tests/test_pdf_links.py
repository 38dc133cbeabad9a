"""Addresses that become links: which they are, where they lead in readers, and what they are in tags."""

import ctypes
import io

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
from pdf_pages import DPI, ROWS, blank, check, page, pdfium_text, run, turned, written
from PIL import Image
from scanned_pages import pdf, scanned, typed
from structure import artifacts, structure
from tagged_pages import laid, plain, spoken, table
from test_cli import folder, main  # noqa: F401  # a fixture
from test_pdf_claims import claimed, claiming
from test_pdf_existing import original
from test_pdf_images import rendered
from test_pdf_tags_existing import HEIGHT, PIXELS, WIDTH
from validators import broken_rules, faults

import ocrlayout as ol
from ocrlayout.model import Document, Lines, Words
from ocrlayout.skew import deskew
from ocrlayout.writers import pdf as writer
from ocrlayout.writers.pdf.addresses import addresses

PLACES = [
    ("paragraph", ["See www.example.org/a-", "b/page.html or write to", "joe@example.org."]),
    ("list_item", ["• https://example.org/d(e)"]),
]
TARGETS = [
    "http://www.example.org/a-b/page.html",
    "mailto:joe@example.org",
    "https://example.org/d(e)",
]
IN_TABLE = table([(0, 0, 1, 1, "cell", "Site"), (0, 1, 1, 1, "cell", "example.org")])
SPOKEN = spoken(plain(["voir https://example.fr/", "a/b ou rien"]), "fr", "en")


def in_columns():
    """A page of one line that runs down, an address without white space around it."""
    words = Words(
        ["詳細", "www.example.jp", "参照"],
        [[[900, 100 + y], [930, 100 + y], [930, 290 + y], [900, 290 + y]] for y in (0, 200, 400)],
        spaced=[False] * 3,
    )
    box = [[[900, 100], [930, 100], [930, 690], [900, 690]]]
    return page(ROWS).replace(lines=Lines(["詳細www.example.jp参照"], box, words, [0, 3]))


def sheet(blocks=PLACES, number=1):
    return laid(blocks, size=(WIDTH * PIXELS, HEIGHT * PIXELS), number=number)


def on_pdf(source, *sheets, **options):
    out = io.BytesIO()
    chosen = writer.Options(**{"links": True, **options})
    writer.write([Document(sheets or [sheet()])], out, images=[[source]], options=chosen)
    return out.getvalue()


def targets(data, number=0):
    """What the links of a page lead to."""
    with pikepdf.open(io.BytesIO(data)) as document:
        annotations = document.pages[number].obj.get("/Annots", [])
        return [str(each.A.URI) for each in annotations if each.Subtype == "/Link"]


def clicked(data, x, y):
    """Where PDFium goes when a point is clicked, in points from the top left of the page."""
    raw = pypdfium2.raw
    with pypdfium2.PdfDocument(data) as document:
        leaf = document[0]
        link = raw.FPDFLink_GetLinkAtPoint(leaf, x, leaf.get_height() - y)
        if not link:
            return ""
        action, text = raw.FPDFLink_GetAction(link), ctypes.create_string_buffer(300)
        raw.FPDFAction_GetURIPath(document, action, text, len(text))
        return text.value.decode("ascii")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(see http://example.org/a_(b), p. 3)", ["http://example.org/a_(b)"]),
        ("WWW.EXAMPLE.DE/Seite", ["http://WWW.EXAMPLE.DE/Seite"]),
        ("at https://a.example:8080/x?y=1&z#w;", ["https://a.example:8080/x?y=1&z#w"]),
        ("example.org, example.de, end.So, file.py", ["http://example.org"]),
        ("Joe@Example.org,mailto:ann@a.de", ["mailto:Joe@Example.org", "mailto:ann@a.de"]),
        (
            "https://пример.рф/ы",
            ["https://%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80.%D1%80%D1%84/%D1%8B"],
        ),
        (
            "東京www.example.jpへ https://example.kr/에서",
            ["http://www.example.jp", "https://example.kr/"],
        ),
        ("//cdn.example.org http : //x e.g. 12.30 p.m. a@b", []),
    ],
)
def test_addresses_are_told_from_other_text(text, expected):
    assert [each.target for each in addresses(page([text.split(" ")]).lines)] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["at http://example.org/a/", "page.html and"], "http://example.org/a/page.html"),
        (["at http://example.org/a-", "b.html and"], "http://example.org/a-b.html"),
        (["at http://www.example", ".org/page"], "http://www.example.org/page"),
        (["at www.example.org/", "and then"], "http://www.example.org/"),
        (["at http://example.org/a", "b/c"], "http://example.org/a"),
        (["at http://example.org.", "A. B."], "http://example.org"),
    ],
)
def test_a_line_end_divides_an_address_only_where_that_is_plain(lines, expected):
    (found,) = addresses(plain(lines).lines)
    assert found.target == expected
    assert len(found.quads) == len(np.unique(plain(lines).lines.word_line[found.words]))


def test_an_address_does_not_go_on_in_another_block():
    blocks = laid([("paragraph", ["http://example.org/a/"]), ("paragraph", ["page.html"])])
    assert [each.target for each in addresses(blocks.lines)] == ["http://example.org/a/"]


def test_an_address_of_several_words_without_space_is_one():
    words = Words(
        ["http", "://", "example.org", "there"],
        [[[x, 0], [x + 50, 0], [x + 50, 20], [x, 20]] for x in (0, 50, 100, 200)],
        spaced=[False, False, True, False],
    )
    (found,) = addresses(Lines(["http://example.org there"], words=words, offsets=[0, 4]))
    assert found.words.tolist() == [0, 1, 2]
    assert found.quads.tolist() == [[[0, 0], [150, 0], [150, 20], [0, 20]]]


def test_an_address_without_a_place_is_none():
    lines = Lines(["www.example.org"], words=Words(["www.example.org"]), offsets=[0, 1])
    assert addresses(lines) == []
    assert addresses(Lines()) == []


def test_links_are_written_on_request_only():
    data = written(sheet())
    assert targets(data) == []
    linked = written(sheet(), links=True)
    check(linked)
    assert targets(linked) == TARGETS
    assert pdfium_text(linked) == pdfium_text(data)
    assert np.array_equal(rendered(linked), rendered(data))


@pytest.mark.parametrize("angle", [0, 7, 90])
def test_a_click_on_a_word_leads_where_it_says(angle):
    made = turned(sheet(), angle)
    data = written(made, links=True)
    for target, words in zip(TARGETS, addresses(made.lines), strict=True):
        for word in words.words:
            x, y = made.words.polygon[word].mean(axis=0) * 72 / DPI
            assert clicked(data, x, y) == target
    assert clicked(data, 2, 2) == ""


def test_poppler_lists_the_links(tmp_path):
    (tmp_path / "a.pdf").write_bytes(written(sheet(), links=True))
    result = run("pdfinfo", "poppler-utils", "-url", str(tmp_path / "a.pdf"))
    assert [line.split()[-1] for line in result.stdout.decode().splitlines()[1:]] == TARGETS


def test_a_scan_turned_upright_has_its_links_on_its_words():
    askew = turned(sheet(), 7)
    level = deskew(Document([askew]))[0]
    data = written(level, images=[blank(askew)], links=True, upright=True)
    x, y = level.words.polygon[1].mean(axis=0) * 72 / DPI
    assert clicked(data, x, y) == TARGETS[0]


FILES = {
    "paragraph and list": lambda: written(sheet(), links=True, accessible=True),
    "table": lambda: written(laid(IN_TABLE), links=True, accessible=True),
    "several languages": lambda: written(SPOKEN, links=True, accessible=True),
    "right to left": lambda: written(
        plain(["ראו www.example.org עוד"], language="he"), links=True, accessible=True
    ),
    "in columns": lambda: written(in_columns(), links=True, accessible=True),
    "tilted": lambda: written(turned(sheet(), 7), links=True, accessible=True),
    "with a highlight": lambda: written(
        sheet(), links=True, accessible=True, highlight=ol.find(sheet(), "write")
    ),
    "PDF of scans": lambda: on_pdf(
        pdf(scanned("Bridges"), scanned("Bridges")), sheet(), sheet(number=2), accessible=True
    ),
    "PDF of scans, highlighted": lambda: on_pdf(
        pdf(scanned("Bridges")), accessible=True, highlight=ol.find(sheet(), "write")
    ),
}


@pytest.fixture(scope="module")
def files():
    return {name: make() for name, make in FILES.items()}


@pytest.fixture(scope="module")
def broken(files):
    return broken_rules(files, "ua1", "2a")


@pytest.mark.parametrize("name", FILES)
def test_validators_find_pdf_ua_and_pdf_a(name, files, broken):
    assert faults(files[name], "ua1") == {}
    assert faults(files[name], "2a") == {}
    assert broken[name] == []
    check(files[name])
    assert targets(files[name])


def test_the_words_of_an_address_are_a_link_in_the_tags(files):
    paragraph, items = structure(files["paragraph and list"]).kids
    assert paragraph.text == "See www.example.org/a-b/page.html or write to joe@example.org."
    assert [link.text.strip() for link in paragraph.all("Link")] == [
        "www.example.org/a-b/page.html",
        "joe@example.org.",
    ]
    assert [link.text for link in items.all("Link")] == ["https://example.org/d(e)"]


def test_elements_of_links_know_their_annotations(files):
    with pikepdf.open(io.BytesIO(files["PDF of scans"])) as document:
        parents = dict(pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree).items())
        for leaf in document.pages:
            assert len(leaf.Annots) == len(TARGETS)
            for link in leaf.Annots:
                element = parents[int(link.StructParent)]
                assert element.S == "/Link"
                assert element.K[-1].Obj.objgen == link.objgen
                assert element.Pg.objgen == leaf.obj.objgen


def test_text_from_right_to_left_is_read_with_its_address(files):
    (paragraph,) = structure(files["right to left"]).kids
    assert paragraph.text == "ראו www.example.org עוד"
    assert len(paragraph.all("Link")) == 1


def test_an_address_written_as_part_of_others_is_in_the_tags(files):
    (paragraph,) = structure(files["in columns"]).kids
    assert paragraph.text.strip() == "詳細www.example.jp参照"
    assert len(paragraph.all("Link")) == 1


def test_running_heads_have_links_where_there_are_no_tags():
    made = laid([("header", ["www.example.org"]), ("paragraph", ["Bridges"])])
    assert targets(written(made, links=True)) == ["http://www.example.org"]
    tagged = written(made, links=True, accessible=True)
    assert targets(tagged) == []
    assert artifacts(tagged)[0][1] == "www.example.org"
    assert faults(tagged, "ua1") == {}


def test_text_that_a_pdf_has_is_linked_too():
    source = pdf(typed("www.example.org"))
    document = ol.read(source, existing_text="auto")
    out = io.BytesIO()
    ol.writers.pdf.write([document], out, images=[[source]], options=writer.Options(links=True))
    data = out.getvalue()
    assert targets(data) == ["http://www.example.org"]
    assert pdfium_text(data) == pdfium_text(source)


def test_addresses_that_are_links_already_are_not_linked_again():
    def link(document, leaf):
        corners = [0, 0, float(leaf.MediaBox[2]), float(leaf.MediaBox[3])]
        leaf.Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=pikepdf.Array(corners),
                    A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.com"),
                )
            ]
        )

    made = page([["www.example.org"]], size=(1240, 875))
    assert targets(on_pdf(original(), made)) == ["http://www.example.org"]
    assert targets(on_pdf(original(change=link), made)) == ["https://example.com"]


def test_a_claim_for_screen_readers_does_not_outlive_links_without_tags(caplog):
    data = on_pdf(claiming("1", "B", accessible=True), page([["www.example.org"]]))
    assert claimed(data) == ("1", "B", False)
    assert "no longer says that it is PDF/UA" in caplog.text


def test_the_command_line_makes_links(folder):  # noqa: F811
    ol.save(Document([page([["www.example.org"]])]), folder / "a.json")
    Image.fromarray(blank(page(ROWS))).save(folder / "a.png")
    assert main(["convert", "a.json", "--images", "a.png", "-o", "a.pdf", "--links"]) == 0
    assert targets((folder / "a.pdf").read_bytes()) == ["http://www.example.org"]

"""Tagged PDFs: what a screen reader is given, and whether two validators find them PDF/UA-1 and PDF/A-2a."""

import io
import subprocess

import numpy as np
import pikepdf
import pytest
from conftest import needs
from pdf_pages import (
    ROWS,
    SIZE,
    blank,
    check,
    columns,
    encoded,
    page,
    pdfium,
    pdfium_text,
    picture,
    poppler_text,
    turned,
    written,
)
from PIL import Image
from structure import artifacts, structure
from tagged_pages import SCRIPTS, laid, plain, spoken, table
from test_cli import folder, main  # noqa: F401  # a fixture
from test_pdf_archive import KINDS
from test_pdf_images import rendered, streams
from validators import broken_rules, faults

import ocrlayout as ol
from ocrlayout.model import Document, Fields, Page
from ocrlayout.writers import pdf as writer

HEADED = [(0, 0, 1, 1, "column_header", "Item"), (0, 1, 1, 1, "column_header", "Sum")]
REPORT = [
    ("header", ["Annual report"]),
    ("title", ["Bridges of the valley"]),
    ("paragraph", ["The survey of three", "bridges took a year"]),
    ("heading", ["Costs"], {"level": 3}),
    ("list_item", ["• the upper bridge"]),
    ("list_item", ["• the lower bridge", "and its toll house"]),
    ("note", ["1 In prices of 1871"]),
    ("page_number", ["– 41 –"]),
]
RIGHT_TO_LEFT = [["שלום", "עולם"], ["מספר", "12"]]


def tagged(*sheets, **options):
    return written(*sheets, **{"accessible": True, **options})


def tree(*sheets, **options):
    return structure(tagged(*sheets, **options))


def shape(*sheets, **options):
    return tree(*sheets, **options).shape()[1]


# --- conformity
def leveled():
    """A page that is deskewed, for its scan set upright."""
    sheet = turned(laid(REPORT), 5)
    return written(
        *ol.deskew(Document([sheet])), images=[blank(sheet)], accessible=True, upright=True
    )


def highlighted():
    sheet = page(ROWS, size=SIZE)
    return tagged(
        sheet, highlight=[*ol.find(Document([sheet]), "my"), *ol.find(Document([sheet]), "five")]
    )


def of_cells(*cells):
    return tagged(laid(table(cells)))


def in_script(name):
    language, texts = SCRIPTS[name]
    return tagged(plain(texts, language=language))


TOLL, THREE = (1, 0, 1, 1, "cell", "Toll"), (1, 1, 1, 1, "cell", "3")


def with_fields():
    """A paragraph with a formula and two marks."""
    kinds, names = (
        ["formula", "mark", "mark", "barcode"],
        ["inline", "selected", "unselected", "EAN"],
    )
    fields = Fields(kinds, names, ["x^2", "☒", "☐", "12"], word=[1, 2, 5, -1])
    return plain(["If x^2 ☒ yes", "or ☐ no"]).replace(fields=fields)


TEXTS = {"1/2": "A mill by a river", "1/1": "Map of the harbor", "2": "Back of the cover"}


def described():
    return tagged(figures(), Page(2, *SIZE, "pixel"), alt_texts=TEXTS, language="en")


FILES = {  # PDFs of every kind that claim PDF/UA-1 and PDF/A-2a
    "report": lambda: tagged(laid(REPORT)),
    "language unknown": lambda: tagged(plain(["Pack my box"])),
    "another script": lambda: tagged(plain(["سلام", "a fox", "سلام"]), language="ara"),
    "languages by script": lambda: tagged(plain(["a fox", "λόγος", "שלום", "桜の花"])),
    "two languages": lambda: tagged(spoken(plain(["a fox", "ein Fuchs"]), "en", "de")),
    "table": lambda: of_cells(*HEADED, TOLL, THREE),
    "table without headers": lambda: of_cells(TOLL, THREE),
    "table with spans": lambda: of_cells(*SPANS),
    "table that overlaps itself": lambda: of_cells(*OVERLAPPING),
    "figures": lambda: tagged(figures()),
    "figures described": described,
    "without words": lambda: tagged(page(ROWS, size=SIZE), Page(2, *SIZE, "pixel")),
    "fields": lambda: tagged(with_fields()),
    "divided words": lambda: tagged(plain(["the fisher-", "men were"])),
    "right to left": lambda: tagged(page(RIGHT_TO_LEFT, across=True)),
    "vertical": lambda: tagged(columns([["いろは", "にほ"], ["ちりぬ"]])),
    "tilted": lambda: tagged(turned(laid(REPORT), 3)),
    "on its head": lambda: tagged(turned(laid(REPORT), 180)),
    "upright": leveled,
    "highlighted": highlighted,
    "characters of no script": lambda: tagged(page([["a\ue000b", "\ufeffmy", "x\x00y", "\ufffe"]])),
    "unknown characters from right to left": lambda: tagged(plain(["שלום \uf0b7 עולם"])),
    "unknown characters in a divided word": lambda: tagged(plain(["a \uf0b7fisher-", "men"])),
    "unknown characters in a header": lambda: tagged(laid([("header", ["\uf0b7 7"]), *REPORT])),
    "inks": lambda: tagged(page(ROWS, size=SIZE), images=[encoded(picture("CMYK"), "JPEG")]),
    **{f"script {name}": lambda name=name: in_script(name) for name in SCRIPTS},
}


def figures():
    corners = [[100, 400], [500, 400], [500, 900], [100, 900]]
    sheet = laid(
        [
            ("paragraph", ["Before"]),
            ("figure", ["Harbor"]),
            ("figure", []),
            ("figure", []),
            ("caption", ["Fig. 2. Mills"], {"parent": 3}),
            ("paragraph", ["After"]),
        ]
    )
    polygon = np.array(sheet.blocks.polygon)
    polygon[2:4] = corners
    return sheet.replace(blocks=_with_polygon(sheet.blocks, polygon))


def _with_polygon(blocks, polygon):
    return type(blocks)(blocks.role, blocks.parent, blocks.cell, polygon, blocks.level)


SPANS = [
    (0, 0, 1, 2, "column_header", "Bridge"),
    (0, 2, 1, 1, "column_header", "Toll"),
    (1, 0, 2, 1, "row_header", "Upper"),
    (1, 1, 1, 1, "cell", "1870"),
    (1, 2, 1, 1, "cell", "3"),
    (2, 1, 1, 1, "cell", "1871"),
    (3, 0, 1, 3, "cell", ""),
]
OVERLAPPING = [
    (0, 0, 2, 2, "cell", "A"),
    (0, 1, 1, 1, "cell", "B"),
    (1, 1, 1, 4, "cell", "C"),
    (1, 2, 3, 1, "cell", "D"),
    (5, 0, 1, 1, "cell", "E"),
]


@pytest.fixture(scope="module")
def files():
    return {name: make() for name, make in FILES.items()}


@pytest.fixture(scope="module")
def broken(files):
    return broken_rules(files, "ua1", "2a")


@pytest.mark.parametrize("kind", FILES)
def test_page_validation_finds_pdf_ua_and_pdf_a(kind, files):
    assert faults(files[kind], "ua1") == {}
    assert faults(files[kind], "2a") == {}


@pytest.mark.parametrize("kind", FILES)
def test_verapdf_finds_pdf_ua_and_pdf_a(kind, broken):
    assert broken[kind] == []


def test_the_validators_see_what_is_missing():
    ordinary = written(page(ROWS))
    assert any("STRUCT-TREE-ROOT" in rule for rule in faults(ordinary, "ua1"))
    assert {"ua1 7.1-11", "2a 6.7.3.3-1"} <= set(broken_rules({"": ordinary}, "ua1", "2a")[""])


@pytest.mark.parametrize("kind", FILES)
def test_tagged_files_are_sound_to_their_last_object(kind, files):
    check(files[kind])


@pytest.mark.parametrize(
    ("options", "archive", "is_ua"),
    [
        ({"accessible": True}, "A", True),
        ({"accessible": True, "pdfa": "2u"}, "U", True),
        ({"pdfa": "2a"}, "A", False),
        ({"pdfa": "2u"}, "U", False),
    ],
)
def test_a_file_claims_what_was_asked_for(options, archive, is_ua):
    data = written(laid(REPORT), **options)
    assert f"<pdfaid:conformance>{archive}<".encode() in data
    assert (b"pdfuaid:part" in data) == is_ua
    assert faults(data, f"2{archive.lower()}") == {}
    with pikepdf.open(io.BytesIO(data)) as document:
        assert ("/StructTreeRoot" in document.Root) == (is_ua or archive == "A")


def test_the_command_line_writes_one(folder):  # noqa: F811
    line = ["convert", "scan1.json", "--images", "scan1.png", "-q", "-o", "a.pdf"]
    assert main([*line, "--accessible", "--language", "nl"]) == 0
    data = (folder / "a.pdf").read_bytes()
    assert faults(data, "ua1") == {}
    assert catalog(data, "/Lang") == "nl"


@pytest.fixture
def described_folder(folder):  # noqa: F811
    """A document with figures, its scan, and what is read in place of the second of them."""
    ol.save(Document([figures()]), folder / "mills.json")
    Image.fromarray(blank(figures())).save(folder / "mills.png")
    (folder / "texts.json").write_text('{"1/2": "A mill by a river"}', encoding="utf-8")
    return folder


MILLS = ["convert", "mills.json", "--images", "mills.png", "-q", "-o", "a.pdf", "--accessible"]


def code_of(line):
    try:
        return main(line)
    except SystemExit as ended:
        return ended.code


def test_texts_for_pictures_come_from_a_file(described_folder):
    for option in (["--alt-texts", "texts.json"], ["--set", "alt_texts=texts.json"]):
        assert main([*MILLS, "--overwrite", *option]) == 0
        nodes = structure((described_folder / "a.pdf").read_bytes()).walk()
        assert "A mill by a river" in [node.alt for node in nodes]


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (None, 2, "texts.json: No such file"),
        ("{", 2, "texts.json is not JSON"),
        ("[1]", 2, "texts.json does not hold an object of texts"),
        ('{"7/1": "A mill"}', 1, "--alt-texts has texts for 7/1, but there is no such figure"),
        ('{"mill": "A mill"}', 2, "--alt-texts names figures as '3/1' (the first on page 3)"),
    ],
)
def test_a_file_of_texts_that_cannot_be_used_is_named(
    content, code, message, described_folder, capsys
):
    file = described_folder / "texts.json"
    file.unlink() if content is None else file.write_text(content, encoding="utf-8")
    assert code_of([*MILLS, "--alt-texts", "texts.json"]) == code
    error = " ".join(capsys.readouterr().err.split())
    assert message in error
    assert "Traceback" not in error
    assert not (described_folder / "a.pdf").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_scan_makes_one_and_keeps_its_bytes(kind):
    sheet = page(ROWS, size=SIZE)
    ordinary, data = (
        written(sheet, images=[KINDS[kind]], accessible=each) for each in (False, True)
    )
    assert faults(data, "ua1") == faults(data, "2a") == {}
    assert [raw for _, raw in streams(data)] == [raw for _, raw in streams(ordinary)]
    assert (rendered(data) == rendered(ordinary)).all()


# --- the tree
def test_blocks_become_elements_in_the_order_of_the_lines():
    assert shape(laid(REPORT)) == [
        ("H1", "Bridges of the valley"),
        ("P", "The survey of three bridges took a year"),
        ("H2", "Costs"),
        ("L", [
            ("LI", [("Lbl", "• "), ("LBody", "the upper bridge")]),
            ("LI", [("Lbl", "• "), ("LBody", "the lower bridge and its toll house")]),
        ]),
        ("Note", "1 In prices of 1871"),
    ]  # fmt: skip


def test_what_repeats_on_pages_is_outside_of_the_tree_and_still_found():
    data = tagged(laid(REPORT))
    assert artifacts(data) == [
        ({"Type": "/Pagination", "Subtype": "/Header"}, "Annual report"),
        ({"Type": "/Pagination"}, "– 41 –"),
    ]
    assert "Annual report" in poppler_text(data)


def test_lines_without_a_block_are_paragraphs():
    assert shape(page(ROWS)) == [("P", "Pack my box"), ("P", "with five dozen")]


def test_a_block_whose_lines_are_apart_is_one_element():
    sheet = laid([("paragraph", ["one", "three"]), ("paragraph", ["two"])])
    assert shape(sheet.take([0, 2, 1])) == [("P", "one three"), ("P", "two")]


def test_levels_of_headings_have_no_gap_over_all_pages():
    levels = [(2, 4, 3), (1, 0, 6)]
    sheets = [
        laid([("heading", ["Mills"], {"level": level}) for level in each], number=number)
        for number, each in enumerate(levels, 1)
    ]
    kinds = [node.kind for node in tree(*sheets).kids]
    assert kinds == ["H1", "H2", "H2", "H1", "H1", "H2"]


def test_a_list_ends_with_what_is_no_item_and_goes_on_behind_a_page_number():
    blocks = [("list_item", ["1. one"]), ("page_number", ["7"]), ("list_item", ["2. two"])]
    blocks += [("paragraph", ["Between"]), ("list_item", ["three"])]
    nodes = tree(laid(blocks)).kids
    assert [(node.kind, len(node.kids)) for node in nodes] == [("L", 2), ("P", 1), ("L", 1)]
    assert nodes[0].attributes["ListNumbering"] == "/Decimal"
    assert nodes[2].all("Lbl") == []


def test_items_in_one_block_are_items_of_a_list():
    sheet = laid([("paragraph", ["We need", "• tea and", "sugar", "• bread"])])
    assert shape(sheet) == [
        ("P", "We need"),
        (
            "L",
            [
                ("LI", [("Lbl", "• "), ("LBody", "tea and sugar")]),
                ("LI", [("Lbl", "• "), ("LBody", "bread")]),
            ],
        ),
    ]


def test_cells_are_rows_with_their_spans_and_what_they_are_headers_of():
    (element,) = tree(laid(table(SPANS))).all("Table")
    rows = [[(cell.kind, cell.text) for cell in row.kids] for row in element.all("TR")]
    assert rows == [
        [("TH", "Bridge"), ("TH", "Toll")],
        [("TH", "Upper"), ("TD", "1870"), ("TD", "3")],
        [("TD", "1871"), ("TD", "")],
        [("TD", "")],
    ]
    bridge, toll, upper = element.all("TH")
    assert (bridge.attributes["Scope"], bridge.attributes["ColSpan"]) == ("/Column", 2)
    assert (upper.attributes["Scope"], upper.attributes["RowSpan"]) == ("/Row", 2)
    assert "ColSpan" not in toll.attributes
    assert element.all("TD")[-1].attributes["ColSpan"] == 3


def test_words_of_cells_that_lie_over_others_are_not_lost():
    (element,) = tree(laid(table(OVERLAPPING))).all("Table")
    assert sorted("".join(cell.text for cell in element.all("TD")).replace(" ", "")) == list(
        "ABCDE"
    )
    widths = [
        sum(int(c.attributes.get("ColSpan", 1)) for c in row.kids) for row in element.all("TR")
    ]
    assert widths[0] == 5


def test_a_grid_that_no_page_can_hold_is_not_a_table():
    cells = [(0, 0, 1, 1, "cell", "near"), (100_000, 9_000, 1, 1, "cell", "far")]
    assert shape(laid(table(cells))) == [("P", "near"), ("P", "far")]


@pytest.mark.parametrize("at", [0, -1])
def test_a_caption_is_the_first_or_last_part_of_its_table(at):
    caption = ("caption", ["Table 1. Tolls"], {"parent": 0})
    blocks = table([*HEADED, (1, 0, 1, 1, "cell", "Toll")])
    blocks.insert(1 if at == 0 else len(blocks), caption)
    (element,) = tree(laid(blocks)).kids
    assert element.kids[at].shape() == ("Caption", "Table 1. Tolls")
    assert len(element.all("Caption")) == 1


def test_what_else_stands_in_a_table_follows_it():
    blocks = [*table([*HEADED]), ("note", ["in pounds"], {"parent": 0})]
    assert [node.kind for node in tree(laid(blocks)).kids] == ["Table", "Note"]


def test_blocks_in_a_cell_are_its_text():
    blocks = table([(0, 0, 1, 1, "cell", ""), (0, 1, 1, 1, "cell", "3")])
    blocks.append(("paragraph", ["one", "two"], {"parent": 1}))
    cells = tree(laid(blocks)).all("TD")
    assert [cell.text for cell in cells] == ["one two", "3"]


def test_pictures_say_their_words_or_their_caption_and_nothing_made_up():
    nodes = tree(figures()).kids
    pictures = [node for node in nodes if node.kind == "Figure"]
    assert sorted(node.alt for node in pictures) == [
        "Fig. 2. Mills",
        "Figure on page 1 (no description)",
        "Harbor",
    ]
    assert "".join(node.text for node in pictures).strip() == "Harbor"
    assert all(len(node.attributes["BBox"]) == 4 for node in pictures)
    assert [node.kind for node in nodes if node.kind != "Figure"] == ["P", "Caption", "P"]


def test_a_picture_without_words_stands_where_its_block_does():
    nodes = tree(figures()).kids
    assert [node.kind for node in nodes] == ["P", "Figure", "Figure", "Figure", "Caption", "P"]


def test_a_picture_stands_before_what_follows_it_also_where_lines_have_no_text():
    blocks = [
        ("figure", []),
        ("paragraph", ["\x07"]),
        ("paragraph", ["• one", "• two"]),
        ("paragraph", ["After"]),
    ]
    assert [node.kind for node in tree(laid(blocks)).kids] == ["Figure", "L", "P"]


def _without_text(row):
    """A table whose only line has no text."""
    return [("table", []), ("cell", ["\x07"], {"parent": row, "cell": [0, 0, 1, 1]})]


def test_a_page_without_words_is_a_picture_and_is_named_in_the_log(caplog):
    nodes = tree(page(ROWS, size=SIZE), Page(2, *SIZE, "pixel")).kids
    assert nodes[-1].kind == "Figure"
    assert (nodes[-1].alt, nodes[-1].language) == ("Scanned page 2", "en")
    assert "page 2 has no text" in caplog.text


def test_texts_that_are_given_are_read_in_place_of_pictures(caplog):
    nodes = [node for node in structure(described()).walk() if node.kind == "Figure"]
    assert [(node.alt, node.language) for node in nodes] == [
        ("Map of the harbor", ""),
        ("A mill by a river", ""),
        ("Fig. 2. Mills", ""),
        ("Back of the cover", ""),
    ]
    assert "description" not in caplog.text


def test_pictures_without_a_description_are_named_in_the_log(caplog):
    tagged(figures())
    assert "figures without a description: 1/2" in caplog.text


@pytest.mark.parametrize("place", ["1", "1/4", "3/1"])
def test_a_text_for_what_is_not_a_picture_is_refused(place):
    with pytest.raises(ol.WriteError, match=f"alt_texts has texts for {place}, but"):
        tagged(figures(), alt_texts={place: "A mill"})


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"0/1": "A mill"}, "not as '0/1'"),
        ({3: "A mill"}, "not as 3"),
        ({"1/1": " "}, "no text for '1/1'"),
        (["A mill"], "not list"),
    ],
)
def test_texts_for_pictures_have_a_place_and_say_something(texts, message):
    with pytest.raises(ValueError, match=message):
        writer.Options(accessible=True, alt_texts=texts)


def test_texts_for_pictures_need_tags():
    with pytest.raises(ValueError, match="give accessible or pdfa='2a'"):
        writer.Options(pdfa="2u", alt_texts={"1/1": "A mill"})


def test_what_is_read_in_place_of_text_has_no_characters_for_private_use():
    sheets = plain(["שלום \uf0b7 עולם"]), plain(["a \uf0b7fisher-", "men"])
    assert [node.kids[0].text for node in map(tree, sheets)] == [
        "שלום \ufffd עולם",
        "a \ufffdfishermen",
    ]
    assert tree(laid([("figure", ["\uf0b7 Mill"])])).kids[0].alt == "\ufffd Mill"


def test_formulas_and_marks_say_what_they_are():
    (element,) = tree(with_fields()).kids
    said = [
        (node.kind, node.text.strip(), node.alt, node.language)
        for node in element.kids
        if not isinstance(node, str)
    ]
    assert said == [
        ("Formula", "x^2", "x^2", ""),
        ("Span", "☒", "selected", "en"),
        ("Span", "☐", "not selected", "en"),
    ]
    assert element.text == "If x^2 ☒ yes or ☐ no"


def test_notes_have_names_that_differ():
    sheet = laid([("note", ["1 one"]), ("footnote", ["2 two"])])
    names = [node.identifier for node in tree(sheet, sheet).all("Note")]
    assert len(set(names)) == len(names) == 4


# --- the text of elements
def test_lines_of_an_element_are_apart_where_their_script_has_spaces():
    assert shape(plain(["two", "lines"])) == [("P", "two lines")]
    assert shape(plain(["天地玄黃", "宇宙洪荒"])) == [("P", "天地玄黃宇宙洪荒")]


def test_lines_of_vertical_text_are_not_apart():
    sheet = columns([["いろは", "にほ"], ["ちりぬ"]])
    sheet = sheet.replace(blocks=plain(["a"]).blocks, lines=_in_block(sheet.lines))
    assert tree(sheet).text.rstrip() == "いろはにほちりぬ"


def _in_block(lines):
    return type(lines)(lines.text, lines.polygon, lines.words, lines.offsets, [0] * len(lines))


@pytest.mark.parametrize("angle", [0, 3, 90, 180, -4])
def test_divided_words_are_whole_at_any_angle(angle):
    lines = ["the inter-", "na-", "tional well-", "known fisher-", "men, 12-", "15 a well-known"]
    nodes = tree(turned(plain(lines), angle)).kids
    text = " ".join("".join(node.text for node in nodes).split())
    assert text == "the international well-known fishermen, 12-15 a well-known"


def test_the_parts_of_a_divided_word_stay_as_they_are_on_the_page():
    ordinary, data = (
        written(plain(["the fisher-", "men were"]), accessible=each) for each in (False, True)
    )
    assert poppler_text(data) == poppler_text(ordinary)
    assert pdfium_text(data).split() == pdfium_text(ordinary).split()


def test_right_to_left_text_is_read_in_its_order_and_found_as_before():
    sheet = page(RIGHT_TO_LEFT, across=True)
    sheet = sheet.replace(lines=_in_block(sheet.lines), blocks=plain(["a"]).blocks)
    assert tree(sheet).text == "שלום עולם מספר 12"
    assert pdfium(tagged(sheet)) == pdfium(written(sheet))
    assert poppler_text(tagged(sheet)) == poppler_text(written(sheet))


def test_characters_beyond_a_text_layer_do_not_reach_the_tree():
    assert tree(plain(["a\x00b \x07", "c"])).text == "ab c"


@pytest.mark.parametrize("kind", ["report", "tilted", "vertical", "right to left", "on its head"])
def test_words_scan_and_look_are_those_of_the_ordinary_pdf(kind):
    sheets = {
        "report": laid(REPORT),
        "tilted": turned(laid(REPORT), 3),
        "vertical": columns([["いろは", "にほ"], ["ちりぬ"]]),
        "right to left": page(RIGHT_TO_LEFT, across=True),
        "on its head": turned(laid(REPORT), 180),
    }
    ordinary, data = written(sheets[kind]), tagged(sheets[kind])
    assert poppler_text(data).split() == poppler_text(ordinary).split()
    assert pdfium_text(data).split() == pdfium_text(ordinary).split()
    assert [raw for _, raw in streams(data)] == [raw for _, raw in streams(ordinary)]
    assert (rendered(data) == rendered(ordinary)).all()


# --- language and title
def catalog(data, key):
    with pikepdf.open(io.BytesIO(data)) as document:
        return str(document.Root[key])


def test_the_language_is_the_one_given_else_that_of_most_lines_else_undetermined():
    sheet = spoken(plain(["a fox", "a box", "ein Fuchs"]), "en", "en", "de")
    assert catalog(tagged(sheet), "/Lang") == "en"
    assert catalog(tagged(sheet, language="de"), "/Lang") == "de"
    assert catalog(tagged(plain(["Pack"])), "/Lang") == "und"
    assert catalog(written(plain(["Pack"]), language="pt_BR"), "/Lang") == "pt-BR"


def test_lines_in_another_language_say_so():
    (element,) = tree(spoken(plain(["a fox", "ein Fuchs", "a box"]), "en", "de", "en")).kids
    assert element.language == "en"
    assert [(part.language, part.text) for part in element.all("Span")] == [
        ("en", "a fox "),
        ("de", "ein Fuchs "),
        ("en", "a box"),
    ]


def test_a_language_is_said_once_where_the_document_has_it():
    data = tagged(spoken(plain(["a fox"]), "en"), language="en")
    assert [node.language for node in structure(data).walk()] == ["", ""]


def test_lines_in_a_script_of_one_language_say_so_without_the_service():
    texts = ["a fox", "λόγος 12", "34", "שלום", "桜の花", "a box"]
    (element,) = tree(plain(texts), language="en").kids
    assert element.language == ""  # that of the document
    found = [(part.language, part.text.strip()) for part in element.kids if part.language]
    assert found == [
        ("en", "a fox"),
        ("el", "λόγος 12"),
        ("en", "34"),
        ("he", "שלום"),
        ("ja", "桜の花"),
        ("en", "a box"),
    ]


def test_a_script_does_not_say_more_than_who_knows():
    assert not any(node.language for node in tree(plain(["λόγος"]), language="grc").walk())
    assert not any(node.language for node in tree(plain(["Слово", "π"]), language="ru").walk())
    spoken_yiddish = tree(spoken(plain(["שלום", "עולם"]), "yi", ""), language="en")
    assert [node.language for node in spoken_yiddish.walk() if node.language] == ["yi"]


def test_codes_of_three_letters_become_those_of_two():
    (element,) = tree(spoken(plain(["a fox", "ein Fuchs", "λόγος"]), "eng", "ger", "grc")).kids
    assert [part.language for part in element.kids] == ["en", "de", "grc"]
    assert catalog(tagged(plain(["Pack"]), language="deu-AT"), "/Lang") == "de-AT"


@pytest.mark.parametrize(
    ("language", "texts", "said"),
    [
        ("ar", ["السلام عليكم", "World Health", "ورحمة"], ["ar", "und", "ar"]),
        ("ru", ["Слово", "Straße 12", "Слово"], ["ru", "und", "ru"]),
        ("en", ["a fox", "Слово", "a café"], ["en", "und", "en"]),
        ("ar-Latn", ["as-salam", "World"], []),  # which says the script
        ("sr", ["Слово", "a word"], []),  # written in both
    ],
)
def test_lines_in_a_script_that_is_not_the_languages_are_not_in_it(language, texts, said):
    (element,) = tree(plain(texts), language=language).kids
    assert [part.language for part in element.all("Span") if part.language] == said


def test_the_language_of_a_document_is_that_of_its_script():
    assert catalog(tagged(plain(["λόγος", "ἀρχή", "12", "word"])), "/Lang") == "el"
    assert catalog(tagged(plain(["λόγος", "a", "word"])), "/Lang") == "und"


def test_right_to_left_lines_among_others_keep_their_language():
    sheet = spoken(plain(["a fox", "שלום עולם", "a box"]), "en", "he", "en")
    (element,) = tree(sheet).kids
    assert element.text == "a fox שלום עולם a box"
    assert [part.language for part in element.kids] == ["en", "he", "en"]


@pytest.mark.parametrize("language", ["english please", "e", "en--US"])
def test_what_is_not_a_language_is_refused(language):
    with pytest.raises(ValueError, match="language is a tag such as 'en'"):
        writer.Options(language=language)


def test_the_title_is_the_one_given_else_the_first_heading_else_the_name_of_the_scan(tmp_path):
    scan = tmp_path / "ledger.1871.png"
    scan.write_bytes(encoded(picture("L"), "PNG"))
    sheet = page(ROWS, size=SIZE)

    def title(data):
        with pikepdf.open(io.BytesIO(data)) as document:
            assert document.Root.ViewerPreferences.DisplayDocTitle
            assert document.open_metadata()["dc:title"] == str(document.docinfo.Title)
            return str(document.docinfo.Title)

    assert title(tagged(laid(REPORT), title="Faust")) == "Faust"
    assert title(tagged(laid(REPORT))) == "Bridges of the valley"
    assert title(tagged(sheet, images=[scan])) == "ledger.1871"


# --- size and survival
def test_tags_of_a_page_take_little_room():
    sheets = [laid(REPORT * 4, number=number) for number in range(1, 6)]
    assert len(tagged(*sheets)) - len(written(*sheets, pdfa="2u")) < 5 * 1500


def test_the_same_pages_give_the_same_bytes():
    assert tagged(laid(REPORT)) == tagged(laid(REPORT))


def test_the_tree_is_the_same_after_qpdf_has_written_the_file_anew():
    data, out = tagged(laid(REPORT), laid(table(SPANS), number=2)), io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert structure(out.getvalue()) == structure(data)
    assert faults(out.getvalue(), "ua1") == {}


def test_words_are_the_same_after_ghostscript_has_made_its_own_pdf_a(tmp_path):
    needs("gs", "ghostscript")
    (tmp_path / "a.pdf").write_bytes(
        data := tagged(laid(REPORT), plain(SCRIPTS["Greek"][1], number=2))
    )
    options = [
        "-q",
        "-dBATCH",
        "-dNOPAUSE",
        "-sDEVICE=pdfwrite",
        "-dPDFA=2",
        "-sColorConversionStrategy=RGB",
    ]
    subprocess.run(
        ["gs", *options, f"-sOutputFile={tmp_path}/b.pdf", f"{tmp_path}/a.pdf"], check=True
    )
    assert poppler_text((tmp_path / "b.pdf").read_bytes()).split() == poppler_text(data).split()


def test_many_elements_fill_several_object_streams():
    sheets = [laid(REPORT * 3, number=number) for number in range(1, 21)]
    data = tagged(*sheets)
    assert data.count(b"/ObjStm") > 1
    check(data)
    assert len(structure(data).kids) == len(sheets) * 3 * 5


def test_what_stands_under_a_heading_is_a_section_over_pages_and_ends_with_the_next_one():
    one = [
        ("paragraph", ["Before all"]),
        ("heading", ["Bridges"], {"level": 1}),
        ("heading", ["Costs"], {"level": 2}),
        ("paragraph", ["In 1871"]),
    ]
    two = [
        ("paragraph", ["In 1872"]),
        ("heading", ["Tolls"], {"level": 2}),
        ("heading", ["Towers"], {"level": 1}),
    ]
    data = tagged(laid(one), laid(two, number=2))
    assert structure(data, with_sections=True).shape()[1] == [
        ("P", "Before all"),
        (
            "Sect",
            [
                ("H1", "Bridges"),
                ("Sect", [("H2", "Costs"), ("P", "In 1871"), ("P", "In 1872")]),
                ("Sect", [("H2", "Tolls")]),
            ],
        ),
        ("Sect", [("H1", "Towers")]),
    ]
    assert faults(data, "ua1") == {}


def over_two_pages(first, second, *, between=()):
    head = [("header", ["A running head"])]
    one = laid([*head, ("paragraph", ["To do"]), *(("list_item", [text]) for text in first)])
    two = laid([*head, *between, *(("list_item", [text]) for text in second)], number=2)
    data = tagged(one, two)
    assert faults(data, "ua1") == faults(data, "2a") == {}
    return [[item.text for item in each.kids] for each in structure(data).all("L")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["1. oil", "2. ink"], ["3. tea"]),
        (["• oil", "• ink"], ["• tea"]),
        (["9) oil"], ["10) ink"]),
    ],
)
def test_a_list_that_goes_on_on_the_next_page_is_one(first, second):
    assert over_two_pages(first, second) == [first + second]


@pytest.mark.parametrize(
    ("first", "second", "between"),
    [
        (["1. oil"], ["1. tea"], []),
        (["1. oil"], ["2) tea"], []),
        (["1. oil"], ["• tea"], []),
        (["oil"], ["tea"], []),
        (["• oil"], ["• tea"], [("paragraph", ["Later"])]),
        (["• oil"], ["• tea"], [("heading", ["Later"])]),
    ],
)
def test_other_lists_are_two(first, second, between):
    assert over_two_pages(first, second, between=between) == [first, second]

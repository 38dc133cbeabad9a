"""Word documents, read again by python-docx."""

import io
import random

import cookbook_files
import docx
import numpy as np
import order_pages
import pytest
from hypothesis import given, settings
from model_pages import documents

import ocrlayout as ol
from ocrlayout.model import Blocks, Document, Lines, Page
from ocrlayout.writers import word


def written(document, **options):
    out = io.BytesIO()
    ol.save(document, out, to="word", **options)
    out.seek(0)
    return docx.Document(out)


def page_of(*parts):
    """A page of blocks: ``("heading", "Tides")``."""
    roles = [role for role, _ in parts]
    lines = Lines([text for _, text in parts], block=range(len(parts)))
    return Page(lines=lines, blocks=Blocks(roles, level=[role == "heading" for role in roles]))


def styled(file):
    return [(one.style.name, one.text) for one in file.paragraphs if one.text]


def test_roles_become_styles_of_word():
    page = page_of(
        ("header", "The Harbour Post"),
        ("heading", "Tides"),
        ("paragraph", "They come and go."),
        ("list_item", "• boats"),
        ("list_item", "2. ropes"),
        ("caption", "Fig. 1 A boat"),
        ("note", "See page 4."),
    )
    assert styled(written(Document([page]))) == [
        ("Header", "The Harbour Post"),
        ("Heading 1", "Tides"),
        ("Normal", "They come and go."),
        ("List Bullet", "boats"),
        ("List", "2. ropes"),
        ("Caption", "Fig. 1 A boat"),
        ("Quote", "See page 4."),
    ]
    less = styled(written(Document([page]), furniture="drop"))
    assert "The Harbour Post" not in [text for _, text in less]


def test_a_table_keeps_its_cells():
    (table, *_) = written(cookbook_files.report()).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["From", "By"],
        ["Oslo", "rail"],
    ]
    assert table.cell(0, 0).paragraphs[0].runs[0].bold


def test_cells_that_span_are_merged():
    blocks = Blocks(
        ["table", "cell", "cell", "cell"],
        [-1, 0, 0, 0],
        [
            [-1] * 4,
            [0, 0, 1, 2],
            [1, 0, 1, 1],
            [1, 1, 1, 1],
        ],
    )
    page = Page(lines=Lines(["both", "left", "right"], block=[1, 2, 3]), blocks=blocks)
    (table,) = written(Document([page])).tables
    assert table.cell(0, 0)._tc is table.cell(0, 1)._tc
    assert [cell.text for cell in table.rows[1].cells] == ["left", "right"]


def test_pages_begin_on_new_pages_and_the_title_is_the_first_heading():
    pages = [page_of(("heading", "One")), page_of(("heading", "Two"))]
    file = written(Document(pages))
    assert file.core_properties.title == "One"
    breaks = [one for one in file.element.iter() if one.tag.endswith("}br")]
    assert len(breaks) == 1
    assert written(Document(pages), title="Three").core_properties.title == "Three"


def test_text_that_runs_from_right_to_left_says_so():
    file = written(Document([page_of(("paragraph", "שלום עולם"), ("paragraph", "hello"))]))
    bidi = [bool(one._p.xpath(".//w:bidi")) for one in file.paragraphs]
    assert bidi == [True, False]


@given(documents)
@settings(deadline=None, max_examples=25)
def test_every_word_is_there(document):
    file = written(document, dehyphenate=False)
    text = "".join("".join(one.itertext()) for one in file.element.body)
    have = sorted(text.replace(" ", ""))
    need = sorted("".join(line for page in document for line in page.lines.text).replace(" ", ""))
    for sign in set(need) - set("•-–—"):
        assert have.count(sign) >= need.count(sign)


@pytest.mark.parametrize("text", ["\0", "\ud800", "\ufffe", "a\x0bb", "<w:p>", "]]>", "\u202e"])
def test_no_text_breaks_the_file(text):
    file = written(Document([page_of(("paragraph", f"x{text}y"))]))
    assert file.paragraphs[0].text.startswith("x")


def test_without_python_docx_it_says_what_to_type(monkeypatch):
    monkeypatch.setattr(word.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ol.MissingExtra, match=r"ocrlayout-kit\[word\]"):
        ol.save(Document(), io.BytesIO(), to="word")
    with pytest.raises(ValueError, match="keep or drop"):
        word.Options(furniture="some")


def test_found_tables_come_along():
    document = ol.reorder(order_pages.document(order_pages.table(random.Random(1))))
    (table,) = written(document).tables
    assert np.prod([len(table.rows), len(table.columns)]) > 4

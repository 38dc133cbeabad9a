"""Every snippet of docs/cookbook.md runs, prints what stands below it, and does what it says."""

import contextlib
import io
import re
from pathlib import Path

import cookbook_files
import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

import ocrlayout as ol

TEXT = Path(__file__).parent.parent.joinpath("docs", "cookbook.md").read_text(encoding="utf-8")
HEAD, *SECTIONS = re.split(r"^## ", TEXT, flags=re.MULTILINE)
SNIPPETS = {section.splitlines()[0]: section for section in SECTIONS}


def blocks(section, kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a snippet in a folder with the files that it needs; return its names and its output."""
    cookbook_files.write(tmp_path)
    monkeypatch.chdir(tmp_path)

    def run(title):
        names, out = {}, io.StringIO()
        (head,), (code,) = blocks(HEAD, "python"), blocks(SNIPPETS[title], "python")
        with contextlib.redirect_stdout(out):
            exec(compile(head + code, title, "exec"), names)
        return names, out.getvalue()

    return run


@pytest.mark.parametrize("title", SNIPPETS)
def test_the_snippet_prints_what_stands_below_it(title, run):
    _, out = run(title)
    assert [out.strip()] == [text.strip() for text in blocks(SNIPPETS[title], "text") or [""]]


@pytest.mark.parametrize("title", SNIPPETS)
def test_the_snippet_is_short_and_needs_nothing_private(title):
    (code,) = blocks(SNIPPETS[title], "python")
    assert len([line for line in code.splitlines() if line.strip()]) <= 4
    assert not re.search(r"[. ]_[a-z]", code)


def text_of(path):
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded().split() for page in pdf]


def test_the_pdfs_of_a_folder_have_the_text(run):
    run("Searchable PDFs of a folder")
    words = " ".join(cookbook_files.LETTER).split()
    assert text_of("scans/a.pdf") == text_of("scans/b.pdf") == [words]


def test_doubtful_words_are_plain_columns_of_one_length(run):
    names, _ = run("Words below 0.5 as a table")
    columns = dict(names["doubtful"])
    assert {np.shape(column) for column in columns.values()} == {(2,)}


def test_crops_are_upright(run):
    names, _ = run("Every line cut out, upright")
    for level, crop in zip(cookbook_files.LEVELS, names["crops"], strict=True):
        assert (np.abs(crop[2:-2, 2:-2].astype(int) - level) <= 2).all()


def test_only_the_handwritten_line_is_drawn(run):
    run("Handwritten lines only, drawn")
    drawn = np.asarray(Image.open("handwritten.png").convert("RGB")).astype(int)
    scan = np.asarray(Image.open("letter.png").convert("RGB")).astype(int)
    for row, (a, b, c, d) in enumerate(cookbook_files.letter().lines.polygon):
        ends = (a + d) / 2, (b + c) / 2
        x, y = np.linspace(*ends, 50)[5:-5].astype(int).T
        assert (drawn[y, x] != scan[y, x]).any() == (row == 2)


def test_the_merged_page_is_in_the_frame_of_the_first(run):
    names, _ = run("Two answers of one page merged")
    assert names["both"].lines.polygon[-1].tolist() == cookbook_files.quad(100, 300, 200, 40)


def test_the_box_is_the_same_on_a_turned_page(run):
    names, _ = run("What stands in this box")
    upright = names["upright"]
    assert upright.matrix.tolist() != np.eye(3).tolist()
    before = ol.filter_region(names["page"], [90, 120, 300, 165])
    assert before.text == "brown fox jumps"


def test_the_phrase_is_highlighted_where_it_stands(run):
    run("A phrase found and highlighted")
    with pikepdf.open("hits.pdf") as pdf:
        found = [list(page.get("/Annots", [])) for page in pdf.pages]
    assert [len(page) for page in found] == [0, 0, 1]
    with pikepdf.open("hits.pdf") as pdf:
        (mark,) = pdf.pages[2].Annots
        assert mark.Subtype == "/Highlight"
        assert len(mark.QuadPoints) == 2 * 8


def test_the_stream_becomes_one_pdf(run):
    run("A stream of 10,000 pages into one PDF")
    words = " ".join(cookbook_files.LETTER).split()
    assert text_of("book.pdf") == [words, words]

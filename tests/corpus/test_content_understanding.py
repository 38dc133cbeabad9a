"""Recorded answers of Azure Content Understanding: counts of the index, texts and places of the body."""

import collections
import io
import re

import numpy as np
import pytest

import ocrlayout as ol
from ocrlayout import registry

from .listed import samples

ALL = samples("content-understanding", "azure/content-understanding")
pytestmark = pytest.mark.skipif(not ALL, reason="no corpus; OCRLAYOUT_CORPUS names its folder")
each = pytest.mark.parametrize("sample", ALL, ids=str)


@pytest.fixture
def document(sample):
    return ol.load(sample.path)


@pytest.fixture
def contents(sample):
    return sample.body["result"]["contents"]


@each
def test_exactly_one_reader_accepts_it(sample):
    modules = registry.modules("readers").items()
    accepted = [name for name, module in modules if module.accepts(sample.body)]
    assert accepted == ["content_understanding"]


@each
def test_counts_are_those_of_the_index(sample, document, contents):
    assert len(document) == sample.pages
    assert sum(len(page.words) for page in document) == sample.words
    lined = [one.get("lines") is not None for part in contents for one in part["pages"]]
    kept = [len(page.lines) for page, has_lines in zip(document, lined, strict=True) if has_lines]
    assert sum(kept) == sample.lines


@each
def test_lines_are_those_of_the_body(document, contents):
    pages = [page for part in contents for page in part["pages"]]
    for page, body in zip(document, pages, strict=True):
        if "lines" in body:
            assert page.lines.text == tuple(one["content"] for one in body["lines"])


@each
def test_words_have_their_confidence_and_place(document, contents):
    wanted = collections.Counter(
        (one["content"], one["confidence"], *map(float, one["source"][2:-1].split(",")))
        for part in contents
        for page in part["pages"]
        for one in page["words"]
    )
    found = collections.Counter(
        (word.text, word.confidence, float(page.number), *np.ravel(word.polygon))
        for page in document
        for word in page.words
    )
    assert found == wanted


@each
def test_every_cell_of_its_pages_is_in_the_document(document, contents):
    wanted = collections.Counter(
        (
            cell["content"].replace(" ", ""),
            cell["kind"] == "columnHeader",
            *(cell[name] for name in ("rowIndex", "columnIndex", "rowSpan", "columnSpan")),
        )
        for part in contents
        for table in part["tables"]
        for cell in table["cells"]
        if int(cell["source"][2:].split(",")[0]) <= len(document)  # one sample is cut to two pages
    )
    found = collections.Counter(
        ("".join(cell.text.split()), cell.role == "column_header", *cell.place)
        for table in document.tables
        for cell in table.cells
    )
    assert found == wanted


@each
def test_every_paragraph_has_its_role(document, contents):
    roles = [role for page in document for role in page.blocks.role]
    titles = [one for part in contents for one in part["paragraphs"] if "role" in one]
    assert roles.count("heading") == len(titles)
    assert roles.count("figure") == sum(len(part.get("figures", ())) for part in contents)


@each
def test_headings_in_markdown_are_the_services(document, contents):
    out = io.BytesIO()
    ol.save(document, out, to="markdown")
    theirs = "\n".join(part["markdown"] for part in contents)
    ours = out.getvalue().decode()
    headings = re.compile("^#+ .+$", re.MULTILINE)
    assert headings.findall(ours) == headings.findall(theirs)

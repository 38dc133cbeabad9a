"""Tagged PDFs of recorded answers and of pages with a known structure: conforming, with every word in its order.

``OCRLAYOUT_CORPUS`` names the folder of recorded answers, by default ``../shared/corpus`` beside
the checkout; pages with a known structure lie in ``bench/pdf/access/cases`` beside it.
"""

import io
import os
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from pdf_pages import pdfium_text
from rapidfuzz.distance import LCSseq
from structure import structure
from test_pdf_images import rendered, streams
from validators import broken_rules, faults

import ocrlayout as ol
from ocrlayout.check.profiles import broken_rules as by_our_list
from ocrlayout.errors import OcrLayoutError

CORPUS = Path(os.environ.get("OCRLAYOUT_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
CASES = CORPUS.parent / "bench" / "pdf" / "access" / "cases"
SUFFIXES = (".json", ".xml", ".hocr", ".html", ".tsv")
RESPONSES = sorted(
    path
    for folder in ("responses", "formats")
    for path in (CORPUS / folder).rglob("*")
    if path.suffix in SUFFIXES
)
PAGES = sorted(each for each in CASES.glob("*.json") if not each.name.endswith(".truth.json"))
pytestmark = pytest.mark.skipif(
    not RESPONSES, reason=f"no answers at {CORPUS}; OCRLAYOUT_CORPUS names the folder"
)
LONGEST = 6  # pages of an answer that are written
PIXELS = 1000  # of the long side of a blank scan
LEAST = 0.995  # of a document's words are in the tree, in its order
MOST = 5000  # bytes of a page more than in the ordinary PDF
ARTIFACTS = ("header", "footer", "page_number")


def loaded(path):
    """A document that can be written as a PDF, with blank scans; None for other answers."""
    try:
        document = ol.load(path)
    except OcrLayoutError:
        return None
    sizes = np.array([page.source_size for page in document] or [(np.nan, np.nan)])
    has_words = any(len(page.words) for page in document)
    has_places = all(np.isfinite(page.lines.polygon).any() for page in document if len(page.words))
    if not (has_words and has_places and np.isfinite(sizes).all() and (sizes > 0).all()):
        return None
    return ol.tidy(document[:LONGEST])


def scans_of(document):
    for page in document:
        width, height = (round(side * PIXELS / max(page.source_size)) for side in page.source_size)
        yield np.full((max(height, 1), max(width, 1)), 255, np.uint8)


def saved(document, folder, scans, **options):
    path = folder / "out.pdf"
    ol.save(document, path, images=scans, **options)
    return path.read_bytes()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tagged")
    documents = {str(path.relative_to(CORPUS)): loaded(path) for path in RESPONSES}
    return {
        name: saved(document, folder, list(scans_of(document)), accessible=True)
        for name, document in documents.items()
        if document is not None
    } | {path.stem: tagged_case(path, folder) for path in PAGES}


def case(path):
    scans = sorted(CASES.glob(f"{path.stem}.jpg")) or sorted(CASES.glob(f"{path.stem}-*.jpg"))
    return ol.tidy(ol.load(path, images=scans)), scans


def tagged_case(path, folder):
    document, scans = case(path)
    return saved(document, folder, scans, accessible=True, language="en")


@pytest.fixture(scope="module", params=PAGES, ids=lambda path: path.stem)
def written(request, tmp_path_factory):
    """A document, its ordinary PDF, and the one with tags."""
    folder = tmp_path_factory.mktemp("written")
    document, scans = case(request.param)
    return document, saved(document, folder, scans), tagged_case(request.param, folder)


def test_page_validation_finds_pdf_ua_and_pdf_a(files):
    assert len(files) > 50
    found = {name: faults(data, "ua1") | faults(data, "2a") for name, data in files.items()}
    assert {name: rules for name, rules in found.items() if rules} == {}


def test_verapdf_finds_pdf_ua_and_pdf_a(files):
    found = broken_rules(files, "ua1", "2a")
    assert {name: rules for name, rules in found.items() if rules} == {}


def test_our_own_list_finds_nothing(files):
    found = {name: by_our_list(data, pdfa="2a", accessible=True) for name, data in files.items()}
    assert {name: rules for name, rules in found.items() if rules} == {}


def test_the_words_of_the_tree_are_those_of_the_document_in_its_order(written):
    document, _, data = written
    wanted, found = words_of(document), "".join(texts_of(structure(data))).split()
    assert LCSseq.similarity(wanted, found) >= LEAST * len(wanted)
    pairs = {one + other for one, other in pairwise(wanted)} - set(wanted)
    assert pairs.intersection(found) == set()  # none is glued to the next one


@pytest.mark.parametrize(
    ("roles", "kinds"),
    [
        (("title", "heading"), ("H1", "H2", "H3", "H4", "H5", "H6")),
        (("column_header", "row_header"), ("TH",)),
        (("cell",), ("TD",)),
        (("caption",), ("Caption",)),
    ],
)
def test_no_role_of_the_document_is_lost_on_its_way_into_the_tags(written, roles, kinds):
    document, _, data = written
    wanted = [
        squeezed(page.lines.take(np.flatnonzero(page.lines.block == row)).text)
        for page in document
        for row, role in enumerate(page.blocks.role)
        if role in roles
    ]
    found = [squeezed([node.text]) for node in structure(data).all(*kinds)]
    assert sorted(filter(None, wanted)) == sorted(filter(None, found))


def squeezed(texts):
    """Letters and digits alone: without hyphens and blanks at line ends."""
    return "".join(filter(str.isalnum, "".join(texts)))


def words_of(document):
    """The words of lines that are not artifacts, as paragraphs join them."""
    texts = []
    for page in document:
        roles = [page.blocks.role[row] if row >= 0 else "" for row in page.lines.block.tolist()]
        kept = page.take([line for line, role in enumerate(roles) if role not in ARTIFACTS])
        texts.append(paragraphs(kept))
    return " ".join(texts).split()


def paragraphs(page):
    out = io.BytesIO()
    ol.save(ol.Document([page]), out, to="text", form="paragraphs", dehyphenate=True)
    return out.getvalue().decode()


def texts_of(node):
    """Texts of elements, apart where an element ends a line of its own."""
    if node.actual is not None:
        yield node.actual
    else:
        for kid in node.kids:
            yield from [kid] if isinstance(kid, str) else texts_of(kid)
    if node.kind != "Span":
        yield "\n"


def test_tags_take_little_room(written):
    document, ordinary, data = written
    assert len(data) - len(ordinary) < MOST * len(document)


def test_look_scan_and_text_are_those_of_the_ordinary_pdf(written):
    _, ordinary, data = written
    assert (rendered(data) == rendered(ordinary)).all()
    assert [raw for _, raw in streams(data)] == [raw for _, raw in streams(ordinary)]
    assert pdfium_text(data).split() == pdfium_text(ordinary).split()

"""Recorded answers of AWS Textract: counts of the index, texts and confidences of the body, both sides counted."""

import collections

import numpy as np
import pytest

import ocrlayout as ol
from ocrlayout import registry

from .listed import inked, samples

ALL = samples("textract", "aws/textract")
UNDONE = [
    one
    for one in ALL
    if one.path.stem in ("trp_test-failed-response", "trp_test-inprogress-response")
]
READ = [one for one in ALL if one not in UNDONE]
SIZE = (1000, 1400)
SYMBOLS = {"SELECTED": "☒", "NOT_SELECTED": "☐"}
LEAVES = ("WORD", "SELECTION_ELEMENT")

pytestmark = pytest.mark.skipif(not ALL, reason="no corpus; OCRLAYOUT_CORPUS names its folder")
each = pytest.mark.parametrize("sample", READ, ids=str)


def blocks_of(body):
    """List the blocks of a body, whatever its shape, without the reader."""
    if isinstance(body, list):
        return [block for part in body for block in blocks_of(part)]
    documents = body.get("IdentityDocuments") or body.get("ExpenseDocuments") or []
    return [*body.get("Blocks", []), *(one for part in documents for one in part.get("Blocks", []))]


class Body:
    """The blocks of a body by kind, and their children."""

    def __init__(self, body):
        self.blocks = blocks_of(body)
        self.by_id = {block["Id"]: block for block in self.blocks}

    def of(self, *kinds):
        return [block for block in self.blocks if block["BlockType"] in kinds]

    def linked(self, block, name="CHILD"):
        relations = block.get("Relationships") or []
        return [
            self.by_id[one] for part in relations if part["Type"] == name for one in part["Ids"]
        ]

    def text(self, block):
        texts = []
        for one in self.linked(block):
            if one["BlockType"] == "CELL":
                texts.append(self.text(one))
            elif one["BlockType"] in LEAVES:
                texts.append(one.get("Text") or SYMBOLS[one["SelectionStatus"]])
        return " ".join(filter(None, texts))


@pytest.fixture
def body(sample):
    return Body(sample.body)


@pytest.fixture
def document(sample):
    return ol.load(sample.path, sizes=[SIZE] * max(1, sample.pages))


@each
def test_exactly_one_reader_accepts_it(sample):
    modules = registry.modules("readers").items()
    assert [name for name, module in modules if module.accepts(sample.body)] == ["textract"]


@each
def test_counts_are_those_of_the_index(sample, body, document):
    marks = len(body.of("SELECTION_ELEMENT"))
    assert len(document) == max(1, sample.pages)  # fields without blocks stand on a page, too
    assert sum(len(page.words) for page in document) == sample.words + marks
    made = sum(len(page.lines) for page in document)
    assert made >= sample.lines if body.of("TABLE") or marks else made == sample.lines


@each
def test_texts_are_those_of_the_body(body, document):
    lines = [block["Text"] for block in body.of("LINE")]
    made = [text for page in document for text in page.lines.text]
    if body.of("TABLE", "SELECTION_ELEMENT"):
        letters = "".join("".join(made).split()).translate(str.maketrans("", "", "☒☐"))
        assert letters == "".join("".join(lines).split())
    else:
        assert made == lines


@each
def test_words_have_their_confidence_and_place(body, document):
    wanted = collections.Counter(
        (
            one.get("Text") or SYMBOLS[one["SelectionStatus"]],
            round(one["Confidence"] / 100, 9),
            *np.round([[p["X"], p["Y"]] for p in one["Geometry"]["Polygon"]], 7).ravel().tolist(),
        )
        for one in body.of(*LEAVES)
    )
    found = collections.Counter(
        (word.text, round(word.confidence, 9), *np.round(np.array(word.polygon) / SIZE, 7).ravel())
        for page in document
        for word in page.words
    )
    assert found == wanted


@each
def test_every_cell_is_in_the_document(body, document):
    wanted = collections.Counter()
    for table in body.of("TABLE"):
        merged = body.linked(table, "MERGED_CELL")
        covered = [cell["Id"] for one in merged for cell in body.linked(one)]
        for cell in [*merged, *body.linked(table)]:
            if cell["Id"] not in covered:
                is_head = "COLUMN_HEADER" in cell.get("EntityTypes", ())
                grid = [
                    cell["RowIndex"] - 1,
                    cell["ColumnIndex"] - 1,
                    cell["RowSpan"],
                    cell["ColumnSpan"],
                ]
                role = "column_header" if is_head else "cell"
                wanted[role, body.text(cell), *grid] += 1
    found = collections.Counter(
        (cell.role, " ".join(cell.text.split()), *cell.place)
        for table in document.tables
        for cell in table.cells
    )
    assert found == wanted


@each
def test_every_pair_is_in_the_document(body, document):
    keys = [block for block in body.of("KEY_VALUE_SET") if block["EntityTypes"] == ["KEY"]]
    wanted = collections.Counter(
        (
            body.text(key),
            " ".join(filter(None, map(body.text, body.linked(key, "VALUE")))),
            round(key["Confidence"] / 100, 9),
        )
        for key in keys
    )
    found = collections.Counter(
        (one.name, one.text, round(one.confidence, 9))
        for page in document
        for one in page.fields
        if one.kind == "pair" and body.blocks
    )
    assert found == wanted


@each
def test_every_field_of_a_document_is_in_the_document(sample, document):
    body = sample.body if isinstance(sample.body, dict) else {}
    fields = [
        one for part in body.get("IdentityDocuments", ()) for one in part["IdentityDocumentFields"]
    ]
    for part in body.get("ExpenseDocuments", ()):
        fields += part["SummaryFields"]
        for group in part["LineItemGroups"]:
            fields += [one for item in group["LineItems"] for one in item["LineItemExpenseFields"]]
    wanted = [one["ValueDetection"]["Text"] for one in fields]
    if wanted:
        assert [one.text for page in document for one in page.fields] == wanted


@each
def test_every_layout_block_with_lines_of_its_own_has_its_role(body, document):
    roles = [role for page in document for role in page.blocks.role]
    figures = len(body.of("LAYOUT_FIGURE"))
    assert roles.count("figure") == figures
    assert roles.count("table") == max(len(body.of("TABLE")), len(body.of("LAYOUT_TABLE")))
    if body.of("LAYOUT_TITLE"):
        assert roles.count("heading") >= 1


@each
def test_polygons_stand_on_the_scans_ink(sample):
    if sample.scan is None:
        pytest.skip("without a scan")
    page = ol.load(sample.path, images=sample.scan)[0]
    assert inked(page, sample.scan) >= 0.97


@pytest.mark.parametrize("sample", UNDONE, ids=str)
def test_a_job_that_is_not_done_says_so(sample):
    body = sample.body
    with pytest.raises(ol.OcrFailed, match=body["StatusMessage"]) as caught:
        ol.load(sample.path)
    assert caught.value.status == body["JobStatus"].lower()


def test_there_is_something_to_count():
    bodies = [Body(sample.body) for sample in READ]
    assert sum(len(body.of("CELL")) for body in bodies) > 100
    assert sum(len(body.of("KEY_VALUE_SET")) for body in bodies) > 100

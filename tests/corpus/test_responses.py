"""Recorded answers of the services, where they are at hand; licences keep them out of the project.

``OCRLAYOUT_CORPUS`` names the folder, by default ``../shared/corpus`` beside the checkout.
``responses/INDEX.md`` in it lists the files, with the pages, lines and words that each has.
"""

import json
import os
from pathlib import Path

import numpy as np
import pytest

import ocrlayout
from ocrlayout import OcrFailed, geometry, registry

CORPUS = (
    Path(os.environ.get("OCRLAYOUT_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
    / "responses"
)
INDEX = CORPUS / "INDEX.md"
pytestmark = pytest.mark.skipif(
    not INDEX.exists(), reason=f"no corpus at {CORPUS}; OCRLAYOUT_CORPUS names its folder"
)


def rows():
    """List file, pages, lines and words of every answer of Azure."""
    if not INDEX.exists():
        return []
    cells = [[cell.strip() for cell in line.split("|")] for line in INDEX.read_text().splitlines()]
    return [
        (row[1], *map(int, row[6:9]))
        for row in cells
        if len(row) > 9 and row[1].startswith("azure/")
    ]


AZURE = rows()
RESULTS = [row for row in AZURE if row[1]]
ERRORS = [row[0] for row in AZURE if row[0].startswith("azure/errors/")]
UNFINISHED = [row[0] for row in AZURE if row[0].endswith("_running.json")]
MARKS = str.maketrans("", "", "☒☐")
each_result = pytest.mark.parametrize("file", [row[0] for row in RESULTS])


def body_of(file):
    return json.loads((CORPUS / file).read_text(encoding="utf-8-sig"))


def pages_of(body):
    """Find the pages of a body, whatever its shape, without the readers."""
    result = body.get("analyzeResult") or body.get("analyze_result") or body
    if "readResult" in result:
        return [
            {"lines": [line for block in result["readResult"]["blocks"] for line in block["lines"]]}
        ]
    for key in ("readResults", "read_results", "recognitionResults", "pages"):
        if key in result:
            return result[key]
    return [result["recognitionResult"]]


def test_every_row_is_of_a_kind():
    assert {row[0] for row in RESULTS} | set(ERRORS) | set(UNFINISHED) == {row[0] for row in AZURE}


@each_result
def test_exactly_one_reader_accepts_it(file):
    able = [
        name
        for name, module in registry.modules("readers").items()
        if module.accepts(body_of(file))
    ]
    assert len(able) == 1


def marks_of(given):
    """List the selection marks of a page: each is one word more."""
    return given.get("selectionMarks") or []


@pytest.mark.parametrize(("file", "pages", "lines", "words"), RESULTS)
def test_counts_are_those_of_the_index(file, pages, lines, words):
    document = ocrlayout.load(CORPUS / file)
    given = pages_of(body_of(file))
    assert len(document) == pages
    assert sum(len(page.words) for page in document) == words + sum(map(len, map(marks_of, given)))
    # A page of a DOCX has words and no lines; its paragraphs then are lines.
    made = sum(len(page.lines) for page, one in zip(document, given, strict=True) if "lines" in one)
    if any(map(marks_of, given)) or document.tables:  # lines of marks, lines cut at cells
        assert made >= lines
    else:
        assert made == lines


@each_result
def test_texts_are_those_of_the_body(file):
    for page, given in zip(ocrlayout.load(CORPUS / file), pages_of(body_of(file)), strict=True):
        texts = [line.get("text", line.get("content")) for line in given.get("lines") or ()]
        if not texts:
            assert page.words.text == tuple(word["content"] for word in given.get("words") or ())
        elif page.tables or marks_of(given):
            printed = "".join("".join(page.lines.text).split())
            without = printed if "☒" in "".join(texts) else printed.translate(MARKS)
            assert without == "".join("".join(texts).split())
        else:
            assert page.lines.text == tuple(texts)


@each_result
def test_frames_are_those_of_the_body(file):
    for page, given in zip(ocrlayout.load(CORPUS / file), pages_of(body_of(file)), strict=True):
        angle = given.get("angle", given.get("clockwiseOrientation"))
        if angle is None:
            assert np.isnan(page.angle)
        else:
            assert page.angle == pytest.approx(angle if angle <= 180 else angle - 360)
        if "width" in given:
            assert page.size == (given["width"], given["height"])
            assert page.unit == given["unit"]


@each_result
def test_words_are_their_line(file):
    """Joined by ``spaced`` to the letter, for no line here has doubled spaces."""
    for page in ocrlayout.load(CORPUS / file):
        for line in page.lines:
            assert line.words.join() == line.text


@each_result
def test_polygons_are_clockwise_and_on_the_page(file):
    for page in ocrlayout.load(CORPUS / file):
        polygons = np.concatenate([page.lines.polygon, page.words.polygon])
        corners = polygons[geometry.known(polygons)]
        x, y = corners[..., 0], corners[..., 1]
        assert ((x * np.roll(y, -1, axis=1) - np.roll(x, -1, axis=1) * y).sum(axis=1) > 0).all()
        assert (corners >= 0).all()
        assert (corners <= page.size).all()


@each_result
def test_nothing_is_lost_by_parts(file):
    """A part that somebody saved, the result or its pages, gives the same pages."""
    body = body_of(file)
    result = body.get("analyzeResult") or body.get("analyze_result")
    if result is None:
        pytest.skip("this body has no wrapper")
    assert ocrlayout.load(result).pages == ocrlayout.load(CORPUS / file).pages
    for page, whole in zip(
        ocrlayout.load(pages_of(body)), ocrlayout.load(CORPUS / file), strict=True
    ):
        assert sorted(page.words.text) == sorted(whole.words.text)


@pytest.mark.parametrize("file", ERRORS)
def test_errors_are_told_in_the_services_words(file):
    body = body_of(file)["body"]
    error = body["error"]
    inner = error.get("innererror", error)
    with pytest.raises(OcrFailed) as caught:
        ocrlayout.load(body)
    assert caught.value.code == inner["code"]
    assert inner["message"] in str(caught.value)


@pytest.mark.parametrize("file", UNFINISHED)
def test_a_job_that_runs_is_no_empty_document(file):
    with pytest.raises(OcrFailed) as caught:
        ocrlayout.load(CORPUS / file)
    assert caught.value.status == "running"


@each_result
@pytest.mark.parametrize("status", ["running", "failed"])
def test_a_result_of_a_job_that_is_not_done_is_refused(file, status):
    with pytest.raises(OcrFailed):
        ocrlayout.load({**body_of(file), "status": status})

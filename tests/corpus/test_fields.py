"""Tables, pairs, marks and fields of recorded answers, counted on both sides.

What the body has is looked up here without the readers; each of it has to be in the document.
"""

import collections
import json
import os
import re
from pathlib import Path

import numpy as np
import pytest

import ocrlayout as ol
from ocrlayout import geometry

CORPUS = Path(os.environ.get("OCRLAYOUT_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
FOLDERS = [CORPUS / "responses" / "azure", CORPUS / "formats" / "azure-di"]
SYMBOLS = {":selected:": "☒", ":unselected:": "☐"}
HEADS = {"columnHeader": "column_header", "stubHead": "column_header", "rowHeader": "row_header"}


def bodies():
    """Find the answers that have any of these."""
    for folder in FOLDERS:
        for path in sorted(folder.rglob("*.json")):
            result = result_of(json.loads(path.read_text(encoding="utf-8-sig")))
            if isinstance(result, dict) and has_any(result):
                yield pytest.param(path, id=str(path.relative_to(CORPUS)))


def result_of(body):
    return body.get("analyzeResult") if isinstance(body, dict) else None


def has_any(result):
    beside = ("tables", "keyValuePairs", "documents", "pageResults", "documentResults", "figures")
    marks = any(page.get("selectionMarks") for page in pages_of(result))
    return marks or any(result.get(name) for name in beside)


def pages_of(result):
    return result.get("pages") or result.get("readResults") or []


pytestmark = pytest.mark.skipif(
    not any(folder.exists() for folder in FOLDERS),
    reason=f"no corpus at {CORPUS}; OCRLAYOUT_CORPUS names its folder",
)
each_answer = pytest.mark.parametrize("path", list(bodies()))


@pytest.fixture
def result(path):
    return result_of(json.loads(path.read_text(encoding="utf-8-sig")))


@pytest.fixture
def document(path):
    return ol.load(path)


def plain(text):
    """Return a text as it is printed: marks as signs, white space as one space."""
    for name, symbol in SYMBOLS.items():
        text = (text or "").replace(name, symbol)
    return " ".join((text or "").split())


def rectangle(numbers):
    """Return a flat polygon as the model has it; None where there is none."""
    if not numbers:
        return None
    points = np.array(numbers, float).reshape(-1, 2)
    return tuple(np.round(geometry.rectangle(points), 6).ravel().tolist())


def quad(polygon):
    return None if np.isnan(polygon).any() else tuple(np.round(polygon, 6).ravel().tolist())


def region(item, page=None):
    """Return page and polygon of the first region, or of that on a page."""
    found = [one for one in item.get("boundingRegions") or [] if page in (None, one["pageNumber"])]
    if not found:
        return None, None
    return found[0]["pageNumber"], rectangle(found[0].get("polygon") or found[0].get("boundingBox"))


def cells_of(result):
    """Count the cells of a body: page, role, text, place in the grid, polygon."""
    found = collections.Counter()
    for table in result.get("tables") or []:
        for cell in table["cells"]:
            page, polygon = region(cell)
            role = HEADS.get(cell.get("kind"), "cell")
            found[page, role, plain(cell["content"]), *grid(cell), polygon] += 1
    for page in result.get("pageResults") or []:
        for table in page.get("tables") or []:
            for cell in table["cells"]:
                role = "column_header" if cell.get("isHeader") else "cell"
                polygon = rectangle(cell["boundingBox"])
                found[page["page"], role, plain(cell["text"]), *grid(cell), polygon] += 1
    return found


def grid(cell):
    spans = cell.get("rowSpan") or 1, cell.get("columnSpan") or 1
    return (cell["rowIndex"], cell["columnIndex"], *spans)


def cells_in(document):
    found = collections.Counter()
    for page in document:
        for table in page.tables:
            part = table.parts[0]
            for row in np.flatnonzero(part.blocks.parent == part.row).tolist():
                block = page.blocks[row]
                if block.cell is not None:
                    text = " ".join(" ".join(block.lines.text).split())
                    place = quad(page.blocks.polygon[row])
                    found[page.number, block.role, text, *block.cell, place] += 1
    return found


@each_answer
def test_every_cell_is_in_the_document(result, document):
    assert cells_in(document) == cells_of(result)


@each_answer
def test_every_table_has_its_shape(result, document):
    sizes = [(table["rowCount"], table["columnCount"]) for table in result.get("tables") or []]
    for page in result.get("pageResults") or []:
        sizes += [(table["rows"], table["columns"]) for table in page.get("tables") or []]
    assert sorted(table.shape for table in document.tables) == sorted(sizes)


def pairs_of(result):
    found = collections.Counter()
    for pair in result.get("keyValuePairs") or []:
        key, value = pair["key"], pair.get("value") or {}
        page = region(value)[0] or region(key)[0]
        polygons = region(key, page)[1], region(value, page)[1]
        found[page, plain(key["content"]), plain(value.get("content")), *polygons] += 1
    for page in result.get("pageResults") or []:
        for pair in page.get("keyValuePairs") or []:
            key, value = pair["key"], pair["value"]
            polygons = rectangle(key.get("boundingBox")), rectangle(value.get("boundingBox"))
            found[page["page"], plain(key["text"]), plain(value["text"]), *polygons] += 1
    return found


@each_answer
def test_every_pair_is_in_the_document(result, document):
    found = collections.Counter(
        (
            page.number,
            plain(field.name),
            plain(field.text),
            quad(np.array(field.name_polygon)),
            quad(np.array(field.polygon)),
        )
        for page in document
        for field in page.fields
        if field.kind == "pair"
    )
    assert found == pairs_of(result)


@each_answer
def test_every_mark_is_a_field_and_a_word(result, document):
    wanted, found, words = (collections.Counter() for _ in range(3))
    for page, given in zip(document, pages_of(result), strict=True):
        for mark in given.get("selectionMarks") or []:
            box = rectangle(mark.get("polygon") or mark.get("boundingBox"))
            symbol = SYMBOLS[f":{mark['state']}:"]
            wanted[page.number, symbol, mark["state"], mark["confidence"], box] += 1
        for field in page.fields:
            if field.kind == "mark":
                box = quad(np.array(field.polygon))
                found[page.number, field.text, field.name, field.confidence, box] += 1
                word = page.words[field.word]
                place = quad(np.array(word.polygon))
                words[page.number, word.text, field.name, word.confidence, place] += 1
    assert found == wanted
    assert words == wanted


def leaves(name, field):
    """Walk through a field: those that hold others and say nothing themselves are left out."""
    field = field or {}
    children = field.get("valueArray") or field.get("valueObject") or {}
    pairs = (
        [(f"{name}.{key}", child) for key, child in children.items()]
        if isinstance(children, dict)
        else [(f"{name}[{index}]", child) for index, child in enumerate(children)]
    )
    says = any(field.get(key) for key in ("content", "text", "boundingRegions", "boundingBox"))
    if says or not pairs:
        yield name, field
    for path, child in pairs:
        yield from leaves(path, child)


def fields_of(result):
    for document in [*(result.get("documents") or []), *(result.get("documentResults") or [])]:
        for name, field in (document.get("fields") or {}).items():
            yield from leaves(name, field)


@each_answer
def test_every_field_of_a_document_is_in_the_document(result, document):
    wanted = collections.Counter()
    for name, field in fields_of(result):
        page, polygon = region(field)
        page, polygon = page or field.get("page"), polygon or rectangle(field.get("boundingBox"))
        text = plain(field.get("content") or field.get("text"))
        wanted[page if polygon else None, name, text, polygon] += 1
    found = collections.Counter()
    for page in document:
        for field in page.fields:
            if field.kind == "field":
                place = quad(np.array(field.polygon))
                found[page.number if place else None, field.name, plain(field.text), place] += 1
    assert found == wanted


@each_answer
def test_typed_values_are_those_of_the_body(result, document):
    wanted = collections.Counter()
    for name, field in fields_of(result):
        keys = [key for key in field if key.startswith("value")]
        value = field[keys[0]] if keys else None
        value = value.get("amount") if field.get("type") == "currency" else value
        if field.get("type") == "selectionMark":
            value = value == "selected"
        if isinstance(value, (str, int, float)):
            wanted[name, value] += 1
    values = [(one.name, one.value) for page in document for one in page.fields]
    kinds = [one.kind for page in document for one in page.fields]
    rows = zip(values, kinds, strict=True)
    found = collections.Counter(
        pair for pair, kind in rows if kind == "field" and pair[1] is not None
    )
    assert found == wanted


@each_answer
def test_no_word_is_lost_and_none_is_doubled(result, document):
    for page, given in zip(document, pages_of(result), strict=True):
        words = [word["content"] for word in given.get("words") or []]
        for line in given.get("lines") or []:
            words += [word["text"] for word in line.get("words") or []]
        words += [SYMBOLS[f":{mark['state']}:"] for mark in given.get("selectionMarks") or []]
        assert collections.Counter(page.words.text) == collections.Counter(words)


@each_answer
def test_lines_keep_every_letter_of_the_service(result, document):
    for page, given in zip(document, pages_of(result), strict=True):
        lines = [line.get("content", line.get("text")) for line in given.get("lines") or []]
        if lines:
            letters = collections.Counter("".join("".join(lines).split()))
            marks = [SYMBOLS[f":{one['state']}:"] for one in given.get("selectionMarks") or []]
            made = collections.Counter("".join("".join(page.lines.text).split()))
            assert made == letters + collections.Counter(marks)


@each_answer
def test_no_placeholder_is_in_any_text(document):
    placeholder = re.compile(":(un)?selected:|:formula:|:barcode:")
    for page in document:
        texts = [*page.lines.text, *page.words.text, *page.fields.text, *page.fields.name]
        assert not any(map(placeholder.search, texts))


@each_answer
def test_every_figure_has_its_polygon(result, document):
    wanted = [region(figure) for figure in result.get("figures") or []]
    found = [
        (page.number, quad(page.blocks.polygon[row]))
        for page in document
        for row, role in enumerate(page.blocks.role)
        if role == "figure"
    ]
    assert sorted(found) == sorted(wanted)


@each_answer
def test_what_is_read_goes_through_the_native_format(document, tmp_path):
    ol.save(document, tmp_path / "document.json")
    assert ol.load(tmp_path / "document.json") == document


def test_there_is_something_to_count():
    """The comparisons above are not of nothing with nothing."""
    counts = collections.Counter()
    for path in {parameter.values[0] for parameter in bodies()}:
        result = result_of(json.loads(path.read_text(encoding="utf-8-sig")))
        counts["cells"] += sum(cells_of(result).values())
        counts["pairs"] += sum(pairs_of(result).values())
        counts["fields"] += len(list(fields_of(result)))
        counts["marks"] += sum(len(one.get("selectionMarks") or []) for one in pages_of(result))
    assert all(counts[name] > 50 for name in ("cells", "pairs", "fields", "marks"))

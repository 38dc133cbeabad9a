"""Our own JSON: an exact round trip, and files that mean harm."""

import contextlib
import io
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from model_pages import documents, pages

import ocrlayout
from ocrlayout.model import Blocks, Document, Fields, Lines, Origin, Page, Words

HUGE = 10**400
VERSIONS = Path(__file__).parent / "versions"


def written(document):
    out = io.BytesIO()
    ocrlayout.save(document, out, to="native")
    return out.getvalue()


def example():
    """Make a page on which everything stands that the format holds."""
    words = Words(
        ["a", "☒"], np.arange(16.0).reshape(2, 4, 2), [0.5, 1], [True, False], [True, False]
    )
    lines = Lines(["a ☒"], [[[0, 0], [9, 0], [9, 9], [0, 9]]], words, [0, 2], [1], ["en"], [0.25])
    blocks = Blocks(["table", "cell"], [-1, 0], [[-1] * 4, [0, 0, 1, 1]])
    fields = Fields(["mark"], ["selected"], ["☒"], [True], confidence=[0.5], word=[1])
    origin = Origin("azure_read", "3.2", "m")
    return Page(3, 100, 50, "pixel", 1.5, lines, blocks, origin=origin, fields=fields)


@given(documents)
def test_the_round_trip_is_exact(document):
    again = ocrlayout.load(written(document))
    assert again == document
    assert written(again) == written(document)
    assert [page.origin for page in again] == [page.origin for page in document]
    assert again.tables == document.tables


@given(pages())
def test_value_types_survive(page):
    again = ocrlayout.load(written(Document([page])))
    assert [*map(type, again[0].fields.value)] == [*map(type, page.fields.value)]


def test_the_file_of_each_version_is_read():
    """A file is added with each version, and stays as it was written then."""
    kept = {path.stem: ocrlayout.load(path) for path in VERSIONS.glob("native-*.json")}
    assert kept == {"native-1": Document([example()])}


def test_what_files_of_earlier_days_lack_is_unknown():
    payload = json.loads(written(Document([example()])))
    (page,) = payload["pages"]
    del page["fields"], page["origin"], page["blocks"]["cell"], page["blocks"]["polygon"]
    del page["lines"]["words"]["corrected"]
    payload["origin"] = ["azure_read", "2.0"]
    (again,) = ocrlayout.load(payload)
    assert again.origin == Origin("azure_read", "2.0")
    assert again.fields == Fields()
    assert (again.blocks.cell == -1).all()
    assert np.isnan(again.blocks.polygon).all()
    assert not again.words.corrected.any()
    assert again.words.text == example().words.text


def paths(value, path=()):
    """List the way to everything in a payload."""
    yield path
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    for key, part in items:
        yield from paths(part, (*path, key))


def put(payload, path, value):
    for key in path[:-1]:
        payload = payload[key]
    payload[path[-1]] = value


PATHS = [path for path in paths(json.loads(written(Document([example()])))) if len(path) > 2]
POISON = [
    None, True, 0, -1, 2, 1e300, -1e300, 1e-300, HUGE, -HUGE, 2**63, float("nan"), float("inf"),
    "", "NaN", "x" * 10_000, [], [[]], [1], [None], {}, {"text": []}, [True], ["a"], [{}],
]  # fmt: skip


@pytest.mark.parametrize("poison", POISON, ids=lambda poison: repr(poison)[:20])
def test_a_spoiled_file_is_read_or_refused_with_the_pages_path(poison):
    payload = written(Document([example()]))
    for path in PATHS:
        spoiled = json.loads(payload)
        put(spoiled, path, poison)
        document = loaded(spoiled)
        tidied = ocrlayout.tidy(document)
        assert len(repr(tidied.tables)) + len(repr(tidied)) < 400
        assert loaded(json.loads(written(document))) == document
        if len(tidied):
            tidied[0].to_source([0, 0])


def loaded(payload):
    """Load a payload; one that is refused says why, in a line, and is a document without pages."""
    refused = []
    with contextlib.suppress(ocrlayout.ReadError), noted(refused):
        return ocrlayout.load(payload)
    assert refused[0].where == "pages[0]"
    assert len(str(refused[0])) < 300
    return Document()


@contextlib.contextmanager
def noted(errors):
    try:
        yield
    except ocrlayout.ReadError as error:
        errors.append(error)
        raise


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("number",), 0, "number"),
        (("number",), HUGE, "number"),
        (("number",), 1.0, "number"),
        (("number",), 10**9 + 1, "number"),
        (("width",), 1e9, "width is a size"),
        (("width",), -1, "width is a size"),
        (("height",), 1e-7, "height is a size"),
        (("width",), [5], "list of numbers"),
        (("source",), [1, 2, 3], "too many values"),
        (("source",), [0, 2], "source is a size"),
        (("unit",), "mm", "unit"),
        (("angle",), 181, "angle"),
        (("angle",), "NaN", "list of numbers"),
        (("origin",), "abc", "a column is a list"),
        (("origin",), ["a", "b", "c", "d"], "provider, version and model"),
        (("origin",), [1], "list of texts"),
        (("matrix",), [0] * 9, "does not map"),
        (("matrix",), [0] * 8 + [1], "cannot be inverted"),
        (("matrix",), [1, 0, 0, 0, 1, 0, 0, 0.1, 1], "does not map"),
        (("matrix",), [1, 0, 0, 0, 1, 0, 0, 0, 2], "does not map"),
        (("matrix",), [1e9, 0, 0, 0, 1e9, 0, 0, 0, 1], "does not map"),
        (("matrix",), [1e200, 0, 0, 0, 1e200, 0, 0, 0, 1], "does not map"),
        (("matrix",), [None, 0, 0, 0, 1, 0, 0, 0, 1], "does not map"),
        (("matrix",), [1, 0, 0, 0, 1], "reshape"),
        (("lines",), [], "lines should be an object"),
        (("lines", "words"), None, "words should be an object"),
        (("blocks",), "x", "blocks should be an object"),
        (("fields",), [], "fields should be an object"),
        (("lines", "polygon"), [1] * 7, "reshape"),
        (("lines", "polygon"), [1e9] * 8, "beyond"),
        (("lines", "polygon"), ["NaN"] * 8, "list of numbers"),
        (("lines", "offsets"), [0, 3], "offsets"),
        (("lines", "offsets"), [0, 1.5], "whole numbers"),
        (("lines", "block"), [7], "block 7 of 2"),
        (("lines", "block"), [2**63], "int"),
        (("lines", "language"), ["a", "b"], "language has 2"),
        (("lines", "language"), "e", "a column is a list"),
        (("lines", "words", "spaced"), [1, 0], "true and false"),
        (("lines", "words", "spaced"), [True], "spaced"),
        (("lines", "words", "corrected"), None, "a column is a list"),
        (("lines", "words", "confidence"), [0.5, 1.5], "confidence"),
        (("lines", "words", "confidence"), [float("nan"), 1], "finite"),
        (("blocks", "parent"), [1, 0], "parent"),
        (("blocks", "parent"), [0, 0], "parent"),
        (("blocks", "parent"), [-1, -2], "parent"),
        (("blocks", "cell"), [-1, -1, -1, -1, 0, 0, -1, 1], "a cell is"),
        (("blocks", "cell"), [-1, -1, -1, -1, 0, 0, 2**40, 1], "grid of at most"),
        (("blocks", "cell"), [-1, -1, -1, -1, 0], "reshape"),
        (("blocks", "role"), ["a", 7], "list of texts"),
        (("fields", "kind"), ["stamp"], "kind"),
        (("fields", "word"), [2], "word 2 of 2"),
        (("fields", "word"), [-2], "-1"),
        (("fields", "value"), "a", "a column is a list"),
        (("fields", "value"), [[1]], "a value is"),
        (("fields", "value"), [float("inf")], "not finite"),
        (("fields", "value"), [], "value has 0"),
        (("fields", "polygon"), [1e300] * 8, "beyond"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(path, value, says):
    payload = json.loads(written(Document([example()])))
    put(payload, ("pages", 0, *path), value)
    with pytest.raises(ocrlayout.ReadError, match=says) as caught:
        ocrlayout.load(payload)
    assert caught.value.where == "pages[0]"
    assert caught.value.provider == "native"


@pytest.mark.parametrize("missing", ["lines", "matrix", "unit", "blocks", "source"])
def test_what_is_missing_is_named(missing):
    payload = json.loads(written(Document([Page(), example()])))
    del payload["pages"][1][missing]
    with pytest.raises(ocrlayout.ReadError, match=f"'{missing}' is missing") as caught:
        ocrlayout.load(payload)
    assert caught.value.where == "pages[1]"


def test_limits_themselves_are_read():
    payload = json.loads(written(Document([example()])))
    page = payload["pages"][0]
    page |= {"number": 10**9, "width": 1e8, "height": 1e-6, "angle": 180, "source": [None, None]}
    page["lines"]["polygon"] = [1e8] * 8
    page["matrix"] = [1e8, 0, 1e8, 0, 1e-6, 0, 0, 0, 1]
    again = ocrlayout.load(payload)[0]
    assert (again.number, again.size) == (10**9, (1e8, 1e-6))
    assert np.isnan(again.source_size).all()


@pytest.mark.parametrize("pages", [[7], ["a"], [None], [[]]])
def test_pages_that_are_not_objects_are_refused(pages):
    with pytest.raises(ocrlayout.ReadError, match=r"pages\[0\]: expected an object"):
        ocrlayout.load({"ocrlayout": 1, "pages": pages})


@pytest.mark.parametrize("version", [2, True, "1", None, 1.0])
def test_another_version_is_refused(version):
    with pytest.raises(ocrlayout.ReadError, match="version"):
        ocrlayout.load({"ocrlayout": version, "pages": []})

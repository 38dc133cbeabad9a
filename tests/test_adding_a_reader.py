"""docs/adding-a-reader.md, followed to the letter: the file is dropped in, and its snippets run."""

import contextlib
import io
import json
import re
import sys
from pathlib import Path

import numpy as np
import pytest

import ocrlayout as ol
from ocrlayout import readers, registry

TEXT = Path(__file__).parent.parent.joinpath("docs", "adding-a-reader.md").read_text("utf-8")


def snippets(kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


READER, *USES = snippets("python")
(ANSWER,) = snippets("json")


@pytest.fixture
def dropped(tmp_path, monkeypatch):
    """Drop the reader into the folder, and stand beside an answer."""
    (tmp_path / "readers").mkdir()
    (tmp_path / "readers" / "paperscan.py").write_text(READER, "utf-8")
    (tmp_path / "answer.json").write_text(ANSWER, "utf-8")
    monkeypatch.setattr(readers, "__path__", [*readers.__path__, str(tmp_path / "readers")])
    monkeypatch.chdir(tmp_path)
    registry.names.cache_clear()
    yield
    monkeypatch.undo()
    registry.names.cache_clear()
    sys.modules.pop("ocrlayout.readers.paperscan", None)
    vars(readers).pop("paperscan", None)


@pytest.mark.usefixtures("dropped")
def test_the_snippets_print_what_stands_below_them():
    names, printed = {}, []
    for code in USES:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "adding-a-reader.md", "exec"), names)
        printed.append(out.getvalue())
    assert printed == snippets("text")


@pytest.mark.usefixtures("dropped")
def test_the_reader_is_one_of_those_that_are_asked():
    payload = json.loads(ANSWER)
    modules = registry.modules("readers")
    assert [name for name, module in modules.items() if module.accepts(payload)] == ["paperscan"]
    assert ol.load(payload).origin == ("paperscan", "4.1", "")
    with pytest.raises(ol.UnknownFormat, match="paperscan"):
        ol.load({"nobody": "knows this"})


@pytest.mark.usefixtures("dropped")
def test_its_document_is_like_any_other():
    document = ol.load("answer.json")
    page = document[0]
    assert page.words[0].polygon == ((40, 30), (100, 30), (100, 50), (40, 50))
    assert np.isnan(page.words.confidence[3:]).all()
    assert page.angle == 1.5
    assert page.lines.block.tolist() == [0, 2, 3]
    out = io.BytesIO()
    ol.save(document, out, to="native")
    assert ol.load(out.getvalue()) == document


@pytest.mark.usefixtures("dropped")
@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('"x": 40, "y": 70', '"x": "40", "y": 70', "pages[0].blocks[1].box.x"),
        ('"r": 1, "c": 2', '"r": 0, "c": 2', "pages[0].blocks[1].cells[1].r"),
        ('"t": "1.2 m"', '"text": "1.2 m"', "pages[0].blocks[1].cells[1].rows[0]"),
        ('"no": 1', '"no": 0', "pages[0].no"),
        ('"w": 600', '"w": "600"', "pages[0].w"),
    ],
)
def test_its_errors_have_the_path(old, new, where):
    assert old in ANSWER
    with pytest.raises(ol.ReadError) as caught:
        ol.load(ANSWER.replace(old, new).encode())
    assert (caught.value.where, caught.value.provider) == (where, "paperscan")


def test_the_reader_is_as_short_as_it_says():
    code = [line for line in READER.splitlines() if line.strip()]
    assert len(code) <= 70
    assert max(map(len, code)) <= 100

"""The server for assistants, asked by the protocol's own client over standard input and output."""

import asyncio
import base64
import io
import shutil
import sys
from pathlib import Path

import pytest
from PIL import Image

import ocrlayout as ol
from ocrlayout.model import Document

mcp = pytest.importorskip("mcp")
from mcp.client.stdio import StdioServerParameters  # noqa: E402

PAGES = Path(__file__).parent.parent / "examples" / "pages"
ANSWERS = Path(__file__).parent / "data" / "rapidocr"


@pytest.fixture
def archive(tmp_path):
    """A folder with a scan, its answer, and a link that leads out of it."""
    root = tmp_path / "archive"
    (root / "1911").mkdir(parents=True)
    shutil.copy(PAGES / "letter.png", root / "1911")
    shutil.copy(ANSWERS / "letter.json", root / "1911")
    (root / "notes.txt").write_text("not a document", encoding="utf-8")
    (tmp_path / "secret.json").write_bytes((ANSWERS / "letter.json").read_bytes())
    (root / "out.json").symlink_to(tmp_path / "secret.json")
    return root


def asked(root, *questions, options=()):
    """Start the server, put questions (tool, arguments) to it, return the results."""
    command = ["-m", "ocrlayout", "mcp", "--root", str(root), "--quiet", *options]
    server = StdioServerParameters(command=sys.executable, args=command)

    async def ask():
        async with mcp.Client(server) as client:
            tools = await client.list_tools()
            answers = [await client.call_tool(name, given) for name, given in questions]
            return {tool.name for tool in tools.tools}, answers

    return asyncio.run(asyncio.wait_for(ask(), timeout=60))


def value(result):
    assert not result.is_error, result.content
    return result.structured_content["result"]


def test_documents_are_listed_found_in_and_read(archive):
    letter = {"path": "1911/letter.json"}
    tools, (listed, found, page) = asked(
        archive,
        ("documents", {}),
        ("find", {**letter, "phrase": "glass plates"}),
        ("read_page", letter),
    )
    assert tools == {"documents", "find", "read_page", "crop", "convert"}
    assert value(listed) == ["1911/letter.json", "1911/letter.png"]
    (hit,) = value(found)
    assert (hit["page"], hit["text"]) == (1, "glass plates")
    assert all(0 < edge < 1 for edge in hit["boxes"][0])
    assert "Dear Professor Okafor," in value(page)
    assert value(page).endswith("<!-- page 1; there is page 1 -->")


def test_a_crop_shows_what_was_found(archive):
    document = ol.load(ANSWERS / "letter.json")
    (match,) = ol.find(document, "Riverside Observatory")
    width, height = document.pages[0].size
    box = [*match.polygons[0].min(axis=0), *match.polygons[0].max(axis=0)]
    shares = [at / size for at, size in zip(box, (width, height) * 2, strict=True)]
    _, (shown,) = asked(archive, ("crop", {"path": "1911/letter.png", "box": shares}))
    picture = Image.open(io.BytesIO(base64.b64decode(shown.content[0].data)))
    left, top, right, bottom = box
    assert right - left < picture.width < right - left + 0.03 * width
    assert bottom - top < picture.height < bottom - top + 0.03 * height
    assert picture.convert("L").getextrema()[0] < 100  # there is ink


def test_a_document_is_converted_once(archive):
    given = {"path": "1911/letter.json", "output": "1911/letter.pdf", "scan": "1911/letter.png"}
    _, (made, again) = asked(archive, ("convert", given), ("convert", given))
    assert value(made) == "1911/letter.json → 1911/letter.pdf"
    assert (archive / "1911" / "letter.pdf").read_bytes().startswith(b"%PDF")
    assert again.is_error
    assert "letter.pdf exists" in again.content[0].text


def test_only_reading_does_not_have_the_tool_that_writes(archive):
    tools, _ = asked(archive, options=["--read-only"])
    assert tools == {"documents", "find", "read_page", "crop"}


WRONG = [  # tool, arguments, words of the message
    ("read_page", {"path": "../secret.json"}, "outside of the folder"),
    ("read_page", {"path": "out.json"}, "outside of the folder"),
    ("documents", {"folder": "/"}, "outside of the folder"),
    ("convert", {"path": "1911/letter.json", "output": "../x.txt"}, "outside of the folder"),
    ("read_page", {"path": "1911/letter.json", "page": 2}, "there is page 1"),
    ("read_page", {"path": "missing.json"}, "missing.json: no such file"),
    ("find", {"path": "1911/letter.json", "phrase": " "}, "phrase"),
    ("crop", {"path": "1911/letter.png", "box": [0, 0, 2, 2]}, "from 0 to 1"),
    ("crop", {"path": "1911/letter.json"}, "letter.json"),
    ("read_page", {"path": "notes.txt"}, "no reader knows"),
]


def test_what_is_wrong_is_said(archive):
    _, results = asked(archive, *(question[:2] for question in WRONG))
    said = [result.is_error and result.content[0].text for result in results]
    for (tool, given, words), text in zip(WRONG, said, strict=True):
        assert text, (tool, given)
        assert words in text


def test_a_root_that_is_not_there_is_said(tmp_path, capsys):
    from ocrlayout.cli import main

    assert main(["mcp", "--root", str(tmp_path / "nowhere")]) == 2
    assert "is not a folder" in capsys.readouterr().err


def test_pages_are_those_that_hits_name(archive):
    document = ol.load(ANSWERS / "letter.json")
    ol.save([document, document], archive / "two.json")
    second = Document(ol.load(archive / "two.json").pages[1:])
    ol.save(second, archive / "second.json")
    given = {"path": "second.json"}
    _, (found, page, missing) = asked(
        archive,
        ("find", {**given, "phrase": "glass plates"}),
        ("read_page", {**given, "page": 2}),
        ("read_page", {**given, "page": 1}),
    )
    assert value(found)[0]["page"] == 2
    assert "glass plates" in value(page)
    assert "there is page 2" in missing.content[0].text

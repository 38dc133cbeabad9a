"""docs/recipes.md, followed to the letter; and the skill for Azure AI Search."""

import base64
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import cookbook_files
import pytest
import site_pages
from conftest import absent

HOME = Path(__file__).parent.parent
SKILL = HOME / "examples" / "search_skill.py"
NEEDED = ("langchain_core", "llama_index", "pandas", "duckdb")
sys.path.append(str(SKILL.parent))

import search_skill  # noqa: E402


def test_the_recipes_run(tmp_path):
    for name in NEEDED:
        if importlib.util.find_spec(name) is None:
            absent(name, "pip install -e '.[recipes]'")
    cookbook_files.write(tmp_path)
    reader = site_pages.Reader(tmp_path)
    for step in site_pages.steps((HOME / "docs" / "recipes.md").read_text(encoding="utf-8")):
        printed = reader.follow(step)
        if step.printed is not None:
            assert printed == step.printed, step.code


def test_the_recipes_are_short():
    steps = site_pages.steps((HOME / "docs" / "recipes.md").read_text(encoding="utf-8"))
    for step in steps:
        assert len([line for line in step.code.splitlines() if line.strip()]) <= 10


def body(*data):
    return {"values": [{"recordId": str(row), "data": one} for row, one in enumerate(data)]}


@pytest.fixture
def answer():
    page = {"width": 600, "height": 400, "lines": [], "words": []}
    for row, text in enumerate(["Harbour list", "Three ships"]):
        box = [{"x": x, "y": y} for x, y in cookbook_files.quad(20, 20 + 40 * row, 200)]
        page["lines"].append({"boundingBox": box, "text": text})
        page["words"].append({"boundingBox": box, "text": text})
    return page | {"language": "en", "text": "Harbour list Three ships"}


def test_a_skill_answers_every_record_by_itself(answer):
    made = search_skill.answered(body({"answer": answer}, {"answer": {"x": 1}}, {}))
    first, *bad = made["values"]
    assert [one["recordId"] for one in made["values"]] == ["0", "1", "2"]
    assert first["data"]["text"] == "Harbour list\nThree ships"
    assert "Harbour list" in first["data"]["markdown"]
    assert {"text", "pages"} <= first["data"]["chunks"][0].keys()
    assert first["errors"] == []
    for one in bad:
        assert one["data"] == {}
        assert len(one["errors"]) == 1
    json.dumps(made, allow_nan=False)


@pytest.mark.engine
def test_a_skill_reads_scans():
    scan = (HOME / "examples" / "pages" / "letter.png").read_bytes()
    file = {"$type": "file", "data": base64.b64encode(scan).decode()}
    (made,) = search_skill.answered(body({"file_data": file}))["values"]
    assert made["data"]["text"].startswith("Riverside Observatory")


def test_a_skill_at_the_terminal(answer):
    run = subprocess.run(
        [sys.executable, SKILL],
        input=json.dumps(body({"answer": answer})),
        text=True,
        capture_output=True,
        check=True,
    )
    assert json.loads(run.stdout)["values"][0]["errors"] == []

"""The notebook runs from its first cell to its last, and says what it should."""

import copy
import shutil
from pathlib import Path

import nbclient
import nbformat
import pytest

from ocrlayout.model import Lines, Page

EXAMPLES = Path(__file__).parent.parent / "examples"
NOTEBOOK = nbformat.read(EXAMPLES / "quickstart.ipynb", 4)


def shown(cell):
    """All that a cell printed or returned, as text."""
    parts = [
        output.get("text") or output.get("data", {}).get("text/plain", "")
        for output in cell.outputs
    ]
    return "".join(parts)


@pytest.mark.engine
def test_the_quickstart_runs(tmp_path, monkeypatch):
    for name in ("COMPUTER_VISION_ENDPOINT", "COMPUTER_VISION_SUBSCRIPTION_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    shutil.copytree(EXAMPLES / "pages", tmp_path / "pages")
    where = {"metadata": {"path": str(tmp_path)}}
    notebook = nbclient.NotebookClient(
        copy.deepcopy(NOTEBOOK), timeout=300, resources=where
    ).execute()
    *_, ordered, blocks, drawn, checked, found = [
        cell for cell in notebook.cells if cell.cell_type == "code"
    ]
    assert shown(ordered).startswith("Riverside Observatory")
    assert "<Blocks: " in shown(blocks)
    assert drawn.outputs[-1].data["image/png"]
    assert "248" in shown(checked)
    assert "glass plates" in shown(found)
    assert (tmp_path / "letter.pdf").stat().st_size > 0


def test_it_is_kept_without_results():
    for cell in NOTEBOOK.cells:
        if cell.cell_type == "code":
            assert not cell.outputs
            assert cell.execution_count is None
        else:
            assert cell.source.strip()


def test_a_page_shows_itself_on_its_scan():
    page = Page(width=90, height=60, unit="pixel", lines=Lines(["dog"]))
    assert page.show(scale=2).size == (180, 120)

"""`ocrlayout view`: the file that is written, what may be replaced, and the browser."""

import shutil
import webbrowser
from pathlib import Path

import pytest
from PIL import Image
from viewer_pages import ANSWERS, EXAMPLES

from ocrlayout.cli import main

LETTER = [str(ANSWERS / "letter.json"), "--images", str(EXAMPLES / "letter.png")]


@pytest.fixture
def opened(monkeypatch, tmp_path):
    """Addresses that a browser was asked to open."""
    found = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(webbrowser, "open", lambda address: found.append(address) or True)
    return found


def test_a_viewer_is_written_here_and_opened(opened):
    assert main(["view", *LETTER]) == 0
    assert opened == [Path("letter.view.html").resolve().as_uri()]
    assert b"Riverside" in Path("letter.view.html").read_bytes()


def test_the_browser_stays_closed_on_request(opened):
    assert main(["view", *LETTER, "--no-open", "-o", "a.view.html"]) == 0
    assert opened == []
    assert Path("a.view.html").exists()


def test_a_machine_without_a_browser_is_told_the_file(opened, monkeypatch, capsys):
    monkeypatch.setattr(webbrowser, "open", lambda address: False)
    assert main(["view", *LETTER]) == 0
    assert "letter.view.html" in capsys.readouterr().err.splitlines()[-1]


def test_a_viewer_replaces_an_older_one_and_no_other_file(opened, capsys):
    Path("letter.view.html").write_text("mine", encoding="utf-8")
    assert main(["view", *LETTER]) == 2
    assert "letter.view.html exists" in capsys.readouterr().err
    assert Path("letter.view.html").read_text(encoding="utf-8") == "mine"
    Path("letter.view.html").unlink()
    assert main(["view", *LETTER]) == main(["view", *LETTER]) == 0


def test_several_inputs_become_one_viewer(opened):
    answers = [str(ANSWERS / f"{name}.json") for name in ("letter", "sideways")]
    assert main(["view", *answers, "-o", "both.view.html"]) == 0
    assert Path("both.view.html").read_text(encoding="utf-8").count('class="head"') == 2


def test_another_answer_stands_beside(opened):
    assert main(["view", *LETTER, "--against", str(ANSWERS / "letter.json")]) == 0
    assert '"compared": true' in Path("letter.view.html").read_text(encoding="utf-8")


def test_scans_are_linked_on_request(opened):
    Path("scans").mkdir()
    shutil.copy(EXAMPLES / "letter.png", "scans/letter 1.png")
    more = ["--images", "scans/letter 1.png", "--link-scans", "-o", "out/a.view.html"]
    assert main(["view", LETTER[0], *more]) == 0
    assert '"link": "../scans/letter%201.png"' in Path("out/a.view.html").read_text("utf-8")


def test_a_scan_that_cannot_be_linked_is_refused_before_it_is_recognized(
    opened, capsys, monkeypatch
):
    monkeypatch.setenv("COMPUTER_VISION_ENDPOINT", "http://127.0.0.1:9")  # nobody is there
    monkeypatch.setenv("COMPUTER_VISION_SUBSCRIPTION_KEY", "key")
    Image.open(EXAMPLES / "letter.png").save("letter.tif")
    assert main(["view", "letter.tif", "--link-scans", "--engine", "azure"]) == 1
    assert "letter.tif is TIFF, which browsers do not show" in capsys.readouterr().err
    assert [path.name for path in Path().iterdir()] == ["letter.tif"]


@pytest.mark.parametrize(
    "more", [["--to", "pdf"], ["-o", "a.view.html", "-o", "b.view.html"], ["-o", "out/"]]
)
def test_only_one_viewer_can_be_asked_for(opened, capsys, more):
    assert main(["view", *LETTER, *more]) == 2
    assert "view writes one file" in capsys.readouterr().err
    assert opened == []


def test_what_cannot_be_read_is_named_and_nothing_is_written(opened, capsys):
    Path("bad.json").write_text("{}", encoding="utf-8")
    assert main(["view", "bad.json"]) == 1
    assert "bad.json" in capsys.readouterr().err
    assert main(["view", *LETTER, "--against", "bad.json"]) != 0
    assert [path.name for path in Path().iterdir()] == ["bad.json"]
    assert opened == []


def test_a_viewer_in_a_folder_is_not_taken_for_an_answer(opened):
    Path("answers").mkdir()
    Path("answers/letter.json").write_bytes((ANSWERS / "letter.json").read_bytes())
    assert main(["view", "answers", "-o", "answers/book.view.html", "--no-open"]) == 0
    assert main(["convert", "answers", "-o", "all.txt"]) == 0
    assert "Riverside" in Path("all.txt").read_text(encoding="utf-8")

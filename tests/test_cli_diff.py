"""``ocrlayout diff`` and the lists of ``ocrlayout show``, as people type them."""

import csv
import io
import json

import doubtful_pages
import numpy as np
import pytest
from PIL import Image

import ocrlayout as ol
from ocrlayout.cli import main


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two readings of a page, one of them with three words misread; and the true text."""
    monkeypatch.chdir(tmp_path)
    misread, _ = doubtful_pages.document()
    right, _ = doubtful_pages.document(misread=())
    ol.save(misread, "misread.json")
    ol.save(right, "right.json")
    (tmp_path / "truth.txt").write_text(right.text, encoding="utf-8")
    return tmp_path


def told(capsys, *words):
    code = main(list(words))
    return code, capsys.readouterr().out


def test_differences_are_listed(folder, capsys):
    code, out = told(capsys, "diff", "misread.json", "right.json")
    assert code == 1
    first, *rest = out.splitlines()
    assert first.startswith("page 1: ")
    assert "3 different, 0 only in misread.json, 0 only in right.json" in first
    assert rest[0] == 'page 1, line 2: - "harb0ur"  + "harbour"'
    assert len(rest) == 3


def test_the_same_is_exit_code_0(folder, capsys):
    code, out = told(capsys, "diff", "right.json", "right.json")
    assert code == 0
    assert out.splitlines()[1:] == []


def test_differences_for_programs(folder, capsys):
    code, out = told(capsys, "diff", "misread.json", "right.json", "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [row["own"] for row in rows] == ["harb0ur", "moming", "faithhully"]
    assert len(rows[0]["corners"]) == 8
    _, out = told(capsys, "diff", "misread.json", "right.json", "--csv")
    assert [row["other"] for row in csv.DictReader(io.StringIO(out))] == [
        "harbour",
        "morning",
        "faithfully",
    ]
    _, out = told(capsys, "diff", "right.json", "right.json", "--csv")
    assert out == "page,line,kind,own,other\n"


def test_error_rates_against_the_truth(folder, capsys):
    code, out = told(capsys, "diff", "misread.json", "--truth", "truth.txt")
    assert code == 1
    assert "of characters wrong (CER)" in out
    code, out = told(capsys, "diff", "right.json", "--truth", "truth.txt", "--json")
    assert code == 0
    assert json.loads(out) == {"file": "right.json", "characters": 0, "words": 0}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["right.json"], "two inputs"),
        (["right.json", "misread.json", "--truth", "truth.txt"], "one input with --truth"),
        (["right.json", "none.json"], "no such file"),
        (["right.json", "."], "diff compares one file"),
        (["right.json", "--truth", "none.txt"], "none.txt"),
        (["right.json", "--truth", "empty.txt"], "empty"),
        (["right.json", "broken.json"], "broken.json"),
    ],
)
def test_trouble_is_exit_code_2(words, message, folder, capsys):
    (folder / "broken.json").write_text("{", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    assert main(["diff", *words]) == 2
    assert message in capsys.readouterr().err


def test_the_worst_words_of_all_inputs(folder, capsys):
    code, out = told(capsys, "show", "misread.json", "right.json", "--worst", "3")
    assert code == 0
    texts = [line.partition('"')[2].partition('"')[0] for line in out.splitlines()]
    assert sorted(texts) == ["faithhully", "harb0ur", "moming"]
    assert "misread.json: page 1, line 2" in out


def test_words_below_a_confidence(folder, capsys):
    _, out = told(capsys, "show", "misread.json", "--below", "0.95", "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["text"] for row in rows] == ["harb0ur", "moming", "faithhully"]
    assert [row["confidence"] for row in rows] == ["0.91"] * 3


def test_all_words(folder, capsys):
    count = len(ol.load("right.json")[0].words)
    for words in (["--all"], ["--json"], ["--all", "--json"]):
        _, out = told(capsys, "show", "right.json", *words)
        assert len(out.splitlines()) == count
    assert json.loads(out.splitlines()[0])["doubt"] >= 0


def test_what_the_old_flag_is_called_now(folder, capsys):
    assert main(["show", "right.json", "--min-confidence", "0.8"]) == 2
    assert "--below" in capsys.readouterr().err


def test_differences_are_drawn(folder, capsys):
    told(capsys, "convert", "misread.json", "-o", "plain.png", "-q")
    code, out = told(capsys, "diff", "misread.json", "right.json", "-o", "diff.png")
    assert code == 1
    assert len(out.splitlines()) == 4  # as without a picture
    picture = np.asarray(Image.open("diff.png")).astype(int)
    vermillion = 255 - 0.35 * (255 - np.array([213, 94, 0]))
    assert (np.abs(picture - vermillion).max(axis=2) < 6).sum() > 3000
    told(capsys, "diff", "misread.json", "right.json", "-o", "diff.view.html", "-q")
    assert '"compared": true' in (folder / "diff.view.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["right.json", "-o", "a.pdf"], "a.pdf: the format pdf does not show two readings"),
        (["right.json", "-o", "-", "--to", "picture"], "give -o a file"),
        (["--truth", "truth.txt", "-o", "a.png"], "leave out -o"),
        (["right.json", "-o", "right.json"], "right.json"),
    ],
)
def test_what_cannot_be_drawn_is_refused(folder, capsys, more, said):
    before = sorted(folder.iterdir())
    assert main(["diff", "misread.json", *more]) == 2
    assert said in capsys.readouterr().err
    assert sorted(folder.iterdir()) == before

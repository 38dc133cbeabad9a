"""Reports of runs: every page, the most doubtful first, with or without a journal."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import lxml.html
import pytest
import scanned_pages
from browser import browser
from test_cli import folder  # noqa: F401  # a fixture
from validators import axe

from ocrlayout import journal
from ocrlayout.cli import main
from ocrlayout.cli.reports.rows import NAMES
from ocrlayout.cli.reports.worst import Worst
from ocrlayout.journal import PageFigures, State

CLEAN = "the winter reports of the council were measured and written in the village"
BAD = "the wlnter rep0rts ofthe councll vvere rneasured arid wrltten lnthe vil1age"


def answer(text, sure):
    """A page of the local engine's own JSON: one line, each word of a confidence."""
    words, x = [], 10
    for word in text.split():
        x1 = x + 10 * len(word)
        corners = [x, 10, x1, 10, x1, 30, x, 30]
        words.append({"text": word, "polygon": corners, "score": sure})
        x = x1 + 10
    line = {"text": text, "polygon": [10, 10, x, 10, x, 30, 10, 30], "score": sure, "words": words}
    page = {"page": 1, "width": 1200, "height": 100, "unit": "pixel", "lines": [line]}
    return json.dumps({"engine": "rapidocr", "pages": [page]})


@pytest.fixture
def archive(folder):  # noqa: F811
    """Six answers in two folders: two planted ones, read badly, and one that cannot be read."""
    for name in ("a/one", "a/three", "b/two", "b/four"):
        path = Path("in", f"{name}.json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(answer(CLEAN, 0.99), encoding="utf-8")
    for name in ("a/zebra", "b/planted"):
        Path("in", f"{name}.json").write_text(answer(BAD, 0.8), encoding="utf-8")
    Path("in/broken.json").write_text("[{", encoding="utf-8")
    return folder


def convert(*more):
    return main(["convert", "in", "-r", "-o", "out/", "--to", "text", *more])


def rows(path):
    return list(csv.DictReader(io.StringIO(Path(path).read_text(encoding="utf-8"))))


def files(path):
    return [row["file"] for row in rows(path)]


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_planted_pages_come_before_clean_ones(archive, jobs, capsys):
    assert convert("--report", "pages.csv", "--jobs", jobs) == 1
    assert files("pages.csv")[:2] == ["a/zebra.json", "b/planted.json"]
    assert set(files("pages.csv")[2:6]) == {
        "a/one.json",
        "a/three.json",
        "b/two.json",
        "b/four.json",
    }
    assert files("pages.csv")[6] == "broken.json"
    lines = capsys.readouterr().err.splitlines()
    assert lines[-1] == "6 of 7 done, 1 failed"
    named = next(line for line in lines if line.startswith("most doubtful: "))
    assert "in/a/zebra.json page 1, in/b/planted.json page 1" in named


def test_every_column_is_there(archive):
    convert("--report", "pages.csv")
    first, last = rows("pages.csv")[0], rows("pages.csv")[-1]
    assert tuple(first) == NAMES
    assert (first["state"], first["page"], first["words"], first["empty"]) == (
        "done",
        "1",
        str(len(BAD.split())),
        "False",
    )
    assert float(first["confidence"]) == 0.8
    assert 0 < float(first["doubt"]) < 1
    assert float(first["angle"]) == 0
    assert float(first["file_seconds"]) >= 0  # rounded: a fast machine takes none
    assert Path(first["outputs"]).read_text(encoding="utf-8").strip() == BAD
    assert (last["state"], last["page"], last["doubt"]) == ("refused", "", "")
    assert "in/broken.json" in last["error"]


def test_json_says_the_same_as_csv(archive):
    convert("--report", "pages.csv")
    main(["status", "out", "--report", "pages.json"])
    told = json.loads(Path("pages.json").read_text(encoding="ascii"))
    assert [row["file"] for row in told] == files("pages.csv")
    assert [str(row["doubt"] if row["doubt"] is not None else "") for row in told] == [
        row["doubt"] for row in rows("pages.csv")
    ]


def test_the_report_of_a_resumed_run_is_whole(archive):
    convert("--report", "pages.csv")
    before = rows("pages.csv")
    Path("in/broken.json").write_text(answer(CLEAN, 0.9), encoding="utf-8")
    assert convert("--report", "pages.csv") == 0
    after = rows("pages.csv")
    assert [row for row in after if row["file"] != "broken.json"] == before[:-1]
    assert {row["state"] for row in after} == {"done"}


def test_an_input_that_changes_has_its_new_figures(archive):
    convert("--report", "pages.csv")
    Path("in/a/zebra.json").write_text(answer(CLEAN, 0.99), encoding="utf-8")
    convert("--report", "pages.csv")
    assert files("pages.csv")[0] == "b/planted.json"
    assert files("pages.csv").count("a/zebra.json") == 1


def test_a_run_into_one_file_has_a_report_too(archive):
    assert main(["convert", "in", "-r", "-o", "all.txt", "--report", "pages.csv"]) == 1
    assert files("pages.csv")[:2] == ["a/zebra.json", "b/planted.json"]
    assert rows("pages.csv")[-1]["state"] == "failed"


def test_names_are_shown_and_not_obeyed(archive):
    name = '=1+1 <b onclick="x">& \u202egnp'
    Path("in", f"{name}.json").write_text(answer(CLEAN, 0.99), encoding="utf-8")
    convert("--report", "out/pages.html")
    page = lxml.html.parse("out/pages.html").getroot()
    heads = [head.text for head in page.findall(".//tbody//th")]
    assert '=1+1 <b onclick="x">& \\u202egnp.json' in heads
    assert not page.findall(".//script")
    assert not page.xpath("//b | //*[@onclick]")
    links = [link.get("href") for link in page.findall(".//a")]
    assert len(links) == 7
    assert not [link for link in links if ":" in link.partition("/")[0]]


def test_text_is_not_a_formula_in_a_spreadsheet(archive):
    names = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "＝1"]
    for name in names:
        Path("in", f"{name}.json").write_text(answer(CLEAN, 0.99), encoding="utf-8")
    convert("--report", "pages.csv")
    found = rows("pages.csv")
    assert {f"'{name}.json" for name in names} <= {row["file"] for row in found}
    begun = tuple("=+-@\t\r\n＝＋－＠")
    texts = [row[name] for row in found for name in ("file", "outputs", "error", "language")]
    assert not [text for text in texts if text.startswith(begun)]
    convert("--report", "pages.json")
    told = {row["file"] for row in json.loads(Path("pages.json").read_text("utf-8"))}
    assert {f"{name}.json" for name in names} <= told


def test_a_report_among_the_inputs_is_not_an_input(archive, capsys):
    assert convert("--report", "in/pages.json") == 1
    assert convert("--report", "in/pages.json") == 1
    assert "6 of 7 were done before" in capsys.readouterr().err
    told = {row["file"] for row in json.loads(Path("in/pages.json").read_text("utf-8"))}
    assert len(told) == 7
    assert convert("--report", "in/a/one.json", "--overwrite") == 2  # this is one


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_is_accessible_and_fetches_nothing(archive, theme):
    convert("--report", "out/pages.html")
    with browser(archive) as page:
        media = [{"name": "prefers-color-scheme", "value": theme}]
        page.call("Emulation.setEmulatedMedia", features=media)
        page.call("Page.enable")
        page.call("Page.navigate", url=Path("out/pages.html").absolute().as_uri())
        loaded = "document.readyState === 'complete' && document.querySelectorAll('td a').length"
        while page.value(loaded) != 6:
            pass
        page.value(f"{axe()}; 0")
        found = page.value("axe.run(document).then(found => found.violations)")
        asked = page.value("performance.getEntriesByType('resource').length")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert asked == 0


@pytest.mark.parametrize("name", ["pages", "pages.txt", "pages.pdf"])
def test_another_suffix_is_refused_before_any_work(archive, name, capsys):
    assert convert("--report", name) == 2
    assert "--report takes a name that ends with .html, .csv or .json" in capsys.readouterr().err
    assert not Path("out").exists()


def test_a_file_that_is_no_report_is_not_replaced(archive, capsys):
    Path("mine.csv").write_text("mine", encoding="utf-8")
    assert convert("--report", "mine.csv") == 2
    assert "mine.csv exists; --overwrite replaces it" in capsys.readouterr().err
    assert Path("mine.csv").read_text(encoding="utf-8") == "mine"
    assert convert("--report", "in/a/one.json") == 2
    assert "an input is never overwritten" in capsys.readouterr().err
    convert()
    assert main(["status", "out", "--report", "mine.csv"]) == 2
    assert main(["status", "out", "--report", "mine.csv", "--overwrite"]) == 1
    assert files("mine.csv")[0] == "a/zebra.json"


def test_the_option_does_not_have_everything_done_anew(archive, capsys):
    convert()
    capsys.readouterr()
    convert("--report", "pages.csv")
    assert "6 of 7 were done before" in capsys.readouterr().err


def older(path):
    """Make a journal what it was before pages were kept."""
    with sqlite3.connect(path) as connection:
        connection.executescript("DROP TABLE pages; PRAGMA user_version = 1;")
    connection.close()


def test_a_journal_of_the_first_version_is_read_and_gone_on_with(archive, capsys):
    convert()
    older("out/.ocrlayout/journal.sqlite3")
    main(["status", "out", "--report", "before.csv"])
    assert {row["doubt"] for row in rows("before.csv")} == {""}
    assert len(rows("before.csv")) == 7
    Path("in/a/zebra.json").write_text(answer(BAD, 0.9), encoding="utf-8")
    convert("--report", "after.csv")
    assert files("after.csv")[0] == "a/zebra.json"
    assert [row["doubt"] for row in rows("after.csv")].count("") == 6


def test_pages_come_out_of_the_journal_as_they_went_in(tmp_path):
    pages = [PageFigures(1, 5, 0.9, 0.1, 2.5, "en"), PageFigures(2, 9, 0.5, 0.7, had_text=True)]
    with journal.locked(tmp_path) as known:
        known.expect({"a": [], "b": []})
        known.finish("a", [], 2, 0.1, pages)
        found = list(known.pages())
    assert found[0][1]._replace(angle=0) == pages[1]._replace(angle=0)
    assert found[1][1] == pages[0]
    assert (found[2][0].key, found[2][0].state, found[2][1]) == ("b", State.WAITING, None)


def test_what_a_killed_run_left_of_a_report_is_taken_away(archive):
    convert("--report", "pages.csv")
    left = Path(".pages.csv.0123abcd.part.csv")
    left.write_text("file", encoding="utf-8")
    convert()
    assert not left.exists()
    assert files("pages.csv")


def test_no_page_is_named_where_all_are_alike():
    worst = Worst()
    worst.add("a.pdf", [PageFigures(number, doubt=0.2) for number in range(1, 9)])
    worst.add("b.pdf", [PageFigures(1, words=3)])
    assert not str(worst)


def test_pages_that_had_text_are_known_as_such(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("typed.pdf").write_bytes(scanned_pages.pdf(scanned_pages.typed(CLEAN)))
    assert main(["convert", "typed.pdf", "-o", "typed.txt", "--report", "pages.csv"]) == 0
    assert [(row["had_text"], row["doubt"]) for row in rows("pages.csv")] == [("True", "")]

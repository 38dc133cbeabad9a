"""Runs into folders: what is done is not done again, and what was paid for is not paid for again."""

import contextlib
import io
import json
import os
import random
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from hashlib import blake2b
from pathlib import Path

import counting_service
import numpy as np
import pikepdf
import pytest
import scanned_pages
from counting_service import recognized
from PIL import Image
from test_cli import folder, heeds_interrupts, payload, said  # noqa: F401  # two are fixtures

from ocrlayout import formats, journal
from ocrlayout.cli import main
from ocrlayout.journal import State

COMMAND = [sys.executable, "-m", "ocrlayout"]
MANY = 30  # files: some are on their way before the first of them fails
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")


class Service(counting_service.Service):
    """Read 3.2, which counts how often a file is submitted."""

    def handle_error(self, request, client_address):
        """Clients that are killed hang up."""

    @property
    def submissions(self):
        return Counter(blake2b(body).hexdigest() for body in self.bodies)


@pytest.fixture
def service(folder, monkeypatch):  # noqa: F811
    with Service() as running:
        monkeypatch.setenv("COMPUTER_VISION_ENDPOINT", running.origin)
        monkeypatch.setenv("COMPUTER_VISION_SUBSCRIPTION_KEY", counting_service.KEY)
        yield running


def scan(number, pages=1):
    """A scanned PDF that the service knows by the width of its pages."""
    whole = scanned_pages.pdf(
        *[lambda canvas: scanned_pages.place(canvas, scanned_pages.scan())] * (number + pages - 1)
    )
    part = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole)) as file:
        del file.pages[: number - 1]
        file.save(part, static_id=True)
    return part.getvalue()


def archive(root, *names):
    """Make scans that differ, in folders."""
    for number, name in enumerate(names, 1):
        path = Path(root) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(scan(number))


def convert(*arguments, formats="text"):
    line = ["convert", "in", "-r", "-o", "out/", "--to", formats, "--option", "interval=0.01"]
    return [*line, *map(str, arguments)]


def entry(key, where="out"):
    with journal.reading(Path(where)) as known:
        return known.entry(key)


def hidden(root):
    """Files that nobody should find: temporary ones, and SQLite's own."""
    names = (path for path in Path(root).rglob("*") if path.is_file())
    kept = ("journal.sqlite3", "lock.sqlite3")
    return [
        path
        for path in names
        if ".part" in path.name or ("sqlite3" in path.name and path.name not in kept)
    ]


# The same command again


def test_again_is_nothing_to_do(folder, capsys):  # noqa: F811
    line = ["convert", ".", "--include", "*.json", "-o", "out/", "--to", "text"]
    assert said(capsys, *line)[0] == 0
    before = {path: path.stat().st_mtime_ns for path in Path("out").glob("*.txt")}
    code, words = said(capsys, *line)
    assert code == 0
    assert "3 of 3 were done before" in words
    assert before == {path: path.stat().st_mtime_ns for path in Path("out").glob("*.txt")}


def test_what_is_missing_new_or_changed_is_done(folder, capsys):  # noqa: F811
    line = ["convert", ".", "--include", "*.json", "-o", "out/", "--to", "text"]
    assert main(line) == 0
    (folder / "out" / "scan1.txt").unlink()
    (folder / "scan2.json").write_text(json.dumps(payload("new words")))
    (folder / "scan11.json").write_text(json.dumps(payload("new page")))
    code, words = said(capsys, *line)
    assert code == 0
    assert "1 of 4 were done before" in words
    texts = {path.stem: path.read_text() for path in (folder / "out").glob("*.txt")}
    assert texts["scan1"] == "page 1\n"
    assert texts["scan2"] == "new words\n"
    assert texts["scan11"] == "new page\n"


def test_a_new_time_alone_is_no_change(folder, capsys):  # noqa: F811
    line = ["convert", "scan1.json", "-o", "out/", "--to", "text"]
    assert main(line) == 0
    os.utime("scan1.json", (1, 1))
    assert "1 of 1 were done before" in said(capsys, *line)[1]
    assert entry("scan1.json").stamp.endswith(":1000000000")


def test_other_options_do_it_again(folder, capsys):  # noqa: F811
    line = ["convert", "scan1.json", "-o", "out/", "--to"]
    assert main([*line, "text"]) == 0
    assert main([*line, "text,native"]) == 0
    assert (folder / "out" / "scan1.json").exists()
    assert main([*line, "text,native", "--check"]) == 2  # none of them is a PDF
    assert "were done before" in said(capsys, *line, "text,native", "--max-billed", "3")[1]


def test_overwrite_does_everything_again(folder, capsys):  # noqa: F811
    line = ["convert", "scan1.json", "-o", "out/", "--to", "text"]
    assert main(line) == 0
    (folder / "out" / "scan1.txt").write_text("spoilt")
    assert main(line) == 0
    assert (folder / "out" / "scan1.txt").read_text() == "spoilt"
    assert main([*line, "--overwrite"]) == 0
    assert (folder / "out" / "scan1.txt").read_text() == "page 1\n"


def test_files_that_the_journal_does_not_know_are_kept(folder, capsys):  # noqa: F811
    (folder / "out").mkdir()
    (folder / "out" / "scan1.txt").write_text("mine")
    line = ["convert", "scan1.json", "-o", "out/", "--to", "text"]
    assert said(capsys, *line)[0] == 2
    assert not (folder / "out" / ".ocrlayout").exists()
    assert main(["convert", "scan2.json", "-o", "out/", "--to", "text"]) == 0
    assert said(capsys, *line)[0] == 2
    assert (folder / "out" / "scan1.txt").read_text() == "mine"


def test_another_file_of_the_same_name_does_not_replace_what_is_there(folder, capsys):  # noqa: F811
    for month in ("january", "february"):
        (folder / month).mkdir()
        (folder / month / "a.json").write_text(json.dumps(payload(month)))
    line = ["-o", "out/", "--to", "text"]
    assert main(["convert", "january/a.json", *line]) == 0
    code, words = said(capsys, "convert", "february/a.json", *line)
    assert code == 2
    assert "january" in words
    assert (folder / "out" / "a.txt").read_text() == "january\n"
    (folder / "january").rename(folder / "moved")
    assert "done before" in said(capsys, "convert", "moved/a.json", *line)[1]


def test_outputs_among_their_inputs_are_no_inputs(folder, capsys):  # noqa: F811
    line = ["convert", ".", "-r", "--to", "native", "-o", "./", "--include", "*.json"]
    (folder / "sub").mkdir()
    for path in folder.glob("*.json"):
        path.rename(folder / "sub" / path.name.replace("json", "hocr"))
    line = ["convert", ".", "-r", "--to", "native", "-o", "./", "--exclude", "*.png"]
    assert said(capsys, *line)[0] == 0
    code, words = said(capsys, *line)
    assert (code, "3 of 3 were done before" in words) == (0, True)
    assert main(["convert", ".", "-r", "--exclude", "*.png", "-o", "other/", "--to", "text"]) == 0
    assert len(list(Path("other").rglob("*.txt"))) == 3


def test_a_folder_of_outputs_is_passed_over(folder):  # noqa: F811
    assert main(["convert", "scan1.json", "-o", "done/", "--to", "native"]) == 0
    for path in folder.glob("*.png"):
        path.unlink()
    assert main(["convert", ".", "-r", "-o", "out/", "--to", "text"]) == 0
    assert len(list(Path("out").rglob("*.txt"))) == 3


def test_pictures_of_pages_are_made_again(folder):  # noqa: F811
    page = payload("one")["analyzeResult"]["readResults"][0]
    two = payload("one")
    two["analyzeResult"]["readResults"] = [page, {**page, "page": 2}]
    (folder / "two.json").write_text(json.dumps(two))
    scans = [Image.open(folder / "scan1.png"), Image.open(folder / "scan2.png")]
    scans[0].save(folder / "two.tif", save_all=True, append_images=scans[1:])
    line = ["convert", "two.json", "--images", "two.tif", "-o", "out/", "--to", "picture"]
    assert main(line) == 0
    (folder / "out" / "two-1.annotated.png").unlink()
    assert main(line) == 0
    assert (folder / "out" / "two-1.annotated.png").exists()


# Failures


def test_what_failed_for_good_is_tried_when_that_is_asked_for_or_the_file_changed(folder, capsys):  # noqa: F811
    Path("empty.json").touch()
    Path("locked.pdf").write_bytes(scanned_pages.locked(scan(1), user="secret"))
    Path("broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    line = ["convert", "empty.json", "locked.pdf", "broken.pdf", "scan1.json", "-o", "out/"]
    line += ["--to", "text", "--engine", "local"]
    assert said(capsys, *line)[0] == 1
    states = {key: entry(key).state for key in ("empty.json", "locked.pdf", "broken.pdf")}
    assert set(states.values()) == {State.REFUSED}, states
    code, words = said(capsys, *line)
    assert code == 1
    assert "3 failed before, and would again" in words
    assert "password" not in words
    assert "password" in said(capsys, *line, "--retry-failed")[1]
    Path("empty.json").write_text(json.dumps(payload("full")))
    assert "1 of 1 done" not in said(capsys, *line)[1]
    assert entry("empty.json").state is State.DONE


@pytest.mark.usefixtures("folder")
def test_a_password_is_not_in_the_journal():
    Path("locked.pdf").write_bytes(scanned_pages.locked(scan(1), user="x7secret7x"))
    line = ["convert", "locked.pdf", "-o", "out/", "--to", "pdf", "--engine", "text"]
    assert main([*line, "--password", "x7secret7x"]) in (0, 1)
    for path in Path("out/.ocrlayout").iterdir():
        assert b"x7secret7x" not in path.read_bytes()


def test_a_service_that_is_away_is_asked_again(service, folder, monkeypatch):  # noqa: F811
    archive("in", "a.pdf")
    monkeypatch.setenv("COMPUTER_VISION_SUBSCRIPTION_KEY", counting_service.KEY)
    monkeypatch.setenv("COMPUTER_VISION_ENDPOINT", "http://127.0.0.1:9")
    assert main(convert("--option", "deadline=2")) == 1
    assert entry("a.pdf").state is State.FAILED
    monkeypatch.setenv("COMPUTER_VISION_ENDPOINT", service.origin)
    assert main(convert("--option", "deadline=2")) == 0
    assert entry("a.pdf").billed == 1


# Answers and operations


def test_answers_are_kept_and_not_paid_for_again(service, capsys):
    archive("in", "a.pdf", "x/a.pdf")
    assert main(convert()) == 0
    kept = sorted(Path("out/.ocrlayout/answers").rglob("*.json"))
    assert [path.relative_to("out/.ocrlayout/answers").as_posix() for path in kept] == [
        "a.json",
        "x/a.json",
    ]
    assert main(convert(formats="text,pdf")) == 0
    assert main(convert("--overwrite")) == 0
    assert len(service.bodies) == 2
    assert Path("out/x/a.txt").read_text() == recognized(2) + "\n"
    assert (
        main(
            [
                "convert",
                "in",
                "-r",
                "--answers",
                "out/.ocrlayout/answers",
                "-o",
                "b/",
                "--to",
                "text",
            ]
        )
        == 0
    )
    assert len(service.bodies) == 2


def test_an_operation_is_gone_on_with(service):
    archive("in", "a.pdf")
    service.trouble = 500
    assert main(convert("--option", "deadline=0.5")) == 1
    assert entry("a.pdf").state is State.FAILED
    service.trouble = None
    assert main(convert("--option", "deadline=0.5")) == 0
    assert len(service.bodies) == 1
    assert entry("a.pdf").billed == 1


def test_an_operation_that_is_lost_is_submitted_again_when_that_is_asked_for(service):
    archive("in", "a.pdf")
    service.trouble = 404
    for _ in range(2):
        assert main(convert()) == 1
        assert entry("a.pdf").state is State.REFUSED
    assert len(service.bodies) == 1
    service.trouble = None
    assert main(convert("--retry-failed")) == 0
    assert len(service.bodies) == 2
    assert entry("a.pdf").billed == 2


def test_pages_of_a_book_are_kept_by_their_numbers(service, capsys):
    Path("in").mkdir()
    Path("in/book.pdf").write_bytes(scan(1, pages=5))
    assert main(convert("--pages", "2,4")) == 0
    assert service.asked == [2, 4]
    assert main(convert("--pages", "2,4", "--overwrite")) == 0
    assert main(convert("--pages", "3")) == 0
    assert service.asked == [2, 4, 3]
    assert Path("out/book.txt").read_text() == recognized(3) + "\n"


def test_an_answer_beside_a_scan_is_used_and_said(service, folder, capsys):  # noqa: F811
    code, words = said(capsys, "convert", "scan1.png", "-o", "a.txt")
    assert (code, "scan1.json is used" in words, service.bodies) == (0, True, [])
    assert Path("a.txt").read_text() == "page 1\n"
    assert main(["convert", "scan1.png", "--answers", "none", "-o", "b.txt"]) == 0
    assert len(service.bodies) == 1


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (payload("x", width=300, height=900), "is not used"),
        ({"status": "running"}, "is not used"),
        ({"title": "A letter"}, "uploading"),
    ],
)
def test_an_answer_that_does_not_fit_its_scan_is_not_used(service, folder, capsys, answer, says):  # noqa: F811
    Path("scan1.json").write_text(json.dumps(answer))
    words = said(capsys, "convert", "scan1.png", "-o", "a.txt")[1]
    assert says in words
    assert len(service.bodies) == 1


def test_answers_are_kept_where_the_line_says_and_nothing_there_is_replaced(service, folder):  # noqa: F811
    archive("in", "a.pdf", "b.pdf")
    Path("kept").mkdir()
    Path("kept/a.json").write_text("{}")
    assert main(convert("--answers", "kept")) == 0
    assert Path("kept/a.json").read_text() == "{}"
    assert len(list(Path("kept").glob("a.*.json"))) == 1
    assert formats.load(Path("kept/b.json"))[0].lines.text == (recognized(2),)
    assert main(convert("--answers", "kept", "--overwrite")) == 0
    assert len(service.bodies) == 2


def test_answers_are_read_into_a_folder_once(service, capsys):
    archive("in", "a.pdf", "x/a.pdf", "x/b.pdf")
    line = ["read", "in", "-r", "-o", "answers/", "--option", "interval=0.01"]
    line += ["--option", "deadline=0.5"]
    assert said(capsys, *line, "--max-billed", "1")[0] == 1
    service.trouble = 500
    assert main(line) == 1
    assert len(service.bodies) == 3
    service.trouble = None
    code, words = said(capsys, *line)
    assert (code, "1 of 3 were done before" in words) == (0, True)
    assert len(service.bodies) == 3
    for number, name in enumerate(("a", "x/a", "x/b"), 1):
        found = formats.load(Path("answers", f"{name}.json"))
        assert found[0].lines.text == (recognized(number),)
    assert entry("x/b.pdf", "answers").billed == 1
    assert main(["status", "answers"]) == 0


# What it may cost


def test_no_more_is_billed_than_may_be(service, capsys):
    archive("in", "a.pdf", "b.pdf", "c.pdf")
    Path("in/b.pdf").write_bytes(scan(2, pages=3))
    code, words = said(capsys, *convert("--max-billed", 3))
    assert code == 1
    assert len(service.asked) == 1
    assert "1 of 3 done, 2 left (--max-billed)" in words
    assert entry("b.pdf").state is State.WAITING
    assert main(convert("--max-billed", 4)) == 0
    assert len(service.asked) == 5


def test_urls_cannot_be_counted(service, capsys):
    code, words = said(
        capsys,
        "convert",
        "https://example.com/a.jpg",
        "-o",
        "out/",
        "--to",
        "text",
        "--max-billed",
        3,
    )
    assert (code, "--max-billed takes files" in words) == (2, True)


def test_a_dry_run_counts_and_changes_nothing(service, capfd):
    archive("in", "a.pdf", "b.pdf")
    Path("in/b.pdf").write_bytes(scan(2, pages=3))
    Path("in/c.png").write_bytes(Path("scan1.png").read_bytes())
    Path("in/c.json").write_bytes(Path("scan1.json").read_bytes())
    assert main(convert("--dry-run")) == 0
    out = capfd.readouterr().out.splitlines()
    assert out[1] == "in/b.pdf: 3 pages, 3 to recognize → out/b.txt"
    assert out[2] == "in/c.png: 1 page → out/c.txt"
    assert (
        f"3 files, 5 pages, 4 to recognize by azure, 4 to be billed at {service.origin}" in out[-1]
    )
    assert (service.bodies, Path("out").exists()) == ([], False)
    assert main(convert("--max-billed", 1)) == 1
    before = Path("out/.ocrlayout/journal.sqlite3").read_bytes()
    capfd.readouterr()
    assert main(convert("--dry-run")) == 0
    assert "2 of 3 were done before\n1 file, 3 pages" in capfd.readouterr().out
    assert main(convert("--dry-run", "--overwrite")) == 0
    assert "4 to recognize by azure, 3 to be billed" in capfd.readouterr().out
    assert Path("out/.ocrlayout/journal.sqlite3").read_bytes() == before


def test_a_dry_run_names_what_would_fail(folder, capsys):  # noqa: F811
    Path("empty.json").touch()
    line = ["convert", "empty.json", "scan1.json", "-o", "out/", "--to", "text", "--dry-run"]
    assert said(capsys, *line)[0] == 1
    Path("out").mkdir()
    Path("out/scan1.txt").touch()
    assert main(line) == 2


def test_status_counts_and_names_what_failed(folder, capsys):  # noqa: F811
    Path("empty.json").touch()
    assert main(["status", "out"]) == 2
    assert main(["convert", "empty.json", "scan1.json", "-o", "out/", "--to", "text"]) == 1
    capsys.readouterr()
    assert main(["status", "out/"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("out: 2 files, 1 page")
    assert lines[1].startswith("  1 file, 1 page, ")
    assert lines[1].endswith(": done")
    assert lines[2] == "  1 file: failed, and would again (--retry-failed tries them)"
    assert lines[3].startswith("empty.json: ")
    with journal.locked(Path("out")) as known:
        known.expect({f"{number}.json": [] for number in range(30)})
        for number in range(30):
            known.fail(f"{number}.json", State.FAILED, "away\x1b[31m")
        assert main(["status", "out"]) == 1
        words = capsys.readouterr().out
    assert "a run is at work" in words
    assert "and 10 more (-v lists all)" in words
    assert "\x1b" not in words
    assert main(["status", "out", "-v"]) == 1
    assert capsys.readouterr().out.count("away") == 30
    assert main(["convert", "empty.json", "-o", "out/", "--to", "text"]) == 1


# Two at once, and the end of a process


def test_two_runs_at_once_are_one(folder, capsys):  # noqa: F811
    line = ["convert", "scan1.json", "-o", "out/", "--to", "text"]
    with journal.locked(Path("out")):
        code, words = said(capsys, *line)
    assert (code, "another run is at work" in words) == (2, True)
    assert not Path("out/scan1.txt").exists()
    assert main(line) == 0


def test_a_lock_that_cannot_be_taken_is_not_another_run(folder, capsys):  # noqa: F811
    home = Path("out", journal.HOME)
    home.mkdir(parents=True)
    (home / "lock.sqlite3").write_bytes(b"neither empty nor a database " * 40)
    code, words = said(capsys, "convert", "scan1.json", "-o", "out/", "--to", "text")
    assert (code, "another run" in words, "lock.sqlite3" in words) == (1, False, True)
    assert "Traceback" not in words


@posix
def test_a_lock_on_a_full_disk_says_so(folder):  # noqa: F811
    resource = pytest.importorskip("resource")  # a limit of 0 bytes a file fails as a full disk

    def no_room():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    line = [*COMMAND, "convert", "scan1.json", "-o", "out/", "--to", "text"]
    run = subprocess.run(line, preexec_fn=no_room, stderr=subprocess.PIPE, text=True, timeout=60)
    assert (run.returncode, "another run" in run.stderr) == (1, False)
    assert "lock.sqlite3" in run.stderr


def test_a_second_run_at_once_is_refused_and_does_not_disturb_the_first(service):
    archive("in", "a.pdf", "b.pdf")
    first = start(*convert("--jobs", 2, "--option", "interval=1"))
    waited = time.monotonic() + 60
    while not operations("out") and time.monotonic() < waited:
        time.sleep(0.01)
    assert main(convert()) == 2
    assert main(convert("--overwrite")) == 2
    assert first.wait(timeout=60) == 0
    assert len(service.bodies) == len(outputs("out")) == 2


def test_a_damaged_journal_is_told(folder, capsys):  # noqa: F811
    line = ["convert", "scan1.json", "-o", "out/", "--to", "text"]
    assert main(line) == 0
    Path("out/.ocrlayout/journal.sqlite3").write_bytes(b"no database" * 1000)
    code, words = said(capsys, *line)
    assert (code, "it is damaged" in words) == (1, True)


def start(*arguments):
    """Start a process whose messages go to the end of a file."""
    with Path("said.txt").open("a") as said:
        return subprocess.Popen([*COMMAND, *map(str, arguments)], stdout=said, stderr=said)


def finish(*arguments):
    """Run a process to its end, which has to be a good one."""
    code = start(*arguments).wait()
    assert code == 0, Path("said.txt").read_text()


def outputs(root):
    found = (path for path in Path(root).rglob("[!.]*") if path.suffix in (".txt", ".pdf"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def operations(root):
    """The files whose operations are in the journal."""
    path = Path(root) / ".ocrlayout" / "journal.sqlite3"
    if not path.exists():
        return set()
    with sqlite3.connect(path) as connection:
        try:
            rows = connection.execute("SELECT key FROM calls WHERE operation != ''").fetchall()
        except sqlite3.OperationalError:  # it was killed before there were tables
            return set()
    return {row[0] for row in rows}


def of_runs(mark):
    """The processes that were started with a mark in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):  # it has ended meanwhile, or is another's
            found += [path] if mark.encode() in path.read_bytes() else []
    return found


def ended(mark):
    """Wait until no process with a mark is left."""
    until = time.monotonic() + 30
    while of_runs(mark) and time.monotonic() < until:
        time.sleep(0.02)
    return not of_runs(mark)


@posix
@pytest.mark.usefixtures("heeds_interrupts")
@pytest.mark.parametrize(
    ("stop", "jobs"),
    [
        (signal.SIGKILL, 1),
        (signal.SIGKILL, 3),
        (signal.SIGTERM, 3),
        (signal.SIGHUP, 3),
        (signal.SIGINT, 1),
        (signal.SIGINT, 3),
    ],
)
def test_a_run_that_is_stopped_at_any_moment_is_gone_on_with(service, monkeypatch, stop, jobs):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    monkeypatch.setenv("OCRLAYOUT_JOBS", f"{jobs}")
    monkeypatch.setenv("OF_THIS_TEST", mark := f"mark-{os.getpid()}-{stop}-{jobs}")
    names = ("a.pdf", "x/a.pdf", "x/b.pdf", "y/c.pdf")
    archive("in", *names)
    began = time.monotonic()
    finish(*convert(formats="text,pdf"))
    whole, took = outputs("out"), time.monotonic() - began
    assert len(whole) == 8
    Path("out").rename("undisturbed")
    service.bodies.clear()
    chance = random.Random(f"{stop}")
    for _ in range(6 if stop is signal.SIGKILL else 2):
        before, known = service.submissions, operations("out")
        process = start(*convert(formats="text,pdf"))
        time.sleep(chance.uniform(0.3, 0.9) * took)
        process.send_signal(stop)
        process.wait(timeout=60)
        assert ended(mark)
        assert outputs("out").items() <= whole.items()
        assert stop is signal.SIGKILL or not hidden("out")
        for name in known:
            body = blake2b(Path("in", name).read_bytes()).hexdigest()
            assert service.submissions[body] == before[body]
    finish(*convert(formats="text,pdf"))
    assert outputs("out") == whole
    assert not hidden("out")


@posix
@pytest.mark.parametrize("limit", [9_000, 70_000])
def test_a_full_disk_leaves_no_half_file(service, monkeypatch, limit):
    """Files may not become longer than `limit` bytes: at the lower one the journal cannot be written."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    archive("in", "a.pdf")
    noise = np.random.default_rng(0).integers(0, 256, (560, 400), np.uint8)
    Image.fromarray(noise).save("in/b.png")
    line = convert("--answers", "none", formats="pdf,text")
    script = f"ulimit -f {limit // 1024}; exec " + shlex.join([*COMMAND, *line])
    found = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert (found.returncode, "Traceback" in found.stderr) == (1, False), found.stderr
    partial = outputs("out")
    finish(*line)
    whole = outputs("out")
    assert len(whole) == 4
    assert partial.items() < whole.items()
    assert not hidden("out")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_is_named_and_ends_the_run(service, capsys, jobs):
    archive("in", *(f"{number}.pdf" for number in range(MANY)))
    Path("out").mkdir()
    Path("out/0.txt").symlink_to("/dev/full")
    code, words = said(capsys, *convert("--jobs", jobs))
    assert code == 1
    assert "out/0.txt: no space left on device; nothing more was begun" in words
    assert len(service.bodies) < MANY  # each is paid for
    Path("out/0.txt").unlink()
    assert main(convert("--jobs", jobs)) == 0
    assert len(outputs("out")) == MANY
    assert len(service.bodies) == MANY


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_named_where_all_become_one_file(folder, capsys):  # noqa: F811
    code, words = said(
        capsys, "convert", "scan1.json", "scan2.json", "-o", "/dev/full", "--to", "text"
    )
    assert (code, "ocrlayout: /dev/full: no space left on device" in words) == (1, True)


@posix
@pytest.mark.usefixtures("heeds_interrupts")
def test_an_interrupt_names_the_file_that_was_not_written(service):
    archive("in", "a.pdf", "b.pdf")
    line = ["convert", "in", "-o", "book.pdf", "--engine", "azure", "--option", "interval=60"]
    process = subprocess.Popen([*COMMAND, *line], stderr=subprocess.PIPE)
    waited = time.monotonic() + 60
    while not service.bodies and time.monotonic() < waited:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    words = process.communicate(timeout=60)[1].decode()
    assert (process.returncode, "interrupted; book.pdf was not written" in words) == (130, True)


def test_a_source_that_is_removed_is_an_error_of_its_own(service, capsys):
    archive("in", "a.pdf", "b.pdf", "c.pdf")

    class Removing(list):
        def append(self, body):
            super().append(body)
            Path("in/b.pdf").unlink(missing_ok=True)

    service.bodies = Removing()
    code, words = said(capsys, *convert())
    assert (code, "b.pdf: no such file" in words) == (1, True)
    assert sorted(outputs("out")) == ["a.txt", "c.txt"]
    assert main(convert()) == 0
    assert not hidden("out")


@posix
@pytest.mark.engine
def test_a_run_of_the_local_engine_that_is_killed_is_gone_on_with(folder, monkeypatch):  # noqa: F811
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    monkeypatch.setenv("OCRLAYOUT_JOBS", "2")
    monkeypatch.setenv("OF_THIS_TEST", mark := f"mark-{os.getpid()}-engine")
    Path("in").mkdir()
    for number in range(3):
        page = scanned_pages.scan([scanned_pages.line(number)])
        page.crop((0, 40, page.width, 140)).save(f"in/{number}.png")
    line = ["convert", "in", "-o", "out/", "--to", "pdf,text", "--engine", "local"]
    began = time.monotonic()
    finish(*line)
    whole, took = outputs("out"), time.monotonic() - began
    shutil.rmtree("out")
    for share in (0.6, 0.8):
        process = start(*line)
        time.sleep(share * took)
        process.kill()
        process.wait()
        assert ended(mark)
        assert outputs("out").items() <= whole.items()
    finish(*line)
    assert outputs("out") == whole
    assert not hidden("out")


@posix
@pytest.mark.usefixtures("heeds_interrupts")
def test_an_interrupt_says_that_the_same_command_goes_on(service):
    archive("in", "a.pdf")
    line = convert("--option", "interval=60")
    process = subprocess.Popen([*COMMAND, *line], stderr=subprocess.PIPE)
    waited = time.monotonic() + 60
    while not operations("out") and time.monotonic() < waited:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    words = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 130
    assert "the same command goes on from here" in words
    assert "--operation" not in words
    finish(*convert())
    assert len(service.bodies) == 1

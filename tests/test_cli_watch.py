"""``convert --watch``, and what Tab completes."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import cookbook_files
import pytest
from conftest import absent

import ocrlayout as ol
from ocrlayout.cli import main

COMMAND = [sys.executable, "-m", "ocrlayout"]
PATIENCE = 60  # seconds until a file that comes has to be converted, on a busy machine


@pytest.fixture
def watched(tmp_path):
    """Watch a folder, until Ctrl-C, and keep a report in it."""
    (tmp_path / "inbox").mkdir()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a child inherits "ignored"
    line = [*COMMAND, "convert", "inbox", "-r", "-o", "out/", "--to", "text", "--jobs", "1"]
    process = subprocess.Popen(
        [*line, "--watch", "--every", "0.2", "--report", "inbox/pages.json"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield tmp_path, process
    signal.signal(signal.SIGINT, before)
    process.kill()


def wait_for(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.1)


def told(folder):
    """The files of the report."""
    return {row["file"] for row in json.loads((folder / "inbox" / "pages.json").read_bytes())}


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_what_comes_into_a_folder_is_converted_when_it_is_complete(watched):
    folder, process = watched
    letter = ol.Document([cookbook_files.letter()])
    ol.save(letter, folder / "whole.json")
    data = (folder / "whole.json").read_bytes()
    slow = folder / "inbox" / "slow.json"
    with slow.open("wb") as file:  # somebody copies it, slowly
        for part in range(4):
            file.write(data[part * len(data) // 4 : (part + 1) * len(data) // 4])
            file.flush()
            time.sleep(0.5)
            assert not (folder / "out" / "slow.txt").exists()
    wait_for((folder / "out" / "slow.txt").exists)
    (folder / "inbox" / "bad.json").write_text("{", encoding="utf-8")
    (folder / "inbox" / "below").mkdir()
    shutil.copy(folder / "whole.json", folder / "inbox" / "below" / "next.json")
    wait_for((folder / "out" / "below" / "next.txt").exists)  # a bad file stops nothing
    first = (folder / "out" / "slow.txt").read_text("utf-8")
    shutil.copy(folder / "whole.json", folder / "inbox" / "slow.xml")  # slow.txt is not its own
    shutil.copy(folder / "whole.json", folder / "inbox" / "last.json")
    wait_for((folder / "out" / "last.txt").exists)
    changed = ol.Document([cookbook_files.page_of(cookbook_files.lines_of(["Changed"]))])
    ol.save(changed, slow)
    wait_for(lambda: (folder / "out" / "slow.txt").read_text("utf-8") != first)
    wait_for(lambda: len(told(folder)) == 4)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert said.count("bad.json") == 1  # it is not tried again until it changes
    assert said.count("slow.txt exists") == 1
    assert "pages.json is an input" not in said
    assert told(folder) == {"slow.json", "bad.json", "below/next.json", "last.json"}
    assert "Traceback" not in said
    assert not list(folder.rglob("*.part"))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["letter.json", "-o", "out/", "--to", "text"], "not a folder"),
        (["inbox", "-o", "book.txt"], "needs a folder"),
        (["inbox", "-o", "out/", "--to", "text", "--report", "a.pdf"], "--report takes a name"),
        (["none", "-o", "out/", "--to", "text"], "not a folder"),
        (["inbox", "-o", "out/", "--to", "text", "--dry-run"], "--dry-run"),
    ],
)
def test_what_cannot_be_watched_is_said(words, message, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "letter.json").write_text("{}", encoding="utf-8")
    assert main(["convert", *words, "--watch"]) == 2
    assert message in capsys.readouterr().err


def completed(line, tmp_path):
    """What is offered after a line, as bash asks for it."""
    out = tmp_path / "offered"
    names = {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_SHELL": "bash",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(out),
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
    }
    subprocess.run(COMMAND, env={**os.environ, **names}, check=False, timeout=60)
    return out.read_text("utf-8").split("\n")


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("ocrlayout con", "convert "),
        ("ocrlayout convert --existing-text ", "redo"),
        ("ocrlayout convert --pd", "--pdfa "),
        ("ocrlayout show --wo", "--worst "),
        ("ocrlayout completion ", "powershell"),
    ],
)
def test_tab_completes(line, offered, tmp_path):
    assert offered in completed(line, tmp_path)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_has_a_script(shell, capsys):
    assert main(["completion", shell]) == 0
    assert "ocrlayout" in capsys.readouterr().out


def test_bash_takes_the_script(tmp_path):
    if not shutil.which("bash"):
        absent("bash", "bash")
    script = subprocess.run(
        [*COMMAND, "completion", "bash"], capture_output=True, text=True, check=True
    ).stdout
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    asked = f"""{script}
COMP_LINE='ocrlayout sta' COMP_POINT=13 COMP_TYPE=9
COMP_WORDS=(ocrlayout sta) COMP_CWORD=1
_python_argcomplete ocrlayout
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    run = subprocess.run(
        ["bash", "-c", asked], capture_output=True, text=True, env={**os.environ, "PATH": path}
    )
    assert "status" in run.stdout, run.stderr

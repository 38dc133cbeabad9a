"""The terminal, run as people run it."""

import contextlib
import importlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from typing import Literal

import azure_server
import numpy as np
import pytest
import samples
from PIL import Image

import ocrlayout as ol
from ocrlayout import page_ranges, registry
from ocrlayout.cli import format_flags, grammar, main, values
from ocrlayout.cli.commands import convert
from ocrlayout.cli.console import Console, worded
from ocrlayout.cli.inputs import natural
from ocrlayout.cli.targets import is_folder
from ocrlayout.cli.usage import Usage

COMMAND = [sys.executable, "-m", "ocrlayout"]
SECRET = "0123456789abcdef0123456789abcdef"


def payload(*texts, width=200, height=100):
    lines = [
        {
            "boundingBox": [10, 20 * row, 90, 20 * row, 90, 20 * row + 15, 10, 20 * row + 15],
            "text": text,
            "words": [
                {
                    "boundingBox": [
                        10,
                        20 * row,
                        90,
                        20 * row,
                        90,
                        20 * row + 15,
                        10,
                        20 * row + 15,
                    ],
                    "text": text,
                    "confidence": 0.5,
                }
            ],
        }
        for row, text in enumerate(texts)
    ]
    page = {
        "page": 1,
        "angle": 0,
        "width": width,
        "height": height,
        "unit": "pixel",
        "lines": lines,
    }
    return {"status": "succeeded", "analyzeResult": {"version": "3.2.0", "readResults": [page]}}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in (
        "COMPUTER_VISION_ENDPOINT",
        "COMPUTER_VISION_SUBSCRIPTION_KEY",
        "VISION_ENDPOINT",
        "VISION_KEY",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    for number in (1, 2, 10):
        (tmp_path / f"scan{number}.json").write_text(
            json.dumps(payload(f"page {number}")), encoding="utf-8"
        )
        Image.fromarray(np.full((100, 200), 255, np.uint8)).save(
            tmp_path / f"scan{number}.png", dpi=(100, 100)
        )
    return tmp_path


def tell(*arguments, **options):
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, timeout=120, **options
    )


def test_no_command_is_wrong_usage():
    result = tell()
    assert result.returncode == 2
    assert b"usage" in result.stderr
    assert b"Traceback" not in result.stderr


def test_version_and_help_with_examples():
    assert tell("--version").stdout.decode().strip() == f"ocrlayout-kit {ol.__version__}"
    for command in ((), ("convert",), ("read",), ("show",), ("find",)):
        shown = tell(*command, "--help")
        assert shown.returncode == 0
        assert b"examples:" in shown.stdout


def test_text_to_standard_output_and_messages_to_standard_error(folder):
    result = tell("convert", "scan1.json")
    assert result.stdout == b"page 1\n"
    assert b"scan1.json: 1 page, 1 word" in result.stderr
    assert tell("convert", "scan1.json", "--quiet").stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="Windows does not have pseudo-terminals")
def test_a_terminal_does_not_get_a_pdf(folder):
    ours, terminal = os.openpty()
    asked = [*COMMAND, "convert", "scan1.json", "--images", "scan1.png", "--to"]
    refused = subprocess.run([*asked, "pdf"], stdout=terminal, stderr=subprocess.PIPE, check=False)
    shown = subprocess.run([*asked, "text"], stdout=terminal, stderr=subprocess.PIPE, check=False)
    os.close(terminal)
    assert (refused.returncode, shown.returncode) == (2, 0)
    assert (
        b"pdf is not text for a terminal: give a file by -o, such as -o out.pdf" in refused.stderr
    )
    assert os.read(ours, 100) == b"page 1\r\n"
    os.close(ours)


def test_standard_input(folder):
    result = tell("convert", "-", input=(folder / "scan1.json").read_bytes())
    assert result.stdout == b"page 1\n"


def test_a_closed_pipe_is_quiet(folder):
    (folder / "long.json").write_text(json.dumps(payload(*["word"] * 5)), encoding="utf-8")
    command = (
        f'"{sys.executable}" -m ocrlayout convert long.json long.json -q --to native | head -c 1'
    )
    result = subprocess.run(command, shell=True, capture_output=True, timeout=60)
    assert result.stdout == b"{"
    assert result.stderr == b""


def test_several_inputs_are_joined_in_natural_order(folder, capsys):
    assert main(["convert", "scan10.json", "scan2.json", "scan1.json", "-o", "book.txt"]) == 0
    assert (folder / "book.txt").read_text(encoding="utf-8") == "page 1\n\fpage 2\n\fpage 10\n"
    assert "3 of 3 done" in capsys.readouterr().err


def test_or_as_given(folder):
    assert main(["convert", "scan10.json", "scan2.json", "--as-given", "-o", "book.txt", "-q"]) == 0
    assert (folder / "book.txt").read_text(encoding="utf-8") == "page 10\n\fpage 2\n"


def test_globs_are_expanded_here_too(folder):
    assert main(["convert", "scan?.json", "-o", "book.txt", "-q"]) == 0
    assert (folder / "book.txt").read_text(encoding="utf-8") == "page 1\n\fpage 2\n"
    assert main(["convert", "nothing*.json"]) == 2


def test_one_each_into_a_folder(folder):
    assert (
        main(["convert", "scan1.json", "scan2.json", "-o", "out/", "--to", "text,native", "-q"])
        == 0
    )
    assert sorted(path.name for path in (folder / "out").glob("[!.]*")) == [
        "scan1.json",
        "scan1.txt",
        "scan2.json",
        "scan2.txt",
    ]


def test_answers_that_a_folder_of_scans_leaves_out_are_named(folder, capsys):
    for name in ("letter.json", "memo.hocr", "scan1.alto.json"):
        (folder / name).write_bytes((folder / "scan2.json").read_bytes())
    assert main(["convert", str(folder), "-o", "out/", "--to", "text"]) == 0
    said = capsys.readouterr().err
    assert "letter.json and 1 more are left out: no scan has the same name" in said
    (folder / "memo.hocr").unlink()
    assert main(["show", str(folder), "--include", "*.json"]) == 0
    assert "left out" not in capsys.readouterr().err


def test_a_folder_needs_a_format(folder, capsys):
    assert main(["convert", "scan1.json", "-o", "out/"]) == 2
    assert "--to" in capsys.readouterr().err


def test_two_inputs_of_one_name_are_told_before_any_work(folder, capsys):
    (folder / "other").mkdir()
    (folder / "other" / "scan1.json").write_bytes((folder / "scan1.json").read_bytes())
    assert main(["convert", "scan1.json", "other/scan1.json", "-o", "out/", "--to", "text"]) == 2
    assert "would both become" in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_several_outputs_of_one_input(folder):
    outputs = ["-o", "a.txt", "-o", "a.pdf", "-o", "a.png"]
    assert main(["convert", "scan1.json", "--images", "scan1.png", *outputs, "-q"]) == 0
    assert (folder / "a.txt").exists()
    assert (folder / "a.pdf").read_bytes().startswith(b"%PDF")
    assert (folder / "a.png").read_bytes().startswith(b"\x89PNG")


def test_a_file_that_exists_is_kept(folder, capsys):
    (folder / "a.txt").write_text("mine", encoding="utf-8")
    assert main(["convert", "scan1.json", "-o", "a.txt"]) == 2
    assert (folder / "a.txt").read_text(encoding="utf-8") == "mine"
    assert "--overwrite" in capsys.readouterr().err
    assert main(["convert", "scan1.json", "-o", "a.txt", "--overwrite", "-q"]) == 0
    assert (folder / "a.txt").read_text(encoding="utf-8") == "page 1\n"


def test_an_input_is_never_overwritten(folder, capsys):
    before = (folder / "scan1.json").read_bytes()
    assert main(["convert", "scan1.json", "-o", "scan1.json", "--overwrite"]) == 2
    assert (
        main(["convert", "scan1.json", "--images", "scan1.png", "-o", "scan1.png", "--overwrite"])
        == 2
    )
    assert (folder / "scan1.json").read_bytes() == before
    assert "is an input" in capsys.readouterr().err


def test_one_broken_input_does_not_stop_the_rest(folder, capsys):
    (folder / "bad.json").write_text("{", encoding="utf-8")
    assert (
        main(
            [
                "convert",
                "bad.json",
                "missing.json",
                "scan1.json",
                "scan2.json",
                "-o",
                "out/",
                "--to",
                "text",
            ]
        )
        == 1
    )
    said = capsys.readouterr().err
    assert sorted(path.name for path in (folder / "out").glob("[!.]*")) == [
        "scan1.txt",
        "scan2.txt",
    ]
    assert "broken JSON" in said
    assert "missing.json" in said
    assert "2 of 4 done, 2 failed" in said
    assert "Traceback" not in said


def test_a_book_that_would_lack_a_page_is_not_written(folder, capsys):
    (folder / "bad.json").write_text("{", encoding="utf-8")
    assert main(["convert", "bad.json", "scan1.json", "-o", "book.txt"]) == 1
    assert not (folder / "book.txt").exists()
    assert "would lack 1 of 2" in capsys.readouterr().err


def test_an_unknown_suffix_and_an_unknown_option(folder, capsys):
    assert main(["convert", "scan1.json", "-o", "a.xyz"]) == 2
    assert ".pdf" in capsys.readouterr().err
    assert main(["convert", "scan1.json", "--set", "colour=red"]) == 2
    assert "page_break" in capsys.readouterr().err
    assert main(["convert", "scan1.json", "--set", "page_break"]) == 2
    assert main(["convert", "scan1.json", "--set", "form=poem"]) == 2
    assert main(["convert", "scan1.json", "-o", "a.pdf", "--set", "highlight=fox"]) == 2
    assert "layout" in capsys.readouterr().err


def test_options_reach_the_writer(folder):
    assert (
        main(
            ["convert", "scan1.json", "scan2.json", "-o", "a.txt", "--set", "page_break=--\n", "-q"]
        )
        == 0
    )
    assert (folder / "a.txt").read_text(encoding="utf-8") == "page 1\n--\npage 2\n"


def test_filter_and_order_are_the_callers(folder):
    upside_down = payload("second", "first")
    lines = upside_down["analyzeResult"]["readResults"][0]["lines"]
    lines[0]["boundingBox"], lines[1]["boundingBox"] = (
        lines[1]["boundingBox"],
        lines[0]["boundingBox"],
    )
    for line in lines:
        line["words"][0]["boundingBox"] = line["boundingBox"]
    (folder / "a.json").write_text(json.dumps(upside_down), encoding="utf-8")
    assert tell("convert", "a.json").stdout == b"first\nsecond\n"
    assert tell("convert", "a.json", "--no-reorder").stdout == b"second\nfirst\n"
    assert tell("convert", "a.json", "--min-confidence", "0.6").stdout == b""
    assert tell("convert", "a.json", "--min-confidence", "7").returncode == 2


def test_words_are_joined_where_that_is_asked_for(folder):
    answer = payload("Pack", "my", "box", "with", "twelve", "lanterns")
    lines = answer["analyzeResult"]["readResults"][0]["lines"]
    for place, line in enumerate(lines):
        x = 10 + 30 * place
        line["boundingBox"] = [x, 20, x + 26, 20, x + 26, 30, x, 30]
        line["words"][0]["boundingBox"] = line["boundingBox"]
    (folder / "a.json").write_text(json.dumps(answer), encoding="utf-8")
    assert tell("convert", "a.json").stdout == b"Pack\nmy\nbox\nwith\ntwelve\nlanterns\n"
    assert tell("convert", "a.json", "--join").stdout == b"Pack my box with twelve lanterns\n"


def test_the_order_is_the_callers_choice(folder, capsys):
    assert main(["convert", "scan1.json", "--order", "footers=sideways"]) == 2
    assert "last" in capsys.readouterr().err
    assert main(["convert", "scan1.json", "--order", "color=red"]) == 2
    assert "tables" in capsys.readouterr().err
    answer = payload(
        "Chapter 1",
        *(f"line {row} of a long running text that fills it" for row in range(12)),
        "17",
        height=900,
    )
    lines = answer["analyzeResult"]["readResults"][0]["lines"]
    for row, line in enumerate(lines):
        y = 20 + 20 * row + 100 * (row > 0) + 300 * (row == 13)
        line["boundingBox"] = (
            [10, y, 190, y, 190, y + 15, 10, y + 15]
            if row not in (0, 13)
            else [90, y, 110, y, 110, y + 15, 90, y + 15]
        )
        line["words"][0]["boundingBox"] = line["boundingBox"]
    (folder / "book.json").write_text(json.dumps(answer), encoding="utf-8")
    kept = tell("convert", "book.json").stdout.decode()
    assert kept.rstrip().endswith("17")
    assert "17" not in tell("convert", "book.json", "--order", "footers=drop").stdout.decode()


def test_pages_of_an_answer(folder):
    three = payload("one")
    pages = three["analyzeResult"]["readResults"]
    pages += [{**pages[0], "page": number, "lines": []} for number in (2, 3)]
    pages[2]["lines"] = pages[0]["lines"]
    (folder / "three.json").write_text(json.dumps(three), encoding="utf-8")
    assert tell("convert", "three.json", "--pages", "2-").stdout == b"\fone\n"
    missing = tell(
        "convert", "three.json", "scan1.json", "--pages", "1,3", "-o", "p/", "--to", "text"
    )
    assert missing.returncode == 1  # one has them, the other has not
    assert b"there is no page 3" in missing.stderr
    assert (folder / "p" / "three.txt").exists()
    assert tell("convert", "three.json", "--pages", "x").returncode == 2


def test_pictures_of_several_pages_are_several_files(folder):
    two = payload("one")
    pages = two["analyzeResult"]["readResults"]
    pages.append({**pages[0], "page": 2})
    (folder / "two.json").write_text(json.dumps(two), encoding="utf-8")
    assert (
        main(
            [
                "convert",
                "two.json",
                "--images",
                "scan1.png",
                "scan2.png",
                "-o",
                "x.annotated.png",
                "-q",
            ]
        )
        == 0
    )
    assert sorted(path.name for path in folder.glob("x*")) == [
        "x-1.annotated.png",
        "x-2.annotated.png",
    ]


def test_scans_of_answers_by_name(folder):
    assert (
        main(
            [
                "convert",
                "scan1.json",
                "scan2.json",
                "--images",
                ".",
                "-o",
                "out/",
                "--to",
                "pdf",
                "-q",
            ]
        )
        == 0
    )
    assert sorted(path.name for path in (folder / "out").glob("[!.]*")) == [
        "scan1.pdf",
        "scan2.pdf",
    ]
    assert (
        main(
            [
                "convert",
                "scan1.json",
                "scan2.json",
                "--images",
                "scan1.png",
                "-o",
                "b/",
                "--to",
                "pdf",
            ]
        )
        == 2
    )


def test_a_book_of_scans(folder):
    assert (
        main(
            [
                "convert",
                "scan1.json",
                "scan2.json",
                "scan10.json",
                "--images",
                ".",
                "-o",
                "book.pdf",
                "-q",
            ]
        )
        == 0
    )
    from pypdfium2 import PdfDocument

    with PdfDocument(folder / "book.pdf") as book:
        assert [page.get_textpage().get_text_range().strip() for page in book] == [
            "page 1",
            "page 2",
            "page 10",
        ]


def test_show(folder):
    shown = tell("show", "scan1.json").stdout.decode()
    assert "200 × 100 pixel" in shown
    assert "1 lines, 1 words" in shown or "1 line" in shown
    assert '"page 1" 0.50' in shown


def test_show_of_a_page_that_only_knows_shares(capsys):
    assert main(["show", str(samples.DATA / "textract" / "detect_in_parts.json")]) == 0
    assert "page 1: 1 × 1, text at 0.0°" in capsys.readouterr().out


def test_show_and_text_of_markup(tmp_path, capsys):
    answer = samples.DATA / "hocr" / "tesseract.hocr"
    assert main(["show", str(answer)]) == 0
    assert "page 1: 400 × 300 pixel" in capsys.readouterr().out
    assert main(["convert", str(answer), "-o", str(tmp_path / "a.txt")]) == 0
    assert "Tide table" in (tmp_path / "a.txt").read_text("utf-8")


def test_a_folder_without_scans_gives_every_kind_of_saved_answer(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    names = ("hocr/tesseract.hocr", "alto/v4_order_tags.xml", "tesseract_tsv/pages.tsv")
    for name in (*names, "textract/analyze.400x300.json", "README.md"):
        source = samples.DATA / name
        (tmp_path / "in" / source.name).write_bytes(source.read_bytes())
    target = tmp_path / "texts"
    assert main(["convert", str(tmp_path / "in"), "-o", f"{target}/", "--to", "text"]) == 0
    made = [path.stem for path in sorted(target.glob("[!.]*"))]
    assert made == ["analyze.400x300", "pages", "tesseract", "v4_order_tags"]
    (tmp_path / "empty").mkdir()
    assert main(["convert", str(tmp_path / "empty"), "-o", str(tmp_path / "a.txt")]) == 2
    assert ".tsv" in capsys.readouterr().err


def test_read_of_an_answer_and_of_nothing(folder, capsys):
    assert main(["read", "scan1.json"]) == 2
    assert "convert" in capsys.readouterr().err
    assert main(["read"]) == 2
    assert main(["read", "scan1.png", "scan2.png", "-o", "a.json"]) == 2
    assert main(["read", "scan1.png", "-o", "a.pdf"]) == 2


@pytest.mark.parametrize("content", [b"not a picture\n", bytes(range(256)) * 9])
def test_what_is_named_as_a_picture_and_is_not_one_is_said(content, folder, capsys):
    (folder / "broken.jpg").write_bytes(content)
    assert main(["convert", "broken.jpg", "-o", "a.txt"]) == 1
    assert "neither an image or PDF, as the name (.jpg) says, nor an OCR" in capsys.readouterr().err
    (folder / "scan1.json").rename("answer.jpg")
    assert main(["convert", "answer.jpg", "-o", "a.txt"]) == 0


@pytest.mark.engine
def test_the_local_engine_says_that_it_uploads_nothing(folder, capsys):
    assert main(["read", "scan1.png", "-o", "answer.json"]) == 0
    said = capsys.readouterr().err
    assert "nothing is uploaded" in said
    assert ol.load(folder / "answer.json")[0].size == (200, 100)
    assert main(["read", "scan1.png", "--engine", "local", "--api", "3.2"]) == 2


def test_names_that_are_hard(folder):
    name = "ein Bücher-Ордер 本 ☃.json"
    (folder / "tief" / "größer").mkdir(parents=True)
    (folder / "tief" / "größer" / name).write_bytes((folder / "scan1.json").read_bytes())
    assert main(["convert", f"tief/größer/{name}", "-o", "tief/größer/", "--to", "text", "-q"]) == 0
    assert (folder / "tief" / "größer" / name.replace(".json", ".txt")).exists()


def test_no_color_without_a_terminal_or_with_no_color(folder):
    result = tell("convert", "missing.json", env={**os.environ, "FORCE_COLOR": "", "NO_COLOR": "1"})
    assert b"\x1b" not in result.stderr
    assert result.returncode == 1


def test_wrong_files_never_give_a_traceback(folder):
    for name, data in {
        "a.json": b"\x89PNG\r\n\x1a\n",
        "b.json": b"[" * 100_000,
        "c.png": b"\x89PNG\r\n\x1a\nrest",
        "d.pdf": b"%PDF-1.4",
    }.items():
        (folder / name).write_bytes(data)
        result = tell("convert", name, "-o", "out.txt")
        assert result.returncode == 1, result
        assert b"Traceback" not in result.stderr
        assert len(result.stderr.splitlines()) <= 3
        assert not (folder / "out.txt").exists()


@pytest.fixture
def heeds_interrupts():
    """Let a child heed Ctrl-C, also where a shell started these tests in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def _writing_end(fifo):
    """Open a pipe that somebody is to read, as soon as they do: before, there is no reader."""
    for _ in range(600):
        with contextlib.suppress(OSError):
            return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        time.sleep(0.1)
    raise AssertionError("nobody reads the pipe")


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.usefixtures("heeds_interrupts")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_nothing_half_written(folder, stop):
    (folder / "pipe").mkdir()
    fifo = folder / "pipe" / "slow.json"
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [*COMMAND, "convert", str(fifo), "-o", "a.txt"],
        stderr=subprocess.PIPE,
    )
    held = _writing_end(fifo)
    time.sleep(0.2)  # it waits for what comes through the pipe
    process.send_signal(stop)
    _, said = process.communicate(timeout=30)
    os.close(held)
    assert process.returncode == 130
    assert b"interrupted" in said
    assert b"Traceback" not in said
    assert not list(folder.glob("*a.txt*"))


def test_natural_order():
    assert sorted(["p10", "p9", "P1", "a2b10", "a2b9"], key=natural) == [
        "a2b9",
        "a2b10",
        "P1",
        "p9",
        "p10",
    ]


@pytest.fixture
def service(folder, monkeypatch):
    """The service, running here, and named by the environment."""
    with azure_server.Service() as running:
        monkeypatch.setenv("COMPUTER_VISION_ENDPOINT", running.origin + "/")
        monkeypatch.setenv("COMPUTER_VISION_SUBSCRIPTION_KEY", azure_server.KEY)
        yield running


def test_before_an_upload_it_says_where_and_how_much(service):
    result = tell("read", "scan1.png", "scan2.png", "-o", "answers/")
    assert result.returncode == 0
    said = result.stderr.decode()
    assert said.startswith(f"uploading 2 files to {service.origin}")
    assert azure_server.KEY not in said + result.stdout.decode()


def test_the_answer_is_kept_byte_for_byte_and_resumed(service, folder):
    first = tell("read", "scan1.png", "--engine", "azure", "--language", "en", "-o", "a.json")
    assert first.returncode == 0, first.stderr
    assert json.loads((folder / "a.json").read_bytes()) == azure_server.READ
    operation = first.stderr.decode().split("--operation ")[1].split()[0]
    assert tell("read", "--operation", operation).stdout == (folder / "a.json").read_bytes()
    assert (
        tell("convert", "scan1.png", "--engine", "azure", "--answers", "none")
        .stdout.decode()
        .splitlines()[0]
        .startswith("The quick brown fox")
    )


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.usefixtures("heeds_interrupts")
def test_ctrl_c_while_the_service_works_says_how_to_resume(service):
    service.running = 10**9
    process = subprocess.Popen([*COMMAND, "-q", "read", "scan1.png"], stderr=subprocess.PIPE)
    waited = time.monotonic() + 30
    while not service.count("GET") and time.monotonic() < waited:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in said
    operation = said.decode().split("--operation ")[1].split()[0]
    service.running = 0
    assert tell("read", "--operation", operation).returncode == 0


def test_an_option_that_the_version_does_not_have_is_wrong_usage(service):
    result = tell("read", "scan1.png", "--api", "3.0", "--option", "mode=Printed")
    assert result.returncode == 2
    assert b"language" in result.stderr
    assert tell("read", "scan1.png", "--api", "9.9").returncode == 2


def test_a_refused_key_is_an_error_of_two_lines_and_not_the_key(service, monkeypatch):
    monkeypatch.setenv("COMPUTER_VISION_SUBSCRIPTION_KEY", SECRET)
    result = tell("read", "scan1.png", "-v")
    assert result.returncode == 1
    assert b"401" in result.stderr
    assert SECRET.encode() not in result.stderr + result.stdout
    assert len(tell("read", "scan1.png").stderr.splitlines()) <= 3


def test_azure_that_is_not_configured(folder):
    result = tell("read", "scan1.png", "--engine", "azure")
    assert result.returncode == 1
    assert b"COMPUTER_VISION_SUBSCRIPTION_KEY" in result.stderr


def test_local_never_uploads_even_where_azure_is_configured(service):
    assert main(["read", "scan1.png", "--engine", "local", "-o", "a.json"]) == 0
    assert not service.calls


def two_pages(folder, name="two.json"):
    answer = payload("one")
    pages = answer["analyzeResult"]["readResults"]
    pages.append({**pages[0], "page": 2})
    (folder / name).write_text(json.dumps(answer), encoding="utf-8")


def test_pictures_of_pages_never_replace_a_scan_or_each_other(folder, capsys):
    two_pages(folder)
    for number in (1, 2):
        (folder / f"scan{number}.png").rename(folder / f"x-{number}.png")
    before = (folder / "x-2.png").read_bytes()
    scans = ["--images", "x-1.png", "x-2.png"]
    assert main(["convert", "two.json", *scans, "-o", "x.png", "--overwrite"]) == 1
    assert "is an input" in capsys.readouterr().err
    assert (folder / "x-2.png").read_bytes() == before
    (folder / "y-2.png").touch()
    assert main(["convert", "two.json", *scans, "-o", "y.png"]) == 1
    assert not (folder / "y-1.png").exists()
    two_pages(folder, "z.json")
    (folder / "z-1.json").write_bytes((folder / "scan1.json").read_bytes())
    assert (
        main(["convert", "z.json", "z-1.json", "-o", "out/", "--to", "picture", "--overwrite"]) == 1
    )
    assert "would both become" in capsys.readouterr().err


def test_an_answer_is_never_lost_after_it_was_paid_for(service, folder):
    (folder / "other").mkdir()
    (folder / "other" / "scan1.png").write_bytes((folder / "scan1.png").read_bytes())
    assert main(["read", "scan1.png", "other/scan1.png", "-o", "answers/"]) == 2
    (folder / "a.json").touch()
    assert main(["read", "scan1.png", "-o", "a.json"]) == 2
    assert main(["read", "--operation", f"{service.origin}/x", "-o", "a.json"]) == 2
    (folder / "file").touch()
    assert main(["read", "scan1.png", "-o", "file/a.json"]) == 2
    assert not service.calls


def test_no_scan_is_guessed(folder, capsys):
    assert main(["convert", "scan1.json", "-o", "a.pdf"]) == 1
    assert "--images" in capsys.readouterr().err
    (folder / "scan1.jpg").write_bytes(b"")
    assert (
        main(["convert", "scan1.json", "scan2.json", "--images", ".", "-o", "out/", "--to", "pdf"])
        == 2
    )
    assert "which is the scan?" in capsys.readouterr().err


@pytest.mark.engine
def test_a_book_names_the_answer_that_has_no_scan(folder, capsys):
    assert main(["convert", "scan1.png", "scan2.json", "-o", "book.pdf", "--engine", "local"]) == 1
    assert "scan2.json does not have a scan" in capsys.readouterr().err


def test_read_of_a_file_that_is_not_there(folder, capsys):
    assert main(["read", "missing.json"]) == 1
    assert "missing.json: no such file" in capsys.readouterr().err
    assert main(["read", "gone.png", "missing.json", "--engine", "local", "-o", "answers/"]) == 1
    said = capsys.readouterr().err
    assert "gone.png" in said
    assert "missing.json" in said
    assert "fault" not in said


def test_a_file_that_cannot_be_read_does_not_stop_the_rest(folder, capsys):
    (folder / "self.json").symlink_to("/proc/self/mem")
    assert main(["convert", "self.json", "scan1.json", "-o", "out/", "--to", "text"]) == 1
    assert (folder / "out" / "scan1.txt").exists()
    assert "self.json" in capsys.readouterr().err


def test_usage_that_is_wrong_is_told_before_any_work(folder, capsys):
    wrong = [
        ["convert", "scan1.json", "-o", "a.txt", "--to", "text,pdf"],
        ["convert", "scan1.json", "-o", ""],
        ["convert", ""],
        ["convert", "-", "-"],
        ["convert", "scan1.json", "--engine", "foo"],
        ["convert", "scan1.json", "--set", "page_break=\udcff"],
        ["read", "scan1.png", "--engine", "local", "--option", "bogus=1"],
        ["read", "scan1.png", "--engine", "local", "--option", "raw="],
        ["read", "scan1.png", "--engine", "local", "--option", "novalue"],
    ]
    for arguments in wrong:
        assert main(arguments) == 2, arguments
        assert "fault of ocrlayout" not in capsys.readouterr().err


def test_large_images_by_option(folder):
    Image.new("1", (16_000, 16_000), 1).save(folder / "huge.png", dpi=(600, 600))
    (folder / "huge.json").write_text(
        json.dumps(payload("x", width=16_000, height=16_000)), encoding="utf-8"
    )
    command = ["convert", "huge.json", "--images", "huge.png", "-o", "huge.pdf"]
    refused = tell(*command)
    assert refused.returncode == 1
    assert b"--max-megapixels" in refused.stderr
    assert tell(*command, "--max-megapixels", "300").returncode == 0


def test_a_payload_gives_the_terminal_no_orders(folder):
    answer = payload("x")
    answer["analyzeResult"]["version"] = "3.2\x1b[31m\x07"
    (folder / "a.json").write_text(json.dumps(answer), encoding="utf-8")
    shown = tell("show", "a.json", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert shown.returncode == 0
    assert b"\x1b" not in shown.stdout
    assert b"\\x1b" in shown.stdout


def test_standard_input_of_any_length_and_kind(folder):
    junk = b"\x89PNG\r\n\x1a\n" + b"7" * 5000 + np.random.default_rng(1).bytes(100_000)
    result = tell("convert", "-", "--engine", "local", input=junk)
    assert result.returncode == 1
    assert b"fault of ocrlayout" not in result.stderr


def said(capsys, *arguments):
    """Exit code and messages of a run here."""
    code = main([*map(str, arguments)])
    return code, capsys.readouterr().err


def test_options_stand_before_or_after_the_command(folder, capsys):
    assert main(["-q", "--form", "paragraphs", "convert", "scan1.json"]) == 0
    assert capsys.readouterr() == ("page 1\n", "")
    assert main(["convert", "scan1.json", "--form", "paragraphs", "-q"]) == 0
    assert capsys.readouterr() == ("page 1\n", "")
    assert main(["-o", "a.txt", "convert", "scan1.json", "scan2.json", "-q"]) == 0
    assert (folder / "a.txt").read_text(encoding="utf-8") == "page 1\n\fpage 2\n"


def test_inputs_stand_among_options(folder):
    assert main(["convert", "scan1.json", "-o", "a.txt", "scan2.json", "-q"]) == 0
    assert (folder / "a.txt").read_text(encoding="utf-8") == "page 1\n\fpage 2\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["convrt", "scan1.json"], "did you mean convert?"),
        (["help", "raed"], "did you mean read?"),
        (["convert", "scan1.json", "--imges", "x"], "no option --imges; did you mean --images?"),
        (["convert", "scan1.json", "--uprigth"], "did you mean --upright?"),
        (["convert", "scan1.json", "--min-conf", "0.5"], "did you mean --min-confidence?"),
        (["convert", "scan1.json", "--to", "txet"], "did you mean text?"),
        (["convert", "scan1.json", "--engine", "azrue"], "did you mean azure?"),
        (["convert", "scan1.json", "--set", "frm=plain"], "did you mean form?"),
        (["convert", "scan1.json", "--form", "plian"], "did you mean plain?"),
        (["convert", "scan1.json", "--order", "tabels=row"], "did you mean tables?"),
        (["read", "scan1.png", "--engine", "local", "--option", "page=1"], "did you mean pages?"),
        (["convert", "scan1.json", "--xyzzy"], "no option --xyzzy ("),
        (["convert"], "required: INPUT"),
        (["--engine", "local"], "no command is named 'local'"),
        (["-q"], "`ocrlayout help` lists"),
    ],
)
def test_what_is_meant_is_said(folder, capsys, arguments, says):
    code, words = said(capsys, *arguments)
    assert code == 2
    assert says in words
    assert "fault" not in words


def test_help_of_every_command_and_the_version(capsys):
    assert main(["help"]) == 0
    overview = capsys.readouterr().out
    for command in grammar.COMMANDS:
        assert f"  {command} " in overview
        assert main(["help", command]) == 0
        assert f"usage: ocrlayout {command}" in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"ocrlayout-kit {ol.__version__}\n"


def test_help_loads_neither_formats_nor_pixels_nor_rich():
    code = (
        "import sys; from ocrlayout.cli import main; main(['--help']);"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    heavy = {"cv2", "PIL", "pypdfium2", "reportlab", "pikepdf", "requests", "rich", "rapidocr"}
    assert not heavy & set(loaded.stderr.split())


def test_text_loads_no_other_format(folder):
    code = (
        "import sys; from ocrlayout.cli import main; main(['convert', 'scan1.json', '-q']);"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert loaded.stdout == "page 1\n"
    assert not {"cv2", "reportlab", "pikepdf", "rich"} & set(loaded.stderr.split())


def test_every_flag_of_a_format_is_a_field_of_its_own(folder):
    flags = format_flags.flags()
    parser = grammar.Parser("convert", "", with_help=True)
    convert.add_options(parser)
    own = set(parser.options())
    assert flags
    for flag in flags:
        assert flag.typed_as not in own
        assert flag.help
        assert len(flag.help) < 80
    shown = grammar.parser("convert", whole=True).format_help()
    assert all(flag.typed_as in shown for flag in flags)
    also = re.findall(r"\(also ([^)]*)\)", " ".join(shown.split()))  # flags of several formats
    named = {name for names in also for name in names.split(", ")}
    assert all(f"format {flag.format}:" in shown or flag.format in named for flag in flags)


def test_flags_of_formats(folder, capsys):
    scan = ["scan1.json", "--images", "scan1.png", "-q"]
    assert main(["convert", *scan, "--title", "Ein Titel", "-o", "a.pdf"]) == 0
    from pypdfium2 import PdfDocument

    with PdfDocument(folder / "a.pdf") as book:
        assert book.get_metadata_value("Title") == "Ein Titel"
    assert main(["convert", *scan, "-o", "a.png"]) == 0
    assert main(["convert", *scan, "-o", "b.png", "--labels", "all", "--set", "words=no"]) == 0
    assert main(["convert", *scan, "-o", "c.png", "--set", "labels=all", "--set", "words=no"]) == 0
    assert (folder / "b.png").read_bytes() == (folder / "c.png").read_bytes()
    assert (folder / "b.png").read_bytes() != (folder / "a.png").read_bytes()


def test_a_flag_goes_to_the_targets_that_know_it(folder, capsys):
    scan = ["scan1.json", "--images", "scan1.png", "-q"]
    assert main(["convert", *scan, "-o", "a.pdf", "-o", "a.txt", "--form", "layout"]) == 0
    assert "page 1" in (folder / "a.txt").read_text(encoding="utf-8")
    code, words = said(capsys, "convert", "scan1.json", "--upright")
    assert code == 2
    assert "--upright is an option of pdf and picture" in words
    assert main(["convert", *scan, "--upright", "-o", "b.pdf", "-o", "b.png"]) == 0
    code, words = said(capsys, "convert", "scan1.json", "--set", "upright=yes")
    assert code == 2
    assert "dehyphenate, form, page_break" in words


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("yes", bool, True),
        ("OFF", bool, False),
        ("3", int, 3),
        ("0.5", float | None, 0.5),
        ("none", float | None, None),
        ("none", str, "none"),
        ("row", Literal["row", "column"], "row"),
        ("7", Literal["x"] | int, 7),
    ],
)
def test_values_have_the_type_of_their_field(text, kind, value):
    found = values.typed("--x", text, kind)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("maybe", bool, "--x=maybe: expected bool"),
        ("3.5", int, "expected int"),
        ("rows", Literal["row", "column"], r"expected row, column; did you mean row\?"),
        ("none", float, "expected float"),
    ],
)
def test_values_of_another_type_are_refused(text, kind, says):
    with pytest.raises(Usage, match=says):
        values.typed("--x", text, kind)


LEGACY = {
    "language": "en",
    "textAngle": 0.1,
    "orientation": "Up",
    "regions": [
        {
            "boundingBox": "100,100,90,20",
            "lines": [
                {
                    "boundingBox": "100,100,90,20",
                    "words": [{"boundingBox": "100,100,40,20", "text": "fox"}],
                }
            ],
        }
    ],
}


def test_page_sizes_for_answers_that_do_not_say_theirs(folder, capsys):
    (folder / "old.json").write_text(json.dumps(LEGACY), encoding="utf-8")
    code, words = said(capsys, "convert", "old.json")
    assert code == 1
    assert "pass --images or --page-size" in words
    for size in (
        ["300x400"],
        ["300 × 400 px"],
        ["3x4in", "--dpi", "100"],
        ["3 X 4 IN", "--dpi", "100"],
    ):
        assert main(["convert", "old.json", "--page-size", *size, "-q", "--to", "native"]) == 0
        page = json.loads(capsys.readouterr().out)["pages"][0]
        turned = sorted(round(side) for side in page["source"])
        assert turned == [300, 400]
    code, words = said(capsys, "convert", "old.json", "--page-size", "3x4in")
    assert code == 2
    assert "--dpi" in words
    for wrong in ("3by4", "0x4", "3x", "1e9x2"):
        assert main(["convert", "old.json", "--page-size", wrong]) == 2


def test_a_page_size_for_each_page(folder, capsys):
    bare = payload("one")
    pages = bare["analyzeResult"]["readResults"]
    for page in pages:
        del page["width"], page["height"]
    pages.append({**pages[0], "page": 2})
    (folder / "bare.json").write_text(json.dumps(bare), encoding="utf-8")
    sizes = ["--page-size", "200x100", "--page-size", "200x300"]
    assert main(["show", "bare.json", *sizes]) == 0
    shown = capsys.readouterr().out
    assert "200 × 100 pixel" in shown
    assert "200 × 300 pixel" in shown


@pytest.mark.parametrize("pages", ["1-", "-2", "1 - 2", "-1,1", " 1 "])
def test_lists_of_pages_mean_the_same_for_answers_and_scans(folder, capsys, pages, monkeypatch):
    assert main(["convert", "scan1.json", "--pages", pages, "-q"]) == 0
    assert capsys.readouterr().out == "page 1\n"
    seen = []

    def read(source, *, pages=None, progress=None):
        seen.append(pages)
        return payload("page 1")

    monkeypatch.setattr(registry.engine_for("rapidocr"), "read", read)
    line = ["convert", "scan1.png", "--engine", "local", "--answers", "none"]
    assert main([*line, "--pages", pages, "-q"]) == 0
    assert page_ranges.parse(seen[0]).among([1]) == [1]


@pytest.mark.parametrize("pages", ["3", "0", "2-1", "x", "1--2", ""])
def test_lists_of_pages_that_are_none(folder, pages):
    assert main(["convert", "scan1.json", f"--pages={pages}"]) in (1, 2)


def receipt(folder):
    """An answer that has a field, and no text."""
    fields = ol.Fields(["field"], ["Total"], ["12.50"])
    ol.save(ol.Document([ol.Page(1, 200, 100, "pixel", fields=fields)]), folder / "receipt.json")


def test_fields_without_text_are_told_and_not_an_empty_file(folder, capsys):
    receipt(folder)
    scan = ["--images", "scan1.png"]
    for output in ("a.txt", "a.pdf"):
        code, words = said(capsys, "convert", "receipt.json", *scan, "-o", output)
        assert code == 1
        assert "1 field but no text" in words
        assert "includeTextDetails=true" in words
        assert not (folder / output).exists()
    assert main(["convert", "receipt.json", "-o", "b.json", "-q"]) == 0
    code, words = said(capsys, "convert", "receipt.json", "-o", "c.txt", "-o", "c.json")
    assert code == 1
    assert (folder / "c.json").exists()
    assert not (folder / "c.txt").exists()
    code, words = said(capsys, "convert", "receipt.json", "scan1.json", "-o", "book.txt")
    assert code == 1
    assert "book.txt not written: receipt.json" in words
    assert main(["show", "receipt.json"]) == 0
    assert "1 field but no text" in capsys.readouterr().out


def test_find_prints_file_page_and_line(folder, capsys):
    (folder / "fox.json").write_text(
        json.dumps(payload("The quick brown", "fox jumps", "no more")), encoding="utf-8"
    )
    assert main(["find", "BROWN fox", "fox.json", "scan1.json"]) == 0
    out, err = capsys.readouterr()
    assert out == "fox.json: page 1, lines 1-2: The quick brown fox jumps\n"
    assert "fox.json: 1 found" in err
    assert "scan1.json: 0 found" in err
    assert main(["find", "jumps", "fox.json", "-q"]) == 0
    assert capsys.readouterr() == ("fox.json: page 1, line 2: fox jumps\n", "")
    assert main(["find", "Jumps", "fox.json", "--case", "-q"]) == 0
    assert capsys.readouterr() == ("", "")


def test_find_as_json_has_the_corners_of_the_scan(folder, capsys):
    assert main(["find", "PAGE 1", "scan1.json", "--json", "-q"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "file": "scan1.json",
        "page": 1,
        "lines": [1],
        "text": "page 1",
        "words": ["page 1"],
        "polygons": [[10, 0, 90, 0, 90, 15, 10, 15]],
    }


def test_find_highlights(folder, capsys):
    scan = ["--images", "scan1.png", "-q"]
    assert main(["find", "page", "scan1.json", *scan, "-o", "hits.pdf"]) == 0
    import pikepdf

    with pikepdf.open(folder / "hits.pdf") as book:
        assert [str(one.Subtype) for one in book.pages[0].Annots] == ["/Highlight"]
    assert main(["find", "nothing", "scan1.json", *scan, "-o", "none.pdf"]) == 0
    assert not (folder / "none.pdf").exists()
    every = ["scan1.json", "scan2.json", "--images", ".", "-q", "-o", "hits/", "--to", "pdf"]
    assert main(["find", "page", *every]) == 0
    assert sorted(path.name for path in (folder / "hits").iterdir()) == ["scan1.pdf", "scan2.pdf"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([" ", "scan1.json"], "phrase"),
        (["x", "scan1.json", "-o", "a.txt"], "format text does not highlight"),
        (["x", "scan1.json", "-o", "-", "--to", "pdf"], "standard output"),
        (["x", "scan1.json", "scan2.json", "-o", "a.pdf"], "give a folder"),
        (["x", "scan1.json", "-o", "scan1.json"], "does not highlight"),
        (["x"], "required: INPUT"),
    ],
)
def test_find_that_cannot_be(folder, capsys, arguments, says):
    code, words = said(capsys, "find", *arguments)
    assert code == 2
    assert says in words


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("pass images= or sizes=", "pass --images or --page-size"),
        ("encrypted (password=, or --password)", "encrypted (--password)"),
        ("pass images= (a path, an array, an open image, or a list of these)", "pass --images"),
        ("there are a, b, or pass provider=your_function", "there are a, b"),
        (
            "open it with images.expand(…, limit=…) (--max-megapixels)",
            "open it with --max-megapixels",
        ),
        ("font= takes a .ttf", "--set font= takes a .ttf"),
        ("name one with to=", "name one with --to"),
    ],
)
def test_messages_have_the_words_of_the_terminal(message, words):
    assert worded(ValueError(message)) == words


def test_folders_of_windows_end_in_a_backslash():
    assert is_folder("C:\\scans\\out\\")
    assert not is_folder("C:\\scans\\out.pdf")


def test_an_unknown_suffix_is_said_in_the_words_of_the_terminal(folder, capsys):
    code, words = said(capsys, "convert", "scan1.json", "-o", "a.xyz")
    assert code == 2
    assert "name one with --to; a folder ends in /" in words


def test_a_key_may_be_spelt_with_a_dash(folder):
    line = ["convert", "scan1.json", "scan2.json", "-q", "-o"]
    assert main([*line, "a.txt", "--set", "page-break=--"]) == 0
    assert main([*line, "b.txt", "--page-break=+-"]) == 0
    assert (folder / "a.txt").read_text(encoding="utf-8") == "page 1\n--page 2\n"
    assert (folder / "b.txt").read_text(encoding="utf-8") == "page 1\n+-page 2\n"
    assert main([*line, "c.txt", "--page-break=--"]) == 2


def test_dpi_reaches_the_writer(folder):
    Image.fromarray(np.full((100, 200), 255, np.uint8)).save(folder / "bare.png")
    line = ["convert", "scan1.json", "--images", "bare.png", "-q", "-o", "a.pdf"]
    assert main([*line, "--dpi", "200"]) == 0
    from pypdfium2 import PdfDocument

    with PdfDocument(folder / "a.pdf") as book:
        assert book[0].get_size() == pytest.approx((72, 36), abs=0.1)


def test_jpeg_quality_makes_a_smaller_file_and_says_the_sizes(folder, capsys):
    grain = np.random.default_rng(1).integers(0, 256, (100, 200), np.uint8)
    Image.fromarray(grain).save(folder / "grain.png", dpi=(200, 200))
    line = ["convert", "scan1.json", "--images", "grain.png", "-o"]
    assert main([*line, "a.pdf"]) == 0
    assert "JPEG" not in capsys.readouterr().err
    assert main([*line, "b.pdf", "--jpeg-quality", "30"]) == 0
    assert "note: 1 of 1 images became JPEGs of quality 30: " in capsys.readouterr().err
    assert (folder / "b.pdf").stat().st_size < (folder / "a.pdf").stat().st_size
    assert main([*line, "c.pdf", "--jpeg-quality", "101"]) == 2
    assert "from 1 to 100" in capsys.readouterr().err


def test_fields_beside_text_are_no_hindrance(folder, capsys):
    fields = ol.Fields(["field"], ["Total"], ["12.50"])
    page = ol.load(folder / "scan1.json")[0].replace(fields=fields)
    ol.save(ol.Document([page]), folder / "both.json")
    assert main(["convert", "both.json", "-q"]) == 0
    assert capsys.readouterr() == ("page 1\n", "")


def test_pictures_of_several_inputs_are_numbered_through(folder):
    line = ["scan1.json", "scan2.json", "--images", "scan1.png", "scan2.png", "-q", "-o", "x.png"]
    assert main(["convert", *line]) == 0
    assert sorted(path.name for path in folder.glob("x*")) == ["x-1.png", "x-2.png"]


def test_find_on_a_turned_page_gives_the_corners_of_the_scan(folder, capsys):
    turned = payload("fox", "hound")
    corners = [90, 10, 90, 90, 75, 90, 75, 10]
    for line in turned["analyzeResult"]["readResults"][0]["lines"]:
        line["boundingBox"] = line["words"][0]["boundingBox"] = corners
        corners = [x - 30 if at % 2 == 0 else x for at, x in enumerate(corners)]
    (folder / "turned.json").write_text(json.dumps(turned), encoding="utf-8")
    assert main(["find", "fox", "turned.json", "--json", "-q"]) == 0
    hit = json.loads(capsys.readouterr().out)
    assert hit["polygons"][0] == pytest.approx([90, 10, 90, 90, 75, 90, 75, 10], abs=0.01)


@pytest.fixture
def terminal(monkeypatch, capsys):
    """A console that takes standard error for a terminal."""
    monkeypatch.setattr(Console, "is_terminal", True)
    monkeypatch.setenv("TERM", "dumb")
    return Console()


def test_a_terminal_shows_a_bar_that_counts(terminal):
    with terminal.progress(2):
        bar = terminal._bar
        terminal.working("a.png", "recog\x1bnizing")
        assert bar.tasks[0].description == "a.png: recog\\x1bnizing"
        terminal.done("a.png: done")
        assert bar.tasks[0].completed == 1
        assert bar.tasks[0].total == 2
    assert terminal._bar is None
    terminal.done("after the bar")


def test_a_quiet_terminal_shows_errors_only(terminal, capsys):
    terminal.quiet = True
    with terminal.progress(2):
        assert terminal._bar is None
        terminal.say("nothing")
    terminal.error("torn\x07")
    assert capsys.readouterr().err.strip() == "ocrlayout: torn\\x07"


def test_messages_do_not_command_the_terminal(capsys):
    Console().say("red \x1b[31m")
    assert capsys.readouterr().err == "red \\x1b[31m\n"
    Console().say("two\nlines, gpj.\u202ecod")
    assert capsys.readouterr().err == "two\\nlines, gpj.\\u202ecod\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows does not allow such a name")
def test_a_file_with_a_line_feed_in_its_name(folder, capsys):
    (folder / "scan1.json").rename(folder / "scan\n1.json")
    assert main(["convert", "scan\n1.json", "-o", "a.txt"]) == 0
    assert capsys.readouterr().err.startswith(r"scan\n1.json: 1 page")


@pytest.mark.skipif(os.name == "nt", reason="Windows does not have these")
def test_pipes_are_read_once_by_any_name(folder):
    answer = (folder / "scan1.json").read_bytes()
    expected = tell("convert", "scan1.json").stdout
    assert expected
    assert tell("convert", "/dev/stdin", input=answer).stdout == expected
    shell = [*map(str, COMMAND), "convert", "<(cat scan1.json)"]
    named = subprocess.run(["bash", "-c", " ".join(shell)], capture_output=True, timeout=60)
    assert named.stdout == expected


def test_a_name_may_begin_with_a_dash(folder):
    (folder / "-dash.json").write_bytes((folder / "scan1.json").read_bytes())
    told = tell("convert", "-o", "dash.txt", "--", "-dash.json")
    assert told.returncode == 0, told.stderr
    assert (folder / "dash.txt").read_text()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not have these")
def test_devices_loops_and_a_closed_input_are_named(folder):
    assert b"/dev/zero is not a file, a folder or a pipe" in tell("show", "/dev/zero").stderr
    (folder / "loop.json").symlink_to("loop.json")
    for words in (["show"], ["view", "--no-open"], ["convert", "-o", "loop.txt"]):
        assert b"loop.json: too many levels" in tell(*words, "loop.json").stderr, words
    given = ["convert", "scan1.json"]
    assert b"loop.json: too many levels" in tell(*given, "--images", "loop.json").stderr
    assert b"loop.json exists" in tell(*given, "-o", "loop.json", "--to", "text").stderr
    assert (folder / "loop.json").is_symlink()
    closed = " ".join([*map(str, COMMAND), "convert", "-", "<&-"])
    result = subprocess.run(["sh", "-c", closed], capture_output=True, timeout=60)
    assert (result.returncode, result.stderr) == (2, b"ocrlayout: standard input is closed\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows does not have pseudo-terminals")
def test_a_terminal_without_columns_shows_errors(folder):
    pid, terminal = importlib.import_module("pty").fork()
    if not pid:
        os.environ["COLUMNS"] = "0"
        os.execv(COMMAND[0], [*COMMAND, "convert", "missing.json"])
    shown = b""
    with contextlib.suppress(OSError):  # how Linux says that the other end has closed
        while part := os.read(terminal, 4096):
            shown += part
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 1
    assert b"missing.json: no such file" in shown


def test_a_traceback_is_shown_to_those_who_ask(folder, capsys, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("a slip")

    monkeypatch.setattr("ocrlayout.cli.commands.convert.tidy", broken)
    assert main(["convert", "scan1.json"]) == 1
    words = capsys.readouterr().err
    assert "scan1.json: a fault of ocrlayout itself: ZeroDivisionError: a slip" in words
    assert "Traceback" not in words
    assert main(["convert", "scan1.json", "-v"]) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows does not have /dev/null")
def test_a_device_is_written_to_though_it_exists(folder, capsys):
    assert main(["convert", "scan1.json", "-o", "/dev/null", "--to", "text"]) == 0
    assert "→ /dev/null" in capsys.readouterr().err


def test_what_acts_on_an_engine_alone_is_told_where_there_is_none(folder, capsys):
    given = ["--engine", "local", "--option", "threads=1", "--language", "en"]
    code, words = said(
        capsys, "convert", "scan1.json", "-o", "a.pdf", "--images", "scan1.png", *given
    )
    assert code == 0
    assert "note: nothing has to be recognized: --engine, --option have no effect\n" in words
    _, words = said(capsys, "diff", "scan1.json", "scan2.json")
    assert "no effect" not in words


@pytest.mark.parametrize("option", ["raw=true", "progress=1", "password=x", "limit=5", "dpi=9"])
def test_what_has_an_option_of_its_own_is_not_an_option_of_the_engine(folder, capsys, option):
    code, words = said(capsys, "read", "scan1.png", "--engine", "local", "--option", option)
    assert code == 2
    assert "there are language, pages" in words


def test_a_scan_that_the_engine_refuses_does_not_stop_the_rest(folder, capsys, monkeypatch):
    def read(source, *, progress=None):
        if source.name == "scan1.png":
            raise ol.ImageError("scan1.png is torn")
        return payload("read")

    monkeypatch.setattr(registry.engine_for("rapidocr"), "read", read)
    line = ["scan1.png", "scan2.png", "--engine", "local", "-o", "out/", "--to", "text"]
    line += ["--answers", "none"]
    code, words = said(capsys, "convert", *line)
    assert code == 1
    assert "scan1.png is torn" in words
    assert (folder / "out" / "scan2.txt").exists()

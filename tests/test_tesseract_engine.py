"""The engine ``tesseract``: the program is run where it is installed."""

import io
import json
import shutil
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image
from test_demo_pages import PAGES, TRUTH

import ocrlayout
from ocrlayout import geometry, registry
from ocrlayout.engines import tesseract
from ocrlayout.engines.tesseract.languages import spelled
from ocrlayout.errors import EngineError

INSTALLED = tesseract.languages() if tesseract.ready() else ()
program = pytest.mark.skipif(
    "eng" not in INSTALLED, reason="the program tesseract, with English, is not installed"
)


def needs(*languages):
    missing = [name for name in languages if name not in INSTALLED]
    return pytest.mark.skipif(bool(missing), reason=f"Tesseract does not have {missing}")


def truth(name):
    """The words of a page with their corners."""
    return [word for line in TRUTH[name] for word in line["words"]]


def written_in(name, first, last):
    """The words of a page that are written in a range of characters."""
    texts = (text for text, _ in truth(name))
    return {text for text in texts if any(first <= character <= last for character in text)}


@program
@needs("rus", "ara", "heb", "hin")
@pytest.mark.parametrize(
    ("language", "first", "last"),
    [("ru", "а", "я"), ("ar", "ء", "ي"), ("he", "א", "ת"), ("hi", "अ", "ह")],
)
def test_it_reads_scripts(language, first, last):
    page = ocrlayout.read(PAGES / "scripts.png", "tesseract", language=f"{language}+en")[0]
    wanted = written_in("scripts.png", first, last)
    assert len(wanted) > 10
    assert len(wanted & {*page.words.text}) > 0.6 * len(wanted)


@pytest.mark.engine
@program
@needs("rus")
def test_it_reads_words_that_the_embedded_engine_does_not():
    wanted = written_in("scripts.png", "а", "я")
    found = {
        engine: wanted & {*ocrlayout.read(PAGES / "scripts.png", engine, **options)[0].words.text}
        for engine, options in (("rapidocr", {}), ("tesseract", {"language": "ru"}))
    }
    assert len(found["rapidocr"]) < 3
    assert len(found["tesseract"]) > 0.9 * len(wanted)


@program
def test_words_stand_where_they_are_printed():
    page = ocrlayout.read(PAGES / "letter.png", "tesseract")[0]
    places = dict(zip(page.words.text, geometry.boxes(page.words.polygon), strict=True))
    counts = [text for text, _ in truth("letter.png")]
    once = [(text, corners) for text, corners in truth("letter.png") if counts.count(text) == 1]
    near = [
        np.abs(places[text] - geometry.boxes(np.reshape(corners, (1, 4, 2)))[0]).max() < 20
        for text, corners in once
        if text in places
    ]
    assert len(near) > 0.8 * len(once)
    assert np.mean(near) > 0.95


@program
@needs("osd")
def test_a_page_that_lies_on_its_side_is_read():
    page = ocrlayout.read(PAGES / "sideways.png", "tesseract")[0]
    assert abs(page.angle) == 90
    assert {"Timetable", "October."} <= {*page.words.text}


def pages(*names):
    """A TIFF of pages of the examples."""
    first, *others = [Image.open(PAGES / name).convert("L") for name in names]
    out = io.BytesIO()
    first.save(out, "tiff", save_all=True, append_images=others, compression="tiff_lzw")
    return out.getvalue()


@program
def test_pages_keep_their_numbers_and_are_told():
    told = []
    scan = pages("letter.png", "letter.png", "two-columns-skewed.jpg")
    answer = tesseract.read(scan, pages="3,1", progress=lambda *news: told.append(news))
    document = ocrlayout.load(answer)
    assert [page.number for page in document] == [1, 3]
    assert told == [(1, 2), (2, 2)]
    assert document[0].size == (1240, 1754)
    assert "river" in document[1].words.text
    assert document.origin == ("tesseract_tsv", answer["tesseract"], "eng")


@program
def test_pages_of_a_pdf_are_rendered(tmp_path):
    target = tmp_path / "letter.pdf"
    Image.open(PAGES / "letter.png").convert("L").save(target, resolution=150)
    page = ocrlayout.read(target, "tesseract", dpi=150)[0]
    assert page.size == pytest.approx((1240, 1754), abs=1)
    assert len(page.words) > 50


@program
def test_an_empty_page_is_a_page_without_lines():
    document = ocrlayout.load(tesseract.read(np.full((300, 400), 255, np.uint8)))
    assert [(page.size, len(page.lines)) for page in document] == [((400, 300), 0)]


@program
def test_the_command_line_keeps_the_answer_and_reads_it_again(tmp_path):
    out = tmp_path / "letter.json"
    command = [sys.executable, "-m", "ocrlayout", "read", str(PAGES / "letter.png")]
    options = ["--engine", "tesseract", "--option", "psm=3", "-o", str(out)]
    subprocess.run([*command, *options], check=True, capture_output=True)
    raw = tesseract.read(PAGES / "letter.png", psm=3, raw=True)
    assert json.loads(raw) == json.loads(out.read_bytes())
    assert ocrlayout.load(out) == ocrlayout.load(raw)


@program
def test_a_language_that_is_missing_says_what_to_install():
    with pytest.raises(EngineError, match=r"install tesseract-ocr-tlh .*tlh\.traineddata"):
        tesseract.read(PAGES / "letter.png", language="en+tlh")


@program
def test_a_page_that_takes_too_long_is_named():
    with pytest.raises(EngineError, match=r"letter\.png: Tesseract took longer than 0\.01 s"):
        tesseract.read(PAGES / "letter.png", timeout=0.01)


@program
def test_what_the_program_says_is_passed_on(tmp_path, monkeypatch):
    (tmp_path / "eng.traineddata").write_bytes(b"not data")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(
        EngineError, match=r"letter\.png: Tesseract failed \(1\): .*eng\.traineddata"
    ):
        tesseract.read(PAGES / "letter.png")


def test_without_the_program_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not tesseract.ready()
    with pytest.raises(EngineError, match=r"apt-get install tesseract-ocr .*brew .*winget"):
        tesseract.read(PAGES / "letter.png")


def test_a_program_that_does_not_start_is_told(tmp_path, monkeypatch):
    shutil.copy(PAGES / "letter.png", tmp_path / "tesseract")
    (tmp_path / "tesseract").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="Tesseract does not start"):
        tesseract.read(PAGES / "letter.png")


@program
@pytest.mark.parametrize("mode", [0, 2, 14, -1])
def test_modes_that_do_not_read_are_refused(mode):
    with pytest.raises(ValueError, match="psm is a mode"):
        tesseract.read(PAGES / "letter.png", psm=mode)


def test_the_network_is_never_used():
    if not tesseract.ready():
        pytest.skip("the program tesseract is not installed")
    with pytest.raises(EngineError, match="fetches nothing"):
        tesseract.read("https://example.org/scan.png")


@pytest.mark.parametrize(
    ("wanted", "own"),
    [
        ("en", "eng"),
        ("rus+en_US", "rus+eng"),
        ("zh-Hant-TW", "chi_tra"),
        ("sr-Latn", "srp_latn"),
        ("sr-RS", "srp"),
        ("Cyrillic", "script/Cyrillic"),
        ("script/Latin", "Latin"),
        ("frk", "frk"),
    ],
)
def test_languages_are_found_by_their_usual_codes(wanted, own):
    installed = ("eng", "rus", "chi_tra", "srp", "srp_latn", "script/Cyrillic", "Latin", "frk")
    assert spelled(wanted, installed) == own


def test_the_embedded_engine_goes_first():
    pytest.importorskip("rapidocr")
    assert registry.engine_for("local").__name__.endswith(".rapidocr")

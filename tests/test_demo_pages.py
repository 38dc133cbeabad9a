"""The pages of the demo: what is on them, what the local engine makes of them, and that this gets no worse.

``OCRLAYOUT_REGENERATE=1`` has the engine read the pages anew and keeps its answers in
``data/rapidocr/``.
"""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from rapidfuzz.distance import Levenshtein
from samples import DATA

import ocrlayout
from ocrlayout import geometry
from ocrlayout.engines import rapidocr
from ocrlayout.readers import _lines

EXAMPLES = Path(__file__).parent.parent / "examples"
PAGES = EXAMPLES / "pages"
TRUTH = json.loads((PAGES / "truth.json").read_text(encoding="utf-8"))
READ = ["letter.png", "two-columns-skewed.jpg", "sideways.png", "languages.png"]
REGENERATE = bool(os.environ.get("OCRLAYOUT_REGENERATE"))

# Floors, measured 2026-11: they only go up.
CHARACTERS = 0.999  # of the truth, line by line
WORDS = 0.999  # found with their exact text, where they stand
ENDS = 0.12  # how far the farther end of a word is off, in line heights, for nine words in ten

each_page = pytest.mark.parametrize("name", READ)


@cache
def stored(name):
    path = DATA / "rapidocr" / f"{Path(name).stem}.json"
    if REGENERATE:
        path.write_bytes(rapidocr.read(PAGES / name, raw=True) + b"\n")
    return ocrlayout.load(path)


def test_answers_are_not_regenerated():
    assert not REGENERATE, (
        "the answers were regenerated; look at the difference, then run without the flag"
    )


def test_every_page_has_its_truth():
    assert sorted(TRUTH) == sorted(path.name for path in PAGES.iterdir() if path.suffix != ".json")
    assert sum(path.stat().st_size for path in PAGES.iterdir()) < 2.5e6


@pytest.mark.parametrize("name", TRUTH)
def test_truth_lies_on_the_page(name):
    with Image.open(PAGES / name) as image:
        assert sorted(image.size) == [1240, 1754]
        assert image.info["dpi"] == pytest.approx((150, 150), abs=0.1)
        pixels = np.asarray(image.convert("L")).astype(float)
    for line in TRUTH[name]:
        assert _lines.covers(line["text"], [word for word, _ in line["words"]])
        corners = np.array([polygon for _, polygon in line["words"]]).reshape(-1, 2)
        assert (corners >= 0).all()
        assert (corners <= pixels.shape[::-1]).all()
        for _, polygon in line["words"]:
            x0, y0, x1, y1 = geometry.boxes(np.reshape(polygon, (4, 2))).astype(int)
            assert np.ptp(pixels[y0 : y1 + 1, x0 : x1 + 1]) > 100  # there is ink in it


def accuracy(document, name):
    """Share of the true characters that were read, each true line with the line that is nearest to it."""
    page = document[0]
    middle = geometry.centers(page.lines.polygon)
    wrong = total = 0
    for line in TRUTH[name]:
        true = (
            geometry.extent(np.reshape([polygon for _, polygon in line["words"]], (-1, 4, 2)))
            .reshape(2, 2)
            .mean(axis=0)
        )
        near = int(np.argmin(np.hypot(*(middle - true).T)))
        wrong += Levenshtein.distance(line["text"], page.lines.text[near])
        total += len(line["text"])
    return 1 - wrong / total


def offsets(document, name):
    """How far the farther end of each true word is off along the text, in line heights; NaN where it was not found.

    Found is a word of the same text that has the true word's center within its height.
    """
    words = document[0].words
    far = []
    for line in TRUTH[name]:
        for text, polygon in line["words"]:
            true = np.reshape(polygon, (4, 2))
            same = words.polygon[[row for row, word in enumerate(words.text) if word == text]]
            height = geometry.sizes(true)[1]
            along = (true[1] - true[0]) / geometry.sizes(true)[0]
            across = np.array([-along[1], along[0]])
            aside = np.abs((geometry.centers(same) - true.mean(axis=0)) @ across) / height
            ends = np.abs((same[:, :2] - true[:2]) @ along).max(axis=1) / height
            far.append(np.where((aside < 0.4) & (ends < 1), ends, np.inf).min(initial=np.inf))
    return np.where(np.isfinite(far), far, np.nan)


def assert_good(document, name):
    assert len(document[0].lines) == len(TRUTH[name])
    assert accuracy(document, name) >= CHARACTERS
    far = offsets(document, name)
    assert np.isfinite(far).mean() >= WORDS
    assert np.nanquantile(far, 0.9) <= ENDS


@each_page
def test_the_stored_answer_is_good(name):
    assert_good(stored(name), name)


def test_the_measure_can_fail():
    document = stored("letter.png")
    assert (
        accuracy(document.map(lambda page: page.replace(lines=page.lines[5:])), "letter.png")
        < CHARACTERS
    )
    turned = document.map(
        lambda page: page.replace(lines=page.lines.move(geometry.rotation(180, (620, 877))))
    )
    assert np.isfinite(offsets(turned, "letter.png")).mean() < WORDS


def test_the_scripts_are_read_from_their_payload():
    document = ocrlayout.load(PAGES / "scripts.json")
    assert [*document[0].lines.text] == [line["text"] for line in TRUTH["scripts.png"]]
    assert np.isnan(document[0].words.confidence).all()
    for script in ("Όλοι", "люди", "جميع", "אדם", "मनुष्यों"):
        assert script in document[0].words.text


@each_page
def test_tidied_text_is_in_reading_order(name):
    page = ocrlayout.tidy(stored(name))[0]
    assert [*page.lines.text] == [line["text"] for line in TRUTH[name]]


def demo(*arguments, code=None):
    script = EXAMPLES / "demo.py"
    start = [sys.executable, "-W", "error", *(["-c", code, script] if code else [script])]
    return subprocess.run(
        [*start, *map(str, arguments)], capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.engine
def test_the_demo_reads_the_pages_and_makes_every_file(tmp_path):
    done = demo(tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    made = {path.name for path in (tmp_path / "out").iterdir()}
    kinds = (".pdf", ".annotated.png", ".txt", ".json")
    stems = [*(Path(name).stem for name in TRUTH), "letter-blurred"]
    more = {"letter-blurred.png", "demo.view.html"}
    assert made == {stem + kind for stem in stems for kind in kinds} | more
    assert "demo.view.html first" in done.stdout
    blurred, letter = (
        ocrlayout.load(tmp_path / "out" / f"{stem}.json") for stem in ("letter-blurred", "letter")
    )
    assert blurred[0].words.confidence.mean() < letter[0].words.confidence.mean()  # doubt is seen
    for name, lines in TRUTH.items():
        assert f"{name}: {len(lines)} lines" in done.stdout
        text = (tmp_path / "out" / f"{Path(name).stem}.txt").read_text(encoding="utf-8").split("\n")
        read, true = "\n".join(filter(None, text)), "\n".join(line["text"] for line in lines)
        assert Levenshtein.distance(read, true) <= (1 - CHARACTERS) * len(true) + 1


def test_the_demo_says_what_is_missing(tmp_path):
    hide = "import os, sys, runpy; sys.modules['rapidocr'] = None; os.environ['PATH'] = ''; sys.argv[:] = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    done = demo(tmp_path, code=hide)
    assert done.returncode == 1
    assert done.stderr.strip().endswith("pip install 'ocrlayout-kit[local]'.")
    assert "Traceback" not in done.stderr

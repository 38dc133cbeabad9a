"""The main flow, end to end: an answer and its scan become text, a picture and a searchable PDF."""

import inspect
import subprocess
from pathlib import Path

import numpy as np
import pytest
from pdfminer.high_level import extract_text

import ocrlayout as ol
from ocrlayout import geometry

DATA = Path(__file__).parent / "data"
PAGES = Path(__file__).parent.parent / "examples" / "pages"
FOX = ("The quick brown fox jumps over the lazy", "dog", "Pack my box with five dozen liquor jugs")


@pytest.mark.parametrize(("name", "end"), [("quickstart_v2.json", ""), ("quickstart_v3.json", ".")])
def test_the_quickstarts_answers_come_in_order(name, end):
    before = ol.load(DATA / "azure" / name)
    page = ol.tidy(before)[0]
    assert page.lines.text == (FOX[0], FOX[1] + end, FOX[2] + end)
    assert sorted(page.words.text) == sorted(before[0].words.text)
    assert len(page.words) == 17


@pytest.mark.parametrize(
    ("name", "angle"), [("quickstart_v2.json", 1), ("quickstart_v3.json", 0.5268)]
)
def test_they_are_deskewed_by_their_own_angle(name, angle):
    page = ol.deskew(ol.load(DATA / "azure" / name))[0]
    turn = -np.degrees(np.arctan2(page.matrix[1, 0], page.matrix[0, 0]))
    assert turn == pytest.approx(angle, abs=0.35)
    lines, weight = page.lines.polygon, geometry.sizes(page.lines.polygon)[:, 0]
    assert abs(np.average(geometry.angles(lines), weights=weight**3)) < 0.5
    assert page.angle == 0


def test_tidy_filters_only_when_asked():
    document = ol.load(DATA / "azure" / "quickstart_v3.json")
    assert len(ol.tidy(document)[0].words) == 17
    assert (ol.tidy(document, minimum=0.6)[0].words.confidence >= 0.6).all()


@pytest.mark.parametrize(
    "scan", ["letter.png", "two-columns-skewed.jpg", "sideways.png", "languages.png"]
)
def test_a_page_of_the_demo(scan, tmp_path):
    document = ol.tidy(ol.load(DATA / "rapidocr" / f"{Path(scan).stem}.json"))
    for suffix in (".pdf", ".annotated.png", ".txt", ".json"):
        ol.save(document, tmp_path / f"page{suffix}", images=PAGES / scan)
    text = (tmp_path / "page.txt").read_text(encoding="utf-8")
    assert ol.load(tmp_path / "page.json") == document
    assert [line for line in text.splitlines() if line] == list(document[0].lines.text)
    if scan != "sideways.png":  # pdfminer reads upright text only
        found = extract_text(tmp_path / "page.pdf").split()
        said = text.split()
        assert len(set(said) & set(found)) >= 0.97 * len(set(said))


def test_pages_of_a_book_are_independent():
    page = ol.load(DATA / "azure" / "quickstart_v3.json")
    book = type(page).join([page, page, page])
    assert [part.lines for part in ol.tidy(book)] == [ol.tidy(page)[0].lines] * 3


def test_everything_from_a_process_pool(tmp_path):
    code = (
        "import sys, ocrlayout as ol\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "if __name__ == '__main__':\n"
        "    document = ol.load(sys.argv[1])\n"
        "    with ProcessPoolExecutor(2) as pool:\n"
        "        done = [outcome.value for outcome in ol.run(ol.tidy, [document] * 4, executor=pool, window=2)]\n"
        "    assert done == [ol.tidy(document)] * 4\n"
    )
    script = tmp_path / "pool.py"
    script.write_text(code, encoding="utf-8")
    command = [
        __import__("sys").executable,
        str(script),
        str(DATA / "azure" / "quickstart_v3.json"),
    ]
    assert subprocess.run(command, check=False, timeout=120).returncode == 0


def tilted():
    """A page that lies at 10°, with two columns, a heading and a page number."""
    texts = ["Chapter", "left one", "left two", "right one", "right two", "17"]
    boxes = [(80, 0), (0, 40), (0, 60), (120, 40), (120, 60), (90, 180)]
    quads = [[[x, y], [x + 80, y], [x + 80, y + 12], [x, y + 12]] for x, y in boxes]
    turned = geometry.apply(geometry.rotation(10.0), np.array(quads, float) + 100)
    lines = ol.Lines(texts, turned, ol.Words(texts, turned, [0.9] * 5 + [0.1]), range(7))
    return ol.Document([ol.Page(1, 400, 400, "pixel", lines=lines)])


def test_tidy_is_deskew_filter_and_reorder():
    document = tilted()
    by_hand = ol.reorder(ol.filter_confidence(ol.deskew(document), 0.5))
    assert ol.tidy(document, minimum=0.5) == by_hand
    assert ol.tidy(document, angle=4.0) == ol.reorder(ol.deskew(document, 4.0))
    assert ol.tidy(document, deskew=False) == ol.reorder(document)
    assert ol.tidy(document, reorder=False) == ol.deskew(document)
    with pytest.raises(ValueError, match="deskew=False turns nothing"):
        ol.tidy(document, deskew=False, angle=4.0)


@pytest.mark.parametrize(
    "choice",
    [
        {"direction": "rtl"},
        {"tables": "column"},
        {"notes": "before"},
        {"headers": "drop"},
        {"footers": "drop"},
    ],
)
def test_tidy_passes_the_choices_of_the_order(choice, monkeypatch):
    given = []
    monkeypatch.setattr(ol.order, "reorder", lambda document, **choices: given.append(choices))
    ol.tidy(tilted(), **choice)
    usual = inspect.signature(ol.reorder).parameters
    assert given == [{name: usual[name].default for name in given[0]} | choice]
    assert set(given[0]) == set(usual) - {"document"}

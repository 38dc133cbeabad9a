"""The local engine and its reader."""

import json
import subprocess
import sys
import threading
from functools import cache

import numpy as np
import pytest
from PIL import Image
from samples import DATA
from test_demo_pages import PAGES, TRUTH

import ocrlayout
from ocrlayout import geometry
from ocrlayout.engines import rapidocr
from ocrlayout.engines._frames import each_page
from ocrlayout.engines.rapidocr.quads import axis, downward, longest, steadied, upright
from ocrlayout.engines.rapidocr.words import cut
from ocrlayout.images import warping
from ocrlayout.images.crops import cut_out
from ocrlayout.readers import rapidocr as reader

ANSWERS = DATA / "rapidocr"
engine = pytest.mark.engine
BLANK = [np.full((20, 30), 255, np.uint8)] * 3


# The reader


def payload():
    return json.loads((ANSWERS / "by_hand.json").read_text(encoding="utf-8"))


def test_pages_lines_and_words_are_kept():
    document = reader.read(payload())
    assert document.origin == ("rapidocr", "3.10.0", "PP-OCRv6_rec_small")
    assert [(page.number, page.size, page.unit, len(page.lines)) for page in document] == [
        (2, (8.5, 11.0), "inch", 3),
        (3, (8.5, 11.0), "inch", 0),
    ]
    words = document[0].words
    assert words.text == ("Invoice", "42", "東", "京", "2", "glued together")
    assert words.confidence[:5].tolist() == [0.99, 0.97, 0.9, 0.88, 0.93]
    assert words.spaced.tolist() == [True, True, False, True, True, True]
    assert words[2].polygon == ((6.0, 1.0), (6.0, 1.4), (5.75, 1.4), (5.75, 1.0))


def test_a_line_without_words_is_one_word_with_the_score_of_the_line():
    line = {"text": "a b", "polygon": [0, 0, 9, 0, 9, 2, 0, 2], "score": 0.7}
    document = reader.read(
        {"engine": "rapidocr", "pages": [{"width": 9, "height": 9, "lines": [line]}]}
    )
    assert [*document[0].words] == [("a b", ((0.0, 0.0), (9.0, 0.0), (9.0, 2.0), (0.0, 2.0)), 0.7)]


def test_rapidocrs_own_json_takes_its_size_from_outside_or_from_its_text():
    path = ANSWERS / "to_json.320x100.json"
    assert ocrlayout.load(path, sizes=[(320, 100)])[0].size == (320, 100)
    page = ocrlayout.load(path)[0]
    assert page.size == (220, 78)
    assert page.words.text == ("Pack my box", "with jugs")
    assert page.words.confidence.tolist() == [0.99, 0.87]


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (lambda page: page.update(lines={}), "pages[0].lines"),
        (lambda page: page.update(unit="parsec"), "pages[0].unit"),
        (lambda page: page.update(unit=["x" * 10**6]), "pages[0].unit"),
        (lambda page: page.update(page=0), "pages[0].page"),
        (lambda page: page.update(page=1.5), "pages[0].page"),
        (lambda page: page.update(height=-1), "pages[0].height"),
        (lambda page: page.update(width="wide"), "pages[0].width"),
        (lambda page: page["lines"][0].update(polygon=[1, 2, 3]), "pages[0].lines[0]"),
        (lambda page: page["lines"][1].update(score=7), "pages[0].lines[1].score"),
        (
            lambda page: page["lines"][0]["words"][1].update(text=3),
            "pages[0].lines[0].words[1].text",
        ),
        (lambda page: page["lines"][0].update(words=[None]), "pages[0].lines[0].words[0]"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(spoil, where):
    spoiled = payload()
    spoil(spoiled["pages"][0])
    with pytest.raises(ocrlayout.ReadError) as caught:
        reader.read(spoiled)
    assert caught.value.where == where
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("box", [None, [1, 2, 3, 4], [[1, 2], [3]], "none"])
def test_a_broken_box_is_named_by_its_place(box):
    with pytest.raises(ocrlayout.ReadError) as caught:
        reader.read([{"box": box, "txt": "a", "score": 1}])
    assert caught.value.where.startswith("[0]")


# Words out of strips: drawn bars stand for characters


def bars(*spans, height=20, width=100, ink=0, paper=255):
    picture = np.full((height, width, 3), paper, np.uint8)
    for start, end in spans:
        picture[4:16, start:end] = ink
    return picture


LINE = [[0, 0], [100, 0], [100, 20], [0, 20]]


@pytest.mark.parametrize(("ink", "paper"), [(0, 255), (255, 0), (90, 140)])
def test_words_are_cut_at_the_widest_gap(ink, paper):
    picture = bars((10, 18), (20, 30), (45, 60), (62, 90), ink=ink, paper=paper)
    line, words = cut(LINE, picture, "ab gd", [0.14, 0.25, 0.4, 0.5, 0.75])
    assert words[:, :2].tolist() == [[[10, 4], [30, 4]], [[45, 4], [90, 4]]]
    assert line.tolist() == [[10, 4], [90, 4], [90, 16], [10, 16]]


def test_ideographs_meet_halfway_and_need_no_gap():
    _, words = cut(LINE, bars((0, 100)), "東京 x", [0.2, 0.5, 0.6, 0.9])
    assert words[:2, :2, 0].tolist() == [[0, 35], [35, words[1, 1, 0]]]


def test_a_neighbors_ink_at_the_end_is_not_the_lines():
    picture = bars((20, 40), (95, 100))
    _, words = cut(LINE, picture, "a", [0.3])
    assert words[0, :2, 0].tolist() == [20, 40]


def test_a_full_stop_that_was_seen_late_still_ends_at_its_ink():
    _, words = cut(LINE, bars((20, 40), (43, 45)), "a.", [0.3, 0.48])
    assert words[0, :2, 0].tolist() == [20, 45]


@pytest.mark.parametrize(
    ("text", "top", "bottom"),
    [
        ("dog", 4, 16),  # rises and falls: the ink is all there is
        ("dot", 4, 4 + 12 * 0.95 / 0.73),
        ("gas", 16 - 12 * 0.95 / 0.75, 16),
        ("sun", 4 - 12 * 0.2 / 0.53, 16 + 12 * 0.22 / 0.53),
        ("東京", 4, 16),
    ],
)
def test_lines_of_one_font_are_of_one_height(text, top, bottom):
    line, words = cut(LINE, bars((10, 90)), text, np.linspace(0.2, 0.8, len(text)))
    assert line[[0, 3], 1] == pytest.approx([top, bottom], abs=0.1)
    assert words[:, 0, 1] == pytest.approx(top, abs=0.1)


def test_a_dash_leaves_the_line_as_it_was():
    picture = np.full((20, 100, 3), 255, np.uint8)
    picture[9:12, 20:60] = 0
    assert cut(LINE, picture, "—", [0.4])[0].tolist() == [
        [20, 0],
        [60, 0],
        [60, 20],
        [20, 20],
    ]


@pytest.mark.parametrize("angle", [0, 30, 90, 137, 180, -90])
def test_a_strip_runs_with_its_text_at_every_angle(angle):
    matrix = geometry.rotation(angle, (100, 100)) @ geometry.translation(50, 90)
    page = warping.warp(bars((10, 18), (50, 90)), matrix, (200, 200))
    quad = geometry.apply(matrix, LINE)
    found = cut_out(page, upright(np.roll(quad, 1, axis=0), angle))
    assert found.shape == (20, 100, 3)
    dark = (found < 128).all(axis=2).mean(axis=0) > 0.3
    assert dark[52:88].all()
    assert not dark[20:48].any()


def lines_at(*angles, length=400, height=20):
    flat = [[0, 0], [length, 0], [length, height], [0, height]]
    return np.array(
        [
            geometry.apply(geometry.rotation(angle, (200, 40 * row)), flat)
            for row, angle in enumerate(angles)
        ]
    )


@pytest.mark.parametrize("lean", [0, 44, 46, 89, -89, 90, 133, 180])
def test_the_axis_is_the_median_of_the_lines_that_agree(lean):
    quads = np.concatenate(
        [
            lines_at(lean, lean + 1, lean - 1, lean + 0.5),
            lines_at(lean + 60),
            lines_at(lean + 4, length=60),
        ]
    )
    assert abs(geometry.fold(2 * (axis(quads) - lean))) / 2 < 0.51
    assert set(longest(quads, axis(quads))) == {0, 1, 2, 3, 5}


def test_short_quads_are_laid_along_the_page_and_long_ones_left():
    quads = np.concatenate([lines_at(3), lines_at(11, length=50), lines_at(25, length=50)])
    steady = steadied(quads, 3.0)
    assert geometry.angles(steady) == pytest.approx([3, 3, 25])
    assert geometry.centers(steady) == pytest.approx(geometry.centers(quads))
    assert geometry.sizes(steady)[1] == pytest.approx([53, 23], abs=1.5)


def test_lines_are_listed_from_the_top_of_the_text():
    page = np.array(
        [
            [[x, y], [x + 90, y], [x + 90, y + 10], [x, y + 10]]
            for x, y in [(0, 40), (100, 2), (0, 0)]
        ],
        float,
    )
    for angle in (0, 90, 180, -90, 30):
        assert downward(geometry.apply(geometry.rotation(angle), page), angle) == [2, 1, 0]


@pytest.mark.parametrize("pages", ["", "0", "4", "4-", "-0", "b", "3-2", "1,9-12", [0], [4], [], 4])
def test_pages_that_are_not_there_are_refused(pages):
    with pytest.raises(ValueError, match="pages"):
        each_page(BLANK, lambda number, _: number, pages=pages)


@pytest.mark.parametrize(
    ("pages", "numbers"),
    [
        (None, [1, 2, 3]),
        ("2", [2]),
        ("3,1-2", [1, 2, 3]),
        ("2-", [2, 3]),
        ("-2", [1, 2]),
        ("2 - 9", [2, 3]),
        (" 1 , 3", [1, 3]),
        ([3, 3], [3]),
        (2, [2]),
    ],
)
def test_pages_are_chosen_by_number(pages, numbers):
    assert each_page(BLANK, lambda number, _: number, pages=pages) == numbers


# The engine


def pixels(name, rows=slice(None), columns=slice(None)):
    with Image.open(PAGES / name) as image:
        return np.asarray(image.convert("RGB"))[rows, columns]


HEAD = slice(100, 560)  # of the letter: nine lines


def words_of(image, **options):
    return ocrlayout.load(rapidocr.read(np.ascontiguousarray(image), **options))[0].words


@cache
def head(quarters):
    return words_of(np.rot90(pixels("letter.png", HEAD), -quarters))


@engine
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_turned_page_has_the_same_words_at_the_same_places(quarters):
    height, width = pixels("letter.png", HEAD).shape[:2]
    upright, found = head(0), head(quarters)
    turn = geometry.rotation(90 * quarters)
    sheet = geometry.apply(turn, [[0, 0], [width, height]])
    matrix = geometry.translation(*-sheet.min(axis=0)) @ turn
    truth = [
        word for line in TRUTH["letter.png"] for word in line["words"] if word[1][7] < HEAD.stop
    ]
    assert found.text == upright.text == tuple(text for text, _ in truth)
    true = geometry.apply(
        matrix, np.reshape([polygon for _, polygon in truth], (-1, 4, 2)) - (0, HEAD.start)
    )
    assert (
        np.abs(found.polygon - true).max() < 8
    )  # of some 25 pixels of height, and corner 0 the text's own
    assert np.abs(found.polygon - geometry.apply(matrix, upright.polygon)).max() < 6


@engine
@pytest.mark.parametrize("angle", [-45, 20])
def test_leaning_text_is_read_where_it_lies(angle):
    image = pixels("letter.png", slice(380, 760), slice(100, 700))  # half of ten lines
    turn = geometry.rotation(angle)
    sheet = geometry.apply(turn, [[0, 0], [600, 0], [600, 380], [0, 380]])
    matrix = geometry.translation(*-sheet.min(axis=0)) @ turn
    found = words_of(warping.warp(np.ascontiguousarray(image), matrix, np.ptp(sheet, axis=0)))
    true = [
        word
        for line in TRUTH["letter.png"]
        for word in line["words"]
        if 385 < word[1][1] < 720 and word[1][2] < 660
    ]
    hits = 0
    for text, polygon in true:
        center = geometry.apply(matrix, np.reshape(polygon, (4, 2)).mean(axis=0) - (100, 380))
        near = int(np.argmin(np.hypot(*(geometry.centers(found.polygon) - center).T)))
        hits += found.text[near] == text
    assert hits >= 0.95 * len(true) > 30
    assert np.abs(geometry.fold(geometry.angles(found.polygon) - angle)).max() < 3


@engine
def test_a_line_on_its_head_and_one_on_its_side_are_not_lost():
    image = pixels("letter.png", slice(340, 560)).copy()
    image[40:77] = image[40:77][::-1, ::-1]  # the first whole line
    side = pixels("letter.png", slice(1060, 1100), slice(140, 400))  # "With kind regards,"
    image = np.concatenate([np.full((120, 1240, 3), 255, np.uint8), image])
    image[40 : 40 + side.shape[1], 30:70] = np.rot90(side)
    page = ocrlayout.load(rapidocr.read(image))[0]
    angle = dict(zip(page.lines.text, geometry.angles(page.lines.polygon), strict=True))
    assert angle["With kind regards,"] == pytest.approx(-90, abs=3)
    assert sum(abs(abs(value) - 180) < 3 for value in angle.values()) == 1
    assert sum(abs(value) < 3 for value in angle.values()) >= 3


@engine
def test_a_page_that_it_cannot_read_is_not_turned_on_its_head():
    page = ocrlayout.load(rapidocr.read(PAGES / "scripts.png"))[0]
    assert page.lines.text[0] == "Five scripts"
    assert np.abs(geometry.angles(page.lines.polygon)).max() < 3


@engine
def test_chinese_is_split_into_characters_without_spaces():
    words = words_of(pixels("languages.png", slice(630, 740)))
    text = "".join(line["text"] for line in TRUTH["languages.png"][10:12])
    assert "".join(words.text) == text
    assert set(map(len, words.text)) == {1}
    assert words.spaced.sum() == 2  # after the last of each line
    assert (words.confidence > 0.5).all()


@engine
def test_a_column_of_japanese_stands():
    true = TRUTH["languages.png"][13]["words"][:14]
    boxes = geometry.boxes(np.reshape([polygon for _, polygon in true], (-1, 4, 2))).astype(int)
    page = pixels("languages.png")
    image = np.full((700, 300, 3), 255, np.uint8)
    for row, (x0, y0, x1, y1) in enumerate(boxes):
        image[60 + 36 * row : 60 + 36 * row + y1 - y0, 120 : 120 + x1 - x0] = page[y0:y1, x0:x1]
    found = ocrlayout.load(rapidocr.read(image))[0]
    assert len(found.lines) == 1
    assert geometry.vertical(found.lines.polygon, found.words.polygon, found.lines.offsets).all()
    assert np.abs(geometry.angles(found.lines.polygon)).max() < 3
    centers = geometry.centers(found.words.polygon)
    assert (np.diff(centers[:, 1]) > 0).all()
    kanji = [row for row, (text, _) in enumerate(true) if text in "人間生"]
    for row in kanji:
        (place,) = [index for index, text in enumerate(found.words.text) if text == true[row][0]]
        assert centers[place, 1] == pytest.approx(60 + 36 * row + 14, abs=10)


@engine
def test_an_empty_page_has_no_lines():
    page = ocrlayout.read(np.full((300, 200, 3), 255, np.uint8), engine="rapidocr")[0]
    assert page.size == (200, 300)
    assert len(page.lines) == 0


@engine
def test_frames_of_a_tiff_are_pages(tmp_path):
    frames = [
        Image.fromarray(pixels("letter.png", slice(start, start + 60)))
        for start in (250, 320, 1060)
    ]
    frames = [frame.crop((140, 0, 440, 60)) for frame in frames]
    frames[0].save(tmp_path / "scan.tif", save_all=True, append_images=frames[1:])
    news = []
    answer = rapidocr.read(
        tmp_path / "scan.tif", pages="1,3", progress=lambda *done: news.append(done)
    )
    assert [page.number for page in ocrlayout.load(answer)] == [1, 3]
    assert [page.lines.text for page in ocrlayout.load(answer)][1] == ("With kind regards,",)
    assert news == [(1, 2), (2, 2)]


@engine
def test_a_pdf_is_measured_in_inches(tmp_path):
    Image.fromarray(pixels("letter.png", slice(0, 400))).save(tmp_path / "scan.pdf", resolution=150)
    with (tmp_path / "scan.pdf").open("rb") as file:
        answer = rapidocr.read(file, dpi=150, raw=True)
    page = ocrlayout.load(answer)[0]
    assert page.unit == "inch"
    assert page.size == pytest.approx((1240 / 150, 400 / 150), abs=0.02)
    text, polygon = TRUTH["letter.png"][0]["words"][0]
    assert page.words.text[0] == text
    assert page.words.polygon[0] == pytest.approx(np.reshape(polygon, (4, 2)) / 150, abs=0.06)


@engine
def test_the_displayed_frame_is_read(tmp_path):
    stored = np.rot90(pixels("letter.png", slice(1040, 1160), slice(0, 600)))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown with a quarter turn clockwise
    Image.fromarray(np.ascontiguousarray(stored)).save(
        tmp_path / "photo.jpg", exif=exif, quality=95
    )
    page = ocrlayout.load(rapidocr.read(tmp_path / "photo.jpg"))[0]
    assert page.size == (600, 120)
    assert page.lines.text[0] == "With kind regards,"
    assert geometry.angles(page.lines.polygon)[0] == pytest.approx(0, abs=2)


@engine
def test_threads_share_one_engine():
    strips = [
        pixels("letter.png", slice(start, start + 300), slice(100, 500)) for start in (250, 1060)
    ]
    alone = [rapidocr.read(image) for image in strips]
    together = [None] * len(strips)

    def work(index):
        together[index] = rapidocr.read(strips[index])

    threads = [threading.Thread(target=work, args=(index,)) for index in range(len(strips))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone


def run(code, *arguments):
    command = [sys.executable, "-W", "error", "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


OFFLINE = """
import socket, sys
def refuse(*_, **__):
    raise AssertionError("the network was asked")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse
from ocrlayout.engines import rapidocr
import numpy as np
answer = rapidocr.read(np.load(sys.argv[1]))
assert [line["text"] for line in answer["pages"][0]["lines"]] == ["With kind regards,"], answer
"""


@engine
def test_it_reads_without_a_network_and_without_a_word(tmp_path):
    np.save(tmp_path / "line.npy", pixels("letter.png", slice(1060, 1100), slice(140, 400)))
    done = run(OFFLINE, tmp_path / "line.npy")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


MISSING = """
import sys
sys.modules["rapidocr"] = None
from ocrlayout.engines import rapidocr
assert not rapidocr.ready()
rapidocr.read("scan.png")
"""


def test_a_missing_extra_says_what_to_type():
    done = run(MISSING)
    assert done.returncode == 1
    assert (
        "MissingExtra: the local engine is not installed; type: pip install 'ocrlayout-kit[local]'"
        in done.stderr
    )


STRIPPED = """
import pathlib, shutil, sys
import rapidocr as installed
shutil.copytree(pathlib.Path(installed.__file__).parent, sys.argv[1], ignore=shutil.ignore_patterns("*.onnx"))
for name in [name for name in sys.modules if name.split(".")[0] == "rapidocr"]:
    del sys.modules[name]
sys.path.insert(0, str(pathlib.Path(sys.argv[1]).parent))
from ocrlayout.engines import rapidocr
import numpy as np
rapidocr.read(np.zeros((50, 50), np.uint8))
"""


def test_missing_models_are_said_and_never_fetched(tmp_path):
    done = run(STRIPPED, tmp_path / "rapidocr")
    assert done.returncode == 1
    assert (
        f"EngineError: the models are missing in {tmp_path / 'rapidocr' / 'models'}" in done.stderr
    )


@pytest.mark.parametrize(
    "language", ["ru", "ar-EG", "HE", "hi_IN", "rus", "uz-Cyrl", "klingon", "xx", "not a tag", ""]
)
def test_a_language_that_it_cannot_read_is_an_error(language):
    with pytest.raises(ocrlayout.EngineError, match="does not read"):
        rapidocr.read(PAGES / "letter.png", language=language)


@pytest.mark.parametrize("language", ["en", "fr_CA", "sr-Latn", "zh-Hant", "lat"])
def test_a_language_that_it_can_read_is_taken(language):
    blank = np.full((40, 60, 3), 255, np.uint8)
    assert rapidocr.read(blank, language=language)["pages"][0]["lines"] == []


def test_a_url_is_refused():
    with pytest.raises(ocrlayout.EngineError, match="download"):
        rapidocr.read("https://example.org/scan.png")


@pytest.mark.parametrize(
    "source", [b"no image", "there-is-no-such-file.png", np.zeros((2, 2, 9), np.uint8)]
)
def test_what_is_no_image_is_an_image_error(source):
    with pytest.raises(ocrlayout.ImageError):
        rapidocr.read(source)


def test_too_large_an_image_is_refused():
    with pytest.raises(ocrlayout.ImageError, match="limit"):
        rapidocr.read(np.zeros((100, 100), np.uint8), limit=9_999)

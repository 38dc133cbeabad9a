"""The text layer of a searchable PDF, as real readers find it: every word, at its place, in every script."""

import io
import re

import numpy as np
import pikepdf
import pytest
from pdf_pages import (
    READERS,
    astray,
    check,
    columns,
    page,
    pdfium,
    pdfium_text,
    plain,
    poppler,
    poppler_text,
    recall,
    tokens,
    turned,
    written,
)

from ocrlayout import geometry
from ocrlayout.errors import WriteError
from ocrlayout.model import Document, Lines, Words
from ocrlayout.skew import deskew
from ocrlayout.writers.pdf.bidi import visual_order
from ocrlayout.writers.pdf.content_stream import text_object
from ocrlayout.writers.pdf.font import Glyphs
from ocrlayout.writers.pdf.runs import Run, Runs
from ocrlayout.writers.pdf.text_layer import _flattened, layer

LATIN = [
    ["Pack", "my", "box", "with", "five", "dozen", "liquor", "jugs."],
    ["Sphinx", "of", "black", "quartz,", "judge", "a", "vow;"],
    ["“Größe”", "naïve", "Œuvre", "(f(x)", "=", "2\\3)", "€", "100%", "I"],
    ["The", "quick-brown", "fox", "jumps", "over", "13", "lazy", "dogs"],
]
CHINESE = [
    [(character, False) for character in line]
    for line in ("人人生而自由，在尊严和权利上一律平等。", "他们赋有理性和良心")
]
JAPANESE = [
    ["すべての", "人間", "は、", "生まれながら"],
    ["にして", "自由", "であり"],
    ["かつ、", "尊厳", "と", "権利"],
]
THAI = [
    [
        ("มนุษย์", False),
        ("ทั้งหลาย", False),
        ("เกิดมา", False),
        ("มีอิสระ", True),
        ("และ", False),
        ("เสมอภาค", False),
    ]
]
HINDI = [["सभी", "मनुष्यों", "को", "गौरव", "और", "अधिकारों", "के", "मामले", "में", "क्षि"]]
ARABIC = [
    ["يولد", "جميع", "الناس", "أحرارا", "متساوين", "في", "الكرامة"],
    ["وقد", "وهبوا", "عقلا", "وضميرا"],
]
HEBREW = [["כל", "בני", "האדם", "נולדו", "חופשים"], ["שווים", "בערכם", "ובזכויותיהם"]]
PERSIAN = [["می\u200cخواهم", "کتاب\u200cها", "را", "ببینم"]]
EMOJI = [["👍", "👩‍👩‍👧", "🇪🇺", "✍🏽", "𝕏²", "𐍈𐌰", "𠀀𠀁"], ["e\u0301te\u0301", "❤️", "a\u200db"]]


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
@pytest.mark.parametrize("reader", ["poppler", "pdfium"])
def test_every_word_is_found_at_its_place_however_the_page_lies(angle, reader):
    sheet = turned(page(LATIN), angle)
    (words,) = READERS[reader](written(sheet))
    assert recall(sheet, words) == 1.0
    assert astray(sheet, words) < 0.05


def test_pdfminer_finds_every_word_of_an_upright_page_at_its_place():
    (words,) = READERS["pdfminer"](written(page(LATIN)))
    assert recall(page(LATIN), words) == 1.0
    assert astray(page(LATIN), words) < 0.05


LEVEL = [0.3, 1, 3, -3, 7, -7, 15]
TILTED = [(reader, angle) for reader in READERS for angle in LEVEL] + [
    ("poppler", 93),
    ("pdfium", 93),
    ("pdfium", 177),
]


@pytest.mark.parametrize(("reader", "angle"), TILTED)
def test_tilted_words_stay_whole_and_near_their_place(reader, angle):
    sheet = turned(page(LATIN), angle)
    (words,) = READERS[reader](written(sheet))
    assert recall(sheet, words) == 1.0
    if abs(angle) < 15:  # poppler lays a word flat at the height where it starts
        assert astray(sheet, words) < (0.5 if reader == "poppler" else 0.1)


@pytest.mark.parametrize(
    "rows", [LATIN, CHINESE, THAI, HINDI, EMOJI], ids=["latin", "chinese", "thai", "hindi", "emoji"]
)
@pytest.mark.parametrize("reader", READERS)
def test_scripts_come_back_as_they_went_in(rows, reader):
    sheet = page(rows)
    (words,) = READERS[reader](written(sheet))
    assert recall(sheet, words) == 1.0


@pytest.mark.parametrize("angle", [3, -7])
@pytest.mark.parametrize("rows", [CHINESE, THAI], ids=["chinese", "thai"])
@pytest.mark.parametrize("reader", READERS)
def test_tilted_text_without_spaces_gets_none(rows, angle, reader):
    sheet = turned(page(rows), angle)
    (words,) = READERS[reader](written(sheet))
    assert recall(sheet, words) == 1.0


@pytest.mark.parametrize("rows", [ARABIC, HEBREW, PERSIAN], ids=["arabic", "hebrew", "persian"])
@pytest.mark.parametrize("reader", [poppler_text, pdfium_text], ids=["poppler", "pdfium"])
def test_right_to_left_lines_read_in_their_order(rows, reader):
    text = reader(written(page(rows, across=True)))
    assert [line.split() for line in plain(text).splitlines() if line.strip()] == rows


@pytest.mark.parametrize("angle", [2, -5, 92])
def test_tilted_right_to_left_words_are_found(angle):
    sheet = turned(page(HEBREW, across=True), angle)
    data = written(sheet)
    assert recall(sheet, pdfium(data)[0]) == 1.0
    assert sorted(plain(poppler_text(data)).split()) == sorted(
        word for row in HEBREW for word in row
    )
    assert astray(sheet, pdfium(data)[0]) < 0.3


def test_latin_and_numbers_keep_their_order_among_hebrew():
    # poppler has the words, but its text loses the space between a number or Latin and the Hebrew
    # after it
    row = ["בשנת", "1984", "כתב", "George", "Orwell", "ספר"]
    data = written(page([row], across=True))
    assert sorted(plain(pdfium_text(data)).split()) == sorted(row)
    assert [text if text.isascii() else text[::-1] for text, _ in poppler(data)[0]] == row[::-1]


@pytest.mark.parametrize("reader", [poppler_text, pdfium_text], ids=["poppler", "pdfium"])
@pytest.mark.parametrize("angle", [0, 2])
def test_vertical_lines_are_read_from_top_to_bottom_and_from_right_to_left(reader, angle):
    found = reader(written(turned(columns(JAPANESE), angle))).split()
    assert found == ["".join(row) for row in JAPANESE]


def test_vertical_words_are_at_their_place():
    sheet = columns(JAPANESE)
    for reader in (poppler, pdfium):
        (words,) = reader(written(sheet))
        columns_found = dict(words)
        for line, quad in zip(sheet.lines.text, sheet.lines.polygon, strict=True):
            middle = np.array(quad).mean(0) * 72 / 150
            box = columns_found[line]
            assert (
                np.hypot((box[0] + box[2]) / 2 - middle[0], (box[1] + box[3]) / 2 - middle[1]) < 5
            )


@pytest.mark.parametrize("reader", [poppler, pdfium])
def test_a_vertical_line_of_one_word_stands_on_end(reader):
    sheet = columns([["すべての人間は"], ["自由である"]])
    (words,) = reader(written(sheet))
    assert recall(sheet, words) == 1.0
    assert astray(sheet, words) < 0.1


@pytest.mark.parametrize("angle", [0, 180, 177])
def test_pdfium_reads_lines_in_their_order_on_their_head_too(angle):
    found = plain(pdfium_text(written(turned(page(LATIN), angle)))).split()
    assert found == [word for row in LATIN for word in row]


def test_a_deskewed_document_is_written_on_the_scan_as_it_is():
    sheet = turned(page(LATIN), 4)
    (upright,) = deskew(Document([sheet.replace(angle=4.0)])).pages
    assert not np.allclose(upright.matrix, np.eye(3))
    images = [np.full((int(sheet.height), int(sheet.width)), 255, np.uint8)]
    (before,), (after,) = (
        pdfium(written(sheet, images=images)),
        pdfium(written(upright, images=images)),
    )
    assert [text for text, _ in before] == [text for text, _ in after]
    assert np.allclose([box for _, box in before], [box for _, box in after], atol=1.0)


def test_words_without_a_place_are_laid_along_their_line():
    sheet = page(LATIN)
    polygon = np.array(sheet.words.polygon)
    polygon[:8] = np.nan  # the first line
    polygon[10] = np.nan  # one word of the second
    words = Words(sheet.words.text, polygon)
    bare = sheet.replace(
        lines=Lines(sheet.lines.text, sheet.lines.polygon, words, sheet.lines.offsets)
    )
    (found,) = pdfium(written(bare))
    assert recall(sheet, found) == 1.0
    assert astray(page(LATIN[:1]), found[:8]) < 2


@pytest.mark.parametrize("known", [True, False])
def test_lines_without_a_place_are_not_dropped(known):
    sheet = page(LATIN)
    polygon, words = np.array(sheet.lines.polygon), np.array(sheet.words.polygon)
    polygon[1:3] = np.nan
    words[8:15] = np.nan  # the second line has no place at all
    words[15 if known else 16 : 24] = np.nan  # the third one's first word may have one
    lines = Lines(sheet.lines.text, polygon, Words(sheet.words.text, words), sheet.lines.offsets)
    for reader in READERS.values():
        (found,) = reader(written(sheet.replace(lines=lines)))
        assert recall(sheet, found) == 1.0


def test_hostile_text_is_cleaned_and_the_rest_is_found():
    texts = [
        "a\0b",
        "tab\there",
        "\ufffe\uffff\ufdd0",
        "\x07",
        "",
        " ",
        "x" * 5000,
        "\u202eabc",
        "line\nbreak",
        "\ud800",
        "ok",
        "\u200d",
    ]
    data = written(page([[(text, True)] for text in texts], size=(100_000, 1754)), dpi=None)
    check(data)
    for reader in READERS.values():
        found = {plain(text) for text, _ in reader(data)[0]}
        assert {"ab", "tab", "here", "line", "break", "ok", "abc"} <= found
        assert any("x" * 100 in text for text in found)


def test_hostile_places_stay_on_the_page():
    sheet = page(LATIN)
    polygon = np.array(sheet.words.polygon)
    polygon[0] = polygon[0, 0]  # no area
    polygon[1] = polygon[1, :1] + [[0, 0], [50, 0], [50, 0], [0, 0]]  # no height
    polygon[2] -= 1e7  # beyond the page
    polygon[3] *= 1e30
    polygon[4] = polygon[4, ::-1]  # mirrored
    polygon[5] = -1e300
    polygon[6, :, 0] += [0, 40, 0, 40]  # crossed
    words = Words(sheet.words.text, polygon)
    data = written(
        sheet.replace(
            lines=Lines(sheet.lines.text, sheet.lines.polygon, words, sheet.lines.offsets)
        )
    )
    check(data)
    (found,) = pdfium(data)
    assert {text for text, _ in found} >= {text for text, _ in tokens(page(LATIN[1:]))}
    assert all(-3 <= side <= 845 for _, box in found for side in box)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@pytest.mark.parametrize("moved", [(500, 0), (-300, 0), (5000, 0), (0, -4000), (3000, 4000)])
def test_lines_that_leave_the_page_are_whole_and_on_it(moved, reader):
    sheet = page(LATIN)
    shift = np.array(moved)
    words = Words(sheet.words.text, sheet.words.polygon + shift)
    lines = Lines(sheet.lines.text, sheet.lines.polygon + shift, words, sheet.lines.offsets)
    data = written(sheet.replace(lines=lines))
    (found,) = reader(data)
    assert [text for text, _ in found] == [text for text, _ in tokens(sheet)]
    assert all(-3 <= side <= 845 for _, box in found for side in box)


def test_a_word_far_out_leaves_its_neighbors_in_place():
    sheet = page([["here", "gone", "there"]])
    polygon = np.array(sheet.words.polygon)
    polygon[1] += 1e6
    words = Words(sheet.words.text, polygon)
    lines = Lines(sheet.lines.text, sheet.lines.polygon, words, sheet.lines.offsets)
    before, after = (dict(pdfium(written(s))[0]) for s in (sheet, sheet.replace(lines=lines)))
    assert after.keys() == before.keys()
    for text in ("here", "there"):
        assert np.allclose(after[text], before[text], atol=2)


def test_a_small_word_on_a_slope_is_on_the_page():
    sheet = page([["i", "Sphinx"]])
    polygon = np.array(sheet.words.polygon)
    polygon[0] = [[200, 300], [200.6, 300.6], [200, 301.2], [199.4, 300.6]]
    lines = Lines(
        sheet.lines.text, sheet.lines.polygon, Words(["i", ""], polygon), sheet.lines.offsets
    )
    ((text, box),) = pdfium(written(sheet.replace(lines=lines)))[0]
    assert text == "i"
    assert np.allclose(box[:2], [200 * 0.48, 300 * 0.48], atol=1)


def test_overlapping_words_stay_apart():
    sheet = page([["range", "of", "prices"]])
    polygon = np.array(sheet.words.polygon)
    polygon[1, :, 0] = [150, 170, 170, 150]  # inside the first
    lines = Lines(
        sheet.lines.text, sheet.lines.polygon, Words(sheet.words.text, polygon), sheet.lines.offsets
    )
    for reader in READERS.values():
        assert {text for text, _ in reader(written(sheet.replace(lines=lines)))[0]} == {
            "range",
            "of",
            "prices",
        }


def test_a_hundred_thousand_words_fit_on_a_page():
    rows = [[f"w{row * 250 + column:x}" for column in range(250)] for row in range(400)]
    data = written(
        page(rows, size=(40_000, 26_000), unit=18),
        images=[np.full((260, 400), 255, np.uint8)],
        dpi=2,
    )
    assert len(poppler(data)[0]) == 100_000


@pytest.mark.parametrize("rows", [LATIN, EMOJI, ARABIC])
def test_the_result_is_valid(rows):
    check(written(page(rows), turned(page(rows), 3)))


def test_the_same_pages_give_the_same_bytes():
    sheets = page(LATIN), turned(page(EMOJI), 3)
    assert written(*sheets) == written(*sheets)


@pytest.mark.parametrize("seed", range(12))
def test_random_pages_hold_only_what_pdf_knows(seed):
    random = np.random.default_rng(seed)
    characters = [
        *"aB5. -()\\\r\0\n",
        "א",
        "ب",
        "字",
        "か",
        "\u0e31",
        "\u093f",
        "\u200d",
        "👍",
        "\ufffe",
        "\u0301",
    ]
    texts = ["".join(random.choice(characters, random.integers(0, 9))) for _ in range(40)]
    polygon = random.uniform(-200, 1600, (40, 4, 2))
    polygon[::3] = polygon[::3, :1] + np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * random.uniform(
        0, 90, (14, 1, 2)
    )
    polygon[random.random(40) < 0.2] = np.nan
    polygon[1:3, 0, 0] = random.choice([1e300, -1e300], 2)
    words = Words(texts, polygon, spaced=random.random(40) < 0.6)
    offsets = [0, 0, 1, 5, 9, 20, 40]
    lines = Lines([""] * 6, random.uniform(0, 900, (6, 4, 2)), words, offsets)
    data = written(page(LATIN).replace(lines=lines))
    with pikepdf.open(io.BytesIO(data)) as document:
        content = document.pages[0].Contents.read_bytes()
        assert pikepdf.parse_content_stream(document.pages[0])
    numbers = re.findall(
        rb"(?<=[ \n])[-+.0-9a-z]+(?= )", re.sub(rb"\((\\.|[^\\)])*\)", b" ", content)
    )
    assert all(re.fullmatch(rb"-?\d+(\.\d+)?|[a-z]{1,2}", number) for number in numbers)
    assert pdfium(data)


def test_more_characters_than_a_font_holds_are_said():
    glyphs = Glyphs()
    with pytest.raises(WriteError, match="65000 different characters"):
        for code in range(0x3400, 0x3400 + 66_000):
            glyphs.encode(chr(code))


def test_a_block_of_the_character_map_is_a_hundred_lines_at_most():
    glyphs = Glyphs()
    for code in range(0x4E00, 0x4E00 + 350):
        glyphs.encode(chr(code))
    blocks = re.findall(rb"(\d+) beginbfchar\n(.*?)endbfchar", glyphs.unicode_map(), re.DOTALL)
    assert [int(count) for count, _ in blocks] == [100, 100, 100, 51]
    assert [body.count(b"\n") for _, body in blocks] == [100, 100, 100, 51]


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("אבג", "גבא"),
        ("12-אב", "בא-12"),
        ("1.5אב", "בא1.5"),
        ("abאב", "באab"),
        ("אa\u0301b", "a\u0301bא"),
        ("a\u0301א", "אa\u0301"),
        ("(אב)", ")בא("),
        ("ab", "ab"),
    ],
)
def test_a_word_is_put_in_the_order_in_which_it_is_seen(word, shown):
    assert visual_order(word) == shown


def test_tilted_lines_that_pdfjs_would_take_for_one_start_with_another_stretch():
    def stretches(*feet):
        lines = (tilted_run("abc", line=line, foot=foot) for line, foot in enumerate(feet))
        return [float(re.search(r"([\d.]+) Tz", line)[1]) for line in operators(*lines)]

    close, far = stretches(500, 501), stretches(500, 530)
    assert close[1] == pytest.approx(1.03 * close[0], abs=0.1)
    assert far[1] == far[0]


def operators(*runs):
    """Each line of runs, as it is written."""
    return list(text_object(Runs.of(runs), Glyphs(), "F"))


def tilted_run(text, line=0, foot=500):
    return Run(text, line, 0.0, 30.0, foot, 10.0, True, np.cos(0.1), np.sin(0.1))


def level_run(text, start, end):
    return Run(text, 0, float(start), float(end), 500.0, 10.0, True, 1.0, 0.0)


def test_a_tilted_character_alone_does_not_carry_its_text_twice():
    assert "ActualText(W)" not in operators(tilted_run("W"))[0]
    assert "ActualText(abc)" in operators(tilted_run("abc"))[0]


def test_a_tilted_line_leaves_no_spacing_to_the_next_one():
    assert operators(tilted_run("abc"))[0].endswith("0 Tc \n")


def test_a_text_without_length_is_squeezed_and_not_made_to_vanish():
    assert " 0.1 Tz" in operators(level_run("x" * 5000, 0, 0))[0]


def test_a_word_makes_room_for_the_space_after_it():
    width = Glyphs().encode("abc")[1] / 100
    close = level_run("abc", 0, 30), level_run("abc", 30.5, 60)
    stretch = float(re.search(r"([\d.]+) Tz", operators(*close)[0])[1])
    assert stretch * width / 100 == pytest.approx(30.5 - 0.2 * 10, abs=0.1)


def test_a_word_that_clearly_leaves_its_line_keeps_its_own_direction():
    sheet = page([["aaaaaaaaaaaaaaaaaaaa", "bbb"]])
    polygon = np.array(sheet.words.polygon)
    center = tuple(polygon[1].mean(axis=0))
    polygon[1] = geometry.apply(geometry.rotation(45, center), polygon[1])
    words = Words(sheet.words.text, polygon)
    lines = Lines(sheet.lines.text, sheet.lines.polygon, words, sheet.lines.offsets)
    with pikepdf.open(io.BytesIO(written(sheet.replace(lines=lines)))) as document:
        content = document.pages[0].Contents.read_bytes()
    assert b" 0.70711 -0.70711 " in content


@pytest.mark.parametrize("apart", [5, 100])
def test_words_without_a_space_are_joined_only_where_they_are_close(apart):
    sheet = columns([["日本", "東京"]])
    polygon = np.array(sheet.words.polygon)
    polygon[1, :, 1] += apart
    words = Words(sheet.words.text, polygon, spaced=[False, False])
    lines = Lines(sheet.lines.text, sheet.lines.polygon, words, sheet.lines.offsets)
    with pikepdf.open(io.BytesIO(written(sheet.replace(lines=lines)))) as document:
        content = document.pages[0].Contents.read_bytes()
    assert content.count(b" Tm ") == (1 if apart == 5 else 2)


@pytest.mark.parametrize(
    ("text", "width", "height"),
    [("I", 10, 36), ("fi", 12, 40), ("wwwwww", 60, 50), ("日本", 40, 36)],
)
def test_a_high_word_alone_in_its_line_stays_level_unless_it_is_long(text, width, height):
    box = [[[100, 100], [100 + width, 100], [100 + width, 100 + height], [100, 100 + height]]]
    lines = Lines([text], box, Words([text], box), [0, 1])
    with pikepdf.open(io.BytesIO(written(page(LATIN).replace(lines=lines)))) as document:
        assert b"Tf 1 0 0 1 " in document.pages[0].Contents.read_bytes()


def test_lines_without_geometry_stand_at_the_left_of_a_page_that_does_not_begin_at_zero():
    lines = Lines(["dog"], words=Words(["dog"]), offsets=[0, 1])
    operators = layer(lines, np.eye(3), (100, 50, 300, 400), Glyphs()).decode("latin-1")
    x, y = (float(value) for value in operators.split(" Tm")[0].split()[-2:])
    assert x == 100
    assert 50 <= y < 52


def test_a_quad_that_is_flattened_keeps_its_foot_and_stays_inside():
    quad = np.array([[0, 0], [10, 0], [10, 100], [0, 100]], float)
    flat = _flattened(quad, width=2.0)  # two font sizes of text on a tenth of that
    assert flat[2:].tolist() == quad[2:].tolist()
    assert (flat[:2, 1] > 50).all()
    assert (flat[:2, 1] < 100).all()

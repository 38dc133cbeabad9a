"""The text that a PDF has: its words, where they stand, and in which order they are read."""

import io
import json
import logging
import re

import numpy as np
import pikepdf
import pytest
from pdf_pages import columns, page, turned, written
from reportlab.lib import pdfencrypt
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen import canvas

import ocrlayout as ol
from ocrlayout import geometry, registry
from ocrlayout.engines import text as engine
from ocrlayout.engines.text.right_to_left import logical
from ocrlayout.errors import EngineError, ImageError
from ocrlayout.model import Document, Lines
from ocrlayout.readers import text as reader

WIDE, HIGH = 400, 300  # points
ASCENT, DESCENT = 0.945, -0.224  # em, of Helvetica in PDFium


def drawn(draw, pages=1, **options):
    """A PDF of pages that are drawn by a function of the canvas and the page's number."""
    file = io.BytesIO()
    sheet = canvas.Canvas(file, pagesize=(WIDE, HIGH), invariant=1, **options)
    for number in range(1, pages + 1):
        sheet.setFont("Helvetica", 10)
        draw(sheet, number)
        sheet.showPage()
    sheet.save()
    return file.getvalue()


def at(*places):
    """Draw texts at their places: (x, y, text)."""
    return lambda sheet, _: [sheet.drawString(*place) for place in places]


def lines_of(data, number=0):
    return [line["text"] for line in engine.read(data)["pages"][number]["lines"]]


def words_of(data, number=0):
    return [word for line in engine.read(data)["pages"][number]["lines"] for word in line["words"]]


def corners(word):
    return np.reshape(word["polygon"], (4, 2)) * 72


def changed(data, change):
    with pikepdf.open(io.BytesIO(data)) as document:
        for leaf in document.pages:
            change(document, leaf)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def overlap(one, other):
    low, high = np.maximum(one[:, :2], other[:, :2]), np.minimum(one[:, 2:], other[:, 2:])
    inner = np.prod(np.clip(high - low, 0, None), axis=1)
    areas = [np.prod(box[:, 2:] - box[:, :2], axis=1) for box in (one, other)]
    return inner / (areas[0] + areas[1] - inner)


# --- words and boxes ---


def test_a_word_has_text_quad_size_and_what_follows():
    data = drawn(at((50, 200, "Pack my")))
    (first, second) = words_of(data)
    assert (first["text"], first["size"], first["spaced"]) == ("Pack", 10.0, True)
    assert first["visibility"] == "visible"
    wide = stringWidth("Pack", "Helvetica", 10)
    top, bottom = HIGH - 200 - ASCENT * 10, HIGH - 200 - DESCENT * 10
    expected = [[50, top], [50 + wide, top], [50 + wide, bottom], [50, bottom]]
    assert np.allclose(corners(first), expected, atol=0.05)
    assert second["text"] == "my"


@pytest.mark.parametrize("angle", [0, 5, -5, 30, 45, -45, 60, 90, 135, 180, 270])
def test_tilted_text_has_tilted_quads(angle):
    def draw(sheet, _):
        sheet.translate(200, 150)
        sheet.rotate(angle)
        sheet.drawString(20, 0, "Pack my")

    data = drawn(draw)
    assert lines_of(data) == ["Pack my"]
    wide = stringWidth("Pack", "Helvetica", 10)
    flat = [(20, ASCENT * 10), (20 + wide, ASCENT * 10), (20 + wide, DESCENT * 10)]
    flat = np.array([*flat, (20, DESCENT * 10)]) * (1, -1)
    expected = geometry.apply(geometry.translation(200, 150) @ geometry.rotation(-angle), flat)
    assert np.abs(corners(words_of(data)[0]) - expected).max() < 0.7


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_places_are_those_of_the_page_as_displayed(turn):
    def change(_, leaf):
        leaf.MediaBox = pikepdf.Array([-30, -20, WIDE, HIGH])
        leaf.CropBox = pikepdf.Array([20, 10, WIDE - 50, HIGH - 40])
        leaf.Rotate = turn

    data = changed(drawn(at((60, 100, "Pack"))), change)
    (found,) = engine.read(data)["pages"]
    wide, high = WIDE - 70, HIGH - 50
    size = (wide, high) if turn % 180 == 0 else (high, wide)
    assert np.allclose([found["width"] * 72, found["height"] * 72], size, atol=0.01)
    x, y = 60 - 20, HIGH - 40 - 100 - ASCENT * 10
    place = {0: (x, y), 90: (high - y, x), 180: (wide - x, high - y), 270: (y, wide - x)}[turn]
    quad = corners(found["lines"][0]["words"][0])
    assert np.allclose(quad[0], place, atol=0.1)
    assert np.isclose(geometry.angles(quad), geometry.fold(turn))


def test_a_font_with_horizontal_scaling_and_a_mirrored_page_keep_clockwise_quads():
    def draw(sheet, _):
        sheet.translate(0, HIGH)
        sheet.scale(1, -1)
        text = sheet.beginText(50, 100)
        text.setHorizScale(200)
        text.textOut("Pack")
        sheet.drawText(text)

    (word,) = words_of(drawn(draw))
    quad = corners(word)
    wide = np.hypot(*(quad[1] - quad[0]))
    assert np.isclose(wide, 2 * stringWidth("Pack", "Helvetica", 10), atol=0.1)
    edges = quad[1] - quad[0], quad[3] - quad[0]
    assert edges[0][0] * edges[1][1] - edges[0][1] * edges[1][0] > 0


# --- lines ---


def test_columns_at_one_height_are_lines_of_their_own():
    data = drawn(at((30, 200, "left column"), (220, 200, "right column")))
    assert lines_of(data) == ["left column", "right column"]


def test_words_drawn_one_by_one_are_a_line():
    places, x = [], 30
    for word in "Pack my box with five dozen".split():
        places.append((x, 200, word))
        x += stringWidth(word + " ", "Helvetica", 10)
    assert lines_of(drawn(at(*places))) == ["Pack my box with five dozen"]


def test_a_line_is_as_long_as_all_its_words():
    line = engine.read(drawn(at((50, 200, "Pack my box with jugs"))))["pages"][0]["lines"][0]
    words = np.concatenate([corners(word) for word in line["words"]])
    assert corners(line).min(axis=0) == pytest.approx(words.min(axis=0), abs=0.5)
    assert corners(line).max(axis=0) == pytest.approx(words.max(axis=0), abs=0.5)


def test_indices_and_exponents_belong_to_their_word():
    def draw(sheet, _):
        x = 30
        for text, size, rise in (("H", 10, 0), ("2", 6, -2), ("O and x", 10, 0), ("2", 6, 4)):
            sheet.setFont("Helvetica", size)
            sheet.drawString(x, 200 + rise, text)
            x += stringWidth(text, "Helvetica", size)

    assert lines_of(drawn(draw)) == ["H2O and x2"]


def test_letters_that_are_set_wide_apart_are_a_word():
    def draw(sheet, _):
        x = 30
        for letter in "SPREAD HEAD":
            if letter != " ":
                sheet.drawString(x, 200, letter)
            x += stringWidth(letter, "Helvetica", 10) + 3.5
        for at, letter in enumerate("ABC"):
            sheet.drawString(30 + 14 * at, 150, letter)

    assert lines_of(drawn(draw)) == ["SPREAD HEAD", "A B C"]


def test_a_word_divided_at_the_end_of_a_line_keeps_its_hyphen():
    data = drawn(at((30, 200, "an extra-"), (30, 188, "ordinary word")))
    assert lines_of(data) == ["an extra-", "ordinary word"]


def test_a_hidden_layer_is_told_and_not_mixed_with_what_it_repeats():
    def draw(sheet, _):
        x = 30
        for word in "Pack my box".split():
            sheet.drawString(x, 200, word)
            text = sheet.beginText(x + 0.3, 200.2)
            text.setFont("Courier", 8)
            text.setTextRenderMode(3)
            text.textOut(word)
            sheet.saveState()
            sheet.drawText(text)
            sheet.restoreState()
            x += stringWidth(word + " ", "Helvetica", 10)

    data = drawn(draw)
    assert lines_of(data) == ["Pack my box", "Pack my box"]
    seen = [word["visibility"] for word in words_of(data)]
    assert seen == ["visible"] * 3 + ["invisible"] * 3


def test_text_without_opacity_and_text_as_clip_are_not_visible():
    def draw(sheet, _):
        sheet.setFillAlpha(0)
        sheet.drawString(30, 200, "transparent")
        sheet.setFillAlpha(1)
        text = sheet.beginText(30, 150)
        text.setTextRenderMode(7)
        text.textOut("clip")
        sheet.drawText(text)

    seen = {word["text"]: word["visibility"] for word in words_of(drawn(draw))}
    assert seen == {"transparent": "transparent", "clip": "invisible"}


def test_words_outside_of_the_page_are_in_the_answer_and_not_in_the_document():
    data = drawn(at((WIDE - 30, 200, "in out"), (WIDE + 50, 100, "far"), (-2, 50, "in")))
    seen = [(word["text"], word["visibility"]) for word in words_of(data)]
    assert ("far", "outside") in seen
    assert ("in", "visible") in seen
    assert "far" not in ol.read(data, engine="text")[0].words.text


# --- our own searchable PDFs ---


def read_back(sheet, **options):
    """Write a page as searchable PDF and read its words; returns the page and the one read."""
    data = written(sheet, **options)
    (found,) = ol.read(data, engine="text").pages
    return found


def fit(sheet, found):
    """IoU of the words of a page and of what was read back."""
    scale = sheet.width / found.width
    return overlap(geometry.boxes(sheet.words.polygon), geometry.boxes(found.words.polygon * scale))


MANY = [["Pack", "my", "box", "with", "five"], ["dozen", "liquor", "jugs."], ["12.50", "a", "—"]]


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_our_own_pages_are_read_back_word_by_word(angle):
    sheet = turned(page(MANY), angle)
    found = read_back(sheet)
    assert found.words.text == sheet.words.text
    assert found.lines.text == sheet.lines.text
    assert np.median(fit(sheet, found)) >= 0.9


@pytest.mark.parametrize("angle", [-7, -2, 1, 3, 7])
def test_our_own_tilted_pages_are_read_back_word_by_word(angle):
    sheet = turned(page(MANY), angle)
    found = read_back(sheet)
    assert sorted(found.words.text) == sorted(sheet.words.text)
    order = [found.words.text.index(text) for text in sheet.words.text]
    lines = Lines(sheet.lines.text, words=found.words[order], offsets=sheet.lines.offsets)
    assert np.median(fit(sheet, found.replace(lines=lines))) >= 0.9


def test_scripts_without_spaces_are_read_back_without_spaces():
    rows = [[(each, False) for each in "東京都は日本の首都"], ["Pack", "my"]]
    found = read_back(page(rows, unit=36, gap=12))
    assert found.lines.text == ("東京都は日本の首都", "Pack my")
    assert found.words.text[:9] == tuple("東京都は日本の首都")
    assert not found.words.spaced[:8].any()


def test_columns_of_ideographs_are_read_back_as_columns():
    sheet = columns([list("縦書きの文章"), list("日本語です")])
    found = read_back(sheet)
    assert found.lines.text == ("縦書きの文章", "日本語です")
    upright = geometry.vertical(found.lines.polygon, found.words.polygon, found.lines.offsets)
    assert upright.all()


@pytest.mark.parametrize(
    "rows",
    [
        [["שלום", "עולם", "12.50", "סוף"]],
        [["مرحبا", "بالعالم", "123"]],
        [["(שלום)", "abc", "עולם"]],
    ],
)
def test_right_to_left_lines_are_read_back_in_the_order_of_reading(rows):
    found = read_back(page(rows, across=True))
    assert found.words.text == tuple(rows[0])


def test_a_right_to_left_line_is_as_long_as_all_its_words():
    sheet = page([["שלום", "עולם", "12.50", "סוף"]], across=True)
    for line in engine.read(written(sheet))["pages"][0]["lines"]:
        words = np.concatenate([corners(word) for word in line["words"]])
        assert corners(line)[:, 0].min() == pytest.approx(words[:, 0].min(), abs=0.5)
        assert corners(line)[:, 0].max() == pytest.approx(words[:, 0].max(), abs=0.5)


def test_characters_beyond_the_first_plane_and_marks_are_read_back():
    rows = [["a😀b", "𝒳", "e\u0301te\u0301"], ["นี่", "हिन्दी"]]
    assert read_back(page(rows)).words.text == ("a😀b", "𝒳", "e\u0301te\u0301", "นี่", "हिन्दी")


def test_characters_that_the_file_does_not_name_are_replacement_characters():
    def change(document, _):
        for part in document.objects:
            if isinstance(part, pikepdf.Dictionary) and "/ToUnicode" in part:
                del part["/ToUnicode"]

    (word,) = words_of(changed(written(page([["box"]])), change))
    assert word["text"] == "\ufffd" * 3


# --- right to left ---


def test_letters_that_share_a_glyph_are_read_in_their_own_direction():
    glyphs = ["ح", "ا", "ت", "ت", "ف", "لا", "ا"]  # as they stand: the word الافتتاح

    def change(document, _):
        shown = "".join(
            f"/Span<</ActualText<FEFF{glyph.encode('utf-16-be').hex()}>>>BDC"
            f" BT /F1 20 Tf 1 0 0 1 {50 + 11.12 * place:.2f} 100 Tm (n) Tj ET EMC "
            for place, glyph in enumerate(glyphs)
        )
        document.pages[0].Contents = document.make_stream(shown.encode())

    (word,) = words_of(changed(drawn(at((0, 0, "n"))), change))
    assert word["text"] == "الافتتاح"


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        ("abc", "abc"),
        ("גבא", "אבג"),
        ("12.5 גבא", "אבג 12.5"),
        ("34 12 גבא", "אבג 12 34"),
        ("2026-11 גבא", "אבג 2026-11"),
        ("١١-٢٠٢٦ گا", "اگ ٢٠٢٦-١١"),
        ("ד abc 12 גבא", "אבג abc 12 ד"),
        ("the name גבא 12 דג is", "the name גד 12 אבג is"),
    ],
)
def test_what_stands_from_left_to_right_is_read_in_its_own_direction(shown, read):
    assert "".join(shown[row] for row in logical(list(shown))) == read


# --- the engine ---


def test_a_document_is_read_by_name_and_its_confidence_is_unknown():
    document = ol.read(drawn(at((30, 200, "Pack my box"))), engine="text")
    assert isinstance(document, Document)
    assert document.origin.provider == "text"
    assert document[0].unit == "inch"
    assert np.isnan(document[0].words.confidence).all()


def test_the_answer_is_json_and_the_reader_takes_it_back():
    data = drawn(at((30, 200, "Pack my box")))
    raw = engine.read(data, raw=True)
    assert json.loads(raw) == engine.read(data)
    assert reader.accepts(json.loads(raw))
    assert ol.load(raw) == ol.read(data, engine="text")


def test_a_scan_without_text_has_a_page_without_lines():
    data = drawn(lambda sheet, _: sheet.rect(10, 10, 100, 100, fill=1))
    (found,) = engine.read(data)["pages"]
    assert found["lines"] == []
    assert len(ol.read(data, engine="text")[0].lines) == 0


def test_pages_are_chosen_and_progress_is_told():
    data = drawn(lambda sheet, number: sheet.drawString(30, 200, f"page {number}"), pages=5)
    news = []
    answer = engine.read(data, pages="2-3,5", progress=lambda *state: news.append(state))
    assert [found["page"] for found in answer["pages"]] == [2, 3, 5]
    assert news == [(1, 3), (2, 3), (3, 3)]
    with pytest.raises(ValueError, match="no page 9") as caught:
        engine.read(data, pages=9)
    assert not isinstance(caught.value, ImageError)


def test_pages_are_read_one_by_one():
    data = drawn(lambda sheet, number: sheet.drawString(30, 200, f"page {number}"), pages=3)
    news = []
    pages = engine.read_pages(data, progress=lambda *state: news.append(state))
    assert next(pages)["lines"][0]["text"] == "page 1"
    assert news == []
    pages.close()


@pytest.mark.parametrize("kind", ["path", "bytes", "bytearray", "file"])
def test_a_pdf_is_a_path_bytes_or_a_file(kind, tmp_path):
    data = drawn(at((30, 200, "Pack")))
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    sources = {"path": path, "bytes": data, "bytearray": bytearray(data), "file": io.BytesIO(data)}
    assert words_of(sources[kind])[0]["text"] == "Pack"


def test_an_encrypted_pdf_is_read_with_its_password():
    locked = pdfencrypt.StandardEncryption("secret", strength=128)
    data = drawn(at((30, 200, "Pack")), encrypt=locked)
    assert engine.read(data, password="secret")["pages"][0]["lines"][0]["text"] == "Pack"
    with pytest.raises(ImageError, match="encrypted; give its password"):
        engine.read(data)
    with pytest.raises(ImageError, match="the password is wrong"):
        engine.read(data, password="guess")


def test_what_is_not_a_pdf_is_refused_with_advice(tmp_path):
    path = tmp_path / "scan.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(ImageError, match=r"scan\.png is not a PDF; text is read from PDFs only"):
        engine.read(path)
    with pytest.raises(ImageError, match="text is read from PDFs only"):
        engine.read(np.zeros((20, 30), np.uint8))
    with pytest.raises(ImageError, match="no such file"):
        engine.read(tmp_path / "gone.pdf")
    with pytest.raises(EngineError, match="does not download"):
        engine.read("https://example.org/report.pdf")


def test_a_broken_file_is_named(tmp_path):
    path = tmp_path / "broken.pdf"
    path.write_bytes(drawn(at((30, 200, "Pack")))[:300])
    with pytest.raises(ImageError, match=r"broken\.pdf is not a PDF that can be read"):
        engine.read(path)


def test_a_broken_page_is_named(tmp_path):
    path = tmp_path / "broken.pdf"
    data = drawn(at((30, 200, "Pack")), pages=2)
    path.write_bytes(re.sub(rb"(/Kids \[ \d+ 0 R) \d+ 0 R", rb"\1 99 0 R", data))
    with pytest.raises(ImageError, match=r"broken\.pdf \(page 2\) is broken"):
        engine.read(path, pages=2)
    assert engine.read(path, pages=1)["pages"][0]["lines"][0]["text"] == "Pack"


def test_damaged_files_are_read_or_refused_and_nothing_else():
    random = np.random.default_rng(8)
    whole = np.frombuffer(drawn(at((30, 200, "Pack my box")), pages=2), np.uint8)
    for _ in range(150):
        data = whole.copy()
        data[random.integers(8, len(data), 12)] = random.integers(0, 256, 12)
        try:
            answer = engine.read(data.tobytes())
        except ImageError:
            continue
        reader.read(answer)


def test_it_is_never_chosen_for_a_scan(monkeypatch):
    alone = {"text": engine}
    monkeypatch.setattr(registry, "modules", lambda _: alone)
    for name in (None, "local"):
        with pytest.raises(EngineError, match="no OCR engine is ready"):
            registry.engine_for(name)
    assert registry.engine_for("text") is engine
    assert engine.ready()
    assert not engine.REMOTE


def test_nothing_is_logged_or_left_open(caplog):
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            engine.read(drawn(at((30, 200, "Pack"))))
    assert not caplog.records


@pytest.mark.parametrize("angle", [20, 35, 60, 70])
def test_steep_text_has_words_as_long_as_their_letters(angle):
    def draw(sheet, _):
        sheet.translate(150, 100)
        sheet.rotate(angle)
        sheet.drawString(0, 0, "harbor")

    word = words_of(drawn(draw))[0]
    length = geometry.sizes(corners(word))[0]
    assert length == pytest.approx(stringWidth("harbor", "Helvetica", 10), rel=0.15)

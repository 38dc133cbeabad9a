"""What hOCR says, and what becomes of it."""

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry

FOLDER = samples.DATA / "hocr"


def source(name="tesseract.hocr"):
    return (FOLDER / name).read_text("utf-8")


def load(text):
    return ol.load(text.encode())


def page_of(inside, title="bbox 0 0 400 300"):
    return load(f"<div class='ocr_page' title='{title}'>{inside}</div>")[0]


def line(inside, title="bbox 0 0 100 10"):
    return f'<span class="ocr_line" title="{title}">{inside}</span>'


def word(text, title="bbox 0 0 100 10"):
    return f'<span class="ocrx_word" title="{title}">{text}</span>'


def refused(inside, title="bbox 0 0 400 300"):
    with pytest.raises(ol.ReadError) as caught:
        page_of(inside, title)
    return caught.value


@pytest.fixture
def document():
    return samples.load(FOLDER / "tesseract.hocr")


class TestLines:
    def test_texts(self, document):
        first, second, third = document
        assert first.text == "Tide table\nthe har-\n満潮\nloose ends"
        assert second.text == ""
        assert third.text == "upward text\ntext of a paragraph alone"

    def test_white_space_between_words_is_theirs(self, document):
        assert document[0].lines[2].words.spaced.tolist() == [False, True]
        assert document[0].lines[2].words.text == ("満", "潮")

    def test_the_old_name_of_a_confidence(self):
        inside = word("quick", "bbox 0 0 40 10;x_conf 85.60") + " " + word("fox")
        found = page_of(line(inside)).words.confidence
        assert found[0] == pytest.approx(0.856)
        assert np.isnan(found[1])

    def test_text_of_a_line_that_its_words_repeat_is_read_once(self):
        inside = "DATE: 1/2\n" + word("DATE") + word(": ") + word("1/2\n")
        lines = page_of(line(inside)).lines
        assert lines.text == ("DATE: 1/2",)
        assert lines[0].words.text == ("DATE", ":", "1/2")

    def test_text_of_a_line_beside_its_words_stays(self):
        assert page_of(line("the " + word("dog"))).lines.text == ("the dog",)
        assert page_of(line("the dog")).lines.text == ("the dog",)

    def test_a_hyphen_behind_a_word_is_its_last_character(self):
        inside = word("the") + " " + word("har") + "&shy;<br/>"
        lines = page_of(line(inside)).lines
        assert lines.text == ("the har\xad",)
        assert lines[0].words.text == ("the", "har\xad")
        lines = page_of(line(word("low") + "-" + word("tide"))).lines
        assert lines.text == ("low-tide",)
        assert lines[0].words.text == ("low-", "tide")

    def test_other_readings_are_not_text(self, document):
        assert document[0].lines[1].words.text == ("the", "har-")
        inside = '<span class="alternatives"><ins class="alt">tide</ins><del class="alt">tine</del></span>'
        assert page_of(line(word(inside))).lines.text == ("tide",)

    def test_confidences(self, document):
        known = document[0].words.confidence
        assert known[:4].tolist() == [0.96, 0, 0.91, 0.88]
        assert known[6:].tolist() == pytest.approx([np.nan, 0.6], nan_ok=True)
        percents = page_of(line(word("a", "bbox 0 0 9 9; x_confs 90 70")))
        assert percents.words.confidence.tolist() == [0.8]

    def test_words_of_no_line_are_one(self, document):
        assert document[0].lines[3].polygon == ((300, 200), (380, 200), (380, 216), (300, 216))

    def test_text_between_words_is_a_word_without_a_place(self):
        made = page_of(line(f"{word('low')} and {word('high')}")).lines[0]
        assert made.words.text == ("low", "and", "high")
        assert np.isnan(made.words.polygon[1]).all()

    def test_soft_hyphens_stay(self):
        assert page_of(line(word("har\u00ad"))).words.text == ("har\u00ad",)

    def test_a_line_without_text_stays(self):
        assert page_of(line(word(""))).lines.text == ("",)

    def test_what_is_not_xml(self):
        page = samples.load(FOLDER / "not_xml.html")[0]
        assert page.lines.text == ("Low & high", "at noon<?", "not", "closed")
        assert page.blocks.role == ("heading", "paragraph")
        assert page.lines[1].polygon == ((10, 40), (90, 44), (89.5, 54), (9.5, 50))

    def test_entities_of_html_are_letters(self):
        text = (
            f"<html><body><div class='ocr_page' title='bbox 0 0 9 9'>{line('a&nbsp;&uuml;')}</div>"
        )
        assert load(text)[0].text == "a ü"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
    def test_encodings(self, encoding):
        text = (
            f'<?xml version="1.0" encoding="{encoding}"?><div class="ocr_page">{line("für")}</div>'
        )
        assert ol.load(text.encode(encoding))[0].text == "für"


class TestPages:
    def test_they_are_numbered_in_order(self, document):
        assert [page.number for page in document] == [1, 2, 3]
        assert [page.size for page in document] == [(400, 300), (300, 400), (300, 400)]
        assert document.origin == ("hocr", "by hand 1.0", "")

    def test_a_page_without_a_box(self):
        inside = line(word("dog"))
        assert page_of(inside, "").size == (100, 10)
        text = f"<div class='ocr_page'>{inside}</div>".encode()
        assert ol.load(text, sizes=[(200, 50)])[0].size == (200, 50)

    def test_blocks(self, document):
        page = document[0]
        assert page.blocks.role == ("", "paragraph", "header", "", "paragraph", "figure")
        assert page.blocks.parent.tolist() == [-1, 0, 1, -1, 3, -1]
        assert page.lines.block.tolist() == [2, 1, 4, -1]
        assert page.lines.language == ("eng", "eng", "jpn", "")

    def test_the_block_and_the_language_of_library_exports(self):
        block = f'<div class="ocr_block" title="bbox 0 0 100 20">{line(word("Hund"))}</div>'
        page = page_of(block, "bbox 0 0 400 300;x_source bsb_1;ocrp_lang de")
        assert page.blocks.role == ("",)
        assert page.lines.block.tolist() == [0]
        assert page.lines.language == ("de",)
        assert page_of(block, "bbox 0 0 400 300;ocrp_lang unknown").lines.language == ("",)


class TestAngles:
    def test_text_that_runs_upward(self, document):
        page = document[2]
        assert page.angle == -90
        assert page.lines[0].polygon == ((20, 200), (20, 10), (40, 10), (40, 200))
        assert page.words[0].polygon[0] == (20, 200)

    @pytest.mark.parametrize(("turn", "corner"), [(0, (0, 0)), (180, (100, 10)), (270, (100, 0))])
    def test_quarter_turns(self, turn, corner):
        page = page_of(line(word("dog"), f"bbox 0 0 100 10; textangle {turn}"))
        assert page.words[0].polygon[0] == corner

    def test_a_leaning_line_leans(self):
        quad = leaning_quad(100, 50, 200, 12, 4.0)
        x0, y0, x1, y1 = geometry.boxes(quad)
        box = f"bbox {x0:.2f} {y0:.2f} {x1:.2f} {y1:.2f}"
        slope = np.tan(np.radians(4))
        page = page_of(line(word("leaning", box), f"{box}; baseline {slope:.5f} -9"))
        assert np.allclose(page.words.polygon[0], quad, atol=0.1)
        assert np.allclose(page.lines.polygon[0], quad, atol=0.1)
        assert page.angle == pytest.approx(4, abs=0.01)
        assert ol.page_angle(page) == pytest.approx(4, abs=0.01)

    @pytest.mark.parametrize("angle", [0, 3, -20, 90, -88, 175, -170, 95])
    def test_a_rectangle_is_found_in_its_hull(self, angle):
        quad = leaning_quad(300, 200, 120, 14, angle)
        found = geometry.leaning([geometry.boxes(quad)], angle)[0]
        assert np.allclose(found, quad)

    def test_where_a_hull_says_too_little_the_box_is_taken(self):
        assert geometry.leaning([[0, 0, 10, 10]], 45)[0].tolist() in (
            [[0, 0], [10, 0], [10, 10], [0, 10]],
            [[10, 0], [10, 10], [0, 10], [0, 0]],
        )
        flat = geometry.leaning([[0, 0, 100, 1]], 10)[0]  # no rectangle at 10° has such a hull
        assert flat.tolist() == [[0, 0], [100, 0], [100, 1], [0, 1]]


def leaning_quad(x, y, width, height, angle):
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], float)
    return geometry.apply(geometry.translation(x, y) @ geometry.rotation(angle), corners)


class TestBadInput:
    @pytest.mark.parametrize(
        "title",
        [
            "bbox 1 2 3",
            "bbox 1 2 3 x",
            "bbox 1 2 3 nan",
            "bbox 1 2 3 1e9",
            "bbox 1 2 3 4 5",
            "bbox",
        ],
    )
    def test_a_box(self, title):
        assert refused(line(word("dog", title))).where == "span (line 1)"
        assert refused(line("dog", title)).where == "span (line 1)"
        assert refused("", title).where == "div (line 1)"

    @pytest.mark.parametrize("title", ["x_wconf 101", "x_wconf -1", "x_wconf x", "x_confs 200"])
    def test_a_confidence(self, title):
        assert refused(line(word("dog", f"bbox 0 0 1 1; {title}"))).where == "span (line 1)"

    @pytest.mark.parametrize(
        "title", ["textangle x", "baseline x 1", "textangle 1 2", "poly 1 2 3"]
    )
    def test_an_angle_and_a_polygon(self, title):
        assert refused(line(word("dog"), f"bbox 0 0 1 1; {title}")).where == "span (line 1)"

    def test_the_line_of_the_file_is_named(self):
        text = source().replace("bbox 80 44 130 60; x_wconf 88", "bbox 80 44 130; x_wconf 88")
        with pytest.raises(ol.ReadError) as caught:
            load(text)
        number = text[: text.index("bbox 80 44 130; x_wconf")].count("\n") + 1
        assert caught.value.where == f"span (line {number})"

    def test_entities_are_refused(self):
        text = '<!DOCTYPE x [<!ENTITY a "b">]><div class="ocr_page">&a;</div>'
        with pytest.raises(ol.ReadError, match="entities"):
            load(text)

    def test_files_and_the_network_are_not_reached(self, tmp_path):
        (tmp_path / "secret").write_text("secret")
        outside = f'<!DOCTYPE x SYSTEM "file://{tmp_path}/secret"><div class="ocr_page">&s;</div>'
        assert "secret" not in load(outside).text

    @pytest.mark.parametrize("count", [300, 100_000])
    def test_depth(self, count):
        text = '<div class="ocr_page">' + "<span>" * count + "dog"
        try:
            document = load(text)
        except ol.ReadError:
            return
        assert len(document) == 1

    def test_a_million_attributes(self):
        attributes = " ".join(f"a{number}=''" for number in range(1_000_000))
        try:
            document = load(f'<div class="ocr_page" title="bbox 0 0 9 9" {attributes}>dog</div>')
        except ol.ReadError:
            return
        assert document[0].size == (9, 9)

    @pytest.mark.parametrize(
        "text", ["<html></html>", "<div class='ocr_pages'>", "class='ocr_page'"]
    )
    def test_what_only_looks_like_it(self, text):
        with pytest.raises(ol.UnknownFormat):
            load(text)

    def test_json_for_it(self):
        with pytest.raises(ol.ReadError, match="not an answer of hocr"):
            ol.load({"a": 1}, "hocr")

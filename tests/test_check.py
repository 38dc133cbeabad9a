"""A PDF that was written is read back: nothing is missed that is there, and no fault is passed over."""

import io
import os
import re
from pathlib import Path

import numpy as np
import pikepdf
import pytest
import scanned_pages
from pdf_pages import DPI, ROWS, blank, columns, page, turned, written
from PIL import Image
from reportlab.pdfgen import canvas

import ocrlayout
from ocrlayout import Document, ImageError, check_pdf, deskew, read, save
from ocrlayout.check import Fault
from ocrlayout.cli import checking, main
from ocrlayout.cli.console import Console
from ocrlayout.images import expand
from ocrlayout.model import Lines, Words

SCRIPTS = {
    "Latin": "Pack my box with five dozen jugs a I the the 12 3 4,5 (see) “quoted” co-op",
    "combining": "e\u0301cole nai\u0308ve A\u030angstrom o\u0302\u0323 cafe\u0301",
    "ligatures": "of\ufb01ce \ufb02ow \u0132ssel \u01c4 \u2116 \u2122 x\u00b2 \u00bd \u2026",
    "controls": "a\tb c\x00d e\u200bf g\u00adh \u200e \x01 i\u2028j k\u00a0l \ufeffm",
    "hyphens": "well- known \u2010a b\u2011c d\u00ad e\u2013f \u2014 g\u2212h -",
    "Greek": "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία ᾧ ᾳ",
    "Hebrew": "שלום עולם הספר הגדול של 12 ילדים בשנת 2024 (כן) א ב",
    "Arabic": "السلام عليكم ورحمة قدمًا أحرارًا لا إله ١٢٣",
    "mixed": "שלום world 12.5% (abc) ספר Hello 2024-11-30, سلام",
    "Hindi": "सभी मनुष्यों को गौरव और अधिकारों के मामले",
    "Thai": "มนุษย์ทั้งหลาย เกิดมามีอิสระ และเสมอภาค",
    "Korean": "모든 인간은 태어날 때부터 자유로우며",
    "full width": "ＡＢＣ １２３ ｶﾞｷﾞ 「東京」 。、",
}
HAN = "人人生而自由在尊严和权利上一律平等"


def rows(text, count=4, length=6):
    words = text.split(" ")
    return [[words[(3 * row + at) % len(words)] for at in range(length)] for row in range(count)]


def upright_boxes(sheet):
    """The page with boxes along the axes, as older services have them."""
    quads = sheet.words.polygon
    low, high = quads.min(axis=1), quads.max(axis=1)
    corners = [
        low,
        np.stack([high[:, 0], low[:, 1]], 1),
        high,
        np.stack([low[:, 0], high[:, 1]], 1),
    ]
    words = Words(sheet.words.text, np.stack(corners, axis=1), spaced=sheet.words.spaced)
    lines = sheet.lines
    return sheet.replace(lines=Lines(lines.text, lines.polygon, words, lines.offsets))


def checked(*sheets, data=None, **options):
    scans = [blank(sheet) for sheet in sheets]
    data = data if data is not None else written(*sheets, images=scans)
    return check_pdf(Document(sheets), data, images=scans, **options)


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_of_every_script_are_found(script, turn):
    across = script in ("Hebrew", "Arabic", "mixed")
    result = checked(turned(page(rows(SCRIPTS[script]), across=across), turn))
    assert result.is_sound, result
    assert result.found == result.words > 0


@pytest.mark.parametrize("script", ["Latin", "combining", "ligatures", "Greek", "Hindi", "Korean"])
@pytest.mark.parametrize("tilt", [-7, -3, -0.4, 1, 5])
def test_words_of_tilted_pages_are_found(script, tilt):
    sheet = turned(page(rows(SCRIPTS[script])), tilt)
    for tilted in (sheet, upright_boxes(sheet)):
        result = checked(tilted)
        assert result.is_sound, result


@pytest.mark.parametrize("tilt", [-7, -2, 1, 4, 45, 183])
def test_tilted_characters_that_share_a_replacement_text_are_found_one_by_one(tilt):
    lines = [HAN, HAN[5:] + HAN[:5], HAN[::-1]]
    several = [[(character, False) for character in line] for line in lines]
    for sheet in (page(several, unit=36), columns(list(map(list, lines)))):
        result = checked(turned(sheet, tilt))
        assert result.is_sound, result
        assert result.whole_lines == 3


@pytest.mark.parametrize("tilt", [-7, -1, 2, 45])
def test_tilted_words_of_characters_beyond_the_first_plane_are_found(tilt):
    words = [
        "\U0001f44d\U0001f3fd",
        "\U00010330\U00010331",
        "a\U0001d518b",
        "n\ufdd0o",
        "\u2764\ufe0f",
    ]
    result = checked(turned(page([words, words[::-1]]), tilt))
    assert result.is_sound, result
    assert result.whole_lines == 2


def test_characters_without_spaces_are_compared_by_their_place():
    several = [[(character, False) for character in HAN]] * 3
    whole = page([[HAN]] * 3, unit=36)
    for sheet in (page(several, unit=36), whole, columns([list(HAN)] * 3), columns([[HAN]] * 3)):
        result = checked(sheet)
        assert result.is_sound, result
        assert result.whole_lines == result.lines == 3


def test_control_characters_alone_are_not_looked_for():
    result = checked(page([["a", "\x01", "\u200e", "b"]]))
    assert (result.words, result.found) == (2, 2)


def test_words_without_a_place_may_stand_anywhere_in_their_line():
    sheet = page(ROWS)
    bare = np.full_like(sheet.words.polygon, np.nan)
    lines = sheet.lines
    for polygon in (lines.polygon, np.full_like(lines.polygon, np.nan)):
        words = Words(sheet.words.text, bare)
        unplaced = sheet.replace(lines=Lines(lines.text, polygon, words, lines.offsets))
        alone = sheet.replace(lines=Lines.concat([unplaced.lines.take([0]), lines.take([1])]))
        assert checked(alone).is_sound, checked(alone)


def test_a_word_that_the_document_has_twice_in_one_place_is_not_missing():
    sheet = page(ROWS)
    twice = sheet.replace(lines=Lines.concat([sheet.lines, sheet.lines]))
    assert checked(twice).is_sound, checked(twice)


def test_a_page_turned_upright_is_found_as_it_lies_then():
    sheet = turned(page(rows(SCRIPTS["Latin"])), 4)
    scan, out = blank(sheet), io.BytesIO()
    from_scan = Document([sheet])
    upright = deskew(from_scan)
    save(upright, out, to="pdf", images=scan, upright=True)
    assert check_pdf(upright, out.getvalue(), images=scan, upright=True).is_sound
    assert not check_pdf(upright, out.getvalue(), images=scan).is_sound


# PDFs that are spoiled: each fault is found ------------------------------------------------------


def spoiled(change, sheets=None):
    """Change a PDF of two pages, and compare it with their document."""
    sheets = sheets or [page(rows(SCRIPTS["Latin"])), page(rows(SCRIPTS["Greek"]), number=2)]
    pdf = pikepdf.open(io.BytesIO(written(*sheets)))
    change(pdf)
    out = io.BytesIO()
    pdf.save(out)
    return checked(*sheets, data=out.getvalue())


def content(pdf, change, number=0):
    sheet = pdf.pages[number]
    sheet.contents_coalesce()
    sheet.Contents = pdf.make_stream(change(sheet.Contents.read_bytes()))


def text_objects(data):
    return b"".join(re.findall(rb"BT.*?ET\n", data, re.DOTALL))


def moved(matrix):
    return lambda pdf: content(
        pdf, lambda data: data.replace(b"BT", b"q " + matrix + b" cm BT").replace(b"ET", b"ET Q")
    )


def test_a_sound_pdf_is_sound():
    result = spoiled(lambda pdf: None)
    assert result.is_sound
    assert (result.pages, result.words, result.found, result.lines) == (2, 48, 48, 8)


def test_a_layer_that_is_gone_is_found():
    result = spoiled(lambda pdf: content(pdf, lambda data: data.replace(text_objects(data), b"")))
    assert (result.found, result.missing) == (24, 24)


LINE = 64 * 72 / DPI  # points from one line of these pages to the next


@pytest.mark.parametrize("step", [(0, LINE), (0, -LINE), (40, 0), (-40, 0)])
def test_a_layer_that_was_shifted_is_found(step):
    result = spoiled(moved(b"1 0 0 1 %d %d" % step))
    assert not result.is_sound
    assert result.misplaced + result.missing >= 20


def test_a_layer_that_was_scaled_is_found():
    assert spoiled(moved(b"1.1 0 0 1.1 0 0")).misplaced > 10


def test_a_layer_that_stands_twice_is_found():
    result = spoiled(lambda pdf: content(pdf, lambda data: data + moved_a_bit(text_objects(data))))
    assert (result.found, result.doubled) == (48, 24)


def moved_a_bit(layer):
    return b"q 1 0 0 1 2 2 cm " + layer + b"Q\n"


@pytest.mark.parametrize("at", range(0, 24, 5))
def test_one_word_that_is_lost_is_found(at):
    sheets = [page(rows(SCRIPTS["Latin"]))]
    kept = np.arange(24) != at
    short = [sheets[0].replace(lines=sheets[0].lines.keep(kept))]
    result = checked(*sheets, data=written(*short))
    assert (result.found, result.missing, result.doubled) == (23, 1, 0)
    assert result.examples == (Fault("missing", 1, at, sheets[0].words.text[at][:12]),)


def test_one_of_two_equal_characters_side_by_side_is_missed():
    sheet = page([[(character, False) for character in HAN]], unit=36)
    short = sheet.replace(lines=sheet.lines.keep(np.arange(len(HAN)) != 1))
    result = checked(sheet, data=written(short))
    assert (result.missing, result.misplaced) == (1, 0)


def test_a_word_with_one_wrong_letter_is_found():
    sheet = page(ROWS)
    words = ["Pack", "rny", *sheet.words.text[2:]]
    lines = sheet.lines
    other = Lines(lines.text, lines.polygon, Words(words, sheet.words.polygon), lines.offsets)
    result = checked(sheet, data=written(sheet.replace(lines=other)))
    assert result.examples == (Fault("missing", 1, 1, "my"),)


def test_pages_that_changed_places_are_found():
    def swap(pdf):
        pdf.pages.reverse()

    assert spoiled(swap).missing > 30


def test_pages_that_are_lost_and_pages_too_many_are_found():
    def drop(pdf):
        del pdf.pages[1]

    result = spoiled(drop)
    assert (result.pages, result.pages_read, result.missing) == (2, 1, 24)
    result = spoiled(lambda pdf: pdf.pages.append(pdf.pages[0]))
    assert (result.pages, result.pages_read, result.missing) == (2, 3, 0)
    assert not result.is_sound


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_wrong_rotation_is_found(turn):
    def rotate(pdf):
        pdf.pages[0].Rotate = turn

    result = spoiled(rotate)
    assert result.misplaced + result.missing >= 20


def test_characters_without_their_meaning_are_found():
    def break_map(pdf):
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each:
                del each["/ToUnicode"]

    assert spoiled(break_map).found == 0


def test_characters_with_another_meaning_are_found():
    def shift_map(pdf):
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each:
                entries = each.ToUnicode.read_bytes().replace(b"<0001>", b"<0002>", 1)
                each.ToUnicode = pdf.make_stream(entries.replace(b"<0061>", b"<0062>"))

    assert spoiled(shift_map).missing > 0


def test_right_to_left_words_set_backwards_are_found():
    sheet = page(rows(SCRIPTS["Hebrew"]), across=True)
    words = sheet.words
    backwards = Words([text[::-1] for text in words.text], words.polygon, spaced=words.spaced)
    lines = Lines(sheet.lines.text, sheet.lines.polygon, backwards, sheet.lines.offsets)
    result = checked(sheet, data=written(sheet.replace(lines=lines)))
    assert result.missing > 5


def test_lines_of_which_each_word_was_drawn_with_those_of_others_are_not_whole():
    sheet = page(rows(SCRIPTS["Latin"]))
    lines = sheet.lines.regroup([[at + 6 * line] for at in range(6) for line in range(4)])
    result = checked(sheet, data=written(sheet.replace(lines=lines)))
    assert result.is_sound
    assert result.whole_lines < result.lines == 4


# PDFs that have text of their own ----------------------------------------------------------------

TYPED = ["Pack my box with five", "dozen liquor jugs", "of the very best", "How", "vexingly"]
TYPED += ["quick", "daft", "zebras", "jump"]
LINES = [scanned_pages.line(number) for number in (1, 2, 3)]
WORN = "rny"  # how an engine may read "my"


def typed(*layers):
    """A PDF page with each layer's lines: (render mode, lines, step to the right)."""
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=(300, 220), invariant=1)
    for mode, lines, step in layers:
        text = sheet.beginText(20 + step, 180)
        text.setFont("Helvetica", 12)
        text.setTextRenderMode(mode)
        text.setLeading(18)
        text.textLines("\n".join(lines))
        sheet.drawText(text)
    sheet.save()
    return out.getvalue()


VISIBLE, HIDDEN = (0, TYPED, 0), (3, TYPED, 2)


def test_words_that_the_page_has_by_itself_are_found():
    data = typed(VISIBLE)
    result = check_pdf(read(data, engine="text"), data, images=data)
    assert result.is_sound
    assert (result.words, result.found, result.whole_lines) == (18, 18, 9)


def test_words_that_an_answer_reads_otherwise_are_the_pages_own():
    data = typed(VISIBLE)
    answer = read(typed((0, [line.replace("my", WORN) for line in TYPED], 0)), engine="text")
    result = check_pdf(answer, data, images=data)
    assert result.is_sound
    assert (result.words, result.found, result.own, result.lines) == (18, 17, 1, 8)


def test_own_text_that_is_lost_does_not_excuse_a_word():
    before, after = typed(VISIBLE), typed((0, TYPED[1:], 0))
    answer = read(typed((0, [line.replace("my", WORN) for line in TYPED], 0)), engine="text")
    assert check_pdf(answer, after, images=before).missing > 3


def test_words_laid_over_text_that_the_page_has_are_doubled():
    before, after = typed(VISIBLE), typed(VISIBLE, HIDDEN)
    result = check_pdf(read(before, engine="text"), after, images=before)
    assert (result.found, result.doubled, result.missing) == (18, 18, 0)


def test_a_page_that_stays_as_it_is_counts_for_all_of_it():
    garbled = ["Peck ny bux vith fve", "dizen liqor jugz", "Of ve vry besd", *"abcdef"]
    before = typed((0, garbled, 0))
    answer = read(typed((0, [f"{line} more" for line in TYPED], 0)), engine="text")
    result = check_pdf(answer, before, images=before)
    assert result.is_sound
    assert result.own == result.words == 27
    assert check_pdf(answer, typed((0, garbled[1:], 0)), images=before).missing > 9


def test_skipped_pages_are_not_looked_at_for_what_their_pictures_say():
    def stamped(*layers):
        return scanned_pages.pdf(scanned_pages.scanned(*LINES, header="Typed above", hidden=layers))

    before, after = stamped(), stamped(*LINES)
    answer = read(after, engine="text")
    assert check_pdf(answer, after, images=before).is_sound
    assert check_pdf(answer, before, images=before).missing > 20
    result = check_pdf(answer, before, images=before, existing_text="skip")
    assert result.is_sound
    assert result.own > 20


@pytest.mark.parametrize("way", ["redo", "force"])
def test_an_old_layer_that_was_to_give_way_does_not_excuse_a_word(way):
    before = typed((3, [line.replace("my", WORN) for line in TYPED], 0))
    answer = read(typed(VISIBLE), engine="text")
    assert check_pdf(answer, before, images=before).is_sound
    assert check_pdf(answer, before, images=before, existing_text=way).missing == 1
    assert check_pdf(answer, typed(HIDDEN), images=before, existing_text=way).is_sound


def test_text_that_is_seen_is_the_pages_own_when_layers_are_replaced():
    before = typed((0, [line.replace("my", WORN) for line in TYPED], 0))
    answer = read(typed(VISIBLE), engine="text")
    assert check_pdf(answer, before, images=before, existing_text="redo").own == 1
    assert check_pdf(answer, before, images=before, existing_text="force").missing == 1


def test_text_that_the_page_had_twice_before_is_not_doubled():
    before = typed(VISIBLE, HIDDEN)
    assert check_pdf(read(typed(VISIBLE), engine="text"), before, images=before).is_sound


def test_an_old_layer_that_was_replaced_is_not_doubled():
    before, after = typed(HIDDEN), typed((3, TYPED, 0))
    assert check_pdf(read(typed(VISIBLE), engine="text"), after, images=before).is_sound


def test_pages_in_several_pdfs_joined_are_compared_one_by_one():
    one, other = typed(VISIBLE), typed((0, TYPED[::-1], 0))
    documents, out = [read(one, engine="text"), read(other, engine="text")], io.BytesIO()
    with pikepdf.open(io.BytesIO(one)) as joined, pikepdf.open(io.BytesIO(other)) as second:
        joined.pages.extend(second.pages)
        joined.save(out)
    assert check_pdf(documents, out.getvalue(), images=[one, other]).is_sound
    assert not check_pdf(documents[::-1], out.getvalue(), images=[other, one]).is_sound


def test_pages_without_an_answer_keep_their_place():
    pages = [typed(VISIBLE), typed((0, TYPED[::-1], 0))]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pages[0])) as pdf, pikepdf.open(io.BytesIO(pages[1])) as second:
        pdf.pages.extend(second.pages)
        pdf.save(out)
    answer = read(out.getvalue(), engine="text", pages=2)
    result = check_pdf(answer, out.getvalue(), images=out.getvalue())
    assert result.is_sound
    assert (result.pages, result.words) == (2, 18)
    assert check_pdf(answer, pages[1], images=out.getvalue(), pages="answered").is_sound


def test_an_encrypted_pdf_is_read_with_the_password_of_its_scan():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(typed(VISIBLE))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="told", owner="own"))
    scans = expand(out.getvalue(), password="told")
    document = read(out.getvalue(), engine="text", password="told")
    assert check_pdf(document, out.getvalue(), images=scans).is_sound
    with pytest.raises(ImageError, match="encrypted"):
        check_pdf(document, out.getvalue(), images=typed(VISIBLE))


def test_what_is_not_a_pdf_cannot_be_read_back():
    sheet = page(ROWS)
    with pytest.raises(ImageError, match="not a PDF"):
        check_pdf(Document([sheet]), b"%!PS", images=blank(sheet))


# --check on the terminal -------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two answers with their scans, and a PDF whose text an answer would double."""
    monkeypatch.chdir(tmp_path)
    for number, texts in enumerate((ROWS, ROWS[::-1]), 1):
        sheet = page(texts)
        save(Document([sheet]), f"page{number}.json", to="native")
        Image.fromarray(blank(sheet)).save(f"page{number}.png", dpi=(DPI, DPI))
    return tmp_path


def converted(capsys, *words):
    code = main(["convert", *words])
    return code, capsys.readouterr().err.splitlines()


@pytest.mark.usefixtures("folder")
def test_check_says_a_line_a_file(capsys):
    inputs = ("page1.json", "page2.json", "--images", "page1.png", "page2.png")
    code, said = converted(capsys, *inputs, "-o", "out/", "--to", "pdf,text", "--check")
    assert code == 0
    assert [line for line in said if "checked" in line] == [
        "out/page1.pdf: checked: 6 of 6 words found, 2 of 2 lines whole",
        "out/page2.pdf: checked: 6 of 6 words found, 2 of 2 lines whole",
    ]
    code, said = converted(capsys, *inputs, "-o", "book.pdf", "--check")
    assert code == 0
    assert "book.pdf: checked: 12 of 12 words found, 4 of 4 lines whole" in said
    assert converted(capsys, *inputs, "-o", "again.pdf", "--check", "-q") == (0, [])


@pytest.mark.usefixtures("folder")
def test_check_names_what_is_wrong_and_exits_with_1(capsys, monkeypatch):
    short = written(page([["Pack", "my"], ["with", "five", "dozen"]]))

    def spoil(documents, out, **options):
        assert len(list(documents)) == 1
        out.write(short)

    monkeypatch.setattr("ocrlayout.writers.pdf.write", spoil)
    inputs = ("page1.json", "--images", "page1.png", "-o", "page1.pdf", "--check")
    code, said = converted(capsys, *inputs)
    assert code == 1
    assert said[-1] == (
        "ocrlayout: page1.pdf: checked: 5 of 6 words found, 1 missing, 1 of 2 lines whole;"
        " page 1, word 3 ('box') is missing"
    )


@pytest.mark.usefixtures("folder")
def test_check_counts_what_a_pdf_has_twice(capsys):
    data = typed(VISIBLE)
    Path("typed.pdf").write_bytes(data)
    save(read(data, engine="text"), "typed.json", to="native")
    Path("twice.pdf").write_bytes(typed(VISIBLE, HIDDEN))
    checked = ocrlayout.check_pdf(ocrlayout.load("typed.json"), "twice.pdf", images="typed.pdf")
    assert checking.tell([checking.Checked(Path("twice.pdf"), checked)], Console()) == 1
    assert "18 of 18 words found, 18 doubled, 9 of 9 lines whole" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("-o", "-", "--to", "pdf"), "--check cannot read standard output back"),
        pytest.param(
            ("-o", "/dev/null", "--to", "pdf"),
            "--check cannot read /dev/null back",
            marks=pytest.mark.skipif(os.name == "nt", reason="a device of POSIX"),
        ),
        (("-o", "page1.txt"), "--check reads PDFs back, and no output is a PDF"),
    ],
)
def test_check_refuses_what_cannot_be_read_back(capsys, words, reason):
    code, said = converted(capsys, "page1.json", "--images", "page1.png", *words, "--check")
    assert code == 2
    assert said[0].startswith(f"ocrlayout: {reason}")
    assert not Path("page1.txt").exists()

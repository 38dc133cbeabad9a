"""Lines of tilted pages stay whole: their words stand in a row in the text that readers copy."""

import itertools
import re

import numpy as np
import pikepdf
import pytest
from pdf_pages import DPI, HEIGHT, page, pdfium, pdfium_text, poppler, run, turned, written

from ocrlayout import geometry
from ocrlayout.model import Lines, Words
from ocrlayout.slope import upright_on_slope

TILTS = (-7, -4, -2, -1, 1, 2, 3, 5, 7)
WORDS = "Pack my box with five dozen liquor jugs or sphinx of black quartz judge a vow".split()
ROWS = [(WORDS[row % 5 :] + WORDS)[: 7 + row % 3] for row in range(14)]


def poppler_raw(data):
    return run("pdftotext", "poppler-utils", "-raw", "-", "-", data=data).stdout.decode()


def upright(sheet):
    """Bound each word by a box along the axes, as engines do that do not know an angle."""
    x0, y0, x1, y1 = geometry.boxes(sheet.words.polygon).T
    corners = np.stack([[x0, y0], [x1, y0], [x1, y1], [x0, y1]]).transpose(2, 0, 1)
    return replaced(sheet, corners)


def replaced(sheet, quads):
    lines = sheet.lines
    words = Words(lines.words.text, quads, spaced=lines.words.spaced)
    return sheet.replace(lines=Lines(lines.text, lines.polygon, words, lines.offsets))


def alone(sheet, text):
    """Share of a page's lines that are lines of a text."""
    found = [" ".join(line.split()) for line in re.split(r"[\r\n]+", text)]
    return np.mean([line in found for line in sheet.lines.text])


def as_is(sheet):
    return sheet


STYLES = pytest.mark.parametrize("style", [upright, as_is])
READERS = pytest.mark.parametrize("reader", [pdfium_text, poppler_raw])


@pytest.mark.parametrize("tilt", TILTS)
@STYLES
@READERS
def test_the_words_of_a_tilted_line_stand_in_a_row(reader, style, tilt):
    sheet = style(turned(page(ROWS), tilt))
    text = reader(written(sheet)).split()
    assert len(text) == len(sheet.words)
    assert np.mean([line in " ".join(text) for line in sheet.lines.text]) >= 0.95


@pytest.mark.parametrize("tilt", TILTS)
def test_pdfium_breaks_lines_of_tilted_quads_where_they_end(tilt):
    sheet = turned(page(ROWS), tilt)
    assert alone(sheet, pdfium_text(written(sheet))) == 1.0


@pytest.mark.parametrize("tilt", [-1, 0, 1])
def test_poppler_keeps_almost_level_lines_whole_in_its_own_order(tilt):
    sheet = turned(page(ROWS), tilt)
    text = run("pdftotext", "poppler-utils", "-", "-", data=written(sheet)).stdout.decode()
    assert alone(sheet, text) == 1.0


def slopes_found(sheet):
    found = upright_on_slope(
        sheet.lines.word_line, sheet.words.polygon, np.ones(len(sheet.words), bool)
    )
    assert found.all() or not found.any()
    return bool(found.any())


def test_upright_boxes_are_on_a_slope_only_where_lines_agree():
    assert slopes_found(upright(turned(page(ROWS), 2)))
    assert slopes_found(upright(turned(page(ROWS), -7)))
    assert not slopes_found(page(ROWS))
    assert not slopes_found(turned(page(ROWS), 2))
    assert not slopes_found(upright(turned(page(ROWS[:2]), 2)))
    level = page(ROWS)
    uneven = np.random.default_rng(4).normal(0, 3, (len(level.words), 1, 2))
    assert not slopes_found(replaced(level, level.words.polygon + uneven))


def shares(boxes, others):
    """What each box has in common with another one, of what both cover: IoU."""
    low, high = np.maximum(boxes[:, :2], others[:, :2]), np.minimum(boxes[:, 2:], others[:, 2:])
    common = np.prod(np.maximum(high - low, 0), axis=1)
    areas = [np.prod(each[:, 2:] - each[:, :2], axis=1) for each in (boxes, others)]
    return common / (sum(areas) - common)


def boxes_of(sheet, words):
    """The boxes of a page's words, and those that a reader has found, in points."""
    assert [text for text, _ in words] == list(sheet.words.text)
    return geometry.boxes(sheet.words.polygon) * 72 / DPI, np.array([box for _, box in words])


@pytest.mark.parametrize("tilt", [*TILTS, 0, 0.5])
@STYLES
def test_pdfium_finds_the_words_of_tilted_lines_in_their_boxes(style, tilt):
    sheet = style(turned(page(ROWS), tilt))
    ((found),) = pdfium(written(sheet))
    assert np.median(shares(*boxes_of(sheet, found))) >= 0.8


@pytest.mark.parametrize("tilt", [*TILTS, 0, 0.5])
def test_poppler_finds_upright_boxes_on_a_slope(tilt):
    sheet = upright(turned(page(ROWS), tilt))
    words = poppler(written(sheet))[0]
    places = {}
    for text, box in words:
        places.setdefault(text, []).append(box)
    best = [
        shares(np.array([wanted] * len(places[text])), np.array(places[text])).max()
        for text, wanted in zip(
            sheet.words.text, geometry.boxes(sheet.words.polygon) * 72 / DPI, strict=True
        )
    ]
    assert np.median(best) >= 0.8


@pytest.mark.parametrize("tilt", [-1, -0.5, 0.5, 1])
def test_poppler_keeps_upright_boxes_on_almost_level_lines_whole_in_its_own_order(tilt):
    sheet = upright(turned(page(ROWS), tilt))
    assert alone(sheet, poppler_own(written(sheet))) == 1.0


def poppler_own(data):
    return run("pdftotext", "poppler-utils", "-", "-", data=data).stdout.decode()


@pytest.mark.parametrize("gap", [0.5, 1.1, 1.3])
@READERS
def test_words_far_apart_are_a_line_and_not_columns(reader, gap):
    sheet = page(ROWS, gap=round(gap * HEIGHT), unit=22, size=(1700, 1754))
    data = written(sheet)
    assert alone(sheet, poppler_own(data)) == 1.0
    assert alone(sheet, reader(data)) == 1.0
    assert np.median(shares(*boxes_of(sheet, pdfium(data)[0]))) >= 0.8


def two_columns(*heights):
    """Two columns of lines, the boxes of which are so high in turn."""
    rows = [row[:3] for row in ROWS]
    left = page(rows)
    quads = left.words.polygon.copy()
    high = np.resize(heights, len(rows))[left.lines.word_line]
    quads[:, 2:, 1] = quads[:, :2, 1] + high[:, None]
    both = np.concatenate([quads, quads + np.array([600, 0])])
    texts = [*left.words.text, *(text[::-1] for text in left.words.text)]
    offsets = np.concatenate([left.lines.offsets, left.lines.offsets[1:] + len(quads)])
    lines = [" ".join(texts[slice(*span)]) for span in itertools.pairwise(offsets)]
    return left.replace(lines=Lines(lines, None, Words(texts, both), offsets))


@pytest.mark.parametrize("heights", [(46, 46), (46, 49), (45, 46, 48)])
def test_poppler_reads_one_column_after_the_other_also_where_boxes_differ(heights):
    sheet = two_columns(*heights)
    found = [" ".join(line.split()) for line in poppler_own(written(sheet)).splitlines()]
    assert [line for line in found if line] == list(sheet.lines.text)


def with_marks(height):
    """A list: before each item stands a bullet that is only so high."""
    sheet = page([["\u2022", *row] for row in ROWS], unit=16)
    quads = sheet.words.polygon.copy()
    middle = quads.mean(axis=1)[:, 1]
    for row in np.flatnonzero([text == "\u2022" for text in sheet.words.text]):
        quads[row, :2, 1], quads[row, 2:, 1] = middle[row] - height / 2, middle[row] + height / 2
    return replaced(sheet, quads)


@pytest.mark.parametrize("height", [4, 12, 20])
@pytest.mark.parametrize("turn", [0, 90, 180])
def test_bullets_stand_in_the_line_of_their_item(turn, height):
    sheet = turned(with_marks(height), turn)
    assert alone(sheet, poppler_own(written(sheet))) == 1.0


def test_long_low_words_keep_their_own_height():
    sheet = with_marks(12)
    row = list(sheet.words.text).index("box")
    quads = sheet.words.polygon.copy()
    quads[row, :2, 1] = quads[row, 2:, 1] - 0.3 * HEIGHT
    sheet = replaced(sheet, quads)
    wanted, found = boxes_of(sheet, pdfium(written(sheet))[0])
    assert shares(wanted, found)[row] > 0.8


def test_few_words_that_happen_to_rise_are_not_a_slope():
    sheet = page([["Pack", "my"], ["box", "with"], ["five", "dozen"]])
    quads = sheet.words.polygon.copy()
    quads[1::2] += [0, 0.3 * HEIGHT]
    assert not slopes_found(replaced(sheet, quads))


def ghostscript(source, target):
    options = ("-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-dAutoRotatePages=/None")
    return run("gs", "ghostscript", *options, f"-sOutputFile={target}", source)


def qpdf(source, target):
    options = ("--object-streams=generate", "--recompress-flate", "--normalize-content=y")
    return run("qpdf", "qpdf", *options, source, target)


def with_pikepdf(source, target):
    with pikepdf.open(source) as document:
        for leaf in document.pages:
            leaf.contents_coalesce()
        document.save(target, linearize=True)


@pytest.mark.parametrize("tool", [ghostscript, qpdf, with_pikepdf])
@pytest.mark.parametrize("tilt", [0, 3, 90])
def test_the_layer_is_the_same_after_other_tools_have_written_the_file(tool, tilt, tmp_path):
    astral = [] if tool is ghostscript else ["\U0001f600"]  # Ghostscript 10.00 misspells them
    sheet = turned(page([*ROWS, ["\u6f22\u5b57", "Gr\u00f6\u00dfe", *astral]]), tilt)
    source, target = tmp_path / "ours.pdf", tmp_path / "theirs.pdf"
    source.write_bytes(written(sheet))
    tool(source, target)
    before, after = (pdfium(path.read_bytes())[0] for path in (source, target))
    assert [text for text, _ in after] == [text for text, _ in before]
    if tool is not ghostscript or tilt % 90 == 0:  # it drops replacement texts (ActualText)
        assert moved(before, after) < 0.5
        assert moved(*(poppler(path.read_bytes())[0] for path in (source, target))) < 0.5


def moved(before, after):
    """How far words have moved at most, in points; they have to be the same ones."""
    assert [text for text, _ in after] == [text for text, _ in before]
    places = [np.array([box for _, box in words]) for words in (before, after)]
    return np.abs(np.subtract(*places)).max()

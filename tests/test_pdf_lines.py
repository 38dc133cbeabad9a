"""Lines of tilted pages stay whole: their words stand in a row in the text that readers copy."""

import re

import numpy as np
import pytest
from pdf_pages import page, pdfium_text, run, turned, written

from ocrlayout import geometry
from ocrlayout.model import Lines, Words
from ocrlayout.writers.pdf.slope import upright_on_slope

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

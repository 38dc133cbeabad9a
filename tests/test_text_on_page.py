"""What text a page of a PDF has, and whether it covers what is seen."""

import io

import numpy as np
import pikepdf
import pytest
from scanned_pages import HEIGHT, LEFT, TOP, WIDTH, line, pdf, scanned, typed

from ocrlayout import images
from ocrlayout.errors import ImageError
from ocrlayout.images.pdf_text import text_on_page

SCAN = [line(number) for number in range(4)]


def found(*pages):
    """What is found on the first page of a PDF."""
    return text_on_page(images.expand(pdf(*pages))[0])


def turned(data, rotation):
    with pikepdf.open(io.BytesIO(data)) as file:
        file.pages[0].Rotate = rotation
        out = io.BytesIO()
        file.save(out)
    return out.getvalue()


def test_words_stand_where_they_are_seen():
    text = found(typed("Entry"))
    assert text.quads.shape == (1, 4, 2)
    assert text.quads[0, 3] == pytest.approx([LEFT / WIDTH, TOP / HEIGHT], abs=0.005)
    assert text.quads[0, 0, 1] < text.quads[0, 3, 1]
    assert text.hidden.tolist() == [False]


def test_words_of_a_turned_page_begin_at_their_own_top_left():
    data = turned(pdf(typed("Entry")), 90)
    text = text_on_page(images.expand(data)[0])
    assert text.quads[0, 3] == pytest.approx([1 - TOP / HEIGHT, LEFT / WIDTH], abs=0.005)
    assert text.quads[0, 0, 0] > text.quads[0, 3, 0]
    assert text.quads[0, 1, 1] > text.quads[0, 0, 1]


def test_text_without_pictures_covers_its_page():
    assert found(typed("Entry")).covers


def test_an_empty_page_needs_no_recognition():
    text = found(typed())
    assert text.covers
    assert not text.has_text


def test_a_page_of_lines_and_areas_alone_needs_recognition():
    assert not found(lambda canvas: canvas.rect(40, 40, 200, 200, fill=1)).covers


def test_a_scan_needs_recognition():
    assert not found(scanned(*SCAN)).covers


def test_a_layer_of_ocr_covers_its_scan():
    text = found(scanned(*SCAN, hidden=SCAN))
    assert text.covers
    assert text.hidden.all()


def test_a_typed_header_does_not_cover_a_scan():
    text = found(scanned(*SCAN, header=line(0, "header")))
    assert not text.covers
    assert not text.hidden.any()


def test_a_typed_header_covers_a_blank_scan():
    assert found(scanned(header="Entry")).covers


def test_a_broken_page_is_an_error():
    with pytest.raises(ImageError):
        frame = images.expand(pdf(typed("Entry")))[0]
        text_on_page(images.Frame(b"%PDF-1.4 nothing", frame.name, 0, "pdf", frame.size))


def test_unknown_letters_are_not_text():
    with pikepdf.open(io.BytesIO(pdf(typed("Entry")))) as file:
        font = next(iter(file.pages[0].Resources.Font.values()))
        names = pikepdf.Array([pikepdf.Name(f"/glyph{code}") for code in range(256)])
        font.Encoding = pikepdf.Dictionary(Differences=pikepdf.Array([0, *names]))
        font.Subtype, font.BaseFont = pikepdf.Name.TrueType, pikepdf.Name("/Unheard-Of")
        out = io.BytesIO()
        file.save(out)
    text = text_on_page(images.expand(out.getvalue())[0])
    assert not text.has_text
    assert not text.covers
    assert np.asarray(text.quads).shape == (0, 4, 2)

"""Scans that are placed upright: the bytes of the scan as they are, its text level on its ink."""

import contextlib
import dataclasses
import io
import itertools

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pdf_pages import (
    DPI,
    astray,
    blank,
    check,
    encoded,
    page,
    pdfium,
    pdfium_text,
    poppler,
    poppler_text,
    recall,
    turned,
    written,
)
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from ocrlayout import geometry
from ocrlayout.model import Document
from ocrlayout.skew import deskew
from ocrlayout.writers import pdf

WORDS = "Pack my box with five dozen liquor jugs or sphinx of black quartz judge a vow".split()
ROWS = [(WORDS[row % 5 :] + WORDS)[: 7 + row % 3] for row in range(14)]
ONCE = [["liquor", "jugs"], ["sphinx", "of"], ["quartz"]]
GRAY, INK = 200, 90
NEAR = 6  # levels of gray, in the mean: a shift by one pixel makes 4


def upright(lain):
    return deskew(Document([lain])).pages[0]


def inked(sheet):
    """A scan on which every word is a dark bar."""
    image = Image.new("L", (int(sheet.width), int(sheet.height)), GRAY)
    pen = ImageDraw.Draw(image)
    for quad in sheet.words.polygon:
        pen.polygon([tuple(corner) for corner in quad], fill=INK)
    return image


def drawn(data, scale=1.0):
    with pypdfium2.PdfDocument(data) as document:
        return [np.asarray(leaf.render(scale=scale).to_pil().convert("L")) for leaf in document]


def size(data):
    with pypdfium2.PdfDocument(data) as document:
        return document[0].get_size()


def under(image, boxes):
    """How dark it is in the middle of each box, in points of an image of 72 dpi."""
    return [image[round((y0 + y1) / 2), round((x0 + x1) / 2)] for x0, y0, x1, y1 in boxes]


@pytest.mark.parametrize("angle", [-7, 1, 5, 40, 90, 93, 180, -88])
def test_a_scan_lies_upright_and_its_bytes_are_the_same(angle):
    lain = turned(page(ROWS), angle)
    scan = encoded(inked(lain), "JPEG", quality=95)
    data = written(upright(lain), images=[scan], upright=True)
    check(data)
    assert scan in data
    assert size(data) == pytest.approx(np.array(upright(lain).size) * 72 / DPI, abs=0.01)
    words = pdfium(data)[0]
    assert recall(lain, words) == 1.0
    image = drawn(data)[0]
    assert np.abs(np.array(under(image, [box for _, box in words]), int) - INK).max() < 15
    if angle % 90:
        assert image[0, 0] == image[-1, -1] == 255  # outside of the scan


@pytest.mark.parametrize("angle", [-7, -4, -2, -1, 1, 2, 3, 5, 7, 90])
@pytest.mark.parametrize("reader", [pdfium_text, poppler_text])
def test_every_line_is_a_line_in_the_reader_s_own_order(reader, angle):
    sheet = upright(turned(page(ROWS), angle))
    found = [" ".join(line.split()) for line in reader(written_upright(sheet)).splitlines()]
    assert [line for line in found if line] == list(sheet.lines.text)


def written_upright(sheet):
    scan = np.full([int(side) for side in sheet.source_size[::-1]], 255, np.uint8)
    return written(sheet, images=[scan], upright=True)


def boxed(sheet):
    """The page with boxes along the axes, as services without an angle draw them."""

    def level(quads):
        x0, y0, x1, y1 = geometry.boxes(quads).round().T
        return np.stack([[x0, y0], [x1, y0], [x1, y1], [x0, y1]]).transpose(2, 0, 1)

    words = dataclasses.replace(sheet.words, polygon=level(sheet.words.polygon))
    lines = dataclasses.replace(sheet.lines, polygon=level(sheet.lines.polygon), words=words)
    return sheet.replace(lines=lines)


@pytest.mark.parametrize("angle", [-7, -2, 1, 5])
def test_a_scan_with_level_boxes_lies_upright(angle):
    lain = turned(page(ROWS), angle)
    scan = encoded(inked(lain), "JPEG", quality=95)
    sheet = upright(boxed(lain))
    data = written(sheet, images=[scan], upright=True)
    check(data)
    words = pdfium(data)[0]
    assert recall(upright(lain), words) == 1.0
    assert np.abs(np.array(under(drawn(data)[0], [b for _, b in words]), int) - INK).max() < 15
    found = [" ".join(line.split()) for line in poppler_text(data).splitlines()]
    assert [line for line in found if line] == list(lain.lines.text)


def test_a_page_that_was_not_turned_is_written_as_without():
    for sheet in (page(ROWS), turned(page(ROWS), 3)):
        assert written(sheet, upright=True) == written(sheet)


def test_a_fax_with_two_resolutions_is_level_and_whole():
    lain = turned(page(ROWS), 91)
    scan = encoded(inked(lain), "JPEG", dpi=(200, 100))
    sheet = upright(lain)
    data = written(sheet, images=[scan], dpi=None, upright=True)
    assert size(data) == pytest.approx((sheet.width * 0.72, sheet.height * 0.36), abs=0.01)
    assert recall(lain, pdfium(data)[0]) == 1.0


def test_a_photo_that_is_stored_lying_is_turned_from_how_it_is_displayed():
    lain = turned(page(ROWS), 4)
    image = inked(lain)
    exif = Image.Exif()
    exif[0x0112] = 6
    stored = encoded(image.rotate(90, expand=True), "JPEG", exif=exif)
    straight = encoded(image, "JPEG")
    seen = [
        drawn(written(upright(lain), images=[scan], upright=True))[0] for scan in (stored, straight)
    ]
    assert seen[0].shape == seen[1].shape
    assert np.abs(seen[0].astype(int) - seen[1]).mean() < NEAR


def test_the_longest_page_stays_one_that_viewers_display():
    lain = turned(page(ROWS), 30)
    data = written(upright(lain), images=[blank(lain)], dpi=1, upright=True)
    assert max(size(data)) == pytest.approx(14_400, abs=0.01)


def original(lain, rotation=0, change=None):
    """A PDF whose page shows a scan, inside of a crop box, with more beyond it."""
    wide, high = (side * 72 / DPI for side in lain.size)
    wide, high = (high, wide) if rotation % 180 else (wide, high)
    file = io.BytesIO()
    sheet = canvas.Canvas(file, pagesize=(wide + 40, high + 60), invariant=1)
    stored = inked(lain).rotate(rotation, expand=True)
    sheet.drawImage(ImageReader(stored), 20, 30, wide, high)
    sheet.rect(5, 5, 600, 8, fill=1)
    sheet.bookmarkPage("here", fit="XYZ", left=100, top=200)
    sheet.addOutlineEntry("Here", "here")
    sheet.showPage()
    sheet.save()
    with pikepdf.open(file) as document:
        leaf = document.pages[0]
        leaf.obj.Rotate = rotation
        leaf.obj.CropBox = pikepdf.Array([20, 30, wide + 20, high + 30])
        if change:
            change(document, leaf)
        out = io.BytesIO()
        document.save(out, static_id=True)
        return out.getvalue()


def layered(source, *sheets, upright=True):
    out = io.BytesIO()
    pdf.write([Document(sheets)], out, images=[source], options=pdf.Options(upright=upright))
    return out.getvalue()


@pytest.fixture
def leaf_of():
    """Open PDFs, and keep them open while the test runs; gives their first pages."""
    with contextlib.ExitStack() as opened:
        yield lambda data: opened.enter_context(pikepdf.open(io.BytesIO(data))).pages[0].obj


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("angle", [-5, 2, 94])
def test_a_page_of_a_pdf_lies_as_its_scan_would(angle, rotation):
    lain = turned(page(ROWS), angle)
    data = layered(original(lain, rotation), upright(lain))
    check(data)
    plain = written(upright(lain), images=[inked(lain)], upright=True)
    seen, wanted = (drawn(each)[0].astype(int) for each in (data, plain))
    assert np.abs(np.subtract(seen.shape, wanted.shape)).max() <= 1
    high, wide = np.minimum(seen.shape, wanted.shape)
    assert np.abs(seen[:high, :wide] - wanted[:high, :wide]).mean() < NEAR
    found = [" ".join(line.split()) for line in poppler_text(data).splitlines()]
    assert [line for line in found if line] == list(lain.lines.text)


def test_a_quarter_is_turned_by_how_the_page_is_displayed_and_nothing_else_changes(leaf_of):
    lain = turned(page(ROWS), 90)
    source = original(lain, 180)
    before, after = leaf_of(source), leaf_of(layered(source, upright(lain)))
    assert after.Rotate == 90
    assert list(after.MediaBox) == list(before.MediaBox)
    assert list(after.CropBox) == list(before.CropBox)
    assert after.Contents[-1].read_bytes() == before.Contents.read_bytes()


@pytest.mark.parametrize("content", [b"Q Q q", b"q q", b"", b"Q q Q Q 1 0 0 1 9 9 cm q q q"])
def test_content_may_restore_and_save_as_it_likes(content, leaf_of):
    def change(document, leaf):
        leaf.contents_add(document.make_stream(content), prepend=True)

    lain = turned(page(ROWS), 3)
    data = layered(original(lain, change=change), upright(lain))
    check(data)
    operators = [str(each.operator) for each in pikepdf.parse_content_stream(leaf_of(data), "q Q")]
    steps = [1 if operator == "q" else -1 for operator in operators]
    levels = list(itertools.accumulate(steps))
    assert levels[-1] == 0
    assert min(levels) == 0


def test_patterns_turn_with_what_they_fill():
    function = {"FunctionType": 2, "Domain": [0, 1], "C0": [0], "C1": [1], "N": 1}
    fade = {"ShadingType": 2, "ColorSpace": pikepdf.Name.DeviceGray, "Coords": [60, 0, 260, 0]}
    fade["Function"] = pikepdf.Dictionary(**function)

    def change(document, leaf):
        pattern = pikepdf.Dictionary(PatternType=2, Shading=pikepdf.Dictionary(**fade))
        leaf.obj.Resources["/Pattern"] = pikepdf.Dictionary(Fade=pattern)
        leaf.contents_add(document.make_stream(b"/Pattern cs /Fade scn 60 60 200 200 re f"))

    lain = turned(page(ROWS), 40)
    source = original(lain, change=change)
    straight = Image.fromarray(drawn(source)[0]).rotate(40, expand=True, fillcolor=255)
    seen = drawn(layered(source, upright(lain)))[0].astype(int)
    high, wide = np.minimum(seen.shape, np.shape(straight))
    assert np.abs(seen[:high, :wide] - np.asarray(straight)[:high, :wide]).mean() < NEAR


def numbers(array):
    return np.array([float(number) for number in array])


def annotated(*annotations):
    def change(document, leaf):
        made = [document.make_indirect(pikepdf.Dictionary(each)) for each in annotations]
        leaf.obj.Annots = pikepdf.Array(made)

    return change


def test_annotations_and_places_turn_with_the_page(leaf_of):
    points = [200, 220, 300, 220, 200, 200, 300, 200]
    lain = turned(page(ROWS), 10)
    marks = (
        {"/Subtype": pikepdf.Name.Highlight, "/Rect": [200, 200, 300, 220], "/QuadPoints": points},
        {"/Subtype": pikepdf.Name.Ink, "/Rect": [0, 0, 9, 9], "/InkList": [[200, 220, 300, 220]]},
        {"/Subtype": pikepdf.Name.Text, "/Rect": [200, 200, 220, 220]},
        {"/Subtype": pikepdf.Name.Link, "/QuadPoints": [1, 2, 3]},
    )
    data = layered(original(lain, change=annotated(*marks)), upright(lain))
    leaf = leaf_of(data)
    mark, ink, icon, link = leaf.Annots
    corners = numbers(mark.QuadPoints).reshape(4, 2)
    low, high = corners.min(axis=0), corners.max(axis=0)
    assert numbers(mark.Rect) == pytest.approx([*low, *high], abs=0.001)
    edge = corners[1] - corners[0]
    assert np.hypot(*edge) == pytest.approx(100, abs=0.01)
    assert np.degrees(np.arctan2(*edge[::-1])) == pytest.approx(10, abs=0.01)
    assert numbers(ink.InkList[0]) == pytest.approx(corners[:2].ravel(), abs=0.001)
    x0, y0, x1, y1 = numbers(icon.Rect)
    assert (x1 - x0, y1 - y0) == pytest.approx((20, 20), abs=0.001)
    assert list(link.QuadPoints) == [1, 2, 3]
    with pypdfium2.PdfDocument(data) as document:
        (entry,) = document.get_toc()
        x, y, _ = entry.get_dest().get_view()[1]
    assert np.hypot(*(corners[2] - (x, y))) == pytest.approx(100, abs=0.01)


def test_an_appearance_turns_exactly():
    def change(document, leaf):
        form = document.make_stream(b"0 g 0 0 100 50 re f")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 100, 50])
        stamp = {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Stamp}
        stamp |= {"/Rect": [100, 50, 300, 150], "/F": 4, "/AP": pikepdf.Dictionary(N=form)}
        annotated(stamp)(document, leaf)

    lain = turned(page(ROWS), 20)
    source = original(lain, change=change)
    straight = Image.fromarray(drawn(source)[0]).rotate(20, expand=True, fillcolor=255)
    seen = drawn(layered(source, upright(lain)))[0].astype(int)
    high, wide = np.minimum(seen.shape, np.shape(straight))
    assert np.abs(seen[:high, :wide] - np.asarray(straight)[:high, :wide]).mean() < NEAR


def with_a_field(document, leaf):
    annotated({"/Subtype": pikepdf.Name.Widget, "/Rect": [9, 9, 99, 29]})(document, leaf)
    document.Root.AcroForm = pikepdf.Dictionary(Fields=leaf.obj.Annots)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (with_a_field, "form fields"),
        (
            lambda document, leaf: leaf.contents_add(document.make_stream(b"n\n" * 20_000_000)),
            "too long",
        ),
    ],
    ids=["form", "trap"],
)
def test_a_page_that_cannot_be_turned_stays_as_it_lies_and_is_named(
    change, reason, caplog, leaf_of
):
    lain = turned(page(ONCE), 5)
    source = original(lain, change=change)
    data = layered(source, upright(lain))
    assert "page 1) stays as it lies" in caplog.text
    assert reason in caplog.text
    assert list(leaf_of(data).CropBox) == list(leaf_of(source).CropBox)
    words = [(text, np.subtract(box, (20, 0, 20, 0))) for text, box in pdfium(data)[0]]
    assert recall(lain, words) == 1.0


def test_of_several_pages_each_lies_as_it_was_read():
    lain = [turned(page(ONCE, number=number), angle) for number, angle in ((1, 4), (2, 0), (3, -3))]
    file = io.BytesIO()
    with pikepdf.new() as document, contextlib.ExitStack() as opened:
        for each in lain:
            one = opened.enter_context(pikepdf.open(io.BytesIO(original(each))))
            document.pages.extend(one.pages)
        document.save(file)
    data = layered(file.getvalue(), *map(upright, lain))
    with pikepdf.open(io.BytesIO(data)) as document:
        starts = [leaf.obj.Contents[1].read_bytes()[:3] for leaf in document.pages]
    assert [start[:2] == b"q " for start in starts] == [True, False, True]
    for sheet, words in zip(lain, poppler(data), strict=True):
        assert recall(sheet, words) == 1.0


def test_a_highlight_is_where_its_words_are(leaf_of):
    from ocrlayout.finding import find

    lain = turned(page(ONCE), 6)
    document = Document([upright(lain)])
    scan = inked(lain)
    data = written(
        document.pages[0], images=[scan], upright=True, highlight=find(document, "sphinx")
    )
    words = dict(pdfium(data)[0])
    x0, y0, x1, y1 = numbers(leaf_of(data).Annots[0].Rect)
    high = size(data)[1]
    assert (x0, high - y1, x1, high - y0) == pytest.approx(words["sphinx"], abs=0.6)
    assert astray(document.pages[0], list(words.items())) < 0.05

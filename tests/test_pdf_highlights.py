"""Highlights in a searchable PDF: annotations that every viewer shows at the same place."""

import io
from types import SimpleNamespace

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
from pdf_pages import DPI, ROWS, SIZE, blank, check, page, picture, quad, run, turned, written
from test_pdf_existing import HIGH, WIDE, layered, original

import ocrlayout as ol
from ocrlayout import geometry
from ocrlayout.images import expand
from ocrlayout.model import Document, Page
from ocrlayout.skew import deskew
from ocrlayout.writers._highlight import YELLOW

CORNERS = ("x1", "y1", "x2", "y2", "x3", "y3", "x4", "y4")


def passage(number, *quads):
    return SimpleNamespace(page=number, polygons=np.array(quads, float).reshape(-1, 4, 2))


def attachment_points(data, number=0):
    """The quads of each highlight of a page, as PDFium has them: (k, 4, 2) in points, y up."""
    raw, found = pypdfium2.raw, []
    with pypdfium2.PdfDocument(data) as document:
        sheet = document[number]
        for index in range(raw.FPDFPage_GetAnnotCount(sheet)):
            annotation = raw.FPDFPage_GetAnnot(sheet, index)
            if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_HIGHLIGHT:
                count, points = (
                    raw.FPDFAnnot_CountAttachmentPoints(annotation),
                    raw.FS_QUADPOINTSF(),
                )
                for place in range(count):
                    assert raw.FPDFAnnot_GetAttachmentPoints(annotation, place, points)
                    found.append([getattr(points, name) for name in CORNERS])
            raw.FPDFPage_CloseAnnot(annotation)
        sheet.close()
    return np.reshape(found, (-1, 4, 2))


def marked(data, scale=2.0, number=0):
    """Where a page as displayed is yellow: (n, 2) pixels."""
    with pypdfium2.PdfDocument(data) as document:
        image = np.asarray(document[number].render(scale=scale).to_pil().convert("RGB")).astype(int)
    return np.argwhere(np.abs(image - YELLOW).sum(axis=2) < 12)[:, ::-1]


def test_corners_come_in_the_order_that_viewers_take():
    sheet = page(ROWS)
    data = written(sheet, highlight=ol.find(sheet, "my box"))
    check(data)
    (found,) = attachment_points(data)
    (x0, y0), (x1, y1) = sheet.words.polygon[1, 0], sheet.words.polygon[2, 2]
    height = sheet.height * 72 / DPI
    top_left, top_right, bottom_left, bottom_right = (
        (x * 72 / DPI, height - y * 72 / DPI) for y in (y0, y1) for x in (x0, x1)
    )
    assert np.allclose(found, [top_left, top_right, bottom_left, bottom_right], atol=0.01)


def test_a_match_over_a_line_end_is_one_annotation():
    sheet = page(ROWS)
    data = written(sheet, highlight=ol.find(sheet, "box with"))
    with pikepdf.open(io.BytesIO(data)) as document:
        (annotation,) = document.pages[0].Annots
        assert annotation.Subtype == "/Highlight"
        assert len(annotation.QuadPoints) == 16
        points = np.reshape([float(side) for side in annotation.QuadPoints], (-1, 2))
        rectangle = [float(side) for side in annotation.Rect]
        assert rectangle == [*points.min(axis=0).tolist(), *points.max(axis=0).tolist()]
        assert annotation.F == 4
        assert [round(255 * float(channel)) for channel in annotation.C] == list(YELLOW)
        assert annotation.AP.N.Resources.ExtGState.Multiply.BM == "/Multiply"
        assert [float(side) for side in annotation.AP.N.BBox] == rectangle


def test_ink_stays_black_under_a_highlight():
    sheet = page(ROWS)
    image = blank(sheet)
    image[110:120, 100:130] = 0  # inside the first word
    data = written(sheet, images=image, highlight=ol.find(sheet, "Pack"))
    with pypdfium2.PdfDocument(data) as document:
        shown = np.asarray(document[0].render(scale=DPI / 72).to_pil().convert("RGB"))
    assert shown[115, 115].max() < 10
    assert np.abs(shown[115, 150].astype(int) - YELLOW).max() < 4


@pytest.mark.parametrize("program", ["pdfium", "poppler"])
@pytest.mark.parametrize("angle", [0, 3, 90, 180])
def test_a_passage_is_marked_where_it_stands_however_the_page_lies(angle, program, tmp_path):
    sheet = turned(page(ROWS), angle)
    (upright,) = deskew(Document([sheet.replace(angle=float(angle))])).pages
    data = written(upright, images=[blank(sheet)], highlight=ol.find(upright, "five dozen"))
    places = marked(data) if program == "pdfium" else poppler_marked(data, tmp_path)
    box = geometry.extent(sheet.words.polygon[[4, 5]]) * 2 * 72 / DPI
    assert np.abs([*places.min(axis=0), *places.max(axis=0)] - box).max() < 2


def poppler_marked(data, folder):
    (folder / "a.pdf").write_bytes(data)
    run("pdftoppm", "poppler-utils", "-r", "144", "-png", folder / "a.pdf", folder / "a")
    from PIL import Image

    (file,) = folder.glob("a*.png")
    image = np.asarray(Image.open(file).convert("RGB")).astype(int)
    return np.argwhere(np.abs(image - YELLOW).sum(axis=2) < 12)[:, ::-1]


@pytest.mark.parametrize("inherited", [True, False])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_passage_is_marked_on_turned_and_cropped_pages_of_a_pdf(turn, inherited):
    def change(document, leaf):
        holder = document.Root.Pages if inherited else leaf.obj
        holder.Rotate = turn
        holder.MediaBox = pikepdf.Array([-100, 50, WIDE + 80, HIGH + 70])
        holder.CropBox = pikepdf.Array([20, 60, WIDE, HIGH])
        for key in ("/MediaBox", "/CropBox", "/Rotate") if inherited else ():
            if key in leaf.obj:
                del leaf.obj[key]

    source = original(change=change)
    (frame,) = expand(source)
    sheet = page([["free", "space"]], size=tuple(side * DPI / 72 for side in frame.size))
    sheet = sheet.replace(lines=sheet.lines.move(geometry.translation(250, 150)))
    data = layered(source, sheet, highlight=ol.find(sheet, "space"))
    check(data)
    places = marked(data)
    box = geometry.extent(sheet.words.polygon[1:]) * 2 * 72 / DPI
    assert np.abs([*places.min(axis=0), *places.max(axis=0)] - box).max() < 2


def annotate(document, leaf):
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([9, 9, 20, 20])
    )
    shared = document.make_indirect(pikepdf.Array([document.make_indirect(link)]))
    leaf.obj.Annots = document.pages[0].obj.get("/Annots", shared)


def test_annotations_of_an_existing_pdf_stay_and_are_not_shared():
    sheets = [page(ROWS, size=(1240, 875), number=number) for number in (1, 2)]
    source = original(2, change=annotate)
    data = layered(source, *sheets, highlight=[passage(2, quad(10, 10, 90, 40))])
    with pikepdf.open(io.BytesIO(data)) as document:
        kinds = [[str(each.Subtype) for each in leaf.Annots] for leaf in document.pages]
    assert kinds == [["/Link"], ["/Link", "/Highlight"]]


def test_a_passage_on_a_page_without_words_is_marked_too():
    sheet = Page(1, 1240, 1754, "pixel")
    data = written(sheet, highlight=[passage(1, quad(100, 100, 400, 140))])
    assert np.abs(marked(data).min(axis=0) - 100 * 2 * 72 / DPI).max() < 2
    low = Page(1, 1240, 875, "pixel")
    data = layered(original(), low, highlight=[passage(1, quad(9, 9, 90, 40))])
    assert len(attachment_points(data)) == 1


def test_passages_without_a_place_are_passed_over_and_without_a_page_size_said():
    sheet = page(ROWS)
    nowhere = [passage(1, np.full((4, 2), np.nan)), passage(1), passage(9, quad(0, 0, 9, 9))]
    assert written(sheet, highlight=nowhere) == written(sheet)
    beyond = passage(1, quad(-500, -500, 100_000, 100_000))
    (found,) = attachment_points(written(sheet, highlight=[beyond]))
    assert found.min() >= 0
    assert found.max() <= sheet.height * 72 / DPI
    with pytest.raises(ol.WriteError, match="page 3 has no geometry"):
        written(Page(3), images=[picture("L")], highlight=[passage(3, quad(0, 0, 9, 9))])


def test_highlights_change_nothing_else():
    sheet = page(ROWS, size=SIZE)
    plain, with_marks = written(sheet), written(sheet, highlight=ol.find(sheet, "box"))
    with pikepdf.open(io.BytesIO(plain)) as one, pikepdf.open(io.BytesIO(with_marks)) as other:
        assert one.pages[0].Contents.read_bytes() == other.pages[0].Contents.read_bytes()
        assert "/Annots" not in one.pages[0]

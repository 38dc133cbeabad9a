"""Parts of other libraries that are used although they are not public: each is named here.

A release that drops one fails here, by its name. The upper bounds in pyproject.toml are raised when
this file and the whole suite pass with the new release.
"""

import inspect
import io
import tomllib
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pikepdf
import pikepdf.pdfa
import pytest
from PIL import Image, TiffImagePlugin
from reportlab.pdfbase import pdfdoc, pdfmetrics

from ocrlayout.writers.pdf.file_id import SampledId

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"

BOUNDED = ("Pillow", "reportlab", "pikepdf", "requests", "urllib3")


@pytest.mark.parametrize("library", BOUNDED)
def test_the_release_in_use_lies_within_the_bounds(library):
    dependencies = tomllib.loads(PYPROJECT.read_text())["project"]["dependencies"]
    (bound,) = [each for each in dependencies if each.startswith(f"{library}>=")]
    least, most = bound.removeprefix(f"{library}>=").split(",<")
    release = tuple(int(part) for part in version(library).split(".")[:2])
    assert tuple(map(int, least.split("."))) <= release < (int(most),)


@pytest.mark.parametrize(
    "name",
    [
        *("idToObject", "idToOffset", "idToObjectNumberAndVersion", "numberToId"),
        *("objectcounter", "Catalog", "Pages", "info", "_pdfVersion"),
    ],
)
def test_a_document_of_reportlab_keeps_its_objects_under_these_names(name):
    assert hasattr(pdfdoc.PDFDocument(invariant=1, pdfVersion=(1, 5)), name)


def test_a_document_of_reportlab_numbers_what_it_refers_to():
    document = pdfdoc.PDFDocument(invariant=1, pdfVersion=(1, 5))
    before = document.objectcounter
    part = pdfdoc.PDFDictionary({"Type": "/Test"})
    name = document.Reference(part).name
    assert document.objectcounter == before + 1
    assert document.numberToId[before + 1] == name
    assert document.idToObject[name] is part
    assert document.idToObjectNumberAndVersion[name] == (before + 1, 0)
    assert document.Reference(part).name == name
    document.updateSignature(b"content")
    assert document.ID().strip().startswith(b"[")


def test_a_file_of_reportlab_starts_with_the_header_and_counts_what_is_added():
    file = pdfdoc.PDFFile((1, 5))
    header = b"".join(file.strings)
    assert header.startswith(b"%PDF-1.5")
    assert file.offset == len(header)
    written = []
    file.write = written.append
    assert file.add(b"part") == len(header)
    assert file.offset == len(header) + 4
    assert written == [b"part"]


def test_a_page_of_reportlab_adds_nothing_of_its_own_when_told_so():
    document = pdfdoc.PDFDocument(invariant=1, pdfVersion=(1, 5))
    page = pdfdoc.PDFPage()
    page.Override_default_compilation = True
    page.Parent = document.Reference(document.Pages)
    page.MediaBox, page.Annots = pdfdoc.PDFArray([0, 0, 1, 2]), pdfdoc.PDFArray([])
    text = page.format(document)
    assert b"/Type /Page" in text
    assert b"/Contents" not in text
    assert b"/Annots" in text


def test_objects_of_reportlab_format_as_pdf():
    document = pdfdoc.PDFDocument(invariant=1, pdfVersion=(1, 5))
    array = pdfdoc.PDFArrayCompact(["/Name", 1, 2.5, pdfdoc.PDFString("a(b")])
    assert pdfdoc.PDFDictionary({"A": array}).format(document).split() == [
        *(b"<<", b"/A", b"[", b"/Name", b"1", b"2.5", b"(a\\(b)", b"]", b">>")
    ]
    name = document.Reference(array).name
    text = pdfdoc.PDFIndirectObject(name, array).format(document)
    assert text.split()[1:3] == [b"0", b"obj"]


def test_the_end_of_a_file_of_reportlab_takes_these_names():
    table = pdfdoc.PDFCrossReferenceTable()
    assert list(inspect.signature(table.addsection).parameters) == ["firstentry", "ids"]
    trailer = inspect.signature(pdfdoc.PDFTrailer).parameters
    assert {"startxref", "Size", "Root", "Info", "ID"} <= set(trailer)


def test_reportlab_knows_the_widths_of_helvetica():
    assert pdfmetrics.stringWidth("W", "Helvetica", 1000) == pytest.approx(944)


def test_a_tiff_of_pillow_shows_its_tags():
    file = io.BytesIO()
    image = Image.fromarray(np.zeros((8, 8), bool))
    image.save(file, "TIFF", compression="group4", strip_size=1 << 30)
    with Image.open(file) as opened:
        assert [opened.tag_v2[tag] for tag in (256, 257, 259)] == [8, 8, 4]
        assert len(opened.tag_v2[273]) == len(opened.tag_v2[279]) == 1


def test_pillow_appends_pages_to_a_tiff():
    file = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(file) as pages:
        for shade in (0, 255):
            Image.new("L", (4, 4), shade).save(pages, "TIFF")
            pages.newFrame()
        assert pages.f is file
        data = file.getvalue()
    with Image.open(io.BytesIO(data)) as opened:
        assert opened.n_frames == 2


def test_pillow_lists_its_plug_ins():
    Image.init()
    factory, accept = Image.OPEN["PNG"]
    assert accept(b"\x89PNG\r\n\x1a\n")
    assert not accept(b"GIF89a")
    assert callable(factory)


def test_pikepdf_copies_an_object_once_however_often_it_is_asked():
    source, target = pikepdf.new(), pikepdf.new()
    stream = source.make_stream(b"q Q")
    assert target.copy_foreign(stream).objgen == target.copy_foreign(stream).objgen


def test_qpdf_writes_its_fixed_id_as_one_piece():
    out = io.BytesIO()
    pikepdf.new().save(SampledId(out, b""), static_id=True)
    with pikepdf.open(out) as document:
        assert len({bytes(part) for part in document.trailer.ID}) == 1
    assert b"3141592653589793" not in out.getvalue()


def test_a_catalog_of_reportlab_lists_what_it_may_have():
    assert "Metadata" in pdfdoc.PDFDocument(invariant=1).Catalog.__NoDefault__


def test_findings_of_pikepdf_have_the_rules_and_places_that_are_looked_for():
    document = pikepdf.new()
    page = document.add_blank_page()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1)
    font.BaseFont = pikepdf.Name.Helvetica
    font = document.make_indirect(font)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.Contents = document.make_stream(b"BT /F 9 Tf (a) Tj /G 9 Tf ET")
    with document.open_metadata() as xmp:
        xmp["pdfaid:part"], xmp["pdfaid:conformance"] = "2", "U"
    found = {each.rule: each.where for each in pikepdf.pdfa.check(document, "2b").findings}
    assert "ISO_19005_2:6.6.4-3" in found
    assert found["ISO_19005_2:6.2.11.4.1-1"] == "obj {} {} (Font)".format(*font.objgen)
    assert " content Tf " in found["ISO_19005_2:6.2.2-2"]

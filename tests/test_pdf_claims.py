"""PDFs that say what they are (PDF/A, PDF/UA): after text is added, what they say is true."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from scanned_pages import pdf, scanned
from test_pdf_existing_text import SCANNED, annotated, answer, changed, sheet, texts, written

import ocrlayout as ol
from ocrlayout.model import Document

PAGE = sheet(answer(*SCANNED, first=1))
MARKS = ol.find(Document([PAGE]), "harbor")
GRAY, RGB, CMYK = 1, 3, 4


def claiming(part, level="", *, intent=RGB, accessible=False):
    """A scan that says it is PDF/A, made for an output of so many channels."""

    def change(document):
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            xmp["pdfaid:part"] = part
            if level:
                xmp["pdfaid:conformance"] = level
            if accessible:
                xmp["pdfuaid:part"] = "1"
        if intent:
            profile = document.make_stream(b"profile", N=intent)
            made = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, DestOutputProfile=profile)
            document.Root.OutputIntents = Array([made])
        if "/Info" in document.trailer:
            del document.trailer["/Info"]

    return changed(pdf(scanned(*SCANNED)), change)


def claimed(data):
    with pikepdf.open(io.BytesIO(data)) as document:
        xmp = document.open_metadata()
        return xmp.get("pdfaid:part", ""), xmp.get("pdfaid:conformance", ""), "pdfuaid:part" in xmp


@pytest.mark.parametrize("mode", ["auto", "redo", "add", "force"])
@pytest.mark.parametrize("part", ["1", "2", "3"])
def test_text_keeps_a_claim(part, mode):
    data = written(claiming(part, "B"), PAGE, existing_text=mode)
    assert claimed(data) == (part, "B", False)
    assert [texts(data)[0].count(text) for text in SCANNED] == [1] * 3


@pytest.mark.parametrize(("part", "listed"), [("1", True), ("2", False), ("", False)])
def test_the_font_lists_its_glyphs_where_pdfa_wants_it(part, listed):
    source = claiming(part, "B") if part else pdf(scanned(*SCANNED))
    with pikepdf.open(io.BytesIO(written(source, PAGE))) as document:
        (font,) = document.pages[0].Resources.Font.OcrLayout.DescendantFonts
        assert ("/CIDSet" in font.FontDescriptor) == listed
        if listed:
            bits = f"{int.from_bytes(font.FontDescriptor.CIDSet.read_bytes(), 'big'):b}"
            assert bits.rstrip("0") == "1" * len(font.W[1])


@pytest.mark.parametrize(
    ("part", "level", "intent", "options", "says"),
    [
        ("1", "B", RGB, {"highlight": MARKS}, "highlights are transparent"),
        ("2", "B", RGB, {"highlight": MARKS}, ""),
        ("2", "B", CMYK, {"highlight": MARKS}, "not made for the colors"),
        ("2", "B", GRAY, {"highlight": MARKS}, "not made for the colors"),
        ("3", "B", None, {"highlight": MARKS}, "not made for the colors"),
        ("2", "A", RGB, {"highlight": MARKS}, ""),
        ("2", "B", CMYK, {"existing_text": "force"}, ""),  # the picture is gray
        ("2", "B", GRAY, {"existing_text": "force"}, ""),
        ("2", "B", None, {"existing_text": "force"}, "not made for the colors"),
        ("2", "A", RGB, {"existing_text": "force"}, "a picture of a page has no tags"),
        ("2", "B", None, {}, ""),
    ],
)
def test_a_claim_that_would_be_false_is_taken_out(part, level, intent, options, says, caplog):
    data = written(claiming(part, level, intent=intent), PAGE, **options)
    assert claimed(data) == (("", "") if says else (part, level)) + (False,)
    assert ("no longer says that it is PDF/A" in caplog.text) == bool(says)
    assert says in caplog.text


@pytest.mark.parametrize(
    ("options", "stays"),
    [({}, True), ({"highlight": MARKS}, False), ({"existing_text": "force"}, False)],
)
def test_a_claim_for_screen_readers_stays_where_all_has_tags(options, stays, caplog):
    data = written(claiming("2", "U", accessible=True), PAGE, **options)
    assert claimed(data) == ("2", "U", stays)
    assert ("no longer says that it is PDF/UA" in caplog.text) != stays


@pytest.mark.parametrize(("part", "has_info"), [("4", False), ("2", True)])
def test_a_title_stands_where_pdfa_allows_it(part, has_info):
    data = written(claiming(part), PAGE, title="Ledger")
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.open_metadata()["dc:title"] == "Ledger"
        assert ("/Info" in document.trailer) == has_info


def test_intents_that_are_none_are_passed_over():
    def change(document):
        document.Root.OutputIntents = 5

    data = written(changed(claiming("2", "B"), change), PAGE, existing_text="force")
    assert claimed(data) == ("", "", False)


def test_broken_metadata_claims_nothing():
    def change(document):
        document.Root.Metadata = document.make_stream(b"<not xmp", Type=Name.Metadata)

    data = written(changed(pdf(scanned(*SCANNED)), change), PAGE)
    assert [texts(data)[0].count(text) for text in SCANNED] == [1] * 3


def test_metadata_without_a_claim_stay_as_they_are():
    source = changed(pdf(scanned(*SCANNED)), annotated)
    with pikepdf.open(io.BytesIO(source)) as one:
        before = one.Root.Metadata.read_bytes()
    with pikepdf.open(io.BytesIO(written(source, PAGE))) as other:
        assert other.Root.Metadata.read_bytes() == before

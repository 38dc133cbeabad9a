"""PDF/A for archives: each file is what it says it is, in the eyes of judges that are not ours."""

import io
import itertools
import zlib

import page as judge  # page-validation, a validator in Rust
import pikepdf
import pikepdf.pdfa
import pytest
from pdf_pages import ROWS, SIZE, encoded, made, page, picture, written
from PIL import Image
from scanned_pages import locked, pdf, scanned, typed
from test_cli import folder, main  # noqa: F401  # a fixture
from test_pdf_existing_text import OLD, SCANNED, TYPED, answer, changed, sheet
from test_pdf_existing_text import written as added
from test_pdf_images import rendered, streams

import ocrlayout as ol
from ocrlayout.errors import MissingExtra, WriteError
from ocrlayout.model import Document
from ocrlayout.writers import pdf as writer
from ocrlayout.writers.pdf import archiving, output_intent
from ocrlayout.writers.pdf.document_stream import DocumentStream

LEVELS = ("2b", "2u")
KINDS = {
    "JPEG, gray": encoded(picture("L"), "JPEG"),
    "JPEG, color": encoded(picture("RGB"), "JPEG"),
    "JPEG, inks": encoded(picture("CMYK"), "JPEG"),
    "PNG, gray": encoded(picture("L"), "PNG"),
    "PNG, color": encoded(picture("RGB"), "PNG"),
    "PNG, clear in places": encoded(picture("RGBA"), "PNG"),
    "PNG, palette": encoded(picture("P"), "PNG"),
    "PNG, 16 bits": encoded(picture("I;16"), "PNG"),
    "TIFF, Group 4": encoded(picture("1"), "TIFF", compression="group4"),
    "TIFF, JPEG": encoded(picture("RGB"), "TIFF", compression="jpeg"),
    "TIFF, inks": encoded(picture("CMYK"), "TIFF"),
    "JPEG 2000": encoded(picture("RGB"), "JPEG2000"),
}
NOT_KNOWN_TO_PIKEPDF = ("JPEG 2000",)
OTHER_LEVEL = "6.6.4-3"  # pikepdf knows level B only


def faults(data, level):
    return {
        each.rule_id: each.message
        for each in judge.validate_pdf_bytes(data, profile=level).failures
    }


def assert_conforms(data, level, *, by_pikepdf=True):
    assert faults(data, level) == {}
    assert f"<pdfaid:conformance>{level[1].upper()}</pdfaid:conformance>".encode() in data
    if by_pikepdf:
        found = pikepdf.pdfa.validate_written(io.BytesIO(data), "2b").findings
        assert [each for each in found if not each.rule.endswith(OTHER_LEVEL)] == []


def test_the_judge_sees_what_is_missing():
    found = " ".join(faults(made(KINDS["PNG, gray"]), "2b"))
    assert all(name in found for name in ("PDFA2B-METADATA", "PDFA2B-ID", "PDFA2B-DEVICE-GRAY"))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_scan_makes_what_it_says(kind, level):
    data = made(KINDS[kind], pdfa=level, title="Faust & <Söhne>")
    assert_conforms(data, level, by_pikepdf=kind not in NOT_KNOWN_TO_PIKEPDF)


@pytest.mark.parametrize("kind", KINDS)
def test_scan_and_look_are_those_of_the_ordinary_pdf(kind):
    plain, archived = made(KINDS[kind]), made(KINDS[kind], pdfa="2u")
    assert [raw for _, raw in streams(archived)] == [raw for _, raw in streams(plain)]
    assert (rendered(archived) == rendered(plain)).all()


@pytest.mark.parametrize(
    "kinds", [("JPEG, color", "JPEG, inks"), ("JPEG, inks", "JPEG, color", "PNG, gray")]
)
def test_inks_and_colors_in_one_file(kinds):
    scans = [KINDS[kind] for kind in kinds]
    plain, archived = made(*scans), made(*scans, pdfa="2b")
    assert_conforms(archived, "2b")
    for number in range(len(kinds)):
        assert (rendered(archived, number=number) == rendered(plain, number=number)).all()
    with pikepdf.open(io.BytesIO(archived)) as document:
        (intent,) = document.Root.OutputIntents
        assert intent.DestOutputProfile.N == output_intent.CMYK


@pytest.mark.parametrize("kind", ["JPEG, color", "JPEG, inks"])
def test_highlights_conform(kind):
    sheets = [page(ROWS, size=SIZE)]
    hits = ol.find(Document(sheets), "my")
    assert_conforms(written(*sheets, images=[KINDS[kind]], pdfa="2u", highlight=hits), "2u")


def test_a_small_file_stays_small():
    scan = KINDS["TIFF, Group 4"]
    assert len(made(scan, pdfa="2u")) - len(made(scan)) < 2500


@pytest.mark.parametrize("text", ["\ufeffmy", "m\ufeffy", "m\x00y", "m\ufffey", "\ufeff"])
def test_no_glyph_stands_for_what_is_no_character(text):
    data = written(page([["Pack", text, "box"]]), pdfa="2u")
    assert_conforms(data, "2u")


def test_a_profile_that_pdf_does_not_know_is_left_out():
    inks = output_intent.profile(output_intent.CMYK)
    link = inks[:12] + b"link" + inks[16:]
    data = made(encoded(picture("CMYK"), "JPEG", icc_profile=link), pdfa="2b")
    assert_conforms(data, "2b")
    own = made(encoded(picture("CMYK"), "JPEG", icc_profile=inks), pdfa="2b")
    assert_conforms(own, "2b")
    assert b"/DeviceCMYK" in data
    assert b"/ColorSpace /DeviceCMYK" not in own


def test_a_jpeg_2000_with_depths_that_differ_is_decoded():
    scan = KINDS["JPEG 2000"]
    at = scan.index(b"jp2c") - 4
    with_depths = scan[:at] + b"\0\0\0\x0bbpcc\7\7\7" + scan[at:]
    ((entries, _),) = streams(made(with_depths))
    assert entries["/Filter"] == "/FlateDecode"


def test_a_page_that_is_too_small_is_refused():
    with pytest.raises(WriteError, match=r"at least 3 .*6\.1\.13-11.*--dpi"):
        made(encoded(Image.new("L", (40, 10)), "PNG"), size=(40, 10), pdfa="2b", dpi=600)


def test_a_stream_that_ends_in_a_carriage_return_has_its_length():
    out = io.BytesIO()
    stream = DocumentStream(out, pdfa="2b")
    contents = (b"q Q % " + str(number).encode("ascii") for number in itertools.count())
    content = next(each for each in contents if zlib.compress(each).endswith(b"\r"))
    stream.add((100, 100), content)
    stream.close()
    assert b"\r\r\nendstream" in out.getvalue()
    assert_conforms(out.getvalue(), "2b")


@pytest.mark.parametrize("level", ["1b", "1a", "3u", "2B", ""])
def test_other_levels_are_refused(level):
    with pytest.raises(ValueError, match=r"pdfa is '2a', '2b' or '2u'"):
        writer.Options(pdfa=level)


# --- what a PDF says of itself

SAID = {
    "title": "Faust",
    "author": "J. W. v. Göthe",
    "subject": "Of a <pact> & a bet",
    "keywords": "Mephisto, Gretchen",
    "creator": "a scanner",
    "date": "2026-03-01T12:00+01:00",
}
INFO = {
    "/Title": SAID["title"],
    "/Author": SAID["author"],
    "/Subject": SAID["subject"],
    "/Keywords": SAID["keywords"],
    "/Creator": SAID["creator"],
}
XMP = {
    "dc:title": SAID["title"],
    "dc:creator": [SAID["author"]],
    "dc:description": SAID["subject"],
    "pdf:Keywords": SAID["keywords"],
    "xmp:CreatorTool": SAID["creator"],
}
MORE_XMP = ("dc:publisher", "xmp:CreateDate", "xmp:ModifyDate")


def says(data):
    """The Info dictionary and the XMP of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as document:
        info = {key: str(value) for key, value in document.docinfo.items()}
        packet = document.open_metadata()
        return info, {name: packet[name] for name in (*XMP, *MORE_XMP) if name in packet}


def test_info_and_xmp_of_a_new_pdf_agree():
    info, xmp = says(made(KINDS["PNG, gray"], pdfa="2b", **SAID))
    date = "D:20260301120000+01'00'"
    dates = {"/CreationDate": date, "/ModDate": date}
    assert info == {**INFO, **dates, "/Producer": "ocrlayout"}
    assert {name: xmp[name] for name in XMP} == XMP
    assert xmp["xmp:CreateDate"] == xmp["xmp:ModifyDate"] == "2026-03-01T12:00:00+01:00"


def test_an_ordinary_pdf_says_it_too():
    info, xmp = says(made(KINDS["PNG, gray"], **SAID))
    assert {key: info[key] for key in INFO} == INFO
    assert xmp == {}


@pytest.mark.parametrize("level", [*LEVELS, None])
def test_an_existing_pdf_says_it(level):
    source = pdf(scanned(*SCANNED))
    data = added(source, sheet(answer(*SCANNED, first=1)), pdfa=level, **SAID)
    info, xmp = says(data)
    assert {key: info[key] for key in INFO} == INFO
    assert {name: xmp[name] for name in XMP} == XMP
    assert info["/ModDate"].startswith("D:20260301120000+01'00")
    assert info["/CreationDate"] == says(source)[0]["/CreationDate"].rstrip("'")
    if level:
        assert faults(data, level) == {}


def test_what_an_existing_pdf_says_is_kept():
    def describe(document):
        document.docinfo["/Author"] = "A. Clerk"
        with document.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp["dc:creator"] = {"A. Clerk"}  # an rdf:Bag, as Word writes it
            xmp["dc:publisher"] = {"The harbor"}

    source = changed(pdf(scanned(*SCANNED)), describe)
    data = added(source, sheet(answer(*SCANNED, first=1)), pdfa="2b", title="Ledger")
    info, xmp = says(data)
    assert (info["/Author"], info["/Title"]) == ("A. Clerk", "Ledger")
    assert (xmp["dc:creator"], xmp["dc:publisher"]) == (["A. Clerk"], {"The harbor"})


def test_pages_in_another_order_are_of_the_same_document():
    source = added(pdf(*[scanned(*SCANNED)] * 2), *two_sheets(), **SAID)
    data = added(source, *two_sheets()[::-1], existing_text="skip", pdfa="2u")
    info, xmp = says(data)
    assert {key: info[key] for key in INFO} == INFO
    assert {name: xmp[name] for name in XMP} == XMP
    assert faults(data, "2u") == {}


def test_pages_in_another_order_keep_what_only_the_xmp_says():
    def describe(document):
        document.Root.Lang = pikepdf.String("fr")
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            xmp["dc:title"], xmp["dc:creator"] = "Registre", ["A. Clerk", "B. Clerk"]

    source = changed(pdf(*[scanned(*SCANNED)] * 2), describe)
    data = added(source, *two_sheets()[::-1])
    info, xmp = says(data)
    assert (info["/Title"], info["/Author"]) == ("Registre", "A. Clerk; B. Clerk")
    assert (xmp["dc:title"], xmp["dc:creator"]) == ("Registre", ["A. Clerk", "B. Clerk"])
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.Root.Lang == "fr"
        assert [int(each.MediaBox[2]) for each in document.pages] == [401, 400]


def two_sheets():
    return [sheet(answer(*SCANNED, first=1), n, (399 + n, 560)) for n in (1, 2)]


def test_dates_come_from_the_environment_or_not_at_all(monkeypatch):
    scan = KINDS["PNG, gray"]
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert "/CreationDate" not in says(made(scan, pdfa="2b"))[0]
    assert made(scan, pdfa="2b") == made(scan, pdfa="2b")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert says(made(scan, pdfa="2b"))[0]["/CreationDate"] == "D:19700102000000+00'00'"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(
        ValueError, match="SOURCE_DATE_EPOCH is a number of seconds, not 'yesterday'"
    ):
        made(scan)


@pytest.mark.parametrize("date", ["March", "2026-13-01", "12:00"])
def test_what_is_no_date_is_refused(date):
    with pytest.raises(ValueError, match="date is ISO 8601"):
        writer.Options(date=date)


def called(data):
    with pikepdf.open(io.BytesIO(data)) as document:
        return [each.label for each in document.pages]


LABELS = ("1:r, 3:D/7/A-, 4:/1/Back", ["i", "ii", "A-7", "Back"])


@pytest.mark.parametrize("level", [*LEVELS, None])
def test_pages_are_called_as_asked_for(level):
    asked, expected = LABELS
    data = made(*[KINDS["PNG, gray"]] * 4, page_labels=asked, pdfa=level)
    assert called(data) == expected
    book = pdf(*[scanned(*SCANNED)] * 4)
    sheets = [sheet(answer(*SCANNED, first=1), n, (400 + n - 1, 560)) for n in range(1, 5)]
    data = added(book, *sheets, page_labels=asked, pdfa=level)
    assert called(data) == expected
    if level:
        assert faults(data, level) == {}
    labeled = added(data, *sheets[1:3], pages="answered", existing_text="skip")
    assert called(labeled) == expected[1:3]
    assert called(added(data, *sheets, existing_text="skip", title="Ledger")) == expected


def test_pages_put_together_are_called_as_before():
    sheets = [sheet(answer(*SCANNED, first=1), n, (400 + n - 1, 560)) for n in range(1, 5)]
    labeled = added(pdf(*[scanned(*SCANNED)] * 4), *sheets, page_labels=LABELS[0])
    swapped = added(labeled, *(sheets[at] for at in (3, 1, 2)), pages="answered")
    assert called(swapped) == ["Back", "ii", "A-7"]
    joined = io.BytesIO()
    plain = pdf(*[scanned(*SCANNED)] * 2)
    files = [[encoded(picture("L"), "PNG")], [labeled], [plain]]
    books = [Document([page(ROWS, size=SIZE)]), Document(sheets), Document(sheets[:2])]
    writer.write(books, joined, images=files)
    assert called(joined.getvalue()) == ["1", "i", "ii", "A-7", "Back", "6", "7"]


def test_pages_without_labels_do_not_get_any():
    out, books = io.BytesIO(), [Document(two_sheets())] * 2
    writer.write(books, out, images=[[pdf(*[scanned(*SCANNED)] * 2)] for _ in books])
    with pikepdf.open(out) as document:
        assert "/PageLabels" not in document.Root


@pytest.mark.parametrize("asked", ["r", "2:r", "1:x", "1:r,1:D", "3:D,1:r", "1:D/0", ","])
def test_labels_that_are_none_are_refused(asked):
    with pytest.raises(ValueError, match="page_labels gives the first page of each style"):
        writer.Options(page_labels=asked)


# --- existing PDFs

PAGE = sheet(answer(*SCANNED, first=1))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("mode", ["auto", "skip", "redo", "force", "add"])
@pytest.mark.parametrize("hidden", [(), OLD], ids=["scan", "old layer"])
def test_a_scan_in_a_pdf_becomes_one(hidden, mode, level):
    """Its Helvetica is not embedded, and need not be: it leaves no ink."""
    source = pdf(scanned(*SCANNED, hidden=hidden))
    data = added(source, PAGE, existing_text=mode, pdfa=level)
    assert faults(data, level) == {}
    assert data == added(source, PAGE, existing_text=mode, pdfa=level)
    plain = added(source, PAGE, existing_text=mode)
    assert (rendered(data) == rendered(plain)).all()


def smoothed(document):
    for part in document.objects:
        if isinstance(part, pikepdf.Stream) and part.get("/Subtype") == "/Image":
            part.Interpolate = True


def linked(document):
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link)
    link.Rect, link.Border = [40, 40, 120, 60], [0, 0, 0]
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(link)])


def for_a_press(document):
    """Its scan is in inks."""
    for part in document.objects:
        if isinstance(part, pikepdf.Stream) and part.get("/Subtype") == "/Image":
            size = (int(part.Width), int(part.Height))
            part.write(Image.new("CMYK", size, (9, 20, 0, 40)).tobytes())
            part.ColorSpace = pikepdf.Name.DeviceCMYK


def opened_at_a_place(document):
    place = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=place)


def outlined(document):
    """With a bookmark whose title lies elsewhere, as LaTeX has them."""
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Grüße", 0))
    item = document.Root.Outlines.First
    item.Title = document.make_indirect(pikepdf.String("Grüße"))


def with_copies(document):
    """As Acrobat writes entries of one's own, and an author who has no name."""
    document.docinfo["/Sensitivity"] = pikepdf.String("General")
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["pdfx:Sensitivity"], xmp["dc:creator"] = "General", [""]


MENDED = [smoothed, linked, for_a_press, opened_at_a_place, outlined, with_copies]


@pytest.mark.parametrize("change", MENDED)
def test_what_is_beside_the_pages_is_mended(change):
    data = added(changed(pdf(scanned(*SCANNED)), change), PAGE, pdfa="2u")
    assert faults(data, "2u") == {}


def without_map(_, font):
    del font.CIDToGIDMap  # as cairo does; it is the identity then


def with_list(document, font):
    font.FontDescriptor.CIDSet = document.make_stream(b"\x80")  # as Ghostscript does; not complete


@pytest.mark.parametrize("change", [without_map, with_list])
def test_what_fonts_leave_out_or_list_is_mended(change):
    def visible(document):
        leaf = document.pages[0]
        for font in leaf.Resources.Font.values():
            change(document, font.DescendantFonts[0])

    typed_in_ours = changed(made(KINDS["PNG, gray"]), visible)
    data = added(typed_in_ours, page(ROWS, size=SIZE), pdfa="2u", title="Ledger")
    assert faults(data, "2u") == {}


def test_entries_of_ones_own_stay_in_the_info():
    data = added(changed(pdf(scanned(*SCANNED)), with_copies), PAGE, pdfa="2u")
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.docinfo["/Sensitivity"] == "General"
        assert b"pdfx" not in document.Root.Metadata.read_bytes()


@pytest.mark.parametrize("kind", ["JPEG, color", "JPEG, inks"])
@pytest.mark.parametrize("first", ["image", "pdf"])
def test_images_and_pdfs_in_one_file(first, kind):
    image, source = Image.open(io.BytesIO(KINDS[kind])), pdf(scanned(*SCANNED))
    parts = [([image], Document([page(ROWS, size=SIZE)])), (source, Document([PAGE]))]
    scans, documents = zip(*(parts if first == "image" else parts[::-1]), strict=True)
    out = io.BytesIO()
    writer.write(documents, out, images=scans, options=writer.Options(pdfa="2u"))
    assert faults(out.getvalue(), "2u") == {}


def hidden_note(document):
    linked(document)
    document.pages[0].Annots[0].F = 2


def torn(document):
    """The font of what is seen is not there."""
    document.pages[0].Resources.Font = pikepdf.Dictionary()


def by_state(document):
    """The font is chosen by a graphics state."""
    page = document.pages[0]
    page.Resources.ExtGState = pikepdf.Dictionary(
        G=pikepdf.Dictionary(Font=[page.Resources.Font.F1, 10])
    )
    text = b"BT /G gs 20 20 Td (harbor) Tj ET"
    page.contents_add(document.make_stream(text))


def scripted(document):
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.beep()"))
    document.Root.OpenAction = script


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        (pdf(typed(*TYPED)), r"not embedded .*rule 6\.2\.11\.4\.1-1"),
        (pdf(scanned(*SCANNED, header=TYPED[0])), r"not embedded .*rule 6\.2\.11\.4\.1-1"),
        (changed(pdf(typed(*TYPED)), torn), r"rule 6\.2\.2-2"),
        (changed(pdf(scanned(*SCANNED)), by_state), r"rule 6\.2\.11\.4\.1-1"),
        (locked(pdf(scanned(*SCANNED))), r"encrypted \(rule 6\.1\.3-2\)"),
        (changed(pdf(scanned(*SCANNED)), hidden_note), r"rule 6\.3\.2-2"),
        (changed(pdf(scanned(*SCANNED)), scripted), r"it cannot be checked: /OpenAction"),
    ],
    ids=["typed", "header", "torn", "by state", "locked", "hidden note", "script"],
)
def test_what_cannot_be_one_is_refused_with_the_rule(source, rule):
    with pytest.raises(WriteError, match=rf"cannot become PDF/A-2b: .*{rule}.*leave out pdfa="):
        added(source, PAGE, pdfa="2b")


def without_unicode(document):
    for part in document.objects:
        if isinstance(part, pikepdf.Dictionary) and "/ToUnicode" in part:
            del part["/ToUnicode"]


def test_level_u_wants_a_character_for_every_glyph():
    sheets = [page(ROWS, size=SIZE)]
    source = written(*sheets, images=[KINDS["PNG, gray"]])
    poor = changed(source, without_unicode)
    assert faults(added(source, *sheets, pdfa="2u"), "2u") == {}
    assert faults(added(poor, *sheets, pdfa="2b", existing_text="skip"), "2b") == {}
    with pytest.raises(WriteError, match=r"stand for no character \(rule 6\.2\.11\.7\.2-1\)"):
        added(poor, *sheets, pdfa="2u", existing_text="skip")


def with_null(document):
    for part in document.objects:
        if isinstance(part, pikepdf.Dictionary) and "/ToUnicode" in part:
            part.ToUnicode.write(part.ToUnicode.read_bytes().replace(b"<0050>", b"<0000>"))


def test_level_u_wants_characters_that_are_some():
    sheets = [page(ROWS, size=SIZE)]
    source = changed(written(*sheets, images=[KINDS["PNG, gray"]]), with_null)
    with pytest.raises(WriteError, match=r"U\+0000.*rule 6\.2\.11\.7\.2-2"):
        added(source, *sheets, pdfa="2u", existing_text="skip")


def test_without_the_extra_existing_pdfs_are_refused(monkeypatch):
    monkeypatch.setattr(archiving, "_NEEDS", ("no_such_package",))
    with pytest.raises(MissingExtra, match=r"pip install 'ocrlayout-kit\[pdfa\]'"):
        added(pdf(scanned(*SCANNED)), PAGE, pdfa="2b")
    made(KINDS["PNG, gray"], pdfa="2b")


def test_pages_are_refused_before_they_are_recognized():
    source = pdf(scanned(*SCANNED), typed(*TYPED))
    frames = ol.images.expand(source)
    writer.check_scans(frames[:1], writer.Options(pdfa="2b"))
    with pytest.raises(WriteError, match=r"6\.2\.11\.4\.1-1"):
        writer.check_scans(frames, writer.Options(pdfa="2b"))
    writer.check_scans(frames, writer.Options(pdfa="2b", existing_text="force"))


# --- the terminal


def test_the_command_line_writes_one(folder):  # noqa: F811
    line = ["convert", "scan1.json", "--images", "scan1.png", "-q", "-o", "a.pdf"]
    assert main([*line, "--pdfa", "2u", "--author", "A. Clerk", "--date", "2026-03-01"]) == 0
    data = (folder / "a.pdf").read_bytes()
    assert faults(data, "2u") == {}
    assert says(data)[0]["/Author"] == "A. Clerk"


def test_the_command_line_refuses_other_levels(folder, capsys):  # noqa: F811
    line = ["convert", "scan1.json", "--images", "scan1.png", "-o", "a.pdf"]
    assert main([*line, "--pdfa", "1b"]) == 2
    assert "2b" in capsys.readouterr().err
    assert main([*line, "--date", "soon"]) == 2
    assert "ISO 8601" in capsys.readouterr().err
    assert not (folder / "a.pdf").exists()

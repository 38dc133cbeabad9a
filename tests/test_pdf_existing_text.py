"""PDFs whose pages have text already: text once, whatever is asked for, and the rest as it was."""

import io

import numpy as np
import pikepdf
import pypdfium2
import pytest
from old_layer_pages import looks
from pdf_pages import pdfminer, poppler
from pikepdf import Array, Dictionary, Name, String
from scanned_pages import (
    HEIGHT,
    LEFT,
    SIZE,
    STEP,
    TOP,
    WIDTH,
    line,
    pdf,
    place,
    scan,
    scanned,
    typed,
    write,
)

import ocrlayout as ol
from ocrlayout.errors import WriteError
from ocrlayout.model import Document, Lines, Origin, Page, Words

MODES = ("auto", "skip", "redo", "force", "add")
TYPED = [line(number, "typed") for number in range(3)]
SCANNED = [line(number) for number in range(1, 4)]
OLD = [text.replace("e", "c") for text in SCANNED]  # with mistakes, as old OCR has them
OCR = Origin("azure")


def sheet(lines, number=1, size=(WIDTH, HEIGHT), **more):
    """A page of an answer: lines by their place, in points."""
    texts, quads, offsets, boxes = [], [], [0], []
    for row, text in lines.items():
        x, y = LEFT, TOP + STEP * row
        for word in text.split():
            end = x + width(word)
            quads.append([[x, y - SIZE], [end, y - SIZE], [end, y + 2], [x, y + 2]])
            texts.append(word)
            x = end + width(" ")
        offsets.append(len(texts))
        boxes.append([[LEFT, y - SIZE], [x, y - SIZE], [x, y + 2], [LEFT, y + 2]])
    words = Words(texts, np.array(quads) / 72 if quads else None)
    made = Lines(list(lines.values()), np.array(boxes) / 72 if boxes else None, words, offsets)
    inches = [side / 72 for side in size]
    return Page(number, *inches, "inch", lines=made, **more)


def width(text):
    """Points of a text, both typed and scanned, within a tenth."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return stringWidth(text, "Helvetica", SIZE)


def answer(*texts, first=0):
    return dict(enumerate(texts, first))


KINDS = {  # name: what draws the page, its answer, lines that are there already
    "typed": (typed(*TYPED), answer(*TYPED), TYPED),
    "scan": (scanned(*SCANNED), answer(*SCANNED, first=1), []),
    "old layer": (scanned(*SCANNED, hidden=OLD), answer(*SCANNED, first=1), OLD),
    "header": (scanned(*SCANNED, header=TYPED[0]), answer(TYPED[0], *SCANNED), TYPED[:1]),
}
SEEN = {"typed": TYPED, "scan": SCANNED, "old layer": SCANNED, "header": [TYPED[0], *SCANNED]}
ONCE = {  # what a search is to find once; what is not here is to be found as `SEEN` says
    ("auto", "old layer"): OLD,
    ("skip", "old layer"): OLD,
    ("skip", "header"): TYPED[:1],
}


def written(data, *pages, origin=OCR, **options):
    out = io.BytesIO()
    ol.save(Document(pages, origin), out, to="pdf", images=data, **options)
    return out.getvalue()


def texts(data):
    with pypdfium2.PdfDocument(data) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def changed(data, change):
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        out = io.BytesIO()
        document.save(out, deterministic_id=True, fix_metadata_version=False)
        return out.getvalue()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kind", KINDS)
def test_text_is_found_once(kind, mode):
    draw, lines, there = KINDS[kind]
    source = pdf(draw)
    data = written(source, sheet(lines), existing_text=mode)
    found = texts(data)[0]
    expected = ONCE.get((mode, kind), SEEN[kind])
    if mode == "add":
        for text in there:
            assert found.count(text) == (1 if kind == "old layer" else 2)
    else:
        assert [found.count(text) for text in expected] == [1] * len(expected)
        assert found.count("Entry") == len(expected)
    if mode != "force":
        assert all(map(np.array_equal, looks(source), looks(data)))


@pytest.mark.parametrize("reader", [poppler, pdfminer])
def test_other_readers_find_it_once_too(reader):
    draw, lines, _ = KINDS["header"]
    (words,) = reader(written(pdf(draw), sheet(lines)))
    found = [text for text, _ in words]
    assert found.count("parcel") == found.count("harbor") == 4


@pytest.mark.parametrize("mode", ["auto", "skip", "redo"])
def test_a_mixed_file_is_treated_page_by_page_and_said(mode, caplog, tmp_path):
    caplog.set_level("INFO")
    path = tmp_path / "mixed.pdf"
    path.write_bytes(pdf(*(draw for draw, _, _ in KINDS.values())))
    pages = [sheet(lines, number) for number, (_, lines, _) in enumerate(KINDS.values(), 1)]
    found = texts(written(path, *pages, existing_text=mode))
    for text, kind in zip(found, KINDS, strict=True):
        expected = ONCE.get((mode, kind), SEEN[kind])
        assert [text.count(each) for each in expected] == [1] * len(expected)
    notes = [record.getMessage() for record in caplog.records]
    stays = {"auto": "pages 1, 3", "skip": "pages 1, 3-4", "redo": "page 1"}[mode]
    assert f"{path}: left as it is, with the text that it has: {stays}" in notes
    redone = f"{path}: an old layer of text was taken out: page 3"
    assert (redone in notes) == (mode == "redo")


def test_adding_warns_where_text_is_there(caplog, tmp_path):
    path = tmp_path / "typed.pdf"
    path.write_bytes(pdf(typed(*TYPED), scanned(*SCANNED)))
    pages = [sheet(answer(*TYPED)), sheet(answer(*SCANNED, first=1), 2)]
    written(path, *pages, existing_text="add")
    (note,) = (record.getMessage() for record in caplog.records)
    assert note == f"{path}: text is there already, and will be found twice: page 1"


@pytest.mark.parametrize("mode", ["auto", "skip", "redo", "add"])
def test_the_words_of_the_pdf_itself_are_never_laid(mode):
    source = pdf(scanned(*SCANNED, hidden=OLD, header=TYPED[0]))
    own = answer(TYPED[0], *OLD)
    data = written(source, sheet(own), origin=Origin("text"), existing_text=mode)
    assert data == source


@pytest.mark.parametrize("mode", ["auto", "skip"])
def test_nor_where_a_page_does_not_name_its_fonts(mode):
    def without_fonts(file):
        del file.pages[0].Resources.Font

    source = changed(pdf(typed(*TYPED)), without_fonts)
    data = written(source, sheet(answer(*TYPED)), origin=Origin("text"), existing_text=mode)
    assert data == source


def test_a_page_becomes_a_picture_even_with_its_own_words():
    source = pdf(typed(*TYPED))
    data = written(source, sheet(answer(*TYPED)), origin=Origin("text"), existing_text="force")
    assert [texts(data)[0].count(text) for text in TYPED] == [1] * 3
    with pikepdf.open(io.BytesIO(data)) as document:
        image = document.pages[0].Resources.XObject.Scan
        assert image.ColorSpace == "/DeviceGray"
        assert (image.Width, image.Height) == (1667, 2334)  # 300 dpi, and the last row begun


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_picture_of_a_page_lies_as_the_page_did(turn):
    def change(document):
        page = document.pages[0]
        page.Rotate = turn
        page.CropBox = Array([10, 30, WIDTH - 40, HEIGHT - 5])

    source = changed(pdf(scanned(*SCANNED, header=TYPED[0])), change)
    size = (WIDTH - 50, HEIGHT - 35)
    shown = size if turn % 180 == 0 else size[::-1]
    data = written(source, sheet({2: "ours"}, size=shown), existing_text="force", dpi=144)
    (one, *_), (other, *_) = looks(source), looks(data)  # as PDFium draws them
    assert np.abs(one.astype(int) - other).mean() < 1
    assert texts(data) == ["ours"]


def test_photographs_become_jpegs_and_print_does_not():
    noise = np.random.default_rng(3).integers(0, 255, (60, 40, 3), np.uint8)
    photograph = io.BytesIO()
    from PIL import Image

    Image.fromarray(noise).resize((400, 560), Image.Resampling.BICUBIC).save(photograph, "PDF")
    for source, kind in (
        (photograph.getvalue(), "/DCTDecode"),
        (pdf(typed(*TYPED)), "/FlateDecode"),
    ):
        size = (WIDTH, HEIGHT)
        data = written(source, sheet({0: "ours"}, size=size), existing_text="force", dpi=200)
        with pikepdf.open(io.BytesIO(data)) as document:
            assert document.pages[0].Resources.XObject.Scan.Filter == kind


def annotated(document):
    """Add what PDFs have beside their pages: bookmarks, a link, a field, a file, labels."""
    page = document.pages[0]
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[40, 40, 120, 60])
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("owner"))
    field.Rect = Array([40, 30, 160, 48])
    page.Annots = Array([document.make_indirect(link), document.make_indirect(field)])
    document.Root.AcroForm = Dictionary(Fields=Array([page.Annots[1]]))
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Entry", 0))
    document.attachments["rates.csv"] = b"mill,rent\n"
    document.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r)]))
    with document.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp["dc:title"] = "Ledger"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kind", KINDS)
def test_all_else_stays(kind, mode):
    draw, lines, _ = KINDS[kind]
    data = written(changed(pdf(draw), annotated), sheet(lines), existing_text=mode)
    with pikepdf.open(io.BytesIO(data)) as document:
        subtypes = [str(each.Subtype) for each in document.pages[0].Annots]
        assert subtypes == ["/Link", "/Widget"]
        assert [str(field.T) for field in document.Root.AcroForm.Fields] == ["owner"]
        with document.open_outline() as outline:
            assert [entry.title for entry in outline.root] == ["Entry"]
        assert document.attachments["rates.csv"].get_file().read_bytes() == b"mill,rent\n"
        assert document.Root.PageLabels.Nums[1] == Dictionary(S=Name.r)
        assert document.open_metadata()["dc:title"] == "Ledger"


def signed(document):
    """Make it look signed."""
    value = document.make_indirect(Dictionary(Type=Name.Sig, Contents=String(b"\0" * 64)))
    field = document.make_indirect(Dictionary(FT=Name.Sig, T=String("Signature"), V=value))
    group = document.make_indirect(Dictionary(T=String("all"), Kids=Array([field])))
    document.Root.AcroForm = Dictionary(Fields=Array([group]))


def flagged(document):
    document.Root.AcroForm = Dictionary(Fields=Array([]), SigFlags=3)


def certified(document):
    document.Root.Perms = Dictionary(DocMDP=Dictionary(Type=Name.Sig))


@pytest.mark.parametrize("sign", [signed, flagged, certified])
def test_a_signed_pdf_is_refused_where_something_would_be_added(sign, tmp_path, caplog):
    path = tmp_path / "deed.pdf"
    path.write_bytes(changed(pdf(scanned(*SCANNED)), sign))
    page = sheet(answer(*SCANNED, first=1))
    with pytest.raises(WriteError, match=r"deed\.pdf is signed.*--invalidate-signatures"):
        written(path, page)
    data = written(path, page, invalidate_signatures=True)
    assert "deed.pdf is signed; its signature no longer holds" in caplog.text
    assert [texts(data)[0].count(text) for text in SCANNED] == [1] * 3


@pytest.mark.parametrize("sign", [signed, flagged, certified])
def test_a_signed_pdf_to_which_nothing_is_added_is_copied(sign):
    source = changed(pdf(typed(*TYPED)), sign)
    assert written(source, sheet(answer(*TYPED))) == source
    with pytest.raises(WriteError, match="signed"):
        written(source, sheet(answer(*TYPED)), title="Deed")


def test_a_field_for_a_signature_that_is_empty_does_not_count():
    def change(document):
        field = Dictionary(FT=Name.Sig, T=String("Sign here"), Kids=Array([Name.Nobody]))
        document.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=1)

    source = changed(pdf(scanned(*SCANNED)), change)
    assert texts(written(source, sheet({1: "ours"}))) == ["ours"]


@pytest.mark.parametrize("as_file", [True, False])
def test_a_pdf_to_which_nothing_is_added_is_copied_byte_by_byte(as_file, tmp_path):
    source = pdf(typed(*TYPED), scanned(*SCANNED, hidden=OLD)) + b"\n% more than qpdf would write\n"
    (tmp_path / "report.pdf").write_bytes(source)
    pages = [sheet(answer(*TYPED)), sheet(answer(*SCANNED, first=1), 2)]
    scan = tmp_path / "report.pdf" if as_file else source
    assert written(scan, *pages) == source
    assert written(scan, *pages, existing_text="skip") == source
    assert written(scan, *pages, title="Report") != source
    assert len(texts(written(scan, pages[0], pages="answered"))) == 1
    hits = ol.find(Document(pages), "harbor")
    assert written(scan, *pages, highlight=hits) != source


def test_an_encrypted_pdf_to_which_nothing_is_added_is_copied():
    with pikepdf.open(io.BytesIO(pdf(typed(*TYPED)))) as document:
        out = io.BytesIO()
        document.save(out, encryption=pikepdf.Encryption(owner="boss", user="hush"))
    frames = ol.images.expand(out.getvalue(), password="hush")
    assert written(frames, sheet(answer(*TYPED))) == out.getvalue()


@pytest.mark.parametrize("mode", ["auto", "redo", "force"])
def test_a_locked_pdf_stays_locked(mode):
    with pikepdf.open(
        io.BytesIO(pdf(scanned(*SCANNED, hidden=OLD), scanned(*SCANNED)))
    ) as document:
        out = io.BytesIO()
        document.save(out, encryption=pikepdf.Encryption(owner="boss", user="hush"))
    frames = ol.images.expand(out.getvalue(), password="hush")
    pages = [sheet(answer(*SCANNED, first=1), number) for number in (1, 2)]
    data = written(frames, *pages, existing_text=mode)
    with pypdfium2.PdfDocument(data, password="hush") as document:
        found = [page.get_textpage().get_text_bounded() for page in document]
    assert [text.count("Entry") for text in found] == [3, 3]
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(data))


def test_in_a_tagged_pdf_the_text_is_an_artifact():
    def tag(document):
        document.Root.MarkInfo = Dictionary(Marked=True)
        document.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot)

    source = changed(pdf(scanned(*SCANNED)), tag)
    data = written(source, sheet(answer(*SCANNED, first=1)))
    with pikepdf.open(io.BytesIO(data)) as document:
        content = document.pages[0].Contents[0].read_bytes()
        assert content.startswith(b"/Artifact BMC q BT")
        assert content.rstrip().endswith(b"Q\nEMC")
        assert "/StructTreeRoot" in document.Root
    for reader in (poppler, pdfminer):
        assert [text for text, _ in reader(data)[0]].count("parcel") == 3
    assert texts(data)[0].count("parcel") == 3


def test_a_page_without_words_keeps_its_old_layer():
    source = pdf(scanned(*SCANNED, hidden=OLD))
    assert written(source, sheet({}), existing_text="redo") == source


def test_a_page_whose_layer_cannot_be_taken_out_is_not_doubled(caplog):
    def spoil(document):
        form = document.make_stream(b"/Self Do", Type=Name.XObject, Subtype=Name.Form)
        form.BBox, form.Resources = Array([0, 0, 9, 9]), Dictionary(XObject=Dictionary(Self=form))
        page = document.pages[0]
        page.Resources.XObject.Self = form
        page.contents_add(document.make_stream(b"/Self Do"))

    source = changed(pdf(scanned(*SCANNED, hidden=OLD)), spoil)
    data = written(source, sheet(answer(*SCANNED, first=1)), existing_text="redo")
    assert "cannot be taken out, and stays: page 1" in caplog.text
    assert data == source


def test_a_new_layer_takes_the_place_of_the_old_one_of_a_small_picture():
    def draw(canvas):
        typed(*TYPED)(canvas)
        picture = scan(SCANNED[:1], first=5).crop((0, 300, 555, 360))
        place(canvas, picture, (0, HEIGHT - 260, WIDTH, 44))
        write(canvas, OLD[0], 5, mode=3)

    page = sheet({**answer(*TYPED), 5: SCANNED[0]})
    (text,) = texts(written(pdf(draw), page, existing_text="redo"))
    assert [text.count(line) for line in (*TYPED, SCANNED[0], OLD[0])] == [1] * len(TYPED) + [1, 0]


def test_words_on_a_watermark_are_laid():
    def draw(canvas):
        scanned(*SCANNED)(canvas)
        canvas.saveState()
        canvas.setFont("Helvetica", 150)
        canvas.drawString(0, 460, "DRAFT")
        canvas.restoreState()

    data = written(pdf(draw), sheet(answer(*SCANNED, first=1)))
    assert [texts(data)[0].count(text) for text in SCANNED] == [1] * 3


def test_only_words_where_none_are_are_laid():
    def draw(canvas):
        scanned(*SCANNED)(canvas)
        write(canvas, "Stamped 123", 1)

    data = written(pdf(draw), sheet({1: "Stomped I23 and more", 2: SCANNED[1], 3: SCANNED[2]}))
    found = texts(data)[0]
    assert found.count("Stamped 123") == 1
    assert "Stomped" not in found
    assert "and more" in found


def test_a_deskewed_page_is_compared_where_its_words_lay():
    source = pdf(scanned(*SCANNED, header=TYPED[0]))
    page = sheet(answer(TYPED[0], *SCANNED))
    moved = page.move(ol.geometry.translation(3, 4), (page.width, page.height))
    found = texts(written(source, moved))[0]
    assert [found.count(text) for text in SEEN["header"]] == [1] * 4


def test_words_without_a_place_are_laid_along_their_line_or_not_at_all():
    source = pdf(scanned(*SCANNED, header=TYPED[0]))
    page = sheet(answer(TYPED[0], *SCANNED))
    lines = page.lines
    bare = Lines(lines.text, lines.polygon, Words(lines.words.text), lines.offsets)
    found = texts(written(source, page.replace(lines=bare)))[0]
    assert [found.count(text) for text in SEEN["header"]] == [1] * 4


def test_a_mode_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="existing_text is one of 'auto', 'skip'"):
        written(pdf(typed("a")), sheet({0: "a"}), existing_text="always")


def test_the_terminal_takes_the_options(tmp_path, monkeypatch, capsys):
    from ocrlayout.cli import main

    monkeypatch.chdir(tmp_path)
    ol.save(Document([sheet(answer(*SCANNED, first=1))]), "answer.json")
    for name, sign in (("old.pdf", lambda document: None), ("deed.pdf", flagged)):
        source = changed(pdf(scanned(*SCANNED, hidden=OLD)), sign)
        (tmp_path / name).write_bytes(source)
    line = ["convert", "answer.json", "-o", "out.pdf", "--overwrite", "--images"]
    assert main([*line, "old.pdf", "--existing-text", "redo"]) == 0
    assert "note: old.pdf: an old layer of text was taken out: page 1" in capsys.readouterr().err
    assert texts((tmp_path / "out.pdf").read_bytes())[0].count("parcel") == 3
    assert main([*line, "deed.pdf", "--existing-text", "redo"]) == 1
    assert "deed.pdf is signed" in capsys.readouterr().err
    assert main([*line, "deed.pdf", "--existing-text", "redo", "--invalidate-signatures"]) == 0


def upright(*lines, angle=0.0):
    """A page of an answer, and that page deskewed."""
    page = sheet(answer(*lines, first=1))
    turn = ol.geometry.rotation(-angle, (page.width / 2, page.height / 2))
    return page.move(turn, (page.width, page.height))


@pytest.mark.parametrize("angle", [3.0, 90.0])
def test_a_picture_of_a_page_is_turned_upright_as_the_page_would_be(angle):
    source = pdf(scanned(*SCANNED))
    page = upright(*SCANNED, angle=angle)
    turned, pictured = (
        written(source, page, upright=True, existing_text=mode, dpi=144)
        for mode in ("add", "force")
    )
    (one, *_), (other, *_) = looks(turned), looks(pictured)
    assert one.shape == other.shape
    assert np.abs(one.astype(int) - other).mean() < 2
    assert texts(pictured) == texts(turned)


def test_an_old_layer_gives_way_on_a_page_that_is_turned_upright():
    page = upright(*SCANNED, angle=3.0)
    source = pdf(scanned(*SCANNED, hidden=OLD))
    data = written(source, page, upright=True, existing_text="redo")
    assert [texts(data)[0].count(text) for text in SCANNED] == [1] * 3
    assert texts(data)[0].count("Entry") == 3
    stays = written(source, page, upright=True)
    assert stays != source
    assert texts(stays)[0].count("Entry") == 3
    assert all(map(np.array_equal, looks(data), looks(stays)))


def test_a_signed_pdf_is_refused_before_it_is_recognized(tmp_path, monkeypatch, capsys):
    import counting_service

    from ocrlayout.cli import main

    monkeypatch.chdir(tmp_path)
    (tmp_path / "deed.pdf").write_bytes(changed(pdf(scanned(*SCANNED)), flagged))
    (tmp_path / "typed.pdf").write_bytes(changed(pdf(typed(*TYPED)), flagged))
    line = ["convert", "--engine", "azure", "-o", "out.pdf", "--overwrite"]
    with counting_service.Service() as service:
        monkeypatch.setenv("COMPUTER_VISION_ENDPOINT", service.origin)
        monkeypatch.setenv("COMPUTER_VISION_SUBSCRIPTION_KEY", counting_service.KEY)
        assert main([*line, "deed.pdf"]) == 1
        assert "deed.pdf is signed" in capsys.readouterr().err
        assert main([*line, "typed.pdf"]) == 0
        assert service.asked == []
        assert main([*line, "deed.pdf", "--invalidate-signatures"]) == 0
        assert service.asked == [1]
    source = (tmp_path / "typed.pdf").read_bytes()
    assert main(["convert", "typed.pdf", "-o", "out.pdf", "--overwrite", "-q"]) == 0
    assert (tmp_path / "out.pdf").read_bytes() == source


def odd(part, value):
    """Put something in a PDF where it does not belong."""

    def change(document):
        *path, last = part.split()
        holder = document.Root if path[:1] != ["page"] else document.pages[0].obj
        for name in path[1:]:
            holder = holder[f"/{name}"]
        holder[f"/{last}"] = value

    return change


ODD = {
    "contents": odd("page Contents", Name.Nobody),
    "annotations": odd("page Annots", 5),
    "fonts": odd("page Resources Font", 5),
    "pictures": odd("page Resources XObject", 5),
    "states": odd("page Resources ExtGState", Dictionary(A=5)),
    "group": odd("page Group", 5),
    "layers": odd("root OCProperties", Dictionary(OCGs=5, D=Dictionary(OFF=Array([5])))),
    "no layers": odd("root OCProperties", Array([])),
    "metadata": odd("root Metadata", 5),
    "intents": odd("root OutputIntents", 5),
    "form": odd(
        "root AcroForm", Dictionary(Fields=Array([5, Dictionary(Kids=5)]), SigFlags=Name.X)
    ),
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("change", ODD.values(), ids=ODD.keys())
def test_what_does_not_belong_in_a_pdf_is_passed_over(change, mode):
    source = changed(pdf(scanned(*SCANNED), scanned(*SCANNED)), change)
    sizes = [(WIDTH, HEIGHT), (WIDTH + 1, HEIGHT)]
    pages = [sheet(answer(*SCANNED, first=1), number, size) for number, size in enumerate(sizes, 1)]
    marks = ol.find(Document(pages), "harbor")
    data = written(source, *pages, existing_text=mode, highlight=marks, title="Odd")
    assert [text.count("Entry") for text in texts(data)] == [3, 3]


@pytest.mark.parametrize("on_end", [False, True])
def test_columns_are_found_where_columns_are(on_end):
    from ocrlayout.writers.pdf.existing_text import free

    column = np.array([[[0.5, 0.1], [0.55, 0.1], [0.55, 0.9], [0.5, 0.9]]])
    theirs = np.roll(column, -1, axis=1) if on_end else column
    words = Words(["縦書きの文章"], column * (400, 560))
    lines = Lines(["縦書きの文章"], column * (400, 560), words, [0, 1])
    page = Page(1, 400, 560, "pixel", lines=lines)
    assert free(page, theirs, (400, 560)).tolist() == [False]
    assert free(page, theirs + 0.2, (400, 560)).tolist() == [True]


def test_an_old_layer_in_content_without_end_is_left_alone(caplog):
    def spoil(document):
        page = document.pages[0]
        page.contents_add(document.make_stream(b" " * 9_000_000))

    source = changed(pdf(scanned(*SCANNED, hidden=OLD)), spoil)
    data = written(source, sheet(answer(*SCANNED, first=1)), existing_text="redo")
    assert "cannot be taken out, and stays: page 1" in caplog.text
    assert data == source

"""Text on PDFs that exist: the pages stay as they are, whatever they are."""

import io

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pdf_pages import (
    DPI,
    READERS,
    astray,
    check,
    check_structure,
    page,
    pdfium,
    poppler,
    recall,
    tokens,
    turned,
)
from PIL import Image
from reportlab.pdfgen import canvas

from ocrlayout.errors import ImageError
from ocrlayout.images import expand
from ocrlayout.model import Document, Lines
from ocrlayout.skew import deskew
from ocrlayout.writers import pdf
from ocrlayout.writers.pdf import existing

ROWS = [["Pack", "my", "box", "with"], ["five", "dozen", "liquor", "jugs"]]
WIDE, HIGH = 595.2, 420.0  # points
SIZE = (round(WIDE * DPI / 72), round(HIGH * DPI / 72))


def original(count=1, *, change=None):
    """A PDF of so many pages with lines, a picture and a form; `change` may spoil each page."""
    file = io.BytesIO()
    noise = Image.fromarray(np.random.default_rng(4).integers(0, 256, (60, 60, 3), np.uint8))
    sheet = canvas.Canvas(file, pagesize=(WIDE, HIGH), invariant=1)
    for number in range(count):
        sheet.drawString(30, 380 - 9 * number, f"Printed on page {number + 1}")
        sheet.line(10, 10, 500, 300 - 40 * number)
        sheet.drawInlineImage(noise, 300, 20, 80, 80)
        sheet.drawImage(_reader(noise), 400, 20, 80, 80)
        sheet.bookmarkPage(f"page {number}")
        sheet.addOutlineEntry(f"Page {number + 1}", f"page {number}")
        sheet.showPage()
    sheet.save()
    file.seek(0)
    with pikepdf.open(file) as document:
        for leaf in document.pages:
            if change:
                change(document, leaf)
        out = io.BytesIO()
        document.save(out, static_id=True)
        return out.getvalue()


def _reader(image):
    from reportlab.lib.utils import ImageReader

    return ImageReader(image)


def layered(source, *sheets, images=None, **options):
    """Lay words over a PDF, whatever text it has."""
    out = io.BytesIO()
    options = {"existing_text": "add", **options}
    pdf.write(
        [Document(sheets or [page(ROWS, size=SIZE)])],
        out,
        images=[source if images is None else images],
        options=pdf.Options(**options),
    )
    return out.getvalue()


def drawn(data):
    with pypdfium2.PdfDocument(data) as document:
        return [np.asarray(sheet.render(scale=1.3).to_pil()) for sheet in document]


def raw_images(data):
    with pikepdf.open(io.BytesIO(data)) as document:
        return [
            part.read_raw_bytes()
            for part in document.objects
            if isinstance(part, pikepdf.Stream) and part.get("/Subtype") == "/Image"
        ]


def printed(data):
    """A page's text without the words of ours."""
    return [
        [text for text, _ in words if text in ("Printed", "on", "page")] for words in pdfium(data)
    ]


def test_the_page_looks_as_before_and_keeps_its_images():
    source = original()
    data = layered(source)
    check(data)
    assert np.array_equal(drawn(source)[0], drawn(data)[0])
    assert raw_images(source) == raw_images(data)
    assert printed(data) == [["Printed", "on", "page"]]
    assert recall(page(ROWS, size=SIZE), pdfium(data)[0]) == 1.0


@pytest.mark.parametrize("inherited", [True, False])
@pytest.mark.parametrize("turn", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("reader", ["poppler", "pdfium"])
def test_words_are_at_their_place_on_turned_and_cropped_pages(reader, turn, inherited):
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
    sheet = page(ROWS, size=tuple(side * DPI / 72 for side in frame.size))
    data = layered(source, sheet)
    assert np.array_equal(drawn(source)[0], drawn(data)[0])
    words = READERS[reader](data)[0]
    assert {text for text, _ in tokens(sheet)} <= {text for text, _ in words}
    if reader == "pdfium":
        with pypdfium2.PdfDocument(data) as document:
            words = [(text, shown(document[0], box)) for text, box in words]
        assert astray(sheet, words) < 0.05


def shown(sheet, box):
    """Where a box of PDFium's (user space, with y from the page's height) is seen, in points."""
    wide, high = sheet.get_size()
    x0, y0, x1, y1 = box
    import ctypes

    corners = []
    for x, y in ((x0, high - y0), (x1, high - y1)):
        across, down = ctypes.c_int(), ctypes.c_int()
        pypdfium2.raw.FPDF_PageToDevice(
            sheet, 0, 0, round(wide * 100), round(high * 100), 0, x, y, across, down
        )
        corners.append((across.value / 100, down.value / 100))
    (ax, ay), (bx, by) = corners
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def spoil(document, leaf):
    """Content that leaves a state behind, clips, and moves: all of it open."""
    leaf.contents_add(
        document.make_stream(b"q 0.5 0 0 0.5 50 50 cm 0 0 10 10 re W n q"), prepend=True
    )


@pytest.mark.parametrize(
    "change",
    [
        spoil,
        lambda _document, leaf: leaf.obj.__setitem__("/UserUnit", 2),
        lambda _document, leaf: leaf.obj.__delitem__("/Resources"),
        lambda _document, leaf: leaf.obj.__setitem__(
            "/Resources",
            pikepdf.Dictionary(Font=pikepdf.Dictionary(OcrLayout=pikepdf.Dictionary())),
        ),
        lambda _document, leaf: leaf.obj.__delitem__("/Contents"),
        lambda _document, leaf: leaf.obj.__setitem__(
            "/MediaBox", pikepdf.Array([WIDE, HIGH, 0, 0])
        ),
        lambda _document, leaf: leaf.obj.__setitem__("/CropBox", pikepdf.Array([0, 0, 0, 0])),
        lambda _document, leaf: leaf.obj.__setitem__("/Rotate", 45),
    ],
    ids=[
        "open q",
        "user unit",
        "no resources",
        "font of that name",
        "no contents",
        "box upside down",
        "empty box",
        "odd turn",
    ],
)
def test_odd_pages_get_their_text(change):
    source = original(change=change)
    data = layered(source)
    assert np.array_equal(drawn(source)[0], drawn(data)[0])
    for reader in (poppler, pdfium):
        words = reader(data)[0]
        assert {text for text, _ in tokens(page(ROWS, size=SIZE))} <= {text for text, _ in words}


def test_a_second_layer_does_not_disturb_the_first():
    once = layered(original())
    twice = layered(once, page([["Encore"]], size=SIZE))
    check(twice)
    assert {"Encore", "jugs", "Printed"} <= {text for text, _ in pdfium(twice)[0]}


def test_pages_that_share_their_resources_each_get_the_font_once():
    def share(document, leaf):
        first = document.pages[0].obj
        first.Resources = document.make_indirect(first.Resources)
        leaf.obj.Resources = first.Resources

    sheets = [page([[f"number{number}"]], size=SIZE, number=number) for number in (1, 2)]
    data = layered(original(2, change=share), *sheets)
    check(data)
    assert [words[0][0] for words in pdfium(data)] == ["number1", "number2"]
    with pikepdf.open(io.BytesIO(data)) as document:
        fonts = [dict(leaf.Resources.Font.items()) for leaf in document.pages]
        assert [[name for name in names if "Ocr" in name] for names in fonts] == [
            ["/OcrLayout"]
        ] * 2


def test_a_part_of_the_pages_is_written():
    source = original(4)
    sheets = [page([[f"number{number}"]], size=SIZE, number=number) for number in (2, 4)]
    data = layered(source, *sheets, pages="answered")
    assert [
        {text for text, _ in words} >= {f"number{number}", str(number)}
        for words, number in zip(pdfium(data), (2, 4), strict=True)
    ] == [True, True]
    with pikepdf.open(io.BytesIO(data)) as document:
        assert "/Outlines" in document.Root
    data = layered(source, *sheets[::-1], pages="answered")
    assert [words[0][0] for words in pdfium(data)] == ["number4", "number2"]


def test_scans_and_pdfs_go_into_one_book():
    scan = np.full(SIZE[::-1], 200, np.uint8)
    sheets = [page([[f"number{number}"]], size=SIZE, number=number) for number in (1, 2, 3)]
    data = layered(None, *sheets, images=[scan, original(), scan], dpi=DPI)
    check(data)
    assert [words[0][0] for words in pdfium(data)] == ["number1", "number2", "number3"]
    assert [round(image.mean()) for image in drawn(data)][::2] == [200, 200]


def test_bookmarks_metadata_and_the_rest_stay():
    with pikepdf.open(
        io.BytesIO(
            layered(original(2), *(page(ROWS, size=SIZE, number=number) for number in (1, 2)))
        )
    ) as document:
        with document.open_outline() as outline:
            assert [entry.title for entry in outline.root] == ["Page 1", "Page 2"]
        assert document.docinfo["/Title"] == "untitled"


def test_a_title_is_set_when_asked_for():
    data = layered(original(), title="Größe 1")
    assert data == layered(original(), title="Größe 1")
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.docinfo["/Title"] == "Größe 1"


def test_the_same_pdf_gives_the_same_bytes():
    assert layered(original()) == layered(original())


def id_of(data):
    with pikepdf.open(io.BytesIO(data)) as document:
        return [bytes(part).hex() for part in document.trailer.ID]


@pytest.mark.parametrize("linearize", [False, True])
def test_the_id_tells_one_text_from_another(linearize):
    source = io.BytesIO()
    with pikepdf.open(io.BytesIO(original())) as document:
        document.save(source, linearize=linearize)
    one, other = (
        layered(source.getvalue(), page([[text]], size=SIZE)) for text in ("Encore", "Encase")
    )
    assert id_of(one)[0] == id_of(other)[0] == id_of(source.getvalue())[0]
    assert id_of(one)[1] != id_of(other)[1]
    assert "3141592653589793" not in "".join(id_of(one))


def locked(**how):
    with pikepdf.open(io.BytesIO(original())) as document:
        out = io.BytesIO()
        document.save(out, encryption=pikepdf.Encryption(**how))
        return out.getvalue()


def test_an_encrypted_pdf_needs_its_password_and_stays_encrypted():
    source = locked(user="hush", owner="boss")
    with pytest.raises(ImageError, match="--password"):
        layered(source)
    with pytest.raises(ImageError, match="--password"):
        layered(expand(source, password="hush")[0], images=[frame_with(source, "wrong")])
    data = layered(source, images=expand(source, password="hush"))
    with pikepdf.open(io.BytesIO(data), password="hush") as document:
        assert document.is_encrypted
    with pypdfium2.PdfDocument(data, password="hush") as document:
        assert "liquor" in document[0].get_textpage().get_text_range()


@pytest.mark.parametrize("revision", [3, 4, 6])
def test_a_password_may_have_letters_beyond_ascii(revision):
    source = locked(user="pässwörd", owner="boss", R=revision, aes=revision > 3, metadata=False)
    data = layered(source, images=expand(source, password="pässwörd"))
    with pypdfium2.PdfDocument(data, password="pässwörd") as document:
        assert "liquor" in document[0].get_textpage().get_text_range()


def frame_with(source, password):
    from dataclasses import replace

    return replace(expand(source, password="hush")[0], password=password)


def test_a_pdf_that_only_forbids_opens_without_a_password():
    assert {"liquor", "jugs"} <= {text for text, _ in pdfium(layered(locked(owner="boss")))[0]}


def test_a_signed_pdf_is_written_and_the_log_says_what_is_lost(caplog):
    def sign(document, _leaf):
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]), SigFlags=3)

    data = layered(original(change=sign), invalidate_signatures=True)
    assert {"liquor"} <= {text for text, _ in pdfium(data)[0]}
    assert "no longer holds" in caplog.text


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_cut_pdf_is_an_image_error_or_repaired(cut):
    source = original()
    try:
        data = layered(source[: int(len(source) * cut)])
    except ImageError:
        return
    check_structure(data)  # the page's own content may lack its fonts


@pytest.mark.parametrize(
    "spoiled", [b"%PDF-1.7\n", b"%PDF-1.4\ntrailer <</Root 1 0 R>>", b"%PDF-\xff\xfe" * 50]
)
def test_no_pdf_is_an_image_error(spoiled):
    with pytest.raises(ImageError):
        layered(spoiled)


def test_it_is_written_into_a_file_that_cannot_be_moved_in(tmp_path):
    class Pipe(io.FileIO):
        def seekable(self):
            return False

        def seek(self, *_):
            raise io.UnsupportedOperation("seek")

        def tell(self):
            raise io.UnsupportedOperation("tell")

    path = tmp_path / "out.pdf"
    with Pipe(path, "w") as out:
        added = pdf.Options(existing_text="add")
        pdf.write([Document([page(ROWS, size=SIZE)])], out, images=[original()], options=added)
    assert recall(page(ROWS, size=SIZE), pdfium(path.read_bytes())[0]) == 1.0


@pytest.mark.parametrize("levels", [1, 3, 20])
def test_what_a_page_inherits_is_found_however_deep_it_stands(levels):
    def change(document, leaf):
        top = document.Root.Pages
        top.MediaBox, top.Rotate = pikepdf.Array([50, 60, WIDE + 50, HIGH + 60]), 180
        for key in ("/MediaBox", "/CropBox", "/Rotate"):
            if key in leaf.obj:
                del leaf.obj[key]
        parent = top
        for _ in range(levels):
            node = pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=1, Parent=parent)
            parent.Kids = pikepdf.Array([document.make_indirect(node)])
            parent = parent.Kids[0]
        parent.Kids = pikepdf.Array([leaf.obj])
        leaf.obj.Parent = parent

    at_its_place(original(change=change))


def at_its_place(source):
    """Check that PDFium finds the words of a page where they are displayed."""
    (frame,) = expand(source)
    sheet = page(ROWS, size=tuple(side * DPI / 72 for side in frame.size))
    data = layered(source, sheet)
    with pypdfium2.PdfDocument(data) as document:
        words = [(text, shown(document[0], box)) for text, box in pdfium(data)[0]]
    assert astray(sheet, words) < 0.05


@pytest.mark.parametrize("angle", [4.0, 90.0])
def test_a_deskewed_page_is_mapped_back_to_the_pdf(angle):
    size = (1240, 1754)
    (upright,) = deskew(Document([turned(page(ROWS, size=size), angle).replace(angle=angle)])).pages
    file = io.BytesIO()
    sheet = canvas.Canvas(file, pagesize=tuple(side * 72 / DPI for side in upright.source_size))
    sheet.showPage()
    sheet.save()
    lain = turned(page(ROWS, size=size), angle)
    (words,) = pdfium(layered(file.getvalue(), upright))
    assert recall(lain, words) == 1.0
    assert astray(lain, words) < 0.1


@pytest.mark.parametrize(
    "crop",
    [
        [-500, -500, 900, 900],
        [100, -70, 900, 300],
        [-90, 40, 300, 990],
        [WIDE, HIGH, 40, 50],
    ],
)
def test_a_crop_box_counts_as_far_as_it_lies_in_the_media_box(crop):
    def change(_document, leaf):
        leaf.obj.CropBox = pikepdf.Array(crop)

    at_its_place(original(change=change))


@pytest.mark.parametrize("box", [None, [0, 0, 0, 0], [5, 5, 5, 700], [1, 2, 3]])
def test_a_page_without_a_sound_box_is_a_letter(box):
    def change(_document, leaf):
        del leaf.obj["/MediaBox"]
        if box:
            leaf.obj.MediaBox = pikepdf.Array(box)

    source = original(change=change)
    assert expand(source)[0].size == (612, 792)
    at_its_place(source)


def spoken(sheet, language):
    lines = sheet.lines
    said = Lines(
        lines.text, lines.polygon, lines.words, lines.offsets, language=[language] * len(lines)
    )
    return sheet.replace(lines=said)


@pytest.mark.parametrize(("own", "found"), [("", "nl"), ("de-AT", "de-AT")])
def test_a_language_is_set_where_the_pdf_does_not_say_its_own(own, found):
    def change(document, _leaf):
        if own:
            document.Root.Lang = own

    data = layered(original(change=change), spoken(page(ROWS, size=SIZE), "nl"))
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.Root.Lang == found
    unknown = layered(original(change=change))
    with pikepdf.open(io.BytesIO(unknown)) as document:
        assert str(document.Root.get("/Lang", "")) == own


def test_a_page_may_be_there_twice_each_with_its_text():
    sheets = [page([[text]], size=SIZE, number=2) for text in ("first", "second")]
    data = layered(original(3), *sheets, pages="answered")
    check(data)
    assert [words[0][0] for words in pdfium(data)] == ["first", "second"]
    assert [[text for text, _ in words][-1] for words in pdfium(data)] == ["2", "2"]


def test_pages_out_of_order_go_into_a_new_pdf_each_once():
    sheets = [page([[f"n{number}"]], size=SIZE, number=number) for number in (3, 1, 2)]
    found = [{text for text, _ in words} for words in pdfium(layered(original(3), *sheets))]
    own = [{f"n{number}", str(number), "Printed", "on", "page"} for number in (3, 1, 2)]
    assert found == own


@pytest.mark.parametrize("linearized", [True, False])
def test_a_pdf_that_is_linearized_stays_so(linearized):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(original())) as document:
        document.save(out, linearize=linearized)
    with pikepdf.open(io.BytesIO(layered(out.getvalue()))) as document:
        assert document.is_linearized == linearized


def test_the_note_about_a_signature_names_the_file(tmp_path, caplog):
    def sign(document, _leaf):
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]), SigFlags=1)

    (tmp_path / "deed.pdf").write_bytes(original(change=sign))
    layered(tmp_path / "deed.pdf", invalidate_signatures=True)
    assert "deed.pdf is signed" in caplog.text
    caplog.clear()
    layered(original())
    assert "signed" not in caplog.text


def test_a_page_without_words_keeps_its_content_as_it_is():
    def share(document, leaf):
        first = document.pages[0].obj
        first.Resources = document.make_indirect(first.Resources)
        leaf.obj.Resources = first.Resources

    source = original(2, change=share)
    empty = page([], size=SIZE, number=1)
    data = layered(source, empty, page(ROWS, size=SIZE, number=2))
    with pikepdf.open(io.BytesIO(source)) as one, pikepdf.open(io.BytesIO(data)) as other:
        assert one.pages[0].Contents.read_bytes() == other.pages[0].Contents.read_bytes()
        assert "/OcrLayout" not in other.pages[0].Resources.Font


def test_a_crop_box_that_only_touches_the_page_does_not_count():
    media = [0, 0, 400, 300]
    for crop in ([0, 300, 400, 500], [400, 0, 500, 300]):
        leaf = pikepdf.Dictionary(MediaBox=pikepdf.Array(media), CropBox=pikepdf.Array(crop))
        assert existing._box(leaf) == tuple(media)

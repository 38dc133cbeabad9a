"""The searchable PDF as a whole: its pages, what is said of them, and what is refused."""

import io
import logging
import tracemalloc

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pdf_pages import ROWS, SIZE, check, encoded, made, page, pdfium, picture, written
from PIL import Image

from ocrlayout.errors import WriteError
from ocrlayout.model import Document, Lines, Page, Words
from ocrlayout.writers import pdf


def size_of(data):
    with pypdfium2.PdfDocument(data) as document:
        return tuple(round(side, 1) for side in document.get_page_size(0))


@pytest.mark.parametrize(
    ("stored", "options", "points"),
    [
        ({"dpi": (300, 300)}, {"dpi": None}, (620 / 300 * 72, 310 / 300 * 72)),
        ({"dpi": (200, 100)}, {"dpi": None}, (620 / 200 * 72, 310 / 100 * 72)),
        ({"dpi": (72, 72)}, {"dpi": 100}, (620 * 0.72, 310 * 0.72)),
        ({}, {"dpi": 100}, (620 * 0.72, 310 * 0.72)),
        ({"dpi": (1, 1)}, {"dpi": 100}, (620 * 0.72, 310 * 0.72)),
        ({}, {"dpi": None}, (11.693 * 72, 11.693 * 36)),
        ({}, {"dpi": 1}, (14400, 7200)),
    ],
)
def test_the_page_has_the_size_that_the_resolution_says(stored, options, points):
    assert size_of(made(encoded(picture("L"), "JPEG", **stored), **options)) == pytest.approx(
        points, abs=0.1
    )


@pytest.mark.parametrize(
    ("kind", "stored", "size", "note"),
    [
        ("JPEG", {"dpi": (72, 72)}, (1700, 600), "72 dpi, which makes a page of 60 × 21 cm"),
        ("PNG", {"dpi": (96, 96)}, (700, 2300), "dpi, which makes a page of 19 × 61 cm"),
        ("JPEG", {"dpi": (49, 49)}, SIZE, "says 49 dpi, which is not its resolution"),
        ("JPEG", {"dpi": (2401, 2401)}, SIZE, "says 2401 dpi, which is not its resolution"),
        ("JPEG", {}, SIZE, "does not say its resolution"),
    ],
)
def test_a_doubtful_resolution_gets_a_note_that_says_what_to_do(caplog, kind, stored, size, note):
    caplog.set_level(logging.INFO, "ocrlayout")
    scan = encoded(picture("L", size), kind, **stored)
    made(scan, size=size, dpi=300)
    assert not caplog.messages
    made(scan, size=size, dpi=None)
    (message,) = caplog.messages
    assert note in message
    assert message.endswith("give it with dpi=, or --dpi")


@pytest.mark.parametrize(("dpi", "size"), [(72, (1600, 1190)), (100, (3000, 2000))])
def test_a_plausible_resolution_gets_no_note(caplog, dpi, size):
    caplog.set_level(logging.INFO, "ocrlayout")
    made(encoded(picture("L", size), "JPEG", dpi=(dpi, dpi)), size=size, dpi=None)
    assert not caplog.messages


def test_a_file_gets_one_note_for_all_of_its_pages(caplog, tmp_path):
    caplog.set_level(logging.INFO, "ocrlayout")
    sheets = [picture("L") for _ in range(3)]
    for name in ("first.tif", "second.tif"):
        sheets[0].save(tmp_path / name, save_all=True, append_images=sheets[1:])
    pages = [page(ROWS, size=SIZE, number=number) for number in range(1, 7)]
    written(*pages, images=[tmp_path / "first.tif", tmp_path / "second.tif"], dpi=None)
    assert [message.split(" does")[0] for message in caplog.messages] == [
        str(tmp_path / "first.tif"),
        str(tmp_path / "second.tif"),
    ]


def test_a_page_in_inches_has_its_own_size():
    sheet = page(ROWS, size=SIZE).replace(
        unit="inch", width=6.2, height=3.1, source_size=(6.2, 3.1), lines=Lines()
    )
    assert size_of(written(sheet, images=picture("L"))) == (446.4, 223.2)


def test_missing_images_are_said():
    sheets = [page(ROWS, size=SIZE, number=number) for number in (3, 4)]
    with pytest.raises(WriteError, match=r"page 3 has no image.*images="):
        pdf.write([Document(sheets)], io.BytesIO())
    with pytest.raises(WriteError, match="1 image for 2 pages"):
        written(*sheets, images=[picture("L")])
    with pytest.raises(WriteError, match="shapes differ"):
        written(sheets[0], images=picture("L", (300, 300)))
    with pytest.raises(WriteError, match="at least one page"):
        pdf.write([Document()], io.BytesIO(), images=[[]])


def test_a_page_without_geometry_is_said():
    words = Words(["a", "b"])
    lines = Lines(["a b"], words=words, offsets=[0, 2])
    with pytest.raises(WriteError, match="page 7 has no geometry"):
        written(Page(7, *SIZE, "pixel", lines=lines), images=picture("L"))
    with pytest.raises(WriteError, match="page 1 has no geometry"):
        written(
            page(ROWS).replace(width=np.nan, height=np.nan, source_size=(np.nan, np.nan)),
            images=picture("L"),
        )


def test_a_page_without_text_is_a_page():
    data = written(Page(1, *SIZE, "pixel"), Page(2), images=[picture("L"), picture("RGB")])
    check(data)
    assert pdfium(data) == [[], []]


def test_title_and_language_are_said():
    sheet = page(ROWS, size=SIZE)
    lines = sheet.lines
    spoken = Lines(lines.text, lines.polygon, lines.words, lines.offsets, language=["de", "de"])
    data = written(sheet.replace(lines=spoken), images=picture("L"), title="Büchse 𝕏 (1)")
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.docinfo["/Title"] == "Büchse 𝕏 (1)"
        assert document.Root.Lang == "de"
    with pikepdf.open(io.BytesIO(written(sheet, images=picture("L")))) as document:
        assert "/Title" not in document.docinfo
        assert "/Lang" not in document.Root


def test_a_title_may_hold_anything_and_a_resolution_may_not():
    for title in ("a\0b\x07", "\ud800", "(\\", "x" * 5000):
        data = written(page(ROWS, size=SIZE), images=picture("L"), title=title)
        check(data)
    for dpi in (0, -300, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="positive"):
            pdf.Options(dpi=dpi)


class Pipe(io.RawIOBase):
    """A file that can only be written to, and that counts."""

    def __init__(self):
        self.count = 0

    def writable(self):
        return True

    def write(self, data):
        self.count += len(data)
        return len(data)


def test_a_book_is_written_page_by_page(tmp_path):
    noise = np.random.default_rng(2).integers(0, 256, (1200, 900), np.uint8)
    scan = encoded(Image.fromarray(noise), "JPEG", quality=90)
    files = []
    for number in range(60):
        files.append(tmp_path / f"{number:03}.jpg")
        files[-1].write_bytes(scan)
    book = Document([page(ROWS * 10, size=(900, 1200), number=number) for number in range(1, 61)])
    out = Pipe()
    pdf.write([book[:1]], Pipe(), images=[files[:1]])
    tracemalloc.start()
    try:
        pdf.write([book], out, images=[files])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert out.count > 60 * len(scan)
    assert peak < 6 * len(scan)


def test_viewers_show_the_title_and_other_pages_have_another_id():
    sheet = page(ROWS, size=SIZE)
    one, other = (
        written(sheet, images=picture("L"), title="Faust"),
        written(page([["else"]], size=SIZE), images=picture("L"), title="Faust"),
    )
    with pikepdf.open(io.BytesIO(one)) as first, pikepdf.open(io.BytesIO(other)) as second:
        assert first.Root.ViewerPreferences.DisplayDocTitle is True
        assert bytes(first.trailer.ID[0]) != bytes(second.trailer.ID[0])
        assert first.docinfo["/Producer"] == "ocrlayout"


def test_a_page_is_as_large_as_its_scan_to_a_thousandth_of_a_point():
    data = written(page(ROWS, size=SIZE), images=picture("L"), dpi=133)
    with pikepdf.open(io.BytesIO(data)) as document:
        box = [float(side) for side in document.pages[0].MediaBox]
    assert box == pytest.approx([0, 0, 620 / 133 * 72, 310 / 133 * 72], abs=0.001)

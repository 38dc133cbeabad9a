import io
import sys
import types

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageFile, ImageOps

import ocrlayout as ol
from ocrlayout import geometry, images
from ocrlayout.images import warping
from ocrlayout.model import Document, Page

RANDOM = np.random.default_rng(1)
COLOR = RANDOM.integers(0, 256, (20, 30, 3), np.uint8)


def encoded(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def a_pdf(*sizes, rotate=0, **options):
    pdf, out = pikepdf.new(), io.BytesIO()
    for width, height in sizes:
        page = pdf.add_blank_page(page_size=(width, height))
        page.Rotate = rotate
    pdf.save(out, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "JPEG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation(kind, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(Image.fromarray(COLOR), kind, exif=exif)
    (frame,) = images.expand(data)
    assert frame.size == (30, 20)
    assert frame.orientation == orientation
    with Image.open(io.BytesIO(data)) as image:
        displayed = np.asarray(ImageOps.exif_transpose(image).convert("RGB"))
    assert (images.pixels(frame) == displayed).all()
    assert frame.displayed == displayed.shape[1::-1]
    plain = np.asarray(Image.open(io.BytesIO(encoded(Image.fromarray(COLOR), kind))).convert("RGB"))
    assert (images.pixels(frame, orientation=1) == plain).all()
    assert images.expand(data, exif=False)[0].orientation == 1


@pytest.mark.parametrize(
    "mode", ["1", "L", "P", "LA", "RGB", "RGBA", "CMYK", "I;16", "I", "F", "YCbCr"]
)
def test_every_mode_becomes_rgb(mode):
    gray = Image.fromarray(np.full((4, 6), 128, np.uint8))
    if mode == "I;16":
        image = Image.fromarray(np.full((4, 6), 128 * 257, np.uint16))
    else:
        image = (
            gray.convert("RGB").convert(mode)
            if mode in ("CMYK", "YCbCr", "RGBA")
            else gray.convert(mode)
        )
    array = images.pixels(images.expand(image)[0])
    assert array.shape == (4, 6, 3)
    assert array.dtype == np.uint8
    expected = 255 if mode == "1" and array.max() == 255 else 128
    if mode != "1":  # dithered
        assert abs(int(array[0, 0, 0]) - expected) <= 1


def test_transparency_lies_over_white():
    image = Image.new("RGBA", (2, 1), (0, 0, 0, 0))
    image.putpixel((1, 0), (0, 0, 0, 128))
    assert images.pixels(images.expand(image)[0])[0, :, 0].tolist() == [255, 127]


def test_palette_with_a_transparent_color():
    image = Image.new("P", (2, 1), 0)
    image.putpalette([10, 20, 30, 200, 100, 0])
    image.putpixel((1, 0), 1)
    data = encoded(image, "PNG", transparency=0)
    assert images.pixels(images.expand(data)[0])[0].tolist() == [[255, 255, 255], [200, 100, 0]]


@pytest.mark.parametrize(
    ("array", "value"),
    [
        (np.full((2, 3), True), 255),
        (np.full((2, 3, 1), 7, np.uint8), 7),
        (np.full((2, 3), 65535, np.uint16), 255),
        (np.full((2, 3), 200, np.uint16), 1),  # rounded
        (np.full((2, 3), 100.0), 100),
        (np.full((2, 3, 3), 0.8), 204),
        (np.full((2, 3, 4), 255, np.uint8), 255),
    ],
)
def test_arrays(array, value):
    assert (images.pixels(images.expand(array)[0]) == value).all()


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((0, 3)),
        np.zeros(5),
        np.zeros((2, 3, 7), np.uint8),
        np.full((2, 2), np.nan),
        np.array([["a"]]),
    ],
)
def test_arrays_that_are_no_images(array):
    with pytest.raises(ol.ImageError):
        images.pixels(images.expand(array)[0])


def test_the_callers_array_is_not_the_result():
    array = COLOR.copy()
    images.pixels(images.expand(array)[0])[:] = 0
    assert (array == COLOR).all()


def test_frames_of_a_tiff():
    pages = [Image.new("L", (10 + index, 20), index) for index in range(3)]
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    frames = images.expand(data)
    assert [(frame.index, frame.frames, frame.size) for frame in frames] == [
        (0, 3, (10, 20)),
        (1, 3, (11, 20)),
        (2, 3, (12, 20)),
    ]
    assert [int(images.pixels(frame)[0, 0, 0]) for frame in frames] == [0, 1, 2]


def test_an_open_tiff_is_its_frames_too():
    pages = [Image.new("L", (10, 20), index) for index in range(3)]
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    with Image.open(io.BytesIO(data)) as image:
        image.seek(1)
        frames = images.expand(image)
        assert [int(images.pixels(frame)[0, 0, 0]) for frame in frames] == [0, 1, 2]
        assert image.tell() == 1


@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_open_tiff_is_turned_once(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(Image.fromarray(COLOR), "TIFF", exif=exif)
    with Image.open(io.BytesIO(data)) as image:
        assert (
            images.pixels(images.expand(image)[0]) == images.pixels(images.expand(data)[0])
        ).all()


@pytest.mark.parametrize("kind", ["PNG", "MPO", "WEBP", "GIF"])
def test_the_first_of_several_images_is_the_page(kind):
    second = Image.fromarray(255 - COLOR)
    data = encoded(Image.fromarray(COLOR), kind, save_all=True, append_images=[second])
    with Image.open(io.BytesIO(data)) as image:
        assert image.n_frames == 2
    (frame,) = images.expand(data)
    assert (frame.size, frame.frames) == ((30, 20), 1)
    assert np.abs(images.pixels(frame).astype(int) - COLOR).mean() < 60


def test_stamps_and_notes_of_a_pdf_page_are_drawn():
    pdf, out = pikepdf.open(io.BytesIO(a_pdf((72, 72)))), io.BytesIO()
    form = {"Type": "/XObject", "Subtype": "/Form", "BBox": [0, 0, 36, 36]}
    form = {f"/{key}": pikepdf.Name(v) if isinstance(v, str) else v for key, v in form.items()}
    look = pdf.make_stream(b"0 g 0 0 36 36 re f", form)
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Stamp,
        Rect=[0, 0, 36, 36],
        F=4,
        AP=pikepdf.Dictionary(N=look),
    )
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])
    pdf.save(out)
    page = images.pixels(images.expand(out.getvalue())[0], dpi=72)
    assert (page[40:, :32].max(), page[:30].min()) == (0, 255)


def test_an_animation_is_one_page():
    frames = [Image.new("P", (5, 5), index) for index in range(3)]
    assert (
        len(images.expand(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]))) == 1
    )


@pytest.mark.parametrize(
    ("rotate", "size"), [(0, (144, 72)), (90, (72, 144)), (180, (144, 72)), (270, (72, 144))]
)
def test_pdf_pages_as_displayed(rotate, size):
    (frame,) = images.expand(a_pdf((144, 72), rotate=rotate))
    assert frame.size == size
    assert images.pixels(frame, dpi=144).shape == (size[1] * 2, size[0] * 2, 3)
    assert images.pixels(frame, dpi=150).shape == (size[1] / 72 * 150, size[0] / 72 * 150, 3)


def test_encrypted_pdf():
    data = a_pdf((72, 72), encryption=pikepdf.Encryption(owner="o", user="secret"))
    with pytest.raises(ol.ImageError, match="encrypted; give its password"):
        images.expand(data)
    with pytest.raises(ol.ImageError, match="password is wrong") as caught:
        images.expand(data, password="wrong-word")
    assert "wrong-word" not in str(caught.value)
    (frame,) = images.expand(data, password="secret")
    assert "secret" not in repr(frame)
    assert images.pixels(frame, dpi=72).shape == (72, 72, 3)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"%PDF-1.7 and no more",
        encoded(Image.fromarray(COLOR), "PNG")[:-40],
        encoded(Image.fromarray(RANDOM.integers(0, 256, (200, 200, 3), np.uint8)), "JPEG")[:3000],
        encoded(Image.fromarray(COLOR), "TIFF")[:200],
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    ],
)
def test_broken_files(data):
    with pytest.raises(ol.ImageError):
        images.pixels(images.expand(data)[0])


def test_missing_file_and_folder(tmp_path):
    with pytest.raises(ol.ImageError, match="no such file"):
        images.expand(tmp_path / "nothing.png")
    with pytest.raises(ol.ImageError, match="folder"):
        images.expand(tmp_path)


def test_a_bomb_is_refused_by_its_header():
    small = encoded(Image.new("L", (1, 1)), "BMP")
    bomb = small[:18] + (60_000).to_bytes(4, "little") * 2 + small[26:]
    with pytest.raises(ol.ImageError, match="more than the limit"):
        images.expand(bomb)


def test_a_large_scan_is_no_bomb():
    before = Image.MAX_IMAGE_PIXELS
    small = encoded(Image.new("L", (1, 1)), "BMP")
    large = small[:18] + (15_000).to_bytes(4, "little") * 2 + small[26:]
    assert images.expand(large)[0].size == (
        15_000,
        15_000,
    )  # 225 megapixels; Pillow alone raises at 179
    assert before == Image.MAX_IMAGE_PIXELS
    with pytest.raises(ol.ImageError):
        images.expand(large, limit=1e6)


def page(number, width=30, height=20):
    return Page(number, width, height, "pixel")


def test_one_tiff_is_paired_by_page_number():
    scans = [Image.new("L", (30, 20), index) for index in range(4)]
    data = encoded(scans[0], "TIFF", save_all=True, append_images=scans[1:])
    pairs = images.pair(Document([page(2), page(4)]), data)
    assert [frame.index for _, frame, _ in pairs] == [1, 3]
    with pytest.raises(ol.WriteError, match="page 5 has no image"):
        images.pair(Document([page(5)]), data)


def test_several_images_are_paired_in_order():
    document = Document([page(7), page(3)])
    first, second = COLOR, COLOR.copy()
    assert [
        frame.source is array
        for (_, frame, _), array in zip(
            images.pair(document, [first, second]), (first, second), strict=True
        )
    ] == [True, True]
    with pytest.raises(ol.WriteError, match="3 images for 2 pages"):
        images.pair(document, [first] * 3)


def test_another_shape_is_another_scan():
    with pytest.raises(ol.WriteError, match="is this the right scan"):
        images.pair(Document([page(1, 20, 30)]), COLOR)
    images.pair(Document([page(1, 301, 200)]), COLOR)  # a resized scan, off by a pixel
    images.pair(Document([page(1, 2480, 3508)]), np.zeros((4, 3), np.uint8))  # 6 % off: rounded
    with pytest.raises(ol.WriteError, match="is this the right scan"):
        images.pair(Document([page(1, 3100, 2000)]), np.zeros((200, 300), np.uint8))  # 3 % off
    images.pair(Document([page(1, 2480, 3508)]), np.zeros((45, 32), np.uint8))  # a thumbnail


def test_a_page_without_a_size_takes_any_scan():
    assert len(images.pair(Document([Page()]), COLOR)) == 1


def test_sizes_serve_a_payload_that_has_none():
    line = {"boundingBox": [0, 0, 9, 0, 9, 5, 0, 5], "text": "x"}
    document = ol.load({"recognitionResult": {"lines": [line]}}, images=COLOR)
    assert document[0].size == (30, 20)


def test_resolution():
    def frame(dpi, kind="png"):
        return images.Frame(b"", "scan", 0, kind, (2339, 1654), dpi=dpi)

    assert images.resolution(frame((300, 300))) == (300, 300)
    assert images.resolution(frame((72, 72)), 150) == (150, 150)
    assert images.resolution(frame((72, 72), "pdf"), 150) == (72, 72)
    for absurd in ((1, 1), (7200, 7200), (300, 7200)):
        assert images.resolution(frame(absurd)) == images.resolution(frame(None))
    assert images.resolution(frame(None))[0] == pytest.approx(200, abs=0.1)  # A4 across


def test_warp_follows_the_coordinates():
    image = np.full((40, 60, 3), 255, np.uint8)
    image[10:14, 20:30] = 0
    matrix = geometry.translation(40, 0) @ geometry.rotation(90)
    turned = warping.warp(image, matrix, (40, 60))
    assert (turned == np.rot90(image, -1)).all()
    shifted = warping.warp(image, geometry.translation(5, 3), (65, 43))
    assert (shifted[13:17, 25:35] == 0).all()
    assert (shifted[:3] == 255).all()


@pytest.mark.parametrize("size", [(1e6, 10), (20_000, 20_000)])
def test_warp_of_too_much(size):
    with pytest.raises(ol.ImageError, match="too large"):
        warping.warp(COLOR, np.eye(3), size)


def test_all_of_it_from_threads():
    from concurrent.futures import ThreadPoolExecutor

    data = a_pdf((72, 72), (144, 72))
    with ThreadPoolExecutor(8) as pool:
        shapes = list(
            pool.map(
                lambda _: [images.pixels(frame, dpi=36).shape for frame in images.expand(data)],
                range(40),
            )
        )
    assert shapes == [[(36, 36, 3), (36, 72, 3)]] * 40


# Streams of documents


def test_a_stream_is_paired_a_document_at_a_time_and_numbered_on():
    opened = []

    def scans():
        for count in (1, 2):
            opened.append(count)
            yield [COLOR] * count

    documents = (Document([page(7)] * count) for count in (1, 2))
    stream = images.pair_stream(documents, scans())
    assert opened == []
    assert next(stream).page.number == 7
    assert opened == [1]
    rest = list(stream)
    assert [(found.page.number, found.turn) for found in rest] == [(8, 1), (9, 1)]
    assert all(found.frame.source is COLOR for found in rest)


@pytest.mark.parametrize(
    ("documents", "scans", "message"),
    [(2, 1, "document 2 does not have scans"), (1, 2, "more than the 1 documents")],
)
def test_a_stream_has_as_many_scans_as_documents(documents, scans, message):
    stream = images.pair_stream([Document([page(1)])] * documents, [COLOR] * scans)
    next(stream)
    with pytest.raises(ol.WriteError, match=message):
        next(stream)


@pytest.mark.parametrize("scan", ["scan.png", b"scan", COLOR])
def test_a_stream_does_not_take_a_single_scan(scan):
    with pytest.raises(TypeError, match="an iterable with the scans of each"):
        next(images.pair_stream([Document([page(1)])], scan))


@pytest.mark.parametrize(("size", "turn"), [((400, 300), 1), ((300, 400), 6)])
def test_a_pair_says_how_the_frame_lies_under_the_page(size, turn):
    photo = images.Frame(b"", "photo", 0, "jpeg", (40, 30), orientation=6)
    assert images.pair(Document([page(1, *size)]), photo)[0].turn == turn


def test_a_page_without_a_size_lies_as_its_photograph_is_displayed():
    photo = images.Frame(b"", "photo", 0, "jpeg", (40, 30), orientation=6)
    assert images.pair(Document([Page()]), photo)[0].turn == 6


# Crops


SIGN = np.full((6, 12, 3), 255, np.uint8)
SIGN[:3, :4] = 0, 0, 200  # its top-left corner


def on_a_page(angle):
    """Lay the sign on a page at an angle, and return the page and the sign's corners."""
    matrix = geometry.translation(40, 40) @ geometry.rotation(angle)
    scan = warping.warp(SIGN, matrix, (80, 80))
    return scan, geometry.apply(matrix, [[0, 0], [12, 0], [12, 6], [0, 6]])


@pytest.mark.parametrize("angle", [0, 90, 180, -90])
def test_a_crop_is_upright_along_its_text(angle):
    scan, quad = on_a_page(angle)
    assert (images.crop(scan, quad) == SIGN).all()


@pytest.mark.parametrize("angle", [30, -140])
def test_a_crop_at_any_angle_is_about_the_same(angle):
    scan, quad = on_a_page(angle)
    found = images.crop(scan, quad)
    assert found.shape == SIGN.shape
    assert np.abs(found[1, 1].astype(int) - (0, 0, 200)).max() < 60
    assert found[4:, 8:].min() > 200


def test_several_crops_come_from_one_decoded_scan(monkeypatch):
    scan, quad = on_a_page(0)
    file = encoded(Image.fromarray(scan), "PNG")
    calls = []
    load = Image.Image.load
    monkeypatch.setattr(Image.Image, "load", lambda image: calls.append(image) or load(image))
    images.crop(file, quad)
    once = len(calls)
    found = images.crop(file, [quad, quad, np.roll(quad, 2, axis=0)])
    assert len(calls) == 2 * once
    assert (found[1] == SIGN).all()
    assert (found[2] == SIGN[::-1, ::-1]).all()
    assert images.crop(file, np.empty((0, 4, 2))) == []


def test_what_lies_outside_of_the_scan_is_filled_with_its_paper():
    scan = np.full((20, 30), 200, np.uint8)
    found = images.crop(scan, [[-5, -5], [10, -5], [10, 5], [-5, 5]])
    assert found.shape == (10, 15, 3)
    assert (found == 200).all()


@pytest.mark.parametrize(
    ("quad", "message"),
    [
        ([[0, 0], [np.nan, 0], [5, 5], [0, 5]], "the polygon has a corner that is unknown"),
        ([[3, 3]] * 4, "less than half a pixel"),
        ([[3, 3], [9, 3], [9, 3.2], [3, 3.2]], "less than half a pixel"),
        ([[40, 0], [50, 0], [50, 5], [40, 5]], "outside of the image of 30 × 20"),
        ([[0, -9], [5, -9], [5, -1], [0, -1]], "outside of the image"),
        ([[0, 0], [1e6, 0], [1e6, 5], [0, 5]], "too large"),
    ],
)
def test_a_quad_that_cannot_be_cut_out_is_an_error(quad, message):
    with pytest.raises(ol.ImageError, match=message):
        images.crop(COLOR, quad)


def test_the_bad_one_of_several_crops_is_named():
    good = [[0, 0], [9, 0], [9, 9], [0, 9]]
    with pytest.raises(ol.ImageError, match="polygon 1 lies outside"):
        images.crop(COLOR, [good, np.add(good, 100)])
    with pytest.raises(ValueError, match=r"not \(3, 2\)"):
        images.crop(COLOR, good[:3])


def test_crops_of_pdf_pages_are_in_points_and_of_photographs_as_displayed():
    file = a_pdf((144, 72), (72, 72))
    quad = [[0, 0], [72, 0], [72, 36], [0, 36]]
    assert images.crop(images.expand(file)[0], quad, dpi=144).shape == (72, 144, 3)
    with pytest.raises(ol.ImageError, match="2 pages"):
        images.crop(file, quad)
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = encoded(Image.fromarray(COLOR), "PNG", exif=exif)
    whole = [[0, 0], [20, 0], [20, 30], [0, 30]]
    assert (images.crop(photo, whole) == np.rot90(COLOR, -1)).all()
    stored = [[0, 0], [30, 0], [30, 20], [0, 20]]
    assert (images.crop(photo, stored, orientation=1) == COLOR).all()


# One error for whatever is raised


class Foreign(Exception):
    """What a library may raise."""


@pytest.mark.parametrize(
    ("raised", "message"),
    [
        (FileNotFoundError(), "no such file"),
        (IsADirectoryError(), "folder, not an image"),
        (PermissionError(), "permission denied"),
        (MemoryError(), "more memory than there is"),
        (Image.DecompressionBombError("huge"), "MAX_IMAGE_PIXELS: huge"),
        (RuntimeError("PDFium says no"), "is broken: PDFium says no"),
        (UserWarning("odd"), "is broken: odd"),
        (Foreign("what"), "is broken: what"),
        (ol.ImageError("said already"), "said already"),
    ],
)
def test_reading_names_the_file_in_one_error(raised, message):
    with pytest.raises(ol.ImageError, match=message), images.reading("scan", Foreign):
        raise raised


def test_reading_leaves_faults_of_ours_alone():
    with pytest.raises(ZeroDivisionError), images.reading("scan"):
        raise ZeroDivisionError


HEIC = bytes(4) + b"ftypheic" + bytes(20)


class StandIn(ImageFile.ImageFile):
    """A class like pillow-heif's, for images of three gray pixels."""

    format = "HEIF"

    def _open(self):
        self._mode, self._size, self.tile = "L", (3, 1), []
        self.im = Image.new("L", (3, 1), 7).im


def test_a_heic_image_without_its_package_names_the_package(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    (tmp_path / "photo.heic").write_bytes(HEIC)
    with pytest.raises(ol.ImageError, match=r"photo\.heic is a HEIC image.*pillow-heif"):
        images.expand(tmp_path / "photo.heic")


def test_a_heic_image_is_read_with_its_package_and_pillows_registry_stays(monkeypatch):
    package = types.ModuleType("pillow_heif")
    package.HeifImageFile = StandIn
    monkeypatch.setitem(sys.modules, "pillow_heif", package)
    Image.init()
    before = dict(Image.OPEN)
    (frame,) = images.expand(HEIC)
    assert (frame.kind, frame.size) == ("heif", (3, 1))
    assert images.pixels(frame).tolist() == [[[7] * 3] * 3]
    assert before == Image.OPEN

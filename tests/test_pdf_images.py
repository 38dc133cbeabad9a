"""The scan in a searchable PDF: its own bytes where PDF can hold them, its pixels always."""

import io
import logging
import struct
import zlib

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pdf_pages import ROWS, SIZE, check, encoded, made, page, pdfium, picture, recall, written
from PIL import Image, ImageCms, ImageOps, TiffImagePlugin

from ocrlayout import images
from ocrlayout.errors import ImageError
from ocrlayout.model import Lines
from ocrlayout.writers import pdf


def streams(data):
    """Every image of a PDF: (dictionary, bytes as they stand in it)."""
    with pikepdf.open(io.BytesIO(data)) as document:
        found = [
            part
            for part in document.objects
            if isinstance(part, pikepdf.Stream) and part.get("/Subtype") == "/Image"
        ]
        return [({key: part[key] for key in part.keys()}, part.read_raw_bytes()) for part in found]  # noqa: SIM118


def rendered(data, size=SIZE, number=0):
    """A page's pixels, one for each of the scan's."""
    with pypdfium2.PdfDocument(data) as document:
        sheet = document[number]
        image = sheet.render(scale=size[0] / sheet.get_width() * (1 - 1e-6)).to_pil().convert("RGB")
        sheet.close()
    return np.asarray(image).astype(int)


def seen(image):
    """What a person sees of an image: upright, over white, 8 bits."""
    image = ImageOps.exif_transpose(image)
    if image.mode == "I;16":
        image = Image.fromarray((np.asarray(image) // 257).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        full = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", full.size, "white"), full)
    return np.asarray(image.convert("RGB")).astype(int)


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("progressive", [True, False])
def test_a_jpeg_goes_in_byte_for_byte(mode, progressive):
    scan = encoded(picture(mode), "JPEG", progressive=progressive, quality=80)
    data = made(scan)
    ((entries, raw),) = streams(data)
    assert raw == scan
    assert scan in data
    assert entries["/Filter"] == "/DCTDecode"
    assert np.abs(rendered(data) - seen(Image.open(io.BytesIO(scan)))).max() <= 3
    check(data)


def test_a_cmyk_jpeg_of_adobes_making_is_not_shown_inverted():
    scan = encoded(
        Image.new("CMYK", SIZE, (0, 0, 0, 20)), "JPEG", quality=95
    )  # Pillow writes Adobe's marker, inverted
    assert b"Adobe" in scan
    data = made(scan)
    assert streams(data)[0][1] == scan
    assert rendered(data).mean() > 200


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_turns_the_page_and_not_the_bytes(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    scan = encoded(picture("RGB"), "JPEG", exif=exif, quality=90)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(scan)))
    data = made(scan, size=upright.size)
    assert scan in data
    assert np.abs(rendered(data, upright.size) - np.asarray(upright).astype(int)).mean() < 3
    assert recall(page(ROWS, size=upright.size), pdfium(data)[0]) == 1.0


def test_a_page_as_stored_keeps_the_exif_orientation_out():
    exif = Image.Exif()
    exif[0x0112] = 6
    scan = encoded(picture("RGB"), "JPEG", exif=exif)
    assert (
        np.abs(
            rendered(made(scan, size=SIZE)) - np.asarray(Image.open(io.BytesIO(scan))).astype(int)
        ).max()
        <= 3
    )


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "I;16"])
def test_a_png_goes_in_with_its_own_compressed_data(mode):
    scan = encoded(picture(mode), "PNG")
    data = made(scan)
    ((_, raw),) = streams(data)
    assert raw in scan or raw == b"".join(parts(scan, b"IDAT"))
    assert np.abs(rendered(data) - seen(Image.open(io.BytesIO(scan)))).max() <= (
        1 if mode == "I;16" else 0
    )
    check(data)


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_a_png_of_few_bits_goes_in_with_its_own_compressed_data(bits):
    scan = encoded(picture("L").quantize(2**bits), "PNG", bits=bits)
    data = made(scan)
    assert streams(data)[0][1] == b"".join(parts(scan, b"IDAT"))
    assert np.array_equal(rendered(data), seen(Image.open(io.BytesIO(scan))))


def parts(png, name):
    at = 8
    while at < len(png):
        length, kind = struct.unpack(">L4s", png[at : at + 8])
        if kind == name:
            yield png[at + 8 : at + 8 + length]
        at += 12 + length


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_alpha_becomes_a_soft_mask(mode):
    scan = encoded(picture(mode), "PNG")
    data = made(scan)
    image, mask = sorted(streams(data), key=lambda found: "/SMask" not in found[0])
    assert "/SMask" in image[0]
    assert mask[0]["/ColorSpace"] == "/DeviceGray"
    assert np.abs(rendered(data) - seen(Image.open(io.BytesIO(scan)))).max() <= 1
    check(data)


@pytest.mark.parametrize(
    ("mode", "clear"), [("L", 0), ("RGB", (0, 0, 255)), ("P", 3), ("P", bytes(range(0, 250, 5)))]
)
def test_a_clear_color_stays_clear(mode, clear):
    scan = encoded(picture(mode), "PNG", transparency=clear)
    assert np.abs(rendered(made(scan)) - seen(Image.open(io.BytesIO(scan)))).max() <= 1


def test_an_interlaced_png_is_compressed_anew():
    raw = interlaced(picture("L", (620, 310)))
    data = made(raw)
    assert np.array_equal(rendered(data), seen(Image.open(io.BytesIO(raw))))


def interlaced(image):
    """A gray PNG in the seven passes of Adam7, which Pillow reads but does not write."""
    pixels = np.asarray(image)
    passes = [
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ]
    rows = b"".join(
        b"\0" + row.tobytes() for x, y, dx, dy in passes for row in pixels[y::dy, x::dx]
    )
    header = struct.pack(">2L5B", *image.size, 8, 0, 0, 0, 1)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("rows_a_strip", [10_000, 40])
def test_a_group_4_tiff_goes_in_as_its_strip_when_it_is_one(rows_a_strip):
    image = Image.fromarray(
        np.kron(np.random.default_rng(6).random((31, 31)) < 0.8, np.ones((10, 20), bool))
    )
    scan = encoded(image, "TIFF", compression="group4", strip_size=SIZE[0] // 8 * rows_a_strip)
    with Image.open(io.BytesIO(scan)) as image:
        starts, counts = image.tag_v2[273], image.tag_v2[279]
    data = made(scan)
    ((entries, raw),) = streams(data)
    assert (len(starts) == 1) == (rows_a_strip == 10_000)
    if len(starts) == 1:
        assert entries["/Filter"] == "/CCITTFaxDecode"
        assert raw == scan[starts[0] : starts[0] + counts[0]]
    assert np.array_equal(rendered(data), seen(Image.open(io.BytesIO(scan))))
    check(data)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_a_jpeg_2000_goes_in_as_it_is_when_it_is_opaque(mode):
    scan = encoded(picture(mode), "JPEG2000")
    data = made(scan)
    assert (scan in data) == (mode != "RGBA")
    assert np.abs(rendered(data) - seen(Image.open(io.BytesIO(scan)))).max() <= 1
    check(data)


def test_a_cmyk_tiff_keeps_its_inks():
    scan = picture("CMYK")
    data = made(encoded(scan, "TIFF"))
    with pikepdf.open(io.BytesIO(data)) as document:
        image = document.pages[0].Resources.XObject.Scan
        assert image.ColorSpace == "/DeviceCMYK"
        assert pikepdf.PdfImage(image).as_pil_image().tobytes() == scan.tobytes()
    check(data)


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "P"])
@pytest.mark.parametrize("kind", ["TIFF", "BMP", "GIF", "WEBP"])
def test_other_files_lose_no_pixel(mode, kind):
    scan = encoded(picture(mode), kind, **({"lossless": True} if kind == "WEBP" else {}))
    data = made(scan)
    assert np.abs(rendered(data) - seen(Image.open(io.BytesIO(scan)))).max() == 0
    check(data)


@pytest.mark.parametrize(
    "scan", [picture("RGB"), np.asarray(picture("RGB")), np.asarray(picture("L")), picture("RGBA")]
)
def test_open_images_and_arrays_lose_no_pixel(scan):
    image = scan if isinstance(scan, Image.Image) else Image.fromarray(scan)
    assert np.abs(rendered(made(scan)) - seen(image)).max() <= 1


def test_a_large_image_is_compressed_in_strips():
    noise = np.random.default_rng(1).integers(0, 256, (2600, 2000, 3), np.uint8)
    data = written(page(ROWS, size=(2000, 2600)), images=noise)
    with pikepdf.open(io.BytesIO(data)) as document:
        image = pikepdf.PdfImage(document.pages[0].Resources.XObject.Scan).as_pil_image()
    assert np.array_equal(np.asarray(image), noise)


def test_every_frame_of_a_tiff_is_its_page():
    frames = [Image.new("L", SIZE, shade) for shade in (0, 120, 240)]
    scan = encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    sheets = [page(ROWS, size=SIZE, number=number) for number in (1, 2, 3)]
    data = written(*sheets, images=scan)
    assert [rendered(data, number=number).mean() for number in range(3)] == [0, 120, 240]
    data = written(sheets[2], sheets[0], images=scan)
    assert [rendered(data, number=number).mean() for number in range(2)] == [240, 0]


def test_a_turned_tiff_is_shown_upright():
    tags = {0x0112: 6}
    scan = encoded(picture("RGB"), "TIFF", tiffinfo=tags)
    data = made(scan, size=SIZE[::-1])
    upright = picture("RGB").transpose(Image.Transpose.ROTATE_270)
    assert np.array_equal(rendered(data, SIZE[::-1]), np.asarray(upright).astype(int))


def test_a_color_profile_stays():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    scans = [encoded(picture("RGB"), kind, icc_profile=profile) for kind in ("JPEG", "PNG")]
    data = made(*scans)
    check(data)
    with pikepdf.open(io.BytesIO(data)) as document:
        spaces = [sheet.Resources.XObject.Scan.ColorSpace for sheet in document.pages]
        assert [space[0] for space in spaces] == ["/ICCBased"] * 2
        assert spaces[0].objgen == spaces[1].objgen
        assert spaces[0][1].read_bytes() == profile


def test_a_profile_of_another_color_space_is_left_out():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = made(encoded(picture("L"), "JPEG", icc_profile=profile))
    assert streams(data)[0][0]["/ColorSpace"] == "/DeviceGray"


def test_the_layer_draws_nothing():
    scan = encoded(picture("RGB"), "PNG")
    bare = written(page(ROWS, size=SIZE).replace(lines=Lines()), images=scan)
    assert np.array_equal(rendered(bare), rendered(made(scan)))


def broken():
    noise = Image.fromarray(np.random.default_rng(5).integers(0, 256, SIZE[::-1], np.uint8))
    jpeg, png, tiff = (
        encoded(noise, "JPEG"),
        encoded(noise, "PNG"),
        encoded(noise.convert("1"), "TIFF", compression="group4"),
    )
    yield "cut jpeg", jpeg[: len(jpeg) // 2]
    yield "cut png", png[: len(png) // 2]
    yield "png without an end", png[:-12]
    yield "png with a bit turned", png[:5000] + bytes([png[5000] ^ 1]) + png[5001:]
    yield "cut tiff", tiff[: len(tiff) // 2]
    yield "cut bmp", encoded(noise, "BMP")[:5000]
    yield "no image", b"hello"
    yield "empty", b""


@pytest.mark.filterwarnings("ignore:.*EXIF")  # Pillow's, of a cut TIFF
@pytest.mark.parametrize("scan", [scan for _, scan in broken()], ids=[name for name, _ in broken()])
def test_a_broken_scan_is_an_image_error(scan):
    with pytest.raises(ImageError):
        made(scan)


def test_an_image_without_a_clear_pixel_has_no_mask():
    image = picture("RGB")
    image.putalpha(255)
    ((entries, _),) = streams(made(encoded(image, "PNG")))
    assert "/SMask" not in entries


def test_noise_in_black_and_white_is_not_made_larger_by_group_4():
    noise = Image.fromarray(np.random.default_rng(3).random((310, 620)) < 0.5)
    ((entries, _),) = streams(made(encoded(noise, "BMP")))
    assert entries["/Filter"] == "/FlateDecode"
    plain = Image.new("1", SIZE)
    ((entries, _),) = streams(made(encoded(plain, "BMP")))
    assert entries["/Filter"] == "/CCITTFaxDecode"


def test_a_group_4_strip_with_its_bits_from_the_right_is_turned_around():
    image = Image.fromarray(
        np.kron(np.random.default_rng(6).random((31, 31)) < 0.8, np.ones((10, 20), bool))
    )
    usual = encoded(image, "TIFF", compression="group4", strip_size=1 << 20)
    with Image.open(io.BytesIO(usual)) as opened:
        start, count = opened.tag_v2[273][0], opened.tag_v2[279][0]
    mirrored = bytearray(usual)
    mirrored[start : start + count] = bytes(
        int(f"{byte:08b}"[::-1], 2) for byte in usual[start : start + count]
    )
    with_order = with_fill_order(bytes(mirrored))
    data = made(with_order)
    assert streams(data)[0][0]["/Filter"] == "/CCITTFaxDecode"
    assert np.array_equal(rendered(data), seen(image))


def with_fill_order(tiff):
    """Set FillOrder (266) to 2 in place of a tag that nobody needs here."""
    start = struct.unpack("<L", tiff[4:8])[0]
    count = struct.unpack("<H", tiff[start : start + 2])[0]
    entries = [tiff[start + 2 + 12 * index : start + 14 + 12 * index] for index in range(count)]
    order = struct.pack("<HHLHH", 266, 3, 1, 2, 0)
    kept = [entry for entry in entries if struct.unpack("<H", entry[:2])[0] not in (266, 296, 284)]
    entries = sorted([*kept, order], key=lambda entry: struct.unpack("<H", entry[:2])[0])
    directory = struct.pack("<H", len(entries)) + b"".join(entries) + b"\0\0\0\0"
    return tiff[:4] + struct.pack("<L", len(tiff)) + tiff[8:] + directory


def test_a_strip_that_is_cut_is_an_image_error():
    image = Image.fromarray(np.random.default_rng(6).random((310, 620)) < 0.8)
    scan = encoded(image, "TIFF", compression="group4", strip_size=1 << 20)
    start = struct.unpack("<L", scan[4:8])[0]
    count = struct.unpack("<H", scan[start : start + 2])[0]
    longer = bytearray(scan)
    for index in range(count):
        at = start + 2 + 12 * index
        if struct.unpack("<H", scan[at : at + 2])[0] == 279:
            longer[at + 8 : at + 12] = struct.pack("<L", len(scan) * 2)
    with pytest.raises(ImageError, match=r"truncated|broken"):
        made(bytes(longer))


def test_a_profile_shorter_than_its_header_is_left_out():
    profile = bytes(16) + b"RGB " + bytes(80)
    data = made(encoded(picture("RGB"), "JPEG", icc_profile=profile))
    assert streams(data)[0][0]["/ColorSpace"] == "/DeviceRGB"


def test_a_tiny_scan_is_a_page_of_a_point():
    data = made(encoded(picture("L", (4, 4)), "PNG", dpi=(2400, 2400)), size=(4, 4), dpi=None)
    with pypdfium2.PdfDocument(data) as document:
        assert document.get_page_size(0) == (1, 1)


def with_palette(colors, *, clear=None, kind="TIFF"):
    image = picture("RGB").quantize(colors)
    more = {} if clear is None else {"transparency": clear}
    return encoded(image, kind, **more)


@pytest.mark.parametrize("kind", ["TIFF", "GIF", "BMP"])
@pytest.mark.parametrize(("colors", "bits"), [(2, 1), (3, 2), (16, 4), (17, 8), (256, 8)])
def test_a_palette_stays_a_palette_of_as_few_bits_as_it_needs(kind, colors, bits):
    scan = with_palette(colors, kind=kind)
    data = made(scan)
    ((entries, _),) = streams(data)
    assert entries["/ColorSpace"][0] == "/Indexed"
    assert entries["/BitsPerComponent"] == bits
    assert np.array_equal(rendered(data), seen(Image.open(io.BytesIO(scan))))
    check(data)


@pytest.mark.parametrize("width", range(1, 10))
def test_rows_of_packed_indices_end_at_a_whole_byte(width):
    image = picture("RGB", (width, 3)).quantize(4)
    with pikepdf.open(io.BytesIO(made(encoded(image, "TIFF"), size=(width, 3)))) as document:
        found = pikepdf.PdfImage(document.pages[0].Resources.XObject.Scan).as_pil_image()
        assert found.convert("RGB").tobytes() == image.convert("RGB").tobytes()


@pytest.mark.parametrize("clear", [3, bytes(range(0, 250, 5))])
def test_a_png_with_a_palette_and_opacities_keeps_its_data_and_gets_a_mask(clear):
    scan = with_palette(50, clear=clear, kind="PNG")
    data = made(scan)
    image, mask = sorted(streams(data), key=lambda found: "/SMask" not in found[0])
    assert image[1] == b"".join(parts(scan, b"IDAT"))
    assert image[0]["/ColorSpace"][0] == "/Indexed"
    assert mask[0]["/ColorSpace"] == "/DeviceGray"
    assert np.abs(rendered(data) - seen(Image.open(io.BytesIO(scan)))).max() <= 1
    check(data)


def test_a_palette_whose_colors_are_all_opaque_has_no_mask():
    ((entries, _),) = streams(made(with_palette(50, clear=bytes([255] * 50), kind="PNG")))
    assert "/SMask" not in entries


def test_a_gif_with_a_clear_color_keeps_its_palette_and_gets_a_mask():
    scan = with_palette(50, clear=3, kind="GIF")
    data = made(scan)
    image, mask = sorted(streams(data), key=lambda found: "/SMask" not in found[0])
    assert image[0]["/ColorSpace"][0] == "/Indexed"
    assert mask[0]["/BitsPerComponent"] == 1
    assert np.array_equal(rendered(data), seen(Image.open(io.BytesIO(scan))))


def test_a_palette_keeps_its_color_profile():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = made(encoded(picture("P"), "TIFF", icc_profile=profile))
    with pikepdf.open(io.BytesIO(data)) as document:
        kind, base, *_ = document.pages[0].Resources.XObject.Scan.ColorSpace
        assert (kind, base[0]) == ("/Indexed", "/ICCBased")
        assert base[1].read_bytes() == profile
    check(data)


def loads_of_tags(monkeypatch, count, source):
    """Write a TIFF of so many pages; count how often a page's tags are read."""
    frames = [Image.new("L", (8, 8), shade) for shade in range(count)]
    sheets = [page(ROWS, size=(8, 8), number=number) for number in range(1, count + 1)]
    scan = source(encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:]))
    loads, load = [], TiffImagePlugin.ImageFileDirectory_v2.load
    with monkeypatch.context() as patched:
        patched.setattr(
            TiffImagePlugin.ImageFileDirectory_v2,
            "load",
            lambda tags, file: (loads.append(tags), load(tags, file))[1],
        )
        data = written(*sheets, images=scan)
    for number in (0, count - 1):
        assert rendered(data, (8, 8), number).mean() == number
    return len(loads)


@pytest.mark.parametrize("kind", ["bytes", "path"])
def test_a_tiff_of_twice_the_pages_takes_twice_the_work(monkeypatch, tmp_path, kind):
    def source(data):
        (tmp_path / "scan.tif").write_bytes(data)
        return data if kind == "bytes" else tmp_path / "scan.tif"

    few, many = (loads_of_tags(monkeypatch, count, source) for count in (20, 40))
    assert 20 < few < many <= 2 * few


def test_a_frame_does_not_take_the_color_profile_of_the_frame_before():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(file) as tiff:
        for more in ({"icc_profile": profile}, {}):
            picture("RGB").save(tiff, "TIFF", **more)
            tiff.newFrame()
        data = file.getvalue()
    sheets = [page(ROWS, size=SIZE, number=number) for number in (1, 2)]
    with pikepdf.open(io.BytesIO(written(sheets[1], images=data, pages="answered"))) as document:
        assert document.pages[0].Resources.XObject.Scan.ColorSpace == "/DeviceRGB"
    with pikepdf.open(io.BytesIO(written(*sheets, images=data))) as document:
        first, second = (sheet.Resources.XObject.Scan.ColorSpace for sheet in document.pages)
        assert first[0] == "/ICCBased"
        assert second == "/DeviceRGB"


def jpeg_tiff(mode="RGB", **options):
    image = picture(mode)
    return encoded(image, "TIFF", compression="jpeg", strip_size=1 << 30, quality=85, **options)


@pytest.mark.parametrize(
    ("mode", "photometric"), [("L", 1), ("RGB", 2), ("YCbCr", 6)], ids=["gray", "RGB", "YCbCr"]
)
def test_a_jpeg_inside_of_a_tiff_goes_in_with_its_coded_pixels(mode, photometric):
    scan = jpeg_tiff(mode)
    with Image.open(io.BytesIO(scan)) as image:
        image.load()
        assert image.tag_v2[262] == photometric
        assert 347 in image.tag_v2
        start, count = image.tag_v2[273][0], image.tag_v2[279][0]
        pixels = np.asarray(image.convert("RGB")).astype(int)
    data = made(scan)
    ((entries, raw),) = streams(data)
    assert entries["/Filter"] == "/DCTDecode"
    assert raw.endswith(scan[start + 2 : start + count])
    with Image.open(io.BytesIO(raw)) as found:
        assert np.array_equal(np.asarray(found.convert("RGB")).astype(int), pixels)
    assert np.abs(rendered(data) - pixels).max() <= 3
    check(data)


def test_a_jpeg_in_several_strips_of_a_tiff_is_compressed_anew():
    scan = encoded(picture("RGB"), "TIFF", compression="jpeg", strip_size=1 << 14)
    data = made(scan)
    assert streams(data)[0][0]["/Filter"] == "/FlateDecode"
    assert np.array_equal(rendered(data), seen(Image.open(io.BytesIO(scan))))


def test_a_jpeg_inside_of_a_tiff_that_is_cut_is_an_image_error():
    scan = bytearray(jpeg_tiff())
    with Image.open(io.BytesIO(bytes(scan))) as image:
        end = image.tag_v2[273][0] + image.tag_v2[279][0]
    scan[end - 2 : end] = b"\0\0"
    with pytest.raises(ImageError, match="JPEG does not have an end"):
        made(bytes(scan))


def without_adobes_marker(data):
    at = data.index(b"\xff\xee")
    (length,) = struct.unpack(">H", data[at + 2 : at + 4])
    return data[:at] + data[at + 2 + length :]


@pytest.mark.parametrize("has_marker", [True, False])
def test_the_inks_of_a_jpeg_are_the_same_in_the_picture_and_in_the_pdf(has_marker):
    scan = encoded(Image.new("CMYK", SIZE, (0, 0, 0, 50)), "JPEG", quality=95)
    scan = scan if has_marker else without_adobes_marker(scan)
    pixels = images.pixels(images.expand(scan)[0])
    shown = rendered(made(scan))
    assert np.abs(shown - pixels.astype(int)).max() <= 10  # renderers mix inks differently
    assert (shown.mean() > 128) == has_marker


def grainy(mode):
    """A picture with the noise of a camera, which Flate does not make small."""
    grain = np.random.default_rng(1).normal(0, 6, (SIZE[1], SIZE[0], 1))
    color = np.asarray(picture("RGB")) + grain
    image = Image.fromarray(color.clip(0, 255).astype(np.uint8))
    if mode == "RGBA":
        image.putalpha(picture("RGBA").getchannel("A"))
    return image.quantize(256) if mode == "P" else image.convert(mode)


def test_scans_are_coded_anew_only_where_a_quality_is_asked_for(caplog):
    caplog.set_level(logging.INFO, "ocrlayout")
    scan = encoded(grainy("RGB"), "PNG")
    lossless, small, smaller = (made(scan, jpeg_quality=quality) for quality in (None, 80, 20))
    assert [streams(data)[0][0]["/Filter"] for data in (lossless, small, smaller)] == [
        "/FlateDecode",
        "/DCTDecode",
        "/DCTDecode",
    ]
    lengths = [len(streams(data)[0][1]) for data in (lossless, small, smaller)]
    assert lengths == sorted(lengths, reverse=True)
    assert [message.split(":")[0] for message in caplog.messages] == [
        "1 of 1 images became JPEGs of quality 80",
        "1 of 1 images became JPEGs of quality 20",
    ]
    before, after = (f"{length / 1000:,.0f} kB" for length in (lengths[0], lengths[2]))
    assert caplog.messages[1].endswith(f": {before} before, {after} after")
    assert pdfium(small) == pdfium(lossless)
    assert contents(small) == contents(lossless)
    assert np.abs(rendered(small) - seen(grainy("RGB"))).mean() < 4
    check(small)


def contents(data):
    with pikepdf.open(io.BytesIO(data)) as document:
        return document.pages[0].Contents.read_bytes()


@pytest.mark.parametrize(
    "scan",
    [
        encoded(picture("1"), "PNG"),
        encoded(picture("RGB"), "PNG", transparency=(0, 0, 255)),
        encoded(grainy("RGB"), "JPEG", quality=5, optimize=True),
        encoded(picture("CMYK"), "TIFF"),
    ],
    ids=["bilevel", "clear color", "small already", "inks"],
)
def test_what_a_jpeg_would_not_make_smaller_or_would_change_stays(scan):
    assert made(scan, jpeg_quality=90) == made(scan)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA"])
def test_other_modes_become_jpegs_and_keep_their_mask(mode):
    image = grainy(mode)
    data = made(encoded(image, "PNG"), jpeg_quality=40)
    found = streams(data)
    assert sum(entries["/Filter"] == "/DCTDecode" for entries, _ in found) == 1
    assert any("/SMask" in entries for entries, _ in found) == (mode == "RGBA")
    assert np.abs(rendered(data) - seen(image)).mean() < 6
    check(data)


def test_a_turned_tiff_is_upright_as_a_jpeg_too():
    scan = encoded(grainy("RGB"), "TIFF", tiffinfo={0x0112: 6})
    upright = grainy("RGB").transpose(Image.Transpose.ROTATE_270)
    data = made(scan, size=SIZE[::-1], jpeg_quality=60)
    assert streams(data)[0][0]["/Filter"] == "/DCTDecode"
    assert np.abs(rendered(data, SIZE[::-1]) - np.asarray(upright).astype(int)).mean() < 5


@pytest.mark.parametrize("quality", [0, 101, -1, 50.5])
def test_a_quality_is_from_1_to_100(quality):
    with pytest.raises(ValueError, match="from 1 to 100"):
        pdf.Options(jpeg_quality=quality)

"""Files that mean harm: small ones that would fill the memory, and broken ones."""

import io
import struct
import subprocess
import sys
import threading
import warnings
import zlib

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageFile, PngImagePlugin

import ocrlayout as ol
from ocrlayout import images

NOISE = Image.fromarray(np.random.default_rng(3).integers(0, 256, (90, 120, 3), np.uint8))
SIDE = 30_000  # pixels: 900 million of them are more than the limit of 250 million


def encoded(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def zeros(count):
    """Compress at least so many bytes of nothing: a block, and the same again and again."""
    packer, block = zlib.compressobj(9), bytes(1 << 20)
    first, again = (packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + again * (count >> 20)


def chunk(kind, body):
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))


def png(side=10, *, bits=8, kind=0, interlaced=0, before=b"", after=b""):
    channels = {0: 1, 2: 3, 6: 4}[kind]
    data = zeros((side * bits * channels + 7) // 8 * side + side)
    head = struct.pack(">2L5B", side, side, bits, kind, 0, 0, interlaced)
    parts = chunk(b"IHDR", head), before, chunk(b"IDAT", data), after, chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def animated():
    frame = struct.pack(">5L2H2B", 0, SIDE, SIDE, 0, 0, 1, 1, 0, 0)
    return png(
        SIDE, bits=1, before=chunk(b"acTL", struct.pack(">2L", 2, 0)) + chunk(b"fcTL", frame)
    )


def exif(tags=20_000, size=500_000):
    """Make an EXIF block whose many tags all point at the same bytes."""
    start = 8 + 2 + 12 * (tags + 1) + 4
    entries = [struct.pack("<HHLHH", 0x0112, 3, 1, 6, 0)]
    entries += [struct.pack("<HHLL", 0x8000 + tag, 7, size, start) for tag in range(tags)]
    head = b"II*\0" + struct.pack("<LH", 8, tags + 1)
    return head + b"".join(entries) + struct.pack("<L", 0) + bytes(size)


def huge_second_frame():
    first, second = Image.new("1", (10, 10)), Image.new("1", (16_000, 16_000))
    return encoded(first, "TIFF", save_all=True, append_images=[second], compression="group4")


def with_size(kind, marker, offset, packed):
    """Write another size into the header of a small image."""
    data = encoded(Image.new("L", (5, 5)), kind)
    at = (data.index(marker) if marker else 0) + offset
    return data[:at] + packed + data[at + len(packed) :]


BOMBS = {
    "png, 1 bit": lambda: png(SIDE, bits=1),
    "png, 16 bit color": lambda: png(16_000, bits=16),
    "png, interlaced": lambda: png(SIDE, bits=1, interlaced=1),
    "png, animated": animated,
    "png, color profile": lambda: png(before=chunk(b"iCCP", b"x\0\0" + zeros(1 << 27))),
    "png, text": lambda: png(before=chunk(b"zTXt", b"x\0\0" + zeros(1 << 27))),
    "png, international text": lambda: png(before=chunk(b"iTXt", b"x\0\1\0\0\0" + zeros(1 << 27))),
    "tiff, second frame": huge_second_frame,
    "jpeg": lambda: with_size("JPEG", b"\xff\xc0", 5, struct.pack(">2H", 65_500, 65_500)),
    "jpeg 2000": lambda: with_size("JPEG2000", b"ihdr", 4, struct.pack(">2L", SIDE, SIDE)),
    "bmp": lambda: with_size("BMP", b"", 18, struct.pack("<2L", 60_000, 60_000)),
    "gif, screen": lambda: with_size("GIF", b"", 6, struct.pack("<2H", 65_535, 65_535)),
    "gif, frame": lambda: with_size("GIF", b",\0\0\0\0", 5, struct.pack("<2H", 65_535, 65_535)),
    "ppm": lambda: b"P4 60000 60000 " + bytes(100),
}

LOOK = """
import pathlib, re, resource, sys
from PIL import Image
from ocrlayout import ImageError, images

def peak():  # in kB; what getrusage says starts with the peak of the parent, on Linux
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\\s*(\\d+)", status.read_text())[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

Image.init()
data = sys.stdin.buffer.read()
before = peak()
try:
    frames = images.expand(data)
    print([(frame.size, frame.orientation) for frame in frames])
except ImageError as error:
    print(error)
print((peak() - before) / 1024)
"""


def looked_at(data):
    """List the frames in a process of its own; return what it says and the megabytes it took."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOOK], input=data, capture_output=True, check=True
    )
    *said, megabytes = done.stdout.decode().splitlines()
    return "\n".join(said), float(megabytes)


def test_the_measure_sees_what_pillow_decodes():
    code = LOOK.replace("images.expand(data)", "[]; Image.new('L', (20_000, 5_000), 7)")
    done = subprocess.run([sys.executable, "-c", code], input=b"", capture_output=True, check=True)
    assert float(done.stdout.split()[-1]) > 80


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused_by_its_header_and_nothing_is_decoded(kind):
    data = BOMBS[kind]()
    assert len(data) < 3e6
    said, megabytes = looked_at(data)
    assert "more than the limit" in said or "too large" in said
    assert megabytes < 20  # decoded, the smallest have 112


@pytest.mark.parametrize("place", ["before", "after"])
def test_tags_that_share_their_bytes_are_not_copied_ten_thousand_times(place):
    said, megabytes = looked_at(png(**{place: chunk(b"eXIf", exif())}))
    assert said == "[((10, 10), 6)]"
    assert megabytes < 60  # copied they have 10,000


def test_a_large_png_within_the_limit_is_listed_without_its_pixels():
    said, megabytes = looked_at(png(15_000, bits=1))
    assert said == "[((15000, 15000), 1)]"
    assert megabytes < 20  # its pixels have 225


def test_a_raised_limit_lets_a_large_scan_in():
    data = png(16_000, bits=1)
    with pytest.raises(ol.ImageError, match=r"more than the limit of 250 million.*limit="):
        images.expand(data)
    assert images.expand(data, limit=300e6)[0].size == (16_000, 16_000)


@pytest.mark.parametrize("before", [False, True])
def test_the_orientation_of_a_png_is_found_on_either_side_of_its_pixels(before):
    block = chunk(b"eXIf", exif(0, 0))
    data = png(before=block) if before else png(after=block)
    assert images.expand(data)[0].orientation == 6
    assert images.expand(encoded(NOISE, "PNG"))[0].orientation == 1


@pytest.mark.parametrize(("dots", "dpi"), [(11_811, 300), (0, None)])
def test_a_resolution_of_zero_is_unknown(dots, dpi):
    (frame,) = images.expand(png(before=chunk(b"pHYs", struct.pack(">2LB", dots, dots, 1))))
    assert frame.dpi == (pytest.approx((dpi, dpi), abs=0.01) if dpi else None)


def test_a_program_is_not_an_image():
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n"
    with pytest.raises(ol.ImageError, match="not an image or PDF of a kind that is read here"):
        images.expand(eps)


# What is Pillow's, and the application's


def test_pillows_settings_are_never_touched_not_even_while_a_scan_is_opened(monkeypatch):
    seen, done = set(), threading.Event()

    def watch():
        while not done.is_set():
            seen.add((ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS))

    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 12_345)
    filters = warnings.filters.copy()
    watcher = threading.Thread(target=watch)
    watcher.start()
    data = encoded(NOISE, "PNG")
    for _ in range(200):
        images.pixels(images.expand(data)[0])
    done.set()
    watcher.join()
    assert seen == {(True, 12_345)}
    assert warnings.filters == filters


def test_a_large_scan_is_opened_without_a_warning(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert images.pixels(images.expand(encoded(NOISE, "PNG"))[0]).shape == (90, 120, 3)


TORN = {
    "png": lambda: encoded(NOISE, "PNG"),
    "jpeg": lambda: encoded(NOISE, "JPEG"),
    "progressive jpeg": lambda: encoded(NOISE, "JPEG", progressive=True),
    "jpeg 2000": lambda: encoded(NOISE, "JPEG2000"),
    "tiff": lambda: encoded(NOISE, "TIFF"),
    "tiff, lzw": lambda: encoded(NOISE, "TIFF", compression="tiff_lzw"),
    "tiff, group 4": lambda: encoded(NOISE.convert("1"), "TIFF", compression="group4"),
    "gif": lambda: encoded(NOISE.convert("P"), "GIF"),
    "bmp": lambda: encoded(NOISE, "BMP"),
    "ppm": lambda: encoded(NOISE, "PPM"),
    "webp": lambda: encoded(NOISE, "WEBP"),
}


@pytest.mark.parametrize("lenient", [False, True])
@pytest.mark.parametrize("kind", TORN)
def test_a_torn_scan_is_an_error_whatever_pillow_accepts(kind, lenient, monkeypatch, tmp_path):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    data, path = TORN[kind](), tmp_path / "scan"
    for share in (0.4, 0.9, 1.0):
        torn = data[: int(len(data) * share)]
        path.write_bytes(torn)
        for scan in (torn, path):
            if share == 1:
                assert images.pixels(images.expand(scan)[0]).shape == (90, 120, 3)
            else:
                with pytest.raises(ol.ImageError):
                    images.pixels(images.expand(scan)[0])


def test_pillows_plug_ins_are_still_registered_where_they_are_looked_for():
    Image.init()
    factory, accept = Image.OPEN["PNG"]
    assert factory is PngImagePlugin.PngImageFile
    assert accept(b"\x89PNG\r\n\x1a\n")


# PDF


def a_pdf(change):
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page(page_size=(72, 72))
    pdf.add_blank_page(page_size=(72, 72))
    change(pdf)
    pdf.save(out)
    return out.getvalue()


def raw_pdf(*kids, count=2):
    """Write a page tree by hand: pikepdf mends what it saves. Object 3 is a page, 2 its parent."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >>"
    tree = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {count} >>".encode()
    out, starts = b"%PDF-1.4\n", []
    for number, body in enumerate((b"<< /Type /Catalog /Pages 2 0 R >>", tree, page), 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    head = b"xref\n0 4\n0000000000 65535 f \n" + table + b"trailer\n<< /Size 4 /Root 1 0 R >>\n"
    return out + head + b"startxref\n%d\n%%%%EOF\n" % len(out)


PAGE, PARENT = "3 0 R", "2 0 R"


def test_a_loop_in_the_page_tree_is_an_error_with_file_and_page(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(raw_pdf(PAGE, PARENT))
    with pytest.raises(ol.ImageError, match=r"scan\.pdf \(page 2\) is broken"):
        images.pixels(images.expand(path)[-1])


def test_a_whole_page_tree_written_so_is_read():
    assert [frame.size for frame in images.expand(raw_pdf(PAGE, count=1))] == [(72, 72)]


def with_image(width, height):
    def change(pdf):
        picture = pikepdf.Stream(
            pdf,
            zeros(width * height // 8),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=width,
            Height=height,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=1,
            Filter=pikepdf.Name.FlateDecode,
        )
        page = pdf.pages[0]
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))
        page.obj.Contents = pdf.make_stream(b"q 72 0 0 72 0 0 cm /I Do Q")

    return a_pdf(change)


def test_an_image_inside_of_a_pdf_has_to_keep_to_the_limit_too():
    frame = images.expand(with_image(SIDE, SIDE))[0]
    with pytest.raises(ol.ImageError, match=r"an image on .*page 1.* 900 million pixels"):
        images.pixels(frame, dpi=36)
    assert images.pixels(images.expand(with_image(800, 800))[0], dpi=36).shape == (36, 36, 3)


def test_a_page_is_rendered_within_the_limit_it_was_opened_with():
    data = a_pdf(lambda pdf: None)
    frame = images.expand(data, limit=10_000)[0]
    assert images.pixels(frame, dpi=100).shape == (100, 100, 3)
    with pytest.raises(ol.ImageError, match=r"page 1\) at 101 dpi .*fewer dpi"):
        images.pixels(frame, dpi=101)
    wall = a_pdf(lambda pdf: pdf.pages[0].obj.__setitem__("/MediaBox", [0, 0, 14_400, 14_400]))
    with pytest.raises(ol.ImageError, match="fewer dpi"):
        images.pixels(images.expand(wall)[0], dpi=100)

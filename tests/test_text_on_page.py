"""What text a page of a PDF has, and whether it covers what is seen."""

import io

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFilter
from reportlab.lib.utils import ImageReader
from scanned_pages import HEIGHT, LEFT, TOP, WIDTH, line, pdf, place, scan, scanned, typed, write

from ocrlayout import images
from ocrlayout.errors import ImageError
from ocrlayout.images.pdf_text import TextFinder, text_on_page

SCAN = [line(number) for number in range(4)]


def found(*pages):
    """What is found on the first page of a PDF."""
    return text_on_page(images.expand(pdf(*pages))[0])


def turned(data, rotation):
    with pikepdf.open(io.BytesIO(data)) as file:
        file.pages[0].Rotate = rotation
        out = io.BytesIO()
        file.save(out)
    return out.getvalue()


def test_words_stand_where_they_are_seen():
    text = found(typed("Entry"))
    assert text.quads.shape == (1, 4, 2)
    assert text.quads[0, 3] == pytest.approx([LEFT / WIDTH, TOP / HEIGHT], abs=0.005)
    assert text.quads[0, 0, 1] < text.quads[0, 3, 1]
    assert text.hidden.tolist() == [False]


def test_words_of_a_turned_page_begin_at_their_own_top_left():
    data = turned(pdf(typed("Entry")), 90)
    text = text_on_page(images.expand(data)[0])
    assert text.quads[0, 3] == pytest.approx([1 - TOP / HEIGHT, LEFT / WIDTH], abs=0.005)
    assert text.quads[0, 0, 0] > text.quads[0, 3, 0]
    assert text.quads[0, 1, 1] > text.quads[0, 0, 1]


def test_text_without_pictures_covers_its_page():
    assert found(typed("Entry")).covers


def test_an_empty_page_needs_no_recognition():
    text = found(typed())
    assert text.covers
    assert not text.has_text


def test_a_page_of_lines_and_areas_alone_needs_recognition():
    assert not found(lambda canvas: canvas.rect(40, 40, 200, 200, fill=1)).covers


def test_a_scan_needs_recognition():
    assert not found(scanned(*SCAN)).covers


def test_a_layer_of_ocr_covers_its_scan():
    text = found(scanned(*SCAN, hidden=SCAN))
    assert text.covers
    assert text.hidden.all()


def test_a_typed_header_does_not_cover_a_scan():
    text = found(scanned(*SCAN, header=line(0, "header")))
    assert not text.covers
    assert not text.hidden.any()


def test_a_typed_header_covers_a_blank_scan():
    assert found(scanned(header="Entry")).covers


# Pages of all kinds: what is drawn, and whether the text of the page covers it

FULL = [line(number) for number in range(12)]
STAMP = "ABC 0001234"


def photograph(width, height, seed=1):
    """Soft shapes of all grays."""
    rng = np.random.default_rng(seed)
    total = np.zeros((height, width))
    for size in (32, 16, 8, 4):
        grid = rng.normal(0, size, (height // size + 2, width // size + 2)).astype(np.float32)
        total += np.asarray(Image.fromarray(grid).resize((width, height), Image.Resampling.BICUBIC))
    return Image.fromarray((255 * (total - total.min()) / np.ptp(total)).astype(np.uint8))


def rough(image, noise):
    """A scan of rough paper."""
    grain = np.random.default_rng(2).normal(0, noise, (image.height, image.width))
    return Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))


def hidden(canvas, texts, shift=0.0):
    canvas.translate(shift, -shift)
    for at, text in enumerate(texts, 1):
        write(canvas, text, at, mode=3)


def drawn(*images, after=lambda canvas: None, before=lambda canvas: None):
    """A page of pictures that fill it, with what is drawn before and after them."""

    def draw(canvas):
        before(canvas)
        for image in images:
            place(canvas, image)
        after(canvas)

    return draw


def headed(*images):
    return drawn(*images, after=lambda canvas: write(canvas, line(0, "header"), 0))


def layered(*images, texts=FULL, shift=0.0):
    return drawn(*images, after=lambda canvas: hidden(canvas, texts, shift))


def stamped(image, mode):
    return drawn(image, after=lambda canvas: write(canvas, STAMP, 14.4, mode=mode))


def overprinted(image):
    """A page of typed text over a picture."""
    return drawn(image, after=typed(*FULL))


def with_rules(image):
    pen = ImageDraw.Draw(image)
    for y in range(100, 700, 30):
        pen.line((40, y, image.width - 40, y), 0, 2)
    return image


def with_photograph(image):
    image.paste(photograph(400, 250), (80, 500))
    return image


def with_dust(image):
    pen = ImageDraw.Draw(image)
    rng = np.random.default_rng(3)
    for x, y in rng.integers(0, (image.width, image.height), (50, 2)).tolist():
        pen.ellipse((x, y, x + 2, y + 2), 60)
    return image


def with_letterhead(image):
    ImageDraw.Draw(image).text((380, 30), "Harbor and Sons", 20)
    return image


def strips(texts, after):
    """A scan in strips, as scanners write it, inside a form."""
    image = scan(texts, first=1)

    def draw(canvas):
        canvas.beginForm("scan")
        for top in range(0, image.height, 20):
            part = image.crop((0, top, image.width, min(top + 20, image.height)))
            share = HEIGHT / image.height
            box = (0, HEIGHT - (top + part.height) * share, WIDTH, part.height * share)
            place(canvas, part, box)
        canvas.endForm()
        canvas.doForm("scan")
        after(canvas)

    return draw


def masked(texts):
    """Black ink behind a mask, over a background of few pixels."""
    image = scan(texts, first=1)
    ink = Image.merge("RGBA", [image] * 3 + [image.point(lambda gray: 255 - gray)])

    def draw(canvas):
        place(canvas, Image.new("L", (40, 56), 245))
        canvas.drawImage(ImageReader(ink), 0, 0, WIDTH, HEIGHT, mask="auto")

    return draw


def both(*draws):
    def draw(canvas):
        for each in draws:
            each(canvas)

    return draw


def slanted(angle):
    image = scan(FULL, first=1).rotate(angle, fillcolor=250)

    def turn(canvas):
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(angle)
        canvas.translate(-WIDTH / 2, -HEIGHT / 2)
        hidden(canvas, FULL)

    return drawn(image, after=turn)


def half_page(canvas):
    typed(*FULL[:6])(canvas)
    place(canvas, scan(FULL).crop((0, 0, 555, 400)), (0, 0, WIDTH, 280))


def small_picture(canvas):
    typed(*FULL)(canvas)
    place(canvas, scan(FULL[:4]).crop((0, 0, 555, 200)), (200, 0, 200, 80))


PAPER = scan(FULL, first=1)
PALE = photograph(555, 777).point(lambda gray: 215 + gray // 8)
SOFT = photograph(555, 777).filter(ImageFilter.GaussianBlur(30)).point(lambda gray: gray // 3)
COVERED = {
    "a layer of OCR": layered(PAPER),
    "a layer half a line off": layered(PAPER, shift=6),
    "a layer on rough paper": layered(rough(scan(FULL, first=1, paper=190, ink=50), 10)),
    "a layer of a tilted page": slanted(4),
    "a layer of a slanting page": slanted(25),
    "a layer, and a photograph": layered(with_photograph(scan(FULL[:9], first=1)), texts=FULL[:9]),
    "a layer, and rules": layered(with_rules(scan(FULL, first=1))),
    "a layer, and a scan in strips": strips(FULL, lambda canvas: hidden(canvas, FULL)),
    "a layer, and a mask": both(masked(FULL), lambda canvas: hidden(canvas, FULL)),
    "a layer of few words": layered(scan(FULL[:1], first=1), texts=FULL[:1]),
    "text under the scan": drawn(PAPER, before=typed("", *FULL)),
    "text over the same scan": drawn(PAPER, after=typed("", *FULL)),
    "a header over nothing": headed(scan()),
    "a header over rough paper": headed(rough(scan(paper=235), 9)),
    "a header over dust": headed(with_dust(scan())),
    "a pale background": overprinted(PALE),
    "a soft dark background": overprinted(SOFT),
    "a letterhead": overprinted(with_letterhead(scan())),
    "a small picture": small_picture,
}
BARE = {
    "a header over a scan": headed(PAPER),
    "a header over a faint scan": headed(rough(scan(FULL, first=1, ink=160), 4)),
    "a header over a dark scan": headed(scan(FULL, first=1, paper=15, ink=240)),
    "a header over one line": headed(scan(FULL[:1], first=3)),
    "a header over one word": headed(scan(["Received"], first=3)),
    "a header over strips": strips(FULL, lambda canvas: write(canvas, line(0), 0)),
    "a header over a mask": both(masked(FULL), lambda canvas: write(canvas, line(0), 0)),
    "a stamp": stamped(PAPER, 0),
    "a hidden stamp": stamped(PAPER, 3),
    "a hidden stamp over a few lines": stamped(scan(FULL[:3], first=1), 3),
    "a hidden stamp over a photograph": stamped(photograph(555, 777), 3),
    "a hidden stamp over rough paper": stamped(rough(PAPER, 45), 3),
    "a layer of some of the lines": layered(PAPER, texts=FULL[:8]),
    "half a page of picture": half_page,
}


@pytest.mark.parametrize("kind", COVERED)
def test_pages_whose_text_covers_what_is_seen(kind):
    assert found(COVERED[kind]).covers


@pytest.mark.parametrize("kind", BARE)
def test_pages_with_something_beside_the_text(kind):
    text = found(BARE[kind])
    assert text.has_text
    assert not text.covers


def test_what_lies_off_the_page_is_not_seen():
    def draw(canvas):
        typed("Entry")(canvas)
        place(canvas, PAPER, (WIDTH + 10, 0, WIDTH, HEIGHT))
        write(canvas, "beyond", -4)

    text = found(draw)
    assert text.covers
    assert len(text.quads) == 1


def test_text_under_an_opaque_picture_is_hidden():
    before = typed("", *FULL)
    assert found(drawn(PAPER, before=before)).hidden.all()
    both_sides = drawn(PAPER, before=before, after=lambda canvas: write(canvas, STAMP, 14.4))
    assert found(both_sides).hidden.sum() == len(found(typed(*FULL)).quads)


def test_text_under_a_picture_that_lets_it_through_is_seen():
    draft = Image.new("RGBA", (200, 280), (0, 0, 0, 0))
    ImageDraw.Draw(draft).rectangle((20, 20, 180, 200), (120, 120, 120, 120))

    def draw(canvas):
        canvas.beginForm("all")
        typed(*FULL)(canvas)
        canvas.drawImage(ImageReader(draft), 0, 0, WIDTH, HEIGHT, mask="auto")
        canvas.endForm()
        canvas.doForm("all")

    assert not found(draw).hidden.any()


def test_a_page_of_paint_that_cannot_be_seen_is_empty():
    def draw(canvas):
        canvas.setFillGray(1)
        canvas.rect(0, 0, WIDTH, HEIGHT, fill=1, stroke=0)

    assert found(draw).covers


def test_a_page_of_nothing_but_a_stamp_needs_recognition():
    with pikepdf.open(io.BytesIO(pdf(typed()))) as file:
        look = file.make_stream(b"0 0 90 90 re f", Subtype=pikepdf.Name.Form, BBox=[0, 0, 99, 99])
        stamp = {"/Subtype": pikepdf.Name.Stamp, "/Rect": pikepdf.Array([40, 40, 240, 240])}
        stamp["/AP"] = pikepdf.Dictionary(N=look)
        link = {"/Subtype": pikepdf.Name.Link, "/Rect": pikepdf.Array([40, 40, 240, 240])}
        for annotation, covers in ((link, True), (stamp, False)):
            made = file.make_indirect(pikepdf.Dictionary(annotation))
            file.pages[0].Annots = pikepdf.Array([made])
            out = io.BytesIO()
            file.save(out)
            assert text_on_page(images.expand(out.getvalue())[0]).covers == covers


def in_a_layer_that_is_off(data):
    """Put what follows the picture on a page into an optional-content layer."""
    with pikepdf.open(io.BytesIO(data)) as file:
        group = file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="OCR"))
        off = pikepdf.Dictionary(OFF=pikepdf.Array([group]))
        file.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([group]), D=off)
        page = file.pages[0]
        page.Resources.Properties = pikepdf.Dictionary(Off=group)
        content = page.Contents.read_bytes().replace(b"BT", b"/OC /Off BDC BT")
        page.Contents = file.make_stream(content.replace(b"ET", b"ET EMC"))
        out = io.BytesIO()
        file.save(out)
    return out.getvalue()


def test_text_in_a_layer_that_is_off_is_a_hidden_layer():
    def draw(canvas):
        place(canvas, scan(SCAN))
        for at, text in enumerate(SCAN):
            write(canvas, text, at - 0.15)  # rather high, as layers of OCR may lie

    text = text_on_page(images.expand(in_a_layer_that_is_off(pdf(draw)))[0])
    assert text.hidden.all()
    assert text.covers
    assert not text_on_page(images.expand(pdf(draw))[0]).covers


def test_pages_of_one_file_are_looked_at_one_after_the_other():
    frames = images.expand(pdf(typed("Entry"), scanned(*SCAN), typed()))
    other = images.expand(pdf(scanned(*SCAN)))
    with TextFinder() as finder:
        covers = [finder.of(frame).covers for frame in [*reversed(frames), *other, frames[0]]]
    assert covers == [True, False, True, False, True]


def test_a_page_that_would_fill_the_memory_is_refused():
    with pikepdf.open(io.BytesIO(pdf(typed("Entry")))) as file:
        file.pages[0].Contents = file.make_stream(b" " * 2_000_000)
        out = io.BytesIO()
        file.save(out)
    with pytest.raises(ImageError, match="is it malicious"):
        text_on_page(images.expand(out.getvalue(), limit=1e6)[0])


def test_a_broken_page_is_an_error():
    with pytest.raises(ImageError):
        frame = images.expand(pdf(typed("Entry")))[0]
        text_on_page(images.Frame(b"%PDF-1.4 nothing", frame.name, 0, "pdf", frame.size))


def test_unknown_letters_are_not_text():
    with pikepdf.open(io.BytesIO(pdf(typed("Entry")))) as file:
        font = next(iter(file.pages[0].Resources.Font.values()))
        names = pikepdf.Array([pikepdf.Name(f"/glyph{code}") for code in range(256)])
        font.Encoding = pikepdf.Dictionary(Differences=pikepdf.Array([0, *names]))
        font.Subtype, font.BaseFont = pikepdf.Name.TrueType, pikepdf.Name("/Unheard-Of")
        out = io.BytesIO()
        file.save(out)
    text = text_on_page(images.expand(out.getvalue())[0])
    assert not text.has_text
    assert not text.covers
    assert np.asarray(text.quads).shape == (0, 4, 2)

"""PDFs whose pages have lines that are typed, scanned (pixels of a picture), or hidden (an old layer of OCR)."""

import io

import pikepdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 400, 560  # points
DPI = 100
LEFT, TOP, STEP = 40, 60, 34  # of lines, in points
SIZE = 10  # of fonts, in points


def line(number, kind="scan"):
    """A line of ten words or so that no other line has."""
    return f"Entry {number} of the {kind} says that parcel {7 * number + 3} went to the harbor"


def scan(texts=(), *, first=0, paper=250, ink=20, dpi=DPI):
    """A page of paper with lines of text, from the place of line `first` on."""
    image = Image.new("L", (WIDTH * dpi // 72, HEIGHT * dpi // 72), paper)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(SIZE * dpi / 72)
    for at, text in enumerate(texts, first):
        x, y = LEFT * dpi / 72, (TOP + STEP * at) * dpi / 72
        draw.text((x, y), text, ink, font, anchor="ls")
    return image


def write(canvas, text, at, *, mode=0):
    """Write a line at the place of line `at`; mode 3 is without ink."""
    line = canvas.beginText(LEFT, HEIGHT - TOP - STEP * at)
    line.setFont("Helvetica", SIZE)
    line.setTextRenderMode(mode)
    line.textOut(text)
    canvas.drawText(line)


def place(canvas, image, box=(0, 0, WIDTH, HEIGHT)):
    """Draw a picture; the box is (x, y, width, height) from the lower left corner."""
    canvas.drawImage(ImageReader(image), *box)


def pdf(*pages):
    """Make a PDF; each page is a function that draws on a canvas. Each is a point wider than the one before."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    for number, draw in enumerate(pages):
        canvas.setPageSize((WIDTH + number, HEIGHT))
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked(data, user="", owner="owner"):
    """Encrypt a PDF."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        file.save(out, encryption=pikepdf.Encryption(owner=owner, user=user))
    return out.getvalue()


def typed(*texts):
    """A page that was never paper."""

    def draw(canvas):
        for at, text in enumerate(texts):
            write(canvas, text, at)

    return draw


def scanned(*texts, hidden=(), header=""):
    """A scan of lines, with an old layer of OCR and a header that was typed over it."""

    def draw(canvas):
        place(canvas, scan(texts, first=1))
        for at, text in enumerate(hidden, 1):
            write(canvas, text, at, mode=3)
        if header:
            write(canvas, header, 0)

    return draw

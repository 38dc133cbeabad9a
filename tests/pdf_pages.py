"""Pages to write as searchable PDFs, and what real readers find in the result.

The pages are blank sheets with words at known places; the readers are poppler (``pdftotext``),
PDFium and pdfminer.
"""

import io
import subprocess
import tempfile
import xml.etree.ElementTree as ET

import numpy as np
import pypdfium2
import pypdfium2.raw
from conftest import needs
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTTextLine
from PIL import Image

from ocrlayout import geometry
from ocrlayout.model import Document, Lines, Page, Words
from ocrlayout.writers import pdf

HEIGHT = 36  # of a line, in pixels
STEP = 64
DPI = 150
ROWS = [["Pack", "my", "box"], ["with", "five", "dozen"]]
SIZE = (620, 310)  # of a small scan
BLANK = (
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # poppler marks directions
)


def page(rows, *, size=(1240, 1754), unit=18, gap=12, across=False, number=1):
    """Set lines of words on a sheet: a row is a list of words, or of (word, spaced); `across`: from right to left."""
    texts, quads, spaced, offsets, lines, boxes = [], [], [], [0], [], []
    for row, words in enumerate(rows):
        x, y = 100, 100 + STEP * row
        for word in words:
            text, space = word if isinstance(word, tuple) else (word, True)
            width = unit * len(text)
            box = (x, y, x + width, y + HEIGHT)
            quads.append(
                quad(*(box if not across else (size[0] - box[2], y, size[0] - x, y + HEIGHT)))
            )
            texts.append(text)
            spaced.append(space)
            x += width + (gap if space else 0)
        mine = np.array(quads[offsets[-1] :])
        boxes.append(quad(*mine.reshape(-1, 2).min(0), *mine.reshape(-1, 2).max(0)))
        lines.append(Words(texts[offsets[-1] :], spaced=spaced[offsets[-1] :]).join())
        offsets.append(len(texts))
    words = Words(texts, quads, spaced=spaced)
    return Page(number, *size, "pixel", lines=Lines(lines, boxes, words, offsets))


def quad(x0, y0, x1, y1):
    return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]


def columns(rows, size=(1240, 1754)):
    """Set lines from top to bottom, from right to left; a row is a list of words without space between them."""
    texts, quads, offsets, lines, boxes = [], [], [0], [], []
    for row, words in enumerate(rows):
        x, y = size[0] - 160 - STEP * row, 100
        for text in words:
            quads.append(quad(x, y, x + HEIGHT, y + HEIGHT * len(text)))
            texts.append(text)
            y += HEIGHT * len(text)
        boxes.append(quad(x, 100, x + HEIGHT, y))
        lines.append("".join(words))
        offsets.append(len(texts))
    words = Words(texts, quads, spaced=np.zeros(len(texts), bool))
    return Page(1, *size, "pixel", lines=Lines(lines, boxes, words, offsets))


def turned(sheet, angle):
    """Turn the words of a page, and take a sheet that holds them: what a scanner sees of a page that lies askew."""
    turn = geometry.rotation(angle)
    corners = geometry.apply(
        turn, [[0, 0], [sheet.width, 0], [sheet.width, sheet.height], [0, sheet.height]]
    )
    move = geometry.translation(*-corners.min(0)) @ turn
    width, height = np.ceil(np.round(np.ptp(corners, axis=0), 6)).tolist()
    return sheet.replace(
        lines=sheet.lines.move(move), width=width, height=height, source_size=(width, height)
    )


def blank(sheet, value=255):
    """A scan of a page."""
    return np.full((int(sheet.height), int(sheet.width)), value, np.uint8)


def written(*pages, images=None, **options):
    """The bytes of a PDF of these pages, on blank sheets."""
    out = io.BytesIO()
    scans = [blank(sheet) for sheet in pages] if images is None else images
    chosen = pdf.Options(**{"dpi": DPI, **options})
    pdf.write([Document(pages)], out, images=[scans], options=chosen)
    return out.getvalue()


def picture(mode, size=SIZE):
    """A picture with something to see in every corner, in a mode of Pillow's."""
    x, y = np.meshgrid(np.linspace(0, 255, size[0]), np.linspace(0, 255, size[1]))
    color = np.stack([x, y, 255 - x], axis=2).astype(np.uint8)
    image = Image.fromarray(color)
    if mode == "I;16":
        return Image.fromarray((x * 257).astype(np.uint16))
    if mode in ("RGBA", "LA"):
        image.putalpha(Image.fromarray(y.astype(np.uint8)))
    return image.quantize(50) if mode == "P" else image.convert(mode)


def encoded(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def made(*files, size=SIZE, **options):
    """A PDF of image files, all with the same words."""
    sheets = [page(ROWS, size=size, number=number) for number in range(1, len(files) + 1)]
    return written(*sheets, images=list(files), **options)


def run(program, package, *arguments, data=None):
    needs(program, package)
    return subprocess.run([program, *arguments], input=data, capture_output=True, check=False)


def check(data):
    """Hand a PDF to the tools that know when one is broken."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        result = run("qpdf", "qpdf", "--check", file.name)
        assert result.returncode == 0, (result.stdout + result.stderr).decode()
        result = run(
            "gs",
            "ghostscript",
            "-dPDFSTOPONERROR",
            "-dPDFSTOPONWARNING",
            "-q",
            "-o",
            "/dev/null",
            "-sDEVICE=nullpage",
            file.name,
        )
        assert result.returncode == 0, (result.stdout + result.stderr).decode()


def check_structure(data):
    """Hand a PDF to qpdf, which does not mind what pages draw."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        result = run("qpdf", "qpdf", "--check", file.name)
        assert result.returncode == 0, (result.stdout + result.stderr).decode()


def poppler(data):
    """Each page's words, as (text, box in points from the top left)."""
    result = run("pdftotext", "poppler-utils", "-bbox", "-", "-", data=data)
    tree = ET.fromstring(result.stdout)
    space = "{http://www.w3.org/1999/xhtml}"
    return [
        [
            (word.text, tuple(float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")))
            for word in sheet.iter(f"{space}word")
        ]
        for sheet in tree.iter(f"{space}page")
    ]


def poppler_text(data):
    return plain(run("pdftotext", "poppler-utils", "-", "-", data=data).stdout.decode())


def pdfium(data):
    """Each page's words, as (text, box in points from the top left of the page as displayed)."""
    pages = []
    with pypdfium2.PdfDocument(data) as document:
        for sheet in document:
            characters, units, boxes, words = sheet.get_textpage(), [], [], []
            for index in range(characters.count_chars() + 1):  # an astral character comes as two
                unit = (
                    pypdfium2.raw.FPDFText_GetUnicode(characters, index)
                    if index < characters.count_chars()
                    else 32
                )
                if unit and not chr(unit).isspace():
                    units.append(unit)
                    boxes.append(characters.get_charbox(index, loose=True))
                elif units:
                    text = b"".join(unit.to_bytes(2, "little") for unit in units).decode(
                        "utf-16-le", "replace"
                    )
                    words.append((text, bounds(boxes, sheet.get_height())))
                    units, boxes = [], []
            pages.append(words)
            characters.close()
            sheet.close()
    return pages


def bounds(boxes, height):
    """One box, y down, around boxes whose y runs up."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), height - max(y1), max(x1), height - min(y0)


def pdfium_text(data):
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(sheet.get_textpage().get_text_range() for sheet in document)


def pdfminer(data):
    """Each page's words, as (text, box in points from the top left)."""
    pages = []
    for sheet in extract_pages(io.BytesIO(data), laparams=LAParams(all_texts=True)):
        words, text, boxes = [], "", []
        for item in [*_characters(sheet), None]:
            if isinstance(item, LTChar) and item.get_text().strip():
                text += item.get_text()
                boxes.append(item.bbox)
            elif text:
                words.append((text, bounds(boxes, sheet.height)))
                text, boxes = "", []
        pages.append(words)
    return pages


def _characters(part):
    for item in part if hasattr(part, "__iter__") else ():
        if isinstance(item, LTTextLine):
            yield from item
            yield None
        else:
            yield from _characters(item)


READERS = {"poppler": poppler, "pdfium": pdfium, "pdfminer": pdfminer}


def plain(text):
    return text.translate(dict.fromkeys(map(ord, BLANK)))


def tokens(sheet):
    """What stands between white space on a page, as (text, box in points)."""
    found = []
    for line in sheet.lines:
        text, quads = "", []
        for word, spaced in zip(line.words, line.words.spaced, strict=True):
            text += word.text
            quads.append(word.polygon)
            if spaced:
                found.append((text, quads))
                text, quads = "", []
        found += [(text, quads)] if text else []
    return [
        (text, tuple((geometry.extent(np.array(quads)) * 72 / DPI).tolist()))
        for text, quads in found
    ]


def recall(sheet, words):
    """Share of a page's tokens that a reader has found."""
    wanted, left = [text for text, _ in tokens(sheet)], [plain(text) for text, _ in words]
    hits = 0
    for text in wanted:
        if text in left:
            left.remove(text)
            hits += 1
    return hits / len(wanted)


def astray(sheet, words, height=HEIGHT * 72 / DPI):
    """How far the worst word's center is from where it belongs, in line heights; of words that stand once on the page."""
    places = {}
    for text, box in words:
        places.setdefault(plain(text), []).append(box)
    distances = []
    for text, box in tokens(sheet):
        if len(places.get(text, ())) == 1:
            distances.append(np.hypot(*(center(places[text][0]) - center(box))) / height)
    return max(distances)


def center(box):
    return np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])

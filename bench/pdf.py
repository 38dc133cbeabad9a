"""The searchable PDF alone: pages a second, peak memory and bytes, beside limit and peers.

    python bench/pdf.py [--pages 100] [--words 730] [--megabytes 1.0] [--repeat 3] [--peers PYTHON]

The document is made in memory, of lines of ten words; the scans are A4 JPEGs at 300 dpi, on the
disk. Every step runs in a process of its own, so that its peak is its own; of several runs the
fastest counts. Seconds are of processor time: other work on the machine counts little.

The limit is the same disk: the bytes of the scans copied into one file. The plainest text layer is
a PDF written by hand, with one ``Tf Tz Tm Tj`` a word and nothing between words. For text on a PDF
that exists it is pikepdf, which opens the PDF, puts a stream in front of each page (ready, or also
written by hand), and saves. ``--peers`` names the Python of an environment of its own with img2pdf,
which writes the scans without text, and OCRmyPDF, of which the text layer alone is written, without
scans.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np

HEADS = {"seconds": 7, "pages/s": 7, "× copy": 7, "MB held": 7, "peak MB": 7, "bytes a page": 12}
COPY = """
with open(out, "wb") as target:
    for scan in scans:
        with open(scan, "rb") as source:
            target.write(source.read())
"""
IMG2PDF = """
with open(out, "wb") as target:
    img2pdf.convert(*scans, outputstream=target)
"""
# Lines of (word, box) for each page, in pixels.
WORDS = """
import random
chance = random.Random(1)
letters = "abcdefghijklmnopqrstuvwxyz"
vocabulary = ["".join(chance.choices(letters, k=3 + rank % 7)) for rank in range(10_000)]
ranks = [1 / (rank + 1) for rank in range(10_000)]  # words come as often as in texts (Zipf)
def lines():
    found = iter(chance.choices(vocabulary, ranks, k=words))
    def word(row, column):
        x, y = 100 + column * 220, 150 + row * 60
        return next(found), (x, y, x + 200, y + 40)
    return [[word(row, column) for column in range(10)] for row in range(words // 10)]
pages = [lines() for _ in scans]
"""
# A PDF by hand: pages of a JPEG and a layer of text, in Helvetica.
BY_HAND = """
import zlib
from reportlab.pdfbase.pdfmetrics import stringWidth
def layer(page):
    parts, scale = ["BT 3 Tr"], 72 / 300
    for line in page:
        for text, (x0, y0, x1, y1) in line:
            size = (y1 - y0) * scale
            percent = (x1 - x0) * scale / stringWidth(text, "Helvetica", size) * 100
            place = f"{x0 * scale:.2f} {(3508 - y1) * scale:.2f}"
            parts.append(f"/F {size:.2f} Tf {percent:.1f} Tz 1 0 0 1 {place} Tm ({text}) Tj")
    return "\\n".join([*parts, "ET"]).encode()
def add(body, stream=None):
    places.append(target.tell())
    end = b"" if stream is None else b"\\nstream\\n" + stream + b"\\nendstream"
    target.write(b"%d 0 obj\\n%s%s\\nendobj\\n" % (len(places), body.encode(), end))
    return len(places)
"""
HAND = """
places, leaves = [], []
with open(out, "wb") as target:
    target.write(b"%PDF-1.5\\n")
    font = add("<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>") if words else None
    tree = len(scans) * 3 + bool(font) + 1
    for scan, page in zip(scans, pages):
        with open(scan, "rb") as file:
            data = file.read()
        picture = add(
            "<</Subtype /Image /Width 2480 /Height 3508 /ColorSpace /DeviceGray"
            f" /BitsPerComponent 8 /Filter /DCTDecode /Length {len(data)}>>", data
        )
        drawn = b"q 595.2 0 0 841.92 0 0 cm /Scan Do Q\\n" + (layer(page) if page else b"")
        packed = zlib.compress(drawn)
        content = add(f"<</Filter /FlateDecode /Length {len(packed)}>>", packed)
        fonts = f"/Font <</F {font} 0 R>>" if font else ""
        leaves.append(add(
            f"<</Type /Page /Parent {tree} 0 R /MediaBox [0 0 595.2 841.92] /Contents {content} 0 R"
            f" /Resources <<{fonts} /XObject <</Scan {picture} 0 R>>>>>>"
        ))
    kids = " ".join(f"{leaf} 0 R" for leaf in leaves)
    add(f"<</Type /Pages /Count {len(leaves)} /Kids [{kids}]>>")
    root = add(f"<</Type /Catalog /Pages {tree} 0 R>>")
    start = target.tell()
    rows = "".join(f"{place:010} 00000 n \\n" for place in places)
    target.write(f"xref\\n0 {len(places) + 1}\\n0000000000 65535 f \\n{rows}".encode())
    trailer = f"<</Size {len(places) + 1} /Root {root} 0 R>>"
    target.write(f"trailer\\n{trailer}\\nstartxref\\n{start}\\n%%EOF\\n".encode())
"""
MAKE = """
import numpy as np
from ocrlayout.model import Document, Lines, Page, Words
from ocrlayout.writers import pdf
def page(number, rows):
    words = [word for row in rows for word in row]
    box = np.array([box for _, box in words], float)
    quads = box[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2)
    line = np.stack([quads[::10, 0], quads[9::10, 1], quads[9::10, 2], quads[::10, 3]], 1)
    joined = [" ".join(text for text, _ in row) for row in rows]
    owned = Words([text for text, _ in words], quads)
    lines = Lines(joined, line, owned, range(0, len(words) + 1, 10))
    return Page(number, 2480, 3508, "pixel", lines=lines)
document = Document([page(number, rows) for number, rows in enumerate(pages, 1)])
"""
OURS = """
with open(out, "wb") as target:
    pdf.write([document], target, images=[scans])
"""
OCRMYPDF = """
from pathlib import Path
import ocrmypdf
from ocrmypdf import BoundingBox, OcrClass, OcrElement
from ocrmypdf.font import MultiFontManager
from ocrmypdf.fpdf_renderer import Fpdf2MultiPageRenderer
from ocrmypdf.models.ocr_element import Baseline
def line(row):
    words = [OcrElement(OcrClass.WORD, bbox=BoundingBox(*box), text=text) for text, box in row]
    (_, first), (_, last) = row[0], row[-1]
    box = BoundingBox(*first[:2], *last[2:])
    return OcrElement(OcrClass.LINE, bbox=box, baseline=Baseline(0.0, 0.0), children=words)
def tree(rows):
    box = BoundingBox(0, 0, 2480, 3508)
    return OcrElement(OcrClass.PAGE, bbox=box, dpi=300, children=list(map(line, rows)))
trees = [(number, tree(rows), 300) for number, rows in enumerate(pages)]
fonts = MultiFontManager(Path(ocrmypdf.__file__).parent / "data")
"""
THEIR_LAYER = """
Fpdf2MultiPageRenderer(trees, fonts).render(Path(out))
"""
READY = """
import pikepdf
ready = [layer(page) for page in pages]
"""
PREPEND = """
with pikepdf.open(existing) as target:
    for page, stream in zip(target.pages, ready):
        page.contents_add(target.make_stream(stream), prepend=True)
    target.save(out)
"""
MAKE_AND_PREPEND = PREPEND.replace(
    "in zip(target.pages, ready)", "in zip(target.pages, map(layer, pages))"
)
ON_EXISTING = """
with open(out, "wb") as target:
    pdf.write([document], target, images=[existing])
"""
FRAME = """
import sys, time, glob, os, resource
scans, out = sorted(glob.glob(sys.argv[1] + "/*.jpg")), sys.argv[1] + "/out.pdf"
words, existing = int(sys.argv[2]), sys.argv[1] + "/existing.pdf"
{before}
held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
started = time.process_time()
{step}
seconds = time.process_time() - started
print(seconds, held, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, os.path.getsize(out))
"""


class Step(NamedTuple):
    """What is measured: a name, the Python that runs it, what is made before, what is timed."""

    name: str
    python: str
    before: str
    code: str
    scans: bool = True  # the result holds them


COPIED = Step("copy of the bytes", sys.executable, "", COPY)
BARE = Step("written by hand", sys.executable, WORDS + BY_HAND, HAND)
LAYERED = Step("searchable PDF", sys.executable, WORDS + MAKE, OURS)
PREPENDED = Step("pikepdf, ready stream", sys.executable, WORDS + BY_HAND + READY, PREPEND)
WRITTEN = Step(
    "pikepdf, by hand", sys.executable, WORDS + BY_HAND + "import pikepdf", MAKE_AND_PREPEND
)
ON_PDF = Step("text on that PDF", sys.executable, WORDS + MAKE, ON_EXISTING)
IMAGES_ALONE, THEIR_TEXT = "img2pdf, no text", "OCRmyPDF's layer"


def their_steps(python):
    """What other projects do of it, in an environment of their own."""
    return [
        Step(IMAGES_ALONE, python, "import img2pdf", IMG2PDF),
        Step(THEIR_TEXT, python, WORDS + OCRMYPDF, THEIR_LAYER, scans=False),
    ]


def make_scans(folder, pages, megabytes):
    """So many names of one A4 JPEG of this size."""
    from PIL import Image

    sheet = np.full((3508, 2480), 250, np.uint8)
    rows = int(3508 * min(1.0, megabytes / 4.6))
    sheet[:rows] = np.random.default_rng(3).integers(0, 255, (rows, 2480))
    first = folder / "page0001.jpg"
    Image.fromarray(sheet).save(first, quality=75, dpi=(300, 300))
    for number in range(2, pages + 1):
        os.link(first, folder / f"page{number:04}.jpg")
    return first.stat().st_size


def make_existing(folder):
    """A PDF of the scans, without text."""
    run(BARE, folder, words=0)
    (folder / "out.pdf").rename(folder / "existing.pdf")


def run(step, folder, words):
    """Seconds, MB held before, peak MB, bytes of the result."""
    code = FRAME.format(before=step.before, step=step.code)
    done = subprocess.run(
        [step.python, "-c", code, str(folder), str(words)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    return [float(figure) for figure in done.stdout.split()]


def ratios(seconds):
    """What the figures say of the project, beside whichever of the others were run."""
    ours = seconds[LAYERED.name]
    yield f"searchable PDF: {ours / seconds[BARE.name]:.2f} × the time of one written by hand"
    if IMAGES_ALONE in seconds:
        yield f"  {seconds[IMAGES_ALONE] / ours:.2f} × the pages a second of img2pdf"
        yield f"  {seconds[THEIR_TEXT] / ours:.1f} × the pages a second of OCRmyPDF's layer"
    on_pdf = seconds[ON_PDF.name]
    yield f"text on a PDF that exists: {on_pdf / seconds[PREPENDED.name]:.2f} × pikepdf alone"
    yield f"  {on_pdf / seconds[WRITTEN.name]:.2f} × pikepdf with text written by hand"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--words", type=int, default=730, help="a page; a multiple of ten")
    parser.add_argument("--megabytes", type=float, default=1.0)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--peers", metavar="PYTHON")
    args = parser.parse_args()
    peers = their_steps(args.peers) if args.peers else []
    steps = [COPIED, BARE, *peers, LAYERED, PREPENDED, WRITTEN, ON_PDF]
    seconds = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = make_scans(folder, args.pages, args.megabytes)
        make_existing(folder)
        print(f"{args.pages} pages of {args.words} words, a scan {size / 1e6:.2f} MB")
        heads = " ".join(f"{head:>{width}}" for head, width in HEADS.items())
        print(f"{'step':21} {heads}")
        for step in steps:
            runs = [run(step, folder, args.words) for _ in range(args.repeat)]
            took, held, peak, written = min(runs)
            seconds[step.name] = took
            each = written / args.pages - size * step.scans
            times = took / seconds[COPIED.name]
            speed = f"{took:7.2f} {args.pages / took:7.0f} {times:7.1f}"
            print(f"{step.name:21} {speed} {held:7.0f} {peak:7.0f} {each:+12.0f}", flush=True)
    print(*ratios(seconds), sep="\n")


if __name__ == "__main__":
    main()

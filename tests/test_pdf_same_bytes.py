"""The same pages give the same PDF: in another process, with other hashes, in another time zone."""

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

from PIL import Image
from scanned_pages import HEIGHT, WIDTH, pdf, scanned, typed
from tagged_pages import laid

import ocrlayout as ol
from ocrlayout.model import Document
from ocrlayout.writers import pdf as writer

PIXELS = 3  # a point
DAY = 86_400  # seconds after 1970
BLOCKS = [
    ("title", ["Bridges of the valley"]),
    ("paragraph", ["See www.example.org for the", "שלום bridges and 橋 😀"]),
    ("list_item", ["• the upper bridge"]),
]


def sheet(number=1):
    return laid(BLOCKS, size=((WIDTH + number - 1) * PIXELS, HEIGHT * PIXELS), number=number)


def image():
    return Image.effect_mandelbrot((WIDTH, HEIGHT), (-2, -1, 1, 1), 20)


def made(*scans, **options):
    documents = [Document([sheet()]) for _ in scans]
    found = {"links": True, "highlight": ol.find(documents[0], "bridges"), **options}
    out = io.BytesIO()
    writer.write(documents, out, images=[[scan] for scan in scans], options=writer.Options(**found))
    return out.getvalue()


KINDS = {
    "image": lambda: made(image()),
    "JPEG": lambda: made(image(), jpeg_quality=50),
    "image, PDF/A": lambda: made(image(), pdfa="2u", page_labels="1:r"),
    "image, tags": lambda: made(image(), accessible=True),
    "PDF": lambda: made(pdf(scanned("Bridges"))),
    "PDF, PDF/A": lambda: made(pdf(scanned("Bridges")), pdfa="2b", author="A. Clerk"),
    "PDF, tags": lambda: made(pdf(scanned("Bridges")), accessible=True),
    "PDF, a picture of it": lambda: made(pdf(typed("Bridges")), existing_text="force"),
    "PDF, an old layer replaced": lambda: made(
        pdf(scanned("Bridges", hidden=["Bridgos"])), existing_text="redo"
    ),
    "image and PDFs": lambda: made(
        image(), pdf(scanned("Bridges")), pdf(scanned("Towers")), accessible=True
    ),
}


def process(seed, zone):
    """Make each kind in a process of its own."""
    said = {"PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": str(DAY)}
    paths = [str(Path(ol.__file__).parents[1]), str(Path(__file__).parent)]
    environment = {**os.environ, **said, "PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, __file__]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def digests(process):
    out, _ = process.communicate()
    assert process.returncode == 0
    return out.splitlines()


def test_two_processes_write_the_same_bytes():
    processes = [process("1", "UTC"), process("2", "Pacific/Auckland")]
    one, other = map(digests, processes)
    assert len(set(one)) == len(KINDS)
    assert one == other


if __name__ == "__main__":
    for name, make in KINDS.items():
        print(name, hashlib.sha256(make()).hexdigest())

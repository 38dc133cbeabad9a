"""The searchable PDF alone: pages a second, peak memory and bytes, beside limit and peers.

    python bench/pdf.py [--pages 100] [--words 500] [--megabytes 1.0] [--peers PYTHON]

The document is made in memory, of lines of ten words; the scans are A4 JPEGs at 300 dpi, on the
disk. Every step runs in a process of its own, so that its peak is its own. The limit is the same
disk: the bytes of the scans copied into one file. ``--peers`` names the Python of an environment of
its own with img2pdf, which writes the scans without text.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

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
OURS = """
with open(out, "wb") as target:
    pdf.write([document], target, images=[scans])
"""
MAKE = """
import numpy as np
from ocrlayout.model import Document, Lines, Page, Words
from ocrlayout.writers import pdf
def page(number):
    words = int(sys.argv[2])
    letters = np.random.default_rng(number).integers(97, 123, (words, 9))
    texts = ["".join(map(chr, row[: 3 + index % 7])) for index, row in enumerate(letters)]
    x, y = 100 + np.arange(words) % 10 * 220.0, 150 + np.arange(words) // 10 * 60.0
    box = np.stack([x, y, x + 200, y, x + 200, y + 40, x, y + 40], 1).reshape(-1, 4, 2)
    rows = range(0, words, 10)
    line = np.stack([box[rows][:, 0], box[9::10][:, 1], box[9::10][:, 2], box[rows][:, 3]], 1)
    joined = [" ".join(texts[row : row + 10]) for row in rows]
    return Page(number, 2480, 3508, "pixel", lines=Lines(joined, line, Words(texts, box), range(0, words + 1, 10)))
document = Document([page(number) for number in range(1, len(scans) + 1)])
"""
FRAME = """
import sys, time, glob, os, resource
scans, out = sorted(glob.glob(sys.argv[1] + "/*.jpg")), sys.argv[1] + "/out.pdf"
{before}
held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
started = time.perf_counter()
{step}
seconds = time.perf_counter() - started
print(seconds, held, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, os.path.getsize(out))
"""


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


def run(python, before, step, folder, words):
    """Seconds, MB held before, peak MB, bytes of the result."""
    code = FRAME.format(before=before, step=step)
    done = subprocess.run(
        [python, "-c", code, str(folder), str(words)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)
    return [float(figure) for figure in done.stdout.split()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--words", type=int, default=500, help="a page; a multiple of ten")
    parser.add_argument("--megabytes", type=float, default=1.0)
    parser.add_argument("--peers", metavar="PYTHON")
    args = parser.parse_args()
    steps = [
        (sys.executable, "copy of the bytes", "", COPY),
        (sys.executable, "searchable PDF", MAKE, OURS),
    ]
    if args.peers:
        steps.insert(1, (args.peers, "img2pdf, no text", "import img2pdf", IMG2PDF))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = make_scans(folder, args.pages, args.megabytes)
        print(f"{args.pages} pages of {args.words} words, a scan {size / 1e6:.2f} MB")
        heads = " ".join(f"{head:>{width}}" for head, width in HEADS.items())
        print(f"{'step':18} {heads}")
        limit = 0.0
        for python, step, before, code in steps:
            seconds, held, peak, written = run(python, before, code, folder, args.words)
            limit = limit or seconds
            each = written / args.pages - size
            speed = f"{seconds:7.2f} {args.pages / seconds:7.0f} {seconds / limit:7.1f}"
            print(f"{step:18} {speed} {held:7.0f} {peak:7.0f} {each:+12.0f}", flush=True)


if __name__ == "__main__":
    main()

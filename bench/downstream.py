"""What a reader of PDFs for language models makes of our PDFs: is the order still ours?

    python bench/downstream.py [--step 4] [--reader FOLDER]

Pages of bench/order_templates, on blank scans, become searchable PDFs and tagged ones. OpenDataLoader
(its wheel holds a jar; Java has to be there) reads them in an environment of its own. The figure is
the share of characters that it keeps in the document's order, without white space: the longest
sequence that both have, over all characters of both (Indel similarity), as a mean over the pages.
"""

import argparse
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Indel

import ocrlayout as ol

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "order_templates"))

import inputs  # noqa: E402

VERSION = "opendataloader-pdf==2.5.16"
# the text layer is hidden text, which this reader leaves out by itself
SEES_ALL = ["--content-safety-off", "all", "--include-header-footer"]
WAYS = {
    "as it stands in the PDF": ("plain", ["--reading-order", "off"]),
    "in the reader's own order (XY-Cut++)": ("plain", ["--reading-order", "xycut"]),
    "by the tags": ("tagged", ["--use-struct-tree", "--reading-order", "off"]),
}


def reader(folder):
    """The program, installed where it is not yet."""
    program = folder / "bin" / "opendataloader-pdf"
    if not program.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin" / "pip", "install", "-q", VERSION], check=True)
    return program


def documents(step):
    """Pages in order, every so many, by name."""
    for number, (truth, answer) in enumerate(inputs.under("lines")):
        if number % step == 0:
            yield truth["name"], ol.tidy(ol.load(answer))


def write(document, name, folder):
    """The PDFs of a page, plain and tagged."""
    page = document.pages[0]
    blank = np.full((round(page.height), round(page.width)), 255, np.uint8)
    for kind, options in (("plain", {}), ("tagged", {"accessible": True, "language": "en"})):
        (folder / kind).mkdir(exist_ok=True)
        ol.save(document, folder / kind / f"{name}.pdf", images=blank, **options)


def read(program, folder, out, options):
    """The text that the reader gives for each PDF of a folder, by name."""
    call = [program, folder, "-o", out, "-f", "text", "-q", *SEES_ALL, *options]
    subprocess.run(call, check=True, capture_output=True)
    return {file.stem: solid(file.read_text(encoding="utf-8")) for file in out.glob("*.txt")}


def solid(text):
    return "".join(text.split())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--step", type=int, default=4, help="every so many pages are taken")
    parser.add_argument("--reader", type=Path, default=Path(tempfile.gettempdir()) / "downstream")
    options = parser.parse_args()
    program, true = reader(options.reader), {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, document in documents(options.step):
            write(document, name, folder)
            true[name] = solid("".join(document.pages[0].lines.text))
        for number, (way, (kind, given)) in enumerate(WAYS.items()):
            found = read(program, folder / kind, folder / str(number), given)
            kept = [Indel.normalized_similarity(true[name], found.get(name, "")) for name in true]
            least, worst = min(zip(kept, true, strict=True))
            print(
                f"{way:<38} {np.mean(kept):.3f} of {len(kept)} pages, least {least:.3f} ({worst})"
            )


if __name__ == "__main__":
    main()

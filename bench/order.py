"""Reading order: how right and how fast, beside docTR's rules, XY-Cut++ and a plain XY-cut.

    python bench/order.py [--pages FOLDER] [--peers FOLDER] [--repeat 3]

FOLDER of pages holds JSON files, ``{family, width, height, lines: [{polygon, text}]}`` with the
lines in the true order; without it the pages are those that the tests make up. docTR lives in an
environment of its own (it wants another OpenCV and, whole, torch), made once in the folder of
peers: ``pip install numpy scipy opencv-python-headless`` and ``pip install --no-deps
python-doctr==1.1.0 xycutppy==0.1.2``. Without a network both are left out. docTR finds the angle of
a page by itself, or is given it with the polygons, which is faster. XY-Cut++ is made for blocks: it
gets the lines, and the blocks that ours found, whose lines are then in our order.

Printed: for each method the share of true successors and of perfect pages, macro over families; the
seconds of all pages (of the processor: a busy machine does not speak); and for ours how the time
grows with the lines of a page.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import venv
from collections import defaultdict
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

import order_pages  # noqa: E402

from ocrlayout.model import Document, Lines, Page, Words  # noqa: E402
from ocrlayout.order import reading_order, reorder  # noqa: E402


def load(folder):
    pages = []
    for file in sorted(Path(folder).glob("*.json")):
        page = json.loads(file.read_text(encoding="utf-8"))
        pages.append(
            (page["family"], [(line["text"], line["polygon"]) for line in page["lines"]], page)
        )
    return pages


def make_up():
    pages = []
    for family, make in order_pages.LAYOUTS.items():
        for seed in range(8):
            rows = make(random.Random(seed))
            high = np.array([polygon for _, polygon in rows]).reshape(-1, 2).max(axis=0) + 50
            pages.append((family, rows, {"width": float(high[0]), "height": float(high[1])}))
    return pages


def shuffled(rows, seed):
    place = list(range(len(rows)))
    random.Random(seed).shuffle(place)
    return place


def ours(rows, page, repeat):
    texts, polygons = (
        [text for text, _ in rows],
        np.array([polygon for _, polygon in rows], np.float64),
    )
    made = page_of(texts, polygons, page)
    best = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        order = reading_order(made)
        best = min(best, time.process_time() - start)
    return order.tolist(), best


def page_of(texts, polygons, page):
    lines = Lines(texts, polygons, Words(texts, polygons), np.arange(len(texts) + 1))
    return Page(1, page["width"], page["height"], "pixel", lines=lines)


def by_blocks(asked, orders, python):
    """XY-Cut++ orders the blocks that ours found; their lines stay in our order."""
    held = [in_blocks(page, order) for page, (order, _) in zip(asked, orders, strict=True)]
    boxes = [
        page | {"polygons": [box_of(page, block) for block in blocks]}
        for page, blocks in zip(asked, held, strict=True)
    ]
    found = theirs(python, "xycutpp", boxes)
    return [
        ([line for at in order for line in blocks[at]], seconds)
        for blocks, (order, seconds) in zip(held, found, strict=True)
    ]


def in_blocks(page, order):
    """The lines of each block; a line without a block is one by itself."""
    polygons = np.array(page["polygons"], np.float64)
    made = reorder(Document([page_of(page["texts"], polygons, page)])).pages[0]
    blocks = defaultdict(list)
    for line, block in zip(order, made.lines.block.tolist(), strict=True):
        blocks[block if block >= 0 else ("line", line)].append(line)
    return list(blocks.values())


def box_of(page, lines):
    corners = np.array([page["polygons"][line] for line in lines]).reshape(-1, 2)
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]


def peers(folder):
    """Python of the peers' environment, made where there is none."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    there = [python, "-c", "import doctr, xycutppy"]
    if subprocess.run(there, capture_output=True, check=False).returncode:
        subprocess.run([*pip, "numpy", "scipy", "opencv-python-headless"], check=True)
        subprocess.run([*pip, "--no-deps", "python-doctr==1.1.0", "xycutppy==0.1.2"], check=True)
    return python


def theirs(python, method, pages):
    asked = json.dumps(pages)
    run = subprocess.run(
        [python, HERE / "order_peers.py", method],
        input=asked,
        capture_output=True,
        text=True,
        check=True,
    )
    return [(answer["order"], answer["seconds"]) for answer in json.loads(run.stdout)]


def report(name, pages, places, answers):
    right, perfect, seconds = defaultdict(list), defaultdict(list), 0.0
    for (family, rows, _), place, (order, spent) in zip(pages, places, answers, strict=True):
        read = np.empty(len(rows), int)
        read[[place[row] for row in order]] = np.arange(len(rows))
        right[family].append(float((np.diff(read) == 1).mean()) if len(rows) > 1 else 1.0)
        perfect[family].append(bool((np.diff(read) == 1).all()))
        seconds += spent
    macro = [
        np.mean([np.mean(family) for family in figures.values()]) for figures in (right, perfect)
    ]
    print(f"{name:<14}{macro[0]:>12.4f}{macro[1]:>12.4f}{seconds:>12.3f}")
    return seconds


def growth():
    """Seconds for pages of the same make: six columns, as many lines as asked."""
    spent = {}
    for count in (100, 1000, 10_000):
        rng = random.Random(count)
        rows = [row for x in range(6) for row in order_pages.text(rng, 330 * x, 0, 305, count // 6)]
        spent[count] = ours(rows, {"width": 2000.0, "height": 1e5}, 5 if count < 5000 else 1)[1]
        print(f"{count:>7} lines{spent[count] * 1e3:>12.1f} ms")
    ratios = spent[1000] / spent[100], spent[10_000] / spent[1000]
    print(f"1,000 / 100: {ratios[0]:.1f}; 10,000 / 1,000: {ratios[1]:.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=Path)
    parser.add_argument(
        "--peers", type=Path, default=Path(tempfile.gettempdir()) / "ocrlayout-peers"
    )
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    pages = load(options.pages) if options.pages else make_up()
    places = [shuffled(rows, seed) for seed, (_, rows, _) in enumerate(pages)]
    given = [[rows[at] for at in place] for (_, rows, _), place in zip(pages, places, strict=True)]
    asked = [
        {
            "texts": [text for text, _ in rows],
            "polygons": [np.asarray(polygon).tolist() for _, polygon in rows],
            "width": page["width"],
            "height": page["height"],
            "repeat": options.repeat,
        }
        for rows, (_, _, page) in zip(given, pages, strict=True)
    ]
    print(f"{len(pages)} pages\n{'':<14}{'successors':>12}{'perfect':>12}{'seconds':>12}")
    mine = [
        ours(rows, page, options.repeat) for rows, (_, _, page) in zip(given, pages, strict=True)
    ]
    seconds = report("ours", pages, places, mine)
    report("xy-cut", pages, places, theirs(sys.executable, "xycut", asked))
    try:
        python = peers(options.peers)
        doctr = report("docTR", pages, places, theirs(python, "doctr", asked))
        told = report("docTR, angle", pages, places, theirs(python, "doctr-angles", asked))
        report("XY-Cut++", pages, places, theirs(python, "xycutpp", asked))
        report("  our blocks", pages, places, by_blocks(asked, mine, python))
        print(f"ours / docTR: {seconds / doctr:.2f}; angle given: {seconds / told:.2f}")
    except subprocess.CalledProcessError as error:
        print(f"peers left out: {error.stderr or error}")
    growth()


if __name__ == "__main__":
    main()

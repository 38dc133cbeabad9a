"""Text: how paragraphs and layouts of pages with known blocks come out, beside `pdftotext -layout`.

    python bench/text.py [--pages FOLDER] [--no-pdftotext] [--worst 10]

FOLDER holds two files a page, as ``bench/order_templates/inputs.py`` writes them; without it the
pages are those of ``bench/order_templates``. pdftotext (poppler) is run on searchable PDFs of the
same answers.

Printed, each as the mean of pages:

* ``paragraphs``: normalized edit distance of the paragraphs to those of the truth (0 is best), with
  the blocks that ``tidy`` finds, and with the blocks of the truth.
* ``doubled``: share of lines in a paragraph that do not stand directly below the line before.
* ``aligned``: share of lines in a paragraph, or of cells in a column, that start at one x and come
  to stand in one column of characters.
* ``apart``: share of neighbors in the row of a table with two blanks or more between them.
* ``rows``: rows of text that a page takes, blank ones too.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image
from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(Path(__file__).parent / "order_templates"))

import inputs

import ocrlayout
from ocrlayout.model import Blocks, Document, Page
from ocrlayout.scripts import has_right_to_left, is_wide
from ocrlayout.writers import text

NO_CELL = [-1] * 4
ONE_EDGE = 0.25  # of a line's height: left edges closer than that are one
LEADING = 1.9  # of a line's height: the next line of a paragraph is closer, else white is meant


def load(folder):
    """(truth, answer) of every page in a folder."""
    for file in sorted(Path(folder).glob("*.truth.json")):
        answer = file.with_name(file.name.replace(".truth", ""))
        truth = json.loads(file.read_text(encoding="utf-8"))
        yield {"name": answer.stem, **truth}, json.loads(answer.read_text(encoding="utf-8"))


def with_true_blocks(truth, answer):
    """The document in the true order, with the true blocks; tables with the cells that have text."""
    page = ocrlayout.load(answer)[0]
    roles, parents, cells, rows = [], [], [], {}

    def block(key, role, parent=-1, cell=NO_CELL):
        if key not in rows:
            rows[key] = len(roles)
            roles.append(role)
            parents.append(parent)
            cells.append(cell)
        return rows[key]

    blocks = []
    for row in truth["order"]:
        cell = truth["cell"][row]
        if cell:
            table = block(("table", cell[0]), "table")
            blocks.append(block(("cell", *cell), "cell", table, [*cell[1:], 1, 1]))
        else:
            blocks.append(block(truth["block"][row], truth["role"][row]))
    lines = page.lines.take(truth["order"])
    lines = type(lines)(
        lines.text, lines.polygon, lines.words, lines.offsets, block=np.array(blocks, int)
    )
    made = Page(
        lines=lines, blocks=Blocks(roles, parents, cells), width=page.width, height=page.height
    )
    return Document([made])


def true_text(document):
    """A block on a line, a row of a table on a line, empty cells between tabs."""
    page = document[0]
    said, tables = [], {id(table): table for table in page.tables}
    for row, role in enumerate(page.blocks.role):
        if role == "table":
            table = next(t for t in tables.values() if t.parts[0].row == row)
            said += ["\t".join(cells) for cells in table.rows()]
        elif page.blocks.parent[row] < 0:
            texts = page.blocks.lines_of(row).text
            whole = texts[0]
            for line in texts[1:]:
                solid = inputs.SOLID.match(whole[-1:]) and inputs.SOLID.match(line)
                whole += line if solid else " " + line
            said.append(whole)
    return "\n".join(said)


def distance(document, truth):
    said = text.render(document, form="paragraphs")
    return Levenshtein.normalized_distance(re.sub("\n+", "\n", said).strip(), truth)


def places(page, said):
    """Row and column of every line that stands once in a layout, and where it ends."""
    counts = defaultdict(int)
    for line in page.lines.text:
        counts[line] += 1
    rows = said.split("\n")
    whole, starts = said, np.cumsum([0, *(len(row) + 1 for row in rows)])
    found = {}
    for at, line in enumerate(page.lines.text):
        if counts[line] > 1 or len(line) < 3:
            continue
        pattern = r"(?<!\S)" + " +".join(map(re.escape, line.split())) + r"(?!\S)"
        hits = list(re.finditer(pattern, whole))
        if len(hits) == 1:
            row = int(np.searchsorted(starts, hits[0].start(), side="right")) - 1
            ends = (cells(whole[starts[row] : end]) for end in hits[0].span())
            found[at] = (row, *ends)
    return found


def starts(page):
    """Left edges; right ones, from right to left, where most lines run so."""
    said = [line for line in page.lines.text if any(map(str.isalpha, line))]
    is_mirrored = said and np.mean([has_right_to_left(line) for line in said]) > 0.5
    across = page.lines.polygon[:, :, 0]
    return -across.max(axis=1) if is_mirrored else across.min(axis=1)


def cells(said):
    """Cells of a terminal that a text takes."""
    marks = sum(unicodedata.category(character) in ("Mn", "Me", "Cf") for character in said)
    return len(said) + sum(map(is_wide, said)) - marks


def layout_figures(page, said):
    """Figures of a layout of a page that has the true blocks."""
    found = places(page, said)
    left, top = starts(page), page.lines.polygon[:, 0, 1]
    height = page.lines.polygon[:, 3, 1] - top
    doubled, aligned, apart = [], [], []
    for one, two in pairwise(range(len(page.lines))):
        block = page.lines.block[one]
        if one not in found or two not in found or block != page.lines.block[two]:
            continue
        if 0.5 * height[one] < top[two] - top[one] < LEADING * height[one]:
            doubled.append(found[two][0] - found[one][0] != 1)
            if abs(left[two] - left[one]) < ONE_EDGE * height[one]:
                aligned.append(found[two][1] == found[one][1])
    for one, two in cell_pairs(page, found, (1, 0)):
        if abs(left[two] - left[one]) < ONE_EDGE * height[one]:
            aligned.append(found[two][1] == found[one][1])
    for one, two in cell_pairs(page, found, (0, 1)):
        if abs(top[two] - top[one]) < 0.5 * height[one] and found[one][0] == found[two][0]:
            apart.append(found[two][1] - found[one][2] >= 2)
    return {
        "doubled": mean(doubled),
        "aligned": mean(aligned),
        "apart": mean(apart),
        "rows": len(said.rstrip("\n\f").split("\n")),
    }


def cell_pairs(page, found, step):
    """Lines of neighboring cells of one table."""
    first = {}
    for at in found:
        block = page.lines.block[at]
        if page.blocks.role[block] == "cell":
            key = (int(page.blocks.parent[block]), *page.blocks.cell[block, :2].tolist())
            first.setdefault(key, at)
    for (table, row, column), at in first.items():
        other = first.get((table, row + step[0], column + step[1]))
        if other is not None:
            yield at, other


def mean(values):
    return float(np.mean(values)) if values else float("nan")


def pdftotext(document):
    """What poppler makes of our searchable PDF."""
    page = document[0]
    with tempfile.TemporaryDirectory() as folder:
        scan, pdf = Path(folder, "scan.png"), Path(folder, "out.pdf")
        size = (round(page.width), round(page.height))
        Image.new("1", size, 1).save(scan, dpi=(200, 200))
        ocrlayout.save(document, pdf, images=scan)
        done = subprocess.run(
            ["pdftotext", "-layout", "-enc", "UTF-8", pdf, "-"], capture_output=True, check=True
        )
    return done.stdout.decode()


def figures(truth, answer, poppler=False):
    """Every figure of a page."""
    true = with_true_blocks(truth, answer)
    tidied = ocrlayout.tidy(ocrlayout.load(answer))
    meant = true_text(true)
    found = {
        "paragraphs": distance(tidied, meant),
        "paragraphs of true blocks": distance(true, meant),
        **layout_figures(true[0], text.render(true, form="layout")),
    }
    if poppler:
        theirs = layout_figures(true[0], pdftotext(tidied))
        found |= {f"pdftotext {name}": value for name, value in theirs.items()}
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--pages", metavar="FOLDER", help="pages of your own")
    parser.add_argument("--no-pdftotext", action="store_true", help="without poppler")
    parser.add_argument("--worst", type=int, default=0, help="name pages with the worst figures")
    options = parser.parse_args()
    pages = load(options.pages) if options.pages else inputs.under("lines")
    found = {t["name"]: figures(t, answer, not options.no_pdftotext) for t, answer in pages}
    for name in next(iter(found.values())):
        values = np.array([page[name] for page in found.values()])
        print(f"{name:28} {np.nanmean(values):8.3f}   of {np.isfinite(values).sum()} pages")
        sign = 1 if name.split()[-1] in ("aligned", "apart") else -1
        worst = sorted(found, key=lambda page: sign * np.nan_to_num(found[page][name], nan=sign))
        for page in worst[: options.worst]:
            print(f"    {page:28} {found[page][name]:8.3f}")


if __name__ == "__main__":
    main()

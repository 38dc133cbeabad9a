"""Train the networks that find tables: ``order/tables.json`` out.

    python training/train_tables.py [--pages FOLDER] [--generated FOLDER] [--out FILE]

Learned from the pages of training/templates (``make_pages.py`` lays them out first) and, where the
folder is there, generated pages (an answer of Azure Read 3.2 and its truth, two files a page). Every
page comes as it is, every third also as a rougher engine would have given it. The pages of
bench/order_templates stay out. Nothing is kept but the weights; the same pages give the same
weights. Plain numpy.

The second network learns from what the first says of pages that it has not seen: each fifth of the
families is left out once.
"""

import argparse
import hashlib
import itertools
import json
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from networks import fitted, rounded, told
from train_roles import CONDITIONS, HERE, UNKNOWN, digest, inputs, templates

import ocrlayout
from ocrlayout.order.blocks import kinds_of
from ocrlayout.order.canonical import canonical
from ocrlayout.order.choices import Choices
from ocrlayout.order.table_blocks import columns_of
from ocrlayout.order.table_looks import looks
from ocrlayout.order.table_rows import rows_of
from ocrlayout.order.table_tags import FIRST, NEXT, TEXT, again
from ocrlayout.order.weights import TABLES
from ocrlayout.order.xy_cut import tree

FOLDS = 5
LEAST_ROWS = 3  # of a table that is scored

# What an example counts, over one that counts 1.
SMALL = 0.3  # a row of a table of less than three rows
LABEL = 0.3  # a label and its value, or an advert: it may look like a table
EDGE = 2.0  # the first and the last row of a table, and the rows beside them
ROUGH = 0.7  # a row of a page as a rougher engine gives it
FAMILY = -0.5  # power of the rows that a family has

ROWS = {"units": 40, "nets": 1, "epochs": 20}
AGAIN = {"units": 24, "nets": 1, "epochs": 12}


@dataclass
class Known:
    """The rows of a page: what is seen, their true tags, what they count."""

    family: str
    seen: np.ndarray
    tag: np.ndarray
    count: np.ndarray


# --- pages


def known(page, family, truth, is_rough=False):
    """What is known of a page, or None where it runs from top to bottom."""
    sheet = canonical(page)
    if sheet.mode == "vertical":
        return None
    leaves, kinds, columns = leaves_of(sheet)
    kind = np.array(kinds)
    may = np.isin(kind, ("", "table"))
    rows = rows_of(sheet, leaves, may)
    begins = np.append(True, np.diff(columns) != 0)
    seen = looks(sheet, rows, kind == "table", begins).astype(np.float32)
    cells = [truth["cell"][row] or (-1, -1) for row in sheet.row.tolist()]
    table, row = np.array([cell[0] for cell in cells]), np.array([cell[1] for cell in cells])
    role = np.array(truth["role"])[sheet.row]
    tag, count = told_of(rows, table, row, role)
    count = np.where(may[rows.leaf], count, 0.0) * (ROUGH if is_rough else 1.0)
    return Known(family, seen, tag, count)


def leaves_of(sheet):
    """The lines of the leaves of a sheet's tree, what they are, the columns they stand in."""
    parts = tree(sheet, Choices())
    kinds, columns = kinds_of(parts), columns_of(parts)
    leaves = [at for at, part in enumerate(parts) if len(part.lines)]
    return [
        [parts[at].lines for at in leaves],
        [kinds[at] for at in leaves],
        [columns[at] for at in leaves],
    ]


def told_of(rows, table, row, role):
    """The tag of each row, by the table that most of its lines stand in, and what that counts."""
    parts = np.split(rows.lines, rows.start[1:])
    most = np.array([Counter(table[part].tolist()).most_common(1)[0][0] for part in parts])
    before = np.append(-1, most[:-1])
    tag = np.where(most < 0, TEXT, np.where(most == before, NEXT, FIRST))
    label = np.array([np.isin(role[part], UNKNOWN).mean() > 0.5 for part in parts])
    count = np.where(np.isin(most, small(table, row)), SMALL, 1.0)
    count[(most < 0) & label] = LABEL
    changes = np.append(True, most[1:] != before[1:])
    return tag, count * np.where(changes | np.append(changes[1:], True), EDGE, 1.0)


def small(table, row):
    """The tables of a page that have few rows."""
    rows = defaultdict(set)
    for one, two in zip(table.tolist(), row.tolist(), strict=True):
        rows[one].add(two)
    return [one for one, held in rows.items() if one >= 0 and len(held) < LEAST_ROWS]


def from_template(job):
    page, condition = job
    rng = random.Random(page["name"] + condition)
    change = inputs.CONDITIONS[condition]
    truth, answer = inputs.answered(change(inputs.rows(page), rng), page, rng)
    family, is_rough = page["family"], condition in CONDITIONS
    return known(ocrlayout.load(answer)[0], family, truth, is_rough)


def generated(folder):
    for file in sorted(folder.glob("*.truth.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        answer = json.loads(file.with_name(truth["name"] + ".json").read_text(encoding="utf-8"))
        yield known(ocrlayout.load(answer)[0], truth["family"], truth)


# --- the networks


def fold(family):
    """The fold that a family belongs to: a number that does not change from run to run."""
    return int(hashlib.md5(family.encode()).hexdigest(), 16) % FOLDS


def fit(pages, seen, **size):
    """A network over some pages, of what is seen of each."""
    many = Counter()
    for page in pages:
        many[page.family] += len(page.tag)
    count = np.concatenate([page.count * many[page.family] ** FAMILY for page in pages])
    tag = np.concatenate([page.tag for page in pages])
    asked = count > 0
    rows = np.concatenate(seen)[asked]
    return rounded(fitted(rows, np.eye(3)[tag[asked]], count[asked], **size))


def left_out(pages, seen, **size):
    """What networks say of pages whose families they have not seen."""
    folds, said = np.array([fold(page.family) for page in pages]), [None] * len(pages)
    for number in range(FOLDS):
        inside = np.flatnonzero(folds != number).tolist()
        net = fit([pages[at] for at in inside], [seen[at] for at in inside], **size)
        for at in np.flatnonzero(folds == number).tolist():
            said[at] = net.logits(seen[at])
    return said


def second_seen(pages, said):
    return [
        again(page.seen, told).astype(np.float32) for page, told in zip(pages, said, strict=True)
    ]


# --- the file


def made_from():
    """A digest of the code that the weights depend on."""
    order = HERE.parent / "ocrlayout" / "order"
    files = [
        HERE / "train_tables.py",
        HERE / "networks.py",
        *(order / f"{name}.py" for name in ("table_rows", "table_looks", "table_tags", "cues")),
    ]
    return digest(file.read_bytes().replace(b"\r\n", b"\n") for file in files)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=Path, default=HERE / "pages")
    shared = HERE.parent.parent / "shared" / "bench" / "order" / "gen" / "pages"
    parser.add_argument("--generated", type=Path, default=shared)
    parser.add_argument("--out", type=Path, default=TABLES)
    options = parser.parse_args()
    with Pool() as pool:
        found = pool.map(from_template, list(templates(options.pages)), chunksize=8)
    pages = [page for page in itertools.chain(found, generated(options.generated)) if page]
    seen = [page.seen for page in pages]
    rows = fit(pages, seen, **ROWS)
    tables = fit(pages, second_seen(pages, left_out(pages, seen, **ROWS)), **AGAIN)
    source = digest(file.read_bytes() for file in sorted(options.pages.glob("*.zip")))
    file = {"made from": made_from(), "pages": source, "rows": told(rows), "tables": told(tables)}
    text = json.dumps(file, separators=(",", ":"), indent=0) + "\n"
    options.out.write_text(text, encoding="ascii")
    print(f"{len(pages)} pages, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()

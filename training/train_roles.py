"""Train the networks that find paragraphs and name them: ``order/roles.json`` out.

    python training/train_roles.py [--pages FOLDER] [--generated FOLDER] [--out FILE]

Learned from pages whose lines have a known block and role: those of training/templates
(``make_pages.py`` lays them out first), those of tests/role_pages.py under other seeds, and, where
the folder is there, generated pages (an answer of Azure Read 3.2 and its truth, two files a page).
Every page comes as it is, every third also as a rougher engine would have given it. The pages of
bench/order_templates stay out. Nothing is kept but the weights; the same pages give the same
weights. Plain numpy.

First it is learned where paragraphs end. With that, all pages are cut into blocks, and it is
learned what these are called. A line that is a label, a value or an advert counts little, and as no
heading; a numbered paragraph may be called an item.
"""

import argparse
import collections
import hashlib
import itertools
import json
import random
import sys
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path[:0] = [
    str(HERE),
    str(HERE.parent / "bench" / "order_templates"),
    str(HERE.parent / "tests"),
]

import inputs  # noqa: E402
import pages as page_files  # noqa: E402
import role_pages  # noqa: E402
from networks import fitted, rounded, told  # noqa: E402

import ocrlayout  # noqa: E402
from ocrlayout.model import Page  # noqa: E402
from ocrlayout.order import blocks, paragraphs, roles  # noqa: E402
from ocrlayout.order.canonical import Sheet, canonical  # noqa: E402
from ocrlayout.order.choices import Choices  # noqa: E402
from ocrlayout.order.looks import looks  # noqa: E402
from ocrlayout.order.network import Network  # noqa: E402
from ocrlayout.order.openings import ITEMS, OPENINGS  # noqa: E402
from ocrlayout.order.text_rows import Rows  # noqa: E402
from ocrlayout.order.weights import WEIGHTS  # noqa: E402
from ocrlayout.order.xy_cut import Part, tree  # noqa: E402

CONDITIONS = ["noise10", "merged", "words", "fragments", "noise20"]
OWN_SEEDS, OWN_NOISE = range(100, 112), (0.0, 0.1)

SAME = {"title": "heading", "footnote": "note"}
UNKNOWN = ("label", "value", "advert")  # roles that the package does not have
APART = ("heading", "caption", "note")  # what must not be joined with the text beside it
LIKE_ITEMS = [OPENINGS.index(name) for name in (*ITEMS, "section")]

# What an example counts, over one that counts 1.
JOINED = 2.5  # a boundary of a heading, a caption or a note
OTHER_ROLE = 1.5  # a boundary of other roles
IN_TABLE = 0.2  # a boundary of cells that were not found to be a table
TABLE, LABEL = 0.6, 0.3  # a block of such cells; one of labels: they are no headings
EITHER = 0.12  # a paragraph that opens like an item, among others
OWN = 2.0  # a boundary on pages of the tests, which show one thing alone each
RARE = -0.2  # power of the share of a role
FAMILY = -0.5  # power of the blocks that a family has

CUTS, NAMES = {"units": 16, "nets": 1, "epochs": 6}, {"units": 27, "nets": 3, "epochs": 14}


# --- pages


@dataclass
class Known:
    """A page in its canonical space, the parts of its tree, and of each line block and role."""

    family: str
    sheet: Sheet
    parts: list[Part]
    texts: list[str]
    role: np.ndarray
    block: np.ndarray  # −1: not known


def known(page: Page, family, role, block):
    sheet = canonical(page)
    texts = [page.lines.text[row] for row in sheet.row]
    role = np.array([SAME.get(each, each) for each in role])
    parts = tree(sheet, Choices())
    return Known(family, sheet, parts, texts, role[sheet.row], np.array(block)[sheet.row])


def from_template(job):
    page, condition = job
    rng = random.Random(page["name"] + condition)
    change = inputs.CONDITIONS[condition]
    truth, answer = inputs.answered(change(inputs.rows(page), rng), page, rng)
    return known(ocrlayout.load(answer)[0], page["family"], truth["role"], truth["block"])


def templates(folder):
    """The pages of ZIPs, each as it is, every third also under a condition."""
    for file in sorted(folder.glob("*.zip")):
        for number, page in enumerate(page_files.load(file)):
            yield page, "lines"
            if number % 3 == 0:
                yield page, CONDITIONS[number // 3 % len(CONDITIONS)]


def generated(folder):
    for file in sorted(folder.glob("*.truth.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        answer = json.loads(file.with_name(truth["name"] + ".json").read_text(encoding="utf-8"))
        yield known(ocrlayout.load(answer)[0], truth["family"], truth["role"], truth["block"])


def own():
    for name, make in role_pages.PAGES.items():
        for seed, noise in itertools.product(OWN_SEEDS, OWN_NOISE):
            page = make(seed)
            lines = zip(page.block, page.rows, strict=True)
            rows = [((role, block), text, quad) for block, (role, text, quad) in lines]
            document, truth = role_pages.document(rows, noise=noise, seed=seed)
            role, block = zip(*truth, strict=True)
            yield known(document[0], "own " + name, role, block)


# --- examples


def cut(page, opens=None):
    """The rows of a page, and its blocks by what opens one."""
    asked = blocks.opens
    blocks.opens = opens or (lambda rows: np.ones(len(rows), bool))
    try:
        none = np.zeros(len(page.sheet), bool)
        kinds = blocks.kinds_of(page.parts)
        return blocks.cut(page.sheet, page.parts, kinds, page.texts, none)
    finally:
        blocks.opens = asked


def boundaries(page):
    """What is seen between the rows of a page, whether a block ends there, what that counts."""
    found = cut(page)
    rows, kind = found.rows, kinds_of_rows(found)
    above, below = rows.last[:-1], rows.first[1:]
    one, two = page.role[above], page.role[below]
    is_known = (page.block[above] >= 0) & (page.block[below] >= 0)
    other = one != two
    right = other | (is_known & (page.block[above] != page.block[below]))
    soft = np.isin(one, (*UNKNOWN, "table")) & np.isin(two, (*UNKNOWN, "table"))
    apart = other & (np.isin(one, APART) | np.isin(two, APART))
    count = np.where(apart, JOINED, np.where(soft, IN_TABLE, np.where(other, OTHER_ROLE, 1.0)))
    asked = (rows.leaf[1:] == rows.leaf[:-1]) & np.isin(kind[1:], ("", "note")) & (is_known | other)
    count = count[asked] * (OWN if page.family.startswith("own") else 1.0)
    return paragraphs.boundaries(rows)[asked], right[asked, None].astype(float), count


def kinds_of_rows(found):
    many = np.diff(np.append(found.start, len(found.rows)))
    return np.repeat(np.array(found.kind), many)


def named(page, cuts):
    """What is seen of the blocks of a page, what they are, what they count."""
    found = cut(page, lambda rows: opened(rows, cuts))
    seen = looks(found.rows, found.start, found.kind, np.zeros(len(page.sheet), bool))
    told = [role_of(page.role[lines].tolist()) for lines in found.lines]
    role, count = np.array([role for role, _ in told]), np.array([count for _, count in told])
    count[in_list(seen.opening) & (role == "paragraph")] *= EITHER
    count[np.array(found.kind) == "table"] = 0.0
    right = np.array([roles.ROLES.index(one) if one in roles.ROLES else 0 for one in role])
    return roles.features(found.rows, seen), np.eye(len(roles.ROLES))[right], count


def in_list(opening):
    """Whether blocks open as items, and the one before or behind does as well."""
    is_item = np.isin(opening, LIKE_ITEMS)
    return is_item & (np.append(False, is_item[:-1]) | np.append(is_item[1:], False))


def opened(rows: Rows, cuts: Network):
    likely = cuts.logits(paragraphs.boundaries(rows))[:, 0] if len(rows) > 1 else np.empty(0)
    return np.append(True, likely > 0)


def role_of(role):
    """The role that most lines of a block have, and what it counts: less where others are in it."""
    most, many = collections.Counter(role).most_common(1)[0]
    known = TABLE if most == "table" else LABEL if most in UNKNOWN else 1.0
    return most, known * many / len(role) ** 0.5


def balanced(right, count, family):
    """What examples count, so that neither common roles nor large families decide alone."""
    _, at, many = np.unique(family, return_inverse=True, return_counts=True)
    count = count * many[at].astype(float) ** FAMILY
    total = count @ right
    return count * (right @ (np.maximum(total, 1e-9) / total.sum()) ** RARE)


# --- the file


def learned(pages):
    """Both networks."""
    parts = [boundaries(page) for page in pages]
    cuts = fitted(*(np.concatenate(column) for column in zip(*parts, strict=True)), **CUTS)
    cuts = rounded(cuts)
    parts = [named(page, cuts) for page in pages]
    seen, right, count = (np.concatenate(column) for column in zip(*parts, strict=True))
    family = np.repeat([page.family for page in pages], [len(part[0]) for part in parts])
    count = balanced(right, count, family)
    asked = count > 0
    return cuts, fitted(seen[asked], right[asked], count[asked], **NAMES)


def made_from():
    """A digest of the code that the weights depend on."""
    order = HERE.parent / "ocrlayout" / "order"
    names = ("openings", "text_rows", "paragraphs", "neighbors", "looks", "roles", "cues")
    files = [
        HERE / "train_roles.py",
        HERE / "networks.py",
        *(order / f"{name}.py" for name in names),
    ]
    return digest(file.read_bytes().replace(b"\r\n", b"\n") for file in files)


def digest(contents):
    found = hashlib.sha256()
    for content in contents:
        found.update(content)
    return found.hexdigest()[:16]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=Path, default=HERE / "pages")
    shared = HERE.parent.parent / "shared" / "bench" / "order" / "gen" / "pages"
    parser.add_argument("--generated", type=Path, default=shared)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    with Pool() as pool:
        found = pool.map(from_template, list(templates(options.pages)), chunksize=8)
    found += [*generated(options.generated), *own()]
    cuts, names = learned(found)
    source = digest(file.read_bytes() for file in sorted(options.pages.glob("*.zip")))
    file = {
        "made from": made_from(),
        "pages": source,
        "paragraphs": told(cuts),
        "roles": told(names),
    }
    text = json.dumps(file, separators=(",", ":"), indent=0) + "\n"
    options.out.write_text(text, encoding="ascii")
    print(f"{len(found)} pages, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()

"""Score reading orders on the pages.

    python bench/order_templates/score.py [--conditions lines,words,…] [--families] [--roles]
        [--worst N] [--peers FOLDER | --no-peers] [--json FILE]

Every figure is a mean over the pages of a family, then over families. README.md says what the
figures are. docTR's rules run in an environment of their own, which bench/order.py makes; without a
network they are left out.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import inputs
import numpy as np
from figures import FIGURES, scored

sys.path.insert(0, str(Path(__file__).parent.parent))

import order as bench

import ocrlayout
from ocrlayout.order.openings import OPENINGS, opening

CELLS = ("cell", "column_header", "row_header")
NUMBERED = ("numbered", "bracketed", "lettered", "section")
UNSCORED = ("label", "value", "advert")  # true roles that the package does not name
ROLES = {"title": "heading", "footnote": "note"}


def asked(answer):
    """A page as bench/order_peers.py takes it."""
    read = answer["analyzeResult"]["readResults"][0]
    quads = [np.reshape(line["boundingBox"], (4, 2)).tolist() for line in read["lines"]]
    size = {"width": read["width"], "height": read["height"], "repeat": 1}
    return {"texts": [line["text"] for line in read["lines"]], "polygons": quads} | size


def ours(answers):
    return [ocrlayout.reading_order(ocrlayout.load(a).pages[0]).tolist() for a in answers]


def peer(method, python):
    def order(answers):
        return [found for found, _ in bench.theirs(python, method, [asked(a) for a in answers])]

    return order


def mean_by_family(scores, families):
    """Mean of each figure over the pages of each family."""
    by = defaultdict(list)
    for name, figures in scores.items():
        by[families[name]].append([figures[f] for f in FIGURES])
    return {family: np.mean(rows, axis=0) for family, rows in sorted(by.items())}


def roles(read):
    """Confusion of the lines' roles, and how whole the tables are."""
    pairs, tables, cells = Counter(), [], np.zeros(3, int)
    for truth, answer in read:
        document = ocrlayout.load(answer)
        order = ocrlayout.reading_order(document.pages[0]).tolist()
        page = ocrlayout.reorder(document).pages[0]
        inner = dict(zip(order, page.lines.block.tolist(), strict=True))
        outer = {row: above(page.blocks, block) for row, block in inner.items()}
        said = {row: page.blocks.role[b] if b >= 0 else "" for row, b in outer.items()}
        either = numbered(truth, document.pages[0].lines.text)
        for row in truth["order"]:
            if truth["role"][row] not in UNSCORED:
                true = ROLES.get(truth["role"][row], truth["role"][row])
                fine = row in either and {true, said[row]} == {"paragraph", "list_item"}
                pairs[said[row] if fine else true, said[row]] += 1
        found, same = tables_of(truth, inner, outer, said)
        tables += found
        cells += same
    return pairs, tables, cells


def numbered(truth, texts):
    """The lines of paragraphs that open with a number or letter: an item may be meant, or not."""
    first = {}
    for row in truth["order"]:
        first.setdefault(truth["block"][row], texts[row])
    named = [OPENINGS.index(name) for name in NUMBERED]
    opens = {block for block, text in first.items() if opening(text) in named}
    return {row for row in truth["order"] if truth["block"][row] in opens}


def above(blocks, block):
    """The innermost block around a line that is not a cell."""
    while block >= 0 and blocks.role[block] in CELLS:
        block = int(blocks.parent[block])
    return block


def tables_of(truth, inner, outer, said):
    """For each table of three rows and more whether it is one block with nothing else; its cells."""
    by, whole_tables, cells = defaultdict(list), [], np.zeros(3, int)
    for row in truth["order"]:
        if truth["cell"][row]:
            by[truth["cell"][row][0]].append(row)
    for rows in by.values():
        if len({truth["cell"][row][1] for row in rows}) < 3:
            continue
        blocks = {outer[row] for row in rows}
        alone = {row for row, block in outer.items() if block in blocks} == set(rows)
        whole_tables.append(len(blocks) == 1 and said[rows[0]] == "table" and alone)
        for a, b in pairwise(rows):
            in_cell = inner[a] != outer[a] and inner[b] != outer[b]
            right = (truth["cell"][a] == truth["cell"][b]) == (inner[a] == inner[b])
            cells += [in_cell and right, in_cell, 1]
    return whole_tables, cells


def print_roles(read):
    pairs, tables, cells = roles(read)
    print(f"\ntables of 3 rows and more, whole and alone: {sum(tables)} of {len(tables)}")
    print(
        f"neighbors of a table in the right cells: {cells[0]} of {cells[2]} ({cells[1]} in cells)"
    )
    print(f"{'role':<14}{'lines':>7}{'said':>7}{'prec.':>8}{'recall':>8}{'F1':>8}")
    for role in sorted({true for true, _ in pairs}):
        right = pairs[role, role]
        true = sum(n for (a, _), n in pairs.items() if a == role)
        said = sum(n for (_, b), n in pairs.items() if b == role)
        precision, recall = right / max(1, said), right / true
        f1 = 2 * right / (true + said)
        others = [f"{b or 'none'} {n}" for (a, b), n in pairs.most_common() if a == role != b][:3]
        print(
            f"{role:<14}{true:>7}{said:>7}{precision:>8.3f}{recall:>8.3f}{f1:>8.3f}  {', '.join(others)}"
        )


def print_families(tables, conditions, methods):
    """Links kept and true successors of ours under each condition, by family."""
    print("\nours, succ / links by family\n" + " " * 22 + "".join(f"{c:>15}" for c in conditions))
    names = sorted({name for table in tables.values() for name in table})
    for name in names:
        cells = (tables[c, methods[0]].get(name) for c in conditions)
        print(
            f"{name:<22}"
            + "".join(f"{f[0]:>8.3f} {f[3]:.3f} " if f is not None else " " * 15 for f in cells)
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--conditions", default=",".join([*inputs.CONDITIONS, "ocr"]))
    parser.add_argument("--families", action="store_true", help="succ and links by family")
    parser.add_argument("--roles", action="store_true")
    parser.add_argument("--worst", type=int, default=0, help="pages of the lowest succ")
    parser.add_argument(
        "--peers", type=Path, default=Path(tempfile.gettempdir()) / "ocrlayout-peers"
    )
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    conditions = options.conditions.split(",")
    methods = {"ours": ours} | ({} if options.no_peers else peers(options.peers))
    tables, kept = {}, {}
    print(f"{'':<22}" + "".join(f"{figure:>9}" for figure in FIGURES))
    for condition in conditions:
        read = list(inputs.under(condition))
        families = {truth["name"]: truth["family"] for truth, _ in read}
        for method, order in methods.items():
            orders = order([answer for _, answer in read])
            scores = {
                truth["name"]: scored(truth, answer, found)
                for (truth, answer), found in zip(read, orders, strict=True)
            }
            tables[condition, method] = mean_by_family(scores, families)
            kept[f"{condition} {method}"] = scores
            macro = np.mean(list(tables[condition, method].values()), axis=0)
            print(
                f"{condition:<12}{method:<10}" + "".join(f"{figure:>9.4f}" for figure in macro),
                flush=True,
            )
    if options.families:
        print_families(tables, conditions, list(methods))
    for condition in conditions if options.worst else ():
        scores = kept[f"{condition} ours"]
        names = sorted(scores, key=lambda name: scores[name]["succ"])[: options.worst]
        print(
            f"\n{condition}: " + ", ".join(f"{name} {scores[name]['succ']:.3f}" for name in names)
        )
    if options.roles:
        print_roles(list(inputs.under("lines")))
    if options.json:
        options.json.write_text(json.dumps(kept))


def peers(folder):
    """XY-cut, and docTR's rules where they can be had."""
    found = {"xy-cut": peer("xycut", sys.executable)}
    try:
        return found | {"docTR": peer("doctr", bench.peers(folder))}
    except subprocess.CalledProcessError as error:
        print(f"docTR left out: {error.stderr or error}")
        return found


if __name__ == "__main__":
    main()

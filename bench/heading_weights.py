"""Fit the weights of ocrlayout/order/headings.py:  python bench/heading_weights.py [FOLDER ...]

Learned from the pages of tests/role_pages.py, and from folders of generated pages (an answer of
Azure Read 3.2 and a truth with the roles of its lines, two files a page), clean and with boxes that
are off by a tenth and a fifth of their height. The pages of bench/order_templates stay out. The
weights in the package are these, rounded; the bias is raised by 0.9, so that as many headings are
missed as are made up, and a start in lower case, which is rare, speaks against a heading.
"""

import argparse
import collections
import itertools
import json
import random
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

import role_pages  # noqa: E402

import ocrlayout  # noqa: E402
from ocrlayout.order import headings, roles  # noqa: E402

RIDGE = 0.5
STEPS = 60  # of Newton's method; ten are enough
HEADINGS = ("heading", "title")
UNKNOWN = ("label", "value", "advert")  # roles of lines that teach nothing


def own_pages():
    for noise, make in itertools.product((0.0, 0.1), role_pages.PAGES.values()):
        for seed in range(3):
            yield role_pages.document(make(seed).rows, noise=noise, seed=seed)


def given_pages(folder):
    for noise, file in itertools.product((0.0, 0.1, 0.2), sorted(folder.glob("*.truth.json"))):
        truth = json.loads(file.read_text(encoding="utf-8"))
        answer = json.loads(file.with_name(truth["name"] + ".json").read_text(encoding="utf-8"))
        page = answer["analyzeResult"]["readResults"][0]
        rng = random.Random(truth["name"])
        for line in page["lines"]:
            line["boundingBox"] = rough(line["boundingBox"], noise, rng)
        yield ocrlayout.load(answer), truth["role"]


def rough(box, noise, rng):
    height = min(abs(box[7] - box[1]), abs(box[2] - box[0]))
    left, top, right, bottom = (rng.gauss(0, noise * height) for _ in range(4))
    off = (left, top, right, top, right, bottom, left, bottom)
    return [value + by for value, by in zip(box, off, strict=True)]


def examples(pages):
    """What is said of each block that can be a heading, and whether it is one."""
    for document, truth in pages:
        for lines, found in blocks(document):
            true = collections.Counter(truth[row] for row in lines).most_common(1)[0][0]
            if true not in UNKNOWN:
                yield [found[name] for name in headings.WEIGHTS], float(true in HEADINGS)


def blocks(document):
    """Rows of each block's lines, and its evidence."""
    kept, looks = [], roles.looks

    def spied(sheet, blocks, *rest):
        kept.append((sheet, blocks, looks(sheet, blocks, *rest)))
        return kept[-1][-1]

    roles.looks = spied
    try:
        ocrlayout.reorder(document)
    finally:
        roles.looks = looks
    for sheet, lines, seen in kept:
        around = zip([None, *seen[:-1]], seen, [*seen[1:], None], strict=True)
        for rows, (before, block, behind) in zip(lines, around, strict=True):
            if not block.kind and headings.can_be_heading(block):
                yield sheet.row[rows].tolist(), headings.evidence(block, before, behind)


def fitted(evidence, is_heading):
    """Logistic regression with a ridge, by Newton's method."""
    weights = np.zeros(evidence.shape[1])
    for _ in range(STEPS):
        said = 1 / (1 + np.exp(-evidence @ weights))
        slope = evidence.T @ (said - is_heading) + RIDGE * weights
        curve = (evidence * (said * (1 - said))[:, None]).T @ evidence
        weights -= np.linalg.solve(curve + RIDGE * np.eye(len(weights)), slope)
    return weights


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    options = parser.parse_args()
    pages = itertools.chain(own_pages(), *map(given_pages, options.folders))
    evidence, is_heading = (np.array(part, float) for part in zip(*examples(pages), strict=True))
    weights = fitted(evidence, is_heading)
    told = evidence @ weights > 0
    for name, weight in zip(headings.WEIGHTS, weights, strict=True):
        print(f"{name:<14}{weight:>7.2f}")
    right = (told & (is_heading > 0)).sum()
    print(f"precision {right / told.sum():.3f}, recall {right / is_heading.sum():.3f}")


if __name__ == "__main__":
    main()

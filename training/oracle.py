"""How well the moves could do: the best order that any choice of them gives.

    python training/oracle.py [FOLDER of pages with human truth | ZIP of template pages] ...

Printed: the share of true successors that an oracle keeps, macro over families, beside that of the
chooser. What the oracle loses, no chooser can have.
"""

import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import examples  # noqa: E402
from ocrlayout.order import reading_order  # noqa: E402

DEEP = 20_000  # calls: a table of many rows is cut row by row


def pages(path):
    return examples.from_templates(path) if path.suffix == ".zip" else read(path)


def read(folder):
    truths = any(folder.glob("*.truth.json"))
    return (examples.generated if truths else examples.with_human_truth)(folder)


def chosen(known):
    """Share of the true successors that the chooser keeps."""
    place = np.full(len(known.page.lines), -1)
    order = reading_order(known.page)
    place[order] = np.arange(len(order))
    return float((np.diff(place[known.order]) == 1).mean())


def main():
    sys.setrecursionlimit(DEEP)
    for path in map(Path, sys.argv[1:]):
        kept = defaultdict(list)
        for known in pages(path):
            if len(known.order) > 1:
                kept[known.family].append((chosen(known), examples.kept_at_best(known)))
        means = np.mean([np.mean(family, axis=0) for family in kept.values()], axis=0)
        print(f"{path.name:<24} chooser {means[0]:.4f}  oracle {means[1]:.4f}")


if __name__ == "__main__":
    main()

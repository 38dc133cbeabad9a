"""Train the chooser of the reading order: pages with known order in, ``order/chooser.json`` out.

    python training/train_order.py [--shared FOLDER] [--pages FOLDER] [--out FILE]

Learned from the pages of training/templates (``make_pages.py`` lays them out first), from pages of
the tests' layouts, and, in the folder ``shared``, from pages with human truth. Nothing of them is
kept but the weights. Plain numpy; the same pages give the same weights.
"""

import argparse
import base64
import collections
import hashlib
import json
import sys
from multiprocessing import Pool
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import examples  # noqa: E402
from ocrlayout.order.chooser import WEIGHTS  # noqa: E402
from ocrlayout.order.moves import MOVES  # noqa: E402

TABLES = np.array([move.__name__.startswith(("table", "cells")) for move in MOVES])
NOTES = np.array([move.__name__ == "notes" for move in MOVES])
LEAVES = TABLES | np.array([move.__name__ == "rows" for move in MOVES])
# the second copy of a page comes under one of these
CONDITIONS = "shaken merged tight words shaken fragments tight axis shaken noise10".split()
CORPUS = 10.0  # weight of a page with human truth, beside one of a template
NEAR = 2  # lost pairs that do not matter where notes stand in the margin: they have no one place
MANY = 10  # lost pairs: more are not worse
MISSED_ROLE = 0.4  # weight of a move whose order is right, and what it says of tables is not
NETS, UNITS = 3, 52
EPOCHS, BATCH, RATE, DECAY = 40, 512, 3e-3, 0.03
NOISE, DROPPED = 0.1, 0.15  # of what is seen, so that no net relies on one feature
REACH = 2.5  # as the chooser has it
DEEP = 20_000  # calls: a table of many rows is cut row by row


# --- pages


def pages(shared, folder):
    """All pages, and copies of them as other engines might have drawn them."""
    for file in sorted(folder.glob("*.zip")):
        for number, known in enumerate(examples.from_templates(file)):
            yield known
            for alone in examples.tables_alone(known):
                yield examples.shaken(examples.tightened(alone, number), number)
        yield from examples.from_templates(file, CONDITIONS)
    given = [*examples.of_the_tests()]
    given += examples.with_human_truth(shared / "corpus" / "order")
    given += examples.generated(shared / "bench" / "order" / "gen" / "pages")
    for known in given:
        yield known
        yield examples.shaken(known, 1)
        yield examples.shaken(examples.tightened(known, 2), 2)


def seen_in(known):
    """Features, costs and kind of table of each node of a page."""
    sheet, found = examples.examples_of(known)
    seen = examples.seen_in(sheet, found)
    costs = np.array([example.costs for example in found])
    return len(sheet), seen, costs, [example.table for example in found]


def share(source):
    """How much pages of a kind count: the few real ones as much as all templates together."""
    return CORPUS if source.startswith("corpus") else 1.0


def tabulated(known, seen):
    """Features, which moves are right, and how much each counts."""
    counts = collections.Counter((page.source, page.family) for page in known)
    rows = []
    for page, (lines, features, costs, tables) in zip(known, seen, strict=True):
        weight = share(page.source) / counts[page.source, page.family] ** 0.5
        rows += [(*row, lines, weight) for row in zip(features, costs, tables, strict=True)]
    features, costs, tables, lines, weight = (
        np.array(column) for column in zip(*rows, strict=True)
    )
    right, worth = judged(costs, tables, lines)
    worth *= weight[:, None]
    return features, right, worth / worth.mean()


def judged(costs, tables, lines):
    """Which moves are right, and what it is worth to know it: more where others lose much."""
    there = np.isfinite(costs)
    over = np.where(there, costs - np.nanmin(costs, axis=1)[:, None], np.inf)
    is_noted = tables == examples.NOTED
    right = there & (over <= np.where(is_noted[:, None] & NOTES, NEAR, 0))
    weight = np.where(right, 1.0, 0.3 + np.minimum(np.where(there, over, 0), MANY) / MANY) * there
    wanted = np.where(tables[:, None] == examples.ONE, TABLES, ~TABLES)
    wanted = np.where(is_noted[:, None], NOTES, wanted)
    wanted &= (tables[:, None] != examples.MIXED) | ~LEAVES  # what is no table is cut off first
    asked = (tables != examples.UNKNOWN) & (right & wanted).any(axis=1)
    missed = right & ~wanted & asked[:, None]
    weight[missed], right[missed] = MISSED_ROLE, False
    lost = np.where(there, np.minimum(over, lines[:, None]), 0).sum(axis=1) / there.sum(axis=1)
    worth = (np.minimum(lost, MANY) / MANY) ** 0.5 + (lost / np.maximum(lines - 1, 1)) ** 0.5
    return right, weight * worth[:, None] / 2


# --- weights


def fitted(seen, right, weight):
    """Some networks, each from its own start, as one."""
    low, middle, high = np.quantile(seen, [0.05, 0.5, 0.95], axis=0)
    spread = np.maximum(np.maximum((high - low) / 3.3, seen.std(axis=0) / 2), 1e-3)
    middle, spread = np.round(middle, 3), np.round(spread, 3)
    reach = np.clip((seen - middle) / spread, -REACH, REACH).astype(np.float32)
    nets = [fit(reach, right, weight.astype(np.float32), seed) for seed in range(NETS)]
    hidden = np.concatenate([net[0] for net in nets], axis=1)
    out = np.concatenate([*(net[1][:-1] for net in nets), sum(net[1][-1:] for net in nets)])
    return middle, spread, hidden, out / NETS


def fit(reach, right, weight, seed):
    """One network, by Adam: decay, the log loss of each move, noise on what is seen."""
    rng = np.random.default_rng(seed)
    weights = [layer(rng, reach.shape[1], UNITS, 1.0), layer(rng, UNITS, right.shape[1], 0.3)]
    moments = [(np.zeros_like(layer), np.zeros_like(layer)) for layer in weights]
    steps, step = EPOCHS * -(-len(reach) // BATCH), 0
    for _ in range(EPOCHS):
        place = rng.permutation(len(reach))
        noisy = reach[place] + NOISE * rng.standard_normal(reach.shape, dtype=np.float32)
        noisy *= (rng.random(reach.shape, dtype=np.float32) > DROPPED) / np.float32(1 - DROPPED)
        for first in range(0, len(place), BATCH):
            part = slice(first, first + BATCH)
            slopes = downhill(weights, noisy[part], right[place[part]], weight[place[part]])
            step += 1
            rate = RATE * min(1, step / 50) * (1 - 0.95 * step / steps)
            for given, moment, slope in zip(weights, moments, slopes, strict=True):
                stepped(given, moment, slope, step, np.float32(rate))
    return weights


def layer(rng, before, behind, size):
    drawn = rng.normal(0, size * before**-0.5, (before, behind))
    return np.concatenate([drawn, np.zeros((1, behind))]).astype(np.float32)


def downhill(weights, seen, right, weight):
    """The slope of the loss in the weights of both layers."""
    units = np.tanh(seen @ weights[0][:-1] + weights[0][-1])
    likely = 1 / (1 + np.exp(-(units @ weights[1][:-1] + weights[1][-1])))
    error = (likely - right) * weight / len(seen)
    back = (error @ weights[1][:-1].T) * (1 - units**2)
    return [
        np.concatenate([seen.T @ back, back.sum(axis=0)[None]]),
        np.concatenate([units.T @ error, error.sum(axis=0)[None]]),
    ]


def stepped(given, moment, slope, step, rate):
    """Change a layer in place. D. P. Kingma, J. Ba, "Adam" (2015), with decay."""
    mean, square = moment
    mean += 0.1 * (slope - mean)
    square += 0.01 * (slope**2 - square)
    move = mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
    move[:-1] += DECAY * given[:-1]
    given -= rate * move.astype(np.float32)


def packed(weights):
    """A layer as bytes: whole numbers of steps, each column with a step of its own."""
    step = np.maximum(np.abs(weights).max(axis=0), 1e-6) / 127
    step = np.array([float(f"{value:.4g}") for value in step])
    steps = np.clip(np.round(weights / step), -127, 127).astype(np.int8)
    return {"step": step.tolist(), "weights": base64.b64encode(steps.tobytes()).decode("ascii")}


def written(middle, spread, hidden, out):
    """The file of weights."""
    told = {
        "made from": made_from(),
        "middle": middle.tolist(),
        "spread": spread.tolist(),
        "hidden": packed(hidden),
        "out": packed(out),
    }
    return json.dumps(told, separators=(",", ":"), indent=0) + "\n"


def made_from():
    """Digests of what the weights depend on: templates and trainer, and what is seen of nodes."""
    own = [HERE / name for name in ("examples.py", "make_pages.py", "train_order.py")]
    files = [*sorted((HERE / "templates").glob("*.py")), *own]
    sources = hashlib.sha256()
    for file in files:
        sources.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return {"sources": sources.hexdigest()[:16], "features": seen_digest()}


def seen_digest():
    """Digest of features and costs on pages of the tests: a change that shows here needs training."""
    digest = hashlib.sha256()
    for known in examples.of_the_tests(1):
        _, seen, costs, _ = seen_in(known)
        digest.update(np.round(seen, 4).tobytes() + np.round(costs, 4).tobytes())
    return digest.hexdigest()[:16]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--pages", type=Path, default=HERE / "pages")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    sys.setrecursionlimit(DEEP)
    known = list(pages(options.shared, options.pages))
    with Pool() as pool:
        seen = pool.map(seen_in, known, chunksize=2)
    kept = [at for at, found in enumerate(seen) if len(found[1])]
    table = tabulated([known[at] for at in kept], [seen[at] for at in kept])
    options.out.write_text(written(*fitted(*table)), encoding="ascii")
    print(f"{len(known)} pages, {len(table[0])} nodes, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()

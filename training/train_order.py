"""Train the chooser of the reading order: pages with known order in, ``order/chooser.json`` out.

    python training/train_order.py [--corpus FOLDER] [--generated FOLDER] [--made 1500] [--out FILE]

Three kinds of pages: those with human truth (``{family, lines: [{polygon, text}]}``, lines in the
true order), generated ones (``NAME.json``, an answer, and ``NAME.truth.json``), and pages that are
made up here (``made_pages.py``). Nothing of them is kept but the weights.

An *oracle* walks the tree of each page. At a node it tries every move and counts the true pairs of
neighbors that are lost by it and by the best moves below it; the moves that lose least are right.
The nodes on all right ways are examples. Plain numpy; the same input gives the same weights.
"""

import argparse
import collections
import hashlib
import json
import random
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests")]

import made_pages  # noqa: E402
import order_pages  # noqa: E402

import ocrlayout  # noqa: E402
from ocrlayout.model import Lines, Page, Words  # noqa: E402
from ocrlayout.order.canonical import canonical  # noqa: E402
from ocrlayout.order.chooser import WEIGHTS  # noqa: E402
from ocrlayout.order.drop_caps import drop_caps  # noqa: E402
from ocrlayout.order.features import features, said  # noqa: E402
from ocrlayout.order.headers_footers import headers_footers  # noqa: E402
from ocrlayout.order.moves import MOVES  # noqa: E402
from ocrlayout.order.nodes import node, side_by_side  # noqa: E402
from ocrlayout.order.rows import in_rows  # noqa: E402
from ocrlayout.order.side_by_side import with_notes  # noqa: E402

TABLES = [at for at, move in enumerate(MOVES) if move.__name__.startswith(("table", "cells"))]
NODES = 8  # examples from one page, at most
TRIES = 400  # moves that the oracle follows to their ends on one page
MANY = 10  # lost pairs: more are not worse
NETS, UNITS, EPOCHS, BATCH, RATE, DECAY, DROPPED = 3, 16, 50, 256, 3e-3, 0.03, 0.15


@dataclass
class Example:
    """A page: its lines in the true order, and of each the table it stands in (−1: in none)."""

    name: str
    source: str
    family: str
    texts: list
    polygons: np.ndarray
    table: np.ndarray | None = None  # None: not known


# --- pages


def with_human_truth(folder):
    for file in sorted(Path(folder).glob("*.json")):
        page = json.loads(file.read_text(encoding="utf-8"))
        lines = page["lines"]
        polygons = np.array([line["polygon"] for line in lines], np.float64)
        source = file.stem.split("_")[0]
        table = np.zeros(len(lines), int) if page["family"] == "table" else None
        texts = [line["text"] for line in lines]
        yield Example(file.stem, source, page["family"], texts, polygons, table)


def generated(folder):
    for file in sorted(Path(folder).glob("*.truth.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        answer = json.loads(Path(str(file).replace(".truth", "")).read_text(encoding="utf-8"))
        lines, order = ocrlayout.load(answer).pages[0].lines, truth["order"]
        table = np.array([cell[0] if cell else -1 for cell in truth["cell"]])[order]
        texts = [lines.text[row] for row in order]
        name = truth["name"]
        source = "template " + name.split("#")[0]
        yield Example(name, source, truth["family"], texts, lines.polygon[order], table)


def made_up(count, first=0):
    for seed in range(first, first + count):
        setter = made_pages.made(seed)
        if 3 <= len(setter.lines) <= 220:
            table = np.full(len(setter.lines), -1)
            for at, (start, stop) in enumerate(setter.tables):
                table[start:stop] = at
            boxes = [order_pages.quad(x0, y, x1 - x0, h) for _, x0, y, x1, h in setter.lines]
            texts = [line[0] for line in setter.lines]
            yield Example(f"made {seed}", "made up", "made up", texts, np.array(boxes), table)


def of_the_tests(count=10):
    for layout, make in order_pages.LAYOUTS.items():
        for seed in range(100, 100 + count):
            rows = make(random.Random(seed))
            boxes = np.array([polygon for _, polygon in rows], np.float64)
            texts = [text for text, _ in rows]
            table = np.arange(len(rows)) // len(rows) if layout == "table" else None
            if table is not None:
                table[0] = -1  # its title
            yield Example(f"{layout} {seed}", "tests", "test " + layout, texts, boxes, table)


def shaken(page, seed):
    """Return a page as another detector might have drawn it: other heights, noise, a warp."""
    rng = np.random.default_rng([seed, len(page.texts)])
    corners = page.polygons
    up = ((corners[:, 3] - corners[:, 0]) + (corners[:, 2] - corners[:, 1])) / 2
    left, right = (corners[:, 0] + corners[:, 3]) / 2, (corners[:, 1] + corners[:, 2]) / 2
    tall, wide = np.linalg.norm(up, axis=1), np.linalg.norm(right - left, axis=1)
    factor = np.where(tall > 1.2 * wide, 1.0, rng.choice([0.75, 0.85, 0.95, 1.05, 1.15, 1.25]))
    half = up * factor[:, None] / 2
    corners = np.stack([left - half, right - half, right + half, left + half], 1)
    low = np.minimum(tall, wide)[:, None, None]
    corners = corners + rng.normal(0, rng.choice([0, 0.02, 0.05, 0.1]), (len(low), 1, 2)) * low
    corners = corners + rng.normal(0, rng.choice([0.01, 0.03, 0.06]), corners.shape) * low
    if rng.random() < 0.3:
        unit = float(np.median(low))
        wave = (corners[..., 0] - corners[..., 0].min()) / (unit * rng.uniform(8, 45))
        corners[..., 1] += np.sin(wave + rng.uniform(0, 6)) * rng.uniform(0, 0.4) * unit
    return Example(page.name, page.source, page.family, page.texts, corners, page.table)


# --- oracle


class Oracle:
    """What the moves at the nodes of a page cost, in true pairs of neighbors."""

    def __init__(self, sheet):
        self.sheet, self.known, self.left = sheet, {}, TRIES

    def order(self, lines):
        """The order of lines that nothing stands beside; else None."""
        by_y = lines[np.argsort(self.sheet.y[lines], kind="stable")]
        return by_y if len(lines) == 1 or not len(side_by_side(self.sheet, by_y)) else None

    def least(self, lines):
        """What is lost at least among lines."""
        key = np.sort(lines).tobytes()
        if key not in self.known:
            order, found = self.order(lines), None
            if order is None:
                found = node(self.sheet, lines)
                order = in_rows(self.sheet, lines)
            self.known[key] = self.lost_in(order)
            if found is not None:
                self.known[key] = min(self.known[key], np.nanmin(self.costs(found)))
        return self.known[key]

    def costs(self, found):
        """What each move loses; NaN where there is none. What is worse for sure is not followed."""
        costs = np.full(len(MOVES), np.nan)
        made = [(at, move(found)) for at, move in enumerate(MOVES)]
        tried = [(self.lost_between(*move), at, move) for at, move in made if move]
        # leaves first, then in the order of the moves: so the same of equals is right everywhere
        tried.sort(key=lambda one: (one[0], one[2][0] not in ("rows", "table", "again"), one[1]))
        for lost, at, (kind, pieces) in tried:
            best = np.nanmin(costs) if np.isfinite(costs).any() else np.inf
            if kind == "table" or kind == "rows":
                costs[at] = lost
            elif lost >= best or self.left < 0:
                costs[at] = lost + 0.5
            else:
                self.left -= 1
                costs[at] = lost + sum(self.least(part) for _, part in self.parts(kind, pieces))
        return costs

    def parts(self, kind, pieces):
        if kind == "again":
            return pieces[:1]
        if kind == "notes":
            return with_notes(self.sheet, pieces[1][1], pieces[0][1], "after")
        return pieces

    def lost_in(self, order):
        """Lines are numbered in their true order."""
        true = np.argsort(np.argsort(self.sheet.row[order]))
        return int((np.diff(true) != 1).sum())

    def lost_between(self, kind, pieces):
        row = self.sheet.row
        if kind in ("rows", "table"):
            return self.lost_in(pieces[0][1])
        if kind == "again":
            _, bullets, hosts = (row[lines] for _, lines in pieces)
            between = np.sort(row[pieces[0][1]])
            first, last = np.searchsorted(between, bullets), np.searchsorted(between, hosts)
            return int((first != last).sum())
        parts = [row[part] for _, part in self.parts(kind, pieces)]
        of = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        of = of[np.argsort(np.concatenate(parts), kind="stable")]
        place = np.arange(len(of))
        first, last = np.full(len(parts), len(of)), np.zeros(len(parts), int)
        np.minimum.at(first, of, place)
        np.maximum.at(last, of, place)
        one, two = of[:-1], of[1:]
        meet = (two == one + 1) & (place[:-1] == last[one]) & (place[1:] == first[two])
        return int(((one != two) & ~meet).sum())


def nodes_of(page):
    """Examples of a page: features, costs, whether it is one table (1), none (0), not known (−1)."""
    words = Words(page.texts, page.polygons)
    lines = Lines(page.texts, page.polygons, words, np.arange(len(page.texts) + 1))
    sheet = canonical(Page(1, 1e4, 1e4, "pixel", lines=lines))
    if sheet.mode == "vertical" or not len(sheet):
        return []
    rng, oracle, told = random.Random(len(sheet)), Oracle(sheet), said(sheet)
    held = np.array(list(drop_caps(sheet)), np.int64)
    whole = np.setdiff1d(np.arange(len(sheet)), held)
    todo = [part for _, part in headers_footers(sheet, whole)]
    seen, examples = set(), []
    while todo and len(examples) < NODES:
        part = todo.pop(rng.randrange(len(todo)))
        key = np.sort(part).tobytes()
        found = node(sheet, part) if oracle.order(part) is None and key not in seen else None
        seen.add(key)
        if found is None:
            continue
        costs = oracle.costs(found)
        table = -1
        if page.table is not None:
            inside = page.table[sheet.row[part]]
            table = int(inside[0] >= 0 and (inside == inside[0]).all())
        examples.append((features(found, told), costs, table, len(page.texts)))
        for at in np.flatnonzero(costs == np.nanmin(costs)).tolist():
            kind, pieces = MOVES[at](found)
            if kind not in ("rows", "table"):
                todo += [part for _, part in oracle.parts(kind, pieces)]
    return examples


# --- weights


def tabulated(pages, share):
    """Features, which moves are right, how much each counts, and the source of each node."""
    counts = collections.Counter(page.family for page, _ in pages)
    rows = [(page, *example) for page, examples in pages for example in examples]
    seen = np.array([row[1] for row in rows])
    costs = np.array([row[2] for row in rows])
    there = np.isfinite(costs)
    over = np.where(there, costs, np.inf) - np.nanmin(costs, axis=1)[:, None]
    right = there & (over <= 0)
    weight = np.where(right, 1.0, 0.3 + np.minimum(np.where(there, over, 0), MANY) / MANY) * there
    table = np.zeros(len(MOVES), bool)
    table[TABLES] = True
    for at, row in enumerate(rows):
        wanted = table if row[3] == 1 else ~table
        if row[3] >= 0 and right[at, wanted].any():
            weight[at, right[at] & ~wanted] = 0.4  # the order is right, the role is not
            right[at] &= wanted
    for at, row in enumerate(rows):
        page, count = row[0], row[4]
        lost = np.minimum(over[at][there[at]], count).mean()
        worth = 0.5 * (min(lost, MANY) / MANY) ** 0.5 + 0.5 * (lost / max(count - 1, 1)) ** 0.5
        weight[at] *= worth * share(page) / counts[page.family] ** 0.5
    return seen, right, weight / weight.mean(), np.array([row[0].source for row in rows])


def share(page):
    """How much pages of a kind count."""
    if page.source == "made up":
        return 0.15 * 1.3
    if page.source == "tests":
        return 0.4
    return 1.0 if page.source.startswith("template") else 1.5


def fitted(seen, right, weight):
    """Some networks, each from its own start, as one."""
    low, middle, high = np.quantile(seen, [0.05, 0.5, 0.95], axis=0)
    spread = np.maximum(np.maximum((high - low) / 3.3, seen.std(axis=0) / 2), 1e-3)
    reach = np.clip((seen - middle) / spread, -2.5, 2.5)
    nets = [_fit(reach, right, weight, seed) for seed in range(NETS)]
    hidden = np.concatenate([net[0] for net in nets], axis=1)
    out = np.concatenate([*(net[1][:-1] for net in nets), sum(net[1][-1:] for net in nets)])
    return {
        "middle": np.round(middle, 3),
        "spread": np.round(spread, 3),
        "hidden": np.round(hidden, 2),
        "out": np.round(out / NETS, 3),
    }


def _fit(reach, right, weight, seed):
    """Adam with decay on the log loss of each move, noise on what is seen."""
    rng = np.random.default_rng(seed)
    count, many = reach.shape
    weights = [
        np.concatenate([rng.normal(0, many**-0.5, (many, UNITS)), np.zeros((1, UNITS))]),
        np.concatenate(
            [rng.normal(0, 0.3 * UNITS**-0.5, (UNITS, len(MOVES))), np.zeros((1, len(MOVES)))]
        ),
    ]
    mean, square = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights]
    steps, step = EPOCHS * -(-count // BATCH), 0
    for _ in range(EPOCHS):
        place = rng.permutation(count)
        for first in range(0, count, BATCH):
            at = place[first : first + BATCH]
            x = reach[at] + rng.normal(0, 0.1, (len(at), many))
            x *= (rng.random(x.shape) > DROPPED) / (1 - DROPPED)
            units = np.tanh(x @ weights[0][:-1] + weights[0][-1])
            likely = 1 / (1 + np.exp(-(units @ weights[1][:-1] + weights[1][-1])))
            error = (likely - right[at]) * weight[at] / len(at)
            back = (error @ weights[1][:-1].T) * (1 - units**2)
            slopes = [
                np.concatenate([x.T @ back, back.sum(axis=0)[None]]),
                np.concatenate([units.T @ error, error.sum(axis=0)[None]]),
            ]
            step += 1
            rate = RATE * min(1, step / 50) * (1 - 0.95 * step / steps)
            for k, slope in enumerate(slopes):
                mean[k] = 0.9 * mean[k] + 0.1 * slope
                square[k] = 0.99 * square[k] + 0.01 * slope**2
                move = mean[k] / (1 - 0.9**step)
                move /= np.sqrt(square[k] / (1 - 0.99**step)) + 1e-6
                move[:-1] += DECAY * weights[k][:-1]
                weights[k] -= rate * move
    return weights


def written(told, names):
    """The weights as text, a line for each feature, and a hash of what they were made from."""
    digest = hashlib.sha256("\n".join(names).encode())
    for file in (Path(__file__), HERE / "made_pages.py"):
        digest.update(file.read_bytes())
    parts = [f'"made from": "{digest.hexdigest()[:16]}"']
    for name, value in told.items():
        rows = value if value.ndim == 2 else value[None]
        text = ",\n".join(json.dumps(row.tolist(), separators=(",", ":")) for row in rows)
        parts.append(f'"{name}": [{text}]' if value.ndim == 2 else f'"{name}": {text}')
    return "{" + ",\n".join(parts) + "}\n"


def main():
    shared = HERE.parent.parent / "shared"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", default=shared / "corpus" / "order")
    parser.add_argument("--generated", default=shared / "bench" / "order" / "gen" / "pages")
    parser.add_argument("--made", type=int, default=1500)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    real = [*with_human_truth(options.corpus), *generated(options.generated), *of_the_tests()]
    pages = real + [shaken(page, seed) for page in real for seed in (1, 2)]
    pages += [shaken(page, 3) for page in made_up(options.made)]
    examples = [(page, nodes_of(page)) for page in pages]
    seen, right, weight, _ = tabulated(examples, share)
    told = fitted(seen, right, weight)
    options.out.write_text(written(told, [page.name for page in pages]), encoding="ascii")
    print(f"{len(pages)} pages, {len(seen)} nodes, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()

"""Pages whose order is known, and what was right to do at the nodes of their trees.

An *oracle* walks the tree of each page. At a node it tries every move and counts the true pairs of
neighbors that are lost by it and by the best moves below it; the moves that lose least are right.
The nodes on all right ways are examples, and those on the way that a chooser took.
"""

import json
import random
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "bench" / "order_templates"), str(HERE.parent / "tests")]

import inputs  # noqa: E402
import order_pages  # noqa: E402
import pages as page_files  # noqa: E402

import ocrlayout  # noqa: E402
from ocrlayout.model import Lines, Page, Words  # noqa: E402
from ocrlayout.order.broken_lines import whole_lines  # noqa: E402
from ocrlayout.order.canonical import canonical  # noqa: E402
from ocrlayout.order.drop_caps import drop_caps  # noqa: E402
from ocrlayout.order.features import features, said  # noqa: E402
from ocrlayout.order.headers_footers import headers_footers  # noqa: E402
from ocrlayout.order.moves import MOVES  # noqa: E402
from ocrlayout.order.nodes import node, side_by_side  # noqa: E402
from ocrlayout.order.rows import in_rows  # noqa: E402
from ocrlayout.order.side_by_side import with_notes  # noqa: E402

NODES = 12  # examples from one page, at most
ASIDE = -3  # in place of a table: a note in the margin
NOTES = {"sidebar": order_pages.sidebar, "margin": order_pages.margin}
MARGIN = 640  # pixels: where the notes of these layouts stand
TABLE = 9  # lines that a table has at least to be a page of its own
TRIES = 200  # moves that the oracle follows to their ends on one page


@dataclass
class Known:
    """A page, the rows of its lines in true order, and of each row the table it stands in."""

    name: str
    source: str
    family: str
    page: Page
    order: np.ndarray
    table: np.ndarray | None = None  # −1: in none; −3: a note in the margin; None: not known


# --- pages


def page_of(texts, polygons):
    polygons = np.asarray(polygons, np.float64).reshape(-1, 4, 2)
    words = Words(texts, polygons)
    lines = Lines(texts, polygons, words, np.arange(len(texts) + 1))
    return Page(1, 1e4, 1e4, "pixel", lines=lines)


def with_human_truth(folder):
    for file in sorted(Path(folder).glob("*.json")):
        page = json.loads(file.read_text(encoding="utf-8"))
        lines = page["lines"]
        made = page_of([line["text"] for line in lines], [line["polygon"] for line in lines])
        table = np.zeros(len(lines), int) if page["family"] == "table" else None
        source = "corpus " + file.stem.split("_")[0]
        yield Known(file.stem, source, page["family"], made, np.arange(len(lines)), table)


def tables(truth):
    """Of each row of an answer the table it stands in, or what it is else."""
    others = [ASIDE if role == "note" else -1 for role in truth["role"]]
    cells = zip(truth["cell"], others, strict=True)
    return np.array([cell[0] if cell else other for cell, other in cells])


def generated(folder):
    for file in sorted(Path(folder).glob("*.truth.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        answer = json.loads(Path(str(file).replace(".truth", "")).read_text(encoding="utf-8"))
        name = truth["name"]
        page, order = ocrlayout.load(answer).pages[0], np.array(truth["order"])
        source = "generated " + name.split("#")[0]
        yield Known(name, source, truth["family"], page, order, tables(truth))


def from_templates(file, conditions=("lines",)):
    """Pages of a ZIP that make_pages.py wrote, each under one of some conditions."""
    for number, page in enumerate(page_files.load(file)):
        condition = conditions[number % len(conditions)]
        rng = random.Random(page["name"] + condition)
        change = inputs.CONDITIONS.get(condition, inputs.same)
        truth, answer = inputs.answered(change(inputs.rows(page), rng), page, rng)
        known = Known(
            page["name"] + " " + condition,
            f"template {Path(file).stem}/{page['family']}",
            page["family"],
            ocrlayout.load(answer).pages[0],
            np.array(truth["order"]),
            tables(truth),
        )
        if condition == "tight":
            known = tightened(known, number)
        yield shaken(known, number) if condition in ("shaken", "tight") else known


def of_the_tests(count=10):
    for layout, make in (order_pages.LAYOUTS | NOTES).items():
        for seed in range(100, 100 + count):
            rows = make(random.Random(seed))
            page = page_of([text for text, _ in rows], [polygon for _, polygon in rows])
            table = np.zeros(len(rows), int) if layout == "table" else None
            if table is not None:
                table[0] = -1  # its title
            if layout in NOTES:
                table = np.array([ASIDE if quad[0][0] >= MARGIN else -1 for _, quad in rows])
            name = f"{layout} {seed}"
            yield Known(name, "tests", "test " + layout, page, np.arange(len(rows)), table)


def shaken(known, seed):
    """Return a page as another detector might have drawn it: other heights, noise, a warp.

    Boxes of made-up pages hold the ink. Those of detectors and of people are up to as high as the
    lines stand apart.
    """
    rng = np.random.default_rng([seed, len(known.order)])
    corners = known.page.lines.polygon
    up = ((corners[:, 3] - corners[:, 0]) + (corners[:, 2] - corners[:, 1])) / 2
    left, right = (corners[:, 0] + corners[:, 3]) / 2, (corners[:, 1] + corners[:, 2]) / 2
    tall, wide = np.linalg.norm(up, axis=1), np.linalg.norm(right - left, axis=1)
    low = np.minimum(tall, wide)[:, None, None]
    own = 1 + rng.normal(0, rng.choice([0.02, 0.06, 0.12]), len(tall)).clip(-0.3, 0.3)
    factor = np.where(tall > 1.2 * wide, 1.0, own * rng.choice([0.8, 1.0, 1.2, 1.4, 1.6]))
    half = up * factor[:, None] / 2
    corners = np.stack([left - half, right - half, right + half, left + half], 1)
    corners = corners + rng.normal(0, rng.choice([0, 0.04, 0.08, 0.15]), (len(low), 1, 2)) * low
    corners = corners + rng.normal(0, rng.choice([0.01, 0.03, 0.06]), corners.shape) * low
    if rng.random() < 0.4:
        unit = float(np.median(low))
        wave = (corners[..., 0] - corners[..., 0].min()) / (unit * rng.uniform(8, 45))
        corners[..., 1] += np.sin(wave + rng.uniform(0, 6)) * rng.uniform(0, 0.4) * unit
    return replace(known, page=page_of(known.page.lines.text, corners))


def tightened(known, seed):
    """Return a page with less white between its rows: in many prints and scans lines touch."""
    rng = np.random.default_rng([seed, len(known.order), 1])
    corners = known.page.lines.polygon
    top, bottom = corners[..., 1].min(axis=1), corners[..., 1].max(axis=1)
    order = np.argsort(top)
    reach = np.maximum.accumulate(bottom[order])
    white = np.maximum(top[order][1:] - reach[:-1], 0)
    usual = np.median(bottom - top)
    least = rng.uniform(0, 0.15) * usual
    kept = np.minimum(white, np.where(white > 2 * usual, white, least))
    up = np.zeros(len(top))
    up[order[1:]] = np.cumsum(white - kept)
    moved = corners - np.stack([np.zeros_like(up), up], axis=1)[:, None]
    return replace(known, page=page_of(known.page.lines.text, moved))


def tables_alone(known):
    """Yield each table of a page as a page of its own, as registers are cut out of scans."""
    table = known.table
    for number in np.unique(table[table >= 0]).tolist():
        rows = known.order[table[known.order] == number]
        if len(rows) >= TABLE:
            texts = [known.page.lines.text[row] for row in rows]
            page = page_of(texts, known.page.lines.polygon[rows])
            alone = np.zeros(len(rows), int)
            yield replace(known, page=page, order=np.arange(len(rows)), table=alone)


# --- oracle


class Oracle:
    """What the moves at the nodes of a page cost, in true pairs of neighbors."""

    def __init__(self, sheet, rank):
        self.sheet, self.rank, self.known, self.left = sheet, rank, {}, TRIES

    def node(self, lines):
        """The node that lines are, or None and their order where there is no choice."""
        by_y = lines[np.argsort(self.sheet.y[lines], kind="stable")]
        beside = side_by_side(self.sheet, by_y)
        if len(lines) == 1 or not len(beside):
            return None, by_y
        found = node(self.sheet, by_y, beside)
        return found, None if found else in_rows(self.sheet, lines)

    def least(self, lines):
        """What is lost at least among lines."""
        key = np.sort(lines).tobytes()
        if key not in self.known:
            found, order = self.node(lines)
            self.known[key] = np.nanmin(self.costs(found)) if found else self.lost_in(order)
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
        true = np.argsort(np.argsort(self.rank[order]))
        return int((np.diff(true) != 1).sum())

    def lost_between(self, kind, pieces):
        rank = self.rank
        if kind in ("rows", "table"):
            return self.lost_in(pieces[0][1])
        if kind == "again":
            _, bullets, hosts = (rank[lines] for _, lines in pieces)
            between = np.sort(rank[pieces[0][1]])
            first, last = np.searchsorted(between, bullets), np.searchsorted(between, hosts)
            return int((first != last).sum())
        parts = [rank[part] for _, part in self.parts(kind, pieces)]
        of = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        of = of[np.argsort(np.concatenate(parts), kind="stable")]
        place = np.arange(len(of))
        first, last = np.full(len(parts), len(of)), np.zeros(len(parts), int)
        np.minimum.at(first, of, place)
        np.maximum.at(last, of, place)
        one, two = of[:-1], of[1:]
        meet = (two == one + 1) & (place[:-1] == last[one]) & (place[1:] == first[two])
        return int(((one != two) & ~meet).sum())


UNKNOWN, NONE, ONE, MIXED, NOTED = -1, 0, 1, 2, 3  # what a node has of tables and notes


def kind_of(found, tables):
    """What a node has, by the table of each line: one and nothing else, one and more, notes."""
    if tables[0] == -2:
        return UNKNOWN
    if (tables < 0).all():
        return NOTED if has_note_column(found, tables == ASIDE) else NONE
    return ONE if (tables == tables[0]).all() else MIXED


def has_note_column(found, is_note):
    """Whether one of two columns is notes, and the other none."""
    column = found.column
    share = [is_note[column == number].mean() for number in range(len(found.columns))]
    return sorted(share) == [0.0, 1.0]


@dataclass
class Example:
    """A node: its lines, what each move costs, and what it has of tables."""

    lines: np.ndarray
    costs: np.ndarray
    table: int


def whole(sheet, rank, table):
    """The sheet of whole lines, with rank and table of the first piece of each."""
    joined, groups = whole_lines(sheet)
    if not groups:
        return sheet, rank, table
    first = np.array([group[np.argmin(rank[group])] for group in groups])
    return joined, rank[first], table[first]


def laid_out(known):
    """The sheet of a page, an oracle of it, of each line its table, and the parts to be cut."""
    sheet = canonical(known.page)
    rank = np.full(len(known.page.lines), -1)
    rank[known.order] = np.arange(len(known.order))
    table = np.full(len(rank), -2) if known.table is None else known.table
    sheet, rank, table = whole(sheet, rank[sheet.row], table[sheet.row])
    held = np.array(list(drop_caps(sheet)), np.int64)
    parts = headers_footers(sheet, np.setdiff1d(np.arange(len(sheet)), held))
    return sheet, Oracle(sheet, rank), table, [part for _, part in parts]


def kept_at_best(known):
    """Share of the true successors that the best of all choices keeps; drop caps are left out."""
    sheet, oracle, _, parts = laid_out(known)
    if sheet.mode == "vertical":
        return 1.0
    lost = oracle.lost_between("stack", [("", part) for part in parts])
    lost += sum(oracle.least(part) for part in parts)
    return 1 - lost / max(sum(map(len, parts)) - 1, 1)


def examples_of(known, chooser=None):
    """The sheet of a page and its examples; with a chooser also those on the way that it takes."""
    sheet, oracle, table, todo = laid_out(known)
    if sheet.mode == "vertical" or len(sheet) < 2:
        return sheet, []
    told = said(sheet)
    rng, seen, examples = random.Random(len(sheet)), set(), []
    while todo and len(examples) < NODES:
        part = todo.pop(rng.randrange(len(todo)))
        key = np.sort(part).tobytes()
        found = oracle.node(part)[0] if key not in seen else None
        seen.add(key)
        if found is None:
            continue
        costs = oracle.costs(found)
        examples.append(Example(part, costs, kind_of(found, table[found.lines])))
        taken = np.flatnonzero(costs == np.nanmin(costs)).tolist()
        if chooser:
            ranked = chooser.ranked(features(found, told))
            taken.append(next(at for at in ranked if np.isfinite(costs[at])))
        for at in dict.fromkeys(taken):
            kind, pieces = MOVES[at](found)
            if kind not in ("rows", "table"):
                todo += [part for _, part in oracle.parts(kind, pieces)]
    return sheet, examples


def seen_in(sheet, examples):
    """The features of some nodes of a sheet, (n, m)."""
    told, found = said(sheet), []
    for example in examples:
        by_y = example.lines[np.argsort(sheet.y[example.lines], kind="stable")]
        found.append(features(node(sheet, by_y, side_by_side(sheet, by_y)), told))
    return np.array(found)

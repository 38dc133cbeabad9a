"""Figures of one page: an order beside the true one. README.md says what each of them is."""

from collections import Counter
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import Levenshtein

FIGURES = ("succ", "ned", "perfect", "links", "pairs")


def scored(truth, answer, order):
    """Every figure of an order, rows of the answer from first to last."""
    return dict(zip(FIGURES, [*strict(truth, answer, order), *partial(truth, order)], strict=True))


def strict(truth, answer, order):
    """True successors kept, distance of the texts, and whether the whole order is right."""
    known = set(truth["order"])
    order = [row for row in order if row in known]
    lines = answer["analyzeResult"]["readResults"][0]["lines"]
    texts = [line["text"] for line in lines]
    said, meant = ("\n".join(texts[row] for row in rows) for rows in (order, truth["order"]))
    step = np.diff(places(truth, order)) == 1
    right = float(step.mean()) if len(step) else 1.0
    return right, Levenshtein.normalized_distance(said, meant), float(step.all())


def places(truth, order):
    """Where each true row, from first to last, comes in an order; rows of no page are left out."""
    at = {row: place for place, row in enumerate(order)}
    found = np.array([at[row] for row in truth["order"]])
    return np.argsort(np.argsort(found))


def choices(truth):
    """For each true row the free part that it stands in, and its place in each loose container."""
    loose = [truth["loose"][row] for row in truth["order"]]
    parts = [" ".join(mark for mark in marks if mark[0] == "f") for marks in loose]
    children = [dict(mark[1:].split(".") for mark in marks if mark[0] == "a") for marks in loose]
    containers = sorted({name for row in children for name in row})
    return parts, [[row.get(name) for row in children] for name in containers]


def partial(truth, order):
    """Links and pairs that are right, of those that are not a choice.

    A link leads from a row to the next of the same part; between the two may stand other free parts
    as wholes. A pair is two rows of one part. Children of a loose container have no order.
    """
    at = places(truth, order)
    parts, containers = choices(truth)
    part = np.unique(parts, return_inverse=True)[1]
    fixed = part[:, None] == part[None, :]
    ends = np.zeros(len(at) + 1, bool)  # before these rows a child of a container starts or stops
    for children in containers:
        child = np.unique([str(c) for c in children], return_inverse=True)[1]
        inside = np.array([c is not None for c in children])
        fixed &= ~((child[:, None] != child[None, :]) & inside[:, None] & inside[None, :])
        ends[1:-1] |= child[1:] != child[:-1]
    upper = np.triu(fixed, 1)
    pairs = (at[:, None] < at[None, :])[upper]
    links = [whole(at, part, parts, a, b) for a, b in successors(part, ends)]
    return [float(np.mean(found)) if len(found) else 1.0 for found in (links, pairs)]


def successors(part, ends):
    for number in np.unique(part):
        rows = np.flatnonzero(part == number)
        for a, b in pairwise(rows):
            if not ends[a + 1 : b + 1].any():
                yield a, b


def whole(at, part, parts, a, b):
    """Whether b follows a, with nothing but whole free parts between."""
    if at[b] < at[a]:
        return False
    between = np.flatnonzero((at > at[a]) & (at < at[b]))
    held = Counter(part[between].tolist())
    return all(parts[rows_of(part, n)[0]] and len(rows_of(part, n)) == k for n, k in held.items())


def rows_of(part, number):
    return np.flatnonzero(part == number)

"""What an OCR engine may answer for a page: whole lines or words, boxes of several kinds.

    python bench/order_templates/inputs.py CONDITION FOLDER

writes for each page NAME.json, an answer of Azure Read 3.2 with its lines shuffled, and
NAME.truth.json: ``order``, the rows of the answer as they are read, and for each row its ``role``,
``level``, ``block``, ``cell`` and ``loose``. Rows that do not belong to the page's text (of real
OCR) are missing from ``order``.
"""

import json
import random
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pages

SOLID = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")  # written without spaces
CORNERS = {0: (0, 1, 2, 3), "v": (0, 1, 2, 3), 90: (1, 2, 3, 0), -90: (3, 0, 1, 2)}


@dataclass(frozen=True)
class Row:
    """One row of an answer: its words, their corners, and the line of the truth it belongs to."""

    words: tuple
    quad: np.ndarray
    quads: np.ndarray  # of the words
    at: tuple | None  # place in the reading order; None: not of the page
    truth: dict


def corners(box, turn):
    x0, y0, x1, y1 = box
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], float)[list(CORNERS[turn])]


def rows(page):
    """The lines as they were laid out."""
    made = []
    for number, line in enumerate(page["lines"]):
        turn, box = line.get("turn", 0), line["box"]
        boxes = []
        for low, high in np.reshape(line["ends"], (-1, 2)).tolist():
            x0, y0 = box[:2]
            across = [x0 + low, y0, x0 + high, box[3]]
            boxes.append(across if turn == 0 else [x0, y0 + low, box[2], y0 + high])
        quads = np.array([corners(one, turn) for one in boxes])
        words = tuple(line["words"].split(" "))
        made.append(Row(words, corners(box, turn), quads, (number, 0), line))
    return made


def recognized(page, truth):
    """The lines that the local engine found (ocr.py), with those that it belongs to."""
    made = []
    for line in page["lines"]:
        quad = np.array(line["quad"], float).reshape(4, 2)
        turn = line.get("turn", 0)
        side = lying(quad, turn)
        ends = np.reshape(line["ends"], (-1, 2)) / max(1, np.hypot(*(side[1] - side[0])))
        quads = np.array([lying(part(side, low, high), turn) for low, high in ends])
        at = tuple(line["at"]) if line["at"] else None
        about = truth["lines"][at[0]] if at else {"block": -1}
        made.append(Row(tuple(line["words"].split(" ")), quad, quads, at, about))
    return made


def lying(quad, turn):
    """The corners so that the first side is the one along which words follow; and back."""
    return quad[[0, 3, 2, 1]] if turn == "v" else quad


def part(quad, low, high):
    """The piece of a line between two shares of its length."""
    top, foot = quad[1] - quad[0], quad[2] - quad[3]
    return np.array(
        [quad[0] + low * top, quad[0] + high * top, quad[3] + high * foot, quad[3] + low * foot]
    )


def same(made, _rng):
    return made


def words(made, _rng):
    """Every word a row of its own."""
    return [piece(row, k, k + 1) for row in made for k in range(len(row.words))]


def piece(row, start, stop):
    """Some words of a row, its corners between their ends."""
    inside = row.quads[start:stop]
    if len(row.words) == stop - start:
        return row
    turn = row.truth.get("turn", 0)
    side = lying(row.quad, turn)
    ends, whole = (points @ direction(side) for points in (inside.reshape(-1, 2), side))
    low, high = (np.array([ends.min(), ends.max()]) - whole.min()) / np.ptp(whole)
    quad = lying(part(side, low, high), turn)
    return replace(row, words=row.words[start:stop], quad=quad, quads=inside, at=(row.at[0], start))


def direction(quad):
    along = quad[1] - quad[0]
    return along / max(1e-9, np.hypot(*along))


def axis(made, rng):
    """A page skewed by 1° to 5°, boxes as engines without an angle draw them."""
    angle = np.radians(rng.uniform(1, 5) * rng.choice([-1, 1]))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])

    def level(quad, way):
        turned = quad @ turn
        return corners([*turned.min(axis=0), *turned.max(axis=0)], way)

    found = [
        replace(row, quad=level(row.quad, way), quads=np.array([level(q, way) for q in row.quads]))
        for row in made
        for way in [row.truth.get("turn", 0)]
    ]
    return settled(found)


def turned(made, rng):
    """A page turned by 5° to 15°, boxes turned with it."""
    angle = np.radians(rng.uniform(5, 15) * rng.choice([-1, 1]))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return bent(made, lambda points: points @ turn)


def perspective(made, rng):
    """A photograph taken from the side and from below: by a tenth smaller at the far ends."""
    size = np.concatenate([row.quad for row in made]).max(axis=0)
    far = np.array([rng.choice([-1, 1]) * rng.uniform(0.05, 0.1) for _ in range(2)])

    def project(points):
        return points / (1 + points / size @ far)[..., None]

    return bent(made, project)


def bent(made, bend):
    """All corners moved by a function of points, (…, 2), and the page back to its margins."""
    found = [replace(row, quad=bend(row.quad), quads=bend(row.quads)) for row in made]
    return settled(found)


def settled(made):
    """A page whose corners were moved, back at its margins."""
    return moved(made, -np.concatenate([row.quad for row in made]).min(axis=0) + 40)


def moved(made, by):
    return [replace(row, quad=row.quad + by, quads=row.quads + by) for row in made]


def noise(share):
    """Sides of every box off by a share of the line's height (standard deviation)."""

    def rough(quad, rng, height):
        x0, y0, x1, y1 = (rng.gauss(0, share * height) for _ in range(4))
        return quad + np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])

    def make(made, rng):
        found = []
        for row in made:
            height = min(np.ptp(row.quad, axis=0))
            quads = np.array([rough(quad, rng, height) for quad in row.quads])
            found.append(replace(row, quad=rough(row.quad, rng, height), quads=quads))
        return found

    return make


def fragments(made, rng):
    """A tenth of the lines come in two pieces."""
    found = []
    for row in made:
        if len(row.words) > 1 and rng.random() < 0.1:
            cut = rng.randrange(1, len(row.words))
            found += [piece(row, 0, cut), piece(row, cut, len(row.words))]
        else:
            found.append(row)
    return found


def merged(made, rng):
    """Half of the neighbors in a row that are read one after the other come as one line.

    Only those with a gap of less than two heights and nothing else between: cells, a label and its
    value, a name and its price.
    """
    found = made[:1]
    for row in made[1:]:
        if near(found[-1], row) and rng.random() < 0.5:
            found[-1] = joined(found[-1], row)
        else:
            found.append(row)
    return found


def near(left, right):
    if left.truth.get("turn", 0) != 0 or right.truth.get("turn", 0) != 0:
        return False
    (a0, b0), (a1, b1) = left.quad.min(axis=0), left.quad.max(axis=0)
    (c0, d0), (c1, d1) = right.quad.min(axis=0), right.quad.max(axis=0)
    height = min(b1 - b0, d1 - d0)
    gap = max(c0 - a1, a0 - c1)
    return min(b1, d1) - max(b0, d0) > 0.6 * height and 0 <= gap < 2 * height


def joined(left, right):
    both = np.concatenate([left.quad, right.quad])
    quad = corners([*both.min(axis=0), *both.max(axis=0)], 0)
    words = left.words + right.words
    return replace(left, words=words, quad=quad, quads=np.concatenate([left.quads, right.quads]))


CONDITIONS = {
    "lines": same,
    "words": words,
    "axis": axis,
    "turned": turned,
    "perspective": perspective,
    "noise10": noise(0.1),
    "noise20": noise(0.2),
    "fragments": fragments,
    "merged": merged,
}


def under(condition):
    """(truth, answer) of every page under a condition; ``ocr`` is of the pages that ocr.zip has."""
    laid_out = {page["name"]: page for page in pages.load()}
    if condition == "ocr":
        for page in pages.load(pages.OCR):
            made = recognized(page, laid_out[page["name"]])
            yield answered(made, page, random.Random(page["name"]))
        return
    for page in laid_out.values():
        rng = random.Random(page["name"] + condition)
        yield answered(CONDITIONS[condition](rows(page), rng), page, rng)


def answered(made, page, rng):
    """The answer, its rows shuffled, and the truth."""
    made = rng.sample(made, len(made))
    order = sorted((k for k, row in enumerate(made) if row.at), key=lambda k: made[k].at)
    truth = {"name": page["name"], "family": page["family"], "order": order}
    plain = {"role": "paragraph", "level": 0, "block": -1, "cell": None, "loose": []}
    for key, default in plain.items():
        truth[key] = [row.truth.get(key, default) for row in made]
    read = {
        "page": 1,
        "angle": 0,
        "width": page["size"][0],
        "height": page["size"][1],
        "unit": "pixel",
    }
    read["lines"] = [line(row) for row in made]
    result = {"version": "3.2.0", "modelVersion": "2022-04-30", "readResults": [read]}
    return truth, {"status": "succeeded", "analyzeResult": result}


def line(row):
    words = [
        {"boundingBox": flat(quad), "text": text, "confidence": 0.99}
        for text, quad in zip(row.words, row.quads, strict=True)
    ]
    return {"boundingBox": flat(row.quad), "text": spelled(row.words), "words": words}


def flat(quad):
    return [round(number) for number in quad.ravel().tolist()]


def spelled(words):
    """The text of a line: spaces between words, none where a script has none."""
    said = words[0]
    for word in words[1:]:
        solid = SOLID.match(said[-1:]) or SOLID.match(word)
        said += word if solid else " " + word
    return said


def main():
    condition, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for truth, answer in under(condition):
        for suffix, content in ((".json", answer), (".truth.json", truth)):
            text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
            (folder / (truth["name"] + suffix)).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

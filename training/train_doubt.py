"""Train the network that ranks words by doubt: ``doubt/weights.json`` out.

    python training/train_doubt.py [--pages FILE] [--out FILE]

Learned from the pages of ``doubt_pages.py``, which have to be made first (a quarter of an hour on
two cores). Pages of which more than a part is wrong are left out: there is nothing to rank there.
Every page comes as it is, and again without confidences, as some engines give none; each again as
a document of several. The same pages give the same weights.
"""

import argparse
import hashlib
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
from networks import fitted, told

from ocrlayout.doubts import WEIGHTS, seen
from ocrlayout.model import Lines, Page, Words

HERE = Path(__file__).parent
ROUGHEST = 0.15  # share of wrong words on a page
TOGETHER = 5  # pages of one engine, as one document
WRONG_COUNTS = 8  # times as much as a right word, of which there are many more
HOW = {"units": 10, "nets": 4, "epochs": 40}


def loaded(file):
    """Yield the engine, the page and which of its words are wrong."""
    for line in file.read_text("utf-8").splitlines():
        told_page = json.loads(line)
        texts, offsets = told_page["text"], told_page["offsets"]
        if not texts:
            continue
        words = Words(texts, np.array(told_page["polygon"]), told_page["confidence"])
        lines = [" ".join(texts[a:b]) for a, b in pairwise(offsets)]
        wrong = np.zeros(len(texts), bool)
        wrong[told_page["wrong"]] = True
        yield told_page, Page(lines=Lines(lines, words=words, offsets=offsets)), wrong


def unsure(page):
    """Return a page as an engine without confidences gives it."""
    words = Words(page.words.text, page.words.polygon)
    return Page(lines=Lines(page.lines.text, words=words, offsets=page.lines.offsets))


def documents(pages):
    """Yield documents to learn from: single pages, and some of one engine and source together."""
    kinds = {}
    for about, page, wrong in pages:
        if wrong.mean() <= ROUGHEST:
            yield (page,), wrong
            yield (unsure(page),), wrong
            kinds.setdefault((about["engine"], about["source"]), []).append((page, wrong))
    for kept in kinds.values():
        for first in range(0, len(kept), TOGETHER):
            part = kept[first : first + TOGETHER]
            yield tuple(page for page, _ in part), np.concatenate([wrong for _, wrong in part])


def fit(pages):
    """Return the network that was learned from pages."""
    rows, right, count = [], [], []
    for many, wrong in documents(pages):
        rows.append(seen(many))
        right.append(wrong)
        count.append(np.full(len(wrong), len(many) / len(wrong)))
    answers = np.concatenate(right)
    weight = np.concatenate(count) * np.where(answers, WRONG_COUNTS, 1)
    return fitted(np.concatenate(rows), answers[:, None].astype(np.float32), weight, **HOW)


def made_from():
    """A digest of the code that the weights depend on."""
    doubt = WEIGHTS.parent
    files = [HERE / "train_doubt.py", HERE / "doubt_pages.py", HERE / "networks.py"]
    files += [doubt / "cues.py", doubt / "places.py", doubt / "context.py"]
    made = hashlib.sha256()
    for file in files:
        made.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return made.hexdigest()[:16]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=Path, default=HERE / "pages" / "doubt.jsonl")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    pages = list(loaded(options.pages))
    file = {"made from": made_from(), "doubt": told(fit(pages))}
    text = json.dumps(file, separators=(",", ":"), indent=0) + "\n"
    options.out.write_text(text, encoding="ascii")
    print(f"{len(pages)} pages, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()

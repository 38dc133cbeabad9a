"""Random pages for property tests: words in their lines, blocks with tables, fields, origins."""

import numpy as np
from hypothesis import strategies as st

from ocrlayout.model import Blocks, Document, Fields, Lines, Origin, Page, Words
from ocrlayout.model.fields import KINDS

NAN = float("nan")
UNPLACED = np.full((4, 2), NAN)


def quad(x, y, width=10.0, height=10.0):
    return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]


word_texts = st.sampled_from(["a", "b", "ab", "a b", "東", "京都", "é,", "-", "aa"])
confidences = st.sampled_from([0.0, 0.25, 1 / 3, 1.0, NAN])


@st.composite
def lines(draw, blocks=0, most=4):
    """Draw lines whose text is that of their words; quads lie on a level row each."""
    words, spaced, quads, texts, polygons, offsets = [], [], [], [], [], [0]
    for row in range(draw(st.integers(0, most))):
        own = draw(st.lists(word_texts, max_size=4))
        gaps = draw(st.lists(st.booleans(), min_size=len(own), max_size=len(own)))
        text = "".join(w + " " * g for w, g in zip(own, gaps, strict=True)).strip()
        texts.append(text if own else draw(word_texts))
        words += own
        spaced += gaps
        quads += [quad(10 * at, 20 * row + 1, 9, 8) for at in range(len(own))]
        polygons.append(quad(0, 20 * row, 10 * max(len(own), 1)))
        offsets.append(len(words))
    count, total = len(texts), len(words)
    return Lines(
        texts,
        np.reshape(polygons, (-1, 4, 2)),
        Words(
            words,
            np.reshape(quads, (-1, 4, 2)),
            draw(st.lists(confidences, min_size=total, max_size=total)),
            spaced,
            draw(st.lists(st.booleans(), min_size=total, max_size=total)),
        ),
        offsets,
        draw(st.lists(st.integers(-1, blocks - 1), min_size=count, max_size=count)),
        draw(st.lists(st.sampled_from(["", "en", "ja"]), min_size=count, max_size=count)),
        draw(st.lists(confidences, min_size=count, max_size=count)),
    )


cells = st.tuples(*[st.integers(0, 4)] * 2, *[st.integers(1, 3)] * 2)


@st.composite
def blocks(draw, most=6):
    """Draw a forest of blocks, tables with cells among them."""
    roles, parents, grid, polygons = [], [], [], []
    for row in range(draw(st.integers(0, most))):
        parent = draw(st.integers(-1, row - 1))
        in_table = parent >= 0 and roles[parent] == "table"
        kinds = ["cell", "column_header", "caption"] if in_table else ["table", "paragraph", ""]
        roles.append(draw(st.sampled_from(kinds)))
        parents.append(parent)
        is_cell = roles[-1] in ("cell", "column_header")
        grid.append(draw(cells) if is_cell else (-1, -1, -1, -1))
        polygons.append(draw(st.sampled_from([UNPLACED, quad(row, row)])))
    return Blocks(
        roles, parents, np.reshape(np.array(grid, int), (-1, 4)), np.reshape(polygons, (-1, 4, 2))
    )


values = st.sampled_from([None, True, False, 7, -1, 10**30, "", "2024-05-01", "é", 14.5, -1e-300])
texts = st.sampled_from(["", "a", "Total: é", "\u202e☒\0", "😀"])


@st.composite
def fields(draw, words):
    count = draw(st.integers(0, 3))

    def column(elements):
        return draw(st.lists(elements, min_size=count, max_size=count))

    places = st.sampled_from([UNPLACED, quad(3, 4)])
    return Fields(
        column(st.sampled_from(KINDS)),
        column(texts),
        column(texts),
        column(values),
        np.reshape(column(places), (-1, 4, 2)),
        np.reshape(column(places), (-1, 4, 2)),
        column(confidences),
        column(st.integers(-1, words - 1)),
    )


@st.composite
def pages(draw):
    own = draw(blocks())
    text = draw(lines(blocks=len(own)))
    sizes = st.sampled_from([1.0, 8.5, 2480, 1e-3, NAN])
    return Page(
        draw(st.integers(1, 10_000)),
        draw(sizes),
        draw(sizes),
        draw(st.sampled_from(["pixel", "inch", ""])),
        draw(st.sampled_from([0, -179.9, 180, 1e-9, NAN])),
        text,
        own,
        [[draw(st.sampled_from([1, 0.5, 1 / 3])), 0.25, 7], [0, 1, 0], [0, 0, 1]],
        (draw(sizes), draw(sizes)),
        draw(st.builds(Origin, *[texts] * 3)),
        draw(fields(len(text.words))),
    )


documents = st.lists(pages(), max_size=2).map(Document)

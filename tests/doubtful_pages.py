"""Documents with misread words in known places, for tests of doubt."""

from itertools import pairwise

import numpy as np

from ocrlayout.model import Document, Lines, Page, Words

TEXT = """the harbour master counted the boats each morning and wrote the number into the book
of the harbour before the bell was rung and the boats went out with the tide again each morning
the master of the harbour wrote faithfully how many boats came back and how many did not come
back with the evening tide and the book was kept faithfully for many years in the harbour house
until the house and the book were lost when the tide came over the wall in the night of the storm
the number of the boats was never counted again and nobody wrote into a book how many went out"""
MISREAD = {
    "faithfully": "faithhully",
    "harbour": "harb0ur",
    "morning": "moming",
    "counted": "coun'ed",
}


def document(misread=("faithfully", "harbour", "morning"), confidence=0.98, low=0.91):
    """Make a page of the text; one word of each kind is misread, and the engine is quite sure."""
    lines = [line.split() for line in TEXT.split("\n")]
    words, wrong, waiting = [], [], set(misread)
    for text in [word for line in lines for word in line]:
        is_wrong = text in waiting and words.count(text) > 0
        waiting -= {text} if is_wrong else set()
        words.append(MISREAD[text] if is_wrong else text)
        wrong.append(is_wrong)
    offsets = np.cumsum([0, *map(len, lines)])
    quads, sure = [], []
    for row, line in enumerate(lines):
        x = 100
        for at in range(len(line)):
            index = offsets[row] + at
            width = 10 * len(words[index])
            y = 100 + 40 * row
            quads.append([[x, y], [x + width, y], [x + width, y + 20], [x, y + 20]])
            sure.append(low if wrong[index] else confidence)
            x += width + 10
    made = Words(words, np.array(quads, float), sure)
    texts = [" ".join(words[a:b]) for a, b in pairwise(offsets)]
    page = Page(1, 1400, 400, "pixel", lines=Lines(texts, words=made, offsets=offsets))
    return Document([page]), np.array(wrong)

"""Words and fragments that are made lines of the page."""

import dataclasses
import random

import numpy as np
import order_pages
import pytest

import ocrlayout
from ocrlayout import Document
from ocrlayout.model import Blocks, Lines, Page, Words


def page_of(rows):
    texts, corners = [text for text, _ in rows], np.array([quad for _, quad in rows], float)
    words = Words(texts, corners)
    return Page(1, 2000, 3000, lines=Lines(texts, corners, words, np.arange(len(texts) + 1)))


def words_in_a_row(*texts, top=0.0, left=0.0):
    rows, at = [], left
    for text in texts:
        wide = 10.0 * len(text)
        rows.append((text, [[at, top], [at + wide, top], [at + wide, top + 20], [at, top + 20]]))
        at += wide + 6
    return rows


def paragraph():
    first = words_in_a_row("Lanterns", "hang", "over", "the", "narrow", "canal")
    second = words_in_a_row("and", "boats", "pass", "below", "them", "slowly", top=26)
    third = words_in_a_row("until", "the", "last", "bell", "has", "rung", top=52)
    return first + second + third


def test_words_become_the_lines_they_stand_in():
    mixed = random.Random(3).sample(paragraph(), 18)
    made = ocrlayout.reorder(Document([page_of(mixed)]), join=True)[0]
    assert made.lines.text == (
        "Lanterns hang over the narrow canal",
        "and boats pass below them slowly",
        "until the last bell has rung",
    )
    assert len(made.words) == 18
    assert made.lines.polygon[0].min(axis=0) == pytest.approx([0, 0])
    assert made.lines.polygon[0].max(axis=0) == pytest.approx([330, 20])


def test_without_it_the_document_keeps_its_lines():
    made = ocrlayout.reorder(Document([page_of(paragraph())]))[0]
    assert len(made.lines) == 18


@pytest.mark.parametrize("layout", ["two columns", "table", "single"])
def test_whole_lines_stay_as_they_are(layout):
    document = order_pages.document(order_pages.LAYOUTS[layout](random.Random(1)))
    assert ocrlayout.reorder(document, join=True) == ocrlayout.reorder(document)


@pytest.mark.parametrize("layout", ["single", "two columns", "articles", "receipt"])
def test_no_word_is_lost_and_none_moves(layout):
    rows = order_pages.LAYOUTS[layout](random.Random(0))
    document = order_pages.document(order_pages.in_words(rows))
    apart, whole = ocrlayout.reorder(document)[0], ocrlayout.reorder(document, join=True)[0]
    assert len(whole.lines) < len(apart.lines)
    assert whole.words.text == apart.words.text


def test_cells_of_a_service_are_not_joined():
    page = page_of(words_in_a_row("Lanterns", "hang", "over", "the", "narrow", "canal"))
    cells = [(-1, -1, -1, -1), (0, 0, 1, 1), (0, 1, 1, 1)]
    blocks = Blocks(["table", "cell", "cell"], [-1, 0, 0], cells)
    lines = dataclasses.replace(page.lines, block=[1, 1, 1, 2, 2, 2])
    made = ocrlayout.reorder(Document([page.replace(lines=lines, blocks=blocks)]), join=True)[0]
    assert made.lines.text == ("Lanterns hang over", "the narrow canal")

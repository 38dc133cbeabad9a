"""Doubt: the words that were misread come first, whatever the engine says of them."""

import dataclasses
import json
import sys
from pathlib import Path

import doubtful_pages
import numpy as np
import pytest

import ocrlayout as ol
from ocrlayout.doubts import WEIGHTS, context, cues, places, seen
from ocrlayout.model import Document, Lines, Page, Words
from ocrlayout.order.network import network

sys.path.append(str(Path(__file__).parent.parent / "training"))
import train_doubt

LARGEST = 8_000  # bytes
SHARE = 0.1  # of the words, which a person looks at


def first(values, wrong):
    """The share of the wrong words among the first of the ranking."""
    best = np.argsort(-values, kind="stable")[: round(len(values) * SHARE)]
    return wrong[best].sum() / wrong.sum()


def test_weights_are_those_of_this_code():
    """Where this fails, train again: training/README.md."""
    told = json.loads(WEIGHTS.read_text(encoding="ascii"))
    assert told["made from"] == train_doubt.made_from()
    assert WEIGHTS.stat().st_size <= LARGEST


def test_there_is_a_weight_for_each_column():
    document, _ = doubtful_pages.document()
    count = len(cues.SPELLING) + len(places.PLACE) + len(context.CONTEXT)
    assert seen(document.pages).shape[1] == count == len(network(WEIGHTS, "doubt").middle)


@pytest.mark.parametrize("low", [0.91, 0.98, np.nan])
def test_misread_words_come_first_also_where_the_engine_is_sure(low):
    document, wrong = doubtful_pages.document(low=low)
    (values,) = ol.doubt(document)
    assert first(values, wrong) == 1
    assert ((values >= 0) & (values <= 1)).all()


def test_without_any_confidence_spelling_decides():
    document, wrong = doubtful_pages.document(confidence=np.nan, low=np.nan)
    assert first(ol.doubt(document)[0], wrong) == 1


def test_confidence_alone_decides_where_spelling_says_nothing():
    words = Words(["alpha"] * 40, confidence=[0.3 if row == 17 else 0.99 for row in range(40)])
    lines = Lines([" ".join(words.text)], words=words, offsets=[0, 40])
    assert np.argmax(ol.doubt(Document([Page(lines=lines)]))[0]) == 17


def test_what_a_person_has_set_is_sure():
    document, wrong = doubtful_pages.document()
    (page,) = document
    words = dataclasses.replace(page.words, corrected=wrong)
    lines = Lines(page.lines.text, words=words, offsets=page.lines.offsets)
    (values,) = ol.doubt(Document([page.replace(lines=lines)]))
    assert (values[wrong] == 0).all()


def test_a_word_that_other_pages_have_is_less_doubtful():
    document, _ = doubtful_pages.document(misread=())
    words = Words(["Okafor"], confidence=[0.9])
    page = Page(lines=Lines(["Okafor"], words=words, offsets=[0, 1]))
    alone = ol.doubt(Document([*document, page]))[-1][0]
    often = ol.doubt(Document([*document, page, page, page]))[-1][0]
    assert often < alone


def test_pages_without_words():
    empty = Page()
    document, _ = doubtful_pages.document()
    assert [len(values) for values in ol.doubt(Document([empty, *document, empty]))] == [
        0,
        len(document[0].words),
        0,
    ]
    assert [values.tolist() for values in ol.doubt(Document([empty, empty]))] == [[], []]
    assert ol.doubt(Document()) == []


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "😀", "\u202e", "東京都", "é", "٣", "a" * 10_000, "\ud800"]
)
def test_any_text_is_ranked(text):
    words = Words([text, "dog", text], confidence=[1, 0, np.nan])
    (values,) = ol.doubt(Document([Page(lines=Lines(["x"], words=words, offsets=[0, 3]))]))
    assert np.isfinite(values).all()
    assert values[0] == pytest.approx(values[0])


def test_counts_are_those_of_other_spellings():
    texts = ["cat", "car", "cat", "zoo", "rn-x"]
    table = dict(zip(cues.SPELLING, cues.spelling(texts).T, strict=True))
    assert np.expm1(table["times"]).round().tolist() == [1, 0, 1, 0, 0]
    assert np.expm1(table["rarest_pair"]).round().tolist() == [0, 0, 0, 0, 0]
    assert np.expm1(cues.spelling(["cat", "cats", "scat"])[0, 7]).round() == 1
    assert table["marks_inside"].tolist() == [0, 0, 0, 0, 1]
    together = cues.spelling(["are", "there", "arethere"])[:, cues.SPELLING.index("run_together")]
    assert together.tolist() == [0, 0, 1]
    alike = cues.spelling(["modern", "modern", "modem", "m0dern"])
    assert (alike[2:, cues.SPELLING.index("lookalikes")] > 0).all()


@pytest.mark.parametrize(
    ("text", "at", "column"),
    [
        ("the tide came. and went", 2, "stop_then_small"),
        ("the tide came. and went", 3, "small_after_stop"),
        ("the tide came, Ann went", 2, "pause_then_capital"),
        ("the tide came, The wall", 2, "pause_then_common_capital"),
        ("the tide came The wall", 2, "no_stop_then_common_capital"),
        ("the tide came The wall", 3, "common_capital_after_no_stop"),
        ("the ‘tide came", 1, "quote_not_closed"),
    ],
)
def test_what_stands_around_a_word(text, at, column):
    found = context.around(page_of(text))[:, context.CONTEXT.index(column)]
    assert np.flatnonzero(found).tolist() == [at]


@pytest.mark.parametrize("text", ["‘The tide’, said Ann. It came", "The Tide (of 1871). And, Ann,"])
def test_sentences_as_they_should_be_have_nothing_odd_around_them(text):
    columns = [at for at, name in enumerate(context.CONTEXT) if name != "pause_then_capital"]
    assert not context.around(page_of(text))[:, columns].any()


def page_of(text):
    words = Words(text.split())
    return [Page(lines=Lines([text], words=words, offsets=[0, len(words)]))]


def test_a_comma_before_a_capital_letter_is_doubtful():
    document, _ = doubtful_pages.document(misread=())
    words = Words("the boats came back, The bell was rung".split(), confidence=[0.95] * 8)
    page = Page(lines=Lines([words.join()], words=words, offsets=[0, 8]))
    values = ol.doubt(Document([*document, page]))[1]
    assert words.text[int(values.argmax())] == "back,"


def test_the_floor_on_what_engines_really_misread():
    """Pages that the training did not see, kept as an engine read them; see bench/doubt.py."""
    rows = list(train_doubt.loaded(Path(__file__).parent / "misread_pages.jsonl"))
    assert len(rows) >= 10
    values = np.concatenate([ol.doubt(Document([page]))[0] for _, page, _ in rows])
    alone = np.concatenate([1 - page.words.confidence for _, page, _ in rows])
    wrong = np.concatenate([wrong for _, _, wrong in rows])
    assert first(values, wrong) >= 0.8
    assert first(values, wrong) > first(alone, wrong)

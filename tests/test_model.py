import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrlayout.model import Blocks, Document, Line, Lines, Origin, Page, Word, Words

NAN = float("nan")


def quad(x, y, width=10.0, height=10.0):
    return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]


@st.composite
def lines(draw):
    counts = draw(st.lists(st.integers(0, 4), max_size=6))
    total = sum(counts)
    words = Words(
        draw(st.lists(st.text(max_size=5), min_size=total, max_size=total)),
        np.arange(total * 8, dtype=float).reshape(total, 4, 2),
        draw(st.lists(st.floats(0, 1) | st.just(NAN), min_size=total, max_size=total)),
        draw(st.lists(st.booleans(), min_size=total, max_size=total)),
    )
    return Lines(
        [f"line {index}" for index in range(len(counts))],
        [quad(0, 20 * index) for index in range(len(counts))],
        words,
        np.cumsum([0, *counts]),
    )


@given(lines(), st.randoms())
def test_take_is_a_permutation_of_lines_and_their_words(some, random):
    order = list(range(len(some)))
    random.shuffle(order)
    taken = some.take(order)
    assert [line.text for line in taken] == [some[row].text for row in order]
    assert [line.words.text for line in taken] == [some[row].words.text for row in order]
    assert taken.take(np.argsort(order)) == some


@given(lines(), st.data())
def test_keep_keeps_exactly_the_words_asked_for(some, data):
    count = len(some.words)
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)), bool)
    kept = some.keep(mask)
    assert kept.words.text == some.words[mask].text
    lost = {row for row, stays in zip(some.word_line, mask, strict=True) if not stays}
    whole = [line.text for row, line in enumerate(some) if row not in lost]
    assert [text for text in kept.text if text.startswith("line")] == whole or lost


@given(lines())
def test_keeping_all_changes_nothing(some):
    assert some.keep(np.ones(len(some.words), bool)) == some


def test_a_line_that_loses_words_is_rejoined_and_cut():
    words = Words(
        ["你", "好", "吗", "end"],
        [quad(0, 0), quad(10, 0), quad(20, 0), quad(35, 0)],
        spaced=[False, False, True, True],
    )
    line = Lines(["你好吗 end"], [quad(0, 0, 45)], words, [0, 4])
    kept = line.keep([False, True, True, True])
    assert kept.text == ("好吗 end",)
    assert kept.polygon[0].tolist() == quad(10, 0, 35)
    assert line.keep([False] * 4).text == ()


def test_cut_follows_the_lines_own_axes():
    turn = np.array([[0.0, -1, 50], [1, 0, 0], [0, 0, 1]])
    line = Lines(
        ["a b"], [quad(0, 0, 20)], Words(["a", "b"], [quad(0, 0), quad(10, 0)]), [0, 2]
    ).move(turn)
    upright = Lines(["b"], [quad(10, 0)]).move(turn)
    assert np.allclose(line.keep([False, True]).polygon, upright.polygon)


def test_words_are_a_sequence_of_columns():
    words = Words(["a", "b", "c"], [quad(0, 0), quad(10, 0), quad(20, 0)], [0.1, NAN, 0.9])
    assert words[0] == Word("a", ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)), 0.1)
    assert (10.0, 0.0) in words[1].polygon
    assert words[-1].text == "c"
    assert (
        words[1:].text
        == words[[1, 2]].text
        == words[np.array([False, True, True])].text
        == ("b", "c")
    )
    assert isinstance(words[1:], Words)
    assert [word.text for word in words] == ["a", "b", "c"]
    assert words[words.confidence < 0.5].text == ("a",)
    with pytest.raises(IndexError):
        words[3]


def test_lines_read_as_people_say_it():
    page = Page(lines=Lines(["a b", "c"], words=Words(["a", "b", "c"]), offsets=[0, 2, 3]))
    assert [word.text for line in page.lines for word in line.words] == ["a", "b", "c"]
    assert isinstance(page.lines[0], Line)
    assert page.lines[::-1].text == ("c", "a b")
    assert page.lines.word_line.tolist() == [0, 0, 1]


def test_arrays_are_copied_and_locked():
    source = np.zeros((1, 4, 2))
    words = Words(["a"], source)
    source[:] = 7
    assert not words.polygon.any()
    for array in (
        words.polygon,
        words.confidence,
        words.spaced,
        pickle.loads(pickle.dumps(words)).polygon,
    ):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    with pytest.raises(AttributeError):
        words.text = ()


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickling_gives_an_equal_document(protocol):
    page = Page(3, 10, 20, "pixel", NAN, Lines(["x"], [quad(0, 0)]), Blocks(["heading"]))
    document = Document([page], Origin("azure_read", "3.2.0", ""))
    again = pickle.loads(pickle.dumps(document, protocol))
    assert again == document
    assert not again[0].matrix.flags.writeable


def test_equality_is_by_content_and_nan_equals_nan():
    assert Words(["a"], confidence=[NAN]) == Words(["a"], confidence=[NAN])
    assert Words(["a"], confidence=[NAN]) != Words(["a"], confidence=[0.5])
    assert Page() == Page()
    assert Page(width=1) != Page()
    assert Document([Page()]) != Document([])
    assert Words() != Lines()
    with pytest.raises(TypeError):
        hash(Words())


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Words(["a"], np.zeros((2, 4, 2))), "polygon"),
        (lambda: Words(["a"], confidence=[1.5]), "confidence"),
        (lambda: Words(["a"], confidence=[0.5, 0.5]), "confidence"),
        (lambda: Lines(["a"], offsets=[0, 1]), "offsets"),
        (lambda: Lines(["a", "b"], words=Words(["x"]), offsets=[0, 1, 0]), "offsets"),
        (lambda: Lines(["a"], language=["en", "de"]), "language"),
        (lambda: Blocks(["a", "b"], [1, -1]), "parent"),
        (lambda: Page(unit="mm"), "unit"),
        (lambda: Page(lines=Lines(["a"], block=[0])), "block"),
        (lambda: Lines(["a"], block=[-5]), "block"),
        (lambda: Page(number=0), "numbered from 1"),
        (lambda: Page(angle=np.inf), "finite"),
        (lambda: Words(["a"], np.full((1, 4, 2), np.inf)), "infinite"),
    ],
)
def test_wrong_arguments_are_told(make, says):
    with pytest.raises(ValueError, match=says):
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Words([7]),
        lambda: Words("abc"),
        lambda: Words(["a"], confidence=["high"]),
        lambda: Lines(["a"], block=[0.7]),
        lambda: Lines(["a", "b"]).take([True, False]),
        lambda: Document(["a"]),
        lambda: Page(number="2"),
        lambda: Document([], ("a", None, "")),
    ],
)
def test_wrong_types_are_told(make):
    with pytest.raises(TypeError):
        make()


def test_rows_are_equal_by_content_too():
    words = Words(["a", "b"])
    assert words[0] == words[0]
    assert words[0] != words[1]
    assert words.index(words[1]) == 1
    assert words[0] in words
    assert not words[0] != words[0]  # noqa: SIM202  # NaN differs from itself, a word does not
    lines = Lines(["a"], words=words[:1], offsets=[0, 1])
    assert lines[0] == lines[0]
    assert lines[0] in lines
    assert {words[0]} == {words[0]}


def test_empty_selections():
    words = Words(["a"])
    assert words[[]].text == ()
    assert Lines(["a"])[[]].text == ()
    assert words[np.zeros(1, bool)].text == ()
    with pytest.raises(IndexError):
        words[True]


def test_lone_surrogates_become_what_a_file_can_hold():
    assert Words(["a\ud800b", "😀"]).text == ("a\ufffdb", "😀")


def test_page_move_keeps_the_way_from_the_source():
    page = Page(1, 100, 50, "pixel", 5.0, Lines(["x"], [quad(10, 10)]))
    turned = page.move([[0, -1, 50], [1, 0, 0], [0, 0, 1]], (50, 100))
    assert turned.size == (50, 100)
    assert turned.source_size == (100, 50)
    back = np.linalg.inv(turned.matrix)
    assert np.allclose(turned.lines.move(back).polygon, page.lines.polygon)


def test_document_slices_maps_and_joins():
    document = Document([Page(number=number) for number in (3, 4, 5)], Origin("a"))
    assert [page.number for page in document[1:]] == [4, 5]
    assert document[0].number == 3
    assert len(document) == 3
    assert [page.width for page in document.map(lambda page: page.replace(width=7))] == [7, 7, 7]
    joined = Document.join([document[:1], document[1:]])
    assert [page.number for page in joined] == [1, 2, 3]
    assert joined.origin == Origin("a")
    other = Document([Page()], Origin("b"))
    assert Document.join([document, other]).origin == Origin()
    assert [page.origin.provider for page in Document.join([document, other])] == [*"aaab"]
    assert Document.join([]) == Document()


def test_a_thousand_pages_are_columns():
    words = Words(["word"] * 500, np.zeros((500, 4, 2)))
    page = Page(lines=Lines(["line"] * 50, words=words, offsets=range(0, 501, 10)))
    assert Document([page] * 1000).map(lambda page: page).pages[999] is page

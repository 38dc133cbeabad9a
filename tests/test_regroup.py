"""Lines cut and joined by their words."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_pages import lines, pages, quad

from ocrlayout import geometry
from ocrlayout.model import Fields, Lines, Page, Words, regrouping

NAN = float("nan")


@st.composite
def partitions(draw, count):
    """Draw groups that hold each of `count` words once, in any order; some are empty."""
    order = draw(st.permutations(range(count)))
    cuts = sorted(draw(st.lists(st.integers(0, count), max_size=4)))
    bounds = [0, *cuts, count]
    return [order[first:last] for first, last in itertools.pairwise(bounds)]


@st.composite
def regrouped(draw):
    some = draw(lines())
    groups = draw(partitions(len(some.words)))
    return some, groups, some.regroup(groups)


@st.composite
def cut_lines(draw):
    """Draw lines, and groups that only cut them."""
    some = draw(lines())
    groups = []
    for first, last in zip(some.offsets, some.offsets[1:], strict=False):
        cuts = sorted(draw(st.lists(st.integers(first, last), max_size=3)))
        bounds = [first, *cuts, last]
        groups += [range(a, b) for a, b in itertools.pairwise(bounds)]
    return some, groups, some.regroup(groups)


@given(regrouped())
def test_every_word_stays_once_in_the_order_of_the_groups(made):
    some, groups, result = made
    rows = [row for group in groups for row in group]
    assert result.words.text == some.words[rows].text
    assert np.array_equal(result.words.polygon, some.words.polygon[rows])
    assert result.words.corrected.tolist() == some.words.corrected[rows].tolist()
    sizes = np.diff(result.offsets)
    assert sizes[sizes > 0].tolist() == [len(group) for group in groups if len(group)]


@given(lines())
def test_groups_that_are_the_lines_change_nothing(some):
    groups = [range(a, b) for a, b in zip(some.offsets, some.offsets[1:], strict=False)]
    assert some.regroup(groups) == some


@given(regrouped())
def test_lines_without_words_stay(made):
    some, _, result = made
    before, after = (np.flatnonzero(np.diff(part.offsets) == 0) for part in (some, result))
    assert [result.text[row] for row in after] == [some.text[row] for row in before]


@given(cut_lines())
def test_a_part_of_a_line_has_a_part_of_its_text_and_of_its_quad(made):
    some, groups, result = made
    owners = [int(some.word_line[group[0]]) for group in groups if len(group)]
    parts = [row for row, size in enumerate(np.diff(result.offsets)) if size]
    for row, owner in zip(parts, owners, strict=True):
        assert result.text[row] in some.text[owner]
        assert (
            result.text[row].split()
            == "".join(
                word + " " * spaced
                for word, spaced in zip(
                    result[row].words.text, result[row].words.spaced.tolist(), strict=True
                )
            ).split()
        )
        inner, outer = geometry.boxes([result.polygon[row], some.polygon[owner]])
        assert (inner[:2] >= outer[:2] - 1e-9).all()
        assert (inner[2:] <= outer[2:] + 1e-9).all()
        assert result.language[row] == some.language[owner]
        assert result.block[row] == some.block[owner]


@given(cut_lines())
def test_parts_put_together_again_are_the_line(made):
    some, _groups, result = made
    whole = result.regroup(
        [range(a, b) for a, b in zip(some.offsets, some.offsets[1:], strict=False) if b > a]
    )
    assert whole.words.text == some.words.text
    squeezed = ["".join(text.split()) for text in whole.text]
    assert squeezed == ["".join(text.split()) for text in some.text]


@given(regrouped())
def test_what_a_filter_joins_again_is_the_text(made):
    _, _, result = made
    for line in result:
        if len(line.words):
            assert line.words.join().split() == line.text.split()


@given(pages(), st.data())
def test_fields_follow_their_words(page, data):
    groups = data.draw(partitions(len(page.words)))
    changed = page.regroup(groups)
    for before, after in zip(page.fields, changed.fields, strict=True):
        assert (before.word < 0) == (after.word < 0)
        if before.word >= 0:
            assert page.words[before.word] == changed.words[after.word]


def test_a_part_keeps_the_services_own_spelling():
    words = Words(["Nr", ".", "5", "kg"], spaced=[False, False, True, True])
    line = Lines(["Nr.\u00a05 kg"], words=words, offsets=[0, 4])
    assert line.regroup([[0, 1, 2], [3]]).text == ("Nr.\u00a05", "kg")
    assert line.regroup([[0], [1, 2, 3]]).text == ("Nr", ".\u00a05 kg")


def test_repeated_words_are_found_in_their_own_place():
    line = Lines(["a-a, a"], words=Words(["a", "a", "a"]), offsets=[0, 3])
    assert line.regroup([[0], [1, 2]]).text == ("a", "a, a")
    assert line.regroup([[0, 1], [2]]).text == ("a-a", "a")


def test_an_empty_word_does_not_bring_a_space():
    line = Lines(["a b"], words=Words(["a", "", "b"]), offsets=[0, 3])
    assert line.regroup([[0], [1, 2]]).text == ("a", "b")


def test_words_that_are_not_the_text_are_joined_as_they_are_spaced():
    words = Words(["x", "y", "z"], spaced=[False, True, True])
    line = Lines(["a b c"], words=words, offsets=[0, 3])
    assert line.regroup([[0, 1], [2]]).text == ("xy", "z")
    partly = Lines(["x b z"], words=words, offsets=[0, 3])
    assert partly.regroup([[0], [1, 2]]).text == ("x", "y z")


def test_joined_lines_have_a_space_but_not_between_ideographs():
    words = Words(["東京", "都", "Tokyo"], spaced=[False, True, False])
    some = Lines(["東京", "都", "Tokyo"], words=words, offsets=[0, 1, 2, 3])
    result = some.regroup([[0, 1, 2]])
    assert result.text == ("東京都 Tokyo",)
    assert result.words.spaced.tolist() == [False, True, False]
    assert some.regroup([[2, 0], [1]]).words.spaced.tolist() == [True, False, True]


def test_a_joined_line_inherits_from_the_part_with_most_words():
    words = Words(["a", "b", "c"])
    some = Lines(["a", "b c"], None, words, [0, 1, 3], [4, 7], ["en", "de"], [0.1, 0.9])
    line = some.regroup([[0, 1, 2]])[0]
    assert (line.block, line.language, line.handwritten) == (7, "de", 0.9)


def test_a_joined_line_is_bounded_along_its_longest_part():
    turn = geometry.rotation(20)
    quads = [quad(0, 0, 60), quad(70, 2, 10)]
    some = Lines(["a", "b"], quads, Words(["a", "b"], quads), [0, 1, 2]).move(turn)
    joined = some.regroup([[0, 1]])
    assert np.allclose(joined.polygon[0], geometry.apply(turn, quad(0, 0, 80, 12)))


def test_joined_parts_without_a_place_do_not_have_one():
    some = Lines(["a", "b"], words=Words(["a", "b"]), offsets=[0, 1, 2])
    assert np.isnan(some.regroup([[0, 1]]).polygon).all()
    half = Lines(["a", "b"], [quad(0, 0), [[NAN] * 2] * 4], Words(["a", "b"]), [0, 1, 2])
    assert half.regroup([[0, 1]]).polygon[0].tolist() == quad(0, 0)


def test_a_line_without_words_stands_behind_the_line_that_it_stood_behind():
    words = Words(["a", "b", "c"])
    some = Lines(["first", "a b", "rule", "line", "c"], words=words, offsets=[0, 0, 2, 2, 2, 3])
    assert some.regroup([[2], [0], [1]]).text == ("first", "c", "a", "b", "rule", "line")
    assert some.regroup([[1], [0], [2]]).text == ("first", "b", "rule", "line", "a", "c")


@pytest.mark.parametrize("groups", [[[0]], [[0, 1], [1]], [[0, 1, 2]], [], [[0, -1]]])
def test_groups_that_miss_or_repeat_a_word_are_refused(groups):
    some = Lines(["a b"], words=Words(["a", "b"]), offsets=[0, 2])
    with pytest.raises(ValueError, match="each of the 2 words exactly once"):
        some.regroup(groups)


def test_a_page_regroups_its_lines_and_its_fields_follow():
    page = Page(
        lines=Lines(["a ☒"], words=Words(["a", "☒"]), offsets=[0, 2]),
        fields=Fields(["mark", "pair"], word=[1, -1]),
    )
    assert page.regroup([[1], [0]]).fields.word.tolist() == [0, -1]


class Counted(str):
    """A text that counts the characters it looks at."""

    __slots__ = ()
    looked = 0

    def find(self, word, at=0):
        found = super().find(word, at)
        Counted.looked += (len(self) if found < 0 else found + len(word)) - at
        return found


def test_cutting_a_line_into_its_words_looks_at_its_text_once():
    count = 2_000
    words = Words(["ab"] * count)
    line = Lines(["ab " * count], words=words, offsets=[0, count])
    given_lines = regrouping.Given(
        (Counted(line.text[0]),), line.polygon, words, line.offsets, line.word_line
    )
    Counted.looked = 0
    made = regrouping.regrouped(given_lines, [np.array([row]) for row in range(count)])
    assert made.text == ("ab",) * count
    assert Counted.looked <= len(line.text[0])


def test_a_part_without_text_between_two_others_does_not_hide_the_space():
    words = Words(["a", "", "b"], spaced=[False] * 3)
    joined = Lines(["a", "", "b"], words=words, offsets=[0, 1, 2, 3]).regroup([[0, 1, 2]])
    assert joined.text == ("a b",)
    assert joined.words.join() == "a b"


def test_from_the_first_word_that_is_not_in_the_text_words_are_joined():
    words = Words(["x", "y", "z"], spaced=[False, True, True])
    assert Lines(["x b z"], words=words, offsets=[0, 3]).regroup([[0, 1], [2]]).text == ("xy", "z")


@pytest.mark.parametrize(
    ("line", "word", "expected"),
    [
        (quad(0, 0, 40), quad(20, -5, 40, 30), quad(20, 0, 20)),  # not beyond the line
        (quad(0, 0, 9000, 1), quad(3000, 0, 10, 1), quad(3000, 0, 10, 1)),  # long, and not flat
        (quad(0, 0, 40, 0), quad(20, 0), quad(0, 0, 40, 0)),  # flat: nothing to cut
        (quad(0, 0, 0, 0), quad(20, 0), quad(0, 0, 0, 0)),
        (quad(0, 0, 40), [[NAN] * 2] * 4, quad(0, 0, 40)),
    ],
)
def test_a_quad_is_cut_where_it_can_be(line, word, expected):
    words = Words(["a", "b"], [quad(0, 0, 10, 1), word])
    some = Lines(["a b"], [line], words, [0, 2])
    assert np.allclose(some.regroup([[0], [1]]).polygon[1], expected)
    assert np.allclose(some.keep([False, True]).polygon[0], expected)

"""Find: phrases over line ends and hyphens, in every script; and the quads in which they stand."""

import importlib
import itertools
import json
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrlayout import geometry
from ocrlayout.finding import Match, find
from ocrlayout.model import Document, Lines, Page, Words
from ocrlayout.scripts import HYPHENS

finding = importlib.import_module("ocrlayout.finding")  # the package's `find` is the function


# The viewer's search, in JavaScript, runs the same cases.
CASES = json.loads((Path(__file__).parent / "data" / "find_cases.json").read_text("utf-8"))


def quad(x, y, width, height=10.0):
    return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]


def page_of(*lines, spaced=None, number=1):
    """Make a page of lines of text; words are 10 wide a letter, lines 20 apart and 12 high."""
    texts = [line.split() for line in lines]
    words, quads = [], []
    for row, line in enumerate(texts):
        x = 0
        for word in line:
            words.append(word)
            quads.append(quad(x, 20 * row + 1, 10 * len(word)))
            x += 10 * (len(word) + 1)
    offsets = np.cumsum([0, *map(len, texts)])
    polygon = [quad(0, 20 * row, 10 * len(line), 12) for row, line in enumerate(lines)]
    gaps = None if spaced is None else [spaced] * len(words)
    columns = Words(words, np.reshape(quads, (-1, 4, 2)), spaced=gaps)
    return Page(
        number=number, lines=Lines(lines, np.reshape(polygon, (-1, 4, 2)), columns, offsets)
    )


def texts(page, phrase, **options):
    return [match.text for match in find(page, phrase, **options)]


def test_a_phrase_is_found_in_one_line_and_over_line_ends():
    page = page_of("pack my box", "with five dozen", "jugs")
    (match,) = find(page, "box with five")
    assert match.page == 1
    assert match.text == "box\nwith five"
    assert page.words[match.words].text == ("box", "with", "five")
    assert match.lines.tolist() == [0, 1]
    assert texts(page, "my  \t box") == ["my box"]
    assert texts(page, " dozen\njugs ") == ["dozen\njugs"]
    assert texts(page, "bo ") == ["bo"]
    assert find(page, "mybox") == []
    assert find(page, "boxwith") == []


def test_a_phrase_inside_a_word_is_found():
    page = page_of("unbreakable", "breaks break")
    assert texts(page, "break") == ["break"] * 3
    assert [match.words.tolist() for match in find(page, "break")] == [[0], [1], [2]]
    assert texts(page, "able breaks br") == ["able\nbreaks br"]


@pytest.mark.parametrize("hyphen", HYPHENS)
def test_a_divided_word_is_found_undivided_and_with_its_own_hyphen(hyphen):
    page = page_of(f"optical recog{hyphen}", "nition")
    assert texts(page, "recognition") == [f"recog{hyphen}\nnition"]
    assert texts(page, "recog-nition") == [f"recog{hyphen}\nnition"]
    assert find(page, "recognition")[0].words.tolist() == [1, 2]


def test_a_hyphen_before_a_space_at_the_end_of_a_line_is_found_too():
    page = page_of("Ein-", "und Ausgang")
    assert texts(page, "Ein- und") == ["Ein-\nund"]
    assert find(page, "Ein und") == []


def test_the_hyphen_at_the_end_of_a_line_may_begin_or_end_a_match():
    page = page_of("well-", "known")
    assert texts(page, "-known") == ["-\nknown"]
    assert texts(page, "well-") == ["well-"]
    assert texts(page, "-") == ["-"]
    assert texts(page, "ell-k") == ["ell-\nk"]


def test_hyphens_inside_a_line_stay():
    page = page_of("co-op coop")
    assert texts(page, "coop") == ["coop"]
    assert texts(page, "co-op") == texts(page, "co\u2010op") == ["co-op"]


@pytest.mark.parametrize("dash", ["a -", "- -", "a --"])
def test_a_dash_at_the_end_of_a_line_does_not_divide_a_word(dash):
    page = page_of(dash, "b")
    assert texts(page, f"{dash} b") == [f"{dash}\nb"]
    assert texts(page, dash) == [dash]
    assert find(page, "ab") == find(page, "a b") == find(page, f"{dash}b") == []


def test_a_not_sign_inside_a_line_is_one():
    page = page_of("p ¬q", "r¬ s")
    assert texts(page, "¬q") == ["¬q"]
    assert texts(page, "-q") == []


def test_a_hyphen_that_is_a_word_of_its_own_divides_too():
    words = Words(["recog", "-", "nition"], spaced=[False, True, True])
    page = Page(lines=Lines(["recog-", "nition"], words=words, offsets=[0, 2, 3]))
    assert texts(page, "recognition") == ["recog-\nnition"]


def test_several_divided_words_in_one_phrase():
    page = page_of("a well-", "known recog-", "nition")
    assert texts(page, "well-known recognition") == ["well-\nknown recog-\nnition"]
    assert texts(page, "wellknown recog-nition") == ["well-\nknown recog-\nnition"]


def test_case_counts_only_when_asked():
    page = page_of("Box BOX box")
    assert texts(page, "box") == ["Box", "BOX", "box"]
    assert texts(page, "BOX", case=True) == ["BOX"]


@pytest.mark.parametrize(
    ("on_page", "phrase"),
    [
        ("Straße", "STRASSE"),
        ("STRASSE", "straße"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("İstanbul", "istanbul"),
        ("istanbul", "İSTANBUL"),
        ("ﬁnd", "find"),
        ("ＡＢＣ", "abc"),
        ("ｶﾞｽ", "ガス"),
        ("cafe\u0301", "caf\u00e9"),
        ("caf\u00e9", "cafe\u0301"),
        ("\u1112\u1161\u11ab\uad6d", "한국"),
        ("m²", "m2"),
        ("sof\u00adt", "soft"),
        ("a\u200db", "ab"),
        ("can\u00b4t", "can\u00b4t"),
    ],
)
def test_what_reads_the_same_is_found(on_page, phrase):
    page = page_of(f"x {on_page} y")
    (match,) = find(page, phrase)
    assert match.text == on_page
    assert match.words.tolist() == [1]


@pytest.mark.parametrize(
    ("on_page", "phrase"),
    [
        ("cafe\u0301", "cafe"),
        ("x\u0302y", "x"),
        ("ıstanbul", "istanbul"),
        ("שָׁלוֹם", "ש"),
        ("can\u00b4t", "can t"),
        ("can\u00b4t", "can \u00b4t"),
    ],
)
def test_a_letter_is_not_found_without_its_marks(on_page, phrase):
    assert find(page_of(on_page), phrase) == []


def test_a_mark_after_a_match_does_not_hide_the_next_one():
    assert [match.words.tolist() for match in find(page_of("x\u0302 x"), "x")] == [[1]]


def test_a_ligature_is_found_whole():
    assert texts(page_of("ﬁnd"), "ind") == ["ﬁnd"]


def test_words_without_spaces_are_found_over_words_and_lines():
    page = page_of("東 京 都", "大 阪", spaced=False)
    (match,) = find(page, "都大阪")
    assert match.text == "都\n大阪"
    assert match.words.tolist() == [2, 3, 4]
    assert texts(page, "東 京") == ["東京"]
    wide = page_of("東 京 2020", spaced=True)
    assert texts(page_of("2020 東 京", spaced=True), "2020東京") == ["2020 東 京"]
    assert texts(wide, "東京2020") == texts(wide, "東京 2020") == ["東 京 2020"]
    assert find(page_of("한국 말"), "한국말") == []


@pytest.mark.parametrize(("one", "two"), [("ภาษา", "ไทย"), ("ພາສາ", "ລາວ"), ("ភាសា", "ខ្មែរ")])
def test_words_without_spaces_are_found_over_the_end_of_a_line(one, two):
    assert texts(page_of(one, two), one + two) == [f"{one}\n{two}"]


def test_text_from_right_to_left_is_found_in_logical_order():
    words = Words(["שלום", "עולם", "טוב"], [quad(60, 0, 40), quad(20, 0, 30), quad(60, 20, 40)])
    polygon = [quad(20, 0, 80), quad(60, 20, 40)]
    page = Page(lines=Lines(["שלום עולם", "טוב"], polygon, words, [0, 2, 3]))
    (match,) = find(page, "עולם טוב")
    assert match.words.tolist() == [1, 2]
    assert match.polygons.tolist() == [quad(20, 0, 30), quad(60, 20, 40)]


def test_quads_are_as_high_as_the_line_and_as_long_as_the_words():
    page = page_of("pack my box", "with five")
    (match,) = find(page, "my box with")
    assert match.polygons.tolist() == [quad(50, 0, 60, 12), quad(0, 20, 40, 12)]


def test_quads_follow_a_turned_line():
    page = page_of("pack my box")
    turn = geometry.rotation(30)
    (match,) = find(page.move(turn, (99, 99)), "my")
    assert np.allclose(match.polygons[0], geometry.apply(turn, quad(50, 0, 20, 12)))


def test_quads_of_vertical_text_are_as_wide_as_the_line():
    words = Words(
        ["東", "京", "都"], [quad(1, 10 * row, 8) for row in range(3)], spaced=[False] * 3
    )
    page = Page(lines=Lines(["東京都"], [quad(0, 0, 10, 30)], words, [0, 3]))
    assert np.allclose(find(page, "京")[0].polygons, [quad(0, 10, 10, 10)])


def test_quads_where_only_the_words_or_only_the_lines_have_places():
    words = Words(["a", "b", "c"], [quad(0, 0, 10), quad(20, 0, 10), quad(40, 0, 10)])
    page = Page(lines=Lines(["a b c"], words=words, offsets=[0, 3]))
    assert find(page, "b c")[0].polygons.tolist() == [quad(20, 0, 30)]
    page = Page(lines=Lines(["a b"], [quad(0, 0, 30)], Words(["a", "b"]), [0, 2]))
    assert find(page, "b")[0].polygons.tolist() == [quad(0, 0, 30)]
    page = Page(lines=Lines(["a b"], words=Words(["a", "b"]), offsets=[0, 2]))
    assert np.isnan(find(page, "b")[0].polygons).all()


def test_lines_without_words_are_found_by_their_text():
    page = Page(lines=Lines(["pack my", "box"], [quad(0, 0, 70), quad(0, 20, 30)]))
    (match,) = find(page, "my box")
    assert match.text == "my\nbox"
    assert match.words.tolist() == []
    assert match.words.dtype == np.int64
    assert match.lines.tolist() == [0, 1]
    assert match.polygons.tolist() == [quad(0, 0, 70), quad(0, 20, 30)]


def test_pages_of_a_document_are_searched_one_by_one():
    document = Document([page_of("pack", number=4), page_of("my pack", number=7)])
    assert [match.page for match in find(document, "pack")] == [4, 7]
    assert find(document, "pack my") == []
    assert find(Document(), "a") == []
    assert find(Page(), "a") == []


def test_matches_do_not_overlap():
    assert texts(page_of("aaaaa"), "aa") == ["aa", "aa"]


@pytest.mark.parametrize("phrase", ["", "  \n", "\u00ad", "\u200b \u2060"])
def test_an_empty_phrase_is_refused(phrase):
    with pytest.raises(ValueError, match="phrase to find is empty"):
        find(page_of("a"), phrase)


def test_matches_are_equal_by_content_and_shown_in_one_line():
    first, second = find(page_of("a a" + "b" * 99), "a")
    assert first == find(page_of("a"), "a")[0]
    assert first != second
    assert first != "a"
    assert {first} == {first}
    assert repr(first) == "<Match 'a': page 1, 1 line>"
    (long,) = find(page_of("b" * 99), "b" * 99)
    assert len(repr(long)) < 80
    unplaced = Page(lines=Lines(["a"]))
    assert find(unplaced, "a") == find(unplaced, "a")
    assert isinstance(first, Match)


def test_folding_twice_changes_nothing():
    # all but ideographs and Hangul syllables, which are what they are
    ranges = (range(0x3400), range(0xA000, 0xAC00), range(0xF900, 0x20000), range(0xE0000, 0xE0200))
    for code in itertools.chain(*ranges):
        character = chr(code)
        once = "".join(finding._fold(part, case=False) for part in finding._letters(character))
        twice = "".join(finding._fold(part, case=False) for part in finding._letters(once))
        assert once == twice, f"U+{code:04X}"


@given(st.text(max_size=30))
def test_composed_and_decomposed_text_are_the_same(text):
    forms = {
        finding._folded(unicodedata.normalize(form, text), case=False) for form in ("NFC", "NFD")
    }
    assert len(forms) == 1


def readings(lines):
    """List every way to read lines of one-letter-alphabet words: hyphens at line ends count or not."""
    parts = []
    for line in lines[:-1]:
        ends = line[-1:] == "-" and line[-2:-1] not in ("-", " ", "")
        parts.append([line[:-1], line, f"{line} "] if ends else [f"{line} "])
    parts.append([lines[-1]])
    return {" ".join("".join(way).split()) for way in itertools.product(*parts)}


def readings_of_part(text):
    """List every way to read a part of a page, which may begin with the hyphen of a word."""
    behind = {reading[1:] for reading in readings(f"a{text}".split("\n"))}
    return readings(text.split("\n")) | behind


line_texts = st.lists(st.text("ab-", min_size=1, max_size=3), min_size=1, max_size=3).map(" ".join)


@given(st.lists(line_texts, min_size=1, max_size=4), st.text("ab- ", min_size=1, max_size=5))
def test_it_finds_what_a_naive_search_finds(lines, phrase):
    wanted = " ".join(phrase.split())
    if not wanted:
        return
    page = page_of(*lines)
    found = find(page, phrase)
    assert bool(found) == any(wanted in reading for reading in readings(lines))
    for match in found:
        assert wanted in readings_of_part(match.text) or wanted.endswith("-")
        assert match.lines.tolist() == sorted({*page.lines.word_line[match.words]})
        assert len(match.polygons) == len(match.lines)
        whole = "\n".join(" ".join(page.lines[row].words[:].text) for row in match.lines)
        assert match.text in whole


@given(st.lists(line_texts, min_size=1, max_size=4), st.data())
def test_every_part_of_the_page_is_found(lines, data):
    whole = " ".join(lines)
    start = data.draw(st.integers(0, len(whole) - 1))
    part = whole[start : data.draw(st.integers(start + 1, len(whole)))].strip()
    if part:
        assert find(page_of(*lines), part)


@given(st.lists(line_texts, min_size=1, max_size=3), st.text("ab", min_size=1, max_size=2))
def test_matches_are_in_order_and_apart(lines, phrase):
    counted = sum(len(reading) for reading in lines)
    found = find(page_of(*lines), phrase)
    assert sum(len(match.text.replace("-", "").replace("\n", "")) for match in found) <= counted
    firsts = [int(match.words[0]) for match in found]
    assert firsts == sorted(firsts)


@pytest.mark.parametrize(
    ("word", "phrase"),
    [
        ("a" * 60, "a" * 1000 + "b"),
        ("a" * 60 + "-", "a" * 999 + "b"),
        ("a-", "a-" * 500 + "b"),
        ("a-", "a" * 1000),
        ("ab" * 30, "ba" * 500),
    ],
)
def test_time_grows_with_the_page_only(word, phrase, monkeypatch):
    steps = []
    step = finding._stepped
    monkeypatch.setattr(finding, "_stepped", lambda *given: steps.append(1) or step(*given))
    page = page_of(*[word] * 300, "b")
    find(page, phrase)
    assert len(steps) <= 2 * sum(len(line) + 1 for line in page.lines.text)


def test_a_page_without_the_phrase_is_passed_over_quickly(monkeypatch):
    monkeypatch.setattr(finding, "_spans", lambda *_: pytest.fail("the page was searched"))
    assert find(page_of(*["pack my box"] * 50), "liquor") == []


@pytest.mark.parametrize("shared", CASES)
def test_cases_that_the_viewer_shares(shared):
    page = page_of(*shared["lines"])
    if not shared["phrase"].strip():
        with pytest.raises(ValueError, match="is empty"):
            find(page, shared["phrase"])
        return
    assert texts(page, shared["phrase"], case=shared["case"]) == shared["found"]

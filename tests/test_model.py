import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_pages import documents, lines, pages, quad

from ocrlayout.model import (
    Blocks,
    Document,
    Fields,
    Line,
    Lines,
    Origin,
    Page,
    Word,
    Words,
    columns,
)

NAN = float("nan")


@st.composite
def numbered_lines(draw):
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


@given(numbered_lines(), st.randoms())
def test_take_is_a_permutation_of_lines_and_their_words(some, random):
    order = list(range(len(some)))
    random.shuffle(order)
    taken = some.take(order)
    assert [line.text for line in taken] == [some[row].text for row in order]
    assert [line.words.text for line in taken] == [some[row].words.text for row in order]
    assert taken.take(np.argsort(order)) == some


@given(numbered_lines(), st.data())
def test_keep_keeps_exactly_the_words_asked_for(some, data):
    count = len(some.words)
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)), bool)
    kept = some.keep(mask)
    assert kept.words.text == some.words[mask].text
    lost = {row for row, stays in zip(some.word_line, mask, strict=True) if not stays}
    whole = [line.text for row, line in enumerate(some) if row not in lost]
    assert [text for text in kept.text if text.startswith("line")] == whole or lost


@given(numbered_lines())
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
        (lambda: Lines([*"abc"], words=Words(["x", "y"]), offsets=[0, 2, 1, 2]), "offsets"),
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
    known = Document([Page(origin=Origin("a")), Page()], Origin("b"))
    assert [page.origin.provider for page in known] == ["a", "b"]
    lines = Lines(["one", "two"])
    assert Document([Page(lines=lines), Page(lines=lines)]).text == "one\ntwo\fone\ntwo"


def test_a_thousand_pages_are_columns():
    words = Words(["word"] * 500, np.zeros((500, 4, 2)))
    page = Page(lines=Lines(["line"] * 50, words=words, offsets=range(0, 501, 10)))
    assert Document([page] * 1000).map(lambda page: page).pages[999] is page


@given(pages(), st.booleans())
def test_points_go_to_the_scan_and_back(page, scaled):
    page = page.replace(source_size=(600, 300))
    size = (1200, 900) if scaled else None
    points = np.array([[0, 0], [10, 20], [-5, 7.5]])
    assert np.allclose(page.from_source(page.to_source(points, size), size), points)
    corners = page.from_source([1, 2, 3, 4], size)
    assert np.allclose(page.to_source(corners, size), [[1, 2], [3, 2], [3, 4], [1, 4]])
    assert page.to_source(page.lines.polygon).shape == page.lines.polygon.shape


def test_the_scan_of_a_page_in_inches_counts_in_its_own_pixels():
    page = Page(width=8, height=10, unit="inch").move([[0, -1, 10], [1, 0, 0], [0, 0, 1]], (10, 8))
    assert page.from_source([400, 500], size=(800, 1000)).tolist() == [5, 4]
    assert page.to_source([5, 4], size=(800, 1000)).tolist() == [400, 500]


@pytest.mark.parametrize(
    ("page", "points", "size", "says"),
    [
        (Page(), [1, 2], (10, 10), "does not have a size"),
        (Page(width=5, height=5), [1, 2], (0, 10), "does not have a size"),
        (Page(width=5, height=5), [1, 2, 3], None, "points are"),
        (Page(width=5, height=5), 1, None, "points are"),
        (Page(matrix=np.zeros((3, 3)), number=7), [1, 2], None, "page 7 cannot be inverted"),
    ],
)
def test_points_that_cannot_be_mapped_are_told(page, points, size, says):
    with pytest.raises(ValueError, match=says):
        page.to_source(points, size)


@given(pages(), pages())
def test_merging_keeps_everything_of_both(one, other):
    both = one.merge(other)
    lines, words = len(one.lines), len(one.words)
    assert both.lines[:lines].text == one.lines.text
    assert both.lines[lines:].text == other.lines.text
    assert np.array_equal(both.lines.polygon[:lines], one.lines.polygon)
    assert both.words.text == one.words.text + other.words.text
    count = len(one.blocks)
    assert [block.lines.text for block in both.blocks[count:]] == [
        block.lines.text for block in other.blocks
    ]
    for before, after in zip(other.fields, both.fields[len(one.fields) :], strict=True):
        assert after.word == (before.word + words if before.word >= 0 else -1)
        assert after.text == before.text


def test_merging_brings_the_other_page_into_the_frame_of_this_one():
    turned = Page(width=100, height=50).move([[0, -1, 50], [1, 0, 0], [0, 0, 1]], (50, 100))
    half = Page(width=50, height=25, lines=Lines(["a"], [quad(5, 10)]), blocks=Blocks(["a"]))
    half = half.replace(fields=Fields(["pair"], polygon=[quad(5, 10)]))
    both = turned.merge(half)
    expected = [[30, 10], [30, 30], [10, 30], [10, 10]]
    assert both.lines.polygon.tolist() == both.fields.polygon.tolist() == [expected]
    unknown = Page(lines=Lines(["a"], [quad(5, 10)]))
    assert Page().merge(unknown).lines.polygon.tolist() == [quad(5, 10)]
    with pytest.raises(ValueError, match="cannot be inverted"):
        Page().merge(Page(matrix=np.zeros((3, 3))))


@given(pages(), st.data())
def test_fields_follow_when_lines_are_taken_or_words_kept(page, data):
    count = len(page.words)
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)), bool)
    order = data.draw(st.permutations(range(len(page.lines))))
    for changed, gone in ((page.keep(mask), ~mask), (page.take(order), np.zeros(count, bool))):
        for before, after in zip(page.fields, changed.fields, strict=True):
            if before.word < 0 or gone[before.word]:
                assert after.word == -1
            else:
                assert changed.words[after.word] == page.words[before.word]
            assert after._replace(word=-1) == before._replace(word=-1)
        assert changed.blocks == page.blocks


@given(pages())
def test_moving_moves_lines_words_blocks_and_fields(page):
    shift = [[1, 0, 7], [0, 1, -3], [0, 0, 1]]
    moved = page.move(shift, (9, 8))
    for before, after in (
        (page.lines.polygon, moved.lines.polygon),
        (page.words.polygon, moved.words.polygon),
        (page.blocks.polygon, moved.blocks.polygon),
        (page.fields.polygon, moved.fields.polygon),
        (page.fields.name_polygon, moved.fields.name_polygon),
    ):
        assert np.array_equal(before + np.array([7, -3]), after, equal_nan=True)
    assert moved.size == (9, 8)
    assert moved.source_size == page.source_size or np.isnan(page.source_size).any()
    assert np.allclose(moved.matrix, shift @ page.matrix)
    assert moved.angle == page.angle or np.isnan(page.angle)
    assert moved.origin == page.origin


@given(st.lists(lines(), max_size=3))
def test_lines_one_after_the_other_keep_theirs(parts):
    both = Lines.concat(parts)
    assert list(both) == [line for part in parts for line in part]
    assert Lines.concat(iter(parts)) == both


@given(documents)
def test_everything_is_equal_after_pickling_and_copying(document):
    again = pickle.loads(pickle.dumps(document))
    assert again == document
    assert copy.deepcopy(document) == document
    assert [[block.text for block in page.blocks] for page in again] == [
        [block.text for block in page.blocks] for page in document
    ]
    assert again.tables == document.tables


@given(pages(), pages())
def test_pages_are_equal_only_when_all_of_them_is(one, other):
    assert (one == other) == (repr(columns_of(one)) == repr(columns_of(other)))


def columns_of(page):
    parts = (page.words, page.lines, page.blocks, page.fields)
    plain = [(name, *map(str, column)) for part in parts for name, column in part.columns().items()]
    scalars = (page.number, page.size, page.unit, page.angle, page.source_size, page.origin)
    return plain, scalars, page.matrix.tolist()


@given(pages())
def test_columns_are_one_dimensional_of_one_length_and_locked(page):
    for part in (page.words, page.lines, page.blocks, page.fields):
        mapped = part.columns()
        assert {np.shape(column) for column in mapped.values()} == {(len(part),)}
        assert not any(column.flags.writeable for column in mapped.values())
    assert page.words.columns()["x2"].tolist() == page.words.polygon[:, 2, 0].tolist()
    assert page.words.columns()["y0"].tolist() == page.words.polygon[:, 0, 1].tolist()
    assert page.fields.columns()["name_y3"].tolist() == pytest.approx(
        page.fields.name_polygon[:, 3, 1], nan_ok=True
    )
    counts = page.lines.columns()
    assert (counts["first_word"] + counts["word_count"]).tolist() == page.lines.offsets[1:].tolist()
    assert page.blocks.columns()["row_span"].tolist() == page.blocks.cell[:, 2].tolist()


@given(documents)
def test_a_repr_is_a_short_line_without_the_pages_text(document):
    hostile = "Ab\ncd" * 30
    for page in document:
        lines = Lines([hostile], words=Words([hostile]), offsets=[0, 1])
        page = page.replace(lines=lines, fields=Fields(["pair"], [hostile], [hostile]))  # noqa: PLW2901
        shown = (page, page.lines, page.words, page.blocks, page.fields, page.lines[0])
        for part in (*shown, page.words[0], page.fields[0], document, page.tables):
            assert len(repr(part)) < 200
            assert "\n" not in repr(part)
            assert hostile[:30] not in repr(part).replace("\\n", "\n")
    assert len(repr([document] * 100)) < 200 * 100


HOSTILE = "</td><script>alert('x')</script>&\u202e\u2066\0\ud800\x1b[31m"


def test_html_shows_hostile_text_and_never_runs_it():
    words = Words([HOSTILE], confidence=[NAN])
    page = Page(
        lines=Lines([HOSTILE], words=words, offsets=[0, 1], block=[1]),
        blocks=Blocks([HOSTILE, "cell"], [-1, 0], [[-1] * 4, [0, 0, 1, 1]]),
        fields=Fields(["pair"], [HOSTILE], [HOSTILE]),
    )
    table = Page(lines=page.lines, blocks=Blocks(["table", "cell"], [-1, 0], page.blocks.cell))
    shown = (words, page.lines, page.blocks, page.fields, page, Document([page]), table.tables[0])
    for part in shown:
        text = part._repr_html_()
        assert "<script" not in text
        assert not {*"\u202e\u2066\0\x1b"} & {*text}
        assert text.count("<td>") == text.count("</td>")
        text.encode()
    assert "&lt;script&gt;alert(&#x27;x&#x27;)" in words._repr_html_()


def test_html_is_a_small_table_of_the_first_rows():
    words = Words([f"w{row}" for row in range(50)], confidence=[0.123456] * 50)
    text = words._repr_html_()
    assert text.startswith("<table><tr><th>word</th><th>confidence</th></tr><tr><td>w0</td>")
    assert text.count("<tr>") == 21
    assert text.endswith("</table><p>30 more</p>")
    assert "0.123<" in text
    assert len(Words(["a" * 10_000])._repr_html_()) < 500
    assert "more" not in Words(["a"] * 20)._repr_html_()


def test_html_of_a_table_has_its_header_and_counts_its_rows():
    cells = [(row, 0, 1, 1) for row in range(23)]
    roles = ["table", "column_header"] + ["cell"] * 22
    blocks = Blocks(roles, [-1] + [0] * 23, [(-1,) * 4, *cells])
    page = Page(lines=Lines(["head"], block=[1]), blocks=blocks)
    text = page.tables[0]._repr_html_()
    assert text.startswith("<table><tr><th>head</th></tr><tr><td></td>")
    assert text.endswith("<p>2 more</p>")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Fields(["stamp"]), "one of pair"),
        (lambda: Fields(["pair"], value=[NAN]), "not finite"),
        (lambda: Fields(["pair"], value=[1, 2]), "2 rows"),
        (lambda: Fields(["pair"], name=["a", "b"]), "name has 2 rows"),
        (lambda: Fields(["pair"], confidence=[-0.1]), "confidence"),
        (lambda: Fields(["pair"], word=[-2]), "-1"),
        (lambda: Page(fields=Fields(["pair"], word=[0])), "stands at word 0 of 0"),
        (lambda: Page(unit="x" * 999), "not 'xxx"),
        (lambda: Lines(["a"]).keep([True]), "expected"),
        (lambda: Page(height=np.inf), "height"),
    ],
)
def test_wrong_fields_and_pages_are_told_in_a_line(make, says):
    with pytest.raises(ValueError, match=says) as caught:
        make()
    assert len(str(caught.value)) < 200


def test_fields_are_a_sequence_of_columns():
    fields = Fields(["pair", "mark"], ["a", "b"], ["x", "y"], [1.5, True], confidence=[0.5, NAN])
    assert fields[-1].value is True
    assert [field.text for field in fields] == ["x", "y"]
    assert fields[[1, 0]].name == ("b", "a")
    assert fields[np.array([False, True])].kind == ("mark",)
    assert fields[1] == fields[1]
    assert not fields[1] != fields[1]  # noqa: SIM202  # NaN differs from itself, a field does not
    assert fields[0] != fields[1]
    assert {fields[0]} == {fields[0]}
    assert repr(fields[0]) == "<Field pair 'a': 'x'>"
    with pytest.raises(TypeError):
        Fields(["pair"], value=[object()])
    assert Fields(["pair"], value=["\ud800"]).value == ("\ufffd",)


def test_a_page_of_100_000_words_is_handled_in_passes(monkeypatch):
    count, width = 100_000, 10
    rows = count // width
    words = Words([f"w{row}" for row in range(count)], np.zeros((count, 4, 2)))
    text = [" ".join(words.text[row : row + width]) for row in range(0, count, width)]
    lines = Lines(text, words=words, offsets=range(0, count + 1, width), block=[0] * rows)
    page = Page(lines=lines, blocks=Blocks(["paragraph"]), fields=Fields(["pair"], word=[5]))
    made = []
    make = columns.checked
    monkeypatch.setattr(columns, "checked", lambda *args: made.append(1) or make(*args))
    page.take(range(rows)[::-1])
    page.move(np.eye(3), (1, 1))
    page.merge(page)
    page.regroup([range(row, row + 5) for row in range(0, count, 5)])
    assert len(made) < 300  # columns are made anew for a page, not for a word or a line

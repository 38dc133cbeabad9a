"""Lists of pages: what is taken, what is refused, and how they are chosen."""

import tracemalloc

import pytest

from ocrlayout import page_ranges


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("1-3,7", "1-3,7"),
        ("1-", "1-"),
        ("-2", "1-2"),
        ("1 - 2", "1-2"),
        (" 1 ,\t3 - ", "1,3-"),
        ("2,2,1-2", "2,2,1-2"),
        ("007", "7"),
        ("3-3", "3-3"),
        (5, "5"),
        ([1, 3], "1,3"),
        ([1, "3-5"], "1,3-5"),
        ((2, "4,6"), "2,4,6"),
        (range(1, 4), "1,2,3"),
    ],
)
def test_lists_have_one_spelling(written, spelt):
    assert str(page_ranges.parse(written)) == spelt
    assert page_ranges.parse(spelt) == page_ranges.parse(written)


@pytest.mark.parametrize(
    "written",
    [
        *("", " ", ",", "1,", ",1", "1,,2", "-", " - ", "b", "1 2", "1-2-3", "--2", "1..3", "1–3"),
        *(
            "0",
            "0-2",
            "-0",
            "1-0",
            "3-2",
            "1,0",
            "+1",
            "1.0",
            "1e3",
            "١",
            "²",
            "1" * 5000,
            "1\x002",
        ),
        *(0, -1, True, [], [0], [-2], [1, -2], [True], [1.0], [None]),
    ],
)
def test_what_is_not_a_list_of_pages_is_refused_with_its_text(written):
    with pytest.raises(ValueError, match=r"^pages are numbers and ranges counted from 1") as caught:
        page_ranges.parse(written)
    assert len(str(caught.value)) < 200
    if isinstance(written, str) and len(written) < 20:
        assert repr(written) in str(caught.value)


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("2", [2]),
        ("3,1-2", [1, 2, 3]),
        ("3,3,2-3", [2, 3]),
        ("2-", [2, 3]),
        ("-2", [1, 2]),
        ("3-9", [3]),
        ("-999999999999999999", [1, 2, 3]),
    ],
)
def test_pages_are_chosen_once_and_in_order(written, numbers):
    assert page_ranges.parse(written).among(range(1, 4)) == numbers


@pytest.mark.parametrize("written", ["4", "1,4", "4-", "1,9-12"])
def test_a_page_that_is_not_there_is_an_error_that_names_it_and_the_last(written):
    missing = written.split(",")[-1]
    with pytest.raises(ValueError, match=f"there is no page {missing}, the last is 3"):
        page_ranges.parse(written).among(range(1, 4))


def test_an_empty_document_does_not_have_any_page():
    with pytest.raises(ValueError, match="there is no page 1-, the document is empty"):
        page_ranges.parse("1-").among([])


def test_numbers_with_gaps_are_chosen_as_they_are():
    assert page_ranges.parse("2-8").among([9, 7, 3]) == [3, 7]
    with pytest.raises(ValueError, match="there is no page 4, the last is 9"):
        page_ranges.parse("3,4").among([9, 7, 3])
    with pytest.raises(ValueError, match="there is no page 4-6"):
        page_ranges.parse("4-6").among([9, 7, 3])


def test_a_huge_range_does_not_take_memory():
    tracemalloc.start()
    try:
        assert page_ranges.parse("1-999999999999").among(range(1, 4)) == [1, 2, 3]
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()

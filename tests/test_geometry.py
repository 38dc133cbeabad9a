import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrlayout import geometry

SQUARE = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 1.0], [0.0, 1.0]])
DEGREES = st.floats(-720, 720)


@given(DEGREES)
def test_angle_of_a_turned_quad_is_the_turn(degrees):
    turned = geometry.apply(geometry.rotation(degrees), SQUARE)
    off = geometry.fold(geometry.angles(turned) - degrees)
    assert abs(off) < 1e-9
    assert np.allclose(geometry.sizes(turned), [4, 1])


@given(DEGREES)
def test_fold_is_in_range_and_the_same_direction(degrees):
    folded = float(geometry.fold(degrees))
    assert -180 < folded <= 180
    assert np.isclose(np.exp(1j * np.radians(folded)), np.exp(1j * np.radians(degrees)))


def test_fold_leaves_what_is_in_range_as_it_is():
    assert geometry.fold([0.5268, -179.9711, 180.0, 2.2026]).tolist() == [
        0.5268,
        -179.9711,
        180.0,
        2.2026,
    ]


@pytest.mark.parametrize("quarter", [0, 90, 180, 270, -90, 360])
def test_quarter_turns_are_exact(quarter):
    turned = geometry.apply(geometry.rotation(quarter, (10, 20)), [[10, 20], [11, 20], [10, 25]])
    assert (turned == turned.round()).all()


@pytest.mark.parametrize("shape", [(4, 2), (3, 4, 2), (0, 4, 2), (2, 5, 4, 2)])
def test_one_or_many(shape):
    polygons = np.broadcast_to(SQUARE, shape)
    assert geometry.boxes(polygons).shape == (*shape[:-2], 4)
    assert geometry.centers(polygons).shape == (*shape[:-2], 2)
    assert geometry.sizes(polygons).shape == (*shape[:-2], 2)
    assert geometry.angles(polygons).shape == shape[:-2]
    assert geometry.known(polygons).shape == shape[:-2]
    assert geometry.shapes(polygons).shape == shape[:-2]


def test_nan_stays_nan_and_is_passed_over():
    both = np.stack([SQUARE, np.full((4, 2), np.nan)])
    assert np.isnan(geometry.angles(both)).tolist() == [False, True]
    assert geometry.known(both).tolist() == [True, False]
    assert [shape.is_empty for shape in geometry.shapes(both)] == [False, True]
    assert geometry.extent(both).tolist() == [0, 0, 4, 1]
    assert np.isnan(geometry.extent(both[1:])).all()


@given(st.floats(-180, 180), st.integers(0, 3))
def test_n_gon_becomes_its_rectangle_from_its_first_corner(degrees, start):
    quad = np.roll(geometry.apply(geometry.rotation(degrees, (2, 0.5)), SQUARE), -start, axis=0)
    halfway = (quad + np.roll(quad, -1, axis=0)) / 2
    octagon = np.stack([quad, halfway], axis=1).reshape(8, 2)
    assert np.allclose(geometry.rectangle(octagon), quad, atol=1e-6)


def test_rectangle_runs_clockwise_as_seen_whatever_the_points_do():
    backwards = np.array([[0, 0], [0, 1], [2, 1], [4, 1], [4, 0]], float)
    assert geometry.rectangle(backwards).tolist() == SQUARE.tolist()


@pytest.mark.parametrize(
    "points", [[[0, 0], [1, 1]], [[0, 0, 0]] * 4, [[np.nan, 0]] * 5, [[np.inf, 0]] * 4, 7]
)
def test_rectangle_refuses(points):
    with pytest.raises(ValueError, match="polygon"):
        geometry.rectangle(points)


@pytest.mark.parametrize("points", [[[1, 1]] * 5, [[0, 0], [1, 1], [2, 2], [3, 3], [4, 4]]])
def test_rectangle_of_what_has_no_area(points):
    assert geometry.rectangle(points).shape == (4, 2)


def test_vertical_is_told_by_the_words():
    line = np.array([[0, 0], [1, 0], [1, 4], [0, 4]], float)
    words = np.array([line * [1, 0.5], line * [1, 0.5] + [0, 2]])
    sideways = np.array([SQUARE * [0.5, 1], SQUARE * [0.5, 1] + [2, 0]])
    polygons = np.stack([line, SQUARE, line])
    found = geometry.vertical(polygons, np.concatenate([words, sideways, line[None]]), [0, 2, 4, 5])
    assert found.tolist() == [True, False, False]  # the last is one word: nobody can tell


def test_vertical_at_any_angle():
    line = np.array([[0, 0], [1, 0], [1, 4], [0, 4]], float)
    words = np.array([line * [1, 0.5], line * [1, 0.5] + [0, 2]])
    turn = geometry.rotation(37)
    assert geometry.vertical(
        [geometry.apply(turn, line)], geometry.apply(turn, words), [0, 2]
    ).all()


@given(DEGREES, st.floats(-100, 100), st.floats(-100, 100))
def test_matrices_compose(degrees, x, y):
    both = geometry.translation(x, y) @ geometry.rotation(degrees)
    one_by_one = geometry.apply(
        geometry.translation(x, y), geometry.apply(geometry.rotation(degrees), SQUARE)
    )
    assert np.allclose(geometry.apply(both, SQUARE), one_by_one)


@given(DEGREES, st.floats(-100, 100), st.floats(-100, 100))
def test_the_center_of_a_turn_stays_where_it_is(degrees, x, y):
    assert np.allclose(geometry.apply(geometry.rotation(degrees, (x, y)), [x, y]), [x, y])


def test_a_turn_is_clockwise_as_seen():
    assert np.allclose(geometry.apply(geometry.rotation(30), [2, 0]), [np.sqrt(3), 1])


def test_the_angle_is_that_of_the_middle_between_top_and_bottom():
    quad = [[0, 0], [10, 0], [10, 12], [0, 10]]
    assert geometry.angles(quad) == pytest.approx(np.degrees(np.arctan2(1, 10)))
    assert geometry.angles(np.array(quad)[[3, 2, 1, 0]]) == geometry.angles(quad)


def test_sizes_are_means_of_opposite_edges():
    assert np.allclose(
        geometry.sizes([[0, 0], [6, 0], [4, 3], [0, 3]]), [5, (3 + np.hypot(2, 3)) / 2]
    )


def test_three_points_have_a_rectangle():
    assert geometry.rectangle([[0, 0], [4, 0], [0, 3]]).tolist() == [[0, 0], [4, 0], [4, 3], [0, 3]]


def test_words_from_right_to_left_are_not_vertical():
    words = [SQUARE * [0.5, 1] + [2, 0], SQUARE * [0.5, 1]]
    assert not geometry.vertical([SQUARE], words, [0, 2]).any()


@pytest.mark.parametrize(
    ("down", "is_vertical"), [(1, False), (1.8, False), (2.2, True), (-3, False)]
)
def test_a_line_is_vertical_where_its_words_advance_more_down_than_along(down, is_vertical):
    line = np.array([[0.0, 0], [4, 0], [4, 4], [0, 4]])
    words = [line * 0.1, line * 0.1 + [2, down]]
    assert geometry.vertical([line], words, [0, 2]).tolist() == [is_vertical]


def test_lines_without_words_or_geometry_are_not_vertical():
    nowhere = np.full((4, 2), np.nan)
    found = geometry.vertical([nowhere, SQUARE, SQUARE * 0], [nowhere] * 2, [0, 2, 2, 2])
    assert found.tolist() == [False] * 3

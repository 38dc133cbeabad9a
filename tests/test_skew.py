import random

import numpy as np
import order_pages
import pytest

from ocrlayout import geometry
from ocrlayout.model import Blocks, Document, Fields, Lines, Page, Words
from ocrlayout.skew import deskew, direction, measured, page_angle

ANGLES = [-179.5, -135, -90, -45, -7.25, -0.3, 0, 0.08, 2, 15, 44, 46, 90, 120, 179.9, 180]


def difference(one: float, other: float) -> float:
    return abs(float(geometry.fold(one - other)))


def noisy(page: Page, spread: float, seed: int = 1) -> Page:
    """Move every corner by some of a line height, as services do."""
    noise = np.random.default_rng(seed).uniform(-spread, spread, page.lines.polygon.shape)
    polygon = page.lines.polygon + noise * order_pages.HEIGHT
    return page.replace(
        lines=Lines(page.lines.text, polygon, Words(page.lines.text, polygon), page.lines.offsets)
    )


@pytest.mark.parametrize("angle", ANGLES)
@pytest.mark.parametrize("scale", [1, 1 / 300])
@pytest.mark.parametrize("layout", ["single", "two columns", "table", "form", "right to left"])
def test_angle_is_found_all_the_way_round(layout, scale, angle):
    rows = order_pages.LAYOUTS[layout](random.Random(3))
    assert difference(page_angle(order_pages.page(rows, angle=angle, scale=scale)[0]), angle) < 1e-6


@pytest.mark.parametrize("angle", ANGLES)
def test_noise_of_corners_averages_out(angle):
    rows = order_pages.single(random.Random(4))
    page = noisy(order_pages.page(rows, angle=angle)[0], 0.1)
    assert difference(page_angle(page), angle) < 0.1


def test_short_lines_do_not_outvote_long_ones():
    rng = random.Random(5)
    long = order_pages.text(rng, 0, 0, 800, 8)
    short = []
    for k in range(40):
        box = np.array(order_pages.quad(900 + 70 * (k % 2), 26 * (k // 2), 30))
        tilt = geometry.rotation(rng.uniform(-4, 4), tuple(box.mean(axis=0)))
        short.append(("cat", geometry.apply(tilt, box).tolist()))
    assert difference(page_angle(order_pages.page(long + short, angle=30)[0]), 30) < 0.1


@pytest.mark.parametrize("angle", [0, 12, -90])
def test_a_fifth_of_the_lines_turned_does_not_pull(angle):
    rows = order_pages.text(random.Random(6), 100, 100, 700, 40)
    turn = geometry.rotation(90, (450, 600))
    rows = [
        (text, geometry.apply(turn, polygon).tolist() if k % 5 == 0 else polygon)
        for k, (text, polygon) in enumerate(rows)
    ]
    page = order_pages.page(rows, angle=angle)[0].replace(angle=angle + 30)
    assert difference(page_angle(page), angle) < 1e-6


def test_two_orientations_give_the_majority_and_each_line_keeps_its_own():
    rows = order_pages.text(random.Random(7), 100, 100, 700, 30)
    margin = [("along the margin of it", [[40, 900], [40, 300], [60, 300], [60, 900]])]
    page = deskew(Document([order_pages.page(rows + margin, angle=10)[0]]))[0]
    angles = geometry.angles(page.lines.polygon)
    assert np.abs(angles[:-1]).max() < 1e-6
    assert angles[-1] == pytest.approx(-90)


@pytest.mark.parametrize("angle", [0, 5, 90, 180, -90])
def test_vertical_text_stays_upright(angle):
    page = order_pages.page(order_pages.vertical(random.Random(8)), angle=angle)[0]
    assert difference(page_angle(page), angle) < 1e-6


def test_vertical_text_of_many_words_stays_upright():
    line = order_pages.quad(100, 100, 40, 400)
    words = [order_pages.quad(100, 100 + 40 * k, 40, 40) for k in range(10)]
    page = Page(
        width=300, height=600, lines=Lines(["天" * 10], [line], Words(["天"] * 10, words), [0, 10])
    )
    assert page_angle(page) == 0


def test_the_reported_angle_is_used_only_without_geometry():
    assert page_angle(Page(angle=33.0)) == 33.0
    assert page_angle(Page()) == 0.0
    assert page_angle(Page(angle=33.0, lines=Lines(["a", "b"]))) == 33.0
    level = Lines(["level"], [order_pages.quad(0, 0, 100)])
    assert page_angle(Page(angle=33.0, lines=level)) == 0.0
    point = Lines(["a"], [[[5, 5]] * 4])
    assert page_angle(Page(angle=33.0, lines=point)) == 33.0


@pytest.mark.parametrize("angle", ANGLES)
def test_deskew_levels_grows_and_keeps_the_matrix(angle):
    rows = order_pages.columns(random.Random(9))
    page = order_pages.page(rows, angle=angle)[0]
    upright = deskew(Document([page]))[0]
    assert np.abs(geometry.angles(upright.lines.polygon)).max() < 1e-6
    assert upright.angle == 0
    assert upright.source_size == page.size
    np.testing.assert_allclose(
        geometry.apply(upright.matrix, page.lines.polygon), upright.lines.polygon, atol=1e-6
    )
    sheet = geometry.apply(
        upright.matrix, [[0, 0], [page.width, 0], [page.width, page.height], [0, page.height]]
    )
    np.testing.assert_allclose(sheet.min(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(sheet.max(axis=0), upright.size, atol=1e-6)
    assert deskew(Document([upright]))[0].lines == upright.lines or difference(angle, 0) > 0


def test_deskew_by_a_given_angle():
    page = Page(width=100, height=50, lines=Lines(["a"], [order_pages.quad(10, 10, 20)]))
    turned = deskew(Document([page]), 90)[0]
    assert turned.size == (50, 100)
    assert turned.lines[0].polygon[0] == (10, 90)
    with pytest.raises(ValueError, match="finite"):
        deskew(Document([page]), float("nan"))


def test_pages_without_size_or_geometry():
    level = np.array(order_pages.quad(0, 0, 100))
    lines = Lines(
        ["a", "b"], [geometry.apply(geometry.rotation(20), level), np.full((4, 2), np.nan)]
    )
    upright = deskew(Document([Page(lines=lines)]))[0]
    assert geometry.angles(upright.lines.polygon)[0] == pytest.approx(0, abs=1e-9)
    assert np.isnan(upright.width)
    assert np.isnan(upright.lines.polygon[1]).all()
    empty = Page(angle=20, lines=Lines(["a"]))
    assert deskew(Document([empty]))[0] == empty.replace(angle=0.0)
    assert deskew(Document([Page(width=10, height=10)]))[0].size == (10, 10)


def shared(*lines: tuple[float, float]) -> float:
    """Direction that lines, given as (angle, length), share."""
    angle, length = np.array(lines, float).T
    return direction(angle, length)


def test_directions_farther_apart_than_noise_are_not_added_up():
    """Lines at 20° and 34° are two directions, each weaker than that at 0°."""
    assert shared((0, 10), (20, 6), (34, 6)) == 0.0


def test_length_is_what_counts_and_not_how_many_lines_there_are():
    assert shared((0, 100), (90, 1), (90, 1), (90, 1)) == 0.0
    assert shared((0, 10), *[(4, 1)] * 6) == 0.0


def test_of_two_directions_nearby_the_one_with_more_length_is_taken():
    assert shared((0, 4), (3, 6)) == 3.0
    assert shared((0, 6), (3, 4)) == 0.0


def test_a_line_far_from_the_others_is_left_out_of_the_mean():
    level = [(angle, 10) for angle in (-0.1, 0, 0.1) * 3]
    assert abs(shared(*level, (2.5, 10))) < 0.01


def test_a_long_line_says_more_than_many_words():
    words = [(0.2 + 0.02 * k, 1) for k in range(20)]
    assert abs(shared((0, 10), *words)) < 0.12


def test_the_circle_goes_on_where_it_ends():
    around = [(angle, 1) for angle in (-2, 2) * 3]
    assert abs(shared(*around, *[(90, 1)] * 5)) <= 2
    half_turn = [(angle, 1) for angle in (-178, 178) * 3]
    assert abs(shared(*half_turn, *[(90, 1)] * 5)) >= 178


@pytest.mark.parametrize("height", [12, 30])
def test_a_quad_taller_than_long_lies_as_its_long_edge_does(height):
    quad = np.array([[[0.0, 0], [10, 1], [10, 1 + height], [0, height]]])
    angle, along, across = measured(quad)
    assert angle[0] == 0
    assert across[0] == height
    assert along[0] == pytest.approx(np.hypot(10, 1))


def test_of_tall_quads_the_long_side_is_their_weight():
    column = geometry.apply(geometry.rotation(5), order_pages.quad(0, 0, 20, 400))
    quads = [column, column + 50, *[order_pages.quad(200, 30 * k, 60) for k in range(3)]]
    assert page_angle(Page(lines=Lines(["a"] * 5, quads))) == pytest.approx(5)


def test_what_is_level_but_for_rounding_is_not_turned():
    page = Page(width=100, height=50, lines=Lines(["a"], [order_pages.quad(10, 10, 20)]))
    for angle in (1e-7, 360 + 1e-7, -720.0):
        assert deskew(Document([page]), angle)[0] == page.replace(angle=0.0)
    assert deskew(Document([page]), 1e-5)[0] != page.replace(angle=0.0)


@pytest.mark.parametrize("size", [(500, np.nan), (np.nan, 500), (np.nan, np.nan)])
def test_a_page_of_which_a_side_is_not_known_turns_about_its_text(size):
    level = np.array(order_pages.quad(30, 40, 100))
    turned = geometry.apply(geometry.rotation(20), level)
    page = deskew(Document([Page(1, *size, lines=Lines(["a"], [turned]))]))[0]
    np.testing.assert_array_equal(page.size, size)
    assert geometry.angles(page.lines.polygon)[0] == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose(geometry.apply(page.matrix, turned), page.lines.polygon[0])


def test_blocks_and_fields_are_turned_with_the_page():
    corners = [order_pages.quad(10, 10, 20)]
    fields = Fields(["pair"], ["Total"], ["12"], polygon=corners, name_polygon=corners)
    lines = Lines(["a"], corners, block=[0])
    page = Page(1, 100, 50, lines=lines, blocks=Blocks(["figure"], polygon=corners), fields=fields)
    turned = deskew(Document([page]), 90)[0]
    for polygon in (turned.blocks.polygon, turned.fields.polygon, turned.fields.name_polygon):
        np.testing.assert_array_equal(polygon, turned.lines.polygon)

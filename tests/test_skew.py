import random

import numpy as np
import order_pages
import pytest

from ocrlayout import geometry
from ocrlayout.model import Document, Lines, Page, Words
from ocrlayout.skew import deskew, page_angle

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

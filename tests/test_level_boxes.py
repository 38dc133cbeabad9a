"""Boxes along the axes on pages that lie at an angle, as many services draw them."""

import random
from dataclasses import replace

import numpy as np
import order_pages
import pytest

from ocrlayout import geometry
from ocrlayout.formats import load, save
from ocrlayout.model import Blocks, Document, Fields, Lines, Page, Words
from ocrlayout.order import reading_order
from ocrlayout.skew import deskew, page_angle, with_leaning_boxes
from ocrlayout.writers.pdf.placement import as_bounded

HEIGHT = order_pages.HEIGHT
ANGLES = [-8, -3, -1, 0.7, 1, 2, 5, 8, 20]
LAYOUTS = ["single", "two columns", "form", "right to left"]
MARGIN = 200.0


def worded(rows):
    """A page whose lines are cut into words at half a line height a character."""
    texts, quads, offsets = [], [], [0]
    for text, corners in rows:
        corner = np.array(corners, float)
        along = corner[1] - corner[0]
        at, words = 0, text.split(" ")
        for word in words:
            share = np.array([at, at + len(word), at + len(word), at]) / len(text)
            quads.append(corner[[0, 0, 3, 3]] + share[:, None] * along)
            texts.append(word)
            at += len(word) + 1
        offsets.append(len(texts))
    lines = [corners for _, corners in rows]
    return Page(
        1, 1400, 2000, lines=Lines([t for t, _ in rows], lines, Words(texts, quads), offsets)
    )


def layout(name, seed=3):
    return worded(order_pages.LAYOUTS[name](random.Random(seed)))


def boxed(page):
    """The page with boxes along the axes in place of its quads, in whole pixels."""
    return page.replace(
        lines=replace(
            page.lines,
            polygon=level(page.lines.polygon),
            words=replace(page.words, polygon=level(page.words.polygon)),
        )
    )


def level(quads):
    """Boxes around quads, corner 0 where it was nearest."""
    x0, y0, x1, y1 = geometry.boxes(quads).round().T
    corners = np.stack([[x0, y0], [x1, y0], [x1, y1], [x0, y1]]).transpose(2, 0, 1)
    quarter = (np.round(geometry.angles(quads) / 90) % 4).astype(int)
    return np.array([np.roll(c, -q, axis=0) for c, q in zip(corners, quarter, strict=True)])


def tilted(page, angle):
    return page.replace(lines=page.lines.move(geometry.rotation(angle)))


def off(page, share, seed=1):
    """Sides of all boxes off by a share of the line height (standard deviation)."""
    rng = np.random.default_rng(seed)

    def rough(quads):
        sides = rng.normal(0, share * HEIGHT, (len(quads), 4))
        return quads + sides[:, [[0, 1], [2, 1], [2, 3], [0, 3]]]

    words = replace(page.words, polygon=rough(page.words.polygon))
    return page.replace(lines=replace(page.lines, polygon=rough(page.lines.polygon), words=words))


class TestAngle:
    @pytest.mark.parametrize("angle", ANGLES)
    @pytest.mark.parametrize("name", LAYOUTS)
    def test_where_the_words_stand_tells_it(self, name, angle):
        assert page_angle(boxed(tilted(layout(name), angle))) == pytest.approx(angle, abs=0.05)

    @pytest.mark.parametrize("quarter", [90, 180, -90])
    def test_of_a_page_on_its_side(self, quarter):
        page = boxed(tilted(layout("single"), quarter + 3))
        assert page_angle(page) == pytest.approx(geometry.fold(quarter + 3), abs=0.05)

    @pytest.mark.parametrize("angle", [-3, 2])
    def test_in_inches(self, angle):
        page = boxed(tilted(layout("single"), angle))
        small = page.replace(lines=page.lines.move(geometry.scaling(1 / 300, 1 / 300)))
        assert page_angle(small) == pytest.approx(page_angle(page))

    @pytest.mark.parametrize("angle", [-5, 1, 3])
    def test_of_rough_boxes(self, angle):
        page = off(boxed(tilted(layout("two columns"), angle)), 0.1)
        assert page_angle(page) == pytest.approx(angle, abs=0.1)

    def test_of_a_short_receipt(self):
        rows = [("Milk 1 l 1.29", 0), ("Bread dark 3.49", 1), ("Sum EUR 4.78", 3)]
        lines = [(text, order_pages.quad(40, 40 + 30 * row, 240)) for text, row in rows]
        assert page_angle(boxed(tilted(worded(lines), 4))) == pytest.approx(4, abs=0.3)

    def test_of_vertical_lines(self):
        lines = [order_pages.quad(40 + 50 * row, 60, 30, 600) for row in range(8)]
        words = [
            order_pages.quad(40 + 50 * row, 60 + 100 * k, 30, 90)
            for row in range(8)
            for k in range(6)
        ]
        page = Page(
            lines=Lines(["天" * 18] * 8, lines, Words(["天天天"] * 48, words), range(0, 49, 6))
        )
        assert page_angle(boxed(page)) == 0
        assert page_angle(boxed(tilted(page, -3))) == pytest.approx(-3, abs=0.05)


def verse(rng):
    return [
        (
            order_pages.sentence(rng, 260),
            order_pages.quad(100 + 30 * (row % 4), 100 + 26 * row, 300),
        )
        for row in range(30)
    ]


def centered(rng):
    widths = [rng.uniform(100, 700) for _ in range(25)]
    return [
        (order_pages.sentence(rng, wide), order_pages.quad(500 - wide / 2, 100 + 26 * row, wide))
        for row, wide in enumerate(widths)
    ]


def list_of_prices(rng):
    """Small letters and figures: the center of a tight box is higher at the end of each line."""
    return [
        (
            f"{rng.choice(['gym', 'yoga', 'spa'])} {rng.randint(10, 99)}",
            order_pages.quad(90, 90 + 26 * row, 90),
        )
        for row in range(30)
    ]


LEVEL = {"verse": verse, "centered": centered, "prices": list_of_prices} | order_pages.LAYOUTS


class TestLevelPages:
    @pytest.mark.parametrize("share", [0, 0.1, 0.2])
    @pytest.mark.parametrize("name", LEVEL)
    def test_stay_level(self, name, share):
        for seed in range(6):
            page = worded(LEVEL[name](random.Random(seed)))
            assert page_angle(off(page, share, seed)) == 0

    @pytest.mark.parametrize("name", LEVEL)
    def test_stay_level_with_boxes_as_tight_as_the_letters(self, name):
        for seed in range(6):
            assert page_angle(tight(worded(LEVEL[name](random.Random(seed))))) == 0

    @pytest.mark.parametrize("bow", [0.5, 1.5])
    def test_of_a_curved_book_stay_level(self, bow):
        page = layout("single")
        words = page.words.polygon.copy()
        x = geometry.centers(words)[:, 0]
        words[:, :, 1] += (bow * HEIGHT * ((x - 480) / 400) ** 2)[:, None]
        curved = page.replace(lines=replace(page.lines, words=replace(page.words, polygon=words)))
        assert page_angle(boxed(curved)) == 0

    def test_of_two_lines_stay_level(self):
        rows = [
            ("one two three four five", order_pages.quad(40, 40 + 30 * row, 240)) for row in (0, 1)
        ]
        assert page_angle(boxed(tilted(worded(rows), 4))) == 0


def tight(page):
    """Boxes that end where the letters do: a quarter of the height less without what reaches up or down."""
    words = page.words.polygon.copy()
    for quad, text in zip(words, page.words.text, strict=True):
        quad[:2, 1] += 0 if set(text) - set("acegmnopqrsuvwxyz") else HEIGHT / 4
        quad[2:, 1] -= 0 if set(text) & set("gjpqy,") else HEIGHT / 4
    return page.replace(lines=replace(page.lines, words=replace(page.words, polygon=words)))


def centered_on(quads):
    return quads - geometry.centers(quads).mean(axis=0)


class TestDeskew:
    @pytest.mark.parametrize("angle", ANGLES)
    @pytest.mark.parametrize("name", LAYOUTS)
    def test_boxes_stand_on_the_ink(self, name, angle):
        clean = layout(name)
        page = deskew(Document([boxed(tilted(clean, angle))]))[0]
        wide = 0.15 * HEIGHT if abs(angle) <= 8 else 0.3 * HEIGHT
        for found, true in (
            (page.words.polygon, clean.words.polygon),
            (page.lines.polygon, clean.lines.polygon),
        ):
            assert np.abs(centered_on(found) - centered_on(true)).max() < wide

    @pytest.mark.parametrize("angle", [-8, -3, 1, 3, 5])
    @pytest.mark.parametrize("name", LAYOUTS)
    def test_the_order_is_that_of_the_clean_page(self, name, angle):
        clean = layout(name)
        page = boxed(tilted(clean, angle))
        expected = reading_order(clean).tolist()
        assert reading_order(page).tolist() == expected
        assert reading_order(deskew(Document([page]))[0]).tolist() == expected

    def test_the_matrix_leads_back_to_the_boxes(self):
        page = boxed(tilted(layout("single"), 3))
        turned = deskew(Document([page]))[0]
        back = turned.to_source(geometry.centers(turned.words.polygon))
        np.testing.assert_allclose(back, geometry.centers(page.words.polygon), atol=1e-6)

    @pytest.mark.parametrize("angle", [-5, 3, 93])
    def test_a_pdf_of_the_scan_as_it_lies_has_the_boxes_of_the_service(self, angle):
        page = boxed(tilted(layout("single"), angle))
        turned = deskew(Document([page]))[0]
        assert turned.refitted
        assert not page.refitted
        bounded = as_bounded(turned)
        for found, given in ((bounded, page.lines), (bounded.words, page.words)):
            back = turned.to_source(found.polygon)
            assert np.abs(back - given.polygon).max() < 0.1 * HEIGHT

    def test_turned_once_it_stays_so(self, tmp_path):
        once = deskew(Document([boxed(tilted(layout("single"), 3))]))
        assert page_angle(once[0]) == pytest.approx(0, abs=1e-9)
        assert deskew(once) == once
        save(once, tmp_path / "page.json")
        assert load(tmp_path / "page.json") == once

    def test_by_a_given_angle_the_boxes_are_still_what_leans_in_them(self):
        page = boxed(tilted(layout("single"), 3))
        turned = deskew(Document([page]), 90)[0]
        assert page_angle(turned) == pytest.approx(-87, abs=0.05)

    def test_blocks_and_fields_are_what_leans_in_them(self):
        page = layout("single")
        corners = np.array([order_pages.quad(100, 140, 700, 300)])
        page = page.replace(
            blocks=Blocks(["figure"], polygon=corners),
            fields=Fields(["pair"], ["Total"], ["12"], polygon=corners, name_polygon=corners),
        )
        turn = geometry.rotation(4)
        lain = boxed(page.move(turn, page.size))
        fields = replace(
            lain.fields,
            polygon=level(lain.fields.polygon),
            name_polygon=level(lain.fields.name_polygon),
        )
        blocks = replace(lain.blocks, polygon=level(lain.blocks.polygon))
        turned = deskew(Document([lain.replace(blocks=blocks, fields=fields)]))[0]
        for quads in (turned.blocks.polygon, turned.fields.polygon, turned.fields.name_polygon):
            assert geometry.angles(quads)[0] == pytest.approx(0, abs=1e-6)
            np.testing.assert_allclose(geometry.sizes(quads)[0], (700, 300), atol=2)

    def test_lines_that_bend_are_no_thinner_than_their_words(self):
        page = boxed(tilted(layout("single"), 3))
        low = page.lines.polygon.copy()
        low[:, 2:, 1] = low[:, :2, 1] + HEIGHT  # as if the line itself was level
        page = page.replace(lines=replace(page.lines, polygon=low))
        height = geometry.sizes(deskew(Document([page]))[0].lines.polygon)[:, 1]
        assert height.min() > 0.8 * HEIGHT


def rough_quads(page, seed):
    """Every corner off by a tenth of the line height (standard deviation)."""
    rng = np.random.default_rng(seed)

    def rough(quads):
        return quads + rng.normal(0, 0.1 * HEIGHT, quads.shape)

    words = replace(page.words, polygon=rough(page.words.polygon))
    return page.replace(lines=replace(page.lines, polygon=rough(page.lines.polygon), words=words))


def without_words(page):
    lines = page.lines
    return page.replace(lines=Lines(lines.text, lines.polygon))


class TestRoughQuads:
    @pytest.mark.parametrize("angle", [2, 44.9, -93])
    def test_where_words_stand_makes_the_angle_more_exact(self, angle):
        pages = [
            rough_quads(tilted(worded(verse(random.Random(seed))), angle), seed)
            for seed in range(60)
        ]
        with_words = np.array([page_angle(page) - angle for page in pages])
        by_lines = np.array([page_angle(without_words(page)) - angle for page in pages])
        assert np.sqrt((with_words**2).mean()) < 0.8 * np.sqrt((by_lines**2).mean())

    def test_words_that_are_off_their_line_count_less_than_exact_lines(self):
        page = tilted(layout("single"), 2)
        rough = rough_quads(page, 1).words
        exact = page.replace(lines=replace(page.lines, words=rough))
        assert page_angle(exact) == pytest.approx(2, abs=1e-6)


class TestOtherPages:
    @pytest.mark.parametrize("angle", [0, 0.5, 3, 93])
    def test_real_quads_are_left_as_they_are(self, angle):
        page = tilted(layout("single"), angle)
        assert with_leaning_boxes(page) is page

    def test_one_line_that_leans_says_that_quads_are_real(self):
        page = boxed(tilted(layout("single"), 3))
        polygon = page.lines.polygon.copy()
        polygon[0] = geometry.apply(geometry.rotation(3), polygon[0])
        real = page.replace(lines=replace(page.lines, polygon=polygon))
        assert with_leaning_boxes(real) is real

    def test_what_is_without_geometry_stays_so(self):
        page = boxed(tilted(layout("single"), 3))
        lines, words = page.lines.polygon.copy(), page.words.polygon.copy()
        lines[3], words[40] = np.nan, np.nan
        page = page.replace(
            lines=replace(page.lines, polygon=lines, words=replace(page.words, polygon=words))
        )
        assert page_angle(page) == pytest.approx(3, abs=0.05)
        made = with_leaning_boxes(page)
        assert np.isnan(made.lines.polygon[3]).all()
        assert np.isnan(made.words.polygon[40]).all()

"""The annotated picture: where marks stand, in which color, and that every script is drawn or said to be missing."""

import dataclasses
import importlib
import inspect
import io
import itertools
import logging
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from conftest import absent
from PIL import Image, ImageSequence, features
from reportlab.pdfgen.canvas import Canvas

import ocrlayout as ol
from ocrlayout import geometry
from ocrlayout.model import Blocks, Document, Lines, Page, Words
from ocrlayout.writers import _highlight, picture
from ocrlayout.writers.picture import drawing, labelling, lettering, margin, tints, view
from ocrlayout.writers.picture.differences import Reading
from ocrlayout.writers.picture.view import BLUE, PURPLE

SIZE = (400, 300)
QUADS = np.array(
    [
        [[60, 60], [340, 60], [340, 90], [60, 90]],
        [[60, 140], [300, 140], [300, 170], [60, 170]],
        [[60, 220], [200, 220], [200, 250], [60, 250]],
    ],
    np.float64,
)
BARE = {"words": False, "blocks": False, "order": False, "labels": False, "legend": False}
ONLY_LINES = BARE
ONLY_WORDS = {**BARE, "words": True, "lines": False}
NOTHING = {**BARE, "lines": False}


@pytest.fixture
def shaping():
    if not (features.check("raqm") and features.check("fribidi")):
        absent("FriBiDi, by which Pillow shapes", "libfribidi0")


def a_page(
    size=SIZE,
    quads=QUADS,
    texts=("Pack my box", "with five dozen", "jugs"),
    confidence=(0.2, 0.6, 0.99),
    **changes,
):
    count = len(quads)
    words = Words(texts[:count], quads, confidence[:count])
    lines = Lines(texts[:count], quads, words, range(count + 1))
    return Page(width=size[0], height=size[1], unit="pixel", lines=lines).replace(**changes)


def turned(page, angle):
    """A page whose content lies turned, on a sheet grown to hold it; its source is the new sheet."""
    turn = geometry.rotation(angle)
    sheet = geometry.apply(turn, np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * page.size)
    low, high = sheet.min(axis=0), sheet.max(axis=0)
    size = tuple(np.ceil(high - low).tolist())
    lines = page.lines.move(geometry.translation(*-low) @ turn)
    return page.replace(lines=lines, width=size[0], height=size[1], source_size=size)


def scan_of(page, scale=1.0, light=(255, 255, 255), ink=(0, 0, 0)):
    """A sheet with a black bar in the place of every line."""
    width, height = (round(value * scale) for value in page.source_size)
    sheet = np.full((height, width, 3), light, np.uint8)
    back = np.linalg.inv(page.matrix)
    for quad in geometry.apply(back, page.lines.polygon) * scale:
        cv2.fillPoly(sheet, [quad.round().astype(np.int32)], ink)
    return sheet


def distance(pixels, color):
    return np.abs(np.asarray(pixels, np.int64) - color).sum(axis=-1)


def is_near(image, point, color, reach=3, tolerance=60):
    x, y = np.round(point).astype(int)
    part = image[max(y - reach, 0) : y + reach + 1, max(x - reach, 0) : x + reach + 1]
    return bool(part.size and distance(part, color).min() < tolerance)


def edges(quad):
    return (quad + np.roll(quad, -1, axis=0)) / 2


def outlined(image, quads, reach=3):
    return all(
        is_near(image, point, BLUE, reach) for quad in quads for point in (*edges(quad), *quad)
    )


# Where marks stand


@pytest.mark.parametrize("angle", [0, 90, 180, -90, 15, 1.5, -40])
def test_lines_are_outlined_where_they_are(angle):
    page = turned(a_page(), angle)
    scan = scan_of(page)
    image = picture.annotate(scan, page, **ONLY_LINES)
    assert outlined(image, page.lines.polygon)
    changed = distance(image, 0) != distance(scan, 0)
    assert 0 < changed.mean() < 0.1  # the outlines and nothing else


@pytest.mark.parametrize("scale", [0.5, 2.0, 3.3])
def test_a_resized_scan_is_as_good(scale):
    page = a_page()
    image = picture.annotate(scan_of(page, scale), page, **ONLY_LINES)
    assert outlined(image, page.lines.polygon * scale, reach=round(3 * scale) + 1)


def test_inches_become_pixels():
    page = a_page().move(geometry.scaling(1 / 100, 1 / 100), (4, 3))
    page = page.replace(unit="inch", matrix=np.eye(3), source_size=(4, 3))
    image = picture.annotate(np.full((600, 800), 255, np.uint8), page, **ONLY_LINES)
    assert outlined(image, QUADS * 2)


def test_a_deskewed_page_is_drawn_on_the_scan_as_it_lies():
    page = turned(a_page(), 15)
    upright = ol.deskew(Document([page]))[0]
    assert np.abs(geometry.angles(upright.lines.polygon)).max() < 0.01
    image = picture.annotate(scan_of(page), upright, **ONLY_LINES)
    assert image.shape[:2] == scan_of(page).shape[:2]
    assert outlined(image, page.lines.polygon)


@pytest.mark.parametrize("angle", [15, 90, 180, -3])
def test_upright_turns_the_scan_with_the_lines(angle):
    page = turned(a_page(), angle)
    upright = ol.deskew(Document([page]))[0]
    image = picture.annotate(scan_of(page), upright, **BARE, upright=True)
    assert image.shape[:2] == tuple(np.ceil(np.round(upright.size, 6)).astype(int)[::-1])
    assert outlined(image, upright.lines.polygon)
    for quad in (
        upright.lines.polygon
    ):  # the bars of the scan lie level: black over the whole length of the line
        (x0, y0), (x1, y1) = np.round(quad[0] + 6).astype(int), np.round(quad[2] - 6).astype(int)
        assert image[y0:y1, x0:x1].max() < 30


def test_upright_and_enlarged():
    page = turned(a_page(), 15)
    upright = ol.deskew(Document([page]))[0]
    image = picture.annotate(scan_of(page), upright, **BARE, upright=True, scale=2.0)
    assert image.shape[:2] == pytest.approx(np.multiply(upright.size, 2)[::-1], abs=1)
    assert outlined(image, upright.lines.polygon * 2, reach=6)


def test_upright_on_a_resized_scan_in_inches():
    page = turned(a_page(), 15)
    inches = page.move(geometry.scaling(1 / 72, 1 / 72), tuple(value / 72 for value in page.size))
    inches = inches.replace(unit="inch", matrix=np.eye(3), source_size=inches.size)
    upright = ol.deskew(Document([inches]))[0]
    image = picture.annotate(scan_of(page, 2.0), upright, **BARE, upright=True)
    assert outlined(image, upright.lines.polygon * 144)


@pytest.mark.parametrize("kind", ["jpeg", "tiff"])
def test_a_photograph_that_says_it_is_turned(tmp_path, kind):
    page = a_page()
    stored = Image.fromarray(
        np.ascontiguousarray(np.rot90(scan_of(page)))
    )  # orientation 6 turns it back
    exif = Image.Exif()
    exif[0x0112] = 6
    stored.save(tmp_path / f"photo.{kind}", exif=exif)
    image = picture.annotate(tmp_path / f"photo.{kind}", page, **ONLY_LINES)
    assert image.shape[:2] == (300, 400)
    assert outlined(image, page.lines.polygon)
    assert image[75, 200].max() < 40  # the bar is where the line is


def test_a_photograph_that_the_service_took_as_it_is_stored(tmp_path):
    page = a_page()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(scan_of(page)).save(tmp_path / "photo.png", exif=exif)
    image = picture.annotate(tmp_path / "photo.png", page, **ONLY_LINES)
    assert image.shape[:2] == (300, 400)
    assert outlined(image, page.lines.polygon)


def test_a_pdf_page_is_rendered(tmp_path):
    canvas = Canvas(str(tmp_path / "scan.pdf"), pagesize=(288, 216))
    for number in (1, 2):
        canvas.drawString(50, 100, f"page {number}")
        canvas.showPage()
    canvas.save()
    page = a_page().move(geometry.scaling(1 / 100, 1 / 100), (4, 3))
    page = page.replace(unit="inch", matrix=np.eye(3), source_size=(4, 3), number=2)
    image = picture.annotate(tmp_path / "scan.pdf", page, **BARE, dpi=150)
    assert image.shape[:2] == pytest.approx((450, 600), abs=1)
    assert outlined(image, QUADS * 1.5)


def test_scale_enlarges_scan_and_marks():
    page = a_page()
    image = picture.annotate(scan_of(page), page, **BARE, scale=2.5)
    assert image.shape == (750, 1000, 3)
    assert outlined(image, QUADS * 2.5, reach=8)


# The caller's image


@pytest.mark.parametrize(
    "make",
    [
        lambda rgb: rgb,
        lambda rgb: rgb[..., 0],
        lambda rgb: np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)]),
        lambda rgb: rgb.astype(np.uint16) * 257,
        lambda rgb: rgb[..., 0] > 0,
    ],
    ids=["rgb", "gray", "rgba", "16 bit", "bool"],
)
def test_arrays_of_every_kind_stay_as_they_are(make):
    page = a_page()
    scan = make(scan_of(page))
    before = scan.copy()
    image = picture.annotate(scan, page)
    assert image.dtype == np.uint8
    assert image.shape == (300, 400, 3)
    assert not np.shares_memory(image, scan)
    assert np.array_equal(scan, before)
    assert np.array_equal(image, picture.annotate(scan_of(page), page))


def test_a_pillow_image_stays_as_it_is():
    page = a_page()
    scan = Image.fromarray(scan_of(page)).convert("CMYK")
    before = scan.tobytes()
    assert picture.annotate(scan, page).shape == (300, 400, 3)
    assert scan.tobytes() == before


def test_a_read_only_array_is_fine():
    page = a_page()
    scan = scan_of(page)
    scan.setflags(write=False)
    assert outlined(picture.annotate(scan, page), QUADS)


def test_the_same_call_gives_the_same_picture():
    page = a_page(texts=("Pack", "שלום", "你好"))
    assert np.array_equal(
        picture.annotate(scan_of(page), page), picture.annotate(scan_of(page), page)
    )


def test_threads_draw_the_same_letters():
    texts = [f"{number} jumps 中文 Ελ Ж" for number in range(300)]
    alone = [lettering.render(text, 8 + index % 30) for index, text in enumerate(texts)]
    with ThreadPoolExecutor(4) as executor:
        together = list(
            executor.map(lettering.render, texts, (8 + index % 30 for index in range(300)))
        )
    assert all(map(np.array_equal, alone, together))


# Colors


def test_tints_grow_darker_evenly_and_without_telling_red_from_green():
    """Lightness alone orders the tints (CIE L*), in steps of about the same size."""
    colors = np.array([tints.TINTS], np.uint8)
    lightness = cv2.cvtColor(colors, cv2.COLOR_RGB2LAB)[0, :, 0].astype(int)
    steps = -np.diff(lightness)
    assert (steps > 15).all()
    assert steps.max() < 3 * steps.min()


def test_the_worst_words_stand_out_however_sure_the_engine_is():
    page = many_words(np.where(np.arange(200) == 120, 0.95, 0.999))
    image = picture.annotate(np.full((1000, 400), 255, np.uint8), page, **ONLY_WORDS)
    inside = [tuple(image[int(y), int(x)]) for x, y in page.words.polygon.mean(axis=1)]
    strength = [distance(color, (255, 255, 255)) for color in inside]
    assert np.argmax(strength) == 120
    assert np.mean(np.array(strength) > 0) <= 0.11  # most words have no tint at all


def many_words(confidence):
    """A page of words that differ in nothing but their confidence."""
    rows = np.arange(len(confidence))
    x, y = 20 + 36 * (rows % 10), 20 + 20 * (rows // 10)
    quads = np.stack([[x, y], [x + 30, y], [x + 30, y + 12], [x, y + 12]]).transpose(2, 0, 1)
    words = Words(["same"] * len(rows), quads, confidence)
    lines = [" ".join(["same"] * 10)] * (len(rows) // 10)
    return Page(
        width=400,
        height=1000,
        unit="pixel",
        lines=Lines(lines, words=words, offsets=range(0, len(rows) + 1, 10)),
    )


@pytest.mark.parametrize("by", ["role", "block", "handwriting"])
def test_words_are_colored_by_what_they_belong_to(by):
    page = a_page()
    lines = Lines(
        page.lines.text,
        page.lines.polygon,
        page.lines.words,
        page.lines.offsets,
        block=[0, 1, -1],
        handwritten=[0.9, np.nan, 0.1],
    )
    page = page.replace(lines=lines, blocks=Blocks(["heading", "paragraph"]))
    image = picture.annotate(np.full((300, 400), 255, np.uint8), page, **ONLY_WORDS, by=by)
    first, second, third = (image[int(y), int(x)] for x, y in QUADS.mean(axis=1))
    assert distance(first, (255, 255, 255)) > 20
    assert (distance(second, (255, 255, 255)) > 20) == (by == "block")
    assert distance(first, second) > 20
    assert distance(third, (255, 255, 255)) == 0


def test_unknown_confidence_is_gray_and_has_no_legend():
    page = a_page(confidence=(np.nan,) * 3)
    image = picture.annotate(np.full((300, 400), 255, np.uint8), page, **ONLY_WORDS)
    assert np.ptp(image[75, 200].astype(int)) < 10
    with_legend = picture.annotate(
        np.full((300, 400), 255, np.uint8),
        page,
        **{**BARE, "words": True, "lines": False, "legend": True},
    )
    assert np.array_equal(image, with_legend)


def test_marks_are_seen_on_dark_scans_too():
    page = a_page()
    dark = np.full((300, 400, 3), 25, np.uint8)
    assert outlined(picture.annotate(dark, page, **ONLY_LINES), QUADS)
    assert distance(picture.annotate(dark, page, **ONLY_WORDS)[75, 200], (25, 25, 25)) > 60


def test_the_legend_stands_where_no_words_are():
    page = a_page(quads=np.array([[[250, 270], [395, 270], [395, 295], [250, 295]]], np.float64))
    _, words = only(page, words=True)
    _, both = only(page, words=True, legend=True)
    rows, columns = np.nonzero(distance(both, words))
    assert rows.min() > 200
    assert columns.max() < 250


# Numbers, labels, blocks, path


def only(page, **chosen):
    plain = np.full((int(page.source_size[1]), int(page.source_size[0]), 3), 255, np.uint8)
    image = picture.annotate(plain, page, **{**BARE, "lines": False, **chosen})
    return np.argwhere(distance(image, (255, 255, 255)))[:, ::-1], image


@pytest.mark.parametrize("angle", [0, 90, 180, -90, 15])
def test_labels_stand_above_their_lines(angle):
    page = turned(a_page(quads=QUADS[1:2]), angle)
    places, _ = only(page, labels=True)
    quad = page.lines.polygon[0]
    along, down = (
        (quad[1] - quad[0]) / np.hypot(*(quad[1] - quad[0])),
        (quad[3] - quad[0]) / np.hypot(*(quad[3] - quad[0])),
    )
    offset = places + 0.5 - quad[0]
    assert len(places)
    assert (offset @ down).max() < 1
    assert (offset @ down).min() > -30
    assert -1.5 < (offset @ along).min() < 4  # it starts where the line starts
    assert (offset @ along).max() < 240


@pytest.mark.parametrize("angle", [0, 90, 180, -90, 15])
def test_numbers_stand_before_their_lines(angle):
    page = turned(a_page(quads=QUADS[:1]), angle)
    places, _ = only(page, order=True)
    quad = page.lines.polygon[0]
    along, down = quad[1] - quad[0], quad[3] - quad[0]
    assert len(places)
    assert ((places + 0.5 - quad[0]) @ along / np.hypot(*along)).max() < 0
    across = (places + 0.5 - quad[0]) @ down / np.hypot(*down)
    assert -3 < across.min() < across.max() < 33


def test_what_is_read_from_right_to_left_starts_on_the_right():
    page = a_page(quads=QUADS[:1], texts=("שלום",))
    places, _ = only(page, order=True)
    assert places[:, 0].min() >= 340
    places, _ = only(page, labels=True)
    assert 334 < places[:, 0].max() < 342


def test_numbers_follow_the_order_of_the_lines():
    page = a_page()
    _, one = only(page, order=True)
    _, other = only(page.replace(lines=page.lines.take([2, 1, 0])), order=True)
    top, middle, bottom = (slice(60, 90), slice(140, 170), slice(220, 250))
    assert np.array_equal(one[middle], other[middle])
    assert np.array_equal(one[top], other[bottom])
    assert not np.array_equal(one[top], other[top])


def test_a_label_at_the_edge_is_moved_inside():
    quad = np.array([[[0, 0], [200, 0], [200, 40], [0, 40]]], np.float64)
    _, image = only(a_page(quads=quad), labels=True)
    _, lower = only(a_page(quads=quad + np.array([50, 100])), labels=True)
    assert (image != 255).sum() == (lower != 255).sum()


def test_a_column_of_text_is_labelled_along_itself():
    column = np.array([[300, 40], [330, 40], [330, 220], [300, 220]], np.float64)
    words = np.array(
        [[[300, y], [330, y], [330, y + 50], [300, y + 50]] for y in (40, 100, 160)], np.float64
    )
    lines = Lines(["日本語"], column[None], Words(tuple("日本語"), words), [0, 3])
    places, _ = only(Page(width=400, height=300, unit="pixel", lines=lines), labels=True)
    assert places[:, 0].min() >= 330  # on its right side,
    assert np.ptp(places[:, 1]) > np.ptp(places[:, 0])  # running downwards


def dense(count=15, pitch=14, height=12, right=200):
    """Lines so close that no label fits between them."""
    y = 20 + np.arange(count) * pitch
    quads = [[[20, top], [right, top], [right, top + height], [20, top + height]] for top in y]
    return a_page(
        quads=np.array(quads, float), texts=("some words",) * count, confidence=(1.0,) * count
    )


@pytest.mark.parametrize(
    "make", [a_page, dense, lambda: turned(dense(), 8), lambda: turned(a_page(), 90)]
)
def test_labels_never_stand_on_ink(make):
    page = make()
    scan = scan_of(page)
    image = picture.annotate(scan, page, **{**BARE, "lines": False, "labels": "all"})
    scale = image.shape[0] / scan.shape[0]
    plain = picture.annotate(scan, page, **{**BARE, "lines": False, "scale": scale})
    image = image[:, : round(scan.shape[1] * scale)]  # without the margin
    plain = cv2.resize(plain, image.shape[1::-1])  # sizes are rounded in one step or in two
    changed = (distance(image, plain) > 60).astype(np.uint8)
    for quad in page.lines.polygon * scale:
        inside = np.zeros_like(changed)
        cv2.fillPoly(inside, [quad.round().astype(np.int32)], 1)
        assert (changed & inside).sum() <= 0.01 * inside.sum()
    assert changed.any()


def test_the_picture_is_enlarged_until_nearly_all_lines_have_labels():
    page = dense(pitch=18, right=390)
    scan = scan_of(page)
    room = labelling.room_for(
        scan,
        page,
        labelling.named_in(Reading(page, np.zeros(15, int)), picture.Options(labels="all")),
        np.eye(3),
        picture.Options(labels="all"),
    )
    assert room.scale > 1
    assert np.mean([place is not None for place in room.places]) >= 0.95
    assert {tile.size[1] for tile in room.tiles} == {lettering.render("x", 11).shape[0]}


def crowded(count=20):
    """Lines with nothing between them, as wide as the sheet: no label has a place."""
    return dense(count, pitch=13, height=13, right=396)


def chips(image):
    """Middles of the numbers of lines, from top to bottom."""
    blue = (distance(image, BLUE) < 30).astype(np.uint8)
    _, _, found, middles = cv2.connectedComponentsWithStats(cv2.dilate(blue, np.ones((3, 3))))
    return middles[1:][found[1:, cv2.CC_STAT_AREA] > 60]


@pytest.mark.parametrize("order", [True, False])
def test_labels_without_a_place_stand_in_the_margin_by_the_numbers_of_their_lines(order):
    page = crowded()
    options = {**ONLY_LINES, "lines": False, "labels": "all", "order": order}
    image = picture.annotate(scan_of(page), page, **options)
    width = round(image.shape[0] * 400 / 300)
    beside = chips(image[:, width:])
    assert 18 <= len(beside) <= 19  # there is free paper above the first line, and below the last
    scale = image.shape[0] / 300
    levels = page.lines.polygon.mean(axis=1)[:, 1] * scale
    away = np.abs(beside[:, 1][:, None] - levels).min(axis=1)
    assert away.max() <= 2 * 15  # label heights
    blue = (distance(image[:, : round(20 * scale)], BLUE) < 30).any(axis=1)
    assert blue[levels[1:-1].astype(int)].all()


def test_margins_of_a_thousand_labels_have_no_label_on_another():
    entries = [
        margin.Entry(level, [drawing.tile("jugs", 11, (0, 0, 0), (255, 246, 205))])
        for level in np.linspace(0, 900, 1000)
    ]
    image = margin.beside(np.zeros((900, 10, 3), np.uint8), entries)
    patch = entries[0].tiles[0]
    paper = (image[:, 10:] == (255, 246, 205)).all(axis=2).sum()
    one = (patch.color == (255, 246, 205)).all(axis=2) & (patch.opacity == 255)
    assert paper >= 1000 * one.sum() * 0.97


def test_a_margin_beyond_all_measure_is_an_error():
    tile = drawing.tile("w" * 300, 40, (0, 0, 0), (255, 255, 255))
    with pytest.raises(ol.WriteError, match="too large"):
        margin.beside(np.zeros((60, 10, 3), np.uint8), [margin.Entry(5, [tile])] * 2000)


def test_a_label_is_not_taken_for_that_of_another_line():
    """Beside a narrow column on the right there is room, which is not that of the left column."""
    left = [[[20, y], [180, y], [180, y + 16], [20, y + 16]] for y in range(40, 240, 17)]
    right = [[[200, y], [240, y], [240, y + 16], [200, y + 16]] for y in range(40, 240, 17)]
    page = a_page(
        quads=np.array(left + right, float),
        texts=("of the left",) * 12 + ("right",) * 12,
        confidence=(1.0,) * 24,
    )
    named = labelling.named_in(Reading(page, np.zeros(24, int)), picture.Options(labels="all"))
    room = labelling.room_for(scan_of(page), page, named, np.eye(3), picture.Options(labels="all"))
    for place, quad in zip(room.places[1:11], page.lines.polygon[1:11] * room.scale, strict=True):
        assert place is None or place.corner[0] < quad[1, 0] + 45


def test_labels_do_not_stand_on_each_other():
    page = a_page(texts=("a very long text for so short a line",) * 3, quads=QUADS * (0.3, 0.4))
    scan = scan_of(page)
    options = picture.Options(labels="all", scale=1.0)
    named = labelling.named_in(Reading(page, np.zeros(3, int)), options)
    room = labelling.room_for(scan, page, named, np.eye(3), options)
    found = [
        [*place.corner, *(place.corner + tile.size)]
        for place, tile in zip(room.places, room.tiles, strict=True)
        if place
    ]
    for one, other in itertools.combinations(np.array(found), 2):
        assert (one[2:] <= other[:2]).any() or (other[2:] <= one[:2]).any()


def test_only_doubtful_words_are_labelled_where_that_is_asked_for():
    page = many_words(np.where(np.arange(200) == 120, 0.4, 0.999))
    (level,) = tints.levels(ol.doubt(Document([page])))
    named = labelling.named_in(Reading(page, level), picture.Options(labels="doubtful"))
    assert 1 <= len(named.texts) <= 4
    assert page.words.polygon[120].tolist() in named.quads.tolist()


def test_true_and_false_are_all_and_none():
    assert picture.Options(labels=True).labels == "all"
    assert picture.Options(labels=False).labels == "none"


# Facing pages


@pytest.mark.parametrize("angle", [0, 90, 180, 12])
def test_the_facing_page_has_every_word_at_its_place(angle):
    page = turned(a_page(confidence=(0.99, 0.99, 0.99)), angle)
    scan = np.full((int(page.source_size[1]), int(page.source_size[0]), 3), 255, np.uint8)
    image = picture.annotate(scan, page, **{**NOTHING, "facing": True})
    assert image.shape[1] == 2 * scan.shape[1]
    beside = image[:, scan.shape[1] :]
    outside = (distance(beside, (255, 255, 255)) > 60).astype(np.uint8)
    for quad in page.lines.polygon:
        inside = np.zeros_like(outside)
        cv2.fillPoly(inside, [quad.round().astype(np.int32)], 1)
        letters = np.argwhere(outside & inside)[:, ::-1] - quad[0]
        along = (quad[1] - quad[0]) / np.hypot(*(quad[1] - quad[0]))
        reach = letters @ along
        length = np.hypot(*(quad[1] - quad[0]))
        assert np.ptp(reach) > 0.9 * length  # widths within a tenth
        outside[inside > 0] = 0
    assert outside.sum() < 100  # soft edges of letters


def test_the_facing_page_marks_doubtful_words():
    page = many_words(np.where(np.arange(200) == 120, 0.4, 0.999))
    image = picture.annotate(
        np.full((1000, 400, 3), 255, np.uint8), page, **{**NOTHING, "facing": True}
    )
    x, y = page.words.polygon[120].min(axis=0).astype(int)
    assert distance(image[y + 1, 400 + x + 1], (255, 255, 255)) > 60
    x, y = page.words.polygon[0].min(axis=0).astype(int)
    assert distance(image[y + 1, 400 + x + 1], (255, 255, 255)) < 30


def test_fields_are_framed_with_their_names():
    fields = ol.Fields(["field"], ["Total"], ["14.50"], polygon=QUADS[1:2])
    page = a_page().replace(fields=fields)
    places, _ = only(page, fields=True)
    assert outlined_in(only(page, fields=True)[1], QUADS[1], view.TEAL)
    assert len(places) > len(only(page.replace(fields=ol.Fields()), fields=True)[0])


def outlined_in(image, quad, color):
    return all(is_near(image, point, color) for point in (*edges(quad), *quad))


def test_blocks_are_framed_with_their_role():
    page = a_page()
    lines = page.lines.take([0, 1, 2])
    lines = Lines(lines.text, lines.polygon, lines.words, lines.offsets, block=[1, 1, -1])
    page = page.replace(lines=lines, blocks=Blocks(["column", "heading"], [-1, 0]))
    _, image = only(page, blocks=True)
    purple = np.argwhere(distance(image, PURPLE) < 40)[:, ::-1]
    assert (purple.min(axis=0) < [60, 60]).all()
    assert purple[:, 0].max() > 340
    assert 170 < purple[:, 1].max() < 220  # the third line stands in no block
    assert not len(only(a_page(), blocks=True)[0])


def test_the_frame_of_a_column_holds_its_blocks():
    page = a_page()
    lines = Lines(
        page.lines.text, page.lines.polygon, page.lines.words, page.lines.offsets, block=[1, 1, 2]
    )
    inner = Blocks(["", "paragraph", "paragraph"])
    nested = Blocks(["column", "paragraph", "paragraph"], [-1, 0, 0])
    apart, _ = only(page.replace(lines=lines, blocks=inner), blocks=True)
    around, _ = only(page.replace(lines=lines, blocks=nested), blocks=True)
    assert (around.min(axis=0) < apart.min(axis=0)).all()
    assert (around.max(axis=0) > apart.max(axis=0)).all()


def test_the_path_leads_from_line_to_line():
    places, image = only(a_page(), path=True)
    assert len(places)
    for start, end in itertools.pairwise(QUADS.mean(axis=1)):
        assert is_near(image, (start + end) / 2, PURPLE)


# Scripts


SCRIPTS = {
    "Latin": "Łódź “ﬁne” €5",
    "Greek": "Ελληνικά έργα",
    "Cyrillic": "Ёжик",
    "Chinese": "中文漢字",
    "Japanese": "カナひら",
    "Korean": "한국어",
}
SHAPED = {"Hebrew": "שלום", "Arabic": "مرحبا", "Hindi": "हिन्दी", "Thai": "ที่นี่", "Tamil": "தமிழ்"}


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_common_scripts_need_no_font_of_the_machine(text, monkeypatch):
    monkeypatch.setattr(lettering, "_folders", list)
    fresh()
    assert lettering.missing(text) == ""
    marks = [lettering.render(sign, 24) for sign in text if sign != " "]
    assert all(mark.max() > 200 for mark in marks)
    assert not any(np.array_equal(mark, lettering.render("?", 24)) for mark in marks)
    fresh()


@pytest.mark.usefixtures("shaping")
@pytest.mark.parametrize("text", SHAPED.values(), ids=SHAPED)
def test_other_scripts_are_drawn_by_a_font_or_said(text):
    mask = lettering.render(text, 24)
    assert mask.max() > 200
    question = lettering.render("?" * len(text), 24)
    assert not np.array_equal(mask, question)
    if lettering.missing(text):
        assert np.array_equal(mask, lettering.render(spelt(text), 24))


def spelt(text):
    points = [f"U+{ord(sign):04X}" for sign in text]
    return f"<{' '.join(points[:4])}{' …' if len(points) > 4 else ''}>"


def fresh():
    for memory in (
        lettering._runs,
        lettering._is_opencv,
        lettering._candidates,
        lettering._files,
        lettering._opened,
        lettering._is_in,
    ):
        memory.cache_clear()


def dejavu():
    return next(
        (path for path in lettering._candidates("hebrew") if "DejaVuSans.ttf" in path), None
    )


def test_what_the_common_fonts_draw_as_nothing_is_not_left_out(caplog):
    for sign in "℃ǐⅤ":
        assert (
            lettering.missing(sign)
            or lettering.render(f"23{sign}", 30).any(axis=0).sum()
            > lettering.render("23", 30).any(axis=0).sum()
        )


@pytest.mark.parametrize("sign", ["\u01c6", "\U00020000"], ids=["letter", "ideograph"])
def test_what_the_common_fonts_lack_is_no_question_mark(sign):
    assert not np.array_equal(lettering.render(sign, 24), lettering.render("?", 24))


@pytest.mark.usefixtures("shaping")
def test_a_font_is_asked_what_it_has():
    path = dejavu()
    if path is None:
        absent("DejaVu Sans", "fonts-dejavu-core")
    assert [lettering._is_in(path, sign) for sign in "Aשמ中ह"] == [True, True, True, False, False]


@pytest.mark.usefixtures("shaping")
def test_runs_stand_in_the_order_of_the_first():
    if lettering.missing("שלום"):
        absent("a font for Hebrew", "fonts-noto-core")
    assert [run.strip() for run, _ in lettering._runs("שלום 中文", "")] == ["中文", "שלום"]
    assert [run.strip() for run, _ in lettering._runs("中文 שלום", "")] == ["中文", "שלום"]


@pytest.mark.usefixtures("shaping")
def test_hebrew_runs_from_right_to_left():
    """In שי the narrow yod is on the left, where OpenCV alone puts it on the right."""
    if lettering.missing("שי"):
        absent("a font for Hebrew", "fonts-noto-core")
    ink = np.flatnonzero(lettering.render("שי", 48).max(axis=0) > 100)
    breaks = np.flatnonzero(np.diff(ink) > 1)
    assert len(breaks)
    first, second = breaks[0] + 1, len(ink) - breaks[0] - 1
    assert first < second


@pytest.mark.usefixtures("shaping")
def test_arabic_letters_join():
    if lettering.missing("بب"):
        absent("a font for Arabic", "fonts-noto-core")
    pair, single = (lettering.render(text, 48).shape[1] for text in ("بب", "ب"))
    assert pair < 2 * single - 4


def test_a_text_of_two_fonts_is_drawn_whole():
    if lettering.missing("नमस्ते"):
        absent("a font for Devanagari", "fonts-noto-core")
    mixed, part = lettering.render("AI नमस्ते 中", 24), lettering.render("नमस्ते", 24)
    assert mixed.shape[1] > part.shape[1] + lettering.render("AI中", 24).shape[1] - 10


@pytest.mark.usefixtures("shaping")
def test_a_font_of_the_caller_serves_where_there_is_none(monkeypatch, caplog):
    path = dejavu()
    if path is None:
        absent("DejaVu Sans", "fonts-dejavu-core")
    monkeypatch.setattr(lettering, "_folders", list)
    fresh()
    page = a_page(texts=("שלום", "plain", "text"))
    _, without = only(page, labels=True)
    assert "U+05E9" in caplog.text
    caplog.clear()
    _, image = only(page, labels=True, font=path)
    assert not caplog.records
    assert not np.array_equal(image, without)
    fresh()


def test_a_machine_without_fonts_says_so(monkeypatch, caplog):
    monkeypatch.setattr(lettering, "_folders", list)
    fresh()
    text = "नमस्ते"
    assert set(lettering.missing(text)) == set(text)
    assert np.array_equal(lettering.render(text, 24), lettering.render(spelt(text), 24))
    page = a_page(texts=(text, "plain", "🙂"))
    with caplog.at_level(logging.WARNING, "ocrlayout"):
        places, _ = only(page, labels=True)
    assert len(places)
    message = " ".join(record.getMessage() for record in caplog.records)
    assert "page 1" in message
    assert "U+0928" in message
    assert "font=" in message
    fresh()


def test_a_machine_that_cannot_shape_draws_no_broken_letters(monkeypatch, caplog):
    monkeypatch.setattr(lettering.features, "check", lambda _: False)
    fresh()
    assert lettering.missing("שלום") == "שלום"
    only(a_page(texts=("שלום", "plain", "text")), labels=True)
    assert "libfribidi" in caplog.text
    fresh()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\0\a",
        "\u200b\u200d",
        "\ue000",
        "\U000f0000",
        "\udc00".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    ],
)
def test_odd_texts_are_drawn_or_passed_over(text):
    mask = lettering.render(text, 20)
    assert mask.shape[0] == lettering.render("A", 20).shape[0]


def test_a_very_long_text_is_cut():
    assert lettering.render("word " * 10_000, 12).shape[1] < 5000


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_every_system_has_its_folders(platform, monkeypatch):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert len(lettering._folders()) >= 2


# Pages that have little, or nonsense


def test_an_empty_page_is_the_plain_scan():
    scan = np.random.default_rng(1).integers(0, 255, (300, 400, 3), np.uint8)
    assert np.array_equal(picture.annotate(scan, Page(width=400, height=300)), scan)
    assert np.array_equal(picture.annotate(scan, Page()), scan)  # a page without a size
    assert np.array_equal(picture.annotate(scan, a_page(), **NOTHING), scan)


def test_rows_without_geometry_are_passed_over():
    quads = QUADS.copy()
    quads[1] = np.nan
    page = a_page(quads=quads)
    image = picture.annotate(scan_of(a_page()), page, **ONLY_LINES)
    assert outlined(image, QUADS[[0, 2]])
    assert not outlined(image, QUADS[[1]])
    nowhere = a_page(quads=np.full((3, 4, 2), np.nan))
    assert np.array_equal(picture.annotate(scan_of(a_page()), nowhere), scan_of(a_page()))


def test_the_number_is_the_row_of_the_line():
    quads = QUADS.copy()
    _, all_of_them = only(a_page(), order=True)
    quads[0] = np.nan
    _, image = only(a_page(quads=quads), order=True)
    assert np.array_equal(image[120:], all_of_them[120:])


@pytest.mark.parametrize(
    "quad",
    [
        np.zeros((4, 2)),
        np.full((4, 2), 150.0),
        np.array([[10, 10], [300, 10], [300, 10], [10, 10]]),
        np.array([[-500, -500], [-400, -500], [-400, -480], [-500, -480]]),
        np.array([[-1e12, -1e12], [1e12, -1e12], [1e12, 1e12], [-1e12, 1e12]]),
        np.array([[1e300, 0], [0, 1e300], [5, 5], [0, 0]]),
        np.array([[300, 200], [10, 20], [200, 10], [30, 280]]),
    ],
    ids=["zero", "point", "flat", "outside", "huge", "absurd", "crossed"],
)
def test_nonsense_polygons_do_no_harm(quad):
    quads = np.stack([quad.astype(float), QUADS[1]])
    image = picture.annotate(scan_of(a_page()), a_page(quads=quads), path=True)
    assert image.shape == (300, 400, 3)
    image = picture.annotate(scan_of(a_page()), a_page(quads=quad[None].astype(float)))
    assert image.shape == (300, 400, 3)


def test_ten_thousand_words():
    corner = np.random.default_rng(3).uniform(0, 1000, (10_000, 1, 2))
    quads = corner + np.array([[0, 0], [40, 0], [40, 14], [0, 14]])
    words = Words(["word"] * 10_000, quads, np.linspace(0, 1, 10_000))
    lines = Lines(["line"] * 500, quads[::20], words, np.arange(501) * 20)
    page = Page(width=1000, height=1000, unit="pixel", lines=lines)
    assert picture.annotate(np.zeros((1000, 1000), np.uint8), page).any()


@pytest.mark.parametrize("size", [(4, 3), (40, 30)])
def test_a_tiny_scan_holds_its_marks(size):
    assert picture.annotate(np.zeros(size[::-1], np.uint8), a_page()).any()


def test_the_wrong_scan_is_an_error():
    with pytest.raises(ol.WriteError, match="right scan"):
        picture.annotate(np.zeros((400, 300), np.uint8), a_page())


def test_a_matrix_that_flattens_the_page_is_an_error():
    for matrix in (np.zeros((3, 3)), np.full((3, 3), np.nan)):
        for upright in (False, True):
            with pytest.raises(ol.WriteError, match="matrix"):
                picture.annotate(scan_of(a_page()), a_page(matrix=matrix), upright=upright)


def test_a_picture_beyond_all_measure_is_an_error():
    with pytest.raises(ol.WriteError, match="smaller scale"):
        picture.annotate(np.zeros((3000, 4000), np.uint8), a_page(), scale=20)


def test_a_font_that_is_none_is_an_error(tmp_path):
    (tmp_path / "no.ttf").write_bytes(b"no font")
    for path in (tmp_path / "no.ttf", tmp_path / "absent.ttf"):
        with pytest.raises(ol.WriteError, match=path.name):
            picture.annotate(scan_of(a_page()), a_page(), font=str(path))


# Files


def opened(data):
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def written(document, **options):
    out = io.BytesIO()
    images = options.pop("images", None)
    scans = None if images is None else [images]
    picture.write([document], out, images=scans, options=picture.Options(**options))
    return out.getvalue()


def test_a_png_holds_the_very_pixels():
    page = a_page()
    image = opened(written(Document([page]), images=scan_of(page)))
    assert image.format == "PNG"
    assert np.array_equal(np.asarray(image), picture.annotate(scan_of(page), page))


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        (".png", "PNG"),
        (".jpg", "JPEG"),
        (".JPEG", "JPEG"),
        (".tif", "TIFF"),
        (".annotated.png", "PNG"),
    ],
)
def test_the_suffix_says_the_format(tmp_path, suffix, kind):
    page = a_page()
    ol.save(Document([page]), tmp_path / f"page{suffix}", images=scan_of(page))
    with Image.open(tmp_path / f"page{suffix}") as image:
        image.load()
        assert image.format == kind
        assert image.size == SIZE
    ol.save(Document([page]), tmp_path / f"page{suffix}", images=scan_of(page), format="png")
    with Image.open(tmp_path / f"page{suffix}") as image:
        assert image.format == "PNG"


def test_a_tiff_holds_several_pages():
    pages = [a_page(number=number, quads=QUADS[:number]) for number in (1, 2, 3)]
    image = opened(
        written(
            Document(pages), images=[scan_of(page) for page in pages], format="tiff", words=False
        )
    )
    assert image.n_frames == 3
    for index, page in enumerate(pages):
        image.seek(index)
        drawn = picture.annotate(scan_of(page), page, words=False)
        assert np.array_equal(np.asarray(image), drawn)


def test_a_tiff_goes_into_a_file_that_cannot_be_read_back(tmp_path):
    with (tmp_path / "out.tif").open("wb", buffering=0) as out:
        picture.write([Document([a_page(), a_page(number=2)])], out)
    with Image.open(tmp_path / "out.tif") as image:
        assert image.n_frames == 2


def test_a_pipe_takes_a_picture():
    source, sink = os.pipe()
    with os.fdopen(sink, "wb") as out:
        picture.write([Document([a_page(size=(40, 30), quads=QUADS[:0])])], out)
    with os.fdopen(source, "rb") as pipe:
        assert opened(pipe.read()).size == (40, 30)


@pytest.mark.parametrize("count", [0, 2])
def test_a_png_holds_one_page(count):
    with pytest.raises(ol.WriteError, match="one picture a page"):
        written(Document([a_page()] * count))


def test_without_a_scan_the_sheet_is_blank():
    image = opened(written(Document([a_page()])))
    assert image.size == SIZE
    assert image.getpixel((399, 0)) == (255, 255, 255)
    inches = opened(written(Document([Page(width=8.5, height=11, unit="inch")])))
    assert inches.size == (1236, 1600)
    assert opened(written(Document([Page(width=9e9, height=1e7, unit="pixel")]))).size == (
        10_000,
        11,
    )


def test_a_page_without_size_and_scan_is_an_error():
    with pytest.raises(ol.WriteError, match="page 4 does not say its size"):
        written(Document([Page(number=4)]))


@pytest.mark.parametrize(
    "wrong",
    [{"thickness": -1}, {"font_size": float("nan")}, {"scale": 0}, {"dpi": 1e9}, {"format": "gif"}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_wrong_options_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        picture.Options(**wrong)


def test_pictures_have_one_page_a_file_for_the_command_line():
    assert set(picture.ONE_PAGE) < set(picture.SUFFIXES)
    assert importlib.import_module("ocrlayout.registry").writer_for("x.annotated.png") is picture


# Highlights, figures, keywords


def passage(page, *quads):
    return SimpleNamespace(page=page, polygons=np.array(quads, np.float64).reshape(-1, 4, 2))


def test_a_highlight_is_yellow_and_leaves_the_ink_readable():
    scan = scan_of(a_page())
    scan[:, 200:] = 255  # half of each bar of ink
    image = picture.annotate(scan, a_page(), **NOTHING, highlight=[passage(1, QUADS[0])])
    paper, ink = image[75, 300].astype(int), image[75, 100].astype(int)
    assert paper.tolist() == list(_highlight.YELLOW)
    assert 30 < ink.sum() < paper.sum() / 3  # dark, but it shows on black too
    outside = image.copy()
    outside[59:92, 59:342] = scan[59:92, 59:342]
    assert np.array_equal(outside, scan)


def test_passages_that_overlap_are_marked_together():
    marks = [passage(1, QUADS[0], np.add(QUADS[0], [40, 10]))]
    image = picture.annotate(
        np.full((300, 400), 255, np.uint8), a_page(), **NOTHING, highlight=marks
    )
    assert image[80, 200].tolist() == list(_highlight.YELLOW)


def test_a_highlight_lies_under_the_outlines():
    page = a_page()
    marked = picture.annotate(scan_of(page), page, **ONLY_LINES, highlight=[passage(1, QUADS[0])])
    assert outlined(marked, QUADS)


def test_only_passages_of_the_page_are_highlighted():
    page = a_page(number=7)
    plain = picture.annotate(scan_of(page), page, **NOTHING)
    elsewhere = [passage(1, QUADS[0]), passage(7, np.full((4, 2), np.nan)), passage(7)]
    assert np.array_equal(
        picture.annotate(scan_of(page), page, **NOTHING, highlight=elsewhere), plain
    )
    here = picture.annotate(scan_of(page), page, **NOTHING, highlight=[passage(7, *QUADS[:2])])
    changed = np.unique(np.nonzero((here != plain).any(axis=2))[0])
    assert np.abs([changed.min() - 60, changed.max() - 170]).max() <= 1


@pytest.mark.parametrize("upright", [True, False])
def test_what_is_found_on_a_turned_page_is_highlighted_where_it_stands(upright):
    page = ol.deskew(Document([turned(a_page(), 15)]))[0]
    scan = np.full((*map(int, page.source_size[::-1]), 3), 255, np.uint8)
    found = ol.find(page, "five dozen")
    image = picture.annotate(scan, page, **NOTHING, upright=upright, highlight=found)
    marked = np.argwhere(image[..., 2] < 200)[:, ::-1] + 0.5
    matrix = np.eye(3) if upright else np.linalg.inv(page.matrix)
    quad = geometry.apply(matrix, found[0].polygons[0])
    assert np.allclose(marked.mean(axis=0), quad.mean(axis=0), atol=1)
    assert len(marked) == pytest.approx(np.prod(geometry.sizes(quad)), rel=0.05)  # with its border


def test_what_is_not_a_passage_is_refused_by_its_type(tmp_path):
    with pytest.raises(ValueError, match=r"ocrlayout\.find.*not str"):
        ol.save(Document([a_page()]), tmp_path / "a.png", highlight="fox")


def test_pages_of_later_documents_are_highlighted_by_their_number_in_the_stream():
    documents = [Document([a_page()]), Document([a_page()])]
    for images in (None, [scan_of(a_page())] * 2):
        out = io.BytesIO()
        options = picture.Options(**NOTHING, format="tiff", highlight=[passage(2, QUADS[0])])
        picture.write(documents, out, images=images, options=options)
        frames = [
            np.asarray(frame.convert("RGB"))
            for frame in ImageSequence.Iterator(opened(out.getvalue()))
        ]
        plain = scan_of(a_page()) if images else np.full((300, 400, 3), 255, np.uint8)
        assert np.array_equal(frames[0], plain)
        assert (frames[1] != plain).any()


def test_pictures_are_drawn_as_documents_come():
    drawn = []

    def documents():
        for number in range(3):
            drawn.append(number)
            yield Document([a_page()])

    with pytest.raises(ol.WriteError, match="there are more"):
        picture.write(documents(), io.BytesIO())
    assert drawn == [0, 1]


def test_a_figure_is_framed_by_its_own_corners():
    corners = [[210, 200], [390, 200], [390, 290], [210, 290]]
    page = a_page(blocks=Blocks(["figure"], polygon=[corners]))
    _, image = only(page, blocks=True)
    purple = np.argwhere(distance(image, PURPLE) < 40)[:, ::-1]
    assert np.abs(purple.min(axis=0) - [210, 192]).max() < 10  # the tag stands out at the top
    assert np.abs(purple.max(axis=0) - [390, 290]).max() < 4


def test_empty_cells_are_framed_and_have_no_tag():
    corner = np.array([[10, 10], [60, 10], [60, 40], [10, 40]])
    corners = [corner, np.add(corner, [60, 0])]
    blocks = Blocks(
        ["table", "cell", "cell"],
        [-1, 0, 0],
        [[-1] * 4, [0, 0, 1, 1], [0, 1, 1, 1]],
        [np.full((4, 2), np.nan), *corners],
    )
    _, image = only(a_page(quads=QUADS[:0], blocks=blocks), blocks=True)
    for cell in corners:
        for x, y in edges(cell).astype(int):
            assert (image[y - 2 : y + 2, x - 2 : x + 2] != 255).any()
    inside = image[14:36, 14:56]
    assert (inside == 255).all()


def test_keywords_of_annotate_are_the_options():
    keywords = inspect.signature(picture.annotate).parameters
    fields = {field.name: field.default for field in dataclasses.fields(picture.Options)}
    fields.pop("format")  # of a file
    named = {name: each.default for name, each in list(keywords.items())[2:]}
    assert named == fields
    changed = {
        name: not value if isinstance(value, bool) else value for name, value in named.items()
    }
    changed |= {"scale": 1.5, "thickness": 0.2, "font_size": 11.0}
    image = picture.annotate(scan_of(a_page()), a_page(), **changed)
    out = io.BytesIO()
    options = picture.Options(**changed)
    picture.write([Document([a_page()])], out, images=[scan_of(a_page())], options=options)
    assert np.array_equal(opened(out.getvalue()), image)


def test_the_ninth_line_has_a_number_of_one_digit():
    """The numbers of nine lines are as wide as each other; a tenth would be wider."""
    rows = np.arange(9)[:, None, None] * [0, 30] + [[100, 10], [300, 10], [300, 25], [100, 25]]
    page = Page(width=400, height=300, unit="pixel", lines=Lines(["jugs"] * 9, rows.astype(float)))
    _, image = only(page, order=True)
    blue = (image == BLUE).all(axis=2)
    widths = [
        np.ptp(np.flatnonzero(blue[row * 30 + 10 : row * 30 + 25].any(axis=0))) for row in (0, 8)
    ]
    assert widths[1] < 1.3 * widths[0]


def test_fonts_made_for_a_script_come_first_and_those_for_menus_later(monkeypatch):
    names = [
        "DejaVuSans",
        "NotoSansThai-Regular",
        "NotoSansHebrewUI-Regular",
        "NotoSansHebrew-Regular",
    ]
    monkeypatch.setattr(lettering, "_files", lambda: [Path(f"{name}.ttf") for name in names])
    found = [Path(path).stem for path in lettering._candidates.__wrapped__("hebrew")]
    assert found[0] == "NotoSansHebrew-Regular"
    assert found.index("DejaVuSans") == 1
    assert Path(lettering._candidates.__wrapped__("")[0]).stem == "DejaVuSans"

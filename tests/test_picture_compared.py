"""Two readings of a page on its picture, and captions: what is tinted, framed, labelled and said."""

import io

import numpy as np
import pytest
from PIL import Image

import ocrlayout as ol
from ocrlayout import geometry
from ocrlayout.model import Document, Lines, Page, Words
from ocrlayout.writers import picture
from ocrlayout.writers.picture import captions, differences, labelling, lettering
from ocrlayout.writers.picture.differences import KEY, ONLY_THERE, Reading

COLORS = dict(KEY)
PLAIN = {"lines": False, "order": False}
PLACES = {"pack": 40, "my": 120, "box": 180, "with": 240}
SIZE = (320, 120)


def read(**texts):
    """A page on which words stand at the places of `PLACES`; each may be read as something else."""
    names = [name for name in PLACES if name in texts]
    quads = [box(PLACES[name]) for name in names]
    words = Words([texts[name] for name in names], quads, [0.9] * len(names))
    line = box(40, 250)
    lines = Lines([" ".join(words.text)], [line], words, [0, len(names)])
    return Page(width=SIZE[0], height=SIZE[1], unit="pixel", lines=lines)


def box(left, width=50, top=50, height=20):
    return [[left, top], [left + width, top], [left + width, top + height], [left, top + height]]


OWN = read(pack="pack", my="rny", box="box")
OTHER = read(pack="pack", my="my", **{"with": "with"})


def middle(image, name):
    return image[60, PLACES[name] + 25].astype(int)


def is_like(pixel, color):
    """Whether a tint over white is that of a color: its hue, however pale."""
    faded = 255 - 0.35 * (255 - np.array(color))
    return np.abs(pixel - faded).max() < 6


def test_words_are_tinted_by_what_the_other_reading_has():
    image = picture.annotate(None, OWN, against=OTHER, **PLAIN)
    assert (middle(image, "pack") == 255).all()
    assert is_like(middle(image, "my"), COLORS["different"])
    assert is_like(middle(image, "box"), COLORS["only here"])
    assert (middle(image, "with") == 255).all()
    assert np.abs(image[50, PLACES["with"] + 25].astype(int) - ONLY_THERE).max() < 60  # its frame


@pytest.mark.parametrize("angle", [0, 4, 90])
def test_places_of_the_other_reading_are_those_on_the_scan(angle):
    """The other reading was turned upright, and is in other units."""
    turn = geometry.rotation(-angle, (160, 60))
    away = geometry.scaling(0.01, 0.01) @ turn
    other = OTHER.replace(
        lines=OTHER.lines.move(away),
        matrix=away,
        unit="inch",
        width=3.2,
        height=1.2,
        source_size=SIZE,
    )
    plain = picture.annotate(None, OWN, against=OTHER, **PLAIN)
    assert np.array_equal(picture.annotate(None, OWN, against=other, **PLAIN), plain)


def test_labels_say_what_both_have_as_diff_writes_it():
    found = differences.between(OWN, OTHER)
    assert sorted(found.texts) == ["+ with", "- box", "- rny + my"]
    named = labelling.named_in(
        Reading(OWN, np.zeros(3, int), found), picture.Options(labels="doubtful")
    )
    assert named.texts == found.texts
    lefts = dict(zip(named.texts, named.quads[:, 0, 0], strict=True))
    assert lefts == {"- rny + my": 120, "- box": 180, "+ with": 240}


def test_the_other_reading_is_set_beside_the_scan():
    image = picture.annotate(None, OWN, against=OTHER, facing=True, **PLAIN)
    beside = image[:, SIZE[0] :]
    assert (middle(beside, "box") == 255).all()
    green = np.abs(beside[50:70, 240:290].astype(int) - (255 - 0.35 * (255 - np.array(ONLY_THERE))))
    assert (green.max(axis=2) < 6).mean() > 0.3
    assert (beside[50:70, 240:290].max(axis=2) < 90).mean() > 0.02  # letters


def test_the_legend_names_the_colors():
    image = picture.annotate(None, OWN, against=OTHER, legend=True, scale=3, **PLAIN)
    for color in COLORS.values():
        assert (image == np.array(color, np.uint8)).all(axis=2).sum() > 50


def test_pages_are_compared_in_order_and_one_that_is_not_there_has_nothing():
    out = io.BytesIO()
    options = picture.Options(against=Document([OTHER]), format="tiff", **PLAIN)
    picture.write([Document([OWN]), Document([OWN])], out, options=options)
    with Image.open(out) as tiff:
        first = np.asarray(tiff)
        tiff.seek(1)
        second = np.asarray(tiff)
    assert (middle(first, "pack") == 255).all()
    assert is_like(middle(second, "pack"), COLORS["only here"])


def test_a_reading_without_places_is_compared_by_text():
    other = Page(
        width=320,
        height=120,
        unit="pixel",
        lines=Lines(["pack my"], words=Words(["pack", "my"]), offsets=[0, 2]),
    )
    image = picture.annotate(None, OWN, against=other, labels="doubtful", **PLAIN)
    assert is_like(
        image[60 * image.shape[0] // 120, 145 * image.shape[1] // 320].astype(int),
        COLORS["different"],
    )


# Captions


def ink_of(strip):
    return np.flatnonzero((strip.max(axis=2) < 120).any(axis=1))


def test_a_caption_stands_below_and_leaves_the_picture_as_it_is():
    plain = picture.annotate(None, OWN)
    image = picture.annotate(None, OWN, caption="Tides")
    assert np.array_equal(image[: SIZE[1]], plain)
    assert len(ink_of(image[SIZE[1] :]))


def test_a_long_caption_takes_several_lines_and_loses_nothing():
    text = "What the tide tables of the harbour said of the spring of 1911, " + "w" * 90
    lines = list(captions._lines(f"Tides\n{text}", 300, 14, ""))
    assert lines[0] == "Tides"
    assert "".join(lines[1:]).replace(" ", "") == text.replace(" ", "")
    assert all(lettering.render(line, 14).shape[1] <= 300 for line in lines)
    assert lines[1] == "What the tide tables of the harbour said of"
    image = picture.annotate(None, OWN, caption=text)
    assert (np.diff(ink_of(image[SIZE[1] :])) > 1).sum() >= len(lines) - 2


def test_a_caption_names_the_page():
    page = OWN.replace(number=7)
    named = picture.annotate(None, page, caption="Tides, page {page}")
    assert np.array_equal(named, picture.annotate(None, page, caption="Tides, page 7"))
    assert not np.array_equal(named, picture.annotate(None, page, caption="Tides, page 8"))


def test_a_caption_stands_below_the_page_beside_too():
    image = picture.annotate(None, OWN, caption="Tides", facing=True)
    assert image.shape[1] == 2 * SIZE[0]
    assert image.shape[0] > SIZE[1]


def test_save_takes_both(tmp_path):
    path = tmp_path / "a.png"
    ol.save(Document([OWN]), path, against=Document([OTHER]), caption="Tides")
    with Image.open(path) as image:
        assert image.height > SIZE[1]

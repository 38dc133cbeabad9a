"""Labels and pages set again, in twelve scripts, as they looked when somebody looked at them."""

import cv2
import numpy as np
import pytest
from conftest import absent
from golden_pictures import GOLDEN, SCRIPTS, drawn, only_these_fonts, soft
from PIL import Image, ImageFont, features

from ocrlayout.writers.picture import lettering

MOST = 30  # gray levels by which the softened pictures may differ, anywhere
SHAPED = [name for name, (_, font) in SCRIPTS.items() if font]


@pytest.fixture(scope="module", autouse=True)
def fonts():
    if not (features.check("raqm") and features.check("fribidi")):
        absent("FriBiDi, by which Pillow shapes", "libfribidi0")
    with only_these_fonts() as there:
        yield there


def draw(name, fonts):
    text, font = SCRIPTS[name]
    if font and font not in fonts:
        absent(font, "fonts-noto-core")
    return drawn(text)


def difference(image, name):
    golden = np.asarray(Image.open(GOLDEN / f"{name}.png").convert("RGB"))
    assert image.shape == golden.shape
    return np.abs(soft(image) - soft(golden)).max()


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_looks_as_it_did(name, fonts):
    assert difference(draw(name, fonts), name) <= MOST


@pytest.mark.parametrize("name", SCRIPTS)
def test_half_a_pixel_is_within_the_tolerance(name, fonts):
    image = draw(name, fonts)
    shift = np.array([[1, 0, 0.5], [0, 1, 0.5]])
    shifted = cv2.warpAffine(image, shift, image.shape[1::-1], borderValue=(255, 255, 255))
    assert difference(shifted, name) <= MOST


@pytest.mark.parametrize("name", SHAPED)
def test_letters_that_are_not_joined_or_ordered_are_beyond_it(name, fonts, monkeypatch):
    def opened(path, size):
        return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)

    monkeypatch.setattr(lettering, "_opened", opened)
    assert difference(draw(name, fonts), name) > MOST


def test_the_pictures_are_those_of_the_scripts_and_small():
    files = sorted(GOLDEN.iterdir())
    assert [file.stem for file in files] == sorted(SCRIPTS)
    assert sum(file.stat().st_size for file in files) < 300_000

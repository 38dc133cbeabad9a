"""Draw the pictures of reading-order.md: `python docs/pictures.py`. The tests make its pages."""

import random
import sys
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

import order_pages  # noqa: E402

import ocrlayout as ol  # noqa: E402
from ocrlayout.writers import picture  # noqa: E402

HOW = {"words": False, "blocks": True, "path": True}
WORK = (order_pages.articles, order_pages.sidebar, order_pages.table)


def tax_form(rng):
    """Labels and values in cells of two lines; without gaps between the rows they run together."""
    rows = []
    for row in range(6):
        for column in range(3):
            for line in range(1 + (row + column) % 2):
                text = f"{rng.choice(order_pages.WORDS)} {rng.choice(order_pages.WORDS)}"
                rows.append(
                    (
                        text,
                        order_pages.quad(
                            80 + column * 330, 80 + row * 60 + line * 30, 150 + 40 * line
                        ),
                    )
                )
    return rows


FAIL = (tax_form,)


def drawn(make, seed=3):
    """One made-up page in the order that was found, on a white sheet."""
    document = order_pages.document(make(random.Random(seed)))
    return picture.annotate(None, ol.tidy(document)[0], **HOW)


def beside(pictures, height=700):
    """Pictures of one height, side by side."""
    images = [Image.fromarray(array) for array in pictures]
    images = [
        image.resize((round(image.width * height / image.height), height), Image.Resampling.LANCZOS)
        for image in images
    ]
    sheet = Image.new(
        "RGB", (sum(image.width + 24 for image in images) - 24, height), (160, 160, 160)
    )
    x = 0
    for image in images:
        sheet.paste(image, (x, 0))
        x += image.width + 24
    return sheet


if __name__ == "__main__":
    beside([drawn(make) for make in WORK]).save(HERE / "images" / "order-works.png", optimize=True)
    beside([drawn(make) for make in FAIL], 420).save(
        HERE / "images" / "order-fails.png", optimize=True
    )

"""Make the pictures of gallery.md from the pages in examples/: `python docs/gallery.py`.

The local engine reads the pages; that of scripts.png has a saved answer.
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

import ocrlayout as ol

HERE = Path(__file__).parent
PAGES = HERE.parent / "examples" / "pages"
IMAGES = HERE / "images"
BLUR = 3.2  # pixels, as in the demo
QUALITY = 82  # of JPEG
ROWS = [
    ("Ship", "Harbour", "Tons"),
    ("Aurora", "Wexcombe", "1,204"),
    ("Kestrel", "", "860"),
    ("Maria", "Lindholm", "2,317"),
    ("Orion", "Wexcombe", "975"),
]


def read(name, blur=0.0):
    """Return a page and its scan."""
    scan = next(PAGES.glob(f"{name}.[pj]*g"))
    answer = PAGES / f"{name}.json"
    image = Image.open(scan)
    if blur:
        image = image.filter(ImageFilter.GaussianBlur(blur))
    document = ol.load(answer) if answer.exists() else ol.read(image, engine="local")
    return ol.tidy(document)[0], image


def table():
    """Draw a table."""
    sheet = Image.new("L", (900, 360), 250)
    draw, font = ImageDraw.Draw(sheet), ImageFont.truetype("DejaVuSerif.ttf", 24)
    for row, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            draw.text((60 + 280 * column, 40 + 56 * row), text, 20, font)
    return sheet


def save(name, picture, box=None, width=900):
    """Save a picture, or a part of it, for the page."""
    image = Image.fromarray(picture)
    if box:
        x0, y0, x1, y1 = (
            round(share * side) for share, side in zip(box, image.size * 2, strict=True)
        )
        image = image.crop((x0, y0, x1, y1))
    height = round(image.height * width / image.width)
    image = image.resize((width, height), Image.Resampling.LANCZOS)
    image.save(IMAGES / f"gallery-{name}.jpg", quality=QUALITY, optimize=True)


def main():
    """Make all of them."""
    page, scan = read("letter", BLUR)
    save("doubt", ol.annotate(scan, page, legend=True), (0, 0.05, 1, 0.55))
    save("labels", ol.annotate(scan, page, labels="all"), (0, 0.18, 1, 0.5), 1200)
    save("letter-facing", ol.annotate(scan, page, facing=True), (0, 0.05, 1, 0.75), 1200)
    page, scan = read("two-columns-skewed")
    save("roles", ol.annotate(scan, page, by="role", blocks=True))
    save("upright", ol.annotate(scan, page, upright=True, path=True, words=False))
    page, scan = read("scripts")
    save("facing", ol.annotate(scan, page, facing=True), (0, 0.03, 1, 0.7), 1200)
    scan = table()
    page = ol.tidy(ol.read(scan, engine="local"))[0]
    save("table", ol.annotate(scan, page, blocks=True, order=False), None, 700)


if __name__ == "__main__":
    main()

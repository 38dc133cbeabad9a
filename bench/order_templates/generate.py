"""Make the pages: templates, laid out by Chromium, become lines in reading order.

    python bench/order_templates/generate.py [--keep FOLDER] [FAMILY ...]

Needs Chromium and the fonts that README.md names. All families together are written to pages.zip.
A page's text and looks come from its name, so that a page can be made alone.
"""

import argparse
import random
from pathlib import Path

import pages
import template
from chromium import SCALE, Chromium
from texts import Text

HERE = Path(__file__).parent
SCRIPT = (HERE / "collect.js").read_text(encoding="utf-8").split("*/", 1)[1]


def templates(families):
    for family, (make, variants) in template.load().items():
        if not families or family in families:
            for variant in range(variants):
                name = f"{family}-{variant + 1}"
                yield name, family, make(Text(random.Random(name)), variant)


def row(line):
    """One line as the files hold it: the words' texts, and where each starts and ends."""
    low, high = ("x0", "x1") if line["turn"] == 0 else ("y0", "y1")
    start = round(line[low] * SCALE)
    made = {
        "words": " ".join(word["text"] for word in line["words"]),
        "ends": [round(word[end] * SCALE) - start for word in line["words"] for end in (low, high)],
        "box": [round(line[side] * SCALE) for side in ("x0", "y0", "x1", "y1")],
        "block": line["block"],
    }
    if line["role"] != "paragraph":
        made["role"] = line["role"]
    return made | {key: line[key] for key in ("turn", "level", "cell", "loose") if line[key]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("families", nargs="*")
    parser.add_argument("--keep", type=Path, help="folder for JSON, HTML and picture of each page")
    options = parser.parse_args()
    made = []
    with Chromium() as browser:
        for name, family, html in templates(options.families):
            found = browser.collect(html, SCRIPT)
            size = [found["width"] * SCALE, found["height"] * SCALE]
            lines = [row(line) for line in found["lines"]]
            made.append({"name": name, "family": family, "size": size, "lines": lines})
            if options.keep:
                keep(options.keep, made[-1], html, browser.picture(found["width"], found["height"]))
            print(f"{name:<28}{len(lines):>5} lines")
    if not options.families:
        pages.save(pages.PAGES, made)


def keep(folder, page, html, picture):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{page['name']}.json").write_text(pages.dump(page), encoding="utf-8")
    (folder / f"{page['name']}.html").write_text(html, encoding="utf-8")
    (folder / f"{page['name']}.png").write_bytes(picture)


if __name__ == "__main__":
    main()

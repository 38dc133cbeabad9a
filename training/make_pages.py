"""Make the pages that the order is learned from: templates, laid out by Chromium.

    python training/make_pages.py [--keep FOLDER] [--variants N] MODULE [FAMILY ...]

A module is a file in training/templates. Its pages are written to training/pages/MODULE.zip, unless
families are named. The machinery and the form of the files are those of bench/order_templates,
whose own pages stay out of training.
"""

import argparse
import random
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "bench" / "order_templates"), str(HERE / "templates")]

import generate  # noqa: E402
import pages  # noqa: E402
import template  # noqa: E402
from chromium import SCALE, Chromium  # noqa: E402
from texts import Text  # noqa: E402


def templates(module, families, variants):
    for family, (make, count) in template.load([module]).items():
        if families and family not in families:
            continue
        for variant in range(variants or count):
            name = f"{family}-{variant + 1}"
            yield name, family, make(Text(random.Random(name)), variant)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("module")
    parser.add_argument("families", nargs="*")
    parser.add_argument("--variants", type=int, help="pages of each family")
    parser.add_argument("--keep", type=Path, help="folder for JSON, HTML and picture of each page")
    options = parser.parse_args()
    made = []
    with Chromium() as browser:
        for name, family, html in templates(options.module, options.families, options.variants):
            found = browser.collect(html, generate.SCRIPT)
            size = [found["width"] * SCALE, found["height"] * SCALE]
            lines = [generate.row(line) for line in found["lines"]]
            made.append({"name": name, "family": family, "size": size, "lines": lines})
            if options.keep:
                picture = browser.picture(found["width"], found["height"])
                generate.keep(options.keep, made[-1], html, picture)
            print(f"{name:<28}{len(lines):>5} lines")
    if not options.families:
        (HERE / "pages").mkdir(exist_ok=True)
        pages.save(HERE / "pages" / f"{options.module}.zip", made)


if __name__ == "__main__":
    main()

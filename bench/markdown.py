"""How much of known pages comes back in their Markdown: headings, lists, tables, text.

    python bench/markdown.py [NAME ...]

The pages are those of ``order_templates``, read as lines in a wrong order: once as ``tidy`` orders
and names them, and once with the blocks of the truth, which shows what the writer loses. What the
Markdown says is taken from markdown-it and lxml, not from the package. Of text that is shown, white
space and the marks of lists do not count.
"""

import dataclasses
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from lxml import html
from markdown_it import MarkdownIt
from rapidfuzz.distance import Levenshtein

import ocrlayout
from ocrlayout.writers import markdown

FOLDER = Path(__file__).parent / "order_templates"
sys.path.insert(0, str(FOLDER))
sys.path.insert(0, str(FOLDER.parent))
import inputs  # noqa: E402
import pages  # noqa: E402
import text  # noqa: E402

sys.path.remove(str(FOLDER))
sys.path.remove(str(FOLDER.parent))

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
MARK = re.compile(r"^([•‣◦▪●○■□–—*·-]|\(?\w{1,3}[.)])\s*(?=\S)")
NAMES = {"title": "heading", "footnote": "note", "advert": "", "label": "", "value": ""}
HEADINGS, ITEMS = {"title", "heading"}, {"list_item"}


class Found(NamedTuple):
    """What a page has: its headings, items and cells, and all of its text."""

    headings: Counter
    items: Counter
    cells: Counter
    text: str


class Score(NamedTuple):
    """How many there are, in the truth and in the Markdown, and in both; the likeness of the text."""

    truth: int
    found: int
    both: int

    @property
    def share(self):
        """The harmonic mean of what is found and of what is right; 1 where there is nothing."""
        return 2 * self.both / (self.truth + self.found) if self.truth + self.found else 1.0


def plain(said):
    return "".join(MARK.sub("", said.strip()).split())


def truth_of(page):
    """What the truth of a page says: the texts of blocks by role, and of cells."""
    headings, items, cells = {}, {}, {}
    for line in page["lines"]:
        kinds = {"cell": cells} if "cell" in line else {}
        role = line.get("role", "")
        key = (line["block"], *map(str, line.get("cell", ())))
        for known, texts in ((HEADINGS, headings), (ITEMS, items)):
            if role in known and not kinds:
                texts[key] = texts.get(key, "") + line["words"] + " "
        if kinds:
            cells[key] = cells.get(key, "") + line["words"] + " "
    whole = "".join(plain(line["words"]) for line in page["lines"])
    counted = (Counter(map(plain, texts.values())) for texts in (headings, items, cells))
    return Found(*counted, whole)


def found_in(source):
    """What a Markdown text says, as a browser would show it."""
    root = html.fromstring(f"<div>{PARSER.render(source)}</div>")
    comments = root.xpath("//comment()")
    said = [re.sub(r'^ Page\w+="|" $', "", one.text) for one in comments if "=" in one.text]
    for one in comments:
        one.text = re.sub(r'^ Page\w+="|" $', "", one.text) if "=" in one.text else ""
    headings = Counter(
        plain(one.text_content()) for one in root.xpath("//h1|//h2|//h3|//h4|//h5|//h6")
    )
    items = Counter(plain(own(one)) for one in root.iter("li"))
    cells = Counter(filter(None, (plain(one.text_content()) for one in root.iter("td", "th"))))
    whole = "".join(plain(line) for line in root.xpath("string()").splitlines())
    return Found(headings, items, cells, whole + "".join(map(plain, said)))


def own(item):
    """The text of an item without those within it."""
    inner = "".join(child.text_content() for child in item if child.tag in ("ul", "ol"))
    return item.text_content().replace(inner, "", 1) if inner else item.text_content()


def documents(page):
    """A page as it is ordered and named, and with the blocks of the truth."""
    rng = random.Random(page["name"])
    truth, answer = inputs.answered(inputs.CONDITIONS["lines"](inputs.rows(page), rng), page, rng)
    known = text.with_true_blocks(truth, answer).map(renamed)
    return ocrlayout.tidy(ocrlayout.load(answer)), known


def renamed(page):
    """The page with the names of roles that the package has."""
    roles = [NAMES.get(role, role) for role in page.blocks.role]
    return page.replace(blocks=dataclasses.replace(page.blocks, role=tuple(roles)))


def compared(document, page):
    """The scores of a page: headings, items, cells, and the likeness of its text."""
    shown = found_in(markdown.render(document, markdown.Options(dehyphenate=False)))
    truth = truth_of(page)
    scores = [
        Score(sum(one.values()), sum(other.values()), sum((one & other).values()))
        for one, other in zip(truth[:3], shown[:3], strict=True)
    ]
    return scores, Levenshtein.normalized_similarity(truth.text, shown.text)


def summed(scores):
    return Score(*map(sum, zip(*scores, strict=True)))


def main(names):
    chosen = [page for page in pages.load() if not names or page["name"] in names]
    for at, way in enumerate(("as found", "with the true blocks")):
        print(way)
        show([compared(documents(page)[at], page) for page in chosen])


def show(rows):
    print(f"{'':12}{'truth':>7}{'found':>7}{'both':>7}{'F1':>7}")
    for at, kind in enumerate(("headings", "list items", "cells")):
        score = summed([scores[at] for scores, _ in rows])
        print(f"{kind:12}{score.truth:7}{score.found:7}{score.both:7}{score.share:7.3f}")
    likeness = sorted(one for _, one in rows)
    print(
        f"text: mean {sum(likeness) / len(likeness):.3f}, median {likeness[len(likeness) // 2]:.3f}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])

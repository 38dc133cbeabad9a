"""What formats of OCR hold of a document: compared after it was written and read again."""

import io

import numpy as np
import samples

import ocrlayout
from ocrlayout.model import Blocks, Document, Lines, Page, Words


def written(document, to, **options):
    out = io.BytesIO()
    ocrlayout.save(document, out, to=to, **options)
    return out.getvalue()


def on_pixels(document):
    """The document as a format of whole pixels holds it: without places beyond the page."""

    def changed(page):
        lines, words = page.lines, page.words
        made = Words(words.text, rounded(words.polygon, page), words.confidence, words.spaced)
        return page.replace(
            lines=Lines(
                lines.text,
                rounded(lines.polygon, page),
                made,
                lines.offsets,
                lines.block,
                lines.language,
            )
        )

    return document.map(changed)


def rounded(quads, page):
    return np.clip(np.rint(quads), 0, page.size)


def has_hulls(page):
    """Whether a word is a box along the axes in a line that leans: it is read as a hull."""
    along = page.lines.polygon[:, 1] - page.lines.polygon[:, 0]
    lean = np.degrees(np.arctan2(along[:, 1], along[:, 0]))[page.lines.word_line]
    box = np.rint(page.words.polygon)
    low, high = box.min(axis=1)[:, None], box.max(axis=1)[:, None]
    is_box = ((box == low) | (box == high)).all(axis=(1, 2))
    return bool((is_box & (np.abs((lean + 45) % 90 - 45) > 0.1)).any())


def documents():
    """Recorded answers in pixels, whose lines all have a place, and whose words lie as these."""
    for path in samples.FILES:
        document = samples.load(path)
        if all(page.unit == "pixel" and has_places(page) for page in document) and document:
            if any(map(has_hulls, document)):
                continue
            yield samples.name(path), document


def has_places(page):
    known = [np.isfinite(one).all() for one in (page.lines.polygon, page.words.polygon)]
    return all(known) and len(page.words) > 0


def paths_of_roles(page, names):
    """For each line the roles around it, as far as a format has names for them."""
    parents = page.blocks.parent.tolist()
    found = []
    for innermost in page.lines.block.tolist():
        path, block = [], innermost
        while block >= 0:
            path.append(names.get(page.blocks.role[block], ""))
            block = parents[block]
        found.append(tuple(role for role in path if role))
    return found


def blocks_page():
    """A page with a block of every role, a table, a figure, and a line of none."""
    roles = [
        "heading",
        "paragraph",
        "list_item",
        "caption",
        "note",
        "header",
        "footer",
        "page_number",
    ]
    roles += [
        "table",
        "column_header",
        "cell",
        "cell",
        "figure",
        "paragraph",
        "column",
        "paragraph",
    ]
    parents = [-1] * 9 + [8, 8, 8, -1, 12, -1, 14]
    cells = [[-1] * 4] * 9 + [[0, 0, 1, 2], [1, 0, 1, 1], [1, 1, 1, 1]] + [[-1] * 4] * 4
    at = [0, 1, 1, 2, 3, 4, 5, 6, 7, 9, 10, 13, 15, -1]
    quads = np.array(
        [[[10, y], [90, y], [90, y + 9], [10, y + 9]] for y in range(10, 10 + 20 * len(at), 20)]
    )
    words = Words([f"w{row}" for row in range(len(at))], quads, np.linspace(0.01, 1, len(at)))
    lines = Lines(words.text, quads, words, range(len(at) + 1), at)
    return Document([Page(1, 100, 400, "pixel", lines=lines, blocks=Blocks(roles, parents, cells))])

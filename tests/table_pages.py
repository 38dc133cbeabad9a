"""Pages with tables, fields and figures as a service gives them, made up for the tests."""

import numpy as np
import order_pages
from hypothesis import strategies as st

from ocrlayout.model import Blocks, Fields, Lines, Page, Words

WIDTH, HEIGHT = 120.0, 40.0  # of a cell
NO_CELL = [-1, -1, -1, -1]


class Builder:
    """Blocks and lines of a page, added one after the other."""

    def __init__(self):
        self.role, self.parent, self.cell, self.corners = [], [], [], []
        self.text, self.quads, self.block = [], [], []

    def add(self, role, parent=-1, cell=NO_CELL, corners=None):
        self.role.append(role)
        self.parent.append(parent)
        self.cell.append(cell)
        self.corners.append(np.full((4, 2), np.nan) if corners is None else corners)
        return len(self.role) - 1

    def line(self, text, quad, block=-1):
        self.text.append(text)
        self.quads.append(quad)
        self.block.append(block)

    def table(self, cells, x=0.0, y=0.0, parent=-1, height=HEIGHT):
        """Add a table of {(row, column): lines of text}; an empty tuple is an empty cell."""
        table = self.add("table", parent)
        for (row, column), texts in cells.items():
            left, top = x + column * WIDTH, y + row * height
            corners = order_pages.quad(left, top, WIDTH, height)
            cell = self.add("cell", table, [row, column, 1, 1], corners)
            for k, text in enumerate(texts):
                self.line(text, order_pages.quad(left + 5, top + 4 + 16 * k, 80, 14), cell)
        return table

    def page(self, order=None, fields=None):
        """Return the page, its lines in some order; a line is as many words as its text has."""
        words = [text.split(" ") for text in self.text]
        lines = Lines(
            self.text,
            np.reshape(self.quads, (-1, 4, 2)),
            Words([word for line in words for word in line], _split(self.quads, words)),
            np.cumsum([0, *map(len, words)]),
            np.array(self.block, np.int64),
        )
        blocks = Blocks(self.role, self.parent, self.cell, np.reshape(self.corners, (-1, 4, 2)))
        page = Page(1, 900, 1200, "pixel", lines=lines, blocks=blocks)
        if fields is not None:
            page = page.replace(fields=fields)
        return page if order is None else page.take(order)


def _split(quads, words):
    """Cut the quad of each line into one for each of its words."""
    found = []
    for quad, line in zip(quads, words, strict=True):
        (x0, y0), (x1, _), (_, y1), _ = quad
        wide = (x1 - x0) / len(line)
        found += [order_pages.quad(x0 + wide * k, y0, wide, y1 - y0) for k in range(len(line))]
    return np.reshape(found, (-1, 4, 2))


@st.composite
def pages(draw):
    """Draw pages of text, tables with empty cells, figures, captions and marks, in any order."""
    made, y = Builder(), 0.0
    count = 0
    for _ in range(draw(st.integers(1, 3))):
        for _ in range(draw(st.integers(0, 2))):
            made.line(f"text{count} behind{count}", order_pages.quad(0, y, 400), -1)
            count, y = count + 1, y + 26
        cells = {}
        for row in range(draw(st.integers(1, 3))):
            for column in range(draw(st.integers(1, 3))):
                cells[row, column] = tuple(
                    f"cell{count}.{k} more{count}.{k}" for k in range(draw(st.integers(0, 2)))
                )
                count += 1
        x = draw(st.sampled_from([0.0, 250.0]))
        table = made.table(cells, x, y)
        if draw(st.booleans()):
            caption = made.add("caption", table)
            made.line(f"caption{count} of{count}", order_pages.quad(x, y - 18, 150, 14), caption)
            count += 1
        if draw(st.booleans()):
            made.add("figure", -1, NO_CELL, order_pages.quad(600, y, 100, 100))
        y += draw(st.sampled_from([130.0, 200.0]))
    page = made.page(draw(st.permutations(range(len(made.text)))))
    if len(page.lines) and draw(st.booleans()):
        lost = page.lines.polygon.copy()
        lost[draw(st.integers(0, len(lost) - 1))] = np.nan
        lines = page.lines
        lines = Lines(lines.text, lost, lines.words, lines.offsets, lines.block)
        page = page.replace(lines=lines)
    at = draw(st.lists(st.integers(-1, len(page.words) - 1), max_size=4))
    texts = [page.words.text[row] if row >= 0 else "nowhere" for row in at]
    return page.replace(fields=Fields(["mark"] * len(at), text=texts, word=at))


def cells(page):
    """Return (row, column, role, sorted words) of every cell of every table, as a sorted list."""
    found = (cell for table in page.tables for cell in table.cells)
    return sorted((*cell.place, cell.role, tuple(sorted(cell.text.split()))) for cell in found)


def standing(page):
    """Return the text of every field, and the word that it stands at."""
    words = page.fields.word.tolist()
    at = (page.words.text[row] if row >= 0 else None for row in words)
    return list(zip(page.fields.text, at, strict=True))

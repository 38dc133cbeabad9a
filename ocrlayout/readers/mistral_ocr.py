"""Mistral OCR, 2503 to 4: pages of Markdown, with blocks, tables, images, confidences.

Kept: text, a line for each line of Markdown; headings, paragraphs, items, captions, notes, headers,
footers, figures; tables with their cells, in pipes and in HTML; boxes of blocks and images;
confidences; page numbers and sizes; the model.

Choices:

* Where there are ``blocks``, they are the page; else its Markdown is.
* The service places blocks, not lines: a block of one line is a line with its box, which is one
  word; lines of others, and cells, have no place. Their words are those that have a confidence,
  where these are all of the text.
* The confidence of a block is the mean that the service gives, else that of the words in it.
* Marks of Markdown are left out; formulas stay as they are, between ``$``.
* Boxes are in pixels of the page's ``dimensions``, which need not be those of the scan.

Not kept: images, links, annotations.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _pages
from ocrlayout.readers._blocks import BlockBuilder
from ocrlayout.readers._html_parts import add_cells, html_cells
from ocrlayout.readers._lines import LineBuilder, WordColumns, covers
from ocrlayout.readers._markdown_parts import markdown_text, pipe_cells
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import UNKNOWN, Item, Json, Place

PROVIDER = "mistral_ocr"
_ROLES = {
    "title": "heading",
    "text": "paragraph",
    "list": "list_item",
    "table": "table",
    "image": "figure",
    "caption": "caption",
    "references": "note",
    "header": "header",
    "footer": "footer",
}
_HEADING = re.compile(r"\s*(#{1,6})\s")
_CORNERS = ("top_left_x", "top_left_y", "bottom_right_x", "bottom_right_y")
_ITEMS = ("- ", "* ", "+ ")


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    if not isinstance(payload, dict) or not isinstance(payload.get("pages"), list):
        return False
    first = next(iter(payload["pages"]), None)
    if first is None:
        return str(payload.get("model", "")).startswith("mistral-ocr")
    return isinstance(first, dict) and {"index", "markdown"} <= first.keys()


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict
        Parsed JSON.
    sizes : list of (width, height), optional
        Page sizes in pixels, used where the payload does not say.

    Returns
    -------
    Document

    Raises
    ------
    ReadError
        Something in it is not what the service documents; the message says where.

    Examples
    --------
    >>> dimensions = {"dpi": 200, "width": 50, "height": 20}
    >>> page = {"index": 0, "markdown": "# Tides of *June*", "dimensions": dimensions}
    >>> page = read({"model": "mistral-ocr-2512", "pages": [page]})[0]
    >>> page.size, page.text, page.blocks.role
    ((50.0, 20.0), 'Tides of June', ('heading',))
    """
    place = Place(PROVIDER)
    pages = [
        _MistralPage(at, page).page(index, _pages.given(sizes, index, PROVIDER))
        for index, (at, page) in enumerate(place.each(payload, "pages"))
    ]
    return Document(_pages.numbered(pages), Origin(PROVIDER, model=place.text(payload, "model")))


class _Scores(NamedTuple):
    """Confidences of words of a text, in the order of where they start in it."""

    starts: list[int]
    words: list[str]
    values: list[float]

    @classmethod
    def of(cls, place: Place, item: Item) -> "_Scores":
        """Take the ``word_confidence_scores`` of an object."""
        found = [*place.each(item, "word_confidence_scores")]
        starts = [at.whole(one, "start_index", 0) for at, one in found]
        if starts != sorted(starts):
            raise (place / "word_confidence_scores").error("the words do not follow each other")
        words = [at.text(one, "text") for at, one in found]
        return cls(starts, words, [at.confidence(one, "confidence") for at, one in found])

    def within(self, start: int, end: int) -> "_Scores":
        """Take those of the words that start in a range."""
        rows = slice(bisect_left(self.starts, start), bisect_left(self.starts, end))
        return _Scores(self.starts[rows], self.words[rows], self.values[rows])

    def mean(self) -> float:
        """Return their mean; NaN of none."""
        return float(np.mean(self.values)) if self.values else UNKNOWN


_NO_SCORES = _Scores([], [], [])


class _Known(NamedTuple):
    """What is known of a piece of text: its box, its words' confidences, its own confidence."""

    box: list[float] | None = None
    scores: _Scores = _NO_SCORES
    given: float = UNKNOWN

    def confidence(self) -> float:
        """Return the confidence that the service gives, else the mean of the words'."""
        return self.scores.mean() if np.isnan(self.given) else self.given


class _MistralPage:
    """A page while it is gathered."""

    def __init__(self, place: Place, page: Item) -> None:
        place.needed(page, ("markdown",), "a page")
        self._place, self._page = place, page
        self._lines, self._blocks = LineBuilder(), BlockBuilder()
        self._markdown = place.text(page, "markdown")
        at = place / "confidence_scores"
        self._scores = _Scores.of(at, at.object(page.get("confidence_scores") or {}))
        if page.get("blocks"):
            self._add_blocks()
        else:
            self._add_margin("header")
            self._add_markdown()
            self._add_margin("footer")

    def page(self, index: int, size: Size | None) -> Page:
        """Return the page; `size` is used where it does not say its own."""
        frame = self._page.get("dimensions")
        at = self._place / "dimensions"
        given = at.object(frame) if frame is not None else {}
        sides = {name: _pages.length(at, given, name) for name in ("width", "height")}
        number = self._place.whole(self._page, "index", index) + 1
        lines, blocks = self._lines.lines(), self._blocks.blocks()
        return _pages.made(at, sides, lines, number=number, size=size, blocks=blocks)

    def _add_blocks(self) -> None:
        start = 0
        for at, block in self._place.each(self._page, "blocks"):
            content = at.text(block, "content")
            found = self._markdown.find(content, start) if content else -1
            start = max(found, start)
            scores = self._scores.within(found, found + len(content)) if found >= 0 else _NO_SCORES
            role = _ROLES.get(at.text(block, "type"), "")
            self._add_block(at, role, content, _Known(_box(at, block), scores, _mean_of(at, block)))

    def _add_block(self, place: Place, role: str, content: str, known: "_Known") -> None:
        """Add a block whose text is Markdown."""
        cells = html_cells(place, content) if "<table" in content else []
        cells = cells or (pipe_cells(content) if role == "table" else [])
        level = _level(content) if role == "heading" else 0
        row = self._blocks.add(place, role, polygon=known.box, level=level)
        if cells:
            add_cells(self._lines, self._blocks, place, row, cells)
            return
        texts = [text for text in map(markdown_text, content.split("\n")) if text]
        for text in texts:
            part = known if len(texts) == 1 else known._replace(box=None)
            self._add_line(place, text, row, part)

    def _add_line(self, place: Place, text: str, block: int, known: "_Known") -> None:
        words = [markdown_text(word) for word in known.scores.words]
        columns = WordColumns([text], [known.box], [known.confidence()])
        if known.box is None and words and covers(text, words) is not None:
            columns = WordColumns(words, [None] * len(words), known.scores.values)
        self._lines.add(place, text, known.box, columns, block=block, word_places=lambda _: place)

    def _add_margin(self, name: str) -> None:
        text, at = self._place.text(self._page, name), self._place / name
        if text.strip():
            self._add_block(at, name, text, _Known())

    def _add_markdown(self) -> None:
        """Add the page's Markdown, a block for each paragraph."""
        place, page = self._place / "markdown", self._page
        boxes = {at.text(one, "id"): _box(at, one) for at, one in self._place.each(page, "images")}
        tables = {
            at.text(one, "id"): at.text(one, "content")
            for at, one in self._place.each(page, "tables")
        }
        for start, text in _paragraphs(self._markdown):
            name = _target(text)
            if name in tables:
                self._add_block(place, "table", tables[name], _Known())
            elif text.startswith("!"):
                self._blocks.add(place, "figure", polygon=boxes.get(name))
            else:
                self._add_paragraph(place, start, text)

    def _add_paragraph(self, place: Place, start: int, text: str) -> None:
        """Add a paragraph, its lines with the words that start in them."""
        role = _role(text)
        if role == "table":
            self._add_block(place, role, text, _Known())
            return
        row = -1 if role == "list_item" else self._blocks.add(place, role, level=_level(text))
        for line in text.split("\n"):
            printed = markdown_text(line)
            if printed:
                own = self._blocks.add(place, role) if row < 0 else row
                scores = self._scores.within(start, start + len(line))
                self._add_line(place, printed, own, _Known(scores=scores))
            start += len(line) + 1


def _paragraphs(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield what stands between empty lines, and where it starts."""
    start = 0
    for part in markdown.split("\n\n"):
        text = part.strip("\n")
        if text.strip():
            yield start + part.index(text), text
        start += len(part) + 2


def _target(text: str) -> str:
    """Return the target of a paragraph that is one link or image: ``[tbl-0.md](tbl-0.md)``."""
    stripped = text.strip()
    is_link = stripped.startswith(("[", "![")) and stripped.endswith(")")
    return stripped.rpartition("](")[2].removesuffix(")") if is_link else ""


def _role(paragraph: str) -> str:
    text = paragraph.lstrip()
    if text.startswith("#") and "\n" not in text:
        return "heading"
    if text.startswith("|") or "<table" in text:
        return "table"
    return "list_item" if text.startswith(_ITEMS) else "paragraph"


def _level(text: str) -> int:
    """Return the level of a heading in Markdown, 0 of what is not one."""
    found = _HEADING.match(text)
    return len(found[1]) if found else 0


def _box(place: Place, item: Item) -> list[float] | None:
    """Return the corners of a block or an image; None where one is missing."""
    x0, y0, x1, y1 = (place.number(item, name) for name in _CORNERS)
    if np.isnan(x0 + y0 + x1 + y1):
        return None
    return [x0, y0, x1, y0, x1, y1, x0, y1]


def _mean_of(place: Place, block: Item) -> float:
    """Return the confidence that the service gives a block."""
    at = place / "confidence_scores"
    scores = at.object(block.get("confidence_scores") or {})
    return at.confidence(scores, "average_content_confidence_score")

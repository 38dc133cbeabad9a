"""A page of an answer: its frame, its blocks and paragraphs, and their words."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ocrlayout import geometry
from ocrlayout.model import Blocks, Page
from ocrlayout.readers import _pages, _vertices
from ocrlayout.readers._blocks import BlockBuilder
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item
from ocrlayout.readers._spelling import Spelled, pick
from ocrlayout.readers.google_vision.symbols import breaks_of, language_of, text_of
from ocrlayout.readers.google_vision.walk import walked
from ocrlayout.readers.google_vision.words import PageWords

__all__ = ["Beside", "annotated", "read_page"]

_POINTS = 72  # in an inch
_PICTURES = ("PICTURE", 3)  # how a block's type is spelt, and its number
_PIXELS = "vertices"
_SHARES = ("normalizedVertices", "normalized_vertices")


class Beside(NamedTuple):
    """What stands beside a page: the whole text, the words that are annotated, the kind of file.

    ``is_pdf`` is None where nobody says.
    """

    text: str
    words: Sequence[Item]
    is_pdf: bool | None


def read_page(place: Spelled, page: Item, number: int, size: Size | None, beside: Beside) -> Page:
    """Read a page of an annotation; `size` is used where the page does not say.

    Raises
    ------
    ReadError
        A word is without symbols, and the words beside do not say its text.
    """
    gathered = _Gathered(place, page)
    words = gathered.words
    if gathered.wordless >= 0:
        texts = _descriptions(beside.words, words, gathered.wordless)
        words.texts, words.breaks = walked(beside.text, texts)
    elif not any(words.breaks) and beside.text:
        words.breaks = walked(beside.text, words.texts)[1]
    frame = {name: place.number(page, name, 0.0) for name in ("width", "height")}
    shares = [name for name in _SHARES if words.has(name)]
    if words.has(_PIXELS) or not shares:
        lines, blocks = words.lines(_PIXELS), gathered.blocks(_PIXELS)
        return _pages.made(place, frame, lines, number=number, size=size, blocks=blocks)
    return _in_shares(place, gathered, shares[0], _sized(frame, size, beside.is_pdf), number)


def _sized(frame: Item, size: Size | None, is_pdf: bool | None) -> Item:
    """Return the frame of a page whose corners are shares of it; a PDF counts in points."""
    if not (frame["width"] > 0 and frame["height"] > 0):
        return dict(zip(("width", "height", "unit"), (*(size or (1.0, 1.0)), ""), strict=True))
    if is_pdf is False:
        return frame
    return {"width": frame["width"] / _POINTS, "height": frame["height"] / _POINTS, "unit": "inch"}


def _in_shares(place: Spelled, gathered: "_Gathered", name: str, frame: Item, number: int) -> Page:
    scale = geometry.scaling(frame["width"], frame["height"])
    lines, blocks = gathered.words.lines(name), gathered.blocks(name)
    page = _pages.made(place, frame, lines.move(scale), number=number, blocks=blocks.move(scale))
    return page.replace(unit="") if page.size == (1.0, 1.0) else page


class _Gathered:
    """The words of a page and the blocks that they stand in.

    Attributes
    ----------
    words : PageWords
    wordless : int
        The first word without symbols; −1 where all have some.
    """

    def __init__(self, place: Spelled, page: Item) -> None:
        self.words, self.wordless = PageWords(), -1
        self._rows: list[tuple[Spelled, str, int]] = []
        self._boxes: list[Any] = []
        language = language_of(place, page)
        for at, block in place.each(page, "blocks"):
            role = "figure" if pick(block, "blockType") in _PICTURES else ""
            row = self._add_block(at, block, role)
            own = language_of(at, block) or language
            for one, paragraph in at.each(block, "paragraphs"):
                self._add_paragraph(one, paragraph, row, own)

    def _add_block(self, place: Spelled, item: Item, role: str, parent: int = -1) -> int:
        self._rows.append((place, role, parent))
        self._boxes.append(pick(item, "boundingBox"))
        return len(self._rows) - 1

    def _add_paragraph(self, place: Spelled, item: Item, parent: int, language: str) -> None:
        row = self._add_block(place, item, "paragraph", parent)
        own = language_of(place, item) or language
        for index, (at, word) in enumerate(place.each(item, "words")):
            self._add_word(at, word, row, own)
            for found in breaks_of(at, word, at.items(word, "symbols")):
                if not found.is_before or index:
                    self.words.breaks[-1 - found.is_before] = found.kind
        self.words.end()

    def _add_word(self, place: Spelled, word: Item, block: int, language: str) -> None:
        symbols = place.items(word, "symbols")
        if not symbols and self.wordless < 0:
            self.wordless = len(self.words.texts)
        text, box = text_of(place, symbols), pick(word, "boundingBox")
        own = language_of(place, word) or language
        self.words.add(place, word, text, box, language=own, block=block)

    def blocks(self, name: str) -> Blocks:
        """Return the blocks; `name` is that of the vertices of their boxes."""
        builder = BlockBuilder()
        flats = _vertices.flats(self._boxes, name, lambda row: self._rows[row][0])
        for (place, role, parent), flat in zip(self._rows, flats, strict=True):
            builder.add(place, role, parent, flat)
        return builder.blocks()


def _descriptions(annotations: Sequence[Item], words: PageWords, wordless: int) -> list[str]:
    """Return the texts of words that the annotations beside them have, in the same order."""
    texts = [one.get("description") for one in annotations]
    count = len(words.texts)
    if len(texts) == count + 1:  # the first is the whole text
        texts = texts[1:]
    if len(texts) != count or not all(isinstance(text, str) for text in texts):
        raise words.places[wordless].error("a word needs its symbols, which hold its text")
    return [str(text) for text in texts]


def annotated(place: Spelled, beside: Beside, number: int, size: Size | None) -> Page:
    """Read a page of words that are annotated; without any, of the lines of its text alone."""
    words = PageWords()
    whole = beside.text.splitlines()
    annotations = beside.words or [{"description": line} for line in whole]
    texts = [(place / row).text(one, "description") for row, one in enumerate(annotations)]
    first = int(len(texts) > 1 and "".join(texts[0].split()) == "".join(texts[1:]))
    language = place.text(annotations[0], "locale") if annotations else ""
    for row, one in enumerate(annotations[first:], first):
        words.add(place / row, one, texts[row], pick(one, "boundingPoly"), language=language)
    words.breaks = walked(texts[0] if first else "\n".join(texts), texts[first:])[1]
    return _pages.made(place, {}, words.lines(_PIXELS), number=number, size=size)

"""A page of hOCR: its tree walked in document order."""

import math
from typing import NamedTuple

import numpy as np

from ocrlayout import geometry
from ocrlayout.model import Page
from ocrlayout.readers import _markup, _pages
from ocrlayout.readers._around import filled, leaned
from ocrlayout.readers._blocks import BlockBuilder
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._markup import Element
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import UNKNOWN, Place
from ocrlayout.readers.hocr.titles import Title, title_of
from ocrlayout.readers.hocr.words import LINES, WORD, LineWords, at_once, classes, one_by_one

__all__ = ["HocrPage"]

_ROLES = {
    "ocr_par": "paragraph",
    "ocr_header": "header",
    "ocr_footer": "footer",
    "ocr_caption": "caption",
    "ocr_pageno": "page_number",
    "ocr_footnote": "note",
    "ocr_table": "table",
    **dict.fromkeys(("ocr_photo", "ocr_image", "ocr_linedrawing"), "figure"),
    **dict.fromkeys(("ocr_title", "ocr_chapter", "ocr_section", "ocr_subsection"), "heading"),
    **dict.fromkeys(("ocr_carea", "ocr_block", "ocrx_block"), ""),
    **dict.fromkeys(("ocr_separator", "ocr_math", "ocr_float"), ""),
}
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_ARIA = {"heading": "heading", "listitem": "list_item", "note": "note"}  # of a paragraph
_ONE_TEXT = frozenset(("heading", "header", "footer", "page_number", "caption", "note"))
_LEVEL = 0.5  # degrees: below, the boxes are as good as level
_UNKNOWN_LANGUAGES = ("unknown", "und")


class _Around(NamedTuple):
    """What stands around an element: the row of its block, and its language."""

    block: int
    language: str


class HocrPage:
    """A page while its tree is walked.

    Parameters
    ----------
    place : Place
    element : Element
        With the class ``ocr_page``.
    """

    def __init__(self, place: Place, element: Element) -> None:
        self._place = place
        self._lines, self._blocks = LineBuilder(), BlockBuilder()
        self._angles: list[tuple[float, float]] = []
        self._leans: list[float] = []  # of each line, degrees
        self._title = self._titled(element)
        self._walk(element, _Around(-1, _language(element) or self._language()))

    def page(self, number: int, size: Size | None) -> Page:
        """Return the page; `size` is used where it does not say its own."""
        box = self._title.box()
        frame = {"width": box[2], "height": box[3]} if box else {}
        return _pages.made(
            self._title.place,
            frame,
            filled(leaned(self._lines.lines(), self._leans)),
            number=number,
            size=size,
            angle=self._angle(),
            blocks=self._blocks.blocks(),
        )

    def _angle(self) -> float:
        """Return the angle of most of the text; NaN where no line says its own."""
        if not self._angles:
            return UNKNOWN
        angles, weights = np.array(sorted(self._angles)).T
        middle = np.searchsorted(np.cumsum(weights), weights.sum() / 2)
        return float(geometry.fold(angles[min(middle, len(angles) - 1)]))

    def _language(self) -> str:
        """Return the language that the page's title says."""
        given = self._title.values.get("ocrp_lang", "")
        return "" if given in _UNKNOWN_LANGUAGES else given

    def _titled(self, element: Element) -> Title:
        return title_of(_markup.line_place(self._place, element), element)

    def _walk(self, element: Element, around: _Around) -> None:
        loose: list[Element] = []
        for child in element:
            names = classes(child)
            if WORD in names:
                loose.append(child)
                continue
            self._add_loose(loose, around)
            loose = []
            self._visit(child, names, around)
        self._add_loose(loose, around)

    def _visit(self, child: Element, names: list[str], around: _Around) -> None:
        role = _role(child, names)
        own = _Around(around.block, _language(child) or around.language)
        role = None if role == "paragraph" and _is_all_of_its_block(child) else role
        if not LINES.isdisjoint(names):
            self._add_line(child, own)
        elif role is None:
            self._walk(child, own)
        else:
            title = self._titled(child)
            corners, level = title.corners(), _level(child) if role == "heading" else 0
            row = self._blocks.add(title.place, role, around.block, corners, level=level)
            inside = own._replace(block=row)
            if _is_leaf(child):
                self._add_line(child, inside)
            else:
                self._walk(child, inside)

    def _add_loose(self, words: list[Element], around: _Around) -> None:
        """Add words that stand in no line as one, as long as they follow each other."""
        if words:
            inner: list[Element] = []
            line = Title({}, _markup.line_place(self._place, words[0]))
            found = one_by_one(self._place, line, words, inner)
            self._add(line, 0.0, found, around)
            self._add_inner(inner, around)

    def _add_line(self, element: Element, around: _Around) -> None:
        inner: list[Element] = []
        line = self._titled(element)
        angle = line.angle()
        lean = angle if abs(angle) > _LEVEL else 0.0
        found = at_once(self._place, element)
        if found is None:
            found = one_by_one(self._place, line, [element], inner)
        if not math.isnan(angle):
            self._weigh(angle, line.box())
        self._add(line, lean, found, around)
        self._add_inner(inner, around)

    def _add_inner(self, lines: list[Element], around: _Around) -> None:
        for line in lines:
            self._add_line(line, around)

    def _add(self, line: Title, lean: float, words: LineWords, around: _Around) -> None:
        self._leans.append(lean)
        corners, columns = line.corners(), words.columns
        if columns.texts and not words.has_words:
            columns = WordColumns([words.text], [corners], [line.confidence()])
        is_hull = bool(lean) and words.has_words and "poly" not in line.values
        self._lines.add(
            line.place,
            words.text,
            None if is_hull else corners,  # a long box says less than the boxes of its words
            columns,
            word_places=words.places if words.has_words else lambda _: line.place,
            language=around.language,
            block=around.block,
        )

    def _weigh(self, angle: float, box: list[float] | None) -> None:
        if box is not None:
            self._angles.append((angle, math.hypot(box[2] - box[0], box[3] - box[1])))


def _role(element: Element, names: list[str]) -> str | None:
    """Return the role of a block; None of what is not one."""
    known = next((_ROLES[name] for name in names if name in _ROLES), None)
    if known == "paragraph":
        return _ARIA.get(element.get("role") or "", known)
    is_heading = isinstance(element.tag, str) and _markup.local_name(element).lower() in _HEADINGS
    return "heading" if is_heading and not known else known


def _level(element: Element) -> int:
    """Return the level of a heading, as its tag says; 0 of another tag."""
    name = _markup.local_name(element).lower()
    return int(name[1]) if name in _HEADINGS else 0


def _is_all_of_its_block(paragraph: Element) -> bool:
    """Return whether a paragraph is all that a heading, a header or the like holds."""
    block = paragraph.getparent()
    is_alone = paragraph.getprevious() is None and paragraph.getnext() is None
    return is_alone and _role(block, classes(block)) in _ONE_TEXT


def _is_leaf(element: Element) -> bool:
    """Return whether a block has text and neither lines nor blocks: then it is a line."""
    parts = (name for child in element.iterdescendants() for name in classes(child))
    if any(name in LINES or name in _ROLES for name in parts):
        return False
    return bool("".join(element.itertext()).strip())


def _language(element: Element) -> str:
    given = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return "" if given in _UNKNOWN_LANGUAGES else str(given)

"""An answer: its pages, and what stands beside them and goes to each."""

import dataclasses
from collections.abc import Callable, Collection, Sequence
from functools import partial

import numpy as np

from ocrlayout.model import Blocks, Fields, Lines, Page
from ocrlayout.readers import _azure, _marks, _pages, _spans
from ocrlayout.readers._azure import AzurePlace
from ocrlayout.readers._fields import Found
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item
from ocrlayout.readers._span_answer import page_fields
from ocrlayout.readers._span_answer.page_blocks import PageBlocks, cut
from ocrlayout.readers._span_answer.page_fields import PageFields
from ocrlayout.readers._span_answer.structure import Structure, extent_of
from ocrlayout.readers._span_lines import SpanLines, SpanMark, handwritten
from ocrlayout.readers._spans import Integers, Ranges

__all__ = ["Answer"]


class Answer:
    """What stands beside the pages of an answer.

    Parameters
    ----------
    place : AzurePlace
        Of the object that holds the pages.
    result : dict
        The object.
    """

    def __init__(self, place: AzurePlace, result: Item) -> None:
        self._structure = Structure(place, result)
        self._waiting = page_fields.waiting(place, result)
        self._styles = _spans.styles(place, result)
        self._markdown = _azure.word(_azure.pick(result, "contentFormat")) == "markdown"
        languages = place.items(result, "languages")
        self._languages = Ranges.of(languages, (place / "languages").__truediv__)
        self._locales = [*map(_locale, languages), ""]  # −1 is the last
        self._frames = set(range(len(self._structure.frames)))

    def page(self, place: AzurePlace, page: Item, index: int, size: Size | None) -> Page:
        """Read a page, its blocks and its fields.

        Parameters
        ----------
        place : AzurePlace
        page : dict
        index : int
            From 0.
        size : (width, height) or None
            Used where the page does not say.
        """
        placeholders = _marks.among(place.items(page, "words"))
        marks = page_fields.marks_of(place, page, placeholders)
        lines = self._lines(place, page, marks, placeholders)
        number = _pages.page_number(place, page, "pageNumber", index + 1)
        extent = extent_of(place, page, lines)
        here = partial(page_fields.belongs, extent=extent, is_first=index == 0)
        fields = self._fields(PageFields(lines, marks), lines.mark_words(), number, here)
        kept, blocks = self._cut(lines, number, extent)
        return _pages.made(
            place, page, kept, number=number, size=size, blocks=blocks, fields=fields
        )

    def _cut(self, joined: SpanLines, number: int, extent: Integers) -> tuple[Lines, Blocks]:
        """Cut lines at the cells, and give each its block."""
        lines, starts = cut(self._structure, joined, np.array(joined.starts, np.int64))
        blocks = PageBlocks(self._structure, number, extent)
        block = np.array(blocks.of(starts), np.int64)
        made = blocks.blocks(self._structure.frames_of(number, extent))
        self._frames -= blocks.frames
        return dataclasses.replace(lines, block=block), made

    def _lines(
        self,
        place: AzurePlace,
        page: Item,
        marks: Sequence[SpanMark],
        placeholders: Collection[str],
    ) -> SpanLines:
        lines = SpanLines(
            place,
            page,
            self._structure.paragraphs,
            marks,
            placeholders=placeholders,
            markdown=self._markdown,
        )
        lines.builder.handwritten = handwritten(lines, self._styles)
        owners = self._languages.owner(lines.starts).tolist()
        lines.builder.language = [self._locales[owner] for owner in owners]
        return lines

    def _fields(
        self,
        fields: PageFields,
        marks: Sequence[int],
        number: int,
        belongs: Callable[[Found], bool],
    ) -> Fields:
        fields.add_marks(marks)
        for found in self._waiting.take(number, belongs):
            fields.add(found)
        return fields.fields()

    def completed(self, pages: Sequence[Page]) -> list[Page]:
        """Add to the first page what the service places nowhere, or on a page that is not here."""
        found = self._waiting.rest()
        if not pages or not (found or self._frames):
            return list(pages)
        first = pages[0]
        blocks = PageBlocks(self._structure, None, np.array([0, 0])).blocks(self._frames)
        fields = PageFields(None, ())
        for one in found:
            fields.add(one)
        every = Fields.concat([first.fields, fields.fields()])
        first = first.replace(blocks=Blocks.concat([first.blocks, blocks]), fields=every)
        return [first, *pages[1:]]


def _locale(language: Item) -> str:
    return _azure.label(language.get("locale") or _azure.pick(language, "languageCode"))

"""The blocks of a page in Markdown."""

import html
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Literal

import numpy as np

from ocrlayout import geometry
from ocrlayout.model import Page
from ocrlayout.scripts import run_on
from ocrlayout.writers._flow.division import Vocabulary
from ocrlayout.writers._flow.elements import FURNITURE, NO_ROW, Element, elements
from ocrlayout.writers._flow.html_tables import html_table
from ocrlayout.writers._flow.joining import Joiner
from ocrlayout.writers._flow.outline import Outline
from ocrlayout.writers._flow.tables import GridCell, cells_of
from ocrlayout.writers.markdown import escaping
from ocrlayout.writers.markdown.figures import with_silent
from ocrlayout.writers.markdown.formulas import Formulas
from ocrlayout.writers.markdown.lists import Items
from ocrlayout.writers.markdown.tables import Tables, fits_pipes, piped

__all__ = ["Furniture", "PageText"]

Furniture = Literal["comments", "text", "drop"]

_LEVEL = 2  # of a heading of unknown level: 1 is the title, as Azure writes it
_DEEPEST = 6  # level of Markdown's headings
_COMMENTS = {"header": "PageHeader", "footer": "PageFooter", "page_number": "PageNumber"}


class PageText:
    """A page in Markdown.

    Parameters
    ----------
    page : Page
    vocabulary : Vocabulary or None
        Words of the document, to join divided words by.
    furniture, tables
        As in the writer's ``Options``.
    links : dict of str
        To the pictures of figures, by the rows of their blocks.
    """

    def __init__(
        self,
        page: Page,
        vocabulary: Vocabulary | None,
        furniture: Furniture,
        tables: Tables,
        links: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        self._page, self._furniture, self._tables = page, furniture, tables
        self._links = links
        self._formulas = Formulas(page)
        self._join = Joiner(self._formulas.texts, vocabulary)
        found = self._with_pictures(list(elements(page, self._formulas.texts)))
        self._cells = {
            one.part.block: cells_of(page, one.part, self._join)
            for one in found
            if one.role == "table"
        }
        self._captions = self._captions_in_html(found)
        self._elements = [one for one in found if not self._is_in_html(one)]

    def blocks(self) -> list[str]:
        """Return what blank lines set apart, in order."""
        blocks: list[str] = []
        for figure, group in groupby(self._elements, self._figure):
            run = list(group)
            blocks += self._flow(run) if figure == NO_ROW else self._framed(run)
        return [self._formulas.put_back(block) for block in blocks if block]

    def _with_pictures(self, found: list[Element]) -> list[Element]:
        """Add the figures that have a picture and no text."""
        seen = {one.owner for one in found}
        boxes = geometry.boxes(self._page.blocks.polygon)
        silent = {row: boxes[row] for row in self._links if row not in seen}
        if not silent:
            return found
        lines = self._page.lines.polygon
        extents = [geometry.extent(lines[one.lines]) for one in found]
        return with_silent(found, np.reshape(extents, (-1, 4)), silent)

    def _captions_in_html(self, found: list[Element]) -> dict[int, list[str]]:
        """Return the captions that tables in HTML hold, by the table's row."""
        captions: dict[int, list[str]] = {
            row: [] for row, cells in self._cells.items() if not self._is_piped(cells)
        }
        for one in found:
            if one.role == "caption" and one.owner in captions:
                captions[one.owner].append(self._join(one.lines))
        return captions

    def _is_in_html(self, element: Element) -> bool:
        return element.role == "caption" and element.owner in self._captions

    def _is_piped(self, cells: list[GridCell]) -> bool:
        return self._tables == "pipe" or (self._tables == "auto" and fits_pipes(cells))

    def _figure(self, element: Element) -> int:
        """Return the row of the figure that an element stands in, or −1."""
        owner = element.owner
        return owner if owner >= 0 and self._page.blocks.role[owner] == "figure" else NO_ROW

    def _framed(self, group: list[Element]) -> list[str]:
        """Return the text of a figure, and its caption first."""
        captions = [one for one in group if one.role == "caption"]
        others = self._flow(one for one in group if one.role != "caption")
        picture = [self._links[group[0].owner]] if group[0].owner in self._links else []
        start = "\n".join(["<figure>", *map(self._figcaption, captions)])
        return [start, *picture, *others, "</figure>"]

    def _figcaption(self, caption: Element) -> str:
        text = html.escape(self._join(caption.lines), quote=False)
        return f"<figcaption>{self._formulas.put_back(text, html.escape)}</figcaption>"

    def _flow(self, group: Iterable[Element]) -> list[str]:
        """Return a block for each element, and one for each list."""
        blocks: list[str] = []
        for is_list, run in groupby(group, _is_item):
            if is_list:
                blocks.append("\n".join(self._list(run)))
            else:
                blocks.extend(self._block(element) for element in run)
        return blocks

    def _list(self, group: Iterable[Element]) -> Iterator[str]:
        outline, items = Outline(), Items()
        for element in group:
            text = self._join(element.lines)
            if text:
                yield items.add(text, outline.depth(self._page.lines.take(element.lines[:1])))

    def _block(self, element: Element) -> str:
        if element.role == "table":
            return self._table(element.part.block)
        if element.role in FURNITURE and self._furniture == "drop":
            return ""
        text = self._join(element.lines)
        if element.role in FURNITURE and self._furniture == "comments" and text:
            return f'<!-- {_COMMENTS[element.role]}="{escaping.comment(text)}" -->'
        if element.role == "heading" and text:
            level = min(int(self._page.blocks.level[element.part.block]) or _LEVEL, _DEEPEST)
            return f"{'#' * level} {escaping.closing(escaping.inline(text))}"
        return escaping.opening(escaping.inline(text))

    def _table(self, row: int) -> str:
        cells = self._cells[row]
        if row not in self._captions:
            return piped(cells)
        return self._formulas.put_back(html_table(cells, run_on(self._captions[row])), html.escape)


def _is_item(element: Element) -> bool:
    return element.role == "list_item"

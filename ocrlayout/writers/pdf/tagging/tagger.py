"""Tags for the pages of a document, one after the other."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import PurePath

import numpy as np
import numpy.typing as npt

from ocrlayout.model import Page
from ocrlayout.writers.pdf.objects import Box
from ocrlayout.writers.pdf.placement import Placement
from ocrlayout.writers.pdf.tagging.alternatives import NO_TEXTS, Alternatives
from ocrlayout.writers.pdf.tagging.elements import SCAN, Element
from ocrlayout.writers.pdf.tagging.figures import box_text
from ocrlayout.writers.pdf.tagging.inline import marked, named_by
from ocrlayout.writers.pdf.tagging.marked_content import MarkedContent
from ocrlayout.writers.pdf.tagging.outline import Outline, Shared

__all__ = ["PageTags", "Tagger"]

Integers = npt.NDArray[np.int64]

_log = logging.getLogger("ocrlayout")


class PageTags:
    """The tags of a page.

    Parameters
    ----------
    number : int
        Of the page in the PDF, from 1.
    shared : Shared
    outline : Outline
    marks : MarkedContent
    links : sequence of Element
        Those of its links.

    Attributes
    ----------
    top : Element
        Holds the elements.
    marks : MarkedContent
        Which content they have.
    """

    def __init__(
        self,
        number: int,
        shared: Shared,
        outline: Outline,
        marks: MarkedContent,
        links: Sequence[Element],
    ) -> None:
        self.top, self.marks, self._links = outline.top, marks, links
        self._number, self._outline = number, outline
        self._alternatives = shared.alternatives

    def scan(self, operators: bytes, box: Box) -> bytes:
        """Put the drawing of a scan outside of the tree; it is a picture where it has no text.

        Parameters
        ----------
        operators : bytes
        box : (x0, y0, x1, y1)
            The page, in points.
        """
        if len(self.marks.line_end):
            return self.marks.around(SCAN, operators)
        picture = self.top.within("Figure")
        picture.alt = self._alternatives.take(str(self._number))
        picture.attributes = box_text(np.array(box))
        if not picture.alt:
            picture.alt, picture.language = f"Scanned page {self._number}", "en"
            _log.warning("page %d has no text: screen readers say %r", self._number, picture.alt)
        return self.marks.around(picture, operators)

    def pictures(self) -> bytes:
        """Give pictures in which no word was read content of their own: a path, not drawn."""
        operators = []
        for picture, row, path in self._outline.wordless_figures():
            operators.append(self.marks.around(picture, path))
            self._outline.move_last(row)
        return b"".join(operators)

    def links(self) -> list[Element | None]:
        """Return the element of each link; None for one that stands outside of the tree."""
        inside = [link if link.parent else None for link in self._links]
        for link in filter(None, inside):
            link.attach()  # where its words are written as part of others
        return inside

    def link(self) -> Element:
        """Make an element for a link that lies over no text, after the text of the page."""
        return self.top.add("Link")

    def highlight(self) -> Element:
        """Make an element for an annotation that marks a passage, after the text of the page."""
        made = self.top.add("Annot")
        made.alt, made.language = "Highlight", "en"
        return made


class Tagger:
    """Makes the tags of pages.

    Parameters
    ----------
    language : str
        Of the document, as far as it was given.
    alt_texts : dict of str to str
        Texts for its pictures, as :func:`~.alternatives.checked` returns them.
    """

    def __init__(self, language: str = "", alt_texts: Mapping[str, str] = NO_TEXTS) -> None:
        self._language, self._shared = language, Shared(Alternatives(alt_texts))
        self._pages, self._name = 0, ""

    @property
    def title(self) -> str:
        """The first heading, else the name of the first scan."""
        return self._shared.title or self._name

    def page(
        self,
        page: Page,
        place: Placement | None,
        scan: str,
        linked: Sequence[Integers] = (),
    ) -> PageTags:
        """Make the tags of the next page.

        Parameters
        ----------
        page : Page
        place : Placement or None
            None for a page without words.
        scan : str
            File name of its scan.
        linked : sequence of (k,) ndarray of int64
            The words of each link, as rows of the page's words.
        """
        self._pages += 1
        self._name = self._name or PurePath(scan).stem
        outline = Outline(page, self._shared, place, self._pages)
        slots, named = outline.of_lines(), named_by(page.fields)
        elements = [Element("Link") for _ in linked]
        links = list(zip(linked, elements, strict=True))
        marks = marked(page.lines, slots, outline.labels, self._language, named=named, links=links)
        return PageTags(self._pages, self._shared, outline, marks, elements)

    def close(self) -> None:
        """Say what is left to say of the pictures, when all pages were made.

        Raises
        ------
        WriteError
            There are texts for what is not a picture.
        """
        self._shared.alternatives.close()

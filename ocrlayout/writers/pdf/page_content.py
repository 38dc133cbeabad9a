"""The content of pages: scans, text and highlights, on new pages and for those of PDFs."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout.images import Frame, Pair
from ocrlayout.model import Page
from ocrlayout.writers.pdf import links, placement
from ocrlayout.writers.pdf.addresses import Address
from ocrlayout.writers.pdf.annotations import Annotation
from ocrlayout.writers.pdf.document_stream import DocumentStream
from ocrlayout.writers.pdf.existing import ExistingPage
from ocrlayout.writers.pdf.font import Glyphs
from ocrlayout.writers.pdf.highlights import highlight
from ocrlayout.writers.pdf.image_xobject import ImageXObject
from ocrlayout.writers.pdf.links import OwnLink
from ocrlayout.writers.pdf.placement import Placement
from ocrlayout.writers.pdf.tagging import scanned_pdfs
from ocrlayout.writers.pdf.tagging.marked_content import MarkedContent
from ocrlayout.writers.pdf.tagging.tagger import PageTags
from ocrlayout.writers.pdf.text_layer import FONT, layer

__all__ = ["MakeImage", "Passages", "add_layer", "add_scan", "add_text"]

_AS_STORED = 1  # EXIF orientation
MakeImage = Callable[[Frame], ImageXObject]
Size = tuple[float, float]


class Passages(NamedTuple):
    """Passages of a page that get annotations.

    Attributes
    ----------
    highlights : list of (k, 4, 2) ndarray
        What is to be highlighted, in page units.
    addresses : sequence of Address
        What is to become a link.
    own : sequence of OwnLink
        What is one already, on a page that gets tags.
    """

    highlights: list[npt.NDArray[np.float64]]
    addresses: Sequence[Address] = ()
    own: Sequence[OwnLink] = ()

    @property
    def linked(self) -> list[npt.NDArray[np.int64]]:
        """The words of each link."""
        return [*(each.words for each in self.addresses), *(each.words for each in self.own)]

    @property
    def are_any(self) -> bool:
        """Whether there is one."""
        return bool(self.highlights or self.addresses)


def add_scan(
    stream: DocumentStream,
    pair: Pair,
    passages: Passages,
    size: Size,
    make: MakeImage,
    *,
    upright: bool,
) -> None:
    """Write a new page: the scan, its text and annotations."""
    page, frame, turn = pair
    size = placement.upright_size(page, size) if upright else size
    scan = placement.scan_matrix(page, size, upright=upright)
    operators, place = placement.draw_scan(scan, turn), None
    if len(page.words) or passages.are_any:
        place = placement.on_new_page(page, size, upright=upright)
    tags, tagger = None, stream.tagger
    if tagger:
        tags = tagger.page(page, place, frame.file_name, passages.linked)
        operators = tags.scan(operators, (0, 0, *size))
    if place:
        marks = tags.marks if tags else None
        operators += _text(page, place, stream.glyphs, upright=upright, marks=marks)
    if tags:
        operators += tags.pictures()
    stream.add(size, operators, make(frame), _annotations(passages, place, tags), tags)


def _annotations(
    passages: Passages, place: Placement | None, tags: PageTags | None
) -> list[Annotation]:
    """Make the links and highlights of a page, and their elements in its tags."""
    found, own = passages.addresses, passages.own
    elements = tags.links() if tags else [None] * len(found)
    made = [
        link.placeholder(element or tags.link())
        for link, element in zip(own, elements[len(found) :], strict=True)
        if tags
    ]
    if place is None:
        return made
    both = zip(found, elements[: len(found)], strict=True)
    # UA-1 wants each link in the tree: one of a running head, which is not in it, cannot be made
    new = [links.link(place, *each) for each in both if not tags or each[1]]
    highlights = [
        highlight(place, quads, tags.highlight() if tags else None) for quads in passages.highlights
    ]
    return [*made, *filter(None, new), *highlights]


def add_text(stream: DocumentStream, page: Page, size: Size) -> None:
    """Write a new page with the text alone, for another program to lay over the scan."""
    place = placement.on_new_page(page, size)
    stream.add(size, _text(page, place, stream.glyphs, stream.font_name, upright=False))


def add_layer(
    stream: DocumentStream,
    page: Page,
    passages: Passages,
    original: ExistingPage,
    picture: ImageXObject | None,
) -> None:
    """Write a page that holds what is added to an original one: its text and annotations."""
    x0, y0, x1, y1 = original.box
    upright, place = original.turn is not None, None
    if len(page.words) or passages.are_any:
        place = placement.on_existing_page(page, original.box, original.rotation, upright=upright)
        found = links.not_linked(passages.addresses, place, original)
        passages = passages._replace(addresses=found)
    if stream.tagger:
        passages = passages._replace(own=links.own_links(page.lines, place, original))
    tags = _tags_of(stream, page, original, place, passages, pictured=bool(picture))
    operators = _picture(original, picture, tags)
    if place:
        marks = tags.marks if tags else None
        text = _text(page, place, stream.glyphs, original.font, upright=upright, marks=marks)
        is_aside = original.is_tagged and text and not tags
        operators += b"/Artifact BMC " + text + b"EMC\n" if is_aside else text
    operators += tags.pictures() if tags else b""
    annotations = _annotations(passages, place, tags)
    stream.add((x1 - x0, y1 - y0), operators, picture, annotations, tags)


def _picture(original: ExistingPage, picture: ImageXObject | None, tags: PageTags | None) -> bytes:
    """Draw what takes the place of a page's content; content that stays is put aside with it."""
    drawn = placement.draw_scan(original.square, _AS_STORED) if picture else b""
    aside = tags.scan(drawn, original.box) if tags else drawn
    return aside if picture else b""


def _tags_of(
    stream: DocumentStream,
    page: Page,
    original: ExistingPage,
    place: Placement | None,
    passages: Passages,
    *,
    pictured: bool,
) -> PageTags | None:
    """Make the tags of a page of a PDF, if the document has any; refuse one that cannot have them.

    Raises
    ------
    WriteError
    """
    if not stream.tagger:
        return None
    if original.is_tagged and not pictured:
        raise scanned_pdfs.refusal(original.name, scanned_pdfs.HAS_TAGS)
    fault = scanned_pdfs.fault_of(original.page, is_pictured=pictured)
    if fault:
        raise scanned_pdfs.refusal(original.name, fault)
    return stream.tagger.page(page, place, original.name, passages.linked)


def _text(
    page: Page,
    place: Placement,
    glyphs: Glyphs,
    font: str = FONT,
    *,
    upright: bool,
    marks: MarkedContent | None = None,
) -> bytes:
    if not len(page.words):
        return b""
    lines = page.lines if upright or not page.refitted else placement.as_bounded(page)
    return b"q " + layer(lines, place.matrix, place.box, glyphs, font, marks=marks) + b"Q\n"

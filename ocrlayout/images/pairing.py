"""Which frame belongs to which page, and how it lies under the page."""

import itertools
import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from ocrlayout.errors import WriteError
from ocrlayout.images import headers
from ocrlayout.images.frames import Frame, expand
from ocrlayout.images.headers import Size
from ocrlayout.model import Document, Page
from ocrlayout.model.columns import plural
from ocrlayout.sources import Scans

__all__ = ["Pair", "is_one_file", "pair", "pair_stream", "with_unanswered"]

_TOLERANCE = 0.02  # of the aspect: scans are resized and cropped a little on their way


class Pair(NamedTuple):
    """A page and its frame.

    Attributes
    ----------
    page : Page
    frame : Frame
    turn : int
        The EXIF orientation, 1 to 8, under which the frame lies as the service saw the page.
    """

    page: Page
    frame: Frame
    turn: int


def pair(document: Document, images: Scans) -> list[Pair]:
    """Find the frame of each page, and how it lies.

    With one TIFF or PDF the page's number picks the frame, so that a part of the pages works.
    Otherwise frames and pages pair in order, and there have to be as many.

    Parameters
    ----------
    document : Document
    images : as for :func:`expand`

    Returns
    -------
    list of Pair

    Raises
    ------
    WriteError
        The counts do not match, or a frame's aspect differs by more than 2 % from that of its page.
    ImageError
        As for :func:`expand`.

    Examples
    --------
    >>> document = Document([Page(width=30, height=20)])
    >>> page, frame, turn = pair(document, np.zeros((40, 60), np.uint8))[0]
    >>> frame.size, turn
    ((60, 40), 1)
    """
    return _paired_frames(document, expand(images))


def _paired_frames(document: Document, frames: list[Frame]) -> list[Pair]:
    matched = _by_number(document, frames) if is_one_file(frames) else _in_order(document, frames)
    return [_paired(page, frame) for page, frame in zip(document.pages, matched, strict=True)]


def pair_stream(documents: Iterable[Document], images: Iterable[Scans]) -> Iterator[Pair]:
    """Find the frame of each page of a stream of documents, one document at a time.

    Parameters
    ----------
    documents : iterable of Document
    images : iterable of scans
        The scans of each document, as :func:`pair` takes them.

    Yields
    ------
    Pair
        Pages keep their numbers in the first document, and are numbered on in the ones that
        follow. Nothing of a frame is held but its header.

    Raises
    ------
    WriteError
        There are more documents than scans, or fewer; or as for :func:`pair`.
    TypeError
        `images` is a single scan.

    Examples
    --------
    >>> scan = np.zeros((20, 30), np.uint8)
    >>> documents = (Document([Page(7)]) for _ in range(2))
    >>> [page.number for page, frame, turn in pair_stream(documents, itertools.repeat(scan, 2))]
    [7, 8]
    """
    for pairs, _ in _paired_documents(documents, images):
        yield from pairs


def with_unanswered(
    documents: Iterable[Document], images: Iterable[Scans]
) -> Iterator[Pair | Frame]:
    """Find the frame of each page as `pair_stream` does, and the frames that no page belongs to.

    Where the scans of a document are one TIFF or PDF, the service may have answered a part of its
    pages. Each of the others comes after the page that precedes it in the file.

    Parameters
    ----------
    documents, images
        As for :func:`pair_stream`.

    Yields
    ------
    Pair or Frame
        A Frame does not have a page: it was not answered.

    Raises
    ------
    WriteError, TypeError
        As for :func:`pair_stream`.

    Examples
    --------
    >>> from PIL import Image
    >>> import io
    >>> tiff, scan = io.BytesIO(), Image.new("L", (30, 20))
    >>> scan.save(tiff, "TIFF", save_all=True, append_images=[scan])
    >>> answered, frame = with_unanswered([Document([Page(1)])], [tiff.getvalue()])
    >>> answered.page.number, frame.index
    (1, 1)
    """
    for pairs, frames in _paired_documents(documents, images):
        yield from _filled(pairs, frames) if is_one_file(frames) else pairs


def _paired_documents(
    documents: Iterable[Document], images: Iterable[Scans]
) -> Iterator[tuple[list[Pair], list[Frame]]]:
    """Yield the pairs of each document, numbered on, with all frames of its scans."""
    if isinstance(images, (str, os.PathLike, bytes, np.ndarray)):
        raise TypeError("a stream of documents takes an iterable with the scans of each, not one")
    last = None
    for document, scans in _together(documents, images):
        frames = expand(scans)
        pairs = _paired_frames(document, frames)
        if last is not None:
            pairs = [_numbered(found, number) for number, found in enumerate(pairs, last + 1)]
        yield pairs, frames
        last = pairs[-1].page.number if pairs else last


def _filled(pairs: list[Pair], frames: list[Frame]) -> Iterator[Pair | Frame]:
    """Put the frames without a page between the pairs, each after the one that precedes it."""
    places = {frame.index: place for place, frame in enumerate(frames)}
    answered = {pair.frame.index for pair in pairs}
    left = {places[frame.index]: frame for frame in frames if frame.index not in answered}
    yield from _taken(left, 0)
    for found in pairs:
        yield found
        yield from _taken(left, places[found.frame.index] + 1)


def _taken(left: dict[int, Frame], place: int) -> Iterator[Frame]:
    """Take out the frames that follow one another from a place on."""
    while place in left:
        yield left.pop(place)
        place += 1


def _numbered(found: Pair, number: int) -> Pair:
    return found._replace(page=found.page.replace(number=number))


def _together(
    documents: Iterable[Document], images: Iterable[Scans]
) -> Iterator[tuple[Document, Scans]]:
    missing = object()
    both = itertools.zip_longest(documents, images, fillvalue=missing)
    for number, (document, scans) in enumerate(both, 1):
        if document is missing:
            raise WriteError(f"there are scans for more than the {number - 1} documents")
        if scans is missing:
            raise WriteError(
                f"document {number} does not have scans; give those of each document, in order"
            )
        yield document, scans  # type: ignore[misc]  # neither is the mark of a missing one


def is_one_file(frames: list[Frame]) -> bool:
    """Return whether all frames are of one TIFF or PDF with several.

    Examples
    --------
    >>> is_one_file(expand(np.zeros((20, 30), np.uint8)))
    False
    """
    several = bool(frames) and frames[0].frames > 1
    return several and all(frame.source is frames[0].source for frame in frames)


def _by_number(document: Document, frames: list[Frame]) -> list[Frame]:
    numbered = {frame.index + 1: frame for frame in frames}
    for page in document.pages:
        if page.number not in numbered:
            raise WriteError(
                f"page {page.number} has no image: {frames[0].file_name} has {len(frames)}"
                " pages; is this the right scan?"
            )
    return [numbered[page.number] for page in document.pages]


def _in_order(document: Document, frames: list[Frame]) -> list[Frame]:
    if len(frames) != len(document.pages):
        raise WriteError(
            f"{plural(len(frames), 'image')} for {plural(len(document.pages), 'page')}; give one"
            " for each page, in order, or one TIFF or PDF with all of them"
        )
    return frames


def _paired(page: Page, frame: Frame) -> Pair:
    turn = _turn(frame, page)
    width, height = headers.displayed(frame.size, turn)
    ratio = (width / height) / _aspect(page.source_size)  # NaN for a page without a size
    rounding = 1 / min(width, height)  # a thumbnail's size is rounded to whole pixels
    if max(ratio, 1 / ratio) > 1 + _TOLERANCE + rounding:
        across, down = page.source_size
        raise WriteError(
            f"{frame.name} is {width:.0f} × {height:.0f}, page {page.number} is {across:g} ×"
            f" {down:g} {page.unit}: the shapes differ; is this the right scan? (An answer without"
            " a page size takes it from the scan: load it with images=.)"
        )
    return Pair(page, frame, turn)


def _aspect(size: Size) -> float:
    """Width by height; NaN for a size that is unknown or not positive."""
    width, height = size
    return width / height if width > 0 and height > 0 else np.nan


def _turn(frame: Frame, page: Page) -> int:
    """Find the EXIF orientation under which a frame lies as the service saw the page.

    Services differ, and they do not say whether they obey EXIF. But the page has a width and a
    height: 1 where they have the aspect of the image as stored; the frame's own orientation where
    they have the aspect of the image as displayed, and where that cannot tell.
    """
    aspect = _aspect(page.source_size)
    if frame.orientation < 5 or np.isnan(aspect):
        return frame.orientation
    stored = abs(np.log(_aspect(frame.size) / aspect))
    turned = abs(np.log(_aspect(frame.displayed) / aspect))
    return 1 if stored < turned else frame.orientation

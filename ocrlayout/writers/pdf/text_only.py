"""A text layer by itself: pages as large as their scans, for another program to lay over them."""

from collections.abc import Iterable
from typing import BinaryIO

from ocrlayout.images import pair_stream
from ocrlayout.model import Document
from ocrlayout.sources import Scans
from ocrlayout.writers.pdf import placement
from ocrlayout.writers.pdf.document_stream import DocumentStream
from ocrlayout.writers.pdf.page_content import add_text
from ocrlayout.writers.pdf.text_layer import FONT

__all__ = ["write"]


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans],
    font_name: str = FONT,
    is_moved: bool = False,
) -> None:
    """Write pages that hold the hidden text of documents, and nothing that is seen.

    Parameters
    ----------
    documents : iterable of Document
    out : binary file object
    images : iterable of scans
        For each document its scans, which say how large its pages are.
    font_name : str
        What the font is called among a page's resources.
    is_moved : bool
        Whether the other program turns or moves the text. Tilted lines are then written flat, in
        the boxes of their words: PDFium would not move their ``ActualText``.

    Raises
    ------
    WriteError
        A document has another number of pages than scans.
    ImageError
        A scan is broken.

    Examples
    --------
    >>> import io
    >>> import numpy as np
    >>> from ocrlayout.model import Lines, Page, Words
    >>> quad = [[10, 10], [90, 10], [90, 20], [10, 20]]
    >>> lines = Lines(["fox"], [quad], Words(["fox"], [quad]), [0, 1])
    >>> page = Page(width=100, height=50, unit="pixel", lines=lines)
    >>> out = io.BytesIO()
    >>> write([Document([page])], out, images=[np.full((50, 100), 255, np.uint8)])
    >>> b"/XObject" in out.getvalue()
    False
    """
    stream = DocumentStream(out, font_name=font_name)
    for pair in pair_stream(documents, images):
        page = pair.page.replace(refitted=pair.page.refitted or is_moved)
        add_text(stream, page, placement.page_size(*pair, None))
    stream.close()

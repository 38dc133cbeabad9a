"""docling JSON: a ``DoclingDocument``, for docling's own exports, chunkers and what builds on them.

Headings with levels, text, lists, tables with their cells, pictures with captions, notes, pairs;
each with its page and box. Page headers and footers are furniture. Boxes are pixels of the scan as
it lay, from the top left. A text is one paragraph with one box around its lines.

Loses words, confidences, languages, corners of text that leans, how deep items of lists stand.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from ocrlayout.model import Document
from ocrlayout.sources import Scans
from ocrlayout.writers._flow.joining import vocabulary_of
from ocrlayout.writers._scan.frames import DPI, on_scans
from ocrlayout.writers.docling.page import PageItems
from ocrlayout.writers.docling.tree import Tree

SUFFIXES = (".docling.json",)
NEEDS_WORDS = True  # cells and marks without text would be a page of nothing

_NAME = "document"  # docling wants one


@dataclass(frozen=True, slots=True)
class Options:
    """How pages are measured, and how text is joined.

    Attributes
    ----------
    dpi : float
        Pixels of an inch, for a page in inches without a scan.
    dehyphenate : bool
        Join a word that a hyphen divides at the end of a line, without the hyphen where it is
        plainly one word. What stands on the page is in ``orig``.
    names : tuple of str
        Of the documents; the first is the name. The command line gives those of the files.
    """

    dpi: float = field(default=DPI)
    dehyphenate: bool = field(
        default=True, metadata={"flag": "in paragraphs, join divided words that are plainly one"}
    )
    names: tuple[str, ...] = field(default=(), metadata={"set": False, "names": True})


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans] | None = None,
    options: Options = Options(),
) -> None:
    """Write documents as one ``DoclingDocument``, which is held in memory until it is whole.

    Parameters
    ----------
    documents : iterable of Document
        The pages of the first keep their numbers, those of the rest follow on.
    out : binary file object
    images : iterable of scans, optional
        Their sizes are those of the pages.
    options : Options

    Raises
    ------
    WriteError
        A page does not have a size in pixels or inches, and there is no scan.

    Examples
    --------
    >>> import io
    >>> from ocrlayout.model import Blocks, Lines, Page
    >>> lines = Lines(["Tides"], [[[1, 2], [9, 2], [9, 4], [1, 4]]], block=[0])
    >>> page = Page(1, 20, 10, "pixel", lines=lines, blocks=Blocks(["heading"]))
    >>> out = io.BytesIO()
    >>> write([Document([page])], out)
    >>> text = json.loads(out.getvalue())["texts"][0]
    >>> text["label"], text["text"], text["prov"][0]["bbox"]["r"]
    ('section_header', 'Tides', 9.0)
    """
    tree = Tree(next(iter(options.names), "") or _NAME)
    whole = list(documents)  # the words of all pages say which of them a hyphen divides
    vocabulary = vocabulary_of(Document.join(whole)) if options.dehyphenate and whole else None
    for page, _ in on_scans(whole, images, options.dpi):
        PageItems(tree, page, vocabulary).add()
    text = json.dumps(tree.document(), ensure_ascii=False, separators=(",", ":"))
    out.write(text.encode("utf-8", "replace"))

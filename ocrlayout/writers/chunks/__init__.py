"""Chunks for retrieval, as JSON Lines: text under its headings, and where it stands on the scan.

A chunk a line. Each word of a document stands in one chunk. Paragraphs and items of a list under
one heading go together up to a size; tables, captions, notes and figures' text stand by themselves.

Loses blocks within chunks, handwriting, fields that are not on the page.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, get_args

from ocrlayout.model import Document
from ocrlayout.sources import Scans
from ocrlayout.writers.chunks.document import chunks_of
from ocrlayout.writers.chunks.records import record

Furniture = Literal["keep", "drop"]

SUFFIXES = (".jsonl",)
NEEDS_WORDS = True  # fields and cells without text would be an empty file


@dataclass(frozen=True, slots=True)
class Options:
    """How documents are cut into chunks.

    Attributes
    ----------
    size : int
        Characters of a chunk, at most; a word, and a row of a table, stay whole.
    dehyphenate : bool
        Join a word that a hyphen divides at the end of a line, without the hyphen where it is
        plainly one word.
    furniture : {"keep", "drop"}
        Whether page headers, footers and page numbers become chunks, too.
    names : tuple of str
        Of the documents, in order; the command line gives those of the files.

    Raises
    ------
    ValueError
        `size` is less than 1, or `furniture` is neither.
    """

    # About 250 tokens of English: most embedding models take 256 to 512.
    size: int = field(default=1000, metadata={"flag": "characters of a chunk, at most"})
    dehyphenate: bool = field(
        default=True, metadata={"flag": "in paragraphs, join divided words that are plainly one"}
    )
    furniture: Furniture = field(default="keep", metadata={"flag": "page headers, footers"})
    names: tuple[str, ...] = field(default=(), metadata={"set": False, "names": True})

    def __post_init__(self) -> None:
        if self.size < 1:
            raise ValueError(f"the size of a chunk is 1 character or more, not {self.size}")
        if self.furniture not in get_args(Furniture):
            raise ValueError(f"furniture in chunks is keep or drop, not {self.furniture!r}")


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans] | None = None,  # noqa: ARG001  # text does not need pixels
    options: Options = Options(),
) -> None:
    """Write the chunks of documents, a JSON object a line, as the documents come.

    Parameters
    ----------
    documents : iterable of Document
    out : binary file object
    images : ignored
        Text does not need pixels.
    options : Options

    Examples
    --------
    >>> import io
    >>> from ocrlayout.model import Lines, Page, Words
    >>> out = io.BytesIO()
    >>> words = Words(["Pack", "my", "box"])
    >>> document = Document([Page(lines=Lines(["Pack my", "box"], None, words, [0, 2, 3]))])
    >>> write([document], out, options=Options(names=("letter",)))
    >>> chunk = json.loads(out.getvalue())
    >>> chunk["id"], chunk["text"], chunk["pages"][0]["words"]
    ('letter#1', 'Pack my box', [[0, 3]])
    """
    for at, document in enumerate(documents):
        name = options.names[at] if at < len(options.names) else ""
        keep = options.furniture == "keep"
        found = chunks_of(document, options.size, dehyphenate=options.dehyphenate, furniture=keep)
        for number, chunk in enumerate(found, 1):
            known = {"id": f"{name or at + 1}#{number}", **record(chunk, name)}
            out.write(json.dumps(known, ensure_ascii=False, allow_nan=False).encode() + b"\n")

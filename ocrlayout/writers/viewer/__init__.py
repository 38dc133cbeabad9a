"""The viewer: one HTML file for people who check what was read, word by word.

Scans, thumbnails, text, style and program stand in the file; nothing is requested from anywhere but
scans that are linked, and the file says so to the browser (Content-Security-Policy). The text lies
over the scan, each word at its own angle, in reading order. The words that are most likely wrong
come first; what a person corrects is kept in the browser, and downloaded as the project's own JSON,
from which every other format is written.

Loses pixels of large scans; the document comes out of it whole. The program is in ``app/``: modules
of JavaScript, which are put one after the other.
"""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout.doubts import known_doubt
from ocrlayout.images import Frame, Pair, pair_stream
from ocrlayout.model import Document, Page
from ocrlayout.sources import Scans
from ocrlayout.writers._numbering import numbered_on
from ocrlayout.writers.viewer import program, records
from ocrlayout.writers.viewer.scans import Shown, check_linkable, embedded, linked

__all__ = ["SUFFIXES", "Options", "check_scans", "write"]

SUFFIXES = (".view.html",)

Array = npt.NDArray[np.float64]

_LEAST_SCAN = 10  # kB: with less, nothing can be read
# Shares of the words above which a word is tinted ever more strongly: of 1000 words the 10 most
# doubtful have the strongest tint, however sure the engine was of all of them.
_TINTS = (0.90, 0.95, 0.98, 0.99)


@dataclass(frozen=True, slots=True)
class Options:
    """What is put into the file.

    Attributes
    ----------
    title : str
        Shown in the title bar; ``""``: the name of the first document.
    scan_kb : float
        The most kilobytes that the scan of a page takes; 0 leaves the scans out.
    link_scans : bool
        Link the scans where they lie, relative to the file, instead of putting them into it. They
        are single JPEG, PNG, WebP, GIF, BMP or AVIF files, which move along with it.
    dpi : float
        Resolution at which PDF pages are rendered, before they are made small enough.
    against : Document or None
        What another engine read of the same pages, in order; it is shown beside, with the
        differences.
    names : tuple of str
        Of the documents, in order; the command line gives those of the files.

    Raises
    ------
    ValueError
        `scan_kb` is too little for a scan, or 0 with `link_scans`; or `dpi` is not positive.
    """

    title: str = field(default="", metadata={"flag": "the title that viewers show"})
    scan_kb: float = field(
        default=250.0, metadata={"flag": "the most kB that the scan of a page takes; 0: no scans"}
    )
    link_scans: bool = field(
        default=False, metadata={"flag": "link the scans instead of putting them into the file"}
    )
    dpi: float = 200.0
    against: Document | None = field(default=None, metadata={"set": False})
    names: tuple[str, ...] = field(default=(), metadata={"set": False, "names": True})

    def __post_init__(self) -> None:
        if self.scan_kb != 0 and not self.scan_kb >= _LEAST_SCAN:
            raise ValueError(f"scan_kb is at least {_LEAST_SCAN}, or 0 for no scans")
        if self.link_scans and not self.scan_kb:
            raise ValueError(
                "scan_kb=0 leaves the scans out, and link_scans shows them: choose one"
            )
        if not self.dpi > 0:
            raise ValueError(f"dpi is a positive number, not {self.dpi}")


def check_scans(frames: Iterable[Frame], options: Options = Options()) -> None:
    """Refuse scans that cannot be linked, before they are recognized.

    Raises
    ------
    WriteError
        One is not a file that browsers show.
    """
    for frame in frames if options.link_scans else ():
        check_linkable(frame)


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans] | None = None,
    options: Options = Options(),
) -> None:
    """Write documents as one viewer, page by page as they come.

    Parameters
    ----------
    documents : iterable of Document
        The pages of the first keep their numbers, those of the rest follow on.
    out : binary file object
    images : iterable of scans, optional
        For each document its scans; without them the text stands on blank sheets.
    options : Options

    Raises
    ------
    WriteError
        Images do not belong to the pages, a page cannot be placed on its scan, or a scan that is to
        be linked is not one that browsers show.
    ImageError
        A scan is broken.

    Examples
    --------
    >>> import io
    >>> from ocrlayout.model import Lines
    >>> out = io.BytesIO()
    >>> write([Document([Page(lines=Lines(["Tides"]))])], out)
    >>> out.getvalue()[:15], b"Tides" in out.getvalue()
    (b'<!DOCTYPE html>', True)
    """
    title = options.title or _title(options.names)
    out.write(program.head(title, links_scans=options.link_scans).encode())
    home = _home(out)
    digest, known = hashlib.sha256(), [np.empty(0)]
    for sheet in _sheets(documents, images, options):
        known.append(sheet.doubt[np.isfinite(sheet.doubt)])
        for part in _parts(sheet, options, home):
            digest.update(part.encode())
            out.write(part.encode())
    about = {
        "id": digest.hexdigest(),  # what corrections in the browser belong to
        "tints": _tints(np.concatenate(known)),
        "compared": options.against is not None,
    }
    out.write(records.script("about", records.as_json(about)).encode())
    out.write(program.tail().encode())


class _Sheet(NamedTuple):
    """A page, its scan if it has one, its document's name, and what another engine read."""

    page: Page
    doubt: Array  # of each word; NaN where the engine gave no confidence
    pair: Pair | None
    name: str
    other: Page | None


def _sheets(
    documents: Iterable[Document], images: Iterable[Scans] | None, options: Options
) -> Iterator[_Sheet]:
    names, current = chain(options.names, repeat("")), [""]
    others = chain(options.against or (), repeat(None))
    doubts: deque[Array] = deque()

    def named() -> Iterator[Document]:
        for document, current[0] in zip(documents, names, strict=False):  # names never end
            doubts.extend(known_doubt(document))
            yield document

    pages: Iterator[tuple[Page, Pair | None]]
    if images is None:
        pages = ((page, None) for page in numbered_on(named()))
    else:
        pages = ((pair.page, pair) for pair in pair_stream(named(), images))
    for (page, pair), other in zip(pages, others, strict=False):  # nor do the others
        yield _Sheet(page, doubts.popleft(), pair, current[0], other)


def _home(out: BinaryIO) -> Path:
    """Return the folder that a file lies in; the working folder where it does not have a name."""
    name = getattr(out, "name", None)
    return Path(name).parent if isinstance(name, str) else Path()


def _parts(sheet: _Sheet, options: Options, home: Path) -> Iterator[str]:
    """Yield the elements of a page."""
    scan = _shown(sheet.pair, options, home) if sheet.pair else None
    yield records.head(sheet.page, sheet.name, scan)
    yield records.body(sheet.page, sheet.doubt, sheet.other)
    yield records.script("scan", scan.data if scan else "")


def _shown(pair: Pair, options: Options, home: Path) -> Shown | None:
    if options.link_scans:
        return linked(pair, home, options.dpi)
    return embedded(pair, options.scan_kb, options.dpi) if options.scan_kb else None


def _title(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{names[0]}{more}" if names else "Document"


def _tints(doubt: Array) -> list[float]:
    return np.quantile(doubt, _TINTS).tolist() if len(doubt) else []

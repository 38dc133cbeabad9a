"""The documents below one folder: listed, and read once; nothing outside of it is touched."""

import threading
from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple

import ocrlayout as ol
from ocrlayout import page_ranges
from ocrlayout.errors import OcrLayoutError
from ocrlayout.file_tree import real_path, walk
from ocrlayout.model import Document, Page
from ocrlayout.payloads import ANSWERS, HEAD, is_scan

__all__ = ["Folder", "Opened"]

_KEPT = 8  # documents that stay in memory: an assistant asks for page after page of the same one


class Opened(NamedTuple):
    """A document that was read.

    Attributes
    ----------
    path : Path
    document : Document
        Straightened, in reading order.
    is_scan : bool
        The file is an image or a PDF; else it is a saved answer.
    """

    path: Path
    document: Document
    is_scan: bool

    def page(self, number: int) -> Page:
        """Return a page by its number, which need not be its place.

        Raises
        ------
        OcrLayoutError
            There is no such page.
        """
        pages = {page.number: page for page in self.document}
        if number not in pages:
            there = page_ranges.named(pages) if pages else "no page"
            raise OcrLayoutError(f"page {number} is not there: there is {there}")
        return pages[number]


class Folder:
    """The documents below a folder.

    Parameters
    ----------
    root : Path
        The folder.
    engine : str
        Reads images, and pages of PDFs without text.

    Raises
    ------
    OcrLayoutError
        `root` is not a folder.

    Examples
    --------
    >>> Folder(Path("archive")).names()  # doctest: +SKIP
    ['1871/letter.pdf', '1871/minutes.json']
    """

    def __init__(self, root: Path, engine: str = "local") -> None:
        if not root.is_dir():
            raise OcrLayoutError(f"{root} is not a folder")
        self.root, self.engine = real_path(root), engine
        self._opened: OrderedDict[tuple[Path, int], Opened] = OrderedDict()
        self._lock = threading.Lock()  # an engine reads one document at a time

    def names(self, folder: str = "") -> list[str]:
        """List what can be read below a folder, by its path from the root."""
        found = (path for path in walk(self.place(folder)) if self._is_inside(real_path(path)))
        return [path.relative_to(self.root).as_posix() for path in found if _can_be_read(path)]

    def place(self, name: str) -> Path:
        """Return where a file or folder is, or would be.

        Raises
        ------
        OcrLayoutError
            It is outside of the root, also by a link.
        """
        found = real_path(self.root / name)
        if not self._is_inside(found):
            raise OcrLayoutError(f"{name}: outside of the folder that is served")
        return found

    def open(self, name: str) -> Opened:
        """Read a document, or give it again while it has not changed.

        Raises
        ------
        OcrLayoutError
            It is not there, or cannot be read.
        """
        path = self.place(name)
        if not path.is_file():
            raise OcrLayoutError(f"{name}: no such file")
        key = path, path.stat().st_mtime_ns
        with self._lock:
            if key not in self._opened:
                self._opened[key] = self._read(path)
            self._opened.move_to_end(key)
            while len(self._opened) > _KEPT:
                self._opened.popitem(last=False)
            return self._opened[key]

    def _read(self, path: Path) -> Opened:
        scanned = _is_scan(path)
        document = ol.read(path, self.engine) if scanned else ol.load(path)
        return Opened(path, ol.tidy(document), scanned)

    def _is_inside(self, path: Path) -> bool:
        return path.is_relative_to(self.root)


def _can_be_read(path: Path) -> bool:
    try:
        is_answer = path.suffix.lower() in ANSWERS and ".view" not in path.suffixes
        return is_answer or _is_scan(path)
    except OSError:  # a link that leads nowhere, or a file that may not be read
        return False


def _is_scan(path: Path) -> bool:
    with path.open("rb") as file:
        return is_scan(file.read(HEAD))

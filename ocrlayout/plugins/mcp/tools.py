"""What an assistant can ask for: documents, phrases, pages as Markdown, crops, other formats."""

import functools
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

import numpy as np
import numpy.typing as npt
from mcp.server.mcpserver import Image, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from PIL import Image as Pictures

import ocrlayout as ol
from ocrlayout import geometry, images, page_ranges
from ocrlayout.errors import OcrLayoutError
from ocrlayout.model import Document
from ocrlayout.plugins.mcp.folder import Folder, Opened

__all__ = ["Hit", "server"]

P = ParamSpec("P")
R = TypeVar("R")

_INSTRUCTIONS = (
    "Scans, PDFs and saved OCR answers below one folder. Paths are those that `documents` lists."
    " Boxes are [left, top, right, bottom] as shares of the page as it was scanned, from 0 to 1."
    " What was read may hold errors: `crop` shows the scan itself."
)
_DIGITS = 5  # of a box: a hundredth of a pixel on a page of a thousand
_MOST = 100  # hits of one answer: more say little, and fill what an assistant can hold
_LONGEST = 1600  # pixels of a side of a picture: what assistants look at is not larger
_RIM = np.array([-0.01, -0.01, 0.01, 0.01])  # of the page: so no stroke at a crop's edge is cut


@dataclass(frozen=True)
class Hit:
    """Where a phrase stands: the page, its text, and a box for each of its lines."""

    page: int
    text: str
    boxes: list[list[float]]


def server(folder: Folder, *, may_write: bool = True) -> MCPServer:
    """Make a server; ``run("stdio")`` serves until the other end closes.

    Parameters
    ----------
    folder : Folder
        The documents.
    may_write : bool
        Whether `convert` is there, which writes files below the root. It replaces none.

    Returns
    -------
    MCPServer

    Examples
    --------
    >>> from pathlib import Path
    >>> server(Folder(Path("archive"))).run("stdio")  # doctest: +SKIP
    """
    made = MCPServer(
        "ocrlayout", version=ol.__version__, instructions=_INSTRUCTIONS, log_level="ERROR"
    )
    tools = _Tools(folder)
    for tool in (tools.documents, tools.find, tools.read_page, tools.crop):
        made.add_tool(tool)
    if may_write:
        made.add_tool(tools.convert)
    return made


def _told(
    tool: Callable[Concatenate["_Tools", P], R],
) -> Callable[Concatenate["_Tools", P], R]:
    """Have an assistant told what is wrong with its question; any other exception is a crash.

    Where the folder is on this machine is not told.
    """

    @functools.wraps(tool)
    def asked(tools: "_Tools", /, *arguments: P.args, **options: P.kwargs) -> R:
        try:
            return tool(tools, *arguments, **options)
        except (OcrLayoutError, ValueError) as error:
            raise ToolError(str(error).replace(f"{tools.folder.root}/", "")) from error
        except OSError as error:
            raise ToolError(error.strerror or "the file cannot be used") from error

    return asked


class _Tools:
    """The tools; an assistant reads the docstring of each."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    @_told
    def documents(self, folder: str = "") -> list[str]:
        """List the documents below a folder (all, without one), by their paths."""
        return self.folder.names(folder)

    @_told
    def find(self, path: str, phrase: str) -> list[Hit]:
        """Find a phrase in a document, also where it runs over the ends of lines.

        Case and accents of composed characters do not count. At most 100 hits are given.
        """
        opened = self.folder.open(path)
        return [_hit(opened, match) for match in ol.find(opened.document, phrase)[:_MOST]]

    @_told
    def read_page(self, path: str, page: int = 1) -> str:
        """Read a page (counted from 1) as Markdown, in reading order, with headings and tables."""
        opened = self.folder.open(path)
        out = io.BytesIO()
        ol.save(Document([opened.page(page)]), out, to="markdown")
        there = page_ranges.named(one.number for one in opened.document)
        return f"{out.getvalue().decode()}\n<!-- page {page}; there is {there} -->"

    @_told
    def crop(self, path: str, page: int = 1, box: list[float] | None = None) -> Image:
        """Show a page of a scan, or a box of it, as a picture.

        `path` is an image or a PDF. `box` is as `find` gives it. What is larger than 1600 pixels is
        made smaller: a box of it shows more.
        """
        frames = images.expand(self.folder.place(path))
        if not 1 <= page <= len(frames):
            raise OcrLayoutError(f"page {page} is not there: pages 1 to {len(frames)} are")
        return Image(data=_png(_cut(images.pixels(frames[page - 1]), box)), format="png")

    @_told
    def convert(self, path: str, output: str, scan: str = "") -> str:
        """Write a document in another format; the suffix of `output` says which.

        Such as .pdf (searchable), .md, .txt, .csv, .xlsx, .chunks.jsonl. `output` must not exist.
        A saved answer needs its `scan` for formats with pictures.
        """
        opened, target = self.folder.open(path), self.folder.place(output)
        if target.exists():
            raise OcrLayoutError(f"{output} exists; choose another name")
        given = self.folder.place(scan) if scan else opened.path if opened.is_scan else None
        ol.save(opened.document, target, images=given)
        return f"{path} → {output}"


def _hit(opened: Opened, match: ol.Match) -> Hit:
    page = opened.page(match.page)
    known = match.polygons[np.isfinite(match.polygons).all(axis=(1, 2))]
    boxes = geometry.boxes(page.to_source(known, size=(1, 1)))
    return Hit(page=match.page, text=match.text, boxes=np.round(boxes, _DIGITS).tolist())


def _cut(picture: npt.NDArray[np.uint8], box: list[float] | None) -> npt.NDArray[np.uint8]:
    """Cut a box out, given in shares of the picture, with a rim around it."""
    if box is None:
        return picture
    if len(box) != 4 or not (0 <= box[0] < box[2] <= 1 and 0 <= box[1] < box[3] <= 1):
        raise ValueError("a box is [left, top, right, bottom], from 0 to 1")
    height, width = picture.shape[:2]
    left, top, right, bottom = np.clip(np.array(box) + _RIM, 0, 1)
    rows = slice(int(top * height), int(np.ceil(bottom * height)))
    return picture[rows, int(left * width) : int(np.ceil(right * width))]


def _png(picture: npt.NDArray[np.uint8]) -> bytes:
    out, shown = io.BytesIO(), Pictures.fromarray(picture)
    shown.thumbnail((_LONGEST, _LONGEST))
    shown.save(out, "PNG")
    return out.getvalue()

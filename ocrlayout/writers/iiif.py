"""IIIF: a page of annotations a scan, with the text of lines, words or blocks, for viewers of IIIF.

An ``AnnotationPage`` of the Presentation API 3, whose annotations supplement a canvas of the scan's
size, with the level of their text by the extension for it. A box along the axes is a fragment
(``#xywh=``); text that leans has its four corners as SVG. Places are pixels of the scan as it lay.

Loses directions of text, confidences, blocks, roles, fields, and text without a place.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Literal, get_args

import numpy as np

from ocrlayout import geometry
from ocrlayout.language_tags import language_tag
from ocrlayout.model import Document, Page
from ocrlayout.sources import Scans
from ocrlayout.writers._flow.elements import elements
from ocrlayout.writers._flow.joining import Joiner, clean
from ocrlayout.writers._scan.frames import DPI, one_on_scan

SUFFIXES = (".iiif.json",)
ONE_PAGE = SUFFIXES  # viewers fetch the annotations of each canvas by themselves
NEEDS_WORDS = True  # fields and cells without text would be a page of nothing

Level = Literal["line", "word", "block"]
Piece = tuple[str, geometry.Array, str]  # text, corners, language

_CONTEXTS = [
    "http://iiif.io/api/extension/text-granularity/context.json",
    "http://iiif.io/api/presentation/3/context.json",  # the API's own stands last
]
_PAGE = "{page}"
# The API wants URLs; these name nothing, and say so
_CANVAS = "https://example.org/canvas/{page}"
_ADDRESS = "https://example.org/annotations/{page}"
_NEAR = 0.5  # pixels: how far corners may lie from a box that stands for them


@dataclass(frozen=True, slots=True)
class Options:
    """What is annotated, and where.

    Attributes
    ----------
    level : {"line", "word", "block"}
        What an annotation is of; a block is a paragraph, a heading, a cell.
    canvas : str
        The address of the canvas; ``{page}`` in it is the page's number.
    address : str
        The address of the file, which those of annotations begin with; ``{page}`` as above.
    dpi : float
        Pixels of an inch, for a page in inches without a scan.

    Raises
    ------
    ValueError
        `level` is none of these.
    """

    level: Level = field(default="line", metadata={"flag": "annotations of lines, words or blocks"})
    canvas: str = field(default=_CANVAS, metadata={"flag": "address of the canvas, with {page}"})
    address: str = field(default=_ADDRESS, metadata={"flag": "address of the file, with {page}"})
    dpi: float = field(default=DPI)

    def __post_init__(self) -> None:
        if self.level not in get_args(Level):
            raise ValueError(f"annotations are of a line, a word or a block, not {self.level!r}")


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans] | None = None,
    options: Options = Options(),
) -> None:
    """Write a document of one page as a page of annotations.

    Parameters
    ----------
    documents : iterable of Document
    out : binary file object
    images : iterable of scans, optional
        The size of the scan is that of the canvas.
    options : Options

    Raises
    ------
    WriteError
        There is not exactly one page; or it does not have a size in pixels or inches, and there is
        no scan.

    Examples
    --------
    >>> import io
    >>> from ocrlayout.model import Lines
    >>> lines = Lines(["dog"], [[[1, 2], [9, 2], [9, 6], [1, 6]]])
    >>> out = io.BytesIO()
    >>> write([Document([Page(1, 20, 10, "pixel", lines=lines)])], out)
    >>> note = json.loads(out.getvalue())["items"][0]
    >>> note["body"]["value"], note["target"]
    ('dog', 'https://example.org/canvas/1#xywh=1,2,8,4')
    """
    scanned = one_on_scan(documents, images, options.dpi, "IIIF annotations")
    made = _annotations(scanned.page, options)
    out.write(json.dumps(made, ensure_ascii=False, indent=1).encode("utf-8", "replace"))


def _annotations(page: Page, options: Options) -> dict[str, Any]:
    canvas, address = (
        text.replace(_PAGE, str(page.number)) for text in (options.canvas, options.address)
    )
    pieces = [piece for piece in _PIECES[options.level](page) if geometry.known(piece[1])]
    notes = [
        {"id": f"{address}#{options.level}-{number}", "type": "Annotation"}
        | {"motivation": "supplementing", "textGranularity": options.level}
        | {"body": _body(text, language), "target": _target(canvas, corners)}
        for number, (text, corners, language) in enumerate(pieces, 1)
        if text
    ]
    head = {"@context": _CONTEXTS, "id": address}
    return head | {"type": "AnnotationPage", "items": notes}


def _lines(page: Page) -> Iterator[Piece]:
    lines = page.lines
    texts = map(clean, lines.text)
    yield from zip(texts, lines.polygon, lines.language, strict=True)


def _words(page: Page) -> Iterator[Piece]:
    languages = np.repeat(np.array(page.lines.language, object), np.diff(page.lines.offsets))
    texts = map(clean, page.words.text)
    yield from zip(texts, page.words.polygon, languages.tolist(), strict=True)


def _blocks(page: Page) -> Iterator[Piece]:
    """Yield paragraphs, headings … and the cells of tables, each with the box around its lines."""
    texts = [clean(text) for text in page.lines.text]
    join = Joiner(texts)
    for element in elements(page, texts):
        for lines in _cells(element.part.cells, element.lines, is_table=element.role == "table"):
            yield join(lines), _around(page.lines.polygon[lines]), page.lines.language[lines[0]]


def _cells(cells: list[int], lines: list[int], *, is_table: bool) -> list[list[int]]:
    """Return the lines of an element; of a table, those of each cell."""
    if not is_table:
        return [lines]
    found: dict[int, list[int]] = {}
    for line, cell in zip(lines, cells, strict=True):
        found.setdefault(cell, []).append(line)
    return list(found.values())


def _around(quads: geometry.Array) -> geometry.Array:
    quads = quads[geometry.known(quads)]
    if not len(quads):
        return np.full((4, 2), np.nan)
    (x0, y0), (x1, y1) = quads.min((0, 1)), quads.max((0, 1))
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])


_PIECES = {"line": _lines, "word": _words, "block": _blocks}


def _body(text: str, language: str) -> dict[str, str]:
    said = {"type": "TextualBody", "value": text, "format": "text/plain"}
    tag = language_tag(language)
    return said | ({"language": tag} if tag else {})


def _target(canvas: str, corners: geometry.Array) -> Any:
    """Return where an annotation stands: a box in pixels of the scan, or four corners."""
    x0, y0, x1, y1 = geometry.boxes(corners).tolist()
    box = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
    gaps = np.abs(corners[:, None] - box).max(-1).min(1)  # each corner to the nearest of the box
    if (gaps <= _NEAR).all():
        left, top, right, bottom = (round(side) for side in (x0, y0, x1, y1))
        return f"{canvas}#xywh={left},{top},{max(right - left, 1)},{max(bottom - top, 1)}"
    points = "L".join(f"{x:.1f},{y:.1f}" for x, y in corners.tolist())
    # a path, as Mirador draws no polygons
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><path d="M{points}Z"/></svg>'
    selector = {"type": "SvgSelector", "value": svg}
    source = {"id": canvas, "type": "Canvas"}
    return {"type": "SpecificResource", "source": source, "selector": selector}

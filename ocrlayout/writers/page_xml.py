"""PAGE XML 2019-07-15: one page a file, with regions, lines, words, and tables with their cells.

Points are whole pixels of the scan as it lay: four corners from where the text starts. Every line
has its ``Baseline``, ``ReadingOrder`` names the regions in the order of the document. Roles are the
types of regions, and ``structure`` in ``custom``, as Transkribus has it, where the schema does not
have the type. Line and region have their text, also where it is not that of the words.

Loses languages (the schema wants their English names), the levels of headings, fields, handwriting,
which cells are headers of rows. What has no place gets that of what it stands in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO

from ocrlayout.model import Document, Page
from ocrlayout.sources import Scans
from ocrlayout.writers._scan import markup
from ocrlayout.writers._scan.frames import DPI, ScannedPage, engine_of, one_on_scan
from ocrlayout.writers._scan.lines import PageLine, PageWord, lines_of
from ocrlayout.writers._scan.places import Corners, around, corners_of, points, whole
from ocrlayout.writers._scan.tree import Node, tree_of

SUFFIXES = (".page.xml",)
ONE_PAGE = SUFFIXES  # the schema has one page a file
NEEDS_WORDS = True  # fields and cells without text would be a page of nothing

_TYPES = {
    "paragraph": "paragraph",
    "heading": "heading",
    "header": "header",
    "footer": "footer",
    "page_number": "page-number",
    "caption": "caption",
    "note": "footnote",
}
_CUSTOM = {"list_item": "list-item"}
_NAMESPACE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="{namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="{namespace} {namespace}/pagecontent.xsd">
<Metadata><Creator>{creator}</Creator><Created>{date}</Created><LastChange>{date}</LastChange>\
</Metadata>
<Page imageFilename={image} imageWidth="{width}" imageHeight="{height}">
"""
_TAIL = "</Page>\n</PcGts>\n"
_NO_DATE = "1970-01-01T00:00:00"  # the schema wants one; so the same page gives the same bytes


@dataclass(frozen=True, slots=True)
class Options:
    """How the page is measured, and when it was made.

    Attributes
    ----------
    dpi : float
        Pixels of an inch, for a page in inches without a scan.
    date : str
        When the file is made: ISO 8601, or ``"now"``. ``""``: 1970, so that the same page gives the
        same bytes.

    Raises
    ------
    ValueError
        `date` is not a date.
    """

    dpi: float = field(default=DPI)
    date: str = ""

    def __post_init__(self) -> None:
        self.created()

    def created(self) -> str:
        """Return the date as the schema wants it."""
        if self.date == "now":
            return datetime.now(UTC).isoformat(timespec="seconds")
        return datetime.fromisoformat(self.date).isoformat() if self.date else _NO_DATE


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans] | None = None,
    options: Options = Options(),
) -> None:
    """Write a document of one page as PAGE XML.

    Parameters
    ----------
    documents : iterable of Document
    out : binary file object
    images : iterable of scans, optional
        Name and size of the scan go into the file.
    options : Options

    Raises
    ------
    WriteError
        There is not exactly one page; or it does not have a size in pixels or inches, and there is
        no scan.

    Examples
    --------
    >>> import io
    >>> from ocrlayout.model import Lines, Words
    >>> words = Words(["dog"], [[[0, 0], [9, 0], [9, 4], [0, 4]]], [0.93])
    >>> lines = Lines(["dog"], words.polygon, words, [0, 1])
    >>> out = io.BytesIO()
    >>> write([Document([Page(1, 20, 10, "pixel", lines=lines)])], out)
    >>> b'<TextEquiv conf="0.93"><Unicode>dog</Unicode></TextEquiv>' in out.getvalue()
    True
    """
    scanned = one_on_scan(documents, images, options.dpi, "PAGE XML")
    out.write("".join(_RegionWriter(scanned).parts(options.created())).encode())


class _RegionWriter:
    """The regions of a page while they are written."""

    def __init__(self, scanned: ScannedPage) -> None:
        self._page, self._image = scanned.page, scanned.image
        self._lines = lines_of(self._page)
        self._quads = whole(self._page.blocks.polygon, self._page)
        self._count = 0
        self._order: list[str] = []

    def parts(self, date: str) -> Iterator[str]:
        """Yield the markup."""
        width, height = map(int, self._page.size)
        outline = corners_of((0, 0, width, height))
        yield _HEAD.format(
            namespace=_NAMESPACE,
            creator=markup.text(_creator(self._page)),
            date=date,
            image=markup.attribute(self._image),
            width=width,
            height=height,
        )
        regions = list(self._inside(tree_of(self._page), outline))
        yield from _reading_order(self._order)
        yield from regions
        yield _TAIL

    def _id(self, *, read: bool) -> str:
        self._count += 1
        name = f"region_{self._count}"
        if read:
            self._order.append(name)
        return name

    def _inside(self, node: Node, outline: Corners) -> Iterator[str]:
        for child in node.runs():
            if isinstance(child, Node):
                yield from self._region(child, outline)
            else:
                yield from self._text_region(child, outline)

    def _region(self, node: Node, outline: Corners) -> Iterator[str]:
        role = self._page.blocks.role[node.row]
        own = self._outline(node)
        own = outline if own is None else own
        if role == "table":
            yield from self._wrapped("TableRegion", node, own)
        elif role == "figure":
            yield from self._wrapped("ImageRegion", node, own)
        elif node.nodes:  # columns and the like: the schema has no name for what only holds others
            yield from self._inside(node, own)
        else:
            yield from self._text_region(node.lines, own, node.row)

    def _wrapped(self, name: str, node: Node, outline: Corners) -> Iterator[str]:
        yield f'<{name} id="{self._id(read=False)}">\n{_coords(outline)}\n'
        yield from self._inside(node, outline)
        yield f"</{name}>\n"

    def _outline(self, node: Node) -> Corners | None:
        """Return the corners of a block, else of what stands in it; None without a place."""
        own = self._quads[node.row]
        if own is not None:
            return own
        inner = [self._outline(child) for child in node.nodes]
        return around([*inner, *(self._lines[row].quad for row in node.lines)])

    def _text_region(self, rows: list[int], outline: Corners, block: int = -1) -> Iterator[str]:
        if block < 0:  # lines of no block, or directly in a table or figure
            own = around([self._lines[row].quad for row in rows])
            outline = outline if own is None else own
        name = self._id(read=bool(rows))
        yield f'<TextRegion id="{name}"{self._kind(block)}>\n{_coords(outline)}\n'
        yield self._cell(block)
        for row in rows:
            yield "".join(self._line(row, outline))
        text = "\n".join(self._lines[row].text for row in rows)
        yield f"{_equiv(text)}\n" if rows else ""
        yield "</TextRegion>\n"

    def _kind(self, block: int) -> str:
        """Return the type of a region, or where the schema does not have it, its structure."""
        role = self._page.blocks.role[block] if block >= 0 else ""
        if role in _CUSTOM:
            return f' custom="structure {{type:{_CUSTOM[role]};}}"'
        return f' type="{_TYPES[role]}"' if role in _TYPES else ""

    def _cell(self, block: int) -> str:
        """Return where a cell stands in its table; nothing of another region."""
        if block < 0 or self._page.blocks.cell[block, 0] < 0:
            return ""
        row, column, height, width = self._page.blocks.cell[block].tolist()
        is_head = str(self._page.blocks.role[block] == "column_header").lower()
        place = f'rowIndex="{row}" columnIndex="{column}" rowSpan="{height}" colSpan="{width}"'
        return f'<Roles><TableCellRole {place} header="{is_head}"/></Roles>\n'

    def _line(self, row: int, outline: Corners) -> Iterator[str]:
        line = self._lines[row]
        outline = outline if line.quad is None else line.quad
        coords = _coords(outline, is_level=line.is_level)
        yield f'<TextLine id="line_{row + 1}">\n{coords}\n{_baseline(line)}'
        for at, word in enumerate(line.words, 1):
            yield _word(word, line, outline, f"word_{row + 1}_{at}")
        yield f"{_equiv(line.text)}\n</TextLine>\n"


def _creator(page: Page) -> str:
    """Return what recognized a page; of one that was read from PAGE XML, what that said."""
    if page.origin.provider == "page_xml" and page.origin.model:
        return page.origin.model
    return " ".join(engine_of(page, ""))


def _reading_order(names: list[str]) -> Iterator[str]:
    if names:
        yield '<ReadingOrder>\n<OrderedGroup id="order">\n'
        for at, name in enumerate(names):
            yield f'<RegionRefIndexed index="{at}" regionRef="{name}"/>\n'
        yield "</OrderedGroup>\n</ReadingOrder>\n"


def _coords(quad: Corners, *, is_level: bool = True) -> str:
    """Write corners; a box around text that leans is closed, which says that it is not a hull."""
    is_closed = quad.is_parallel and not is_level
    flat = [*quad.flat, *quad.flat[:2]] if is_closed else quad.flat
    return f'<Coords points="{points(flat)}"/>'


def _baseline(line: PageLine) -> str:
    return "" if line.quad is None else f'<Baseline points="{points(line.quad.baseline)}"/>\n'


def _word(word: PageWord, line: PageLine, around_: Corners, name: str) -> str:
    outline = around_ if word.quad is None else word.quad
    coords = _coords(outline, is_level=line.is_level)
    known = word.confidence >= 0  # not NaN
    sure = f' conf="{round(word.confidence, 6)}"' if known else ""
    return f'<Word id="{name}">{coords}{_equiv(word.text, sure)}</Word>\n'


def _equiv(text: str, sure: str = "") -> str:
    said = markup.text(text) if "\n" not in text else _several(text)
    return f"<TextEquiv{sure}><Unicode>{said}</Unicode></TextEquiv>"


def _several(text: str) -> str:
    """Return a text of several lines."""
    return "\n".join(map(markup.text, text.split("\n")))

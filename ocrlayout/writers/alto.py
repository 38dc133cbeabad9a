"""ALTO 4.4: pages, blocks, lines and strings with their boxes, in pixels.

Boxes are whole pixels of the scan as it lay. What a box does not say (text that leans or stands on
its side), a ``Polygon`` of four corners does, and every line has its ``BASELINE``. ``SP`` stands
where white space does, and ``ReadingOrder`` names the blocks in the order of the document. Roles
are tags with the labels that other programs know.

Loses cells of tables, the levels of headings, fields, handwriting, languages that are names and not
codes, and the text of a line where it is not that of its strings.
"""

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from ocrlayout.model import Document, Page
from ocrlayout.sources import Scans
from ocrlayout.writers._scan import markup
from ocrlayout.writers._scan.frames import DPI, ScannedPage, engine_of, on_scans
from ocrlayout.writers._scan.lines import PageLine, PageWord, lines_of
from ocrlayout.writers._scan.places import Corners, points, whole
from ocrlayout.writers._scan.tree import Node, tree_of

SUFFIXES = (".alto.xml", ".alto")
NEEDS_WORDS = True  # fields and cells without text would be pages of nothing

_LABELS = {
    "heading": "heading",
    "header": "header",
    "footer": "footer",
    "page_number": "page-number",
    "caption": "caption",
    "note": "footnote",
    "list_item": "list-item",
    "table": "table",
}
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://www.loc.gov/standards/alto/ns-v4# \
http://www.loc.gov/standards/alto/v4/alto-4-4.xsd" SCHEMAVERSION="4.4">
<Description>
<MeasurementUnit>pixel</MeasurementUnit>
<sourceImageInformation><fileName>{image}</fileName></sourceImageInformation>
<Processing ID="processing"><processingSoftware>{software}</processingSoftware></Processing>
</Description>
<Tags>
{tags}
</Tags>
"""
_TAIL = "</Layout>\n</alto>\n"
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")  # of XML Schema
_HELD = 1 << 22  # bytes of pages in memory, until the blocks of all of them are known


@dataclass(frozen=True, slots=True)
class Options:
    """How the pages are measured.

    Attributes
    ----------
    dpi : float
        Pixels of an inch, for pages in inches without a scan.
    """

    dpi: float = field(default=DPI)


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans] | None = None,
    options: Options = Options(),
) -> None:
    """Write documents as ALTO, page by page as they come.

    Parameters
    ----------
    documents : iterable of Document
        The pages of the first keep their numbers, those of the rest follow on.
    out : binary file object
    images : iterable of scans, optional
        The name of the first, and the sizes of all, go into the file.
    options : Options

    Raises
    ------
    WriteError
        A page does not have a size in pixels or inches, and there is no scan.

    Examples
    --------
    >>> import io
    >>> from ocrlayout.model import Lines, Words
    >>> words = Words(["dog"], [[[0, 0], [9, 0], [9, 4], [0, 4]]], [0.93])
    >>> lines = Lines(["dog"], words.polygon, words, [0, 1])
    >>> out = io.BytesIO()
    >>> write([Document([Page(1, 20, 10, "pixel", lines=lines)])], out)
    >>> b'HPOS="0" VPOS="0" WIDTH="9" HEIGHT="4" WC="0.93" CONTENT="dog"/>' in out.getvalue()
    True
    """
    first: ScannedPage | None = None
    names: list[str] = []
    with tempfile.SpooledTemporaryFile(_HELD) as body:
        for index, scanned in enumerate(on_scans(documents, images, options.dpi)):
            first = first or scanned
            page = _AltoPage(scanned.page, index)
            body.write("".join(page.parts()).encode())
            names += page.order
        out.write(_head(first or ScannedPage(Page(), "")).encode())
        out.writelines(line.encode() for line in _order(names))
        out.write(b"<Layout>\n")
        body.seek(0)
        shutil.copyfileobj(body, out)
    out.write(_TAIL.encode())


def _head(scanned: ScannedPage) -> str:
    name, *versions = engine_of(scanned.page, "alto")
    software = f"<softwareName>{markup.text(name)}</softwareName>"
    if versions:
        software += f"<softwareVersion>{markup.text(' '.join(versions))}</softwareVersion>"
    tags = [f'<LayoutTag ID="{role}" LABEL="{label}"/>' for role, label in _LABELS.items()]
    image = markup.text(scanned.image)
    return _HEAD.format(image=image, software=software, tags="\n".join(tags))


def _order(names: list[str]) -> Iterator[str]:
    if names:
        yield '<ReadingOrder>\n<OrderedGroup ID="order">\n'
        yield from (f'<ElementRef ID="order_{name}" REF="{name}"/>\n' for name in names)
        yield "</OrderedGroup>\n</ReadingOrder>\n"


class _AltoPage:
    """A page while it is written.

    Attributes
    ----------
    order : list of str
        The ids of text blocks, as they are read.
    """

    def __init__(self, page: Page, index: int) -> None:
        self._page, self._index = page, index
        self._lines = lines_of(page)
        self._quads = whole(page.blocks.polygon, page)
        self._count = 0
        self.order: list[str] = []
        self._space_after = self._without_spaces()

    def parts(self) -> Iterator[str]:
        """Yield the markup."""
        width, height = map(int, self._page.size)
        size = f'WIDTH="{width}" HEIGHT="{height}"'
        number = f'PHYSICAL_IMG_NR="{self._page.number}"'
        yield f'<Page ID="page_{self._index + 1}" {number} {size}>\n'
        yield f'<PrintSpace HPOS="0" VPOS="0" {size}>\n'
        yield from self._inside(tree_of(self._page))
        yield "</PrintSpace>\n</Page>\n"

    def _without_spaces(self) -> list[int]:
        """Return the first line, if the page has words and no white space between any.

        Where a file does not have any white space, readers put it everywhere.
        """
        several = [row for row, line in enumerate(self._lines) if len(line.words) > 1]
        spaced = any(word.spaced for row in several for word in self._lines[row].words[:-1])
        return [] if spaced else several[:1]

    def _id(self) -> str:
        self._count += 1
        return f"block_{self._index + 1}_{self._count}"

    def _inside(self, node: Node) -> Iterator[str]:
        for child in node.runs():
            if isinstance(child, Node):
                yield from self._block(child)
            else:
                yield from self._text_block(child, "", None)

    def _block(self, node: Node) -> Iterator[str]:
        """Yield a block: of text, of blocks, or a figure without any text."""
        role, quad = self._page.blocks.role[node.row], self._quads[node.row]
        tag = f' TAGREFS="{role}"' if role in _LABELS else ""
        if role == "figure" and not node.children:
            yield from self._figure(quad)
        elif node.nodes or role in ("figure", "table"):
            yield f'<ComposedBlock ID="{self._id()}"{tag}{_box(quad)}>\n{_shape(quad)}'
            yield from self._figure(quad) if role == "figure" else ()
            yield from self._inside(node)
            yield "</ComposedBlock>\n"
        else:
            yield from self._text_block(node.lines, tag, quad)

    def _figure(self, quad: Corners | None) -> Iterator[str]:
        yield f'<Illustration ID="{self._id()}"{_box(quad)}>{_shape(quad)}</Illustration>\n'

    def _text_block(self, rows: list[int], tag: str, quad: Corners | None) -> Iterator[str]:
        name = self._id()
        self.order.append(name)
        yield f'<TextBlock ID="{name}"{tag}{_box(quad)}>\n{_shape(quad)}'
        for row in rows:
            yield "".join(self._line(row))
        yield "</TextBlock>\n"

    def _line(self, row: int) -> Iterator[str]:
        line = self._lines[row]
        name = f"line_{self._index + 1}_{row + 1}"
        yield f'<TextLine ID="{name}"{_box(line.quad)}{_baseline(line)}{_lang(line)}>\n'
        yield _shape_of_text(line.quad, line)
        words = line.words or [PageWord(line.text, line.quad, float("nan"), spaced=True)]
        for at, word in enumerate(words, 1):
            yield _string(word, line, f"{name}_{at}")
            if (word.spaced and at < len(words)) or (at == len(words) and row in self._space_after):
                yield "<SP/>\n"
        yield "</TextLine>\n"


def _box(quad: Corners | None) -> str:
    if quad is None:
        return ""
    left, top, right, bottom = quad.box
    return f' HPOS="{left}" VPOS="{top}" WIDTH="{right - left}" HEIGHT="{bottom - top}"'


def _shape(quad: Corners | None) -> str:
    """Return the corners of a quad where a box does not say them."""
    if quad is None or quad.is_box:
        return ""
    return f'<Shape><Polygon POINTS="{points(quad.flat)}"/></Shape>\n'


def _shape_of_text(quad: Corners | None, line: PageLine) -> str:
    """Return the corners of text; in a line that leans, those of boxes as well."""
    if quad is None or line.is_level:
        return _shape(quad)
    return f'<Shape><Polygon POINTS="{points(quad.flat)}"/></Shape>\n'


def _baseline(line: PageLine) -> str:
    return "" if line.quad is None else f' BASELINE="{points(line.quad.baseline)}"'


def _lang(line: PageLine) -> str:
    """Return the language of a line, where it is written as the schema wants it."""
    language = line.language.replace("_", "-")
    return f' LANG="{language}"' if _LANGUAGE.fullmatch(language) else ""


def _string(word: PageWord, line: PageLine, name: str) -> str:
    known = word.confidence >= 0  # not NaN
    sure = f' WC="{round(word.confidence, 6)}"' if known else ""
    content = markup.attribute(word.text)
    start = f'<String ID="{name}"{_box(word.quad)}{sure} CONTENT={content}'
    shape = _shape_of_text(word.quad, line)
    return f"{start}>{shape.strip()}</String>\n" if shape else f"{start}/>\n"

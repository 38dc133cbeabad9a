"""What a document is: frozen columns.

A :class:`Document` has pages; a :class:`Page` has lines, blocks and fields; :class:`Lines` own
:class:`Words`. Words, lines, blocks and fields are sequences whose attributes are columns, so that
``page.words.confidence`` is one array and ``page.words[3]`` is one word. Nothing is changed in
place: every method returns a new object, arrays are copied and locked when an object is made.
Equality is by content (NaN equals NaN).

Coordinates are in page units, origin top-left, y down. Unknown numbers are NaN, unknown text is
``""``.
"""

from ocrlayout.model.blocks import Block, Blocks, Cell
from ocrlayout.model.columns import Polygon
from ocrlayout.model.fields import Field, Fields
from ocrlayout.model.lines import Line, Lines
from ocrlayout.model.pages import Document, Origin, Page, check_document
from ocrlayout.model.tables import Table, TableCell
from ocrlayout.model.words import Word, Words

__all__ = [
    "Block",
    "Blocks",
    "Cell",
    "Document",
    "Field",
    "Fields",
    "Line",
    "Lines",
    "Origin",
    "Page",
    "Polygon",
    "Table",
    "TableCell",
    "Word",
    "Words",
    "check_document",
]

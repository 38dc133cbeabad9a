"""PAGE XML, 2009 to 2024: of Transkribus, OCR-D, LAREX, Aletheia, kraken, eScriptorium.

Elements are known by their local names: the namespace may be any, with ``http`` or ``https``, or
missing.

Kept: lines, words, confidences, languages, the page's size, the version, the creator's name;
regions. Roles are the types of regions (``heading``, ``header``, ``page-number`` …), those of
Transkribus too; a text region without one is a ``paragraph``, images, graphics, drawings, charts
and maps are a ``figure``, all else has no role. Regions of a table that say their row and column
are cells.

Choices:

* Of several readings that with the lowest index is the text. Lines and words each keep their own,
  also where they differ. A line without text has that of its words, a word without that of its
  characters.
* A line without words is one word. Where only a region has a text, each line of it is a line, which
  has a place where the region has as many lines without a text.
* Outlines of more than four points become their minimum rotated rectangle; two points are a box.
  Quads begin where the text starts: along the baseline, else as ``orientation`` says, else
  upright, but on a page whose words stand one below the other and are taller than wide. A box along
  the axes around text that leans is its hull.
* Lines are in the order of the document; where there is a ``ReadingOrder``, in that one, those that
  it does not name behind the others; where there is none, by the index that Transkribus gives.

Not kept: characters, other readings, masks, styles, borders, metadata, layers, relations.
"""

import re

from ocrlayout.model import Document, Origin
from ocrlayout.readers import _markup, _pages
from ocrlayout.readers._markup import Element
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Json, Place
from ocrlayout.readers.page_xml.elements import name_of, named
from ocrlayout.readers.page_xml.page import read_page

PROVIDER = "page_xml"
_VERSION = re.compile(r"(\d{4}-\d{2}-\d{2})\}")
_METADATA = ("metadata", "pcmetadata")
_CREATORS = ("creator", "pccreator")


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    return _markup.root_of(payload).lower() == "pcgts"


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : str
        XML.
    sizes : list of (width, height), optional
        Page sizes in pixels, used where the payload does not say.

    Returns
    -------
    Document

    Raises
    ------
    ReadError
        It is not XML, or something in it is not what the format says; the message says where.

    Examples
    --------
    >>> text = '<TextEquiv conf="0.9"><Unicode>dog</Unicode></TextEquiv>'
    >>> line = f'<TextLine><Coords points="0,0 40,0 40,10 0,10"/>{text}</TextLine>'
    >>> page = f'<Page imageWidth="50" imageHeight="20"><TextRegion>{line}</TextRegion></Page>'
    >>> page = read(f"<PcGts>{page}</PcGts>")[0]
    >>> page.size, page.lines.text, page.words.confidence.tolist()
    ((50.0, 20.0), ('dog',), [0.9])
    """
    place = Place(PROVIDER)
    if not isinstance(payload, str):
        raise place.error("PAGE XML is text")
    root = _markup.parsed(place, payload)
    pages = [
        read_page(place, element, index + 1, _pages.given(sizes, index, PROVIDER))
        for index, element in enumerate(named(root, "page"))
    ]
    version = _VERSION.search(str(root.tag))
    return Document(pages, Origin(PROVIDER, version[1] if version else "", _creator(root)))


def _creator(root: Element) -> str:
    """Return the name of the program, as far as the file says it."""
    metadata = (one for one in root.iterchildren() if name_of(one) in _METADATA)
    parts = (part for one in metadata for part in one.iterchildren())
    found = (part.text or "" for part in parts if name_of(part) in _CREATORS)
    return " ".join(next(found, "").split())

"""ALTO 1 to 4.4: XML of libraries and engines (Tesseract, ABBYY, kraken, eScriptorium, CCS).

Elements are known by their local names: the namespace may be any, or missing.

Kept: lines, words, confidences, languages, page sizes, the engine's name; text blocks, composed
blocks, illustrations. Roles are the labels of tags (``heading``, ``header``, ``page-number`` …);
a text block without one is a ``paragraph``, an illustration a ``figure``, all else has no role.

Choices:

* ``pixel`` stays pixel; ``mm10`` and ``inch1200`` become inches. Without a unit they are pixels.
* White space stands where the file has ``SP``; a file without any has it between all strings. A
  ``HYP`` is the end of the word before it. A string of several words stays one word.
* Boxes lie along the axes. Where ``ROTATION`` or a ``BASELINE`` says that text leans, quads are
  those that have these boxes as hulls; a polygon of four corners is taken, from the corner where
  the text starts, unless it is such a box. Where nothing says it, and the words of most lines stand
  one below the other and are taller than wide, the page lies on its side.
* Lines are in the order of the document; where there is a ``ReadingOrder``, in that one, those that
  it does not name behind the others.
* Pages are numbered in their order.

Not kept: styles, fonts, masks of more than four corners, confidences of characters, other readings,
whole words of hyphenated ones (``SUBS_CONTENT``).
"""

from ocrlayout.model import Document, Origin
from ocrlayout.readers import _markup, _pages
from ocrlayout.readers._markup import Element
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Json, Place
from ocrlayout.readers.alto.file import AltoFile
from ocrlayout.readers.alto.page import read_page

PROVIDER = "alto"


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    return _markup.root_of(payload).lower() == "alto"


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
    >>> string = '<String HPOS="0" VPOS="0" WIDTH="40" HEIGHT="10" WC="0.9" CONTENT="dog"/>'
    >>> line = f'<TextLine HPOS="0" VPOS="0" WIDTH="40" HEIGHT="10">{string}</TextLine>'
    >>> page = f'<Page WIDTH="50" HEIGHT="20"><TextBlock>{line}</TextBlock></Page>'
    >>> page = read(f"<alto><Layout>{page}</Layout></alto>")[0]
    >>> page.size, page.lines.text, page.words.confidence.tolist()
    ((50.0, 20.0), ('dog',), [0.9])
    """
    place = Place(PROVIDER)
    if not isinstance(payload, str):
        raise place.error("ALTO is text")
    root = _markup.parsed(place, payload)
    file = AltoFile(place, root)
    pages = [
        read_page(file, element, index + 1, _pages.given(sizes, index, PROVIDER))
        for index, element in enumerate(root.iter("{*}Page"))
    ]
    return Document(pages, Origin(PROVIDER, _software(root)))


def _software(root: Element) -> str:
    """Return the name and version of the engine, as far as the file says it."""
    for software in root.iter("{*}processingSoftware"):
        parts = (software.findtext(f"{{*}}{name}") for name in ("softwareName", "softwareVersion"))
        return " ".join(part.strip() for part in parts if part and part.strip())
    return ""

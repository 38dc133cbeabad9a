"""hOCR 1.0 to 1.2: HTML whose classes say what is a page, a block, a line, a word.

Files of Tesseract, kraken, ocropy, ABBYY's exports, libraries; also those that are not XML, or have
levels missing.

Kept: lines, words, confidences, languages, page sizes, the name of the engine; areas, paragraphs,
headings, captions, figures. Roles become ours:

=========================================  ========================================
``ocr_par``                                ``paragraph``; by its ``role``: ``heading``,
                                           ``list_item``, ``note``
``h1`` … ``h6``, ``ocr_title``,            ``heading``
``ocr_chapter``, ``ocr_section`` …
``ocr_header``, ``ocr_footer``             ``header``, ``footer``
``ocr_pageno``, ``ocr_caption``            ``page_number``, ``caption``
``ocr_footnote``, ``ocr_table``            ``note``, ``table`` (without cells)
``ocr_photo``, ``ocr_image``, …            ``figure``
``ocr_carea``, ``ocrx_block``, all else    a block without a role
=========================================  ========================================

Choices:

* Boxes lie along the axes. Where ``textangle`` or the slope of a ``baseline`` says that text leans,
  its quads are those that have these boxes as hulls; ``poly`` is taken as it is. The page's angle
  is that of most of the text.
* White space between words is theirs; words without any between them are joined. Text of a line
  that stands in no word is a word without a place. Blank words are white space.
* Words outside of lines are a line as long as they follow each other. A paragraph of text without
  lines is a line.
* Other readings (``lstm_choices``, ``alternatives``) are not text.
* A word without ``x_wconf`` has the mean of its ``x_confs``: shares, as kraken writes them, or
  percents.
* Pages are numbered in their order: ``ppageno`` counts from 0 in some files, from 1 in others.

Not kept: fonts, boxes of characters, other readings, cuts, resolutions, names of images.
"""

from collections.abc import Iterator

from ocrlayout.model import Document, Origin
from ocrlayout.readers import _markup, _pages
from ocrlayout.readers._markup import Element
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Json, Place
from ocrlayout.readers.hocr.page import HocrPage
from ocrlayout.readers.hocr.words import classes

PROVIDER = "hocr"
_PAGE = "ocr_page"


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    return _markup.has_class(payload, _PAGE)


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : str
        Markup.
    sizes : list of (width, height), optional
        Page sizes in pixels, used where the payload does not say.

    Returns
    -------
    Document

    Raises
    ------
    ReadError
        It is not markup, or something in it is not what the format says; the message says where.

    Examples
    --------
    >>> word = '<span class="ocrx_word" title="bbox 0 0 40 10; x_wconf 93">dog</span>'
    >>> line = f'<span class="ocr_line" title="bbox 0 0 40 10">{word}</span>'
    >>> page = read(f'<div class="ocr_page" title="bbox 0 0 50 20">{line}</div>')[0]
    >>> page.size, page.lines.text, page.words.confidence.tolist()
    ((50.0, 20.0), ('dog',), [0.93])
    """
    place = Place(PROVIDER)
    if not isinstance(payload, str):
        raise place.error("hOCR is text")
    root = _markup.parsed(place, payload, is_html=True)
    pages = [
        HocrPage(place, element).page(index + 1, _pages.given(sizes, index, PROVIDER))
        for index, element in enumerate(_outermost(root))
    ]
    return Document(pages, Origin(PROVIDER, _system(root)))


def _outermost(element: Element) -> Iterator[Element]:
    """Yield the pages in an element, or the page that it is; not those in other pages."""
    if _PAGE in classes(element):
        yield element
    else:
        for child in element.iterchildren():
            yield from _outermost(child)


def _system(root: Element) -> str:
    """Return the name of the engine, as the file's head says it."""
    head = next(root.iter("{*}head"), root)
    for element in head.iterchildren("{*}meta"):
        if element.get("name") == "ocr-system":
            return str(element.get("content") or "")
    return ""

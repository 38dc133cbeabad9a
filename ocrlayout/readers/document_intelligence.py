"""Azure Document Intelligence, Form Recognizer 3: 2021-09-30-preview to 2024-11-30.

``analyzeResult`` with ``pages`` whose words stand beside their lines, joined by spans. The same in
the snake_case and with the ``{x, y}`` points of SDK dumps, and bare sub-objects: an
``analyzeResult``, a list of pages, one page.

Kept: lines, words, confidences, language and handwriting by span, page number, size, unit, angle,
version, model id; blocks, tables with their cells, figures; key-value pairs, the fields of
documents, selection marks, barcodes and formulas. Roles become ours:

============================  =================================================
``title``, ``sectionHeading``  ``heading``
``pageHeader``                 ``header``
``pageFooter``                 ``footer``
``pageNumber``                 ``page_number``
``footnote``                   ``note``
table, figure                  ``table``, ``figure``
caption of a table or figure   ``caption``, in the table or figure
footnote of a table or figure  ``note``, in the table or figure
cell                           ``cell``; ``columnHeader`` and ``stubHead`` are
                               ``column_header``, ``rowHeader`` is ``row_header``
every other paragraph          ``paragraph``; in a figure, if its span is
============================  =================================================

Choices:

* All three ``stringIndexType`` are read alike: offsets are only compared with each other.
* Words of no line become lines of their own; those of a page without geometry (DOCX, XLSX, PPTX,
  HTML) one line a paragraph. Where a line of markdown is not covered by its words (escapes,
  comments), its text is its words joined.
* A line's block is the innermost. A line that runs through several cells is cut at their borders,
  by the spans of its words. A table over several pages has on each the cells that stand there, with
  the service's row numbers.
* A mark is the word ☒ or ☐, a formula its LaTeX, a barcode its value: at their place in the line,
  or lines of their own where no line holds them. ``:selected:`` and its like never reach a text.
* A field stands on the page of its region, one without on the first. A field that holds others and
  no text of its own is left out; one that the service found empty is kept, with the text ``""``.
  Money is its amount; of values of several parts (addresses) only the text is kept.
* A page without a size gets it from `sizes`, else from the extent of its text; without text its
  size is NaN. Polygons of more than four points become their minimum rotated rectangle.

Not kept: sections, fonts, the types of documents, the currencies of amounts, the parts of
addresses.
"""

from typing import Any

from ocrlayout.model import Document, Origin
from ocrlayout.readers import _azure, _pages
from ocrlayout.readers._azure import AzurePlace
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item, Json
from ocrlayout.readers._span_answer.answer import Answer

PROVIDER = "document_intelligence"


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    if isinstance(payload, list):
        return bool(payload) and _is_page(payload[0])
    if not isinstance(payload, dict):
        return False
    key, result = _azure.results(payload)
    if key:
        return _azure.has_spans(result)
    return _is_page(payload) or _is_result(payload)


def _is_page(item: Json) -> bool:
    """Return whether an object is a page of ours; Document AI's have a ``layout`` too."""
    if not isinstance(item, dict) or not ("pageNumber" in item or "page_number" in item):
        return False
    lists = any(isinstance(item.get(name), list) for name in ("words", "lines", "spans"))
    return lists and "layout" not in item


def _is_result(payload: Item) -> bool:
    """Return whether an object is a bare ``analyzeResult``."""
    pages = payload.get("pages")
    if not isinstance(pages, list) or "readResult" in payload or not _azure.has_spans(payload):
        return False
    return not pages or not isinstance(pages[0], dict) or _is_page(pages[0])


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict or list
        Parsed JSON.
    sizes : list of (width, height), optional
        Page sizes in pixels, used where the payload does not say.

    Returns
    -------
    Document

    Raises
    ------
    OcrFailed
        The job still runs, or it failed.
    ReadError
        Something in it is not what the service documents; the message says where.

    Examples
    --------
    >>> word = {"content": "dog", "span": {"offset": 0, "length": 3}}
    >>> line = {"content": "dog", "spans": [{"offset": 0, "length": 3}]}
    >>> page = {"pageNumber": 1, "words": [word], "lines": [line]}
    >>> read({"analyzeResult": {"content": "dog", "pages": [page]}})[0].lines.text
    ('dog',)
    """
    _azure.check_done(payload, PROVIDER)
    top = AzurePlace(PROVIDER)
    key, result = _azure.results(payload) if isinstance(payload, dict) else ("", {})
    place, pages = _pages_of(top / key, result if isinstance(payload, dict) else payload)
    answer = Answer(top / key, result)
    made = []
    for index, page in enumerate(pages):
        at = place / index
        if page.get("page") is not None:
            raise at.error("this is a page of Read among those of Document Intelligence")
        made.append(answer.page(at, page, index, _pages.given(sizes, index, PROVIDER)))
    version, model = _azure.pick(result, "apiVersion"), _azure.pick(result, "modelId")
    origin = Origin(PROVIDER, _azure.label(version), _azure.label(model))
    return Document(answer.completed(made), origin)


def _pages_of(place: AzurePlace, result: Any) -> tuple[AzurePlace, list[Item]]:
    """Return the pages and their place; a result without them is a page itself."""
    if isinstance(result, list):
        return place, place.objects(result)
    if "pages" not in result:
        return AzurePlace(PROVIDER), [result]
    place /= "pages"
    if result["pages"] is None:
        raise place.error("there are no pages in the answer")
    return place, place.objects(result["pages"])

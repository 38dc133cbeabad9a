"""Google Document AI: documents of the OCR, form, layout and extraction processors.

A ``Document``, alone or as ``document`` of a response: ``text``, ``pages`` that point into it by
text anchors, ``entities``; or ``documentLayout``. A list of the shards of one document, in any
order. The same in the snake_case and with the numbers for enumerations that dumps of the Python
client have.

Kept: lines, words, confidences, languages, handwriting, page numbers, sizes, orientation; blocks
and paragraphs, tables, figures; form fields, check boxes, barcodes, formulas, entities with those
in them. Roles of the Layout Parser become ours: ``heading-1`` …, ``title`` and ``subtitle`` are
``heading``; entries of lists are ``list_item`` in a block without a role; ``header`` and ``footer``
stay; all else is a ``paragraph``. What stands under a heading is not in its block.

Choices:

* A word is a token without the white space at its end; it belongs to the line in whose part of the
  text it begins. A token of no line is a line of its own. A page without lines and tokens has the
  lines of the text of its paragraphs, blocks, or its own, without words. Text of which no page
  says a part (a classifier's answer) is the first page's.
* Boxes come from the exact shares of the page, else from its pixels. The size is the page's
  ``dimension``, else that of its image, else that of `sizes`.
* ``transforms`` lead from the scan to the image in which the service measured: all corners are
  brought back to the scan. Its size is that of `sizes`, else the image's. ``orientation`` is the
  angle of the page.
* Cells are not numbered: each stands in the first column that is free. A line that runs through
  several cells is cut at their borders.
* A check box is the word ☒ or ☐, a barcode its value, a formula its text: the word at its anchor,
  else a word of its own.
* Nested entities have a path for a name; of several of a kind, as ``line_item[0].amount``. Amounts
  of money are numbers, dates the text that the service made of them.
* Shards are put in the order of their index; a list in which one is missing is an error. One shard
  alone is read: its pages have the numbers that they have in the document. Pages of a list of
  documents are numbered anew where two have the same number.

Not kept: images, symbols, fonts and colors, quality scores, revisions, provenance, currencies, the
chunks beside a layout, the pages of an entity beyond its first.
"""

from collections.abc import Iterator, Sequence

from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _pages, _rpc_status
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item, Json
from ocrlayout.readers._spelling import Spelled, pick
from ocrlayout.readers.document_ai.anchors import Anchors, number_of
from ocrlayout.readers.document_ai.fields import Entity, entities
from ocrlayout.readers.document_ai.layout import read_layout
from ocrlayout.readers.document_ai.page import Given, read_page

PROVIDER = "document_ai"
_LAYOUTS = ("documentLayout", "chunkedDocument")
_OF_A_PAGE = ("layout", "dimension", "image")
_OF_TEXT = ("layout", "blocks", "paragraphs", "lines", "tokens")
_LONGEST_LIST = 20  # missing shards that a message lists


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    first = payload[0] if isinstance(payload, list) and payload else payload
    if not isinstance(first, dict):
        return False
    inner = first.get("document")
    return _is_document(inner if isinstance(inner, dict) else first)


def _is_document(item: Item) -> bool:
    if any(isinstance(pick(item, name), dict) for name in (*_LAYOUTS, "shardInfo")):
        return True
    pages, found = item.get("pages"), item.get("entities")
    if isinstance(pages, list) and pages and isinstance(pages[0], dict):
        if any(isinstance(pages[0].get(name), dict) for name in _OF_A_PAGE):
            return True
        return _is_bare(pages[0]) and ("text" in item or bool(found))
    if isinstance(found, list) and found and isinstance(found[0], dict):
        return any(pick(found[0], name) is not None for name in ("mentionText", "pageAnchor"))
    return pick(item, "mimeType") is not None and ("text" in item or "pages" in item)


def _is_bare(page: Item) -> bool:
    """Return whether a page says its number and nothing else, as a field mask may ask for it."""
    return {name for name, value in page.items() if value} in ({"pageNumber"}, {"page_number"})


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict or list
        Parsed JSON.
    sizes : list of (width, height), optional
        Page sizes in pixels, used where the payload does not say; those of the scans, where the
        service has turned them.

    Returns
    -------
    Document

    Raises
    ------
    OcrFailed
        The document holds an error in place of a result.
    ReadError
        A shard is missing, or something is not what the service documents; the message says where.

    Examples
    --------
    >>> corners = [{}, {"x": 0.5}, {"x": 0.5, "y": 0.1}, {"y": 0.1}]
    >>> anchor = {"textSegments": [{"endIndex": "3"}]}
    >>> token = {"layout": {"textAnchor": anchor, "boundingPoly": {"normalizedVertices": corners}}}
    >>> size = {"width": 80, "height": 100, "unit": "pixels"}
    >>> page = read({"text": "dog", "pages": [{"dimension": size, "tokens": [token]}]})[0]
    >>> page.lines.text, page.lines[0].polygon[2]
    (('dog',), (40.0, 10.0))
    """
    pages: list[Page] = []
    for place, document in _shards(Spelled(PROVIDER), payload):
        pages += _pages_of(place, document, sizes, len(pages))
    return Document(_pages.numbered(pages), Origin(PROVIDER))


def _shards(place: Spelled, payload: Json) -> list[tuple[Spelled, Item]]:
    """Return the shards of a document, in their order."""
    items = payload if isinstance(payload, list) else [payload]
    places = [place / row for row in range(len(items))] if isinstance(payload, list) else [place]
    shards = [_document(at, at.object(item)) for at, item in zip(places, items, strict=True)]
    if len(shards) < 2:
        return shards
    count = max(_number(at, item, "shardCount") for at, item in shards)
    if not count:  # documents of their own, one after the other
        return shards
    order = sorted(shards, key=_index)
    found = [_index(shard) for shard in order]
    missing = sorted(set(range(min(count, len(found) + _LONGEST_LIST))) - set(found))
    if missing or len(found) != count:
        listed = ", ".join(map(str, missing)) or "none"
        raise place.error(
            f"the document has {count} shards, and {len(found)} are here; missing: {listed}"
        )
    return order


def _document(place: Spelled, item: Item) -> tuple[Spelled, Item]:
    """Return the document in a response, or the document that it is."""
    inner = item.get("document")
    return (place / "document", inner) if isinstance(inner, dict) else (place, item)


def _index(shard: tuple[Spelled, Item]) -> int:
    place, document = shard
    return _number(place, document, "shardIndex")


def _number(place: Spelled, document: Item, name: str) -> int:
    """Take a number of the shard, which is text on the wire; 0 may be left out."""
    info, at = pick(document, "shardInfo", {}), place.at(document, "shardInfo")
    return at.whole({name: number_of(pick(at.object(info), name, 0))}, name, 0)


def _pages_of(
    place: Spelled, document: Item, sizes: list[Size] | None, before: int
) -> Iterator[Page]:
    """Read the pages of a document or shard; `before` is how many there are in others."""
    error = document.get("error")
    if error:
        raise _rpc_status.failed(place / "error", error)
    items = list(place.each(document, "pages"))
    has_layout = any(pick(document, name) for name in _LAYOUTS)
    if has_layout and not any(page.get("layout") or page.get("tokens") for _, page in items):
        known = [_pages.given(sizes, before + row, PROVIDER) for row in range(len(sizes or ()))]
        yield from read_layout(place, document, known)
        return
    found = list(entities(place, document))
    anchors = Anchors(place.text(document, "text"))
    if not items and (anchors.text or found):
        items = [(place, {})]
    if items and not any(page.get(name) for _, page in items for name in _OF_TEXT):
        at, page = items[0]
        items[0] = (at, page | _whole(anchors))
    for row, (at, page) in enumerate(items):
        size = _pages.given(sizes, before + row, PROVIDER)
        given = Given(before + row + 1, size, _of_page(found, row, len(items)))
        yield read_page(at, page, anchors, given)


def _whole(anchors: Anchors) -> Item:
    """Return the layout of a page that has all of the text."""
    return {"layout": {"textAnchor": {"textSegments": [{"endIndex": len(anchors.text)}]}}}


def _of_page(found: Sequence[Entity], row: int, count: int) -> list[Entity]:
    """Return the entities of a page; the first has those of no page, or of one that is not here."""
    return [
        one
        for one in found
        if one.page == row or (row == 0 and (one.page is None or one.page >= count))
    ]

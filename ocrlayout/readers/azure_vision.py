"""Azure Image Analysis 4.0 with the feature ``read``: one image, answered at once.

===========================  =====================================================================
``readResult.blocks``        2023-10-01, 2024-02-01: lines of words, polygons of ``{x, y}`` points
``readResult.pages``         previews 2022-10-12 to 2023-02-01: words beside lines, and spans
===========================  =====================================================================

The same in snake_case, and a bare ``readResult`` with ``blocks`` whose first line has a
``boundingPolygon``. (A bare ``readResult`` of a preview has the keys of Document Intelligence
2021-09-30-preview, and :mod:`~ocrlayout.readers.document_intelligence` reads it.)

Kept: lines, words, confidences, blocks, size from ``metadata``, model; of the previews also angle
and handwriting. The service gives no angle and no unit since 2023-10-01: the angle is NaN, the unit
pixel. Without ``metadata`` the page's size comes from `sizes`, else from the extent of its text.

Not kept: captions, tags, objects, people, smart crops.
"""

from typing import Any

from ocrlayout.model import Blocks, Document, Origin, Page
from ocrlayout.readers import _azure, _pages, _spans
from ocrlayout.readers._azure import AzurePlace
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item, Json
from ocrlayout.readers._span_lines import SpanLines, handwritten

PROVIDER = "azure_vision"


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    if not isinstance(payload, dict) or "analyzeResult" in payload:
        return False
    return _azure.pick(payload, "readResult") is not None or _has_blocks(payload)


def _has_blocks(result: Item) -> bool:
    """Return whether blocks are ours, by the first line: many others have blocks of lines too."""
    blocks = result.get("blocks")
    for block in blocks if isinstance(blocks, list) else ():
        lines = block.get("lines") if isinstance(block, dict) else None
        if isinstance(lines, list) and lines:
            return (
                isinstance(lines[0], dict) and _azure.pick(lines[0], "boundingPolygon") is not None
            )
    return False


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict
        Parsed JSON.
    sizes : list of (width, height), optional
        The image's size in pixels, used where the payload does not say.

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
    >>> points = [{"x": 0, "y": 0}, {"x": 40, "y": 0}, {"x": 40, "y": 10}, {"x": 0, "y": 10}]
    >>> lines = [{"text": "dog", "boundingPolygon": points, "words": []}]
    >>> size = {"width": 50, "height": 20}
    >>> page = read({"readResult": {"blocks": [{"lines": lines}]}, "metadata": size})[0]
    >>> page.lines.text, page.size
    (('dog',), (50.0, 20.0))
    """
    _azure.check_done(payload, PROVIDER)
    top = AzurePlace(PROVIDER)
    found = _azure.pick(payload, "readResult")
    place = top.at(payload, "readResult") if found is not None else top
    result = place.object(found if found is not None else payload)
    metadata = payload.get("metadata")
    frame = metadata if isinstance(metadata, dict) else {}
    if "pages" in result:
        pages = _preview(place, result, frame, sizes)
    else:
        pages = [_page(place, result, frame, _pages.given(sizes, 0, PROVIDER))]
    return Document(pages, _origin(payload, result))


def _origin(payload: Item, result: Item) -> Origin:
    """Return version and model; previews call the version of the API ``modelVersion`` too."""
    top, model = _azure.pick(payload, "modelVersion"), _azure.pick(result, "modelVersion")
    if result is payload or not model:
        return Origin(PROVIDER, "", _azure.label(top))
    return Origin(PROVIDER, _azure.label(top), _azure.label(model))


def _page(place: AzurePlace, result: Item, frame: Item, size: Size | None) -> Page:
    lines = LineBuilder()
    place.needed(result, ("blocks",), "a result")
    for row, (at, block) in enumerate(place.each(result, "blocks")):
        at.needed(block, ("lines",), "a block")
        for one, line in at.each(block, "lines"):
            _add_line(lines, one, line, row)
    blocks = Blocks(("",) * len(place.items(result, "blocks")))
    at = AzurePlace(PROVIDER, "metadata" if frame else "")
    return _pages.made(at, frame, lines.lines(), size=size, blocks=blocks)


def _add_line(lines: LineBuilder, place: AzurePlace, line: Item, block: int) -> None:
    words = place.items(line, "words")
    if line.get("text") is None and not words:
        place.needed(line, ("text",), "a line")
    columns = WordColumns(
        [word.get("text") for word in words],  # type: ignore[misc]  # the builder checks them
        [_polygon(word) for word in words],
        [word.get("confidence") for word in words],
    )
    text = place.text(line, "text") if line.get("text") is not None else None
    lines.add(place, text, _polygon(line), columns, block=block)


def _polygon(item: Item) -> Any:
    return _azure.flat(_azure.pick(item, "boundingPolygon"))


def _preview(place: AzurePlace, result: Item, frame: Item, sizes: list[Size] | None) -> list[Page]:
    """Read the pages of a preview; there is one, an image."""
    known = _spans.styles(place, result)
    pages = []
    for index, (at, page) in enumerate(place.each(result, "pages")):
        lines = SpanLines(at, page, _spans.Ranges((), (), ()))
        lines.builder.handwritten = handwritten(lines, known)
        number = _pages.page_number(at, page, "pageNumber", index + 1)
        size = _pages.given(sizes, index, PROVIDER)
        framed = page
        if index == 0 and frame and "width" not in page:
            framed = {**page, "width": frame.get("width"), "height": frame.get("height")}
        pages.append(_pages.made(at, framed, lines.builder.lines(), number=number, size=size))
    return pages

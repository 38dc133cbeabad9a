"""Azure Image Analysis 4.0 with the feature ``read``: one image, answered at once.

===========================  ==========================================================================
``readResult.blocks``        2023-10-01 and 2024-02-01: lines of words, polygons of ``{x, y}`` points
``readResult.pages``         previews 2022-10-12 to 2023-02-01: words beside lines, joined by spans
===========================  ==========================================================================

The same in snake_case, and a bare ``readResult`` with ``blocks`` whose first line has a
``boundingPolygon``. (A bare ``readResult`` of a preview has the keys of Document Intelligence
2021-09-30-preview, and :mod:`~ocrlayout.readers.document_intelligence` reads it.)

Kept: lines, words, confidences, blocks, size from ``metadata``, model; of the previews also angle
and handwriting. The service gives no angle and no unit since 2023-10-01: the angle is NaN, the unit
pixel. Without ``metadata`` the page's size comes from `sizes`, else from the extent of its text.

Not kept: captions, tags, objects, people, smart crops.
"""

from typing import Any

from ocrlayout.errors import ReadError
from ocrlayout.model import Blocks, Document, Origin, Page
from ocrlayout.readers import _azure, _pages, _rows, _spans

PROVIDER = "azure_vision"


def accepts(payload: Any) -> bool:
    """Tell whether a payload is one of these."""
    if not isinstance(payload, dict) or "analyzeResult" in payload:
        return False
    return _azure.pick(payload, "readResult") is not None or _has_blocks(payload)


def _has_blocks(result: dict[str, Any]) -> bool:
    """Tell whether blocks are ours, by the first line: many others have blocks of lines too."""
    blocks = result.get("blocks")
    for block in blocks if isinstance(blocks, list) else ():
        lines = block.get("lines") if isinstance(block, dict) else None
        if isinstance(lines, list) and lines:
            return (
                isinstance(lines[0], dict) and _azure.pick(lines[0], "boundingPolygon") is not None
            )
    return False


def read(payload: Any, *, sizes: list[tuple[float, float]] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict
        Parsed JSON.
    sizes : list of (width, height), optional
        The image's size in pixels, used where the payload has none.

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
    >>> page = read({"readResult": {"blocks": [{"lines": lines}]}, "metadata": {"width": 50, "height": 20}})[0]
    >>> page.lines.text, page.size
    (('dog',), (50.0, 20.0))
    """
    _azure.check_done(payload, PROVIDER)
    result, key = _azure.pick(payload, "readResult", payload), _azure.key_of(payload, "readResult")
    if not isinstance(result, dict):
        raise ReadError(
            f"expected an object, found {_rows.kind(result)}", provider=PROVIDER, where=key
        )
    where = f"{key}." if result is not payload else ""
    metadata = payload.get("metadata")
    frame = metadata if isinstance(metadata, dict) else {}
    top, model = _azure.pick(payload, "modelVersion"), _azure.pick(result, "modelVersion")
    version, model = (
        (top, model) if result is not payload and model else ("", top)
    )  # previews call the API's so
    if "pages" in result:
        pages = _preview(result, where, frame, sizes)
    else:
        pages = (_page(result, where, frame, _pages.given(sizes, 0, PROVIDER)),)
    return Document(pages, Origin(PROVIDER, _azure.label(version), _azure.label(model)))


def _page(result: dict[str, Any], where: str, frame: dict[str, Any], size: Any) -> Page:
    rows = _rows.Rows(PROVIDER, where)
    _rows.needed(result, ("blocks",), "a result", where.rstrip("."), PROVIDER)
    blocks = _rows.items(result.get("blocks"), f"{where}blocks", PROVIDER)
    for row, block in enumerate(blocks):
        prefix = f"{where}blocks[{row}].lines"
        _rows.needed(block, ("lines",), "a block", f"{where}blocks[{row}]", PROVIDER)
        for index, line in enumerate(_rows.items(block.get("lines"), prefix, PROVIDER)):
            _line(rows, line, f"{prefix}[{index}]", row)
    lines = rows.lines()
    place = "metadata" if frame else ""
    return _pages.made(
        frame, lines, place, PROVIDER, number=1, size=size, blocks=Blocks(("",) * len(blocks))
    )


def _line(rows: _rows.Rows, line: dict[str, Any], place: str, block: int) -> None:
    words = _rows.items(line.get("words"), f"{place}.words", PROVIDER)
    text = line.get("text")
    if text is None and not words:
        _rows.needed(line, ("text",), "a line", place, PROVIDER)
    rows.add_columns(
        None if text is None else _rows.text(text, f"{place}.text", PROVIDER),
        _polygon(line),
        [word.get("text") for word in words],  # type: ignore[misc]  # Rows refuses what is no text
        [_polygon(word) for word in words],
        [word.get("confidence") for word in words],
        place=place,
        block=block,
    )


def _polygon(item: dict[str, Any]) -> Any:
    return _azure.flat(_azure.pick(item, "boundingPolygon"))


def _preview(
    result: dict[str, Any],
    where: str,
    frame: dict[str, Any],
    sizes: list[tuple[float, float]] | None,
) -> tuple[Page, ...]:
    """Read the pages of a preview; there is one, an image."""
    known = _spans.styles(result, where, PROVIDER)
    pages = []
    for index, page in enumerate(_rows.items(result.get("pages"), f"{where}pages", PROVIDER)):
        place = f"{where}pages[{index}]"
        joined = _spans.Joined(page, place, PROVIDER, _spans.Ranges((), (), ()))
        joined.rows.handwritten = _spans.handwritten(joined, known)
        number = _azure.pick(page, "pageNumber")
        number = _pages.page_number(number, f"{place}.pageNumber", PROVIDER, index + 1)
        size = _pages.given(sizes, index, PROVIDER)
        if index == 0 and frame and "width" not in page:
            # with its size
            page = {**page, "width": frame.get("width"), "height": frame.get("height")}  # noqa: PLW2901
        pages.append(
            _pages.made(page, joined.rows.lines(), place, PROVIDER, number=number, size=size)
        )
    return tuple(pages)

"""Azure's legacy synchronous OCR, ``/vision/v1.0…v3.2/ocr``: ``regions`` of lines of words, boxes as ``"x,y,w,h"``.

The boxes lie in a turned frame: that of the image after it was rotated clockwise by ``textAngle``
(radians) about its center, in which the text runs along an axis. They are brought back into the
frame of the image: with the center c, a corner p becomes c + R(−textAngle)(p − c), R clockwise as
seen. ``orientation`` tells where the top of the letters points in the turned frame, and so which
corner of a box is the text's own top-left:

===========  ============  ========================
Up           top-left      text runs to the right
Right        top-right     text runs down
Down         bottom-right  text runs to the left
Left         bottom-left   text runs up
===========  ============  ========================

``NotDetected`` counts as Up. The page's angle is that of the orientation less ``textAngle``.

Few answers have a size (``metadata``). Else it comes from `sizes` (``load(…, images=scan)`` finds
them); without, an answer whose ``textAngle`` is 0 gets the extent of its text, any other cannot be
placed, and an error says so.

Kept: lines, words, regions as blocks, language, angle, model. A line's text is its words joined by
spaces; joined without them where the service says that the language is Chinese or Japanese, whose
characters it sends one by one. The service gives no confidence.
"""

import re
from typing import Any

import numpy as np

from ocrlayout import geometry
from ocrlayout.errors import ReadError
from ocrlayout.model import Blocks, Document, Origin
from ocrlayout.readers import _azure, _pages, _rows

PROVIDER = "azure_ocr"
_TURNS = {
    "": 0,
    "notdetected": 0,
    "up": 0,
    "right": 1,
    "down": 2,
    "left": 3,
}  # quarter turns, clockwise
_NUMBER = r"\s*[0-9]+(?:\.[0-9]+)?\s*"
_SIGNED = r"\s*-?" + _NUMBER
_BOX = re.compile(f"{_SIGNED},{_SIGNED},{_NUMBER},{_NUMBER}")
_UNSPACED = ("zh", "ja")


def accepts(payload: Any) -> bool:
    """Tell whether a payload is one of these."""
    if not isinstance(payload, dict) or payload.get("regions") is None:
        return False
    return any(name in payload for name in ("orientation", "textAngle", "text_angle", "language"))


def read(payload: Any, *, sizes: list[tuple[float, float]] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict
        Parsed JSON.
    sizes : list of (width, height), optional
        The image's size in pixels.

    Returns
    -------
    Document

    Raises
    ------
    OcrFailed
        The job still runs, or it failed.
    ReadError
        Something in it is not what the service documents, or its boxes are turned and the size is
        unknown; the message says where.

    Examples
    --------
    >>> words = [{"boundingBox": "0,0,40,10", "text": "dog"}]
    >>> regions = [{"boundingBox": "0,0,40,10", "lines": [{"boundingBox": "0,0,40,10", "words": words}]}]
    >>> read({"language": "en", "orientation": "Up", "regions": regions})[0].lines.text
    ('dog',)
    """
    _azure.check_done(payload, PROVIDER)
    frame, size = _size(payload, sizes)
    angle, turns, known = _angle(payload)
    if angle and size is None:
        raise ReadError(
            f"the boxes lie in a frame turned by {angle:.2f}° about the center of the image, whose size is not in the"
            " answer; pass images= or sizes=",
            provider=PROVIDER,
            where=_azure.key_of(payload, "textAngle"),
        )
    language = _rows.text(payload.get("language"), "language", PROVIDER)
    language = "" if language == "unk" else language
    rows = _rows.Rows(PROVIDER)
    regions = _rows.items(payload.get("regions"), "regions", PROVIDER)
    for row, region in enumerate(regions):
        prefix = f"regions[{row}].lines"
        _rows.needed(region, ("lines",), "a region", f"regions[{row}]", PROVIDER)
        for index, line in enumerate(_rows.items(region.get("lines"), prefix, PROVIDER)):
            _line(rows, line, f"{prefix}[{index}]", turns=turns, language=language, block=row)
    lines = rows.lines()
    if angle and size is not None:
        lines = lines.move(geometry.rotation(-angle, (size[0] / 2, size[1] / 2)))
    lies = float(geometry.fold(90.0 * turns - angle)) if known else float("nan")
    blocks = Blocks(("",) * len(regions))
    page = _pages.made(
        frame, lines, "metadata", PROVIDER, number=1, size=size, angle=lies, blocks=blocks
    )
    return Document(
        (page,), Origin(PROVIDER, "", _azure.label(_azure.pick(payload, "modelVersion")))
    )


def _size(
    payload: dict[str, Any], sizes: list[tuple[float, float]] | None
) -> tuple[dict[str, Any], tuple[float, float] | None]:
    """Find the image's size: in the metadata that some answers have, else as given."""
    metadata = payload.get("metadata")
    frame = metadata if isinstance(metadata, dict) else {}
    width, height = (
        _rows.number(frame.get(name), f"metadata.{name}", PROVIDER, 0.0)
        for name in ("width", "height")
    )
    if width > 0 and height > 0:
        return frame, (width, height)
    return {}, _pages.given(sizes, 0, PROVIDER)


def _angle(payload: dict[str, Any]) -> tuple[float, int, bool]:
    """Return the text angle in degrees, the quarter turns of the orientation, and whether the service gave either."""
    given, place = _azure.pick(payload, "textAngle"), _azure.key_of(payload, "textAngle")
    angle = float(np.degrees(_rows.number(given, place, PROVIDER, 0.0)))
    orientation = _pages.plain(_rows.text(payload.get("orientation"), "orientation", PROVIDER))
    if orientation not in _TURNS:
        shown = _rows.shorten(payload["orientation"])
        raise ReadError(
            f"the orientation is Up, Right, Down, Left or NotDetected, found {shown}",
            provider=PROVIDER,
            where="orientation",
        )
    return angle, _TURNS[orientation], given is not None or orientation not in ("", "notdetected")


def _line(
    rows: _rows.Rows, line: dict[str, Any], place: str, *, turns: int, language: str, block: int
) -> None:
    _rows.needed(line, ("words",), "a line", place, PROVIDER)
    words = _rows.items(line.get("words"), f"{place}.words", PROVIDER)
    for index, word in enumerate(words):
        _rows.needed(word, ("text",), "a word", f"{place}.words[{index}]", PROVIDER)
    texts = [
        _rows.text(word["text"], f"{place}.words[{index}].text", PROVIDER)
        for index, word in enumerate(words)
    ]
    unspaced = language.lower().startswith(_UNSPACED)
    rows.add_columns(
        "".join(texts) if unspaced else None,
        _corners(line, place, turns),
        texts,
        [_corners(word, f"{place}.words[{index}]", turns) for index, word in enumerate(words)],
        [None] * len(words),
        place=place,
        language=language,
        block=block,
    )


def _corners(item: dict[str, Any], place: str, turns: int) -> list[float] | None:
    """Turn ``"x,y,w,h"`` into four corners, the text's own top-left first."""
    box = _azure.pick(item, "boundingBox")
    if box is None:
        return None
    if not isinstance(box, str) or not _BOX.fullmatch(box):
        raise ReadError(
            f'a box is a text of four numbers, "x,y,width,height", no side below 0, found {_rows.shorten(box)}',
            provider=PROVIDER,
            where=f"{place}.{_azure.key_of(item, 'boundingBox')}",
        )
    x, y, width, height = map(float, box.split(","))
    corners = [x, y, x + width, y, x + width, y + height, x, y + height]
    return corners[2 * turns :] + corners[: 2 * turns]
